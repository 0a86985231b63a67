"""Where a defect lies in the reading: the lines on which it is rightly marked, and what both letters say there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lls_drafter.document.view import declaration
from lls_drafter.document.words import lower_first, say
from lls_drafter.letter.base import Impression
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, walk
from lls_drafter.letter.personnes import RoleDestinataire
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.text import common_ends
from lls_drafter.rules.scope import is_filled
from lls_drafter.training.defects.model import Defect, Planted
from lls_drafter.training.find_fault.reading import SUMMARY, Reading, indexed

_LONG = 3
_SHOWN = 4
_LONGEST = 240
_AROUND = 50
_TWO = 2
_UNSAID = frozenset({"code", "empreinte", "compte"})
_ROLES = frozenset(one.value for one in RoleDestinataire)
_VAGUE = frozenset(
    {"Réponse", "Nom", "Libellé", "Par", "Mode", "Date", "Issue", "Titre", "Code", "Le patient s'oppose"}
)


@dataclass(frozen=True, slots=True)
class Readings:
    """A lesson with its letter in lines, and the good letter in lines."""

    lecon: Planted
    lecture: Reading
    bonne: Reading


def lines_of(defect: Defect, both: Readings) -> tuple[int, ...]:
    """Give every line on which a defect is rightly marked.

    What is shown is marked on its lines, or on those of its entry; in a long text, on the lines that are not as they
    were. What is absent is marked on the heading of its section, or beside: on the lines of what should hold it.
    """
    found: set[int] = set()
    lettre, lecture = both.lecon.lettre, both.lecture
    for path in (*(one.chemin for one in defect.findings), *map(FieldPath.parse, defect.edits)):
        here = indexed(path, lettre)
        shown = lecture.within(here)
        found.update(_changed(here, both) if len(here.parts) == 1 and len(shown) > _LONG else shown)
        if not shown or not is_filled(path.read(lettre)):
            found.update(lecture.headings(here))
            found.update(_beside(here, lecture))
        found.update(entry_of(here, lecture))
    return tuple(sorted(found))


def main_lines(defect: Defect, both: Readings) -> tuple[int, ...]:
    """Give the few lines to point at: where the rule's own finding is, in the letter's body rather than its summary."""
    path = indexed(defect.findings[0].chemin, both.lecon.lettre)
    lecture = both.lecture
    edited = [one for one in map(FieldPath.parse, defect.edits) if one.starts_with(defect.findings[0].chemin)]
    lines = tuple(line for one in edited for line in lecture.within(indexed(one, both.lecon.lettre)))
    if len(path.parts) == 1 and len(lecture.within(path)) > _LONG:
        lines = tuple(_changed(path, both))
    lines = lines or lecture.within(path) or entry_of(path, lecture) or lecture.headings(path)[:1]
    lines = lines or _beside(path, lecture) or lines_of(defect, both)
    body = tuple(line for line in lines if not _is_summary(line, lecture)) or lines
    return tuple(line for place, line in enumerate(body[:_SHOWN]) if line == body[0] + place)


def _is_summary(line: int, lecture: Reading) -> bool:
    """Tell whether a line belongs to « L'essentiel », which repeats others."""
    section = lecture.section_at(line)
    return section is not None and section.titre == SUMMARY


def entry_of(path: FieldPath, lecture: Reading) -> tuple[int, ...]:
    """Give the lines of the entry of a list that a field belongs to."""
    for place, part in enumerate(path.parts):
        if isinstance(part, int):
            return lecture.within(FieldPath(path.parts[: place + 1]))
    return ()


def written(defect: Defect, both: Readings) -> str:
    """Give what the spoiled letter says where a defect was planted; empty when something is absent."""
    kept = [address for address, value in defect.edits.items() if value is not None]
    return _said(kept, both.lecon.bonne, both.lecon.lettre)


def well_written(defect: Defect, both: Readings) -> str:
    """Give what the good letter says there; empty when it is silent."""
    return _said(defect.edits, both.lecon.lettre, both.lecon.bonne)


def _changed(path: FieldPath, both: Readings) -> Iterator[int]:
    """Give the lines of a long text that are not as in the good letter, and those that touch them."""
    numbers = both.lecture.within(path)
    before = " ".join(both.bonne.lignes[number - 1].texte for number in both.bonne.within(path))
    lines = [both.lecture.lignes[number - 1].texte for number in numbers]
    begin, end = common_ends(before, " ".join(lines))
    last = len(" ".join(lines)) - end
    at = 0
    for number, line in zip(numbers, lines, strict=True):
        if at <= last + 1 and at + len(line) >= begin - 1:
            yield number
        at += len(line) + 1


def _beside(path: FieldPath, lecture: Reading) -> tuple[int, ...]:
    """Give the lines of the closest thing around a field that is shown at all."""
    for length in range(len(path.parts) - 1, 0, -1):
        lines = lecture.within(FieldPath(path.parts[:length]))
        if lines:
            return lines
    return ()


def _said(addresses: Iterable[str], one: Lettre, other: Lettre) -> str:
    """Give what `other` says in the fields where it differs from `one`, each under its name, cut when long."""
    told: dict[str, None] = {}
    for path in map(FieldPath.parse, addresses):
        before, after = path.read(one), path.read(other)
        words = _passage(before, after) if type(before) is str and type(after) is str else _words(after, path)
        if words and before != after and path.parts[-1] not in _UNSAID:
            told[f"{_name(path)} : {words}"] = None
    return " ; ".join(told)


def _passage(before: str, after: str) -> str:
    """Give a text; of a long one the passage that differs, with a few words around."""
    if len(after) <= _LONGEST:
        return after
    begin, end = common_ends(before, after)
    first, last = max(0, begin - _AROUND), min(len(after), len(after) - end + _AROUND)
    first = after.rfind(" ", 0, first) + 1 if first else 0
    passage = " ".join(after[first:last].split())
    return f"{'…' if first else ''}{passage}{'…' if last < len(after) else ''}"


def _words(value: object, path: FieldPath) -> str:
    """Give the words of a value and of what lies in it, without what never prints."""
    said: list[str] = []
    for leaf in walk(value, path):
        word = _word(leaf.value)
        hidden = leaf.impression is Impression.JAMAIS or leaf.path.parts[-1] in _UNSAID
        if not hidden and not any(word in one for one in said):
            label = _label(leaf.path, path)
            said.append(f"{label} {word}" if label else word)
    words = " ; ".join(said) or (_word(value) if isinstance(value, str | bool | date) else "")
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


def _label(path: FieldPath, of: FieldPath) -> str:
    """Give the name of a value inside another; nothing when it would say the same, or nothing."""
    if path == of or isinstance(path.parts[-1], int):
        return ""
    title, whole = declaration(path).title or "", declaration(of).title
    return "" if title in (whole, "À") or title.startswith(f"{whole} : ") else lower_first(title)


def _name(path: FieldPath) -> str:
    """Give the name of a field, with that of what it belongs to when its own says little."""
    names = [part for part in path.parts if isinstance(part, str)]
    title = declaration(path).title or names[-1]
    if len(names) < _TWO or title not in _VAGUE:
        return title
    above = FieldPath(path.parts[:-1])
    while not isinstance(above.parts[-1], str):
        above = FieldPath(above.parts[:-1])
    return f"{declaration(above).title or names[-2]}, {lower_first(title)}"


def _word(value: object) -> str:
    """Give one plain value in French."""
    if value is Absence.NON_RENSEIGNE:
        return ""
    if isinstance(value, Absence):
        return value.value.replace("_", " ")
    if type(value) is str and value in _ROLES:
        return say(RoleDestinataire(value))
    try:
        return say(value)
    except KeyError:
        return str(value).replace("_", " ")
