"""The reducer, by plain asserts. Over 400 lines: each kind of question has its own promises."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lls_drafter.codes.value_sets import value_set
from lls_drafter.letter.datamatrix import IdentiteLue, build_payload
from lls_drafter.letter.identifiants import NatureIns
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import (
    AbsenceMedecinTraitant,
    MedecinTraitant,
    Patient,
    RenvoiMedecinTraitant,
    StatutIns,
)
from lls_drafter.letter.remise import Provenance
from lls_drafter.letter.reponse import AUCUN, INCONNU, NON_RENSEIGNE
from lls_drafter.letter.synthese import EvenementIndesirable, RechercheMicroOrganismes
from lls_drafter.letter.traitements import Devenir, ReponseListe
from lls_drafter.wizard.flow import (
    Answered,
    Cleared,
    EntryRemoved,
    Event,
    Jumped,
    MissingSought,
    Moved,
    NoteKind,
    Passed,
    Redone,
    State,
    Undone,
    reduce,
    start,
)
from lls_drafter.wizard.steps import Context
from tests.wizard.seat import KELLER, MEYER, TODAY, settled_letter

CONTEXT = Context(
    today=TODAY,
    correspondants=(MEYER,),
    signataires=(KELLER,),
    search_codes=lambda name, text: value_set(name).search(text),
)


def at(target: str, lettre: Lettre | None = None) -> State:
    """Give a conversation at one question."""
    return reduce(start(lettre or Lettre(), CONTEXT), Jumped(target))


def after(state: State, *events: Event | str) -> State:
    """Give the state after events; a text is an answer."""
    for event in events:
        state = reduce(state, Answered(event) if isinstance(event, str) else event)
    return state


def held(state: State, address: str) -> Any:  # noqa: ANN401 - any value of the letter
    """Give what the letter holds at an address."""
    return FieldPath.parse(address).read(state.lettre)


def notes(state: State, kind: NoteKind) -> list[str]:
    """Give the sentences of one kind."""
    return [note.text for note in state.notes if note.kind is kind]


def test_date_is_stored_and_said_in_full() -> None:
    """« hier » is kept as a date, and read back with its day and year."""
    state = after(at("sejour.date_entree"), "hier")

    assert state.lettre.sejour is not None
    assert date(2026, 3, 8) == state.lettre.sejour.date_entree
    assert ["Date d'entrée : dimanche 8 mars 2026"] == notes(state, NoteKind.ECHO)


def test_impossible_date_stays_on_screen_and_can_be_left() -> None:
    """31/2 is refused with the reason, shown again, and an empty answer goes on without it."""
    refused = after(at("sejour.date_sortie"), "31/2")
    left = after(refused, Passed())

    assert "n'a que 28 jours" in notes(refused, NoteKind.PROBLEM)[0]
    assert ("sejour.date_sortie", "31/2") == (refused.current, refused.default)
    assert Lettre() == left.lettre
    assert "sejour.date_sortie" != left.current
    assert "31/2" == after(left, Jumped("sejour.date_sortie")).default


@pytest.mark.parametrize(("typed", "expected"), [("aucun", AUCUN), ("Inconnu", INCONNU)])
def test_absence_words_answer_a_list(typed: str, expected: object) -> None:
    """`aucun` and `inconnu` are answers of the whole list, never an entry."""
    assert expected == after(at("suites_a_donner"), typed).lettre.suites_a_donner


def test_empty_answer_never_answers() -> None:
    """Going through every question with empty lines leaves the letter as it was: a negative is never a default."""
    state = start(settled_letter(), CONTEXT)
    for _ in range(200):
        state = reduce(state, Passed())

    assert settled_letter() == state.lettre
    assert state.finished


def test_line_fills_an_entry_in_the_order_of_its_questions() -> None:
    """« quoi ; qui ; quand ; état » fills one entry; the next question is for another one."""
    state = after(at("suites_a_donner"), "consultation ; Dr Meyer ; dans 3 semaines ; pris")

    (entry,) = held(state, "suites_a_donner")
    assert ("consultation", "Dr Meyer", "dans 3 semaines", "pris") == (entry.action, entry.qui, entry.quand, entry.etat)
    assert "suites_a_donner[1].action" == state.current


def test_line_with_a_wrong_part_writes_nothing() -> None:
    """A line is accepted whole or refused whole, its text kept."""
    state = after(at("patient.nom_naissance"), "MARTIN ; JEANNE ; peut-être")

    assert Lettre() == state.lettre
    assert "MARTIN ; JEANNE ; peut-être" == state.default
    assert "Sexe" in notes(state, NoteKind.PROBLEM)[0]


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("evenements_indesirables[0].description", "Chute au lever… ; pas de fracture", "(Date : "),
        ("actes_examens[0].libelle", "Scanner thoracique ; pas d'embolie", "« ; »"),
        ("suites_a_donner[0].action", "consultation ; Dr Meyer ; demain ; peut-être", "État"),
    ],
)
def test_sentence_with_a_semicolon_is_kept_whole_and_told(question: str, text: str, told: str) -> None:
    """Prose is no line of answers: what cannot be parted stays one text, and this is said."""
    state = after(at(question), text)
    remarks = notes(state, NoteKind.REMARK)

    (entry,) = held(state, question.partition("[")[0])
    assert text in entry.model_dump(exclude_none=True).values()
    assert (1, True) == (len(remarks), remarks[0].startswith("Gardé en entier dans « ") and told in remarks[0])


def test_drug_with_a_part_that_is_not_understood_is_refused() -> None:
    """A drug's line is parted or refused, never kept as a sentence."""
    state = after(at("traitement_habituel"), "ramipril 5 mg ; 1 le soir ; zzz")

    assert () == state.lettre.volet_medicamenteux
    assert notes(state, NoteKind.PROBLEM)


def test_surplus_of_a_line_belongs_to_its_last_text() -> None:
    """A semicolon inside the last text is text, not a lost word."""
    state = after(at("actes_examens"), "ETT ; 4/3 ; FEVG 38 % ; VG dilaté")

    assert "FEVG 38 % ; VG dilaté" == held(state, "actes_examens[0].resultat")


def test_equals_sign_keeps_a_text_as_it_is() -> None:
    """« = » before a text keeps its semicolons in the field."""
    state = after(at("suites_a_donner"), "=bilan ; ionogramme")

    assert "bilan ; ionogramme" == held(state, "suites_a_donner[0].action")


def test_edited_field_is_never_cut() -> None:
    """A semicolon typed when correcting a field does not overwrite its neighbours."""
    state = after(
        at("suites_a_donner"), "consultation ; Dr Meyer", Jumped("suites_a_donner[0].action"), "avis ; urgent"
    )

    (entry,) = held(state, "suites_a_donner")
    assert ("avis ; urgent", "Dr Meyer") == (entry.action, entry.qui)


def test_aucun_after_an_entry_is_not_an_entry() -> None:
    """« aucun » where entries exist is refused: it would contradict them, or become one."""
    state = after(at("suites_a_donner"), "consultation ; Dr Meyer ; demain ; pris", "aucun")

    assert 1 == len(state.lettre.suites_a_donner)
    assert notes(state, NoteKind.PROBLEM)


def test_continued_drug_is_copied_to_discharge() -> None:
    """« poursuivi » copies drug and dose to the discharge side, and asks the duration."""
    state = after(at("traitement_habituel"), "bisoprolol 2,5 mg ; 1 le matin ; p")

    (row,) = state.lettre.volet_medicamenteux
    assert row.avant == row.sortie
    assert "volet_medicamenteux[a1].sortie.duree.texte" == state.current


def test_corrected_continued_drug_stays_the_same_on_both_sides() -> None:
    """Correcting the dose of a continued drug corrects it at discharge too."""
    state = after(
        at("traitement_habituel"),
        "bisoprolol 2,5 mg ; 1 le matin ; p ; au long cours",
        Jumped("volet_medicamenteux[a1].avant.posologie"),
        "1 le soir",
    )

    (row,) = state.lettre.volet_medicamenteux
    assert row.sortie is not None
    assert "1 le soir" == row.sortie.posologie


def test_modified_drug_is_never_copied() -> None:
    """« modifié » leaves the discharge side to be typed; the former drug is only proposed."""
    state = after(at("traitement_habituel"), "furosémide 40 mg ; 1 le matin ; m")

    assert state.lettre.volet_medicamenteux[0].sortie is None
    assert "furosémide 40 mg" == state.step.proposal


def test_stopped_drug_loses_its_discharge_side_and_undo_gives_it_back() -> None:
    """A stopped drug has nothing at discharge; what was typed there comes back with undo."""
    kept = after(at("traitement_habituel"), "ramipril 5 mg ; 1 le soir ; p ; 3 mois")
    stopped = after(kept, Jumped("volet_medicamenteux[a1].devenir"), "a", "a")

    assert stopped.lettre.volet_medicamenteux[0].sortie is None
    assert Devenir.ARRETE is stopped.lettre.volet_medicamenteux[0].devenir
    assert "volet_medicamenteux[a1].commentaires.motif" == stopped.current
    assert kept.lettre == after(stopped, Undone()).lettre


def test_suspended_drug_asks_when_it_resumes() -> None:
    """« suspendu » is a temporary stop, with its rule of resumption."""
    state = after(at("traitement_habituel"), "metformine ; 1 le soir ; s ; iode ; après contrôle de la créatinine ; MT")

    (row,) = state.lettre.volet_medicamenteux
    assert (Devenir.ARRETE, True) == (row.devenir, row.suspendu)
    assert row.reprise is not None
    assert ("après contrôle de la créatinine", "MT") == (row.reprise.quand, row.reprise.par)


def test_no_treatment_is_said_for_each_list() -> None:
    """« aucun » answers the home list, then the discharge list, each for itself."""
    home = after(at("traitement_habituel"), "aucun")
    both = after(home, "aucun")

    assert "traitement_nouveau" == home.current
    assert home.lettre.bilan_medicamenteux is not None
    assert home.lettre.bilan_medicamenteux.sortie is None
    assert both.lettre.bilan_medicamenteux is not None
    assert both.lettre.bilan_medicamenteux.sortie is not None
    assert ReponseListe.AUCUN is both.lettre.bilan_medicamenteux.sortie.reponse


def test_unknown_home_list_proposes_no_fate() -> None:
    """With an unknown home list, nothing is said of what became of it."""
    state = after(at("traitement_habituel"), "inconnu")

    assert "traitement_nouveau" == state.current
    assert not [step for step in state.steps if step.id.endswith("devenir") and step.asked]


def test_rien_a_signaler_spares_mdro_and_allergies() -> None:
    """« r » answers the empty lines on screen, never MDRO nor allergies, and stays on the screen."""
    state = after(at("securite"), "r")

    assert AUCUN is state.lettre.evenements_indesirables
    assert AUCUN is state.lettre.resultats_attendus
    assert state.lettre.micro_organismes is None
    assert NON_RENSEIGNE is state.lettre.allergies
    assert "securite" == state.current


def test_rien_a_signaler_leaves_what_was_answered() -> None:
    """« r » never overwrites an answer."""
    state = after(at("securite"), "3i", "r")

    assert INCONNU is state.lettre.produits_sanguins


@pytest.mark.parametrize(
    ("typed", "search", "result"),
    [
        ("2f", RechercheMicroOrganismes.NON_FAITE, NON_RENSEIGNE),
        ("2n", RechercheMicroOrganismes.FAITE, AUCUN),
        ("2i", RechercheMicroOrganismes.INCONNUE, NON_RENSEIGNE),
    ],
)
def test_mdro_not_done_negative_and_unknown_differ(typed: str, search: object, result: object) -> None:
    """Not searched, searched and negative, unknown are three answers."""
    found = after(at("securite"), typed).lettre.micro_organismes

    assert found is not None
    assert (search, result) == (found.recherche, found.resultat)


def test_yes_asks_for_details() -> None:
    """« o » is an answer that calls for its details at once when the screen is full."""
    state = after(at("securite"), "r 1o 2f 6n")

    assert (EvenementIndesirable(),) == state.lettre.evenements_indesirables
    assert (
        "evenements_indesirables[0].description"
        == after(state, Jumped("evenements_indesirables[0].description")).current
    )


def test_one_key_never_wipes_details() -> None:
    """A line with details is not answered again by a key."""
    state = after(
        at("securite"), "1o", Jumped("evenements_indesirables[0].description"), "chute", Jumped("securite"), "1n"
    )

    assert "chute" == held(state, "evenements_indesirables[0].description")
    assert notes(state, NoteKind.PROBLEM)


PAYLOAD = build_payload(
    IdentiteLue(
        matricule="279035121518989",
        oid=NatureIns("1.2.250.1.213.1.4.10"),
        prenoms=("DOMINIQUE", "MARIE-LOUISE"),
        nom="PAT-TROIS",
        sexe="F",
        date_naissance=date(1979, 3, 28),
        lieu_code="51215",
    )
)


@pytest.mark.parametrize("field", ["patient.nom_naissance", "patient.date_naissance", "patient.ipp"])
def test_datamatrix_in_any_identity_field_fills_the_identity(field: str) -> None:
    """A hand scanner may be used anywhere in the identity: five traits, number, qualified status."""
    patient = after(at(field), PAYLOAD).lettre.patient

    assert patient is not None
    assert patient.ins is not None
    assert ("PAT-TROIS", date(1979, 3, 28)) == (patient.nom_naissance, patient.date_naissance)
    assert StatutIns.QUALIFIEE is patient.ins.statut


def test_scanned_identity_changed_by_hand_is_no_longer_qualified() -> None:
    """At the keyboard nobody keeps a qualified identity whose traits were changed."""
    state = after(at("patient.nom_naissance"), PAYLOAD, Jumped("patient.nom_naissance"), "PATTROIS")

    assert state.lettre.patient is not None
    assert state.lettre.patient.ins is not None
    assert state.lettre.patient.ins.statut is None
    assert "patient.nom_naissance" not in state.lettre.provenance


def test_scan_over_another_identity_says_so() -> None:
    """Another patient's identity is never replaced in silence, and comes back with undo."""
    typed = after(at("patient.nom_naissance"), "MARTIN ; JEANNE ; F ; 12/3/1948")
    scanned = after(typed, Jumped("patient.nom_naissance"), PAYLOAD)

    assert "une autre identité" in notes(scanned, NoteKind.REMARK)[0]
    assert typed.lettre == after(scanned, Undone()).lettre


def test_cut_datamatrix_writes_nothing() -> None:
    """A payload that is cut is refused whole."""
    state = after(at("patient.nom_naissance"), PAYLOAD[:60])

    assert Lettre() == state.lettre
    assert notes(state, NoteKind.PROBLEM)


def test_identity_there_before_must_be_confirmed() -> None:
    """An imported identity is the first question; « n » goes to its first trait."""
    lettre = Lettre(
        patient=Patient(nom_naissance="MARTIN", prenoms_naissance=("JEANNE",), date_naissance=date(1948, 3, 12))
    )
    state = start(lettre, replace(CONTEXT, confirm_identity=True))

    assert "patient" == state.current
    assert "MARTIN JEANNE" in state.step.question
    assert "patient.nom_naissance" == after(state, "n").current
    assert "patient.sexe" == after(state, "o").current


def test_no_doctor_needs_its_reason() -> None:
    """« aucun » for the médecin traitant is recorded with its coded reason only."""
    asked = after(at("medecin_traitant"), "aucun")
    said = after(asked, "non déclaré")

    assert asked.lettre.medecin_traitant is None
    assert "medecin_traitant.aucun" == asked.current
    assert MedecinTraitant(aucun=AbsenceMedecinTraitant.NON_DECLARE) == said.lettre.medecin_traitant


def test_usual_correspondent_comes_with_contacts() -> None:
    """A correspondent known by name is taken whole; an unknown one is the name typed."""
    known = after(at("medecin_traitant"), "paul meyer").lettre.medecin_traitant
    other = after(at("medecin_traitant"), "Dr Jeanne PETIT").lettre.medecin_traitant

    assert known is not None
    assert other is not None
    assert MEYER.adresse == known.adresse
    assert ("Dr", "Jeanne", "PETIT", None) == (other.civilite, other.prenom, other.nom, other.adresse)


def test_referrer_may_be_the_doctor() -> None:
    """« m » says that the referrer is the médecin traitant, without copying the name."""
    assert RenvoiMedecinTraitant.MEDECIN_TRAITANT is after(at("praticien_adresseur"), "m").lettre.praticien_adresseur


def test_undo_restores_the_letter_exactly() -> None:
    """A letter after undo equals the letter before the gesture, absent blocks included."""
    state = after(start(Lettre(), CONTEXT), Jumped("consignes_patient.contact"), "le service")

    undone = after(state, Undone())
    assert Lettre() == undone.lettre
    assert "consignes_patient.contact" == undone.current
    assert state.lettre == after(undone, Redone()).lettre


def test_undo_goes_back_a_thousand_gestures() -> None:
    """The undo log holds 1,000 gestures."""
    state = at("motif_hospitalisation")
    for number in range(1100):
        state = after(state, Jumped("motif_hospitalisation"), f"motif {number}")
    for _ in range(1000):
        state = after(state, Undone())

    assert "motif 99" == state.lettre.motif_hospitalisation
    assert ["Rien à annuler."] == notes(after(state, Undone()), NoteKind.PROBLEM)


def test_back_returns_to_the_question_seen_before() -> None:
    """Back follows the way that was taken, not the order of the list."""
    state = after(at("motif_hospitalisation"), Jumped("volet_social"), Moved(back=True))

    assert "motif_hospitalisation" == state.current


def test_jump_takes_a_number_an_address_or_words() -> None:
    """« aller » takes the number shown, an address of the letter, a section or a title."""
    state = start(Lettre(), CONTEXT)
    number = next(i for i, step in enumerate(state.steps, 1) if step.id == "motif_hospitalisation")

    for target in (str(number), "motif_hospitalisation", "motif", "Motif et conclusion"):
        assert "motif_hospitalisation" == after(state, Jumped(target)).current
    assert "securite" == after(state, Jumped("allergies")).current
    assert notes(after(state, Jumped("zzz")), NoteKind.PROBLEM)


def test_cleared_answer_is_unanswered_again() -> None:
    """Clearing gives back the unanswered state, never an explicit none."""
    state = after(at("volet_social"), "aucun", Jumped("volet_social"), Cleared())

    assert Lettre() == state.lettre


def test_last_entry_removed_leaves_the_list_unanswered() -> None:
    """A list that loses its last entry is unanswered, never « aucun »."""
    state = after(at("suites_a_donner"), "consultation", EntryRemoved())

    assert NON_RENSEIGNE is state.lettre.suites_a_donner


def test_removed_row_is_the_current_one() -> None:
    """Removing a drug removes its row by key, whatever its place."""
    state = after(at("traitement_habituel"), "a ; x ; p", Jumped("traitement_habituel"), "b ; y ; p")
    state = after(state, Jumped("volet_medicamenteux[a1].devenir"), EntryRemoved())

    assert ["a2"] == [row.cle for row in state.lettre.volet_medicamenteux]


def test_missing_seeks_round_the_end() -> None:
    """« manquant » finds what was left behind."""
    state = after(at("information_dmp"), "o")
    found = after(after(state, Jumped("fin")), MissingSought())

    assert "patient.nom_naissance" == found.current


def test_value_from_settings_typed_over_loses_its_origin() -> None:
    """What a person typed is never shown as coming from the settings."""
    lettre = settled_letter().replace(provenance={"signataire": Provenance(source="reglages")})
    state = after(at("signataire", lettre), "Dr Jeanne PETIT")

    assert {} == state.lettre.provenance


def test_wrong_rpps_is_refused_with_the_reason() -> None:
    """An RPPS of the wrong shape is kept on screen with one sentence."""
    state = after(at("signataire.rpps", settled_letter()), "123")

    assert "11 chiffres" in notes(state, NoteKind.PROBLEM)[0]
    assert "123" == state.default


def test_ambiguous_mode_is_kept_as_text_with_the_codes_shown() -> None:
    """A mode that fits several codes is kept as typed, and the codes are listed; nothing is guessed."""
    state = after(at("sejour.modalite_sortie"), "autre établissement ou maison")
    sejour = state.lettre.sejour

    assert sejour is not None
    assert sejour.modalite_sortie is not None
    assert (None, "autre établissement ou maison") == (sejour.modalite_sortie.code, sejour.modalite_sortie.libelle)
    assert "sans code" in notes(state, NoteKind.REMARK)[0]


def test_refused_text_of_a_removed_drug_never_comes_back_for_another() -> None:
    """A dose refused for a drug that was taken out is not offered to the drug that takes its key."""
    state = after(at("traitement_habituel"), "apixaban", "5 mg matin et soir ; x", EntryRemoved())
    state = after(state, Jumped("traitement_habituel"), "digoxine 0,125 mg ; 1 comprimé le matin ; p ; au long cours")

    assert {} == dict(state.pending)
    assert "1 comprimé le matin" == held(state, "volet_medicamenteux[a1].avant.posologie")


@pytest.mark.parametrize(
    ("line", "proposed"),
    [
        ("ramipril 5 mg 1 cp le matin au long cours ; p", "au long cours"),
        ("ramipril 5 mg 1 cp le matin 10 jours ; p", ""),
        ("ramipril 5 mg 1 cp le matin ; p", ""),
    ],
)
def test_long_term_said_at_home_is_proposed_for_what_goes_on(line: str, proposed: str) -> None:
    """« au long cours » typed with a home drug is proposed at discharge, and written only once accepted."""
    state = after(at("traitement_habituel"), line)

    assert "volet_medicamenteux[a1].sortie.duree.texte" == state.current
    assert proposed == state.step.proposal
    assert held(state, "volet_medicamenteux[a1].sortie.duree") is None


@pytest.mark.parametrize("typed", ["pénicilline ; iode", "pénicilline ; iode ; latex"])
def test_list_written_as_prose_is_never_parted(typed: str) -> None:
    """« pénicilline ; iode » is two substances, not a substance and its reaction."""
    state = after(at("allergies[0].substance"), typed)

    assert typed == held(state, "allergies[0].substance")
    assert held(state, "allergies[0].reaction") is None
    assert any("Gardé en entier" in note.text for note in state.notes)


def test_warning_signs_keep_their_semicolons() -> None:
    """Signs separated by « ; » stay signs: none becomes the person to call."""
    state = after(at("consignes_patient.signes_alerte"), "fièvre ; toux ; essoufflement")

    assert "fièvre ; toux ; essoufflement" == held(state, "consignes_patient.signes_alerte")
    assert held(state, "consignes_patient.contact") is None


@pytest.mark.parametrize("typed", ["non", "pas de MT déclaré", "sans médecin traitant", "aucun médecin traitant"])
def test_no_doctor_in_words_is_no_doctor_s_name(typed: str) -> None:
    """A sentence that says there is none is not taken for a name, and takes out whoever was named."""
    state = after(at("medecin_traitant"), "Dr Paul MEYER", Jumped("medecin_traitant"), typed)

    assert held(state, "medecin_traitant.nom") is None
    assert "medecin_traitant.aucun" == state.current


def test_next_drug_typed_as_a_duration_is_refused() -> None:
    """A drug's name is no duration; « =… » keeps an unusual one as it is."""
    state = after(
        at("traitement_nouveau"), "sertraline 50 mg ; 1 le matin", Jumped("volet_medicamenteux[a1].sortie.duree.texte")
    )

    assert held(after(state, "énoxaparine"), "volet_medicamenteux[a1].sortie.duree") is None
    assert "tant que dure le plâtre" == held(
        after(state, "=tant que dure le plâtre"), "volet_medicamenteux[a1].sortie.duree.texte"
    )
