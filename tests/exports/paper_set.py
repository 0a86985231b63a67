"""The papers of the tests, by name: sound ones, broken ones with the rule that each breaks, hostile ones."""

import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.exports.papers import (
    OFFICE,
    PAGE,
    TRAITS,
    WORD_TYPES,
    Sheet,
    cell,
    p,
    paper,
    picture,
    raw,
    run,
    sheet_parts,
    table,
    text_box,
    with_logo,
    zipped,
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
