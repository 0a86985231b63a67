"""Word papers for the tests, written as Word and LibreOffice write them: sound ones, broken ones, hostile ones.

`paper(target, Sheet(...))` writes one; `SOUND` and `BROKEN` are makers by name, for who wants them all.
"""

import io
import stat
import zipfile
from collections.abc import Callable, Mapping
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


Maker = Callable[[Path], Path]


def _sheet(**changes: object) -> Maker:
    """Give the maker of a sheet."""
    return lambda target: paper(target, Sheet(**changes))  # type: ignore[arg-type]


def _body(*pieces: str, **changes: object) -> Maker:
    """Give the maker of a sheet with something before the anchor of the body."""
    return _sheet(body="".join(pieces) + p("[[corps]]"), **changes)


def _logo(description: str) -> Maker:
    """Give the maker of a sheet with a picture."""
    body = raw(f"<w:r>{picture(description)}</w:r>") + p("[[corps]]")
    return lambda target: paper(target, with_logo(Sheet(body=body)))


def _packed(change: Callable[[dict[str, bytes]], object]) -> Maker:
    """Give the maker of a file whose parts are changed before they are zipped."""

    def make(target: Path) -> Path:
        parts = sheet_parts(Sheet())
        change(parts)
        return zipped(target, parts)

    return make


def _replaced(name: str, old: str, new: str) -> Maker:
    """Give the maker of a file with one text changed in one of its parts."""

    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode())

    return _packed(change)


def _bytes(data: bytes) -> Maker:
    """Give the maker of a file of these bytes."""

    def make(target: Path) -> Path:
        target.write_bytes(data)
        return target

    return make


def _fields(inside: str) -> str:
    """Give a field of Word over runs, as Word writes it."""
    return raw(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{inside} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("résultat")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _odt(target: Path) -> Path:
    """Write what LibreOffice writes by default."""
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<x/>")
    return target


def _ole(stream: str) -> bytes:
    """Give the beginning of an OLE file that holds a stream of that name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def _duplicate(target: Path) -> Path:
    """Write a file that holds two parts of one name, but for case."""
    parts = sheet_parts(Sheet())
    return zipped(target, {**parts, "word/DOCUMENT.xml": parts["word/document.xml"]})


def _overlapping(target: Path) -> Path:
    """Write a file whose table of contents gives the same bytes to two parts."""
    zipped(target, {**sheet_parts(Sheet()), "word/x.xml": bytes(400), "word/y.xml": bytes(400)})
    data = bytearray(target.read_bytes())
    first, second = (data.rfind(name) for name in (b"word/x.xml", b"word/y.xml"))
    offset = slice(-4, None)
    data[second - 4 : second] = data[first - 46 : first][offset]
    target.write_bytes(bytes(data))
    return target


def _linked_entry(target: Path) -> Path:
    """Write a file one of whose parts is a symbolic link."""
    zipped(target, sheet_parts(Sheet()))
    with zipfile.ZipFile(target, "a") as package:
        info = zipfile.ZipInfo("word/media/lien.png")
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(info, "/etc/passwd")
    return target


def _bomb(target: Path) -> Path:
    """Write a file that unpacks to a thousand times its size, all of it zeros."""
    return zipped(target, {**sheet_parts(Sheet()), "word/media/image.bmp": bytes(25_000_000)})


def _long_part(target: Path) -> Path:
    """Write a body of more than any letterhead, in short paragraphs."""
    return paper(target, Sheet(body="".join(p(f"{number:x}") for number in range(100_000))))


def _many(target: Path) -> Path:
    """Write a file of more parts than any document has."""
    return zipped(target, {**sheet_parts(Sheet()), **{f"word/media/{number}.png": b"" for number in range(2_100)}})


def _symbolic(target: Path) -> Path:
    """Write a paper elsewhere, and a link to it."""
    outside = target.parent.parent / f"{target.parent.name}-ailleurs"
    outside.mkdir(exist_ok=True)
    target.symlink_to(paper(outside / "papier.docx", Sheet()))
    return target


def _excel(target: Path) -> Path:
    """Write what Excel writes, but for its content."""
    return zipped(target, {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"})


def _laughs() -> str:
    """Give the declarations of a billion laughs."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE w:document [<!ENTITY e0 "ha">{entities}]>'


def _nested(depth: int) -> str:
    """Give content controls one inside another."""
    return "<w:sdt><w:sdtContent>" * depth + p("fond") + "</w:sdtContent></w:sdt>" * depth


_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_TYPE = f"{WORD_TYPES}.document.main+xml"
_TYPES = "[Content_Types].xml"
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_VANISH = "<w:vanish/>"
_FRAME = '<w:tblpPr w:leftFromText="141" w:rightFromText="141" w:vertAnchor="text" w:tblpY="1"/>'
_INSERTED = f'<w:ins w:id="1" w:author="X">{run("ajouté")}</w:ins>'
_DELETED = '<w:del w:id="2" w:author="X"><w:r><w:delText>ôté</w:delText></w:r></w:del>'
_TEXT_PATH = '<w:pict><v:shape id="a"><v:textpath on="t" string="{{ patient.ipp }}"/></v:shape></w:pict>'
_COMMENT = '<w:r><w:commentReference w:id="0"/></w:r>'
_SIGNED = {"_xmlsignatures/sig1.xml": b"<x/>"}

BROKEN: Mapping[str, tuple[str, Maker]] = {
    "ancre absente": ("PAPIER-ANCRE-ABSENTE", _sheet(body=p("Rien"))),
    "ancre double": ("PAPIER-ANCRE-DOUBLE", _body(p("[[corps]]"))),
    "ancre inconnue": ("PAPIER-ANCRE-INCONNUE", _body(p("[[motiff]]"))),
    "ancre en capitale": ("PAPIER-ANCRE-FORME", _sheet(body=p("[[Corps]]"))),
    "ancre à un crochet": ("PAPIER-ANCRE-FORME", _sheet(body=p("[corps]"))),
    "ancre de section à un crochet": ("PAPIER-ANCRE-FORME", _body(p("[motif]"))),
    "ancre ouverte": ("PAPIER-ANCRE-FORME", _sheet(body=p("[[corps"))),
    "ancre à crochets larges": ("PAPIER-ANCRE-FORME", _sheet(body=p("［［corps］］"))),
    "ancre avec du texte": ("PAPIER-ANCRE-VOISINE", _sheet(body=p("Cher confrère, ", "[[corps]]"))),
    "deux ancres dans un paragraphe": ("PAPIER-ANCRE-VOISINE", _body(p("[[motif]] [[synthese]]"))),
    "ancre dans l'en-tête": (
        "PAPIER-ANCRE-PLACE",
        _sheet(headers={"default": p("{{ document.entete }}") + p("[[motif]]")}),
    ),
    "ancre dans une zone de texte": (
        "PAPIER-ANCRE-PLACE",
        _body(raw(f"<w:r>{text_box(p('[[motif]]'))}</w:r>")),
    ),
    "ancre dans une ligne de hauteur exacte": (
        "PAPIER-ANCRE-COUPEE",
        _sheet(
            body=table(cell(p("[[corps]]"), 9638), row='<w:trHeight w:val="400" w:hRule="exact"/>', grid=(9638,))
            + p("")
        ),
    ),
    "ancre dans une ligne insécable": (
        "PAPIER-ANCRE-COUPEE",
        _sheet(body=table(cell(p("[[corps]]"), 9638), row="<w:cantSplit/>", grid=(9638,)) + p("")),
    ),
    "ancre dans une ligne d'en-tête": (
        "PAPIER-ANCRE-COUPEE",
        _sheet(body=table(cell(p("[[corps]]"), 9638), row="<w:tblHeader/>", grid=(9638,)) + p("")),
    ),
    "ancre dans un tableau flottant": (
        "PAPIER-ANCRE-COUPEE",
        _sheet(body=table(cell(p("[[corps]]"), 9638), properties=_FRAME, grid=(9638,)) + p("")),
    ),
    "ancre dans une cellule tournée": (
        "PAPIER-ANCRE-COUPEE",
        _sheet(body=table(cell(p("[[corps]]"), 9638, '<w:textDirection w:val="btLr"/>'), grid=(9638,)) + p("")),
    ),
    "corps à l'étroit": ("PAPIER-LARGEUR", _sheet(body=table(cell(p("[[corps]]")), cell(p("Service"))) + p(""))),
    "champ inconnu": ("PAPIER-CHAMP-INCONNU", _body(p("{{ patient.nom_naisance }}"))),
    "rubrique inconnue": ("PAPIER-CHAMP-INCONNU", _body(p("{{ rubriques.fevgg.texte }}"))),
    "champ à une accolade": ("PAPIER-CHAMP-FORME", _body(p("{ patient.ipp }}"))),
    "champ mal fermé": ("PAPIER-CHAMP-FORME", _body(p("{{ patient.ipp }"))),
    "champ ouvert": ("PAPIER-CHAMP-FORME", _body(p("IPP {{ patient.ipp"), p("}}"))),
    "champ en capitales": ("PAPIER-CHAMP-FORME", _body(p("{{Patient.IPP}}"))),
    "champ à accolades larges": ("PAPIER-CHAMP-FORME", _body(p("｛｛ patient.ipp ｝｝"))),
    "champ vide": ("PAPIER-CHAMP-FORME", _body(p("{{ }}"))),
    "condition": ("PAPIER-CODE", _body(p("{% if patient.ipp %}IPP{% endif %}"))),
    "condition de paragraphe": ("PAPIER-CODE", _body(p("{%p if patient.ipp %}"))),
    "filtre": ("PAPIER-CODE", _body(p("{{ patient.ipp | upper }}"))),
    "appel": ("PAPIER-CODE", _body(p("{{ patient.ipp() }}"))),
    "attribut de Python": ("PAPIER-CODE", _body(p("{{ patient.__class__ }}"))),
    "texte enrichi": ("PAPIER-CODE", _body(p("{{r patient.ipp }}"))),
    "champ d'une liste": ("PAPIER-CHAMP-LISTE", _body(p("{{ destinataires.nom }}"))),
    "champ de plusieurs valeurs": ("PAPIER-CHAMP-BLOC", _body(p("{{ patient }}"))),
    "champ qui ne s'imprime pas": ("PAPIER-CHAMP-JAMAIS", _body(p("{{ statut }}"))),
    "matricule INS": ("PAPIER-CHAMP-INS", _body(p("{{ patient.ins.matricule }}"))),
    "champ clinique": ("PAPIER-CHAMP-CLINIQUE", _body(p("{{ synthese_medicale }}"))),
    "champ dans un texte décoratif": ("PAPIER-CHAMP-HORS-TEXTE", _body(raw(f"<w:r>{_TEXT_PATH}</w:r>"))),
    "champ dans une équation": (
        "PAPIER-CHAMP-HORS-TEXTE",
        _body(raw("<m:oMath><m:r><m:t>{{ patient.ipp }}</m:t></m:r></m:oMath>")),
    ),
    "champ dans le code d'un champ": (
        "PAPIER-CHAMP-HORS-TEXTE",
        _body(_fields('HYPERLINK "mailto:{{ signataire.mssante }}"')),
    ),
    "champ dans un schéma": (
        "PAPIER-CHAMP-HORS-TEXTE",
        _sheet(parts={"word/diagrams/data1.xml": b"<x>{{ patient.ipp }}</x>"}),
    ),
    "identité absente": ("PAPIER-IDENTITE", _sheet(headers={"default": p("Service de cardiologie")})),
    "identité incomplète": ("PAPIER-IDENTITE", _sheet(headers={"default": p("{{ patient.nom_naissance }}")})),
    "première page anonyme": (
        "PAPIER-IDENTITE-PREMIERE",
        _sheet(
            section=f"{PAGE}<w:titlePg/>",
            headers={"default": p("{{ document.entete }}"), "first": p("Logo")},
        ),
    ),
    "mention absente": ("PAPIER-MENTION", _sheet(footers={"default": p("Service de cardiologie")})),
    "pages sans numéro": ("PAPIER-PAGES", _sheet(footers={"default": p("{{ document.pied }}")})),
    "sans en-tête": ("PAPIER-MARGE-AJOUTEE", _sheet(headers={})),
    "style absent": ("PAPIER-STYLES", _replaced(_STYLES, 'w:val="LLS Discret"', 'w:val="Discret"')),
    "langue étrangère": ("PAPIER-LANGUE", _replaced(_STYLES, 'w:val="fr-FR"', 'w:val="en-US"')),
    "image muette": ("PAPIER-IMAGE-MUETTE", _logo("")),
    "macros": ("PAPIER-MACRO", _packed(lambda parts: parts.update({"word/vbaProject.bin": b"x"}))),
    "docm renommé": ("PAPIER-MACRO", _replaced(_TYPES, _TYPE, _MACRO)),
    "modèle Word": (
        "PAPIER-FORMAT",
        _replaced(_TYPES, _TYPE, f"{WORD_TYPES}.template.main+xml"),
    ),
    "objet incorporé": ("PAPIER-OBJET", _body(raw('<w:r><w:object><o:OLEObject Type="Embed"/></w:object></w:r>'))),
    "classeur incorporé": ("PAPIER-OBJET", _sheet(parts={"word/embeddings/classeur.xlsx": b"x"})),
    "document inséré": (
        "PAPIER-OBJET",
        _body('<w:altChunk r:id="rIdAutre"/>', relations=(("rIdAutre", "aFChunk", "autre.docx", ""),)),
    ),
    "image liée": (
        "PAPIER-LIEN",
        _sheet(relations=(("rIdImage", "image", "file:///S:/logos/logo.png", "External"),)),
    ),
    "modèle attaché": (
        "PAPIER-LIEN",
        _sheet(
            parts={
                "word/_rels/settings.xml.rels": (
                    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                    f'Id="rId1" Type="{OFFICE}/attachedTemplate" Target="http://x/y.dotm" TargetMode="External"/>'
                    "</Relationships>"
                ).encode()
            }
        ),
    ),
    "texte inclus": ("PAPIER-LIEN", _body(_fields('INCLUDETEXT "S:\\\\entete.docx"'))),
    "lien hypertexte": (
        "PAPIER-LIEN-WEB",
        _sheet(relations=(("rIdWeb", "hyperlink", "https://example.org", "External"),)),
    ),
    "publipostage": ("PAPIER-PUBLIPOSTAGE", _body(_fields("MERGEFIELD NOM"))),
    "source de publipostage": ("PAPIER-PUBLIPOSTAGE", _sheet(settings="<w:mailMerge/>")),
    "date du jour": ("PAPIER-DATE", _body(_fields('DATE \\@ "dd/MM/yyyy"'))),
    "modifications suivies": ("PAPIER-REVISIONS", _body(raw(_INSERTED + _DELETED))),
    "suivi activé": ("PAPIER-SUIVI", _sheet(settings="<w:trackRevisions/>")),
    "mise en forme suivie": (
        "PAPIER-SUIVI",
        _body(raw('<w:r><w:rPr><w:rPrChange w:id="1" w:author="X"/></w:rPr></w:r>')),
    ),
    "commentaire": ("PAPIER-COMMENTAIRE", _body(raw(run("x") + _COMMENT))),
    "texte masqué": ("PAPIER-TEXTE-CACHE", _body(raw(run("ancien numéro", _VANISH)))),
    "champ masqué": ("PAPIER-TEXTE-CACHE", _body(raw(run("{{ patient.ipp }}", _VANISH)))),
    "absence affirmée": ("PAPIER-TEXTE-CLINIQUE", _body(p("Aucune allergie ni intolérance connue"))),
    "absence supposée": ("PAPIER-TEXTE-CLINIQUE", _body(p("Pas d'antécédent notable"))),
    "posologie": ("PAPIER-TEXTE-CLINIQUE", _body(p("Paracétamol 1000 mg si besoin"))),
    "protection": (
        "PAPIER-PROTECTION",
        _sheet(settings='<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'),
    ),
    "signature": ("PAPIER-SIGNE", _sheet(parts=_SIGNED)),
    "texte démesuré": ("PAPIER-DEMESURE", _body(p("mot " * 6_000))),
    "PDF": ("PAPIER-FORMAT", _bytes(b"%PDF-1.7\n")),
    "RTF": ("PAPIER-FORMAT", _bytes(b"{\\rtf1\\ansi x}")),
    "doc": ("PAPIER-FORMAT", _bytes(_ole("WordDocument"))),
    "odt": ("PAPIER-FORMAT", _odt),
    "Excel": ("PAPIER-FORMAT", _excel),
    "page web": ("PAPIER-FORMAT", _bytes(b"<html><body>x</body></html>")),
    "XML d'un bloc": ("PAPIER-FORMAT", _bytes(b'<?xml version="1.0"?><pkg:package/>')),
    "texte": ("PAPIER-FORMAT", _bytes(b"pas un zip")),
    "fichier vide": ("PAPIER-FORMAT", _bytes(b"")),
    "ZIP ordinaire": ("PAPIER-FORMAT", lambda target: zipped(target, {"a.txt": b"x"})),
    "Open XML strict": ("PAPIER-FORMAT", _replaced(_DOCUMENT, _TRANSITIONAL, _STRICT)),
    "mot de passe": ("PAPIER-PROTEGE", _bytes(_ole("EncryptedPackage"))),
    "lien symbolique": ("PAPIER-LIEN-SYMBOLIQUE", _symbolic),
    "bombe": ("PAPIER-DEMESURE", _bomb),
    "bombe de noms": ("PAPIER-DEMESURE", _many),
    "parties de même nom": ("PAPIER-ARCHIVE", _duplicate),
    "parties qui se chevauchent": ("PAPIER-ARCHIVE", _overlapping),
    "partie hors du fichier": ("PAPIER-ARCHIVE", _packed(lambda parts: parts.update({"../../x.xml": b"<x/>"}))),
    "partie absolue": ("PAPIER-ARCHIVE", _packed(lambda parts: parts.update({"/etc/x.xml": b"<x/>"}))),
    "partie symbolique": ("PAPIER-ARCHIVE", _linked_entry),
    "entités": ("PAPIER-XML", _replaced(_DOCUMENT, "<w:document ", f"{_laughs()}<w:document ")),
    "XML mal formé": ("PAPIER-XML", _replaced(_DOCUMENT, "</w:body>", "</w:bodie>")),
    "demi-caractère": ("PAPIER-XML", _body(p("&#xD800;"))),
    "imbrication": ("PAPIER-XML", _body(_nested(200))),
    "partie trop longue": ("PAPIER-XML", _long_part),
    "marques du programme": ("PAPIER-XML", _body(p("\U0010fffc0\U0010fffd"))),
}
"""Papers with one fault each: the rule that it breaks, and the maker."""

_SPLIT = raw(
    run("{") + '<w:proofErr w:type="spellStart"/>' + run("{ pat") + '<w:bookmarkStart w:id="9" w:name="x"/>'
    + run("ient.") + "<w:r><w:softHyphen/></w:r>" + '<w:smartTag w:element="PersonName">' + run("ipp") + "</w:smartTag>"
    + '<w:bookmarkEnd w:id="9"/>' + "<w:r><w:tab/></w:r>" + run("}", "<w:b/>") + run("}")
)  # fmt: skip
SPLIT_FIELD = _SPLIT
"""`{{ patient.ipp }}` as Word may cut it: inside the braces, over a smart tag, a bookmark, a tab and a soft hyphen."""

SOUND: Mapping[str, Maker] = {
    "simple": _sheet(),
    "section par section": _sheet(body=p("[[motif]]") + p("Suite") + p("[[corps]]")),
    "traits dans l'en-tête": _sheet(headers={"default": p(TRAITS)}),
    "identité en pied de page": _sheet(
        headers={"default": p("Logo")},
        footers={
            "default": p("{{ document.entete }} {{ document.pied }}")
            + raw(f'<w:fldSimple w:instr="PAGE">{run("1")}</w:fldSimple>')
        },
    ),
    "champ coupé": _body(SPLIT_FIELD),
    "zone de texte": _body(raw(run("avant ") + f"<w:r>{text_box(p('{{ patient.ipp }}'))}</w:r>" + run("après"))),
    "logo": _logo("Logo du centre hospitalier"),
    "corps dans un tableau": _sheet(body=table(cell(p("[[corps]]"), 9638), grid=(9638,)) + p("")),
    "pages paires": _sheet(
        settings="<w:evenAndOddHeaders/>",
        headers={"default": p("{{ document.entete }}"), "even": p("{{ document.entete }}")},
        footers={
            "default": raw(run("{{ document.pied }}") + f'<w:fldSimple w:instr="PAGE">{run("1")}</w:fldSimple>'),
            "even": p("{{ document.pied }}"),
        },
    ),
}
"""Papers without any error; some have an advice."""


def in_memory(data: bytes) -> dict[str, bytes]:
    """Give the parts of a Word file that was never written."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
