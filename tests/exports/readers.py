"""What a person would read in each output, as plain text: how the contract tests look for lost words."""

import base64
import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping

from lxml import etree
from lxml import html as lxml_html

from lls_drafter.cda.xml import text_of
from tests.exports.pdf_reading import is_read_in_pdf, pdf_text

_HL7 = "{urn:hl7-org:v3}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeeze(text: str) -> str:
    """Give a text with single plain spaces: layout may change white space, nothing else."""
    return " ".join(text.split())


def part(data: bytes, name: str) -> etree._Element:
    """Give one part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def story_text(root: etree._Element) -> str:
    """Give the text of a Word part, a line per paragraph."""
    lines = []
    for paragraph in root.iter(f"{W}p"):
        pieces = ("\n" if node.tag == f"{W}br" else node.text or "" for node in paragraph.iter(f"{W}t", f"{W}br"))
        lines.append("".join(pieces))
    return "\n".join(lines)


def docx_text(data: bytes) -> str:
    """Give the text of a Word file's body."""
    return story_text(part(data, "word/document.xml"))


def json_text(data: bytes) -> str:
    """Give every string of a JSON text."""
    return "\n".join(_strings(json.loads(data)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def csv_text(data: bytes) -> str:
    """Give every cell of a CSV file, as a spreadsheet shows it."""
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
    return "\n".join(cell for line in lines for cell in line)


def html_page(data: bytes) -> lxml_html.HtmlElement:
    """Give the tree of an HTML file, read as a browser reads it."""
    return lxml_html.document_fromstring(data, parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True))


def html_text(data: bytes) -> str:
    """Give the text of an HTML file's body, a line per block."""
    return "".join(_spoken(html_page(data).body))


def _spoken(element: lxml_html.HtmlElement) -> Iterator[str]:
    is_line = element.tag not in {"strong", "span", "mark", "bdi"}
    yield "\n" if is_line else ""
    yield element.text or ""
    for child in element:
        yield from _spoken(child)
        yield child.tail or ""
    yield "\n" if is_line else ""


def cda_text(data: bytes) -> str:
    """Give the narrative of a CDA document, a line per block: what a style sheet shows."""
    sections = etree.fromstring(data).iter(f"{_HL7}section")
    return "\n".join(
        _told(shown) for section in sections for shown in section if shown.tag in {f"{_HL7}title", f"{_HL7}text"}
    )


def _told(element: etree._Element) -> str:
    is_line = element.tag.removeprefix(_HL7) not in {"content", "br"}
    inside = (element.text or "") + "".join(_told(child) + (child.tail or "") for child in element)
    return f"\n{inside}\n" if is_line or element.tag == f"{_HL7}br" else inside


def cda_pdf_text(data: bytes) -> str:
    """Give the text of the PDF that a CDA document of level 1 holds."""
    (held,) = etree.fromstring(data).iter(f"{_HL7}nonXMLBody")
    return pdf_text(base64.b64decode(text_of(held)))


READERS: Mapping[str, Callable[[bytes], str]] = {
    "docx": docx_text,
    "html": html_text,
    "pdf": pdf_text,
    "txt": bytes.decode,
    "json": json_text,
    "csv": csv_text,
    "cda": cda_text,
    "cda-n1": cda_pdf_text,
}
"""One reader per output: a new exporter is not done before it has one."""


def is_read(name: str, text: str, shown: str) -> bool:
    """Tell whether a text stands in what the output of that name shows."""
    return is_read_in_pdf(text, shown) if name in {"pdf", "cda-n1"} else squeeze(text) in shown
