"""A document being read: its links, the letter under way, what was taken and what is left."""

from collections.abc import Iterable

from pydantic import ValidationError

from lls_drafter.cda.reader.model import Nature, Reste
from lls_drafter.cda.reader.narrative import Block, Paragraph, Row, Table
from lls_drafter.cda.reader.values import address_of, attribute, child
from lls_drafter.cda.xml import HL7, Element
from lls_drafter.document.words import say
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, field_info, walk
from lls_drafter.letter.reponse import Absence, is_answered


class Reading:
    """The letter that comes of a document, value by value; a value that a field refuses is told instead.

    Attributes:
        lettre: what was read so far.
        places: the section of each value, by its address.
        restes: what found no place.
        est_de_lls: the document is one of ours.
        addresses: those of the header, on one line each.
        fills: what comes now only completes what stands: a second value is not told.
    """

    def __init__(self, root: Element) -> None:
        """Begin with an empty letter."""
        self.lettre = Lettre()
        self.places: dict[str, str] = {}
        self.restes: list[Reste] = []
        self.est_de_lls = False
        self.fills = False
        self.addresses = frozenset(
            " ".join(text.split()) for addr in root.iter(f"{{{HL7}}}addr") if (text := address_of(addr.getparent()))
        )
        self._ids: dict[str, Element] = {}
        self._rows: dict[Element, Row] = {}
        for element in root.iter():
            name = element.get("ID")
            if name:
                self._ids.setdefault(str(name), element)

    def know(self, blocks: Iterable[Block]) -> None:
        """Know the rows of a section, which entries may link to."""
        for block in blocks:
            if isinstance(block, Table):
                self._rows.update((row.element, row) for row in block.rows)

    def put(self, address: str, value: object, section: str) -> bool:
        """Write a value where nothing stands yet; tells whether it did.

        A second value that is not the same, and one that the field refuses, are told.
        """
        if value is None or value in ("", ()):
            return False
        path = FieldPath.parse(address)
        standing = path.read(self.lettre)
        if is_answered(standing):
            if standing != value and not self.fills:
                self.leave(section, Nature.CONTRADICTION, f"{_title(address)} : dit deux fois, différemment", value)
            return False
        try:
            self.lettre = path.replace(self.lettre, value)
        except ValidationError:
            self.leave(section, Nature.VALEUR, f"{_title(address)} : la lettre n'admet pas cette forme", value)
            return False
        self.places[address] = section
        return True

    def add(self, address: str, entries: tuple[object, ...], section: str) -> None:
        """Write the entries of a list after those that another section gave."""
        standing = FieldPath.parse(address).read(self.lettre)
        if not isinstance(standing, tuple):
            self.put(address, entries, section)
        elif entries:
            self.lettre = FieldPath.parse(address).replace(self.lettre, (*standing, *entries))

    def leave(self, section: str, nature: Nature, raison: str, texte: object = "", *, champ: str = "") -> None:
        """Tell that something found no place; a text of it is kept for the letter."""
        said = " ; ".join(_word(leaf.value) for leaf in walk(texte) if not isinstance(leaf.value, Absence))
        self.restes.append(Reste(section=section, nature=nature, raison=raison, texte=said, champ=champ))

    def linked(self, element: Element | None) -> Element | None:
        """Give the narrative that an entry, or a code of one, links to; None for no link or a dead one.

        The mark `#` is forgotten in many documents, the official example among them.
        """
        for way in (("text", "reference"), ("originalText", "reference"), ("reference",)):
            target = (attribute(child(element, *way), "value") or "").removeprefix("#")
            if target and target in self._ids:
                return self._ids[target]
        return None

    def row_of(self, element: Element | None) -> Row | None:
        """Give the row of a table in which an element stands, None outside tables."""
        while element is not None:
            if element in self._rows:
                return self._rows[element]
            element = element.getparent()
        return None


def holding(blocks: Iterable[Block], element: Element | None) -> Paragraph | None:
    """Give the paragraph or item in which an element stands, None elsewhere."""
    ancestors = [element, *element.iterancestors()] if element is not None else []
    return next((one for one in blocks if isinstance(one, Paragraph) and one.element in ancestors), None)


def _title(address: str) -> str:
    """Give a field's name."""
    return str(field_info(address, Lettre).title or address).lower()


def _word(value: object) -> str:
    """Give the words of a plain value, the value itself of a closed list that has none."""
    try:
        return say(value)
    except KeyError:
        return str(value)
