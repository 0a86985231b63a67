"""The conversation on a real open letter: real rules, real check-list, real template, real file."""

import io
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lls_drafter.drafts.store import LetterStore
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import Patient
from lls_drafter.letter_files.codec import read_letter
from lls_drafter.session.work import Work
from lls_drafter.settings import Settings
from lls_drafter.wizard import plain
from lls_drafter.wizard.conversation import Conversation
from lls_drafter.wizard.steps import find
from lls_drafter.wizard.steps.handover import CHECKLIST_ID
from tests.wizard.seat import KELLER, MEYER, settled_letter
from tests.wizard.stays import HEART_FAILURE

DAY = datetime(2026, 3, 9, 15, tzinfo=ZoneInfo("Europe/Paris"))


class FixedClock:
    """The afternoon of the discharge."""

    def now(self) -> datetime:
        """Give it."""
        return DAY


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Give an open letter with its settings."""
    settings = Settings(correspondants=(MEYER,), signataires=(KELLER,))
    return Work(settled_letter(), LetterStore(tmp_path / "l.lls.yaml"), settings, FixedClock())


def typed(work: Work, *lines: str) -> str:
    """Type lines in the front end `simple`; gives what was shown on one line."""
    out = io.StringIO()
    plain.run(work, io.StringIO("".join(f"{line}\n" for line in lines)), out)
    return " ".join(out.getvalue().split())


def filled(work: Work) -> Conversation:
    """Give the conversation once the long stay is typed."""
    talk = Conversation(work)
    for question, text in HEART_FAILURE:
        talk.submit(f":aller {question}")
        talk.submit(text)
    return talk


def test_every_page_is_made_of_the_real_rules(work: Work) -> None:
    """Score, findings, preview and plan are read without leaving the conversation."""
    shown = typed(work, "MARTIN", "score", "constats", "apercu", "plan", "quitter")

    assert "(estimation). Ne remplace pas le recueil HAS." in shown
    assert "B bloquant : " in shown
    assert "MARTIN" in shown
    assert "Brouillon enregistré" in shown


def test_every_finding_leads_to_a_question(work: Work) -> None:
    """From an empty letter as from a full one, each finding names a question that exists."""
    for talk in (Conversation(work), filled(work)):
        lost = [f.chemin for f in talk.evaluation.findings if find(talk.state.steps, str(f.chemin)) is None]

        assert [] == [str(path) for path in lost]


def test_long_stay_typed_in_full_can_be_validated(work: Work) -> None:
    """The typed stay (a) has nothing bloquant and the projected score of a complete letter."""
    evaluation = filled(work).evaluation

    assert [] == [f.message for f in evaluation.findings if f.niveau.value == "bloquant"]
    assert 100 == evaluation.score_projete


def test_checklist_is_the_last_question_and_its_proposals_are_not_ticked(work: Work) -> None:
    """The discharge check-list shows its proposals; only « p » takes them."""
    talk = filled(work)
    talk.submit(f":aller {CHECKLIST_ID}")
    shown = "\n".join(talk.heading())

    assert "[proposé : " in shown
    assert {} == talk.state.lettre.listes
    talk.submit("p")
    assert talk.state.lettre.listes["sortie_has_2015"].reponses


def reopened(place: Path) -> Work:
    """Give a letter as the next opening finds it."""
    store = LetterStore(place)
    again = Work(store.load().lettre, store, Settings(), FixedClock())
    again.resume()
    return again


def test_identity_not_confirmed_is_asked_again_after_an_interruption(tmp_path: Path) -> None:
    """Going elsewhere, then losing the window, confirms nobody; « o » does, once for all."""
    place = tmp_path / "l.lls.yaml"
    LetterStore(place).save(Lettre(patient=Patient(nom_naissance="MARTIN")))
    Conversation(reopened(place)).submit(":aller motif")
    asked = Conversation(reopened(place))
    question = asked.step.question
    asked.submit("o")

    assert "Est-ce le bon patient ?" in question
    assert "bon patient" not in " ".join(step.question for step in Conversation(reopened(place)).state.steps)


def test_file_is_the_letter_after_each_answer(work: Work) -> None:
    """The file holds what was accepted, and can be read by everything else."""
    typed(work, "MARTIN ; JEANNE ; F ; 12/3/1948")

    assert work.lettre == read_letter(work.path.read_text("utf-8"), name="l").lettre
    assert work.position is not None
