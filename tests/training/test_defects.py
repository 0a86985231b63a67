"""Defects planted in good letters: each rule has one, each is found, none hides another; same seed, same bytes."""

from collections.abc import Mapping
from functools import cache

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import read_letter, write_letter
from lls_drafter.letter_files.fingerprint import fingerprint
from lls_drafter.packs.cases import load_case, load_model
from lls_drafter.packs.checklists import load_all
from lls_drafter.packs.templates import load_template
from lls_drafter.rules.model import Niveau
from lls_drafter.training.defects.editing import edited
from lls_drafter.training.defects.judging import Judge, review_day
from lls_drafter.training.defects.model import Defect, Planted
from lls_drafter.training.defects.planting import KNOWN, plant, possible
from lls_drafter.training.find_fault.reading import read
from tests.training.good_letters import EXAMPLES, NAMES, checklists, good, judge

GRID = "qls_mco_12"
RULES = tuple(
    item.id
    for one in checklists()
    for item in one.items
    if one.id == GRID or (one.indicateur is None and item.niveau is not Niveau.CONSEIL)
)
_FAMILIES = frozenset({"identite", "dates", "listes", "transmission", "visibilite", "situations"})
HIDDEN = (
    *(item.id for one in checklists() for item in one.items if item.id in RULES and item.famille in _FAMILIES),
    *("MED-HOPITAL", "MED-NON-LU", "MED-SUSPENDU", "REG-MT-CONTRADICTION", "QLS-01", "QLS-03", "QLS-04"),
)
"""Rules about what letters print little of, or nothing."""
LESSONS = tuple((name, 1) for name in EXAMPLES)
FULL = "c_hdj_amoxicilline", 1, 200
"""The shortest letter with all the defects that it can hold at once: there they would meet."""


@cache
def planted(name: str, seed: int, count: int = 6) -> Planted:
    """Plant some defects in a good letter."""
    return planted_anew(name, seed, count)


def planted_anew(name: str, seed: int, count: int = 6) -> Planted:
    """Plant them once more."""
    return plant(good(name), checklists=checklists(), today=review_day(good(name)), defauts=count, graine=seed)


@cache
def first_defect(rule: str) -> tuple[str, Defect] | None:
    """Give the first letter on which a rule can be broken, and how; None when there is none."""
    for name in NAMES:
        item = judge(name).by_id.get(rule)
        found = possible(item, good(name), judge(name), enough=1) if item is not None else ()
        if found:
            return name, found[0]
    return None


def shown(lettre: Lettre) -> tuple[str, ...]:
    """Give the lines that a learner sees of a letter."""
    found = read(lettre, load_template("mco_standard"), today=review_day(good(EXAMPLES[0])))
    return tuple(line.texte for line in found.lignes)


def test_drug_for_hospitals_is_one_in_truth() -> None:
    """What is said to be for hospitals only is a form that is: tablets of paracetamol are in every pharmacy."""
    model = load_model(load_case("lombalgie_febrile"))
    its = Judge.of(model, checklists(), review_day(model))
    found = possible(its.by_id["MED-HOPITAL"], model, its)
    forms = [one["forme"] for defect in found for one in defect.edits.values() if isinstance(one, Mapping)]

    assert (1, ["solution pour perfusion"]) == (len(found), forms)


@pytest.mark.parametrize("name", NAMES)
def test_good_letter_has_no_fault(name: str) -> None:
    """The rules find nothing in the letters that lessons are made of."""
    assert {} == judge(name).faults(good(name))


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_a_defect_that_it_finds(rule: str) -> None:
    """Every bloquant or alerte rule of the built-in lists, and every criterion, can be broken on some good letter."""
    found = first_defect(rule)

    assert found is not None
    name, defect = found
    spoiled = edited(good(name), defect.edits)
    assert spoiled is not None
    assert (rule, str(defect.findings[0].chemin)) in judge(name).faults(spoiled)


@pytest.mark.parametrize("rule", HIDDEN)
def test_defect_shows_on_the_screen(rule: str) -> None:
    """What no page of the letter prints is shown too, so that every defect can be seen."""
    found = first_defect(rule)
    assert found is not None
    name, defect = found
    spoiled = edited(good(name), defect.edits)
    assert spoiled is not None

    assert shown(good(name)) != shown(spoiled)


def test_ways_are_those_of_rules_that_exist() -> None:
    """No way of breaking a rule outlives its rule."""
    assert set() == set(KNOWN) - {item.id for one in load_all() for item in one.items}


@pytest.mark.parametrize("lesson", [*((name, seed, 6) for name, seed in LESSONS), FULL])
def test_planted_defects_are_all_found_and_explain_all_findings(lesson: tuple[str, int, int]) -> None:
    """Each defect is found by its own rule at its own place; nothing else is found in the letter."""
    made = planted(*lesson)
    faults = judge(lesson[0]).faults(made.lettre)

    assert len(made.defauts) >= 6
    assert [] == [one.regle for one in made.defauts if (one.regle, str(one.findings[0].chemin)) not in faults]
    assert set() == {rule for rule, _ in faults} - {rule for one in made.defauts for rule in one.regles}


@pytest.mark.parametrize("lesson", [*((name, 1, 6) for name in EXAMPLES), FULL])
def test_planted_defect_is_found_because_of_itself(lesson: tuple[str, int, int]) -> None:
    """Without a defect, its finding is gone, however many others are there: none stands for another."""
    name, made = lesson[0], planted(*lesson)

    for left_out in made.defauts[-6:]:
        spoiled = good(name)
        for one in made.defauts:
            changed = spoiled if one is left_out else edited(spoiled, one.edits)
            assert changed is not None
            spoiled = changed
        assert (left_out.regle, str(left_out.findings[0].chemin)) not in judge(name).faults(spoiled)


@pytest.mark.parametrize("lesson", [("e_avc_sylvien", 3, 16), FULL])
def test_planted_defects_share_no_place(lesson: tuple[str, int, int]) -> None:
    """No two defects lie in one field or one entry of a list, nor make the same finding: each can be marked alone."""
    made = planted(*lesson)
    entries = [{address.partition("]")[0] for address in one.edits} for one in made.defauts]
    findings = [{(found.regle, str(found.chemin)) for found in one.findings} for one in made.defauts]

    assert sum(map(len, entries)) == len(set().union(*entries))
    assert sum(map(len, findings)) == len(set().union(*findings))


@pytest.mark.parametrize(("name", "seed"), LESSONS)
def test_spoiled_letter_is_a_letter_still(name: str, seed: int) -> None:
    """The codec reads back what it writes of it, and a validated one vouches for its new content."""
    lettre = planted(name, seed).lettre

    assert lettre == read_letter(write_letter(lettre), name="leçon").lettre
    assert lettre.validation is None or fingerprint(lettre) == lettre.validation.empreinte


def test_same_seed_plants_the_same() -> None:
    """Two makers of one lesson make the same bytes; another seed makes another lesson."""
    lesson, again, other = planted(EXAMPLES[0], 42), planted_anew(EXAMPLES[0], 42), planted(EXAMPLES[0], 43)

    assert write_letter(lesson.lettre) == write_letter(again.lettre)
    assert lesson.defauts == again.defauts
    assert write_letter(lesson.lettre) != write_letter(other.lettre)


def test_letters_differ_in_what_a_seed_plants() -> None:
    """One seed does not break the same rules in every letter."""
    assert {one.regle for one in planted(EXAMPLES[0], 1).defauts} != {
        one.regle for one in planted(EXAMPLES[1], 1).defauts
    }


def test_no_defect_leaves_the_letter_as_it_was() -> None:
    """A lesson without any defect shows the good letter."""
    lesson = planted(EXAMPLES[0], 3, 0)

    assert (good(EXAMPLES[0]), ()) == (lesson.lettre, lesson.defauts)


def test_more_defects_than_fit_are_not_planted() -> None:
    """Asked for more than there is room for, it plants what fits, and tells how many were asked for."""
    lesson = planted(*FULL)

    assert 20 < len(lesson.defauts) < 200
    assert 200 == lesson.demandes
    assert len(lesson.defauts) == len({one.regle for one in lesson.defauts})


def test_letter_that_cannot_hold_an_edit_is_not_made() -> None:
    """Edits that no letter can hold give none, instead of half of them."""
    assert edited(good(EXAMPLES[0]), {"patient.sexe": "Z"}) is None
    assert edited(good(EXAMPLES[0]), {"nulle.part": 1}) is None
    assert edited(good(EXAMPLES[0]), {"volet_medicamenteux[zz].devenir": "ajoute"}) is None
