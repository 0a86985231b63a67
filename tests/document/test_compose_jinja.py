"""What a template block may hold, and how its author is told what it may not."""

import pytest

from lls_drafter.document.blocks import Box, Facts, List, Paragraph, Title, plain
from lls_drafter.document.compose_jinja import compiled, render
from lls_drafter.document.composed import compose_named
from lls_drafter.document.markup import Ink, parse
from lls_drafter.document.template import Bloc
from lls_drafter.document.view import Rendering, View
from lls_drafter.errors import PackSchemaError
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import letter

RENDERING = Rendering(draft=True, demanded=frozenset({"motif_hospitalisation"}))


def blocks(text: str, lettre: Lettre) -> tuple[object, ...]:
    """Render a block's text for a letter."""
    view, ink = View.of(lettre, RENDERING), Ink()
    return parse(render(Bloc(name="essai.j2", text=text), view, ink), ink, lambda name: compose_named(name, view))


def said(text: str, lettre: Lettre) -> list[str]:
    """Give the text of the paragraphs."""
    return [
        plain(block.runs).replace("\N{NO-BREAK SPACE}", " ")
        for block in blocks(text, lettre)
        if isinstance(block, Paragraph)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% set x = 1 %}", "« set » n'est pas admis"),
        ("{% include 'x' %}", "« include » n'est pas admis"),
        ("{% macro m() %}{% endmacro %}", "« macro » n'est pas admis"),
        ("{{ motif_hospitalisation|upper }}", r"un filtre « \| » n.est pas admis"),
        ("{{ range(9) }}", "un appel de fonction n'est pas admis"),
        ("{{ patient['ipp'] }}", "un accès entre crochets n'est pas admis"),
        ("{{ patient.ipp == 1 }}", "une comparaison"),
        ("{{ 9 * 9 }}", "construction Jinja2 non prévue"),
        ("{{ motif_hospitalisation.__class__ }}", "champ inconnu : « motif_hospitalisation.__class__ »"),
        ("{{ patient.model_dump }}", "champ inconnu"),
        ("{{ motif_hospitalisatoin }}", "champ inconnu"),
        ("{% for s in suites_a_donner %}{{ s.quoi }}{% endfor %}", r"champ inconnu : « suites_a_donner\[0\].quoi »"),
        ("{% if allergies is vide %}{% endif %}", "test inconnu"),
        ("{% for a in allergies %}" * 3 + "x" + "{% endfor %}" * 3, "trop de boucles"),
        ("{{ patient.ipp", "texte de modèle illisible"),
        ("a\n\ue000", "caractère invisible"),
    ],
)
def test_block_refuses_what_it_may_not_hold(text: str, expected: str) -> None:
    """Blocks read fields, test them and loop: anything else is refused with the file and the line."""
    with pytest.raises(PackSchemaError, match=expected) as caught:
        compiled(Bloc(name="essai.j2", text=text))

    assert str(caught.value.location).startswith("essai.j2:")


def test_mistyped_field_is_corrected() -> None:
    """The nearest field is proposed."""
    with pytest.raises(PackSchemaError) as caught:
        compiled(Bloc(name="essai.j2", text="{{ motif_hospitalisatoin }}"))

    assert "vouliez-vous « motif_hospitalisation » ?" == caught.value.hint


def test_conditions_and_loops_read_the_letter() -> None:
    """`if`, `for` and the four tests see the states of an answer."""
    lettre = letter(
        allergies="aucun",
        antecedents="inconnu",
        patient={"sexe": "F"},
        suites_a_donner=[{"action": "INR"}, {"action": "ECG"}],
    )
    text = (
        "{% if allergies is aucun and antecedents is inconnu and not oxygene is renseigne %}\nvrai\n{% endif %}\n"
        '{{ "Née" if patient.sexe is egal("F") else "Né" }}\n'
        "{% for suite in suites_a_donner %}\nactes : {{ suite.action }}\n{% endfor %}\n"
    )

    assert ["vrai", "Née", "actes : INR", "actes : ECG"] == said(text, lettre)


def test_line_without_any_value_is_left_out() -> None:
    """A line whose values are all absent vanishes with its words; a demanded one is marked."""
    assert ["motif : [à compléter : motif de l'hospitalisation]"] == said(
        "IPP : {{ patient.ipp }}\nmotif : {{ motif_hospitalisation }}", Lettre()
    )


def test_marks_make_blocks() -> None:
    """Each line mark gives its block; a line of plain words is a paragraph."""
    text = (
        "# Titre\n- un\n- **deux**\nA :: {{ motif_hospitalisation }}\n> # Cadre\n> dedans\n~ discret\n[[antecedents]]\n"
    )

    made = blocks(text, letter(motif_hospitalisation="M", antecedents="HTA"))

    assert [Title, List, Facts, Box, Paragraph, Paragraph] == [type(block) for block in made]


def test_template_constants_stay_literal() -> None:
    """A constant with strange characters is text too."""
    assert ["\ue0001\ue001 a"] == said('{{ "\\ue0001\\ue001" }} a', Lettre())
