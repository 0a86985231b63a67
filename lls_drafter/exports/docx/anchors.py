"""Anchors made ready: the paragraph of `[[corps]]` gives way to what is poured, and nothing else of it is lost.

Its picture or page break stays, in a paragraph before; its bookmarks stay where they are; the section that it ends is
ended by a thin paragraph after. Around it, a content control that takes plain text only becomes one that takes blocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from lls_drafter.exports.docx.geometry import text_width
from lls_drafter.exports.docx.slots import AnchorSlot, Slots
from lls_drafter.exports.docx.stories import Para, is_box, own
from lls_drafter.exports.docx.xml import is_on, local, val, w

_RANGES = frozenset(
    w(name) for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")
)
_NOTED = frozenset({w("footnoteReference"), w("endnoteReference"), w("commentReference")})
_BOUND = frozenset({"dataBinding", "showingPlcHdr"})
_RESTRICTED = _BOUND | {"text", "date", "dropDownList", "comboBox", "picture", "equation", "checkbox"}
_WRAPPERS = frozenset({w("sdt"), w("sdtContent"), w("customXml"), w("smartTag")})
_TABLE, _PARAGRAPH = w("tbl"), w("p")


@dataclass(frozen=True, slots=True)
class Placed:
    """An anchor whose paragraph gave way: its name, its place in French, the element that stands for it, its number."""

    name: str
    place: str
    mark: etree._Element
    number: int


def replace_anchor(name: str, para: Para, slots: Slots, thin: str) -> Placed:
    """Put a mark in place of an anchor's paragraph; `thin` is the id of the style of paragraphs that nobody sees."""
    paragraph = para.element
    mark, number = slots.put_block()
    paragraph.addnext(mark)
    mark.tail, paragraph.tail = paragraph.tail, None
    properties = paragraph.find(w("pPr"))
    section = properties.find(w("sectPr")) if properties is not None else None
    if section is not None:
        end = _thin(thin)
        end[0].append(section)
        mark.addnext(end)
    breaks = properties is not None and is_on(properties.find(w("pageBreakBefore")))
    if breaks or any(_stays(element) for element in own(paragraph)):
        _empty(para)
    else:
        for element in [element for element in own(paragraph) if element.tag in _RANGES]:
            paragraph.addprevious(element)
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)
    free_controls(mark, _RESTRICTED)
    return Placed(name, para.place, mark, number)


def describe_anchors(
    placed: list[Placed], slots: Slots, styles: Mapping[str, etree._Element]
) -> tuple[AnchorSlot, ...]:
    """Say what each anchor is, once all of them are in place: what stands around it is known only then."""
    found = []
    for one in placed:
        before, after = _neighbour(one.mark, forward=False), _neighbour(one.mark, forward=True)
        slot = AnchorSlot(
            name=one.name,
            place=one.place,
            width=text_width(one.mark, styles),
            after_table=before == _TABLE,
            lone=(after is None and _must_end_with_paragraph(one.mark))
            or (before == _TABLE and after in (None, _TABLE)),
        )
        slots.describe(one.number, slot)
        found.append(slot)
    return tuple(found)


def free_controls(place: etree._Element, names: frozenset[str] = _BOUND) -> None:
    """Take off the content controls around a place what would refuse or overwrite the words that are put there.

    Word writes into a control bound to the file's own data (`w:dataBinding`) the value that it finds there.
    """
    for control in place.iterancestors(w("sdt")):
        properties = control.find(w("sdtPr"))
        for child in list(properties) if properties is not None else ():
            if local(child) in names and properties is not None:
                properties.remove(child)


def _stays(element: etree._Element) -> bool:
    """Tell what of an anchor's paragraph must still be printed."""
    breaks = element.tag == w("br") and val(element, "type") in ("page", "column")
    return breaks or is_box(element) or element.tag in _NOTED


def _empty(para: Para) -> None:
    """Take an anchor's words out of its paragraph."""
    for piece in para.pieces:
        if piece.is_text:
            piece.node.text = ""
        elif not _stays(piece.node):
            parent = piece.node.getparent()
            if parent is not None:
                parent.remove(piece.node)


def _thin(style: str) -> etree._Element:
    """Give a paragraph that nobody sees."""
    paragraph = etree.Element(_PARAGRAPH)
    properties = etree.SubElement(paragraph, w("pPr"))
    etree.SubElement(properties, w("pStyle"), {w("val"): style})
    return paragraph


def _neighbour(mark: etree._Element, *, forward: bool) -> str | None:
    """Give the name of the block before or after an anchor, out of content controls and past other anchors."""
    place: etree._Element | None = mark
    while place is not None:
        for sibling in place.itersiblings(preceding=not forward):
            name = _block(sibling, forward=forward)
            if name is not None:
                return name
        place = place.getparent()
        if place is None or place.tag not in _WRAPPERS:
            return None
    return None


def _block(element: etree._Element, *, forward: bool) -> str | None:
    """Give the name of a block; of the first or last one inside a content control; None for what is no block."""
    if element.tag in (_TABLE, _PARAGRAPH):
        return str(element.tag)
    if element.tag in _WRAPPERS:
        for child in element if forward else reversed(element):
            name = _block(child, forward=forward)
            if name is not None:
                return name
    return None


def _must_end_with_paragraph(mark: etree._Element) -> bool:
    """Tell whether an anchor stands last in a cell or in a content control, which may not be empty."""
    parent = mark.getparent()
    return parent is not None and parent.tag in (w("tc"), *_WRAPPERS)
