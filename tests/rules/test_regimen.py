"""What is not read in a posology, from its text alone."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.rules.regimen import Manque, is_weekly, lacks, regimen, schemas

_DOSE: Final = frozenset({Manque.DOSE, Manque.DOSE_DU_JOUR})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 comprimé le matin", set()),
        ("1 cp x3/j", set()),
        ("3 g/j en 3 prises", set()),
        ("2 L/min aux lunettes", set()),
        ("1 patch toutes les 72 h", set()),
        ("1 comprimé si besoin", set()),
        ("4 comprimés en une prise, 1 fois par semaine, le lundi", set()),
        ("le matin", _DOSE),
        ("matin et soir", _DOSE),
        ("zz bla", _DOSE),
        ("schéma du service", _DOSE),
        ("selon INR", {Manque.DOSE_DU_JOUR}),
        ("10 mg le soir, à adapter selon INR", set()),
        ("à appliquer matin et soir", {Manque.DOSE_DU_JOUR}),
        ("bain de bouche 3 fois par jour", {Manque.DOSE_DU_JOUR}),
        ("1 comprimé", {Manque.RYTHME}),
        ("1 cp x3", {Manque.RYTHME}),
        ("1000 mg x 3", {Manque.RYTHME}),
        ("x3", _DOSE | {Manque.RYTHME}),
        ("1-0-1", {Manque.UNITE}),
        ("12 le soir", {Manque.UNITE_SURE}),
        ("1 matin et 12 le soir", {Manque.UNITE_SURE}),
        ("?", {Manque.REPONSE}),
        (" - ", {Manque.REPONSE}),
        ("À préciser.", {Manque.REPONSE}),
        ("[à compléter]", {Manque.REPONSE}),
        ("NR", {Manque.REPONSE}),
    ],
)
def test_what_a_posology_lacks_is_told(text: str, expected: set[Manque]) -> None:
    """Each lack is told, and a posology that says all of it lacks nothing."""
    assert expected == lacks(text)


def test_each_step_of_a_taper_needs_its_dose() -> None:
    """A dose on the first step does not speak for the next one."""
    taper = "40 mg le matin pendant 5 jours, puis 20 mg le matin pendant 5 jours, puis arrêt"

    assert frozenset() == lacks(taper)
    assert Manque.DOSE in lacks("40 mg le matin pendant 5 jours, puis le soir pendant 5 jours")


@given(st.text(alphabet="1x,./ àéjmgU½?\n", max_size=25))
def test_text_without_a_read_dose_never_passes(text: str) -> None:
    """Whatever is typed, a posology of which no dose is read lacks at least one thing."""
    read = any(take.dose is not None for schema in schemas(regimen(text)) for take in schema.prises)

    assert read or lacks(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 mg 1 fois par semaine", True),
        ("10 mg le lundi", True),
        ("10 mg par semaine", True),
        ("10 mg tous les 7 jours", True),
        ("10 mg 1 fois par semaine, le lundi matin", True),
        ("10 mg le matin", False),
        ("10 mg", False),
        ("10 mg par jour", False),
        ("10 mg 2 fois par semaine", False),
        ("10 mg le lundi et le jeudi", False),
        ("10 mg 1 jour sur 2", False),
        ("10 mg tous les 15 jours", False),
        ("10 mg le lundi matin et soir", False),
        ("10 mg sauf le dimanche", False),
        ("10 mg les jours pairs", False),
    ],
)
def test_only_one_take_a_week_is_weekly(text: str, *, expected: bool) -> None:
    """Anything but exactly one take a week may be read as daily."""
    read = list(schemas(regimen(text)))

    assert read
    assert expected is all(is_weekly(schema) for schema in read)
