"""The search of drugs: what is typed begins words, in any order; errors are forgiven last."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.letter.text import fold
from lls_drafter.reference.index import DrugIndex, write_index
from lls_drafter.reference.model import Fiche
from lls_drafter.reference.search import queries
from tests.reference.bdpm_set import real_base
from tests.reference.drugs import FICHES, META


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrugIndex]:
    """Give the index of the few specialities."""
    path = tmp_path_factory.mktemp("index") / "base.sqlite"
    write_index(path, FICHES, META)
    with DrugIndex.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrugIndex]:
    """Give the index of the real base."""
    read = real_base()
    path = tmp_path_factory.mktemp("national") / "base.sqlite"
    write_index(path, read.fiches, read.meta)
    with DrugIndex.open(path) as opened:
        yield opened


def labels(fiches: tuple[Fiche, ...]) -> list[str]:
    """Give the names of answers."""
    return [fiche.libelle for fiche in fiches]


@pytest.mark.parametrize(
    "query",
    ["amlo 5 gel", "5 mg gel amlo", "AMLODIPINE 5mg", "amlodipine 5 mg gélule", "gél amlo 5", "amlo oral 5 g"],
)
def test_words_in_any_order_find_the_drug(index: DrugIndex, query: str) -> None:
    """A drug is found by the beginnings of its words, its strength and its form, in any order and case."""
    assert "amlodipine 5 mg gélule" == index.search(query)[0].libelle


def test_generics_are_one_answer_without_a_laboratory(index: DrugIndex) -> None:
    """Picking a substance chooses no laboratory: the answer has no CIS code, and what all its drugs share."""
    found = index.search("amlodipine 5 mg gélule")

    assert ["amlodipine 5 mg gélule", "AMLOR 5 mg, gélule"] == labels(found)
    assert (None, "C08CA01", None, ("liste I",)) == (
        found[0].cis,
        found[0].atc,
        found[0].marque,
        found[0].restrictions,
    )
    assert "60000004" == found[1].cis


def test_shades_of_a_form_are_one_answer(index: DrugIndex) -> None:
    """« comprimé » and « comprimé sécable » of one drug are one answer."""
    assert ["prednisone 20 mg comprimé"] == labels(index.search("prednisone 20"))


def test_laboratory_that_was_asked_for_answers(index: DrugIndex) -> None:
    """« amlodipine biogaran » is that laboratory's speciality, with its own code."""
    found = index.search("amlodipine biogaran 5 gel")

    assert [("AMLODIPINE BIOGARAN 5 mg, gélule", "60000001")] == [(one.libelle, one.cis) for one in found]


def test_brand_finds_itself_and_its_substance_after(index: DrugIndex) -> None:
    """A brand's generic group leads to the substance."""
    assert ["AMLOR 5 mg, gélule", "amlodipine 5 mg gélule"] == labels(index.search("amlor"))


def test_brand_that_is_gone_leads_to_its_substance(index: DrugIndex) -> None:
    """A former princeps, which only the label of a generic group still names, finds its substance."""
    assert ["amoxicilline 500 mg gélule"] == labels(index.search("oldamox"))


def test_usual_name_finds_the_substance(index: DrugIndex) -> None:
    """What people say for a substance finds it, though the base never says it."""
    assert "acide acétylsalicylique" in index.search("aspirine")[0].dci


def test_combination_is_found_by_its_parts(index: DrugIndex) -> None:
    """« amox clav » finds the combination, its substances in the order of its name, each with its strength."""
    found = index.search("clav amox")[0]

    assert "amoxicilline/acide clavulanique 500 mg/62,5 mg comprimé" == found.libelle
    assert (("amoxicilline", "acide clavulanique"), ("500 mg", "62,5 mg")) == (found.dci, found.dosages)


@pytest.mark.parametrize("query", ["paracetamol 1g cp", "paracétamol 1000 mg comprimé", "paracetamol 1000 cp"])
def test_strength_is_found_in_any_unit(index: DrugIndex, query: str) -> None:
    """1 g is 1 000 mg, and both are one drug."""
    assert "paracétamol 1 g comprimé" == index.search(query)[0].libelle


def test_number_is_no_other_number(index: DrugIndex) -> None:
    """A strength that no drug has finds none, rather than another strength."""
    assert () == index.search("eliquis 25")
    assert () == index.search("eliquis 5 g")


def test_number_that_is_being_typed_begins_a_strength(index: DrugIndex) -> None:
    """« 1 » on the way to « 10 » already shows 10 mg."""
    assert ["amlodipine 10 mg gélule"] == labels(index.search("amlodipine 1"))


def test_patch_is_said_as_people_say_it(index: DrugIndex) -> None:
    """A published « dispositif » by the transdermal route is a patch."""
    assert "fentanyl 25 microgrammes/heure dispositif transdermique" == index.search("fentanyl patch")[0].libelle


def test_gender_of_a_form_is_closed(index: DrugIndex) -> None:
    """« effervescent(e) » is not shown as published."""
    assert "prednisolone 20 mg comprimé effervescent" in labels(index.search("prednisolone"))


def test_names_that_begin_alike_share_the_answers(index: DrugIndex) -> None:
    """« pred » shows both substances, not one of them only."""
    found = index.search("pred", limit=2)

    assert {("prednisone",), ("prednisolone",)} == {one.dci for one in found}


def test_not_marketed_comes_after(index: DrugIndex) -> None:
    """A drug that is no more sold is found, after those that are, and says so."""
    found = index.search("lasilix")

    assert ["LASILIX 40 mg, comprimé sécable", "LASILIX FAIBLE 20 mg, comprimé"] == labels(found)[:2]
    assert [True, False] == [one.commercialise for one in found][:2]


def test_homeopathy_comes_last_and_only_by_its_name(index: DrugIndex) -> None:
    """« arnica » shows the gel first; « nux vomica » finds what only homeopathy has; « arn » shows none."""
    assert ["arnica montana 7 g/100 g gel", "ARNIGEL, gel"] == labels(index.search("arnica"))[:2]
    assert index.search("arnica")[-1].homeopathie
    assert not any(one.homeopathie for one in index.search("arn"))
    assert ["NUX VOMICA BOIRON, degré de dilution compris entre 2CH et 30CH"] == labels(index.search("nux vomica"))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("amlodipne", "amlodipine"),
        ("predinsone", "prednisone"),
        ("elqiuis", "eliquis"),
        ("kardgic 75", "kardégic"),
        ("furosemdie", "furosémide"),
        ("paracetaml 1g", "paracétamol"),
        ("doliprnae", "doliprane"),
        ("amoxiciline acid clavulanqiue", "amoxicilline"),
    ],
)
def test_typing_errors_are_forgiven(index: DrugIndex, query: str, name: str) -> None:
    """A letter missing, added, changed or swapped still finds the drug, first."""
    found = index.search(query)[0]

    assert name in (*found.dci, (found.marque or "").lower())


def test_right_name_is_not_followed_by_its_likes(index: DrugIndex) -> None:
    """Drugs that only look like what was typed never follow the one that was typed."""
    assert {("prednisone",)} == {one.dci for one in index.search("prednisone")}


@pytest.mark.parametrize("query", ["", "   ", "5", "10 mg", "-", "'"])
def test_query_without_a_word_finds_nothing(index: DrugIndex, query: str) -> None:
    """A number alone is no drug's name."""
    assert () == index.search(query)


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        "amlo " * 3_000,
        '"amlo" OR 1=1; DROP TABLE lignes --',
        "mots:amlo* NEAR(a b) ^amlo",
        "amlo\x00dipine",
        "💊 amlo",
        "\ud800",
        "1 000 " * 200,
        "%_*?[a-z]",
    ],
)
def test_any_query_is_answered_at_once(index: DrugIndex, query: str) -> None:
    """Whatever comes from a keyboard or a clipboard is searched, without an error and without a wait."""
    start = time.perf_counter()
    index.search(query)

    assert time.perf_counter() - start < 0.2


@given(st.text(max_size=40))
def test_any_text_is_answered(index: DrugIndex, text: str) -> None:
    """No text is an error, and no answer comes twice."""
    found = index.search(text)

    assert len(found) == len(set(found)) <= 10


def test_limit_is_kept(index: DrugIndex) -> None:
    """No more answers than asked, the same first one; none for none."""
    assert 3 == len(index.search("a", limit=3))
    assert index.search("a", limit=20)[0] == index.search("a", limit=3)[0]
    assert () == index.search("a", limit=0)


def test_words_are_capped() -> None:
    """A page of prose costs no more than a line."""
    (query,) = queries("mot " * 10 + " ".join(f"m{number}" for number in range(500)))

    assert len(query.words) + len(query.numbers) <= 8


def test_unit_and_start_of_a_form_are_both_read() -> None:
    """« 5 g » is 5 grammes, or 5 and the start of « gélule »."""
    likely, other = queries("amlo 5 g")

    assert (("amlo",), ("=5000000µg",)) == (likely.words, likely.numbers)
    assert (("amlo", "g"), ("5",)) == (other.words, other.numbers)


@pytest.mark.slow
def test_misspelt_names_of_the_national_base_are_found(national: DrugIndex) -> None:
    """At least 97 in 100 misspelt substances are found among ten answers."""
    chance = random.Random(7)  # noqa: S311 - a fixed sample
    names = sorted(
        {
            one.dci[0]
            for one in real_base().fiches
            if len(one.dci) == 1 and one.commercialise and not one.homeopathie and one.dci[0].isalpha()
        }
    )
    sample = chance.sample([name for name in names if len(name) > 5], 200)
    found = 0
    for name in sample:
        place = chance.randrange(len(name) - 1)
        swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
        typed = chance.choice((name[:place] + name[place + 1 :], swapped, name[:place] + "k" + name[place + 1 :]))
        found += any(fold(name) in map(fold, one.dci) for one in national.search(typed))

    assert found >= 0.97 * len(sample)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("amlo 5 gel", "amlodipine 5 mg gélule"),
        ("paracetamol 1g cp eff", "paracétamol 1 000 mg comprimé effervescent"),
        ("levothyrox 75", "LEVOTHYROX 75 microgrammes, comprimé sécable"),
        ("amox clav 500 cp", "amoxicilline/acide clavulanique 500 mg/62,5 mg comprimé"),
        ("bisop 1,25", "bisoprolol 1,25 mg comprimé"),
    ],
)
def test_national_base_answers_what_clinicians_type(national: DrugIndex, query: str, label: str) -> None:
    """The first answer on the real base is the one meant."""
    assert label == national.search(query)[0].libelle


@pytest.mark.slow
def test_national_base_answers_fast(national: DrugIndex) -> None:
    """A key is answered in well under what a person feels, whatever the machine: `make bench` has the figures."""
    start = time.perf_counter()
    typed = ("paracetamol", "amlodipine", "furosemide", "prednisne")
    count = 0
    for name in typed:
        for length in range(1, len(name) + 1):
            national.search(name[:length])
            count += 1

    assert (time.perf_counter() - start) / count < 0.02


def test_search_never_writes(tmp_path: Path) -> None:
    """The file of a base is the same after searches."""
    path = tmp_path / "own" / "base.sqlite"
    path.parent.mkdir()
    write_index(path, FICHES, META)
    before = path.read_bytes()
    with DrugIndex.open(path) as opened:
        opened.search("amlo")
        opened.identify("amlodipine")

    assert before == path.read_bytes()
    assert ["base.sqlite"] == [one.name for one in path.parent.iterdir()]
