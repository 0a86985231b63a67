"""Ready phrases: which ones suit a field, and the marks to fill in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lls_drafter.letter.paths import FieldPath

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import PhrasePort

_MARK = re.compile(r"\{([^{}]*)\}")


def suitable(phrases: Sequence[PhrasePort], path: FieldPath) -> tuple[PhrasePort, ...]:
    """Give the phrases for a field: its own first, then those for any field."""
    bare = str(FieldPath(tuple(part for part in path.parts if isinstance(part, str))))
    own = tuple(
        p
        for p in phrases
        if p.champ_lettre is not None and (bare == p.champ_lettre or bare.startswith(f"{p.champ_lettre}."))
    )
    return own + tuple(p for p in phrases if p.champ_lettre is None)


def marks(text: str) -> tuple[str, ...]:
    """Give the marks of a phrase, in order; two equal marks are asked twice, they may differ."""
    return tuple(found[1] for found in _MARK.finditer(text))


def filled(text: str, values: Mapping[int, str]) -> str:
    """Give a phrase with its marks filled, by place; one left empty stays visible as « à compléter »."""
    place = -1

    def put(found: re.Match[str]) -> str:
        nonlocal place
        place += 1
        return values.get(place) or f"[à compléter : {found[1] or '…'}]"

    return _MARK.sub(put, text)
