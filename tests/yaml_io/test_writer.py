"""Writing YAML: readable by a person, and read back the same."""

import math

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.errors import StructureError
from lls_drafter.yaml_io import Limits, dump, has_comments, load, reader

_SIGNS = " \n\t:#-'\"\\|>[]{},&*!%@`?.0129eExXo_~+<=éœ😀\x00\r\x1b\x7f\x85\x9b\xa0\u2028\u2029\ufeff\ufffenaNyYuls"
_TEXTS = st.text(st.sampled_from(_SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=25)
_ATOMS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**15) + 1, 10**15 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXTS
    | st.dates().map(str)
)
_TREES = st.recursive(
    _ATOMS, lambda parts: st.lists(parts, max_size=4) | st.dictionaries(_TEXTS, parts, max_size=4), max_leaves=12
)


@given(_TREES)
def test_tree_comes_back(tree: object) -> None:
    """Whatever a file can hold is read back the same, types and order included, without a stray comment."""
    text = dump(tree, header="# une lettre\n# a: b")

    assert repr(tree) == repr(load(text, name="x").data)
    assert not has_comments(text, header="# une lettre\n# a: b")


@given(_TREES)
def test_tree_comes_back_from_the_slow_parser(tree: object) -> None:
    """A seat without the C parser reads the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_Loader", yaml.SafeLoader)

        assert repr(tree) == repr(load(dump(tree), name="x").data)


def test_letter_is_written_as_a_person_would() -> None:
    """Block style, order kept, no needless quotes, texts of several lines as they are, no folding."""
    letter = {
        "format": 1,
        "patient": {"nom_naissance": "MARTIN", "date_naissance": "1948-03-12", "ipp": "0750712184", "sexe": None},
        "motif": "TA : 12/8",
        "synthese": "Première ligne : dyspnée\n\n- puis tiret\n",
        "conclusion": "Deux lignes\nsans fin de ligne",
        "volet": [{"cle": "a1", "avant": {"dose": 2.5}}, {"cle": "a2", "avant": {}}, "libre", ["x", []]],
        "long": "mot " * 60 + "fin",
        "l'état": "d'accord, « bon » (à 12:30) ; 37,5 °C",
        "citation": 'il dit : "non"',
        "vide": "",
        "liste": (),
    }
    expected = f"""\
# en-tête
format: 1
patient:
  nom_naissance: MARTIN
  date_naissance: 1948-03-12
  ipp: "0750712184"
  sexe: null
motif: "TA : 12/8"
synthese: |
  Première ligne : dyspnée

  - puis tiret
conclusion: |-
  Deux lignes
  sans fin de ligne
volet:
  - cle: a1
    avant:
      dose: 2.5
  - cle: a2
    avant: {{}}
  - libre
  - - x
    - []
long: {"mot " * 60}fin
l'état: d'accord, « bon » (à 12:30) ; 37,5 °C
citation: 'il dit : "non"'
vide: ""
liste: []
"""

    assert expected == dump(letter, header="# en-tête")


@pytest.mark.parametrize(
    "text",
    [
        "no", "Yes", "ON", "off", "y", "true", "NULL", "~", "012", "12", "-3", "+3", "1_000", "0x1F", "0o17", "0b1",
        "1e3", "1.5", ".5", "5.", "12:30", "1:20:30", ".inf", "-.INF", ".NaN", "<<", "=", "", " a", "a ", "- a", "a: b",
        "a #b", "a:", "# a", "@a", "`a", "%a",
        "&a", "*a", "!a", "|", ">", "{a}", "[a]", "'a'", "?", "...", "--- a", "a\tb",
        "a\x85b", "\ufeffa",
    ],
)  # fmt: skip
def test_text_that_could_be_something_else_is_quoted(text: str) -> None:
    """A text that any YAML reader, of whichever version, may take for something else is between quotes."""
    assert dump([text]).startswith(('- "', "- '"))
    assert [text] == yaml.safe_load(dump([text]))


@pytest.mark.parametrize(
    "text", ["2026-03-02", "1 g x3/j", "a:b", "b#c", "l'été", "02/03/2026", "12h30", "2026-03", "non"]
)
def test_plain_text_and_dates_need_no_quotes(text: str) -> None:
    """What can only be read as itself, and a date, is written bare."""
    assert f"- {text}\n" == dump([text])


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a\nb", "|-"),
        ("a\nb\n", "|"),
        ("a\nb\n\n", "|+"),
        ("  a\nb", "|2-"),
        ("\na", "|2-"),
        ("a\n  \nb ", "|-"),
        ("# a\n- b: c", "|-"),
    ],
)
def test_lines_are_kept_as_lines(text: str, sign: str) -> None:
    """A text of several lines is a block with the sign that keeps its spaces and its end."""
    written = dump({"a": {"b": [text]}})

    assert f"- {sign}\n" in written
    assert {"a": {"b": [text]}} == load(written, name="x").data


@pytest.mark.parametrize("text", ["a\tb\nc", "a\r\nb", "a\x85\nb", "a\u2028\nb", "\n\n", " \n "])
def test_lines_that_a_block_would_change_are_quoted(text: str) -> None:
    """A text of several lines that a block cannot give back is on one line, between quotes."""
    assert 1 == dump([text]).count("\n")
    assert [text] == load(dump([text]), name="x").data


@pytest.mark.parametrize("key", ["k" * 5000, "é: " * 600, "a\n" * 700])
@pytest.mark.parametrize("value", [1, "l\nm", [], [1, {"a": 2}], {"x": "l\nm"}])
def test_key_longer_than_yaml_admits_comes_back(key: str, value: object) -> None:
    """A key of over a thousand characters, which no simple YAML key may have, is still read back."""
    tree = [{key: value, "b": [{key: value}]}]

    assert tree == load(dump(tree), name="x").data


@pytest.mark.parametrize(
    ("number", "written"),
    [(1e-7, "0.0000001"), (1e16, "10000000000000000.0"), (2.0, "2.0"), (0.1 + 0.2, "0.30000000000000004")],
)
def test_number_is_written_without_exponent(number: float, written: str) -> None:
    """A number is plain digits, as an exponent would be read as text."""
    assert f"{written}\n" == dump(number)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (math.nan, ValueError),
        (math.inf, ValueError),
        (10**15, ValueError),
        ("\ud83d", ValueError),
        ({"\ud83d": 1}, ValueError),
        ({1: 2}, TypeError),
        ({None: 2}, TypeError),
        ([b"octets"], TypeError),
        ({1, 2}, TypeError),
        (object(), TypeError),
    ],
)
def test_what_a_file_cannot_give_back_is_not_written(data: object, error: type[Exception]) -> None:
    """A value that would come back as another is refused before the file is touched."""
    with pytest.raises(error):
        dump(data)


def test_header_must_be_comments() -> None:
    """A header can never become content."""
    with pytest.raises(ValueError, match="comment"):
        dump({}, header="# bon\na: 1")


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        ([[[[]]]], Limits(depth=3)),
        ([[[{"a": 1}]]], Limits(depth=3)),
        ([1, 2, 3, 4], Limits(nodes=4)),
        ("éé", Limits(octets=4)),
    ],
)
def test_nothing_is_written_that_would_not_be_read(data: object, limits: Limits) -> None:
    """The limits of reading are those of writing."""
    with pytest.raises(StructureError, match="à enregistrer"):
        dump(data, limits=limits)


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        ([[[]]], Limits(depth=3)),
        ([[{"a": 1}]], Limits(depth=3)),
        ([1, 2, 3], Limits(nodes=4)),
        ("éé", Limits(octets=5)),
    ],
)
def test_what_is_written_at_the_limit_is_read(data: object, limits: Limits) -> None:
    """What is just within the limits is written and read back under the same ones."""
    assert data == load(dump(data, limits=limits).encode(), name="x", limits=limits).data
