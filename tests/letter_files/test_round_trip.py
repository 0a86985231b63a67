"""Nothing is lost between a letter and its file."""

from hypothesis import given

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import read_letter, write_json, write_letter
from lls_drafter.letter_files.fingerprint import fingerprint
from tests.strategies import lettres


@given(lettres())
def test_letter_survives_its_file(lettre: Lettre) -> None:
    """Any letter reads back as it was written, as YAML and as JSON, and its text is stable."""
    text = write_letter(lettre)

    assert lettre == read_letter(text, name="essai").lettre
    assert lettre == read_letter(write_json(lettre), name="essai").lettre
    assert text == write_letter(read_letter(text, name="essai").lettre)


@given(lettres())
def test_fingerprint_is_that_of_the_content(lettre: Lettre) -> None:
    """The fingerprint is stable through a file, and moves with the content."""
    again = read_letter(write_letter(lettre), name="essai").lettre

    assert fingerprint(lettre) == fingerprint(again)
    assert fingerprint(lettre) != fingerprint(lettre.replace(conclusion=f"{lettre.conclusion or ''} et autre chose"))
