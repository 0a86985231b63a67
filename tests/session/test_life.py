"""The life of a letter: submitted, validated, handed over, sent, revised, cancelled."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from lls_drafter.errors import DraftStateError, UsageError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.remise import Canal, EnvoiFait, IssueRemise, Justification, Nature, RemiseFaite
from lls_drafter.letter_files.codec import read_letter
from lls_drafter.letter_files.fingerprint import fingerprint
from lls_drafter.packs.sources import builtin_root
from lls_drafter.session.changes import describe_changes
from lls_drafter.session.evaluate import evaluate_letter
from lls_drafter.session.life import (
    Refusal,
    Signing,
    back_to_draft,
    cancel,
    next_version,
    send_back,
    submit,
    validate_letter,
)
from lls_drafter.session.register import record_hand_over, record_sending
from lls_drafter.session.sources import FixedClock, NumberedIds

EXAMPLE = builtin_root() / "templates" / "mco_standard" / "exemples" / "a_oap_fibrillation.lls.yaml"
SIGNING = Signing(par="Dr Anne KELLER", compte="akeller")
IDS = NumberedIds("tests")


def draft(path: Path = EXAMPLE) -> Lettre:
    """Give the example as it was before its validation."""
    lettre = read_letter(path.read_bytes(), name="exemple").lettre
    sendings = tuple(item.replace(fait=None) for item in lettre.envois)
    hand_over = lettre.remise_patient.replace(faite=None) if lettre.remise_patient else None
    return lettre.replace(
        statut=Statut.BROUILLON, validation=None, date_lettre=None, envois=sendings, remise_patient=hand_over
    )


def clock_of(lettre: Lettre, *, days: int = 0) -> FixedClock:
    """Give the clock of the discharge day, or of some days after."""
    assert lettre.sejour is not None
    assert lettre.sejour.date_sortie is not None
    day = lettre.sejour.date_sortie + timedelta(days=days)
    return FixedClock(datetime(day.year, day.month, day.day, 15, 0, tzinfo=timezone(timedelta(hours=1))))


def validated() -> Lettre:
    """Give the example validated on its day."""
    lettre = draft()
    outcome = validate_letter(lettre, signing=SIGNING, clock=clock_of(lettre))
    assert isinstance(outcome, Lettre), outcome
    return outcome


def test_validation_stamps_the_day_of_the_clock() -> None:
    """The date comes from the clock, and the fingerprint vouches for the content."""
    lettre = validated()

    assert lettre.sejour is not None
    assert lettre.validation is not None
    assert (Statut.VALIDEE, lettre.sejour.date_sortie) == (lettre.statut, lettre.date_lettre)
    assert fingerprint(lettre) == lettre.validation.empreinte


def test_incomplete_letter_is_refused_with_what_is_left() -> None:
    """A bloquant point refuses the validation and names itself; nothing is stamped."""
    lettre = draft().replace(motif_hospitalisation=None)
    outcome = validate_letter(lettre, signing=SIGNING, clock=clock_of(lettre))

    assert isinstance(outcome, Refusal)
    assert ["motif_hospitalisation"] == [str(finding.chemin) for finding in outcome.findings]


def test_justification_lets_through_what_may_be_justified() -> None:
    """A written reason replaces information that does not exist; it changes no other rule."""
    lettre = draft().replace(motif_hospitalisation=None)
    refused = validate_letter(lettre, signing=SIGNING, clock=clock_of(lettre))
    assert isinstance(refused, Refusal)
    reason = Justification(regle=refused.findings[0].regle, motif="patient amené inconscient, aucun document")
    outcome = validate_letter(lettre, signing=SIGNING, clock=clock_of(lettre), justifications=(reason,))

    assert isinstance(outcome, Lettre)
    assert (reason,) == outcome.justifications


def test_birth_name_cannot_be_justified_away() -> None:
    """What the table marks N stays bloquant, whatever is written."""
    lettre = FieldPath.parse("patient.nom_naissance").replace(draft(), None)
    refused = validate_letter(lettre, signing=SIGNING, clock=clock_of(lettre))
    assert isinstance(refused, Refusal)
    reasons = tuple(Justification(regle=finding.regle, motif="inconnu") for finding in refused.findings)

    assert isinstance(validate_letter(lettre, signing=SIGNING, clock=clock_of(lettre), justifications=reasons), Refusal)


def test_validated_letter_does_not_change() -> None:
    """Neither a second validation nor a submission touches a frozen version."""
    lettre = validated()
    for act in (submit, back_to_draft):
        with pytest.raises(DraftStateError, match="est validée"):
            act(lettre)
    with pytest.raises(DraftStateError, match="son contenu ne change plus"):
        validate_letter(lettre, signing=SIGNING, clock=clock_of(lettre))


def test_score_waits_for_the_acts_of_the_day_then_judges_them() -> None:
    """On the day QLS 3 and 4 are still to do; once done they count; a day later, undone, they fail."""
    lettre = validated()
    assert lettre.sejour is not None
    assert lettre.sejour.date_sortie is not None
    day = lettre.sejour.date_sortie
    on_the_day = evaluate_letter(lettre, today=day)
    too_late = evaluate_letter(lettre, today=day + timedelta(days=1))
    handed = record_hand_over(lettre, RemiseFaite(date=day, par="Dr Keller", issue=IssueRemise.REMISE))
    sent = record_sending(
        handed, destinataire="medecin_traitant", canal=Canal.MSSANTE, act=EnvoiFait(date=day, par="akeller", trace="1")
    )
    done = evaluate_letter(sent, today=day)

    assert 100 == on_the_day.score_projete
    assert on_the_day.score is not None
    assert on_the_day.score < 100
    assert too_late.score_projete is not None
    assert too_late.score_projete < 100
    assert (100, 100) == (done.score, done.score_projete)


def test_late_letter_scores_zero_and_says_so() -> None:
    """A letter validated after the discharge day can never satisfy QLS 2: an alerte, no way to backdate."""
    lettre = draft()
    late = validate_letter(lettre, signing=SIGNING, clock=clock_of(lettre, days=2))
    assert isinstance(late, Lettre)
    assert late.date_lettre is not None
    judged = evaluate_letter(late, today=late.date_lettre)

    assert 0 == judged.score
    assert any("QLS 2" in finding.message for finding in judged.findings)


def test_hand_over_rules() -> None:
    """An act needs a validated letter; a refusal needs its reason; a success is recorded once."""
    lettre = validated()
    with pytest.raises(DraftStateError, match="seule une lettre validée"):
        record_hand_over(draft(), RemiseFaite(issue=IssueRemise.REMISE))
    with pytest.raises(UsageError, match="demande un motif"):
        record_hand_over(lettre, RemiseFaite(issue=IssueRemise.REFUSEE))
    handed = record_hand_over(lettre, RemiseFaite(par="IDE", issue=IssueRemise.REMISE))
    with pytest.raises(DraftStateError, match="déjà enregistrée"):
        record_hand_over(handed, RemiseFaite(par="IDE", issue=IssueRemise.REMISE))


def test_acts_do_not_change_the_fingerprint() -> None:
    """What happens after the validation is no content."""
    lettre = validated()
    sent = record_sending(lettre, destinataire="Dr Autre", canal=Canal.COURRIER, act=EnvoiFait(par="secrétariat"))
    handed = record_hand_over(sent, RemiseFaite(par="IDE", issue=IssueRemise.REMISE))

    assert fingerprint(lettre) == fingerprint(handed)


def test_sending_fulfils_its_plan_and_no_other() -> None:
    """A sending by another channel than planned is one more sending; the plan stays open."""
    lettre = validated()
    planned = [(item.destinataire, item.canal) for item in lettre.envois]
    same = record_sending(
        lettre, destinataire=str(planned[0][0]), canal=planned[0][1] or Canal.AUTRE, act=EnvoiFait(par="x")
    )
    other = record_sending(lettre, destinataire=str(planned[0][0]), canal=Canal.FAX, act=EnvoiFait(par="x"))

    assert len(planned) == len(same.envois)
    assert same.envois[0].fait is not None
    assert len(planned) + 1 == len(other.envois)
    assert other.envois[0].fait is None


def test_next_version_starts_clean_and_keeps_what_was_done() -> None:
    """Version 2 has nothing handed over nor sent; the acts of version 1 stay with it, and QLS judges it."""
    first = validated()
    assert first.sejour is not None
    day = first.sejour.date_sortie
    assert day is not None
    first = record_hand_over(first, RemiseFaite(date=day, par="Dr Keller", issue=IssueRemise.REMISE))
    first = record_sending(
        first, destinataire="medecin_traitant", canal=Canal.MSSANTE, act=EnvoiFait(date=day, trace="1")
    )
    second = next_version(first, nature=Nature.COMPLEMENT, ids=IDS)

    assert first.identifiant is not None
    assert second.identifiant is not None
    assert (2, Statut.BROUILLON, None) == (second.version, second.statut, second.date_lettre)
    assert first.identifiant.serie == second.identifiant.serie
    assert first.identifiant.lettre != second.identifiant.lettre
    assert [] == [item for item in second.envois if item.fait is not None]
    assert 100 == evaluate_letter(second, today=day + timedelta(days=5), frozen=(first,)).score
    with pytest.raises(DraftStateError, match="seule une lettre validée"):
        next_version(second, nature=Nature.COMPLEMENT, ids=IDS)


def test_second_version_lists_its_changes() -> None:
    """A later version says what changed, by the names of the fields, without anybody typing it."""
    first = validated()
    second = next_version(first, nature=Nature.CORRECTION, ids=IDS).replace(
        conclusion="OAP, fibrillation atriale connue"
    )
    row = second.volet_medicamenteux[0]
    second = FieldPath.parse(f"volet_medicamenteux[{row.cle}].sortie.posologie").replace(
        second, "1 comprimé le matin à 8 heures"
    )
    outcome = validate_letter(second, signing=SIGNING, clock=clock_of(second, days=3), previous=first)

    assert isinstance(outcome, Lettre), outcome
    assert any(line.startswith("Diagnostic retenu : modifié") for line in outcome.changements)
    assert any("traitement à la sortie" in line for line in outcome.changements)
    assert 2 == len(outcome.changements)
    assert () == describe_changes(first, first)


def test_send_back_and_cancel_keep_the_words() -> None:
    """A remark and a reason are kept; a cancelled letter keeps all it said."""
    lettre = submit(draft())
    clock = clock_of(lettre)
    back = send_back(lettre, remarque="Préciser la dose", par="senior", clock=clock)
    gone = cancel(back, motif="mauvais patient", par="senior", clock=clock)

    assert ["Préciser la dose"] == [remark.texte for remark in back.remarques]
    assert (Statut.ANNULEE, lettre.motif_hospitalisation) == (gone.statut, gone.motif_hospitalisation)
    with pytest.raises(DraftStateError, match="déjà annulée"):
        cancel(gone, motif="x", par="y", clock=clock)
    with pytest.raises(DraftStateError, match="« à valider »"):
        send_back(back, remarque="x", par="y", clock=clock)


def test_a_finding_is_said_once() -> None:
    """Two checks that say the same thing of the same field make one finding."""
    row = draft().volet_medicamenteux[9]
    lettre = FieldPath.parse(f"volet_medicamenteux[{row.cle}].sortie.posologie").replace(draft(), "1 si besoin")
    findings = evaluate_letter(lettre, today=clock_of(lettre).now().date()).findings

    assert any(finding.regle.startswith("MED-SI-BESOIN") for finding in findings)
    assert len(set(findings)) == len(findings)
