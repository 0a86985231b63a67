"""The sentences of the conversation that both front ends show, without any layout."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lls_drafter.codes.coded_fields import only_offered
from lls_drafter.letter.paths import FieldPath
from lls_drafter.wizard.answers.screens import checklist_lines
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.steps import Kind, Section, Step, find
from lls_drafter.wizard.steps.safety import screen_lines

if TYPE_CHECKING:
    from lls_drafter.errors import LlsError
    from lls_drafter.wizard.ports import EvaluationPort, GesturePort

_HARD_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_SOFTENED = dict.fromkeys(map(ord, _HARD_SPACES), " ")
_TOGETHER = tuple(
    (loose, loose.replace(" ", "\N{NO-BREAK SPACE}")) for loose in ("« ", " »", " ;", " :", " ?", " !", " %")
)
MOST_FINDINGS = 3
"""Findings shown after an answer; « constats » shows them all."""
_MANY_CHOICES = 8


def held_elsewhere(refusal: str) -> str:
    """Give the line that says why nothing can be written; `refusal` says who holds the letter."""
    return f"  !! Lecture seule : {refusal}"


def problem(error: LlsError, what: str = "") -> str:
    """Give the line that says an error, its hint included; `what` names what could not be done."""
    return f"  !! {what}{error.message}. {error.hint}".rstrip()


def wrapped(line: str, width: int) -> str:
    """Give a sentence on lines of at most `width` columns, cut between words; no control character passes.

    A sign and the word it belongs to (« aucun », 5 %) stay together.
    """
    clean = "".join(character if character.isprintable() or character in _HARD_SPACES else " " for character in line)
    clean = bound(clean)
    indent = " " * (len(clean) - len(clean.lstrip()) + 2)
    filled = textwrap.fill(clean, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return filled.translate(_SOFTENED)


def bound(text: str) -> str:
    """Give a sentence whose signs stay with the words that they belong to, wherever it is cut."""
    for loose, tight in _TOGETHER:
        text = text.replace(loose, tight)
    return text


def heading(state: State, *, previous: Section | None) -> Iterator[str]:
    """Give what stands above the field: the section when it is a new one, the screen, the question."""
    step = state.step
    if step.section is not previous:
        yield ""
        yield f"== {step.section} =="
    if step.kind is Kind.SAFETY:
        yield from screen_lines(state.lettre)
    elif step.kind is Kind.CHECKLIST:
        yield from checklist_lines(state.lettre, state.context)
    yield f"{state.index + 1}. {step.question}{hint(step, state)}"


def hint(step: Step, state: State) -> str:
    """Give how to answer, when the question does not say it."""
    if step.ready:
        return " [" + ", ".join(f"{number} {text}" for number, text in enumerate(step.ready, 1)) + ", ou un texte]"
    if step.kind in (Kind.CHOICE, Kind.CHOICES, Kind.ORDER):
        if len(step.choices) > _MANY_CHOICES and step.kind is Kind.CHOICE:
            return ""
        return (
            " [" + ", ".join(f"{c.keys[0]} {c.label}" if c.keys[0] != c.label else c.label for c in step.choices) + "]"
        )
    if step.kind is Kind.CODE:
        entries = state.context.search_codes(step.code_set, "")
        return (
            " [" + ", ".join(f"{number} {entry.libelle}" for number, entry in enumerate(entries, 1)) + "]"
            if entries
            else ""
        )
    if step.kind is Kind.YES_NO and "(o, n)" not in step.question:
        return " (o, n)"
    return ""


def named(step: Step) -> str:
    """Give the name of a question where its place is not seen: with its drug, its entry or its owner."""
    parts = step.path.parts
    return step.question.split(" (")[0] if len(parts) > 1 and step.group else step.title


def waiting_titles(state: State) -> tuple[str, ...]:
    """Give the names of the questions that have a text not accepted."""
    found = (state.steps.by_id(name) for name in state.pending)
    return tuple(named(step) if step is not None else "question disparue" for step in found)


def found_again(state: State) -> str:
    """Say which texts, typed and not accepted, were found again."""
    titles = waiting_titles(state)
    if len(titles) == 1:
        return f"Un texte non accepté a été retrouvé : {titles[0]}. Le relire, puis l'accepter."
    return f"{len(titles)} textes non acceptés ont été retrouvés : {' ; '.join(titles)}. Les relire, puis les accepter."


def help_of(step: Step) -> Iterator[str]:
    """Give the help of a question: what is expected, how it is typed, a good example, the source."""
    yield f"{step.title} : {step.help}" if step.help else step.title
    yield f"Réponse attendue : {_EXPECTED[step.kind]}."
    if step.code_set and step.kind is Kind.TEXT:
        if only_offered(step.code_set):
            yield "Tout texte convient. Tab propose les mots usuels."
        else:
            yield "Tout texte convient. Un des mots proposés (Tab) part avec son code dans les documents structurés."
    if step.absences:
        yield "« aucun » : la question a été posée, il n'y en a pas. « inconnu » : l'information n'a pu être obtenue."
    if step.example:
        yield f"Exemple : {step.example}"
    if step.source:
        yield f"Source : {step.source}"
    if step.choices:
        yield "Réponses : " + ", ".join(f"{choice.keys[0]} {choice.label}" for choice in step.choices)


_EXPECTED = {
    Kind.TEXT: "un texte",
    Kind.LONG_TEXT: "un texte de plusieurs lignes",
    Kind.MEASURE: "un nombre",
    Kind.ROWS: "un tableau, une ligne par rangée",
    Kind.INS_NAME: "un nom, ou un datamatrix INS scanné",
    Kind.GIVEN_NAMES: "les prénoms, séparés par des espaces ou des virgules",
    Kind.TEXTS: "des textes séparés par des virgules",
    Kind.DATE: "une date (12/3, 12/03/2026, hier, j-2)",
    Kind.TIME: "une heure (14h30)",
    Kind.NUMBER: "un nombre entier",
    Kind.CHOICE: "un numéro ou le début du mot",
    Kind.CHOICES: "des numéros ou des mots, séparés par des virgules",
    Kind.CODE: "un numéro, un mot de la liste, ou un texte libre",
    Kind.YES_NO: "o (oui) ou n (non)",
    Kind.PRACTITIONER: "un nom ; le nom de famille en capitales sépare le prénom (Dr Anne KELLER)",
    Kind.PLACE: "une commune ou un pays, avec son code INSEE",
    Kind.DRUG: "un médicament et sa prescription en une ligne (« paracétamol 1 g x3/j 5 j »), ou une liste collée",
    Kind.DRUG_NAME: "un médicament, ou toute sa ligne de prescription",
    Kind.FATE: "p, m, a ou s ; ou l'ordonnance de sortie, collée",
    Kind.DURATION: "une durée, une date de fin ou « au long cours »",
    Kind.COUNT: "a (à partir de la sortie), t (au total), ou la date de début",
    Kind.ORDER: "un numéro",
    Kind.SAFETY: "des numéros et des touches (2f 6n), ou r",
    Kind.CHECKLIST: "des numéros et des réponses (1-4o 5n 10na), ou p",
    Kind.CONFIRM: "o ou n",
    Kind.END: "un numéro de question, ou rien",
}


def findings_after(evaluation: EvaluationPort, step: Step) -> Iterator[str]:
    """Give the findings about the field just answered: letter, word and sentence; colour is never needed."""
    around = (step.path, *step.covers) if step.path.parts else ()
    # a question that opens a list is judged on its entry; a screen on its lines
    about = [f for f in evaluation.findings if any(f.chemin.starts_with(path) for path in around)]
    answered = [f for f in about if f.niveau.value != "conseil" or not step.covers]
    for finding in answered[:MOST_FINDINGS]:
        yield finding_line(finding.niveau.value, finding.message, finding.correction)
    if len(answered) > MOST_FINDINGS:
        yield f"  … {len(answered) - MOST_FINDINGS} autres : « constats »"


def finding_line(niveau: str, message: str, correction: str) -> str:
    """Give one finding on one line."""
    fix = f" {correction}" if correction else ""
    return f"  {niveau[0].upper()} {niveau} : {message}{fix}"


def all_findings(evaluation: EvaluationPort, state: State) -> Iterator[str]:
    """Give every finding with the number of the question that mends it."""
    if not evaluation.findings:
        yield "Aucun constat."
    for finding in evaluation.findings:
        number = question_number(state, finding.chemin)
        place = f" (question {number})" if number else ""
        yield finding_line(finding.niveau.value, finding.message, finding.correction) + place


def question_number(state: State, path: FieldPath) -> int:
    """Give the number of the question about a field, 0 when none is."""
    found = find(state.steps, str(path)) if path.parts else None
    return state.steps.index(found) + 1 if found is not None else 0


def status(state: State, evaluation: EvaluationPort) -> str:
    """Give the line that stays in sight, 70 characters at most: what is missing, projected score."""
    asked = sum(
        1 for step in state.steps if step.asked and not step.answered and not step.appends and step.kind is not Kind.END
    )
    missing = f"{evaluation.missing} bloquant{'s' if evaluation.missing > 1 else ''}, {asked} sans réponse"
    if state.context.sections:  # a part of a letter has no score
        return missing
    return f"{missing} - {score_words(evaluation) if evaluation.grille is not None else 'QLS non calculé'}"


def score_words(evaluation: EvaluationPort) -> str:
    """Give the score in a few words; it is an estimate, and says so."""
    if evaluation.grille is None:
        return "QLS non calculé : grille non disponible"
    if evaluation.score_projete is None:
        return "QLS : aucun critère applicable"
    return f"QLS projeté {evaluation.score_projete}/100 (estimation)"


def score_lines(evaluation: EvaluationPort) -> Iterator[str]:
    """Give the score page."""
    if evaluation.grille is not None:
        yield f"Grille : {evaluation.grille}"
        now = "non calculé" if evaluation.score is None else f"{evaluation.score}/100"
        yield f"QLS à cet instant : {now}"
    yield score_words(evaluation) + ". Ne remplace pas le recueil HAS."
    if evaluation.validable:
        yield "Rien n'empêche de valider la lettre."
    elif evaluation.missing == 1:
        yield "Un point empêche de valider la lettre (« constats »)."
    else:
        yield f"{evaluation.missing} points empêchent de valider la lettre (« constats »)."


def plan_lines(state: State) -> Iterator[str]:
    """Give every question with its number and state."""
    section = None
    for number, step in enumerate(state.steps, 1):
        if step.section is not section:
            section = step.section
            yield f"{section}"
        mark = "répondu" if step.answered else ("à compléter" if step.asked else "facultatif")
        here = " <-" if step.id == state.current else ""
        yield f"  {number:>3}. {step.title} : {mark}{here}"


def gesture_lines(gestes: Sequence[GesturePort]) -> Iterator[str]:
    """Give what was done to the letter, the last thing first: when, what, which question; never a value."""
    if not gestes:
        yield "Rien encore."
    for geste in reversed(gestes):
        yield f"  {geste.le:%d/%m %H:%M}  {geste.verbe} : {geste.titre}"


def review_lines(state: State, evaluation: EvaluationPort) -> Iterator[str]:
    """Give the last page: what was left without answer, what prevents validation, the score."""
    left = [
        f"{number}. {step.title}"
        for number, step in enumerate(state.steps, 1)
        if step.asked and not step.answered and not step.appends and step.kind is not Kind.END
    ]
    if left:
        yield "Sans réponse : " + " ; ".join(left)
    for finding in evaluation.findings:
        if finding.niveau.value != "conseil":
            number = question_number(state, finding.chemin)
            yield finding_line(finding.niveau.value, finding.message, "") + (f" (question {number})" if number else "")
    for step_id, text in state.pending.items():
        found = find(state.steps, step_id)
        if found is not None:
            yield f"Non enregistré, {found.title} : « {text} »"
    if not state.context.sections:
        yield from score_lines(evaluation)
