"""The words that a block prints of itself, whatever the letter says."""

import pytest

from lls_drafter.document.compose_literals import guarded_lines, unconditional_lines
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

    assert is_said is all(NEGATIVE not in line.text for line in unconditional_lines(bloc))


@pytest.mark.parametrize(
    "text",
    [
        "Au{# rien #}cune allergie",
        "Au{{ 'cune' }} allergie",
        "{% if conclusion %}Au{% endif %}cune allergie",
        "{% if conclusion %}x{% else %}Au{% endif %}cune allergie",
        "{{ 'Au' if conclusion else 'x' }}cune allergie",
        "Au{% for one in suites_a_donner %}{% endfor %}cune allergie",
        "Au{%- if conclusion %}\ncune{% endif %} allergie",
    ],
)
def test_words_cut_in_pieces_are_read_as_they_print(text: str) -> None:
    """A comment, a value or a condition inside a word does not hide it."""
    said = [line.text for line in unconditional_lines(Bloc(name="essai.j2", text=text))]

    assert any(NEGATIVE in line for line in said)


def test_fields_that_are_asked_stand_beside_what_they_excuse() -> None:
    """What prints under « aucun » names the field of which the letter says so."""
    text = "{% if allergies is aucun %}N{% endif %}{{ 'M' if antecedents is not aucun else 'P' }}Q"

    found = [(line.text, fields) for line, fields in guarded_lines(Bloc(name="essai.j2", text=text))]

    assert [("N", frozenset({"allergies"})), ("P", frozenset({"antecedents"}))] == found


def test_line_of_a_word_is_that_of_the_file() -> None:
    """A word is told at the line that it is written on, whatever was put together before it."""
    bloc = Bloc(name="essai.j2", text="Un\n{% if conclusion %}\nDeux\n{% endif %}\nTrois {# x\n#}Quatre\n")

    found = {line.text: line.line_at(len(line.text) - 1) for line in unconditional_lines(bloc) if line.text}

    assert {"Un": 1, "Deux": 3, "Trois Quatre": 6} == found
