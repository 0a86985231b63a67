"""Days and meals: « lundi et jeudi », « 1 jour sur 2 », « J1 J8 », « avant les repas »."""

from lls_drafter.medication.elements import Found
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.model import Jours, Unite
from lls_drafter.medication.rhythms import RhythmReader, _at_meal

_WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


class DayReader(RhythmReader):
    """Recognisers of days and meals."""

    def days(self, at: int) -> Found:
        """Read on which days: « lundi et jeudi », « 1 jour sur 2 », « 5j/7 », « jours pairs », « J1 J8 »."""
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
            if self.kind(at + 2) != Kind.PLACE_REPAS or self.lexemes[at + 2].value not in ("avant", "après"):
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
