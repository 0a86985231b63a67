"""What cleaning keeps, what it takes out, and what counts as nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.letter import text as text_module
from lls_drafter.letter.text import clean_text, closest, common_ends, fold, is_blank

_ODD = (
    "\n\r\t\v\f\x00\x07\x1b\x1c\x1e\x7f\x85\x92\x81\xa0\xad\u0301\u0327\u200b\u200d\u202e\u2028\u2029\u202f\ufeff\uffff"
)
_TEXTS = st.text(st.sampled_from(_ODD + "\ud83d\ude00\udcb5 eéœŉİß") | st.characters(), max_size=15)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Dyspnée fébrile", "Dyspnée fébrile"),
        ("e\u0301", "é"),
        ("a\r\nb\rc\vd\fe\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("1 g\tx3/j", "1 g x3/j"),
        ("fin  \nsuite \u202f", "fin\nsuite"),
        ("\n \n\n  retrait gardé\n\nfin\n\n", "  retrait gardé\n\nfin"),
        ("37,5\xa0°C, 12\u202f000", "37,5\xa0°C, 12\u202f000"),
        ("aspi\xadrine\u200b\ufeff", "aspirine"),
        ("\u202e05\u202c mg", "05 mg"),
        ("rouge \x1b[31m\x00\x08\x7f", "rouge [31m"),
        ("cellule\x07suivante", "cellule suivante"),
        ("1\x1e2 cp", "1-2 cp"),
        ("c\x9cur, l\x92examen", "cœur, l’examen"),
        ("   ", ""),
        ("ascii  ", "ascii"),
        ("", ""),
    ],
)
def test_clean_text_gives_what_a_reader_sees(typed: str, kept: str) -> None:
    """Cleaning removes what no screen shows, and nothing else."""
    assert kept == clean_text(typed)


def test_clean_text_shows_what_the_terminal_could_not_read() -> None:
    """A byte that is not UTF-8 stays visible: "2 µg" never becomes "2 g"."""
    typed = b"2 \xb5g".decode("utf-8", "surrogateescape")

    assert "2 \N{REPLACEMENT CHARACTER}g" == clean_text(typed)


def test_clean_text_joins_the_halves_of_a_character() -> None:
    """A character that came as two halves is one character again."""
    assert "\N{GRINNING FACE}" == clean_text("\ud83d\ude00")


@given(_TEXTS)
def test_clean_text_is_stable(typed: str) -> None:
    """Cleaning a clean text changes nothing, and the result can always be saved in UTF-8."""
    cleaned = clean_text(typed)

    assert cleaned == clean_text(cleaned)
    assert cleaned == cleaned.encode().decode()


@given(_TEXTS)
def test_clean_text_holds_nothing_invisible(typed: str) -> None:
    """No control character, other line end or half character is left, and the text is in NFC."""
    cleaned = clean_text(typed)

    assert set() == {mark for mark in cleaned if unicodedata.category(mark) in {"Cc", "Cs", "Zl", "Zp"}} - {"\n"}
    assert unicodedata.is_normalized("NFC", cleaned)


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_clean_text_loses_no_letter(typed: str) -> None:
    """Letters, digits and signs all stay, up to their normal form."""
    assert unicodedata.normalize("NFC", typed) == clean_text(typed)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\xa0\u202f", "\u200b\ufeff", "\x00", "\u2003"])
def test_is_blank_sees_that_nothing_is_written(text: str) -> None:
    """Spaces of any kind and invisible characters are no answer."""
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", ".", "aucun", " x", "\N{REPLACEMENT CHARACTER}"])
def test_is_blank_leaves_an_answer_alone(text: str) -> None:
    """Whatever can be read is an answer, a zero too."""
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Œdème  AIGU", "oedeme aigu"),
        ("Ægosome", "aegosome"),
        ("  L’été\xa0: \n fièvre ", "l'ete : fievre"),
        ("5 µg", fold("5 μg")),
        ("bêta‑bloquant", "beta-bloquant"),
    ],
)
def test_fold_forgets_case_accents_and_spaces(text: str, folded: str) -> None:
    """Two ways of typing one word are one word."""
    assert folded == fold(text)


@given(_TEXTS)
def test_fold_is_stable(text: str) -> None:
    """Folding a folded text changes nothing."""
    assert fold(text) == fold(fold(text))


def test_closest_proposes_the_nearest_name() -> None:
    """A mistyped key is answered with the key that was meant, as it is spelt."""
    names = ("motif_hospitalisation", "date_sortie", "date_entree", "Sévérité")

    assert ("motif_hospitalisation",) == closest("motif_hospitalistion", names)
    assert ("date_sortie", "heure_sortie") == closest("date_sorti", (*names, "heure_sortie"), n=2)
    assert ("Sévérité",) == closest("severite", names)


def test_closest_is_silent_when_nothing_is_near() -> None:
    """An unknown word gets no far-fetched proposal."""
    assert () == closest("xyz", ("motif_hospitalisation", "date_sortie"))


@given(_TEXTS, _TEXTS, _TEXTS, _TEXTS)
def test_common_ends_leave_the_least_between(start: str, one: str, other: str, end: str) -> None:
    """Both texts begin and end as told, the two parts never overlap, and what is between differs at both ends."""
    before, after = start + one + end, start + other + end
    head, tail = common_ends(before, after)
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]

    assert (before, after) == (
        after[:head] + left + after[len(after) - tail :],
        before[:head] + right + before[len(before) - tail :],
    )
    assert not (left and right and (left[0] == right[0] or left[-1] == right[-1]))


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [("", "", (0, 0)), ("aa", "aaa", (2, 0)), ("matin", "soir", (0, 0)), ("1 cp le soir", "2 cp le soir", (0, 11))],
)
def test_common_ends_prefer_the_beginning(before: str, after: str, wanted: tuple[int, int]) -> None:
    """What could count at both ends counts at the beginning."""
    assert wanted == common_ends(before, after)


def test_usual_characters_need_no_cleaning() -> None:
    """What is told usual, to go faster, is what no step of the cleaning would change."""
    usual = [chr(code) for code in range(0x110000) if text_module._UNUSUAL.match(chr(code)) is None]

    assert 600 < len(usual)
    assert [] == [
        one
        for one in usual
        if text_module._REMOVED.match(one)
        or text_module._LINE_ENDS.match(one)
        or ord(one) in text_module._TRANSLATION
        or 0xD800 <= ord(one) <= 0xDFFF
    ]
