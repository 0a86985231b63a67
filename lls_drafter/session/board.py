"""The evening board: the letters of a folder that are due on a day, judged one by one, and the discharges without one.

Reading and judging are separate and take one letter each, so that a screen fills in as they come. A letter that did
not change on disk is judged once. A file that cannot be read is a row with its reason.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.drafts.holder import Holder, owner_file
from lls_drafter.drafts.store import MAX_LETTER_BYTES, SUFFIX, LetterStore
from lls_drafter.errors import DraftError, LlsError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.session.board_expected import Attendue, ExpectedRows
from lls_drafter.session.board_model import Avancement, Row, Scope
from lls_drafter.session.integrity import integrity_findings
from lls_drafter.session.life import is_open
from lls_drafter.session.sources import Clock
from lls_drafter.session.work import Work
from lls_drafter.settings import Settings

_COPY = re.compile(r"\.original-\d+$")
# In a file as this program writes it; anything else is read whole.
_DAY = re.compile(rb"^sejour:\n(?:  .*\n)*?  date_sortie: (\d{4}-\d{2}-\d{2})\n", re.MULTILINE)
_STATUT = re.compile(rb"^statut: ([a-z_]+)\n", re.MULTILINE)


Count = Callable[[Work], Avancement]
"""Counts the answers of a letter; given by the conversation, which knows its questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stands in the folder when a reading begins.

    Attributes:
        letters: the files to read.
        expected: the expected discharges of the day.
        warning: why these cannot be read, empty when they can.
    """

    letters: tuple[Path, ...]
    expected: tuple[Attendue, ...] = ()
    warning: str = ""


@dataclass(slots=True, kw_only=True)
class Board:
    """The rows of one folder on one day.

    `begin`, `read` and `judge` change nothing: they may be called from another thread, and what they give be dropped.
    `adopt`, `put`, `keep_only` and `forget` change the board; they are called from one thread only.

    Attributes:
        folder: the folder of the letters, which may not exist yet.
        day: the day of the discharges.
        clock: the time of the session.
        settings: those of the seat.
        count: counts the answers of a letter.
        packs: folders of packs named on the command line.
        scope: which letters are shown.
        warning: why the expected discharges cannot be read, empty when they can.
    """

    folder: Path
    day: date
    clock: Clock
    settings: Settings
    count: Count
    packs: tuple[Path, ...] = ()
    scope: Scope = Scope.JOUR
    warning: str = ""
    _rows: dict[str, Row] = field(default_factory=dict)
    _expected: tuple[Attendue, ...] = ()
    _names: frozenset[str] = frozenset()
    _judged: dict[Path, Row] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Give the day of the clock."""
        return self.clock.now().date()

    @property
    def expected(self) -> ExpectedRows:
        """Give the file of the expected discharges of the day."""
        return ExpectedRows(self.folder, self.day)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give the rows as far as they are known, in their order."""
        linked = {row.attendue.cle for row in self._rows.values() if row.attendue}
        waiting = () if self.scope is Scope.A_VALIDER else self._expected
        alone = (
            Row(cle=f"+{one.cle}", day=self.day, attendue=one)
            for one in waiting
            if one.cle not in linked and not one.retiree and not self._has_file(one)
        )
        return tuple(sorted((*self._rows.values(), *alone), key=lambda row: row.order))

    def _has_file(self, one: Attendue) -> bool:
        """Tell whether the letter of an expected discharge exists: it has its own row, read or to be read."""
        return one.fichier in self._names

    def begin(self) -> Found:
        """Read the expected discharges anew, and find the files to read; the board is to `adopt` what is found."""
        paths = [path for path in self.folder.glob(f"*{SUFFIX}") if not path.name.startswith(".")]
        letters = tuple(sorted(path for path in paths if not _COPY.search(path.name.removesuffix(SUFFIX))))
        try:
            return Found(letters=letters, expected=self.expected.load())
        except DraftError as error:
            return Found(letters=letters, warning=f"Sorties attendues illisibles : {error.message}.")

    def adopt(self, found: Found) -> None:
        """Take what a reading found when it began."""
        self._expected, self.warning = found.expected, found.warning
        self._names = frozenset(path.name for path in found.letters)

    def read(self, path: Path) -> Row | None:
        """Read one letter; None when it is not for this board."""
        try:
            state = path.stat()
            stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
            known = self._judged.get(path)
            if known is None or known.stamp != stamp:
                if self._is_elsewhere(path):
                    return None
                known = Row(cle=path.name, day=self.day, path=path, lettre=LetterStore(path).load().lettre, stamp=stamp)
            row = self._with_holder(replace(known, attendue=self._expected_of(path, known.lettre)), path)
        except OSError as error:
            return self._unusable(path, files.storage_error(error, path))
        except DraftError as error:
            return self._unusable(path, error)
        return row if self._shows(row) else None

    def judge(self, row: Row) -> Row:
        """Judge the letter of a row, as `lls verifier` does, and count its answers."""
        if row.lettre is None or row.path is None or row.evaluation is not None:
            return row
        store = LetterStore(row.path)
        try:
            frozen = store.frozen(row.lettre)
            work = Work(row.lettre, store, self.settings, self.clock, self.packs, frozen=frozen)
            evaluation = work.evaluate(row.lettre)
            for finding in integrity_findings(row.lettre, frozen):
                evaluation = evaluation.with_finding(finding)
            return replace(row, evaluation=evaluation, avancement=self.count(work))
        except LlsError as error:
            return replace(row, problem=error.message, code=error.exit_code)

    def put(self, row: Row) -> None:
        """Put a row on the board, in place of what it was; a judgement holds until the letter changes."""
        self._rows[row.cle] = row
        if row.path is not None and row.evaluation is not None:
            self._judged[row.path] = row

    def keep_only(self, names: set[str]) -> None:
        """Take off the board the letters that are not there any more."""
        self._rows = {name: row for name, row in self._rows.items() if name in names}

    def forget(self, path: Path | None = None) -> None:
        """Judge this letter again at the next reading, or all of them."""
        if path is None:
            self._judged.clear()
        else:
            self._judged.pop(path, None)

    def load(self) -> tuple[Row, ...]:
        """Read and judge everything at once, for an output without a screen."""
        found = self.begin()
        self.adopt(found)
        rows = [row for path in found.letters if (row := self.read(path)) is not None]
        self.keep_only({row.cle for row in rows})
        for row in rows:
            self.put(self.judge(row))
        return self.rows

    def _unusable(self, path: Path, error: LlsError) -> Row:
        """Give the row of a file that cannot be read."""
        place = error.location
        line = f" (ligne {place.line})" if place is not None and place.line else ""
        attendue = self._expected_of(path, None)
        return Row(
            cle=path.name,
            day=self.day,
            path=path,
            attendue=attendue,
            problem=f"{error.message}{line}",
            code=error.exit_code,
        )

    def _expected_of(self, path: Path, lettre: Lettre | None) -> Attendue | None:
        """Give the expected discharge of a letter: the one that names its file, else its patient's by IPP."""
        named = next((one for one in self._expected if one.fichier == path.name), None)
        patient = lettre.patient if lettre else None
        day = lettre.sejour.date_sortie if lettre and lettre.sejour else None
        if named is not None or patient is None or not patient.ipp or day != self.day:
            return named
        return next((one for one in self._expected if one.ipp == patient.ipp and not self._has_file(one)), None)

    def _is_elsewhere(self, path: Path) -> bool:
        """Tell, from the text alone, whether a letter is surely not for this board; reading it costs ten times more."""
        data = files.read_limited(path, MAX_LETTER_BYTES)
        statut = _STATUT.search(data)
        if self.scope is Scope.A_VALIDER:
            return statut is not None and statut[1] != b"a_valider"
        if self.scope is Scope.TOUTES:
            return statut is not None and statut[1] in (b"validee", b"annulee")
        day = _DAY.search(data)
        other = day is not None and day[1].decode() != self.day.isoformat()
        return other and all(one.fichier != path.name for one in self._expected)

    def _shows(self, row: Row) -> bool:
        """Tell whether a letter is for this board."""
        if self.scope is Scope.A_VALIDER:
            return row.statut is Statut.A_VALIDER
        if self.scope is Scope.TOUTES:
            return row.lettre is not None and is_open(row.lettre)
        if row.date_sortie is None:
            return row.statut is not Statut.ANNULEE
        return row.date_sortie == self.day or row.attendue is not None

    def _with_holder(self, row: Row, path: Path) -> Row:
        """Say who has a letter open; what a program that ended left behind does not count."""
        holder = Holder.read(owner_file(path))
        if holder is None or holder.is_dead():
            return replace(row, holder="", held="")
        return replace(row, holder=holder.qui, held=holder.phrase(self.clock.now()))
