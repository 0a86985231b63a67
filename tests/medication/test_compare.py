"""What differs between the two sides of a row, in words."""

import pytest
from hypothesis import given

from lls_drafter.letter.traitements import Prescription
from lls_drafter.medication.compare import Changement, Nature, changes, compare
from tests.medication.prescriptions import prescriptions, taken

_MORNING = "1 comprimé le matin"


def _told(avant: Prescription, apres: Prescription) -> list[str]:
    return [one.texte for one in changes(avant, apres)]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("40 mg le matin", "80 mg le matin", "dose augmentée : 40 mg → 80 mg le matin"),
        ("80 mg le matin", "40 mg le matin", "dose diminuée : 80 mg → 40 mg le matin"),
        ("1 cp le matin", "2 cp le matin", "dose augmentée : 1 comprimé → 2 comprimés le matin"),
        ("1 cp le matin", "1 cp le soir", "horaire : matin → soir"),
        ("1 cp à 8h", "1 cp à 20h", "horaire : 8h → 20h"),
        (
            "1 cp matin et soir",
            "1 cp matin, midi et soir",
            "dose augmentée : 1 cp matin et soir → 1 cp matin, midi et soir",
        ),
        (
            "2 g le soir",
            "1 g matin et soir",
            "posologie modifiée, même dose par jour : 2 g le soir → 1 g matin et soir",
        ),
        ("10 mg le lundi", "10 mg par jour", "posologie modifiée : 10 mg le lundi → 10 mg par jour"),
        ("1 cp le matin", "1 cp si douleur", "posologie modifiée : 1 cp le matin → 1 cp si douleur"),
        ("1 cp le matin", "zzz bidule", "posologie modifiée : 1 cp le matin → zzz bidule"),
    ],
)
def test_change_of_posology_is_said(before: str, after: str, told: str) -> None:
    """The direction of the daily dose is said when both texts make it plain, and only then."""
    assert [told] == _told(taken("x", before, dosage="40 mg"), taken("x", after, dosage="40 mg"))


def test_dose_is_not_said_to_change_when_the_strength_is_not_known() -> None:
    """Two tablets of an unknown strength are not more than one of another."""
    assert ["posologie modifiée : 1 cp le matin → 2 cp le matin"] == _told(
        taken("x", "1 cp le matin"), taken("x", "2 cp le matin")
    )


def test_more_tablets_of_a_weaker_drug_are_not_said_to_be_more() -> None:
    """Half the strength and twice the count: both are said, no direction is."""
    assert ["dosage : 40 mg → 20 mg", "posologie modifiée : 1 cp le matin → 2 cp le matin"] == _told(
        taken("x", "1 cp le matin", dosage="40 mg"), taken("x", "2 cp le matin", dosage="20 mg")
    )


def test_stronger_tablet_taken_alike_is_a_higher_dose() -> None:
    """The same count of a stronger tablet is more."""
    assert ["dose augmentée : dosage 5 mg → 10 mg, 1 comprimé le matin"] == _told(
        taken("x", "1-0-0", dosage="5 mg"), taken("x", _MORNING, dosage="10 mg")
    )


def test_no_direction_is_said_across_forms_or_routes() -> None:
    """20 mg by mouth and 10 mg under the skin cannot be compared."""
    oral = taken("morphine", "20 mg matin et soir", voie="orale")
    under_skin = taken("morphine", "10 mg matin et soir", voie="sous-cutanée")

    assert ["voie : orale → sous-cutanée", "posologie modifiée : 20 mg matin et soir → 10 mg matin et soir"] == _told(
        oral, under_skin
    )


def test_change_of_form_is_said() -> None:
    """A galenic form that changes is said as printed."""
    assert ["forme : comprimé → solution buvable"] == _told(
        taken("x", _MORNING, forme="comprimé"), taken("x", _MORNING, forme="solution buvable")
    )


def test_release_that_one_side_does_not_say_is_a_doubt() -> None:
    """« LP » on one side only is neither the same nor a known change."""
    found = compare(taken("x", _MORNING), taken("x", _MORNING, forme="comprimé LP"))

    assert ((), ("forme écrite d'un seul côté",), False) == (found.changements, found.incertitudes, found.is_same)


def test_posology_that_one_side_does_not_say_is_a_doubt() -> None:
    """Nobody said that an unknown posology goes on."""
    assert ("posologie écrite d'un seul côté",) == compare(taken("x"), taken("x", _MORNING)).incertitudes


def test_strength_that_one_side_does_not_say_is_a_doubt_when_units_are_counted() -> None:
    """« 1 comprimé » needs its strength, « 40 mg » does not."""
    counted = compare(taken("x", _MORNING), taken("x", _MORNING, dosage="40 mg"))
    measured = compare(taken("x", "40 mg le matin"), taken("x", "40 mg le matin", dosage="40 mg"))

    assert (("dosage écrit d'un seul côté",), ()) == (counted.incertitudes, measured.incertitudes)


@pytest.mark.parametrize(
    ("before", "after"), [(("Lasilix", None), "Lasilix → furosémide"), ((None, "Lasilix"), "furosémide → Lasilix")]
)
def test_brand_and_generic_are_one_drug(before: tuple[str | None, str | None], after: str) -> None:
    """A change of name is said, and is no change of treatment."""
    found = compare(*(taken("furosémide", "40 mg le matin", marque=brand) for brand in before))

    assert (f"même médicament, autre nom : {after}", True) == (found.changements[0].texte, found.is_same)


def test_other_brand_of_an_insulin_is_a_change() -> None:
    """Mix 25 and Mix 50 have one DCI and one concentration: only the brand tells them apart."""
    mixes = [
        taken("insuline lispro", "10 UI le matin", marque=brand, dosage="100 UI/mL")
        for brand in ("Humalog Mix25", "Humalog Mix50")
    ]

    assert (False, "marque : Humalog Mix25 → Humalog Mix50") == (compare(*mixes).is_same, _told(*mixes)[0])


def test_brand_of_a_narrow_margin_that_one_side_does_not_say_is_a_doubt() -> None:
    """« Levothyrox » is not said by « lévothyroxine »."""
    before = taken("lévothyroxine", "75 µg le matin", marque="Levothyrox")
    after = taken("lévothyroxine sodique", "75 µg le matin", libelle="lévothyroxine 75 µg", dosage="75 µg")

    assert ("marque écrite d'un seul côté",) == compare(before, after).incertitudes


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("ramipril", "candésartan", Changement(Nature.REMPLACEMENT, "remplacement : ramipril → candésartan")),
        (
            "périndopril + amlodipine",
            "périndopril",
            Changement(Nature.ASSOCIATION, "composition : périndopril + amlodipine → périndopril"),
        ),
        (
            "ténofovir disoproxil",
            "ténofovir alafénamide",
            Changement(Nature.ESTER, "sel ou ester : ténofovir disoproxil → ténofovir alafénamide"),
        ),
    ],
)
def test_other_drug_is_said_alone(before: str, after: str, told: Changement) -> None:
    """Doses of two drugs are never compared."""
    assert (told,) == changes(taken(before, "10 mg le matin"), taken(after, "80 mg le soir"))


def test_drug_without_dci_is_known_by_its_exact_name_only() -> None:
    """Likeness of spelling is no identity; the label's strength and form are no part of the name."""
    home = taken(None, libelle="Lasilix 40 mg")
    same = [taken(None, libelle="LASILIX 40 mg, comprimé"), taken("furosémide", libelle="Lasilix", dosage="40 mg")]
    other = [taken(None, libelle="Lasilis 40 mg"), taken("furosémide", libelle="furosémide 40 mg")]

    assert [True, True, False, False] == [compare(home, one).meme_medicament for one in (*same, *other)]


def test_words_not_understood_are_a_difference() -> None:
    """What was set aside unread may matter."""
    before = taken("x", _MORNING).replace(non_lu=("sauf dimanche",))

    assert ["mots non compris : sauf dimanche → rien"] == _told(before, taken("x", _MORNING))


@given(prescriptions)
def test_prescription_is_the_same_as_itself(one: Prescription) -> None:
    """Nothing differs from itself, and a duration does not count."""
    found = compare(one, one.replace(duree=None))

    assert ((), (), True) == (found.changements, found.incertitudes, found.is_same)
