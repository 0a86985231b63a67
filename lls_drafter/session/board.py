"""The evening board: the letters of a folder that are due on a day, judged one by one, and the discharges without one.

Reading and judging are separate and take one letter each, so that a screen fills in as they come. A letter that did
not change on disk is judged once. A file that cannot be read is a row with its reason.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.drafts.holder import Holder
from lls_drafter.drafts.store import MAX_LETTER_BYTES, SUFFIX, LetterStore
from lls_drafter.errors import DraftError, ExitCode, LlsError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.remise import IssueRemise
from lls_drafter.session.board_rows import Attendue, ExpectedRows
from lls_drafter.session.evaluate import Evaluation
from lls_drafter.session.integrity import integrity_findings
from lls_drafter.session.sources import Clock
from lls_drafter.session.work import Work
from lls_drafter.settings import Settings

_OPEN = (Statut.BROUILLON, Statut.A_VALIDER, Statut.A_CORRIGER)
_COPY = re.compile(r"\.original-\d+$")
# In a file as this program writes it; anything else is read whole.
_DAY = re.compile(rb"^sejour:\n(?:  .*\n)*?  date_sortie: (\d{4}-\d{2}-\d{2})\n", re.MULTILINE)
_STATUT = re.compile(rb"^statut: ([a-z_]+)\n", re.MULTILINE)
_NO_TIME = time(23, 59, 59)


class Scope(StrEnum):
    """Which letters are on the board: those of the day, all that are open, those that wait for the senior."""

    JOUR = "jour"
    TOUTES = "toutes"
    A_VALIDER = "a_valider"


@dataclass(frozen=True, slots=True)
class Avancement:
    """How many of the questions that the conversation asks have an answer."""

    repondues: int
    demandees: int


Count = Callable[[Work], Avancement]
"""Counts the answers of a letter; given by the conversation, which knows its questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the board: a letter, an expected discharge, or both.

    Attributes:
        cle: stable name of the row: the letter's file name, or `+` and the key of the expected discharge.
        day: the day of the board.
        path: the letter's file, None while there is none.
        lettre: the letter, None when it cannot be read.
        attendue: what was expected.
        problem: why the letter cannot be read or judged; never a value of the letter.
        code: the exit code that the problem stands for.
        holder: who has the letter open, empty for nobody.
        held: the same with where and since when.
        evaluation: what the rules say, None as long as nobody asked.
        avancement: how far it is, None as long as nobody asked.
        stamp: what tells whether the file changed since it was read.
    """

    cle: str
    day: date
    path: Path | None = None
    lettre: Lettre | None = None
    attendue: Attendue | None = None
    problem: str = ""
    code: ExitCode = ExitCode.OK
    holder: str = ""
    held: str = ""
    evaluation: Evaluation | None = None
    avancement: Avancement | None = None
    stamp: tuple[int, int, int] | None = None

    @property
    def heure(self) -> time | None:
        """Give the hour of the discharge: the letter's, else the expected one."""
        known = self.lettre.sejour.heure_sortie if self.lettre and self.lettre.sejour else None
        return known or (self.attendue.heure if self.attendue else None)

    @property
    def chambre(self) -> str:
        """Give the room, which a letter does not have."""
        return self.attendue.chambre if self.attendue else ""

    @property
    def date_sortie(self) -> date | None:
        """Give the discharge day of the letter, or the day on which it is expected."""
        if self.lettre is None:
            return self.day if self.attendue is not None else None
        return self.lettre.sejour.date_sortie if self.lettre.sejour else None

    @property
    def nom(self) -> str:
        """Give the patient's name as a person knows it: birth name, the used one beside it, first name."""
        patient = self.lettre.patient if self.lettre else None
        if patient is None or not (patient.nom_naissance or patient.nom_utilise):
            return " ".join(part for part in (self.attendue.nom, self.attendue.prenom) if part) if self.attendue else ""
        birth, used = patient.nom_naissance or "", patient.nom_utilise or ""
        name = f"{birth} ({used})" if birth and used and used != birth else birth or used
        first = patient.prenom_utilise or next(iter(patient.prenoms_naissance), "")
        return f"{name} {first}".strip()

    @property
    def statut(self) -> Statut | None:
        """Give the state of the letter."""
        return self.lettre.statut if self.lettre else None

    @property
    def is_handed(self) -> bool:
        """Tell whether the letter was handed over."""
        hand_over = self.lettre.remise_patient if self.lettre else None
        return bool(hand_over and hand_over.faite and hand_over.faite.issue in (None, IssueRemise.REMISE))

    @property
    def is_sent(self) -> bool:
        """Tell whether all the planned sendings are done."""
        sendings = self.lettre.envois if self.lettre else ()
        return bool(sendings) and all(one.fait is not None for one in sendings)

    @property
    def is_postponed(self) -> bool:
        """Tell whether the letter was of this day, and its discharge is on another."""
        return self.attendue is not None and self.date_sortie not in (None, self.day)

    @property
    def is_to_finish(self) -> bool:
        """Tell whether somebody at this board can go on with it now."""
        unusable = self.problem or self.holder or self.is_postponed
        return not unusable and self.statut not in (Statut.VALIDEE, Statut.ANNULEE)

    @property
    def order(self) -> tuple[object, ...]:
        """Give what rows are ordered by: day, hour, room, name; then those without a day, then those unreadable."""
        day = self.date_sortie
        rank = 2 if self.lettre is None and self.attendue is None else 1 if day is None and self.attendue is None else 0
        room = tuple((not part.isdigit(), part.zfill(9)) for part in re.findall(r"\d+|\D+", self.chambre))
        return (rank, day or self.day, self.heure or _NO_TIME, not room, room, self.nom, self.cle)


@dataclass(slots=True, kw_only=True)
class Board:
    """The rows of one folder on one day. `read` and `judge` may be called from a thread; nothing else may.

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
        return bool(one.fichier) and (self.folder / one.fichier).is_file()

    def begin(self) -> tuple[Path, ...]:
        """Read the expected discharges anew, and give the files to read."""
        try:
            self._expected, self.warning = self.expected.load(), ""
        except DraftError as error:
            self._expected, self.warning = (), f"Sorties attendues illisibles : {error.message}."
        found = [path for path in self.folder.glob(f"*{SUFFIX}") if not path.name.startswith(".")]
        return tuple(sorted(path for path in found if not _COPY.search(path.name.removesuffix(SUFFIX))))

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
            judged = replace(row, evaluation=evaluation, avancement=self.count(work))
        except LlsError as error:
            return replace(row, problem=error.message, code=error.exit_code)
        self._judged[row.path] = judged
        return judged

    def put(self, row: Row) -> None:
        """Put a row on the board, in place of what it was."""
        self._rows[row.cle] = row

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
        found = [row for path in self.begin() if (row := self.read(path)) is not None]
        self.keep_only({row.cle for row in found})
        for row in found:
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
            return row.statut in _OPEN
        if row.date_sortie is None:
            return row.statut is not Statut.ANNULEE
        return row.date_sortie == self.day or row.attendue is not None

    def _with_holder(self, row: Row, path: Path) -> Row:
        """Say who has a letter open; what a program that ended left behind does not count."""
        holder = Holder.read(path.with_name(f".{path.name}.qui"))
        if holder is None or holder.is_dead():
            return replace(row, holder="", held="")
        return replace(row, holder=holder.qui, held=holder.phrase(self.clock.now()))
