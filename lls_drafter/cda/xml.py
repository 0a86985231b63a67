"""XML as this package writes and reads it: one way to make an element, one safe way to read a file.

Reading: no entity, no DTD, no network, no huge tree. Writing: namespaces declared once, UTF-8, no indentation inside
mixed content, and characters that XML cannot hold become `\N{REPLACEMENT CHARACTER}`: never dropped in silence.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, cast

from lxml import etree

from lls_drafter.errors import Location, StructureError

Element = etree._Element  # noqa: SLF001 - what lxml calls an element, for annotations

HL7: Final = "urn:hl7-org:v3"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_NAMESPACE: Final = f"{{{HL7}}}"
SDTC: Final = "urn:hl7-org:sdtc"
_NAMESPACES: Final = cast("Mapping[str, str]", {None: HL7, "xsi": XSI})  # lxml's stubs forget the default namespace
PREFIXES: Final[Mapping[str, str]] = MappingProxyType({"h": HL7, "xsi": XSI, "sdtc": SDTC})
"""For XPath: `h:` is HL7."""
TYPE: Final = f"{{{XSI}}}type"
MAX_BYTES: Final = 30_000_000
"""The largest document that is read: a letter with its PDF is under one megabyte."""

_REFUSED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def node(tag: str, attributes: Mapping[str, str] | None = None, *children: Element | str | None) -> Element:
    """Make an element of the HL7 namespace.

    Args:
        tag: its local name.
        attributes: its attributes; `xsi:type` may be written so.
        children: elements and text, in order; None is left out.
    """
    made = etree.Element(_NAMESPACE + tag)
    if attributes:
        for name, value in attributes.items():
            made.set(TYPE if name == "xsi:type" else name, xml_text(value))
    if children:
        append(made, *children)
    return made


def root_node(tag: str, *children: Element) -> Element:
    """Make the root of a document: it declares the namespaces, once for all that it holds.

    Why apart: an element that declares them itself costs twice as much to make, and a document has two thousand.
    """
    made = etree.Element(_NAMESPACE + tag, nsmap=_NAMESPACES)
    append(made, *children)
    return made


def append(parent: Element, *children: Element | str | None) -> None:
    """Add elements and text at the end of an element; None is left out."""
    for child in children:
        if child is None or child == "":
            continue
        if not isinstance(child, str):
            parent.append(child)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + xml_text(child)
        else:
            parent.text = (parent.text or "") + xml_text(child)


def template_ids(*roots: str) -> tuple[Element, ...]:
    """Make the `templateId` elements of these OIDs."""
    return tuple(node("templateId", {"root": root}) for root in roots)


def text_of(element: Element) -> str:
    """Give all the text inside an element, in reading order."""
    return "".join(str(text) for text in element.itertext())


def attributes_of(element: Element) -> dict[str, str]:
    """Give the attributes of an element by their names, `{namespace}` included."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def xml_text(text: str) -> str:
    """Give a text that XML can hold; what it cannot is shown as `\N{REPLACEMENT CHARACTER}`."""
    if text.isascii() and text.isprintable():  # most of it: codes and OIDs
        return text
    return _REFUSED.sub("\N{REPLACEMENT CHARACTER}", text)


def write(root: Element) -> bytes:
    """Give the bytes of a document: UTF-8 with its declaration; the same tree always gives the same bytes."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def parse(source: bytes, *, name: str) -> Element:
    """Read a document safely.

    Args:
        source: the file's bytes.
        name: the file's name, for the place of an error.

    Raises:
        StructureError: too large, a document type declaration, or not well-formed; French, without content.
    """
    if len(source) > MAX_BYTES:
        raise StructureError(
            f"fichier trop gros ({len(source) // 1_000_000} Mo)",
            hint=f"un document CDA fait moins de {MAX_BYTES // 1_000_000} Mo",
            location=Location(name),
        )
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise StructureError(
            "ce n'est pas du XML bien formé",
            hint="vérifier que le fichier est entier et que c'est un document CDA",
            location=Location(name, line, column),
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise StructureError(
            "une déclaration DOCTYPE n'est pas admise",
            hint="un document CDA n'en a pas ; la retirer",
            location=Location(name),
        )
    return root
