"""An administration read back in French from its codes alone: what a careful receiver would understand.

Written apart from the writer: units, periods and moments have their own tables here. Words that the codes do not say
(« le matin », « 1 comprimé ») come from `originalText`, and must agree with the codes beside them.
"""

from fractions import Fraction

from lls_drafter.cda.xml import Element, text_of
from lls_drafter.medication.line import read_posology
from lls_drafter.medication.model import Dose, DureeLue, Schema, Unite
from lls_drafter.medication.posology import say_dose, say_duration
from tests.cda.letters import find

UNITS = {
    "mg": "mg", "g": "g", "ug": "microgramme", "ng": "ng", "mL": "mL", "cL": "cL", "L": "L", "[iU]": "UI",
    "mmol": "mmol", "meq": "mEq", "kcal": "kcal",
}  # fmt: skip
MOMENTS = {
    "HS": "au coucher", "WAKE": "au lever", "CM": "au petit-déjeuner", "CD": "au déjeuner", "CV": "au dîner",
    "ACM": "avant le petit-déjeuner", "ACD": "avant le déjeuner", "ACV": "avant le dîner",
    "PCM": "après le petit-déjeuner", "PCD": "après le déjeuner", "PCV": "après le dîner",
    "AC": "avant les repas", "C": "pendant les repas", "PC": "après les repas", "IC": "entre les repas",
}  # fmt: skip
TIMES = {
    "min": Unite.MINUTE, "h": Unite.HEURE, "d": Unite.JOUR, "wk": Unite.SEMAINE, "mo": Unite.MOIS, "a": Unite.AN,
}  # fmt: skip
DAY = {
    Unite.MINUTE: Fraction(1, 1440),
    Unite.HEURE: Fraction(1, 24),
    Unite.JOUR: Fraction(1),
    Unite.SEMAINE: Fraction(7),
}
"""Days in a unit of time."""


def phrases(administration: Element) -> list[str]:
    """Give what an administration says, a phrase for each amount; empty when it has no structured dose."""
    inner = find(administration, "h:entryRelationship/h:substanceAdministration")
    said = [phrase for one in (inner or [administration]) if (phrase := _phrase(one))]
    return [*said, *(_most(one) for one in find(administration, "h:maxDoseQuantity"))]


def daily(administration: Element) -> Fraction | None:
    """Give how much is taken in a day by the codes alone, in the unit that they say; None when they do not say it."""
    inner = find(administration, "h:entryRelationship/h:substanceAdministration")
    found = [_daily(one) for one in (inner or [administration])]
    total = sum((one for one in found if one is not None), Fraction())
    return total if found and None not in found else None


def _phrase(one: Element) -> str:
    """Give one amount with its rhythm, condition and length."""
    rates = find(one, "h:rateQuantity")
    amounts = rates or find(one, "h:doseQuantity")
    if not amounts:
        return ""
    dose, unit = _amount(amounts[0])
    parts = [say_dose(dose), f"par {TIMES[unit].value}" if rates else "", _often(one, total=bool(rates))]
    parts += [text_of(text) for text in find(one, "h:precondition/h:criterion/h:text")]
    parts += [_length(width) for width in find(one, ".//h:comp/h:width|h:effectiveTime[@operator='A']/h:width")]
    return " ".join(part for part in parts if part)


def _amount(quantity: Element) -> tuple[Dose, str]:
    """Give a quantity as a dose, and the unit of time after its slash."""
    (low,), (high,) = find(quantity, "h:low"), find(quantity, "h:high")
    dose, per = _value(low)
    most, _ = _value(high)
    return (dose if most == dose else Dose(dose.valeur, most.valeur, dose.unite)), per


def _value(bound: Element) -> tuple[Dose, str]:
    """Give one bound as a dose; a counted thing by its words, whose number must be the bound's."""
    unit, _, per = (bound.get("unit") or "").partition("/")
    value = Fraction(bound.get("value") or "")
    if not unit.startswith("{"):
        return Dose(value, None, UNITS[unit]), per
    (words,) = find(bound, "h:translation/h:originalText")
    read = read_posology(text_of(words)).posologie
    assert read is not None
    (take,) = read.etapes[0].schemas[0].prises
    assert take.dose is not None
    assert value in {take.dose.valeur, take.dose.maximum}
    return Dose(value, None, take.dose.unite), per


def _often(one: Element, *, total: bool) -> str:
    """Give a rhythm in words."""
    events = [MOMENTS[event.get("code") or ""] for event in find(one, ".//h:event")]
    if events:
        return events[0] if len(events) == 1 else f"{', '.join(events[:-1])} et {events[-1]}"
    periods = find(one, ".//h:period")
    if not periods:
        return ""
    (period,) = periods
    words = " ".join(text_of(text) for text in find(period, "h:translation/h:originalText"))
    takes, unit, count = _takes(period)
    schema = _timed(words)
    if schema.prises or schema.jours is not None:
        expected = Fraction(max(1, len(schema.prises))) / _days(schema)
        assert expected == takes / (count * DAY.get(unit, Fraction(30)))
        return words
    if total:
        return f"en {takes} prise{'s' if takes > 1 else ''} {words}".rstrip()
    if period.getparent().get("institutionSpecified") == "true":  # type: ignore[union-attr]
        each = f"{takes} fois par {unit.value if count == 1 else f'{count} {unit.value}s'}"
    else:
        feminine = unit in {Unite.MINUTE, Unite.HEURE, Unite.SEMAINE}
        plural = unit.value if unit is Unite.MOIS else f"{unit.value}s"
        each = f"{'toutes' if feminine else 'tous'} les {f'{count} ' if count > 1 else ''}"
        each += plural if count != 1 or unit is not Unite.MOIS else "mois"
    return f"{each} {words}".rstrip()


def _takes(period: Element) -> tuple[Fraction, Unite, int]:
    """Give a period as so many takes in so many units of time."""
    value, unit = Fraction(period.get("value") or ""), TIMES[period.get("unit") or ""]
    free = period.getparent().get("institutionSpecified") == "true"  # type: ignore[union-attr]
    if free and unit is Unite.HEURE:
        return 24 / value, Unite.JOUR, 1
    if free and unit is Unite.JOUR and value.denominator != 1:
        return 7 / value, Unite.SEMAINE, 1
    return Fraction(1), unit, int(value)


def _timed(words: str) -> Schema:
    """Give what words say of times: moments, days."""
    read = read_posology(f"1 comprimé {words}").posologie if words else None
    schema = read.etapes[0].schemas[0] if read is not None else Schema()
    return schema if any(take.moment or take.heure for take in schema.prises) or schema.jours else Schema()


def _days(schema: Schema) -> Fraction:
    """Give after how many days the takes of a regimen come back."""
    jours = schema.jours
    if jours is None:
        return Fraction(1)
    if jours.semaine:
        return Fraction(7, len(jours.semaine))
    return Fraction(jours.sur, jours.actifs) if jours.actifs and jours.sur else Fraction(30)


def _length(width: Element) -> str:
    """Give a length in words."""
    return say_duration(DureeLue(nombre=Fraction(width.get("value") or ""), unite=TIMES[width.get("unit") or ""]))


def _most(maximum: Element) -> str:
    """Give a maximum in words."""
    (over,), (under,) = find(maximum, "h:numerator"), find(maximum, "h:denominator")
    dose, _ = _value(over)
    count, unit = int(under.get("value") or ""), TIMES[under.get("unit") or ""]
    plural = unit.value if unit is Unite.MOIS else f"{unit.value}s"
    return f"maximum {say_dose(dose)} par {unit.value if count == 1 else f'{count} {plural}'}"


def _daily(one: Element) -> Fraction | None:
    """Give how much one taking makes in a day."""
    rates, doses = find(one, "h:rateQuantity"), find(one, "h:doseQuantity")
    if not rates and not doses:
        return None
    dose, per = _amount((rates or doses)[0])
    if dose.maximum is not None:
        return None
    if rates:
        return dose.valeur / DAY[TIMES[per]]
    events, periods = find(one, ".//h:event"), find(one, ".//h:period")
    if events:
        each_meal = {"AC", "C", "PC", "IC"}
        return None if any(event.get("code") in each_meal for event in events) else dose.valeur * len(events)
    if not periods or periods[0].get("unit") not in {"min", "h", "d", "wk"}:
        return None
    takes, unit, count = _takes(periods[0])
    return dose.valeur * takes / (count * DAY[unit])
