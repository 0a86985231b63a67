"""A document as a Word file, poured into the service's paper.

- the paper gives styles, margins, header and footer; the body is built here (`body`) and put at its anchors;
- a draft and a cancelled letter carry a watermark in every header;
- file properties: title, author, language, and the day of the validation; no patient's name;
- the same document and the same paper give the same bytes: fixed ZIP dates, no random id.
"""

from lls_drafter.document.blocks import Block, Document
from lls_drafter.errors import ExportError, Location, TemplateRenderError
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.docx.body import body_xml, text_xml
from lls_drafter.exports.docx.large import enlarged
from lls_drafter.exports.docx.package import core_properties, pack
from lls_drafter.exports.docx.paper import BODY, FIELD, Paper, read_paper
from lls_drafter.exports.docx.watermark import with_watermark
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import field_info

_PROPERTIES = "docProps/core.xml"


def render(document: Document | None, request: RenderRequest) -> bytes:
    """Give the Word file.

    Raises:
        ExportError: no document, or no paper.
        TemplateRenderError: the paper cannot be filled, or names what the letter does not have.
    """
    if document is None or request.papier is None:
        raise ExportError(
            "rien à mettre en page : il manque le document ou le papier du modèle", hint="vérifier le modèle"
        )
    paper = read_paper(request.papier)
    values = _values(document, paper)
    stories = {name: _filled(xml, values) for name, xml in paper.stories.items()}
    if document.watermark:
        stories |= {name: with_watermark(stories[name], document.watermark) for name in paper.headers}
    made = {"word/document.xml": _body(document, paper, values), **stories}
    if _PROPERTIES in paper.parts:
        made[_PROPERTIES] = core_properties(document)
    parts = enlarged(paper.parts) if document.large else paper.parts
    return pack(parts, {name: xml.encode() for name, xml in made.items()})


def _body(document: Document, paper: Paper, values: dict[str, str]) -> str:
    """Give the body: each section at its anchor, the others at `[[corps]]`."""
    parts = {part.id: part.blocks for part in document.parts}
    anchors = paper.document[1::2]
    unknown = [name for name in anchors if name != BODY and name not in parts]
    if unknown:
        hint = "ancres possibles : corps, " + ", ".join(parts)
        raise TemplateRenderError(f"ancre inconnue : « [[{unknown[0]}]] »", hint=hint, location=Location(paper.name))
    rest: list[Block] = [block for name, blocks in parts.items() if name not in anchors for block in blocks]
    pieces: list[str] = []
    for index, piece in enumerate(paper.document):
        if index % 2:
            pieces.append(body_xml(rest if piece == BODY else parts[piece], paper.page))
        else:
            pieces.append(_filled(piece, values))
    return "".join(pieces)


def _values(document: Document, paper: Paper) -> dict[str, str]:
    """Give the text of each simple field that the paper shows; empty for one that the letter has not filled.

    Raises:
        TemplateRenderError: the letter has no such field.
    """
    own = {"document.titre": document.title, "document.entete": document.header, "document.pied": document.footer}
    values: dict[str, str] = {}
    for name in paper.fields:
        if name not in own and name not in document.fields:
            _check_field(name, paper)
        values[name] = own.get(name) or document.fields.get(name, "")
    return values


def _check_field(name: str, paper: Paper) -> None:
    """Refuse a simple field that no letter has."""
    try:
        field_info(name, Lettre)
    except (KeyError, ValueError) as error:
        hint = "les champs sont ceux de « lls schema lettre », et document.titre, document.entete, document.pied"
        raise TemplateRenderError(
            f"champ inconnu dans le papier : « {name} »", hint=hint, location=Location(paper.name)
        ) from error


def _filled(xml: str, values: dict[str, str]) -> str:
    """Give a part with its simple fields replaced."""
    return FIELD.sub(lambda found: text_xml(values.get(found[1], "")), xml)
