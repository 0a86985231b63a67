"""`doublon`, `arrete_et_ajoute`, `meme_classe` and `ordre_lignes`: the medication rows against one another.

Writing checks, not interactions: the same substance written twice, or a table whose order no reader can follow.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Medicament
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.drug_conditions import FACTS, Cote
from lls_drafter.rules.regimen import discharge_rows
from lls_drafter.rules.rows import row_of
from lls_drafter.rules.scope import Chemin, Scope
from lls_drafter.rules.words import plain

_ROWS = Chemin.parse("volet_medicamenteux", Lettre)
_DRUG = FieldPath.parse("sortie.medicament")
_DEVENIR = FieldPath.parse("devenir")
_ATC_GROUP = 5  # characters: chemical subgroup (fourth level), as C09AA
_FEW_ROWS = 4  # below, any order is followed at a glance


@check("doublon")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Duplicate:
    """No substance stands on two discharge rows, alone or in a combination."""

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux",)

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each later row of a substance."""
        seen: dict[str, int] = {}
        for entry in discharge_rows(scope):
            names = entry.fact(FACTS[Cote.SORTIE]).substances
            first = min((seen[name] for name in names if name in seen), default=0)
            if first:
                yield _about(entry, _DRUG, f"même substance qu'à la ligne {first}")
            for name in names:
                seen.setdefault(name, entry.rang)


@check("arrete_et_ajoute")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StoppedAndAdded:
    """No substance is « arrêté » on one row and « ajouté » on another: it was modified, or continued."""

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux",)

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each added row whose substance another row stops."""
        stopped = {
            name: entry.rang
            for entry in scope.entries(_ROWS)
            if row_of(entry.value).devenir is Devenir.ARRETE
            for name in entry.fact(FACTS[Cote.AVANT]).substances
        }
        for entry in discharge_rows(scope) if stopped else ():
            common = entry.fact(FACTS[Cote.SORTIE]).substances & stopped.keys()
            if common and row_of(entry.value).devenir is Devenir.AJOUTE:
                yield _about(entry, _DEVENIR, f"arrêtée à la ligne {min(stopped[name] for name in common)}")


@check("meme_classe")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SameClass:
    """No two discharge rows are of the same chemical group (ATC, fourth level), when their codes are known."""

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux",)

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each later row of a group."""
        seen: dict[str, int] = {}
        for entry in discharge_rows(scope):
            group = _atc(row_of(entry.value))[:_ATC_GROUP]
            if len(group) == _ATC_GROUP and group in seen:
                yield _about(entry, _DRUG, f"même classe qu'à la ligne {seen[group]}")
            seen.setdefault(group, entry.rang)


@check("ordre_lignes")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RowOrder:
    """The rows follow some order: by indication, by class, by `devenir` or by name.

    Source: HAS table (secondary source): one order for the whole table, the author's choice. Only looked at when
    the letter says enough to know: every row has a class, or every row has an indication.
    """

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux",)

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the table when its rows follow none of the orders that can be checked."""
        rows = [row_of(entry.value) for entry in scope.entries(_ROWS)]
        if len(rows) < _FEW_ROWS:
            return
        known = ([_indication(row) for row in rows], [_atc(row)[:1] for row in rows])
        orders: list[list[Hashable]] = [list(keys) for keys in known if all(keys)]
        told = bool(orders)
        orders.append([row.devenir for row in rows])
        if told and not any(_grouped(keys) for keys in orders) and not _sorted(rows):
            yield Problem(_ROWS.path)


def _about(entry: Scope, path: FieldPath, precision: str) -> Problem:
    """Give the problem of one row."""
    return Problem(entry.at(path), precision, f"Ligne {entry.rang}")


def _drug(row: LigneTraitement) -> Medicament | None:
    """Give the drug of a row, the discharge one first."""
    prescription = row.sortie or row.avant
    return prescription.medicament if prescription is not None else None


def _atc(row: LigneTraitement) -> str:
    """Give the ATC code of a row, empty when not known."""
    drug = _drug(row)
    return (drug.atc or "") if drug is not None else ""


def _indication(row: LigneTraitement) -> str:
    """Give the indication of a row, folded, empty when not said."""
    return plain(row.commentaires.indication or "") if row.commentaires is not None else ""


def _grouped(keys: Iterable[Hashable]) -> bool:
    """Tell whether equal keys stand together."""
    seen: list[Hashable] = []
    for key in keys:
        if key in seen and seen[-1] != key:
            return False
        if key not in seen:
            seen.append(key)
    return True


def _sorted(rows: list[LigneTraitement]) -> bool:
    """Tell whether the drugs are in alphabetical order."""
    names = [plain((drug.dci or drug.libelle or "") if (drug := _drug(row)) is not None else "") for row in rows]
    return names == sorted(names)
