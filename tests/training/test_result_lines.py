"""One result as one line, and back."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.training.result import Exercice, Nature, Point, Resultat
from lls_drafter.training.result_lines import Ligne, LineError, NewerFormatError, read_line, write_line
from tests.training.results import result

_NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=40).filter(str.isprintable)
_POINTS = st.builds(
    Point,
    id=_NAMES.filter(bool),
    critere=st.sampled_from(["", "QLS-05"]),
    regle=_NAMES,
    nature=st.sampled_from(Nature),
    poids=st.integers(0, 1000),
)
_RESULTS = st.builds(
    Resultat,
    exercice=st.sampled_from(Exercice),
    cas=_NAMES.filter(bool),
    version=_NAMES,
    le=st.datetimes(timezones=st.timezones()),
    duree_s=st.none() | st.integers(0, 100_000),
    score=st.integers(0, 100),
    points=st.lists(_POINTS, max_size=5).map(tuple),
    indices=st.integers(0, 50),
)


@given(_RESULTS)
def test_result_comes_back_from_its_line(resultat: Resultat) -> None:
    """Whatever a result says, its line says the same, on one line."""
    line = write_line("nina", resultat)

    assert (Ligne("nina", resultat), 1) == (read_line(line), line.count(b"\n"))


def test_result_that_could_not_be_read_back_is_not_written() -> None:
    """A line that nobody could read is a bug of ours, told at once: the learner would lose it later."""
    with pytest.raises(LineError):
        write_line("nina", replace(result(), score=101))


def _spoiled(**changes: object) -> bytes:
    return json.dumps(json.loads(write_line("nina", result())) | changes).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "1"},
        {"format": True},
        {"format": 0},
        {"apprenant": "../nina"},
        {"apprenant": "Léa"},
        {"exercice": "lire"},
        {"cas": ""},
        {"cas": "x" * 200},
        {"cas": "\x1b[2J"},
        {"version": None},
        {"le": "hier"},
        {"le": "2026-03-02T09:00:00"},
        {"le": 3},
        {"duree_s": -1},
        {"duree_s": 1.5},
        {"score": 101},
        {"score": True},
        {"score": "90"},
        {"indices": None},
        {"points": {}},
        {"points": [["K01"]]},
        {"points": [["K01", "", "", "parfait", 1]]},
        {"points": [["K01", "", "", "acquis", 1]] * 2000},
        {"note": "très bien"},
    ],
)
def test_line_edited_into_something_else_is_none(changes: dict[str, object]) -> None:
    """A line with a value, a type or a key of its own is no result: it is never counted for what it was not."""
    with pytest.raises(LineError):
        read_line(_spoiled(**changes))


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"{", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format":1,"format":1}', b'{"score":NaN}']
)
def test_other_bytes_are_no_line(line: bytes) -> None:
    """What is no object, or no JSON at all, is no result."""
    with pytest.raises(LineError):
        read_line(line)


def test_line_of_a_later_format_is_told_apart() -> None:
    """A format that comes later is not read as a broken line: it may hold what we cannot see."""
    with pytest.raises(NewerFormatError):
        read_line(_spoiled(format=2, note="nouveau"))
