"""The plan of care of a document, and its devices."""

import datetime as dt

import pytest

from lls_drafter.cda.writer.plan import kind_of
from lls_drafter.cda.xml import Element, text_of
from lls_drafter.letter.reponse import AUCUN, INCONNU, NON_RENSEIGNE
from lls_drafter.letter.suites import EtatSuite, SuiteADonner
from lls_drafter.letter.synthese import DispositifEnPlace, DispositifImplantable
from tests.cda.letters import document, exportable, find
from tests.cda.test_writer_medication import linked
from tests.document.letters import example


def entries(root: Element, section: str) -> list[Element]:
    """Give what the entries of a section are."""
    return find(root, f"//h:section[h:code/@code='{section}']/h:entry/*")


def plan(*actions: SuiteADonner) -> tuple[Element, list[Element]]:
    """Give the document of a letter with these actions, and their entries."""
    root = document(exportable(example("b")).replace(suites_a_donner=actions))
    return root, entries(root, "18776-5")


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("Consultation de cardiologie", "AMB"),
        ("Consultation : poids, pression", "AMB"),
        ("Rendez-vous avec le chirurgien", "AMB"),
        ("Téléconsultation de contrôle", "VR"),
        ("Hôpital de jour de cardiologie", "SS"),
        ("Hospitalisation de jour", "SS"),
        ("Hospitalisation programmée", "IMP"),
        ("Consultations de suivi", None),
        ("Prendre une consultation", None),
        ("Prise de sang", None),
        ("", None),
        (None, None),
    ],
)
def test_action_is_an_encounter_when_its_first_words_say_so(action: str | None, kind: str | None) -> None:
    """« Déclarer un médecin traitant avant la consultation » is none."""
    assert kind == kind_of(action)


@pytest.mark.parametrize(
    ("etat", "mood", "template"),
    [
        (EtatSuite.FAIT, "EVN", "2.16.840.1.113883.10.20.1.21"),
        (EtatSuite.PRIS, "ARQ", "2.16.840.1.113883.10.20.1.25"),
        (None, "ARQ", "2.16.840.1.113883.10.20.1.25"),
    ],
)
def test_encounter_is_had_only_when_it_is_done(etat: EtatSuite | None, mood: str, template: str) -> None:
    """An appointment is a wish with its date until it took place."""
    _, (found,) = plan(SuiteADonner(action="Consultation de chirurgie", date=dt.date(2026, 5, 26), etat=etat))

    assert (mood, template, "20260526") == (
        found.get("moodCode"),
        find(found, "h:templateId")[0].get("root"),
        find(found, "h:effectiveTime")[0].get("value"),
    )


def test_request_says_all_its_words_and_leads_to_its_row() -> None:
    """What, who, when: a receiver that shows the value alone must not lose the date in words."""
    action = SuiteADonner(
        action="Prise de sang", qui="infirmière", quand="le 13/03 et le 17/03/2026", precision="à jeun"
    )
    root, (found,) = plan(action)

    assert "Prise de sang ; infirmière ; le 13/03 et le 17/03/2026 ; à jeun" == text_of(find(found, "h:value")[0])
    assert "Prise de sang" in linked(root, found, "h:text/h:reference")
    assert ("active", "UNK") == (
        find(found, "h:statusCode")[0].get("code"),
        find(found, "h:effectiveTime")[0].get("nullFlavor"),
    )


def test_request_that_is_done_is_completed() -> None:
    """What was done is not asked for again."""
    _, (found,) = plan(SuiteADonner(action="Retrait du Holter", etat=EtatSuite.FAIT))

    assert "completed" == find(found, "h:statusCode")[0].get("code")


@pytest.mark.parametrize("answer", [AUCUN, INCONNU, NON_RENSEIGNE])
def test_plan_without_action_has_no_entry(answer: object) -> None:
    """« Aucune suite particulière » is said in words."""
    root = document(exportable(example("b")).replace(suites_a_donner=answer))

    assert [] == entries(root, "18776-5")


def test_device_has_its_words_and_date_and_no_invented_identifier() -> None:
    """A lot number is no UDI; brand and reference are its model."""
    device = DispositifImplantable(
        denomination="tige fémorale", marque="Novahanche", reference="NH-11", lot="26B0075", fabricant="Orthovalmont"
    )
    root = document(
        exportable(example("b")).replace(
            dispositifs_implantables=(device.replace(date=dt.date(2026, 4, 14)),),
            dispositifs_en_place=(DispositifEnPlace(nature="PICC-line bras gauche"),),
        )
    )
    implanted, placed = entries(root, "46264-8")

    assert "tige fémorale" == linked(root, implanted, ".//h:originalText/h:reference")
    assert "PICC-line bras gauche" == linked(root, placed, ".//h:originalText/h:reference")
    assert ["Novahanche NH-11"] == [text_of(one) for one in find(implanted, ".//h:manufacturerModelName")]
    assert ["Orthovalmont"] == [text_of(one) for one in find(implanted, ".//h:scopingEntity/h:desc")]
    assert ["20260414", None] == [find(one, "h:effectiveTime")[0].get("value") for one in (implanted, placed)]
    assert [] == find(root, "//h:supply/h:participant/h:participantRole/h:id[@root or @extension]")


@pytest.mark.parametrize("answer", [AUCUN, INCONNU])
def test_no_implanted_device_is_not_no_device_of_the_patient(answer: object) -> None:
    """None was implanted during this stay: the patient may have a pacemaker."""
    root = document(
        exportable(example("b")).replace(dispositifs_implantables=answer, dispositifs_en_place=NON_RENSEIGNE)
    )
    (found,) = entries(root, "46264-8")

    assert ["no-device-info"] == [one.get("code") for one in find(found, ".//h:playingDevice/h:code")]
