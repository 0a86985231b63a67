"""A line cut into numbers, words of the lexicon, unknown words and signs; every character that is not a space is kept.

What is written ambiguously is no number: « 1.000 » (a thousand, or one?), « ,5 », « 10.5.2 » stay unknown words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from lls_drafter.letter.text import fold
from lls_drafter.medication.lexicon import SPELLINGS, Kind
from lls_drafter.medication.misspelt import mended

_TOKEN = re.compile(
    r"(?P<nombre>\d+(?:[.,]\d+)*)"
    r"|(?P<fraction>[½¼¾⅓⅔⅛])"
    r"|(?P<mot>[^\W\d_½¼¾⅓⅔⅛]+)"
    r"|(?P<signe>≤|≥|<=|>=|->|=>|[^\w\s]|_)"
    r"|(?P<autre>\w)"
)
_FRACTIONS = {
    "½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3),
    "⅛": Fraction(1, 8),
}  # fmt: skip
_THIN = "\u00a0\u202f\u2009"
_JOINERS = {"'", "’", "-", ".", "‐", "‑", "`", "´"}
_ELIDED = {"l": Kind.LE, "d": Kind.DE, "n": Kind.NEGATION}  # « l'œil » is no litre
_LARGEST = 9  # digits: more is a bar code, not a dose
_DASHES = {"-": "-", "–": "-", "—": "—", "−": "-", "‐": "-", "‑": "-"}
_SIGNS = {
    "×": "x",
    "*": "x",
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "≤": "<",
    "≥": ">",
    "<=": "<",
    ">=": ">",
    **_DASHES,
}


@dataclass(slots=True)
class Lexeme:
    """A number, a word or group of words, or a sign.

    Attributes:
        kind: what it is; `Kind.MOT` for an unknown word; a sign is its own kind (« / »).
        value: the number, or the canonical value of the lexicon.
        start: first character; `end`: after the last one.
        text: folded text of a word.
        glued: no space before it.
    """

    kind: str
    value: object
    start: int
    end: int
    text: str
    glued: bool


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return fold(word)


def _number(text: str) -> Fraction | None:
    """Give a number, None when it can be read in two ways."""
    head, *tail = re.split(r"[.,]", text)
    if len(text) > _LARGEST or len(tail) > 1:
        return None
    if not tail:
        return Fraction(int(head))
    if len(tail[0]) == 3 and head.strip("0"):
        return None  # « 1.000 », « 2,500 »: thousands, or thousandths?
    return Fraction(f"{head}.{tail[0]}")


def cut(line: str) -> list[Lexeme]:
    """Give the lexemes of a line, in order; together they cover all but its spaces."""
    tokens = _tokens(line)
    found: list[Lexeme] = []
    at, count = 0, len(tokens)
    while at < count:
        token = tokens[at]
        if token.text in _ELIDED and at + 1 < count and tokens[at + 1].text == "'" and tokens[at + 1].glued:
            match = _longest(tokens, at, [one for one in SPELLINGS.get(token.text, ()) if len(one[0]) > 1])
            kind, value, after = match if match is not None else (_ELIDED[token.text], None, at + 2)
            found.append(Lexeme(kind, value, token.start, tokens[after - 1].end, token.text, token.glued))
            at = after
            continue
        if token.kind in (Kind.MOT, Kind.X) and at + 1 < count:
            drops = _roman_drops(tokens, at)
            if drops is not None:
                found.append(Lexeme(Kind.NOMBRE, Fraction(drops), token.start, token.end, str(drops), token.glued))
                at += 1
                continue
        entries = SPELLINGS.get(token.text) if token.kind in (Kind.MOT, Kind.NOMBRE, "%") else None
        if entries is not None:
            match = _longest(tokens, at, entries)
            if match is not None:
                kind, value, after = match
                last = tokens[after - 1]
                text = token.text if after == at + 1 else line[token.start : last.end].lower()
                found.append(Lexeme(kind, value, token.start, last.end, text, token.glued))
                at = after
                continue
        if token.kind == Kind.MOT and at and token.text not in SPELLINGS:
            meant = mended(token.text)
            if meant is not None:
                token.kind, token.value = meant
        found.append(token)
        at += 1
    return found


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def _roman_drops(tokens: list[Lexeme], at: int) -> int | None:
    """Give the number of « XV gouttes »: drops are still counted in Roman figures."""
    text = tokens[at].text
    if not 1 <= len(text) <= 5 or any(letter not in _ROMAN for letter in text):
        return None
    entries = SPELLINGS.get(tokens[at + 1].text, ())
    if not any(value == "goutte" for _words, _kind, value in entries):
        return None
    values = [_ROMAN[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, (*values[1:], 0), strict=True))


def _longest(
    tokens: list[Lexeme], at: int, entries: Sequence[tuple[tuple[str, ...], Kind, object]]
) -> tuple[Kind, object, int] | None:
    """Give the longest spelling that stands here: its kind, its value, the place after it."""
    count = len(tokens)
    for words, kind, value in entries:
        after, matched = at + 1, True
        for word in words[1:]:
            while after < count and tokens[after].text in _JOINERS and tokens[after].kind != Kind.NOMBRE:
                after += 1
            if after >= count or tokens[after].text != word:
                matched = False
                break
            after += 1
        if not matched:
            continue
        if len(words) > 1 and tokens[at].kind == Kind.NOMBRE and kind is Kind.MESURE:
            continue
        # the full stop of an abbreviation: « cp. », « c. à s. », but not the end of a sentence after a plain word
        if after < count and tokens[after].text == "." and tokens[after].glued and kind in _ABBREVIATED:
            after += 1
        return kind, value, after
    return None


_ABBREVIATED = frozenset({Kind.UNITE, Kind.VOIE, Kind.FORME, Kind.TEMPS, Kind.JOUR, Kind.FREQUENCE, Kind.MAXIMUM})


def _tokens(line: str) -> list[Lexeme]:
    """Give the numbers, words and signs of a line."""
    found: list[Lexeme] = []
    end = 0
    for match in _TOKEN.finditer(line):
        start, group, text = match.start(), match.lastgroup, match.group()
        glued = start == end and end > 0
        end = match.end()
        if group == "mot":
            folded = _folded(text)
            split = _split(folded, line[end : end + 1])
            if split and len(folded) == len(text):
                found.append(Lexeme(Kind.MOT, None, start, start + split, folded[:split], glued))
                start, folded, glued = start + split, folded[split:], True
            kind: str = Kind.X if folded == "x" else Kind.MOT
            if folded == "des" and text[1] in "èÈ":
                kind = Kind.DEBUT  # « dès J8 »
            found.append(Lexeme(kind, None, start, end, folded, glued))
        elif group == "nombre":
            value = _number(text)
            before = found[-1] if found else None
            if before is not None and glued and before.kind in (",", ".") and not before.glued:
                value, start, text = None, before.start, before.text + text  # « ,5 mg » : 0,5 or 5?
                found.pop()
                glued = False
            kind = Kind.MOT if value is None else Kind.NOMBRE
            found.append(Lexeme(kind, value, start, end, text, glued))
        elif group == "fraction":
            last = found[-1] if found else None
            if last is not None and last.kind == Kind.NOMBRE and _whole(last):
                last.value, last.end, last.text = _value(last) + _FRACTIONS[text], end, f"{last.text} 1/2"
                continue
            found.append(Lexeme(Kind.NOMBRE, _FRACTIONS[text], start, end, "1/2", glued))
        else:
            sign = _SIGNS.get(text, text)
            found.append(Lexeme(Kind.X if sign == "x" else sign, None, start, end, sign, glued))
    return _grouped(line, found)


def _split(word: str, after: str) -> int:
    """Give where two words typed as one part: « cpx3 », « etsoir »; 0 for one word."""
    if word.endswith("x") and after.isdigit() and word[:-1] in SPELLINGS and len(word) > 1:
        return len(word) - 1
    rest = SPELLINGS.get(word[2:], ()) if word.startswith("et") and word not in SPELLINGS else ()
    return 2 if any(kind is Kind.MOMENT and len(words) == 1 for words, kind, _value in rest) else 0


def _grouped(line: str, tokens: list[Lexeme]) -> list[Lexeme]:
    """Join what makes one number: « 100 000 », « 1/2 », « 1 1/2 »; « 300 300 300 » stays three numbers."""
    if not any(token.kind == Kind.NOMBRE for token in tokens):
        return tokens
    found: list[Lexeme] = []
    at, count = 0, len(tokens)
    while at < count:
        token = tokens[at]
        if token.kind == Kind.NOMBRE:
            after = _thousands(line, tokens, at)
            if after > at + 1:
                digits = "".join(one.text for one in tokens[at:after])
                token = Lexeme(
                    Kind.NOMBRE, Fraction(int(digits)), token.start, tokens[after - 1].end, digits, token.glued
                )
                at = after
                found.append(token)
                continue
            if _is_half(tokens, at):
                last = tokens[at + 2]
                value = Fraction(int(token.text), int(last.text))
                joined = Lexeme(Kind.NOMBRE, value, token.start, last.end, "1/2", token.glued)
                before = found[-1] if found else None
                # « 1 1/2 » is one and a half when the fraction follows a whole number directly
                if before is not None and before.kind == Kind.NOMBRE and _whole(before) and not _in_scheme(tokens, at):
                    found[-1] = Lexeme(
                        Kind.NOMBRE, _value(before) + value, before.start, last.end, "1 1/2", before.glued
                    )
                else:
                    found.append(joined)
                at += 3
                continue
        found.append(token)
        at += 1
    return found


def _value(token: Lexeme) -> Fraction:
    assert isinstance(token.value, Fraction)  # noqa: S101 - a number's value, for the type checker
    return token.value


def _whole(token: Lexeme) -> bool:
    return _value(token).denominator == 1 and _value(token) < 10


def _is_half(tokens: list[Lexeme], at: int) -> bool:
    """Tell whether « n/d » stands here and is a fraction of a unit: 1/2, 1/3, 2/3, 1/4, 3/4, 1/8, written glued."""
    if at + 2 >= len(tokens) or tokens[at + 1].kind != "/" or tokens[at + 2].kind != Kind.NOMBRE:
        return False
    over, under = tokens[at].text, tokens[at + 2].text
    if under not in ("2", "3", "4", "8") or not over.isdecimal() or int(over) >= int(under):
        return False
    if not (tokens[at + 1].glued and tokens[at + 2].glued) or (at and tokens[at - 1].kind == "/" and tokens[at].glued):
        return False
    # « 1/2/2026 » is a date; « 1/2 j » and « j 1/2 » would be days: the recogniser of days looks at them first
    after = tokens[at + 3] if at + 3 < len(tokens) else None
    return not (after is not None and after.kind == "/" and after.glued)


def _in_scheme(tokens: list[Lexeme], at: int) -> bool:
    """Tell whether the fraction is one of a row of doses: « 1 - 1/2 - 0 » has a dash before it, « 1 0 1/2 » numbers."""
    if at > 1 and tokens[at - 2].kind == Kind.NOMBRE:
        return True
    return at + 3 < len(tokens) and tokens[at + 3].kind == Kind.NOMBRE


def _thousands(line: str, tokens: list[Lexeme], at: int) -> int:
    """Give the place after a number written in groups of three digits; `at + 1` when it is one group.

    A plain space groups only « 000 », or one last group before a unit: « 300 300 300 » are three doses.
    """
    head = tokens[at].text
    if not head.isdecimal() or len(head) > 3 or head[0] == "0":
        return at + 1
    after = at + 1
    while after < len(tokens) and tokens[after].kind == Kind.NOMBRE:
        text = tokens[after].text
        gap = line[tokens[after - 1].end : tokens[after].start]
        if len(text) != 3 or not text.isdecimal() or len(gap) != 1:
            break
        if gap not in _THIN and text != "000" and not _before_unit(tokens, at, after):
            break
        after += 1
    return after


def _before_unit(tokens: list[Lexeme], at: int, last: int) -> bool:
    """Tell whether the group is the only one, stands before a unit of measure, and no number stands before."""
    if last != at + 1 or (at > 0 and tokens[at - 1].kind == Kind.NOMBRE) or last + 1 >= len(tokens):
        return False
    if int(tokens[last].text) % 100:
        return False
    entries = SPELLINGS.get(tokens[last + 1].text, ())
    return any(kind is Kind.MESURE for _words, kind, _value in entries)
