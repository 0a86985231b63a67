"""Words near a mistyped one: every fault that is forgiven is found, and no other."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.reference.search_typos import distances, filing_keys, lookup_keys, nearest

LETTERS = st.text("abcd", min_size=1, max_size=9)


def slow_distance(left: str, right: str) -> int:
    """Give the restricted Damerau-Levenshtein distance by its definition."""
    table = {(-1, -1): 0}
    for row in range(-1, len(left)):
        for column in range(-1, len(right)):
            if row == column == -1:
                continue
            costs = []
            if row >= 0:
                costs.append(table[row - 1, column] + 1)
            if column >= 0:
                costs.append(table[row, column - 1] + 1)
            if row >= 0 and column >= 0:
                costs.append(table[row - 1, column - 1] + (left[row] != right[column]))
            if row > 0 and column > 0 and left[row - 1 : row + 1] == right[column] + right[column - 1]:
                costs.append(table[row - 2, column - 2] + 1)
            table[row, column] = min(costs)
    return table[len(left) - 1, len(right) - 1]


@given(LETTERS, LETTERS)
def test_distance_is_that_of_its_definition(typed: str, word: str) -> None:
    """The band gives the same as the whole table, up to two faults; a beginning is never farther than the word."""
    beginning, whole = distances(typed, word, 2)
    expected = min(slow_distance(typed, word[:length]) for length in range(len(word) + 1))

    assert min(3, slow_distance(typed, word)) == whole
    assert min(3, expected) == beginning


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("lasilx", "lasilix"),
        ("eliqius", "eliquis"),
        ("fre", "fer"),
        ("predisone", "prednisone"),
        ("amlodpi", "amlodipine"),
    ],
)
def test_near_word_is_found(typed: str, word: str) -> None:
    """One fault in a short word, two in a long one, in a whole word or in its beginning."""
    assert not filing_keys(word).isdisjoint(lookup_keys(typed))
    assert [word] == [one.mot for one in nearest(typed, [word, "tramadol"], 5)]


@pytest.mark.parametrize(("typed", "word"), [("ref", "fer"), ("xxr", "fer"), ("tramadl", "amlodipine"), ("abc", "xyz")])
def test_far_word_is_left_out(typed: str, word: str) -> None:
    """Two faults in a short word make another word."""
    assert [] == nearest(typed, [word], 5)


def test_nearest_comes_first() -> None:
    """Fewer faults first, then whole words, then the same first letter."""
    found = [one.mot for one in nearest("prednisne", ["prednisolone", "prednisone"], 5)]

    assert "prednisone" == found[0]


def test_every_forgiven_fault_is_filed() -> None:
    """Whatever one or two faults are made in a word, what it is filed under leads back to it."""
    chance = random.Random(5)  # noqa: S311 - a fixed sample
    for _ in range(600):
        word = "".join(chance.choice("abcdefgh") for _ in range(chance.randrange(3, 13)))
        typed = word
        for _ in range(1 if len(word) <= 5 else chance.choice((1, 2))):
            place = chance.randrange(len(typed) - 1) if len(typed) > 1 else 0
            typed = chance.choice(
                (
                    typed[:place] + typed[place + 1 :],
                    typed[:place] + "x" + typed[place:],
                    typed[:place] + "x" + typed[place + 1 :],
                    typed[:place] + typed[place : place + 2][::-1] + typed[place + 2 :],
                )
            )
        if len(typed) >= 3 and distances(typed, word, 2)[1] <= 2:
            assert not filing_keys(word).isdisjoint(lookup_keys(typed)), (word, typed)
