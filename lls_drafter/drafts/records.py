"""The lines of a journal: what each kind says, how a change becomes lines, how lines become a state again.

A line is `1 checksum json` in ASCII. The checksum runs on from the line before, so that a line counts only where it
was written. A line that is damaged, cut short or of another version ends the journal: what stands before it holds.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lls_drafter.letter.text import common_ends

MOST_GESTURES = 1_000
_VERSION = b"1"
_START, _PLACE, _TYPED, _SETTLED, _GESTURE = "debut", "place", "frappe", "oubli", "geste"

Record = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Geste:
    """One line of « what did I do »: when, what (« répondu »…), and the question, by title and id; never a value."""

    le: datetime
    verbe: str
    titre: str
    question: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where work was left: the question, the texts typed and not accepted, by question, and the cursor's place."""

    position: str
    en_cours: Mapping[str, str] = field(default_factory=dict)
    curseur: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that a journal holds.

    Attributes:
        serie: the series of the letter that it belongs to, empty when the letter has none.
        bookmark: where the work was left, None when it is not known.
        gestes: what was done, oldest first, at most the last thousand.
    """

    serie: str = ""
    bookmark: Bookmark | None = None
    gestes: tuple[Geste, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the good lines of a journal say, the length of these lines, and their running checksum."""

    kept: Kept
    length: int
    checksum: int


def whole(kept: Kept) -> list[Record]:
    """Give the shortest records that say all of this."""
    records: list[Record] = [(_START, kept.serie)]
    if kept.bookmark is not None:
        records += changes(None, kept.bookmark)
    return [*records, *gestures(kept.gestes)]


def changes(before: Bookmark | None, after: Bookmark) -> list[Record]:
    """Give the records that lead from one bookmark to the next; a text is said by what changed in it."""
    known = before.en_cours if before is not None else {}
    records: list[Record] = []
    if before is None or (before.position, before.curseur) != (after.position, after.curseur):
        records.append((_PLACE, after.position, after.curseur))
    records += [(_SETTLED, question) for question in known if question not in after.en_cours]
    for question, text in after.en_cours.items():
        former = known.get(question)
        if former != text:
            records.append((_TYPED, question, *_difference(former or "", text)))
    return records


def gestures(gestes: Iterable[Geste]) -> list[Record]:
    """Give the records of gestures."""
    return [(_GESTURE, one.le.isoformat(), one.verbe, one.titre, one.question) for one in gestes]


def holds_typing(records: Iterable[Record]) -> bool:
    """Tell whether some of these records are the only trace of a text."""
    return any(record[0] == _TYPED for record in records)


def encode(records: Iterable[Record], checksum: int = 0) -> tuple[bytes, int]:
    """Give the lines of some records after a running checksum, and the checksum after them."""
    lines = bytearray()
    for record in records:
        said = json.dumps(record, separators=(",", ":")).encode("ascii")
        checksum = zlib.crc32(said, checksum)
        lines += b"%s %08x %s\n" % (_VERSION, checksum, said)
    return bytes(lines), checksum


def replay(data: bytes) -> Replayed:
    """Give what a journal says, as far as its lines are good."""
    state = _State()
    length = checksum = 0
    for line in data.split(b"\n")[:-1]:
        version, _, rest = line.partition(b" ")
        mark, _, said = rest.partition(b" ")
        running = zlib.crc32(said, checksum)
        if version != _VERSION or mark != b"%08x" % running or not state.takes(said):
            break
        checksum, length = running, length + len(line) + 1
    return Replayed(state.kept(), length, checksum)


class _State:
    """A state that records change, one after the other."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._serie = ""
        self._place: tuple[str, int] | None = None
        self._texts: dict[str, str] = {}
        self._gestes: list[Geste] = []

    def takes(self, said: bytes) -> bool:
        """Apply one record; False when it is none."""
        try:
            self._apply(json.loads(said))
        except (ValueError, TypeError, RecursionError):
            return False
        return True

    def _apply(self, record: object) -> None:
        """Apply one record.

        Raises:
            ValueError: it is none.
        """
        match record:
            case ["debut", str(serie)]:
                self._serie = serie
            case ["place", str(position), int(cursor)]:
                self._place = (position, cursor)
            case ["frappe", str(question), int(offset), int(removed), str(inserted)]:
                text = self._texts.get(question, "")
                if not 0 <= offset <= offset + removed <= len(text):
                    raise ValueError(offset)
                self._texts[question] = text[:offset] + inserted + text[offset + removed :]
            case ["oubli", str(question)]:
                self._texts.pop(question, None)
            case ["geste", str(moment), str(verb), str(title), str(question)]:
                self._gestes.append(Geste(datetime.fromisoformat(moment), verb, title, question))
            case _:
                raise ValueError

    def kept(self) -> Kept:
        """Give the state as a value."""
        left = Bookmark(self._place[0], self._texts, self._place[1]) if self._place is not None else None
        return Kept(serie=self._serie, bookmark=left, gestes=latest(self._gestes))


def latest(gestes: Iterable[Geste]) -> tuple[Geste, ...]:
    """Give the last thousand gestures."""
    return tuple(gestes)[-MOST_GESTURES:]


def _difference(before: str, after: str) -> Iterator[str | int]:
    """Give where two texts begin to differ, how much of the first goes, and what comes in its place."""
    begin, end = common_ends(before, after)
    yield begin
    yield len(before) - begin - end
    yield after[begin : len(after) - end]
