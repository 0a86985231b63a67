"""Headers and footers: which page shows which, those that no page has, and where a watermark goes.

A section names up to three of each: for its first page (if it has one of its own), for even pages (if the document
tells them apart), and for all others; a kind that it does not name is the previous section's. Where there is nothing to
take over, Word prints nothing: such a page would name no patient and carry no watermark, so that one is made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from lls_drafter.exports.docx.geometry import column_width, sections
from lls_drafter.exports.docx.opc import Package
from lls_drafter.exports.docx.xml import W, escape, is_on, local, r, val, w

HEADER, FOOTER = "header", "footer"


class PageKind(StrEnum):
    """The pages that a section may treat apart, as Word names them."""

    DEFAULT = "default"
    FIRST = "first"
    EVEN = "even"


_PAGES = {PageKind.DEFAULT: "", PageKind.FIRST: " de première page", PageKind.EVEN: " des pages paires"}
_STORIES = {HEADER: "en-tête", FOOTER: "pied de page"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What one kind of page of one section shows, by part name.

    Attributes:
        section: its number, from 1.
        page: the kind of page.
        header: the part at the top.
        footer: the part at the bottom.
    """

    section: int
    page: PageKind
    header: str
    footer: str


@dataclass(frozen=True, slots=True)
class Margins:
    """The headers and footers of a paper.

    Attributes:
        labels: « en-tête de première page », for each part that a section names.
        headers: the parts that are headers, in order.
        footers: the parts that are footers, in order.
        shown: what each kind of page shows, where it prints.
        made: the labels of those that the paper lacked.
    """

    labels: Mapping[str, str]
    headers: tuple[str, ...]
    footers: tuple[str, ...]
    shown: tuple[Shown, ...]
    made: tuple[str, ...]


class _Reader:
    """The headers and footers of a document, completed while they are read."""

    def __init__(self, package: Package, styles: Mapping[str, str]) -> None:
        self.package = package
        self.styles = styles
        self.targets = {one.id: one.target for one in package.relations(package.document) if not one.external}
        self.labels: dict[str, str] = {}
        self.parts: dict[str, list[str]] = {HEADER: [], FOOTER: []}
        self.made: list[str] = []
        self.made_ids: dict[tuple[str, PageKind], str] = {}

    def read(self, found: list[etree._Element], *, even: bool) -> Iterator[Shown]:
        """Give what each kind of page shows, section by section."""
        inherited: dict[tuple[str, PageKind], str] = {}
        several = len(found) > 1
        for number, section in enumerate(found, 1):
            inherited |= self.named(section, f" (section {number})" if several else "")
            kinds = [PageKind.DEFAULT]
            kinds += [PageKind.FIRST] if is_on(section.find(w("titlePg"))) else []
            kinds += [PageKind.EVEN] if even else []
            for kind in kinds:
                for story in (HEADER, FOOTER):
                    if (story, kind) not in inherited:
                        inherited[story, kind] = self.make(story, kind, section)
                yield Shown(number, kind, inherited[HEADER, kind], inherited[FOOTER, kind])

    def named(self, section: etree._Element, suffix: str) -> dict[tuple[str, PageKind], str]:
        """Give the parts that a section names itself."""
        own: dict[tuple[str, PageKind], str] = {}
        for story in (HEADER, FOOTER):
            for reference in section.findall(w(f"{story}Reference")):
                part = self.targets.get(reference.get(r("id")) or "", "")
                kind = val(reference, "type") or "default"
                if part in self.package.parts and kind in set(PageKind):
                    own[story, PageKind(kind)] = part
                    self.keep(story, part, _STORIES[story] + _PAGES[PageKind(kind)] + suffix)
        return own

    def keep(self, story: str, part: str, label: str) -> None:
        """Keep a part, under the first label that it is met by."""
        if part not in self.labels:
            self.labels[part] = label
            self.parts[story].append(part)

    def make(self, story: str, kind: PageKind, section: etree._Element) -> str:
        """Add what a page lacks to the package, and name it in the section."""
        if (story, kind) not in self.made_ids:
            xml = _header(self.styles) if story == HEADER else _footer(self.styles, column_width(section))
            folder = self.package.document.rpartition("/")[0]
            name = f"{folder}/lls_{story}_{kind}.xml".lstrip("/")
            identity = self.package.add(self.package.document, story, name, xml.encode())
            self.targets[identity] = next(
                one.target for one in self.package.relations(self.package.document) if one.id == identity
            )
            self.made_ids[story, kind] = identity
            self.made.append(_STORIES[story] + _PAGES[kind])
        identity = self.made_ids[story, kind]
        reference = etree.Element(w(f"{story}Reference"), {w("type"): kind.value, r("id"): identity})
        section.insert(0, reference)
        part = self.targets[identity]
        self.keep(story, part, _STORIES[story] + _PAGES[kind])
        return part


def read_margins(package: Package, styles: Mapping[str, str]) -> Margins:
    """Give the headers and footers of a paper, after adding those that a page lacks; `styles` are ids by our names."""
    document = package.tree(package.document)
    found = sections(document)
    if not found:
        found = [_add_section(document)]
    settings = package.related(package.document, "settings")
    even = settings is not None and is_on(package.tree(settings).find(w("evenAndOddHeaders")))
    reader = _Reader(package, styles)
    shown = tuple(reader.read(found, even=even))
    return Margins(
        labels=reader.labels,
        headers=tuple(reader.parts[HEADER]),
        footers=tuple(reader.parts[FOOTER]),
        shown=shown,
        made=tuple(reader.made),
    )


def _add_section(document: etree._Element) -> etree._Element:
    """Give the properties of the only section, made where a body has none: A4."""
    body = document.find(w("body"))
    if body is None:
        raise ValueError("no body")
    xml = (
        f'<w:sectPr xmlns:w="{W}"><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
        'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    section = etree.fromstring(xml)
    body.append(section)
    return section


def _header(styles: Mapping[str, str]) -> str:
    """Give a header that names the patient."""
    style = escape(styles["LLS Discret"])
    return (
        f'<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        "<w:r><w:t>{{ document.entete }}</w:t></w:r></w:p></w:hdr>"
    )


def _footer(styles: Mapping[str, str], width: int) -> str:
    """Give a footer with the mentions of every page and its number."""
    style = escape(styles["LLS Discret"])
    space = 'xml:space="preserve"'
    page, pages = (
        f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>' for name in ("PAGE", "NUMPAGES")
    )
    return (
        f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab w:val="right" w:pos="{width}"/>'
        "</w:tabs></w:pPr><w:r><w:t>{{ document.pied }}</w:t><w:tab/>"
        f"<w:t {space}>Page\N{NO-BREAK SPACE}</w:t></w:r>{page}"
        f"<w:r><w:t {space}>\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}</w:t></w:r>{pages}"
        "</w:p></w:ftr>"
    )


def place_watermark(header: etree._Element, mark: str) -> None:
    """Put the mark of a watermark at the end of a header's last paragraph, out of any table and text box.

    A header without such a paragraph gets one.
    """
    last = None
    for paragraph in header.iter(w("p")):
        if all(local(around) in {"sdt", "sdtContent", "hdr"} for around in paragraph.iterancestors()):
            last = paragraph
    if last is None:
        last = etree.SubElement(header, w("p"))
    if len(last):
        child = last[-1]
        child.tail = mark + (child.tail or "")
    else:
        last.text = mark + (last.text or "")
