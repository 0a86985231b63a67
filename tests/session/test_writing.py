"""What an open letter says of a text being typed, from whatever thread asks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lls_drafter.drafts.store import LetterStore
from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.cases import base_letter
from lls_drafter.session.service_rules import checklists
from lls_drafter.session.sources import FixedClock
from lls_drafter.session.work import Work
from lls_drafter.settings import Settings

NOW = datetime(2026, 3, 9, 15, tzinfo=ZoneInfo("Europe/Paris"))
SYNTHESE = FieldPath.parse("synthese_medicale")


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Give an open letter."""
    return Work(base_letter(), LetterStore(tmp_path / "l.lls.yaml"), Settings(), FixedClock(NOW))


def test_text_is_compared_with_the_letter_that_is_open(work: Work) -> None:
    """The rules of the seat run with the patient's sex, names and dates."""
    text = "Patient âgé de 78 ans ; Mme Durand [à compléter]"
    found = [(one.regle, text[one.debut : one.fin]) for one in work.diagnose(SYNTHESE, text)]

    assert [("REG-COPIE-SEXE", "Patient âgé"), ("REG-LACUNE", "[à compléter]")] == found


def test_scored_grids_say_nothing_over_again(work: Work) -> None:
    """A motive that says nothing is underlined by the rule, not by the criterion of the grid as well."""
    found = work.diagnose(FieldPath.parse("motif_hospitalisation"), "bilan")

    assert any(one.indicateur is not None for one in checklists())
    assert ["REG-MOTIF-VIDE"] == [one.regle for one in found]


def test_length_advised_is_that_of_the_rules(work: Work) -> None:
    """The advice shown beside the text is the rules' own."""
    assert 3500 == work.longest(SYNTHESE)
    assert None is work.longest(FieldPath.parse("suites_a_donner[0].qui"))


def test_several_threads_are_told_the_same(work: Work) -> None:
    """Pauses of typing are judged in the background: whoever comes first, the answer is one."""
    texts = [f"OAP sur FA, {{{number}}} kg, patient âgé" for number in range(40)]
    alone = [work.diagnose(SYNTHESE, text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: work.diagnose(SYNTHESE, text), texts))

    assert alone == together
