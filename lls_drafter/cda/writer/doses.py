"""Amounts as UCUM: our units, what they are called there, and the quantities of an administration.

A counted thing has no unit of UCUM: it is an annotation between braces, in one lower-case ASCII word, as the checks
accept it; its words stand beside, since an annotation means nothing to a machine. Nothing is rounded: an amount without
a short decimal form is not written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from lls_drafter.cda.writer.links import reference
from lls_drafter.cda.xml import Element, node
from lls_drafter.medication.model import Dose, Maximum, Unite
from lls_drafter.medication.posology import say_dose

MEASURED: Final[Mapping[str, tuple[str, int]]] = MappingProxyType(
    {
        "mg": ("mg", 1),
        "g": ("g", 1),
        "microgramme": ("ug", 1),
        "ng": ("ng", 1),
        "mL": ("mL", 1),
        "cL": ("cL", 1),
        "L": ("L", 1),
        "UI": ("[iU]", 1),
        "kUI": ("[iU]", 1000),
        "MUI": ("[iU]", 1_000_000),
        "mmol": ("mmol", 1),
        "mEq": ("meq", 1),
        "kcal": ("kcal", 1),
    }
)
"""Our unit -> UCUM's, and how many of it. Left out: « unité » (of what is not said), « MU », « % », by weight."""
COUNTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "comprimé": "{tbl}",
        "gélule": "{gelule}",
        "capsule": "{capsule}",
        "sachet": "{sachet}",
        "ampoule": "{ampoule}",
        "flacon": "{flacon}",
        "goutte": "{goutte}",
        "bouffée": "{bouffee}",
        "pulvérisation": "{pulverisation}",
        "inhalation": "{inhalation}",
        "dose": "{dose}",
        "patch": "{patch}",
        "suppositoire": "{suppositoire}",
        "ovule": "{ovule}",
        "injection": "{injection}",
        "application": "{application}",
        "cuillère à soupe": "{cuillereasoupe}",
        "cuillère à café": "{cuillereacafe}",
        "cuillère-mesure": "{cuilleremesure}",
        "mesure": "{mesure}",
        "dosette": "{dosette}",
        "unidose": "{unidose}",
        "unité": "{unite}",
        "seringue": "{seringue}",
        "pastille": "{pastille}",
        "gomme": "{gomme}",
        "lyophilisat": "{lyophilisat}",
        "nébulisation": "{nebulisation}",
    }
)
"""What is counted -> its annotation; the tablet's is that of the official example."""
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


def amount(dose: Dose, *, per: Unite | None = None) -> Amount | None:
    """Give a dose in UCUM, None when it cannot be said exactly: no unit, one that UCUM lacks, a weight, a third.

    Args:
        dose: the dose.
        per: for a rate, the unit of time.
    """
    unit, scale = MEASURED.get(dose.unite or "", (COUNTED.get(dose.unite or ""), 1))
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
