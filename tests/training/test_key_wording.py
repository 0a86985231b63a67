"""A term of a key is found however a French reader writes it, and not where it is not said."""

import time

import pytest

from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.reponse import AUCUN, INCONNU, NON_RENSEIGNE
from lls_drafter.training.said import said_of
from lls_drafter.training.wording import holds, sentences
from tests.training.case_files import changed, draft_letter, model_letter


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("4 jours", "pendant 4 j"),
        ("4 jours", "durant quatre jours"),
        ("4 jours", "4\u00a0jours"),
        ("jusqu'au 14/03", "jusqu’au samedi 14 mars 2026 inclus"),
        ("14/03/2026", "2026-03-14"),
        ("14/03/2026", "le 14.03.2026"),
        ("14/03/2026", "14 mars"),
        ("01/04", "le 1er avril"),
        ("2,5 mg", "2.50 mg"),
        ("5 mg", "5,0 mg"),
        ("4 000 UI", "4000 ui par jour"),
        ("10 µg", "10 microgrammes"),
        ("1 g", "1g x3/j"),
        ("x3/j", "3 fois par jour"),
        ("arrêt", "warfarine ARRÊTÉE"),
        ("œdème", "oedemes"),
        ("pneumonie gauche", "Pneumonie, gauche."),
        ("rendez-vous", "rendez vous"),
        ("92 %", "SpO2 92%"),
        ("7 jours", "sept jours"),
        ("1 comprimé", "1 cp le soir"),
        ("128", "créatinine le 13/03 128 µmol/L"),
        ("13/03", "créatinine le 13/03 128 µmol/L"),
        ("118", "plaquettes à J7 118 G/L"),
        ("1 000 000", "1\u202f000\u00a0000 par mL"),
        ("par jour", "6 comprimés par jour"),
        ("par jour", "6 cp/j"),
        ("par semaine", "15 mg une fois/semaine"),
    ],
)
def test_term_is_found_in_its_usual_writings(term: str, text: str) -> None:
    """Dates, numbers, units, accents, hyphens: one thing has many writings."""
    assert holds(text, term)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("4 jours", "14 jours"),
        ("5 mg", "2,5 mg"),
        ("5 mg", "5 mgd"),
        ("2 mg", "2,5 mg"),
        ("14/03/2026", "14/03/2025"),
        ("14/03", "14/04/2026"),
        ("sel", "selon avis"),
        ("AVK", "AVKX"),
        ("12", "112"),
        ("", "n'importe quoi"),
        ("!", "bien !"),
        ("par jour", "pendant 10 jours"),
        ("par jour", "1 comprimé/semaine"),
    ],
)
def test_term_is_not_found_in_something_else(term: str, text: str) -> None:
    """A longer number, another year, another word: not said."""
    assert not holds(text, term)


@pytest.mark.parametrize("text", ["1," + "0" * 50_000 + "1", "12/03/2026 " * 5_000, "x " * 50_000, "1-" * 50_000])
def test_hostile_text_is_read_in_no_time(text: str) -> None:
    """A text pasted by the page costs no more than its length."""
    started = time.process_time()
    holds(text, "14/03/2026")

    assert time.process_time() - started < 2


def test_sentences_end_at_stops_not_at_decimals() -> None:
    """A dose of 2.5 mg does not end a sentence."""
    assert ("INR 2.5 ce jour", "Arrêt") == sentences("INR 2.5 ce jour. Arrêt.")


def _path(text: str) -> FieldPath:
    return FieldPath.parse(text)


def test_terms_are_looked_for_in_one_row() -> None:
    """A drug of one row and a date of another one are not said together; nor is a row that is not asked for."""
    said = said_of(model_letter())
    rows = (_path("volet_medicamenteux"),)

    assert said.has(rows, (("prednisolone", "24/05/2026"),))
    assert not said.has(rows, (("salbutamol", "24/05/2026"),))
    assert not said.has((_path("conclusion"),), (("prednisolone",),))
    assert said.has((_path("conclusion"), *rows), (("bisoprolol",), ("prednisolone", "arrêt")))


def test_printed_words_are_said_too() -> None:
    """« Ajouté » is the printed word of a coded field, and « jusqu'au » that of a date: a reader reads them."""
    said = said_of(model_letter())

    assert said.has((_path("volet_medicamenteux"),), (("prednisolone", "ajouté"),))
    assert said.has((_path("patient.sexe"),), (("masculin",),))


def test_what_is_marked_as_missing_is_not_said() -> None:
    """A draft prints « [à compléter : …] »: nobody wrote it."""
    said = said_of(draft_letter().replace(motif_hospitalisation=None))

    assert not said.has((_path("motif_hospitalisation"),), (("motif",), ("compléter",)))


def test_gap_in_a_row_is_not_said() -> None:
    """A row of the table that lacks its posology says « à compléter » beside the drug: nobody wrote it."""
    row = model_letter().volet_medicamenteux[3]
    assert row.sortie is not None
    gap = row.replace(sortie=row.sortie.replace(posologie=None, duree=None))
    said = said_of(draft_letter().replace(volet_medicamenteux=(gap,)))

    assert said.has((_path("volet_medicamenteux"),), (("prednisolone",),))
    assert not said.has((_path("volet_medicamenteux"),), (("compléter",), ("posologie",), ("durée",)))


@pytest.mark.parametrize("value", [AUCUN, INCONNU])
def test_sentence_of_an_absence_is_the_programs(value: object) -> None:
    """« aucun » prints a whole sentence; its author said one word, and no term of that sentence."""
    said = said_of(changed(draft_letter(), "dispositifs_implantables", value))
    champs = (_path("dispositifs_implantables"),)

    assert said.has(champs, ((str(value),),))
    assert not said.has(champs, (("dispositif",), ("implanté",), ("information",)))


def test_claim_of_a_row_may_stand_in_several_columns() -> None:
    """The drug in one column and its reason in another are one claim."""
    said = said_of(model_letter())

    assert said.claims((_path("volet_medicamenteux"),), (("prednisolone", "sans décroissance"),), ())


def test_excuse_stands_in_the_same_field() -> None:
    """What makes a sentence right is in its own field, anywhere in it; not in another field."""
    lettre = draft_letter().replace(conclusion="Biopsie en attente", synthese_medicale="Biopsie positive. En attente.")
    champs = (_path("conclusion"), _path("synthese_medicale"))

    assert not said_of(lettre).claims(champs, (("biopsie", "positive"),), (("en attente",),))
    assert said_of(lettre.replace(synthese_medicale="Biopsie positive.")).claims(
        champs, (("biopsie", "positive"),), (("en attente",),)
    )


def test_claim_stands_in_one_sentence() -> None:
    """Two words of two sentences are no claim; « pas légère » makes « légère » right."""
    lettre = draft_letter()
    champs, wording, unless = (_path("conclusion"),), (("crise", "légère"),), (("pas légère",),)
    claims = {
        text: said_of(lettre.replace(conclusion=text)).claims(champs, wording, unless)
        for text in ("Crise légère.", "Crise grave. Toux légère.", "Crise pas légère.")
    }

    assert {"Crise légère.": True, "Crise grave. Toux légère.": False, "Crise pas légère.": False} == claims


@pytest.mark.parametrize(
    ("value", "denied"),
    [
        (AUCUN, True),
        (INCONNU, False),
        (NON_RENSEIGNE, False),
        ("Pas de suivi social", True),
        ("Aide à domicile", False),
    ],
)
def test_negative_is_told_from_silence(value: object, denied: bool) -> None:
    """« aucun » and a text that begins with a negative deny; « inconnu » and no answer do not."""
    lettre = changed(draft_letter(), "volet_social", value)

    assert denied is said_of(lettre).denies(_path("volet_social"))


def test_no_denies_as_none_does() -> None:
    """A « non » is a negative too."""
    lettre = draft_letter()

    assert said_of(lettre.replace(information_dmp=False)).denies(_path("information_dmp"))
    assert not said_of(lettre.replace(information_dmp=True)).denies(_path("information_dmp"))
