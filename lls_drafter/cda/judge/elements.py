"""Elements of the judged document: where each is, said shortly, and found back from the report of a check."""

import re
from typing import Final

from lxml import etree

from lls_drafter.cda import xml

_STEP: Final = re.compile(
    r"""/(?:\*:(?P<name>[\w.-]+)(?:\[namespace-uri\(\)\s*=\s*'(?P<space>[^']*)'\])?"""
    r"""|\*\[local-name\(\)\s*=\s*'(?P<name1>[^']*)'(?:\s+and\s+namespace-uri\(\)\s*=\s*'(?P<space1>[^']*)')?\]"""
    r"""|(?:\w+:)?(?P<name2>[A-Za-z_][\w.-]*))(?:\[(?P<rank>\d+)\])?"""
)


def clinical_document(root: xml.Element) -> xml.Element | None:
    """Give the `ClinicalDocument` of a file: its root, or inside the style sheet of a self-presenting document."""
    name = f"{{{xml.HL7}}}ClinicalDocument"
    return root if root.tag == name else root.find(f".//{name}")


def place(element: xml.Element) -> str:
    """Give the path of an element, without prefixes, numbered only where siblings share its name."""
    steps: list[str] = []
    for node in (element, *element.iterancestors()):
        parent = node.getparent()
        alike = [] if parent is None else [child for child in parent if child.tag == node.tag]
        rank = f"[{alike.index(node) + 1}]" if len(alike) > 1 else ""
        steps.append(f"{etree.QName(node).localname}{rank}")
        if node.tag == f"{{{xml.HL7}}}ClinicalDocument":
            break
    return "/".join(reversed(steps))


def line(element: xml.Element) -> int | None:
    """Give the line of an element in its file, from 1; None for one made in memory."""
    number: object = element.sourceline
    return number if isinstance(number, int) else None


def found(root: xml.Element, location: str) -> xml.Element:
    """Give the element that a location of a report names, as deep as it can be followed; the root at worst."""
    current = root
    steps = list(_STEP.finditer(location))
    for step in steps[1:]:
        name = step["name"] or step["name1"] or step["name2"]
        space = step["space"] or step["space1"]
        alike = [child for child in current.iterchildren(etree.Element) if _is(child, name, space)]
        rank = int(step["rank"] or 1)
        if rank > len(alike):
            break
        current = alike[rank - 1]
    return current


def _is(child: xml.Element, name: str, space: str | None) -> bool:
    """Say whether an element has this name, in this namespace when there is one to tell."""
    known = etree.QName(child)
    return known.localname == name and (space is None or (known.namespace or "") == space)
