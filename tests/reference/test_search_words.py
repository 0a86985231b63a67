"""How names are cut into words, and what « the same name » means."""

import pytest

from lls_drafter.reference.search_words import (
    bag,
    bare_name,
    compact,
    form_is,
    form_words,
    name_words,
    usual_name,
    without_salts,
    words,
)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("AMLODIPINE BIOGARAN 5 mg", ("amlodipine", "biogaran", "5", "mg")),
        ("chlorhydrate d’alfuzosine", ("chlorhydrate", "alfuzosine")),
        ("TOPALGIC L.P. 100 mg", ("topalgic", "lp", "100", "mg")),
        ("co-aprovel", ("co", "aprovel")),
        ("vitamine D", ("vitamine", "d")),
        ("vitamine B12", ("vitamine", "b12")),
        ("Cœur", ("coeur",)),
        ("37,5/325", ("37,5", "325")),
        ("\x00", ()),
    ],
)
def test_text_is_cut(text: str, cut: tuple[str, ...]) -> None:
    """Accents, case, apostrophes and hyphens aside; a letter alone is a word."""
    assert cut == words(text)


def test_vitamins_are_not_one_another() -> None:
    """« vitamine A » and « vitamine D » differ by one letter, which is never set aside."""
    assert bag(name_words("vitamine A")) != bag(name_words("vitamine D"))


def test_name_is_the_same_in_any_order_and_cut() -> None:
    """The order of substances and the hyphens of brands change nothing."""
    assert bag(name_words("acide clavulanique + amoxicilline")) == bag(name_words("amoxicilline et acide clavulanique"))
    assert compact(name_words("Solu-Medrol")) == compact(name_words("SOLUMEDROL"))


@pytest.mark.parametrize(
    ("dci", "usual"),
    [
        ("chlorhydrate de tramadol", "tramadol"),
        ("bésilate d'amlodipine", "amlodipine"),
        ("losartan potassique", "losartan"),
        ("metformine base", "metformine"),
        ("atorvastatine calcique trihydratée", "atorvastatine"),
        ("phosphate de codéine hémihydraté", "codéine"),
        ("métasulfobenzoate sodique de prednisolone", "prednisolone"),
        ("valproate de sodium", "acide valproïque"),
        ("chlorure de potassium", "chlorure de potassium"),
        ("sulfate de zinc", "sulfate de zinc"),
        ("gluconate de calcium", "gluconate de calcium"),
        ("héparine calcique", "héparine calcique"),
        ("mycophénolate sodique", "mycophénolate sodique"),
        ("mycophénolate mofétil", "mycophénolate mofétil"),
        ("butylbromure de scopolamine", "butylbromure de scopolamine"),
        ("propionate de fluticasone", "propionate de fluticasone"),
        ("aspartate d'arginine", "aspartate d'arginine"),
        ("fer", "fer"),
        ("", ""),
    ],
)
def test_salt_is_set_aside_unless_it_is_the_drug(dci: str, usual: str) -> None:
    """A salt that only dissolves a base says nothing; a mineral salt, an ester or a heparin is the drug."""
    assert usual == usual_name(dci)


def test_ester_has_the_name_of_its_molecule() -> None:
    """People say « fluticasone » for both of its esters."""
    assert "fluticasone" == bare_name("propionate de fluticasone") == bare_name("furoate de fluticasone")
    assert "amlodipine" == bare_name("bésilate d'amlodipine")


def test_metal_alone_is_not_what_a_salt_is() -> None:
    """« chlorure de magnésium » does not become « magnésium »."""
    typed = name_words("chlorure de magnésium")

    assert typed == without_salts(typed)
    assert ("tramadol",) == without_salts(name_words("tramadol chlorhydrate"))


@pytest.mark.parametrize("typed", ["cp", "comp eff", "comprimé", "comprimé effervescent", "orale"])
def test_form_is_known_short_or_in_full(typed: str) -> None:
    """What people type for a form is that form."""
    assert form_is(name_words(typed), form_words("comprimé effervescent(e) sécable", "orale"))


@pytest.mark.parametrize("typed", ["gélule", "cp gel", "LP", "patch"])
def test_other_form_is_not_it(typed: str) -> None:
    """Each word typed must be of the form."""
    assert not form_is(name_words(typed), form_words("comprimé effervescent(e) sécable", "orale"))
