"""The correspondence of an audit read back: whatever the files are called, and whatever stands in it."""

import os
from pathlib import Path

import pytest

from lls_drafter.audit.double_reading import read_correspondence
from lls_drafter.audit.outputs import files_csv
from lls_drafter.errors import UsageError
from tests.audit.letters import filled, letter, report

NAMES = ("-dossier/a.json", "=x/b.json", "l/é\nà.json", 'l/".json', "'l/c.json", os.fsdecode(b"l/\xff\xe9.json"))


def test_numbers_come_back_whatever_the_names(tmp_path: Path) -> None:
    """A name that a spreadsheet would compute, of two lines, quoted or no text at all keeps its number."""
    bilan = report(filled(tmp_path / "l", [letter(n) for n in range(len(NAMES))]))
    (tmp_path / "c.csv").write_bytes(files_csv(bilan, NAMES))

    assert {rank: rank for rank in range(1, 7)} == read_correspondence(tmp_path / "c.csv", NAMES)


@pytest.mark.parametrize(
    "line",
    [
        "9" * 5000 + ";jugee;a.json;",
        "²;jugee;a.json;",
        '1;jugee;"a.json;',
        f'1;jugee;"{"x" * 200_000}";',
        "1",
        ";;;",
        "",
    ],
    ids=["digits", "square", "quote", "huge", "short", "bare", "empty"],
)
def test_line_that_tells_no_number_is_no_failure(tmp_path: Path, line: str) -> None:
    """A line that was spoiled by hand names no file; when all are, it is told."""
    path = tmp_path / "c.csv"
    path.write_text(f"numero;etat;fichier;ligne_liste\n{line}\n2;jugee;b.json;\n", "utf-8")

    assert {1: 2} == read_correspondence(path, ("b.json",))
    with pytest.raises(UsageError, match="aucun de ces fichiers"):
        read_correspondence(path, ("a.json",))
