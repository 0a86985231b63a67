"""A structured posology read back from its codes says what the letter says, or there is none."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from lls_drafter.cda.writer.dosing import Mode, dosing_of, understand
from lls_drafter.cda.writer.links import Links, Spots
from lls_drafter.cda.writer.medication import discharge_entries
from lls_drafter.cda.writer.writing import Writing
from lls_drafter.cda.xml import Element, node
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import Devenir, Duree, LigneTraitement, Prescription
from lls_drafter.medication.model import Dose, Etape, Frequence, Ligne, Posologie, Rythme, Schema, Unite
from lls_drafter.medication.posology import read_posology, say, say_duration
from lls_drafter.medication.regimens import daily_total, is_daily_anyway, is_whole
from lls_drafter.medication.sentence import say_maximum
from tests.cda.administrations import daily, phrases
from tests.cda.letters import MOMENT, find
from tests.medication.corpus import read_corpus
from tests.medication.strategies import posologies, schemas

_LARGE = {"MUI": 1_000_000, "kUI": 1000}
STRUCTURED = 420
"""Lines of the corpus whose posology is structured: fewer is a loss that somebody must have wanted."""


def administration(posologie: str, **beside: object) -> Element:
    """Give the entry of one discharge drug, with its posology as typed."""
    sortie = Prescription(posologie=posologie).replace(**beside)
    row = LigneTraitement(cle="a1", devenir=Devenir.AJOUTE, sortie=sortie)
    spots = Spots()
    links = Links("10183-2", node("text", None, posologie), spots, [spots], set())
    lettre = Lettre(volet_medicamenteux=(row,))
    writing = Writing(lettre=lettre, links=links, document=uuid.UUID(int=1), moment=MOMENT)
    (entry,) = discharge_entries(writing)
    return entry[0]


def expected(posologie: Posologie) -> list[str]:
    """Give what a posology says, a phrase for each amount, in the words of the product."""
    steps = [phrase for step in posologie.etapes for phrase in _said(step)]
    return [*steps, *(say_maximum(replace(one, dose=_small(one.dose))) for one in posologie.maximums)]


def _said(step: Etape) -> Iterator[str]:
    """Give the phrases of a step."""
    for schema in step.schemas:
        idle = _without_idle_rhythm(schema)
        takes = tuple(replace(take, dose=_small(take.dose) if take.dose is not None else None) for take in idle.prises)
        groups = [tuple(same) for _, same in groupby(takes, key=lambda take: take.dose)]
        for group in groups if idle.frequence is None else [takes]:
            words = say(Posologie((Etape((replace(idle, prises=group),)),)))
            yield f"{words} {say_duration(step.duree)}" if step.duree is not None else words


def _without_idle_rhythm(schema: Schema) -> Schema:
    """Give a regimen without the rhythm that its times say: « 1 fois par semaine le lundi », « 1 prise le soir »."""
    frequence, jours = schema.frequence, schema.jours
    once = frequence == Frequence(Rythme.FOIS, Unite.SEMAINE, nombre=1)
    if is_daily_anyway(schema) or (once and jours is not None and len(jours.semaine) == 1):
        return replace(schema, frequence=None)
    timed = len(schema.prises) == 1 and schema.prises[0].moment
    if timed and frequence == Frequence(Rythme.TOTAL, Unite.JOUR, nombre=1):
        return replace(schema, frequence=Frequence(Rythme.TOTAL, Unite.JOUR))
    return schema


def _alone(schema: Schema) -> Posologie:
    """Give a posology of one regimen."""
    return Posologie((Etape((schema,)),))


def _without_limits(posologie: Posologie) -> Posologie:
    """Give a posology without what always leaves it in words."""
    return Posologie(posologie.etapes, tuple(one for one in posologie.maximums if one.par != "prise"))


def _small(dose: Dose) -> Dose:
    """Give a dose in international units when it is in thousands or millions of them."""
    scale = _LARGE.get(dose.unite or "")
    if scale is None:
        return dose
    return Dose(dose.valeur * scale, dose.maximum * scale if dose.maximum is not None else None, "UI")


def plain(texts: list[str]) -> list[str]:
    """Give phrases without what no code tells apart: « le repas » and « les repas », signs around moments."""
    return [
        " ".join(text.replace("le repas", "les repas").replace("(", "").replace(")", "").replace("\u00a0", "").split())
        for text in texts
    ]


def whole_lines() -> list[Ligne]:
    """Give the posologies of the corpus that are read to the last word, as the letter would hold them."""
    lines = (read_posology(say(one.ligne.posologie)) for one in read_corpus() if one.ligne.posologie is not None)
    return [line for line in lines if is_whole(line)]


def test_structured_posology_of_the_corpus_is_read_back_as_the_letter_says_it() -> None:
    """A wrong structured dose is the worst fault of all: what has one says the same, condition and length too."""
    wrong = []
    for line in whole_lines():
        assert line.posologie is not None
        told = plain(phrases(administration(line.texte)))
        if told and told != plain(expected(line.posologie)):
            wrong.append((line.texte, told, plain(expected(line.posologie))))

    assert [] == wrong


def test_structured_posology_of_the_corpus_makes_the_same_day() -> None:
    """The amount of a day by the codes is that of the letter, counted by the product's own other way."""
    wrong = []
    for line in whole_lines():
        total, coded = daily_total(line.texte), daily(administration(line.texte))
        scale = {"masse": {"mg": 1000, "g": 1_000_000, "microgramme": 1}, "volume": {}}
        if total is None or coded is None:
            continue
        assert line.posologie is not None
        units = {take.dose.unite for take in line.posologie.etapes[0].schemas[0].prises if take.dose is not None}
        factor = Fraction(scale.get(total.nature or "", {}).get(units.pop() or "", 1))
        if coded * factor != total.valeur:
            wrong.append((line.texte, coded, total))

    assert [] == wrong


def test_most_lines_of_the_corpus_are_structured() -> None:
    """What can be said exactly is said: silence is safe, and of no use."""
    found = sum(bool(phrases(administration(line.texte))) for line in whole_lines())

    assert found >= STRUCTURED


@given(st.one_of(schemas().map(_alone), posologies(), posologies().map(_without_limits)))
def test_any_posology_is_read_back_as_it_was_or_stays_in_words(posologie: Posologie) -> None:
    """Whatever the grammar can hold: its structure says all of it, or there is none."""
    line = read_posology(say(posologie))
    told = plain(phrases(administration(line.texte))) if is_whole(line) and line.posologie is not None else []

    assert line.posologie is None or not told or plain(expected(line.posologie)) == told


@pytest.mark.parametrize(
    ("posologie", "mode", "told"),
    [
        ("1 comprimé matin et soir", Mode.NORMAL, ["1 comprimé matin et soir"]),
        ("1 comprimé au coucher", Mode.NORMAL, ["1 comprimé au coucher"]),
        ("500 mg 3 fois par jour", Mode.NORMAL, ["500 mg 3 fois par jour"]),
        ("500 mg toutes les 8 heures", Mode.NORMAL, ["500 mg toutes les 8 heures"]),
        ("10 mg 1 fois par semaine le mardi", Mode.NORMAL, ["10 mg le mardi"]),
        ("2 comprimés le matin, 1 comprimé le soir", Mode.SPLIT, ["2 comprimés le matin", "1 comprimé le soir"]),
        (
            "1 g si douleur, maximum 4 g par jour",
            Mode.CONDITIONAL,
            ["1 g si douleur", "maximum 4 g par jour"],
        ),
        (
            "40 mg par jour pendant 5 jours, puis 20 mg par jour pendant 5 jours",
            Mode.TAPERED,
            ["40 mg par jour pendant 5 jours", "20 mg par jour pendant 5 jours"],
        ),
    ],
)
def test_each_way_of_dosing_has_its_template(posologie: str, mode: Mode, told: list[str]) -> None:
    """One way of dosing, its template, and in the codes all that the line says."""
    found = administration(posologie)
    modes = [one.get("root") for one in find(found, "h:templateId") if one.get("root") in set(Mode)]

    assert [mode] == modes
    assert told == plain(phrases(found))
    assert (mode is Mode.NORMAL) is not bool(find(found, ".//h:substanceAdministration"))


@pytest.mark.parametrize(
    "posologie",
    [
        "1 matin et soir",
        "1 comprimé matin et soir, selon INR",
        "15 mg/kg 4 fois par jour",
        "1 comprimé sauf le dimanche",
        "1 comprimé toutes les 4 à 6 heures",
        "1 g si douleur, au moins 6 heures entre deux prises",
        "1 comprimé 3 fois par semaine",
        "1 comprimé à 8h et à 12h",
        "un tiers de comprimé le soir",
        "1 comprimé le matin et si douleur 1 comprimé le soir",
        "1 comprimé en dose unique",
        "1 sachet le matin dans un verre d'eau",
        "40 mg par jour pendant 5 jours, puis 20 mg par jour pendant 5 jours, puis arrêt",
        "1 comprimé le matin, ou 2",
        "selon protocole",
    ],
)
def test_posology_that_codes_cannot_say_whole_stays_in_words(posologie: str) -> None:
    """No dose without its limits: part of a posology is another posology."""
    found = administration(posologie)
    structured = find(found, ".//h:doseQuantity|.//h:rateQuantity|.//h:maxDoseQuantity|.//h:period|.//h:event")

    assert [] == structured
    assert [Mode.NORMAL] == [one.get("root") for one in find(found, "h:templateId") if one.get("root") in set(Mode)]


@pytest.mark.parametrize(
    "beside",
    [
        {"non_lu": ("à revoir",)},
        {"duree": Duree(texte="14 jours, puis arrêt progressif avec le médecin traitant")},
        {"duree": Duree(texte="au long cours, si besoin")},
        {"duree": Duree(texte="dose unique")},
    ],
)
def test_posology_that_something_beside_changes_stays_in_words(beside: dict[str, object]) -> None:
    """Words not understood, a duration that is a condition or a taper: the dose alone would be wrong."""
    assert ["1 comprimé au coucher"] == phrases(administration("1 comprimé au coucher"))
    assert [] == phrases(administration("1 comprimé au coucher", **beside))


@pytest.mark.parametrize(
    ("posologie", "beside"),
    [
        ("1 g IV 3 fois par jour", {"voie": "orale"}),
        ("1 comprimé le matin pendant 5 jours", {"duree": Duree(texte="7 jours")}),
    ],
)
def test_posology_that_the_prescription_contradicts_stays_in_words(posologie: str, beside: dict[str, object]) -> None:
    """Which of two routes or lengths is right is not ours to say."""
    assert phrases(administration(posologie))
    assert [] == phrases(administration(posologie, **beside))


def test_condition_is_never_in_the_main_administration_alone() -> None:
    """A receiver that forgets conditions must not see « 1 g » as a treatment of each day."""
    found = administration("1 g toutes les 6 heures si douleur")

    assert [] == find(found, "h:doseQuantity") + find(found, "h:effectiveTime[@operator]")
    assert ["si douleur"] == [
        "".join(map(str, one.itertext())) for one in find(found, ".//h:precondition/h:criterion/h:text")
    ]


def test_two_coded_moments_are_both_not_what_they_have_in_common() -> None:
    """At breakfast « and » at bedtime: the union of the two, since no moment is both."""
    found = administration("1 comprimé au petit-déjeuner et au coucher")

    assert ["1 comprimé au petit-déjeuner et au coucher"] == phrases(found)
    assert ["A"] == [one.get("operator") for one in find(found, "h:effectiveTime[h:comp]")]
    assert ["I", "I"] == [one.get("operator") for one in find(found, "h:effectiveTime/h:comp")]


def test_line_not_read_to_its_last_word_is_no_dosing() -> None:
    """Whoever asks: the words that were not understood may change everything."""
    line = read_posology("1 comprimé le matin, voir ordonnance")

    assert line.posologie is not None
    assert understand(line) is None


@pytest.mark.parametrize(
    ("site", "code", "flavor", "translation"),
    [
        ("dans l'œil droit", None, "OTH", ["1290032005"]),
        ("dans la cuisse droite", "11207009", None, []),
        ("sur les plaques", None, None, None),
    ],
)
def test_site_has_the_code_that_the_checks_take_or_stands_beside(
    site: str, code: str | None, flavor: str | None, translation: list[str] | None
) -> None:
    """The official checks know the sites of a vaccine only: another one keeps its code as a translation."""
    found = find(administration(f"1 goutte 3 fois par jour, {site}"), "h:approachSiteCode")
    codes = [[two.get("code") for two in find(one, "h:translation")] for one in found]
    said = [(one.get("code"), one.get("nullFlavor"), others) for one, others in zip(found, codes, strict=True)]

    assert ([] if translation is None else [(code, flavor, translation)]) == said


def test_same_posology_gives_the_same_bytes() -> None:
    """Same input, same document."""
    first, second = (etree.tostring(administration("2 comprimés le matin, 1 comprimé le soir")) for _ in range(2))

    assert first == second


def test_regimen_with_and_without_condition_is_not_one_dosing() -> None:
    """« 1 le matin, et 1 si douleur » has no way of dosing of its own."""
    whole = Schema(read_schema("1 comprimé le matin").prises)
    needed = read_schema("1 comprimé si douleur")

    assert dosing_of(Posologie((Etape((whole, needed)),))) is None


def read_schema(text: str) -> Schema:
    """Give the only regimen of a posology."""
    found = read_posology(text).posologie
    assert found is not None
    return found.etapes[0].schemas[0]
