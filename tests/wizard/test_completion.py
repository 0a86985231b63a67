"""What completes the text being typed."""

from dataclasses import replace

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.sejour import Mesure
from lls_drafter.wizard.completion import MOST, Candidate, candidates
from lls_drafter.wizard.flow import Answered, Jumped, reduce, start
from lls_drafter.wizard.phrases import filled, marks
from lls_drafter.wizard.words import help_of
from tests.wizard.test_flow import CONTEXT


def offered(question: str, typed: str) -> list[str]:
    """Give the completions at one question."""
    return [found.text for found in candidates(reduce(start(Lettre(), CONTEXT), Jumped(question)), typed)]


@pytest.mark.parametrize(
    ("question", "typed", "first"),
    [
        ("medecin_traitant", "mey", "Dr Paul MEYER"),
        ("signataire", "kel", "Dr Anne KELLER"),
        ("medecin_traitant", "paul mey", "Dr Paul MEYER"),
        ("sejour.modalite_sortie", "dom", "retour au domicile"),
        ("sejour.modalite_sortie", "smr", "Etablissement de santé privé autorisé en SSR"),
        ("signataire.fonction", "cardio", "cardiologue"),
        ("medecin_traitant.fonction", "généraliste", "médecin généraliste"),
        ("medecin_responsable.fonction", "médecin gér", "Médecin - Gériatrie (SM)"),
        ("patient.personne_confiance.lien", "mari", "époux"),
        ("etablissement.secteur", "public", "Etablissement public de santé"),
        ("sejour.activite", "hop", "hôpital de jour"),
        ("volet_social", "auc", "aucun"),
        ("conclusion", ":ann", ":annuler"),
        ("conclusion", ":aller séc", ":aller Écran de sécurité"),
    ],
)
def test_beginning_of_a_word_finds_its_completion(question: str, typed: str, first: str) -> None:
    """Accents and case apart, the beginning of any word finds the answer."""
    assert first == offered(question, typed)[0]


def test_words_of_a_value_set_are_offered_in_rows_and_entries() -> None:
    """The route of a drug and the type of an allergy offer the letter's words, by what people type."""
    lettre = Lettre.model_validate_json(
        """{"allergies": [{"substance": "x"}], "volet_medicamenteux": [{"cle": "a1", "sortie":
        {"medicament": {"libelle": "x"}}}]}"""
    )

    def first(question: str, typed: str) -> Candidate:
        return candidates(reduce(start(lettre, CONTEXT), Jumped(question)), typed)[0]

    assert Candidate("orale", "Voie orale") == replace(first("volet_medicamenteux[a1].sortie.voie", "po"), names=())
    assert "allergie alimentaire" == first("allergies[0].type", "alim").text


def test_units_of_a_measure_are_offered() -> None:
    """A measure's unit is offered as the letter writes it, « G/L » beside « g/L »; its help promises no code."""
    lettre = Lettre(mesures_sortie=(Mesure(nom="Plaquettes", valeur="212"),))
    state = reduce(start(lettre, CONTEXT), Jumped("mesures_sortie[0].unite"))

    assert {"g/L", "G/L"} <= {candidate.text for candidate in candidates(state, "g/l")}
    assert "Tout texte convient. Tab propose les mots usuels." in " ".join(help_of(state.step))
    assert "code" not in " ".join(help_of(state.step))


def test_a_text_of_no_value_set_stays_as_typed() -> None:
    """What no entry says is kept, word for word, without a code and without a question."""
    before = reduce(start(Lettre(), CONTEXT), Jumped("patient.personne_confiance.lien"))
    after = reduce(before, Answered("sa voisine du dessus"))

    assert after.lettre.patient is not None
    assert "sa voisine du dessus" == getattr(after.lettre.patient.personne_confiance, "lien", None)


def test_help_says_which_words_have_a_code() -> None:
    """The help of a text that may have a code says so, and that any text will do."""
    state = reduce(start(Lettre(), CONTEXT), Jumped("signataire.fonction"))

    assert "Tout texte convient. Un des mots proposés (Tab) part avec son code" in " ".join(help_of(state.step))
    assert "Tout texte" not in " ".join(help_of(reduce(state, Jumped("signataire.telephone")).step))


def test_a_long_value_set_offers_a_screen_of_words() -> None:
    """One letter typed in the list of 391 specialities gives the best of them, not all."""
    assert MOST == len(offered("signataire.fonction", "m"))


def test_free_text_is_never_completed() -> None:
    """A free text has no completion: nothing is put in a person's mouth."""
    assert [] == offered("motif_hospitalisation", "dys")
    assert [] == offered("synthese_medicale", "un\ndeux")


def test_marks_of_a_phrase_are_filled_by_place() -> None:
    """Two equal marks may take two values; an empty one stays visible."""
    text = "de {x} à {x} kg, {}"

    assert ("x", "x", "") == marks(text)
    assert "de 2 à [à compléter : x] kg, [à compléter : …]" == filled(text, {0: "2"})
