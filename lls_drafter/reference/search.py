"""The search of drugs, key after key: what is typed begins words of a name, in any order, then filters.

`amlo 5 gel` finds amlodipine 5 mg gélule: a word begins a word of the substances, the brand, the form, the route or
the label; a number is that of a strength, with its unit when one is typed. Better answers come first: a name typed
whole, then begun, then the other words; among those, the order of the lines (`index_lines`). Names that begin alike
share the first answers, three lines each. Laboratories' specialities answer when nothing else does (their name was
typed), homeopathy when its name was typed whole or nothing else answers. Only when no word begins as typed are typing
errors forgiven: a right name is never followed by those that look like it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from lls_drafter.reference.index_bits import first, members
from lls_drafter.reference.index_store import IndexStore, Lines
from lls_drafter.reference.search_strengths import number_key, strength_of
from lls_drafter.reference.search_typos import LONGEST, SHORTEST, lookup_keys, nearest
from lls_drafter.reference.search_words import LINKS, without_elisions

MOST_LETTERS: Final = 200
_MOST_WORDS: Final = 8
_OF_ONE_NAME: Final = 3
_LOOKED_AT: Final = 6  # lines looked at for each one given, so that names can share
_MOST_NEAR: Final = 12
_UNITS: Final = ("mg", "g", "microgrammes", "ug", "mcg", "ui", "unites", "ml", "mmol", "meq", "heures", "dose")
_TOKEN = re.compile(
    r"(?P<strength>[0-9]+(?: [0-9]{3}(?![0-9]))*(?:[.,][0-9]+)? ?"
    r"(?:[µμu]g|mcg|mg|g|kg|microgrammes?|m?ui|%|mmol|ml|l)(?![a-z0-9]))"
    r"|(?P<word>[a-z][a-z0-9]*|[0-9]+[a-z][a-z0-9]*)|(?P<number>[0-9]+(?:[.,][0-9]+)?)",
)


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, read one way: words that begin words, and keys of numbers (see `number_key`)."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The lines that answer, best first, and the words of the index that made them answer, whole or begun."""

    lignes: tuple[int, ...]
    par: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """The lines of each word of a query, typed whole or begun."""

    begun: tuple[Lines, ...]
    whole: tuple[Lines, ...]


def find(store: IndexStore, text: str, limit: int) -> Found:
    """Give the lines that a typed text finds, none for an empty one.

    Raises:
        ReferenceDataError: the index is damaged.
    """
    readings = queries(text)
    for query in readings:
        if found := _exact(store, query, limit):
            return Found(tuple(found), query.words)
    if not readings:
        return Found((), ())
    query = readings[0]
    forgiven = _forgiving(store, query, limit)
    if forgiven.lignes:
        return forgiven
    homeopathy = _wanted(_match(store, query), _numbers(store, query))
    return Found(tuple(members(homeopathy, limit)), query.words)


def queries(text: str) -> tuple[Query, ...]:
    """Read what was typed, most likely reading first: « 5 g » is 5 grammes, or « 5 » and the start of « gélule »."""
    typed = without_elisions(text[:MOST_LETTERS])
    words: list[str] = []
    numbers: list[str] = []
    other: Query | None = None
    for found in list(_TOKEN.finditer(typed))[:_MOST_WORDS]:
        token = found[0]
        is_last = found.end() == len(typed)
        if not found["word"]:
            strength = strength_of(token)
            if strength is None:
                continue
            quantity = strength.parts[0]
            if is_last and words and " " in token:
                unit = token.rpartition(" ")[2]
                other = Query((*words, unit), (*numbers, number_key(replace(quantity, unite=""))))
            numbers.append(number_key(quantity))
        elif numbers and token in _UNITS and typed[found.start() - 1] == "/":
            continue  # « 100 UI/mL »
        elif token not in LINKS or (is_last and not words):
            if is_last and numbers and any(unit.startswith(token) for unit in _UNITS):
                other = Query(tuple(words), tuple(numbers))  # a unit that is still being typed
            words.append(token[:LONGEST])
    query = Query(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(numbers)))
    return tuple(one for one in (query, other) if one is not None and one.words)


def _match(store: IndexStore, query: Query) -> _Match:
    """Give the lines of each word; one or two letters are the beginning of a name rather than a whole one."""
    return _Match(
        tuple(store.beginning(word) for word in query.words),
        tuple(store.word(word) if len(word) >= SHORTEST else Lines() for word in query.words),
    )


def _numbers(store: IndexStore, query: Query) -> tuple[int, ...]:
    """Give the lines of each number."""
    return tuple(store.word(number).autre for number in query.numbers)


def _wanted(match: _Match, numbers: Iterable[int]) -> int:
    """Give the lines that have all the words and all the numbers."""
    wanted = -1
    for lines in match.begun:
        wanted &= lines.nom | lines.autre
    for bits in numbers:
        wanted &= bits
    return max(0, wanted)


def _exact(store: IndexStore, query: Query, limit: int) -> list[int]:
    """Give the lines that have all that was typed, without forgiving anything."""
    match = _match(store, query)
    numbers = _numbers(store, query)
    wanted = _wanted(match, numbers)
    visible = (1 << store.visibles) - 1
    usual = wanted & visible
    if not usual and query.numbers and query.numbers[-1][0] != "=":  # still being typed: « 1 » for « 10 »
        begun = (*numbers[:-1], store.beginning(query.numbers[-1]).autre)
        usual = _wanted(match, begun) & visible
    if not usual:
        usual = wanted & ((1 << store.laboratoires) - 1)
    found = _best(store, match, usual, limit) if usual else []
    if len(found) < limit:
        whole = wanted >> store.laboratoires << store.laboratoires
        for lines in match.whole:
            whole &= lines.nom
        found += members(whole, limit - len(found))
    return found


def _best(store: IndexStore, match: _Match, wanted: int, limit: int) -> list[int]:
    """Give the best of the wanted lines."""
    begun = whole = named = 0
    all_named = -1
    for lines, exact in zip(match.begun, match.whole, strict=True):
        begun |= lines.premier
        whole |= exact.premier
        named |= lines.nom
        all_named &= lines.nom
    tiers = (whole & all_named, whole, begun & all_named, begun, named, -1)
    found: list[int] = []
    free = 0  # lines before this one are of a name typed whole: nothing is to be shared
    for place, tier in enumerate(tiers):
        here = list(members(wanted & tier, limit * _LOOKED_AT - len(found)))
        found += here
        wanted &= ~tier
        free = len(found) if place <= 1 else free
    return _share(store, found, free, limit)


def _share(store: IndexStore, found: list[int], free: int, limit: int) -> list[int]:
    """Give the first lines, no name taking more than its share before the others had theirs."""
    if len(found) <= limit or free >= limit:
        return found[:limit]
    names = store.names_of(found)
    share = max(1, min(_OF_ONE_NAME, limit // _OF_ONE_NAME))
    taken: dict[int, int] = {}
    chosen: list[int] = found[:free]
    put_off: list[int] = []
    for line in found[free:]:
        name = names.get(line, -1)
        taken[name] = taken.get(name, 0) + 1
        (chosen if taken[name] <= share else put_off).append(line)
    kept = set((chosen + put_off)[:limit])
    return [line for line in found if line in kept]


def _forgiving(store: IndexStore, query: Query, limit: int) -> Found:
    """Give the lines that have all that was typed, words that nothing begins with being mistyped ones."""
    visible = (1 << store.visibles) - 1
    match = _match(store, query)
    known = [(lines.nom | lines.autre) & visible for lines in match.begun]
    doubtful = [place for place, bits in enumerate(known) if not bits] or [
        place for place, word in enumerate(query.words) if len(word) >= SHORTEST
    ]
    others = visible
    for bits in (*(bits for place, bits in enumerate(known) if place not in doubtful), *_numbers(store, query)):
        others &= bits
    meant: list[_Meant] = []
    for place in doubtful:
        near = list(_near_words(store, query.words[place], match.begun[place], visible))
        meant = meant or near
        either = 0
        for one in near:
            either |= one.nom
        others &= either
    kept = [one for one in meant if one.nom & others]
    return Found(tuple(_in_turn(kept, others, limit)), tuple(one.mot for one in kept))


@dataclass(frozen=True, slots=True)
class _Meant:
    """A word that was perhaps meant, and the lines that it names, first or not."""

    mot: str
    premier: int
    nom: int


def _near_words(store: IndexStore, typed: str, begun: Lines, visible: int) -> Iterator[_Meant]:
    """Give the words that a mistyped one may be, nearest first, each with the lines that it names."""
    if begun.nom & visible:
        yield _Meant(typed, begun.premier, begun.nom)
    if len(typed) < SHORTEST or not typed[0].isalpha():
        return
    ranked = []
    for one in nearest(typed, store.near(lookup_keys(typed)), _MOST_NEAR * 3):
        lines = store.word(one.mot)
        named = lines.nom & visible
        if named:
            order = (one.fautes, one.entier, one.initiale, first(named))
            ranked.append((order, _Meant(one.mot, lines.premier & visible, named)))
    ranked.sort(key=lambda pair: pair[0])
    for _, one_meant in ranked[:_MOST_NEAR]:
        yield one_meant


def _in_turn(meant: list[_Meant], others: int, limit: int) -> list[int]:
    """Give one line of each word in turn, so that the first answers show every name that was perhaps meant."""
    found: list[int] = []
    waiting = [
        chain(members(one.premier & others, limit), members(one.nom & ~one.premier & others, limit)) for one in meant
    ]
    while waiting and len(found) < limit:
        going = []
        for one in waiting:
            line = next((line for line in one if line not in found), None)
            if line is not None:
                found.append(line)
                going.append(one)
        waiting = going
    return found[:limit]
