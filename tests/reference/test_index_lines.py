"""What a search may answer: lines made from specialities, true of each that they stand for."""

from dataclasses import replace

import pytest

from lls_drafter.reference.index_lines import Line, Sort, group_brands, lines_of, usual_form
from tests.reference.drugs import FICHES, drug


def dci_lines(*fiches: object) -> list[Line]:
    """Give the lines of the substances of specialities."""
    return [line for line in lines_of(fiches, {}) if line.sorte is Sort.DCI]  # type: ignore[arg-type]


def test_line_says_only_what_all_its_drugs_share() -> None:
    """ATC, restrictions and routes of a substance are those that every marketed speciality has."""
    one = drug("X A 5 mg", "x", "5 mg", 1, atc="A01AA01", voies=("orale", "sublinguale"), restrictions=("liste I", "a"))
    other = replace(one, libelle="X B 5 mg", cis="2", voies=("orale",), restrictions=("liste I", "b"))
    (line,) = dci_lines(one, other)

    assert (("orale",), ("liste I",), "A01AA01") == (line.fiche.voies, line.fiche.restrictions, line.fiche.atc)
    (line,) = dci_lines(one, replace(other, atc="B01AA01"))
    assert line.fiche.atc is None


def test_hospital_line_is_of_hospital_drugs_only() -> None:
    """One speciality that pharmacies sell is enough for the substance not to be kept for hospitals."""
    one = drug("X A 5 mg", "x", "5 mg", 1, hopital=True)
    other = replace(one, libelle="X B 5 mg", cis="2", hopital=False)

    assert [True] == [line.fiche.hopital for line in dci_lines(one)]
    assert [False] == [line.fiche.hopital for line in dci_lines(one, other)]


def test_withdrawn_drug_says_nothing_of_a_marketed_one() -> None:
    """What a withdrawn speciality was restricted to does not hide what the others share."""
    one = drug("X A 5 mg", "x", "5 mg", 1, restrictions=("liste I",))
    gone = replace(one, libelle="X B 5 mg", cis="2", commercialise=False, restrictions=())
    (line,) = dci_lines(one, gone)

    assert (("liste I",), True) == (line.fiche.restrictions, line.fiche.commercialise)


def test_substances_come_in_the_order_of_the_label() -> None:
    """« AMLODIPINE/VALSARTAN 5 mg/80 mg » is not shown as valsartan 80, amlodipine 5."""
    (line,) = dci_lines(*[one for one in FICHES if len(one.dci) == 2 and "VALSARTAN" in one.libelle])

    assert (("amlodipine", "valsartan"), ("5 mg", "80 mg")) == (line.fiche.dci, line.fiche.dosages)


def test_strengths_of_a_brand_come_in_the_order_of_its_label() -> None:
    """A brand's label has no names of substances: its strengths give their order."""
    (line,) = dci_lines(drug("COMBI 10 mg/2,5 mg", "b + a", "2,5 mg + 10 mg", 1, marque="Combi"))

    assert (("a", "b"), ("10 mg", "2,5 mg")) == (line.fiche.dci, line.fiche.dosages)


def test_strengths_are_never_parted_from_their_substances() -> None:
    """In whatever order, each substance keeps its own strength."""
    pairs = {(frozenset(zip(one.dci, one.dosages, strict=True))) for one in FICHES}

    for line in lines_of(FICHES, {}):
        assert frozenset(zip(line.fiche.dci, line.fiche.dosages, strict=True)) in pairs


def test_parallel_imports_are_one_brand_with_the_code_of_the_original() -> None:
    """The code is the one with an ATC code; without one that tells them apart, there is none."""
    original, copy = (one for one in FICHES if one.libelle == "ELIQUIS 5 mg, comprimé pelliculé")

    def code(*fiches: object) -> list[str | None]:
        return [line.fiche.cis for line in lines_of(fiches, {}) if line.sorte is Sort.MARQUE]  # type: ignore[arg-type]

    assert [original.cis] == code(copy, original)
    assert [None] == code(copy, replace(copy, cis="3"))
    assert [copy.cis] == code(copy)
    assert [copy.cis] == code(copy, replace(original, commercialise=False))


def test_different_strengths_of_one_name_are_not_merged() -> None:
    """Two specialities of one name with other strengths stay two."""
    one = drug("MARQUE, solution", "x", "5 mg/ml", 1, marque="Marque")
    other = replace(one, cis="2", dosages=("10 mg/ml",))

    assert 2 == sum(line.sorte is Sort.MARQUE for line in lines_of((one, other), {}))


def test_marketed_comes_first_homeopathy_last() -> None:
    """The order of lines is that of answers as good as one another."""
    lines = lines_of(FICHES, {})
    sorts = [line.sorte is Sort.HOMEOPATHIE for line in lines]

    assert sorted(sorts) == sorts
    usual = [line.fiche for line in lines if line.sorte <= Sort.MARQUE]
    absent = [not (one.commercialise and one.autorise) for one in usual]
    assert sorted(absent) == absent


@pytest.mark.parametrize(
    ("published", "usual"),
    [
        ("comprimé pelliculé sécable", "comprimé"),
        ("comprimé effervescent(e) sécable", "comprimé effervescent"),
        ("gélule gastro-résistant(e)", "gélule gastro-résistante"),
        ("comprimé pelliculé à libération prolongée", "comprimé à libération prolongée"),
        ("emplâtre médicamenteux(se)", "emplâtre médicamenteux"),
        ("gomme à mâcher médicamenteux(se)", "gomme à mâcher médicamenteuse"),
        ("", ""),
    ],
)
def test_form_is_said_as_people_say_it(published: str, usual: str) -> None:
    """Coats and score lines are left out, genders closed; what changes the release or the route stays."""
    assert usual == usual_form(published)


@pytest.mark.parametrize(
    ("groupe", "brands"),
    [
        ("APIXABAN 5 mg - ELIQUIS 5 mg, comprimé pelliculé", ("ELIQUIS",)),
        ("BISOPROLOL 5 mg - A (B) 5 mg -CARDENSIEL 5 mg, comprimé - X 5 mg", ("A", "CARDENSIEL", "X")),
        ("LOPERAMIDE 2 mg - IMODIUM 2 mg, gélule - IMODIUMCAPS 2 mg, gélule", ("IMODIUM", "IMODIUMCAPS")),
        ("SPIRAMYCINE 1,5 M.UI + METRONIDAZOLE 250 mg - BIRODOGYL, comprimé pelliculé", ("BIRODOGYL",)),
        ("SEUL 5 mg", ()),
    ],
)  # fmt: skip
def test_group_label_names_brands(groupe: str, brands: tuple[str, ...]) -> None:
    """The label of a generic group names its princeps, even those that are gone."""
    assert brands == group_brands(groupe)
