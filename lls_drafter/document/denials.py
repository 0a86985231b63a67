"""Negatives in a template's own words: « aucun », « pas d'allergie », « Allergies : non », which nobody has answered.

What denies something clinical is certain; another « pas de … » is only doubtful, as is a condition (« en l'absence de
fièvre ») or a ban (« ne pas arrêter sans … »). « sans objet » and « absence de réponse » deny nothing of a patient.
"""

import re
import unicodedata
from dataclasses import dataclass

from lls_drafter.document.compose_literals import VALUE
from lls_drafter.letter.text import fold

_CLINICAL = (
    "accident|addict|alcool|allergi|anomalie|antecedent|atopi|bacteri|bhr|bmr|chute|complication|contre-indication|"
    "deficit|denutrition|derives? du sang|diabet|directives? anticipee|dispositif|douleur|effets? |escarre|evenement|"
    "examen|fievre|fracture|fumeu|germe|grossesse|hemorragi|hypersensibil|implant|incident|infect|intoleran|lesion|"
    "maladie|medicament|micro-?organisme|opposition|oxygen|particularite|patholog|portage|probleme|produits? sanguin|"
    "resultat|risque|saignement|signe|sequelle|suite|symptome|tabac|thrombo|traitement|transfus|trouble|vaccin"
)
_OTHER = "(?:(?:autres?|nouvel(?:le)?s?|nouveaux?|reel(?:le)?s?|graves?|moindres?|notables?|veritables?) )?"
_ARTICLE = "(?:de la |de l'|des? |du |d'|d )"
_SURE = re.compile(
    r"\b(?:aucune?s?|neant|nihil|ras|r\. ?a\. ?s|rien a signaler)\b"
    rf"|\b(?:{_CLINICAL})[\w-]*(?: \w+)? ?(?:::?|=|-) ?(?:non(?= ?(?:[.;,)]|$))"
    r"|0\b|zero\b|nul(?:le)?s?\b|negati|absente?s?\b|inexistant)"
    rf"|\b(?:{_CLINICAL})[\w-]* (?:absente?s?|inexistante?s?)\b"
    rf"|\b(?:0|zero) (?:{_CLINICAL})"
    r"|\bnon[ -](?:allergi|diabet|fumeu)"
)
_DENIED = re.compile(
    rf"\b(?:(?:pas|jamais|point) (?:ete |eu )?{_ARTICLE}?|absence {_ARTICLE}|(?:indemne|exempte?) {_ARTICLE}|sans |ni )"
    rf"{_OTHER}(?:{_CLINICAL})[\w-]*"
)
_DOUBTFUL = re.compile(r"\bpas (?:de |d')|\babsence d(?:e |'|es |u )(?!reponse)")
_HYPOTHETICAL = re.compile(
    r"\b(?:si|s'|quand|lorsqu|tant qu|en l'|en cas |a defaut|jusqu|ne |n'(?!a |est |ont |y a ))[^.;:,!?]*$"
)


_SUBJECTS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(rf"\b(?:{stems})[\w-]*"), frozenset(fields.split()))
    for stems, fields in (
        ("allergi|hypersensibil|intoleran", "allergies"),
        ("antecedent", "antecedents"),
        ("evenement", "evenements_indesirables derives_du_sang produits_sanguins"),
        ("bmr|bhr|micro-?organisme|portage", "micro_organismes"),
        ("transfus|produits? sanguin", "produits_sanguins"),
        ("derives? du sang", "derives_du_sang"),
        ("implant", "dispositifs_implantables"),
        ("traitement|medicament", "bilan_medicamenteux volet_medicamenteux traitements_administres"),
        ("resultat", "resultats_attendus"),
    )
)
"""What some words deny, and the fields of the letter that may say so."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A negative in a text.

    Attributes:
        words: as they are written.
        start: where they begin in the text.
        is_certain: whether they deny something of the patient, whatever stands around them.
        is_asked: whether they could be a question that « oui » or « non » answers: « absence de fièvre ».
    """

    words: str
    start: int
    is_certain: bool
    is_asked: bool


def denial_in(text: str) -> Denial | None:
    """Give the first certain negative of a line of text, else the first doubtful one, None when it denies nothing."""
    read, places = _as_read(text)
    denied = [found for found in _DENIED.finditer(read) if not _HYPOTHETICAL.search(read, 0, found.start())]
    sure = [*_SURE.finditer(read)]
    certain = [*sure, *denied]
    doubtful = [*_DENIED.finditer(read), *_DOUBTFUL.finditer(read)]
    found = min(certain or doubtful, key=lambda one: one.start(), default=None)
    if found is None:
        return None
    start, end = places[found.start()], places[found.end() - 1] + 1
    return Denial(text[start:end].strip(), start, bool(certain), not sure)


def denied_of_another(text: str, fields: frozenset[str]) -> str:
    """Give what a line denies although only some other fields of the letter were said to be « aucun »; else nothing."""
    if (found := denial_in(text)) is None:
        return ""
    read, places = _as_read(text)
    for subject, owners in _SUBJECTS:
        said = subject.search(read)
        if said is not None and not owners & fields:
            return text[min(found.start, places[said.start()]) : places[said.end() - 1] + 1]
    return ""


def _as_read(text: str) -> tuple[str, list[int]]:
    """Give a text for searching, as `fold` does, and the place of each of its characters in the text.

    What no reader sees is left out: marks of bold, invisible characters.
    """
    read: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character == "*" or unicodedata.category(character) in {"Cf", "Mn"}:
            continue
        if character == VALUE and text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum():
            continue  # a word that agrees: one that is empty would join what stands around it
        space = character.isspace()
        if space and read[-1:] == [" "]:
            continue
        for folded in " " if space else fold(unicodedata.normalize("NFKC", character)):
            read.append(folded)
            places.append(place)
    return "".join(read), places
