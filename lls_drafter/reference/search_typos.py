"""Words near a mistyped one: letters missing, added, changed or swapped with their neighbour.

Two words are near when taking a few letters out of each leaves the same letters. So every word of an index is filed
under what its beginning becomes when up to two letters are taken out; a mistyped word is looked up the same way, and
the few words found are measured exactly. One fault is forgiven in a word of up to five letters, two in a longer one.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

SHORT: Final = 5  # letters: the longest word that is forgiven only one fault
_BEGINNINGS: Final = (5, 7)  # letters: what is filed; the shorter one serves words that are still being typed
_MOST_LOST: Final = 2
SHORTEST: Final = 3  # letters: under that, any word is near any other
LONGEST: Final = 40


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """A word of the index near a mistyped one, the nearest first.

    Attributes:
        fautes: how many faults lead from what was typed to the beginning of the word.
        entier: 0 when they lead to the whole word, 1 when the word goes on.
        initiale: 0 when both begin with the same letter.
    """

    fautes: int
    entier: int
    initiale: int
    mot: str


def filing_keys(word: str) -> frozenset[int]:
    """Give the keys that a word of the index is filed under."""
    return frozenset(key for length in _BEGINNINGS for key in _keys(word, length, _MOST_LOST))


def lookup_keys(typed: str) -> frozenset[int]:
    """Give the keys that a typed word is looked up under."""
    long = frozenset(_keys(typed, _BEGINNINGS[1], _MOST_LOST))
    return long if len(typed) > SHORT else long.union(_keys(typed, _BEGINNINGS[0], 1))


def _keys(word: str, length: int, lost: int) -> Iterator[int]:
    beginning = word[:length]
    for count in range(min(lost, len(beginning) - 2) + 1):
        for kept in combinations(beginning, len(beginning) - count):
            yield zlib.crc32(f"{length}{''.join(kept)}".encode())


def nearest(typed: str, words: Iterable[str], most: int) -> list[Near]:
    """Give the words that are near what was typed, the nearest first, the others left out."""
    found = [near for word in words if (near := _near(typed, word)) is not None]
    return sorted(found)[:most]


def _near(typed: str, word: str) -> Near | None:
    """Measure a word, None when it is too far."""
    beginning, whole = distances(typed, word, _MOST_LOST)
    initial = int(typed[0] != word[0])
    if whole <= (1 if len(word) <= SHORT else 2):
        return Near(beginning, 0, initial, word)
    if len(typed) > SHORTEST and beginning <= (1 if len(typed) <= SHORT else 2):
        return Near(beginning, 1, initial, word)
    return None


def distances(typed: str, word: str, most: int) -> tuple[int, int]:
    """Give how many faults lead to the nearest beginning of a word, and to the whole of it; `most` + 1 means more.

    A fault is a letter missing, added, changed, or two neighbours swapped.
    Source: restricted Damerau-Levenshtein (optimal string alignment), computed in a band of 2 `most` + 1 letters.
    """
    width, far = len(typed), most + 1
    before = last = [min(column, far) for column in range(width + 1)]
    beginning = last[width]
    letters = word[: width + most]
    for row, letter in enumerate(letters, 1):
        current = [far] * (width + 1)
        current[0] = min(row, far)
        for column in range(max(1, row - most), min(width, row + most) + 1):
            cost = min(last[column - 1] + (typed[column - 1] != letter), last[column] + 1, current[column - 1] + 1)
            if row > 1 < column and letter == typed[column - 2] and letters[row - 2] == typed[column - 1]:
                cost = min(cost, before[column - 2] + 1)
            current[column] = cost
        beginning = min(beginning, current[width])
        if min(current) > most:
            return beginning, far
        before, last = last, current
    return beginning, min(last[width], far) if len(word) == len(letters) else far
