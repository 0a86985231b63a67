"""Hints: the next one on what a letter lacks or says wrong; none gives an answer away."""

from dataclasses import dataclass

from lls_drafter.packs.case_model import Element, Interdit, Key
from lls_drafter.training.correction import missing_elements, wrong_claims
from lls_drafter.training.said import Said


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint, and the id of what it is about."""

    id: str
    texte: str


def next_hint(key: Key, said: Said, given: tuple[str, ...]) -> Hint | None:
    """Give a hint that was not given yet, on what is missing first, then on what is wrong; None when none is left."""
    waiting: list[Element | Interdit] = [*missing_elements(key, said), *wrong_claims(key, said)]
    for one in waiting:
        if one.indice and one.id not in given:
            return Hint(one.id, one.indice)
    return None


def known_hints(key: Key, given: tuple[str, ...]) -> tuple[Hint, ...]:
    """Give again the hints that were given, in that order; an id that the key no longer has is passed over."""
    by_id = {one.id: one.indice for one in key.elements} | {one.id: one.indice for one in key.interdits}
    return tuple(Hint(name, by_id[name]) for name in given if by_id.get(name))
