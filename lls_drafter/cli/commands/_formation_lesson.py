"""One case at one learner's desk, as the actions on a written letter share it."""

import shlex
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from lls_drafter.cli.commands._formation_screen import Screen
from lls_drafter.cli.context import Context
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import UsageError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.packs.case_model import Case
from lls_drafter.packs.cases import load_case
from lls_drafter.training.desk import Desk, require_letter_of
from lls_drafter.training.learner import DEFAULT_LEARNER
from lls_drafter.training.result import Exercice


@dataclass(frozen=True, slots=True)
class Lesson:
    """A letter being learnt on.

    Attributes:
        desk: the learner's folder for this case.
        path: the letter: the desk's own, or another file that is only looked at.
    """

    case: Case
    desk: Desk
    path: Path
    args: Namespace
    context: Context
    screen: Screen

    @property
    def packs(self) -> tuple[Path, ...]:
        """Give the folders of packs named on the command line."""
        return tuple(self.args.pack)

    @property
    def again(self) -> str:
        """Give the command that takes this lesson up."""
        return again(self.args)

    @property
    def is_own(self) -> bool:
        """Tell whether the letter is the desk's own: its hints count, and its result is kept."""
        return self.path.resolve() == self.desk.letter.resolve()

    def letter(self) -> Lettre:
        """Read the learner's letter.

        Raises:
            DraftError: it cannot be read, or is not that of this case.
        """
        lettre = LetterStore(self.path).load().lettre
        require_letter_of(lettre, self.case, self.path)
        return lettre


def case_of(cas: str, exercice: Exercice, packs: tuple[Path, ...]) -> Case:
    """Give the case that an exercise is asked on.

    Raises:
        UsageError: the case does not offer this exercise.
        PackError: there is no such case, or it is wrong.
    """
    case = load_case(cas, extra=packs)
    if exercice.value not in case.exercices:
        raise UsageError("ce cas ne propose pas cet exercice", hint="exercices : " + ", ".join(case.exercices))
    return case


def again(args: Namespace) -> str:
    """Give the command that takes an exercise up, to be pasted as it is."""
    words = ["lls", "formation", "faire", args.cas]
    words += ["--exercice", args.exercice] if args.exercice != Exercice.ECRIRE else []
    words += ["--apprenant", args.apprenant] if args.apprenant != DEFAULT_LEARNER else []
    return shlex.join([*words, *(word for folder in args.pack for word in ("--pack", str(folder)))])
