"""Long words of the lexicon with one typing error: « comprimmé », « semiane », « gellule ».

Only the names of units, days and times, of six letters or more, and only when one single word is meant: a short word
one letter away is another word.
"""

from functools import cache, lru_cache

from lls_drafter.medication.lexicon import SPELLINGS, Kind

_SHORTEST = 6
_KINDS = frozenset({Kind.UNITE, Kind.TEMPS, Kind.JOUR, Kind.MOMENT, Kind.MESURE})
_OTHER_WORDS = frozenset({"gouter", "sachez", "compris", "comprise", "dormir", "boucher", "toucher", "couches"})


@lru_cache(maxsize=2048)
def mended(word: str) -> tuple[Kind, object] | None:
    """Give what a misspelt word is, None when it is none of the long words or could be two of them."""
    if len(word) < _SHORTEST or word in _OTHER_WORDS:
        return None
    table = _by_deletion()
    candidates = {found for key in (word, *_deletions(word)) for found in table.get(key, ())}
    meant = {_MEANINGS()[found] for found in candidates if _one_edit(word, found)}
    return next(iter(meant)) if len(meant) == 1 else None


@cache
def _MEANINGS() -> dict[str, tuple[Kind, object]]:  # noqa: N802 - a table made at first use
    """Give the long words with their kind and canonical value."""
    return {
        words[0]: (kind, value)
        for entries in SPELLINGS.values()
        for words, kind, value in entries
        if len(words) == 1 and len(words[0]) >= _SHORTEST and kind in _KINDS
    }


@cache
def _by_deletion() -> dict[str, tuple[str, ...]]:
    """Give the long words by what is left of them without one letter, and whole."""
    table: dict[str, list[str]] = {}
    for word in _MEANINGS():
        for key in {word, *_deletions(word)}:
            table.setdefault(key, []).append(word)
    return {key: tuple(words) for key, words in table.items()}


def _deletions(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _one_edit(typed: str, meant: str) -> bool:
    """Tell whether one letter is added, missing, changed, or two neighbours are swapped."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    one, other = typed[start:], meant[start:]
    if one[1:] == other[1:] or one[1:] == other or one == other[1:]:
        return True
    return len(one) > 1 and one[:2] == other[1::-1] and one[2:] == other[2:]
