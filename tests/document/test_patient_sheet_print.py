"""The patient's sheet on paper: large type, the plan over pages, the command that prints it."""

import io
import subprocess
from datetime import datetime, timezone
from pathlib import Path

import pytest
from lxml import etree

from lls_drafter.cli.border import run
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.docx import render
from lls_drafter.exports.docx.large import enlarged_styles
from lls_drafter.exports.text import render as render_text
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import write_letter
from lls_drafter.session.render import FORMATS, RenderOptions, render_letter, suffix_of
from lls_drafter.session.sources import FixedClock, NumberedIds
from tests.document.letters import composed, example, template
from tests.document.sheets import drug, sheet, treated
from tests.exports.readers import W, docx_text, part
from tests.tools import require_tool

NOW = datetime(2026, 3, 10, 16, tzinfo=timezone.utc)  # noqa: UP017 - as the other tests of commands


def word(lettre: Lettre) -> bytes:
    """Give the Word file of a sheet."""
    return render(sheet(lettre), RenderRequest(lettre=lettre, papier=template().papier))


def sizes(styles: etree._Element) -> dict[str, int]:
    """Give the size in half-points that each style says, by its name."""
    return {
        str(style.find(f"{W}name").get(f"{W}val")): int(str(size.get(f"{W}val")))  # type: ignore[union-attr]
        for style in styles.iter(f"{W}style")
        if (size := style.find(f"{W}rPr/{W}sz")) is not None
    }


def lls(folder: Path, *argv: str) -> tuple[ExitCode, str, str]:
    """Run a command; give its code, what it says and what it warns of."""
    out, err = io.StringIO(), io.StringIO()
    code = run([*argv], Context(FixedClock(NOW), NumberedIds("fiche"), io.StringIO(), out, err))
    return code, out.getvalue().replace(str(folder), ""), err.getvalue()


def test_word_file_is_in_large_type() -> None:
    """Nothing of the body is under 14 points, titles keep above it; the letter itself does not change."""
    lettre = example("a")
    large = sizes(part(word(lettre), "word/styles.xml"))
    usual = render(composed(lettre), RenderRequest(lettre=lettre, papier=template().papier))

    assert {} == {name: size for name, size in large.items() if size < 28 and name not in ("header", "footer")}
    assert (28, 44) == (large["Normal"], large["Title"])
    assert large["header"] > sizes(part(usual, "word/styles.xml"))["header"]
    assert 19 == sizes(part(usual, "word/styles.xml"))["Normal"]


@pytest.mark.parametrize(
    ("styles", "expected"),
    [
        ('<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>', ["28"]),
        ('<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="30"/></w:rPr></w:rPrDefault></w:docDefaults>', ["30"]),
        ("", ["28"]),
    ],
)
def test_paper_of_a_service_reaches_large_type_its_own_way(styles: str, expected: list[str]) -> None:
    """A paper whose sizes are elsewhere, or already large, ends with body text of 14 points at least."""
    xml = f'<w:styles xmlns:w="{W[1:-1]}">{styles}</w:styles>'.encode()

    assert expected == [size.get(f"{W}val") for size in etree.fromstring(enlarged_styles(xml)).iter(f"{W}sz")]


def test_words_lie_over_the_moments_and_what_goes_with_a_drug_stays_with_it() -> None:
    """In Word too: one cell over four columns, and a drug's row kept on the page of the row under it."""
    tables = part(word(treated(drug("a", "x", "selon INR"))), "word/document.xml").iter(f"{W}tbl")
    head, first, under = next(one for one in tables if one.find(f"{W}tblPr/{W}tblCaption") is not None).iter(f"{W}tr")

    def spans(row: etree._Element) -> list[str | None]:
        return [
            None if (span := cell.find(f".//{W}gridSpan")) is None else span.get(f"{W}val")
            for cell in row.iter(f"{W}tc")
        ]

    assert [] != list(head.iter(f"{W}tblHeader"))
    assert ([None, "4"], ["5"]) == (spans(first), spans(under))
    assert (True, False) == tuple(row.find(f".//{W}keepNext") is not None for row in (first, under))


def test_text_gives_words_no_moment() -> None:
    """Words over the moments are under no moment's name, and each drug has one number."""
    lettre = treated(drug("a", "x", "selon INR"), drug("b", "y", "1 cp le soir"))
    lines = render_text(sheet(lettre), RenderRequest(lettre=lettre)).decode().split("\n")

    assert ["   selon INR"] == [line for line in lines if "selon INR" in line]
    assert ["1. Médicament\u00a0: N°\u00a01 – x", "2. Médicament\u00a0: N°\u00a02 – y"] == [
        line.replace(" :", "\u00a0:").replace("N° ", "N°\u00a0") for line in lines if "Médicament " in line
    ]


@pytest.mark.office
def test_plan_of_thirteen_drugs_has_its_headings_on_each_page(tmp_path: Path) -> None:
    """On paper, A4 upright, the moments are named at the top of every page of the plan, and every drug is whole."""
    soffice, pdftotext, pdfinfo = (require_tool(name) for name in ("soffice", "pdftotext", "pdfinfo"))
    note = {"indication": "une indication assez longue pour prendre toute une ligne de la page en grand"}
    names = [f"produit{n} {n} mg, comprimé" for n in range(13)]
    taken = "1 comprimé matin et soir"
    lettre = treated(*(drug(f"a{n}", name, taken, commentaires=note) for n, name in enumerate(names)))
    (tmp_path / "fiche.docx").write_bytes(word(lettre))
    seat = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    command = [soffice, "--headless", seat, "--convert-to", "pdf", "fiche.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=110, cwd=tmp_path)
    pdf = str(tmp_path / "fiche.pdf")
    text = subprocess.run([pdftotext, "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    info = subprocess.run([pdfinfo, pdf], check=True, capture_output=True, text=True).stdout
    pages = [page for page in text.split("\f") if "comprimé" in page]

    assert 1 < len(pages)
    assert [] == [page for page in pages if not {"Matin", "Midi", "Soir", "Coucher"} <= set(page.split())]
    assert [] == [n for n in range(13) if 1 != text.count(f"produit{n} ")]
    assert [] == [n for n in range(1, 14) if 1 != sum(page.count(f"N° {n} – ") == 2 for page in pages)]
    assert "A4" in info


def test_formats_name_what_they_print() -> None:
    """The sheet's files say so in their names, and are none of the letter's."""
    wanted = {name: suffix_of(name) for name in FORMATS}

    assert (".fiche_patient.docx", ".fiche_patient.txt") == (wanted["fiche_patient"], wanted["fiche_patient-txt"])
    assert len(wanted) == len(set(wanted.values()))


def test_command_prints_the_sheet_and_tells_its_author(tmp_path: Path) -> None:
    """The paths are said, the remarks are warnings, and no reading level is on the paper."""
    lettre = example("a")
    path = tmp_path / "lettre.lls.yaml"
    path.write_text(write_letter(lettre), encoding="utf-8")
    code, out, err = lls(tmp_path, "rendre", str(path), "--vers", "fiche_patient,fiche_patient-txt")

    assert (ExitCode.OK, "/lettre.fiche_patient.docx\n/lettre.fiche_patient.txt\n") == (code, out)
    assert "indice LIX" in err
    assert "LIX" not in docx_text((tmp_path / "lettre.fiche_patient.docx").read_bytes())


def test_command_says_nothing_of_a_sheet_that_nobody_asked_for(tmp_path: Path) -> None:
    """The letter alone brings no remark about a sheet."""
    path = tmp_path / "lettre.lls.yaml"
    path.write_text(write_letter(example("a")), encoding="utf-8")

    assert (ExitCode.OK, "/lettre.txt\n", "") == lls(tmp_path, "rendre", str(path), "--vers", "txt")


def test_command_refuses_the_sheet_of_a_dead_patient(tmp_path: Path) -> None:
    """One sentence, the code of an output that failed, and no file."""
    lettre = treated(sejour={"situations": ["deces"], "date_sortie": "2026-03-10"})
    path = tmp_path / "lettre.lls.yaml"
    path.write_text(write_letter(lettre), encoding="utf-8")
    code, out, err = lls(tmp_path, "rendre", str(path), "--vers", "fiche_patient", "--brouillon")

    assert (ExitCode.EXPORT, "") == (code, out)
    assert "le séjour s'est terminé par un décès" in err
    assert ["lettre.lls.yaml"] == [one.name for one in tmp_path.iterdir() if one.is_file()]


def test_sheet_is_printed_the_same_twice() -> None:
    """The same letter gives the same bytes."""
    options = RenderOptions(today=NOW.date())
    lettre = example("e")

    assert render_letter(lettre, "fiche_patient", options) == render_letter(lettre, "fiche_patient", options)


def test_word_file_does_not_go_to_the_screen(tmp_path: Path) -> None:
    """« -o - » is for texts."""
    path = tmp_path / "lettre.lls.yaml"
    path.write_text(write_letter(example("a")), encoding="utf-8")

    assert ExitCode.USAGE == lls(tmp_path, "rendre", str(path), "--vers", "fiche_patient", "-o", "-")[0]
    code, out, _ = lls(tmp_path, "rendre", str(path), "--vers", "fiche_patient-txt", "-o", "-")
    assert (ExitCode.OK, True) == (code, "Votre fiche de sortie" in out)
