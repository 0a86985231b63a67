"""Strengths and forms as they are compared."""

import pytest

from lls_drafter.medication.presentation import form_words, place_of_action, same_form, same_strength, strength_in


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1 g", "1000 mg", True),
        ("1 000 mg", "1g", True),
        ("75 µg", "75 microgrammes", True),
        ("100 U/mL", "100 unités/ml", True),
        ("5", "5 mg", True),
        ("5 mg", "10 mg", False),
        ("2,5 mg", "25 mg", False),
        ("100 UI/mL", "300 UI/mL", False),
        ("5 mg/10 mg", "10 mg/5 mg", False),
        ("500 mg", "500 mg/62,5 mg", False),
        ("faible", "Faible", True),
        ("faible", "fort", False),
        (None, "5 mg", None),
        (None, None, True),
    ],
)
def test_strengths_are_compared_by_amount(one: str | None, other: str | None, *, expected: bool | None) -> None:
    """Units are converted; a unit that was not written is not invented; one side alone tells nothing."""
    assert expected is same_strength(one, other)
    assert expected is same_strength(other, one)


def test_strengths_of_a_combination_follow_their_substances() -> None:
    """« A + B 5 mg/10 mg » is « B + A 10 mg/5 mg », and not « A + B 10 mg/5 mg »."""
    assert same_strength("5 mg/10 mg", "10 mg/5 mg", (("a", "b"), ("b", "a"))) is True
    assert same_strength("5 mg/10 mg", "10 mg/5 mg", (("a", "b"), ("a", "b"))) is False


@pytest.mark.parametrize(
    ("label", "strength"),
    [
        ("furosémide 40 mg comprimé", "40 mg"),
        ("Co-Aprovel 150/12,5", "150/12,5"),
        ("vitamine D3 100 000 UI", "100 000 UI"),
        ("vitamine B12", None),
        ("tisane", None),
        ("x " + "9" * 5000, None),
    ],
)
def test_strength_is_found_in_a_label(label: str, strength: str | None) -> None:
    """The figure of a name (B12) is no strength, nor is an endless one."""
    assert strength == strength_in(label)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("comprimé", "comprimé pelliculé sécable", True),
        ("comprimé gastro-résistant", "cp", True),
        ("LP", "gélule à libération prolongée", True),
        ("poudre", "poudre pour solution buvable en sachet-dose", True),
        ("stylo", "solution injectable en stylo prérempli", True),
        (None, "comprimé", True),
        ("comprimé", "gélule", False),
        ("gélule", "gélule LP", False),
        ("comprimé", "comprimé orodispersible", False),
        ("comprimé", "sachet", False),
        ("sirop", "solution buvable", False),
        (None, "gélule LP", None),
    ],
)
def test_forms_are_compared_by_what_matters(one: str | None, other: str | None, *, expected: bool | None) -> None:
    """A film coat is nothing; a prolonged release is another drug, even when one side does not say it."""
    assert expected is same_form(form_words(one), form_words(other))
    assert expected is same_form(form_words(other), form_words(one))


@pytest.mark.parametrize(
    ("form", "route", "place"),
    [
        ("collyre", None, "locale"),
        ("gel", "cutanée", "locale"),
        ("comprimé", "orale", "générale"),
        ("suspension pour inhalation", None, "inhalée"),
        ("gel", None, None),
        (None, None, None),
    ],
)
def test_place_of_action_is_told_by_form_and_route(form: str | None, route: str | None, place: str | None) -> None:
    """A word with two meanings (« gel ») tells nothing."""
    assert place == place_of_action(form_words(form), route)
