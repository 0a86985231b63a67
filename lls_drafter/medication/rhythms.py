"""Rhythms and moments: « 3 fois par jour », « toutes les 8 h », « le matin », « à 8h et 20h »."""

from fractions import Fraction

from lls_drafter.medication.doses import DoseReader
from lls_drafter.medication.elements import Found
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.model import Frequence, Rythme, Unite


class RhythmReader(DoseReader):
    """Recognisers of rhythms and moments."""

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
            value = self.lexemes[at].value
            return (value, at + 1) if isinstance(value, Frequence) else None
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
            following = self._hour(link)
            if following is None or self.kind(following[1]) in (Kind.PLACE_REPAS, Kind.SUR, "/"):
                break  # « à 8h, 1 h avant le repas », « 24h sur 24 »
            after = link
        if not found or (len(found) == 1 and not led):
            return None
        return tuple(dict.fromkeys(found)), after


def _at_meal(place: str, meal: str, article: str) -> str:
    """Give « avant les repas », « en début de repas », « en dehors des repas »."""
    return f"{place} {meal}" if place.endswith((" de", " des")) else f"{place} {article} {meal}"
