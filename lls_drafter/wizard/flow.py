"""The conversation as a value: `reduce(state, event)` gives the next state and does nothing else.

    Answered(text) ──► understand ──► write ──► next question asked
                           └─ refused: one sentence, the text stays in `pending`

Nothing typed is lost: an accepted text is in the letter or in the undo log, a refused one in `pending`.
"""

import re
from dataclasses import dataclass, replace

from lls_drafter.letter.datamatrix import looks_like_datamatrix
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.text import clean_text, fold, is_blank
from lls_drafter.wizard import edits, entries
from lls_drafter.wizard.answers import Understood, understand
from lls_drafter.wizard.answers.identity import read_scan
from lls_drafter.wizard.answers.model import SEPARATOR
from lls_drafter.wizard.edits import Edit, RefusedError
from lls_drafter.wizard.moves import back_from, next_asked, place_after, seek, visit
from lls_drafter.wizard.state import (
    DEPTH,
    Answered,
    Cleared,
    EntryDuplicated,
    EntryMoved,
    EntryRemoved,
    Event,
    Jumped,
    MissingSought,
    Moved,
    Note,
    NoteKind,
    Passed,
    Redone,
    State,
    Undone,
    edited,
    forgetting,
    noted,
    start,
    with_letter,
)
from lls_drafter.wizard.steps import Kind, Section, Step, find
from lls_drafter.wizard.steps.make import title_of
from lls_drafter.wizard.waiting import follow

__all__ = [
    "LITERAL",
    "Answered",
    "Cleared",
    "EntryDuplicated",
    "EntryMoved",
    "EntryRemoved",
    "Event",
    "Jumped",
    "MissingSought",
    "Moved",
    "Note",
    "NoteKind",
    "Passed",
    "Redone",
    "State",
    "Undone",
    "reduce",
    "start",
    "with_letter",
]

# Lists that people write with « ; » in French: a line is parted only when a closed answer stands at its place.
_WRITTEN_AS_PROSE = frozenset({"allergies", "resultats_attendus"})
_PROSE_PARTS = 2
_DURATION = re.compile(
    r"\d|long cours|jusqu|a vie|continu|besoin|evaluation"
    r"|\b(?:fin|cure|arret|jours?|semaines?|mois|ans?|unique|inconnue?)\b"
)

LONGEST = 100_000
"""Characters of one answer: a letter takes 2 MB at most (see `drafts.store`)."""
LITERAL = "="
"""A text that begins so is kept as it follows: no command, no « ; »."""


def reduce(state: State, event: Event) -> State:  # noqa: C901, PLR0911, PLR0912 - one case per event
    """Give the state after an event."""
    armed = state.shown if isinstance(event, Answered) and _may_accept(state, event) else None
    state = replace(state, notes=(), finished=False, shown=armed)
    match event:
        case Answered(text) if len(text) > LONGEST:
            told = f"{len(text)} caractères : une réponse en a {LONGEST} au plus. Le texte reste ici, non accepté."
            return _refuse(state, state.step, text, told)
        case Answered(text, stay, sure):
            state = replace(state, shown=(state.current, text)) if sure else state
            return _answer(state, text, stay=stay)
        case Passed():
            if state.step.kind is Kind.END:
                return replace(state, finished=True)
            return visit(state, next_asked(state))
        case Cleared():
            return _clear(state)
        case EntryRemoved():
            return entries.removed(state)
        case EntryDuplicated():
            return entries.duplicated(state)
        case EntryMoved(up):
            return entries.shifted(state, up=up)
        case Moved(back):
            return back_from(state) if back else visit(state, state.steps[min(state.index + 1, len(state.steps) - 1)])
        case MissingSought(back):
            return seek(state, back=back)
        case Jumped(target):
            found = find(state.steps, target)
            if found is None:
                return noted(state, NoteKind.PROBLEM, "Aucune question de ce nom ; « plan » les montre toutes.")
            return visit(state, found)
        case Undone():
            return _take_back(state)
        case Redone():
            return _do_again(state)


def _may_accept(state: State, event: Answered) -> bool:
    """Tell whether an answer may accept what was shown: at its own question, by a gesture meant for it.

    A text that is only kept before another gesture accepts nothing: it stays in its field, and is shown again.
    """
    return state.shown is not None and state.shown[0] == state.current and not event.stay


def _answer(state: State, text: str, *, stay: bool) -> State:
    """Answer the current question with a text."""
    step = state.step
    if step.section is Section.IDENTITE and looks_like_datamatrix(text):
        return _accept(state, step, text, read_scan(text, state.lettre), stay=stay)
    literal = text.startswith(LITERAL)
    body = clean_text(text.removeprefix(LITERAL) if literal else text).strip()
    if is_blank(body):
        return state if stay else reduce(state, Passed())
    if step.kind is Kind.END:
        return reduce(state, Jumped(body))
    parts = [part.strip() for part in body.split(SEPARATOR)]
    kept = ""
    if len(parts) > 1 and step.composed and not step.answered and not literal and parts[0]:
        composed = _compose(state, text, list(parts), stay=stay)
        prose = step.path.parts[0] in _WRITTEN_AS_PROSE
        if isinstance(composed, State) and not (prose and len(parts) <= _PROSE_PARTS):
            return composed
        if prose:
            kept = (
                f"Gardé en entier dans « {title_of(str(step.path))} » : ce qui suit « ; » peut être une autre entrée. "
                "La suite se répond à la question d'après."
            )
        elif isinstance(composed, str):
            if not _is_prose(step):
                return _refuse(state, step, text, f"{composed} Rien n'est enregistré de cette ligne.")
            kept = (
                f"Gardé en entier dans « {title_of(str(step.path))} » : ce qui suit « ; » n'a pas été compris "
                f"comme une suite ({composed.rstrip('.')})."
            )
    if literal:
        understood = understand(step, body, state.lettre, state.context, literal=True)
    else:
        understood = _read_part(state, step, body)
    return _accept(state, step, text, replace(understood, remark=kept or understood.remark), stay=stay)


def _is_prose(step: Step) -> bool:
    """Tell whether a question takes a sentence, « ; » included: a text of a list, no name nor drug."""
    plain = step.kind in (Kind.TEXT, Kind.LONG_TEXT) and bool(step.series)
    return plain and step.section not in (Section.IDENTITE, Section.TRAITEMENTS)


def _read_part(state: State, step: Step, text: str) -> Understood:
    """Read an answer; what cannot be a duration is not taken for one (a tired person types the next drug there)."""
    if step.path.parts[-2:] == ("duree", "texte") and not _DURATION.search(fold(text)):
        return Understood(
            problem="Ce n'est pas une durée. Écrire « 10 jours », « jusqu'au 12/04 » ou « au long cours »."
        )
    return understand(step, text, state.lettre, state.context)


def _accept(state: State, step: Step, text: str, understood: Understood, *, stay: bool) -> State:
    """Write what one answer says, or refuse it and keep the text."""
    if understood.problem:
        return _refuse(state, step, text, understood.problem)
    if understood.ask and state.shown != (step.id, text):
        return _show(state, step, text, understood)
    try:
        after = edits.written(state.lettre, understood, state.context)
    except RefusedError as refusal:
        return _refuse(state, step, text, str(refusal))
    moved = _settled(edited(forgetting(state, {step.id}), after, step), understood)
    moved = noted(noted(moved, NoteKind.ECHO, understood.echo), NoteKind.REMARK, understood.remark)
    if understood.rest:
        return _go_on(moved, step, understood.rest)
    if stay or _is_open_screen(moved, step):
        return moved
    target = find(moved.steps, understood.goto) if understood.goto else None
    return visit(moved, target or next_asked(moved, step))


def _show(state: State, step: Step, text: str, understood: Understood) -> State:
    """Say back what was read of a text before anything is written: the text stays in the field."""
    kept = replace(state, pending={**state.pending, step.id: text}, shown=(step.id, text))
    for sentence in understood.ask:
        kept = noted(kept, NoteKind.READING, sentence)
    return kept


def _go_on(state: State, step: Step, rest: str) -> State:
    """Go on with the lines of a pasted list that are not accepted yet, at the question where the list was pasted."""
    found = find(state.steps, step.id)
    if found is None:  # the question went away with what was accepted
        found = next((one for one in state.steps if one.kind is Kind.DRUG and one.list_path == step.list_path), None)
    if found is None:
        return state
    state = replace(state, current=found.id)
    understood = understand(found, rest, state.lettre, state.context)
    if understood.problem:
        return _refuse(state, found, rest, understood.problem)
    return _show(state, found, rest, understood)


def _settled(state: State, understood: Understood) -> State:
    """Note what was confirmed with an answer."""
    state = replace(state, shown=None)
    return with_letter(state, state.lettre, state.confirmed | {"patient"}) if understood.confirms else state


def _refuse(state: State, step: Step, text: str, problem: str) -> State:
    """Keep a text that is not an answer, and say why."""
    return noted(replace(state, pending={**state.pending, step.id: text}), NoteKind.PROBLEM, problem)


def _is_open_screen(state: State, step: Step) -> bool:
    """Tell whether a screen still has lines to answer."""
    return step.kind.is_screen and not state.step.answered


def _compose(state: State, text: str, parts: list[str], *, stay: bool) -> State | str:
    """Answer several questions of a group with one line; all of it is accepted, or all refused: gives the reason.

    An empty part passes a question, or takes what is proposed there. What is left when the group has
    no more questions belongs to the last answer. A fate that takes something away is shown first.
    """
    first, work = state.step, state
    covered: set[str] = set()
    echoes: list[Note] = []
    ask: tuple[str, ...] = ()
    step: Step | None = first
    last = first
    while parts and step is not None:
        covered.add(step.id)
        part = parts.pop(0) or step.proposal
        before = work
        outcome = _part(work, step, part)
        if isinstance(outcome, str):
            return f"{step.title} : {outcome}"
        following = find(outcome.state.steps, outcome.goto) if outcome.goto else _next_in_group(outcome.state, step)
        if parts and following is None:
            outcome = _part(before, step, f" {SEPARATOR} ".join((part, *parts)))
            if isinstance(outcome, str):
                return f"Il y a plus de « ; » que de questions ({step.title})."
            parts = []
        work, last = outcome.state, step
        echoes += outcome.notes
        ask += outcome.ask
        step = following
    if ask and state.shown != (first.id, text):
        return _show(state, first, text, Understood(ask=ask))
    done = replace(edited(forgetting(state, covered), work.lettre, first), notes=tuple(echoes))
    return done if stay else visit(done, next_asked(done, last))


@dataclass(frozen=True, slots=True)
class _Part:
    """The state after one part of a line, and what to say of it."""

    state: State
    notes: tuple[Note, ...]
    goto: str = ""
    ask: tuple[str, ...] = ()


def _part(state: State, step: Step, part: str) -> _Part | str:
    """Answer one question of a line; gives the reason when it cannot."""
    if not part:
        return _Part(state, ())
    understood = _read_part(state, step, part)
    if understood.problem:
        return understood.problem
    try:
        after = edits.written(state.lettre, understood, state.context)
    except RefusedError as refusal:
        return str(refusal)
    notes = noted(
        noted(replace(state, notes=()), NoteKind.ECHO, understood.echo), NoteKind.REMARK, understood.remark
    ).notes
    ask = understood.ask if step.kind is Kind.FATE else ()
    return _Part(with_letter(replace(state, current=step.id), after), notes, understood.goto, ask)


def _next_in_group(state: State, step: Step) -> Step | None:
    """Give the next question of the same group that a line may answer."""
    start_at = place_after(state, step)
    for following in state.steps[start_at:]:
        if following.group == step.group and following.composed and not following.answered and not following.appends:
            return following
    return None


def _clear(state: State) -> State:
    """Make the current question unanswered again."""
    step = state.step
    state = forgetting(state, {step.id})
    if step.appends and not step.answered:
        return state
    if step.kind.is_screen or step.kind in (Kind.END, Kind.CONFIRM):
        return noted(state, NoteKind.PROBLEM, "Rien à effacer ici ; « annuler » reprend la dernière réponse.")
    path = step.path
    if step.list_path is not None and (
        step.kind is Kind.DRUG or isinstance(step.list_path.read(state.lettre), Absence)
    ):
        path = step.list_path
    after = edits.cleared(state.lettre, path)
    return noted(edited(state, after, step), NoteKind.ECHO, f"{step.title} : à compléter")


def _take_back(state: State) -> State:
    """Undo the last gesture and show where it was made."""
    if not state.undo:
        return noted(state, NoteKind.PROBLEM, "Rien à annuler.")
    edit = state.undo[-1]
    state, edit = _carried(state, edit, edits.undone(state.lettre, edit))
    state = replace(state, undo=state.undo[:-1], redo=(*state.redo, edit))
    return noted(state, NoteKind.ECHO, f"Annulé : {edit.titre}")


def _do_again(state: State) -> State:
    """Redo the last gesture taken back."""
    if not state.redo:
        return noted(state, NoteKind.PROBLEM, "Rien à refaire.")
    edit = state.redo[-1]
    state, edit = _carried(state, edit, edits.redone(state.lettre, edit))
    state = replace(state, redo=state.redo[:-1], undo=(*state.undo, edit)[-DEPTH:])
    return noted(state, NoteKind.ECHO, f"Refait : {edit.titre}")


def _carried(state: State, edit: Edit, lettre: Lettre) -> tuple[State, Edit]:
    """Give the state with the letter that a gesture, undone or redone, leads to; texts go with their entries."""
    kept, gone = follow(state.pending, state.lettre, lettre)
    state = replace(state, pending={**edit.textes, **kept}, current=edit.step_id)
    return with_letter(state, lettre), replace(edit, textes=gone)
