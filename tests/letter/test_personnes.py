"""How a patient is named where one is to be found among others."""

import pytest

from lls_drafter.letter.personnes import Patient, listed_name


@pytest.mark.parametrize(
    ("patient", "wanted"),
    [
        (None, ""),
        (Patient(prenoms_naissance=("JEANNE",)), ""),
        (Patient(nom_naissance="MARTIN"), "MARTIN"),
        (Patient(nom_naissance="MARTIN", prenoms_naissance=("JEANNE", "MARIE")), "MARTIN JEANNE"),
        (Patient(nom_naissance="LEGER", nom_utilise="Léger", prenom_utilise="Zoé"), "Léger Zoé"),
        (
            Patient(nom_naissance="TCHITCHI", nom_utilise="MARCHAND", prenom_utilise="Catarina"),
            "MARCHAND Catarina (TCHITCHI)",
        ),
        (Patient(nom_utilise="DURAND", prenoms_naissance=("JEANNE",)), "DURAND JEANNE"),
    ],
)
def test_listed_name_is_the_one_in_use(patient: Patient | None, wanted: str) -> None:
    """The names in use come first, the birth name behind them when it says another one; no name, nothing."""
    assert wanted == listed_name(patient)
