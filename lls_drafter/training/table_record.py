"""Where the record speaks of a drug: the lines of its pieces that name it, by any of its names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lls_drafter.letter.text import fold
from lls_drafter.packs.case_model import Case

_MOST = 3
_WHOLE = 120
_LONGEST = 240
_MARK = re.compile(r"^\s*(?:[-*]|\d+[.)])\s+")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[^\W\d_a-zà-ÿ])")  # before a capital: « 1 gél. le soir » is not cut


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of the record, and the title of its piece."""

    piece: str
    texte: str


def passages(case: Case, names: Sequence[str]) -> tuple[Passage, ...]:
    """Give the lines that name a drug, one per piece, at most three.

    Args:
        case: the case.
        names: its substances and its brand.
    """
    found = (one for piece in case.pieces if (one := _first(piece.titre, piece.texte, names)) is not None)
    return tuple(one for _, one in zip(range(_MOST), found, strict=False))


def _first(title: str, text: str, names: Sequence[str]) -> Passage | None:
    """Give the first line of a piece that names a drug; of a long one, the sentence that does."""
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            continue
        bare = _MARK.sub("", line).replace("**", "").strip()
        if not _names_one(bare, names):
            continue
        said = next((one for one in _SENTENCE.split(bare) if _names_one(one, names)), bare)
        shown = bare if len(bare) <= _WHOLE else said
        return Passage(title, shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…")
    return None


def _names_one(text: str, names: Sequence[str]) -> bool:
    """Tell whether a text has one of some names as whole words: « méthotrexatémie » is no drug."""
    folded = fold(text)
    return any(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", folded) for name in names)
