"""One line of the evening board: a letter, an expected discharge, or both; a value that knows its own order."""

import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from pathlib import Path

from lls_drafter.errors import ExitCode
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.personnes import listed_name
from lls_drafter.letter.remise import IssueRemise
from lls_drafter.session.board_expected import Attendue
from lls_drafter.session.evaluate import Evaluation

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
        """Give the patient's name: that of the letter, else the expected one."""
        named = listed_name(self.lettre.patient if self.lettre else None)
        if named or self.attendue is None:
            return named
        return " ".join(part for part in (self.attendue.nom, self.attendue.prenom) if part)

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
