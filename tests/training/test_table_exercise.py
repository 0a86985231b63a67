"""A learner's table against the record's, drug by drug."""

from pathlib import Path

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import (
    BilanMedicamenteux,
    Commentaires,
    Devenir,
    Duree,
    EtatListe,
    LigneTraitement,
    Medicament,
    Prescription,
    ReponseListe,
)
from lls_drafter.training.result import Nature, Point
from lls_drafter.training.table_exercise import CorrectionTableau, correct_table
from tests.document.letters import EXAMPLES, example, letter, read_example


def side(label: str, posologie: str = "1 comprimé le matin", duree: Duree | None = None) -> Prescription:
    """Give a side of a row."""
    drug = Medicament(libelle=label, dci=label.partition(" ")[0])
    return Prescription(medicament=drug, posologie=posologie, duree=duree)


def table(*rows: LigneTraitement, **lists: ReponseListe) -> Lettre:
    """Give a letter with a table."""
    answers = BilanMedicamenteux(**{name: EtatListe(reponse=value) for name, value in lists.items()})
    return letter(sejour={"date_entree": "2026-03-10", "date_sortie": "2026-03-18"}).replace(
        volet_medicamenteux=rows, bilan_medicamenteux=answers
    )


LONG = Duree(texte="au long cours")
KEPT = LigneTraitement(
    cle="a1", avant=side("ramipril 5 mg"), devenir=Devenir.POURSUIVI, sortie=side("ramipril 5 mg", duree=LONG)
)
STOPPED = LigneTraitement(
    cle="a2",
    avant=side("ibuprofène 400 mg", "1 comprimé 3 fois par jour"),
    devenir=Devenir.ARRETE,
    commentaires=Commentaires(motif="insuffisance rénale"),
)
AMOXICILLIN = side("amoxicilline 1 g", "1 comprimé 3 fois par jour", Duree(texte="jusqu'au 19/03/2026"))
NEW = LigneTraitement(cle="a3", devenir=Devenir.AJOUTE, sortie=AMOXICILLIN)
MODEL = table(KEPT, STOPPED, NEW)


def wrong(correction: CorrectionTableau) -> dict[str, Nature]:
    """Give what is not right, by point."""
    return {point.id: point.nature for point in correction.points if point.nature is not Nature.ACQUIS}


def corrected(*rows: LigneTraitement) -> CorrectionTableau:
    """Correct some rows against the model's."""
    return correct_table(MODEL, table(*rows))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_record_against_itself_is_right(path: Path) -> None:
    """The shipped letters, with their long labels and posologies, get 100 against themselves, without a doubt left."""
    lettre = read_example(path)
    found = correct_table(lettre, lettre)

    assert (100, []) == (found.score, [one for row in found.lignes for one in row.constats if one.a_comparer])


def test_order_and_keys_of_rows_do_not_matter() -> None:
    """Rows are known by their drugs."""
    found = corrected(NEW.replace(cle="z"), KEPT.replace(cle="y"), STOPPED.replace(cle="x"))

    assert (100, {}) == (found.score, wrong(found))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((KEPT, NEW), {"a2/avant_nom": Nature.MANQUE, "a2/avant_posologie": Nature.MANQUE,
                       "a2/devenir": Nature.MANQUE, "a2/motif": Nature.MANQUE}),
        ((KEPT.replace(devenir=Devenir.MODIFIE), STOPPED, NEW), {"a1/devenir": Nature.FAUX}),
        ((KEPT.replace(devenir=None), STOPPED, NEW), {"a1/devenir": Nature.MANQUE}),
        ((KEPT.replace(sortie=side("ramipril 5 mg", "2 comprimés le matin", duree=LONG)), STOPPED, NEW),
         {"a1/sortie_posologie": Nature.FAUX}),
        ((KEPT.replace(sortie=side("ramipril 10 mg", duree=LONG)), STOPPED, NEW),
         {"a1/sortie_nom": Nature.FAUX}),
        ((KEPT.replace(sortie=side("ramipril 5 mg")), STOPPED, NEW), {"a1/duree": Nature.MANQUE}),
        ((KEPT, STOPPED.replace(commentaires=None), NEW), {"a2/motif": Nature.MANQUE}),
        ((KEPT, STOPPED.replace(commentaires=Commentaires(motif="à préciser")), NEW), {"a2/motif": Nature.MANQUE}),
        ((KEPT, STOPPED, NEW.replace(sortie=AMOXICILLIN.replace(duree=Duree(texte="jusqu'au 25/03/2026")))),
         {"a3/duree": Nature.FAUX}),
        ((KEPT, STOPPED.replace(suspendu=True), NEW), {"a2/devenir": Nature.FAUX}),
        ((KEPT, STOPPED, NEW, LigneTraitement(cle="a9", devenir=Devenir.AJOUTE, sortie=side("zopiclone 7,5 mg"))),
         {"sortie/en-trop/1": Nature.INVENTE}),
        ((KEPT, STOPPED, NEW, LigneTraitement(cle="a9", avant=side("zopiclone 7,5 mg"), devenir=Devenir.ARRETE)),
         {"avant/en-trop/1": Nature.INVENTE}),
        ((KEPT, STOPPED, NEW, LigneTraitement(cle="a9")), {}),
    ],
)  # fmt: skip
def test_fault_costs_its_own_point(rows: tuple[LigneTraitement, ...], expected: dict[str, Nature]) -> None:
    """What is missing, wrong or invented is told where it is, and nothing else is."""
    assert expected == wrong(corrected(*rows))


def test_reason_in_other_words_is_to_be_compared_by_eye() -> None:
    """The program does not judge a reason: it counts, and both wordings are shown."""
    found = corrected(KEPT, STOPPED.replace(commentaires=Commentaires(motif="créatinine montée")), NEW)

    assert (100, [("insuffisance rénale", "créatinine montée")]) == (
        found.score,
        [(one.attendu, one.ecrit) for row in found.lignes for one in row.constats if one.a_comparer],
    )


AVK = side("warfarine 2 mg", "1 comprimé le soir")
DOAC = side("apixaban 5 mg", "1 comprimé matin et soir", duree=LONG)
REASON = Commentaires(motif="saignement")
ONE_ROW = (LigneTraitement(cle="b1", avant=AVK, devenir=Devenir.MODIFIE, sortie=DOAC, commentaires=REASON),)
TWO_ROWS = (
    LigneTraitement(cle="b1", avant=AVK, devenir=Devenir.ARRETE, commentaires=REASON),
    LigneTraitement(cle="b2", devenir=Devenir.AJOUTE, sortie=DOAC),
)


@pytest.mark.parametrize(("model", "written"), [(ONE_ROW, TWO_ROWS), (TWO_ROWS, ONE_ROW)])
def test_replacement_is_right_in_one_row_or_in_two(
    model: tuple[LigneTraitement, ...], written: tuple[LigneTraitement, ...]
) -> None:
    """« modifié » from one drug to the other, or « arrêté » and « ajouté »: both tell the reader the same."""
    found = correct_table(table(*model), table(*written))

    assert (100, True) == (found.score, any(row.remarque for row in found.lignes))


def test_one_drug_in_two_rows_is_not_right() -> None:
    """A drug that goes on, written as stopped and begun, is read as two drugs."""
    parted = (
        LigneTraitement(cle="x", avant=KEPT.avant, devenir=Devenir.ARRETE),
        LigneTraitement(cle="y", devenir=Devenir.AJOUTE, sortie=KEPT.sortie),
    )

    assert {"a1/devenir": Nature.FAUX} == wrong(corrected(*parted, STOPPED, NEW))


def test_drug_that_no_base_knows_is_known_by_its_name() -> None:
    """« fer » for « fer (sulfate ferreux) »: the row is found, and the name is left to be compared by eye."""
    iron = Prescription(medicament=Medicament(libelle="fer (sulfate ferreux) 80 mg"), posologie="1 comprimé le matin")
    row = LigneTraitement(cle="a1", avant=iron, devenir=Devenir.ARRETE)
    typed = row.replace(avant=iron.replace(medicament=Medicament(libelle="fer 80 mg", dci="fer")))
    found = correct_table(table(row), table(typed))

    assert {} == wrong(found)


@pytest.mark.parametrize(
    ("said", "nature"),
    [(ReponseListe.AUCUN, Nature.ACQUIS), (ReponseListe.INCONNU, Nature.FAUX), (None, Nature.MANQUE)],
)
def test_empty_list_must_be_said(said: ReponseListe | None, nature: Nature) -> None:
    """« Aucun traitement » is an answer; a list left without one is not."""
    lists = {} if said is None else {"entree": said}
    found = correct_table(table(NEW, entree=ReponseListe.AUCUN), table(NEW, **lists))

    assert [nature] == [point.nature for point in found.points if point.id == "liste/avant"]


def test_empty_table_gets_nothing() -> None:
    """Nothing written is a score of 0."""
    assert 0 == corrected().score


def test_invented_drugs_and_hints_cost_points() -> None:
    """5 points for each invented drug, 2 for each hint, and never below 0."""
    extra = LigneTraitement(cle="a9", devenir=Devenir.AJOUTE, sortie=side("zopiclone 7,5 mg"))
    found = correct_table(MODEL, table(KEPT, STOPPED, NEW, extra), hints=3)

    assert (89, 0) == (found.score, correct_table(MODEL, table(extra), hints=60).score)


def test_weekly_drug_read_as_daily_costs_more() -> None:
    """The posology of a drug taken once a week weighs three times that of a daily one."""
    weekly = NEW.replace(sortie=side("méthotrexate 2,5 mg", "6 comprimés 1 fois par semaine le lundi", LONG))
    daily = NEW.replace(sortie=side("méthotrexate 2,5 mg", "6 comprimés par jour", LONG))
    lost = [one for one in correct_table(table(weekly), table(daily)).points if one.nature is Nature.FAUX]

    assert [("a3/sortie_posologie", "MED-RYTHME", 6)] == [(one.id, one.regle, one.poids) for one in lost]


def test_points_hold_nothing_that_was_typed() -> None:
    """What is kept of a learner's work is which points were lost, not what they wrote."""
    secret = LigneTraitement(cle="MARTIN", devenir=Devenir.AJOUTE, sortie=side("MARTIN 5 mg", "MARTIN"))
    found = correct_table(example("a"), table(secret))

    assert not any("martin" in repr(point).lower() for point in found.points)


def test_points_are_the_same_for_all_learners() -> None:
    """Two learners' points compare: the same ids, whatever each of them wrote."""

    def expected(points: tuple[Point, ...]) -> set[str]:
        return {point.id for point in points if point.nature is not Nature.INVENTE}

    assert expected(corrected().points) == expected(corrected(KEPT, STOPPED, NEW).points)
