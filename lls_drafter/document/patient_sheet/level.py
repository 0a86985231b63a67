"""How hard the patient's sheet is to read: the LIX index, an indication for its author, never printed on the sheet.

LIX = words per sentence + words of more than six letters, per hundred words. Why this one: it counts letters, not
syllables, so that the same text always has the same figure; the French adaptation of Flesch (Kandel and Moles, 1958)
asks for syllables, which no short rule counts well in French, and is quoted in two different forms.

Source: C.-H. Björnsson, Läsbarhet, 1968; J. Anderson, « Lix and Rix », Journal of Reading 26(6), 1983 (other
languages). Formula and scale known from secondary sources; the scale was made for Swedish.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lls_drafter.document.blocks import Block, Box, Inline, List, Paragraph, plain
from lls_drafter.letter.paths import FieldPath

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LONG_WORD = 6  # letters: a word with more is long
_BANDS = ((30, "très facile"), (40, "facile"), (50, "moyenne"), (60, "difficile"))
_HARDEST = "très difficile"


@dataclass(frozen=True, slots=True)
class Level:
    """What was counted.

    Attributes:
        words: how many words the sentences of the sheet hold; tables and titles are not sentences.
        lix: the index, None for a sheet without a sentence.
        longest: the number of words of the longest sentence.
        place: the field that it belongs to, None when it is one of ours.
    """

    words: int
    lix: int | None
    longest: int
    place: FieldPath | None

    @property
    def band(self) -> str:
        """Give the band of the index, in French."""
        return next((name for limit, name in _BANDS if (self.lix or 0) < limit), _HARDEST)


def level_of(blocks: Iterable[Block]) -> Level:
    """Measure the sentences of a sheet; the end of a line or of a paragraph ends a sentence."""
    words = long_words = sentences = longest = 0
    place: FieldPath | None = None
    for line in _prose(blocks):
        for sentence in _SENTENCE_END.split(plain(line)):
            found = _WORD.findall(sentence)
            if not found:
                continue
            sentences += 1
            words += len(found)
            long_words += sum(len(word) > _LONG_WORD for word in found)
            if len(found) > longest:
                longest = len(found)
                place = next((path for run in line for path in run.fields), None)
    lix = round(words / sentences + 100 * long_words / words) if sentences else None
    return Level(words, lix, longest, place)


def _prose(blocks: Iterable[Block]) -> Iterable[Inline]:
    """Give the lines that are read as sentences."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block.runs
            case List():
                yield from block.items
            case Box():
                yield from _prose(block.blocks)
            case _:
                pass
