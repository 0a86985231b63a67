"""Times, units and codes as the strict checks read them."""

import datetime as dt

import pytest

from lls_drafter.cda.strict.medication import is_cip13
from lls_drafter.cda.strict.times import certainly_before, read_time
from lls_drafter.cda.strict.units import is_time_unit, is_unit


@pytest.mark.parametrize(
    "text",
    ["2026", "202604", "20260418", "2026041810", "202604181020", "20260418102000", "20260418102000.5+0200", "20240229"],
)
def test_time_is_read_however_it_is_cut(text: str) -> None:
    """A time may stop anywhere."""
    assert read_time(text) is not None


@pytest.mark.parametrize(
    "text",
    ["", None, "2026041", "20260230", "20250229", "20261301", "2026041825", "20260418102000+0260", "20260418102000+200",
     "18/04/2026", "2026-04-18", "20260418T1020", "\u0662\u0660\u0662\u0666", "00000101", "20260418102000+1500"],
)  # fmt: skip
def test_time_that_does_not_exist_is_none(text: str | None) -> None:
    """A day of no calendar, a form of another standard and a zone of nowhere are no time."""
    assert read_time(text) is None


def test_time_knows_the_last_moment_that_it_can_be() -> None:
    """A month ends with its last day, leap years too."""
    moment = read_time("202402")

    assert moment is not None
    assert dt.datetime(2024, 2, 29, 23, 59, 59) == moment.last  # noqa: DTZ001 - as written


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("20260417", "20260418", True),
        ("20260418", "20260418", False),
        ("20260418", "20260418100000+0200", False),
        ("20260418100000+0200", "20260418", False),
        ("2026", "20260101", False),
        ("2025", "20260101", True),
        ("20260418100000+0200", "20260418090000+0000", True),
        ("20260418110000+0200", "20260418090000+0000", False),
        ("20260418110000+0200", "20260418090001+0000", True),
        ("20260230", "20260418", False),
    ],
)
def test_order_of_times_is_told_when_it_is_certain(one: str, other: str, before: bool) -> None:
    """A day and an hour of that day have no order; two hours have that of their instants."""
    assert before is certainly_before(read_time(one), read_time(other))


@pytest.mark.parametrize(
    "unit",
    ["mg", "g", "ug", "mL", "ml", "L", "[iU]", "m[iU]/mL", "[IU]/L", "k[iU]", "mmol/L", "mg/kg/d", "mL/h", "%", "{tbl}",
     "{comprime}", "{tbl}/d", "10*9/L", "10*6", "/min", "1", "mm[Hg]", "kg/m2", "g/(24.h)", "mg{total}", "U/L", "[drp]",
     "[pH]", "Cel", "mosm/kg", "meq", "ng/mL", "cm", "d", "h", "wk", "mGy.cm", "[arb'U]/mL", "s-1"],
)  # fmt: skip
def test_unit_of_ucum_is_known(unit: str) -> None:
    """The units of doses, infusions and results are read by their grammar."""
    assert is_unit(unit)


@pytest.mark.parametrize(
    "unit",
    ["", "comprime", "cp", "UI", "µg", "mcg", "mg/j", "j", "jours", "gouttes", "mg/", "mg//d", "m g", "{tbl", "gélule",
     "mg)", "(mg", "Mo", "unités", "ampoule", "x" * 61, "[", "mg²", "2mg", "kilo"],
)  # fmt: skip
def test_unit_of_nobody_is_refused(unit: str) -> None:
    """A French word, a Greek letter and half a unit are no units."""
    assert not is_unit(unit)


@pytest.mark.parametrize(("unit", "known"), [("h", True), ("d", True), ("wk", True), ("mg", False), ("j", False)])
def test_unit_of_time_is_a_unit_of_time(unit: str, known: bool) -> None:
    """A period is never in milligrams."""
    assert known is is_time_unit(unit)


@pytest.mark.parametrize(
    ("code", "right"),
    [("3400934874741", True), ("3400934874742", False), ("340093487474", False), ("3487474", False), ("", False)],
)
def test_cip_has_its_key(code: str, right: bool) -> None:
    """A CIP code of 13 digits ends with the key of an EAN-13."""
    assert right is is_cip13(code)
