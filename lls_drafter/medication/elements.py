"""The elements of a posology found in lexemes: doses, rhythms, moments, days, durations, conditions.

Each recogniser looks at the lexemes from one place and gives an element with the place after it, or None. None of
them supplies what was not written. What no recogniser reads stays unread; `assemble` puts the elements together.
One module because the recognisers call one another; `docs/dev/posologie.md` gives their grammar.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from lls_drafter.medication.lexemes import Lexeme
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.model import (
    Compte,
    Condition,
    Dose,
    DureeLue,
    Ecart,
    FinLue,
    Frequence,
    Jours,
    Maximum,
    Role,
    Rythme,
    Unite,
)


class What(StrEnum):
    """Kinds of elements."""

    DOSE = "dose"
    SERIE = "serie"  # 1-0-1
    FREQUENCE = "frequence"
    MOMENT = "moment"
    HEURE = "heure"
    JOURS = "jours"
    SEMAINES = "semaines"  # 1 semaine sur 2
    ALTERNANCE = "alternance"
    REPAS = "repas"
    DUREE = "duree"
    CONDITION = "condition"
    MAXIMUM = "maximum"
    ECART = "ecart"
    VOIE = "voie"
    SITE = "site"
    ADMINISTRATION = "administration"
    ADAPTATION = "adaptation"
    INDICATION = "indication"
    SURVEILLANCE = "surveillance"
    FORME = "forme"
    PUIS = "puis"
    ARRET = "arret"
    ET = "et"
    SEPARATEUR = "separateur"
    LIAISON = "liaison"
    NON_LU = "non_lu"


ROLES: Mapping[What, Role] = {
    What.DOSE: Role.DOSE,
    What.SERIE: Role.DOSE,
    What.FREQUENCE: Role.FREQUENCE,
    What.MOMENT: Role.MOMENT,
    What.HEURE: Role.HEURE,
    What.JOURS: Role.JOURS,
    What.SEMAINES: Role.JOURS,
    What.ALTERNANCE: Role.JOURS,
    What.REPAS: Role.REPAS,
    What.DUREE: Role.DUREE,
    What.CONDITION: Role.CONDITION,
    What.MAXIMUM: Role.MAXIMUM,
    What.ECART: Role.INTERVALLE,
    What.VOIE: Role.VOIE,
    What.SITE: Role.SITE,
    What.ADMINISTRATION: Role.ADMINISTRATION,
    What.ADAPTATION: Role.ADAPTATION,
    What.INDICATION: Role.INDICATION,
    What.SURVEILLANCE: Role.SURVEILLANCE,
    What.FORME: Role.FORME,
    What.PUIS: Role.ENCHAINEMENT,
    What.ARRET: Role.ENCHAINEMENT,
    What.ET: Role.LIAISON,
    What.SEPARATEUR: Role.LIAISON,
    What.LIAISON: Role.LIAISON,
}


@dataclass(slots=True)
class Element:
    """Something read, or left unread, from lexeme `first` to before lexeme `after`."""

    what: What
    value: object
    first: int
    after: int


Found = tuple[object, int] | None

_LENGTHS = frozenset({Unite.JOUR, Unite.SEMAINE, Unite.MOIS, Unite.AN})
_RATES = {"minute": "min", "heure": "h"}
_ENDS = frozenset(
    {
        ",", ";", "(", ")", "|", ":", "—", Kind.MAXIMUM, Kind.PUIS, Kind.ARRET, Kind.JUSQUE, Kind.PENDANT, Kind.QSP,
        Kind.LONG_COURS, Kind.TOUTES, Kind.X, Kind.FREQUENCE, Kind.RENOUVELER, Kind.ESPACER, Kind.SI, Kind.SI_BESOIN,
        Kind.MOMENT, Kind.UNIQUE, Kind.SELON, Kind.DEBUT, Kind.ENCORE, Kind.POUR, Kind.INTERVALLE, Kind.VOIE,
    }
)  # fmt: skip
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_COMPARED = frozenset({Kind.COMPARAISON, "<", ">", "="})
_WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


class Reader:
    """Recognisers over the lexemes of one line."""

    def __init__(self, line: str, lexemes: list[Lexeme]) -> None:
        """Look at a line cut into lexemes."""
        self.line = line
        self.lexemes = lexemes
        self.count = len(lexemes)
        self.strengthless = False  # the drug has no strength yet
        self.floor = 0  # where the posology begins: a number before it is of the drug
        self.kinds: list[str] = [lexeme.kind for lexeme in lexemes] + [""] * 4

    # --- small helpers -----------------------------------------------------------------------------------------

    def kind(self, at: int) -> str:
        """Give the kind of the lexeme at a place, "" outside the line."""
        return self.kinds[at] if 0 <= at < self.count else ""

    def text(self, at: int) -> str:
        """Give the folded text of the lexeme at a place."""
        return self.lexemes[at].text if 0 <= at < self.count else ""

    def raw(self, first: int, after: int) -> str:
        """Give what is written from one lexeme to before another, in single spaces."""
        return " ".join(self.line[self.lexemes[first].start : self.lexemes[after - 1].end].split())

    def skip(self, at: int, *kinds: str) -> int:
        """Give the place after one lexeme of these kinds, or the same place."""
        return at + 1 if self.kind(at) in kinds else at

    def number(self, at: int) -> Fraction | None:
        """Give the number that stands at a place."""
        if self.kind(at) != Kind.NOMBRE:
            return None
        value = self.lexemes[at].value
        return value if isinstance(value, Fraction) else None

    def whole(self, at: int) -> int | None:
        """Give the whole number that stands at a place."""
        value = self.number(at)
        return int(value) if value is not None and value.denominator == 1 and value < 1000 else None

    def time(self, at: int, *, lengths: bool = False) -> Unite | None:
        """Give the unit of time at a place; « s » for weeks only when glued to a number (« 2s »)."""
        if self.kind(at) == Kind.TEMPS:
            unit = Unite(str(self.lexemes[at].value))
            return unit if not lengths or unit in _LENGTHS else None
        glued_week = self.kind(at) == Kind.MOT and self.text(at) == "s" and self.lexemes[at].glued
        return Unite.SEMAINE if glued_week and self.kind(at - 1) == Kind.NOMBRE else None

    # --- numbers and doses -------------------------------------------------------------------------------------

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
            if any(dose.unite is not None for dose in doses[:-1] if dose.valeur):
                # « 1cp - 0 - 1cp »: the zero alone has no unit
                if any(dose.unite is None and dose.valeur for dose in doses):
                    return None
            doses = [replace(dose, unite=doses[-1].unite) for dose in doses]
        elif len(units) > 1 and any(dose.unite is None and dose.valeur for dose in doses):
            return None
        return tuple(doses), after

    # --- rhythm ------------------------------------------------------------------------------------------------

    def per(self, at: int) -> tuple[Unite, int, int] | None:
        """Read « /j », « par jour », « /24h », « / 2 jours », « par 8 h »: unit, number of units, place after."""
        if self.kind(at) not in ("/", Kind.PAR):
            return None
        after = self.skip(at + 1, Kind.LE)
        unit = self.time(after)
        if unit is not None:
            return unit, 1, after + 1
        number = self.whole(after)
        unit = self.time(after + 1)
        if number is None or unit is None or number == 0:
            return None
        if unit is Unite.HEURE and number == 24:
            unit, number = Unite.JOUR, 1
        return unit, number, after + 2

    def frequency(self, at: int) -> Found:
        """Read a rhythm."""
        kind = self.kind(at)
        if kind == Kind.NOMBRE:
            return self._times(at)
        if kind == Kind.X:
            return self._times(at + 1, crossed=True)
        if kind in ("/", Kind.PAR):
            return self._total(at)
        if kind in (Kind.TOUTES, Kind.CHAQUE):
            return self._every(at)
        if kind == Kind.FREQUENCE:
            rhythm, count, unit, period = self.lexemes[at].value  # type: ignore[misc]
            return Frequence(Rythme(rhythm), Unite(unit), nombre=count, periode=period), at + 1
        return None

    def _times(self, at: int, *, crossed: bool = False) -> Found:
        """Read « 3 fois par jour », « x3/j », « 3x/j », « 2 à 3 fois par semaine », « 3 prises par jour »."""
        numbers = self.span(at)
        if numbers is None:
            return None
        value, upper, after = numbers
        if value.denominator != 1 or (upper is not None and upper.denominator != 1) or not value:
            return None
        word = self.kind(after)
        if word in (Kind.FOIS, Kind.X, Kind.PRISE):
            after += 1
        elif not crossed:
            return None
        after = self.skip(after, "(") if self.kind(after + 1) == Kind.PAR else after
        period = self.per(after)
        if period is None:
            # « 3xj », « 3 fois jour »
            unit = self.time(after)
            if unit not in (Unite.JOUR, Unite.SEMAINE) or word not in (Kind.X, Kind.FOIS):
                return None
            period = unit, 1, after + 1
        unit, number, after = period
        if unit in (Unite.MINUTE, Unite.HEURE):
            return None
        top = int(upper) if upper is not None else None
        return Frequence(Rythme.FOIS, unit, nombre=int(value), nombre_max=top, periode=number), after

    def _total(self, at: int) -> Found:
        """Read « par jour (en 3 prises) », « /12h », « /3 jours »."""
        period = self.per(at)
        if period is None:
            return None
        unit, number, after = period
        if unit in (Unite.MINUTE, Unite.HEURE):
            if number == 1 and self.whole(at + 1) is None:
                return None  # « /h » is a rate
            return Frequence(Rythme.INTERVALLE, unit, periode=number), after
        if number > 1:
            return Frequence(Rythme.INTERVALLE, unit, periode=number), after
        takes = self._takes(after)
        if takes is not None:
            return Frequence(Rythme.TOTAL, unit, nombre=takes[0], nombre_max=takes[1]), takes[2]
        return Frequence(Rythme.TOTAL, unit), after

    def _takes(self, at: int) -> tuple[int, int | None, int] | None:
        """Read « en 3 prises », « en 2 à 3 prises », « en une prise », « en 2 fois » after « par jour »."""
        after = self.skip(at, ",", "(", Kind.LIAISON)
        if self.kind(after) == Kind.UNIQUE and self.text(after).startswith(("en ", "prise unique")):
            return 1, None, after + 1
        if self.kind(after) != Kind.EN:
            return None
        numbers = self.span(after + 1)
        if numbers is None or self.kind(numbers[2]) not in (Kind.PRISE, Kind.FOIS):
            return None
        value, upper, last = numbers
        if value.denominator != 1 or not value:
            return None
        last += 1
        if self.kind(after - 1) == "(":
            last = self.skip(last, ")")
        return int(value), int(upper) if upper is not None else None, last

    def _every(self, at: int) -> Found:
        """Read « toutes les 8 h », « toutes les 4 à 6 heures », « tous les jours », « chaque semaine »."""
        numbers = self.span(at + 1, hours=True)
        after = numbers[2] if numbers is not None else at + 1
        unit = self.time(after)
        if unit is None or (self.kind(at) == Kind.CHAQUE and numbers is not None and numbers[1] is not None):
            return None
        low, high = (numbers[0], numbers[1]) if numbers is not None else (Fraction(1), None)
        if low.denominator != 1 or not low or (high is not None and high.denominator != 1):
            return None
        # « toutes 8h »: without « les », only before a number
        if self.text(at) in ("toutes", "ttes", "q") and numbers is None:
            return None
        return (
            Frequence(Rythme.INTERVALLE, unit, periode=int(low), periode_max=int(high) if high is not None else None),
            after + 1,
        )

    # --- moments and days --------------------------------------------------------------------------------------

    def moment(self, at: int) -> Found:
        """Read one moment of the day: « le matin », « au dîner », « avant le petit-déjeuner », « tous les soirs »."""
        after = self.skip(at, Kind.TOUTES, Kind.CHAQUE, Kind.LE, Kind.AU, Kind.A, Kind.EN, Kind.DE)
        if self.kind(after) == Kind.LE and after > at:
            after += 1
        if self.kind(after) in (Kind.MOMENT, Kind.MOMENT_REPAS):
            return str(self.lexemes[after].value), after + 1
        if self.kind(at) in (Kind.PLACE_REPAS, Kind.PENDANT):
            after = self.skip(at + 1, Kind.LE, Kind.DE)
            if self.kind(after) == Kind.MOMENT_REPAS:
                place = "pendant" if self.kind(at) == Kind.PENDANT else str(self.lexemes[at].value)
                meal = str(self.lexemes[after].value)
                return _at_meal(place, meal, "le"), after + 1
        return None

    def hours(self, at: int) -> Found:
        """Read hours: « à 8h », « 8h, 12h et 18h30 », « 8h-20h »; one bare « 8h » can be an interval: not read."""
        led = self.kind(at) in (Kind.A, Kind.AU, Kind.DE)
        after = at + 1 if led else at
        found: list[str] = []
        while True:
            one = self._hour(after)
            if one is None:
                break
            found.append(one[0])
            after = one[1]
            link = self.skip(after, ",", Kind.ET, "-", "/")
            if self.kind(after) == "," and self.kind(link) == Kind.ET:
                link += 1
            link = self.skip(link, Kind.A)
            if self._hour(link) is None:
                break
            after = link
        if not found or (len(found) == 1 and not led):
            return None
        return tuple(found), after

    def _hour(self, at: int) -> tuple[str, int] | None:
        hour = self.whole(at)
        if hour is None or hour > 24 or self.kind(at + 1) not in (Kind.TEMPS, ":"):
            return None
        if self.kind(at + 1) == Kind.TEMPS and self.time(at + 1) is not Unite.HEURE:
            return None
        minutes = self.whole(at + 2)
        glued = at + 2 < self.count and self.lexemes[at + 2].glued
        spaced = minutes is not None and len(self.text(at + 2)) == 2 and self.kind(at + 3) in ("", ",", ".", ")")
        if minutes is not None and minutes < 60 and (glued or spaced) and len(self.text(at + 2)) == 2:
            return f"{hour % 24:02d}:{minutes:02d}", at + 3
        return (f"{hour % 24:02d}:00", at + 2) if self.kind(at + 1) == Kind.TEMPS else None

    def days(self, at: int) -> Found:
        """Read on which days: « lundi et jeudi », « 1 jour sur 2 », « 5j/7 », « jours pairs », « J1 J8 », « du mois »."""
        kind = self.kind(at)
        if kind == Kind.PARITE:
            return Jours(parite=str(self.lexemes[at].value)), at + 1
        if kind == Kind.AUTRES_JOURS:
            return Jours(autres=True), at + 1
        if kind == Kind.NOMBRE:
            return self._out_of(at)
        if kind == Kind.SAUF:
            week = self._week(at + 1)
            return (Jours(sauf=week[0]), week[1]) if week is not None else None
        if kind in (Kind.TEMPS, Kind.A) or (kind == Kind.LE and self.kind(at + 1) == Kind.TEMPS):
            cycle = self._cycle(at + 1 if kind != Kind.TEMPS else at)
            if cycle is not None:
                return cycle
        if kind == Kind.LE and self.whole(at + 1) is not None:
            month = self._of_month(at)
            if month is not None:
                return month
        week = self._week(at)
        return (Jours(semaine=week[0]), week[1]) if week is not None else None

    def _out_of(self, at: int) -> Found:
        """Read « 1 jour sur 2 », « 5j/7 », « 3 semaines sur 4 »."""
        active, unit = self.whole(at), self.time(at + 1, lengths=True)
        if active is None or unit is None or self.kind(at + 2) not in (Kind.SUR, "/"):
            return None
        total = self.whole(at + 3)
        if total is None or unit not in (Unite.JOUR, Unite.SEMAINE) or not 0 < active < total:
            return None
        after = at + 4
        if self.time(after) is unit:
            after += 1
        days = 7 if unit is Unite.SEMAINE else 1
        return Jours(actifs=active * days, sur=total * days), after

    def _week(self, at: int) -> tuple[tuple[str, ...], int] | None:
        """Read days of the week, in the order of the week; two-letter days only in company (« lu me ve »)."""
        after = self.skip(at, Kind.TOUTES, Kind.CHAQUE, Kind.LE, Kind.DE)
        if self.kind(after) == Kind.LE:
            after += 1
        if self.kind(after) != Kind.JOUR:
            return None
        first = after
        found = [str(self.lexemes[after].value)]
        after += 1
        if self.kind(at) == Kind.DE and self.kind(after) == Kind.AU and self.kind(after + 1) == Kind.JOUR:
            start, end = _WEEK.index(found[0]), _WEEK.index(str(self.lexemes[after + 1].value))
            return (_WEEK[start : end + 1], after + 2) if start < end else None
        while True:
            link = self.skip(after, ",", "-", "/", "+")
            link = self.skip(link, Kind.ET)
            link = self.skip(link, Kind.LE)
            if self.kind(link) != Kind.JOUR:
                break
            found.append(str(self.lexemes[link].value))
            after = link + 1
        if len(found) == 1 and len(self.text(first).rstrip("s")) <= 2:
            return None
        return tuple(day for day in _WEEK if day in found), after

    def _cycle(self, at: int) -> Found:
        """Read « J1 », « J1, J8 et J15 », « J1 à J14 »."""
        found: list[int] = []
        after = at
        while self.text(after) in ("j", "jour") and self.kind(after) == Kind.TEMPS:
            day = self.whole(after + 1)
            if day is None or not self.lexemes[after + 1].glued:
                break
            if found and self.kind(after - 1) in (Kind.A, Kind.AU, "-") and found[-1] < day <= found[-1] + 60:
                found.extend(range(found[-1] + 1, day))
            found.append(day)
            after += 2
            link = self.skip(after, ",", "-", Kind.ET, Kind.A, Kind.AU)
            if self.text(link) != "j":
                if self.kind(after) == "/":
                    return None  # « J4/7 » counts days of a course
                break
            after = link
        while after > at and self.kind(after - 1) in (",", "-", Kind.ET, Kind.A, Kind.AU):
            after -= 1
        return (Jours(cycle=tuple(sorted(set(found)))), after) if found else None

    def _of_month(self, at: int) -> Found:
        """Read « le 1er du mois », « le 1 et le 15 du mois »."""
        found: list[int] = []
        after = at
        while self.kind(after) == Kind.LE and (day := self.whole(after + 1)) is not None and 1 <= day <= 31:
            found.append(day)
            after += 2
            if self.text(after) in ("er", "ere"):
                after += 1
            if self.kind(after) in (",", Kind.ET) and self.kind(after + 1) == Kind.LE:
                after += 1
        return (Jours(du_mois=tuple(sorted(set(found)))), after + 1) if self.kind(after) == Kind.DU_MOIS else None

    def meal(self, at: int) -> Found:
        """Read a relation to meals: « à jeun », « avant les repas », « 30 min avant le repas », « à chaque repas »."""
        if self.kind(at) == Kind.JEUN:
            return "à jeun", at + 1
        lead, after = "", at
        if self.kind(at) == Kind.NOMBRE and self.time(at + 1) in (Unite.MINUTE, Unite.HEURE):
            unit = self.time(at + 1)
            if self.kind(at + 2) != Kind.PLACE_REPAS:
                return None
            many = "s" if (self.number(at) or 0) > 1 else ""
            lead, after = f"{self.text(at)} {unit}{many} ", at + 2
        kind = self.kind(after)
        if kind in (Kind.PLACE_REPAS, Kind.PENDANT):
            place = "pendant" if kind == Kind.PENDANT else str(self.lexemes[after].value)
            article = "le" if self.text(after).endswith(" du") else "les"
            after += 1
            if self.kind(after) in (Kind.LE, Kind.CHAQUE, Kind.DE):
                article = {"le": "le", "l": "le", "du": "le", "chaque": "chaque", "chq": "chaque"}.get(
                    self.text(after), article
                )
                after += 1
            number = self.whole(after)
            if number is not None and self.kind(after + 1) == Kind.REPAS:
                return f"{lead}{_at_meal(place, f'{number} repas', 'les')}", after + 2
            if self.kind(after) == Kind.REPAS:
                return f"{lead}{_at_meal(place, 'repas', article)}", after + 1
            if lead and self.kind(after) == Kind.MOMENT_REPAS:
                return f"{lead}{_at_meal(place, str(self.lexemes[after].value), 'le')}", after + 1
            return None
        if lead or kind not in (Kind.A, Kind.AU):
            return None
        after = self.skip(after + 1, Kind.CHAQUE, Kind.LE)
        number = self.whole(after)
        if number is not None and self.kind(after + 1) == Kind.REPAS:
            return f"aux {number} repas", after + 2
        if self.kind(after) == Kind.REPAS:
            return "à chaque repas" if self.kind(after - 1) == Kind.CHAQUE else "aux repas", after + 1
        return None

    # --- durations ---------------------------------------------------------------------------------------------

    def duration(self, at: int) -> Found:
        """Read how long: a length, an end, an event, « au long cours », one dose, a quantity to dispense."""
        kind = self.kind(at)
        if kind == Kind.LONG_COURS:
            return DureeLue(long_cours=True), at + 1
        if kind == Kind.UNIQUE:
            return DureeLue(unique=True), at + 1
        if kind == Kind.QSP:
            return self._dispensed(at + 1)
        if kind == Kind.JUSQUE:
            return self._until(at)
        if kind == Kind.RENOUVELER:
            count = self.whole(at + 1)
            if count is None:
                return None
            after = self.skip(at + 2, Kind.FOIS, Kind.X)
            # « à renouveler 15 à 30 min plus tard », « 1 fois après 5 min »: the take, not the prescription
            closed = after >= self.count or self.kind(after) in (",", ";", ")", ".", "(")
            return (DureeLue(renouvellements=count), after) if closed else None
        if kind in (Kind.DEBUT, Kind.DE):
            return self._from(at)
        if self.whole(at) and self.kind(at + 1) == Kind.BOITE:
            return DureeLue(quantite=Dose(self.number(at) or Fraction(0), None, "boîte")), at + 2
        return self._length(at)

    def _length(self, at: int) -> Found:
        """Read « pendant 5 j », « x 7 jours », « 5 à 7 jours au total », « encore 3 jours »."""
        after, count, said = at, None, False
        while True:
            kind = self.kind(after)
            if kind in (Kind.PENDANT, Kind.POUR, Kind.SUR, Kind.X):
                said = True
            elif kind == Kind.ENCORE:
                count = Compte.RESTANT
            elif kind == Kind.AU_TOTAL:
                count = Compte.TOTAL
            elif not (kind in (":", Kind.DE, "=") and after > at):
                break
            after += 1
        numbers = self.span(after)
        if numbers is None:
            return None
        value, upper, after = numbers
        unit = self.time(after, lengths=not said)
        # « 48 h » is a length only after « pendant »
        if unit is None or unit is Unite.MINUTE or (unit is Unite.HEURE and self.kind(at) != Kind.PENDANT):
            return None
        if not value or (self.kind(after + 1) in ("/", Kind.SUR) and self.kind(after + 2) == Kind.NOMBRE):
            return None
        after += 1
        glued_day = self.kind(after) == Kind.NOMBRE and self.lexemes[after].glued
        if self.kind(after) == Kind.PLACE_REPAS or glued_day:
            return None  # « 30 min avant le repas », « x3 J1 »
        if count is None and self.kind(after) in (Kind.ENCORE, Kind.AU_TOTAL):
            count = Compte.RESTANT if self.kind(after) == Kind.ENCORE else Compte.TOTAL
            after += 1
        return DureeLue(nombre=value, nombre_max=upper, unite=unit, compte=count), after

    def _dispensed(self, at: int) -> Found:
        """Read « QSP 1 mois », « QSP 30 cp », « QSP 2 boîtes »."""
        at = self.skip(at, ":")
        length = self._length(at)
        if length is not None:
            return length
        if self.whole(at) and self.kind(at + 1) == Kind.BOITE:
            return DureeLue(quantite=Dose(self.number(at) or Fraction(0), None, "boîte")), at + 2
        dose = self.dose(at)
        return (DureeLue(quantite=dose[0]), dose[1]) if dose is not None and isinstance(dose[0], Dose) else None

    def _until(self, at: int) -> Found:
        """Read « jusqu'au 21/01 », « jusqu'à J10 », « jusqu'à cicatrisation »; « jusqu'à 4/j » is a maximum."""
        after = self.skip(at + 1, Kind.A, Kind.AU)
        after = self.skip(after, Kind.LE)
        if self.kind(after) == Kind.JOUR:
            after += 1
        date = self.date(after)
        if date is not None:
            end, last = date
            last = last + 1 if self.text(last) in ("inclus", "compris", "inclu") else last
            return DureeLue(fin=end), last
        last = self.words(self.skip(at + 1, Kind.A, Kind.AU, Kind.EN), dates=True)
        if last is None:
            return None
        return DureeLue(evenement=self.raw(at, last)), last

    def _from(self, at: int) -> Found:
        """Read « du 12/3 au 19/3 », « à partir du 12/3 »."""
        after = self.skip(at + 1, Kind.LE, Kind.DE)
        start = self.date(after)
        if start is None:
            return None
        begin, after = start
        link = self.skip(after, ",")
        if self.kind(link) in (Kind.AU, Kind.JUSQUE):
            link = self.skip(link + 1, Kind.LE, Kind.AU)
            end = self.date(link)
            if end is not None:
                last = end[1] + 1 if self.text(end[1]) in ("inclus", "compris", "inclu") else end[1]
                return DureeLue(debut=begin, fin=end[0]), last
        return (DureeLue(debut=begin), after) if self.kind(at) == Kind.DEBUT else None

    def date(self, at: int) -> tuple[FinLue, int] | None:
        """Read a date: « 21/01 », « 21/01/2026 », « 21 janvier », « 1er mars 2026 »."""
        if at >= self.count or not self.lexemes[at].text[:1].isdigit():
            return None
        match = _DATE.match(self.line, self.lexemes[at].start)
        if match is not None:
            day, month = int(match[1]), int(match[2])
            year = int(match[3]) if match[3] else None
            if year is not None and year < 100:
                year += 2000
            after = at
            while after < self.count and self.lexemes[after].start < match.end():
                after += 1
            exact = self.lexemes[after - 1].end == match.end()
            # a hyphen or a full stop makes a date only with its year: « 1-2 » is a range
            if exact and 1 <= day <= 31 and 1 <= month <= 12 and (year is not None or "/" in match[0]):
                return FinLue(day, month, year), after
            return None
        number = self.whole(at)
        after = at + 2 if self.text(at + 1) in ("er", "ere") else at + 1
        september = self.text(after) == "sept"  # « sept » is also a number
        if number is None or not 1 <= number <= 31 or not (self.kind(after) == Kind.MOIS_NOMME or september):
            return None
        named = 9 if september else self.lexemes[after].value
        assert isinstance(named, int)  # noqa: S101 - the number of a month, for the type checker
        year = self.whole_year(after + 1)
        return FinLue(number, named, year), after + (2 if year is not None else 1)

    def whole_year(self, at: int) -> int | None:
        """Give the year that stands at a place, from 2000 to 2099."""
        value = self.number(at)
        return int(value) if value is not None and value.denominator == 1 and 2000 <= value <= 2099 else None

    # --- conditions and free words -----------------------------------------------------------------------------

    def words(self, at: int, *, dates: bool = False) -> int | None:
        """Give the place after the words of a condition or an event, None when there are none.

        A number belongs to them only after a comparison (« T > 38,5 °C »), or in a date or a range when allowed.
        """
        after = at
        while after < self.count:
            kind = self.kinds[after]
            if kind in _ENDS and not (dates and kind in (Kind.POUR, Kind.MOMENT)):
                break
            if kind == "." and not (after + 1 < self.count and self.lexemes[after + 1].glued):
                break
            if kind == Kind.NOMBRE:
                before = self.kind(after - 1)
                since = self.text(after - 1) in ("depuis", "plus", "moins") or before == Kind.MOIS_NOMME
                allowed = before in _COMPARED or since or (
                    dates and before in (Kind.DE, Kind.LE, Kind.ENTRE, Kind.A, "/") or (before == Kind.ET and dates)
                )
                if self.kind(after) == Kind.NOMBRE and not self.text(after)[:1].isdigit():
                    allowed = allowed or dates
                named = before == Kind.MOT or self.text(after - 1) == "j"  # « J10 »
                if not allowed and not (after > at and self.lexemes[after].glued and named):
                    break
                date = self.date(after) if dates else None
                after = date[1] if date is not None else self._measured(after)
                continue
            after += 1
        while after > at and self.kinds[after - 1] in (Kind.ET, "-", Kind.LIAISON, Kind.OU, ".", Kind.DE, Kind.LE, "+"):
            after -= 1
        has_word = any(self.kinds[one] not in ("-", "/", "'", ".") for one in range(at, after))
        return after if has_word and after > at else None

    def _measured(self, at: int) -> int:
        """Give the place after a compared number and its unit: « 38,5 °C », « 2 g/L », « 160 mmHg »."""
        after = at + 1
        while self.kind(after) in ("°", "%", Kind.MESURE, "/") or self.text(after) in ("c", "mmhg", "mmol", "bpm", "l", "dl"):
            after += 1
        return after

    def condition(self, at: int) -> Found:
        """Read « si besoin », « si douleur », « en cas de fièvre > 38,5 °C », « sauf si … »."""
        if self.kind(at) == Kind.SI_BESOIN:
            return Condition(si_besoin=True), at + 1
        start = at + 1 if self.kind(at) == Kind.SAUF and self.kind(at + 1) == Kind.SI else at
        if self.kind(start) != Kind.SI:
            return None
        after = self.words(start + 1)
        return (Condition(texte=self.raw(at, after)), after) if after is not None else None

    def maximum(self, at: int) -> Found:
        """Read « max 4/j », « sans dépasser 3 g par jour », « 4 cp par jour au maximum », « jusqu'à 3 fois par jour »."""
        if self.kind(at) in (Kind.MAXIMUM, Kind.JUSQUE):
            after = at + 1
            while self.kind(after) in (":", Kind.DE, Kind.A, Kind.AU, Kind.LE, Kind.X):
                after += 1
            return self.limit(after)
        if self.kind(at) not in (Kind.NOMBRE, Kind.X):
            return None
        found = self.limit(self.skip(at, Kind.X))
        if found is None:
            return None
        if any(self.kind(one) == Kind.MAXIMUM for one in range(at, found[1])):
            return found
        after = self.skip(found[1], "(", ",")
        if self.kind(after) != Kind.MAXIMUM or self.number(after + 1) is not None:
            return None
        after += 1
        return found[0], self.skip(after, ")") if self.kind(found[1]) == "(" else after

    def limit(self, at: int) -> Found:
        """Read « 4 /j », « 4 g par jour », « 3 fois par jour », « 2 par prise »."""
        numbers = self.span(at)
        if numbers is None:
            return None
        value, upper, after = numbers
        unit: str | None = None
        if self.kind(after) == Kind.MAXIMUM and self.kind(after + 1) in ("/", Kind.PAR):
            period = self.per(after + 1)  # « 4 max par jour »
            return (Maximum(Dose(value, upper), period[0].value, period[1]), period[2]) if period else None
        dose = self.dose(at)
        if dose is not None and isinstance(dose[0], Dose):
            value, upper, unit, after = dose[0].valeur, dose[0].maximum, dose[0].unite, dose[1]
            if self.kind(after - 1) == Kind.PRISE:
                return Maximum(dose[0], "prise"), after
        elif self.kind(after) in (Kind.FOIS, Kind.X):
            unit, after = "fois", after + 1
        elif self.kind(after) == Kind.PRISE:
            unit, after = "fois", after + 1
        if self.kind(after) in ("/", Kind.PAR) and self.kind(after + 1) == Kind.PRISE:
            return Maximum(Dose(value, upper, unit), "prise"), after + 2
        if self.kind(after) == Kind.LIAISON and self.text(after) in ("par prise", "a chaque prise"):
            return Maximum(Dose(value, upper, unit), "prise"), after + 1
        if self.kind(after) == Kind.FREQUENCE and self.text(after).startswith("quotidien"):
            return Maximum(Dose(value, upper, unit), "jour"), after + 1
        period = self.per(after)
        if period is None:
            return None
        return Maximum(Dose(value, upper, unit), period[0].value, period[1]), period[2]

    def interval(self, at: int) -> Found:
        """Read « espacées de 6 h », « intervalle de 4 h », « 6 h entre deux prises », « toutes les 6 h minimum »."""
        kind = self.kind(at)
        if kind in (Kind.ESPACER, Kind.INTERVALLE):
            after = at + 1
            while self.kind(after) in (Kind.DE, Kind.MINIMUM, ":", Kind.INTERVALLE, Kind.LIAISON) or (
                self.text(after) == "min" and self.number(after + 1) is not None
            ):
                after += 1
            gap = self._gap(after)
            return (gap[0], self.skip(gap[1], Kind.MINIMUM)) if gap is not None else None
        if kind == Kind.TOUTES:
            gap = self._gap(at + 1)
            return (gap[0], gap[1] + 1) if gap is not None and self.kind(gap[1]) == Kind.MINIMUM else None
        shortened = self.text(at) == "min" and self.number(at + 1) is not None
        after = at + 1 if kind == Kind.MINIMUM or shortened else at
        if self.text(after) == "avec":
            after += 1
        gap = self._gap(after)
        if gap is None:
            return None
        if gap[1] > after + 2:
            return gap
        last = self.skip(gap[1], Kind.MINIMUM)
        closed = self._between(last)
        if closed != last:
            return gap[0], closed
        return (gap[0], last + 1) if self.kind(last) == Kind.INTERVALLE else None

    def _gap(self, at: int) -> Found:
        """Read the length between two takes, and the « entre deux prises » that may follow."""
        number, unit = self.number(at), self.time(at + 1)
        if number is None or unit is None or not number:
            return None
        return Ecart(number, unit), self._between(at + 2)

    def _between(self, at: int) -> int:
        """Give the place after « entre deux prises », « entre chaque prise », or the same place."""
        if self.kind(at) == Kind.ENTRE:
            after = self.skip(at + 1, Kind.NOMBRE, Kind.LE, Kind.CHAQUE)
            if self.kind(after) in (Kind.PRISE, Kind.UNITE):
                return after + 1
        return at

    # --- route, place, way -------------------------------------------------------------------------------------

    def route(self, at: int) -> Found:
        """Read a route: « per os », « SC », « en sous-cutané »."""
        after = self.skip(at, Kind.EN, Kind.PAR)
        if self.kind(after) == Kind.VOIE:
            return str(self.lexemes[after].value), after + 1
        return None

    def place(self, at: int) -> Found:
        """Read where: « dans chaque narine », « œil droit », « sur les lésions », « par narine »."""
        after = self.skip(at, Kind.DANS, Kind.SUR, Kind.PAR, "/", Kind.A, Kind.AU)
        led = after > at or self.kind(at) == Kind.CHAQUE
        while self.kind(after) in (Kind.LE, Kind.CHAQUE, Kind.NOMBRE) and after < at + 4:
            after += 1
        if self.kind(after) != Kind.SITE or (self.kind(at) == Kind.NOMBRE and not led):
            return None
        side = after + 1
        while self.kind(side) in (Kind.COTE, Kind.ET) and self.kind(side - 1) != self.kind(side):
            side += 1
        while self.kind(side - 1) == Kind.ET:
            side -= 1
        if led and side == after + 1 and self.kind(side) == Kind.MOT and len(self.text(side)) > 3:
            side += 1  # « les zones sèches »
        known = str(self.lexemes[after].value).startswith("=") or self.text(after) == "oeil"
        if not led and not known and side == after + 1:
            return None  # « rincer la bouche »
        if self.text(side) in ("d", "g") and self.text(after) in ("oeil", "oreille", "narine", "genou", "bras"):
            side += 1
        return self.raw(at, side), side

    def way(self, at: int) -> Found:
        """Read how it is given: « en perfusion de 30 min », « sur 1 h », « 24h/24 », « dans un verre d'eau »."""
        kind = self.kind(at)
        if kind == Kind.ADMINISTRATION:
            return self.raw(at, at + 1), at + 1
        if kind == Kind.PERFUSION or (kind == Kind.UNITE and self.lexemes[at].value == "perfusion"):
            after = self.skip(at + 1, Kind.DE, Kind.SUR, Kind.EN, Kind.PENDANT)
            if self.number(after) is not None and self.time(after + 1) in (Unite.MINUTE, Unite.HEURE):
                return self.raw(at, after + 2), after + 2
            return (self.raw(at, at + 1), at + 1) if kind == Kind.PERFUSION else None
        if kind in (Kind.EN, Kind.SUR) and self.number(at + 1) is not None:
            if self.time(at + 2) in (Unite.MINUTE, Unite.HEURE):
                return self.raw(at, at + 3), at + 3
            return None
        if kind == Kind.NOMBRE and self.time(at + 1) is Unite.HEURE and self.kind(at + 2) in ("/", Kind.SUR, Kind.PAR):
            period = self.per(at + 2)
            if period is not None and period[0] is Unite.JOUR:
                return self.raw(at, period[2]), period[2]
            if self.whole(at + 3) == 24:
                return self.raw(at, at + 4), at + 4
        return None

    def adaptation(self, at: int) -> Found:
        """Read what the dose follows: « selon INR », « en fonction de la glycémie »."""
        if self.kind(at) != Kind.SELON:
            return None
        after = self.words(at + 1)
        return (self.raw(at, after), after) if after is not None else None

    def target(self, at: int) -> Found:
        """Read a target or what is watched: « INR cible 2-3 », « objectif SpO2 88-92 % », to the end of the clause."""
        if self.kind(at) != Kind.CIBLE:
            return None
        after = at + 1
        while after < self.count and self.kinds[after] not in (",", ";", "(", ")", "|", "—", Kind.PUIS):
            if self.kinds[after] == "." and not (after + 1 < self.count and self.lexemes[after + 1].glued):
                break
            after += 1
        return self.raw(at, after), after

    def indication(self, at: int) -> Found:
        """Read why: « pour HTA », « pour les douleurs »."""
        if self.kind(at) != Kind.POUR:
            return None
        after = self.words(at + 1)
        return (self.raw(at + 1, after), after) if after is not None else None


def _at_meal(place: str, meal: str, article: str) -> str:
    """Give « avant les repas », « en début de repas », « en dehors des repas »."""
    return f"{place} {meal}" if place.endswith((" de", " des")) else f"{place} {article} {meal}"


def alike(values: list[Fraction]) -> bool:
    """Tell whether bare numbers can be doses of one drug: all small, or all of one order of magnitude."""
    given = [value for value in values if value]
    return bool(given) and (max(given) <= 4 or max(given) <= 4 * min(given))


Recogniser = tuple[What, Callable[[Reader, int], Found]]
