"""Route, place and way of administration; `Reader` has all the recognisers of the grammar."""

from lls_drafter.medication.elements import Found
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.limits import LimitReader
from lls_drafter.medication.model import Unite

_DESCRIBES = (
    "oire", "oires", "ique", "iques", "al", "ale", "ales", "ee", "ees", "eux", "euse", "euses", "ante", "antes",
    "seche", "seches", "atteint", "atteinte", "atteintes", "opere", "operes", "infecte", "infectes", "affecte",
    "affectes", "irrite", "irrites", "rouge", "rouges", "malade", "malades", "inflammatoires",
)  # fmt: skip
"""Ends of the adjectives that are written after a place of the body, folded."""


class Reader(LimitReader):
    """All the recognisers over the lexemes of one line."""

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
        if led and side == after + 1 and self.kind(side) == Kind.MOT and self.text(side).endswith(_DESCRIBES):
            side += 1  # « les zones sèches », but not « sur la plaie, kiné … » without its comma
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
        if kind == Kind.PERFUSION:
            after = self.skip(at + 1, Kind.DE, Kind.SUR, Kind.EN, Kind.PENDANT)
            if self.number(after) is not None and self.time(after + 1) in (Unite.MINUTE, Unite.HEURE):
                return self.raw(at, after + 2), after + 2
            return self.raw(at, at + 1), at + 1
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
