"""Closed answers read in French on screen."""

from enum import StrEnum

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.wizard.answers import show
from lls_drafter.wizard.labels import label_of
from lls_drafter.wizard.steps import sequence
from tests.wizard.drafts import draft
from tests.wizard.test_flow import CONTEXT

_RAW = ("medecin", "declare", "deces", "etranger", "modifie", "arrete", "ajoute", "personne confiance")


@pytest.mark.parametrize("lettre", [Lettre(), draft()], ids=["vide", "exemple"])
def test_closed_answer_has_a_french_label(lettre: Lettre) -> None:
    """No choice of a question reads as a word of the file: no underscore, its accents and small words there."""
    labels = {
        choice.label: label_of(choice.value) if isinstance(choice.value, StrEnum) else choice.label
        for step in sequence(lettre, CONTEXT)
        for choice in step.choices
    }

    assert [] == [one for pair in labels.items() for one in pair if "_" in one or one.startswith(_RAW)]


@pytest.mark.parametrize("lettre", [Lettre(), draft()], ids=["vide", "exemple"])
def test_no_word_of_the_file_reaches_the_screen(lettre: Lettre) -> None:
    """Questions, helps, examples and shown answers are French."""
    texts = [
        (step.id, text)
        for step in sequence(lettre, CONTEXT)
        for text in (step.question, step.title, step.help, step.example, step.proposal, show(step, lettre))
    ]

    assert [] == [found for found in texts if "_" in found[1]]
