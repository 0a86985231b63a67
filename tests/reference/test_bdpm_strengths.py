"""The strength of a drug is that of its box, and no number is ever made up."""

import re
from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.reference.bdpm_files import COMPOSITIONS, read_rows
from lls_drafter.reference.bdpm_strengths import Dose, dose_text, strengths, tidy_numbers
from lls_drafter.reference.bdpm_words import plain
from tests.reference.bdpm_set import real_base, real_folder

NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)*")


def chosen(denomination: str, *substances: list[tuple[str, str]], in_order: bool = False) -> tuple[str, ...]:
    """Give the strengths of substances, each a list of (dose, reference)."""
    doses = [[Dose(text, reference) for text, reference in one] for one in substances]
    return tuple(one.texte for one in strengths(denomination, doses, in_order=in_order))


def values(text: str) -> set[Decimal]:
    """Give the value of each number of a text; one that may be read two ways has two."""
    found: set[Decimal] = set()
    for number in NUMBER.findall(text):
        bare = re.sub(r"\s", "", number)
        found |= {Decimal(bare.replace(",", "").replace(".", ""))}
        if len(re.findall("[.,]", bare)) <= 1:
            found |= {Decimal(bare.replace(",", "."))}
    return found


def meant(text: str) -> set[Decimal]:
    """Give the value of each number of a text as it is printed: the comma is decimal."""
    return {Decimal(re.sub(r"\s", "", number).replace(",", ".")) for number in NUMBER.findall(text)}


@pytest.mark.parametrize(
    ("denomination", "dose", "expected"),
    [
        ("ELIQUIS 5 mg, comprimé", [("5,00 mg", "un comprimé")], "5 mg"),
        ("DAFALGAN 1 g, comprimé", [("1000,00 mg", "un comprimé")], "1 g"),
        ("GLUCOPHAGE 850 mg, comprimé", [("662,90 mg", "un comprimé"), ("850 mg", "un comprimé")], "850 mg"),
        ("OXYCODONE ARROW 10 mg, gélule", [("8,96 mg", "une gélule")], "10 mg"),
        ("LEVOTHYROX 150 microgrammes, comprimé", [("0,15 mg", "un comprimé")], "150 microgrammes"),
        ("X 25 µg, comprimé", [("25 µg", "un comprimé")], "25 microgrammes"),
        ("X, comprimé", [("25 µg", "un comprimé")], "25 microgrammes"),
        ("UVEDOSE 100 000 UI, solution buvable", [("100 000 UI", "une ampoule")], "100 000 UI"),
        ("X 15000 UI, poudre", [("15 000 UI", "un flacon")], "15 000 UI"),
        ("X 1,5 M.U.I., comprimé", [("1500000 UI", "un comprimé")], "1,5 million d'UI"),
        ("X 3 MUI, comprimé", [("3 000 000 UI", "un comprimé")], "3 millions d'UI"),
        ("X 120 mg/5 ml, sirop", [("2,4 g", "100 ml de sirop")], "120 mg/5 ml"),
        ("X, sirop", [("2,4 g", "100 ml de sirop")], "2,4 g/100 ml"),
        ("X, sirop", [("30 mg", "1 ml de sirop")], "30 mg/ml"),
        ("X 2 POUR CENT, crème", [("2 g", "100 g de crème")], "2 %"),
        ("X 0,25 %, collyre", [("2,5 mg", "1 ml")], "0,25 %"),
        ("X 10 mg/ml, solution", [("50 mg", "une ampoule de 5 ml")], "10 mg/ml"),
        ("FENTANYL X 25 microgrammes/heure, dispositif", [("4,125 mg", "un dispositif")], "25 microgrammes/heure"),
        ("NICOTINE X 7 mg/24 H, dispositif", [("17,5 mg", "un dispositif")], "7 mg/24 heures"),
        ("LOVENOX 4 000 UI (40 mg)/0,4 ml, solution", [("4 000 UI", "une seringue")], "4 000 UI/0,4 ml"),
        ("X 10 000 UI anti-Xa/1 ml, solution", [("10 000 UI", "1 ml")], "10 000 UI/ml"),
        ("IMUKIN 2 x 10⁶ UI (0,1 mg)", [("2 000 000 UI (0,1 mg)", "un flacon")], "2 000 000 UI (0,1 mg)"),
        ("OMNIPAQUE 300 mg d'I/mL, solution", [("300 mg", "1 ml")], "300 mg/ml"),
        ("X, comprimé", [("", "un comprimé")], ""),
        ("X, comprimé", [], ""),
        ("X 5 mg, comprimé", [("", "")], "5 mg"),
        ("X 2 x 500 UI, poudre", [("1000 UI", "une dose")], "1 000 UI"),
        ("LOVENOX 12 000 UI (120 mg)/0,8 ml", [("12 000 UI (120 mg)", "une seringue")], "12 000 UI/0,8 ml"),
        ("FIXICAL VITAMINE D3 500 mg, comprimé", [("0,5 g", "un comprimé")], "500 mg"),
        ("X 1x10 000 000 UI, poudre", [("", "")], ""),
        ("X 5 mU/ml, solution", [("5 mU", "1 ml")], "5 mU/ml"),
    ],
)
def test_strength_of_one_substance(denomination: str, dose: list[tuple[str, str]], expected: str) -> None:
    """The denomination's strength comes first; without one, the composition's dose, with its volume."""
    assert (expected,) == chosen(denomination, dose)


@pytest.mark.parametrize(
    ("denomination", "substances", "expected"),
    [
        ("X 500 mg/62,5 mg", [[("62,50 mg", "")], [("500 mg", "")]], ("62,5 mg", "500 mg")),
        ("X 100 mg/12,50 mg par ml", [[("100 mg", "1 ml")], [("12,5 mg", "1 ml")]], ("100 mg/ml", "12,5 mg/ml")),
        ("X 200/6 microgrammes par dose", [[("6 microgrammes", "une dose")], [("200 microgrammes", "une dose")]],
         ("6 microgrammes/dose", "200 microgrammes/dose")),
        ("ENTRESTO 24 mg/26 mg", [[("25,7 mg", "")], [("24,3 mg", "")]], ("26 mg", "24 mg")),
        ("OPDUALAG 240 mg/80 mg", [[("12 mg", "1 ml")], [("4 mg", "1 ml")]], ("240 mg", "80 mg")),
        ("X 6 mg/6 mg", [[("6,4 mg", "")], [("6,1 mg", "")]], ("6 mg", "6 mg")),
        ("X 50 mg/1 g", [[("50 mg", "")], [("1 000 mg", "")]], ("50 mg", "1 g")),
        ("X 0,25 mg/800 U.I./dose", [[("320 000 UI", "100 ml")], [("0,1 g", "100 ml")]],
         ("800 UI/dose", "0,25 mg/dose")),
        ("DIANE 35 microgrammes", [[("2 mg", "")], [("35 microgrammes", "")]], ("2 mg", "35 microgrammes")),
        ("X 20 mg/mL + 5 mg/mL", [[("20,000 mg", "1 ml")], [("5,000 mg", "1 ml")]], ("20 mg/ml", "5 mg/ml")),
        ("X, comprimé", [[("500 mg", "")], [("30 mg", "")]], ("500 mg", "30 mg")),
    ],
)  # fmt: skip
def test_strengths_of_several_substances(
    denomination: str, substances: list[list[tuple[str, str]]], expected: tuple[str, ...]
) -> None:
    """Each substance gets its own strength, whatever the order of the composition."""
    assert expected == chosen(denomination, *substances)


@pytest.mark.parametrize(
    ("denomination", "doses"),
    [
        ("X 10 mg/20 mg", ["5 mg", "19 mg"]),
        ("X 50 microgrammes/51 microgrammes", ["101 microgrammes", "100 microgrammes"]),
        ("X 10 mg/20 mg/30 mg", ["1 mg", "2 mg"]),
    ],
)
def test_doubtful_pairing_is_not_made(denomination: str, doses: list[str]) -> None:
    """Where doses do not tell which strength is whose, the composition's own are given."""
    assert tuple(doses) == chosen(denomination, *([(dose, "")] for dose in doses))


def test_patch_whose_rates_cannot_be_told_has_no_strength() -> None:
    """What a patch holds is never given for what it delivers."""
    named = "EVRA 203 microgrammes/24 heures + 33,9 microgrammes/24 heures"

    assert ("", "") == chosen(named, [("600 microgrammes", "")], [("6 mg", "")])
    assert ("203 microgrammes/24 heures", "33,9 microgrammes/24 heures") == chosen(
        named, [("6 mg", "")], [("600 microgrammes", "")], in_order=True
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5,00 mg", "5 mg"),
        ("5,50 mg", "5,5 mg"),
        ("0,150 mg", "0,15 mg"),
        ("1000 mg", "1 000 mg"),
        ("100000 UI", "100 000 UI"),
        ("1.5 mg", "1,5 mg"),
        ("100 mg", "100 mg"),
        ("1,466,29", "1,466,29"),
        ("1,250 g", "1,250 g"),
        ("2.500 UI", "2.500 UI"),
        ("2 x 10^6 UI", "2 x 10^6 UI"),
        ("1x10 000 000 000 000 copies", "1x10 000 000 000 000 copies"),
        ("007 UI", "007 UI"),
        ("10⁶ UI", "10⁶ UI"),
        ("4CH à 30CH", "4CH à 30CH"),
    ],
)
def test_numbers_are_tidied_without_doubt(text: str, expected: str) -> None:
    """Useless zeros go and thousands are spaced; a number that may be read two ways stays as it is."""
    assert expected == tidy_numbers(text)


@given(st.decimals(min_value=0, max_value=10**9, places=4).map(lambda number: str(number).replace(".", ",")))
def test_tidying_never_changes_a_value(number: str) -> None:
    """Whatever the number, its value is the same after."""
    tidied = tidy_numbers(f"{number} mg")

    assert meant(number) == meant(tidied) or tidied == f"{number} mg"


@given(st.integers(1, 10**7), st.sampled_from(["mg", "g", "microgrammes", "UI", "ml", "mmol"]), st.integers(1, 999))
def test_dose_keeps_its_numbers(amount: int, unit: str, volume: int) -> None:
    """A dose of the composition has its amount and its volume, and no other number."""
    expected = {Decimal(amount)} | ({Decimal(volume)} if volume > 1 else set())

    assert expected == meant(dose_text(Dose(f"{amount} {unit}", f"{volume} ml de solution")))


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_read_without_harm(denomination: str, text: str, reference: str) -> None:
    """Dirty cells never stop an import."""
    assert 1 == len(chosen(denomination, [(text, reference)]))


def test_no_number_of_the_real_base_is_made_up() -> None:
    """Each number of each strength of the 15,848 specialities stands in its name or in its composition."""
    written: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(COMPOSITIONS, (real_folder() / COMPOSITIONS.nom).read_bytes()).lues:
        written[row[0]] += [plain(row[4]), plain(row[5])]
    made_up = [
        (fiche.libelle, dosage)
        for fiche in real_base().fiches
        for dosage in fiche.dosages
        if meant(dosage) - values(" | ".join([fiche.libelle, *written[fiche.cis or ""]]))
    ]

    assert [] == made_up
