"""The front end `simple`: lines in, lines out."""

import io
from pathlib import Path

import pytest

from lls_drafter.errors import DraftError, WizardInterrupted
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.model import Certitude, Finding, Niveau
from lls_drafter.settings import Phrase
from lls_drafter.wizard import plain
from tests.wizard.seat import Judgement, Keys, Seat, settled_seat


@pytest.fixture
def place(tmp_path: Path) -> Seat:
    """Give a settled seat."""
    return settled_seat(tmp_path / "lettre.lls.yaml")


def typed(seat: Seat, *lines: str) -> str:
    """Type lines, then the end of input; gives what was shown."""
    out = io.StringIO()
    plain.run(seat, io.StringIO("".join(f"{line}\n" for line in lines)), out)
    return out.getvalue()


def test_output_has_no_escape_byte_and_no_box(place: Seat) -> None:
    """A screen reader and a pipe get words only: no control character, no box drawing, 80 columns."""
    shown = typed(
        place, "MARTIN", "aide", "plan", "score", "constats", "phrases", "apercu", "aller securite", "r", "quitter"
    )

    assert [] == [c for c in shown if c != "\n" and (not c.isprintable() or "\u2500" <= c <= "\u259f")]
    assert max(len(line) for line in shown.splitlines() if str(place.path) not in line) <= 80


def test_end_of_input_saves_and_says_where(place: Seat) -> None:
    """Closing the input is leaving: saved, and told where."""
    shown = typed(place, "MARTIN")

    assert f"Brouillon enregistré : {place.path}" in " ".join(shown.split())
    assert "MARTIN" == FieldPath.parse("patient.nom_naissance").read(place.reread())


def test_left_letter_is_resumed_at_its_question(place: Seat) -> None:
    """The next conversation begins where the last one ended, and says so."""
    typed(place, "MARTIN", "aller conclusion", "quitter")
    shown = typed(place)

    assert "Reprise à la question" in shown
    assert "Diagnostic retenu" in shown


def test_each_accepted_answer_is_on_disk_at_once(place: Seat) -> None:
    """A process killed after an answer has that answer in the file."""
    out = io.StringIO()
    seen: list[Lettre] = []

    def watch(_line: str) -> None:
        if place.path.exists():
            seen.append(place.reread())

    plain.run(place, Keys("MARTIN\nJEANNE\nF\n", watch), out)

    assert ["MARTIN", "MARTIN", "MARTIN"] == [lettre.patient and lettre.patient.nom_naissance for lettre in seen]
    assert seen[1].patient is not None
    assert ("JEANNE",) == seen[1].patient.prenoms_naissance


def test_long_text_being_typed_is_on_disk_line_by_line(place: Seat) -> None:
    """A text of several lines is safe before its end, beside the letter, and in it once it is finished."""
    seen: list[str | None] = []

    def watch(_line: str) -> None:
        seen.append(place.en_cours.get("synthese_medicale"))

    plain.run(place, Keys("aller synthese_medicale\nUn.\nDeux.\nTrois.\n.\n", watch), io.StringIO())

    assert "Un.\nDeux." in seen
    assert "Un.\nDeux.\nTrois." == place.reread().synthese_medicale
    assert {} == place.en_cours


def test_blank_lines_of_a_long_text_are_kept(place: Seat) -> None:
    """A pasted text with empty lines is one answer: nothing spills into the next questions."""
    typed(place, "aller synthese_medicale", "Histoire.", "", "Évolution.", ".")

    assert "Histoire.\n\nÉvolution." == place.reread().synthese_medicale


def test_interruption_saves_and_carries_the_path(place: Seat) -> None:
    """Ctrl-C saves what was accepted and says where."""

    def interrupt(line: str) -> None:
        if not line:
            raise KeyboardInterrupt

    with pytest.raises(WizardInterrupted, match="Brouillon enregistré") as caught:
        plain.run(place, Keys("MARTIN\n31/2/2026\naller date_naissance\n31/2\n", interrupt), io.StringIO())

    assert place.path == caught.value.saved
    assert place.reread().patient is not None


def test_refused_text_is_told_when_leaving(place: Seat) -> None:
    """A text that could not be an answer is named when leaving, and kept beside the letter."""
    shown = " ".join(typed(place, "aller sejour.date_sortie", "31/2", "quitter").split())

    assert "Texte non accepté, gardé pour la reprise : Date de sortie" in shown
    assert {"sejour.date_sortie": "31/2"} == place.en_cours


def test_commands_move_undo_and_redo(place: Seat) -> None:
    """The typed commands do what the keys do."""
    typed(place, "MARTIN", "JEANNE", "annuler", "annuler", "refaire", "quitter")
    patient = place.reread().patient

    assert patient is not None
    assert ("MARTIN", ()) == (patient.nom_naissance, patient.prenoms_naissance)


def test_text_that_is_a_command_word_can_be_written(place: Seat) -> None:
    """« =retour » is the text « retour »; « :zzz » is told, never stored."""
    shown = typed(place, "aller etat_sortie", ":zzz", "=retour")

    assert "Commande inconnue" in shown
    assert "retour" == place.reread().etat_sortie


def test_sentence_beginning_with_a_command_word_is_a_text(place: Seat) -> None:
    """« aller mieux depuis hier » is prose, not a jump."""
    typed(place, "aller etat_sortie", "aller mieux depuis hier")

    assert "aller mieux depuis hier" == place.reread().etat_sortie


def test_phrase_is_inserted_with_its_marks_filled(place: Seat) -> None:
    """A ready phrase asks its marks; one left empty stays visible."""
    place.phrases = (
        Phrase(nom="poids", texte="Prise de {2} kg en {3} jours.", champ_lettre="consignes_patient.signes_alerte"),
    )
    typed(place, "aller signes d'alerte", ":aller consignes_patient.signes_alerte", "phrase 1", "2", "")

    lettre = place.reread()
    assert lettre.consignes_patient is not None
    assert "Prise de 2 kg en [à compléter : 3] jours." == lettre.consignes_patient.signes_alerte


def test_finding_of_the_answered_field_is_shown_after_the_answer(place: Seat) -> None:
    """Findings are shown by letter and word, after the answer, and prevent nothing."""
    place.judgement = Judgement(
        findings=(
            Finding(
                regle="REG-MOTIF",
                niveau=Niveau.ALERTE,
                chemin=FieldPath.parse("motif_hospitalisation"),
                message="Le motif est vague.",
                source="QLS 8",
                correction="Écrire la raison médicale.",
                certitude=Certitude.PROPOSITION,
                justifiable=True,
            ),
        )
    )
    shown = typed(place, "aller motif", "AEG")

    assert "A alerte : Le motif est vague." in shown
    assert "AEG" == place.reread().motif_hospitalisation


def test_full_disk_is_told_and_the_next_answer_saves_all(place: Seat) -> None:
    """A disk that refuses loses nothing: it is told, and the next saving holds both answers."""

    def fill_disk(line: str) -> None:
        place.full = line == "MARTIN\n"

    out = io.StringIO()
    plain.run(place, Keys("MARTIN\nJEANNE\n", fill_disk), out)
    patient = place.reread().patient

    assert "le disque est plein" in out.getvalue()
    assert "Enregistrement rétabli" in out.getvalue()
    assert patient is not None
    assert ("MARTIN", ("JEANNE",)) == (patient.nom_naissance, patient.prenoms_naissance)


def test_letter_that_cannot_be_saved_when_leaving_is_an_error(place: Seat) -> None:
    """Leaving with an unsaved letter is never silent."""
    place.full = True

    with pytest.raises(DraftError, match="disque est plein"):
        typed(place, "MARTIN")


def test_score_is_said_to_be_an_estimate(place: Seat) -> None:
    """The score is projected, and called an estimate."""
    place.judgement = Judgement(score=0, score_projete=75, grille="QLS MCO")

    shown = " ".join(typed(place, "score").split())
    assert "QLS projeté 75/100 (estimation). Ne remplace pas le recueil HAS." in shown


def test_end_lists_what_is_missing_and_takes_a_number(place: Seat) -> None:
    """The last page names the questions without answer; a number goes there, Enter leaves."""
    shown = typed(place, "aller fin", "1", "MARTIN", "aller fin", "")

    assert "Sans réponse : 1. Nom de naissance" in " ".join(shown.split())
    assert place.reread().patient is not None


def test_control_characters_of_a_value_never_reach_the_terminal(place: Seat) -> None:
    """A path or a value with an escape sequence is shown without it."""
    place.path = place.path.with_name("a\x1b[2Jb.lls.yaml")

    assert "\x1b" not in typed(place, "quitter")


def test_any_question_takes_several_lines(place: Seat) -> None:
    """« lignes » reads lines up to a full stop alone, for a question that usually takes one."""
    typed(place, "aller etat_sortie", "lignes", "Autonome.", "aide : aucune ; nuit calme", ".")

    assert "Autonome.\naide : aucune ; nuit calme" == place.reread().etat_sortie


def test_editor_is_told_to_be_elsewhere(place: Seat) -> None:
    """The plain front end has no editor, and says what to type instead."""
    assert "« lignes »" in typed(place, "editeur", "phrase 9", "quitter")
