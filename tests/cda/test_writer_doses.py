"""Amounts in UCUM: exact, in units that the checks know, or not at all."""

from fractions import Fraction

import pytest

from lls_drafter.cda.writer.doses import MULTIPLES, Amount, amount, ceiling, decimal, unit_code
from lls_drafter.codes.value_sets import value_set
from lls_drafter.medication.line import read_posology
from lls_drafter.medication.model import Dose, Maximum, Unite


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1), "1"),
        (Fraction(10000), "10000"),
        (Fraction(1, 2), "0.5"),
        (Fraction(1, 8), "0.125"),
        (Fraction(24, 5), "4.8"),
        (Fraction(1, 3), None),
        (Fraction(24, 7), None),
        (Fraction(0), None),
        (Fraction(-1), None),
    ],
)
def test_number_is_an_exact_decimal_or_nothing(value: Fraction, text: str | None) -> None:
    """Nothing is rounded, and no dose is zero."""
    assert text == decimal(value)


@pytest.mark.parametrize(
    ("dose", "found"),
    [
        (Dose(Fraction(500), None, "mg"), Amount("500", "500", "mg")),
        (Dose(Fraction(5, 2), None, "microgramme"), Amount("2.5", "2.5", "ug")),
        (Dose(Fraction(4000), None, "UI"), Amount("4000", "4000", "[iU]")),
        (Dose(Fraction(3), None, "MUI"), Amount("3000000", "3000000", "[iU]")),
        (Dose(Fraction(1), None, "comprimé"), Amount("1", "1", "{tbl}", "1 comprimé")),
        (Dose(Fraction(1), Fraction(2), "bouffée"), Amount("1", "2", "{bouffee}", "1 à 2 bouffées")),
        (Dose(Fraction(12), None, "unité"), Amount("12", "12", "{unite}", "12 unités")),
        (Dose(Fraction(1)), None),
        (Dose(Fraction(15), None, "mg/kg"), None),
        (Dose(Fraction(1, 3), None, "comprimé"), None),
        (Dose(Fraction(2), None, "MU"), None),
        (Dose(Fraction(2), None, "dose-kilo"), None),
        (Dose(Fraction(50), None, "%"), None),
        (Dose(Fraction(2), Fraction(1), "mg"), None),
    ],
)
def test_dose_is_said_in_ucum_or_not_at_all(dose: Dose, found: Amount | None) -> None:
    """A bare number, a dose by weight, « MU » are no amount that a machine may add."""
    assert found == amount(dose)


@pytest.mark.parametrize(
    ("dose", "per", "unit"),
    [
        (Dose(Fraction(3), None, "g"), Unite.JOUR, "g/d"),
        (Dose(Fraction(10), None, "mg"), Unite.SEMAINE, "mg/wk"),
        (Dose(Fraction(2), None, "L"), Unite.MINUTE, "L/min"),
        (Dose(Fraction(2), None, "comprimé"), Unite.JOUR, "{tbl}/d"),
        (Dose(Fraction(1000), None, "UI"), Unite.JOUR, None),
        (Dose(Fraction(2), None, "g"), Unite.MOIS, None),
    ],
)
def test_rate_has_a_unit_that_the_checks_know(dose: Dose, per: Unite, unit: str | None) -> None:
    """The official list of units has « mg/d » and lacks « [iU]/d »."""
    found = amount(dose, per=per)

    assert unit == (found.unit if found is not None else None)


@pytest.mark.parametrize("unit", [*(entry.ecrit for entry in value_set("unite_prise").codes), *MULTIPLES])
def test_each_unit_is_one_that_the_grammar_gives(unit: str) -> None:
    """A unit of the set is written as the grammar says it: a name of its own would code nothing."""
    read = read_posology(f"2 {unit} le matin").posologie
    dose = read.etapes[0].schemas[0].prises[0].dose if read else None

    assert unit == (dose.unite if dose else None)


@pytest.mark.parametrize("unit", ["MU", "%", "mg/kg", "UI/kg", ""])
def test_a_unit_that_says_too_little_has_no_code(unit: str) -> None:
    """« MU » does not say of what, « % » is of nothing, a dose by weight is not an amount."""
    assert unit_code(unit) is None


@pytest.mark.parametrize(
    ("maximum", "said"),
    [
        (Maximum(Dose(Fraction(4), None, "g"), "jour"), ("4", "g", 1, "d")),
        (Maximum(Dose(Fraction(3), None, "comprimé"), "heure", 24), ("3", "{tbl}", 24, "h")),
        (Maximum(Dose(Fraction(3), None, "fois"), "jour"), None),
        (Maximum(Dose(Fraction(4)), "jour"), None),
        (Maximum(Dose(Fraction(2), None, "gélule"), "prise"), None),
        (Maximum(Dose(Fraction(2), Fraction(3), "g"), "jour"), None),
    ],
)
def test_maximum_is_an_amount_in_a_time(maximum: Maximum, said: tuple[str, str, int, str] | None) -> None:
    """« 3 fois par jour » counts takes and « 2 par prise » no time: neither is a ratio of an amount to a time."""
    found = ceiling(maximum)
    parts = (found.amount.most, found.amount.unit, found.count, found.unit) if found is not None else None

    assert said == parts
