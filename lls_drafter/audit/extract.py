"""An extract made of judgements, and judgements made of an extract.

What leaves a site: for each letter its verdicts, its score, the month of discharge, and the unit where that tells
nothing of a few letters:

- a month of fewer than `SMALL` letters is not told;
- a unit is told only when each of its months has at least `SMALL` letters, else it is « autres »; the smallest units
  told join « autres » as long as a month of it has fewer.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lls_drafter.audit.extract_file import Extrait, FluxExtrait, RangExtrait, grid_data, grid_of_data
from lls_drafter.audit.groups import LABELS, OTHERS, Dimension, hidden_labels
from lls_drafter.audit.model import Etat, Grille, Jugement, Origine
from lls_drafter.audit.statistics import SMALL
from lls_drafter.audit.table import Base
from lls_drafter.errors import UsageError

_UNREAD = (Etat.ILLISIBLE, Etat.DISPARUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where an extract comes from: the site's name as it gave it, what is counted, the period asked for."""

    site: str
    base: Base
    depuis: date | None
    jusqua: date | None


def make_extract(every: Sequence[Jugement], grilles: Mapping[str, Grille], provenance: Provenance) -> Extrait:
    """Make the extract of a run.

    Args:
        every: all its judgements.
        grilles: its grids, by digest.
        provenance: where it comes from.

    Raises:
        UsageError: fewer than `SMALL` letters count: they would be told one by one.
    """
    counted = [one for one in every if one.etat is Etat.JUGEE]
    if len(counted) < SMALL:
        raise UsageError(
            f"trop peu de lettres jugées pour un extrait ({len(counted)} ; au moins {SMALL})",
            hint="élargir la période, ou joindre d'autres dossiers",
        )
    used = sorted({one.grille for one in counted}, key=lambda name: (grilles[name].id, name))
    labels = hidden_cells([(LABELS[Dimension.UNITE](one), one.mois_sortie) for one in counted])
    rows = Counter(
        (used.index(one.grille), month, unit, one.verdicts, one.score)
        for one, (unit, month) in zip(counted, labels, strict=True)
    )
    aside = Counter(one.etat.value for one in every if one.etat is not Etat.JUGEE and one.etat not in _UNREAD)
    return Extrait(
        site=provenance.site,
        base=provenance.base.value,
        depuis=provenance.depuis,
        jusqua=provenance.jusqua,
        flux=FluxExtrait(
            fichiers=sum(not one.absente for one in every),
            illisibles=sum(one.etat in _UNREAD for one in every),
            ecartees=dict(sorted(aside.items())),
        ),
        grilles=tuple(grid_data(grilles[name]) for name in used),
        lignes=tuple(
            RangExtrait(grille=grid, mois=month, uf=unit, verdicts=verdicts, score=score, n=n)
            for (grid, month, unit, verdicts, score), n in sorted(rows.items())
        ),
    )


def hidden_cells(cells: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give what is told of the unit and the month of each letter, so that no unit is told by a few letters of a month.

    Args:
        cells: the unit and the month of each letter, in their order.
    """
    months = hidden_labels(Counter(month for _, month in cells))
    by_unit: dict[str, Counter[str]] = {}
    for unit, month in cells:
        by_unit.setdefault(unit, Counter())["" if month in months else month] += 1
    shown = {unit for unit, counts in by_unit.items() if min(counts.values()) >= SMALL}
    rest: Counter[str] = Counter()
    for unit, counts in by_unit.items():
        if unit not in shown:
            rest.update(counts)
    for unit in sorted(shown, key=lambda one: (by_unit[one].total(), one)):
        if all(n >= SMALL for n in rest.values()):
            break
        shown.remove(unit)
        rest.update(by_unit[unit])
    return [(unit if unit in shown else OTHERS, "" if month in months else month) for unit, month in cells]


def judgements_of(extrait: Extrait) -> tuple[list[Jugement], dict[str, Grille]]:
    """Give the letters of an extract as judgements without their number, and its grids by digest."""
    grids = [grid_of_data(one) for one in extrait.grilles]
    made: list[Jugement] = []
    for row in extrait.lignes:
        one = Jugement(
            numero=0,
            etat=Etat.JUGEE,
            origine=Origine.EXTRAIT,
            mois=row.mois,
            site=extrait.site or "site non dit",
            unite=f"{extrait.site} · {row.uf}" if extrait.site else row.uf,
            grille=grids[row.grille].empreinte,
            verdicts=row.verdicts,
            score=row.score,
        )
        made += [one] * row.n
    return made, {one.empreinte: one for one in grids}
