"""What changed between two versions, in one French line per field, as a later version must print it."""

from lls_drafter.letter.base import Impression, impression_of
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import is_answered
from lls_drafter.letter.traitements import LigneTraitement

_NOT_CONTENT = frozenset(
    {"nature", "versions_precedentes", "changements", "validation", "date_lettre", "remise_patient", "envois"}
)


def describe_changes(before: Lettre, after: Lettre) -> tuple[str, ...]:
    """Give the list of changes, in the order of the letter; empty when nothing that prints changed."""
    lines: list[str] = []
    for name, info in Lettre.model_fields.items():
        old, new = getattr(before, name), getattr(after, name)
        if old == new or name in _NOT_CONTENT or impression_of(info) is not Impression.LETTRE:
            continue
        if name == "volet_medicamenteux":
            lines += _table_changes(old, new)
        else:
            lines.append(f"{info.title} : {_verb(old, new)}")
    return tuple(lines)


def _verb(old: object, new: object) -> str:
    """Say in one word what happened to a value."""
    if not is_answered(old):
        return "ajouté"
    return "modifié" if is_answered(new) else "retiré"


def _table_changes(old: tuple[LigneTraitement, ...], new: tuple[LigneTraitement, ...]) -> list[str]:
    """Name each changed row of the table by its drug."""
    before, after = {row.cle: row for row in old}, {row.cle: row for row in new}
    lines = [f"Volet médicamenteux : {_drug(row)} retiré du tableau" for cle, row in before.items() if cle not in after]
    for cle, row in after.items():
        former = before.get(cle)
        if former is None:
            lines.append(f"Volet médicamenteux : {_drug(row)} ajouté au tableau")
        elif former != row:
            lines.append(f"Volet médicamenteux : {_drug(row)} modifié ({', '.join(_changed_parts(former, row))})")
    return lines or ["Volet médicamenteux : ordre des lignes modifié"]


def _changed_parts(old: LigneTraitement, new: LigneTraitement) -> list[str]:
    """Name the columns that changed."""
    titles = {name: (info.title or name).lower() for name, info in LigneTraitement.model_fields.items()}
    return [titles[name] for name in LigneTraitement.model_fields if getattr(old, name) != getattr(new, name)]


def _drug(row: LigneTraitement) -> str:
    """Name the drug of a row, discharge side first."""
    for side in (row.sortie, row.avant):
        if side is not None and side.medicament is not None and (side.medicament.libelle or side.medicament.dci):
            return side.medicament.libelle or side.medicament.dci or ""
    return f"ligne {row.cle}"
