"""`lls importer`: a former letter or a CDA document completes a letter, shown first, written once."""

from pathlib import Path

import pytest

from lls_drafter.drafts.lock import LetterLock
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.personnes import StatutIns
from lls_drafter.letter.reponse import AUCUN, NON_RENSEIGNE
from lls_drafter.letter_files.codec import write_json, write_letter
from tests.cda.letters import exportable, written
from tests.cli.conftest import NOW, Lls
from tests.document.letters import example


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """Give the file of a former letter, without allergy."""
    path = tmp_path / "ancienne.lls.yaml"
    path.write_text(write_letter(example("a").replace(allergies=AUCUN)), encoding="utf-8")
    return path


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """Give the CDA document of the same letter."""
    path = tmp_path / "document.xml"
    path.write_bytes(written(exportable(example("a")).replace(allergies=AUCUN)))
    return path


def letter(path: Path) -> Lettre:
    """Read the letter of the disk."""
    return LetterStore(path).load().lettre


def test_new_letter_begins_as_any_other(lls: Lls, former: Path, tmp_path: Path) -> None:
    """A letter begun by an import has its ids and template, is a draft, and is dated by nobody."""
    made = lls("importer", "lettre", former, tmp_path / "n", "--oui")
    lettre = letter(tmp_path / "n.lls.yaml")
    assert lettre.modele is not None

    assert ExitCode.OK == made.code
    assert (Statut.BROUILLON, "mco_standard", None) == (lettre.statut, lettre.modele.id, lettre.date_lettre)
    assert lettre.identifiant is not None
    assert lettre.identifiant != example("a").identifiant


def test_former_negative_waits_and_holds_back_the_validation(lls: Lls, former: Path, tmp_path: Path) -> None:
    """« Aucun » of a former letter waits at its question: the letter cannot be validated before somebody accepts it."""
    lls("importer", "lettre", former, tmp_path / "n", "--oui")
    path = tmp_path / "n.lls.yaml"
    bookmark = LetterStore(path).read_bookmark()
    refused = lls("valider", path)
    assert bookmark is not None

    assert NON_RENSEIGNE is letter(path).allergies
    assert "aucun" == bookmark.en_cours["allergies[0].substance"]
    assert "Allergies et intolérances" in refused.err


def test_waiting_answer_is_accepted_in_the_conversation(lls: Lls, former: Path, tmp_path: Path) -> None:
    """The text that waits is an answer of its question like any other: accepted, it is the person's."""
    path = tmp_path / "n.lls.yaml"
    lls("importer", "lettre", former, path, "--oui")
    lls("ouvrir", path, "--interface", "simple", typed="aller Allergies\naucun\n")

    assert AUCUN is letter(path).allergies


def test_simulation_writes_nothing(lls: Lls, former: Path, tmp_path: Path) -> None:
    """A simulation shows all and leaves the folder as it was."""
    before = sorted(tmp_path.iterdir())
    shown = lls("importer", "lettre", former, tmp_path / "n", "--simulation")

    assert "+ Traitement habituel : furosémide 40 mg" in shown.out
    assert before == sorted(tmp_path.iterdir())


@pytest.mark.parametrize("typed", ["n\n", "", "peut-être\n"])
def test_without_a_yes_nothing_is_written(lls: Lls, former: Path, tmp_path: Path, typed: str) -> None:
    """Anything but a yes writes nothing, an input that ends included."""
    lls("importer", "lettre", former, tmp_path / "n", typed=typed)

    assert not (tmp_path / "n.lls.yaml").exists()


def test_a_yes_writes(lls: Lls, former: Path, tmp_path: Path) -> None:
    """A yes writes what was shown."""
    lls("importer", "lettre", former, tmp_path / "n", typed="oui\n")

    assert letter(tmp_path / "n.lls.yaml").volet_medicamenteux


def test_document_of_ours_begins_the_next_letter(lls: Lls, document: Path, tmp_path: Path) -> None:
    """A CDA document gives the same home list as the letter that it was made of, with its origin."""
    lls("importer", "cda", document, tmp_path / "n", "--oui")
    lettre = letter(tmp_path / "n.lls.yaml")
    assert lettre.patient is not None
    assert lettre.patient.ins is not None
    home = lettre.volet_medicamenteux[0].avant
    assert home is not None

    assert "furosémide 40 mg, comprimé" == getattr(home.medicament, "libelle", None)
    assert StatutIns.PROVISOIRE is lettre.patient.ins.statut
    assert {"cda"} == {one.source for one in lettre.provenance.values()}


def test_whole_document_comes_back(lls: Lls, document: Path, tmp_path: Path) -> None:
    """`--tout` makes of a document the letter that it was: texts, lists, negatives."""
    lls("importer", "cda", document, tmp_path / "n", "--tout", "--oui")
    lettre, origin = letter(tmp_path / "n.lls.yaml"), example("a")

    for name in ("synthese_medicale", "conclusion", "actes_examens", "suites_a_donner", "evenements_indesirables"):
        assert getattr(origin, name) == getattr(lettre, name)
    assert AUCUN is lettre.allergies


def test_answered_field_stays(lls: Lls, former: Path, tmp_path: Path) -> None:
    """An existing draft keeps its answers; the difference is shown with its address, to be named if it is wanted."""
    path = tmp_path / "n.lls.yaml"
    lls("importer", "lettre", former, path, "--oui")
    store = LetterStore(path)
    lettre = store.load().lettre
    assert lettre.patient is not None
    store.save(lettre.replace(patient=lettre.patient.replace(telephone="06")))
    shown = lls("importer", "lettre", former, path, "--oui")
    assert "[patient.telephone]" in shown.out
    assert "06" == getattr(letter(path).patient, "telephone", None)
    lls("importer", "lettre", former, path, "--oui", "--remplacer", "patient.telephone")

    assert "03 00 00 00 21" == getattr(letter(path).patient, "telephone", None)


def test_another_patient_is_refused_without_a_name(lls: Lls, former: Path, tmp_path: Path) -> None:
    """Another patient's letter is refused; nothing is written, and nobody is named."""
    path = tmp_path / "n.lls.yaml"
    lls("importer", "lettre", former, path, "--oui")
    before = path.read_bytes()
    other = tmp_path / "autre.lls.yaml"
    other.write_text(write_letter(example("b")), encoding="utf-8")
    refused = lls("importer", "lettre", other, path, "--oui")

    assert ExitCode.USAGE == refused.code
    assert before == path.read_bytes()
    assert not any(name in refused.out + refused.err for name in ("TCHITCHI", "HERMANN", "MARCHAND"))


def test_locked_letter_is_left(lls: Lls, former: Path, tmp_path: Path) -> None:
    """A letter that somebody has open is not completed behind them."""
    path = tmp_path / "n.lls.yaml"
    lls("importer", "lettre", former, path, "--oui")
    before = path.read_bytes()
    with LetterLock(path, now=NOW):
        refused = lls("importer", "lettre", former, path, "--oui", "--remplacer", "patient.telephone")

    assert ExitCode.DRAFT == refused.code
    assert before == path.read_bytes()


def test_validated_letter_is_left(lls: Lls, former: Path) -> None:
    """A validated letter is completed by nobody."""
    copy = former.with_name("validee.lls.yaml")
    copy.write_bytes(former.read_bytes())
    before = copy.read_bytes()

    assert ExitCode.DRAFT == lls("importer", "lettre", former, copy, "--oui").code
    assert before == copy.read_bytes()


@pytest.mark.parametrize("name", ["--simulation", "--oui"])
def test_letter_is_no_source_of_itself(lls: Lls, former: Path, name: str) -> None:
    """A letter is not completed from itself."""
    assert ExitCode.USAGE == lls("importer", "lettre", former, former, name).code


def test_cancelled_letter_gives_nothing(lls: Lls, former: Path, tmp_path: Path) -> None:
    """A cancelled letter may be the wrong patient's: nothing is taken from it."""
    former.write_text(write_letter(example("a").replace(statut=Statut.ANNULEE)), encoding="utf-8")

    assert "annulée" in lls("importer", "lettre", former, tmp_path / "n", "--oui").err


def test_cancelled_document_gives_nothing(lls: Lls, tmp_path: Path) -> None:
    """The document of a cancelled letter says that it is one, and nothing is taken from it."""
    path = tmp_path / "annulee.xml"
    path.write_bytes(written(exportable(example("a")).replace(statut=Statut.ANNULEE)))

    assert "annulée" in lls("importer", "cda", path, tmp_path / "n", "--oui").err


def test_letter_begun_from_an_example_document_is_one(lls: Lls, tmp_path: Path) -> None:
    """A document that says that its patient is fictional begins a fictional letter, with or without a test number."""
    origin = exportable(example("a"))
    assert origin.patient is not None
    path = tmp_path / "exemple.xml"
    path.write_bytes(written(origin.replace(patient=origin.patient.replace(ins=None))))
    lls("importer", "cda", path, tmp_path / "n", "--oui")

    assert letter(tmp_path / "n.lls.yaml").fictive


def test_letter_as_json_is_read(lls: Lls, tmp_path: Path) -> None:
    """A letter exported as JSON is read like its YAML file."""
    path = tmp_path / "ancienne.json"
    path.write_text(write_json(example("a")), encoding="utf-8")
    lls("importer", "lettre", path, tmp_path / "n", "--oui")

    assert letter(tmp_path / "n.lls.yaml").volet_medicamenteux


@pytest.mark.parametrize("kind", ["cda", "lettre"])
def test_missing_or_wrong_source_is_one_sentence(lls: Lls, tmp_path: Path, kind: str) -> None:
    """A source that is not there, or is something else, is refused in words; no letter is begun."""
    wrong = tmp_path / "x"
    wrong.write_bytes(b"\x00PDF")

    assert [ExitCode.DRAFT] * 2 == [
        lls("importer", kind, path, tmp_path / "n", "--oui").code for path in (tmp_path / "absent", wrong)
    ]
    assert not (tmp_path / "n.lls.yaml").exists()
