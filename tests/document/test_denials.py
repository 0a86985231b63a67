"""Negatives that a template's own words must not hold, and the words that deny nothing."""

import pytest

from lls_drafter.document.denials import denial_in, denied_of_another

CERTAIN = [
    "Allergies : aucune",
    "Allergies : AUCUNE",
    "Allergies : au\u00adcune",
    "Allergies : au**cun**e",
    "Antécédents : ne\u0301ant",
    "RAS",
    "R.A.S.",
    "Rien à signaler",
    "Pas d'allergie",
    "pas d\N{RIGHT SINGLE QUOTATION MARK}allergie connue",
    "pas\N{NO-BREAK SPACE}d'allergie",
    "Pas de  traitement",
    "Pas d'autre antécédent",
    "Patient non allergique",
    "Patient pas allergique",
    "Jamais transfusé",
    "Absence d'événement indésirable",
    "Absence de fièvre",
    "Sans complication",
    "Sortie sans traitement",
    "Suites sans particularité",
    "Indemne de lésion",
    "ni fièvre ni douleur",
    "Allergies : non",
    "Allergies :: non",
    "Allergies connues : zéro",
    "Complications : 0",
    "Allergies absentes",
    "Portage de BMR : négatif",
    "0 allergie",
    "Le patient n'a pas d'allergie",
    "Il n'y a pas d'allergie",
    "Si besoin, pas d'allergie",
]
DOUBTFUL = [
    "Pas de conduite pendant 24 heures",
    "En l'absence de fièvre, reprendre la marche",
    "S'il n'y a pas de douleur, marcher",
    "Ne jamais rester sans traitement",
    "Absence de proche la nuit",
]
NOTHING = [
    "",
    "Allergies et antécédents",
    "Sans objet",
    "Absence de réponse",
    "En l'absence de réponse du service, composer le 15",
    "Allergies : non renseigné",
    "Allergies : non connues",
    "Allergies : non encore communiquées",
    "Pansement",
    "Trace de la sortie",
    "Pas à pas",
    "Numéro à appeler jour et nuit",
    "Passage de relais",
    "Sans rendez-vous",
    "Ne pas arrêter ce traitement",
    "Traitement à poursuivre sans interruption",
    "Risque de chute",
    "10 examens",
    "Antécédents, non compris la famille",
]


@pytest.mark.parametrize("text", CERTAIN)
def test_denial_is_certain(text: str) -> None:
    """What denies something clinical is found, however it is typed."""
    found = denial_in(text)

    assert found is not None
    assert found.is_certain


@pytest.mark.parametrize("text", DOUBTFUL)
def test_denial_is_doubtful(text: str) -> None:
    """A ban, a condition, or what is not clinical is an advice to its author, no more."""
    found = denial_in(text)

    assert found is not None
    assert not found.is_certain


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_denied(text: str) -> None:
    """Words of the product and of every day are no negatives."""
    assert None is denial_in(text)


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("Aucune allergie connue", "allergies", ""),
        ("Aucune allergie connue", "produits_sanguins", "Aucune allergie"),
        ("Pas de traitement à la sortie", "bilan_medicamenteux", ""),
        ("Pas de traitement à la sortie", "antecedents", "Pas de traitement"),
        ("Aucun événement indésirable transfusionnel", "produits_sanguins", ""),
        ("Aucune particularité", "antecedents", ""),
        ("Allergies connues", "antecedents", ""),
    ],
)
def test_denial_is_of_the_field_that_was_asked(text: str, field: str, expected: str) -> None:
    """« Aucune allergie » is excused by the answer about allergies, by no other."""
    assert expected == denied_of_another(text, frozenset({field}))


def test_denial_is_quoted_as_written() -> None:
    """The author finds the words as they typed them, at their place."""
    found = denial_in("Deux mots ; pas  d\N{RIGHT SINGLE QUOTATION MARK}Antécédents.")

    assert found is not None
    assert ("pas  d\N{RIGHT SINGLE QUOTATION MARK}Antécédents", 12) == (found.words, found.start)
