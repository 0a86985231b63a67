"""The Word file: its structure, its properties, the paper it is poured into."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from lls_drafter.document.blocks import Document
from lls_drafter.errors import TemplateRenderError
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.docx import render
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import EXAMPLES, composed, example, letter, read_example, template
from tests.exports.readers import W, docx_text, part, story_text
from tests.tools import require_tool


def made(lettre: Lettre, *, draft: bool = False, papier: Path | None = None) -> bytes:
    """Give the Word file of a letter."""
    return render(composed(lettre, draft=draft), RenderRequest(lettre=lettre, papier=papier or template().papier))


def val(element: etree._Element | None, name: str = "val") -> str | None:
    """Give an attribute of a Word element."""
    return None if element is None else element.get(f"{W}{name}")


def medication_table(data: bytes) -> etree._Element:
    """Give the six-column table."""
    tables = part(data, "word/document.xml").iter(f"{W}tbl")
    return next(table for table in tables if table.find(f"{W}tblPr/{W}tblCaption") is not None)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_file_opens_as_a_word_document(path: Path) -> None:
    """python-docx reads the file, and finds real headings in it."""
    document = docx.Document(io.BytesIO(made(read_example(path))))

    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert "Motif de l'hospitalisation" in headings
    assert ["Lettre de liaison à la sortie d'hospitalisation"] == [
        p.text for p in document.paragraphs if p.style is not None and p.style.name == "Title"
    ]


def test_medication_table_is_the_has_table() -> None:
    """Two rows of headings repeated on each page, the groups over two columns, the lone headings merged downwards."""
    rows = list(medication_table(made(example("a"))).iter(f"{W}tr"))

    heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert rows[:2] == heads
    assert ["2", None, "2", None] == [val(cell.find(f"{W}tcPr/{W}gridSpan")) for cell in heads[0].iter(f"{W}tc")]
    assert [None, "restart", None, "restart"] == [
        val(cell.find(f"{W}tcPr/{W}vMerge")) for cell in heads[0].iter(f"{W}tc")
    ]
    assert [None, None, "continue", None, None, "continue"] == [
        val(cell.find(f"{W}tcPr/{W}vMerge")) for cell in heads[1].iter(f"{W}tc")
    ]
    assert len(example("a").volet_medicamenteux) == len(rows) - 2
    assert all(6 == len(row.findall(f"{W}tc")) for row in rows[2:])


def test_rows_do_not_break_across_pages_unless_long() -> None:
    """A drug stays on one page; a row too long for a page may break, or its end would be cut."""
    lettre = letter(
        volet_medicamenteux=[
            {"cle": "a", "devenir": "ajoute", "sortie": {"medicament": {"libelle": "court"}}},
            {"cle": "b", "devenir": "ajoute", "sortie": {"medicament": {"libelle": "long " * 400}}},
        ]
    )

    rows = list(medication_table(made(lettre)).iter(f"{W}tr"))[2:]

    assert [True, False] == [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_tables_never_touch(path: Path) -> None:
    """Two neighbouring tables would be joined by Word: a paragraph stands between them, and after the last one."""
    for box in part(made(read_example(path)), "word/document.xml").iter(f"{W}body", f"{W}tc"):
        children = [child.tag for child in box]
        pairs = list(zip(children, [*children[1:], f"{W}end"], strict=True))
        assert (f"{W}tbl", f"{W}tbl") not in pairs
        assert (f"{W}tbl", f"{W}end") not in pairs
        assert (f"{W}tbl", f"{W}sectPr") not in pairs


def test_every_style_used_is_defined() -> None:
    """No paragraph, run or table names a style that the file does not have."""
    data = made(example("b"), draft=True)
    known = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}

    used = {val(node) for node in part(data, "word/document.xml").iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert set() == used - known


def test_page_is_a4_and_text_is_french() -> None:
    """The paper is A4 and its language French, so that Word checks the right dictionary."""
    data = made(example("a"))

    size = part(data, "word/document.xml").find(f".//{W}pgSz")
    assert ("11906", "16838") == (val(size, "w"), val(size, "h"))
    assert "fr-FR" == val(part(data, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"))


def test_every_page_names_the_patient_the_date_and_its_number() -> None:
    """A page that is lost from its letter can still be told."""
    data = made(example("a"))

    header = story_text(part(data, "word/header1.xml")).replace("\N{NO-BREAK SPACE}", " ")
    assert "Nom de naissance : TCHITCHI" in header
    assert "lettre du 10/03/2026" in header
    fields = [val(field, "instr") for field in part(data, "word/footer1.xml").iter(f"{W}fldSimple")]
    assert [" PAGE ", " NUMPAGES "] == fields


def test_properties_name_the_author_and_no_patient() -> None:
    """Title, author and day come from the letter; the patient's name does not leave in the properties."""
    document = docx.Document(io.BytesIO(made(example("a"))))
    properties = document.core_properties

    assert ("Lettre de liaison à la sortie d'hospitalisation", "Dr Anne KELLER", "fr-FR") == (
        properties.title,
        properties.author,
        properties.language,
    )
    assert properties.created is not None
    assert (2026, 3, 10) == (properties.created.year, properties.created.month, properties.created.day)


@pytest.mark.parametrize(
    ("statut", "draft", "expected"),
    [("validee", False, None), ("brouillon", True, "BROUILLON"), ("annulee", False, "ANNULÉE")],
)
def test_watermark_is_there_when_and_only_when_it_must(statut: str, draft: bool, expected: str | None) -> None:
    """Drafts and cancelled letters are crossed by a word on every page; a final letter is clean."""
    data = made(letter(statut=statut), draft=draft)

    shape = part(data, "word/header1.xml").find(".//{urn:schemas-microsoft-com:vml}textpath[@string]")
    assert expected == (None if shape is None else shape.get("string"))


def test_missing_items_are_highlighted() -> None:
    """A mark to complete has its own style, which nobody overlooks."""
    styles = {
        "".join(t.text or "" for t in run.iter(f"{W}t")): val(run.find(f"{W}rPr/{W}rStyle"))
        for run in part(made(Lettre(), draft=True), "word/document.xml").iter(f"{W}r")
    }

    marks = {style for text, style in styles.items() if "à compléter" in text}
    assert {"LLSACompleter"} == marks


def test_no_section_is_empty() -> None:
    """A heading is always followed by something of its own."""
    body = part(made(example("c")), "word/document.xml").find(f"{W}body")
    assert body is not None
    styles = [val(child.find(f"{W}pPr/{W}pStyle")) if child.tag == f"{W}p" else child.tag for child in body]

    assert [] == [styles[i] for i in range(len(styles) - 1) if styles[i] == styles[i + 1] == "Heading1"]
    assert "Heading1" != styles[-2]


def edited(path: Path, target: Path, part_name: str, old: str, new: str) -> Path:
    """Copy a paper with one of its parts changed."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            if name == part_name:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            out.writestr(name, data)
    return target


ANCHOR = "<w:t>[[corps]]</w:t>"


def test_section_goes_to_its_own_anchor(tmp_path: Path) -> None:
    """`[[motif]]` takes that section out of the body and puts it where the service wants it."""
    new = f"{ANCHOR}</w:r></w:p><w:p><w:r><w:t>[[mo</w:t></w:r><w:r><w:t>tif]]</w:t>"
    papier = edited(template().papier, tmp_path / "papier.docx", "word/document.xml", ANCHOR, new)

    text = docx_text(made(letter(motif_hospitalisation="Dyspnée"), papier=papier)).strip()

    assert "Motif de l'hospitalisation\nDyspnée" == text[-len("Motif de l'hospitalisation\nDyspnée") :]
    assert 1 == text.count("Dyspnée")


def test_simple_fields_are_filled_even_when_word_cut_them(tmp_path: Path) -> None:
    """A field of the paper is found over several runs; one that nobody filled leaves nothing."""
    new = (
        f"{ANCHOR}</w:r></w:p><w:p><w:r><w:t>[{{{{ pat</w:t></w:r><w:r><w:t>ient.ipp }}}}] </w:t></w:r>"
        "<w:r><w:t>[{{ patient.telephone }}]</w:t>"
    )
    papier = edited(template().papier, tmp_path / "papier.docx", "word/document.xml", ANCHOR, new)

    text = docx_text(made(letter(patient={"ipp": "<8&1>"}), papier=papier))

    assert "[<8&1>] []" in text


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("<w:t>rien</w:t>", r"n'a pas d'ancre « \[\[corps\]\] »"),
        (f"{ANCHOR}</w:r></w:p><w:p><w:r>{ANCHOR}", r"ancre « \[\[corps\]\] » présente deux fois"),
        (f"{ANCHOR}</w:r></w:p><w:p><w:r><w:t>[[motiff]]</w:t>", r"ancre inconnue : « \[\[motiff\]\] »"),
        (
            f"{ANCHOR}</w:r></w:p><w:p><w:r><w:t>{{{{ patient.nom }}}}</w:t>",
            "champ inconnu dans le papier : « patient.nom »",
        ),
    ],
)
def test_paper_errors_are_told_to_their_author(tmp_path: Path, new: str, expected: str) -> None:
    """A paper that cannot be filled says why, and never gives a letter with a hole."""
    papier = edited(template().papier, tmp_path / "papier.docx", "word/document.xml", ANCHOR, new)

    with pytest.raises(TemplateRenderError, match=expected) as caught:
        made(Lettre(), papier=papier)

    assert str(caught.value.location).startswith("papier.docx")


def test_withheld_number_cannot_be_had_through_the_paper(tmp_path: Path) -> None:
    """A paper that shows the INS matricule shows nothing while the identity is not qualified."""
    new = f"{ANCHOR}</w:r></w:p><w:p><w:r><w:t>[{{{{ patient.ins.matricule }}}}]</w:t>"
    papier = edited(template().papier, tmp_path / "papier.docx", "word/document.xml", ANCHOR, new)
    ins = {"matricule": "279035121518989", "statut": "validee"}

    assert "[]" in docx_text(made(letter(patient={"ins": ins}), papier=papier))


def test_paper_without_our_styles_is_completed(tmp_path: Path) -> None:
    """A service's own Word file needs none of our styles: those that lack are added."""
    blank = docx.Document()
    blank.add_paragraph("[[corps]]")
    blank.sections[0].header.paragraphs[0].text = "{{ document.entete }}"
    papier = tmp_path / "service.docx"
    blank.save(str(papier))

    data = made(example("a"), papier=papier)

    known = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
    used = {val(node) for node in part(data, "word/document.xml").iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert set() == used - known
    assert docx.Document(io.BytesIO(data)).paragraphs


def test_unreadable_paper_is_one_sentence(tmp_path: Path) -> None:
    """A paper that is no Word file gives a clear error."""
    papier = tmp_path / "papier.docx"
    papier.write_bytes(b"pas un zip")

    with pytest.raises(TemplateRenderError, match="papier illisible"):
        made(Lettre(), papier=papier)


def test_paper_is_read_again_when_it_changes(tmp_path: Path) -> None:
    """Kept papers follow their file."""
    papier = Path(shutil.copy(template().papier, tmp_path / "papier.docx"))
    first = docx_text(made(Lettre(), papier=papier))
    edited(
        template().papier, papier, "word/document.xml", ANCHOR, f"{ANCHOR}</w:r></w:p><w:p><w:r><w:t>Nouveau pied</w:t>"
    )

    assert "Nouveau pied" not in first
    assert "Nouveau pied" in docx_text(made(Lettre(), papier=papier))


def test_file_holds_no_date_but_the_letters() -> None:
    """Parts are zipped with one fixed date, types first."""
    with zipfile.ZipFile(io.BytesIO(made(example("a")))) as package:
        infos = package.infolist()

    assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in infos}
    assert {(3, 0o600 << 16)} == {(info.create_system, info.external_attr) for info in infos}
    assert "[Content_Types].xml" == infos[0].filename


def test_control_characters_do_not_break_the_file() -> None:
    """Whatever reaches the exporter, the file is XML."""
    hostile = Document(title="a\x00b\ud800", header="c\x0b", footer="d\ufffe", watermark='<"&>', author="e\nf")

    data = render(hostile, RenderRequest(lettre=Lettre(), papier=template().papier))

    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml", "docProps/core.xml"):
        assert part(data, name) is not None


@pytest.mark.office
@pytest.mark.parametrize("path", [EXAMPLES[0], EXAMPLES[2]], ids=lambda path: path.name[0])
def test_libreoffice_prints_the_letter(path: Path, tmp_path: Path) -> None:
    """LibreOffice opens the file and prints its words, the patient's identity and the page number on each page."""
    soffice, pdftotext = require_tool("soffice"), require_tool("pdftotext")
    source = tmp_path / "lettre.docx"
    source.write_bytes(made(read_example(path), draft=True))

    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source],
        check=True,
        capture_output=True,
        timeout=110,
    )
    printed = subprocess.run(
        [pdftotext, "-layout", tmp_path / "lettre.pdf", "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()

    pages = printed.rstrip("\f\n").split("\f")
    name = str(read_example(path).patient.nom_naissance)  # type: ignore[union-attr]
    assert [True] * len(pages) == [
        f"Page {number} / {len(pages)}" in page and name in page for number, page in enumerate(pages, 1)
    ]
    assert "Motif de l'hospitalisation" in printed
