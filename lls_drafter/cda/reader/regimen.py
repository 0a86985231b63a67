"""A structured regimen in words, for an entry whose narrative says nothing; None as soon as a part is not understood.

Why: a table line is the truth, and a wrong dose is the worst of all faults. What is not said here in full is told as
not read.
"""

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from types import MappingProxyType

from lls_drafter.cda.reader.values import attribute, child, children, label_of, type_of
from lls_drafter.cda.xml import Element
from lls_drafter.codes.value_sets import value_set
from lls_drafter.medication.model import Dose
from lls_drafter.medication.sentence import say_dose, say_number

_OTHERS = MappingProxyType(
    {"{tablet}": "comprimé", "{count}": "unité", "{puff}": "bouffée", "[drp]": "goutte", "%": "%"}
)
"""What others write for our units, beside the codes of `unite_prise`."""
_PERIODS = {"h": ("heure", "toutes les"), "d": ("jour", "tous les"), "wk": ("semaine", "toutes les")}
_ONCE = {"d": "1 fois par jour", "wk": "1 fois par semaine", "h": "toutes les heures"}
_READ = frozenset({"IVL_TS", "PIVL_TS", "EIVL_TS", "TS", ""})


def say_regimen(entry: Element) -> str | None:
    """Give the regimen of a `substanceAdministration` in words, None when it is not said in full."""
    times = children(entry, "effectiveTime")
    if any(type_of(one) not in _READ for one in times) or child(entry, "precondition") is not None:
        return None
    if any(child(one, "substanceAdministration") is not None for one in children(entry, "entryRelationship")):
        return None
    dose = _quantity(child(entry, "doseQuantity"))
    when = [_moment(one) for one in times if type_of(one) in {"PIVL_TS", "EIVL_TS"}]
    most = _most(child(entry, "maxDoseQuantity"))
    rate = child(entry, "rateQuantity")
    parts = (dose, *when, most)
    if any(part is None for part in parts) or not dose or not when or (rate is not None and _says(rate)):
        return None
    return ", ".join(filter(None, parts))


def _says(element: Element) -> bool:
    """Tell whether a quantity holds a value."""
    return any(attribute(one, "value") for one in element.iter())


def _number(text: str | None) -> Decimal | None:
    """Give a positive number, None for anything else."""
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() and number > 0 else None


def _with_unit(low: Decimal, high: Decimal, unit: str | None) -> str | None:
    """Give an amount or a range with its unit in French; None for a unit that is not known."""
    known = value_set("unite_prise").by_code(unit or "")
    word = known.ecrit if known is not None else _OTHERS.get(unit or "")
    return say_dose(Dose(Fraction(low), Fraction(high) if high > low else None, word)) if word else None


def _quantity(element: Element | None) -> str | None:
    """Give a dose; empty for none, None for one that is not understood."""
    if element is None or not _says(element):
        return ""
    ends = (child(element, "low"), child(element, "high"))
    if ends == (None, None):
        ends = (element, element)
    low, high = (_number(attribute(one, "value")) for one in ends)
    units = {attribute(one, "unit") for one in ends}
    if low is None or high is None or len(units) > 1 or low > high:
        return None
    return _with_unit(low, high, units.pop())


def _moment(time: Element) -> str | None:
    """Give how often or at what meal; None when it is not understood."""
    if type_of(time) == "EIVL_TS":
        event = child(time, "event")
        known = value_set("moment_prise").by_code(attribute(event, "code") or "")
        label = label_of(event, "moment_prise")
        return label[0].lower() + label[1:] if known is not None and label and child(time, "offset") is None else None
    period = child(time, "period")
    number, unit = _number(attribute(period, "value")), attribute(period, "unit")
    if child(time, "phase") is not None or number is None or unit not in _PERIODS:
        return None
    if number == 1:
        return _ONCE[unit]
    word, every = _PERIODS[unit]
    return f"{every} {say_number(Fraction(number))} {word}s"


def _most(element: Element | None) -> str | None:
    """Give the most in a time; empty for none, None for one that is not understood."""
    if element is None or not _says(element):
        return ""
    top, bottom = child(element, "numerator"), child(element, "denominator")
    amount, per = _number(attribute(top, "value")), _number(attribute(bottom, "value"))
    if amount is None or per != 1 or attribute(bottom, "unit") != "d":
        return None
    said = _with_unit(amount, amount, attribute(top, "unit"))
    return f"maximum {said} par jour" if said else None
