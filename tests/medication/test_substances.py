"""Names of substances and of drugs as they are compared."""

import pytest

from lls_drafter.medication.substances import (
    Parente,
    brand_matters,
    label_name,
    molecule,
    relate,
    substance,
    substances,
)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("chlorhydrate de tramadol", "tramadol"),
        ("Tramadol (chlorhydrate de)", "tramadol"),
        ("bésilate d'amlodipine", "amlodipine"),
        ("amlodipine bésilate", "amlodipine"),
        ("énoxaparine sodique", "enoxaparine"),
        ("périndopril tert-butylamine", "perindopril"),
        ("candésartan cilexétil", "candesartan"),
        ("amoxicilline (trihydratée)", "amoxicilline"),
        ("valproate de sodium", "acide valproique"),
        ("clavulanate de potassium", "acide clavulanique"),
        ("alendronate monosodique trihydraté", "acide alendronique"),
        ("clavulanique (acide)", "acide clavulanique"),
    ],
)
def test_salt_that_changes_nothing_is_left_out(written: str, compared: str) -> None:
    """A drug and its salt are one, whichever way it is written."""
    assert compared == substance(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chlorure de potassium", "chlorure de sodium"),
        ("chlorure de potassium", "gluconate de potassium"),
        ("sulfate de magnésium", "magnésium"),
        ("héparine sodique", "héparine calcique"),
        ("halopéridol", "décanoate d'halopéridol"),
        ("dexaméthasone", "phosphate de dexaméthasone"),
        ("ténofovir disoproxil", "ténofovir alafénamide"),
        ("macrogol 3350", "macrogol 4000"),
        ("hydroxyzine", "hydralazine"),
    ],
)
def test_salt_that_is_the_drug_is_kept(one: str, other: str) -> None:
    """Metals, esters, heparins and sizes make other drugs."""
    assert substances(one) != substances(other)


@pytest.mark.parametrize(
    "written",
    ["amoxicilline + acide clavulanique", "amoxicilline/acide clavulanique", "Amoxicilline et acide clavulanique"],
)
def test_combination_is_parted_into_substances(written: str) -> None:
    """A combination is its substances, whatever stands between them."""
    assert ("amoxicilline", "acide clavulanique") == substances(written)


@pytest.mark.parametrize("written", ["souche A/Victoria", "hydroxyéthylamidon 130/0,4"])
def test_slash_inside_a_name_does_not_part_it(written: str) -> None:
    """A strain, or a size, is one name."""
    assert 1 == len(substances(written))


def test_strength_in_a_dci_is_left_out() -> None:
    """A strength typed after the DCI is no part of the name."""
    assert ("furosemide",) == substances("furosémide 40 mg")


@pytest.mark.parametrize("blank", ["", "  ", "+", "(", ","])
def test_no_name_gives_no_substance(blank: str) -> None:
    """Marks alone name nothing."""
    assert not set(substances(blank)) - {"("}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Lasilix 40 mg, comprimé", "lasilix"),
        ("furosémide 40 mg comprimé", "furosemide"),
        ("vitamine D3 100 000 UI ampoule", "vitamine d3"),
        ("Kaleorid LP 1000", "kaleorid"),
        ("A 313 pommade", "a 313"),
        ("périndopril 5 mg + amlodipine 5 mg", "perindopril + amlodipine"),
        ("insuline glargine (Lantus) 100 UI/mL", "insuline glargine"),
        ("plantes pour dormir", "plantes pour dormir"),
        ("comprimé rose", "comprime rose"),
    ],
)
def test_label_name_is_without_strength_nor_form(label: str, name: str) -> None:
    """What is left of a label is the name, whole: half a combination would be another drug."""
    assert name == label_name(label)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"furosemide"}, {"furosemide"}, Parente.MEME),
        ({"fluticasone"}, {"propionate de fluticasone"}, Parente.MEME),
        ({"furoate de fluticasone"}, {"propionate de fluticasone"}, Parente.ESTER),
        ({"perindopril", "amlodipine"}, {"perindopril"}, Parente.COMMUNE),
        ({"perindopril"}, {"amlodipine"}, Parente.AUCUNE),
        ({"chlorure de potassium"}, {"macrogol 3350", "chlorure de potassium"}, Parente.AUCUNE),
        (set(), set(), Parente.AUCUNE),
        (set(), {"furosemide"}, Parente.AUCUNE),
    ],
)
def test_drugs_are_related_by_their_substances(one: set[str], other: set[str], expected: Parente) -> None:
    """The same, another ester, one in common, or nothing; an unknown drug is related to none."""
    assert expected is relate(frozenset(one), frozenset(other))
    assert expected is relate(frozenset(other), frozenset(one))


def test_molecule_of_an_ester_is_its_base() -> None:
    """People say the molecule; a mineral keeps its salt."""
    assert ("haloperidol", "chlorure de potassium") == (
        molecule("decanoate d'haloperidol"),
        molecule("chlorure de potassium"),
    )


@pytest.mark.parametrize(
    ("atc", "name", "expected"),
    [
        (None, "insuline lispro", True),
        (None, "tacrolimus", True),
        (None, "adalimumab", True),
        ("N03AX14", "levetiracetam", True),
        ("H03AA01", "inconnu", True),
        ("C03CA01", "furosemide", False),
        (None, "paracetamol", False),
    ],
)
def test_brand_matters_for_insulins_biologics_and_narrow_margins(atc: str | None, name: str, *, expected: bool) -> None:
    """These drugs are known by their brand, by class or by name when the class is not known."""
    assert expected == brand_matters(atc, frozenset({name}))
