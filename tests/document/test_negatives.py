"""A negative is never a default: what the letter denies, somebody denied."""

import re

from hypothesis import given

from lls_drafter.document.blocks import Run, inlines
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import AbsenceMedecinTraitant
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.synthese import RechercheMicroOrganismes
from lls_drafter.letter.traitements import ReponseListe
from tests.document.letters import composed, letter, text
from tests.strategies import lettres

_DENIAL = re.compile(r"\b(aucune?s?|néant|pas de|négati|non faite|n'a pas)\b|\bsans\b", re.IGNORECASE)


def denied_by_somebody(lettre: Lettre, run: Run) -> bool:
    """Tell whether somebody gave the answer that a run words."""
    for path in run.fields:
        value = path.read(lettre)
        if value is Absence.AUCUN or value is False or type(value) is str:
            return True
        if isinstance(value, AbsenceMedecinTraitant) or value is RechercheMicroOrganismes.NON_FAITE:
            return True
    lists = lettre.bilan_medicamenteux
    sides = (lists.entree, lists.sortie) if lists is not None else ()
    said = any(side is not None and side.reponse is ReponseListe.AUCUN for side in sides)
    return said and re.search("traitement", run.text) is not None


@given(lettre=lettres())
def test_rendering_denies_nothing_that_nobody_denied(lettre: Lettre) -> None:
    """Every negative on the paper is an answer of the letter: « aucun », « non », or the words that a person typed."""
    for draft in (True, False):
        runs = [run for line in inlines(composed(lettre, draft=draft).blocks) for run in line]

        assert [] == [run.text for run in runs if _DENIAL.search(run.text) and not denied_by_somebody(lettre, run)]


def test_empty_letter_denies_nothing() -> None:
    """Silence is never printed as a negative, neither in a draft nor in a final letter."""
    for draft in (True, False):
        assert None is _DENIAL.search(text(composed(Lettre(), draft=draft)))


def test_empty_lists_are_no_answer() -> None:
    """A list without entries asks to be completed, as a question that nobody answered."""
    lettre = letter(evenements_indesirables=[], resultats_attendus=[], suites_a_donner=[])

    shown = text(composed(lettre, draft=True))

    assert None is _DENIAL.search(shown)
    assert "[à compléter : événements indésirables]" in shown
    assert "[à compléter : résultats attendus]" in shown
    assert "[à compléter : suites à donner]" in shown


def test_explicit_negatives_are_printed() -> None:
    """« aucun » is information, and is printed as a sentence of its own field."""
    lettre = letter(
        evenements_indesirables="aucun",
        produits_sanguins="aucun",
        allergies="aucun",
        resultats_attendus="aucun",
        bilan_medicamenteux={"entree": {"reponse": "aucun"}, "sortie": {"reponse": "aucun"}},
    )

    shown = text(composed(lettre))

    for sentence in (
        "Aucun événement indésirable survenu pendant le séjour",
        "Aucun produit sanguin administré",
        "Aucune allergie ni intolérance connue",
        "Aucun résultat en attente",
        "Néant (aucun traitement à l'entrée).",
        "Aucun traitement médicamenteux à la sortie.",
    ):
        assert sentence in shown


def test_unknown_is_said_as_unknown() -> None:
    """« inconnu » is an honest answer: neither a negative nor a missing item."""
    lettre = letter(
        allergies="inconnu", produits_sanguins="inconnu", bilan_medicamenteux={"entree": {"reponse": "inconnu"}}
    )

    shown = text(composed(lettre, draft=True))

    assert 2 == shown.count("Information inconnue au moment de la lettre")
    assert "Traitement habituel avant l'hospitalisation : information inconnue au moment de la lettre." in shown
    assert "[à compléter : allergies" not in shown
