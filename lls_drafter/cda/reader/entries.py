"""A line of our own letters as the entry of a list again: the inverse of `document.entries` and of the words of codes.

Each value stands apart in the narrative; the words before it say which field it is. Two neighbours without words of
their own (the type and the precision of an allergy) are told apart by their order, and by the value sets.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError

from lls_drafter.cda.reader.narrative import Line, Piece
from lls_drafter.codes.value_sets import value_set
from lls_drafter.document.entries import Detail, shape_of
from lls_drafter.document.words import NEGATIVES, UNKNOWN, say
from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.paths import scalar_types
from lls_drafter.letter.reponse import AUCUN, INCONNU, Absence
from lls_drafter.letter.synthese import Allergie
from lls_drafter.letter.text import fold

M = TypeVar("M", bound=LlsModel)
E = TypeVar("E", bound=StrEnum)

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_HOUR = re.compile(r"(\d{1,2}) ?h ?(\d{2})?", re.ASCII)
_AROUND = " ;:,–-()«».\n"


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a line, and the words just before it: folded, without punctuation."""

    before: str
    value: str
    begins: bool
    """A separator, or nothing, stands before it: it opens a part of the line."""


def said(line: Line, separator: str = ";") -> tuple[Said, ...]:
    """Give the values of a line with the words before each."""
    found: list[Said] = []
    words = ""
    for piece in line:
        if not piece.is_value:
            words += piece.text
            continue
        mark = separator.strip()
        after = words.rpartition(mark)[2] if mark and mark in words else words
        found.append(
            Said(fold(after.strip(_AROUND + "\u00a0")), piece.text, not found or (bool(mark) and mark in words))
        )
        words = ""
    return tuple(found)


def split_entries(line: Line, *, short: bool = False) -> Iterator[Line]:
    """Give the entries of a list in one cell: one to a line after « – », or one after the other when they are short."""
    mark = re.compile(r"\s;\s" if short else r"\n– ")
    entry: list[Piece] = []
    for piece in line:
        if piece.is_value or not mark.search(piece.text):
            entry.append(piece)
            continue
        before, *others = mark.split(piece.text)
        entry.append(Piece(before))
        for other in others:
            yield tuple(entry)
            entry = [Piece(other)]
    yield tuple(entry)


def merged(line: Line) -> Line:
    """Give a line whose neighbouring words are one piece: a line end and the « – » after it come apart."""
    out: list[Piece] = []
    for piece in line:
        if out and not piece.is_value and not out[-1].is_value:
            out[-1] = Piece(out[-1].text + piece.text)
        else:
            out.append(piece)
    return tuple(out)


def absence_of(line: Line, pattern: str) -> Absence | None:
    """Give the answer without value that a line is: our sentence for « none » or « unknown » of a field."""
    texts = [piece.text for piece in line if piece.is_value]
    if len(texts) != 1:
        return None
    if fold(texts[0]) == fold(UNKNOWN):
        return INCONNU
    sentence = NEGATIVES.get(pattern)
    return AUCUN if sentence is not None and fold(texts[0]) == fold(sentence) else None


def read_list(line: Line, kind: type[M], pattern: str) -> Absence | tuple[M, ...] | None:
    """Give a list of the letter from its line; None when it is not understood whole."""
    line = merged(line)
    absent = absence_of(line, pattern)
    if absent is not None:
        return absent
    short = shape_of(kind()).short
    said_entries = [one for one in split_entries(line, short=short) if any(piece.is_value for piece in one)]
    entries = [read_entry(one, kind, pattern) for one in said_entries]
    read = [one for one in entries if one is not None]
    return tuple(read) if read and len(read) == len(entries) else None


def read_entry(line: Line, kind: type[M], pattern: str = "") -> M | None:
    """Give an entry from its line; None when a value cannot be told."""
    shape = shape_of(kind())
    values = said(merged(line), shape.separator)
    found: dict[str, Any] = {}
    heads = list(shape.head)
    details = list(shape.details)
    for one in values:
        name = _field_of(one, heads, details, kind, found)
        if name is None:
            return None
        found[name] = field_value(kind, name, one.value, f"{pattern}.{name}")
        if found[name] is None:
            return None
    return made(kind, found)


def _field_of(
    one: Said, heads: list[str], details: list[Detail], kind: type[LlsModel], found: dict[str, Any]
) -> str | None:
    """Tell which field a value is; what stands before it in the shape cannot come any more."""
    for index, detail in enumerate(details):
        answers = {fold(words) for words in (detail.yes, detail.no) if words}
        wanted = fold(detail.before.strip(_AROUND)) if not answers else ""
        if fold(one.value) in answers or (wanted and wanted == one.before) or _is_outcome(one, detail, kind):
            del details[: index + 1]
            heads.clear()
            return detail.field
    if one.before:
        return None
    if heads and (not found or not one.begins):
        return heads.pop(0)
    return _unnamed(one, details, kind)


def _is_outcome(one: Said, detail: Detail, kind: type[LlsModel]) -> bool:
    """Tell whether a value is the « none » of a detail: a sentence of its own."""
    sentences = {"accident": "produits_sanguins.accident", "evenement": "derives_du_sang.evenement"}
    sentence = NEGATIVES.get(sentences.get(detail.field, "")) if detail.field in kind.model_fields else None
    return sentence is not None and fold(one.value) == fold(sentence)


def _unnamed(one: Said, details: list[Detail], kind: type[LlsModel]) -> str | None:
    """Tell which field a value without words of its own is: the first one that can be."""
    free = [detail for detail in details if not detail.before and not detail.yes]
    if kind is Allergie and len(free) == 2 and value_set("type_allergie").exact(one.value) is None:
        free = free[:1] if _speaks_of_type(one.value) else free[1:]
    if not free:
        return None
    del details[: details.index(free[0]) + 1]
    return free[0].field


def _speaks_of_type(text: str) -> bool:
    """Tell whether a text says the kind of an allergy."""
    words = fold(text)
    return len(words) <= 60 and words.startswith(("allergie", "intolerance", "hypersensibilite", "effet indesirable"))


def field_value(kind: type[LlsModel], name: str, text: str, pattern: str) -> object:
    """Give the value of a field from its words; None when they are not one of its type."""
    types = scalar_types(kind.model_fields[name].annotation)
    if bool in types:
        shape = shape_of(kind())
        detail = next((one for one in shape.details if one.field == name), None)
        if detail is None:
            return None
        return {fold(detail.yes): True, fold(detail.no): False}.get(fold(text))
    if dt.date in types:
        return day_said(text)
    enum = next((one for one in types if issubclass(one, StrEnum) and one is not Absence), None)
    if enum is not None and str not in types:
        return enum_said(enum, text)
    if fold(text) == fold(UNKNOWN) and _has_absence(kind, name):
        return INCONNU
    sentence = NEGATIVES.get(pattern)
    return AUCUN if sentence is not None and fold(text) == fold(sentence) else text


def _has_absence(kind: type[LlsModel], name: str) -> bool:
    """Tell whether a field has the four states."""
    return isinstance(kind.model_fields[name].default, Absence)


def made(kind: type[M], values: Mapping[str, object]) -> M | None:
    """Make a part of the letter of what was said; None of nothing, and of what the part does not admit."""
    try:
        return kind.model_validate(dict(values)) if values else None
    except ValidationError:
        return None


@cache
def _words_of(enum: type[StrEnum]) -> Mapping[str, StrEnum]:
    """Give the members of a closed list by their words."""
    return {fold(say(member)): member for member in enum}


def enum_said(enum: type[E], text: str) -> E | None:
    """Give the member of a closed list that these words are."""
    found = _words_of(enum).get(fold(text))
    return found if isinstance(found, enum) else None


def day_said(text: str) -> dt.date | None:
    """Give the day of `09/03/2026`."""
    found = _DAY.fullmatch(text.strip())
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def hour_said(text: str) -> dt.time | None:
    """Give the hour of `14 h 30`."""
    found = _HOUR.fullmatch(" ".join(text.split()))
    try:
        return dt.time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None
