"""The questions as data: their order, their conditions, what they say of themselves."""

from datetime import date, time

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import Patient
from lls_drafter.letter.plan import Exigence, Plan, RubriqueLibre
from lls_drafter.letter.plan import Section as PlanSection
from lls_drafter.letter.sejour import Activite, Sejour, Situation
from lls_drafter.letter.traitements import LigneTraitement
from lls_drafter.wizard.flow import Answered, Jumped, reduce, start
from lls_drafter.wizard.steps import Context, Kind, Section, Step, find, sequence
from lls_drafter.wizard.steps.safety import screen_lines
from lls_drafter.wizard.steps.stay import is_minor, lasts_over_a_day
from tests.wizard.seat import TODAY, settled_letter

CONTEXT = Context(today=TODAY)


def asked(lettre: Lettre, context: Context = CONTEXT) -> list[str]:
    """Give the ids of the questions asked."""
    return [step.id for step in sequence(lettre, context) if step.asked]


def with_situations(*situations: Situation) -> Lettre:
    """Give a settled letter in a situation."""
    return settled_letter().replace(sejour=Sejour(activite=Activite.MCO, situations=situations))


def test_sections_follow_the_order_of_the_clinic() -> None:
    """Identity, stay, reason, treatments, one safety screen, synthesis, follow-up, hand-over, check-list last."""
    order = [step.section for step in sequence(Lettre(), CONTEXT)]

    assert sorted(order, key=list(Section).index) == order
    assert 1 == sum(1 for step in sequence(Lettre(), CONTEXT) if step.kind is Kind.SAFETY)


def test_every_question_asked_explains_itself() -> None:
    """Each question asked says what is expected or shows an example, so that F2 is never empty."""
    silent = [
        step.id
        for step in sequence(Lettre(), CONTEXT)
        if step.asked
        and not (step.help or step.example or step.choices or step.source or step.kind in (Kind.DATE, Kind.YES_NO))
    ]

    assert [] == [name for name in silent if not name.startswith(("etablissement", "signataire"))]


def test_settings_leave_no_question_about_the_hospital() -> None:
    """What the settings answered is not asked again."""
    left = [step.id for step in sequence(settled_letter(), CONTEXT) if step.asked and not step.answered]

    assert [] == [name for name in left if name.startswith(("etablissement", "signataire", "remise", "envois[0]"))]


@pytest.mark.parametrize(
    ("situation", "question"),
    [
        (Situation.GROSSESSE, "grossesse_allaitement.grossesse"),
        (Situation.ALLAITEMENT, "grossesse_allaitement.allaitement"),
        (Situation.PROTECTION_JURIDIQUE, "sejour.protection_juridique.mesure"),
        (Situation.PROTECTION_JURIDIQUE, "remise_patient.prevue.a"),
        (Situation.SMR, "destinataires[2].role"),
    ],
)
def test_situation_asks_its_questions(situation: Situation, question: str) -> None:
    """A situation brings its questions, and they are not asked without it."""
    assert question in asked(with_situations(situation))
    before = next(step for step in sequence(settled_letter(), CONTEXT) if step.id == question)
    assert not before.asked or (before.appends and not before.insists)


def test_death_asks_neither_hand_over_nor_instructions() -> None:
    """A letter after a death is not handed over."""
    names = asked(with_situations(Situation.DECES))

    assert [] == [name for name in names if name.startswith(("remise_patient", "information_dmp", "consignes_patient"))]


def test_secret_identity_asks_no_trait() -> None:
    """The secret of the identity asks no name, no médecin traitant, no DMP."""
    names = asked(with_situations(Situation.SECRET_IDENTITE))

    assert [] == [
        name for name in names if name.startswith(("patient.", "medecin_traitant", "praticien", "information_dmp"))
    ]


def minor(born: date) -> Lettre:
    """Give a settled letter for a birth date."""
    return settled_letter().replace(patient=Patient(date_naissance=born), sejour=Sejour(date_sortie=date(2026, 3, 9)))


@pytest.mark.parametrize(("born", "expected"), [(date(2008, 3, 9), False), (date(2008, 3, 10), True)])
def test_minor_is_computed_to_the_day(born: date, expected: bool) -> None:
    """Eighteen on the day of discharge is of age."""
    assert expected is is_minor(minor(born))


def test_minor_asks_who_sees_and_receives() -> None:
    """For a minor: who receives the letter, visibility to representatives, weight."""
    names = asked(minor(date(2015, 1, 1)))

    assert {"remise_patient.prevue.a", "visibilite.invisible_representants_legaux", "mesures_sortie[0].nom"} <= set(
        names
    )


@pytest.mark.parametrize(
    ("stay", "expected"),
    [
        (Sejour(date_entree=date(2026, 3, 2), date_sortie=date(2026, 3, 9)), True),
        (Sejour(date_entree=date(2026, 3, 8), date_sortie=date(2026, 3, 8)), False),
        (Sejour(date_entree=date(2026, 3, 8), date_sortie=date(2026, 3, 9)), True),
        (
            Sejour(
                date_entree=date(2026, 3, 8), heure_entree=time(15), date_sortie=date(2026, 3, 9), heure_sortie=time(10)
            ),
            False,
        ),
        (Sejour(activite=Activite.HDJ, date_entree=date(2026, 3, 8), date_sortie=date(2026, 3, 9)), False),
        (Sejour(), False),
    ],
)
def test_checklist_is_for_stays_over_a_day(stay: Sejour, expected: bool) -> None:
    """The discharge check-list is asked for stays of more than 24 hours."""
    assert expected is lasts_over_a_day(Lettre(sejour=stay))


def test_service_section_is_a_question_and_prints_under_its_title() -> None:
    """A free section of the template is asked when the service demands it; its answer keeps its title."""
    plan = Plan(rubriques=(RubriqueLibre(id="fevg", titre="FEVG", aide="En pour cent.", exigence=Exigence.BLOQUANT),))
    context = Context(today=TODAY, plan=plan)
    state = reduce(reduce(start(Lettre(), context), Jumped("FEVG")), Answered("38 %"))

    assert "rubriques.fevg.texte" in asked(Lettre(), context)
    assert ("FEVG", "38 %") == (state.lettre.rubriques["fevg"].titre, state.lettre.rubriques["fevg"].texte)


def test_field_demanded_by_the_service_is_asked() -> None:
    """A field that is optional for the law is asked where the service demands it."""
    demanded = PlanSection(id="x", titre="X", obligatoires=(FieldPath.parse("risques_hospitalisation"),))

    assert "risques_hospitalisation" not in asked(Lettre())
    assert "risques_hospitalisation" in asked(Lettre(), Context(today=TODAY, plan=Plan(sections=(demanded,))))


@pytest.mark.parametrize(
    ("address", "question"),
    [
        ("allergies", "securite"),
        ("micro_organismes.recherche", "securite"),
        ("suites_a_donner", "suites_a_donner[0].action"),
        ("volet_medicamenteux[a1].sortie.posologie", "volet_medicamenteux[a1].sortie.posologie"),
        ("volet_medicamenteux[a1]", "volet_medicamenteux[a1].avant.medicament.libelle"),
        ("bilan_medicamenteux.sortie.reponse", "traitement_nouveau"),
        ("patient.ins", "patient.ins.statut"),
        ("sejour", "sejour.activite"),
    ],
)
def test_address_of_a_finding_leads_to_its_question(address: str, question: str) -> None:
    """From any finding one can go to the question that mends it."""
    state = reduce(reduce(start(Lettre(), CONTEXT), Jumped("traitement_habituel")), Answered("furosémide ; 1 ; m"))
    found = find(state.steps, address)

    assert isinstance(found, Step)
    assert question == found.id


def test_row_with_an_odd_key_is_asked_too() -> None:
    """Rows imported with keys of another form have their questions, and new keys do not collide."""
    lettre = Lettre(volet_medicamenteux=(LigneTraitement(cle="x-9"), LigneTraitement(cle="a4")))
    state = reduce(reduce(start(lettre, CONTEXT), Jumped("traitement_habituel")), Answered("furosémide"))

    assert ["x-9", "a4", "a5"] == [row.cle for row in state.lettre.volet_medicamenteux]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2f", "recherche non faite"),
        ("2n", "recherche négative"),
        ("2i", "inconnu"),
        ("2o", "oui (1)"),
        ("1o", "à compléter"),
    ],
)
def test_screen_says_three_different_things_of_mdro(typed: str, words: str) -> None:
    """Not searched, searched and negative, unanswered are never the same words on screen."""
    state = reduce(reduce(start(Lettre(), CONTEXT), Jumped("securite")), Answered(typed, stay=True))

    assert words in screen_lines(state.lettre)[1]
