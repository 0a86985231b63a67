"""Training cases as packs: layers, what is refused and where, the two letters beside them."""

from pathlib import Path
from typing import Any

import pytest

from lls_drafter import yaml_io
from lls_drafter.errors import PackError, PackFileError, PackNotFoundError, PackSchemaError
from lls_drafter.packs.case_model import EXERCICES, Difficulte, Relecture
from lls_drafter.packs.cases import list_cases, load_case, load_draft, load_key, load_model, read_case
from lls_drafter.places import site_folder, user_folder
from lls_drafter.training.result import Exercice
from tests.training.case_files import draft_letter, element, key_file, main_file, model_letter, write_case


def test_case_says_what_its_file_says(tmp_path: Path) -> None:
    """A case is its file: title, level, pieces with their text, exercises in their own order."""
    case = read_case(write_case(tmp_path / "asthme"))

    assert ("asthme", "Une crise d'asthme", Difficulte.DEBUTANT, 20) == (
        case.id,
        case.titre,
        case.niveau,
        case.duree_minutes,
    )
    assert ["admission", "sortie"] == [piece.id for piece in case.pieces]
    assert "Prednisolone 40 mg" in case.piece("sortie").texte
    assert case.relecture is None
    assert ("ecrire", "tableau") == case.exercices


def test_review_of_a_case_has_a_name_and_a_day(tmp_path: Path) -> None:
    """A case that a clinician read over says who and when."""
    main = main_file() | {"relecture": {"par": "Dr Essai", "le": "2026-04-02"}}

    assert "2026-04-02" == str(read_case(write_case(tmp_path / "asthme", main=main)).relecture.le)  # type: ignore[union-attr]
    assert isinstance(read_case(tmp_path / "asthme").relecture, Relecture)


def test_exercises_are_those_of_the_results() -> None:
    """The words of `exercices:` are the kinds of exercise that results know."""
    assert EXERCICES == tuple(one.value for one in Exercice)


def test_higher_layer_takes_the_place_of_a_case(tmp_path: Path) -> None:
    """The site's case stands for one of the same id below it, the user's for the site's, `--pack` for all."""
    for folder, title in ((site_folder(), "du site"), (user_folder(), "à moi"), (tmp_path / "pack", "du pack")):
        write_case(folder / "cas" / "asthme", main=main_file() | {"titre": title})

    assert "à moi" == load_case("asthme").titre
    assert ["à moi"] == [case.titre for case in list_cases().cases if case.id == "asthme"]
    assert ("du pack", "--pack") == (
        (found := load_case("asthme", extra=(tmp_path / "pack",))).titre,
        found.couche,
    )


def test_wrong_case_hides_none_of_the_others(tmp_path: Path) -> None:
    """A case that cannot be used is told with its place; the others are listed, the easiest first."""
    cas = tmp_path / "pack" / "cas"
    write_case(cas / "facile")
    write_case(cas / "ardu", main=main_file() | {"id": "ardu", "niveau": "expert"})
    write_case(cas / "casse", main=main_file() | {"id": "casse", "nivo": "expert"})

    found = list_cases((tmp_path / "pack",))

    assert ["facile", "ardu"] == [case.id for case in found.cases if case.id in ("facile", "ardu")]
    assert ["clé inconnue : « nivo »"] == [fault.message for fault in found.faults]
    assert "vouliez-vous « niveau » ?" == found.faults[0].hint
    assert "casse/cas.yaml:" in str(found.faults[0].location)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 2}, "format de cas inconnu"),
        ({"id": "autre"}, "l'identifiant n'est pas le nom du dossier"),
        ({"titre": "  "}, "« titre » est vide"),
        ({"titre": None}, "clé manquante : « titre »"),
        ({"niveau": "facile"}, "mot inconnu pour « niveau »"),
        ({"niveau": None}, "clé manquante : « niveau »"),
        ({"date": "2026-13-01"}, "ce n'est pas une date"),
        ({"relecture": None}, "clé manquante : « relecture »"),
        ({"relecture": "oui"}, "relecture mal écrite"),
        ({"relecture": {"par": "Dr X"}}, "clé manquante : « le »"),
        ({"duree_minutes": 0}, "un nombre de 1 à 480"),
        ({"duree_minutes": None}, "un nombre de 1 à 480"),
        ({"objectifs": []}, "un cas sans objectif"),
        ({"pieces": []}, "un cas sans dossier"),
        ({"pieces": [{"id": "a", "titre": "A", "fichier": "../cle.yaml"}]}, "nom de pièce mal formé"),
        ({"pieces": [{"id": "a", "titre": "A", "fichier": "dossier/09_rien.md"}]}, "fichier introuvable : 09_rien.md"),
        ({"pieces": [{"id": "a", "titre": "A", "fichier": "dossier/01_admission.md"}] * 2}, "figure deux fois"),
        ({"exercices": ["lire"]}, "exercice inconnu"),
    ],
)
def test_wrong_case_is_refused_with_its_place(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    """Each wrong value gives one sentence, a hint and a line of `cas.yaml`."""
    write_case(tmp_path / "asthme", main=main_file() | change)

    with pytest.raises(PackSchemaError, match=message) as caught:
        read_case(tmp_path / "asthme")

    assert caught.value.hint
    assert caught.value.location
    assert caught.value.location.line


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "k1"}, "identifiant mal formé"),
        ({"id": "K02"}, "l'identifiant K02 sert deux fois"),
        ({"piece": "absente"}, "pièce inconnue : « absente »"),
        ({"extrait": None}, "clé manquante : « extrait »"),
        ({"attendu": " "}, "« attendu » est vide"),
        ({"champs": ["conclusio"]}, "champ inconnu : « conclusio »"),
        ({"champs": []}, "clé manquante : « champs »"),
        ({"cherche": None}, "clé manquante : « cherche »"),
        ({"cherche": ["asthme"]}, "une liste de termes est attendue"),
        ({"cherche": [[4]]}, "un texte est attendu"),
        ({"critere": None}, "ni « critere » ni « regle »"),
        ({"poids": 0}, "un nombre entier de 1 à 10"),
        ({"pourqoi": "x"}, "clé inconnue : « pourqoi »"),
    ],
)
def test_wrong_key_is_refused_with_its_place(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    """Each wrong value of the key gives one sentence and a line of `cle.yaml`."""
    key = key_file()
    key["elements"] = [element("K01") | change, element("K02")]
    case = read_case(write_case(tmp_path / "asthme", key=key))

    with pytest.raises(PackSchemaError, match=message) as caught:
        load_key(case)

    assert "cle.yaml" in str(caught.value.location)


def test_key_without_element_is_refused(tmp_path: Path) -> None:
    """A key that expects nothing corrects nothing."""
    case = read_case(write_case(tmp_path / "asthme", key={"elements": [], "interdits": []}))

    with pytest.raises(PackSchemaError, match="une clé sans élément"):
        load_key(case)


def test_key_names_fields_through_lists(tmp_path: Path) -> None:
    """A field of the entries of a list is named without an index."""
    key = key_file()
    key["elements"] = [element("K01", champs=["suites_a_donner.qui", "volet_medicamenteux.sortie.posologie"])]

    assert ["suites_a_donner.qui", "volet_medicamenteux.sortie.posologie"] == [
        str(champ) for champ in load_key(read_case(write_case(tmp_path / "asthme", key=key))).elements[0].champs
    ]


def test_letter_of_a_case_is_fictional(tmp_path: Path) -> None:
    """A case with a letter that is not marked as fictional is refused: no real patient comes here."""
    case = read_case(write_case(tmp_path / "asthme", model=model_letter().replace(fictive=False)))

    with pytest.raises(PackSchemaError, match="doit être fictive"):
        load_model(case)
    assert draft_letter() == load_draft(case)


def test_broken_or_absent_letter_is_told_with_its_file(tmp_path: Path) -> None:
    """A letter that is not there, or cannot be read, is the author's error, with the file's name."""
    case = read_case(write_case(tmp_path / "asthme"))
    (case.folder / "depart.lls.yaml").unlink()
    (case.folder / "lettre_modele.lls.yaml").write_text("format: 1\nfoo: 2\n")

    with pytest.raises(PackFileError, match=r"fichier introuvable : depart\.lls\.yaml"):
        load_draft(case)
    with pytest.raises(PackSchemaError, match="foo") as caught:
        load_model(case)
    assert "lettre_modele.lls.yaml:2" in str(caught.value.location)


def test_piece_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """A piece in another encoding, an empty one, a huge one, a link out of the case: each is one sentence."""
    folder = write_case(tmp_path / "asthme")
    piece = folder / "dossier" / "01_admission.md"
    secret = tmp_path / "secret.md"
    secret.write_text("x")
    for contents, message in ((b"\xe9", "UTF-8"), (b" \n", "est vide"), (b"a" * 100_001, "trop gros")):
        piece.write_bytes(contents)
        with pytest.raises(PackError, match=message):
            read_case(folder)
    piece.unlink()
    piece.symlink_to(secret)

    with pytest.raises(PackFileError, match="est un lien vers un autre dossier"):
        read_case(folder)


def test_unknown_case_proposes_the_nearest(tmp_path: Path) -> None:
    """A mistyped id proposes the right one; a folder without a case says so."""
    write_case(tmp_path / "pack" / "cas" / "asthme")

    with pytest.raises(PackNotFoundError, match="aucun cas") as caught:
        load_case("astme", extra=(tmp_path / "pack",))
    assert "vouliez-vous « asthme » ?" == caught.value.hint
    with pytest.raises(PackNotFoundError, match="ce n'est pas un cas"):
        load_case(str(tmp_path))


def test_case_is_given_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that lies in no layer is given by its folder, from within the folder above it too."""
    write_case(tmp_path / "mien")
    monkeypatch.chdir(tmp_path)

    assert ["mien"] * 3 == [load_case(name).id for name in ("mien", "./mien", str(tmp_path / "mien"))]


def test_case_is_strict_yaml(tmp_path: Path) -> None:
    """What is no strict YAML is refused with its line, as for any pack."""
    folder = write_case(tmp_path / "asthme")
    (folder / "cas.yaml").write_text("format: 1\nid: &a asthme\n")

    with pytest.raises(PackSchemaError, match="ancre") as caught:
        read_case(folder)
    assert 2 == caught.value.location.line  # type: ignore[union-attr]


def test_written_tree_of_the_helper_is_read_back(tmp_path: Path) -> None:
    """The helper writes what it says: these tests would see nothing otherwise."""
    folder = write_case(tmp_path / "asthme")

    assert main_file() == yaml_io.load_path(folder / "cas.yaml").data
