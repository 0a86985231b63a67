"""`lls formation faire CAS`: read the record, write the letter in the ordinary wizard, take hints, have it corrected.

The day of the lesson is the case's discharge day, whatever the clock says: the letter is judged on that day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.commands._formation_lesson import Lesson, case_of
from lls_drafter.cli.commands._formation_menu import Menu, converse, show_hints
from lls_drafter.cli.commands._formation_screen import Screen
from lls_drafter.drafts.lock import LetterLock
from lls_drafter.errors import DraftLockedError, ExitCode, WizardInterrupted
from lls_drafter.packs.cases import load_key
from lls_drafter.session.sources import Clock
from lls_drafter.training.desk import Desk
from lls_drafter.training.reading import filled, objective_lines
from lls_drafter.training.result import Exercice

if TYPE_CHECKING:
    from argparse import Namespace

    from lls_drafter.cli.context import Context
    from lls_drafter.letter.lettre import Lettre
    from lls_drafter.session.part import Part

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True, slots=True)
class LessonClock:
    """The time of the seat on the day of a lesson."""

    clock: Clock
    day: date

    def now(self) -> datetime:
        """Give the present time of day, on that day."""
        now = self.clock.now()
        return now.replace(year=self.day.year, month=self.day.month, day=self.day.day)


def run(args: Namespace, context: Context) -> ExitCode:
    """Begin a case or take it up; without a terminal, the wizard alone."""
    case = case_of(args.cas, Exercice.ECRIRE, tuple(args.pack))
    desk = Desk.of(args.apprenant, case.id)
    lesson = Lesson(case, desk, desk.letter, args, context, Screen(context))
    if args.recommencer:
        put_aside(lesson)
    is_new = lesson.desk.begin(case, letter_id=context.ids.new())
    if not is_new:
        say_taken_up(lesson, "Reprise de votre lettre ; « --recommencer » repart du début et garde celle-ci de côté.")
    menu = Menu(touche=("e", "écrire"), mots=("ecrire", "écrire"), ouvrir=open_wizard, indice=_hint, corriger=_correct)
    return go_on(lesson, menu, lambda one: _open(one, is_new=is_new))


def go_on(lesson: Lesson, menu: Menu, opening: Callable[[Lesson], None]) -> ExitCode:
    """Do what was asked of a lesson that is begun: one hint, the wizard alone, or the menu from its opening."""
    if lesson.args.indice:
        menu.indice(lesson)
    elif lesson.args.reponses is not None or not (lesson.screen.is_terminal or lesson.args.interface is None):
        return menu.ouvrir(lesson)
    else:
        converse(lesson, menu, opening)
    return ExitCode.OK


def say_taken_up(lesson: Lesson, sentence: str) -> None:
    """Say that the learner's work is taken up, and that the case changed since it was begun.

    Raises:
        DraftError: the letter cannot be read, or is not that of the case.
    """
    lesson.letter()
    lesson.context.warn(sentence)
    begun = lesson.desk.effort(lesson.case).version
    if begun != lesson.case.version:
        lesson.context.warn(
            f"Ce cas a changé depuis (version {begun}, puis {lesson.case.version}) : la correction suit la nouvelle."
        )


def put_aside(lesson: Lesson) -> None:
    """Keep the former letter aside, while nobody writes it."""
    try:
        with LetterLock(lesson.desk.letter, now=lesson.context.clock.now()):
            aside = lesson.desk.put_aside()
    except DraftLockedError as error:
        error.hint = "la fermer dans l'autre fenêtre"
        raise
    if aside is not None:
        lesson.context.warn(f"Lettre précédente gardée dans {aside}")


def _open(lesson: Lesson, *, is_new: bool) -> None:
    """Show the case, and what is to be learnt the first time."""
    screen = lesson.screen
    screen.say(title_lines(lesson))
    if is_new:
        screen.say(["", "Objectifs", *objective_lines(lesson.case, screen.width), ""])
        if screen.is_terminal:
            screen.ask("Entrée pour voir le dossier")


def open_wizard(lesson: Lesson, part: Part | None = None) -> ExitCode:
    """Open the wizard on the letter, or on a part of it, on the day of the lesson; the time spent is added up."""
    from lls_drafter.cli.commands._wizard import converse as write  # noqa: PLC0415 - the session and the rules
    from lls_drafter.session.opening import open_letter  # noqa: PLC0415 - likewise
    from lls_drafter.settings import load_settings  # noqa: PLC0415 - likewise

    lettre = lesson.letter()
    day = lettre.sejour.date_sortie if lettre.sejour is not None else None
    real = lesson.context.clock
    started = real.now()
    clock = LessonClock(real, day) if day is not None else real
    try:
        with open_letter(lesson.desk.letter, clock=clock, settings=load_settings(), packs=lesson.packs) as opened:
            opened.work.part = part
            return write(opened, lesson.context, interface=lesson.args.interface, reponses=lesson.args.reponses)
    except WizardInterrupted as error:
        error.message += f" Reprendre : « {lesson.again} »."
        raise
    finally:
        lesson.desk.spent(lesson.case, int((real.now() - started).total_seconds()))


def _hint(lesson: Lesson) -> None:
    """Give the next hint on what the letter lacks."""
    from lls_drafter.training.hints import known_hints, next_hint  # noqa: PLC0415 - the templates
    from lls_drafter.training.said import said_of  # noqa: PLC0415 - likewise

    key, given = load_key(lesson.case), lesson.desk.effort(lesson.case).indices
    said = said_of(lesson.letter(), extra=lesson.packs)
    show_hints(lesson, known_hints(key, given), next_hint(key, said, given))


def _correct(lesson: Lesson) -> None:
    """Show the correction."""
    from lls_drafter.cli.commands._formation_correct import show_correction  # noqa: PLC0415 - the rules

    show_correction(lesson)


def lesson_day(lettre: Lettre) -> str:
    """Give the day of a lesson in words, empty when the letter has none."""
    day = lettre.sejour.date_sortie if lettre.sejour is not None else None
    return f"{_DAYS[day.weekday()]} {day:%d/%m/%Y}" if day is not None else ""


def title_lines(lesson: Lesson) -> list[str]:
    """Give the title of a case, who read it over, and the day."""
    case, width = lesson.case, lesson.screen.width
    by = f"relu par {case.relecture.par}" if case.relecture is not None else "non relu par un clinicien"
    about = f"{_formation.LEVELS[case.niveau]} · {case.specialite} · {case.duree_minutes} minutes · {by}"
    day = f"Tout est fictif. Nous sommes le jour de la sortie : {lesson_day(lesson.letter())}."
    return ["", *filled(case.titre, width), *filled(about, width), *filled(day, width)]
