"""One drug as a learner wrote it against the record's: what it says, not how it is written."""

from datetime import date

import pytest

from lls_drafter.letter.traitements import Duree, Medicament, Prescription
from lls_drafter.training.table_sides import Accord, judge_drug, judge_duration, judge_posology

LEAVING = date(2026, 3, 18)


def drug(label: str = "furosémide 40 mg comprimé", posologie: str | None = None, **facts: str) -> Prescription:
    """Give a side of a row."""
    return Prescription(medicament=Medicament(libelle=label, **facts), posologie=posologie)


@pytest.mark.parametrize(
    ("expected", "written", "accord"),
    [
        ("1 comprimé matin et soir", "1-0-1", Accord.MEME),
        ("1 comprimé matin et soir", "1 cp matin et soir", Accord.MEME),
        ("1 comprimé 3 fois par jour", "1 cp toutes les 8 heures", Accord.MEME),
        ("1 comprimé le matin", "40 mg le matin", Accord.MEME),
        ("2 comprimés le matin", "80 mg le matin", Accord.MEME),
        ("1 comprimé le matin", "80 mg le matin", Accord.DIFFERENT),
        ("1 comprimé le matin", "2 cp le matin", Accord.DIFFERENT),
        ("1 comprimé le matin", "1 cp le soir", Accord.DIFFERENT),
        ("1 comprimé le matin", "1 cp matin et soir", Accord.DIFFERENT),
        ("10 mg le lundi", "10 mg par jour", Accord.DIFFERENT),
        ("6 comprimés 1 fois par semaine", "6 cp par jour", Accord.DIFFERENT),
        ("6 comprimés 1 fois par semaine le lundi", "6 cp le lundi", Accord.MEME),
        ("6 comprimés 1 fois par semaine le lundi", "4 cp le lundi", Accord.DIFFERENT),
        ("6 comprimés 1 fois par semaine le lundi", "6 cp le mercredi", Accord.DIFFERENT),
        ("6 comprimés 1 fois par semaine le lundi", "6 cp 1 fois par semaine", Accord.INDECIDABLE),
        ("1 comprimé si besoin", "2 cp si besoin", Accord.DIFFERENT),
        ("1 comprimé si besoin", "80 mg si besoin", Accord.DIFFERENT),
        ("1 comprimé si besoin", "1 cp en cas d'oedème", Accord.INDECIDABLE),
        ("1 comprimé si besoin", "1 cp le soir", Accord.DIFFERENT),
        ("1 comprimé le soir", "1 cp si besoin", Accord.DIFFERENT),
        ("1 comprimé si douleur, maximum 3 par jour", "1 cp si douleur max 4/j", Accord.DIFFERENT),
        ("40 mg le matin pendant 5 jours puis 20 mg le matin", "40 mg le matin", Accord.DIFFERENT),
        ("40 mg le matin pendant 5 jours puis 20 mg le matin", "40 mg le matin 5 j puis 10 mg le matin",
         Accord.DIFFERENT),
        ("40 mg le matin pendant 5 jours puis 20 mg le matin", "40 mg le matin 5 j puis 20 mg le matin",
         Accord.MEME),
        ("1 comprimé le matin", "", Accord.ABSENT),
        ("1 comprimé le matin", "à préciser", Accord.ABSENT),
        ("1 comprimé le matin", "cf ordonnance", Accord.ABSENT),
        ("selon le protocole remis", "1 cp le matin", Accord.INDECIDABLE),
        ("1 comprimé le matin", "1 cp le matin sauf le dimanche de Pâques", Accord.INDECIDABLE),
        ("", "1 cp le matin", Accord.MEME),
    ],
)  # fmt: skip
def test_posology_is_judged_by_what_it_says(expected: str, written: str, accord: Accord) -> None:
    """A right answer in other words is right, a certain difference is wrong, the rest is not held against anybody."""
    sides = drug(posologie=expected or None), drug(posologie=written or None)

    assert accord is judge_posology(*sides).accord


def test_unread_words_are_shown_where_the_posology_is_missing() -> None:
    """What the program did not understand is said, so that nobody looks for what they did type."""
    written = Prescription(medicament=Medicament(libelle="x"), non_lu=("1 gélule lp le soir",))

    assert "non compris : 1 gélule lp le soir" == judge_posology(drug(posologie="1 gélule le soir"), written).mots


@pytest.mark.parametrize(
    ("expected", "written", "accord"),
    [
        ({"texte": "au long cours"}, {"texte": "à vie"}, Accord.MEME),
        ({"texte": "jusqu'au 19/03/2026"}, {"texte": "encore 2 jours"}, Accord.MEME),
        ({"texte": "7 j", "fin_incluse": date(2026, 3, 19)}, {"texte": "jusqu'au 19/03"}, Accord.MEME),
        ({"texte": "7 j", "fin_incluse": date(2026, 3, 19)}, {"texte": "7 jours"}, Accord.DIFFERENT),
        ({"texte": "7 j", "fin_incluse": date(2026, 3, 19)}, {"fin_incluse": date(2026, 3, 25)}, Accord.DIFFERENT),
        ({"texte": "7 j", "fin_incluse": date(2026, 3, 19)}, {"texte": "au long cours"}, Accord.DIFFERENT),
        ({"texte": "au long cours"}, {"texte": "10 jours"}, Accord.DIFFERENT),
        ({"texte": "1 mois"}, {"texte": "pendant 1 mois"}, Accord.MEME),
        ({"texte": "7 jours au total", "total_jours": 7}, {"texte": "10 jours au total", "total_jours": 10},
         Accord.DIFFERENT),
        ({"texte": "7 jours au total", "fin_incluse": date(2026, 3, 19), "total_jours": 7},
         {"texte": "7 jours au total", "total_jours": 7}, Accord.INDECIDABLE),
        ({"texte": "7 jours au total", "fin_incluse": date(2026, 3, 19), "total_jours": 7},
         {"texte": "7 jours au total", "debut": date(2026, 3, 13), "total_jours": 7}, Accord.MEME),
        ({"texte": "jusqu'à la consultation de cardiologie"}, {"texte": "jusqu'au rendez-vous"}, Accord.INDECIDABLE),
        ({"texte": "au long cours"}, {"texte": "?"}, Accord.ABSENT),
        ({"texte": "au long cours"}, None, Accord.ABSENT),
        (None, {"texte": "8 jours"}, Accord.MEME),
    ],
)  # fmt: skip
def test_duration_is_judged_by_its_last_day(
    expected: dict[str, object] | None, written: dict[str, object] | None, accord: Accord
) -> None:
    """Days are counted from the day of discharge or from the first day, as it is said; a bare « 7 jours » is not.

    « 7 jours au total » from no day tells no last day: it is shown, to be compared.
    """
    sides = [Duree.model_validate(one) if one is not None else None for one in (expected, written)]

    assert accord is judge_duration(*sides, leaving=LEAVING).accord


FUROSEMIDE = drug(dci="furosémide", dosage="40 mg", forme="comprimé", posologie="1 comprimé le matin")


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        (drug("Lasilix 40 mg", dci="furosémide", marque="Lasilix", dosage="40 mg"), (Accord.MEME, "")),
        (drug("furosémide 20 mg", dci="furosémide", dosage="20 mg"), (Accord.DIFFERENT, "dosage")),
        (drug("furosémide", dci="furosémide"), (Accord.ABSENT, "dosage")),
        (drug("furosémide", "40 mg le matin", dci="furosémide"), (Accord.MEME, "")),
        (drug("furosémide 20 mg", "2 cp le matin", dci="furosémide", dosage="20 mg"), (Accord.MEME, "")),
        (drug("furosémide 40 mg gélule", dci="furosémide", dosage="40 mg", forme="gélule"),
         (Accord.INDECIDABLE, "forme")),
    ],
)  # fmt: skip
def test_drug_is_judged_by_its_strength(written: Prescription, verdict: tuple[Accord, str]) -> None:
    """A brand, another box that gives the same dose are right; another strength, or none, is not."""
    found = judge_drug(FUROSEMIDE, written)

    assert verdict == (found.accord, found.mots)


def test_strength_that_says_less_is_compared_by_eye() -> None:
    """« 10 g » for « 10 g dans 15 mL » is how people write it; « 5 g » is another box."""
    whole = drug("lactulose 10 g dans 15 mL, sachet", dci="lactulose", dosage="10 g dans 15 mL")
    less = drug("lactulose 10 g sachet", dci="lactulose", dosage="10 g")
    other = drug("lactulose 5 g sachet", dci="lactulose", dosage="5 g")

    assert (Accord.INDECIDABLE, Accord.DIFFERENT) == (judge_drug(whole, less).accord, judge_drug(whole, other).accord)


def test_combination_is_not_its_part() -> None:
    """« amoxicilline » is not « amoxicilline + acide clavulanique »."""
    whole = drug("amoxicilline + acide clavulanique 1 g/125 mg", dci="amoxicilline + acide clavulanique")

    assert Accord.DIFFERENT is judge_drug(whole, drug("amoxicilline 1 g", dci="amoxicilline")).accord
