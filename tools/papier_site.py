"""Make `docs/exemples/site/…/papier.docx`, an example of a hospital's letterhead: `python tools/papier_site.py`.

The paper is a binary file; this program is its source. It takes the built-in paper and does what a secretary does in
Word: a logo and the hospital's name at the top of the first page, other headers on the next ones, a footer.
"""
# ruff: noqa: INP001, TID251 - a maker of Word files, outside the product

import io
import struct
import sys
import zipfile
import zlib
from pathlib import Path

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt, RGBColor

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SOURCE = ROOT / "templates" / "mco_standard" / "papier.docx"
TARGET = ROOT / "docs" / "exemples" / "site" / "templates" / "mco_standard" / "papier.docx"
BLUE = RGBColor(0x1F, 0x4E, 0x79)


def main() -> None:
    """Write the paper."""
    from lls_drafter.exports.docx.package import pack  # noqa: PLC0415 - after the path is set

    document = Document(str(SOURCE))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    header = section.first_page_header
    line = header.paragraphs[0]
    picture = line.add_run().add_picture(io.BytesIO(_logo()), height=Cm(1.1))
    picture._inline.docPr.set("descr", "Logo du CH de Valmont (exemple)")  # noqa: SLF001 - python-docx has no name for it
    name = line.add_run("  Centre hospitalier de Valmont")
    name.bold, name.font.size, name.font.color.rgb = True, Pt(15), BLUE
    line.paragraph_format.tab_stops.add_tab_stop(Cm(17.6), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run("\tAccueil : 03 00 00 00 00").font.size = Pt(8.5)
    header.add_paragraph("{{ document.entete }}").style = document.styles["header"]
    footer = section.first_page_footer
    for paragraph in section.footer.paragraphs:  # the same words and page numbers as on the other pages
        footer._element.append(paragraph._p.__copy__())  # noqa: SLF001 - likewise
    footer.paragraphs[0]._p.getparent().remove(footer.paragraphs[0]._p)  # noqa: SLF001 - the empty first one
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as package:
        parts = {item.filename: package.read(item) for item in package.infolist()}
    TARGET.write_bytes(pack({}, parts))


def _logo() -> bytes:
    """Give a small picture: a cross on a disc."""
    side, middle = 96, 47.5
    rows = []
    for y in range(side):
        row = bytearray([0])
        for x in range(side):
            dx, dy = abs(x - middle), abs(y - middle)
            cross = (dx < 10 and dy < 32) or (dy < 10 and dx < 32)
            inside = dx * dx + dy * dy < 46 * 46
            row += b"\xff\xff\xff" if cross or not inside else bytes(BLUE)
        rows.append(bytes(row))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(rows), 9)),
    )
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (*chunks, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + body


if __name__ == "__main__":
    main()
