"""Texts that wait to be accepted keep to their own entry of a list, whatever is added, taken away or moved around it.

A question is named by its place (`allergies[1].reaction`) or by its row (`volet_medicamenteux[a2].duree`). A text kept
under such a name would come back for another entry as soon as places change: a dose for another drug.
"""

from collections.abc import Mapping
from typing import Any

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Key

Texts = Mapping[str, str]
"""Texts not accepted, by the id of their question."""


def follow(texts: Texts, before: Lettre, after: Lettre) -> tuple[Texts, Texts]:
    """Give the texts under the names that their questions have after a change, and those whose entry went away.

    Args:
        texts: what waits in the letter before.
        before: the letter that the names of `texts` belong to.
        after: the letter after the change.

    Returns:
        What waits in the letter after, by its new names; what has no entry there, by its old names.
    """
    kept: dict[str, str] = {}
    gone: dict[str, str] = {}
    for name, text in texts.items():
        found = _renamed(name, before, after)
        if found is None:
            gone[name] = text
        else:
            kept[found] = text
    return kept, gone


def _renamed(name: str, before: Lettre, after: Lettre) -> str | None:
    """Give the name of a question after a change; None when its entry went away."""
    try:
        old = FieldPath.parse(name).parts
    except ValueError:  # a question of no field
        return name
    new: list[str | int | Key] = []
    for depth, part in enumerate(old):
        if isinstance(part, str):
            new.append(part)
            continue
        known, standing = _entries(before, old[:depth]), _entries(after, tuple(new))
        place = _key_place(part, known, standing) if isinstance(part, Key) else _place(part, known, standing)
        if place is None:
            return None
        new.append(place)
    return str(FieldPath(tuple(new)))


def _entries(lettre: Lettre, parts: tuple[str | int | Key, ...]) -> tuple[Any, ...]:
    """Give the entries of a list, none where nothing was said."""
    found = FieldPath(parts).read(lettre)
    return found if isinstance(found, tuple) else ()


def _key_place(key: Key, known: tuple[Any, ...], standing: tuple[Any, ...]) -> Key | None:
    """Give the key of a row; None when the row went away. The text of a row to come stays."""
    was = any(row.cle == key.cle for row in known)
    return None if was and all(row.cle != key.cle for row in standing) else key


def _place(index: int, known: tuple[Any, ...], standing: tuple[Any, ...]) -> int | None:
    """Give the place where an entry went; None when it went away. After the last one is the place of one to come."""
    if len(known) == len(standing):
        return _moved(index, known, standing)
    shorter = min(len(known), len(standing))
    head = next((i for i in range(shorter) if known[i] != standing[i]), shorter)
    tail = next((i for i in range(shorter - head) if known[-1 - i] != standing[-1 - i]), shorter - head)
    if index < head:
        return index
    if index >= len(known) - tail:
        return index + len(standing) - len(known)
    return index if len(standing) > len(known) else None


def _moved(index: int, known: tuple[Any, ...], standing: tuple[Any, ...]) -> int:
    """Give the place of an entry among as many: where it went when they only changed places."""
    if index >= len(known) or known[index] == standing[index]:
        return index
    if any(entry not in standing for entry in known):
        return index  # an entry was corrected where it stands
    return standing.index(known[index])
