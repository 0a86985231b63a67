"""XML in and out: names, hostile input, and text made fit.

The standard library's `xml.sax.saxutils` would import an HTTP client to escape a text (34 ms).
"""

import re
from typing import cast

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MARK, MARK_END = "\U0010fffc", "\U0010fffd"
"""Around the number of a place to fill, while a part is prepared; a paper that holds these two is refused."""

_SPECIAL = re.compile('[\x00-\x08\x0b\x0c\r\x0e-\x1f"&<>\ud800-\udfff\ufffe\uffff]')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")
_DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_TWIPS = {"": 1.0, "pt": 20.0, "pi": 240.0, "pc": 240.0, "in": 1440.0, "cm": 566.93, "mm": 56.693}
_MEASURE = re.compile(r"(-?[0-9]{1,7}(?:\.[0-9]{1,6})?)(pt|pi|pc|in|cm|mm|)")
_OFF = {"0", "false", "off", "none"}


class DeclarationError(ValueError):
    """A part declares a document type or entities, which neither Word nor LibreOffice ever does."""


def escape(text: str) -> str:
    """Give a text that may stand in an element or in a quoted attribute; what XML cannot hold has no shape anyway."""
    if not _SPECIAL.search(text):  # most texts
        return text
    clean = _LONE.sub("\N{REPLACEMENT CHARACTER}", _NOT_XML.sub("", text)).replace("\r", " ")
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def w(name: str) -> str:
    """Give a WordprocessingML name."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """Give the name of a relationship's attribute."""
    return f"{{{R}}}{name}"


def local(element: etree._Element) -> str:
    """Give an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def val(element: etree._Element | None, name: str = "val") -> str:
    """Give a Word attribute, empty when there is none."""
    return "" if element is None else element.get(w(name)) or ""


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a Word switch (`w:titlePg`, `w:vanish`…) is there and on."""
    return element is not None and val(element).casefold() not in _OFF


def twips(text: str | None, default: int = 0) -> int:
    """Give a measure in twentieths of a point; Word may write `851` or `1.5cm`."""
    found = _MEASURE.fullmatch(text or "")
    return round(float(found[1]) * _TWIPS[found[2]]) if found else default


def parse(data: bytes) -> etree._Element:
    """Parse a part; nothing outside it is ever fetched, no entity is expanded.

    Raises:
        DeclarationError: the part declares a document type.
        etree.XMLSyntaxError: not XML, or nested deeper than 255 elements, or a text over 10 million characters.
        ValueError: it holds the marks of this program.
    """
    if any(declaration in data for declaration in _DECLARATIONS):
        raise DeclarationError
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if getattr(etree.ElementTree(root).docinfo, "doctype", ""):  # in an encoding that hid it from the search above
        raise DeclarationError
    return root


def serialize(root: etree._Element) -> str:
    """Give a part's XML, the prefix `w` bound at its root: what is poured into it says `<w:p>`."""
    if root.nsmap.get("w") != W:
        bound = cast("dict[str, str]", {**root.nsmap, "w": W})
        fresh = etree.Element(root.tag, attrib=cast("dict[str, str]", dict(root.attrib)), nsmap=bound)
        fresh.text = root.text
        fresh.extend(list(root))
        root = fresh
    return etree.tostring(root, encoding="unicode")
