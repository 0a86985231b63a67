"""Links from entries to the narrative: the words that print a field get an ID when an entry speaks of them.

Why on demand: an ID that nothing refers to is noise, and a reference to an ID that is not there is a dead link that no
official check sees.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from lls_drafter.cda.xml import Element, node, text_of
from lls_drafter.letter.paths import FieldPath, Key

_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_SHELF = 2
"""Places are kept by the first names of their addresses: a table's rows apart from one another."""


class Places:
    """Elements by the fields that they print, found by a field or by anything above it.

    Kept as they come and searched only when an entry asks: most words are never asked for.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str | int | Key, ...], list[tuple[FieldPath, Element]]] = {}

    def add(self, path: FieldPath, element: Element) -> None:
        """Say that an element prints a field."""
        printed = (path, element)
        self._known.setdefault(path.parts[:1], []).append(printed)
        self._known.setdefault(path.parts[:_SHELF], []).append(printed)

    def first(self, path: FieldPath) -> Element | None:
        """Give the first element that prints a field or something under it; None when none does."""
        known = self._known.get(path.parts[:_SHELF], ())
        return next((element for printed, element in known if printed.starts_with(path)), None)


@dataclass(frozen=True, slots=True)
class Spots:
    """Which elements of one section's narrative print which fields: rows (or items, paragraphs), and mere words."""

    rows: Places = field(default_factory=Places)
    words: Places = field(default_factory=Places)


@dataclass(slots=True)
class Links:
    """The references that the entries of one section make: to its own words first, else to those of another section.

    Attributes:
        section: the section's code: its IDs begin with it.
        text: the section's `text`, linked to as a whole when no words of the document print the field alone.
        own: where the section prints what.
        others: the same for every section of the document, this one included.
        taken: the IDs given so far in the document, shared by its sections.
    """

    section: str
    text: Element
    own: Spots
    others: Sequence[Spots]
    taken: set[str]

    def to_row(self, path: FieldPath | str) -> str:
        """Give the reference (`#…`) of the row that prints a field or something under it."""
        wanted = _path(path)
        return self._refer(wanted, (self.own.rows, *(spots.rows for spots in self.others)))

    def to_words(self, path: FieldPath | str) -> str:
        """Give the reference (`#…`) of the words that print a field or something under it."""
        wanted = _path(path)
        return self._refer(wanted, (self.own.words, *(spots.words for spots in self.others)))

    def to_text(self) -> str:
        """Give the reference (`#…`) of the section's whole narrative."""
        return self._id_of(self.text, "texte")

    def words_of(self, path: FieldPath | str) -> str | None:
        """Give the text of the row that prints a field or something under it, its label apart; None when none does."""
        wanted = _path(path)
        element = _first((self.own.rows, *(spots.rows for spots in self.others)), wanted)
        if element is None:
            return None
        cells = [child for child in element if child.tag.endswith("}td")]
        return " ".join(text_of(part) for part in cells or [element])

    def prints(self, path: FieldPath | str) -> bool:
        """Tell whether this section itself prints a field or something under it."""
        return self.own.rows.first(_path(path)) is not None

    def _refer(self, path: FieldPath, places: Iterable[Places]) -> str:
        """Give a reference, putting the ID where it points."""
        element = _first(places, path)
        return self.to_text() if element is None else self._id_of(element, str(path))

    def _id_of(self, element: Element, name: str) -> str:
        """Give the reference of an element, named after what it prints when it has no ID yet."""
        known = element.get("ID")
        if known is None:
            base = f"s{self.section}.{_NOT_A_NAME.sub('.', name).strip('.')}"
            known = next(made for made in _names(base) if made not in self.taken)
            self.taken.add(known)
            element.set("ID", known)
        return f"#{known}"


def reference(link: str) -> Element:
    """Make `<reference value="#…"/>`."""
    return node("reference", {"value": link})


def text_reference(link: str) -> Element:
    """Make `<text><reference value="#…"/></text>`."""
    return node("text", None, reference(link))


def original_text(link: str) -> Element:
    """Make `<originalText><reference value="#…"/></originalText>`."""
    return node("originalText", None, reference(link))


def _path(path: FieldPath | str) -> FieldPath:
    """Give an address."""
    return FieldPath.parse(path) if isinstance(path, str) else path


def _first(places: Iterable[Places], path: FieldPath) -> Element | None:
    """Give the first element of some places that prints a field or something under it."""
    return next((element for one in places if (element := one.first(path)) is not None), None)


def _names(base: str) -> Iterator[str]:
    """Give a name, then the same with numbers."""
    yield base
    yield from (f"{base}.{number}" for number in count(2))
