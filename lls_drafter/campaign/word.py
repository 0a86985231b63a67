"""A campaign's paper as a Word file: A4 landscape, our own styles, no service's paper. Same document, same bytes.

The blocks are laid out by the exporter of letters (`exports/docx/body`); only the page around them is made here.
"""

from collections.abc import Mapping
from typing import Final

from lls_drafter.document.blocks import Document
from lls_drafter.exports.docx.body import Page, body_xml, text_xml
from lls_drafter.exports.docx.package import core_properties, pack
from lls_drafter.exports.docx.picture import Pictures
from lls_drafter.exports.docx.slots import AnchorSlot
from lls_drafter.exports.docx.styles import STYLES, definition
from lls_drafter.exports.docx.xml import R, W

WIDTH, HEIGHT, MARGIN = 16838, 11906, 680
"""A4 landscape and its margins of 12 mm, in twentieths of a point."""
FONT: Final = "Arial"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS: Final = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/footer1.xml": f"{_WORD}.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}


def landscape_file(document: Document) -> bytes:
    """Give the Word file of a document."""
    place = AnchorSlot(name="corps", place="corps", width=WIDTH - 2 * MARGIN, after_table=False, lone=True)
    page = Page({style.name: style.id for style in STYLES.values()}, has_bullets=False)
    size = f'<w:pgSz w:w="{WIDTH}" w:h="{HEIGHT}" w:orient="landscape"/>'
    sides = "".join(f'w:{side}="{MARGIN}" ' for side in ("top", "right", "bottom", "left"))
    section = (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>{size}'
        f'<w:pgMar {sides}w:header="340" w:footer="340" w:gutter="0"/></w:sectPr>'
    )
    return word_file(body_xml(document.blocks, page, place, Pictures()) + section, document, footer=True)


def word_file(body: str, document: Document, *, footer: bool) -> bytes:
    """Give the Word file of a body's XML, its section included; `footer` where the section refers to `rId3`."""
    parts: dict[str, str] = {
        "[Content_Types].xml": _types(footer=footer),
        "_rels/.rels": _relations(
            {
                "rId1": (f"{_OFFICE}/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "word/_rels/document.xml.rels": _relations(
            {
                "rId1": (f"{_OFFICE}/styles", "styles.xml"),
                "rId2": (f"{_OFFICE}/settings", "settings.xml"),
                **({"rId3": (f"{_OFFICE}/footer", "footer1.xml")} if footer else {}),
            }
        ),
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "docProps/core.xml": core_properties(document),
    }
    if footer:
        parts["word/footer1.xml"] = _footer(document.footer)
    return pack({}, {name: xml.encode() for name, xml in parts.items()})


def _types(*, footer: bool) -> str:
    """Give the list of content types."""
    shown = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in _PARTS.items()
        if footer or "footer" not in name
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{shown}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """Give a part's relationships."""
    shown = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{shown}</Relationships>'


def _styles() -> str:
    """Give the styles: the letter's own, in French."""
    ids = {style.name: style.id for style in STYLES.values()}
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    language = '<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{language}</w:rPr></w:rPrDefault></w:docDefaults>"
    known = "".join(definition(style, ids) for style in STYLES.values())
    return f'{_HEAD}<w:styles xmlns:w="{W}">{defaults}{known}</w:styles>'


def _settings() -> str:
    """Ask for Word's present layout, so that it does not open the file as one of an old version; say French."""
    uri = "http://schemas.microsoft.com/office/word"
    mode = f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
    return f'{_HEAD}<w:settings xmlns:w="{W}">{mode}<w:themeFontLang w:val="fr-FR"/></w:settings>'


def _footer(text: str) -> str:
    """Give the foot of every page: a mention, and the page's number."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH - 2 * MARGIN}"/></w:tabs>'
    look = '<w:rPr><w:color w:val="404040"/><w:sz w:val="16"/></w:rPr>'

    def run(inside: str) -> str:
        return f"<w:r>{look}{inside}</w:r>"

    def field(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} ">{run("<w:t>1</w:t>")}</w:fldSimple>'

    said = run(f'<w:t xml:space="preserve">{text_xml(text)}</w:t>')
    number = run('<w:tab/><w:t xml:space="preserve">Page </w:t>') + field("PAGE")
    number += run('<w:t xml:space="preserve"> / </w:t>') + field("NUMPAGES")
    return f'{_HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr>{tab}</w:pPr>{said}{number}</w:p></w:ftr>'
