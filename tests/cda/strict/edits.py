"""Small edits of a document, written as text, so that a fault is one line of a table.

    path@name = value     set an attribute of the first element found (`path@name =` empties it)
    path = text           replace what is in it by a text
    - path                remove the first element found; `- path@name` removes an attribute
    -- path               remove every element found
    + path                put a copy of the first element found after it
    path << <xml/>        put an element at its end
    path >> <xml/>        put an element after it

A path is an XPath of local names in the HL7 namespace, from the root.
"""

import copy
import re
from typing import cast

from lxml import etree

from lls_drafter.cda.xml import HL7, PREFIXES, XSI, Element

_NAME = re.compile(r"(?<![@:\w$.-])([A-Za-z][\w.-]*)(?![\w.-]*[(:])")


class NotThereError(LookupError):
    """The element that an edit is about is not in the document."""


def edit(root: Element, *edits: str) -> None:
    """Make edits, in order.

    Raises:
        NotThereError: an element is not in the document.
    """
    for one in edits:
        _edit(root, one)


def _edit(root: Element, text: str) -> None:
    """Make one edit."""
    if text.startswith("-- "):
        for element in [_first(root, text[3:]), *find(root, text[3:])[1:]]:
            _detach(element)
    elif text.startswith("- "):
        _remove(root, text[2:])
    elif text.startswith("+ "):
        element = _first(root, text[2:])
        element.addnext(copy.deepcopy(element))
    elif " << " in text:
        path, _, xml = text.partition(" << ")
        _first(root, path).append(_element(xml))
    elif " >> " in text:
        path, _, xml = text.partition(" >> ")
        _first(root, path).addnext(_element(xml))
    else:
        left, _, value = re.sub(r" =$", " = ", text).rpartition(" = ")
        _set(root, left, value)


def _set(root: Element, left: str, value: str) -> None:
    """Set an attribute, or the text of an element."""
    path, attribute = _parts(left)
    element = _first(root, path)
    if attribute:
        element.set(attribute.replace("xsi:", f"{{{XSI}}}"), value)
        return
    for child in list(element):
        element.remove(child)
    element.text = value


def _remove(root: Element, left: str) -> None:
    """Remove an element or an attribute."""
    path, attribute = _parts(left)
    element = _first(root, path)
    if attribute:
        name = attribute.replace("xsi:", f"{{{XSI}}}")
        if element.get(name) is None:
            raise NotThereError(left)
        del element.attrib[name]
        return
    _detach(element)


def _detach(element: Element) -> None:
    """Take an element out of its document."""
    above = element.getparent()
    assert above is not None
    above.remove(element)


def _parts(left: str) -> tuple[str, str]:
    """Give a path and the attribute at its end, `""` without one."""
    match = re.fullmatch(r"(.*[^\[/(])@([\w:]+)", left)
    return (match[1], match[2]) if match else (left, "")


def find(root: Element, path: str) -> list[Element]:
    """Give the elements that a path of local names finds."""
    return cast("list[Element]", root.xpath(_qualified(path), namespaces=dict(PREFIXES)))


def _first(root: Element, path: str) -> Element:
    """Give the first element found."""
    found = find(root, path)
    if not found:
        raise NotThereError(path)
    return found[0]


def _qualified(path: str) -> str:
    """Put the HL7 prefix on the names of a path, quoted texts and words of XPath apart."""
    parts = path.split("'")
    return "'".join(
        part if place % 2 else _NAME.sub(lambda name: name[0] if name[0] in {"and", "or"} else f"h:{name[0]}", part)
        for place, part in enumerate(parts)
    )


def _element(xml: str) -> Element:
    """Read an element of the HL7 namespace."""
    return etree.fromstring(f'<x xmlns="{HL7}" xmlns:xsi="{XSI}">{xml}</x>')[0]
