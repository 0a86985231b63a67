"""Conditions and limits: « si douleur », « maximum 4 par jour », « espacées de 6 h », « selon INR »."""

from lls_drafter.medication.elements import Found
from lls_drafter.medication.lengths import LengthReader
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.model import Condition, Dose, Ecart, Maximum

_ENDINGS = frozenset({"max", "maximum", "maxi", "au maximum", "au max", "au plus", "maximal", "maximale", "max absolu"})
"""Words of a maximum that can stand after it; « ne pas dépasser la dose » limits nothing that is said."""


class LimitReader(LengthReader):
    """Recognisers of conditions, limits and comments."""

    def condition(self, at: int) -> Found:
        """Read « si besoin », « si douleur », « en cas de fièvre > 38,5 °C », « sauf si … »."""
        if self.kind(at) == Kind.SI_BESOIN:
            return Condition(si_besoin=True), at + 1
        start = at + 1 if self.kind(at) == Kind.SAUF and self.kind(at + 1) == Kind.SI else at
        if self.kind(start) != Kind.SI:
            return None
        after = self.words(start + 1)
        if after is None or any(self.orders(one) for one in range(start + 1, after)):
            return None
        return Condition(texte=self.raw(at, after)), after

    def maximum(self, at: int) -> Found:
        """Read « max 4/j », « sans dépasser 3 g par jour », « 4 cp par jour maximum », « jusqu'à 3 fois par jour »."""
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
        if not self._ends(after) or self.number(after + 1) is not None:
            return None
        after += 1
        return found[0], self.skip(after, ")") if self.kind(found[1]) == "(" else after

    def _ends(self, at: int) -> bool:
        """Tell whether a word of a maximum stands here that can follow its amount."""
        return self.kind(at) == Kind.MAXIMUM and self.text(at) in _ENDINGS

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
        elif self.kind(after) in (Kind.FOIS, Kind.X, Kind.PRISE):
            unit, after = "fois", after + 1
        if self._ends(after):
            after += 1  # « 3 comprimés au maximum par jour »
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
