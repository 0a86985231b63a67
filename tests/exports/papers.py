"""Word papers for the tests, written as Word and LibreOffice write them: sound ones, broken ones, hostile ones.

`paper(target, Sheet(...))` writes one; `paper_set` has them by name, for who wants them all.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from lls_drafter.packs.sources import builtin_root

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'mc:Ignorable="w14 w15"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/>'
LANDSCAPE = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/>'
)
TRAITS = "{{ patient.nom_naissance }} {{ patient.prenoms_naissance }} {{ patient.date_naissance }}"


def t(text: str) -> str:
    """Give a run's text, `<` and `&` being XML already."""
    return f'<w:t xml:space="preserve">{text}</w:t>'


def run(text: str, properties: str = "") -> str:
    """Give one run."""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{t(text)}</w:r>"


def p(*texts: str, properties: str = "") -> str:
    """Give a paragraph, a run for each text."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(run(text) for text in texts)}</w:p>"


def raw(inside: str) -> str:
    """Give a paragraph around XML."""
    return f"<w:p>{inside}</w:p>"


def cell(inside: str, width: int = 4819, properties: str = "") -> str:
    """Give a cell around paragraphs."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'


def table(*cells: str, row: str = "", properties: str = "", grid: tuple[int, ...] = (4819, 4819)) -> str:
    """Give a table of one row."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    line = f"<w:tr>{f'<w:trPr>{row}</w:trPr>' if row else ''}{''.join(cells)}</w:tr>"
    return (
        f'<w:tbl><w:tblPr>{properties}<w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{line}'
        "</w:tbl>"
    )


def vml_box(inside: str) -> str:
    """Give a text box as old Word writes it, fit for a run."""
    return (
        '<w:pict><v:shape id="Zone1" style="position:absolute;width:200pt;height:60pt"><v:textbox><w:txbxContent>'
        f"{inside}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def text_box(inside: str) -> str:
    """Give a text box as Word writes it now: the drawing, and its copy for old readers; fit for a run."""
    return (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" '
        'simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>3000000</wp:posOffset>'
        '</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="2400000" cy="600000"/><wp:wrapNone/><wp:docPr id="7" name="Zone de texte 7"/>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        'wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="2400000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>'
        f"<w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback>{vml_box(inside)}</mc:Fallback></mc:AlternateContent>"
    )


def control(inside: str, properties: str = "") -> str:
    """Give a content control around blocks or runs."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def picture(description: str = "") -> str:
    """Give an embedded picture (relationship `rIdLogo`), fit for a run."""
    said = f'id="3" name="Logo" descr="{description}"'
    return (
        f'<w:drawing><wp:inline><wp:extent cx="600000" cy="300000"/><wp:docPr {said}/><a:graphic><a:graphicData '
        f'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr {said}/>'
        '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdLogo"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="600000" cy="300000"/></a:xfrm><a:prstGeom '
        'prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


@cache
def builtin() -> Mapping[str, bytes]:
    """Give the parts of the built-in paper."""
    return unzipped(builtin_root() / "templates" / "mco_standard" / "papier.docx")


def unzipped(path: Path) -> dict[str, bytes]:
    """Give the parts of a Word file."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(target: Path, parts: Mapping[str, bytes]) -> Path:
    """Write a Word file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper to write: the XML inside each story, and what else the file holds.

    Attributes:
        body: before the last section's properties.
        section: the last section's properties, after its headers and footers.
        headers: by Word's name of the page (`default`, `first`, `even`).
        footers: the same.
        settings: added to the document's settings.
        parts: further parts, or others in place of the built-in paper's.
        relations: further relationships of the document: id, last word of the type, target, `External` or nothing.
        types: further content types, by part name.
    """

    body: str = p("[[corps]]")
    section: str = PAGE
    headers: Mapping[str, str] = field(default_factory=lambda: {"default": p("{{ document.entete }}")})
    footers: Mapping[str, str] = field(
        default_factory=lambda: {
            "default": raw(run("{{ document.pied }} page ") + f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>')
        }
    )
    settings: str = ""
    parts: Mapping[str, bytes] = field(default_factory=dict)
    relations: tuple[tuple[str, str, str, str], ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)


def paper(target: Path, sheet: Sheet) -> Path:
    """Write a paper on the styles of the built-in one."""
    return zipped(target, sheet_parts(sheet))


def sheet_parts(sheet: Sheet) -> dict[str, bytes]:
    """Give the parts of a paper."""
    parts = {name: data for name, data in builtin().items() if not name.startswith(("word/header", "word/footer"))}
    relations, references, types = list(sheet.relations), "", dict(sheet.types)
    for kind, root, stories in (("header", "hdr", sheet.headers), ("footer", "ftr", sheet.footers)):
        for page, inside in stories.items():
            name = f"{kind}_{page}.xml"
            parts[f"word/{name}"] = f"<w:{root} {NAMESPACES}>{inside}</w:{root}>".encode()
            relations.append((f"rId_{kind}_{page}", kind, name, ""))
            references += f'<w:{kind}Reference w:type="{page}" r:id="rId_{kind}_{page}"/>'
            types[f"/word/{name}"] = f"{WORD_TYPES}.{kind}+xml"
    parts["word/document.xml"] = (
        f"<w:document {NAMESPACES}><w:body>{sheet.body}<w:sectPr>{references}{sheet.section}</w:sectPr></w:body>"
        "</w:document>"
    ).encode()
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(
        b"<w:defaultTabStop", f"{sheet.settings}<w:defaultTabStop".encode()
    )
    parts["word/_rels/document.xml.rels"] = _relations(parts["word/_rels/document.xml.rels"], relations)
    parts["[Content_Types].xml"] = _types(parts["[Content_Types].xml"], types)
    return {**parts, **sheet.parts}


def _relations(xml: bytes, added: list[tuple[str, str, str, str]]) -> bytes:
    """Give the document's relationships, the built-in headers' left out."""
    kept = [one for one in xml.decode().split("<Relationship ") if "header1" not in one and "footer1" not in one]
    text = "<Relationship ".join(kept).removesuffix("</Relationships>")
    for identity, kind, goal, mode in added:
        outside = f' TargetMode="{mode}"' if mode else ""
        text += f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{goal}"{outside}/>'
    return f"{text}</Relationships>".encode()


def _types(xml: bytes, added: Mapping[str, str]) -> bytes:
    """Give the list of content types with some more."""
    more = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in added.items())
    return xml.decode().replace("</Types>", f"{more}</Types>").encode()


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f00010101001bb6ee56"
    "0000000049454e44ae426082"
)
"""A PNG of one pixel."""


def with_logo(sheet: Sheet) -> Sheet:
    """Give a sheet with what `picture()` needs."""
    return replace(
        sheet,
        parts={**sheet.parts, "word/media/logo.png": PIXEL},
        relations=(*sheet.relations, ("rIdLogo", "image", "media/logo.png", "")),
        types={**sheet.types, "/word/media/logo.png": "image/png"},
    )


def in_memory(data: bytes) -> dict[str, bytes]:
    """Give the parts of a Word file that was never written."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
