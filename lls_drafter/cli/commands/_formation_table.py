"""`lls formation faire CAS --exercice tableau`: the six columns, in the wizard limited to the treatments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.commands._formation_lesson import Lesson, case_of
from lls_drafter.cli.commands._formation_menu import Menu, show_hints
from lls_drafter.cli.commands._formation_result import Corrected, show
from lls_drafter.cli.commands._formation_screen import Screen
from lls_drafter.cli.commands._formation_write import (
    go_on,
    open_wizard,
    put_aside,
    say_taken_up,
    title_lines,
)
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import DraftStateError, ExitCode, UsageError
from lls_drafter.packs.cases import load_case, load_key, load_model
from lls_drafter.training.reading import filled
from lls_drafter.training.result import Exercice
from lls_drafter.training.table_desk import begin_table, table_desk

if TYPE_CHECKING:
    from argparse import Namespace

    from lls_drafter.cli.context import Context
    from lls_drafter.letter.lettre import Lettre
    from lls_drafter.training.table_exercise import CorrectionTableau

_TASK = (
    "Remplir le tableau des traitements : ce qu'il prenait avant, ce qu'il prend à la sortie, ce que chaque médicament "
    "devient, et pourquoi. Tout est dans le dossier."
)


def run(args: Namespace, context: Context) -> ExitCode:
    """Begin the table of a case or take it up; without a terminal, the wizard alone."""
    case = case_of(args.cas, Exercice.TABLEAU, tuple(args.pack))
    desk = table_desk(args.apprenant, case)
    lesson = Lesson(case, desk, desk.letter, args, context, Screen(context))
    if args.recommencer:
        put_aside(lesson)
    if not begin_table(desk, case, letter_id=context.ids.new()):
        say_taken_up(lesson, "Tableau repris ; « --recommencer » repart du début et garde celui-ci à part.")
    menu = Menu(
        touche=("t", "tableau"), mots=("tableau", "e"), ouvrir=_fill, indice=_hint, corriger=show_table_correction
    )
    return go_on(lesson, menu, _open)


def correct_case(args: Namespace, context: Context) -> ExitCode:
    """Carry out `lls formation corriger CAS --tableau`."""
    if args.cas is None:
        raise UsageError("il manque le cas", hint="« lls formation corriger CAS --tableau »")
    case = load_case(args.cas, extra=tuple(args.pack))
    desk = table_desk(args.apprenant, case)
    if LetterStore(desk.letter).is_missing():
        raise DraftStateError(
            f"aucun tableau n'est commencé sur le cas « {case.id} »",
            hint=f"« lls formation faire {case.id} --exercice tableau », avec le même « --apprenant »",
        )
    show_table_correction(Lesson(case, desk, desk.letter, args, context, Screen(context)))
    return ExitCode.OK


def _open(lesson: Lesson) -> None:
    """Show the case, and what is to be done."""
    lesson.screen.say([*title_lines(lesson), "", *filled(_TASK, lesson.screen.width)])


def _fill(lesson: Lesson) -> ExitCode:
    """Open the wizard on the treatments alone."""
    from lls_drafter.session.part import TREATMENTS  # noqa: PLC0415 - the session and the rules

    return open_wizard(lesson, TREATMENTS)


def _corrected(lesson: Lesson, lettre: Lettre) -> CorrectionTableau:
    """Correct the table as it stands."""
    from lls_drafter.training.table_exercise import correct_table  # noqa: PLC0415 - the rules

    hints = len(lesson.desk.effort(lesson.case).indices)
    return correct_table(load_model(lesson.case), lettre, hints=hints)


def _hint(lesson: Lesson) -> None:
    """Give the next hint on what the table lacks."""
    from lls_drafter.training.said import said_of  # noqa: PLC0415 - the templates
    from lls_drafter.training.table_hints import given_hints, next_table_hint  # noqa: PLC0415 - the rules

    key, lettre, given = load_key(lesson.case), lesson.letter(), lesson.desk.effort(lesson.case).indices
    correction = _corrected(lesson, lettre)
    hint = next_table_hint(key, lambda: said_of(lettre, extra=lesson.packs), correction, given)
    show_hints(lesson, given_hints(key, given), hint)


def show_table_correction(lesson: Lesson) -> None:
    """Correct the table, keep the result, and show the correction.

    Raises:
        DraftError: the letter cannot be read, or is not that of the case; or, once it is shown, the result is not kept.
        PackError: the model letter or a check-list is wrong.
    """
    from lls_drafter.training.table_reading import table_blocks  # noqa: PLC0415 - the rules

    lettre = lesson.letter()
    correction = _corrected(lesson, lettre)
    source = _formation.judge(lettre, lesson.packs).source
    corrected = Corrected(
        exercice=Exercice.TABLEAU,
        score=correction.score,
        points=correction.points,
        blocs=lambda width: table_blocks(lesson.case, correction, width, source),
    )
    show(lesson, lettre, corrected)
