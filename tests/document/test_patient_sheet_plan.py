"""The plan of the day on the patient's sheet: each discharge drug once, no dose that the letter does not say."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lls_drafter.document.blocks import plain
from lls_drafter.document.patient_sheet.plan import MOMENTS
from lls_drafter.errors import ExportError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.medication.model import Posologie
from lls_drafter.medication.posology import say
from tests.document.letters import EXAMPLES, letter, read_example
from tests.document.sheets import drug, drug_rows, one_row, plan, said, section, treated
from tests.exports.readers import squeeze
from tests.medication.strategies import posologies
from tests.strategies import lettres

_NUMBER = re.compile(r"\d+(?:,\d+)?")
_DATE = re.compile(r"\d\d/\d\d/\d{4}")
_BANNER = "1 fois par SEMAINE"


def numbers(text: str) -> set[str]:
    """Give the numbers of a text, those of dates in full and of the weekly warning apart."""
    bare = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))", "", _DATE.sub(" ", text.replace(_BANNER, " ")))
    return set(_NUMBER.findall(bare.replace(".", ",")))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_plan_holds_each_discharge_drug_of_the_table_once(path: Path) -> None:
    """The drugs of the plan are those of the six-column table's discharge side, in its order, and no other."""
    lettre = read_example(path)
    labels = [
        row.sortie.medicament.libelle
        for row in lettre.volet_medicamenteux
        if row.sortie is not None and row.sortie.medicament is not None and row.devenir != "arrete"
    ]
    names = [cells[0] for cells in drug_rows(lettre)]

    assert len(labels) == len(names)
    assert all(
        squeeze(label or "") in squeeze(name) and name.startswith(f"N° {number} – ")
        for number, (label, name) in enumerate(zip(labels, names, strict=True), start=1)
    )


def test_plain_posology_stands_under_its_moments() -> None:
    """An amount at moments of every day is read in the columns."""
    assert ["1\ncomprimé", "", "1\ncomprimé", ""] == one_row("1 cp matin et soir")[1:]
    assert ["2\ncomprimés", "1\ncomprimé", "", "10 mg"] == one_row(
        "2 comprimés le matin, 1 comprimé le midi, 10 mg au coucher"
    )[1:]
    assert ["1 à 2\ngélules", "", "un demi-comprimé", ""] == one_row("1 à 2 gélules le matin, 1/2 cp le soir")[1:]


@pytest.mark.parametrize(
    ("posologie", "words"),
    [
        ("1 cp x3/j si douleur, max 3/j", "1 comprimé 3 fois par jour si douleur, maximum 3 par jour"),
        ("1 g toutes les 8 heures", "1 g toutes les 8 heures"),
        ("15 mg/kg matin et soir", "15 mg/kg matin et soir"),
        ("12 UI le matin selon glycémie", "12 UI le matin, selon glycémie"),
        ("1 cp le matin bidule", "1 cp le matin bidule"),
        ("1 cp le matin et 1 cp à 16h", "1 comprimé le matin et à 16h"),
        ("3 applications le soir", "3 applications le soir"),
        ("selon schéma remis", "selon schéma remis"),
    ],
)
def test_what_has_no_column_is_written_in_words_across_the_row(posologie: str, words: str) -> None:
    """A rhythm, a condition, an hour, a dose by weight or unread words: one cell over the four moments, none empty."""
    assert [words] == one_row(posologie)[1:]


def test_words_across_the_row_span_the_four_moments() -> None:
    """The cell of words lies over all the moments, so that nobody reads it under one of them."""
    table = plan(treated(drug("a", "x", "selon INR")))

    assert table is not None
    assert [(1, 4), (5,)] == [table.spans(row) for row in table.rows]


def test_words_not_understood_keep_the_posology_as_typed() -> None:
    """A word set aside may change the dose: no column, and the words themselves are printed."""
    lettre = treated(drug("a", "x", "1 cp le matin", non_lu=["sauf dialyse"]))

    assert 2 == len(drug_rows(lettre)[0])
    assert "« sauf dialyse »" in said(lettre)


@pytest.mark.parametrize("posologie", ["10 mg le lundi", "10 mg 1 fois par semaine le lundi", "10 mg le lundi, 1x/sem"])
def test_weekly_methotrexate_says_its_day_and_once_a_week(posologie: str) -> None:
    """« 1 fois par SEMAINE » and the day stand first, in capitals for the week, and nothing is in a column."""
    name, words = one_row(posologie, "méthotrexate 2,5 mg, comprimé")

    assert "méthotrexate 2,5 mg, comprimé" in name
    assert "1 fois par SEMAINE, le lundi" == words.split("\n")[0]


def test_weekly_posology_half_understood_is_warned_of_and_typed() -> None:
    """The warning does not need every word to be understood; what was typed follows whole."""
    typed = "4 comprimés en une prise, 1 fois par SEMAINE, le mardi"

    assert ["1 fois par SEMAINE, le mardi", typed] == one_row(typed, "méthotrexate")[1].split("\n")


@pytest.mark.parametrize("libelle", ["méthotrexate 10 mg", "NOVATREX 2,5 mg", "Imeth"])
def test_methotrexate_never_stands_in_the_columns_of_a_day(libelle: str) -> None:
    """Whatever a draft says of it, the drug that kills when taken daily has no column."""
    assert 2 == len(one_row("1 comprimé le matin", libelle))


def test_two_days_a_week_is_not_once_a_week() -> None:
    """The warning is for one take a week only."""
    assert "SEMAINE" not in said(treated(drug("a", "x", "10 mg le lundi et le jeudi")))


def test_taper_is_in_order_with_its_dates() -> None:
    """Each step follows the one before; its days come from the first day and the lengths that the letter gives."""
    steps = one_row(
        "40 mg le matin 5 j puis 20 mg le matin 5 j puis stop",
        duree={"debut": "2026-03-10", "fin_incluse": "2026-03-19"},
    )[1].split("\n")

    assert [
        "D'abord : 40 mg le matin pendant 5 jours, du 10/03/2026 au 14/03/2026 inclus",
        "Ensuite : 20 mg le matin pendant 5 jours, du 15/03/2026 au 19/03/2026 inclus",
        "Ensuite : arrêt, à partir du 20/03/2026",
        "Jusqu'au 19/03/2026 inclus",
    ] == steps


@pytest.mark.parametrize("duree", [{}, {"debut": "2026-03-10", "fin_incluse": "2026-03-25"}])
def test_taper_has_no_day_that_the_letter_does_not_support(duree: dict[str, str]) -> None:
    """Without a first day, or when the steps do not end on the last day written, no day of a step is shown."""
    first, *_ = one_row("40 mg le matin 5 j puis 20 mg le matin 5 j", duree=duree)[1].split("\n")

    assert "D'abord : 40 mg le matin pendant 5 jours" == first


def test_until_when_what_for_and_remarks_are_said() -> None:
    """The last day, the indication, the reason, what to watch and the free words all reach the sheet."""
    lettre = treated(
        drug(
            "a",
            "x",
            "1 cp le matin à jeun, surveillance tension",
            voie="orale",
            duree={"texte": "14 jours", "fin_incluse": "2026-03-23"},
            commentaires={"indication": "toux", "motif": "récidive", "cible_surveillance": "poids", "libre": "amer"},
        )
    )
    text = said(lettre)

    assert "Jusqu'au 23/03/2026 inclus" in text
    assert (
        "N° 1 – Pour : toux ; à jeun, surveillance tension, par la bouche ; durée : 14 jours\n"
        "Pourquoi : récidive\nSurveillance : poids\nÀ savoir : amer"
    ) in text


@pytest.mark.parametrize(("fate", "word"), [("ajoute", "NOUVEAU"), ("modifie", "CHANGÉ"), ("poursuivi", "Comme avant")])
def test_new_changed_or_as_before_is_said(fate: str, word: str) -> None:
    """What happened to a drug is told in one word under its name."""
    assert word in one_row("1 cp le matin", devenir=fate)[0].split("\n")


def test_box_at_home_that_a_drug_replaces_is_named() -> None:
    """A drug of another name or strength at home is named, so that both are not taken."""
    before = {"medicament": {"libelle": "bisoprolol 2,5 mg"}}

    assert "Remplace : bisoprolol 2,5 mg" in one_row("1 cp le matin", "bisoprolol 3,75 mg", avant=before)[0]
    assert "Remplace" not in one_row("1 cp le matin", "bisoprolol 2,5 mg", avant=before)[0]


def test_missing_posology_and_duration_are_owned_up_to() -> None:
    """A drug without posology stays in the plan: a mark in a draft, a sentence in a final sheet, never an empty row."""
    lettre = treated(drug("a", "x", None, duree=None))

    assert "Information non disponible à la date de la lettre" == drug_rows(lettre)[0][1]
    assert "[à compléter : posologie]" == drug_rows(lettre, draft=True)[0][1]
    assert "durée : [à compléter : durée]" in said(lettre, draft=True)


def test_stopped_drug_is_said_stopped_with_its_reason_and_nothing_more() -> None:
    """« arrêté » and the clinician's reason; the program adds no order of its own."""
    lettre = letter(
        volet_medicamenteux=[
            {
                "cle": "a",
                "devenir": "arrete",
                "avant": {"medicament": {"libelle": "ibuprofène 400 mg"}, "posologie": "1 cp le matin"},
                "commentaires": {"motif": "saignement"},
            }
        ]
    )
    text = section(lettre, "medicaments")

    assert "ibuprofène 400 mg : arrêté\nPourquoi : saignement" in text
    assert plan(lettre) is None
    assert "reprenez" not in text


def test_suspended_drug_is_out_of_the_plan_whatever_its_fate() -> None:
    """A drug not to be taken for now has no dose in a column, even on a row « modifié »; its rule is said."""
    row = drug("a", "metformine 850 mg", "1 cp matin et soir", devenir="modifie", suspendu=True)
    lettre = treated(row | {"reprise": {"quand": "après contrôle de la créatinine", "par": "médecin traitant"}})
    text = section(lettre, "medicaments")

    assert plan(lettre) is None
    assert "metformine 850 mg : ne pas prendre pour le moment" in text
    assert "À reprendre : après contrôle de la créatinine, décidé par : médecin traitant" in text
    assert 1 == text.count("metformine")


def test_suspended_drug_without_rule_says_so() -> None:
    """Nobody guesses when a drug is taken again."""
    lettre = treated({"cle": "a", "devenir": "arrete", "suspendu": True, "avant": {"medicament": {"libelle": "x"}}})

    assert "À reprendre : Information non disponible" in said(lettre)
    assert "À reprendre : [à compléter : quand et par qui]" in said(lettre, draft=True)


def test_row_that_says_two_things_is_neither_taken_nor_stopped() -> None:
    """A drug stopped and prescribed at once is named apart, to be cleared up."""
    lettre = treated(drug("a", "furosémide 40 mg", "1 cp le matin", devenir="arrete"))

    assert plan(lettre) is None
    assert "furosémide 40 mg\nLa lettre le dit arrêté, et le prescrit aussi à la sortie" in said(lettre)


def test_home_drug_of_which_nothing_is_said_is_named() -> None:
    """A drug continued without a discharge side is not silently lost."""
    lettre = treated({"cle": "a", "devenir": "poursuivi", "avant": {"medicament": {"libelle": "aspirine 75 mg"}}})

    assert "aspirine 75 mg : Information non disponible" in section(lettre, "medicaments")


def _has_sheet(lettre: Lettre) -> bool:
    """Tell whether a letter has a sheet."""
    try:
        said(lettre)
    except ExportError:
        return False
    return True


@given(lettre=lettres(), draft=st.booleans())
def test_every_discharge_drug_of_any_letter_is_on_its_sheet(lettre: Lettre, draft: bool) -> None:
    """No drug is lost on the way, whatever its row says and whatever characters its name holds."""
    assume(_has_sheet(lettre))
    text = squeeze(said(lettre, draft=draft))
    names = [
        name
        for row in lettre.volet_medicamenteux
        if row.sortie is not None and row.sortie.medicament is not None
        for name in (row.sortie.medicament.libelle, row.sortie.medicament.dci, row.sortie.medicament.marque)
        if name and name.strip()
    ]

    assert [] == [name for name in names if squeeze(name) not in text]


@given(lettre=lettres(), draft=st.booleans())
def test_plan_of_any_letter_holds_no_number_of_its_own(lettre: Lettre, draft: bool) -> None:
    """Under the moments and in the words over them, every number is one of the letter's own posology."""
    assume(_has_sheet(lettre))
    taken = [
        row.sortie
        for row in lettre.volet_medicamenteux
        if row.sortie is not None and row.devenir != "arrete" and not row.suspendu
    ]
    rows = drug_rows(lettre, draft=draft)

    assert len(taken) == len(rows)
    for side, (_, *cells) in zip(taken, rows, strict=True):
        assert numbers("\n".join(cells)) <= numbers(side.posologie or "")


@given(posologie=posologies())
def test_plan_of_any_posology_says_its_numbers_and_no_other(posologie: Posologie) -> None:
    """The sheet's cells and the sentence of a posology hold the same numbers: none is added, none is dropped."""
    sentence = say(posologie)
    assume(sentence.strip())
    lettre = treated(drug("a", "x", sentence))
    _, *cells = drug_rows(lettre)[0]

    assert numbers("\n".join(cells)) <= numbers(sentence)
    assert numbers(sentence) <= numbers(said(lettre))


@given(posologie=posologies())
def test_columns_hold_every_take_or_none(posologie: Posologie) -> None:
    """A posology is wholly in the columns, each of its takes in one, or wholly in words."""
    sentence = say(posologie)
    assume(sentence.strip())
    table = plan(treated(drug("a", "x", sentence)))
    assert table is not None
    _, *cells = table.rows[0]
    takes = [take for step in posologie.etapes for schema in step.schemas for take in schema.prises]

    filled = [moment for moment, cell in zip(MOMENTS, cells, strict=False) if any(map(plain, cell))]
    assert len(cells) == 1 or len(filled) == len(takes)
