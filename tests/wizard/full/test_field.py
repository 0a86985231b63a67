"""The text being edited, as drawn."""

from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.rules.model import Niveau
from lls_drafter.rules.writing import Diagnostic
from lls_drafter.wizard.full.field import draw_field, still_valid


def found(debut: int, fin: int) -> Diagnostic:
    """Give a passage."""
    return Diagnostic(debut, fin, Niveau.ALERTE, "REG-X", "à mendre")


def test_passage_is_underlined_over_the_lines_that_it_takes() -> None:
    """What the rules find is underlined where it stands, also when the text is wrapped in the middle of it."""
    drawn = draw_field("prendre 10 UI le soir", 0, 12, [found(8, 16)])
    underlined = [text for line in drawn.lines for style, text in line if "souligne" in style]

    assert ["10", "UI le"] == underlined
    words = " ".join("".join(text for _, text in line) for line in drawn.lines).split()
    assert ["prendre", "10", "UI", "le", "soir"] == words


@given(st.text("ab ", max_size=20), st.text("ab ", max_size=20), st.text("xy", min_size=1, max_size=5))
def test_passage_follows_its_words_while_one_types_elsewhere(before: str, after: str, typed: str) -> None:
    """A passage stays under the same letters when something is typed before or after it."""
    text = f"{before}QQQ{after}"
    one = found(len(before), len(before) + 3)

    for changed in (text + typed, typed + text):
        assert ["QQQ"] == [changed[d.debut : d.fin] for d in still_valid([one], text, changed)]


def test_passage_that_is_being_changed_is_dropped() -> None:
    """A word that was mended is not underlined until it is judged again."""
    assert () == still_valid([found(0, 3)], "QQQ", "QXQ")


def test_very_long_line_shows_where_the_cursor_is() -> None:
    """A text of a megabyte is drawn in part, with its cursor, and says what stands around."""
    drawn = draw_field("x" * 1_000_000, 600_000, 80)
    texts = ["".join(text for _, text in line) for line in drawn.lines]

    assert "caractères avant" in texts[0]
    assert "caractères après" in texts[-1]
    assert 0 < drawn.row < len(texts) - 1
