"""`lls formation faire CAS --exercice defauts`: a letter as numbered lines, marks, hints, and the correction.

Each act is on the disk before its answer is shown: an exercise cut short goes on where it was left.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter.cli.commands._formation_lesson import again, case_of
from lls_drafter.cli.commands._formation_screen import Screen
from lls_drafter.cli.commands._questions import LeftError
from lls_drafter.cli.commands._wizard import decide
from lls_drafter.errors import DraftStateError, ExitCode, UsageError, WizardInterrupted
from lls_drafter.letter_files.fingerprint import fingerprint
from lls_drafter.packs.cases import load_model
from lls_drafter.settings import load_settings
from lls_drafter.training.find_fault.journal import Header, Journal, attempts_folder, begin, last_attempt, next_number
from lls_drafter.training.learner import learner_folder
from lls_drafter.training.result import Exercice
from lls_drafter.wizard.choose import Interface

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from lls_drafter.cli.context import Context
    from lls_drafter.letter.lettre import Lettre
    from lls_drafter.training.defects.judging import Judge
    from lls_drafter.training.defects.model import Planted
    from lls_drafter.training.find_fault.choices import Choice
    from lls_drafter.training.find_fault.correction import Correction, Exercise
    from lls_drafter.training.find_fault.lesson import Lesson
    from lls_drafter.training.find_fault.talk import Talk

_ROWS = 18
_AROUND = 8  # rows beside the letter: the title, the line of state, the prompt and its menu
_WIDEST_LINE = 79
_WRITE_FIRST = "Cette lettre montre presque tout de la bonne : écrivez d'abord la vôtre."


@dataclass(frozen=True, slots=True)
class Source:
    """Where a letter to read comes from: a case, whose attempts differ, or a made lesson.

    Attributes:
        id: what results and journals are filed under.
        make: the exercise of an attempt, by its number.
        montre: whether the letter shows most of what another exercise asks for: that of the case, to be written.
    """

    id: str
    version: str
    titre: str
    make: Callable[[int], Exercise]
    montre: bool = False


def run(args: Namespace, context: Context) -> ExitCode:
    """Begin an exercise or take it up; a finished one is shown again, or followed by another."""
    if args.reponses is not None:
        raise UsageError("cet exercice ne lit pas de fichier de réponses", hint="retirer « --reponses »")
    source = _source(args)
    folder = attempts_folder(learner_folder(args.apprenant))
    screen = Screen(context)
    former = None if args.recommencer else last_attempt(folder, source.id)
    if former is not None and former.dit:
        context.warn(former.dit)
    if former is not None and former.kept.fini:
        if _wants_again(screen, former):
            _show(screen, source.make(former.kept.header.essai), former)
            return ExitCode.OK
        former = None
    desk = _Desk(args, context, screen, source, folder)
    if args.indice:
        return desk.hint(former)
    return desk.work(former)


def _source(args: Namespace) -> Source:
    """Give what is to be read: a made lesson when the argument is the folder of one, else a case."""
    from lls_drafter.training.find_fault.lesson import is_lesson, read_lesson  # noqa: PLC0415 - the rules

    packs = tuple(args.pack)
    if is_lesson(Path(args.cas)):
        lesson = read_lesson(Path(args.cas))
        return Source(lesson.id, "1", "leçon fabriquée", lambda _: _made(lesson, packs))
    case = case_of(args.cas, Exercice.DEFAUTS, packs)

    def attempt(essai: int) -> Exercise:
        from lls_drafter.training.defects.planting import plant  # noqa: PLC0415 - the rules
        from lls_drafter.training.find_fault.lesson import case_defects  # noqa: PLC0415 - likewise

        model = load_model(case)
        judge = _judge(model, packs)
        count = case_defects(case.niveau, case.id, essai)
        planted = plant(model, checklists=judge.listes, today=judge.today, defauts=count, graine=essai)
        return _ready(planted, judge, model, packs)

    return Source(case.id, case.version, case.titre, attempt, montre=Exercice.ECRIRE.value in case.exercices)


def _made(lesson: Lesson, packs: tuple[Path, ...]) -> Exercise:
    """Give the exercise of a made lesson."""
    judge = _judge(lesson.bonne, packs)
    return _ready(lesson.planted(judge), judge, lesson.bonne, packs)


def _judge(lettre: Lettre, packs: tuple[Path, ...]) -> Judge:
    """Give the rules of a lesson on a good letter."""
    from lls_drafter.session.evaluate import letter_checklists  # noqa: PLC0415 - the rules
    from lls_drafter.training.find_fault.lesson import require_good  # noqa: PLC0415 - likewise

    return require_good(lettre, letter_checklists(lettre, packs))


def _ready(planted: Planted, judge: Judge, lettre: Lettre, packs: tuple[Path, ...]) -> Exercise:
    """Give a spoiled letter ready to be read."""
    from lls_drafter.packs.templates import load_template  # noqa: PLC0415 - templates
    from lls_drafter.session.templates import template_id  # noqa: PLC0415 - likewise
    from lls_drafter.training.find_fault.correction import exercise  # noqa: PLC0415 - likewise

    return exercise(planted, judge, load_template(template_id(lettre), extra=packs))


@dataclass(frozen=True, slots=True)
class _Desk:
    """One learner at one exercise."""

    args: Namespace
    context: Context
    screen: Screen
    source: Source
    folder: Path

    def hint(self, former: Journal | None) -> ExitCode:
        """Give one hint on the exercise in hand, without opening it."""
        journal, exercise, _ = self._journal(former)
        reply = self._talk(exercise, journal).answer("indice")
        if reply.acte is not None:
            journal.note(reply.acte, self.context.clock.now())
        self.screen.say(reply.lignes)
        return ExitCode.OK

    def work(self, former: Journal | None) -> ExitCode:
        """Talk the letter through to its correction, or until the learner leaves.

        Raises:
            WizardInterrupted: Ctrl-C; everything is kept.
        """
        journal, exercise, is_new = self._journal(former)
        talk = self._talk(exercise, journal)
        self._say(self._opening(journal, is_new=is_new))
        self.screen.say(talk.page())
        ask = self._asker(talk)
        try:
            while (typed := ask()) is not None:
                reply = talk.answer(typed)
                if reply.acte is not None:
                    journal.note(reply.acte, self.context.clock.now())
                self._say(reply.lignes)
                if reply.fini:
                    return self._close(exercise, journal)
                if reply.quitte:
                    break
        except KeyboardInterrupt:
            raise WizardInterrupted(self._kept(), saved=journal.path) from None
        self.screen.say([self._kept()])
        return ExitCode.OK

    def _journal(self, former: Journal | None) -> tuple[Journal, Exercise, bool]:
        """Give the journal in hand with its exercise, and whether it is a new one."""
        now = self.context.clock.now()
        if former is None:
            number = next_number(self.folder, self.source.id)
            exercise = self.source.make(number)
            mark = fingerprint(exercise.lecon.lettre)
            header = Header(lecon=self.source.id, version=self.source.version, essai=number, empreinte=mark)
            return begin(self.folder, header, now), exercise, True
        exercise = self.source.make(former.kept.header.essai)
        _require_same(former, exercise)
        former.resumed(now)
        return former, exercise, False

    def _talk(self, exercise: Exercise, journal: Journal) -> Talk:
        """Give the conversation on an exercise, its marks as they were left."""
        import shutil  # noqa: PLC0415 - for a terminal only

        from lls_drafter.training.find_fault.talk import Talk  # noqa: PLC0415 - the rules

        rows = shutil.get_terminal_size().lines - _AROUND if self.screen.is_terminal else _ROWS
        return Talk(exercise, _choices(), journal.kept.marks, rows=rows)

    def _opening(self, journal: Journal, *, is_new: bool) -> tuple[str, ...]:
        """Give the first lines of the exercise."""
        marks = len(journal.kept.marks.marques)
        title = f"Trouver le défaut : {self.source.titre} (essai {journal.kept.header.essai})"
        if is_new:
            first = (_WRITE_FIRST,) if self.source.montre and not self._has_written() else ()
            asked = "Lettre fictive. Que faut-il y corriger, et que manque-t-il ? « ? » pour l'aide."
            return (title, *first, asked, "")
        return (title, f"Reprise où vous l'aviez laissée : {marks} marque{'s' if marks > 1 else ''}.", "")

    def _has_written(self) -> bool:
        """Tell whether the learner has had a letter of this case corrected.

        Raises:
            DraftError: their results cannot be read: better known before the exercise than at its end.
        """
        from lls_drafter.training.progress import results_of  # noqa: PLC0415 - for this exercise

        done = results_of(self.args.apprenant).of(self.args.apprenant)
        return any(one.exercice is Exercice.ECRIRE and one.cas == self.source.id for one in done)

    def _kept(self) -> str:
        """Say where the exercise can be taken up."""
        return f"Tout est gardé. Reprendre : {again(self.args)}"

    def _asker(self, talk: Talk) -> Callable[[], str | None]:
        """Give what asks for the next line: at a terminal with completion, else plainly; None at the end."""
        decision = decide(self.args.interface, load_settings(), self.context)
        if decision.interface is not Interface.SIMPLE:
            from lls_drafter.wizard.line import LinePrompt  # noqa: PLC0415 - prompt_toolkit costs 94 ms

            prompt = LinePrompt(talk.words, os.environ)

            def at_terminal() -> str | None:
                try:
                    return prompt.ask("> ")
                except EOFError:
                    return None

            return at_terminal

        def plainly() -> str | None:
            self.context.stdout.write("> ")
            self.context.stdout.flush()
            return self.context.stdin.readline() or None

        return plainly

    def _say(self, lines: tuple[str, ...]) -> None:
        """Write lines, the few that are too long cut between words."""
        from lls_drafter.training.reading import filled  # noqa: PLC0415 - the rules

        width = max(self.screen.width, _WIDEST_LINE)
        for line in lines:
            self.screen.say([line] if len(line) <= width else filled(line, width, others="  "))

    def _close(self, exercise: Exercise, journal: Journal) -> ExitCode:
        """Keep the result, close the attempt, show the correction."""
        from lls_drafter.training.find_fault.correction import Done, correct, result_of  # noqa: PLC0415 - the rules
        from lls_drafter.training.progress import record  # noqa: PLC0415 - likewise

        now = self.context.clock.now()
        correction = correct(exercise, journal.kept.marks)
        done = Done(self.source.id, self.source.version, now, journal.kept.duree_s)
        told = record(self.args.apprenant, result_of(correction, done, indices=journal.kept.marks.indices))
        journal.finish(now)
        _show_correction(self.screen, correction, journal)
        self.screen.say((*told, f"Résultat ajouté au suivi de « {self.args.apprenant} » : lls formation progres"))
        return ExitCode.OK


def _wants_again(screen: Screen, former: Journal) -> bool:
    """Ask whether a finished attempt is to be seen again, instead of a new one."""
    essai = former.kept.header.essai
    try:
        answer = screen.ask(f"Essai {essai} déjà corrigé. Entrée : nouvel essai ; r : revoir sa correction")
    except LeftError:
        return False
    return answer.lower().startswith("r")


def _show(screen: Screen, exercise: Exercise, journal: Journal) -> None:
    """Show the correction of a finished attempt again."""
    from lls_drafter.training.find_fault.correction import correct  # noqa: PLC0415 - the rules

    _require_same(journal, exercise)
    _show_correction(screen, correct(exercise, journal.kept.marks), journal)


def _show_correction(screen: Screen, correction: Correction, journal: Journal) -> None:
    """Show a correction page by page."""
    from lls_drafter.training.find_fault.words import correction_blocks  # noqa: PLC0415 - the rules

    screen.say()
    screen.pages(correction_blocks(correction, journal.kept.marks, _choices(), width=screen.width))


def _require_same(journal: Journal, exercise: Exercise) -> None:
    """Refuse marks put on a letter that is no longer this one.

    Raises:
        DraftStateError: the case, or a rule, has changed since the exercise was begun.
    """
    if journal.kept.header.empreinte != fingerprint(exercise.lecon.lettre):
        raise DraftStateError(
            "le cas ou les règles ont changé depuis le début de cet exercice : ses lignes ne sont plus les mêmes",
            hint="en commencer un autre : « --recommencer » (celui-ci reste gardé)",
        )


def _choices() -> tuple[Choice, ...]:
    """Give what a mark may name."""
    from lls_drafter.training.criteria import criterion_titles  # noqa: PLC0415 - the rules
    from lls_drafter.training.find_fault.choices import choices  # noqa: PLC0415 - likewise

    return choices(criterion_titles().values())
