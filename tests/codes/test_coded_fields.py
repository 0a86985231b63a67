"""Which texts of a letter have a value set."""

import pytest

from lls_drafter.codes.coded_fields import CODED_FIELDS, OFFERED_FIELDS, coded_set, only_offered
from lls_drafter.codes.value_sets import value_set
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import field_info

_LISTS = ("volet_medicamenteux", "mesures_sortie", "allergies", "cosignataires")


@pytest.mark.parametrize("address", [*CODED_FIELDS, *OFFERED_FIELDS])
def test_coded_fields_are_texts_of_the_letter(address: str) -> None:
    """Each address is a field of the letter, a text, and its value set is one of the product."""
    first, _, rest = address.partition(".")
    whole = f"{first}[0].{rest}" if first in _LISTS else address

    assert field_info(whole, Lettre).title
    assert "str" in str(field_info(whole, Lettre).annotation)
    assert value_set(coded_set(address)).codes
    assert (address in OFFERED_FIELDS) == only_offered(coded_set(address))


def test_coded_set_of_a_row_or_an_entry() -> None:
    """A field of a row or of an entry has the set of all rows and entries; other fields have none."""
    assert "voie_administration" == coded_set("volet_medicamenteux[a1].sortie.voie")
    assert "type_allergie" == coded_set("allergies[12].type")
    assert "unite_mesure" == coded_set("mesures_sortie[0].unite")
    assert "" == coded_set("allergies[0].substance")
    assert "" == coded_set("motif_hospitalisation")
