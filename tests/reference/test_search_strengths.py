"""Strengths compared whatever the way they are written, and never supplied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.reference.search_strengths import (
    same_strength,
    search_numbers,
    strength_key,
    strength_of,
    strengths_in,
    written_strength,
)


def same(typed: str, *dosages: str) -> bool:
    """Tell whether a typed strength is that of a speciality."""
    strength = strength_of(typed)
    return strength is not None and same_strength(strength, dosages)


@pytest.mark.parametrize(
    ("typed", "dosages"),
    [
        ("5", ("5 mg",)),
        ("5 mg", ("5 mg",)),
        ("5,0 mg", ("5 mg",)),
        ("1 g", ("1 000 mg",)),
        ("1000 mg", ("1 g",)),
        ("0,5 mg", ("500 microgrammes",)),
        ("500 µg", ("500 microgrammes",)),
        ("500 mcg", ("0,5 mg",)),
        ("37,5/325", ("37,5 mg", "325 mg")),
        ("325 mg + 37,5 mg", ("37,5 mg", "325 mg")),
        ("4000 UI", ("4 000 UI/0,4 ml",)),
        ("4 000 UI anti-Xa/0,4 mL", ("4 000 UI/0,4 ml",)),
        ("100 UI/mL", ("300 unités/3 ml",)),
        ("1 MUI", ("1 000 000 UI",)),
        ("12", ("12 microgrammes/heure",)),
        ("12 µg/h", ("12 microgrammes/heure",)),
        ("0,9 %", ("0,9 %",)),
        ("250/25", ("250 microgrammes/dose", "25 microgrammes/dose")),
        ("5 mg/24 h", ("5 mg/24 heures",)),
        ("5 mg/24 h", ("5 mg/jour",)),
    ],
)
def test_same_strength_in_another_writing(typed: str, dosages: tuple[str, ...]) -> None:
    """Units, spaces, order and volumes aside, these are one strength."""
    assert same(typed, *dosages)


@pytest.mark.parametrize(
    ("typed", "dosages"),
    [
        ("5 g", ("5 mg",)),
        ("5 µg", ("5 mg",)),
        ("50", ("5 mg",)),
        ("25", ("2,5 mg",)),
        ("1", ("1 000 mg",)),
        ("5 UI", ("5 mg",)),
        ("37,5", ("37,5 mg", "325 mg")),
        ("37,5/37,5", ("37,5 mg", "325 mg")),
        ("100 UI/mL", ("100 UI/3 ml",)),
        ("5", ("",)),
        ("5", ()),
        ("10 mg", ("10 mg et 20 mg",)),
    ],
)
def test_other_strength_is_not_taken_for_it(typed: str, dosages: tuple[str, ...]) -> None:
    """A thousandfold or a tenfold is never near."""
    assert not same(typed, *dosages)


@pytest.mark.parametrize("text", ["", "comprimé", "5 mg le matin", "cinq", "½", "mg", "1-0-1", "/5", "5 mg/"])
def test_text_that_is_no_strength(text: str) -> None:
    """A strength is the whole text or none of it."""
    assert strength_of(text) is None


def test_number_that_ends_a_word_is_no_strength() -> None:
    """« MIX25 100 UI » is 100 UI, « B1 250 mg » 250 mg: the digits of a name are not thousands."""
    assert ["100ui|1ml"] == [one.key for one in strengths_in("HUMALOG MIX25 100 UI/ml, suspension")]
    assert ["250000µg"] == [one.key for one in strengths_in("VITAMINE B1 250 mg, comprimé")]


def test_key_is_the_same_for_the_same_strength() -> None:
    """Two writings of a strength make one line of an index."""
    assert strength_key(("1 g",)) == strength_key(("1 000 mg",))
    assert strength_key(("1 g", "125 mg")) != strength_key(("125 mg", "1 g"))
    assert strength_key(("10 mg et 20 mg",)) != strength_key(("10 mg",))


def test_strength_is_written_as_people_write_it() -> None:
    """Substances by a slash, their common volume once."""
    assert "500 mg/62,5 mg" == written_strength(("500 mg", "62,5 mg"))
    assert "100 mg/12,5 mg par ml" == written_strength(("100 mg/ml", "12,5 mg/ml"))
    assert "4 000 UI/0,4 ml" == written_strength(("4 000 UI/0,4 ml",))


def test_half_a_strength_is_not_written() -> None:
    """A combination with one unknown strength has none: the other one would be read as the whole."""
    assert "" == written_strength(("500 mg", ""))
    assert "" == written_strength(())


def test_query_may_say_the_number_or_the_quantity() -> None:
    """A line is found by its bare numbers and by its quantities, in any unit."""
    assert {"5", "=5000µg"} == search_numbers(("5 mg",), "")
    assert {"40", "=40000µg", "4000", "=4000ui", "0.4", "=0.4ml"} <= search_numbers(
        ("4 000 UI/0,4 ml",), "LOVENOX 4 000 UI (40 mg)/0,4 ml" + ", 40 mg"
    )


@given(st.text(max_size=60))
def test_any_text_is_a_strength_or_not(text: str) -> None:
    """No text is an error, in a label or typed."""
    strength_of(text)
    assert all(one.parts for one in strengths_in(text))
