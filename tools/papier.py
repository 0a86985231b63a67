"""Make `templates/mco_standard/papier.docx`, the built-in paper: `python tools/papier.py`.

The paper is a binary file; this program is its source. It starts from python-docx's blank document, keeps what a letter
needs, and writes the styles of `lls_drafter.exports.docx.styles`. The same versions of the program and of
python-docx give the same bytes.
"""
# ruff: noqa: INP001, SLF001, TID251 - a maker of Word files, outside the product

import io
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

from lls_drafter.exports.docx.package import pack
from lls_drafter.exports.docx.styles import STYLES, W, definition

TARGET = Path(__file__).resolve().parent.parent / "templates" / "mco_standard" / "papier.docx"
FONT = "Arial"
MARGIN = Cm(1.7)
WIDTH = Cm(21) - 2 * MARGIN
_USELESS = ("docProps/thumbnail.jpeg", "customXml/", "word/stylesWithEffects.xml", "stylesWithEffects.xml")


def main() -> None:
    """Write the paper."""
    document = Document()
    _page(document)
    _styles(document)
    _compatibility(document)
    _story(document.sections[0].header.paragraphs[0], "{{ document.entete }}")
    footer = document.sections[0].footer.paragraphs[0]
    _story(footer, "{{ document.pied }}\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")
    document.add_paragraph("[[corps]]")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(_stable(document))


def _page(document: DocxDocument) -> None:
    """Set A4, the margins, and the room for header and footer."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Cm(1.9), Cm(1.7)
    section.header_distance = section.footer_distance = Cm(0.9)


def _styles(document: DocxDocument) -> None:
    """Write our styles, drop those that a letter never uses, set font and language."""
    styles = document.styles.element
    kept = {"header", "footer", "list bullet", "default paragraph font", "normal table", "no list", "list"}
    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if name.casefold() not in kept:
            styles.remove(style)
    ids = {"Normal": "Normal"} | {style.name: style.id for style in STYLES.values()}
    for style in STYLES.values():
        styles.append(parse_xml(f'<w:styles xmlns:w="{W}">{definition(style, ids)}</w:styles>')[0])
    defaults = styles.find(qn("w:docDefaults"))
    runs = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(runs):
        runs.remove(child)
    for xml in (
        f'<w:rFonts xmlns:w="{W}" w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>',
        f'<w:lang xmlns:w="{W}" w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>',
    ):
        runs.append(parse_xml(xml))
    bullet = document.styles["List Bullet"]
    bullet.paragraph_format.left_indent, bullet.paragraph_format.first_line_indent = Cm(0.5), Cm(-0.4)
    bullet.paragraph_format.space_after, bullet.paragraph_format.space_before = Pt(1), Pt(0)


def _compatibility(document: DocxDocument) -> None:
    """Ask for Word's present layout, so that it does not open the file as one of an old version; say French."""
    settings = document.settings.element
    for language in settings.findall(qn("w:themeFontLang")):
        language.set(qn("w:val"), "fr-FR")
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    uri = "http://schemas.microsoft.com/office/word"
    xml = f'<w:compat xmlns:w="{W}"><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
    following = next(
        (child for child in settings if child.tag in {qn("w:rsids"), qn("m:mathPr"), qn("w:themeFontLang")}), None
    )
    new = parse_xml(xml)
    settings.append(new) if following is None else following.addprevious(new)
    for rsids in settings.findall(qn("w:rsids")):
        settings.remove(rsids)


def _story(paragraph: Paragraph, text: str) -> None:
    """Write the header's or the footer's line."""
    paragraph.text = ""
    paragraph.paragraph_format.tab_stops.clear_all()
    style = paragraph.style
    assert style is not None  # noqa: S101 - the blank document has these styles
    for stop in list(style.paragraph_format.tab_stops):
        paragraph.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    paragraph.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.paragraph_format.space_after = Pt(0)
    style.font.size = Pt(8)
    style.font.color.rgb = RGBColor(0x40, 0x40, 0x40)
    paragraph.add_run(text)


def _field(paragraph: Paragraph, code: str) -> None:
    """Add a field that Word computes."""
    run = f'<w:r xmlns:w="{W}"><w:t>1</w:t></w:r>'
    paragraph._p.append(parse_xml(f'<w:fldSimple xmlns:w="{W}" w:instr=" {code} ">{run}</w:fldSimple>'))


def _stable(document: DocxDocument) -> bytes:
    """Give the file without what nobody needs, zipped with fixed dates."""
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist() if not name.startswith(_USELESS)}
    for name in ("_rels/.rels", "word/_rels/document.xml.rels", "[Content_Types].xml"):
        parts[name] = _without_useless(parts[name])
    return pack({}, parts)


def _without_useless(xml: bytes) -> bytes:
    """Give a list of parts or relations without those that were dropped."""
    root = etree.fromstring(xml)
    for child in list(root):
        target = (child.get("Target") or child.get("PartName") or "").lstrip("/").removeprefix("../")
        if target.startswith(_USELESS) or child.get("Extension") == "jpeg":
            root.remove(child)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


if __name__ == "__main__":
    main()
