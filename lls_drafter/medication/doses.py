"""Doses: amounts with their unit, ranges, and rows of doses (« 1-0-1 »)."""

from dataclasses import replace
from fractions import Fraction

from lls_drafter.medication.elements import Found
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.model import Dose
from lls_drafter.medication.reader import LexemeReader

_RATES = {"minute": "min", "heure": "h"}


class DoseReader(LexemeReader):
    """Recognisers of amounts."""

    def span(self, at: int, *, hours: bool = False) -> tuple[Fraction, Fraction | None, int] | None:
        """Read « 1 », « 1 à 2 », « 1-2 », « 1 ou 2 »: the number, its upper end, the place after.

        « 1 à 8h » is a dose at an hour, unless `hours` are what is counted (« toutes les 4 à 6h »).
        """
        value = self.number(at)
        if value is None:
            return None
        link = self.kind(at + 1)
        upper = self.number(at + 2)
        if upper is not None and upper > value and link in (Kind.A, Kind.OU, "-"):
            if link == Kind.OU and upper != value + 1:
                return value, None, at + 1  # « 5 ou 10 mg » is no range
            if link != "-":
                at_hour = link == Kind.A and not hours and self._hour(at + 2) is not None
                return (value, None, at + 1) if at_hour else (value, upper, at + 3)
            # « 1-2-1 » is a row of doses, « 1-2 » a range
            before = self.kind(at - 1) == "-" and self.kind(at - 2) == Kind.NOMBRE
            if self.kind(at + 3) != "-" and not before:
                return value, upper, at + 3
        return value, None, at + 1

    def unit(self, at: int) -> tuple[str, int] | None:
        """Read a unit: « cp », « mg », « mg/kg », « L/min », « microgramme/kg/h »."""
        kind = self.kind(at)
        if kind == Kind.UNITE and not (self.kind(at + 1) == "/" and self.text(at + 2) in ("kg", "kilo")):
            return str(self.lexemes[at].value), at + 1
        if kind not in (Kind.MESURE, Kind.UNITE):
            return None
        unit, after = str(self.lexemes[at].value), at + 1
        if self.kind(after) in ("/", Kind.PAR) and self.text(after + 1) in ("kg", "kilo", "kilos"):
            unit, after = f"{unit}/kg", after + 2
        elif self.kind(after) in ("/", Kind.PAR) and self.text(after + 1) in ("m²", "m2"):
            unit, after = f"{unit}/m²", after + 2
        elif self.kind(after) in ("/", Kind.PAR) and self.text(after + 1) == "m" and self.text(after + 2) == "2":
            unit, after = f"{unit}/m²", after + 3
        if self.kind(after) == "/" and self.kind(after + 1) == Kind.TEMPS:
            rate = _RATES.get(str(self.lexemes[after + 1].value))
            if rate is not None:
                unit, after = f"{unit}/{rate}", after + 2
        return unit, after

    def dose(self, at: int) -> Found:
        """Read an amount with its unit: « 1 cp », « 1 à 2 bouffées », « 1 cp et demi », « un quart de cp »."""
        numbers = self.span(at)
        if numbers is None:
            return None
        value, upper, after = numbers
        part = self.number(after + 1)
        if self.kind(after) == "+" and part is not None and part < 1 and value.denominator == 1 and upper is None:
            value, after = value + part, after + 2  # « 1 + 1/4 cp »
        if value.denominator > 1 and self.kind(after) in ("-", Kind.DE):
            after += 1
        if self.kind(after) == Kind.ET and self.number(after + 1) == Fraction(1, 2) and value.denominator == 1:
            value, after = value + Fraction(1, 2), after + 2
        found = self.unit(after)
        if found is None:
            # « 2 cp ou 3 cp » and « 1/2 à 1 cp » pass here with their upper end only
            return None
        unit, after = found
        if upper is None:
            second = self._second(after, unit, value)
            if second is not None:
                upper, after = second
            else:
                value, after = self._and_a_half(value, after)
        if self.kind(after) in ("/", Kind.PAR) and self.kind(after + 1) == Kind.PRISE:
            after += 2
        return Dose(value, upper, unit), after

    def _second(self, at: int, unit: str, value: Fraction) -> tuple[Fraction, int] | None:
        """Read the upper end of « 1 cp à 2 cp », « 1 cp ou 2 cp »."""
        if self.kind(at) not in (Kind.A, Kind.OU):
            return None
        upper = self.number(at + 1)
        found = self.unit(at + 2)
        if upper is None or found is None or found[0] != unit or upper <= value:
            return None
        return upper, found[1]

    def _and_a_half(self, value: Fraction, at: int) -> tuple[Fraction, int]:
        """Read « et demi », « 1/2 » after a whole number of units."""
        if value.denominator != 1:
            return value, at
        if self.kind(at) == Kind.ET and self.number(at + 1) in (Fraction(1, 2), Fraction(1, 4)):
            if self.kind(at + 2) not in (Kind.UNITE, Kind.MESURE, Kind.DE):
                return value + (self.number(at + 1) or 0), at + 2  # no moment stands between: they are one dose
        elif self.number(at) == Fraction(1, 2) and self.kind(at + 1) not in (Kind.UNITE, Kind.MESURE, "-", Kind.NOMBRE):
            return value + Fraction(1, 2), at + 1
        return value, at

    def series(self, at: int) -> Found:
        """Read a row of three or four doses: « 1-0-1 », « 1 - 1 - 1 - 1 », « 4-6-4 UI », « 1 0 0 », « 1/0/1 »."""
        for sign in ("-", "/", "|", ";"):
            found = self._dashed(at, sign)
            if found is not None:
                return found
        return self._spaced(at)

    def _dashed(self, at: int, sign: str) -> Found:
        doses: list[Dose] = []
        after = at
        while True:
            value = self.number(after)
            if value is None:
                return None
            found = self.unit(after + 1)
            unit, after = found if found is not None else (None, after + 1)
            doses.append(Dose(value, None, unit))
            if self.kind(after) != sign or self.number(after + 1) is None:
                break
            after += 1
        if not 3 <= len(doses) <= 4 or (sign == "/" and any(dose.valeur > 4 for dose in doses)):
            return None
        return self._row(doses, after)

    def _spaced(self, at: int) -> Found:
        values: list[Fraction] = []
        after = at
        while (value := self.number(after)) is not None and (after == at or not self.lexemes[after].glued):
            values.append(value)
            after += 1
        if self.kind(after) in (Kind.TEMPS, Kind.FOIS, Kind.X, Kind.PRISE, "/") and len(values) > 3:
            values.pop()  # « 1 1 1 0 5 jours »
            after -= 1
        if not 3 <= len(values) <= 4 or not alike(values):
            return None
        if len(values) == 4 and at == self.floor and self.strengthless and 2 <= values[0] <= 4 > max(values[1:]):
            return None  # « warfarine 2 1 0 1 »: a strength and three takes, or four takes?
        if at > self.floor and self.kind(at - 1) == Kind.NOMBRE:
            return None
        if self.kind(after) in ("-", "/", Kind.X, Kind.FOIS):
            return None
        unit = self.unit(after)
        if unit is not None and self.kind(after) == Kind.UNITE:
            return self._row([Dose(value, None, unit[0]) for value in values], unit[1])
        return self._row([Dose(value) for value in values], after)

    def _row(self, doses: list[Dose], after: int) -> Found:
        """Give a row of doses; a unit written once, at the end, is that of all of them."""
        if self.kind(after) in (Kind.TEMPS, Kind.FOIS, Kind.X, Kind.PRISE) or not any(dose.valeur for dose in doses):
            return None
        units = {dose.unite for dose in doses}
        if len(units) == 2 and None in units and doses[-1].unite is not None:
            said = any(dose.unite is not None for dose in doses[:-1] if dose.valeur)
            if said and any(dose.unite is None and dose.valeur for dose in doses):
                return None  # « 1cp - 0 - 1cp »: the zero alone may have no unit
            doses = [replace(dose, unite=doses[-1].unite) for dose in doses]
        elif len(units) > 1 and any(dose.unite is None and dose.valeur for dose in doses):
            return None
        return tuple(doses), after


def alike(values: list[Fraction]) -> bool:
    """Tell whether bare numbers can be doses of one drug: all small, or all of one order of magnitude."""
    given = [value for value in values if value]
    return bool(given) and (max(given) <= 4 or max(given) <= 4 * min(given))
