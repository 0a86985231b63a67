"""`lls formation faire CAS --exercice tableau`: the six columns, in the wizard limited to the treatments."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.commands._formation_lesson import Lesson
from lls_drafter.cli.commands._formation_screen import Screen
from lls_drafter.cli.commands._formation_write import (
    open_wizard,
    put_aside,
    read_from,
    say_new_version,
    title_lines,
)
from lls_drafter.cli.commands._letters import waiting_texts
from lls_drafter.cli.commands._questions import LeftError
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import DraftStateError, ExitCode, UsageError
from lls_drafter.letter_files.codec import write_letter
from lls_drafter.packs.cases import load_case, load_key, load_model
from lls_drafter.training.reading import filled, objective_lines
from lls_drafter.training.result import Exercice, Resultat
from lls_drafter.training.score import FOR_HINT
from lls_drafter.training.table_desk import begin_table, table_desk

if TYPE_CHECKING:
    from argparse import Namespace

    from lls_drafter.cli.context import Context
    from lls_drafter.letter.lettre import Lettre
    from lls_drafter.training.table_exercise import CorrectionTableau

_KEYS = f"N° : lire · t : tableau · i : indice (\N{MINUS SIGN}{FOR_HINT} points) · c : corriger · q : quitter"
_LEAVE = ("q", "quitter")
_TASK = (
    "Remplir le tableau des traitements : ce qu'il prenait avant, ce qu'il prend à la sortie, ce que chaque médicament "
    "devient, et pourquoi. Tout est dans le dossier."
)


def run(args: Namespace, context: Context) -> ExitCode:
    """Begin the table of a case or take it up; without a terminal, the wizard alone."""
    case = load_case(args.cas, extra=tuple(args.pack))
    if Exercice.TABLEAU.value not in case.exercices:
        raise UsageError("ce cas ne propose pas cet exercice", hint="exercices : " + ", ".join(case.exercices))
    desk = table_desk(args.apprenant, case)
    lesson = Lesson(case, desk, desk.letter, args, context, Screen(context))
    if args.recommencer:
        put_aside(lesson)
    if not begin_table(desk, case, letter_id=context.ids.new()):
        lesson.letter()
        context.warn("Tableau repris ; « --recommencer » repart du début et garde celui-ci à part.")
        say_new_version(lesson)
    if args.indice:
        _hint(lesson)
    elif args.reponses is not None or not (lesson.screen.is_terminal or args.interface is None):
        return _fill(lesson)
    else:
        _converse(lesson)
    return ExitCode.OK


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


def _converse(lesson: Lesson) -> None:
    """Show the case, then do what the learner asks for until they leave."""
    screen = lesson.screen
    with suppress(LeftError):
        screen.say([*title_lines(lesson), "", *filled(_TASK, screen.width)])
        while _turn(lesson):
            pass
    screen.say(["", f"Tout est gardé. Reprendre : {lesson.again}"])


def _turn(lesson: Lesson) -> bool:
    """Show the record's list, ask for one thing and do it; False to leave."""
    screen, pieces = lesson.screen, lesson.case.pieces
    screen.say(["", "Dossier"])
    screen.say(f"  {number}. {piece.titre}" for number, piece in enumerate(pieces, 1))
    screen.say(["", *filled(_KEYS, screen.width)])
    answer = screen.ask("Votre choix").lower() or "?"
    while answer and answer not in _LEAVE:
        answer = _do(lesson, answer)
    return not answer


def _do(lesson: Lesson, answer: str) -> str:
    """Do what the learner asks for; give what they ask for next, empty for the menu."""
    pieces = lesson.case.pieces
    if answer.isdecimal() and 1 <= int(answer) <= len(pieces):
        return read_from(lesson, int(answer))
    match answer:
        case "t" | "tableau" | "e":
            _fill(lesson)
        case "i" | "indice":
            _hint(lesson)
        case "c" | "corriger":
            return _LEAVE[0] if _asked_correction(lesson) else ""
        case "o" | "objectifs":
            lesson.screen.say(["", "Objectifs", *objective_lines(lesson.case, lesson.screen.width)])
        case _:
            lesson.screen.say([f"Taper un numéro de 1 à {len(pieces)}, t, i, c, o (objectifs) ou q."])
    return ""


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
    """Give the next hint, and keep that it was given; those given before are shown again, for nothing."""
    from lls_drafter.training.said import said_of  # noqa: PLC0415 - the templates
    from lls_drafter.training.table_hints import given_hints, next_table_hint  # noqa: PLC0415 - the rules

    key, screen, lettre = load_key(lesson.case), lesson.screen, lesson.letter()
    effort = lesson.desk.effort(lesson.case)
    given = given_hints(key, effort.indices)
    correction = _corrected(lesson, lettre)
    hint = next_table_hint(key, lambda: said_of(lettre, extra=lesson.packs), correction, effort.indices)
    told = lesson.desk.keep(replace(effort, indices=(*effort.indices, hint.id))) if hint is not None else ()
    for sentence in told:
        lesson.context.warn(sentence)
    screen.say([""])
    for number, one in enumerate((*given, hint) if hint else given, 1):
        screen.say(filled(f"Indice {number} : {one.texte}", screen.width, others="  "))
    if hint is None:
        screen.say(["Pas d'autre indice pour l'état actuel de votre tableau."])
        return
    count = len(given) + 1
    screen.say([f"{count} indice{'s' if count > 1 else ''} : \N{MINUS SIGN}{FOR_HINT * count} points."])


def _asked_correction(lesson: Lesson) -> bool:
    """Show the correction, once the learner said yes: it shows the answers; True when it was shown."""
    answer = lesson.screen.ask("La correction montre les réponses. Corriger maintenant ? (o/n)")
    if answer.lower() not in ("o", "oui"):
        return False
    show_table_correction(lesson)
    return True


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
    told, failure = _formation.attempt(lambda: _keep(lesson, lettre, correction))
    waiting = waiting_texts(LetterStore(lesson.path), lettre, lesson.context)
    if waiting:
        lesson.context.warn(f"Un texte tapé n'a pas été accepté, il n'est pas corrigé : {' ; '.join(waiting)}")
    lesson.screen.say()
    if lesson.screen.pages(table_blocks(lesson.case, correction, lesson.screen.width, source)):
        lesson.screen.say(["Fin de la correction."])
    lesson.screen.say(told)
    if failure is not None:
        lesson.screen.say(["Résultat non ajouté au suivi."])
        raise failure


def _keep(lesson: Lesson, lettre: Lettre, correction: CorrectionTableau) -> tuple[str, ...]:
    """Keep the result with those of the learner, once for a same table; give what is to be told."""
    from lls_drafter.training.progress import record  # noqa: PLC0415 - for this action only

    effort = lesson.desk.effort(lesson.case)
    digest = hashlib.sha256(write_letter(lettre).encode()).hexdigest()
    if effort.corrigee == digest:
        return ("Ce tableau était déjà corrigé : résultat non ajouté de nouveau au suivi.",)
    resultat = Resultat(
        exercice=Exercice.TABLEAU,
        cas=lesson.case.id,
        version=lesson.case.version,
        le=lesson.context.clock.now(),
        duree_s=effort.secondes or None,
        score=correction.score,
        points=correction.points,
        indices=len(effort.indices),
    )
    told = record(lesson.args.apprenant, resultat)
    marked, failure = _formation.attempt(lambda: lesson.desk.keep(replace(effort, corrigee=digest)))
    twice = (
        () if failure is None else (f"Ce tableau comptera deux fois si on le corrige de nouveau : {failure.message}.",)
    )
    return (
        *told,
        *marked,
        *twice,
        f"Résultat ajouté au suivi de « {lesson.args.apprenant} » : lls formation progres",
    )
