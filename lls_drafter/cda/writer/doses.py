"""Amounts as UCUM: our units, what they are called there, and the quantities of an administration.

The units are those of the value set `unite_prise`. A counted thing has none in UCUM: it is an annotation between
braces, whose words stand beside, since it means nothing to a machine. Nothing is rounded: an amount without a short
decimal form is not written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from lls_drafter.cda.writer.links import reference
from lls_drafter.cda.xml import Element, node
from lls_drafter.codes.value_sets import value_set
from lls_drafter.medication.model import Dose, Maximum, Unite
from lls_drafter.medication.posology import say_dose

MULTIPLES: Final[Mapping[str, tuple[str, int]]] = MappingProxyType({"kUI": ("UI", 1_000), "MUI": ("UI", 1_000_000)})
"""Our multiples that UCUM would write with a prefix that few know: the unit, and how many of it."""
PERIODS: Final[Mapping[Unite, str]] = MappingProxyType(
    {
        Unite.MINUTE: "min",
        Unite.HEURE: "h",
        Unite.JOUR: "d",
        Unite.SEMAINE: "wk",
        Unite.MOIS: "mo",
        Unite.AN: "a",
    }
)
_RATES: Final = frozenset(
    {"ng/h", "ug/h", "mg/h", "mL/h", "L/h", "L/min", "mg/min", "ug/d", "mg/d", "g/d", "mL/d", "mmol/d", "mg/wk"}
)
"""The rates of measured things in the list of units that the checks use; `[iU]/d` is not in it."""
_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in UCUM: its least and greatest value as decimals, its unit, the words when the unit is an annotation.

    Attributes:
        least: such as `0.5`.
        most: the same as `least` for a fixed amount.
        unit: such as `mg`, `{tbl}`, `mg/d`.
        words: « 1 comprimé », empty for a measured amount.
    """

    least: str
    most: str
    unit: str
    words: str = ""


def decimal(value: Fraction) -> str | None:
    """Give a positive number as an exact decimal, None when it has no short one."""
    scaled = value * 10**_DECIMALS
    if scaled.denominator != 1 or value <= 0:
        return None
    text = f"{Decimal(int(scaled)).scaleb(-_DECIMALS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit_code(name: str) -> str | None:
    """Give the UCUM code of one of our units: an annotation for what is counted; None for « MU », « % », by weight."""
    known = value_set("unite_prise").exact(name)
    return known.code if known is not None else None


def amount(dose: Dose, *, per: Unite | None = None) -> Amount | None:
    """Give a dose in UCUM, None when it cannot be said exactly: no unit, one that UCUM lacks, a weight, a third.

    Args:
        dose: the dose.
        per: for a rate, the unit of time.
    """
    name, scale = MULTIPLES.get(dose.unite or "", (dose.unite or "", 1))
    unit = unit_code(name)
    most = dose.valeur if dose.maximum is None else dose.maximum
    low, high = decimal(dose.valeur * scale), decimal(most * scale)
    if unit is None or low is None or high is None or most < dose.valeur:
        return None
    counted = unit.startswith("{")
    if per is not None:
        unit = f"{unit}/{PERIODS[per]}"
        if (counted and per not in _COUNTED_PER) or (not counted and unit not in _RATES):
            return None
    return Amount(low, high, unit, say_dose(dose) if counted else "")


_COUNTED_PER: Final = frozenset({Unite.HEURE, Unite.JOUR, Unite.SEMAINE})


def quantity(tag: str, found: Amount, link: str) -> Element:
    """Make `doseQuantity` or `rateQuantity`: both bounds, the same for a fixed amount."""
    return node(tag, None, _bound("low", found.least, found, link), _bound("high", found.most, found, link))


def _bound(tag: str, value: str, found: Amount, link: str) -> Element:
    """Make one bound, with its words when its unit says nothing to a machine."""
    words = None
    if found.words:
        words = node("translation", None, node("originalText", None, found.words, reference(link)))
    return node(tag, {"value": value, "unit": found.unit}, words)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that is taken in a time: the amount, how many units of time, their UCUM unit."""

    amount: Amount
    count: int
    unit: str


def ceiling(maximum: Maximum) -> Ceiling | None:
    """Give a maximum in UCUM; None for one per take, of a number of takes, without unit, or a range."""
    if maximum.par == "prise" or maximum.dose.maximum is not None:
        return None
    found = amount(maximum.dose)
    return Ceiling(found, maximum.periode, PERIODS[Unite(maximum.par)]) if found is not None else None


def max_quantity(found: Ceiling, link: str) -> Element:
    """Make `maxDoseQuantity`."""
    over = _bound("numerator", found.amount.most, found.amount, link)
    return node("maxDoseQuantity", None, over, node("denominator", {"value": str(found.count), "unit": found.unit}))
