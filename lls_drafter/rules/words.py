"""Words in clinical text: a fast fold, tokens, and sets of words to look for."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from lls_drafter.letter.text import fold


def _bare_letters() -> dict[int, str]:
    """Give what each accented Latin letter (and sign that has twins) is when folded."""
    marks = "œŒæÆ’‘ʼ´`‐‑–−"
    letters = [chr(code) for code in range(0xC0, 0x250)]
    table = {ord(letter): unicodedata.normalize("NFD", letter)[0].lower() for letter in letters}
    return table | {ord(mark): fold(mark) for mark in marks}


_TABLE = _bare_letters()


def _bare_latin() -> bytes:
    """Give the same for the 256 characters of Latin-1, where nearly all French is: `bytes.translate` is C speed."""
    folded = (chr(code).lower().translate(_TABLE) for code in range(256))
    return b"".join(one.encode("latin-1") if len(one) == 1 else bytes([code]) for code, one in enumerate(folded))


_LATIN = _bare_latin()
_TOKEN = re.compile(r"\w+")
_UNBROKEN = re.compile(r"\S+")


class Passage(NamedTuple):
    """Where something stands in a text: characters from `debut`, `fin` excluded."""

    debut: int
    fin: int


def plain(text: str) -> str:
    """Give a cleaned text without case nor accents, spaces and line ends as single spaces.

    As `letter.text.fold` for Latin letters, some ten times faster: rules look at many texts at each key.
    """
    try:
        folded = text.encode("latin-1").translate(_LATIN).decode("latin-1")
    except UnicodeEncodeError:  # œ, curly apostrophes, dashes
        folded = text.lower().translate(_TABLE)
    return " ".join(folded.replace("æ", "ae").replace("Æ", "ae").split())


def lower(text: str) -> str:
    """Give a text in lower case, as long as it was: « İ », whose lower case is two characters, stays as it is."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one if len(one.lower()) != 1 else one.lower() for one in text)


def bare(text: str) -> str:
    """Give a `plain` text without the punctuation around it: « R.A.S. » and « ras » are one."""
    return plain(text).replace(".", "").strip(" ,;:!?()[]«»\"'-–_/*")


class Text:
    """A text as rules look at it, each thing computed once: `plain`, its words, which patterns it holds."""

    __slots__ = ("_found", "_origins", "_text", "_tokens", "plain")

    def __init__(self, text: str) -> None:
        """Fold a text of the letter."""
        self.plain = plain(text)
        self._text = text
        self._tokens: frozenset[str] | None = None
        self._origins: list[int] | None = None
        self._found: dict[int, bool] = {}

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the `plain` text holds a pattern (one of a rule: it lives as long as the program)."""
        found = self._found.get(id(pattern))
        if found is None:
            found = self._found[id(pattern)] = pattern.search(self.plain) is not None
        return found

    def passages(self, pattern: re.Pattern[str]) -> Iterator[Passage]:
        """Give where the text, as it was before folding, holds a pattern of the `plain` one."""
        if self.has(pattern):
            yield from (self.origin(found) for found in pattern.finditer(self.plain))

    def origin(self, found: re.Match[str]) -> Passage:
        """Give where the text, before folding, holds what was found in the `plain` one (at least one character)."""
        if self._origins is None:
            self._origins = _origins(self._text, self.plain)
        return Passage(self._origins[found.start()], self._origins[found.end() - 1] + 1)

    @property
    def tokens(self) -> frozenset[str]:
        """Give the words of the text, folded."""
        if self._tokens is None:
            self._tokens = frozenset(_TOKEN.findall(self.plain))
        return self._tokens


def _origins(text: str, folded: str) -> list[int]:
    """Give the place in a text of each character of its `plain` form; a run of spaces is told by its first."""
    places: list[int] = []
    end = 0
    for found, word in zip(_UNBROKEN.finditer(text), folded.split(" "), strict=True):
        if places:
            places.append(end)
        start, end = found.span()
        if len(word) == end - start:
            places.extend(range(start, end))
        else:  # « œ » is two letters once folded
            for place, one in enumerate(found[0], start):
                places.extend([place] * len(plain(one)))
    return places


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words and phrases to find, whole, in a `Text`."""

    singles: frozenset[str]
    phrases: re.Pattern[str] | None

    def found_in(self, text: Text) -> bool:
        """Tell whether one of them is there."""
        if not self.singles.isdisjoint(text.tokens):
            return True
        return self.phrases is not None and text.has(self.phrases)

    def passages(self, text: Text) -> Iterator[Passage]:
        """Give where each of them is."""
        if not self.singles.isdisjoint(text.tokens):
            yield from (text.origin(found) for found in _TOKEN.finditer(text.plain) if found[0] in self.singles)
        if self.phrases is not None:
            yield from text.passages(self.phrases)


def words_of(words: tuple[str, ...]) -> Words:
    """Give a set of words; those that are not one plain word (« cf dossier », « 5-FU ») are phrases."""
    folded = {plain(word) for word in words}
    singles = frozenset(word for word in folded if _TOKEN.fullmatch(word))
    phrases = folded - singles
    return Words(singles, phrases_pattern(tuple(sorted(phrases))) if phrases else None)


def phrases_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Give a pattern that finds any of these `plain` words or phrases, whole."""
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


@cache
def plain_set(words: tuple[str, ...]) -> frozenset[str]:
    """Give words of a rule `bare`, to compare whole texts with."""
    return frozenset(bare(word) for word in words)


__all__ = ["Passage", "Text", "Words", "bare", "lower", "phrases_pattern", "plain", "plain_set", "words_of"]
