"""A correction shown and its result kept, as the two exercises written in the wizard do it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.commands._formation_lesson import Lesson
from lls_drafter.cli.commands._letters import waiting_texts
from lls_drafter.drafts.store import LetterStore
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import write_letter
from lls_drafter.training.result import Exercice, Point, Resultat

_WORK = {Exercice.ECRIRE: ("Cette lettre", "corrigée"), Exercice.TABLEAU: ("Ce tableau", "corrigé")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What is kept of a correction, and how it is shown.

    Attributes:
        blocs: its lines, for so many columns.
    """

    exercice: Exercice
    score: int
    points: tuple[Point, ...]
    blocs: Callable[[int], Iterable[Sequence[str]]]


def show(lesson: Lesson, lettre: Lettre, corrected: Corrected) -> None:
    """Keep the result of a correction, and show it.

    Raises:
        DraftError: once it is shown, the result is not kept.
    """
    told, failure = _formation.attempt(lambda: _keep(lesson, lettre, corrected))
    waiting = waiting_texts(LetterStore(lesson.path), lettre, lesson.context) if lesson.is_own else ()
    if waiting:
        lesson.context.warn(f"Un texte tapé n'a pas été accepté, il n'est pas corrigé : {' ; '.join(waiting)}")
    lesson.screen.say()
    if lesson.screen.pages(corrected.blocs(lesson.screen.width)):
        lesson.screen.say(["Fin de la correction."])
    lesson.screen.say(told)
    if failure is not None:
        lesson.screen.say(["Résultat non ajouté au suivi."])
        raise failure


def _keep(lesson: Lesson, lettre: Lettre, corrected: Corrected) -> tuple[str, ...]:
    """Keep the result with those of the learner, once for the same work; give what is to be told."""
    from lls_drafter.training.progress import record  # noqa: PLC0415 - for this action only

    if not lesson.is_own:
        return ("Lettre d'un autre dossier : résultat non ajouté au suivi.",)
    this, same = _WORK[corrected.exercice]
    effort = lesson.desk.effort(lesson.case)
    digest = hashlib.sha256(write_letter(lettre).encode()).hexdigest()
    if effort.corrigee == digest:
        return (f"{this} était déjà {same} : résultat non ajouté de nouveau au suivi.",)
    resultat = Resultat(
        exercice=corrected.exercice,
        cas=lesson.case.id,
        version=lesson.case.version,
        le=lesson.context.clock.now(),
        duree_s=effort.secondes or None,
        score=corrected.score,
        points=corrected.points,
        indices=len(effort.indices),
    )
    told = record(lesson.args.apprenant, resultat)
    marked, failure = _formation.attempt(lambda: lesson.desk.keep(replace(effort, corrigee=digest)))
    twice = f"{this} comptera deux fois si on recommence sa correction : {failure.message}." if failure else ""
    return (
        *told,
        *marked,
        *([twice] if twice else []),
        f"Résultat ajouté au suivi de « {lesson.args.apprenant} » : lls formation progres",
    )
