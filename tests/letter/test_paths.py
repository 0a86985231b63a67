"""Addresses in a letter."""

import pytest
from pydantic import ValidationError

from lls_drafter.letter.base import Impression
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Key, field_info, printed_texts, walk
from lls_drafter.letter.reponse import AUCUN
from lls_drafter.letter.traitements import LigneTraitement

ROWS = Lettre(volet_medicamenteux=(LigneTraitement(cle="a1"), LigneTraitement(cle="b2", suspendu=True)))


@pytest.mark.parametrize(
    "text",
    [
        "sejour.date_sortie",
        "suites_a_donner[0].qui",
        "volet_medicamenteux[a1].sortie.posologie",
        "rubriques.fevg.texte",
        "listes.sortie_has_2015.reponses.4.reponse",
    ],
)
def test_path_text_is_stable(text: str) -> None:
    """An address is written as it is read."""
    assert text == str(FieldPath.parse(text))


@pytest.mark.parametrize("text", ["", ".", "a..b", "a.", "[0]", "a[", "a[]", "a b", "a[0]]"])
def test_path_refuses_what_is_no_address(text: str) -> None:
    """A wrong address is an error, not a path to nowhere."""
    with pytest.raises(ValueError, match="adresse de champ illisible"):
        FieldPath.parse(text)


def test_read_of_absent_things_is_none() -> None:
    """Nothing on the way is not an error: a draft is incomplete by nature."""
    assert FieldPath.parse("patient.ins.matricule").read(Lettre()) is None
    assert FieldPath.parse("suites_a_donner[3].qui").read(Lettre(suites_a_donner=AUCUN)) is None


def test_row_is_found_by_its_key() -> None:
    """A medication row is named by its key, whatever its place."""
    found = FieldPath(("volet_medicamenteux", Key("b2"), "suspendu")).read(ROWS)

    assert found is True


def test_replace_makes_what_is_missing() -> None:
    """Writing to a deep address makes the blocks on the way."""
    letter = FieldPath.parse("volet_medicamenteux[a1].sortie.medicament.libelle").replace(ROWS, "furosémide 40 mg")
    letter = FieldPath.parse("suites_a_donner[0].action").replace(letter, "pesée")
    letter = FieldPath.parse("listes.sortie_has_2015.reponses.4.commentaire").replace(letter, "fait")

    assert "furosémide 40 mg" == FieldPath.parse("volet_medicamenteux[0].sortie.medicament.libelle").read(letter)
    assert "pesée" == FieldPath.parse("suites_a_donner[0].action").read(letter)
    assert "fait" == FieldPath.parse("listes.sortie_has_2015.reponses.4.commentaire").read(letter)
    assert ROWS.volet_medicamenteux[1] == letter.volet_medicamenteux[1]


def test_replace_validates() -> None:
    """No address lets a value of the wrong shape in."""
    with pytest.raises(ValidationError):
        FieldPath.parse("sejour.date_sortie").replace(Lettre(), "demain")
    with pytest.raises(KeyError):
        FieldPath.parse("sejour.date_de_sortie").replace(Lettre(), None)
    with pytest.raises(KeyError):
        FieldPath.parse("volet_medicamenteux[zz].suspendu").replace(ROWS, value=True)
    with pytest.raises(KeyError):
        FieldPath.parse("suites_a_donner[2].qui").replace(Lettre(), "x")


def test_field_info_tells_the_declaration() -> None:
    """Each address of a rule or a screen has a French title."""
    assert "Posologie" == field_info("volet_medicamenteux[0].sortie.posologie", Lettre).title
    assert "Texte" == field_info("rubriques.fevg.texte", Lettre).title
    with pytest.raises(KeyError):
        field_info("patient.taille", Lettre)


def test_walk_tells_where_values_print() -> None:
    """What must not print keeps saying so, however deep."""
    letter = FieldPath.parse("remise_patient.faite.par").replace(Lettre(motif_hospitalisation="chute"), "IDE")

    kinds = {str(leaf.path): leaf.impression for leaf in walk(letter)}
    assert Impression.TRACE is kinds["remise_patient.faite.par"]
    assert Impression.LETTRE is kinds["motif_hospitalisation"]
    assert ["chute"] == [text for _, text in printed_texts(letter)]
