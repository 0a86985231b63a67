"""What a typed name is: exactly a name of the catalogue, or nothing but propositions."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.reference.index import DrugIndex, national_info, write_index
from lls_drafter.reference.model import Identification
from tests.reference.drugs import FICHES, META, drug

APIXABAN = ("apixaban",)
AUGMENTIN = ("amoxicilline", "acide clavulanique")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrugIndex]:
    """Give the index of the few specialities."""
    path = tmp_path_factory.mktemp("index") / "base.sqlite"
    write_index(path, FICHES, META)
    with DrugIndex.open(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("nom", "dci", "marque"),
    [
        ("apixaban", APIXABAN, None),
        ("APIXABAN", APIXABAN, None),
        ("Eliquis", APIXABAN, "Eliquis"),
        ("eliquis apixaban", APIXABAN, "Eliquis"),
        ("kardegic", ("acide acétylsalicylique",), "Kardégic"),
        ("Kardégic", ("acide acétylsalicylique",), "Kardégic"),
        ("acide clavulanique + amoxicilline", AUGMENTIN, None),
        ("amoxicilline/acide clavulanique", AUGMENTIN, None),
        ("amoxicilline et acide clavulanique", AUGMENTIN, None),
        ("augmentin", AUGMENTIN, "Augmentin"),
        ("Lasilix faible", ("furosémide",), "Lasilix faible"),
        ("lasilix", ("furosémide",), "Lasilix"),
        ("amlodipine biogaran", ("amlodipine",), None),
        ("chlorhydrate de tramadol", ("tramadol",), None),
        ("tramadol chlorhydrate", ("tramadol",), None),
        ("amlodipine bésilate", ("amlodipine",), None),
        ("potassium chlorure", ("chlorure de potassium",), None),
        ("topalgic LP", ("tramadol",), "Topalgic LP"),
        ("insuline lantus", ("insuline glargine",), "Lantus"),
        ("oldamox", ("amoxicilline",), "Oldamox"),
        ("calcidose", ("calcium", "cholécalciférol"), "Calcidose"),
        ("aspirine", ("acide acétylsalicylique",), None),
        ("salmétérol/propionate de fluticasone", ("propionate de fluticasone", "salmétérol"), None),
    ],
)
def test_exact_name_is_known(index: DrugIndex, nom: str, dci: tuple[str, ...], marque: str | None) -> None:
    """A substance, a brand, with its laboratory, its class or its salt, in any order and case, is that drug."""
    known = index.identify(nom)

    assert (dci, marque) == (known.dci, known.marque)
    assert known.fiches
    assert () == known.propositions


@pytest.mark.parametrize(
    "nom",
    [
        "pred",
        "amlo",
        "amlodipne",
        "eliqui",
        "elikis",
        "prednisolon",
        "lasili",
        "amoxicilline clavulanique",
        "amlodipine prednisone",
        "eliquis prednisone",
        "topalgic retard",
        "insuline",
        "vitamine d",
        "vitamine a",
        "acide",
        "chlorure",
        "d",
        "un comprimé",
        "xyzzy",
        "",
    ],
)
def test_name_that_is_not_exact_is_never_guessed(index: DrugIndex, nom: str) -> None:
    """An abbreviation, a beginning, a typing error, a word too many: nothing is identified."""
    known = index.identify(nom)

    assert ((), None, (), ()) == (known.dci, known.marque, known.fiches, known.dosages)
    assert len(known.propositions) <= 5


def test_abbreviation_proposes_both_substances(index: DrugIndex) -> None:
    """« pred » may be either: the person chooses."""
    assert {"prednisone", "prednisolone"} <= set(index.identify("pred").propositions)


def test_typing_error_is_proposed(index: DrugIndex) -> None:
    """A mistyped brand is proposed under its own name."""
    assert "Eliquis" == index.identify("eliqius").propositions[0]


def test_molecule_of_two_esters_says_none_of_them(index: DrugIndex) -> None:
    """« fluticasone » is two drugs, whose doses differ."""
    known = index.identify("fluticasone")

    assert ((), ()) == (known.dci, known.fiches)
    assert {"Flixotide", "Avamys"}.isdisjoint(known.propositions)
    assert ("propionate de fluticasone", "furoate de fluticasone") == tuple(sorted(known.propositions, reverse=True))


def test_brand_whose_drugs_disagree_is_not_known(index: DrugIndex) -> None:
    """A brand that was another substance once says none of them."""
    known = index.identify("truc")

    assert ((), ()) == (known.dci, known.fiches)


def test_bare_number_narrows_and_gives_the_full_strength(index: DrugIndex) -> None:
    """« eliquis 5 » keeps the 5 mg, and says its unit for the person to accept."""
    known = index.identify("eliquis", dosage="5")

    assert [("ELIQUIS 5 mg, comprimé pelliculé", "60000007")] == [(one.libelle, one.cis) for one in known.fiches]
    assert ("5 mg",) == known.dosages


@pytest.mark.parametrize("dosage", ["1 g", "1g", "1000 mg", "1 000 mg", "1000", "1"])
def test_strength_is_the_same_in_any_writing(index: DrugIndex, dosage: str) -> None:
    """1 g is 1 000 mg; a bare number is one of those printed."""
    known = index.identify("paracétamol", dosage=dosage, forme="cp")

    assert "paracétamol 1 g comprimé" == known.fiches[0].libelle
    assert ("1 g",) == known.dosages


@pytest.mark.parametrize("dosage", ["500/62,5", "500 mg/62,5 mg", "62,5/500", "500", "500 mg"])
def test_strength_of_a_combination(index: DrugIndex, dosage: str) -> None:
    """Both parts in any order, or the first substance's alone."""
    known = index.identify("augmentin", dosage=dosage)

    assert ("500 mg/62,5 mg",) == known.dosages


@pytest.mark.parametrize("dosage", ["7", "5 g", "5 µg", "25", "0,5 mg", "une dose", "5 mg le matin", "5/5"])
def test_strength_that_no_drug_has_keeps_none(index: DrugIndex, dosage: str) -> None:
    """The name is known, the strength is not: no speciality is chosen, no strength is supplied."""
    known = index.identify("eliquis", dosage=dosage)

    assert (APIXABAN, (), ()) == (known.dci, known.fiches, known.dosages)


def test_without_a_strength_all_are_given(index: DrugIndex) -> None:
    """The strengths that a drug has are for the person to choose from."""
    assert {"2,5 mg", "5 mg"} == set(index.identify("apixaban").dosages)


def test_form_narrows(index: DrugIndex) -> None:
    """A form, short or in full, keeps the drugs that have it; another one keeps none."""
    assert ("500 mg",) == index.identify("paracetamol", forme="gél").dosages
    assert ("1 000 mg",) == index.identify("doliprane", forme="comprimé effervescent").dosages
    assert () == index.identify("eliquis", forme="gélule").fiches


def test_brand_range_answers_for_its_brand(index: DrugIndex) -> None:
    """« Seretide 500 » is a Seretide Diskus: same substances, under the same first word."""
    known = index.identify("seretide", dosage="500")

    assert ("Seretide", ["Seretide Diskus"]) == (known.marque, [one.marque for one in known.fiches])


def test_number_of_a_name_is_not_a_strength(index: DrugIndex) -> None:
    """« Modopar 125 » is a name: its strengths are others, and both are given."""
    known = index.identify("modopar", dosage="125")

    assert ("Modopar", ("100 mg/25 mg",)) == (known.marque, known.dosages)
    assert [("lévodopa", "bensérazide")] == [one.dci for one in known.fiches]
    assert () == index.identify("modopar", dosage="62,5").fiches


def test_substance_gives_no_laboratory(index: DrugIndex) -> None:
    """A substance alone is nobody's speciality."""
    assert {None} == {one.cis for one in index.identify("amlodipine").fiches}


def test_name_of_few_letters_does_not_hide_in_another() -> None:
    """A brand of one letter is not what « vitamine A » says."""
    fiches = (drug("A 313 50 000 UI, capsule molle", "rétinol", "50 000 UI", 1, marque="A"),)
    with DrugIndex.in_memory(fiches, national_info(META), "2026-05") as index:
        assert () == index.identify("vitamine a").dci
        assert () == index.identify("a").dci


@given(st.text(max_size=60), st.none() | st.text(max_size=20), st.none() | st.text(max_size=20))
def test_any_text_is_identified_or_not(index: DrugIndex, nom: str, dosage: str | None, forme: str | None) -> None:
    """No text is an error; what is not known gives no drug; what is known gives no proposition."""
    known = index.identify(nom, dosage=dosage, forme=forme)

    assert isinstance(known, Identification)
    assert known.dci or not known.fiches
    assert not (known.dci and known.propositions)
