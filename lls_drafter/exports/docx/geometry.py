"""How wide the text is where an anchor stands, and what would cut the letter there."""

from collections.abc import Mapping
from typing import cast

from lxml import etree

from lls_drafter.exports.docx.stories import nearest
from lls_drafter.exports.docx.xml import W, is_on, twips, val, w

_DEFAULT_WIDTH = 9638
_DEFAULT_MARGIN = 108
NARROWEST = 1134
"""Two centimetres, in twentieths of a point: narrower, nothing can be read."""
_TABLE, _ROW, _CELL = w("tbl"), w("tr"), w("tc")


def sections(document: etree._Element) -> list[etree._Element]:
    """Give the sections' properties, in order; former ones kept by revisions are left out."""
    return [found for found in document.iter(w("sectPr")) if _parent(found) != "sectPrChange"]


def _parent(element: etree._Element) -> str:
    """Give the name of an element's parent."""
    parent = element.getparent()
    return "" if parent is None else str(parent.tag).rpartition("}")[2]


def section_of(place: etree._Element) -> etree._Element | None:
    """Give the properties of the section in which a place stands: those that come next."""
    found = place.xpath("following::w:sectPr[not(parent::w:sectPrChange)][1]", namespaces={"w": W})
    return cast("list[etree._Element]", found)[0] if found else None  # noqa: SLF001 - what lxml calls an element


def column_width(section: etree._Element | None) -> int:
    """Give the width of a section's text, of its narrowest column where it has several."""
    if section is None:
        return _DEFAULT_WIDTH
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    page = twips(size.get(w("w"))) if size is not None else 0
    if not page or margins is None:
        return _DEFAULT_WIDTH
    width = page - sum(abs(twips(margins.get(w(name)))) for name in ("left", "right", "gutter"))
    columns = section.find(w("cols"))
    if columns is not None:
        width = _narrowest(columns, width)
    return max(width, NARROWEST)


def _narrowest(columns: etree._Element, width: int) -> int:
    """Give the width of the narrowest column."""
    own = [twips(column.get(w("w"))) for column in columns.findall(w("col"))]
    if any(own):
        return min(size for size in own if size)
    count = max(1, min(int(val(columns, "num") or 1), 12)) if (val(columns, "num") or "1").isdecimal() else 1
    return (width - (count - 1) * twips(val(columns, "space"), 720)) // count


def text_width(place: etree._Element, styles: Mapping[str, etree._Element]) -> int:
    """Give the width of the text at a place: of its cell in a table, else of its section."""
    cell = next(place.iterancestors(_CELL), None)
    if cell is None:
        return column_width(section_of(place))
    table = next(cell.iterancestors(_TABLE), None)
    around = text_width(table, styles) if table is not None else _DEFAULT_WIDTH
    width = min(_cell_width(cell, table, around), around) - _cell_margins(cell, table, styles)
    return max(width, NARROWEST)


def _cell_width(cell: etree._Element, table: etree._Element | None, around: int) -> int:
    """Give a cell's width: as it says, else by the table's grid, else its share of what is around."""
    own = cell.find(f"{w('tcPr')}/{w('tcW')}")
    if own is not None and own.get(w("type")) in (None, "dxa") and twips(own.get(w("w"))) > 0:
        return twips(own.get(w("w")))
    row = next(cell.iterancestors(_ROW), None)
    cells = list(nearest(row, _CELL)) if row is not None else [cell]
    grid = (
        [twips(column.get(w("w"))) for column in table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
        if table is not None
        else []
    )
    before = row.find(f"{w('trPr')}/{w('gridBefore')}") if row is not None else None
    start = _count(before, 0) + sum(_span(other) for other in cells[: cells.index(cell)])
    return sum(grid[start : start + _span(cell)]) or around // max(len(cells), 1)


def _span(cell: etree._Element) -> int:
    """Give over how many columns of the grid a cell lies."""
    return max(_count(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), 1), 1)


def _count(element: etree._Element | None, default: int) -> int:
    """Give a small number that an element holds."""
    written = val(element)
    return min(int(written), 63) if written.isdecimal() else default


def _cell_margins(cell: etree._Element, table: etree._Element | None, styles: Mapping[str, etree._Element]) -> int:
    """Give the left and the right margin of a cell, together."""
    sources = [cell.find(f"{w('tcPr')}/{w('tcMar')}")]
    if table is not None:
        sources.append(table.find(f"{w('tblPr')}/{w('tblCellMar')}"))
        name = val(table.find(f"{w('tblPr')}/{w('tblStyle')}")) or _default_table_style(styles)
        for _ in range(20):  # styles that start from one another in a circle end here
            style = styles.get(name)
            if style is None:
                break
            sources.append(style.find(f"{w('tblPr')}/{w('tblCellMar')}"))
            name = val(style.find(w("basedOn")))
    return sum(_margin(sources, names) for names in (("left", "start"), ("right", "end")))


def _margin(sources: list[etree._Element | None], names: tuple[str, str]) -> int:
    """Give one margin: the first that is said."""
    for source in sources:
        for name in names if source is not None else ():
            found = source.find(w(name)) if source is not None else None
            if found is not None and found.get(w("w")) is not None:
                return abs(twips(found.get(w("w"))))
    return _DEFAULT_MARGIN


def _default_table_style(styles: Mapping[str, etree._Element]) -> str:
    """Give the id of the style of tables that name none."""
    return next(
        (name for name, style in styles.items() if val(style, "type") == "table" and val(style, "default") == "1"), ""
    )


def what_cuts(place: etree._Element) -> tuple[str, str] | None:
    """Tell what around a place would cut a long letter, and how to take it off; None when nothing does."""
    properties = "clic droit, Propriétés du tableau, onglet Ligne : "
    for row in place.iterancestors(_ROW):
        own = row.find(w("trPr"))
        height = own.find(w("trHeight")) if own is not None else None
        if val(height, "hRule") == "exact":
            return "dans une ligne de tableau de hauteur exacte", f"{properties}choisir « Au moins »"
        if own is not None and is_on(own.find(w("cantSplit"))):
            hint = f"{properties}cocher « Autoriser le fractionnement des lignes sur plusieurs pages »"
            return "dans une ligne de tableau qui ne se coupe pas", hint
        if own is not None and is_on(own.find(w("tblHeader"))):
            hint = f"{properties}décocher « Répéter en haut de chaque page en tant que ligne d'en-tête »"
            return "dans une ligne d'en-tête de tableau", hint
    for cell in place.iterancestors(_CELL):
        if val(cell.find(f"{w('tcPr')}/{w('textDirection')}")) not in ("", "lrTb"):
            return "dans une cellule au texte tourné", "remettre le texte de la cellule à l'horizontale"
    for table in place.iterancestors(_TABLE):
        if table.find(f"{w('tblPr')}/{w('tblpPr')}") is not None:
            hint = "clic droit, Propriétés du tableau, onglet Tableau : Habillage du texte « Aucun »"
            return "dans un tableau flottant", hint
    return None
