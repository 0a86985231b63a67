"""The sentence of a posology says its structure, whole: it is read back to the same one."""

from hypothesis import given

from lls_drafter.medication.model import DureeLue, Posologie
from lls_drafter.medication.posology import read_posology, say, say_duration
from tests.medication.strategies import durees, posologies


@given(posologies())
def test_sentence_is_read_back_to_the_same_posology(posologie: Posologie) -> None:
    """Sentence, then reading, gives the same structure, and no word is left unread."""
    read = read_posology(say(posologie))
    assert () == read.non_lu
    if posologie.etapes or posologie.maximums or posologie.ecart:
        assert posologie == read.posologie


@given(durees())
def test_duration_in_words_is_read_back_to_the_same_duration(duree: DureeLue) -> None:
    """Words, then reading, gives the same duration."""
    read = read_posology(say_duration(duree))
    assert (duree, ()) == (read.duree, read.non_lu)
