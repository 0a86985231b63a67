"""The words that a block prints of itself, whatever the letter says."""

import pytest

from lls_drafter.document.compose_literals import unconditional_texts
from lls_drafter.document.template import Bloc

NEGATIVE = "Aucune allergie"


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("{% if allergies is aucun %}N{% endif %}", True),
        ("{% if allergies is not aucun %}x{% else %}N{% endif %}", True),
        ("{% if allergies is renseigne and allergies is aucun %}N{% endif %}", True),
        ("{{ 'N' if allergies is aucun else 'x' }}", True),
        ("{% if allergies is aucun %}x{% else %}N{% endif %}", False),
        ("{% if allergies is aucun %}x{% elif allergies is inconnu %}N{% endif %}", False),
        ("{% if allergies is not aucun %}N{% endif %}", False),
        ("{% if allergies is aucun or allergies is inconnu %}N{% endif %}", False),
        ("{{ 'x' if allergies is aucun else 'N' }}", False),
        ("N", False),
    ],
)
def test_negative_is_said_only_where_the_letter_says_none(text: str, is_said: bool) -> None:
    """Asking for « aucun » excuses what prints when the answer is yes, never what prints otherwise."""
    bloc = Bloc(name="essai.j2", text=text.replace("N", NEGATIVE))

    assert is_said is all(NEGATIVE not in words for words, _ in unconditional_texts(bloc))
