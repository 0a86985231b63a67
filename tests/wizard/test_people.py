"""Professionals typed by name: whose contacts stay, whose go, and what is said of it."""

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import MedecinTraitant, Praticien, RenvoiMedecinTraitant
from lls_drafter.letter.reponse import NON_RENSEIGNE
from lls_drafter.wizard.answers.people import read_practitioner
from lls_drafter.wizard.flow import Jumped, NoteKind, State, start
from tests.wizard.test_flow import CONTEXT, after, at, notes

PHONE = "03 00 00 00 07"
FORMER = MedecinTraitant(civilite="Dr", prenom="Zoé", nom="ARMAND", telephone=PHONE, mssante="z@medecin.example")
GONE = "Coordonnées de Dr Zoé ARMAND retirées ; « annuler » les rend."


def named(text: str, question: str = "medecin_traitant") -> State:
    """Type a name over a doctor who has contacts."""
    lettre = Lettre(medecin_traitant=FORMER)
    return after(start(lettre, CONTEXT), Jumped(question), text)


@pytest.mark.parametrize("text", ["Dr Luc PETIT", "Dr Zoé PETIT", "Dr Luc ARMAND", "non déclaré"])
def test_contacts_of_another_doctor_go_and_it_is_said(text: str) -> None:
    """A new name takes away the contacts of the former doctor, in words."""
    state = named(text)

    assert (None, None) == (state.lettre.medecin_traitant.telephone, state.lettre.medecin_traitant.mssante)  # type: ignore[union-attr]
    assert [GONE] == notes(state, NoteKind.REMARK)


@pytest.mark.parametrize("text", ["Dr Zoé ARMANT", "Dr ARMAND", "Dr Z. ARMAND", "Zoe Armand"])
def test_contacts_of_the_same_doctor_stay_and_it_is_said(text: str) -> None:
    """A typing error mended, a given name cut short: the contacts stay, and are shown."""
    state = named(text)

    assert PHONE == state.lettre.medecin_traitant.telephone  # type: ignore[union-attr]
    assert [f"Coordonnées gardées : {PHONE} ; z@medecin.example."] == notes(state, NoteKind.REMARK)


@pytest.mark.parametrize("text", ["1", "m", "médecin traitant", "medecin_traitant"])
def test_referrer_may_be_the_usual_doctor_by_number_or_words(text: str) -> None:
    """The number that the panel shows is that choice, never a doctor named « 1 »."""
    state = named(text, "praticien_adresseur")

    assert RenvoiMedecinTraitant.MEDECIN_TRAITANT is state.lettre.praticien_adresseur


@pytest.mark.parametrize("text", ["2", "12", "?"])
def test_name_without_a_letter_is_refused(text: str) -> None:
    """A figure is nobody."""
    state = named(text, "praticien_adresseur")

    assert NON_RENSEIGNE is state.lettre.praticien_adresseur
    assert ["Un nom est attendu, avec des lettres."] == notes(state, NoteKind.PROBLEM)


def test_former_doctor_without_contacts_goes_in_silence() -> None:
    """Nothing is said when nothing is lost."""
    lettre = Lettre(medecin_traitant=MedecinTraitant(nom="ARMAND"), praticien_adresseur=Praticien(nom="PETIT"))

    assert [] == notes(after(start(lettre, CONTEXT), Jumped("medecin_traitant"), "Dr Luc PETIT"), NoteKind.REMARK)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr Anne KELLER", ("Dr", "Anne", "KELLER")),
        ("KELLER, Anne", (None, "Anne", "KELLER")),
        ("Dr Louise FERRAND, 4 rue du Pont", ("Dr", None, "Louise FERRAND, 4 rue du Pont")),
        ("Dr Jeanne MEYER, cardiologue", ("Dr", None, "Jeanne MEYER, cardiologue")),
        ("Louise FERRAND 03 00 00 00 83", (None, None, "Louise FERRAND 03 00 00 00 83")),
    ],
)
def test_only_a_name_is_parted(text: str, name: tuple[str | None, ...]) -> None:
    """An address, a number or a speciality typed after a name never becomes a given name."""
    read = read_practitioner(text)

    assert name == (read.civilite, read.prenom, read.nom)


def test_what_follows_a_name_is_told() -> None:
    """Who types an address with the name learns how to part them."""
    state = after(at("medecin_traitant"), "Dr Louise FERRAND, 4 rue du Pont, 99000 Valmont")

    assert any("séparer l'adresse et le téléphone par « ; »" in note.text for note in state.notes)
