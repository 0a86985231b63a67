"""The exercise « find the fault »: lines, marks and their correction."""

from functools import cache

import pytest

from lls_drafter.errors import UsageError
from lls_drafter.letter.paths import FieldPath
from lls_drafter.packs.checklists import load_all
from lls_drafter.packs.templates import load_template
from lls_drafter.training.criteria import criterion_titles
from lls_drafter.training.defects.editing import edited
from lls_drafter.training.defects.judging import Judge, review_day
from lls_drafter.training.defects.model import Edits, Planted
from lls_drafter.training.defects.planting import plant, possible, replanted
from lls_drafter.training.find_fault.choices import FAMILIES, accepted, choices, find_choice
from lls_drafter.training.find_fault.correction import Exercise, correct, exercise, next_hint
from lls_drafter.training.find_fault.marks import LARGEST, Act, Genre, Mark, Marks, read_lines
from lls_drafter.training.find_fault.reading import read
from lls_drafter.training.find_fault.words import correction_blocks, told
from lls_drafter.training.result import Nature
from tests.training.good_letters import EXAMPLES, NAMES, checklists, good, judge

OAP = EXAMPLES[0]
CHOICES = choices(criterion_titles().values())


def lesson(*edits: tuple[str, Edits], name: str = OAP) -> Exercise:
    """Give the exercise of a letter spoiled by these edits, by rule."""
    planted = replanted(good(name), edits, judge(name))
    assert planted is not None
    return exercise(planted, judge(name), load_template("mco_standard"))


@cache
def drawn(name: str, seed: int, count: int = 6) -> Exercise:
    """Give the exercise of a letter with defects drawn by a seed."""
    planted = plant(good(name), checklists=checklists(), today=review_day(good(name)), defauts=count, graine=seed)
    return exercise(planted, judge(name), load_template("mco_standard"))


def line_of(one: Exercise, text: str) -> int:
    """Give the number of the first line that holds a text."""
    return next(line.numero for line in one.lecture.lignes if text in line.texte)


NO_REASON = ("MED-MOTIF-ARRET", {"volet_medicamenteux[a7].commentaires.motif": None})
NO_EVENTS = ("REG-EI", {"evenements_indesirables": None})
WEAK_REASON = ("REG-MOTIF-VIDE", {"motif_hospitalisation": "AEG"})


# --- The lines -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_numbered_without_a_gap(name: str) -> None:
    """Each line has the number of its place, and each belongs to one section."""
    found = read(good(name), load_template("mco_standard"), today=review_day(good(name)))

    assert list(range(1, len(found.lignes) + 1)) == [line.numero for line in found.lignes]
    assert [] == [line.numero for line in found.lignes if found.section_at(line.numero) is None]
    assert [one.premiere for one in found.sections] == [line.numero for line in found.lignes if line.titre]


def test_what_is_missing_is_not_said() -> None:
    """Nothing on the screen says that something is missing, and its section keeps its heading."""
    spoiled = edited(good(OAP), {"motif_hospitalisation": None, "suites_a_donner": None, "actes_examens": None})
    assert spoiled is not None
    found = read(spoiled, load_template("mco_standard"), today=review_day(good(OAP)))
    text = "\n".join(line.texte for line in found.lignes)

    assert "non disponible" not in text.lower()
    assert "à compléter" not in text
    assert {"Motif de l'hospitalisation", "Suites à donner"} <= {one.titre for one in found.sections}


def test_draft_does_not_mark_its_gaps_either() -> None:
    """A letter left a draft shows no « [à compléter] »."""
    one = lesson(("QLS-01", {"statut": "brouillon", "validation": None, "date_lettre": None}))

    assert [] == [line.texte for line in one.lecture.lignes if "compléter" in line.texte]


def test_line_fits_the_terminal() -> None:
    """With its number, a line holds on 80 columns."""
    one = drawn(OAP, 1, 0)

    assert [] == [line.texte for line in one.lecture.lignes if len(line.texte) > 74]


# --- The places ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "seed"), [(name, 5) for name in EXAMPLES])
def test_perfect_marks_earn_everything(name: str, seed: int) -> None:
    """A learner who marks every defect where it shows, under a name that is right, has 100."""
    one = drawn(name, seed)
    marks = Marks(tuple(Mark(place.montrees, min(place.codes)) for place in one.places))
    correction = correct(one, marks)

    assert {Nature.ACQUIS} == {verdict.nature for verdict in correction.verdicts}
    assert (100, ()) == (correction.score, correction.fausses)


def test_absent_thing_is_marked_on_its_heading() -> None:
    """What is not there is found on the heading of its section."""
    one = lesson(NO_EVENTS)
    heading = line_of(one, "Synthèse médicale du séjour")

    assert Nature.ACQUIS is correct(one, Marks((Mark((heading,), "9"),))).verdicts[0].nature


def test_wrong_words_are_marked_on_their_line() -> None:
    """What is wrong is found on the line that shows it, not on its heading's neighbours."""
    one = lesson(WEAK_REASON)
    line = line_of(one, "AEG")

    assert Nature.ACQUIS is correct(one, Marks((Mark((line,), "motif"),))).verdicts[0].nature
    assert Nature.MANQUE is correct(one, Marks((Mark((line + 3,), "motif"),))).verdicts[0].nature


def test_defect_of_a_long_text_is_on_the_lines_that_changed() -> None:
    """In a text of many lines, only those that changed, or touch the change, count."""
    text = good(OAP).synthese_medicale or ""
    one = lesson(("REG-COPIE-NOM", {"synthese_medicale": f"{text} Monsieur LEFEBVRE est sorti."}))
    first = one.lecture.within(FieldPath.parse("synthese_medicale"))[0]

    assert line_of(one, "LEFEBVRE") in one.places[0].lignes
    assert first not in one.places[0].lignes


# --- The marks -------------------------------------------------------------------------------------------------------


def test_marks_are_undone_one_by_one() -> None:
    """Undoing takes the last act back, a mark taken back included."""
    one, other = Mark((1,), "5"), Mark((2, 3), "8")
    marks = Marks().put(one).put(other).take(1)

    assert (other,) == marks.marques
    assert (one, other) == marks.undo().marques
    assert (one,) == marks.undo().undo().marques
    assert () == marks.undo().undo().undo().undo().marques


def test_hint_is_not_given_back() -> None:
    """Undoing leaves the hints that were given."""
    marks = Act(Genre.ANNULATION).on(Act(Genre.INDICE, numero=1).on(Marks().put(Mark((1,), "5"))))

    assert ((), 1) == (marks.marques, marks.indices)


def test_lines_are_read_as_they_are_typed() -> None:
    """A line, a range and a list are read, in order, each line once."""
    assert ((12,), (12, 13, 14), (3, 12, 18)) == (
        read_lines("12", 20),
        read_lines("12-14", 20),
        read_lines("18,3,12", 20),
    )


@pytest.mark.parametrize("typed", ["", "0", "21", "5-3", "x", "1-", "3;4", f"1-{LARGEST + 1}"])
def test_wrong_lines_are_refused(typed: str) -> None:
    """What names no line, or a whole page, is refused with an example."""
    with pytest.raises(UsageError):
        read_lines(typed, 20)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("8", "8"),
        ("QLS-08", "8"),
        ("motif", "motif"),
        ("Mot", "motif"),
        ("allergies", "allergies"),
        ("trait", "traitements"),
        ("destination", "modalites"),
        ("adresseur", "correspondants"),
    ],
)
def test_choice_is_known_by_its_beginning(typed: str, code: str) -> None:
    """A criterion by its number or its id, a family by the beginning of its word, else by a word of its title."""
    found = find_choice(typed, CHOICES)

    assert found is not None
    assert code == found.code


@pytest.mark.parametrize("typed", ["", "13", "0", "mo", "s", "zz", "QLS", "lettre", "de"])
def test_vague_choice_is_none(typed: str) -> None:
    """What means nothing, or several things, is not guessed."""
    assert find_choice(typed, CHOICES) is None


def test_every_family_of_the_rules_has_a_word() -> None:
    """A defect of any family can be named by one of the words that a learner is shown."""
    words = {one.code for one in FAMILIES}
    for name in EXAMPLES:
        for place in drawn(name, 5).places:
            assert place.codes & (words | {str(number) for number in range(1, 13)})


def test_rule_of_a_service_is_broken_and_named() -> None:
    """A rule of a template's own list takes part, and a learner can name it « service »."""
    table = {"titre": "Suivi", "colonnes": ["Dispositif"], "lignes": [{"cellules": ["Prothèse de hanche"]}]}
    base = edited(good("b_prothese_hanche"), {"rubriques": {"suivi_dispositif": table}})
    assert base is not None
    lists = (*checklists(), *(one for one in load_all() if one.modele == "mco_cardiologie"))
    rules = Judge.of(base, lists, review_day(base))
    found = possible(rules.by_id["CARDIO-DISPOSITIF"], base, rules)

    assert "service" in accepted(found[0], rules)


# --- The correction --------------------------------------------------------------------------------------------------


def test_letter_without_defect_and_without_mark_has_full_marks() -> None:
    """Nothing was hidden and nothing is marked: 100."""
    correction = correct(drawn(OAP, 1, 0), Marks())

    assert (100, (), ()) == (correction.score, correction.verdicts, correction.fausses)


def test_alarm_on_a_good_letter_costs_a_quarter() -> None:
    """A false alarm on a letter without defect takes 25 points off; a hint takes 10."""
    one = drawn(OAP, 1, 0)
    alarm = Marks((Mark((line_of(one, "Sexe"),), "5"),), indices=1)

    assert 65 == correct(one, alarm).score


def test_score_is_the_documented_one() -> None:
    """Found 1, badly named ½, false alarm −½, hint −¼, over the number of defects."""
    one = lesson(WEAK_REASON, NO_REASON, NO_EVENTS)
    right = Mark((line_of(one, "AEG"),), "8")
    misnamed = Mark((line_of(one, "Synthèse médicale du séjour"),), "4")
    alarm = Mark((line_of(one, "Sexe"),), "5")
    correction = correct(one, Marks((right, misnamed, alarm), indices=1))

    assert [1, 1, 1] == [correction.count(one) for one in (Nature.ACQUIS, Nature.FAUX, Nature.MANQUE)]
    assert (alarm,) == correction.fausses
    assert int(100 * (1 + 0.5 - 0.5 - 0.25) / 3) == correction.score


def test_same_mark_twice_is_a_claim_of_two_defects() -> None:
    """Repeating a mark does not fish for free; the same defect marked on another line is neither right nor wrong."""
    one = lesson(WEAK_REASON)
    line, heading = line_of(one, "AEG"), line_of(one, "Motif de l'hospitalisation")

    assert (Mark((line,), "8"),) == correct(one, Marks((Mark((line,), "8"), Mark((line,), "8")))).fausses
    assert () == correct(one, Marks((Mark((line,), "8"), Mark((heading, line), "motif")))).fausses


def test_two_defects_under_one_heading_take_two_marks() -> None:
    """Two things absent from one section are found by two marks on its heading."""
    one = lesson(NO_EVENTS, ("REG-PSL", {"produits_sanguins": None}))
    mark = Mark((line_of(one, "Synthèse médicale du séjour"),), "9")

    assert 50 == correct(one, Marks((mark,))).score
    assert 100 == correct(one, Marks((mark, mark))).score


def test_order_of_the_marks_costs_nothing() -> None:
    """A mark that fits two defects leaves the one that another mark needs, whichever was put first."""
    one = lesson(NO_EVENTS, ("REG-CONCLUSION", {"conclusion": None}))
    first, second = one.in_order
    wide = Mark((first.montrees[0], second.montrees[0]), "9")
    narrow = Mark(first.montrees, "9")

    assert 100 == correct(one, Marks((wide, narrow))).score
    assert 100 == correct(one, Marks((narrow, wide))).score


def test_mark_on_mere_advice_is_neither_right_nor_wrong() -> None:
    """Where the rules only advise, a mark is told and does not count."""
    one = drawn(OAP, 1, 0)
    advice = next(finding for finding in judge(OAP).advice(good(OAP)) if finding.regle == "MED-SURVEILLANCE")
    line = one.lecture.within(FieldPath.parse("volet_medicamenteux[3].sortie.posologie"))[-1]
    correction = correct(one, Marks((Mark((line,), "11"),)))

    assert 100 == correction.score
    assert [advice.regle] == [finding.regle for _, finding in correction.conseils]


def test_correction_gives_rule_source_and_good_wording() -> None:
    """Each defect is explained: its rule, what is written, what the good letter says, the source."""
    one = lesson(WEAK_REASON)
    text = "\n".join(
        line for block in correction_blocks(correct(one, Marks()), Marks(), CHOICES, width=200) for line in block
    )

    for said in ("REG-MOTIF-VIDE", "QLS-08", "AEG", "Dyspnée aiguë de repos", "Source : HAS, QLS critère 8"):
        assert said in text


def test_row_of_the_table_is_no_line_of_the_letter() -> None:
    """« Ligne 2 » of a rule is said to be one of the table: the letter's lines have numbers too."""
    assert "Tableau, ligne 2 : dose absente (vue à la ligne du tableau n° 1)." == told(
        "Ligne 2 : dose absente (vue à la ligne 1)."
    )


def _hints(one: Exercise, marks: Marks, count: int) -> tuple[list[str], Marks]:
    """Ask for hints one after the other; give them, and what is then kept."""
    said = []
    for _ in range(count):
        given = next_hint(one, marks)
        said.append(given.texte)
        marks = marks if given.numero is None else Act(Genre.INDICE, numero=given.numero).on(marks)
    return said, marks


def test_hints_go_from_vague_to_precise() -> None:
    """The first hint says how many are left, the next ones where the first is, then what it is about."""
    said, _ = _hints(lesson(WEAK_REASON, NO_EVENTS), Marks(), 4)

    assert "Il reste 2 défauts" in said[0]
    assert "Motif de l'hospitalisation" in said[1]
    assert "Motif qui dit quelque chose" in said[2]
    assert "Synthèse" in said[3]


def test_hint_passes_over_what_is_found() -> None:
    """A hint is about a defect that no mark names yet: its section first, whatever was said of others."""
    one = lesson(WEAK_REASON, NO_EVENTS)
    _, heard = _hints(one, Marks(), 3)
    said, _ = _hints(one, heard.put(Mark((line_of(one, "AEG"),), "8")), 2)

    assert said[0].startswith("Un défaut se trouve dans « Synthèse")
    assert said[0].endswith("».")
    assert "la règle s'appelle" in said[1]


@pytest.mark.parametrize("count", [0, 2])
def test_hint_that_says_nothing_new_is_free(count: int) -> None:
    """Asking again when everything was said costs nothing, on a letter without defect too."""
    one = lesson(*(WEAK_REASON, NO_EVENTS)[:count]) if count else drawn(OAP, 1, 0)
    said, marks = _hints(one, Marks(), 9)

    assert 1 + 2 * count == marks.indices
    assert said[-1] == said[-2]


def test_lesson_is_not_read_with_rules_that_no_longer_find_it() -> None:
    """What the rules do not find is not planted again."""
    found: Planted | None = replanted(good(OAP), [("REG-EI", {"motif_hospitalisation": "AEG"})], judge(OAP))

    assert found is None
