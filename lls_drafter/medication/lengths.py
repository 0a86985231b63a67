"""Durations, dates and free words: « pendant 5 jours », « jusqu'au 21/01 », « jusqu'à cicatrisation »."""

import re
from fractions import Fraction

from lls_drafter.medication.calendar_days import DayReader
from lls_drafter.medication.elements import Found
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.model import Compte, Dose, DureeLue, FinLue, Unite

_ENDS = frozenset(
    {
        ",", ";", "(", ")", "|", ":", "—", Kind.MAXIMUM, Kind.PUIS, Kind.ARRET, Kind.JUSQUE, Kind.PENDANT, Kind.QSP,
        Kind.LONG_COURS, Kind.TOUTES, Kind.X, Kind.FREQUENCE, Kind.RENOUVELER, Kind.ESPACER, Kind.SI, Kind.SI_BESOIN,
        Kind.MOMENT, Kind.UNIQUE, Kind.SELON, Kind.DEBUT, Kind.ENCORE, Kind.POUR, Kind.INTERVALLE, Kind.VOIE,
    }
)  # fmt: skip

_ORDERS = frozenset({
    "arreter", "stopper", "suspendre", "suspendu", "interrompre", "prevenir", "voir", "revoir", "reprendre", "prendre",
    "refaire", "faire", "mettre", "reduire", "majorer", "diminuer", "augmenter", "baisser", "doubler", "puis", "alors",
    "jusqu", "recourir", "revenir", "joindre",
})  # fmt: skip
_NAMES_IN_ER = frozenset({
    "cancer", "hiver", "ulcer", "alzheimer", "schober", "etranger", "danger", "premier", "dernier",
    "leger", "cher", "amer", "regulier", "singulier", "particulier", "escalier",
})  # fmt: skip
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")

_COMPARED = frozenset({Kind.COMPARAISON, "<", ">", "="})


class LengthReader(DayReader):
    """Recognisers of durations and free words."""

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
        if self.per(after) is not None:
            return None  # « 20 jours par mois »
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
        stop = self.words(self.skip(at + 1, Kind.A, Kind.AU, Kind.EN), dates=True)
        return (DureeLue(evenement=self.raw(at, stop)), stop) if stop is not None else None

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
            exact = exact and self.kind(after) not in (Kind.UNITE, Kind.MESURE)  # « jusqu'à 1/2 cp »
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
        if not isinstance(named, int):
            return None
        given = self.whole_year(after + 1)
        return FinLue(number, named, given), after + (2 if given is not None else 1)

    def whole_year(self, at: int) -> int | None:
        """Give the year that stands at a place, from 2000 to 2099."""
        value = self.number(at)
        return int(value) if value is not None and value.denominator == 1 and 2000 <= value <= 2099 else None

    def words(self, at: int, *, dates: bool = False) -> int | None:
        """Give the place after the words of a condition or an event, None when there are none.

        A number belongs to them only after a comparison (« T > 38,5 °C »), or in a date or a range when allowed.
        """
        after = at
        while after < self.count:
            kind = self.kinds[after]
            relay = kind == Kind.PUIS and after == at and self.text(after).startswith("relais")  # « jusqu'au relais »
            if kind in _ENDS and not (dates and (kind in (Kind.POUR, Kind.MOMENT) or relay)):
                break
            if kind == "." and not (after + 1 < self.count and self.lexemes[after + 1].glued):
                break
            if kind == "-" and not self.lexemes[after].glued and not self.lexemes[min(after + 1, self.count - 1)].glued:
                break
            if dates and after > at and self.orders(after):
                break
            if kind == Kind.NOMBRE:
                before = self.kind(after - 1)
                since = self.text(after - 1) in ("depuis", "plus", "moins") or before == Kind.MOIS_NOMME
                in_date = dates and before in (Kind.DE, Kind.LE, Kind.ENTRE, Kind.A, Kind.ET, "/")
                allowed = before in _COMPARED or since or in_date
                if self.kind(after) == Kind.NOMBRE and not self.text(after)[:1].isdigit():
                    allowed = allowed or dates
                named = before == Kind.MOT or self.text(after - 1) == "j"  # « J10 »
                if not allowed and not (after > at and self.lexemes[after].glued and named):
                    break
                date = self.date(after) if dates else None
                after = date[1] if date is not None else self._measured(after)
                continue
            after += 1
        while after > at and self.kinds[after - 1] in (
            Kind.ET,
            "-",
            Kind.LIAISON,
            Kind.OU,
            ".",
            Kind.DE,
            Kind.LE,
            "+",
            Kind.DANS,
        ):
            after -= 1
        has_word = any(self.kinds[one] not in ("-", "/", "'", ".") for one in range(at, after))
        return after if has_word and after > at else None

    def orders(self, at: int) -> bool:
        """Tell whether a word orders something else than a take: « si doute appeler », « si TA basse ne pas prendre ».

        An infinitive after a preposition belongs to the condition: « si difficulté à uriner ».
        """
        text, before = self.text(at), self.text(at - 1)
        if text == "ne" or text.partition(" ")[0] in _ORDERS:
            return True
        if not (self.kind(at) == Kind.MOT and text.endswith("er") and len(text) > 4) or text in _NAMES_IN_ER:
            return False
        return not (self.kind(at - 1) in (Kind.DE, Kind.A, Kind.POUR, "'") or before in ("sans", "ne", "pas"))

    def _measured(self, at: int) -> int:
        """Give the place after a compared number and its unit: « 38,5 °C », « 2 g/L », « 160 mmHg »."""
        after = at + 1
        while self.kind(after) in ("°", "%", Kind.MESURE, "/") or self.text(after) in (
            "c",
            "mmhg",
            "mmol",
            "bpm",
            "l",
            "dl",
        ):
            after += 1
        return after
