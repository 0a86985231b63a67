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
        return values.get(place) or _to_complete(found)

    return _MARK.sub(put, text)


def left_to_fill(text: str, phrases: Sequence[PhrasePort]) -> tuple[re.Match[str], ...]:
    """Give the marks of ready phrases that stand in a text being written; braces that a person typed are none."""
    if "{" not in text:
        return ()
    known = {mark for phrase in phrases for mark in marks(phrase.texte)}
    return tuple(found for found in _MARK.finditer(text) if found[1] in known)


def completed(text: str, phrases: Sequence[PhrasePort]) -> str:
    """Give a text being written, where the marks of ready phrases left unfilled say « à compléter »."""
    for found in reversed(left_to_fill(text, phrases)):
        text = text[: found.start()] + _to_complete(found) + text[found.end() :]
    return text


def _to_complete(mark: re.Match[str]) -> str:
    """Give what stands for a mark that nobody filled."""
    return f"[à compléter : {mark[1] or '…'}]"
