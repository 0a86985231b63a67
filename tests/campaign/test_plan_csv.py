"""A plan as CSV: written for a French spreadsheet, read back as people leave it."""

import csv
import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from lls_drafter.campaign.actions import read_propositions
from lls_drafter.campaign.plan import LignePlan, make_plan
from lls_drafter.campaign.plan_csv import COLUMNS, criterion_id, read_plan, write_plan
from lls_drafter.errors import UsageError
from tests.campaign.audits import read
from tests.tools import require_tool


def lines(folder: Path) -> tuple[LignePlan, ...]:
    """Give the lines of a plan with every kind of finding."""
    counts = {"QLS-05": (0, 200), "QLS-11": (83, 200), "QLS-12": (5, 12), "QLS-10": (0, 0)}
    return make_plan(read(folder, counts), read_propositions()).lignes


def saved(folder: Path, data: bytes) -> Path:
    """Write a plan."""
    path = folder / "plan.csv"
    path.write_bytes(data)
    return path


def edited(folder: Path, change: dict[str, str], row: int = 0) -> bytes:
    """Give a plan one line of which has other cells."""
    table = list(csv.DictReader(io.StringIO(write_plan(lines(folder)).decode("utf-8-sig")), delimiter=";"))
    table[row] |= change
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode("utf-8-sig")


def test_plan_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """What is written is read back the same, figures, intervals and empty cells included."""
    made = lines(tmp_path)

    assert made == read_plan(saved(tmp_path, write_plan(made)))


def test_cell_that_a_spreadsheet_would_compute_comes_back(tmp_path: Path) -> None:
    """A text that begins as a formula, or looks like a date, is shielded in the file and itself again when read."""
    first, *rest = lines(tmp_path)
    mine = replace(first, action="=1+1", pilote="'=déjà", moyens="3/4", echeance="31/12/2026")
    data = write_plan((mine, *rest))

    assert b";'=1+1;" in data
    assert b";31/12/2026;" in data
    assert mine == read_plan(saved(tmp_path, data))[0]


def test_plan_opens_in_a_french_spreadsheet(tmp_path: Path) -> None:
    """Semicolons, decimal commas, the mark of UTF-8, and no cell that a spreadsheet would compute."""
    data = write_plan(lines(tmp_path))
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))

    assert b"\xef\xbb\xbfaxe;critere;" == data[:15]
    assert "41,5" in {row[COLUMNS.index("taux")] for row in table}
    assert [] == [one for row in table for one in row if one[:1] in {"=", "+", "-", "@"}]


def test_plan_survives_the_spreadsheet(tmp_path: Path) -> None:
    """Opened in LibreOffice, kept as a workbook, saved again as CSV in Windows-1252, it says the same."""
    soffice = require_tool("soffice")
    made = lines(tmp_path)
    saved(tmp_path, write_plan(made))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    steps = (
        ('xlsx:"Calc MS Excel 2007 XML"', "--infilter=CSV:59,34,76,1,,1036,false,false", "plan.csv", "classeur"),
        ("csv:Text - txt - csv (StarCalc):59,34,ANSI,1,,0,false,true,false", "", "classeur/plan.xlsx", "retour"),
    )
    for kind, reading, source, folder in steps:
        words = [soffice, "--headless", home, "--convert-to", kind.replace('"', ""), *([reading] if reading else [])]
        subprocess.run([*words, "--outdir", folder, source], cwd=tmp_path, check=True, capture_output=True, timeout=100)

    assert made == read_plan(tmp_path / "retour" / "plan.csv")


def test_hand_edited_plan_is_read(tmp_path: Path) -> None:
    """Other order, other encoding, headings with capitals and accents, blank lines, own lines and own columns."""
    text = (
        "\r\nÉTAT;N° de dossier;Critère;Taux;Conformes;n;Action;Échéance;Pilote\r\n"
        'en cours;12;QLS 5*;0,0 %;0;200;"Revoir\r\nle gabarit";31/12/2026;Cadre\r\n'
        ";;;;;;;;\r\n"
        "fait;;;;;;Notre action;;;;trop;de;cellules\r\n"
    )
    first, second = read_plan(saved(tmp_path, text.encode("cp1252")))

    assert ("QLS-05", 0.0, 200, "Revoir le gabarit", "31/12/2026", "en cours") == (
        first.critere, first.taux, first.n, first.action, first.echeance, first.etat,
    )  # fmt: skip
    assert ("", None, "Notre action", "fait", "") == (
        second.critere, second.taux, second.action, second.etat, second.grille,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said", "line"),
    [
        ({"taux": "beaucoup"}, "« taux » n'est pas un nombre", 2),
        ({"taux": "140"}, "« taux » n'est pas entre 0 et 100", 2),
        ({"taux": "50"}, "« taux » n'est pas celui", 2),
        ({"n": "deux cents"}, "« n » n'est pas un nombre de lettres", 2),
        ({"conformes": "201"}, "plus de lettres conformes", 2),
        ({"cible": "x"}, "« cible » n'est pas un nombre", 2),
    ],
)
def test_wrong_figure_is_told_with_its_line(tmp_path: Path, change: dict[str, str], said: str, line: int) -> None:
    """A figure that cannot be read, or that contradicts another one, is told with its line."""
    with pytest.raises(UsageError, match=said) as caught:
        read_plan(saved(tmp_path, edited(tmp_path, change)))

    assert caught.value.location is not None
    assert line == caught.value.location.line


def test_line_with_a_stray_quote_is_told(tmp_path: Path) -> None:
    """A quote that nobody closes is told with its line: the lines after it are never lost unsaid."""
    rows = write_plan(lines(tmp_path)).decode("utf-8-sig").split("\r\n")
    rows[2] = rows[2].replace(";", ';"', 1)
    with pytest.raises(UsageError, match="guillemets") as caught:
        read_plan(saved(tmp_path, "\r\n".join(rows).encode()))

    assert caught.value.location is not None
    assert 3 == caught.value.location.line


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"axe;critere;action\r\n", "il manque des colonnes à ce plan : etat, taux, conformes, n"),
        (b"critere;action;etat;taux;conformes\r\n", "il manque une colonne à ce plan : n"),
        (b"critere;action;etat;taux;conformes;n;n\r\n", "une colonne est deux fois"),
        (b"", "il manque des colonnes"),
        (b"PK\x03\x04\x00\x00", "n'est pas un CSV"),
        (b"\x00\x01\x02", "n'est pas un CSV"),
        (b"{}", "il manque des colonnes"),
    ],
)
def test_plan_that_is_none_is_told_in_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    """A file without the columns, or that is no CSV, gives one clear sentence."""
    with pytest.raises(UsageError, match=said):
        read_plan(saved(tmp_path, data))


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [("QLS-05", "QLS-05"), ("qls 5", "QLS-05"), ("QLS5*", "QLS-05"), ("QLS14-8", "QLS14-08"), ("accueil", "accueil")],
)
def test_criterion_is_known_however_it_is_written(typed: str, read_as: str) -> None:
    """A criterion keeps its id through the usual ways to write it."""
    assert read_as == criterion_id(typed)
