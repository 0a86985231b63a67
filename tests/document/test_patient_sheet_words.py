"""The words of the patient's sheet: abbreviations explained, what its author is told, how hard it is to read."""

from pathlib import Path

import pytest

from lls_drafter.document.blocks import Paragraph, Run, Table, Title
from lls_drafter.document.patient_sheet.level import level_of
from lls_drafter.document.patient_sheet.lexique import ABBREVIATIONS, AMBIGUOUS, IN_CONTEXT, SHORTENED, TERMS
from lls_drafter.document.patient_sheet.routes import plain_route
from lls_drafter.document.patient_sheet.words import explained
from lls_drafter.letter.text import fold
from tests.document.letters import EXAMPLES, letter, read_example
from tests.document.sheets import drug, said, section, told, treated

KNOWN = ("FEVG", "HTA", "INR", "AVK", "IRM", "IDE", "HDJ", "TVP", "UI", "LP", "HbA1c", "NT-proBNP", "SpO2")


def meanings(text: str) -> dict[str, str]:
    """Explain a text."""
    return explained([(Run(text),)])


def test_known_abbreviations_are_explained_on_the_sheet() -> None:
    """No known abbreviation of the clinician's words goes without its meaning."""
    text = section(letter(conclusion=", ".join(KNOWN) + ", 2 cp"), "mots")

    assert [] == [one for one in (*KNOWN, "cp") if f"\n{one} : " not in text]


def test_abbreviation_is_a_whole_word_as_it_is_written() -> None:
    """« CHUTE » is no « CHU », « hta » in a word is nothing, « mL/min » is a unit of its own."""
    assert {} == meanings("CHUTE, ahta, NT-XYZ, 35 mL/min")
    assert ["mL"] == list(meanings("0,4 mL"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("antibiotique 1 g IV", ["IV"]),
        ("stade IV", []),
        ("4000 UI SC", ["SC", "UI"]),
        ("SC 1,8 m2", []),
        ("vitamine K 10 mg IM", ["IM"]),
        ("IM sévère", []),
        ("TA 14/9", ["TA"]),
        ("à J7", ["J"]),
    ],
)
def test_abbreviation_with_several_meanings_needs_its_context(text: str, found: list[str]) -> None:
    """A wrong explanation is worse than none."""
    assert found == list(meanings(text))


def test_medical_words_are_explained_in_any_number() -> None:
    """Capitals and plurals do not hide a word; a word inside another is not that word."""
    assert ["dyspnée", "œdème"] == list(meanings("Dyspnée. Œdèmes des jambes. Dyspnéique."))


def test_explanations_use_no_abbreviation_that_is_not_explained() -> None:
    """An explanation does not need another one."""
    texts = [*ABBREVIATIONS.values(), *SHORTENED.values(), *TERMS.values(), *(said for _, said in IN_CONTEXT.values())]
    inside = {term for text in texts for term in meanings(text) if term in ABBREVIATIONS}

    assert set() == inside


def test_no_abbreviation_is_both_explained_and_ambiguous() -> None:
    """What has several meanings is explained by its context only."""
    assert set() == set(ABBREVIATIONS) & (set(AMBIGUOUS) | set(IN_CONTEXT))
    assert len(TERMS) == len({fold(term) for term in TERMS})


def test_unknown_abbreviations_are_told_to_the_author_and_not_invented() -> None:
    """Two to six capitals that nothing explains are listed, with their meanings when there are several."""
    lettre = letter(
        motif_hospitalisation="XYZ puis EP, stade IV, fibrillation (ABC)",
        conclusion="Dr Anne KELLER ; ABC ; MARTIN",
        patient={"nom_naissance": "MARTIN"},
    )
    (sentence,) = (one for one in told(lettre) if "abréviations" in one)

    assert (
        "Fiche du patient : abréviations que rien n'explique : XYZ, EP (embolie pulmonaire, ou épanchement pleural). "
        "Les écrire en toutes lettres."
    ) == sentence
    assert "XYZ :" not in said(lettre)


def test_names_of_drugs_are_not_abbreviations() -> None:
    """A drug is called as on its box."""
    assert [] == [one for one in told(treated(drug("a", "PLAVIX 75 mg", "1 cp le matin"))) if "abréviations" in one]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_examples_have_no_unexplained_abbreviation(path: Path) -> None:
    """The shipped stays are models."""
    assert [] == [one for one in told(read_example(path)) if "abréviations" in one]


def test_level_is_told_to_the_author_and_never_printed() -> None:
    """The index is an indication for who writes, said to be one."""
    lettre = read_example(EXAMPLES[0])
    (sentence,) = (one for one in told(lettre) if "LIX" in one)

    assert "lisibilité moyenne (indice LIX 43" in sentence
    assert "indication" in sentence
    assert "LIX" not in said(lettre)


def test_level_is_the_index_of_bjornsson() -> None:
    """Words per sentence, plus long words per hundred: 8 words, 2 sentences, 2 long ones give 4 + 25."""
    prose = Paragraph((Run("Le chat dort bien. Il regarde la fenêtre."),))
    level = level_of((prose, Title((Run("Un titre interminable"),)), Table((), ())))

    assert (8, 29, 4, "très facile") == (level.words, level.lix, level.longest, level.band)


def test_sheet_without_a_sentence_has_no_level() -> None:
    """Nothing is measured of nothing."""
    assert level_of([]).lix is None


def test_longest_sentence_is_named_by_its_field() -> None:
    """The author knows what to cut; the text itself is not quoted."""
    found = [one for one in told(letter(conclusion="mot " * 30)) if "phrase la plus longue" in one]

    assert ["Fiche du patient : la phrase la plus longue a 32 mots (« Diagnostic retenu »)."] == found


def test_steps_that_do_not_add_up_are_told() -> None:
    """Two dates that disagree are for their author to settle."""
    lettre = treated(
        drug(
            "a",
            "x",
            "40 mg le matin 5 j puis 20 mg le matin 5 j",
            duree={"debut": "2026-03-10", "fin_incluse": "2026-04-01"},
        ),
        drug("b", "y", "1 cp le matin", devenir="arrete"),
    )

    assert any("les paliers de la ligne 1" in one for one in told(lettre))
    assert any("la ligne 2 du tableau dit le médicament arrêté" in one for one in told(lettre))


def test_sheet_hidden_from_legal_representatives_is_told() -> None:
    """The sheet of a minor who keeps a secret goes to the minor."""
    assert any(
        "au patient lui-même" in one for one in told(letter(visibilite={"invisible_representants_legaux": True}))
    )


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("orale", "par la bouche"), ("voie sous-cutanée", "sous la peau (voie sous-cutanée)"), ("péridurale", None)],
)
def test_routes_are_said_in_plain_words(typed: str, plain: str | None) -> None:
    """A route that is not known is printed as the letter says it."""
    assert plain == plain_route(typed)
