"""The patient's sheet: what it says of the letter, what it is silent about, what it must not give."""

import dataclasses
from typing import Any

import pytest
from hypothesis import assume, given

from lls_drafter.document.patient_sheet.after import EMERGENCY, EMERGENCY_NOTE
from lls_drafter.document.patient_sheet.sheet import TITLE
from lls_drafter.document.words import NO_PRESCRIPTION
from lls_drafter.errors import ExportError
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import example, letter, lines
from tests.document.sheets import request, said, section, sheet, told, treated
from tests.strategies import lettres

STEPS = [
    {"action": "radiographie", "qui": "cabinet Nord", "quand": "dans 3 semaines", "etat": "a_prendre_par_le_patient"},
    {"action": "consultation", "qui": "Dr Meyer", "date": "2026-03-31", "etat": "pris", "precision": "carnet de poids"},
    {"action": "échographie", "quand": "dans 3 mois", "etat": "a_programmer_par_le_service"},
    {"action": "pansement"},
]


def situated(situation: str, **more: Any) -> Lettre:  # noqa: ANN401 - plain data of a file
    """Make a letter in a situation, of a patient discharged on 10 March 2026."""
    data = {
        "sejour": {"date_entree": "2026-03-02", "date_sortie": "2026-03-10", "situations": [situation]},
        "patient": {"nom_naissance": "MARTIN", "prenoms_naissance": ["JEANNE"], "date_naissance": "1948-03-12"},
    }
    return letter(**{**data, **more})


def test_clinician_s_words_are_printed_as_they_are() -> None:
    """Reason and diagnosis are the letter's own, never rewritten."""
    lettre = example("a")
    text = section(lettre, "motif")

    assert f"Motif : {lettre.motif_hospitalisation}" in text
    assert f"Diagnostic retenu : {lettre.conclusion}" in text


def test_sheet_says_what_it_is_not() -> None:
    """The mention of the letter stands in the body and at the bottom of each page, and speaks of the prescription."""
    document = sheet(example("a"))

    assert f"{NO_PRESCRIPTION} Cette fiche ne remplace pas l'ordonnance." in said(example("a"))
    assert document.footer.endswith(NO_PRESCRIPTION)
    assert (TITLE, True) == (document.title, document.large)


def test_only_a_validated_letter_gives_a_sheet_without_mark() -> None:
    """A draft is watermarked on each page, a validated letter is not."""
    lettre = example("b")

    assert ("", "BROUILLON") == (sheet(lettre).watermark, sheet(lettre, draft=True).watermark)


def test_sheet_is_for_the_patient_named_as_in_the_letter() -> None:
    """Each name says which one it is; neither number, nor address, nor telephone of the patient is there."""
    lettre = example("a")
    document = sheet(lettre)
    text = said(lettre)

    assert document.header.replace("\N{NO-BREAK SPACE}", " ").startswith("Nom de naissance : TCHITCHI · Prénom")
    assert "MARCHAND" in text
    assert lettre.patient is not None
    private = (lettre.patient.ipp, lettre.patient.adresse, lettre.patient.telephone, "236066322083656", "fille")
    assert [] == [value for value in private if value and value in text + document.header]


def test_acts_and_implants_are_named_with_their_day() -> None:
    """What was done is listed; lots and references stay in the letter and on the implant's card."""
    lettre = example("b")
    text = section(lettre, "actes")
    assert isinstance(lettre.dispositifs_implantables, tuple)
    implants = lettre.dispositifs_implantables

    assert [] == [one.denomination for one in implants if (one.denomination or "?") not in text]
    assert [] == [one.lot for one in implants if one.lot and one.lot in text]
    assert "carte d'implant remise : gardez-la sur vous" in text


def test_next_steps_are_grouped_by_who_acts() -> None:
    """The patient reads first what is for them to do, then what is arranged, and by whom."""
    text = section(letter(suites_a_donner=STEPS), "suites")

    assert (
        "C'est à vous de le faire ou de prendre rendez-vous\nradiographie\ndans 3 semaines\nQui : cabinet Nord\n"
        "C'est déjà organisé, le rendez-vous est pris\nconsultation\nmardi 31 mars 2026\nQui : Dr Meyer\n"
        "carnet de poids\nL'hôpital l'organise\néchographie\ndans 3 mois\nÀ faire\npansement"
    ) in text


def test_awaited_result_says_who_follows_it_and_how_it_will_be_told() -> None:
    """A result without an owner is a result lost."""
    text = section(example("a"), "suites")

    assert "Attendu le : 13/03/2026\nQui s'en occupe : Dr Anne KELLER, cardiologie\nComment le résultat" in text


def test_warning_signs_contact_and_emergency_numbers() -> None:
    """Whom to call is the letter's; the emergency numbers are said to be general information."""
    text = section(example("a"), "appeler")

    assert "Ces signes doivent vous alerter : Prise de 2 kg en 3 jours" in text
    assert "Qui appeler : Médecin traitant en journée ; service de cardiologie au 03 00 00 00 10" in text
    assert [EMERGENCY, EMERGENCY_NOTE] == text.split("\n")[-2:]


def test_telephone_of_the_ward_is_given_when_the_contact_does_not_say_it() -> None:
    """A sheet without contact still has the ward's own number."""
    assert "Téléphone du service : 03 00 00 00 10" in said(letter(etablissement={"telephone": "03 00 00 00 10"}))
    assert "Téléphone du service" not in said(example("a"))


NEGATIVES = {
    "actes_examens": "Aucun acte technique ni examen complémentaire",
    "dispositifs_implantables": "Aucun dispositif médical implanté",
    "resultats_attendus": "Aucun résultat en attente",
    "suites_a_donner": "Aucune suite particulière",
    "dispositifs_en_place": "Aucun dispositif en place à la sortie",
    "oxygene": "Aucune oxygénothérapie à la sortie",
    "materiel_domicile": "Aucun matériel ni service à domicile",
}


@pytest.mark.parametrize("field", NEGATIVES)
def test_negative_is_only_ever_the_word_of_somebody(field: str) -> None:
    """`aucun` has its sentence, `inconnu` another, and what nobody answered says neither."""
    negative = NEGATIVES[field]
    unknown = "Information inconnue au moment de la lettre"

    assert negative in said(letter(**{field: "aucun"}))
    assert unknown in said(letter(**{field: "inconnu"}))
    assert negative not in said(letter(**{field: "inconnu"})) + said(letter()) + said(letter(), draft=True)
    assert unknown not in said(letter()) + said(letter(), draft=True)


def test_draft_asks_for_what_nobody_answered_and_a_final_sheet_is_silent() -> None:
    """« [à compléter : …] » is for drafts only."""
    wanted = ("motif de l'hospitalisation", "actes techniques", "suites à donner", "signes d'alerte", "qui appeler")

    assert [] == [one for one in wanted if f"[à compléter : {one}" not in said(letter(), draft=True)]
    assert "[à compléter" not in said(letter())
    assert "" == section(letter(), "suites")


def test_treatment_list_keeps_its_four_states() -> None:
    """None said, unknown, not answered: three sentences; an empty table alone never says that there is none."""
    none = "Aucun traitement médicamenteux à la sortie."

    assert none in said(letter(bilan_medicamenteux={"sortie": {"reponse": "aucun"}}))
    unknown = said(letter(bilan_medicamenteux={"sortie": {"reponse": "inconnu"}}))
    assert "Information inconnue au moment de la lettre." in unknown
    assert none not in unknown + said(letter()) + said(letter(), draft=True)
    assert "Traitement à la sortie : Information non disponible" in said(letter())
    assert "Traitement à la sortie : [à compléter : traitement à la sortie]" in said(letter(), draft=True)


def test_no_sheet_after_a_death() -> None:
    """One clear reason, and no file."""
    with pytest.raises(ExportError, match="pas de fiche pour le patient : le séjour s'est terminé par un décès"):
        sheet(situated("deces"))


def test_no_sheet_while_the_letter_is_hidden_from_the_patient() -> None:
    """Before a consultation that announces a diagnosis, no sheet names it."""
    with pytest.raises(ExportError, match="consultation d'annonce"):
        sheet(letter(visibilite={"invisible_patient": True}))


def test_detained_patient_s_sheet_holds_no_future_appointment() -> None:
    """Neither the date, nor the delay, nor a later day written in any other text; drugs keep their last day."""
    lettre = situated(
        "detenu",
        motif_hospitalisation="Chute le 1er mars",
        suites_a_donner=[*STEPS, {"action": "scanner le 14 avril à 9 h"}],
        consignes_patient={"conseils": "Revenir lundi 16/03.", "contact": "06.04.34.56.78, jour et nuit"},
        volet_medicamenteux=[
            {
                "cle": "a",
                "devenir": "ajoute",
                "sortie": {"posologie": "1 cp le matin", "duree": {"fin_incluse": "2026-03-23"}},
                "commentaires": {"cible_surveillance": "créatinine le 17/03"},
            }
        ],
    )
    text = said(lettre)

    assert [] == [one for one in ("mars 2026", "3 semaines", "3 mois", "14 avril", "16/03", "17/03") if one in text]
    assert 3 == text.count("date non imprimée sur l'exemplaire remis au patient")
    assert [] == [one for one in ("1er mars", "23/03/2026", "06.04.34.56.78", "radiographie") if one not in text]
    assert "Certaines informations ne sont pas imprimées" in text
    assert 3 == sum("date à venir" in one for one in told(lettre))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("opéré le 03/03", True),
        ("opéré le 15 octobre 2025", True),
        ("revu le 15/10", False),
        ("revu le 15/10/2026", False),
        ("revu mardi", False),
        ("revu le 31/02", False),
        ("repos de 10-20 minutes", True),
    ],
)
def test_day_that_may_be_to_come_is_held_back_from_a_detained_patient(text: str, kept: bool) -> None:
    """A day is printed only when it is certain that it is past; without a year, one of two months before at most."""
    assert kept == (text in said(situated("detenu", conclusion=text)))


def test_free_patient_s_sheet_holds_the_appointments() -> None:
    """Nothing is held back from anybody else."""
    assert "mardi 31 mars 2026" in said(letter(suites_a_donner=STEPS))


def test_secret_identity_has_no_name_anywhere() -> None:
    """Neither the header, nor the heading, nor a text that holds one of the names; drugs are still there."""
    lettre = situated(
        "secret_identite",
        conclusion="Accouchement de Mme Martin sans incident",
        motif_hospitalisation="Accouchement",
        volet_medicamenteux=[{"cle": "a", "sortie": {"medicament": {"libelle": "martin 5 mg"}, "posologie": "1-0-0"}}],
    )
    document = sheet(lettre)

    assert "Identité protégée" in document.header
    assert [] == [
        word for word in ("MARTIN", "JEANNE", "Martin", "12/03/1948") if word in document.header + said(lettre)
    ]
    assert "martin 5 mg" in said(lettre)
    assert "Motif : Accouchement" in said(lettre)
    assert any("identité est secrète" in one and "Martin" not in one for one in told(lettre))


def test_third_party_of_care_without_consent_is_not_named() -> None:
    """A text that says at whose request the patient came is left out whole, and its author told."""
    lettre = situated("soins_sans_consentement", motif_hospitalisation="Admission à la demande de sa sœur")

    assert "sœur" not in said(lettre)
    assert any("désigner un tiers" in one for one in told(lettre))


def test_later_version_tells_to_drop_the_earlier_sheet() -> None:
    """An old plan left at home is a danger."""
    lettre = letter(version=2, versions_precedentes=[{"version": 1, "validee_le": "2026-03-09"}])

    assert "Version 2. N'utilisez plus la fiche d'une version précédente (du 09/03/2026)." in said(lettre)


def test_paper_that_places_sections_of_the_letter_is_not_refused() -> None:
    """Every section of the template is there, empty: a service's paper may have an anchor for it."""
    parts = {part.id: part.blocks for part in sheet(example("a")).parts}

    assert [] == [one.id for one in request(example("a")).template.plan.sections if parts.get(one.id) != ()]


def test_agreement_follows_the_sex() -> None:
    """« hospitalisée », « hospitalisé », or both when it is not known."""
    assert "Vous avez été hospitalisée du" in said(example("a"))
    assert "Vous avez été hospitalisé du" in said(example("b"))
    assert "Vous avez été hospitalisé(e)." in said(letter())


def test_one_day_stay_has_one_date() -> None:
    """A stay of one day is said so."""
    assert "Vous avez été hospitalisée le 12/05/2026" in said(example("c"))


@given(lettre=lettres())
def test_any_letter_has_a_sheet_or_a_reason(lettre: Lettre) -> None:
    """No content makes the sheet fail, and the same letter always gives the same sheet."""
    dead = lettre.sejour is not None and "deces" in str(lettre.sejour.situations)
    hidden = lettre.visibilite is not None and bool(lettre.visibilite.invisible_patient)
    assume(not dead and not hidden)

    assert dataclasses.replace(sheet(lettre)) == sheet(lettre)
    assert all(isinstance(one, str) for one in told(lettre))


def test_name_of_a_service_is_where_the_stay_was() -> None:
    """The hospital and the ward stand in the first lines."""
    assert "Centre hospitalier de Valmont, Cardiologie" in "\n".join(lines(sheet(example("a")), "fiche_titre"))


def test_nothing_of_the_trace_is_on_the_sheet() -> None:
    """Justifications, refusals and oppositions are for the record."""
    lettre = treated(
        justifications=[{"regle": "REG-MT", "motif": "introuvable"}],
        oppositions={"dmp": {"opposition": True, "motif": "refus net"}},
    )

    assert [] == [word for word in ("introuvable", "refus net", "REG-MT") if word in said(lettre)]
