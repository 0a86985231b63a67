"""The page for the hospital's record."""

from hypothesis import given

from lls_drafter.document.blocks import inlines, plain
from lls_drafter.document.compose import compose_trace
from lls_drafter.letter.base import Impression
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import walk
from tests.document.letters import composed, example, text
from tests.exports.readers import squeeze
from tests.strategies import lettres


def test_trace_tells_what_was_done() -> None:
    """Hand-over, sendings, versions and fingerprint of the example are on its trace."""
    lettre = example("a")

    shown = text(compose_trace(lettre))

    assert lettre.validation is not None
    assert lettre.validation.empreinte in shown
    assert lettre.remise_patient is not None
    assert lettre.remise_patient.faite is not None
    assert str(lettre.remise_patient.faite.par) in shown
    assert "sortie_has_2015" in shown


@given(lettre=lettres())
def test_trace_loses_nothing(lettre: Lettre) -> None:
    """Every text kept for the record is on the trace page."""
    shown = squeeze("\n".join(plain(line) for line in inlines(compose_trace(lettre).blocks)))

    kept = [leaf for leaf in walk(lettre) if leaf.impression is Impression.TRACE and type(leaf.value) is str]
    assert [] == [str(leaf.path) for leaf in kept if squeeze(str(leaf.value)) not in shown]


@given(lettre=lettres())
def test_letter_prints_nothing_of_the_trace(lettre: Lettre) -> None:
    """Justifications, refusals, check-lists and oppositions never reach the patient's letter."""
    printed = {path for line in inlines(composed(lettre).blocks) for run in line for path in run.fields}

    private = [leaf.path for leaf in walk(lettre) if leaf.impression is not Impression.LETTRE]
    assert [] == [str(path) for path in private if path in printed]
