"""The menu: the parts of the letter, then what the rules say of it; each line knows what question mends it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lls_drafter.wizard.flow import State
from lls_drafter.wizard.labels import label_of
from lls_drafter.wizard.moves import is_continuation
from lls_drafter.wizard.steps import Kind, Section, Step, find

if TYPE_CHECKING:  # the rules are loaded by who judges
    from lls_drafter.rules.model import ItemResult, Report
    from lls_drafter.wizard.ports import EvaluationPort


class Etat(StrEnum):
    """Where a line of the menu stands; the letter and the word say it, colour only repeats."""

    OK = "ok"
    MANQUANT = "manquant"
    A_VERIFIER = "à vérifier"
    A_FAIRE = "à faire"
    SANS_OBJET = "sans objet"
    TITRE = ""


_WAITING = (Etat.MANQUANT, Etat.A_VERIFIER, Etat.A_FAIRE)
LETTERS = {Etat.OK: "ok", Etat.MANQUANT: "M", Etat.A_VERIFIER: "V", Etat.A_FAIRE: "F", Etat.SANS_OBJET: "so"}
"""Short words for the states, in the narrow column that they have."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the menu.

    Attributes:
        texte: what it names.
        etat: where that stands.
        cible: the id of the question to go to, empty for a heading.
        detail: why, in one sentence, for the help pane.
        compte: the number of questions that wait, for a part of the letter.
    """

    texte: str
    etat: Etat = Etat.TITRE
    cible: str = ""
    detail: str = ""
    compte: int = 0


def waits(step: Step) -> bool:
    """Tell whether the conversation would stop at a question by itself."""
    return step.asked and not step.answered and step.kind is not Kind.END and not is_continuation(step)


def map_lines(state: State) -> tuple[Line, ...]:
    """Give one line per part of the letter: how many of its questions wait, and the first of them."""
    lines = []
    for section in Section:
        held = [step for step in state.steps if step.section is section]
        if not held:
            continue
        missing = [step for step in held if waits(step)]
        target = (missing or held)[0].id
        etat = Etat.MANQUANT if missing else Etat.OK if any(step.answered for step in held) else Etat.SANS_OBJET
        lines.append(Line(str(section), etat, target, compte=len(missing)))
    return tuple(lines)


def score_lines(state: State, evaluation: EvaluationPort) -> Iterator[Line]:
    """Give what the rules say: the criteria of the grid, the decree's items, the discharge check-list."""
    if evaluation.grid_report is not None:
        yield Line("Critères QLS (estimation)")
        for result in evaluation.grid_report.results:
            yield _criterion(result, state)
    else:
        yield Line("QLS non calculé : pas de grille")
    for report in evaluation.reports:
        if not any(result.item.verifie for result in report.results):
            continue
        lines = [_criterion(result, state) for result in report.results if _is_shown(result)]
        yield Line(report.checklist.titre)
        yield from lines
        kept = len(report.results) - len(lines)
        if kept:
            yield Line(f"  et {kept} autres points sans constat")
    yield from _ticks(state)


def _is_shown(result: ItemResult) -> bool:
    """Tell whether an item is worth a line: it waits for something, or the law itself asks for it."""
    return bool(result.findings) or result.verdict.value == "a_faire" or _is_decree(result)


def _is_decree(result: ItemResult) -> bool:
    """Tell whether an item is one of the decree's own mentions, read in the official text."""
    item = result.item
    return item.certitude.value == "officiel" and item.niveau.value == "bloquant" and "R. 1112-1-2" in item.source


def _criterion(result: ItemResult, state: State) -> Line:
    """Give the line of one item."""
    etat = {
        "conforme": Etat.OK,
        "non_applicable": Etat.SANS_OBJET,
        "a_faire": Etat.A_FAIRE,
        "non_conforme": Etat.MANQUANT if _gravest(result) == "bloquant" else Etat.A_VERIFIER,
    }[result.verdict.value]
    detail = result.findings[0].message if result.findings else result.raison
    return Line(f"{_number(result)}{result.item.titre}", etat, _target(result, state), detail)


def _gravest(result: ItemResult) -> str:
    """Give the gravest level of an item's findings; a criterion of the grid that is not met is always missing."""
    levels = {finding.niveau.value for finding in result.findings}
    return "bloquant" if not levels or "bloquant" in levels or result.item.id.startswith("QLS-") else "alerte"


def _number(result: ItemResult) -> str:
    """Give the number of a criterion of the grid, as people call it."""
    number = result.item.id.rpartition("-")[2]
    return f"{int(number)}. " if number.isdecimal() else ""


def _target(result: ItemResult, state: State) -> str:
    """Give the question that mends an item, else one that it reads; empty when none does."""
    from lls_drafter.rules.reads import item_reads  # noqa: PLC0415 - the rules are loaded by who judges

    addresses = [str(finding.chemin) for finding in result.findings]
    addresses += sorted(item_reads(result.item)) if not addresses else []
    for address in addresses:
        found = find(state.steps, address) if address else None
        if found is not None:
            return found.id
    return ""


def _ticks(state: State) -> Iterator[Line]:
    """Give the lines of the discharge check-list, ticked or not."""
    step = next((step for step in state.steps if step.kind is Kind.CHECKLIST), None)
    if step is None:
        return
    context = state.context
    yield Line("Liste de contrôle de sortie")
    ticked = state.lettre.listes[context.liste_id].reponses if context.liste_id in state.lettre.listes else {}
    for item in context.liste:
        if item.demande is None:
            continue
        key = item.demande.cle
        answer = ticked[key].reponse if key in ticked else None
        etat = Etat.A_VERIFIER if answer is None else Etat.OK
        if answer is not None and answer.value != "oui":
            etat = Etat.SANS_OBJET if answer.value == "na" else Etat.A_FAIRE
        yield Line(f"{key}. {item.titre}", etat, step.id, label_of(answer) if answer is not None else "à cocher")


def first_waiting(lines: tuple[Line, ...], *, after: int = -1) -> int:
    """Give the first line that waits for something after a place, else the first that leads somewhere."""
    for number, line in enumerate(lines):
        if number > after and line.cible and line.etat in _WAITING:
            return number
    return next((number for number, line in enumerate(lines) if line.cible), 0)


def levels(reports: tuple[Report, ...], state: State) -> dict[str, str]:
    """Give the gravest finding of each question that has one."""
    found: dict[str, str] = {}
    rank = {"conseil": 0, "alerte": 1, "bloquant": 2}
    for report in reports:
        for finding in report.findings:
            step = find(state.steps, str(finding.chemin)) if finding.chemin.parts else None
            if step is not None and rank[finding.niveau.value] > rank.get(found.get(step.id, ""), -1):
                found[step.id] = finding.niveau.value
    return found
