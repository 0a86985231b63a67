"""The QLS estimate: the gate, the share, what is still to do, and the published figures."""

from itertools import cycle
from typing import Any, Final

import pytest

from lls_drafter.letter.sejour import Activite
from lls_drafter.packs.checklists import load_all, load_checklist
from lls_drafter.rules.engine import evaluate
from lls_drafter.rules.model import ItemResult, Report, Verdict
from lls_drafter.rules.qls import projected_score, qls_grid, qls_score
from tests.rules.letters import DAY, NEXT_DAY, changed

GRID: Final = load_checklist("qls_mco_12")
_DRAFT: Final[dict[str, Any]] = {
    "statut": "a_valider", "validation": None, "date_lettre": None, "remise_patient.faite": None,
    "envois[0].fait": None,
}  # fmt: skip


def _report(*verdicts: Verdict) -> Report:
    """Give a report of the grid with these verdicts, `conforme` for the items after them."""
    results = tuple(
        ItemResult(item, verdicts[index] if index < len(verdicts) else Verdict.CONFORME)
        for index, item in enumerate(GRID.items)
    )
    return Report(GRID, results)


_YES, _NO, _NA, _LATER = Verdict.CONFORME, Verdict.NON_CONFORME, Verdict.NON_APPLICABLE, Verdict.A_FAIRE


@pytest.mark.parametrize(
    ("verdicts", "score", "projected"),
    [
        ((), 100, 100),
        ((_NO,), 0, 0),
        ((_YES, _NO), 0, 0),
        ((_YES, _YES, _NO), 90, 90),
        ((_YES, _YES, _NA, _NO), 89, 89),  # 8 of 9
        ((_LATER, _LATER, _LATER, _LATER), 0, 100),
        ((_YES, _YES, _LATER, _LATER, _NO), 70, 90),
        ((_YES, _YES, *[_NO] * 3, *[_NA] * 2), 63, 63),  # 5 of 8 = 62.5, half up
        ((_NA,) * 12, None, None),
        ((_YES, _YES, *[_NA] * 10), None, None),
        ((_YES, _YES, *[_NO] * 10), 0, 0),
    ],
)
def test_score_is_gated_then_shared(verdicts: tuple[Verdict, ...], score: int | None, projected: int | None) -> None:
    """Zero without an indispensable criterion; else the share of conformes among the others that apply, half up."""
    report = _report(*verdicts)

    assert score == qls_score(report)
    assert projected == projected_score(report)


def test_score_of_another_list_is_refused() -> None:
    """Only a QLS grid has a QLS score."""
    report = evaluate(load_checklist("reglementaire"), changed({}), today=DAY)

    with pytest.raises(ValueError, match="not a QLS grid"):
        qls_score(report)


def test_letter_prepared_for_the_evening_projects_its_full_score() -> None:
    """On the discharge day, what follows the printing is still to do: 0 as things stand, 100 if it is done."""
    report = evaluate(GRID, changed(_DRAFT), today=DAY)

    assert ["QLS-01", "QLS-02", "QLS-03", "QLS-04"] == [r.item.id for r in report.results if r.verdict is _LATER]
    assert (0, 100) == (qls_score(report), projected_score(report))


def test_letter_prepared_on_friday_for_saturday_is_still_to_do() -> None:
    """Before the discharge day nothing is late."""
    report = evaluate(GRID, changed({**_DRAFT, "sejour.date_sortie": "2026-03-14"}), today=DAY)

    assert 100 == projected_score(report)


def test_the_day_after_what_was_not_done_is_lost() -> None:
    """After the discharge day the same letter is not conforme, and scores zero."""
    report = evaluate(GRID, changed(_DRAFT), today=NEXT_DAY)

    assert [] == [r.item.id for r in report.results if r.verdict is _LATER]
    assert (0, 0) == (qls_score(report), projected_score(report))


def test_complement_does_not_lose_the_date() -> None:
    """The version judged is the last one of the discharge day, whatever comes later."""
    later = changed({
        "version": 2, "nature": "complement", "date_lettre": "2026-03-12",
        "versions_precedentes": [{"version": 1, "validee_le": "2026-03-09"}],
    })  # fmt: skip

    assert 100 == qls_score(evaluate(GRID, later, today=NEXT_DAY))


def test_letter_validated_on_the_eve_fails_the_date() -> None:
    """A letter dated before the discharge day is not dated on it, and its zero does not wait for the evening."""
    report = evaluate(GRID, changed({"date_lettre": "2026-03-08"}), today=NEXT_DAY)

    assert _NO is report.result("QLS-02").verdict
    assert 0 == qls_score(report)


@pytest.mark.parametrize(
    ("pose", "criterion", "reason"),
    [
        ({"remise_patient.faite": {"issue": "refusee"}}, "QLS-03", "refus du patient, compté à part"),
        ({"medecin_traitant": {"aucun": "etranger"}}, "QLS-04", "patient suivi à l'étranger"),
        ({"oppositions.medecin_traitant.opposition": True}, "QLS-04", "opposition du patient"),
        ({"sejour.situations": ["secret_identite"]}, "QLS-04", "secret de l'identité"),
    ],
)
def test_inapplicable_criterion_tells_its_reason(pose: dict[str, Any], criterion: str, reason: str) -> None:
    """A criterion leaves the score only with its coded reason, which a report can count apart."""
    report = evaluate(GRID, changed(pose), today=NEXT_DAY)

    assert _NA is report.result(criterion).verdict
    assert reason in report.result(criterion).raison
    assert 100 == qls_score(report)


@pytest.mark.parametrize("criterion", ["QLS-01", "QLS-02", "QLS-05", "QLS-06", "QLS-07", "QLS-08", "QLS-09"])
def test_some_criteria_always_apply(criterion: str) -> None:
    """Nothing in a letter makes these not applicable, apart from a death, outside the indicator."""
    item = GRID.by_id[criterion]

    assert (None, ()) == (item.si, item.non_applicable)


def test_hand_over_to_another_person_counts() -> None:
    """The letter handed to the person of trust or to the next ward is handed over."""
    report = evaluate(GRID, changed({"remise_patient.faite.a": "personne_confiance"}), today=NEXT_DAY)

    assert _YES is report.result("QLS-03").verdict


def test_grid_is_chosen_by_activity() -> None:
    """MCO has its grid; an activity without one has none, and the older grid is never chosen."""
    grids = load_all()
    chosen = qls_grid(grids, Activite.MCO)

    assert chosen is not None
    assert "qls_mco_12" == chosen.id
    assert [None] * 4 == [qls_grid(grids, one) for one in (Activite.HDJ, Activite.SMR, Activite.PSY, None)]


def test_older_grid_has_fourteen_criteria() -> None:
    """The earlier sheet adds the destination and the risks."""
    grid = load_checklist("qls_mco_14")

    assert 14 == len(grid.items)
    assert {"QLS14-08", "QLS14-11"} == set(grid.by_id) - set(GRID.by_id)
    assert 100 == qls_score(evaluate(grid, changed({}), today=DAY))


# Rates of the site in 2021, QLS 1 to 12, as published. Source: campaign documents of 2023.
_SITE_2021: Final = (94, 59, 18, 33, 0, 85, 100, 100, 92, 100, 18, 90)
_PUBLISHED_SCORE: Final = 35.4


def test_estimate_agrees_with_the_published_site() -> None:
    """Scored one by one, letters with the site's marginal rates have its mean, within half a point.

    The gate is the product of QLS 1 and 2, independent of the rest: all that marginal rates allow to assume.
    """
    records = 10_000
    kept = round(records * _SITE_2021[0] * _SITE_2021[1] / 10_000)
    reports = [_report(_NO)] * (records - kept)
    columns = [cycle([_YES] * rate + [_NO] * (100 - rate)) for rate in _SITE_2021[2:]]
    reports += [_report(_YES, _YES, *(next(column) for column in columns)) for _ in range(kept)]
    scores = [qls_score(report) or 0 for report in reports]

    assert abs(sum(scores) / records - _PUBLISHED_SCORE) <= 0.5
