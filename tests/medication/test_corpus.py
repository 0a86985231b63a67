"""The corpus of prescription lines: every line is read as a careful pharmacist would."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest

from lls_drafter.medication.line import read_line
from lls_drafter.medication.model import (
    Condition,
    Dose,
    DureeLue,
    Etape,
    FinLue,
    Frequence,
    Jours,
    Ligne,
    Maximum,
    Nom,
    Part,
    Posologie,
    Prise,
    Rythme,
    Schema,
    Unite,
)
from lls_drafter.yaml_io import Json
from tests.medication.corpus import (
    Attendu,
    Lecture,
    differences,
    expected_line,
    figures,
    judge,
    read_corpus,
    titles,
)

_LINES = read_corpus()
_FLOOR = 0.98
"""Share of the corpus that is read entirely as expected."""


def _gone(line: Ligne) -> str:
    """Give the characters that are neither read nor shown as unread, nor are blank."""
    covered = [False] * len(line.texte)
    for part in (*line.lu, *line.non_lu):
        covered[part.debut : part.fin] = [True] * (part.fin - part.debut)
    return "".join(one for one, seen in zip(line.texte, covered, strict=True) if not seen and not one.isspace())


@pytest.mark.parametrize("attendu", _LINES, ids=[one.identifiant for one in _LINES])
def test_line_is_never_made_to_say_what_it_does_not(attendu: Attendu) -> None:
    """A line is read as expected, or words of it stay visibly unread: nothing false is said, nothing is dropped."""
    got = read_line(attendu.ligne.texte)

    assert judge(attendu, got) is not Lecture.FAUSSE, differences(attendu, got)


@pytest.mark.parametrize("attendu", _LINES, ids=[one.identifiant for one in _LINES])
def test_line_loses_no_character(attendu: Attendu) -> None:
    """What is read and what is not cover every character but blanks, once each, and say the line's own text."""
    got = read_line(attendu.ligne.texte)
    parts = sorted((*got.lu, *got.non_lu), key=lambda part: part.debut)

    assert not _gone(got)
    assert [part.texte for part in parts] == [got.texte[part.debut : part.fin] for part in parts]
    assert all(one.fin <= other.debut for one, other in pairwise(parts))


def test_corpus_is_large_and_says_each_line_once() -> None:
    """The corpus holds at least 420 lines, of at least 20 categories of 10 lines or more, none of them twice."""
    texts = Counter(one.ligne.texte for one in _LINES)
    sizes = Counter(one.categorie for one in _LINES)

    assert [] == [text for text, count in texts.items() if count > 1]
    assert len(_LINES) >= 420
    assert len(titles()) >= 20
    assert min(sizes.values()) >= 10


def test_figures_count_every_line_in_its_category() -> None:
    """The table of figures has a row for each category, and its counts make up the corpus."""
    table = figures()

    assert list(titles()) == [row.categorie for row in table]
    assert Counter(one.categorie for one in _LINES) == Counter({row.categorie: row.lignes for row in table})


def test_corpus_is_read_to_the_floor() -> None:
    """The share of lines read entirely as expected does not fall under the floor."""
    entire = sum(row.lectures[Lecture.ENTIERE] for row in figures())

    assert entire >= _FLOOR * len(_LINES)


def test_notation_says_the_whole_structure() -> None:
    """Steps, regimens, takes, rhythm, days, condition, maximum and durations of the notation are those of the model."""
    entry: dict[str, Json] = {
        "ligne": "une ligne",
        "nom": "amlodipine",
        "dosage": "5 mg",
        "posologie": [
            [
                "1/2 comprimé @matin + 1 @soir ; jours lundi",
                "2..3 @8h30 ; autres jours ; si besoin ; si douleur ; duree 5 jour",
            ],
            "10 mg ; total 3/jour",
            "arret",
        ],
        "maximum": ["4 g/jour"],
        "duree": "du 02/03 au 07/03/2026",
        "non_lu": ["rien"],
    }
    half, last = Dose(Fraction(1, 2), unite="comprimé"), Dose(Fraction(2), Fraction(3))
    first = Schema((Prise(half, "matin"), Prise(Dose(Fraction(1)), "soir")), jours=Jours(semaine=("lundi",)))
    second = Schema(
        (Prise(last, heure="08:30"),), None, Jours(autres=True), None, Condition("si douleur", si_besoin=True)
    )
    total = Frequence(Rythme.TOTAL, Unite.JOUR, 3)
    steps = (
        Etape((first, second), DureeLue(Fraction(5), unite=Unite.JOUR)),
        Etape((Schema((Prise(Dose(Fraction(10), unite="mg")),), total),)),
        Etape(arret=True),
    )
    taken = Posologie(steps, (Maximum(Dose(Fraction(4), unite="g"), "jour"),))
    length = DureeLue(debut=FinLue(2, 3), fin=FinLue(7, 3, 2026))

    expected = Ligne("une ligne", Nom("amlodipine", dosage="5 mg"), taken, duree=length, non_lu=(Part(0, 0, "rien"),))
    assert expected == expected_line(entry)


@pytest.mark.parametrize(
    ("key", "text"),
    [("posologie", "un comprimé"), ("duree", "longtemps"), ("ecart", "4 lunes"), ("dose", "1 comprimé")],
)
def test_entry_outside_the_notation_is_refused(key: str, text: str) -> None:
    """A fault of the corpus is an error, never another expectation."""
    with pytest.raises(ValueError, match=r"not a|unknown keys"):
        expected_line({"ligne": "une ligne", "nom": "amlodipine", key: text})


def test_unread_strength_without_zero_keeps_its_mark() -> None:
    """« ,5 mg » left unread is not « 5 mg » left unread."""
    attendu = Attendu("essai", 1, expected_line({"ligne": "x ,5 mg", "nom": "x", "non_lu": [",5 mg"]}))
    nom = Nom("x")

    assert {} == differences(attendu, Ligne("x ,5 mg", nom, non_lu=(Part(2, 7, ",5 mg"),)))
    assert ["non_lu"] == list(differences(attendu, Ligne("x ,5 mg", nom, non_lu=(Part(3, 7, "5 mg"),))))


def test_line_that_says_more_than_expected_is_false_and_one_that_says_less_is_partial() -> None:
    """Saying what the line does not say is the worst reading; leaving words visibly unread is not."""
    entry: dict[str, Json] = {"ligne": "x 1 le matin", "nom": "x", "posologie": "1 @matin"}
    attendu = Attendu("essai", 1, expected_line(entry))
    daily = expected_line({**entry, "posologie": "1 @matin ; 3 fois/jour"})

    assert Lecture.ENTIERE is judge(attendu, expected_line(entry))
    assert Lecture.FAUSSE is judge(attendu, daily)
    assert Lecture.FAUSSE is judge(attendu, Ligne("x 1 le matin", Nom("x")))
    assert Lecture.PARTIELLE is judge(attendu, Ligne("x 1 le matin", Nom("x"), non_lu=(Part(2, 12, "1 le matin"),)))
    assert Lecture.NON_LUE is judge(attendu, Ligne("x 1 le matin", non_lu=(Part(0, 12, "x 1 le matin"),)))
