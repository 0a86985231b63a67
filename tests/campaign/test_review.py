"""The review after a year: evolutions, what fell, what is new, what must be read first."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lls_drafter.audit.report_file import Audit, read_audit
from lls_drafter.audit.statistics import Intervalle, difference
from lls_drafter.campaign.actions import read_propositions
from lls_drafter.campaign.identity import Identite
from lls_drafter.campaign.plan import LignePlan, make_plan
from lls_drafter.campaign.review import Point, Sens, deadline_of, make_review
from lls_drafter.campaign.review_words import review_csv, review_document
from lls_drafter.document.blocks import inlines, plain
from tests.campaign.audits import LATER, audit_data, read, written

TODAY = date(2027, 4, 15)
BEFORE = {"QLS-05": (0, 200), "QLS-11": (80, 200), "QLS-03": (100, 200), "QLS-12": (5, 12)}
AFTER = {"QLS-05": (190, 200), "QLS-11": (86, 200), "QLS-03": (60, 200), "QLS-08": (110, 200)}


def plan(folder: Path) -> tuple[LignePlan, ...]:
    """Give the lines of a plan."""
    return make_plan(read(folder, BEFORE), read_propositions()).lignes


def after(folder: Path, counts: dict[str, tuple[int, int]] | None = None, **changes: object) -> Audit:
    """Give the audit of a year later."""
    return read(folder, AFTER if counts is None else counts, **{"periode": LATER, **changes})


def review(folder: Path) -> Point:
    """Give a review."""
    return make_review(plan(folder), after(folder), today=TODAY)


def said(point: Point) -> str:
    """Give everything that the document says."""
    return "\n".join(plain(one) for one in inlines(review_document(point, Identite()).blocks))


def test_lines_have_before_after_and_how_to_read_it(tmp_path: Path) -> None:
    """A clear rise, a clear fall, a move that chance explains, and one that too few letters hide are told apart."""
    found = {one.plan.critere: one.evolution for one in review(tmp_path).lignes}

    assert (95.0, Sens.HAUSSE) == (found["QLS-05"].points, found["QLS-05"].sens)
    assert (-20.0, Sens.BAISSE) == (found["QLS-03"].points, found["QLS-03"].sens)
    assert (3.0, Sens.INCERTAIN) == (found["QLS-11"].points, found["QLS-11"].sens)
    assert (None, Sens.FAIBLE) == (found["QLS-12"].points, found["QLS-12"].sens)
    assert (None, Sens.NON_MESURE) == (found["QLS-01"].points, found["QLS-01"].sens)
    assert Sens.SANS_CRITERE == found[""].sens


def test_interval_of_a_difference_is_newcombe_s() -> None:
    """The example of the method's own paper: 56/70 less 48/80 is 20 points, from 5.2 to 33.4."""
    found = difference(60.0, Intervalle(49.04, 70.02), 80.0, Intervalle(69.18, 87.72))

    assert pytest.approx([5.2, 33.4], abs=0.1) == [found.bas, found.haut]


def test_falls_and_new_criteria_are_listed(tmp_path: Path) -> None:
    """What fell is listed, in the plan or at the target then; what is under the target without an action is new."""
    point = review(tmp_path)

    assert ["QLS-03", "QLS-08"] == [one.mesure.id for one in point.baisses]
    assert ["QLS-08"] == [one.mesure.id for one in point.nouveaux]


def test_same_criterion_of_two_grids_is_read_in_each(tmp_path: Path) -> None:
    """Two grids may name a criterion alike: a fall in one is told of it, with its own figures, not of the other."""
    old, new = audit_data(), audit_data({"QLS-05": (40, 200)}, periode=LATER)
    for data, counts in ((old, {"QLS-05": (20, 200)}), (new, {"QLS-05": (190, 200)})):
        (other,) = audit_data(counts)["tableaux"]
        other["grille"]["id"] = "qls_service"
        data["tableaux"].append(other)
    before, later = (read_audit(written(tmp_path / "a.json", data)) for data in (old, new))
    falls = make_review(make_plan(before, read_propositions()).lignes, later, today=TODAY).baisses

    assert [(20.0, -70.0)] == [(one.mesure.taux, one.evolution.points) for one in falls]


def test_fall_printed_as_zero_is_no_fall(tmp_path: Path) -> None:
    """« 0 pt » is never listed among the criteria that fell; « -1 pt » is."""
    later = after(tmp_path, {**AFTER, "QLS-06": (898, 1000), "QLS-07": (892, 1000)})

    assert ["QLS-03", "QLS-07", "QLS-08"] == [
        one.mesure.id for one in make_review(plan(tmp_path), later, today=TODAY).baisses
    ]


def test_both_periods_are_named_before_the_figures(tmp_path: Path) -> None:
    """« Avant » and « Après » are said once: the plan's period and the new audit's."""
    assert "Après : le nouvel audit, sorties du 01/01/2027 au 31/03/2027." in said(review(tmp_path))


def test_comparable_audits_have_no_reserve(tmp_path: Path) -> None:
    """The same grid, the same base and a later period ask for no caution."""
    assert () == review(tmp_path).reserves


def test_grids_that_may_differ_are_said(tmp_path: Path) -> None:
    """A grid that is not, to the byte, that of the plan is said; so is another base, and a period that overlaps."""
    data = audit_data(AFTER, base="sejours")
    data["tableaux"][0]["grille"]["empreinte"] = "sha256:autre"
    reserves = make_review(plan(tmp_path), read_audit(written(tmp_path / "b.json", data)), today=TODAY).reserves

    assert ["grilles possiblement différentes", "le plan et le nouvel audit", "le nouvel audit commence"] == [
        " ".join(one.split(" : ")[0].split()[:n]) for one, n in zip(reserves, (3, 6, 4), strict=True)
    ]


def test_plan_without_its_marks_is_reviewed_with_a_reserve(tmp_path: Path) -> None:
    """A plan that lost its counts, its grid and its period is still reviewed, and each loss is said."""
    bare = tuple(
        replace(one, conformes=None, n=None, intervalle=None, grille="", empreinte="", base="", periode="")
        for one in plan(tmp_path)
    )
    point = make_review(bare, after(tmp_path), today=TODAY)
    found = {one.plan.critere: one.evolution for one in point.lignes}

    assert (95.0, None, Sens.SANS_INTERVALLE) == (
        found["QLS-05"].points, found["QLS-05"].intervalle, found["QLS-05"].sens,
    )  # fmt: skip
    assert any("grilles possiblement différentes" in one for one in point.reserves)
    assert any("périodes" in one for one in point.reserves)


def test_criterion_that_the_new_audit_lacks_is_said(tmp_path: Path) -> None:
    """A line whose criterion is not in the new audit stays, and says so."""
    line = replace(plan(tmp_path)[0], critere="QLS14-08", grille="qls_mco_14")
    (found,) = make_review((line,), after(tmp_path), today=TODAY).lignes

    assert Sens.ABSENT == found.evolution.sens


@pytest.mark.parametrize(
    ("deadline", "state", "late"),
    [
        ("31/12/2026", "en cours", True),
        ("31/12/2026", "à décider", True),
        ("31/12/2026", "pas fait", True),
        ("31/12/2026", "Fait", False),
        ("12/2026", "abandonnée", False),
        ("12/2026", "", True),
        ("décembre 2027", "en cours", False),
        ("bientôt", "en cours", False),
        ("dans 3 mois", "en cours", False),
        ("", "en cours", False),
    ],
)
def test_deadline_that_passed_is_said(tmp_path: Path, deadline: str, state: str, late: bool) -> None:
    """A deadline that can be read and has passed is said, unless the site says that the action is done."""
    line = replace(plan(tmp_path)[0], echeance=deadline, etat=state)
    (found,) = make_review((line,), after(tmp_path), today=TODAY).lignes

    assert late is found.en_retard


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("2026-09-30", date(2026, 9, 30)),
        ("30/06/26", date(2026, 6, 30)),
        ("30 juin 2026", date(2026, 6, 30)),
        ("juin 2026", date(2026, 6, 30)),
        ("02/2027", date(2027, 2, 28)),
        ("T2 2026", None),
        ("lundi", None),
        ("31/02/2027", None),
    ],
)
def test_deadline_is_a_day_that_says_its_year(text: str, day: date | None) -> None:
    """A day or a month with its year is read; words that depend on the day they were written are not."""
    assert day == deadline_of(text)


def test_edited_cells_are_kept(tmp_path: Path) -> None:
    """What the site wrote in its plan stands in the review, as it wrote it."""
    first, *rest = plan(tmp_path)
    mine = replace(first, pilote="Cadre de pneumologie", etat="en cours, 2 unités", echeance="31/12/2026")
    point = make_review((mine, *rest), after(tmp_path), today=TODAY)
    text, table = said(point), review_csv(point).decode("utf-8-sig")

    for one in ("Cadre de pneumologie", "en cours, 2 unités", "31/12/2026", "échéance dépassée"):
        assert one in text
    assert "Cadre de pneumologie;31/12/2026;oui;en cours, 2 unités;0,0;0,0;1,9;95,0;200;" in table


def test_review_gives_no_cause(tmp_path: Path) -> None:
    """The paper says that an evolution does not tell its cause, and calls a cause a hypothesis."""
    text = said(review(tmp_path))

    assert "Une évolution ne dit pas sa cause" in text
    assert "Hypothèses à vérifier sur les dossiers" in text
    assert "7 des 9 échecs viennent du modèle X" in text
    assert "(estimation)" in text
