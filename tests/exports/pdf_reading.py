"""A PDF file read as a screen reader reads it: by its structure, in logical order, without what belongs to the pages.

Nothing is guessed from places: the text of each structure element is decoded by the fonts' own maps (`ToUnicode`), so
what lies over two pages is one text, and headers, footers and watermarks (artifacts) are apart.
"""

import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject

BLOCKS = {"/P", "/H1", "/H2", "/H3", "/LBody", "/Lbl", "/TD", "/TH", "/Figure", "/Div", "/Sect"}
_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_NUMBER = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_PIECES = re.compile(f"{_RIGHT_TO_LEFT.pattern}+|[A-Za-zÀ-ɏ]+|.", re.DOTALL)
_INVISIBLE = re.compile("[\u00ad\u200b\u2068\u2069\ufe00-\ufe0f\u034f\U000e0100-\U000e01ef]")


@dataclass(slots=True)
class Page:
    """What one page says.

    Attributes:
        marked: the text of each marked content, by its number.
        artifacts: the text of what belongs to the page: header, footer, watermark, headings repeated.
        sizes: of the text of the body, in points.
    """

    marked: dict[int, str] = field(default_factory=lambda: defaultdict(str))
    artifacts: str = ""
    sizes: set[float] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element: its role, its own text or its children, in order."""

    role: str
    children: "tuple[Element | str, ...]"
    attributes: DictionaryObject

    def text(self) -> str:
        """Give the whole text, a line per block."""
        inner = "".join(child if isinstance(child, str) else child.text() for child in self.children)
        return f"\n{inner}\n" if self.role in BLOCKS else inner

    def walk(self) -> "Iterator[Element]":
        """Give the element and all that it holds."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


def read_pages(data: bytes) -> list[Page]:
    """Give what each page says."""
    reader = PdfReader(io.BytesIO(data))
    return [_page(page, reader) for page in reader.pages]


def read_structure(data: bytes) -> Element:
    """Give the structure tree."""
    reader = PdfReader(io.BytesIO(data))
    by_page = {
        page.indirect_reference.idnum: _page(page, reader)
        for page in reader.pages
        if page.indirect_reference is not None
    }
    root: Any = reader.trailer["/Root"]
    return _element(root["/StructTreeRoot"], by_page, None)


def pdf_text(data: bytes) -> str:
    """Give the text of a PDF file in reading order."""
    return read_structure(data).text()


def bare(text: str) -> str:
    """Give a text as it may be looked for in a PDF: no white space, no invisible character, numbers as characters."""
    shown = _NUMBER.sub(lambda found: _character(found[1]), "".join(_INVISIBLE.sub("", text).split()))
    return "".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", shown)).split())


def is_read_in_pdf(text: str, shown: str) -> bool:
    """Tell whether a text stands in a PDF file's; glyphs of right-to-left scripts stand in the order of the page."""
    wanted, read = bare(text), bare(shown)
    if wanted in read:
        return True
    if not _RIGHT_TO_LEFT.search(wanted):
        return False
    return all(
        piece in read or (bool(_RIGHT_TO_LEFT.search(piece)) and set(piece) <= set(read))
        for piece in _PIECES.findall(wanted)
    )


def _character(number: str) -> str:
    """Give the character of a number."""
    code = int(number, 16)
    return chr(code) if code <= 0x10FFFF else f"[U+{number}]"


def _element(node: Any, pages: dict[int, Page], page: int | None) -> Element:  # noqa: ANN401 - PDF objects
    """Read a structure element."""
    node = node.get_object()
    if "/Pg" in node:
        page = node.raw_get("/Pg").idnum
    kids = node.get("/K", [])
    children: list[Element | str] = []
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, int):
            assert page is not None
            children.append(pages[page].marked[found])
        elif found.get("/Type") == "/MCR":
            place = found.raw_get("/Pg").idnum if "/Pg" in found else page
            assert place is not None
            children.append(pages[place].marked[found["/MCID"]])
        elif found.get("/Type") != "/OBJR":
            children.append(_element(found, pages, page))
    return Element(str(node.get("/S", "")), tuple(children), node)


def _page(page: PageObject, reader: PdfReader) -> Page:
    """Read one page's content."""
    fonts = {name: _font(font.get_object()) for name, font in _resources(page).items()}
    said = Page()
    stack: list[tuple[str, Any]] = []  # what is open: artifact, marked content with its number, actual text
    font: dict[int, str] = {}
    size = 0.0
    content = page.get_contents()
    for operands, operator in ContentStream(content, reader).operations if content is not None else []:
        match operator:
            case b"BDC":
                stack.append(_opened(operands))
                if stack[-1][0] == "actual" and not _covered(stack[:-1]):
                    _say(said, stack, stack[-1][1])
            case b"BMC":
                stack.append(("artifact" if operands[0] == "/Artifact" else "other", None))
            case b"EMC":
                stack.pop()
            case b"Tf":
                font, size = fonts[operands[0]], float(operands[1])
            case b"Tj" | b"TJ" if not _covered(stack):
                shown = operands[0] if operator == b"TJ" else [operands[0]]
                _say(said, stack, "".join(_decode(piece, font) for piece in shown if isinstance(piece, (bytes, str))))
                said.sizes |= {size} if not any(kind == "artifact" for kind, _ in stack) else set()
            case _:
                pass
    assert [] == stack
    return said


def _resources(page: PageObject) -> dict[str, Any]:
    """Give a page's fonts by name."""
    resources: Any = page["/Resources"].get_object()
    return dict(resources["/Font"].get_object()) if "/Font" in resources else {}


def _opened(operands: list[Any]) -> tuple[str, Any]:
    """Tell what a marked content is."""
    tag, properties = operands
    if tag == "/Artifact":
        return ("artifact", None)
    if "/MCID" in properties:
        return ("marked", int(properties["/MCID"]))
    return ("actual", str(properties["/ActualText"])) if "/ActualText" in properties else ("other", None)


def _covered(stack: list[tuple[str, Any]]) -> bool:
    """Tell whether an actual text says already what is drawn."""
    return any(kind == "actual" for kind, _ in stack)


def _say(said: Page, stack: list[tuple[str, Any]], text: str) -> None:
    """Keep a text where it belongs: nothing may be drawn outside artifacts and marked contents."""
    for kind, value in reversed(stack):
        if kind == "artifact":
            said.artifacts += text
            return
        if kind == "marked":
            said.marked[value] += text
            return
    raise AssertionError("text outside the structure")


def _decode(piece: Any, font: dict[int, str]) -> str:  # noqa: ANN401 - bytes or a string of bytes
    """Give the text of a string of two-byte codes."""
    raw = piece.original_bytes if hasattr(piece, "original_bytes") else bytes(piece)
    return "".join(font[int.from_bytes(raw[at : at + 2])] for at in range(0, len(raw), 2))


def _font(font: Any) -> dict[int, str]:  # noqa: ANN401 - PDF objects
    """Give the character of each code of a font."""
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(font["/ToUnicode"].get_object().get_data()):
        if kind == b"bfchar":
            found |= {int(code, 16): _utf16(text) for code, text in _CHAR.findall(body)}
            continue
        for first, last, text in _RANGE.findall(body):
            start, begin = int(text, 16), int(first, 16)
            found |= {begin + offset: chr(start + offset) for offset in range(int(last, 16) - begin + 1)}
    return found


def _utf16(digits: bytes) -> str:
    """Give the text of hexadecimal UTF-16."""
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "surrogatepass")
