"""The plan of the day: what stands in a column is read as « every day, this much »."""

import datetime as dt

import pytest
from hypothesis import given

from lls_drafter.letter.traitements import Devenir, Duree, Prescription
from lls_drafter.medication.model import Posologie
from lls_drafter.medication.plan import NO_POSOLOGY, PlanLine, day_plan
from lls_drafter.medication.posology import say
from tests.medication.prescriptions import row, taken
from tests.medication.strategies import posologies


def _line(posologie: str | None, **facts: str | None) -> PlanLine:
    (line,) = day_plan([row(None, Devenir.AJOUTE, taken("x", posologie, **facts))]).lignes
    return line


def _cells(line: PlanLine) -> tuple[str, str, str, str]:
    return (line.matin, line.midi, line.soir, line.coucher)


@pytest.mark.parametrize(
    ("posologie", "cells"),
    [
        ("1 comprimé le matin", ("1 comprimé", "", "", "")),
        ("1-0-1", ("1", "", "1", "")),
        ("4-6-4-10 UI", ("4 UI", "6 UI", "4 UI", "10 UI")),
        ("2 cp le matin et 1 cp au coucher", ("2 comprimés", "", "", "1 comprimé")),
        ("1 cp avant le dîner", ("", "", "1 comprimé avant le dîner", "")),
        ("1 cp au réveil", ("1 comprimé au lever", "", "", "")),
        ("1 cp matin et soir tous les jours", ("1 comprimé", "", "1 comprimé", "")),
        ("un demi comprimé le soir", ("", "", "un demi-comprimé", "")),
        ("1 à 2 cp le soir", ("", "", "1 à 2 comprimés", "")),
    ],
)
def test_plain_posology_fills_the_columns(posologie: str, cells: tuple[str, str, str, str]) -> None:
    """Each take of a plain day stands in its column, nothing is left over."""
    line = _line(posologie)

    assert (cells, ()) == (_cells(line), line.autre)


@pytest.mark.parametrize(
    "posologie",
    [
        "10 mg le lundi",
        "10 mg le lundi matin",
        "1 cp le matin un jour sur deux",
        "1 cp le matin 5 jours sur 7",
        "1 cp le matin sauf le jeudi",
        "1 cp 3 fois par jour",
        "1 g toutes les 8 h",
        "1 cp le soir si douleur",
        "1 cp le soir si besoin, max 2 par jour",
        "40 mg le matin 5 j puis 20 mg le matin 5 j puis stop",
        "15 mg/kg matin et soir",
        "12 UI le matin selon glycémie",
        "selon INR",
        "1 cp le matin bidule",
        "matin et soir",
        "zzz",
    ],
)
def test_posology_that_is_not_plain_stays_in_words(posologie: str) -> None:
    """No column ever holds a dose of some days, of a condition, of a taper, or half read."""
    line = _line(posologie)

    assert (("", "", "", ""), (posologie,)) == (_cells(line), line.autre)


def test_hours_stand_beside_the_columns() -> None:
    """An hour has no column; its take is said in words."""
    line = _line("1 cp à 8h et 20h")

    assert (("", "", "", ""), ("1 comprimé à 8h", "1 comprimé à 20h")) == (_cells(line), line.autre)


def test_what_goes_with_the_takes_is_said() -> None:
    """Meals, place, route and length of a plain posology are not dropped."""
    assert ("à jeun",) == _line("1 cp le matin à jeun").autre
    assert ("dans chaque narine",) == _line("1 bouffée matin et soir dans chaque narine").autre
    assert ("voie sous-cutanée",) == _line("12 UI le soir", voie="sous-cutanée").autre
    assert ("pendant 5 jours",) == _line("1 cp le matin pendant 5 jours").autre


def test_monitoring_is_said_beside_the_takes() -> None:
    """What is to be watched is a word of the prescription as much as the dose."""
    assert "INR cible 2 à 3" in _line("1 comprimé le soir, INR cible 2 à 3").autre


def test_drug_without_posology_is_in_the_plan_and_says_so() -> None:
    """An empty line would read as nothing to take."""
    assert (NO_POSOLOGY,) == _line(None).autre


def test_words_that_were_not_understood_keep_the_line_in_words() -> None:
    """A word set aside may change the dose."""
    side = taken("x", "1 cp le matin").replace(non_lu=("sauf dialyse",))
    (line,) = day_plan([row(None, Devenir.AJOUTE, side)]).lignes

    assert (("", "", "", ""), ("1 cp le matin", "« sauf dialyse »")) == (_cells(line), line.autre)


def test_duration_is_said_with_its_last_day() -> None:
    """The patient reads until when."""
    side = Prescription(duree=Duree(texte="5 jours", fin_incluse=dt.date(2026, 3, 13)))
    (line,) = day_plan([row(None, None, side)]).lignes

    assert "5 jours, jusqu'au 13/03/2026 inclus" == line.duree


def test_stopped_drug_is_named_and_never_taken() -> None:
    """A stopped drug stands apart, even when a discharge side was left on its row."""
    home = taken("ibuprofène", libelle="ibuprofène 400 mg")
    plan = day_plan([row(home, Devenir.ARRETE, home), row(None, Devenir.AJOUTE, taken("x", "1-0-0"), cle="a2")])

    assert (["a2"], ("ibuprofène 400 mg",)) == ([one.cle for one in plan.lignes], plan.a_ne_plus_prendre)


def _daily(posologie: Posologie) -> bool:
    """Tell whether a posology says an amount at times of each day, and no more than its meals."""
    schemas = [schema for step in posologie.etapes for schema in step.schemas]
    apart = any(schema.jours or schema.condition for schema in schemas)
    held = posologie.maximums or posologie.ecart or posologie.adaptation or len(posologie.etapes) != 1
    return not apart and not held


@given(posologies())
def test_plan_says_every_posology_and_columns_only_daily_ones(posologie: Posologie) -> None:
    """Whatever the posology, its line says something, and its columns nothing that is not of each day."""
    line = _line(say(posologie) or None)

    assert any((*_cells(line), *line.autre))
    assert _daily(posologie) or not any(_cells(line))
