"""`--reponses`: a file of answers."""

from pathlib import Path

import pytest

from lls_drafter.errors import DraftFormatError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.wizard import script
from tests.wizard.seat import Seat


def file_of(tmp_path: Path, text: str) -> Path:
    """Write a file of answers."""
    path = tmp_path / "reponses.yaml"
    path.write_text(text, "utf-8")
    return path


def test_answers_are_given_in_order_and_what_lacks_is_told(tmp_path: Path) -> None:
    """Answers reach their questions by address or words; what has no answer is listed, the letter saved."""
    seat = Seat(tmp_path / "l.lls.yaml")
    path = file_of(
        tmp_path, "reponses:\n  - motif: Dyspnée\n  - suites_a_donner: bilan\n  - suites_a_donner[0].qui: IDE\n"
    )
    outcome = script.run(seat, script.read_script(path))

    assert () == outcome.problems
    assert "Dyspnée" == seat.reread().motif_hospitalisation
    assert "IDE" == FieldPath.parse("suites_a_donner[0].qui").read(seat.reread())
    assert "1. Nom de naissance" in outcome.missing


def test_refused_answer_is_told_with_its_place_and_the_others_kept(tmp_path: Path) -> None:
    """A wrong answer names file, line and question, never the value; the others are in the letter."""
    seat = Seat(tmp_path / "l.lls.yaml")
    path = file_of(tmp_path, "reponses:\n  - sejour.date_sortie: 31/2\n  - zzz: x\n  - conclusion: OAP\n")
    outcome = script.run(seat, script.read_script(path))

    assert f"{path}:2:5 : sejour.date_sortie : Ce jour n'existe pas" in outcome.problems[0]
    assert f"{path}:3:5 : zzz : aucune question de ce nom" == outcome.problems[1]
    assert "OAP" == seat.reread().conclusion


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a: b\n", "une liste de réponses est attendue"),
        ("reponses: x\n", "une liste de réponses est attendue"),
        ("reponses:\n  - a: b\n    c: d\n", "une réponse est « question: texte »"),
        ("reponses:\n  - a: true\n", "la réponse doit être un texte"),
        ("reponses:\n  - a: 2.50\n", "la réponse doit être un texte"),
        ("reponses:\n  - a: [1]\n", "la réponse doit être un texte"),
    ],
)
def test_file_that_is_not_a_list_of_answers_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """A file of another form is refused with its place before anything is given."""
    with pytest.raises(DraftFormatError, match=message) as caught:
        script.read_script(file_of(tmp_path, text))

    assert caught.value.location is not None


def test_missing_file_is_a_sentence(tmp_path: Path) -> None:
    """A file that is not there is told in French."""
    with pytest.raises(DraftFormatError, match=r"introuvable|illisible"):
        script.read_script(tmp_path / "absent.yaml")


def test_empty_answers_pass_the_question(tmp_path: Path) -> None:
    """An empty text answers nothing."""
    seat = Seat(tmp_path / "l.lls.yaml")
    script.run(seat, script.read_script(file_of(tmp_path, 'reponses:\n  - conclusion: ""\n')))

    assert Lettre() == seat.reread()
