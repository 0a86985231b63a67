"""What the conversation does with a text that comes back from an editor: nothing of it goes before it is saved."""

from dataclasses import replace
from typing import TYPE_CHECKING

from lls_drafter.letter.text import is_blank
from lls_drafter.wizard import flow, words
from lls_drafter.wizard.answers import show
from lls_drafter.wizard.conversation import Conversation, Reply
from lls_drafter.wizard.edition import joined
from lls_drafter.wizard.steps import Kind

if TYPE_CHECKING:
    from lls_drafter.wizard.editor import Returned

_FREE = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.TEXTS})
"""Questions whose text comes back as the answer, as it is; elsewhere it is read as if it were typed."""


def take(talk: Conversation, came: "Returned") -> Reply:
    """Take what comes back from the editor: the answer of a free text, else the text of the field, to be accepted.

    An editor that changed nothing answers nothing; one that ended badly answers nothing either, its text is kept.
    """
    problem = (f"  !! {came.problem}.",) if came.problem else ()
    if not came.changed:
        came.discard()
        return Reply(problem)
    if talk.port.read_only:
        return Reply((words.held_elsewhere(talk.port.read_only), _stays(came)))
    if came.step_id != talk.step.id:  # the questions changed meanwhile
        return give_back(talk, replace(came, problem=""))
    if is_blank(came.text):
        reply = talk.field("")
    elif talk.step.kind in _FREE and not came.problem:
        reply = talk.send(flow.Answered(f"{flow.LITERAL}{came.text}"))
    else:
        told = problem or ("Le texte de l'éditeur est dans le champ ; le relire, puis l'accepter.",)
        reply = Reply((*told, *talk.wait(came.step_id, came.text)))
    return Reply((*reply.lines, *_let_go(talk, came)), leave=reply.leave, wish=reply.wish)


def give_back(talk: Conversation, found: "Returned", *, jump: bool = True) -> Reply:
    """Put a text that an editor left in its field, after what waits there; the letter does not change.

    A text without a field, or that cannot be read, stays in its folder, and this is said.

    Args:
        talk: the conversation.
        found: the text.
        jump: go to its question.
    """
    state, step = talk.state, talk.state.steps.by_id(found.step_id)
    if found.problem or step is None:
        why = "sa question n'existe plus" if step is None else "il ne peut être relu"
        return Reply((f"  !! Un texte resté dans l'éditeur attend dans le dossier {found.places} : {why}.",))
    waiting = state.pending.get(step.id, "")
    if not waiting and found.text == show(step, state.lettre):
        found.discard()
        return Reply()
    saved = talk.wait(step.id, joined(waiting, found.text))
    told = f"Un texte resté dans l'éditeur a été retrouvé ({words.named(step)}) ; le relire, puis l'accepter."
    kept = _let_go(talk, found)
    moved = talk.send(flow.Jumped(step.id)).lines if jump else ()
    return Reply((told, *saved, *kept, *moved))


def _let_go(talk: Conversation, came: "Returned") -> tuple[str, ...]:
    """Take away the folder of a text that is saved; while it is not, say where it stands."""
    if talk.failed:
        return (_stays(came),)
    came.discard()
    return ()


def _stays(came: "Returned") -> str:
    """Say where a text stands as long as it is saved nowhere else."""
    return f"  !! Le texte de l'éditeur reste dans le dossier {came.places}, rendu à la prochaine ouverture."
