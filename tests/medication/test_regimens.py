"""Posologies compared."""

from fractions import Fraction

import pytest

from lls_drafter.medication.regimens import Total, daily_total, same_posology, takes_of_the_day


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 cp matin et soir", "1 comprimé soir et matin"),
        ("1-0-1", "1-0-1-0"),
        ("1 comprimé le matin", "1 cp le matin tous les jours"),
        ("1 g x3/j", "1000 mg 3 fois par jour"),
        ("12 UI au coucher", "12 unités au coucher"),
        ("zzz bidule", "ZZZ  bidule"),
    ],
)
def test_posologies_that_say_the_same_are_the_same(one: str, other: str) -> None:
    """Wording, order of takes and units of one kind make no difference."""
    assert same_posology(one, other, count=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10 mg le lundi", "10 mg par jour"),
        ("10 mg le lundi", "10 mg le mardi"),
        ("1 cp le matin", "1 cp le soir"),
        ("1 cp matin et soir", "1 cp le matin"),
        ("40 mg le matin", "40 g le matin"),
        ("1 cp le matin", "1 cp le matin si douleur"),
        ("1 cp le matin", "1 cp le matin bidule"),
        ("1 cp le matin", "1 sachet le matin"),
        ("1-0-0", "1 mg le matin"),
        ("1 à 2 cp le matin", "1 cp le matin"),
        ("1 cp 2 fois par jour", "1 cp le matin"),
    ],
)
def test_posologies_that_differ_are_never_the_same(one: str, other: str) -> None:
    """A day, a time, an amount, a condition or a word that was not understood is a difference."""
    assert not same_posology(one, other, count=True)


def test_bare_number_counts_tablets_when_the_strength_is_told() -> None:
    """« 1-0-0 » is « 1 comprimé le matin » of the same drug, and is left alone otherwise."""
    assert (True, False) == tuple(same_posology("1-0-0", "1 cp le matin", count=count) for count in (True, False))


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("40 mg le matin", Total(Fraction(40000), "masse")),
        ("1 g toutes les 8 h", Total(Fraction(3000000), "masse")),
        ("3 g par jour en 3 prises", Total(Fraction(3000000), "masse")),
        ("1-0-1", Total(Fraction(2), None)),
        ("1 comprimé matin, midi et soir", Total(Fraction(3), "comprimé")),
        ("1 cp matin et soir, 2 fois par jour", Total(Fraction(2), "comprimé")),
    ],
)
def test_daily_total_is_the_sum_of_what_is_written(text: str, total: Total) -> None:
    """Every take of a day is counted, in one unit."""
    assert total == daily_total(text)


@pytest.mark.parametrize(
    "text",
    [
        "10 mg le lundi",
        "1 cp un jour sur deux",
        "1 à 2 cp le matin",
        "1 cp le matin si douleur",
        "15 mg/kg matin et soir",
        "40 mg 5 j puis 20 mg 5 j",
        "1 cp le matin et 10 mg le soir",
        "1 g toutes les 7 h",
        "40 mg",
        "1 cp le matin bidule",
        "12 UI matin selon glycémie",
        "",
    ],
)
def test_daily_total_is_silent_when_the_text_does_not_tell_it(text: str) -> None:
    """Days apart, ranges, conditions, weights, tapers, mixed units: nothing is added up."""
    assert daily_total(text) is None


def test_takes_of_a_day_are_only_those_of_a_plain_day() -> None:
    """A posology with days, or without times, has no plain day."""
    assert (2, 0, 0) == tuple(
        len(takes_of_the_day(text)) for text in ("1-0-1", "1 cp 3 fois par jour", "1 cp le matin 5 jours sur 7")
    )
