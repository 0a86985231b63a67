"""`--reponses FICHIER.yaml`: the wizard without questions, the same answers through the same reducer.

The file is a list of answers, each « question: what would be typed », in any order that makes sense:

    reponses:
      - patient.nom_naissance: MARTIN ; JEANNE MARIE ; F ; 12/03/1948
      - motif_hospitalisation: Dyspnée aiguë fébrile
      - traitement_habituel: furosémide 40 mg ; 1 le matin ; p ; au long cours

A question is named as « aller » names it: an address of the letter, or the words of a title.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter import yaml_io
from lls_drafter.errors import DraftFormatError, Location, StructureError
from lls_drafter.wizard import flow
from lls_drafter.wizard.context import context_of
from lls_drafter.wizard.flow import NoteKind, State
from lls_drafter.wizard.state import place_kept
from lls_drafter.wizard.steps import Kind, find
from lls_drafter.wizard.words import question_number

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import WizardPort

_KEY = "reponses"
_HINT = "écrire « reponses: » puis une ligne « - question: réponse » par réponse"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a script: the question as named, what would be typed, and where that stands in the file."""

    question: str
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a script.

    Attributes:
        problems: answers that were refused: place, question and reason, no value.
        missing: questions asked that have no answer.
        blocking: findings that prevent validation, as sentences.
    """

    problems: tuple[str, ...]
    missing: tuple[str, ...]
    blocking: tuple[str, ...]


def read_script(path: Path) -> tuple[Answer, ...]:
    """Read a file of answers.

    Raises:
        DraftFormatError: it cannot be read, or is not a list of answers; place and hint in French.
    """
    try:
        document = yaml_io.load_path(path)
    except OSError as error:
        raise DraftFormatError(
            "fichier de réponses illisible", hint=error.strerror or "", location=Location(str(path))
        ) from error
    except StructureError as error:
        raise DraftFormatError(error.message, hint=error.hint, location=error.location) from error
    data = document.data
    entries = data.get(_KEY) if isinstance(data, dict) and set(data) == {_KEY} else None
    if not isinstance(entries, list):
        raise DraftFormatError("une liste de réponses est attendue", hint=_HINT, location=Location(str(path), 1, 1))
    return tuple(_answer(document, path, index, entry) for index, entry in enumerate(entries))


def _answer(document: yaml_io.YamlDocument, path: Path, index: int, entry: object) -> Answer:
    """Read one entry of the list."""
    position = document.positions.get((_KEY, index))
    place = Location(str(path), position.line, position.column) if position else Location(str(path))
    if not isinstance(entry, dict) or len(entry) != 1:
        raise DraftFormatError("une réponse est « question: texte »", hint=_HINT, location=place)
    question, text = next(iter(entry.items()))
    if isinstance(text, bool) or not isinstance(text, str | int):
        raise DraftFormatError("la réponse doit être un texte", hint="la mettre entre guillemets", location=place)
    return Answer(str(question), str(text), place)


def run(port: WizardPort, answers: tuple[Answer, ...]) -> Outcome:
    """Give the answers to the letter, save it, and tell what is refused and what is missing.

    Raises:
        DraftError: the letter could not be saved.
    """
    state = flow.start(port.lettre, context_of(port), port.position)
    problems: list[str] = []
    for answer in answers:
        state, problem = _given(state, answer)
        if problem:
            problems.append(f"{answer.location} : {answer.question} : {problem}")
    port.save(state.lettre, place_kept(state), {})
    evaluation = port.evaluate(state.lettre)
    missing = tuple(
        f"{number}. {step.title}"
        for number, step in enumerate(state.steps, 1)
        if step.asked and not step.answered and not step.appends and step.kind is not Kind.END
    )
    blocking = tuple(
        f"{finding.message} (question {question_number(state, finding.chemin)})"
        for finding in evaluation.findings
        if finding.niveau.value == "bloquant"
    )
    return Outcome(tuple(problems), missing, blocking)


def _given(state: State, answer: Answer) -> tuple[State, str]:
    """Give one answer; the reason when it is refused."""
    if find(state.steps, answer.question) is None:
        return state, "aucune question de ce nom"
    state = flow.reduce(state, flow.Jumped(answer.question))
    state = flow.reduce(state, flow.Answered(answer.text, stay=True, sure=True))
    refusals = [note.text for note in state.notes if note.kind is NoteKind.PROBLEM]
    return state, " ".join(refusals)
