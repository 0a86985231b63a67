"""Where the record speaks of a drug: the lines of its pieces that name it, by any of its names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lls_drafter.packs.case_model import Case
from lls_drafter.training.wording import holds

_MOST = 3
_LONGEST = 220


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
    """Give the first line of a piece that names a drug."""
    for line in _lines(text):
        if any(holds(line, name) for name in names):
            return Passage(title, line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…")
    return None


def _lines(text: str) -> Iterator[str]:
    """Give the lines of a piece as people read them: no mark of a list or of a title."""
    for line in text.splitlines():
        bare = line.lstrip("#-* \t0123456789.)").replace("**", "").strip()
        if bare:
            yield bare
