"""Is a case whole: its extracts are in the record, its rules exist, its good letter is good, its draft is not yet.

What `lls formation verifier` says to the case's author, all at once.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lls_drafter.errors import LlsError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import FieldPath
from lls_drafter.packs.case_model import Case, Element, Interdit, Key, NonDit
from lls_drafter.packs.cases import DRAFT, KEY, MAIN, MODEL, load_draft, load_key, load_model
from lls_drafter.rules.model import Niveau
from lls_drafter.training.correction import invented_negatives, label_of, missing_elements, wrong_claims
from lls_drafter.training.judgement import Judgement
from lls_drafter.training.said import Said, Unit, said_of
from lls_drafter.training.wording import holds

_NOT_LIGHT = re.compile(r"^\s*\||<[a-zA-Z/!]")
_GRID = "qls"


@dataclass(frozen=True, slots=True)
class CaseFault:
    """One fault of a case: the file, the sentence, what to do."""

    fichier: str
    message: str
    hint: str = ""


def case_faults(
    case: Case, judge: Callable[[Lettre], Judgement], *, extra: tuple[Path, ...] = ()
) -> tuple[CaseFault, ...]:
    """Give every fault of a case; none means that a learner can have it.

    Args:
        case: the case, its `cas.yaml` read.
        judge: has the rules judge a letter on its own discharge day.
        extra: folders of packs named on the command line.
    """
    try:
        key, model, draft = load_key(case), load_model(case), load_draft(case)
        judged = judge(model)
        good, begun = said_of(model, extra=extra), said_of(draft, extra=extra)
    except LlsError as error:
        place = error.location.file if error.location and error.location.file else case.id
        line = f":{error.location.line}" if error.location and error.location.line else ""
        return (CaseFault(f"{Path(place).name}{line}", error.message, error.hint),)
    return (
        *_record_faults(case),
        *_extract_faults(case, key),
        *_name_faults(case, key, judged),
        *_wording_faults(key),
        *_model_faults(model, key, good, judged),
        *_draft_faults(draft, model, key, begun),
    )


def _record_faults(case: Case) -> Iterator[CaseFault]:
    """Report what a ward's text does not have: tables and HTML."""
    for piece in case.pieces:
        for number, line in enumerate(piece.texte.splitlines(), 1):
            if _NOT_LIGHT.search(line):
                yield CaseFault(f"{piece.fichier}:{number}", "un tableau ou du HTML", "titres, listes et paragraphes")


def _extract_faults(case: Case, key: Key) -> Iterator[CaseFault]:
    """Report the extracts that are not in their piece, word for word."""
    cited: list[Element | Interdit] = [*key.elements, *(one for one in key.interdits if one.extrait)]
    for one in cited:
        if not one.piece:
            yield CaseFault(KEY, f"{one.id} : un extrait sans sa pièce", "nommer la pièce")
        elif _flat(one.extrait) not in _flat(case.piece(one.piece).texte):
            hint = "le recopier mot pour mot"
            yield CaseFault(KEY, f"{one.id} : l'extrait n'est pas dans la pièce « {one.piece} »", hint)


def _flat(text: str) -> str:
    """Give a text on one line."""
    return " ".join(text.split())


def _name_faults(case: Case, key: Key, judged: Judgement) -> Iterator[CaseFault]:
    """Report the criteria and rules that do not exist."""
    named = [(MAIN, "objectifs", one.criteres, one.regles) for one in case.objectifs]
    entries: list[Element | Interdit | NonDit] = [*key.elements, *key.interdits, *key.non_dits]
    named += [
        (KEY, one.id, (one.critere,) if one.critere else (), (one.regle,) if one.regle else ()) for one in entries
    ]
    for fichier, where, criteres, regles in named:
        for name in criteres:
            entry = judged.rules.get(name)
            if entry is None or entry.checklist.indicateur != _GRID:
                yield CaseFault(fichier, f"{where} : {name} n'est pas un critère", "QLS-01 à QLS-12")
        for name in regles:
            entry = judged.rules.get(name)
            if entry is None or entry.checklist.indicateur == _GRID:
                yield CaseFault(fichier, f"{where} : {name} n'est pas une règle", "« lls expliquer » les liste")


def _wording_faults(key: Key) -> Iterator[CaseFault]:
    """Report a good wording that the key itself would not take; one of the table may stand in several columns."""
    for element in key.elements:
        if not _in_table(element.champs) and not any(
            all(holds(element.formulation, term) for term in terms) for terms in element.cherche
        ):
            yield CaseFault(KEY, f"{element.id} : sa « formulation » n'a pas les termes de « cherche »", "l'y accorder")
    for wrong in key.interdits:
        if _in_table(wrong.champs):
            continue
        said = Unit((wrong.formulation,), is_entry=False)
        claimed = any(said.says_in_one_breath(terms) for terms in wrong.cherche)
        if claimed and not any(said.says(right) for right in wrong.sauf):
            yield CaseFault(
                KEY, f"{wrong.id} : sa « formulation » est elle-même interdite", "la récrire, ou un « sauf »"
            )


def _in_table(champs: tuple[FieldPath, ...]) -> bool:
    """Tell whether one of some fields is the table, or a column of it."""
    return any(champ.parts[0] == "volet_medicamenteux" for champ in champs)


def _model_faults(model: Lettre, key: Key, said: Said, judged: Judgement) -> Iterator[CaseFault]:
    """Report what the good letter lacks."""
    if model.statut is not Statut.VALIDEE:
        yield CaseFault(MODEL, "la lettre modèle n'est pas validée", "« lls valider », le jour de la sortie")
    for finding in judged.findings:
        if finding.niveau is not Niveau.CONSEIL:
            yield CaseFault(MODEL, f"{finding.regle}, {finding.chemin} : {finding.message}", finding.correction)
    if judged.score != 100:
        shown = "non calculée" if judged.score is None else f"{judged.score} / 100"
        yield CaseFault(MODEL, f"estimation QLS {shown}", "une lettre modèle a 100")
    for element in missing_elements(key, said):
        hint = f"cherché dans : {label_of(element.champs)} ; un terme par entrée de liste"
        yield CaseFault(MODEL, f"{element.id} n'y est pas : {element.attendu}", hint)
    for wrong in wrong_claims(key, said):
        yield CaseFault(MODEL, f"{wrong.id} y est : {wrong.texte}", "préciser « cherche », ou ajouter un « sauf »")
    for one in invented_negatives(key, said):
        yield CaseFault(MODEL, f"{one.id} : {one.champ} y est nié", "le dossier ne le dit pas")


def _draft_faults(draft: Lettre, model: Lettre, key: Key, said: Said) -> Iterator[CaseFault]:
    """Report a draft that is already done, or of somebody else."""
    if draft.statut is not Statut.BROUILLON:
        yield CaseFault(DRAFT, "la lettre de départ n'est pas un brouillon", "« statut: brouillon »")
    missing = {one.id for one in missing_elements(key, said)}
    for element in key.elements:
        if element.id not in missing:
            hint = "la retirer de la lettre de départ, ou préciser « cherche »"
            yield CaseFault(DRAFT, f"{element.id} y est déjà : {element.attendu}", hint)
    names = [(one.patient.nom_naissance, one.patient.date_naissance) if one.patient else None for one in (draft, model)]
    if names[0] != names[1]:
        yield CaseFault(DRAFT, "ce n'est pas le patient de la lettre modèle", "même nom, même date de naissance")
    if draft.sejour is None or draft.sejour.date_sortie is None:
        yield CaseFault(DRAFT, "la date de sortie manque", "elle donne le jour de l'exercice")
