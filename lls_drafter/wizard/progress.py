"""How far a letter is, in questions of the conversation: how many are answered, which have a text that waits."""

from collections.abc import Iterable

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import Key
from lls_drafter.session.board_model import Avancement
from lls_drafter.wizard.context import context_of
from lls_drafter.wizard.ports import WizardPort
from lls_drafter.wizard.steps import Kind, Section, Step, sequence
from lls_drafter.wizard.steps.handover import CHECKLIST_ID
from lls_drafter.wizard.steps.treatments import TABLE, drug_name


def count_answers(port: WizardPort) -> Avancement:
    """Count the questions that the conversation asks for this letter, and those that have an answer.

    Both numbers move with the letter: each drug of the table brings its questions.
    """
    asked = [
        step
        for step in sequence(port.lettre, context_of(port))
        if step.asked and not step.appends and step.kind is not Kind.END
    ]
    return Avancement(sum(step.answered for step in asked), len(asked))


def waiting_questions(port: WizardPort, ids: Iterable[str]) -> tuple[str, ...]:
    """Name the questions that have a text typed and not accepted: « Motif », « Durée à la sortie (bisoprolol 2,5 mg) ».

    The drug of a row of the table is the only value of the letter that is told. Neither template nor check-list is
    read for it.
    """
    steps = sequence(port.lettre, context_of(port, lean=True))
    return tuple(_named(port.lettre, steps.by_id(name), name) for name in ids)


def _named(lettre: Lettre, step: Step | None, name: str) -> str:
    """Give the title of a question, with its drug for a row of the table."""
    if step is None:
        return Section.LISTE.value if name == CHECKLIST_ID else "question disparue"
    row = next((row for row in lettre.volet_medicamenteux if step.path.parts[:2] == (TABLE, Key(row.cle))), None)
    drug = (drug_name(row.sortie) or drug_name(row.avant)) if row is not None else ""
    return f"{step.title} ({drug})" if drug else step.title
