"""What completes the text being typed."""

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.wizard.completion import candidates
from lls_drafter.wizard.flow import Jumped, reduce, start
from lls_drafter.wizard.phrases import filled, marks
from tests.wizard.test_flow import CONTEXT


def offered(question: str, typed: str) -> list[str]:
    """Give the completions at one question."""
    return [found.text for found in candidates(reduce(start(Lettre(), CONTEXT), Jumped(question)), typed)]


@pytest.mark.parametrize(
    ("question", "typed", "first"),
    [
        ("medecin_traitant", "mey", "Dr Paul MEYER"),
        ("signataire", "kel", "Dr Anne KELLER"),
        ("sejour.modalite_sortie", "dom", "retour au domicile"),
        ("sejour.activite", "hop", "hôpital de jour"),
        ("volet_social", "auc", "aucun"),
        ("conclusion", ":ann", ":annuler"),
        ("conclusion", ":aller séc", ":aller Écran de sécurité"),
    ],
)
def test_beginning_of_a_word_finds_its_completion(question: str, typed: str, first: str) -> None:
    """Accents and case apart, the beginning of any word finds the answer."""
    assert first == offered(question, typed)[0]


def test_free_text_is_never_completed() -> None:
    """A free text has no completion: nothing is put in a person's mouth."""
    assert [] == offered("motif_hospitalisation", "dys")
    assert [] == offered("synthese_medicale", "un\ndeux")


def test_marks_of_a_phrase_are_filled_by_place() -> None:
    """Two equal marks may take two values; an empty one stays visible."""
    text = "de {x} à {x} kg, {}"

    assert ("x", "x", "") == marks(text)
    assert "de 2 à [à compléter : x] kg, [à compléter : …]" == filled(text, {0: "2"})
