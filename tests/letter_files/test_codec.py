"""Letters as files."""

import pytest

from lls_drafter.errors import DraftError, DraftFormatError, DraftVersionError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter_files import codec
from lls_drafter.letter_files.migrations import migrate


def read(text: str) -> Lettre:
    """Read a letter's text."""
    return codec.read_letter(text, name="essai.lls.yaml").lettre


WRONG = [
    ("", "un bloc de clés est attendu", None),
    ("[1, 2]", "un bloc de clés est attendu", None),
    ("motif: x", "ne dit pas son format", None),
    ("format: 2", "plus récent que celui de ce programme", None),
    ("format: 1\nmotiff: x", "clé inconnue « motiff »", "essai.lls.yaml:2:1"),
    ("format: 1\npatient:\n  sexe: Z", "patient.sexe : valeur non prévue", "essai.lls.yaml:3:9"),
    ("format: 1\nsejour: {date_sortie: 2026-02-31}", "date illisible ou impossible", "essai.lls.yaml:2:23"),
    ("format: 1\nsejour: {heure_entree: 25:10}", "heure illisible", "essai.lls.yaml:2:24"),
    ("format: 1\npatient: {nom_naissance: CŒUR}", "écrire", "essai.lls.yaml:2:26"),
    ("format: 1\npatient: {ins: {matricule: '12'}}", "matricule", "essai.lls.yaml:2:28"),
    ("format: 1\nsignataire: {rpps: '12'}", "signataire.rpps", "essai.lls.yaml:2:20"),
    ("format: 1\nsignataire: {rpps: 99900000003}", "un texte est attendu", "essai.lls.yaml:2:20"),
    ("format: 1\nallergies: rien", "une liste est attendue", "essai.lls.yaml:2:12"),
    ("format: 1\nallergies: [x]", "un bloc de clés est attendu", "essai.lls.yaml:2:13"),
    ("format: 1\nfictive: oui", "« true » ou « false »", "essai.lls.yaml:2:10"),
    ("format: 1\nversion: 0", "nombre trop petit", "essai.lls.yaml:2:10"),
    ("format: 1\nvolet_medicamenteux: [{avant: {}}]", "clé obligatoire absente", "essai.lls.yaml:2:23"),
    ("format: 1\nmotiff: x\nmotife: y\nz: 1", "et 2 autres", None),
    ("format: 1\nmotif_hospitalisation: [", "", "essai.lls.yaml"),
    ("format: 1\npatient: {}\npatient: {}", "patient", "essai.lls.yaml:3:1"),
]


@pytest.mark.parametrize(("text", "sentence", "place"), WRONG)
def test_wrong_file_says_what_and_where(text: str, sentence: str, place: str | None) -> None:
    """Each wrong file gives one French sentence, with its place when there is one."""
    with pytest.raises(DraftError) as caught:
        read(text)

    assert sentence in caught.value.message
    assert place is None or str(caught.value.location).startswith(place)


def test_unknown_key_proposes_the_closest() -> None:
    """A misspelt key is answered with the one that was meant."""
    with pytest.raises(DraftFormatError) as caught:
        read("format: 1\nsejour: {date_entre: 2026-03-02}")

    assert "vouliez-vous « date_entree » ?" == caught.value.hint


def test_message_never_holds_a_value() -> None:
    """No error repeats what the file says of a patient."""
    private = "DUPONT-PRIVE"
    for text in (
        f"format: 1\npatient: {{sexe: {private}}}",
        f"format: 1\nsejour: {{date_sortie: {private}}}",
        f"format: 1\n'{private} est né': 1",
    ):
        with pytest.raises(DraftFormatError) as caught:
            read(text)

        assert private not in caught.value.message + caught.value.hint


def test_absent_is_not_none() -> None:
    """A key that is not there, `inconnu`, `aucun` and an empty list are four different things."""
    values = [
        FieldPath.parse("allergies").read(read(f"format: 1\n{line}"))
        for line in ("", "allergies: inconnu", "allergies: aucun", "allergies: []")
    ]

    assert ["non_renseigne", "inconnu", "aucun", ()] == values


def test_locate_finds_the_nearest_place() -> None:
    """A finding on an absent field points to the block that should hold it."""
    file = codec.read_letter(
        "format: 1\nvolet_medicamenteux:\n  - cle: a1\n  - cle: b2\n    suspendu: true\n", name="f"
    )

    assert "f:5:15" == str(file.locate(FieldPath.parse("volet_medicamenteux[b2].suspendu")))
    assert "f:4:5" == str(file.locate(FieldPath.parse("volet_medicamenteux[b2].sortie.posologie")))


def test_migration_is_a_chain_and_never_silent() -> None:
    """A made-up older format comes forward step by step, and the reader is told what was read."""
    steps = {-1: lambda data: {"b": data["a"]}, 0: lambda data: {"motif_hospitalisation": data["b"]}}

    data, found = migrate({"format": -1, "a": "chute"}, migrations=steps)

    assert ({"format": 1, "motif_hospitalisation": "chute"}, -1) == (data, found)
    with pytest.raises(DraftVersionError, match="n'est plus lisible"):
        migrate({"format": -2}, migrations=steps)


def test_json_is_the_same_data() -> None:
    """The JSON output reads back as the same letter, with the reader of files."""
    letter = read("format: 1\nmotif_hospitalisation: 'Chute < 1 m & \"malaise\" 😀'\nallergies: aucun")

    assert letter == read(codec.write_json(letter))
