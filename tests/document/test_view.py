"""The read-only view of a letter."""

import pytest

from lls_drafter.document.view import Rendering, UnknownFieldError, View
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.reponse import Absence
from tests.document.letters import letter

PLAIN = Rendering(draft=False, demanded=frozenset())


def test_view_gives_declared_fields_even_when_absent() -> None:
    """An absent group of keys still knows its fields; a name that no letter has is refused."""
    view = View.of(Lettre(), PLAIN)

    assert not view.at("patient.lieu_naissance.code")
    with pytest.raises(UnknownFieldError, match=r"patient\.nimporte"):
        view.at("patient.nimporte")


@pytest.mark.parametrize("name", ["__class__", "model_fields", "replace", "__dict__"])
def test_view_gives_no_python_attribute(name: str) -> None:
    """Neither methods nor Python's own attributes can be reached."""
    with pytest.raises(UnknownFieldError):
        View.of(Lettre(), PLAIN)[name]


def test_view_hides_what_is_not_for_the_letter() -> None:
    """A field kept for the trace, or never printed, looks absent."""
    view = View.of(letter(information_dmp=True, sejour={"activite": "mco"}), PLAIN)

    assert (None, None) == (view["information_dmp"].value, view.at("sejour.activite").value)


@pytest.mark.parametrize(
    ("typed", "answered", "absence"),
    [
        ("HTA", True, None),
        ("aucun", True, Absence.AUCUN),
        ("inconnu", True, Absence.INCONNU),
        ("   ", False, Absence.NON_RENSEIGNE),
        ("\u00a0", False, Absence.NON_RENSEIGNE),
    ],
)
def test_view_tells_the_four_states_apart(typed: str, answered: bool, absence: Absence | None) -> None:
    """A value, `aucun`, `inconnu`, and what nobody answered (a blank text is no answer)."""
    view = View.of(letter(antecedents=typed), PLAIN)["antecedents"]

    assert (answered, absence) == (bool(view), view.absence)


def test_withheld_value_looks_absent() -> None:
    """What a rendering holds back cannot be read through the view."""
    held = Rendering(
        draft=True,
        demanded=frozenset({"motif_hospitalisation"}),
        withheld=frozenset({FieldPath(("motif_hospitalisation",))}),
    )

    view = View.of(letter(motif_hospitalisation="x"), held)["motif_hospitalisation"]

    assert (None, False) == (view.value, view.is_demanded)
