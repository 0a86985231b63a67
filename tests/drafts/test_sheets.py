"""CSV files as people leave them: each line alone, no line swallowed by another."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.drafts.sheets import SheetLine, read_sheet
from lls_drafter.errors import UsageError
from lls_drafter.exports.csv_ import shielded, unshielded

LARGEST = 10_000_000
CELL = st.text(st.sampled_from('ab;," é\n\r'), max_size=6)


def lines(folder: Path, data: str | bytes) -> list[SheetLine]:
    """Give the lines of a file."""
    path = folder / "x.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_sheet(path, LARGEST))


def cells(folder: Path, data: str | bytes) -> list[tuple[str, ...] | None]:
    """Give the cells of each line."""
    return [one.cases for one in lines(folder, data)]


@pytest.mark.parametrize("separator", ";,\t")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_file_of_any_program_is_read(tmp_path: Path, separator: str, encoding: str, end: str) -> None:
    """Whatever stands between cells and lines, and whatever the encoding, the cells are the same."""
    text = end.join(["", separator.join(("âge", "b")), separator.join(("é", '"x y"')), "", ""])

    assert [("âge", "b"), ("é", "x y")] == cells(tmp_path, text.encode(encoding))


def test_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    """A cell that a spreadsheet wrote over two lines stays one, and the next line has its own number."""
    found = lines(tmp_path, 'a;b;c\n1;"deux\nlignes";3\n4;5;6\n')

    assert [SheetLine(2, ("1", "deux\nlignes", "3")), SheetLine(4, ("4", "5", "6"))] == found[1:]


@pytest.mark.parametrize("first", ['1;"x;3', '1;"x;', '"1;x;3', '1;2;"x'])
@pytest.mark.parametrize("last", ["7;8;9", '7;8";9', '7;8;9"', '7;"8;9', '7";8;9'])
def test_stray_quote_swallows_no_line(tmp_path: Path, first: str, last: str) -> None:
    """A quote that nobody closes spoils its line only; two of them do not make one cell of what stands between."""
    found = cells(tmp_path, f"a;b;c\n{first}\n4;5;6\n{last}\n10;11;12\n")

    assert 5 == len(found)
    assert (None, ("4", "5", "6"), ("10", "11", "12")) == (found[1], found[2], found[4])


def test_huge_cell_is_told(tmp_path: Path) -> None:
    """A quoted cell larger than any that a person writes is a wrong line, no failure."""
    found = cells(tmp_path, f'a;b\n1;"{"x" * 200_000}"\n3;4\n')

    assert [("a", "b"), None, ("3", "4")] == found


@pytest.mark.parametrize("data", [b"PK\x03\x04" + b"x" * 50, b"a;b\n1;\x00\n"])
def test_workbook_is_told(tmp_path: Path, data: bytes) -> None:
    """A workbook saved under the name of a CSV file is told, with what to do."""
    with pytest.raises(UsageError, match="n'est pas un CSV"):
        lines(tmp_path, data)


def test_empty_file_has_no_line(tmp_path: Path) -> None:
    """Nothing, or blank lines, give nothing."""
    assert [] == lines(tmp_path, b"") == lines(tmp_path, b"\n\r\n  \n")


@given(rows=st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=4), width=st.integers(2, 4))
def test_what_a_spreadsheet_writes_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], width: int
) -> None:
    """What a spreadsheet writes comes back the same; where it may be read in two ways, a line is told."""
    table = [["h"] * width, *((row + [""] * width)[:width] for row in rows)]
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(table)
    found = cells(tmp_path_factory.getbasetemp(), out.getvalue())
    expected = [tuple(row) for row in table if any(one.strip(" ") for one in row)]

    assert None in found or expected == found


@given(st.text())
def test_shielded_text_comes_back(text: str) -> None:
    """A text shielded from a spreadsheet is itself again when it is read back."""
    assert text == unshielded(shielded(text))
