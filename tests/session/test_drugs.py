"""Lines read with a catalogue: exact names only, proposals marked, nothing of the line lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from threading import Barrier

import pytest

from lls_drafter.letter.text import fold
from lls_drafter.medication.model import Prise
from lls_drafter.medication.reading import medicament_of, prescription_of, say_lecture
from lls_drafter.reference.index import DrugIndex
from lls_drafter.reference.usuels import usual_fiches, usual_info
from lls_drafter.session.drugs import DrugDesk

DAY = date(2026, 3, 9)


@cache
def desk() -> DrugDesk:
    """Give a desk over the product's own list."""
    fiches = usual_fiches()
    return DrugDesk(DrugIndex.in_memory(fiches, usual_info(), fiches[0].base))


@pytest.mark.parametrize(
    ("line", "echo"),
    [
        (
            "eliquis 5 1-0-1",
            "APIXABAN (Eliquis) 5 mg comprimé (proposé) — 1 matin et soir, durée : ?, per os (proposé)",
        ),
        (
            "lantus 12UI soir sc",
            "INSULINE GLARGINE (Lantus) — 12 UI le soir, durée : ?, voie sous-cutanée",
        ),
        (
            "paracetamol 1g 1cp x3/j encore 5j si douleur",
            (
                "PARACÉTAMOL 1g — 1 comprimé 3 fois par jour si douleur, pendant encore 5 jours"
                " (du 09/03/2026 au 13/03/2026 inclus, soit 5 jours), per os (proposé)"
            ),
        ),
        ("xyzol 1-0-1", "XYZOL — 1 matin et soir, durée : ?"),
    ],
)
def test_echo_says_what_was_read_and_what_the_base_proposes(line: str, echo: str) -> None:
    """The DCI in capitals, the brand in brackets; what was not written is marked « proposé » or asked."""
    assert echo == say_lecture(desk().read(line), jour=DAY)


@pytest.mark.parametrize(
    ("line", "strength", "echo"),
    [
        ("atorvastatine 40 le soir", "40 mg", "le soir, dose : ?"),
        ("zopiclone 7,5 au coucher", "7,5 mg", "au coucher, dose : ?"),
        ("metformine 850 x 2/j", "850 mg", "2 fois par jour, dose : ?"),
        ("doliprane 1000 x3/j", "1 g", "3 fois par jour, dose : ?"),
        ("bisoprolol 2,5 matin et soir", "2,5 mg", "matin et soir, dose : ?"),
        ("risperidone 2 : le soir", "2 mg", "le soir, dose : ?"),
        ("seretide 250/50 matin et soir", "250 µg/50 µg par dose", "matin et soir, dose : ?"),
        ("lantus 12 le soir", None, "12 le soir, unité : ?"),
        ("lantus 4 le soir", None, "4 le soir, unité : ?"),
        ("ramipril 7 le soir", None, "7 le soir, unité : ?"),
        ("lorazépam 1 au coucher", None, "1 au coucher, unité : ?"),
    ],
)
def test_number_alone_is_strength_or_dose_never_both(line: str, strength: str | None, echo: str) -> None:
    """A strength that the base knows is no dose too; another number is a dose without unit; neither is read whole."""
    read = desk().read(line)

    assert (strength, False) == (read.dosage, read.entiere)
    assert echo in say_lecture(read)
    assert [strength is None] == [
        take.dose is not None
        for step in (read.ligne.posologie.etapes if read.ligne.posologie is not None else ())
        for take in step.schemas[0].prises[:1] or (Prise(),)
    ]


@pytest.mark.parametrize(
    ("line", "echo"),
    [
        ("eliquis 5 1-0-1", "APIXABAN (Eliquis) 5 mg comprimé (proposé) — 1 matin et soir"),
        ("amlodipine 5 : 1 0 0", "AMLODIPINE 5 mg (proposé) — 1 le matin"),
        ("furosémide 40 2 matin", "FUROSÉMIDE 40 mg comprimé (proposé) — 2 le matin"),
        ("ramipril 1 le soir", "RAMIPRIL — 1 le soir"),
        ("pred 40 5j puis 20 5j puis stop", "PRED — 40 pendant 5 jours, puis 20 pendant 5 jours, puis arrêt"),
        ("prednisone 40 le matin puis 20 le matin", "PREDNISONE — 40 le matin, puis 20 le matin"),
    ],
)
def test_number_beside_its_dose_is_read_whole(line: str, echo: str) -> None:
    """A strength with its dose, a count of tablets, steps of doses keep their meaning."""
    read = desk().read(line)

    assert read.entiere
    assert say_lecture(read).startswith(echo)


def test_number_alone_of_an_unknown_drug_stays_unread() -> None:
    """No base tells whether « 40 » is a strength or a dose: it stays visible, unread."""
    read = desk().read("zzzol 40 le soir")

    assert ((None, ("40",)), False) == (
        (read.dosage, tuple(part.texte for part in read.ligne.non_lu)),
        read.entiere,
    )


@pytest.mark.parametrize("name", ["pred", "amlo", "xyzol", "elikuis"])
def test_name_that_is_not_exact_is_never_identified(name: str) -> None:
    """An abbreviation, a beginning or a misspelling gives propositions, never a drug."""
    read = desk().read(f"{name} 5 mg 1 le matin")
    assert not read.faits.connu
    assert fold(name) in fold(say_lecture(read))


def test_two_readings_are_both_offered() -> None:
    """« pred » may be prednisone or prednisolone: the person chooses."""
    assert {"prednisone", "prednisolone"} <= set(desk().read("pred 40 mg le matin").faits.propositions)


def test_brand_and_dci_that_do_not_agree_are_not_identified() -> None:
    """« Eliquis (rivaroxaban) » is not apixaban: nothing is taken from the base."""
    assert not desk().read("Eliquis (rivaroxaban) 5 mg 1-0-1").faits.connu
    assert desk().read("Eliquis (apixaban) 5 mg 1-0-1").faits.connu


@pytest.mark.parametrize(
    "line",
    [
        "amlodipine biogaran 5 mg 1 cp le matin",
        "ibuprofène 400 mg comprimé (automédication) 1 cp x2/j",
        "Lasilix faible 20 mg 1 cp le matin",
        "préparation magistrale du service 1 dose matin et soir",
    ],
)
def test_no_word_of_the_drug_is_lost(line: str) -> None:
    """Each word of the drug's name, as typed, is in what enters the letter."""
    read = desk().read(line)
    drug = medicament_of(read)
    assert drug is not None
    assert read.ligne.nom is not None
    kept = fold(" ".join(filter(None, (drug.libelle, drug.dci, drug.marque, drug.forme))))
    typed = f"{read.ligne.nom.libelle} {read.ligne.nom.autre or ''}"
    assert [] == [word for word in fold(typed).split() if word not in kept]


def test_facts_of_the_base_are_copied() -> None:
    """The letter keeps DCI, ATC and the date of the base: rules read only the letter."""
    drug = medicament_of(desk().read("eliquis 5 mg 1-0-1"))
    assert drug is not None
    assert ("apixaban", "Eliquis", "B01AF02", "liste lls 1") == (drug.dci, drug.marque, drug.atc, drug.base)


def test_unread_words_go_with_the_prescription() -> None:
    """What was not understood is kept beside the posology."""
    assert ("zzz",) == prescription_of(desk().read("eliquis 5 mg 1-0-1 zzz"), jour=DAY).non_lu


@pytest.mark.parametrize("text", ["Le patient va bien", "I take my pills every day", "😀", "", "https://exemple.fr"])
def test_what_is_no_prescription_gives_no_drug(text: str) -> None:
    """Prose, another language, an emoji: an honest « not understood », never an invented drug."""
    read = desk().read(text)
    assert not read.comprise
    assert read.ligne.nom is None


def test_list_is_read_line_by_line() -> None:
    """A pasted list gives one reading a line, blank lines left out, order kept."""
    read = desk().read_lines("bisoprolol 2,5 mg 1 cp le matin\n\n  eliquis 5 mg 1-0-1\t\n")
    assert ["bisoprolol", "apixaban"] == [one.faits.dci for one in read]


def test_threads_share_one_catalogue() -> None:
    """However many threads ask for the catalogue at once, it is opened once."""
    asked = DrugDesk()
    together = Barrier(4)

    def ask(_number: int) -> int:
        together.wait()
        return id(asked.catalogue)

    with ThreadPoolExecutor(4) as pool:
        assert 1 == len(set(pool.map(ask, range(4))))
