"""A document as a Word file, poured into the service's paper.

- the paper gives styles, margins, header and footer; the body is built here (`body`) and put at its anchors;
- a draft and a cancelled letter carry a watermark in every header;
- file properties: title, author, language, and the day of the validation; no patient's name;
- the same document and the same paper give the same bytes: fixed ZIP dates, no random id.
"""

from collections.abc import Mapping
from functools import lru_cache

from lls_drafter.document.blocks import Block, Document
from lls_drafter.errors import ExportError
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.docx.body import body_xml, text_xml
from lls_drafter.exports.docx.large import enlarged_styles
from lls_drafter.exports.docx.marks import BODY
from lls_drafter.exports.docx.opc import OFFICE, TYPES, relations_of_document, with_default, with_relation
from lls_drafter.exports.docx.package import core_properties, pack
from lls_drafter.exports.docx.paper import Paper, read_paper, refuse, section_faults
from lls_drafter.exports.docx.picture import Pictures
from lls_drafter.exports.docx.slots import AnchorSlot, FieldSlot, Story
from lls_drafter.exports.docx.watermark import watermark_run


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
    made = _Letter(document, paper).parts()
    return pack(paper.entries, {name: xml if isinstance(xml, bytes) else xml.encode() for name, xml in made.items()})


class _Letter:
    """One letter on its paper."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self.document = document
        self.paper = paper
        self.pictures = Pictures(paper.next_drawing)
        self.texts: dict[str, str] = {}
        self.watermark = watermark_run(document.watermark) if document.watermark else ""
        self.sections: dict[str, tuple[Block, ...]] = {part.id: part.blocks for part in document.parts}
        placed = {anchor.name for anchor in paper.anchors}
        self.rest = [block for name, blocks in self.sections.items() if name not in placed for block in blocks]

    def parts(self) -> Mapping[str, str | bytes]:
        """Give the parts that are this letter's own.

        Raises:
            TemplateRenderError: an anchor names no section.
        """
        paper = self.paper
        if len(self.sections) > 1:  # the trace page is one part: it has no sections to place
            refuse(tuple(section_faults(paper, tuple(self.sections))))
        stories = paper.stories if not self.watermark else {**paper.stories, **paper.plain_headers}
        made: dict[str, str | bytes] = {name: self.filled(story) for name, story in stories.items()}
        made[paper.properties] = core_properties(self.document)
        if self.document.large:
            made[paper.styles] = enlarged_styles(paper.style_sheet)
        return made | self.drawn()

    def filled(self, story: Story) -> str:
        """Give a story's XML with its places filled."""
        return "".join(piece if isinstance(piece, str) else self.piece(piece) for piece in story)

    def piece(self, slot: object) -> str:
        """Give the XML of one place."""
        if isinstance(slot, FieldSlot):
            if slot.name not in self.texts:
                self.texts[slot.name] = text_xml(self.value(slot.name))
            return self.texts[slot.name]
        if isinstance(slot, AnchorSlot):
            blocks = self.rest if slot.name == BODY else self.sections.get(slot.name, ())
            return body_xml(blocks, self.paper.page, slot, self.pictures)
        return self.watermark

    def value(self, name: str) -> str:
        """Give the text of a simple field; empty for one that the letter has not filled."""
        own = {
            "document.titre": self.document.title,
            "document.entete": self.document.header,
            "document.pied": self.document.footer,
        }
        return own.get(name) or self.document.fields.get(name, "")

    def drawn(self) -> dict[str, bytes]:
        """Give the pictures, and what says that they are there."""
        files = self.pictures.files
        if not files:
            return {}
        folder = self.paper.document.rpartition("/")[0]
        made = {f"{folder}/{_target(identity)}".lstrip("/"): data for identity, data in files}
        told = _told(self.paper.types, self.paper.relations, tuple(identity for identity, _ in files))
        return made | {TYPES: told[0], relations_of_document(self.paper.document): told[1]}


def _target(identity: str) -> str:
    """Give where a picture lies, from the document's folder."""
    return f"media/{identity}.png"


@lru_cache(maxsize=32)
def _told(types: bytes, relations: bytes, identities: tuple[str, ...]) -> tuple[bytes, bytes]:
    """Give a paper's content types and relationships with those of pictures; the same for each letter with a code."""
    for identity in identities:
        relations = with_relation(relations, identity, f"{OFFICE}image", _target(identity))
    return with_default(types, "png", "image/png"), relations
