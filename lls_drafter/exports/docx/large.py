"""A paper's styles in large type, for a document that somebody with poor sight will read (`Document.large`).

Only sizes that styles say are changed: what a service wrote by hand in its header or footer keeps its look.
"""

from functools import lru_cache

from lxml import etree

from lls_drafter.exports.docx.styles import W

_SMALLEST = 28  # half-points: 14 points
_WORD_DEFAULT = 20  # half-points: what Word takes when nothing says a size
_MARGINS = ("header", "footer")


@lru_cache(maxsize=16)
def enlarged_styles(xml: bytes) -> bytes:
    """Give a paper's styles with body text of 14 points at least, the rest in proportion.

    Header and footer grow too, and may stay under 14 points.
    """
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    factor = max(_SMALLEST / _body_size(root), 1)
    for size in root.iter(_w("sz"), _w("szCs")):
        grown = round(int(size.get(_w("val")) or _WORD_DEFAULT) * factor)
        size.set(_w("val"), str(grown if _is_margin(size) else max(grown, _SMALLEST)))
    if root.find(f"{_w('docDefaults')}/{_w('rPrDefault')}/{_w('rPr')}/{_w('sz')}") is None:
        _set_default(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _w(name: str) -> str:
    """Give a WordprocessingML name."""
    return f"{{{W}}}{name}"


def _body_size(root: etree._Element) -> int:
    """Give the size of body text in half-points: of the style « Normal », else of the paper's defaults."""
    for style in root.iter(_w("style")):
        name = style.find(_w("name"))
        if name is not None and str(name.get(_w("val"))).casefold() == "normal":
            size = style.find(f"{_w('rPr')}/{_w('sz')}")
            if size is not None:
                return int(size.get(_w("val")) or _WORD_DEFAULT)
    size = root.find(f"{_w('docDefaults')}/{_w('rPrDefault')}/{_w('rPr')}/{_w('sz')}")
    return int(size.get(_w("val")) or _WORD_DEFAULT) if size is not None else _WORD_DEFAULT


def _is_margin(size: etree._Element) -> bool:
    """Tell whether a size is that of the header's or of the footer's style."""
    style = next(size.iterancestors(_w("style")), None)
    name = style.find(_w("name")) if style is not None else None
    return name is not None and str(name.get(_w("val"))).casefold() in _MARGINS


def _set_default(root: etree._Element) -> None:
    """Say the size of what no style says: a style of the paper without any would stay small."""
    defaults = root.find(_w("docDefaults"))
    if defaults is None:
        defaults = etree.Element(_w("docDefaults"))
        root.insert(0, defaults)
    place = defaults
    for name in ("rPrDefault", "rPr"):
        found = place.find(_w(name))
        place = found if found is not None else etree.SubElement(place, _w(name))
    at = next((index for index, child in enumerate(place) if child.tag in _AFTER_SIZE), len(place))
    for offset, name in enumerate(("sz", "szCs")):
        place.insert(at + offset, etree.Element(_w(name), {_w("val"): str(_SMALLEST)}))


_AFTER_SIZE = frozenset(
    _w(name)
    for name in (
        "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
        "eastAsianLayout", "specVanish", "oMath",
    )
)  # fmt: skip
"""The properties of a run that the format puts after its size."""
