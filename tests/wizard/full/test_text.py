"""Texts as the full screen draws them: inert, wrapped, with offsets that lead back."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.wizard.full.text import MOST_DRAWN, cells, excerpt, inert, offset_at, place_of, wrap

_ANY = st.text(alphabet=st.characters(codec="utf-8"), max_size=200)
_FRENCH = st.text(alphabet="aeéèœ µ°½\n漢'-xyz12345,.", max_size=300)


@given(_ANY)
def test_inert_text_has_as_many_characters_and_no_power(text: str) -> None:
    """No character of a drawn text moves the cursor, turns the writing round or hides: each has a visible sign."""
    drawn = inert(text)
    powers = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

    assert len(text) == len(drawn)
    assert set() == {unicodedata.category(one) for one in drawn if one != "\n"} & powers


def test_escape_and_bidi_marks_are_signs() -> None:
    """An escape sequence and a direction mark are seen, not obeyed."""
    assert "␛[2J a□b□c" == inert("\x1b[2J\ta\u202eb\u200bc").replace("\n", "")


@given(_FRENCH, st.integers(5, 60))
def test_every_offset_of_a_wrapped_text_leads_back_to_itself(text: str, width: int) -> None:
    """The cursor stands where its character is drawn, and nowhere else."""
    lines = wrap(text, width)

    assert [] == [at for at in range(len(text) + 1) if at != offset_at(lines, *place_of(lines, at))]


@given(_FRENCH, st.integers(5, 60))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    """No line is wider than the pane, and all that is typed is on one of them."""
    lines = wrap(text, width)
    spaces = str.maketrans("", "", " \n")

    assert all(cells(line.dessin) <= width for line in lines)
    assert inert(text).translate(spaces) == "".join(line.dessin for line in lines).translate(spaces)


def test_words_are_cut_at_spaces() -> None:
    """A word stays whole where the width allows it."""
    assert ["Patiente de", "89 ans,", "œdème"] == [line.dessin for line in wrap("Patiente de 89 ans,\nœdème", 12)]


def test_long_text_is_drawn_around_its_cursor_and_the_rest_is_counted() -> None:
    """A line of a megabyte shows what stands around the cursor, and tells how much stands on each side."""
    text = "x" * 1_000_000
    for cursor in (0, 5_999, 500_000, 999_999, 1_000_000):
        part = excerpt(text, cursor)

        assert len(text) == part.debut + len(part.texte) + part.apres
        assert part.debut <= cursor <= part.debut + len(part.texte)
        assert MOST_DRAWN // 2 <= len(part.texte) <= MOST_DRAWN
