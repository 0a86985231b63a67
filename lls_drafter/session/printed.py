"""What a person would read in an output, as plain text: how the canary looks for lost words in the bytes themselves."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import MappingProxyType

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CDA = "{urn:hl7-org:v3}"
_CDA_SHOWN = frozenset({f"{_CDA}title", f"{_CDA}text"})
_STORIES = ("document", "header", "footer", "footnotes", "endnotes")
_BLOCKS = frozenset({"p", "div", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "caption", "br", "tr"})
_SILENT = frozenset({"style", "script", "title"})


@dataclass(frozen=True, slots=True)
class Printed:
    """An output, read back.

    Attributes:
        text: all of it, white space squeezed; without any where the format keeps places instead of words (`glued`).
        headers: the text at the top of pages, one by one; empty where the format has no such thing.
        rows: the rows of its tables, cell by cell; empty where the format aligns nothing.
    """

    text: str
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    glued: bool = False

    def holds(self, words: str) -> bool:
        """Tell whether some words can be read in it."""
        return (glue(words) if self.glued else squeeze(words)) in self.text


def squeeze(text: str) -> str:
    """Give a text with single plain spaces: layout may change white space, nothing else."""
    return " ".join(text.replace("\N{SOFT HYPHEN}", "").split())


def glue(text: str) -> str:
    """Give a text without white space: a PDF file keeps where letters stand, not the spaces between lines."""
    return "".join(text.replace("\N{SOFT HYPHEN}", "").split())


def read_docx(data: bytes) -> Printed:
    """Read a Word file: its body, headers, footers and notes."""
    texts: list[str] = []
    headers: list[str] = []
    rows: list[tuple[str, ...]] = []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not (name.startswith("word/") and name.endswith(".xml") and name[5:].startswith(_STORIES)):
                continue
            root = etree.fromstring(package.read(name), parser)
            texts.append(_story(root))
            if name.startswith("word/header"):
                headers.append(squeeze(texts[-1]))
            rows += (
                tuple(squeeze(_story(cell)) for cell in row.iterchildren(f"{_W}tc")) for row in root.iter(f"{_W}tr")
            )
    return Printed(squeeze("\n".join(texts)), tuple(headers), tuple(rows))


def _story(root: etree._Element) -> str:
    """Give the text of a part, a line per paragraph."""
    lines: list[str] = []
    for paragraph in root.iter(f"{_W}p"):
        pieces: Iterator[str] = (
            node.text or "" if node.tag == f"{_W}t" else " " for node in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab")
        )
        lines.append("".join(pieces))
    return "\n".join(lines)


@dataclass(slots=True)
class _Page(HTMLParser):
    """The words of an HTML page."""

    words: list[str] = field(default_factory=list)
    silent: int = 0

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's own
        """Separate blocks; count what is not read."""
        self.silent += tag in _SILENT
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Count what is not read."""
        self.silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if not self.silent:
            self.words.append(data)


def read_html(data: bytes) -> Printed:
    """Read an HTML page."""
    page = _Page()
    page.feed(data.decode())
    return Printed(squeeze("".join(page.words)))


def read_text(data: bytes) -> Printed:
    """Read a text output."""
    return Printed(squeeze(data.decode()))


def read_pdf(data: bytes) -> Printed:
    """Read a PDF file."""
    from pypdf import PdfReader  # noqa: PLC0415 - comes with the extra that makes the file

    pages = PdfReader(io.BytesIO(data)).pages
    return Printed(glue("\n".join(page.extract_text() for page in pages)), glued=True)


def read_cda(data: bytes) -> Printed:
    """Read the narrative of a CDA document: titles and texts of its sections, and the rows of their tables."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    texts = [_told(shown) for section in root.iter(f"{_CDA}section") for shown in section if shown.tag in _CDA_SHOWN]
    rows = (tuple(squeeze(_told(cell)) for cell in row) for row in root.iter(f"{_CDA}tr"))
    return Printed(squeeze("\n".join(texts)), rows=tuple(rows))


def _told(element: etree._Element) -> str:
    """Give the text of an element, a line per block."""
    inside = (element.text or "") + "".join(_told(child) + (child.tail or "") for child in element)
    return inside if element.tag == f"{_CDA}content" else f"\n{inside}\n"


READERS: Mapping[str, Callable[[bytes], Printed]] = MappingProxyType(
    {"docx": read_docx, "html": read_html, "pdf": read_pdf, "txt": read_text, "cda": read_cda}
)
"""One reader for each output that lays a document out; `cda-n1` holds the PDF file, which is read already."""


def readable() -> tuple[str, ...]:
    """Give the outputs that this installation can make and read back: PDF needs the extra `pdf`."""
    from importlib.util import find_spec  # noqa: PLC0415 - for those who verify

    has_pdf = find_spec("typst") is not None and find_spec("pypdf") is not None
    return tuple(name for name in READERS if name != "pdf" or has_pdf)
