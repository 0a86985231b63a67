"""Value sets of the product."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from lls_drafter.codes.value_sets import value_set
from lls_drafter.errors import ReferenceDataError

OFFICIAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "ans-jdv"


@pytest.mark.parametrize(
    ("name", "file"),
    [("modalite_entree", "JDV_ModaliteEntree_CISIS.xml"), ("modalite_sortie", "JDV_ModaliteSortie_CISIS.xml")],
)
def test_our_codes_are_those_of_the_agency(name: str, file: str) -> None:
    """Code, system and label of each entry are those of the official set of the same date."""
    if not (OFFICIAL / file).exists():
        pytest.skip("reference data not beside the project")
    root = ET.fromstring((OFFICIAL / file).read_bytes())  # noqa: S314 - a file of the agency, on disk
    official = {
        (c.get("code"), c.get("codeSystem"), c.get("displayName")) for c in root.iter("{urn:ihe:iti:svs:2008}Concept")
    }

    assert official == {(c.code, c.systeme, c.libelle) for c in value_set(name).codes}


def test_short_names_find_their_code() -> None:
    """What people type finds the code; what is no exact name stays free text."""
    entries, exits = value_set("modalite_entree"), value_set("modalite_sortie")

    assert "183452005" == getattr(entries.exact("Urgences"), "code", None)
    assert "109" == getattr(exits.exact("smr"), "code", None)
    assert exits.exact("chez sa fille") is None
    assert ["160849004", "127"] == [c.code for c in exits.search("domicile")]


def test_unknown_set_is_an_error() -> None:
    """A set that the product does not have is a broken installation."""
    with pytest.raises(ReferenceDataError, match="jeu de valeurs inutilisable"):
        value_set("couleurs")
