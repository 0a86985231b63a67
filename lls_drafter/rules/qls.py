"""The QLS score of one letter, and the grid that applies to it. The grid is data; only the formula lives here.

Source: HAS, fiche descriptive QLS MCO: two indispensable criteria, without which the score is 0 (verified); equal
weights of the others and what non_applicable does are assumptions. On the averages published for 2021 this estimate
was two to three points too high: every place that shows it must show `Checklist.avertissement`.
"""

from collections.abc import Iterable

from lls_drafter.letter.sejour import Activite
from lls_drafter.rules.model import Checklist, ItemResult, Report, Verdict


def qls_score(report: Report) -> int | None:
    """Give the QLS estimate of one letter, 0 to 100, rounded half up.

    Zero when an indispensable criterion is not (yet) conforme, whatever the rest; else the share of conformes among
    the other applicable criteria, equal weights. None when no criterion applies.

    Raises:
        ValueError: the report was not made with a QLS grid.
    """
    return _score(report, frozenset({Verdict.CONFORME}))


def projected_score(report: Report) -> int | None:
    """Give the same estimate once all that is `a_faire` will have been done.

    Raises:
        ValueError: the report was not made with a QLS grid.
    """
    return _score(report, frozenset({Verdict.CONFORME, Verdict.A_FAIRE}))


def qls_grid(checklists: Iterable[Checklist], activite: Activite | None) -> Checklist | None:
    """Give the QLS grid of a field of activity, None when there is none.

    When several claim it, whatever their order: the official one, else the first locked one, else the last.
    """
    grids = [one for one in checklists if one.indicateur == INDICATEUR and activite in one.activites]
    return holder(grids, activite) or (grids[-1] if grids else None)


def holder(grids: Iterable[Checklist], activite: Activite | None) -> Checklist | None:
    """Give which of the grids that claim a field of activity no other may take it from, None when none holds it."""
    known = tuple(grids)
    official = next((one for one in known if activite in one.officielles), None)
    return official or next((one for one in known if one.verrouille), None)


INDICATEUR = "qls"


def _score(report: Report, satisfied: frozenset[Verdict]) -> int | None:
    """Apply the formula with these verdicts counting as satisfied."""
    if report.checklist.indicateur != INDICATEUR:
        raise ValueError(f"{report.checklist.id} is not a QLS grid")
    applicable = [result for result in report.results if result.verdict is not Verdict.NON_APPLICABLE]
    gates, others = _split(applicable)
    if not others:
        return None
    if any(gate.verdict not in satisfied for gate in gates):
        return 0
    return _percent(sum(one.verdict in satisfied for one in others), len(others))


def _split(results: list[ItemResult]) -> tuple[list[ItemResult], list[ItemResult]]:
    """Part the indispensable criteria from the others."""
    return [one for one in results if one.item.indispensable], [one for one in results if not one.item.indispensable]


def _percent(part: int, whole: int) -> int:
    """Give a percentage as a whole number, half up: 12.5 gives 13."""
    return (200 * part + whole) // (2 * whole)
