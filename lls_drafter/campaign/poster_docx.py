"""The poster as a Word file: one table that fills one page, its letters sized by `poster_fit`; Word may reword it."""

from typing import Final

from lls_drafter.campaign.poster import Affiche
from lls_drafter.campaign.poster_fit import (
    FORMATS,
    GAP,
    MARGIN,
    NUMBER_WIDTH,
    PADDING,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    WIDTH,
    Gabarit,
    fitted,
    foot_of,
    french,
)
from lls_drafter.campaign.word import word_file
from lls_drafter.document.blocks import Document
from lls_drafter.exports.docx.xml import escape

NAVY, AMBER, PALE, INK, QUIET, WHITE = "14315C", "FFC845", "E9F0FA", "1A1A1A", "454545", "FFFFFF"
"""The colours of the poster; each pair of text and ground has a contrast of 7 at least."""
TITLE: Final = "Affichette : lettre de liaison à la sortie"


def poster_docx(poster: Affiche, paper: str) -> bytes:
    """Give the Word file; `paper` is a key of `FORMATS`.

    Raises:
        UsageError: the text is too long for one page.
    """
    sheet = _Sheet(fitted(poster), FORMATS[paper])
    document = Document(title=TITLE, author="lls-drafter")
    return word_file(sheet.table(poster) + sheet.foot(foot_of(poster)) + sheet.section(paper), document, footer=False)


class _Sheet:
    """A poster at the size of its paper."""

    def __init__(self, gabarit: Gabarit, factor: float) -> None:
        self.heights = gabarit
        self.sizes = gabarit.tailles
        self.factor = factor

    def twips(self, points: float) -> int:
        """Give a measure in twentieths of a point."""
        return round(points * self.factor * 20)

    def section(self, paper: str) -> str:
        """Give the page."""
        code = {"a4": 9, "a3": 8}[paper]
        margin = self.twips(MARGIN)
        sides = "".join(f'w:{side}="{margin}" ' for side in ("top", "right", "bottom", "left"))
        size = f'w:w="{self.twips(PAGE_WIDTH)}" w:h="{self.twips(PAGE_HEIGHT)}"'
        return (
            f'<w:sectPr><w:pgSz {size} w:code="{code}"/><w:pgMar {sides}w:header="0" w:footer="0" w:gutter="0"/>'
            "</w:sectPr>"
        )

    def table(self, poster: Affiche) -> str:
        """Give the bands, thin white rows between them."""
        text, heights, sizes = poster.texte, self.heights, self.sizes
        wide = self.twips(WIDTH)
        left = self.twips(NUMBER_WIDTH)
        bands = [
            self.band(heights.titre, self.paragraph("\n".join(heights.lignes_titre), sizes.titre, WHITE), wide, NAVY),
            self.band(
                heights.accroche, self.paragraph("\n".join(heights.lignes_accroche), sizes.accroche, NAVY), wide, AMBER
            ),
        ]
        for number, (one, cut) in enumerate(zip(text.points, heights.lignes_points, strict=True), 1):
            digit = self.paragraph(str(number), sizes.chiffre, WHITE, align="center")
            said = self.paragraph(french(one.mot), sizes.mot, NAVY, keep=True)
            said += self.paragraph(_cut(cut), sizes.texte, INK, bold=False)
            cells = self.cell(digit, left, NAVY, inset=0) + self.cell(said, wide - left, PALE)
            bands.append(self.row(heights.point, cells))
        if poster.encadre is not None:
            bands.append(self.frame(poster, wide))
        gap = self.row(GAP, self.cell(self.paragraph("", 1, WHITE), wide, "", span=2), exact=True)
        rows = "".join(f"{band}{gap}" for band in bands)
        grid = f'<w:gridCol w:w="{left}"/><w:gridCol w:w="{wide - left}"/>'
        none = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{wide}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{none}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        )

    def frame(self, poster: Affiche, wide: int) -> str:
        """Give the frame of an audit: each line with its rate at the right."""
        frame = poster.encadre
        if frame is None:
            return ""
        sizes = self.sizes
        inside = self.paragraph(french(frame.titre), sizes.encadre, NAVY, keep=True)
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{wide - 2 * self.twips(PADDING)}"/></w:tabs>'
        for said, rate in frame.lignes:
            runs = self.run(french(said), sizes.encadre, INK, bold=False) + self.run(
                "\t" + french(rate), sizes.encadre, NAVY
            )
            inside += f"<w:p><w:pPr>{stop}{self.spacing(sizes.encadre * 0.06)}</w:pPr>{runs}</w:p>"
        inside += self.paragraph(french(frame.note), sizes.note, QUIET, bold=False)
        sides = ("top", "left", "bottom", "right")
        edge = "".join(f'<w:{side} w:val="single" w:sz="24" w:space="0" w:color="{AMBER}"/>' for side in sides)
        cell = self.cell(inside, wide, "", span=2, extra=f"<w:tcBorders>{edge}</w:tcBorders>")
        return self.row(self.heights.encadre, cell)

    def band(self, height: float, inside: str, wide: int, fill: str) -> str:
        """Give a band over the whole width."""
        return self.row(height, self.cell(inside, wide, fill, span=2))

    def row(self, height: float, cells: str, *, exact: bool = False) -> str:
        """Give one row."""
        rule = "exact" if exact else "atLeast"
        size = f'<w:trHeight w:val="{self.twips(height)}" w:hRule="{rule}"/>'
        return f"<w:tr><w:trPr><w:cantSplit/>{size}</w:trPr>{cells}</w:tr>"

    def cell(  # noqa: PLR0913 - a cell is its looks
        self, inside: str, width: int, fill: str, *, span: int = 1, inset: float = PADDING, extra: str = ""
    ) -> str:
        """Give one cell, its text in the middle of its height."""
        spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        pad = self.twips(inset)
        margins = f'<w:tcMar><w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/></w:tcMar>'
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{spans}{extra}{shade}{margins}<w:vAlign w:val="center"/>'
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"

    def paragraph(  # noqa: PLR0913 - a paragraph is its looks
        self, text: str, size: float, color: str, *, bold: bool = True, align: str = "left", keep: bool = False
    ) -> str:
        """Give one paragraph."""
        kept = "<w:keepNext/>" if keep else ""
        run = self.run(text, size, color, bold=bold) if text else ""
        return f'<w:p><w:pPr>{kept}{self.spacing(0)}<w:jc w:val="{align}"/></w:pPr>{run}</w:p>'

    def spacing(self, before: float) -> str:
        """Give the space around a paragraph: single lines."""
        return f'<w:spacing w:before="{self.twips(before)}" w:after="0" w:line="240" w:lineRule="auto"/>'

    def run(self, text: str, size: float, color: str, *, bold: bool = True) -> str:
        """Give one run; a tab is a tab, a line end a line break."""
        half = max(2, round(size * self.factor * 2))
        looks = f'{"<w:b/>" if bold else ""}<w:color w:val="{color}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        opened = '<w:t xml:space="preserve">'
        shown = escape(text).replace("\t", f"</w:t><w:tab/>{opened}").replace("\n", f"</w:t><w:br/>{opened}")
        return f"<w:r><w:rPr>{looks}</w:rPr>{opened}{shown}</w:t></w:r>"

    def foot(self, text: str) -> str:
        """Give the line under the table: Word wants a paragraph there."""
        return self.paragraph(french(text), self.sizes.pied, QUIET, bold=False)


def _cut(lines: tuple[str, ...]) -> str:
    """Give lines as one text with line ends."""
    return "\n".join(lines)
