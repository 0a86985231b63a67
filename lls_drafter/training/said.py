"""What a letter says, field by field: its values as typed and its printed words, in the units that a term is looked in.

A unit is one entry of a list (a drug's row, an action) or all the other values asked for together: « warfarine » and
« arrêté » must be said of one row, not of two.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from lls_drafter.document.blocks import Document, inlines
from lls_drafter.document.compose import CompositionRequest, compose
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Key, walk
from lls_drafter.letter.reponse import Absence
from lls_drafter.packs.case_model import Wording
from lls_drafter.packs.templates import DEFAULT, load_template
from lls_drafter.training.wording import holds, sentences

_NEGATIVE_WORDS = ("aucun", "pas de", "pas d'", "absence de", "absence d'", "néant", "ras", "sans", "non", "rien")

_Address = tuple[str, ...]
_Entry = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a letter: its names without indexes, and the entry of a list that it lies in, if any."""

    names: _Address
    entry: _Entry

    def is_in(self, wanted: Iterable[_Address]) -> bool:
        """Tell whether it is one of some fields, or lies below one."""
        return any(self.names[: len(names)] == names for names in wanted)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of a letter and the fields that it gives; none for the program's own words."""

    text: str
    fields: tuple[_Field, ...] = ()


_Line = tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Texts among which the terms of one wording are looked for together."""

    texts: tuple[str, ...]
    is_entry: bool

    @property
    def text(self) -> str:
        """Give them as one text."""
        return "\n".join(self.texts)

    def says(self, terms: Iterable[str]) -> bool:
        """Tell whether all the terms are there."""
        text = self.text
        return all(holds(text, term) for term in terms)

    def says_in_one_breath(self, terms: tuple[str, ...]) -> bool:
        """Tell whether all the terms are there, in one sentence where the unit is a text."""
        if self.is_entry:
            return self.says(terms)
        return any(all(holds(part, term) for term in terms) for text in self.texts for part in sentences(text))


def said_of(lettre: Lettre, *, extra: tuple[Path, ...] = ()) -> "Said":
    """Give what a letter says, composed with its own template.

    Raises:
        PackError: the template is not on this seat, or is wrong.
        TemplateRenderError: one of its blocks is wrong.
    """
    template = load_template(lettre.modele.id if lettre.modele is not None else DEFAULT, extra=extra)
    return Said(lettre, compose(CompositionRequest(lettre=lettre, template=template, brouillon=True)))


class Said:
    """The words of one letter."""

    def __init__(self, lettre: Lettre, document: Document) -> None:
        """Take the values of a letter and the document that it prints as; what is marked as missing is not said."""
        self._lettre = lettre
        self._lines = (*_values(lettre), *_printed(lettre, document))

    def units(self, champs: Iterable[FieldPath]) -> tuple[Unit, ...]:
        """Give the units of some fields, each with all that lies below it; those that say nothing are left out."""
        return self._units([_names(champ) for champ in champs])

    def _units(self, wanted: list[_Address]) -> tuple[Unit, ...]:
        groups: dict[_Entry, dict[str, None]] = defaultdict(dict)
        for line in self._lines:
            entries = dict.fromkeys(field.entry for piece in line for field in piece.fields)
            asked = dict.fromkeys(f.entry for piece in line for f in piece.fields if f.is_in(wanted))
            for entry in asked:
                groups[entry][_part(line, wanted, entry, whole=len(entries) == 1)] = None
        return tuple(Unit(tuple(texts), bool(entry)) for entry, texts in groups.items())

    def _fields_in(self, wanted: list[_Address]) -> tuple[_Address, ...]:
        """Give each field that lies in some fields and says something, by its names."""
        found = (f.names for line in self._lines for piece in line for f in piece.fields if f.is_in(wanted))
        return tuple(dict.fromkeys(found))

    def has(self, champs: Iterable[FieldPath], wording: Wording) -> bool:
        """Tell whether one of some wordings is said in some fields."""
        units = self.units(champs)
        return any(unit.says(terms) for terms in wording for unit in units)

    def claims(self, champs: Iterable[FieldPath], wording: Wording, unless: Wording) -> bool:
        """Tell whether a wording is said in one sentence or one entry, without the words that make it right.

        Those are looked for in the whole entry, or in the whole of the one field that has the sentence.
        """
        wanted = [_names(champ) for champ in champs]
        entries = [unit for unit in self._units(wanted) if unit.is_entry]
        texts = [unit for one in self._fields_in(wanted) for unit in self._units([one]) if not unit.is_entry]
        return any(
            unit.says_in_one_breath(terms) and not any(unit.says(right) for right in unless)
            for unit in (*entries, *texts)
            for terms in wording
        )

    def denies(self, champ: FieldPath) -> bool:
        """Tell whether a field holds a negative: « aucun », « non », or a text that begins with one."""
        value = champ.read(self._lettre)
        if isinstance(value, str) and not isinstance(value, Enum):
            first = " ".join(value.split()[:2]).casefold()
            return any(holds(first, word) for word in _NEGATIVE_WORDS)
        return value is Absence.AUCUN or value is False or getattr(value, "value", "") in ("aucun", "non_faite", "non")


def _part(line: _Line, wanted: list[_Address], entry: _Entry, *, whole: bool) -> str:
    """Give what a line says of some fields of one entry; the program's words too where the line has no other entry."""
    if whole:
        return "".join(piece.text for piece in line if not piece.fields or any(f.is_in(wanted) for f in piece.fields))
    return " ; ".join(piece.text for piece in line if any(f.entry == entry and f.is_in(wanted) for f in piece.fields))


def _values(lettre: Lettre) -> Iterator[_Line]:
    """Give the plain values of a letter as text, one to a line."""
    for leaf in walk(lettre):
        yield (_Piece(_as_text(leaf.value), (_field(leaf.path, lettre),)),)


def _printed(lettre: Lettre, document: Document) -> Iterator[_Line]:
    """Give the printed lines, without what they mark as missing, nor the program's sentence for « inconnu », « aucun ».

    Why: « Aucun contact connu avec un porteur de BHRe » is one word of the author's, who did not write « contact ».
    """
    for line in inlines(document.blocks):
        yield tuple(
            _Piece(run.text, tuple(_field(field, lettre) for field in run.fields))
            for run in line
            if not run.missing and not any(isinstance(field.read(lettre), Absence) for field in run.fields)
        )


def _field(path: FieldPath, lettre: Lettre) -> _Field:
    """Give the field of an address."""
    return _Field(_names(path), _entry(path, lettre))


def _names(path: FieldPath) -> _Address:
    """Give an address without its indexes and keys."""
    return tuple(part for part in path.parts if isinstance(part, str))


def _entry(path: FieldPath, lettre: Lettre) -> _Entry:
    """Give the list and the index of the entry that a field lies in, nothing when it is in no list."""
    for place, part in enumerate(path.parts):
        if isinstance(part, Key):
            rows = FieldPath(path.parts[:place]).read(lettre) or ()
            index = next((i for i, row in enumerate(rows) if getattr(row, "cle", None) == part.cle), -1)
            return (*path.parts[:place], index)
        if isinstance(part, int):
            return path.parts[: place + 1]
    return ()


def _as_text(value: object) -> str:
    """Give a plain value as it would be typed."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("_", " ") if isinstance(value, Enum) else str(value)
