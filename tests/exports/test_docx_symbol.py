"""The INS datamatrix in the Word file: a picture that says what it is, and that a scanner reads on the printed page."""

import subprocess
import zlib
from pathlib import Path

import pytest
import zxingcpp
from lxml import etree

from lls_drafter.document.blocks import Columns, Document, Paragraph, Part, Run, Symbol
from lls_drafter.document.ins_symbol import DESCRIPTION, ins_payload
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.docx import render
from lls_drafter.exports.docx.picture import Pictures, png
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import composed, example, template
from tests.document.test_ins_symbol import PATIENT, qualified
from tests.exports.papers import PAGE, Sheet, cell, in_memory, p, paper, table
from tests.exports.readers import docx_text, part
from tests.tools import require_tool

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
LONGEST = PATIENT | {"nom_naissance": "A" * 100, "prenoms_naissance": ["ANNE", "MARIE", "LUCE", "CLAIRE"]}
SMALL = Symbol(((True, False), (True, True)), "Légende", "Un code d'essai")


def made(lettre: Lettre, papier: Path | None = None) -> bytes:
    """Give the Word file of a letter."""
    return render(composed(lettre), RenderRequest(lettre=lettre, papier=papier or template().papier))


def pixels(data: bytes) -> list[list[int]]:
    """Give the pixels of a PNG of one bit a pixel without filters."""
    width = int.from_bytes(data[16:20])
    start = data.index(b"IDAT")
    raw = zlib.decompress(data[start + 4 : start + 4 + int.from_bytes(data[start - 4 : start])])
    stride = width // 8 + 1
    rows = [raw[at : at + stride] for at in range(0, len(raw), stride)]
    assert {0} == {row[0] for row in rows}
    return [[byte >> (7 - bit) & 1 for byte in row[1:] for bit in range(8)] for row in rows]


def test_png_draws_each_module_as_a_square_with_a_quiet_zone() -> None:
    """Eight pixels a module, two light modules around."""
    drawn = pixels(png(SMALL.modules))

    assert {48} == {len(row) for row in drawn} | {len(drawn)}
    modules = [[drawn[y * 8 + 4][x * 8 + 4] for x in range(6)] for y in range(6)]
    light = [1] * 6
    assert [light, light, [1, 1, 0, 1, 1, 1], [1, 1, 0, 0, 1, 1], light, light] == modules
    assert all(drawn[y][x] == modules[y // 8][x // 8] for y in range(48) for x in range(48))


def test_code_is_a_picture_of_the_package() -> None:
    """The picture is a part, named by a relationship, with its content type; the caption is under it."""
    data = made(example("a"))

    parts = in_memory(data)
    blip = next(part(data, "word/document.xml").iter(BLIP))
    name = f'Id="{blip.get(EMBED)}"'
    relation = next(one for one in parts["word/_rels/document.xml.rels"].decode().split("<") if name in one)
    assert 'Target="media/rIdLlsCode1.png"' in relation
    assert parts["word/media/rIdLlsCode1.png"].startswith(b"\x89PNG")
    assert 'Extension="png" ContentType="image/png"' in parts["[Content_Types].xml"].decode()
    assert "INS à scanner" in docx_text(data)


def test_letter_without_code_has_no_picture() -> None:
    """A paper's parts are left alone when there is nothing to draw."""
    data = made(example("d"))

    assert not [name for name in in_memory(data) if "media" in name]
    assert b"png" not in in_memory(data)["[Content_Types].xml"]


def test_code_says_what_it_is_and_has_an_id_of_its_own(tmp_path: Path) -> None:
    """Alternative text for who cannot see it; no two drawings of the file have one id."""
    symbol = Part("a", (SMALL, SMALL, Columns((Paragraph((Run("x"),)),), (SMALL,))))
    body = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="41" name="Logo"/></wp:inline></w:drawing></w:r></w:p>'
    papier = paper(tmp_path / "papier.docx", Sheet(body=body + p("[[corps]]")))

    data = render(Document(title="", parts=(symbol,)), RenderRequest(lettre=Lettre(), papier=papier))

    names = list(part(data, "word/document.xml").iter(f"{DRAWING}docPr"))
    assert ["41", "42", "43", "44"] == [one.get("id") for one in names]
    assert {SMALL.description} == {one.get("descr") for one in names[1:]}
    assert 1 == len([name for name in in_memory(data) if "media" in name])


@pytest.mark.parametrize("lettre", [example("a"), example("e"), qualified(**LONGEST)], ids=["a", "e", "longest"])
@pytest.mark.parametrize("width", [17_000, 9_638, 7_000, 5_200])
def test_code_is_never_too_small_to_be_read(lettre: Lettre, width: int, tmp_path: Path) -> None:
    """A module is half a millimetre at least, on a narrow paper too, and the code fits its cell."""
    line = table(cell(p("[[corps]]"), width), grid=(width,))
    data = made(
        lettre, paper(tmp_path / "papier.docx", Sheet(body=line + p(""), section=PAGE.replace("11906", "20000")))
    )

    extent = next(part(data, "word/document.xml").iter(f"{DRAWING}extent"))
    symbol = next(
        block for one in composed(lettre).parts for found in one.blocks if isinstance(found, Columns)
        for block in found.right if isinstance(block, Symbol)
    )  # fmt: skip
    side = int(extent.get("cx") or 0)
    assert 18_000 <= side / (len(symbol.modules) + 4) <= 22_000
    around = next(extent.iterancestors("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tc"))
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    room = around.find(f"{namespace}tcPr/{namespace}tcW")
    assert room is not None
    assert side <= (int(room.get(f"{namespace}w") or 0) - 80) * 635


def test_code_in_a_place_too_narrow_is_still_readable() -> None:
    """Half a millimetre a module, whatever the room: a code that overflows is seen, one too small is not."""
    assert f'cx="{6 * 18_000}"' in Pictures().drawing(SMALL, 10)


def scanned(page: Path) -> list[str]:
    """Give what a reader of codes finds on a page drawn in grey."""
    data = page.read_bytes()
    magic, size, depth, rest = data.split(b"\n", 3)
    assert (b"P5", b"255") == (magic, depth)
    width, height = (int(number) for number in size.split())
    found = zxingcpp.read_barcodes(memoryview(rest).cast("B", shape=[height, width]))
    return [bytes(one.bytes).decode() for one in found]


@pytest.mark.office
def test_code_is_read_back_from_the_printed_page(tmp_path: Path) -> None:
    """Another library reads the identity on the page that LibreOffice prints, at the resolution of a fax too."""
    soffice, pdftoppm = require_tool("soffice"), require_tool("pdftoppm")
    letters = {"a": example("a"), "longest": qualified(**LONGEST)}
    for name, lettre in letters.items():
        (tmp_path / f"{name}.docx").write_bytes(made(lettre))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profil'}"
    files = [str(tmp_path / f"{name}.docx") for name in letters]
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=110)

    for name, lettre in letters.items():
        for dpi in ("300", "150"):
            target = tmp_path / f"{name}-{dpi}"
            source = tmp_path / f"{name}.pdf"
            draw = [pdftoppm, "-gray", "-r", dpi, "-l", "1", "-singlefile", source, target]
            subprocess.run(draw, check=True, capture_output=True, timeout=60)
            assert [ins_payload(lettre)] == scanned(target.with_suffix(".pgm"))


def test_description_names_no_patient() -> None:
    """What is read aloud of the code is what it is for."""
    names = list(part(made(example("a")), "word/document.xml").iter(f"{DRAWING}docPr"))

    assert [DESCRIPTION] == [one.get("descr") for one in names]
    assert isinstance(names[0], etree._Element)
