"""Typed text to value, kind by kind."""

from datetime import time

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.sejour import Activite, Situation
from lls_drafter.letter.suites import EtatSuite
from lls_drafter.rules.model import Certitude, Checklist, Demande, Item, Niveau
from lls_drafter.wizard.answers import show
from lls_drafter.wizard.flow import Answered, Jumped, NoteKind, State, reduce, start
from lls_drafter.wizard.steps import Context
from tests.wizard.seat import TODAY, Suggested
from tests.wizard.test_flow import CONTEXT


def answer(question: str, text: str, context: Context = CONTEXT) -> State:
    """Answer one question of an empty letter."""
    return reduce(reduce(start(Lettre(), context), Jumped(question)), Answered(text, stay=True))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("patient.nom_naissance", "d'Æion-Lefèvre", "D'AEION-LEFEVRE"),
        ("patient.prenoms_naissance", "Anne Zoé", ("ANNE", "ZOE")),
        ("patient.prenoms_naissance", "Marie Pierre, Jean", ("MARIE PIERRE", "JEAN")),
        ("patient.telephone", "03 00 00 00 00", "03 00 00 00 00"),
        ("signataire.rpps", "899900000003", "99900000003"),
        ("sejour.heure_entree", "14h30", time(14, 30)),
        ("sejour.activite", "hdj", Activite.HDJ),
        ("sejour.activite", "hôpital", Activite.HDJ),
        ("sejour.situations", "4, grossesse", (Situation.TRANSFERT, Situation.GROSSESSE)),
        ("information_dmp", "Non", False),
        ("suites_a_donner[0].action", "bilan", "bilan"),
        ("bilan_medicamenteux.entree.sources", "patient, ordonnance", ("patient", "ordonnance")),
        ("bilan_medicamenteux.entree.sources", "bisoprolol 2,5 ; DP\nville", ("bisoprolol 2,5", "DP", "ville")),
        ("bilan_medicamenteux.entree.sources", "DP du 3,patient", ("DP du 3", "patient")),
        ("envois[0].destinataire", "Médecin traitant", "medecin_traitant"),
        ("envois[0].destinataire", "Dr Luc Petit", "Dr Luc Petit"),
    ],
)
def test_text_becomes_the_value_of_its_field(question: str, text: str, expected: object) -> None:
    """Each kind of question stores the value meant, in the field's own type."""
    state = answer(question, text)

    assert expected == next(s for s in state.steps if s.id == question).path.read(state.lettre)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("sejour.activite", "zzz"),
        ("sejour.activite", "9"),
        ("information_dmp", "peut-être"),
        ("sejour.heure_sortie", "25h"),
        ("sejour.situations", "1, zzz"),
        ("patient.sexe", "X"),
        ("patient.ins.statut", "qualifiée"),
        ("securite", "tout va bien"),
        ("securite", "1f"),
        ("patient.ins.matricule", "123"),
    ],
)
def test_text_that_is_no_answer_is_refused_and_kept(question: str, text: str) -> None:
    """A closed question says why it does not understand; the text stays, the letter does not change."""
    state = answer(question, text)

    assert Lettre() == state.lettre
    assert text == state.pending[question]
    assert [NoteKind.PROBLEM] == [note.kind for note in state.notes]


@pytest.mark.parametrize(
    ("typed", "code", "label"),
    [
        ("67482 STRASBOURG", "67482", "STRASBOURG"),
        ("Ajaccio (2a004)", "2A004", "Ajaccio"),
        ("99109", "99109", None),
        ("Strasbourg", None, "Strasbourg"),
    ],
)
def test_birthplace_separates_its_code(typed: str, code: str | None, label: str | None) -> None:
    """A code of five characters is found wherever it stands; a name alone stays a name."""
    patient = answer("patient.lieu_naissance", typed).lettre.patient

    assert patient is not None
    assert patient.lieu_naissance is not None
    assert (code, label) == (patient.lieu_naissance.code, patient.lieu_naissance.libelle)


@pytest.mark.parametrize(
    ("typed", "label"), [("urgences", "hospitalisation en urgence"), ("2", "hospitalisation programmée")]
)
def test_mode_is_coded_by_short_name_or_number(typed: str, label: str) -> None:
    """A short name or the number shown gives the code and its official label."""
    sejour = answer("sejour.modalite_entree", typed).lettre.sejour

    assert sejour is not None
    assert sejour.modalite_entree is not None
    assert sejour.modalite_entree.code
    assert label == sejour.modalite_entree.libelle


@pytest.mark.parametrize(
    ("question", "text", "shown"),
    [
        ("sejour.date_entree", "2/3/2026", "02/03/2026"),
        ("patient.prenoms_naissance", "ANNE, ZOE", "ANNE, ZOE"),
        ("patient.lieu_naissance", "67482 STRASBOURG", "67482 STRASBOURG"),
        ("volet_social", "inconnu", "inconnu"),
        ("information_dmp", "o", "oui"),
        ("medecin_traitant", "Dr Jeanne PETIT", "Dr Jeanne PETIT"),
        ("sejour.modalite_sortie", "EHPAD", "établissement d'hébergement pour personnes âgées dépendantes (EHPAD)"),
        ("praticien_adresseur", "m", "médecin traitant"),
    ],
)
def test_shown_answer_typed_again_is_the_same_answer(question: str, text: str, shown: str) -> None:
    """What a field shows is what one would type: accepting it changes nothing."""
    once = answer(question, text)
    step = next(step for step in once.steps if step.id == question)
    twice = reduce(reduce(once, Jumped(question)), Answered(shown, stay=True))

    assert shown == show(step, once.lettre)
    assert once.lettre == twice.lettre


def checklist_context() -> Context:
    """Give a seat with a check-list of three lines; the third is suggested."""
    lines = tuple(
        Item(
            id=f"S-{number}",
            titre=f"Ligne {number}",
            famille="sortie",
            niveau=Niveau.CONSEIL,
            source="essai",
            certitude=Certitude.PROPOSITION,
            demande=Demande(cle=str(number), na_permis=number != 1),
        )
        for number in (1, 2, 3)
    )
    listed = Checklist(
        id="sortie", version="1", titre="Sortie", source="essai", certitude=Certitude.PROPOSITION, items=lines
    )
    return Context(
        today=TODAY, liste_id=listed.id, liste=listed.items, proposals=lambda _lettre: {"S-3": Suggested("oui")}
    )


def boxes(state: State) -> dict[str, str]:
    """Give the ticked boxes."""
    listed = state.lettre.listes.get("sortie")
    return {key: str(answer.reponse) for key, answer in listed.reponses.items()} if listed else {}


def test_checklist_takes_ranges_and_proposals() -> None:
    """Lines are ticked by number or range; a proposal only by « p »."""
    context = checklist_context()

    assert {"1": "oui", "2": "oui"} == boxes(answer("liste_sortie", "1-2o", context))
    assert {"3": "oui"} == boxes(answer("liste_sortie", "p", context))
    assert {"2": "na", "3": "non"} == boxes(answer("liste_sortie", "3n p 2na", context))


@pytest.mark.parametrize("typed", ["1na", "4o", "oui", "1-9o"])
def test_checklist_refuses_a_box_that_does_not_exist(typed: str) -> None:
    """A line without « na » cannot be answered « na », and nothing else of that text is ticked."""
    assert {} == boxes(answer("liste_sortie", typed, checklist_context()))


def test_state_of_an_action_is_found_by_its_first_words() -> None:
    """« à prendre » is enough where one answer only begins so."""
    state = answer("suites_a_donner", "consultation ; MT ; 7 jours ; a prendre")

    assert EtatSuite.A_PRENDRE_PAR_LE_PATIENT == FieldPath.parse("suites_a_donner[0].etat").read(state.lettre)


@pytest.mark.parametrize("text", ["bisoprolol 2,5 ; DP", "ordonnance, 12, 13"])
def test_list_of_texts_is_shown_as_it_is_read(text: str) -> None:
    """What the field shows of a list of texts gives the same list."""
    question = "bilan_medicamenteux.entree.sources"
    state = answer(question, text)
    shown = show(next(s for s in state.steps if s.id == question), state.lettre)

    assert state.lettre == answer(question, shown).lettre


@pytest.mark.parametrize(
    "question", ["evenements_indesirables[0].description", "traitement_habituel", "allergies[0].substance"]
)
@pytest.mark.parametrize("word", ["aucun", "inconnu"])
def test_question_that_opens_a_list_shows_the_word_that_answered_it(question: str, word: str) -> None:
    """« aucun » stays readable where it was said; given again unchanged, it changes nothing."""
    state = answer(question, word)
    again = reduce(state, Answered(word))

    assert word == state.default
    assert (state.lettre, False) == (again.lettre, any(note.kind is NoteKind.PROBLEM for note in again.notes))


def test_question_that_adds_to_a_list_shows_nothing() -> None:
    """Entries have questions of their own: the next one begins empty."""
    state = answer("suites_a_donner[0].action", "bilan")

    assert "" == reduce(state, Jumped("suites_a_donner[1].action")).default


@pytest.mark.parametrize("code", ["2non", "2oui", "2 non", "r 2non"])
def test_word_on_the_line_of_micro_organisms_is_refused(code: str) -> None:
    """« non » does not say whether nothing was searched or nothing found: the four answers are told."""
    state = answer("securite", code)

    assert (Lettre(), True) == (
        state.lettre,
        "2n (recherche négative), 2f (recherche non faite)" in state.notes[0].text,
    )


def test_role_is_shown_in_french() -> None:
    """A role kept by its word of the file reads in French, and is read back."""
    state = answer("envois[0].destinataire", "praticien adresseur")

    assert "praticien_adresseur" == state.step.path.read(state.lettre)
    assert "praticien adresseur" == show(state.steps.by_id("envois[0].destinataire") or state.step, state.lettre)
