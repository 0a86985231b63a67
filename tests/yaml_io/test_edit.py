"""A text changed in places: comments and order stay, and what is given can be read back."""

import pytest

from lls_drafter import yaml_io
from lls_drafter.errors import StructureError
from lls_drafter.yaml_io.edit import YamlText

TEXT = """# en tête
id: cardio
titre: "Cardiologie"  # au service

# les sections
sections:
  - id: motif
    titre: "Motif"
"""


def test_edit_keeps_comments_order_and_quotes() -> None:
    """A changed value leaves everything else as its author wrote it."""
    text = YamlText(TEXT, name="modele.yaml")
    text.set(("sections", 0, "titre"), "Motif de venue : 12:30")
    text.append(("sections",), {"id": "suites", "champs": ["a", "b"]})
    text.append(("phrases",), {"nom": "poids", "texte": "{2} kg"})
    text.set(("formules", "appel"), "Cher confrère,")

    changed = text.text()

    assert changed.startswith('# en tête\nid: cardio\ntitre: "Cardiologie"  # au service\n\n# les sections\n')
    assert {
        "id": "cardio",
        "titre": "Cardiologie",
        "sections": [{"id": "motif", "titre": "Motif de venue : 12:30"}, {"id": "suites", "champs": ["a", "b"]}],
        "phrases": [{"nom": "poids", "texte": "{2} kg"}],
        "formules": {"appel": "Cher confrère,"},
    } == yaml_io.load(changed, name="modele.yaml").data


@pytest.mark.parametrize("value", ["no", "010", "12:30", "~", "", "1.0", "- x", "a: b", "é\n# b", "'\"", "null"])
def test_edit_keeps_any_text_a_text(value: str) -> None:
    """No text put in is read back as something else."""
    text = YamlText("a: x\n", name="f")
    text.set(("a",), value)

    assert {"a": value} == yaml_io.load(text.text(), name="f").data


def test_edit_finds_an_entry_by_its_id() -> None:
    """An entry of a list is found by its id, or is not there."""
    text = YamlText(TEXT, name="modele.yaml")

    assert (0, None, None) == (
        text.index_of(("sections",), "motif"),
        text.index_of(("sections",), "autre"),
        text.index_of(("rubriques",), "motif"),
    )


def test_edit_refuses_what_is_not_strict_yaml() -> None:
    """A text that the strict reader refuses is not changed."""
    with pytest.raises(StructureError):
        YamlText("a: 1\na: 2\n", name="f")


@pytest.mark.parametrize("value", ["True", "NULL", "+12", "-0"])
def test_edit_changes_nothing_elsewhere(value: str) -> None:
    """A bare word that is a text to us is not made a truth, a void or a number on the way: the edit is refused."""
    text = YamlText(f"choix: [{value}, autre]\n", name="f")
    text.set(("titre",), "x")

    with pytest.raises(StructureError, match="en toucherait un autre"):
        text.text()


def test_edit_fills_a_key_that_was_left_empty() -> None:
    """A key with nothing behind it takes a block of keys."""
    text = YamlText("formules:\n  # rien encore\n", name="f")
    text.set(("formules", "appel"), "Cher confrère,")

    assert {"formules": {"appel": "Cher confrère,"}} == yaml_io.load(text.text(), name="f").data


def test_edit_refuses_to_append_to_what_is_no_list() -> None:
    """Only a list has an end to put something at."""
    with pytest.raises(StructureError, match="n'est pas une liste"):
        YamlText("items: {a: x}\n", name="f").append(("items",), {"id": "S1"})
