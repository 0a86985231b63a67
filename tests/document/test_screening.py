"""The search for multi-resistant micro-organisms: five states, five sentences."""

import pytest

from lls_drafter.letter.lettre import Lettre
from tests.document.letters import composed, letter, text

NOT_ANSWERED = "Non renseigné – information non disponible à la date de la lettre"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"recherche": "non_faite"}, "Recherche non faite"),
        ({"recherche": "inconnue"}, "Information inconnue au moment de la lettre"),
        ({"recherche": "faite", "date": "2026-03-03", "resultat": "aucun"}, "Recherche négative le 03/03/2026"),
        ({"recherche": "faite", "resultat": "aucun"}, "Recherche négative"),
        (
            {"recherche": "faite", "resultat": "inconnu"},
            "Recherche faite ; résultat : information inconnue au moment de la lettre",
        ),
        (
            {"recherche": "faite", "resultat": [{"germe": "Escherichia coli", "resistance": "BLSE"}]},
            "Recherche positive : Escherichia coli ; résistance : BLSE",
        ),
        ({"statut_contact_bhre": "aucun"}, NOT_ANSWERED),
    ],
)
def test_screening_states_have_their_own_sentence(answers: dict[str, object], expected: str) -> None:
    """Not done, negative, unknown, positive and not answered never share a sentence."""
    shown = text(composed(letter(micro_organismes=answers)), "synthese").split("\n")

    assert expected in shown


def test_screening_unanswered_is_not_a_search_not_done() -> None:
    """Silence is said as silence; a draft asks for the answer."""
    final, draft = (text(composed(Lettre(), draft=drafting), "synthese") for drafting in (False, True))

    assert NOT_ANSWERED in final
    assert "[à compléter : recherche de micro-organismes multirésistants ou émergents]" in draft
    assert "Recherche" not in final + draft


def test_screening_result_without_search_is_no_negative() -> None:
    """« aucun » typed for the result of a search that was not done is shown, never as a negative search."""
    shown = text(composed(letter(micro_organismes={"recherche": "non_faite", "resultat": "aucun"})), "synthese")

    assert "Recherche non faite ; résultat : réponse « aucun » saisie, à vérifier" in shown
    assert "négative" not in shown
