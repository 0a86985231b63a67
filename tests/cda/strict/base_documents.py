"""Sound documents to spoil: the official example, mended, where it is; and documents of our own, everywhere."""

import base64
from functools import cache
from pathlib import Path

from lls_drafter.cda.xml import Element, node, parse
from tests.cda.strict.edits import edit, find

OFFICIAL = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "ans-exemples" / "2025-10"
EXAMPLE = OFFICIAL / "LDL-SES_2022.01.xml"
AT_ENTRY = OFFICIAL / "LDL-EES_2022.01.xml"

PDF = (
    b"%PDF-1.4\n1 0 obj <</Type /Metadata>> stream\n<rdf:Description><pdfaid:part>1</pdfaid:part>"
    b"<pdfaid:conformance>A</pdfaid:conformance></rdf:Description>\nendstream endobj\n%%EOF\n"
)


@cache
def _bytes(path: Path) -> bytes:
    """Read a file once."""
    return path.read_bytes()


def official(path: Path = EXAMPLE) -> Element:
    """Read an official example as it is."""
    return parse(_bytes(path), name=path.name)


def mended() -> Element:
    """Read the official example without the faults that it has: its links, doubled ids, a priority, an identifier."""
    root = official()
    for reference in find(root, "//text/reference|//originalText/reference"):
        name = (reference.get("value") or "").removeprefix("#")
        reference.set("value", f"#{'adminSang' if name == 'admiSang' else name}")
    edit(
        root,
        "//observation[code/@code='MED-145']/id@root = 11111111-0000-4000-8000-000000000001",
        "//section[code/@code='10183-2']/entry/substanceAdministration/id@root = 11111111-0000-4000-8000-000000000002",
        "//section[code/@code='42349-1']/templateId[2] >> <id root='11111111-0000-4000-8000-000000000003'/>",
        "//priorityCode[@code='CS']@code = R",
        "//participantRole/id@root = 2.16.840.1.113883.3.3719",
        "participant/associatedEntity/scopingOrganization/id@extension = 1750803447",
        "//observation[code/@code='ORG-070']/effectiveTime@value = 20191029",
        "//observation[code/@code='ORG-074']/effectiveTime@value = 20191203",
    )
    return root


def with_pdf(root: Element, content: bytes = PDF) -> Element:
    """Turn a structured document into one of level 1 that holds a PDF."""
    edit(root, "- templateId[3]", "- component")
    edit(root, "templateId[2] >> <templateId root='1.3.6.1.4.1.19376.1.2.20'/>")
    text = node("text", {"mediaType": "application/pdf", "representation": "B64"})
    text.text = base64.b64encode(content).decode("ascii")
    root.append(node("component", None, node("nonXMLBody", None, text)))
    return root
