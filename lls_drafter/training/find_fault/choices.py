"""What a mark may name: the twelve criteria of the grid by their number, the families of the legal rules by a word."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.text import fold
from lls_drafter.rules.model import Finding
from lls_drafter.training.defects.judging import Judge
from lls_drafter.training.defects.model import Defect

_WORD = re.compile(r"\w+")
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: what is typed, and what it means."""

    code: str
    titre: str


FAMILIES: tuple[Choice, ...] = (
    Choice("identite", "identité du patient"),
    Choice("dates", "dates du séjour et de la lettre"),
    Choice("modalites", "modalités d'entrée et de sortie, destination"),
    Choice("signataire", "signataire"),
    Choice("correspondants", "médecin traitant, adresseur"),
    Choice("motif", "motif de l'hospitalisation"),
    Choice("synthese", "synthèse, diagnostic retenu, état à la sortie"),
    Choice("mentions", "événements indésirables, germes, sang, implants, actes"),
    Choice("allergies", "allergies"),
    Choice("traitements", "tableau des traitements"),
    Choice("attente", "résultats attendus"),
    Choice("suites", "suites à donner"),
    Choice("transmission", "remise, envois, droits et oppositions du patient"),
    Choice("situations", "situation particulière (mineur, décès, aval, protection…)"),
    Choice("copie", "texte copié d'une autre lettre, ou laissé à compléter"),
    Choice("service", "ce que le service demande en plus"),
)
"""The families as a learner names them: one word for several of the rules' own."""

_FAMILY_OF: Mapping[str, str] = {
    **{one.code: one.code for one in FAMILIES},
    **dict.fromkeys(("listes", "tableau", "sortie", "changements", "risque", "ecriture"), "traitements"),
    "visibilite": "transmission",
    "style": "copie",
}
_CRITERIA_OF: Mapping[str, tuple[int, ...]] = {
    "identite": (5,),
    "dates": (2, 6),
    "modalites": (6,),
    "signataire": (7,),
    "correspondants": (4,),
    "motif": (8,),
    "synthese": (9,),
    "allergies": (9,),
    "traitements": (11,),
    "attente": (10, 12),
    "suites": (12,),
    "transmission": (3, 4),
}
_CRITERION_AT: Mapping[str, tuple[int, ...]] = {
    "patient": (5,),
    "sejour": (6,),
    "date_lettre": (2,),
    "validation": (1, 2),
    "statut": (1,),
    "signataire": (7,),
    "medecin_traitant": (4,),
    "praticien_adresseur": (4,),
    "envois": (4,),
    "remise_patient": (3,),
    "motif_hospitalisation": (8,),
    "synthese_medicale": (9,),
    "conclusion": (9,),
    "etat_sortie": (9,),
    "evenements_indesirables": (9,),
    "micro_organismes": (9,),
    "produits_sanguins": (9,),
    "derives_du_sang": (9,),
    "dispositifs_implantables": (9,),
    "actes_examens": (10,),
    "volet_medicamenteux": (11,),
    "bilan_medicamenteux": (11,),
    "traitements_administres": (11,),
    "suites_a_donner": (12,),
    "resultats_attendus": (10, 12),
}
_FIELD_FAMILY: Mapping[str, str] = {
    "volet_medicamenteux": "traitements",
    "bilan_medicamenteux": "traitements",
    "suites_a_donner": "suites",
    "synthese_medicale": "synthese",
    "conclusion": "synthese",
    "etat_sortie": "synthese",
    "motif_hospitalisation": "motif",
    "medecin_traitant": "correspondants",
    "praticien_adresseur": "correspondants",
    "envois": "transmission",
    "remise_patient": "transmission",
    "actes_examens": "mentions",
    "evenements_indesirables": "mentions",
}


def choices(titles: Iterable[str]) -> tuple[Choice, ...]:
    """Give all that a mark may name: the criteria of a grid by the order of their titles, then the families."""
    return (*(Choice(str(number), title) for number, title in enumerate(titles, start=1)), *FAMILIES)


def find_choice(typed: str, known: Iterable[Choice]) -> Choice | None:
    """Give the one choice that a word means: its code, `QLS-08`, the beginning of one code, else of a title's word."""
    word = fold(typed).removeprefix("qls").strip(" -")
    word = str(int(word)) if word.isdecimal() else word
    all_known = tuple(known)
    exact = next((one for one in all_known if one.code == word), None)
    if exact is not None or not word:
        return exact
    families = [one for one in all_known if not one.code.isdecimal()]
    near = [one for one in families if one.code.startswith(word)]
    if not near and len(word) > _SHORT:
        near = [one for one in families if any(other.startswith(word) for other in _WORD.findall(fold(one.titre)))]
    return near[0] if len(near) == 1 else None


def accepted(defect: Defect, judge: Judge) -> frozenset[str]:
    """Give the codes that name a defect rightly: by its rule's family, by the field, by the criteria that it fails."""
    return frozenset(code for one in defect.findings for code in names_of(one, judge))


def names_of(finding: Finding, judge: Judge) -> frozenset[str]:
    """Give the codes that name a finding rightly."""
    found: set[str] = set()
    if finding.regle in judge.criteria:
        found.add(str(judge.criteria.index(finding.regle) + 1))
    else:
        item = judge.by_id.get(finding.regle) or judge.advised.get(finding.regle)
        family = _FAMILY_OF.get(item.famille if item is not None else "", "service")
        found |= {family, *map(str, _CRITERIA_OF.get(family, ()))}
    head = _head(finding.chemin)
    found.update(map(str, _CRITERION_AT.get(head, ())))
    if head in _FIELD_FAMILY:
        found.add(_FIELD_FAMILY[head])
    return frozenset(found)


def main_criterion(defect: Defect, judge: Judge) -> str:
    """Give the criterion that a defect counts for (`QLS-11`), empty when the grid has none for it."""
    failed = next((one for one in defect.regles if one in judge.criteria), "")
    if failed:
        return failed
    numbers = sorted(int(code) for code in names_of(defect.findings[0], judge) if code.isdecimal())
    return judge.criteria[numbers[-1] - 1] if numbers and numbers[-1] <= len(judge.criteria) else ""


def _head(path: FieldPath) -> str:
    """Give the field of the letter that an address begins with."""
    return str(path.parts[0]) if path.parts else ""
