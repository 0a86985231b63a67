"""What the actions of `lls formation` share: their arguments, some words, and the rules on a letter."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter.errors import DraftError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.packs.case_model import Difficulte
from lls_drafter.training.learner import DEFAULT_LEARNER

if TYPE_CHECKING:
    from lls_drafter.training.judgement import Judgement

LEVELS: Mapping[Difficulte, str] = {
    Difficulte.DEBUTANT: "débutant",
    Difficulte.MOYEN: "moyen",
    Difficulte.DIFFICILE: "difficile",
    Difficulte.EXPERT: "expert",
}
"""The levels as a person reads them."""


def add_case(parser: ArgumentParser) -> None:
    """Declare the case of an action: its id, or the folder of a case."""
    parser.add_argument("cas", metavar="CAS", help="identifiant d'un cas (« lls formation liste »), ou son dossier")


def add_learner(parser: ArgumentParser) -> None:
    """Declare whose work it is."""
    parser.add_argument(
        "--apprenant",
        metavar="PSEUDONYME",
        default=DEFAULT_LEARNER,
        help=f"pseudonyme, jamais un vrai nom ({DEFAULT_LEARNER} par défaut)",
    )


def add_packs(parser: ArgumentParser) -> None:
    """Declare the folders of packs: their cases lie in `cas/`."""
    parser.add_argument(
        "--pack", metavar="DOSSIER", type=Path, action="append", default=[], help="dossier de cas à ajouter"
    )


def judge(lettre: Lettre, packs: tuple[Path, ...] = ()) -> Judgement:
    """Have the rules judge a fictional letter on its discharge day: the lesson's day, whatever the clock says.

    Args:
        lettre: the letter, with a discharge day.
        packs: folders of packs named on the command line.

    Raises:
        PackError: a check-list is wrong.
    """
    from lls_drafter.rules.catalogue import catalogue  # noqa: PLC0415 - for the actions that judge
    from lls_drafter.session.evaluate import evaluate_letter, letter_checklists  # noqa: PLC0415 - likewise
    from lls_drafter.session.integrity import integrity_findings  # noqa: PLC0415 - likewise
    from lls_drafter.training.judgement import Judgement  # noqa: PLC0415 - likewise

    day = lettre.sejour.date_sortie if lettre.sejour else None
    evaluation = evaluate_letter(lettre, today=day or date.max, extra=packs)
    changed = tuple(integrity_findings(lettre, ())) if not lettre.versions_precedentes else ()
    return Judgement(
        findings=(*changed, *evaluation.findings),
        grid=evaluation.grid_report,
        score=evaluation.score,
        rules=catalogue(letter_checklists(lettre, packs)),
    )


def attempt(keep: Callable[[], tuple[str, ...]]) -> tuple[tuple[str, ...], DraftError | None]:
    """Keep something, and go on when the seat refuses: the learner still sees the correction, then why it is not kept.

    Gives what is to be told, and the error to tell or to raise once all is shown.
    """
    try:
        return keep(), None
    except DraftError as error:
        return (), error
