"""What stands around the form: help and findings of the question in hand, the status bar, the keys that matter now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lls_drafter.letter.dates import format_date
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import listed_name
from lls_drafter.wizard import words
from lls_drafter.wizard.commands import Action
from lls_drafter.wizard.commands import Sequence as Keys
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.full.text import Fragments, cells, inert, wrap
from lls_drafter.wizard.full.view import Pane, View
from lls_drafter.wizard.key_names import name_of
from lls_drafter.wizard.steps import Kind

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import EvaluationPort

_MARKS = (("  !! ", "class:refus"), ("  -> ", "class:conforme"), ("  B ", "class:bloquant"), ("  A ", "class:alerte"))


def said_lines(said: Sequence[str], width: int) -> Iterator[Fragments]:
    """Give the sentences about the last event, wrapped; a refusal begins with « !! », an echo with « -> »."""
    for sentence in said:
        style = next((style for mark, style in _MARKS if sentence.startswith(mark)), "")
        for line in wrap(words.bound(sentence.strip()), width):
            yield [(style, line.dessin)]


def help_lines(state: State, width: int) -> Iterator[Fragments]:
    """Give the help of the question in hand: what, how, a good example, the source, where its answer comes from."""
    lines = list(words.help_of(state.step))
    for number, text in enumerate(lines):
        for line in wrap(words.bound(text), width):
            yield [("class:section" if number == 0 else "class:discret", line.dessin)]
    origin = provenance(state)
    if origin:
        yield [("class:discret", origin)]


def provenance(state: State) -> str:
    """Say where the answer of the question in hand comes from, when it was not typed."""
    address = state.step.path
    known = state.lettre.provenance
    for depth in range(len(address.parts), 0, -1):
        found = known.get(str(FieldPath(address.parts[:depth])))
        if found is not None:
            when = f" le {format_date(found.le.date())}" if found.le is not None else ""
            return f"Origine : {_ORIGINS.get(found.source, found.source)}{when}"
    return ""


_ORIGINS = {
    "reglages": "réglages du poste",
    "datamatrix": "datamatrix INS scanné",
    "cda": "document CDA importé",
    "lettre": "lettre antérieure importée",
}


def finding_lines(state: State, evaluation: EvaluationPort | None, width: int) -> Iterator[Fragments]:
    """Give the gravest findings about the question in hand, and how many it has more."""
    if evaluation is None or not state.step.path.parts:
        return
    around = (state.step.path, *state.step.covers)
    about = [one for one in evaluation.findings if any(one.chemin.starts_with(path) for path in around)]
    for finding in about[: words.MOST_FINDINGS]:
        text = words.finding_line(finding.niveau.value, finding.message, finding.correction).strip()
        for line in wrap(words.bound(text), width):
            yield [(f"class:{finding.niveau.value}", line.dessin)]
    if len(about) > words.MOST_FINDINGS:
        yield [("class:discret", f"… {len(about) - words.MOST_FINDINGS} autres constats")]


def patient_words(lettre: Lettre, *, hidden: bool) -> str:
    """Give the patient's name for the status bar, or that it is hidden."""
    name = listed_name(lettre.patient)
    if not name:
        return "patient à identifier"
    return "patient masqué" if hidden else name


def status_text(state: State, evaluation: EvaluationPort | None, *, view: View, saved: str, width: int) -> str:
    """Give the status bar: the patient, what is missing, the estimate, whether all is saved."""
    judged = words.status(state, evaluation) if evaluation is not None else "constats en cours…"
    name = inert(patient_words(state.lettre, hidden=view.hidden))
    short = judged.replace("bloquants", "bloq.").replace("bloquant", "bloq.").replace("sans réponse", "vides")
    for shown, said in ((name, judged), (name[:24], judged), (name[:12], judged), (name[:12], short)):
        full = f"{shown}  {said}  {saved}"
        if cells(full) <= width:
            return full
    return full


def key_fragments(pairs: Sequence[tuple[str, str]], width: int) -> Fragments:
    """Give the line of keys, as many as fit."""
    fragments: Fragments = []
    used = 0
    for key, effect in pairs:
        needed = len(key) + len(effect) + 3
        if used + needed > width:
            break
        fragments += [("class:touche", f" {key}"), ("class:discret", f" {effect} ")]
        used += needed
    return fragments


def keys_now(state: State, view: View, keys: Mapping[Action, tuple[Keys, ...]], *, grid: bool) -> list[tuple[str, str]]:
    """Give the keys that matter now, the most useful first."""

    def key(action: Action, effect: str) -> tuple[tuple[str, str], ...]:
        return ((name_of(keys[action][0]), effect),) if keys.get(action) else ()

    undo = key(Action.UNDO, f"annule : {state.undo[-1].titre}") if state.undo else ()
    general = [
        *key(Action.NEXT_MISSING, "manquant"),
        *key(Action.SCORE, "score et menu"),
        *key(Action.PALETTE, "commandes"),
        *key(Action.HELP, "aide"),
        *key(Action.PREVIEW, "relire"),
        *undo,
        *key(Action.LEAVE, "quitter"),
    ]
    match view.pane:
        case Pane.MENU:
            return [("Entrée", "y aller"), ("Haut Bas", "choisir"), *key(Action.SCORE, "retour"), ("Échap", "retour")]
        case Pane.REVIEW:
            moves = [("Entrée", "modifier ce passage"), ("Haut Bas", "ligne"), ("Gauche Droite", "passage")]
            return [*moves, ("PageSuiv", "page"), ("Échap", "retour")]
        case Pane.PAGE:
            accepts = "accepter ce qui est lu" if view.accepts else "fermer"
            return [("Entrée", accepts), ("Haut Bas", "faire défiler"), ("Échap", "fermer")]
        case Pane.LIST:
            return [("Entrée", "choisir"), ("Haut Bas", "parcourir"), ("Échap", "fermer")]
        case Pane.FORM:
            return [*_keys_of_form(state, view, keys, grid=grid), *general]


_FATES = (Action.FATE_KEPT, Action.FATE_CHANGED, Action.FATE_STOPPED, Action.FATE_SUSPENDED)


def _keys_of_form(
    state: State, view: View, keys: Mapping[Action, tuple[Keys, ...]], *, grid: bool
) -> list[tuple[str, str]]:
    """Give the keys of the question in hand."""

    def shown(effect: str, *actions: Action) -> list[tuple[str, str]]:
        names = [name_of(keys[action][0]) for action in actions if keys.get(action)]
        return [(" ".join(names), effect)] if names else []

    step = state.step
    if grid and not view.editing:
        enters = "accepter la proposition" if step.proposal and not step.answered else "écrire"
        moves = [("Entrée", enters), *shown("retirer", Action.REMOVE)]
        if step.kind is not Kind.FATE:
            return [*moves, ("Gauche Droite", "case")]
        added = shown("ajouter", Action.ROW_ADD, Action.ROW_ADD_NEW)
        return [*moves, *shown("devenir", *_FATES), *added, *shown("recopier", Action.ROW_DUPLICATE)]
    if step.kind is Kind.LONG_TEXT:
        return [("Entrée", "accepter"), *shown("à la ligne", Action.NEW_LINE)]
    if state.step.kind.is_screen:
        return [("Haut Bas", "ligne"), ("o n …", "répondre"), ("Entrée", "accepter")]
    return [("Entrée", "accepter"), ("Tab", "suivant")]
