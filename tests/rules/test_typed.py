"""Where the characters that a letter keeps stand in the text that was typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lls_drafter.letter.text import clean_text
from lls_drafter.rules.typed import Places, Typed
from lls_drafter.rules.words import Passage, Text, lower, phrases_pattern, plain
from tests.strategies import NASTY

_PARTS = st.sampled_from(
    ["a", "e", "\u0301", "\u0323", "œ", "Æ", "İ", "ß", " ", "\t", "\u00a0", "\u202f", "\n", "\r\n", "\r", "\u2028",
     "\u200b", "\u00ad", "\u202e", "\x85", "\x92", "\x9c", "\x1e", "\ud800", "\udc00", "μ", "’", "…", "가", "\u1100",
     "\u1161", "\u11a8", "Σ", "🙂", "中", "\ufb01", "\u2126", "|"]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(_PARTS, max_size=12).map("".join),
    st.text(st.characters(codec=None), max_size=20),
    st.sampled_from(NASTY),
)


@given(TEXTS)
@example("e\u200b\u0301")
def test_places_keep_what_the_letter_keeps(text: str) -> None:
    """The places are those of the very text that cleaning gives, in order, inside the text typed."""
    places = Places.of(text)

    assert clean_text(text) == places.kept
    assert len(places.kept) == len(places.starts) == len(places.ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(places.starts, places.ends, strict=True))
    assert sorted(places.starts) == places.starts
    assert sorted(places.ends) == places.ends


@pytest.mark.parametrize(
    ("typed", "clean", "found"),
    [
        ("été 10U", "10U", "10U"),
        ("e\u0301te\u0301 10U fin", "10U", "10U"),
        ("un\t\u200b10U  \r\n\r\nfin", "10U", "10U"),
        ("10\u200bU le soir", "10U", "10\u200bU"),
        ("\n\n  cafe\u0301", "café", "cafe\u0301"),
        ("l\x92e\u0301te\u0301\u00ad !", "été", "e\u0301te\u0301"),
        ("fin \nsuite \n", "suite", "suite"),
    ],
)
def test_passage_is_found_again_in_what_was_typed(typed: str, clean: str, found: str) -> None:
    """Whatever cleaning took out or joined, the passage is exactly what the person typed for it."""
    looked = Typed.of(typed)
    start = looked.clean.index(clean)
    passage = looked.origin(Passage(start, start + len(clean)))

    assert found == typed[passage.debut : passage.fin]


@given(TEXTS)
def test_every_folded_character_knows_its_origin(text: str) -> None:
    """Folded and found again, each character comes from one place of the text, and folds to itself."""
    folded = Text(text)
    pattern = phrases_pattern(tuple({word for word in plain(text).split() if word}))
    origins = list(folded.passages(pattern)) if plain(text) else []

    assert [] == [one for one in origins if not 0 <= one.debut < one.fin <= len(text)]
    assert sorted(origins) == origins


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Le  CŒUR\u00a0bat", "coeur", "CŒUR"),
        ("œdème, cf.  Dossier", "cf. dossier", "cf.  Dossier"),
        ("ŒŒ œuf à   jeun", "a jeun", "à   jeun"),
        ("l’été", "l'ete", "l’été"),
        ("İstanbul idem", "idem", "idem"),
    ],
)
def test_folding_is_undone_exactly(text: str, word: str, found: str) -> None:
    """Ligatures, accents, typographic signs and runs of spaces do not move a passage by one character."""
    (passage,) = Text(text).passages(phrases_pattern((word,)))

    assert found == text[passage.debut : passage.fin]


@given(TEXTS)
def test_lower_keeps_every_character_in_its_place(text: str) -> None:
    """A text in lower case is as long as it was: what is found in it is at the same place."""
    assert len(text) == len(lower(text))
