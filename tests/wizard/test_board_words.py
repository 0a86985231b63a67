"""The words of the evening board, one column at a time, and the counts behind them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.remise import Envoi, EnvoiFait, IssueRemise, RemiseFaite, RemisePatient
from lls_drafter.session.board_model import Avancement, Row
from lls_drafter.wizard.board_words import counted, fitted, progress_words, state_words
from lls_drafter.wizard.progress import count_answers, waiting_questions
from lls_drafter.wizard.signs import signs
from tests.wizard.drafts import draft, without
from tests.wizard.seat import settled_seat

DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("done", "wanted"),
    [
        (Avancement(0, 33), "░░░░░ 0/33"),
        (Avancement(1, 33), "█░░░░ 1/33"),
        (Avancement(34, 52), "███░░ 34/52"),
        (Avancement(51, 52), "████░ 51/52"),
        (Avancement(52, 52), "█████ 52/52"),
    ],
)
def test_bar_never_lies(done: Avancement, wanted: str) -> None:
    """The bar is empty only when nothing is answered, full only when nothing is left."""
    assert wanted == progress_words(done, signs("utf-8"))


def test_answers_are_those_that_the_conversation_asks(tmp_path: Path) -> None:
    """A new letter has its questions to ask; each answer counts, an emptied one does not."""
    seat = settled_seat(tmp_path / "x.lls.yaml")
    empty = count_answers(seat)
    seat.lettre = draft()
    full = count_answers(seat)
    seat.lettre = without(draft(), "motif_hospitalisation")
    less = count_answers(seat)

    assert 0 < empty.demandees - empty.repondues
    assert (1, 0) == (full.repondues - less.repondues, full.demandees - less.demandees)


def test_waiting_questions_are_named_without_their_texts(tmp_path: Path) -> None:
    """A question is named by its title, with its drug in the table; one that is no more is told as such."""
    seat = settled_seat(tmp_path / "x.lls.yaml")
    seat.lettre = draft()
    row = seat.lettre.volet_medicamenteux[0]
    drug = next(one.medicament for one in (row.sortie, row.avant) if one is not None)
    ids = (
        f"volet_medicamenteux[{row.cle}].devenir",
        "motif_hospitalisation",
        "liste_sortie",
        "volet_medicamenteux[z9]",
    )

    assert drug is not None
    assert (
        f"Devenir ({drug.libelle})",
        "Motif de l'hospitalisation",
        "Liste de contrôle de sortie",
        "question disparue",
    ) == waiting_questions(seat, ids)


def test_state_says_how_far_the_letter_went() -> None:
    """Handed over and sent are told once both acts are recorded; a holder is told before the state."""
    faite = RemisePatient(faite=RemiseFaite(date=DAY, issue=IssueRemise.REMISE))
    sent = (Envoi(destinataire="patient", fait=EnvoiFait(date=DAY)),)
    lettre = Lettre(statut=Statut.VALIDEE)
    row = Row(cle="x", day=DAY, path=Path("x"), lettre=lettre)

    assert "validée" == state_words(row)
    assert "remise" == state_words(replace(row, lettre=lettre.replace(remise_patient=faite)))
    assert "remise, envoyée" == state_words(replace(row, lettre=lettre.replace(remise_patient=faite, envois=sent)))
    assert "ouverte par akeller" == state_words(replace(row, holder="akeller"))
    refused = faite.replace(faite=RemiseFaite(date=DAY, issue=IssueRemise.REFUSEE))
    assert "validée" == state_words(replace(row, lettre=lettre.replace(remise_patient=refused)))


def test_text_is_fitted_to_its_column() -> None:
    """A long text is cut with a sign, a wide one by its columns, and no control character stays."""
    assert ("DUPO…", "DU...") == (fitted("DUPONT", 5, signs("utf-8")), fitted("DUPONT", 5, signs("ascii")))
    assert "日 " == fitted("日", 3, signs("utf-8"))
    assert "a b" == fitted("a\x1bb", 3, signs("utf-8"))


def test_words_of_a_count_agree() -> None:
    """All the words take an s from two on."""
    assert ("0 ligne ajoutée", "1 ligne ajoutée", "2 lignes ajoutées") == tuple(
        counted(number, "ligne ajoutée") for number in range(3)
    )
