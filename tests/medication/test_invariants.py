"""What holds for any text whatever: nothing lost, nothing invented, and what was read is said as it was read."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lls_drafter.medication.data import line_data
from lls_drafter.medication.lexicon import SPELLINGS
from lls_drafter.medication.line import LONGEST, read_line, read_posology
from lls_drafter.medication.model import Ligne, Rythme, Schema, Unite
from lls_drafter.medication.posology import say, say_duration

WORDS = sorted({" ".join(words) for entries in SPELLINGS.values() for words, _kind, _value in entries})
USUAL = [
    "1", "2", "1/2", "3", "5", "10", "20", "40", "0", "1,5", "cp", "mg", "g", "matin", "midi", "soir", "coucher", "/j",
    "x", "par jour", "fois", "toutes les", "8 h", "pendant", "jours", "j", "puis", "stop", ",", ";", "(", ")", "-", "à",
    "et", "ou", "si douleur", "si besoin", "max", "UI", "sc", "le", "lundi", "par semaine", "1-0-1", "x3/j", "+", "zzz",
    "jusqu'au", "21/01", "ne pas", "un", "demi", "au long cours", "repas", "avant les repas", "à 8h", "selon INR",
]  # fmt: skip
salads = st.lists(st.one_of(st.sampled_from(USUAL), st.sampled_from(WORDS)), max_size=14).map(" ".join)


def check_whole(line: Ligne) -> None:
    """Every character but blanks is read, or shown as unread, once; the parts say the line's own text."""
    parts = sorted((*line.lu, *line.non_lu), key=lambda part: part.debut)
    assert "".join(line.texte.split()) == "".join("".join(part.texte for part in parts).split())
    assert [part.texte for part in parts] == [line.texte[part.debut : part.fin] for part in parts]
    assert all(one.fin <= other.debut for one, other in pairwise(parts))


@given(st.one_of(st.text(max_size=120), salads, salads.map(lambda words: f"doliprane {words}")))
@example("amlodipine\u00a05\u202fmg 1\t-\t0 - 1")
@example("(((1/2/3))) ½½ ²³ ٣ fois")
def test_no_character_is_lost(text: str) -> None:
    """Whatever the text, what is read and what is not make up the whole of it."""
    line = read_line(text)
    check_whole(line)
    line_data(line)


@given(st.one_of(salads, salads.map(lambda words: f"doliprane {words}")))
def test_what_was_read_is_said_as_it_was_read(text: str) -> None:
    """The sentence of a posology read from random words gives it back; so do the words of a duration."""
    line = read_line(text)
    if line.posologie is not None:
        back = read_posology(say(line.posologie))
        assert (line.posologie, ()) == (back.posologie, back.non_lu)
    if line.duree is not None:
        assert line.duree == read_posology(say_duration(line.duree)).duree


def _schemas(line: Ligne) -> list[Schema]:
    return [schema for step in (line.posologie.etapes if line.posologie else ()) for schema in step.schemas]


@pytest.mark.parametrize(
    "weekly", ["1 fois par semaine", "/sem", "par semaine", "hebdomadaire", "toutes les semaines", "le mardi"]
)
@pytest.mark.parametrize("dose", ["4 cp", "10 mg", "1 injection", "1 amp", "15 mg SC", "2,5 mg 4 cp"])
def test_weekly_drug_is_never_read_as_daily(weekly: str, dose: str) -> None:
    """However it is written, what is taken once a week has a weekly rhythm or its day, or is not read."""
    for text in (f"{dose} {weekly}", f"{weekly} {dose}", f"{dose}, {weekly}, matin"):
        line = read_line(f"methotrexate {text}")
        for schema in _schemas(line):
            daily = schema.frequence is not None and schema.frequence.unite is not Unite.SEMAINE
            plain = schema.frequence is None and schema.jours is None
            assert not daily, text
            assert not plain or line.non_lu, text


@given(salads)
def test_unit_is_never_supplied(text: str) -> None:
    """A quantity has a unit only when the text has a spelling of that unit."""
    units = {
        take.dose.unite.partition("/")[0]
        for schema in _schemas(read_line(text))
        for take in schema.prises
        if take.dose is not None and take.dose.unite is not None
    }
    spelt = {
        value
        for entries in SPELLINGS.values()
        for words, _kind, value in entries
        if isinstance(value, str) and all(word in text.lower().replace("é", "e").replace("û", "u") for word in words)
    }
    assert units <= spelt | {"%"}


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "Le patient a été hospitalisé du 3 au 7 mars pour une pneumopathie.", "Take one tablet every day",
        "😀😀😀", "<td>1</td><td>0</td>", "x" * (LONGEST + 1), "- - - - -", "Rendez-vous le 12/03 à 8h",
        "1 000 000 000 000",
    ],
    ids=range(10),
)  # fmt: skip
def test_what_is_no_prescription_gives_no_drug(text: str) -> None:
    """An empty line, prose, another language, an emoji, a table's code: an honest « not understood »."""
    line = read_line(text)
    check_whole(line)
    assert line.posologie is None
    assert line.nom is None or text.startswith("Take")


def test_rhythms_of_a_total_are_never_those_of_a_take() -> None:
    """« 3 g par jour » is the amount of a day; « 3 g 3 fois par jour » that of a take."""
    total, take = (_schemas(read_posology(text))[0].frequence for text in ("3 g par jour", "3 g 3 fois par jour"))
    assert total is not None
    assert take is not None
    assert (Rythme.TOTAL, Rythme.FOIS) == (total.rythme, take.rythme)


def test_longest_line_is_read_at_once() -> None:
    """The longest line that is read has no pathological cost."""
    words = " ".join(USUAL * 10)[:LONGEST]
    begun = time.perf_counter()
    check_whole(read_line(words))
    assert time.perf_counter() - begun < 2  # a hundred times what it takes
