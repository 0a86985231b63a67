"""Who and when on paper: identity, doctors, versions, validation."""

import pytest

from lls_drafter.letter.lettre import Lettre
from tests.document.letters import composed, letter, lines, text

INS = {"matricule": "279035121518989", "oid": "1.2.250.1.213.1.4.8"}


def patient(**more: object) -> dict[str, object]:
    """Give a patient."""
    return {
        "nom_naissance": "MARTIN",
        "prenoms_naissance": ["JEANNE"],
        "sexe": "F",
        "date_naissance": "1948-03-12",
        **more,
    }


@pytest.mark.parametrize("statut", ["provisoire", "recuperee", "validee", None])
def test_matricule_is_printed_for_a_qualified_identity_only(statut: str | None) -> None:
    """Matricule and OID leave with a qualified identity, and with no other."""
    ins = {**INS, **({"statut": statut} if statut else {})}

    shown = text(composed(letter(patient=patient(ins=ins))))

    assert "Identité non qualifiée" in shown
    assert "279035121518989" not in shown
    assert INS["oid"] not in shown


def test_qualified_identity_is_printed_in_full() -> None:
    """A qualified identity gives its number, the nature of the number and its OID."""
    shown = text(composed(letter(patient=patient(ins={**INS, "statut": "qualifiee"}))))

    assert "Identité qualifiée – matricule INS 279035121518989 (NIR, OID : 1.2.250.1.213.1.4.8)" in shown


def test_secret_identity_gives_no_number() -> None:
    """Under secrecy of the identity, even a qualified number stays away, and nothing is asked for."""
    lettre = letter(patient={"ins": {**INS, "statut": "qualifiee"}}, sejour={"situations": ["secret_identite"]})

    shown = text(composed(lettre, draft=True), "identite")

    assert "279035121518989" not in shown
    assert "identité protégée" in shown
    assert "nom de naissance" not in shown


def test_names_are_labelled_and_told_apart() -> None:
    """Birth name and used name each have their label, on the page and in the heading of every page."""
    document = composed(letter(patient=patient(nom_utilise="DURAND"), sejour={"date_sortie": "2026-03-09"}))

    facts = {
        fact.label: "".join(run.text for run in fact.value)
        for part in document.parts
        if part.id == "identite"
        for block in part.blocks
        for fact in getattr(block, "facts", ())
    }
    assert ("MARTIN", "DURAND", "12/03/1948 (77 ans)") == (
        facts["Nom de naissance"],
        facts["Nom utilisé"],
        facts["Née le"],
    )
    heading = document.header.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "Nom de naissance : MARTIN · Prénom : JEANNE · nom utilisé : DURAND · née le 12/03/1948"
        " · sexe F · lettre non datée" == heading
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"aucun": "non_declare"}, "Pas de médecin traitant déclaré"),
        (
            {"nom": "MEYER", "prenom": "Paul", "civilite": "Dr", "telephone": "03 00 00 00 30"},
            "Dr Paul MEYER – tél. 03 00 00 00 30",
        ),
        ({"telephone": "03 00 00 00 30"}, "[à compléter : nom du médecin traitant] ; tél. 03 00 00 00 30"),
        (None, "[à compléter : médecin traitant]"),
    ],
)
def test_doctor_is_named_or_the_reason_is(data: dict[str, str] | None, expected: str) -> None:
    """The médecin traitant has a name, a coded reason, or a visible mark."""
    lettre = letter(medecin_traitant=data) if data else Lettre()

    assert expected in lines(composed(lettre, draft=True), "identite")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("aucun", "Aucun praticien adresseur"), ("medecin_traitant", "Le médecin traitant"), ({"nom": "ROY"}, "ROY")],
)
def test_referrer_is_said_in_each_state(value: object, expected: str) -> None:
    """The referrer is nobody, the médecin traitant, or a person."""
    assert expected in lines(composed(letter(praticien_adresseur=value)), "identite")


def test_validation_is_declarative_and_names_the_senior() -> None:
    """A delegated validation says who validated, in what capacity, and for whom; it is never called a signature."""
    lettre = letter(
        redacteur={"nom": "ROUX", "fonction": "interne"},
        signataire={"nom": "KELLER", "fonction": "PH", "telephone": "03 00 00 00 11"},
        validation={
            "par": "Dr Camille ROUX",
            "le": "2026-03-10T11:42:00",
            "empreinte": "sha256:0",
            "par_delegation_de": "Dr Anne KELLER",
        },
    )

    shown = text(composed(lettre), "signature")

    assert (
        "Validée le 10/03/2026 à 11 h 42 par Dr Camille ROUX, interne, "
        "par délégation du Dr Anne KELLER (validation déclarative)" in shown
    )
    assert "Signature manuscrite :" in shown
    assert "Ce document ne vaut pas ordonnance." in shown
    assert "électronique" not in shown


def test_later_version_says_what_it_replaces_and_changes() -> None:
    """From version 2 on, the letter names the version that it replaces and lists the changes."""
    lettre = letter(
        version=3,
        nature="complement",
        versions_precedentes=[{"version": 1, "validee_le": "2026-03-09"}, {"version": 2, "validee_le": "2026-03-10"}],
        changements=["Hémocultures reçues"],
    )

    shown = lines(composed(lettre), "entete")

    assert (
        "Version 3 (complément) ; version précédente : 1 du 09/03/2026 – annule et remplace la version 2 du 10/03/2026"
        in shown
    )
    assert "Hémocultures reçues" in shown


def test_deceased_patient_has_another_title_and_no_hand_over() -> None:
    """After a death the letter says so in its title, and plans no hand-over."""
    lettre = letter(
        sejour={"situations": ["deces"]}, remise_patient={"prevue": {"mode": "main_propre", "par": "Dr Keller"}}
    )

    document = composed(lettre, draft=True)

    assert "Lettre de liaison après le décès du patient" == document.title
    assert "Remise prévue" not in text(document)
    assert "remise prévue" not in text(document)
    assert "Dr Keller" not in text(document)


def test_example_says_that_it_is_one() -> None:
    """A fictitious letter says so on its first page and at the foot of every page."""
    document = composed(letter(fictive=True))

    assert "Document d'exemple — patient fictif" in text(document, "entete")
    assert "Document d'exemple — patient fictif" in document.footer


def test_medecin_traitant_is_the_recipient_when_nobody_is_named() -> None:
    """The law's recipient needs no entry in the list of recipients."""
    lettre = letter(medecin_traitant={"nom": "MEYER", "civilite": "Dr", "adresse": "3 place du Marché"})

    assert ["Dr MEYER", "3 place du Marché"] == lines(composed(lettre), "entete")[:2]


def test_letterhead_names_the_referrer_of_the_letter() -> None:
    """A referring practitioner among the recipients has the name and address that the letter gives him."""
    lettre = letter(
        praticien_adresseur={"nom": "WEBER", "civilite": "Dr", "adresse": "8 rue de la Gare"},
        destinataires=[{"role": "praticien_adresseur", "contenu": "lettre"}],
    )

    document = composed(lettre)

    assert ["Dr WEBER", "8 rue de la Gare"] == lines(document, "entete")[:2]
    assert "Dr WEBER – praticien adresseur" in lines(document, "diffusion")


def test_who_receives_a_part_is_on_the_distribution_list_only() -> None:
    """The pharmacist who receives the drug table is no addressee of the letter, and keeps an address on the list."""
    lettre = letter(
        destinataires=[
            {"role": "correspondant", "nom": "Pharmacie du Pont", "adresse": "1 quai", "contenu": "volet_medicamenteux"}
        ]
    )

    document = composed(lettre)

    assert "Pharmacie du Pont" not in text(document, "entete")
    assert "Pharmacie du Pont" in text(document, "diffusion")
    assert "1 quai" in text(document)


def test_letterhead_names_professionals_only() -> None:
    """Patient, relatives and representatives are on the distribution list, not among the addressees."""
    lettre = letter(
        destinataires=[{"role": "personne_confiance", "nom": "Marc LEROY"}, {"role": "correspondant", "nom": "Dr A"}]
    )

    document = composed(lettre)

    assert "Dr A" == lines(document, "entete")[0]
    assert "Marc LEROY" not in text(document, "entete")
    assert "Marc LEROY – personne de confiance" in lines(document, "diffusion")
