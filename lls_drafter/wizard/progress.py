"""How far a letter is, in questions of the conversation."""

from lls_drafter.session.board_model import Avancement
from lls_drafter.wizard.context import context_of
from lls_drafter.wizard.ports import WizardPort
from lls_drafter.wizard.steps import Kind, sequence


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
