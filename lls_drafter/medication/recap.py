"""The changes of treatment by kind: stopped, suspended, added, doses up and down, other changes, continued.

The table, the box that is read first and the patient's sheet say the same, since they all come from the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lls_drafter.letter.traitements import Devenir, LigneTraitement
from lls_drafter.medication.compare import Nature, changes, drug_words


class Groupe(StrEnum):
    """A group of the recap, in its printed order; `UNDECIDED` rows have no fate yet."""

    ARRETE = "arrêtés"
    SUSPENDU = "suspendus, à reprendre"
    AJOUTE = "ajoutés"
    REMPLACE = "remplacés"
    HAUSSE = "dose augmentée"
    BAISSE = "dose diminuée"
    MODIFIE = "autres modifications"
    POURSUIVI = "poursuivis"
    UNDECIDED = "devenir non précisé"


@dataclass(frozen=True, slots=True)
class RecapLine:
    """One drug of the recap: its row's key, its name, what changed and why, in words; empty when not said."""

    cle: str
    medicament: str
    changement: str = ""
    motif: str = ""


@dataclass(frozen=True, slots=True)
class Recap:
    """The drugs of a table by group; each row stands in exactly one group."""

    groupes: dict[Groupe, tuple[RecapLine, ...]] = field(default_factory=dict)


def recap(rows: Sequence[LigneTraitement]) -> Recap:
    """Give the recap of a table; groups without drug are left out, rows keep their order in each."""
    found: dict[Groupe, list[RecapLine]] = {}
    for row in rows:
        found.setdefault(group_of(row), []).append(_line(row))
    return Recap({group: tuple(found[group]) for group in Groupe if group in found})


def group_of(row: LigneTraitement) -> Groupe:
    """Give the group of a row."""
    if row.suspendu:
        return Groupe.SUSPENDU
    if row.devenir is None:
        return Groupe.UNDECIDED
    if row.devenir is not Devenir.MODIFIE or row.avant is None or row.sortie is None:
        return Groupe[row.devenir.name]
    natures = {one.nature for one in changes(row.avant, row.sortie)}
    if natures & {Nature.REMPLACEMENT, Nature.ESTER, Nature.ASSOCIATION}:
        return Groupe.REMPLACE
    return next((Groupe[one.name] for one in (Nature.HAUSSE, Nature.BAISSE) if one in natures), Groupe.MODIFIE)


def _line(row: LigneTraitement) -> RecapLine:
    side = row.sortie or row.avant
    told = changes(row.avant, row.sortie) if row.avant is not None and row.sortie is not None else ()
    return RecapLine(
        row.cle,
        drug_words(side) if side is not None else "",
        " ; ".join(one.texte for one in told),
        (row.commentaires.motif or "") if row.commentaires is not None else "",
    )
