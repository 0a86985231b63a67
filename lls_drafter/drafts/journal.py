"""The journal beside a letter: each event added to its end, durable when it holds a text that stands nowhere else.

`.NOM.lls.yaml.journal` is written whole again, in one step, when the letter is closed, when it has grown far beyond
its shortest form, and after any doubt (a failure, a file that is not as it was left).
"""

import contextlib
import json
from dataclasses import replace
from pathlib import Path

from lls_drafter.drafts import files, records
from lls_drafter.drafts.records import Bookmark, Geste, Kept
from lls_drafter.errors import DraftError

SLACK = 256_000  # bytes beyond the shortest form before the journal is written whole again
_MOST_BYTES = 64_000_000


class Journal:
    """The journal of one letter.

    Attributes:
        serie: the series of the letter; a journal of another series is put aside, not read.
    """

    def __init__(self, letter: Path) -> None:
        """Stand for the journal of the letter at `letter`; an unread one is begun anew by the first write."""
        self._path = letter.with_name(f".{letter.name}.journal")
        self._former = letter.with_name(f".{letter.name}.etat")  # the bookmark of earlier versions
        self.serie = ""
        self._kept = Kept()
        self._waiting: tuple[Geste, ...] = ()
        self._end: int | None = None  # the length of the good lines on disk; None: to be written whole
        self._checksum = 0
        self._is_strange = False  # what stands there is not ours to overwrite
        self._least = 0  # the length when it was last written whole

    @property
    def bookmark(self) -> Bookmark | None:
        """Give the place of the work as it stands on disk."""
        return self._kept.bookmark

    @property
    def gestes(self) -> tuple[Geste, ...]:
        """Give what was done, the gestures still to be written included; at most the last thousand."""
        return records.latest((*self._kept.gestes, *self._waiting))

    @property
    def waiting(self) -> tuple[Geste, ...]:
        """Give the gestures that are not on disk yet."""
        return self._waiting

    def read(self) -> Bookmark | None:
        """Read the journal as far as it is good, or the bookmark of an earlier version; never fails, never writes."""
        self._kept, self._end, self._checksum, self._is_strange = Kept(), None, 0, False
        try:
            files.refuse_link(self._path)
            data = files.read_limited(self._path, _MOST_BYTES) if self._path.exists() else b""
        except (DraftError, OSError):
            data = b"?"
        found = records.replay(data)
        self._is_strange = bool(data) and not self._is_ours(found)
        if found.length and not self._is_strange:
            self.serie = self.serie or found.kept.serie
            self._kept, self._checksum = found.kept, found.checksum
            self._end = found.length if found.length == len(data) else None  # a spoiled end is written over
            self._least = len(records.encode(records.whole(found.kept))[0])
        former = self._former_bookmark()
        if former is not None:
            typed = {**(self.bookmark.en_cours if self.bookmark is not None else {}), **former.en_cours}
            self._kept = replace(self._kept, bookmark=replace(former, en_cours=typed))
            self._end = None
        return self.bookmark

    def _is_ours(self, found: records.Replayed) -> bool:
        """Tell whether a journal is one, and this letter's."""
        return found.length > 0 and (not self.serie or found.kept.serie in ("", self.serie))

    def note(self, geste: Geste) -> None:
        """Take a gesture, written with the next event."""
        self._waiting = (*self._waiting, geste)

    def write(self, bookmark: Bookmark) -> None:
        """Add what changed since the last event.

        A new text is on the disk when this returns; a mere place may still be on its way there.

        Raises:
            DraftError: the system refuses; what stood holds, and the next call tries all of it again.
        """
        new = records.changes(self.bookmark, bookmark) + records.gestures(self._waiting)
        if not new:
            return
        after = Kept(serie=self.serie, bookmark=bookmark, gestes=self.gestes)
        if self._end is None or not self._append(new, self._end):
            self._write_whole(after)
            return
        self._kept, self._waiting = after, ()
        self._stay_small()

    def close(self) -> None:
        """Write the journal in its shortest form, as far as the system lets it."""
        kept = Kept(serie=self.serie, bookmark=self.bookmark, gestes=self.gestes)
        if kept == Kept(serie=self.serie) and self._end is None:
            return
        if self._end != self._least or self._waiting:
            with contextlib.suppress(DraftError):
                self._write_whole(kept)

    def forget(self) -> None:
        """Drop the place and the texts, and keep the gestures: the letter is finished."""
        kept = Kept(serie=self.serie, gestes=self.gestes)
        if kept.gestes:
            with contextlib.suppress(DraftError):
                self._write_whole(kept)
                return
        self._make_way()
        for path in (self._path, self._former):
            files.remove(path)
        self._kept, self._waiting, self._end = Kept(), (), None

    def _append(self, new: list[records.Record], end: int) -> bool:
        """Add lines after those known; False when the file is not there as it was left."""
        lines, checksum = records.encode(new, self._checksum)
        self._end = None  # in doubt until it is written
        if not files.append_private(self._path, lines, after=end, durable=records.holds_typing(new)):
            self._is_strange = True  # somebody else wrote there
            return False
        self._end, self._checksum = end + len(lines), checksum
        return True

    def _stay_small(self) -> None:
        """Write the journal whole again when it has grown far; a refusal is no matter, it is tried again later."""
        if self._end is not None and self._end > self._least + SLACK:
            self._least = self._end
            with contextlib.suppress(DraftError):
                self._write_whole(self._kept)

    def _write_whole(self, kept: Kept) -> None:
        """Write the journal anew in one step.

        Raises:
            DraftError: the system refuses; what stood holds.
        """
        lines, checksum = records.encode(records.whole(kept))
        self._make_way()
        files.write_private(self._path, lines)
        self._kept, self._waiting = kept, ()
        self._end = self._least = len(lines)
        self._checksum = checksum
        files.remove(self._former)

    def _make_way(self) -> None:
        """Put aside a journal that could not be read, or that others wrote: something of it may be wanted."""
        if self._is_strange:
            with contextlib.suppress(OSError):
                self._path.replace(self._path.with_name(f"{self._path.name}.illisible"))
            self._is_strange = False

    def _former_bookmark(self) -> Bookmark | None:
        """Read the bookmark of an earlier version of the program, None unless it is younger than the journal."""
        try:
            if self._path.exists() and self._path.stat().st_mtime_ns >= self._former.stat().st_mtime_ns:
                return None
            data = json.loads(files.read_limited(self._former, _MOST_BYTES))
            typed = {str(name): str(text) for name, text in data.get("en_cours", {}).items()}
            return Bookmark(str(data["position"]), typed)
        except (DraftError, OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
