"""The lexemes of one line looked at from any place: kinds, words, numbers, units of time, an hour."""

from fractions import Fraction

from lls_drafter.medication.lexemes import Lexeme
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.model import Role, Unite

_LENGTHS = frozenset({Unite.JOUR, Unite.SEMAINE, Unite.MOIS, Unite.AN})


class LexemeReader:
    """The lexemes of one line, by their place."""

    def __init__(self, line: str, lexemes: list[Lexeme]) -> None:
        """Look at a line cut into lexemes."""
        self.line = line
        self.lexemes = lexemes
        self.count = len(lexemes)
        self.strengthless = False  # the drug has no strength yet
        self.lone: Role | None = None  # what a number alone after the name is, when somebody knows
        self.floor = 0  # where the posology begins: a number before it is of the drug
        self.kinds: list[str] = [lexeme.kind for lexeme in lexemes] + [""] * 4

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
