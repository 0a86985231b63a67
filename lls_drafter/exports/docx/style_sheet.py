"""The paper's styles: which of ours it has, and those that it lacks, added without touching its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from lls_drafter.exports.docx.styles import STYLES, Style, definition
from lls_drafter.exports.docx.xml import W, is_on, local, val, w

_FRENCH = "fr-FR"
_AFTER_LANGUAGE = frozenset({"eastAsianLayout", "specVanish", "oMath"})
_BULLETS = "List Bullet"
EMPTY = f'<w:styles xmlns:w="{W}"/>'.encode()
"""The styles of a paper that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSheet:
    """What the body must know of the paper's styles.

    Attributes:
        ids: the id of each style that the body uses, by our name of it.
        by_id: every style of the paper, by its id.
        added: the names of the styles that the paper lacked.
        language: the paper's language when it is not French, else empty.
        hidden: the ids of the styles whose text is hidden.
        has_bullets: the paper has Word's own bulleted list.
        changed: something was written into the tree.
    """

    ids: Mapping[str, str]
    by_id: Mapping[str, etree._Element]
    added: tuple[str, ...]
    language: str
    hidden: frozenset[str]
    has_bullets: bool
    changed: bool


def complete(root: etree._Element) -> StyleSheet:
    """Add to a paper's styles those that the body needs, and say that its language is French."""
    styles = [style for style in root.iter(w("style")) if style.get(w("styleId"))]
    by_id = {val(style, "styleId"): style for style in styles}
    known = {(val(style, "type") or "paragraph", _name(style)): val(style, "styleId") for style in styles}
    default = next((val(s, "styleId") for s in styles if val(s, "type") == "paragraph" and is_default(s)), "")
    ids = {_BULLETS: known.get(("paragraph", _BULLETS.casefold()), "")}
    added = []
    for style in STYLES.values():
        found = known.get((style.kind, style.name.casefold())) or (default if style.name == "Normal" else "")
        if not found:
            found = _add(root, style, ids, by_id)
            added.append(style.name)
        ids[style.name] = found
    language, changed = _speak_french(root, [by_id[name] for name in ids.values() if name in by_id])
    bullets = by_id.get(ids[_BULLETS])
    return StyleSheet(
        ids=ids,
        by_id=by_id,
        added=tuple(added),
        language=language,
        hidden=frozenset(name for name, s in by_id.items() if is_on(s.find(f"{w('rPr')}/{w('vanish')}"))),
        has_bullets=bullets is not None and bullets.find(f".//{w('numPr')}") is not None,
        changed=changed or bool(added),
    )


def is_default(style: etree._Element) -> bool:
    """Tell the style of what names none."""
    return val(style, "default") in ("1", "true", "on")


def _name(style: etree._Element) -> str:
    """Give a style's name, without case: Word and LibreOffice do not agree on it."""
    return val(style.find(w("name"))).casefold()


def _add(root: etree._Element, style: Style, ids: Mapping[str, str], by_id: dict[str, etree._Element]) -> str:
    """Add one of our styles, under an id that no other has."""
    name, number = style.id, 1
    while name in by_id:
        number += 1
        name = f"{style.id}{number}"
    made = etree.fromstring(f'<w:styles xmlns:w="{W}">{definition(style, ids)}</w:styles>')[0]
    made.set(w("styleId"), name)
    root.append(made)
    by_id[name] = made
    return name


def _speak_french(root: etree._Element, used: list[etree._Element]) -> tuple[str, bool]:
    """Say that the text is French; give the language said before, and whether anything was changed."""
    defaults = root.find(w("docDefaults"))
    if defaults is None:
        defaults = etree.Element(w("docDefaults"))
        root.insert(0, defaults)
    runs = _child(_child(defaults, "rPrDefault"), "rPr")
    own = runs.find(w("lang"))
    before = val(own)
    changed = False
    for place in [runs, *(style.find(w("rPr")) for style in used)]:
        language = place.find(w("lang")) if place is not None else None
        if language is not None and not val(language).casefold().startswith("fr"):
            language.set(w("val"), _FRENCH)
            changed = True
    if own is None:
        at = next((index for index, child in enumerate(runs) if local(child) in _AFTER_LANGUAGE), len(runs))
        runs.insert(at, etree.Element(w("lang"), {w("val"): _FRENCH}))
        changed = True
    return (before if before and not before.casefold().startswith("fr") else ""), changed


def _child(parent: etree._Element, name: str) -> etree._Element:
    """Give a child, made first when it is not there."""
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        parent.insert(0, found)
    return found
