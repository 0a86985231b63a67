"""The head of a line: the drug as written, its name in brackets, its strength and form.

A name is the words that come first and are no word of a posology; a base tells later what it is. A quantity right
after the name is a strength; « 1 g x3/j » says it for the dose too, « 12 UI le soir » is a dose.
A number without unit is one of the two, never both.
"""

from dataclasses import dataclass
from fractions import Fraction

from lls_drafter.medication.doses import alike
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.model import Dose, Nom, Role
from lls_drafter.medication.ways import Reader

_HELD = "en "  # « poudre en sachet »: the words between two forms
_LONGEST = 6  # words: more is prose
_STRENGTHS = frozenset({"mg", "g", "microgramme", "ng", "%", "MUI", "MU", "mmol", "mEq", "kUI", "GBq", "MBq"})
_AMBIGUOUS = frozenset({"UI", "unité", "mL", "L", "cL"})
"""Units of a dose as well as of a strength: they are a strength only when a dose follows."""
_NAME_STARTS = frozenset({
    Kind.MOT, Kind.JOUR, Kind.VOIE, Kind.SITE, Kind.MOIS_NOMME, Kind.MESURE, Kind.COTE, Kind.RENOUVELER,
})  # fmt: skip
_PROSE = frozenset({
    "patient", "patiente", "madame", "monsieur", "mme", "mr", "il", "elle", "je", "nous", "on", "est", "etait",
    "avait", "ont", "sont", "cette", "ce", "votre", "notre", "son", "sa", "ses", "qui", "que", "dont", "avec", "the",
    "is", "was", "and", "of", "to", "with", "take", "please", "you", "he", "she", "this", "bonjour", "merci", "cher",
    "allergie", "allergies", "evolution", "tension", "pouls", "temperature", "poids", "taille", "imc", "rendez", "rdv",
    "consultation", "suivi", "regime", "kinesitherapie", "kine", "ablation", "examen", "resultat", "resultats",
    "conclusion", "diagnostic", "histoire", "tabac", "alcool", "profession", "docteur", "lettre", "page", "date",
    "bilan", "hospitalise", "hospitalisee", "antecedents", "motif", "ordonnance", "traitement", "traitements",
})  # fmt: skip


@dataclass(slots=True)
class Head:
    """The drug read at the beginning of a line.

    Attributes:
        parts: (role, first lexeme, after the last).
        after: where the posology begins.
        quantity: the strength as a dose, when the line may mean both.
    """

    nom: Nom | None
    parts: list[tuple[Role, int, int]]
    after: int
    quantity: Dose | None = None


def read_head(reader: Reader, at: int) -> Head:
    """Read the drug that begins at a place; without a name, nothing is taken."""
    parts: list[tuple[Role, int, int]] = []
    forms: list[str] = []
    start = at
    while reader.kind(start) in (Kind.UNITE, Kind.FORME) and reader.kind(start + 1) in (Kind.MOT, Kind.DE, Kind.FORME):
        forms.append(form_of(reader, start))
        following = reader.skip(start + 1, Kind.DE)
        following = reader.skip(following, "'") if following > start + 1 else following
        parts.append((Role.FORME, start, following))
        start = following
    after = _name(reader, start)
    if after is None:
        return Head(None, [], at)
    if _bears_number(reader, after):
        after += 1
    label = reader.raw(start, after).replace("®", "")
    parts.append((Role.MEDICAMENT, start, after))
    other: str | None = None
    closed = _in_brackets(reader, after)
    if closed is not None:
        last = closed - 1 if reader.kind(closed - 1) == ")" else closed
        other = reader.raw(after + 1, last).replace("®", "")
        parts.append((Role.MARQUE, after, closed))
        after = closed
    head = _Tail(reader, parts, forms, other)
    after = head.read(after)
    nom = Nom(label, head.other, head.strength, " ".join(dict.fromkeys(forms)).removeprefix(_HELD) or None)
    return Head(nom, parts, after, head.quantity)


def _bears_number(reader: Reader, at: int) -> bool:
    """Tell whether the number after a name is a part of it: « macrogol 4000 10 g »."""
    if not (reader.kind(at) == reader.kind(at + 1) == Kind.NOMBRE and reader.kind(at + 2) == Kind.MESURE):
        return False
    return str(reader.lexemes[at + 2].value) in _STRENGTHS and reader.per(at + 3) is None


def _name(reader: Reader, at: int) -> int | None:
    """Give the place after the words of a name, None when there is no name here."""
    first = reader.kind(at)
    if first == Kind.NOMBRE and reader.kind(at + 1) == "-" and reader.kind(at + 2) == Kind.MOT:
        # « 5-FU », « Un-Alfa »
        glued = reader.lexemes[at + 1].glued and reader.lexemes[at + 2].glued
        return _name(reader, at + 2) if glued else None
    if first not in _NAME_STARTS or (first != Kind.MOT and not _joined(reader, at)):
        # « Di-Hydan », « L-thyroxine »: a short word of the lexicon joined to another
        return None
    if first == Kind.MOT and not reader.text(at)[:1].isalpha():
        return None
    after, words = at, 0
    while after < reader.count:
        kind = reader.kind(after)
        if after > at and _numbered(reader, after):
            after += 2
        elif after > at and _belongs(reader, after):
            after += 1
        elif kind == Kind.MOT and reader.text(after)[:1].isalpha():
            if reader.text(after) in _PROSE:
                return None
            words += 1
            after += 1
            after = _glued_number(reader, after)
        elif _joined(reader, after) and (after == at or reader.kind(after - 1) in ("-", "'", "/", "+")):
            words += 1
            after += 1
        elif kind in ("-", "'", "/", "+", Kind.ET, "&", ".") and _goes_on(reader, after):
            after += 1
        elif kind == Kind.DE and reader.kind(after + 1) == Kind.MOT and words:
            after += 2 if reader.kind(after + 1) == "'" else 1
        elif kind == Kind.DE and reader.kind(after + 1) == "'" and reader.kind(after + 2) == Kind.MOT:
            after += 2
        else:
            break
    return after if 0 < words <= _LONGEST else None


def _belongs(reader: Reader, at: int) -> bool:
    """Tell whether a number, a letter or a sign belongs to the name: « Oméga 3 », « vitamine A », « Lasilix® »."""
    before = reader.text(at - 1)
    letter = before in ("vitamine", "vit") and len(reader.text(at)) == 1
    return letter or reader.kind(at) == "®" or (before == "omega" and reader.whole(at) in (3, 6))


def _goes_on(reader: Reader, at: int) -> bool:
    """Tell whether a sign or « et » joins two words of a name."""
    kind, following = reader.kind(at), reader.kind(at + 1)
    if kind == ".":
        return following == Kind.MOT and reader.lexemes[at + 1].glued and reader.lexemes[at].glued
    if kind in ("-", "'"):
        glued = reader.lexemes[at].glued
        return glued and at + 1 < reader.count and reader.lexemes[at + 1].glued and following != Kind.NOMBRE
    return following == Kind.MOT


def _joined(reader: Reader, at: int) -> bool:
    """Tell whether a word of the lexicon is a part of a name, joined by a hyphen: « Di-Hydan », « Diffu-K »."""
    if reader.kind(at) == Kind.MOT or not reader.text(at)[:1].isalpha():
        return False
    after = reader.kind(at + 1) == "-" and reader.lexemes[at + 1].glued and reader.kind(at + 2) == Kind.MOT
    if after and reader.lexemes[at + 2].glued:
        return True
    before = reader.kind(at - 1) == "-" and reader.lexemes[at].glued and at > 1 and reader.lexemes[at - 1].glued
    return before and reader.kind(at - 2) == Kind.MOT


def form_of(reader: Reader, at: int) -> str:
    """Give a form in its canonical word, « en sachet » as two; « gel » without a number before it is no gélule."""
    bare = reader.text(at) == "gel" and reader.raw(at, at + 1).lower().startswith("gel")
    held = _HELD if reader.text(at).startswith(_HELD) else ""
    return "gel" if bare else f"{held}{reader.lexemes[at].value}"


def _numbered(reader: Reader, at: int) -> bool:
    """Tell whether a letter and its number stand here: « D3 » of « vitamine D3 », « B12 », « H2 »."""
    letter, number = reader.text(at), at + 1
    if len(letter) != 1 or not letter.isalpha() or letter == "x" or reader.kind(number) != Kind.NOMBRE:
        return False
    glued = reader.lexemes[number].glued and not reader.lexemes[at].glued
    return glued and reader.kind(number + 1) not in (Kind.UNITE, Kind.MESURE) and letter not in "jh"


def _glued_number(reader: Reader, at: int) -> int:
    """Give the place after the number of a short word: « B12 », « D3 », « O2 »."""
    if reader.kind(at) == Kind.NOMBRE and reader.lexemes[at].glued and len(reader.text(at - 1)) <= 2:
        return at + 1
    return at


def _in_brackets(reader: Reader, at: int) -> int | None:
    """Give the place after a second name in brackets: « (Eliquis) », « (apixaban 5 mg) » up to its number."""
    if reader.kind(at) != "(":
        return None
    after = _name(reader, at + 1)
    if after is None or all(reader.kind(one) != ")" for one in range(after, after + _LONGEST)):
        return None
    return after + 1 if reader.kind(after) == ")" else after


@dataclass(slots=True)
class _Tail:
    """What follows a name: strength and forms, in any order."""

    reader: Reader
    parts: list[tuple[Role, int, int]]
    forms: list[str]
    other: str | None = None
    strength: str | None = None
    quantity: Dose | None = None

    def read(self, at: int) -> int:
        """Take strength and forms; give the place where the posology begins."""
        reader = self.reader
        while at < reader.count:
            kind = reader.kind(at)
            if kind in (Kind.FORME, Kind.UNITE):
                if self._is_way(at):
                    break
                self.forms.append(form_of(reader, at))
                self.parts.append((Role.FORME, at, at + 1))
                at += 1
            elif kind == "(" and self.other is None and _in_brackets(reader, at) is not None:
                at = self._second_name(at)  # « apixaban 5 mg (Eliquis) »
            elif kind in (Kind.NOMBRE, "(") and self.strength is None:
                after = self._strength(at)
                if after is None:
                    break
                at = after
            elif kind in (":", ",", "-", ")", "=", "|", "®") and self._may_skip(at):
                self.parts.append((Role.LIAISON, at, at + 1))
                at += 1
                if kind in (":", ",") and reader.kind(at) not in (Kind.FORME, Kind.UNITE):
                    break
            else:
                break
        return at

    def _second_name(self, at: int) -> int:
        """Take the name in brackets that stands at a place."""
        closed = _in_brackets(self.reader, at)
        assert closed is not None  # noqa: S101 - asked only then, for the type checker
        last = closed - 1 if self.reader.kind(closed - 1) == ")" else closed
        self.other = self.reader.raw(at + 1, last).replace("®", "")
        self.parts.append((Role.MARQUE, at, closed))
        return closed

    def _is_way(self, at: int) -> bool:
        """Tell whether a unit opens the posology: « perf de 30 min », « nébulisation 3/j » stay in it."""
        return self.reader.way(at) is not None

    def _may_skip(self, at: int) -> bool:
        """Tell whether a sign only separates: a hyphen before a number may be a row of doses, which keeps it out."""
        return not (self.reader.kind(at) == "-" and self.reader.kind(at - 1) == Kind.NOMBRE)

    def _strength(self, at: int) -> int | None:
        reader = self.reader
        opened = reader.kind(at) == "("
        start = at + 1 if opened else at
        if reader.kind(start) != Kind.NOMBRE or not reader.text(start)[:1].isdigit():
            return None
        if reader.kind(start + 1) == Kind.MESURE:
            after = self._measured(start)
        else:
            after = self._ratio(start) or self._bare(start)
        if after is None:
            return None
        self.strength = reader.raw(start, after)
        if opened:
            after = reader.skip(after, ")")
        self.parts.append((Role.DOSAGE, at, after))
        return after

    def _measured(self, at: int) -> int | None:
        """Read « 500 mg », « 1 g/125 mg », « 100 µg/dose », « 25 µg/h », « 37,5 mg/325 mg »."""
        reader = self.reader
        if reader.kind(at + 1) != Kind.MESURE:
            return None
        unit = str(reader.lexemes[at + 1].value)
        after, plain = at + 2, True
        while reader.kind(after) in ("/", "+", Kind.PAR):
            following = reader.kind(after + 1)
            counted = following == Kind.NOMBRE and reader.kind(after) == "/" and reader.per(after) is None
            hourly = following == Kind.TEMPS and reader.text(after + 1) == "h" and unit in _STRENGTHS
            if following == Kind.NOMBRE and reader.kind(after + 2) == Kind.MESURE:
                after, plain = after + 3, False
            elif following in (Kind.MESURE, Kind.UNITE) or counted or hourly:
                after, plain = after + 2, False
            else:
                break
        followed = reader.kind(after) in ("/", Kind.PAR)
        if plain and followed and reader.text(after + 1) in ("24", "16") and self._dose_follows(after + 3):
            return after + 3  # « 21 mg/24h 1 patch le matin »
        if (
            plain
            and followed
            and (
                reader.per(after) is not None
                or reader.text(after + 1) in ("kg", "kilo", "m²", "m", "m2")
                or reader.kind(after + 1) in (Kind.PRISE, Kind.TEMPS)
            )
        ):
            # « 1 g/j », « 1 g / 8 h », « 15 mg/kg »: a dose with its rhythm; « 1 g x3/j » is strength and dose
            return None
        if plain and not (unit in _STRENGTHS or (unit in _AMBIGUOUS and self._dose_follows(after))):
            return None
        if plain and unit != "%":
            self.quantity = Dose(reader.number(at) or Fraction(0), None, unit)
        return after

    def _dose_follows(self, at: int) -> bool:
        """Tell whether a dose or a row of doses comes next: then « 4000 UI » before it is a strength."""
        reader = self.reader
        while reader.kind(at) in (Kind.FORME, Kind.UNITE, ":", ",", ")", "-"):
            at += 1
        reader.floor = at
        return reader.dose(at) is not None or reader.series(at) is not None

    def _ratio(self, at: int) -> int | None:
        """Read « 250/50 », « 37,5/325 mg », « 160/4,5 µg », « 5/1,25/10 »."""
        reader = self.reader
        if "/" in reader.text(at):
            return None
        after, count = at + 1, 1
        while reader.kind(after) == "/" and reader.kind(after + 1) == Kind.NOMBRE and reader.lexemes[after + 1].glued:
            after, count = after + 2, count + 1
        if count == 1 or reader.kind(after) in (Kind.TEMPS, "/") or (count > 2 and self._is_row(at, count)):
            return None
        if reader.kind(after) == Kind.MESURE:
            after += 1
            if reader.kind(after) == "/" and reader.kind(after + 1) in (Kind.MESURE, Kind.UNITE):
                after += 2
        return after

    def _is_row(self, at: int, count: int) -> bool:
        values = [self.reader.number(at + 2 * place) or Fraction(0) for place in range(count)]
        return all(value <= 4 for value in values)

    def _bare(self, at: int) -> int | None:
        """Read a strength without unit: « eliquis 5 1-0-1 », « amlodipine 5 : 1 0 0 », « doliprane 1000 x3/j »."""
        reader = self.reader
        value = reader.number(at)
        if value is None or value.denominator not in (1, 2, 4, 5, 10, 20, 40, 8, 25, 50, 100) or "/" in reader.text(at):
            return None
        numbers = self._numbers(at)
        following = reader.kind(at + 1)
        if len(numbers) > 1:
            return self._first_of(at, numbers)
        if following in ("-", Kind.A, Kind.OU, Kind.ET) and reader.kind(at + 2) == Kind.NOMBRE:
            return None  # a row of doses, a range
        if following in (Kind.FOIS, Kind.PRISE, Kind.TEMPS, Kind.BOITE, Kind.REPAS):
            return None
        if following in ("/", Kind.PAR) and reader.per(at + 1) is not None:
            return None  # « 2 /j »
        if following == Kind.X and reader.duration(at + 1) is None and reader.frequency(at) is not None:
            return None  # « 3x/j »
        if following in (Kind.UNITE, Kind.FORME):
            return at + 1 if following == Kind.FORME else None
        told = reader.lone is Role.DOSAGE
        small = value <= 4 and not told
        if small and following not in (":", "("):
            return None  # « aspégic 1 le matin »: a count
        self.quantity = None if small else Dose(value)
        return at + 1

    def _numbers(self, at: int) -> list[Fraction]:
        """Give the numbers that stand side by side from a place."""
        found: list[Fraction] = []
        while (value := self.reader.number(at + len(found))) is not None:
            found.append(value)
        return found

    def _before_another(self, at: int, value: Fraction) -> int | None:
        """Read a bare number before another: « eliquis 5 2/j » a strength, « pred 40 5 j » strength and dose."""
        reader = self.reader
        attempts = (reader.duration, reader.frequency, reader.days, reader.hours, reader.maximum)
        if reader.dose(at + 1) is None and any(attempt(at + 1) is not None for attempt in attempts):
            if value <= 4:
                return None
            self.quantity = Dose(value)
        return at + 1

    def _first_of(self, at: int, numbers: list[Fraction]) -> int | None:
        """Tell whether the first of several numbers is a strength, the others a dose or a row of doses."""
        reader = self.reader
        last = at + len(numbers)
        dashed = reader.kind(last) in ("-", "/") and reader.kind(last + 1) == Kind.NOMBRE
        named = reader.kind(last) in (Kind.UNITE, Kind.MESURE, Kind.FOIS, Kind.X, Kind.PRISE, Kind.TEMPS)
        if len(numbers) == 2:
            return self._before_another(at, numbers[0])
        if dashed or named:
            return None
        if len(numbers) == 3:
            return None  # a row of three, or unread if they are not alike
        if len(numbers) == 5:
            return at + 1
        # four numbers: a row of four, or a strength and a row of three; unread when both are possible
        first, rest = numbers[0], numbers[1:]
        if alike(numbers) and not (2 <= first <= 4):
            return None
        return at + 1 if first > 4 and alike(rest) else None
