"""The Word styles that the body uses: their names for the services, and what they are when a paper lacks them.

`tools/papier.py` makes the built-in paper with these same definitions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_INK = "1F3864"
_QUIET = "595959"


@dataclass(frozen=True, slots=True)
class Style:
    """One style.

    Attributes:
        name: as Word shows it; how a paper's own style is recognised.
        id: its id where the paper lacks it.
        kind: `paragraph`, `character` or `table`.
        based_on: the name of the style that it starts from; empty for none.
        properties: the rest of its definition.
    """

    name: str
    id: str
    kind: str
    based_on: str
    properties: str


def _font(size: float, *, bold: bool = False, color: str = "") -> str:
    """Give run properties: size in points."""
    parts = "<w:b/>" if bold else ""
    parts += f'<w:color w:val="{color}"/>' if color else ""
    half = round(size * 2)
    return f'<w:rPr>{parts}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'


def _spacing(before: float, after: float, line: int = 252) -> str:
    """Give paragraph spacing: points, and 240ths of a line."""
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="{line}" w:lineRule="auto"/>'
    )


_KEEP = "<w:keepNext/><w:keepLines/>"
_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="{_INK}"/></w:pBdr>'


def _margins(vertical: int, left: int, right: int) -> str:
    """Give the margins of a table's cells, in twentieths of a point."""
    sides = (("top", vertical), ("left", left), ("bottom", vertical), ("right", right))
    inside = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sides)
    return f"<w:tblCellMar>{inside}</w:tblCellMar>"


def _borders(*sides: str, size: int, color: str) -> str:
    """Give table borders on some sides."""
    return (
        "<w:tblBorders>"
        + "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>' for side in sides)
        + "</w:tblBorders>"
    )


_NO_INDENT = '<w:tblInd w:w="0" w:type="dxa"/>'
_FRAME = ("top", "left", "bottom", "right")

_STYLES = (
    Style("Normal", "Normal", "paragraph", "", f"<w:pPr>{_spacing(0, 3)}</w:pPr>{_font(9.5)}"),
    Style(
        "Title",
        "Title",
        "paragraph",
        "Normal",
        f'<w:pPr>{_KEEP}{_spacing(8, 2)}<w:jc w:val="left"/></w:pPr>{_font(15, bold=True, color=_INK)}',
    ),
    Style(
        "heading 1",
        "Heading1",
        "paragraph",
        "Normal",
        f'<w:pPr>{_KEEP}{_RULE}{_spacing(9, 3)}<w:outlineLvl w:val="0"/></w:pPr>{_font(10.5, bold=True, color=_INK)}',
    ),
    Style(
        "heading 2",
        "Heading2",
        "paragraph",
        "Normal",
        f'<w:pPr>{_KEEP}{_spacing(6, 2)}<w:outlineLvl w:val="1"/></w:pPr>{_font(9.5, bold=True)}',
    ),
    Style(
        "LLS Discret", "LLSDiscret", "paragraph", "Normal", f"<w:pPr>{_spacing(0, 2)}</w:pPr>{_font(8, color=_QUIET)}"
    ),
    Style("LLS Expéditeur", "LLSExpediteur", "paragraph", "Normal", f"<w:pPr>{_spacing(0, 0)}</w:pPr>{_font(9)}"),
    Style("LLS Destinataire", "LLSDestinataire", "paragraph", "Normal", f"<w:pPr>{_spacing(0, 0)}</w:pPr>{_font(10)}"),
    Style(
        "LLS Signature", "LLSSignature", "paragraph", "Normal", f"<w:pPr>{_KEEP}{_spacing(1, 1)}</w:pPr>{_font(9.5)}"
    ),
    Style(
        "LLS Signature manuscrite",
        "LLSSignatureManuscrite",
        "paragraph",
        "LLS Signature",
        f"<w:pPr>{_KEEP}{_spacing(2, 42)}</w:pPr>{_font(8, color=_QUIET)}",
    ),
    Style(
        "LLS Liste",
        "LLSListe",
        "paragraph",
        "Normal",
        f'<w:pPr>{_spacing(0, 1)}<w:ind w:left="284" w:hanging="199"/><w:contextualSpacing/></w:pPr>{_font(9.5)}',
    ),
    Style("LLS Cellule", "LLSCellule", "paragraph", "Normal", f"<w:pPr>{_spacing(0, 1, 240)}</w:pPr>{_font(8.5)}"),
    Style("LLS Fait", "LLSFait", "paragraph", "Normal", f"<w:pPr>{_spacing(0, 1, 245)}</w:pPr>{_font(9.5)}"),
    Style(
        "LLS Titre de colonne",
        "LLSTitreColonne",
        "paragraph",
        "LLS Cellule",
        f"<w:pPr><w:keepNext/></w:pPr>{_font(8, bold=True, color=_INK)}",
    ),
    Style(
        "LLS Titre d'encadré",
        "LLSTitreEncadre",
        "paragraph",
        "Normal",
        f"<w:pPr>{_KEEP}{_spacing(1, 2)}</w:pPr>{_font(11, bold=True, color=_INK)}",
    ),
    Style(
        "LLS Intervalle",
        "LLSIntervalle",
        "paragraph",
        "Normal",
        f'<w:pPr><w:spacing w:before="0" w:after="0" w:line="80" w:lineRule="exact"/></w:pPr>{_font(4)}',
    ),
    Style(
        "LLS Code",
        "LLSCode",
        "paragraph",
        "Normal",
        f'<w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:jc w:val="center"/></w:pPr>{_font(4)}',
    ),
    Style(
        "LLS Légende",
        "LLSLegende",
        "paragraph",
        "Normal",
        f'<w:pPr>{_spacing(0, 1, 240)}<w:jc w:val="center"/></w:pPr>{_font(7.5, color=_QUIET)}',
    ),
    Style(
        "LLS Libellé", "LLSLibelle", "character", "", f'<w:rPr><w:color w:val="{_QUIET}"/><w:sz w:val="17"/></w:rPr>'
    ),
    Style(
        "LLS À compléter",
        "LLSACompleter",
        "character",
        "",
        '<w:rPr><w:b/><w:color w:val="9C0006"/><w:highlight w:val="yellow"/>'
        '<w:shd w:val="clear" w:color="auto" w:fill="FFF2A8"/></w:rPr>',
    ),
    Style("LLS Ton discret", "LLSTonDiscret", "character", "", f'<w:rPr><w:color w:val="{_QUIET}"/></w:rPr>'),
    Style(
        "LLS Tableau",
        "LLSTableau",
        "table",
        "",
        f"<w:tblPr>{_NO_INDENT}{_borders(*_FRAME, 'insideH', 'insideV', size=4, color='A6A6A6')}"
        f"{_margins(28, 60, 60)}</w:tblPr>",
    ),
    Style(
        "LLS Faits",
        "LLSFaits",
        "table",
        "",
        f"<w:tblPr>{_NO_INDENT}{_margins(0, 0, 80)}</w:tblPr>",
    ),
    Style(
        "LLS Encadré",
        "LLSEncadre",
        "table",
        "",
        f"<w:tblPr>{_NO_INDENT}{_borders(*_FRAME, size=8, color=_INK)}{_margins(60, 120, 120)}</w:tblPr>",
    ),
)

STYLES: Mapping[str, Style] = MappingProxyType({style.name: style for style in _STYLES})
"""The styles by name."""


def definition(style: Style, ids: Mapping[str, str]) -> str:
    """Give a style's XML, without its namespace; `ids` gives the paper's id of each style by name."""
    based = f'<w:basedOn w:val="{ids[style.based_on]}"/>' if style.based_on else ""
    default = ' w:default="1"' if style.name == "Normal" else ""
    return (
        f'<w:style w:type="{style.kind}"{default} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{based}'
        f"<w:qFormat/>{style.properties}</w:style>"
    )
