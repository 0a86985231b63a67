"""The header of a document: the hospital, the professionals, the recipients, the stay."""

from typing import Any

from lls_drafter.cda import oids
from lls_drafter.cda.reader.model import Nature
from lls_drafter.cda.reader.reading import Reading
from lls_drafter.cda.reader.values import (
    address_of,
    attribute,
    bounds,
    child,
    children,
    day_of,
    finess_of,
    first,
    hour_of,
    label_of,
    mail_of,
    name_part,
    rpps_of,
    telephone_of,
    text_of,
    title_of,
)
from lls_drafter.cda.xml import Element
from lls_drafter.letter.lettre import Confidentialite
from lls_drafter.letter.personnes import (
    Destinataire,
    MedecinTraitant,
    PersonneConfiance,
    Praticien,
    RenvoiMedecinTraitant,
    RoleDestinataire,
)
from lls_drafter.letter.sejour import ProtectionJuridique
from lls_drafter.letter.text import fold

DOCTORS = "Professionnels"
RECIPIENTS = "Destinataires"
STAY = "Séjour"
HOUSE = "Établissement"
_ADULT = 18
RELATIVES = "Personnes désignées par le patient"


def read_header(reading: Reading, root: Element) -> None:
    """Read all of a header but the patient's identity and the document's own."""
    level = attribute(child(root, "confidentialityCode"), "code")
    if level in {Confidentialite.R, Confidentialite.V}:  # « normal » is what is written when nobody said
        reading.put("confidentialite", Confidentialite(level), "En-tête du document")
    _relatives(reading, root)
    _participants(reading, root)
    _writers(reading, root)
    _recipients(reading, root)
    _house(reading, root)
    _stay(reading, root)


def person_of(entity: Element | None, tag: str) -> Praticien | None:
    """Give a professional of the header, None for nobody named.

    Args:
        entity: `assignedAuthor`, `assignedEntity`, `associatedEntity`…
        tag: the element in it that names the person.
    """
    name = child(entity, tag, "name")
    family, given = name_part(name, "family"), name_part(name, "given")
    if not family and not given:
        return None
    return Praticien(
        nom=family or given,
        prenom=given if family else None,
        civilite=title_of(name),
        fonction=label_of(child(entity, "code"), "specialite"),
        rpps=rpps_of(entity),
        adresse=address_of(entity),
        telephone=telephone_of(entity),
        mssante=mail_of(entity),
    )


def _relatives(reading: Reading, root: Element) -> None:
    """Read the person of trust and the representative; an emergency contact has no field of the letter."""
    for informant in children(root, "informant"):
        entity = child(informant, "relatedEntity")
        name = _whole_name(child(entity, "relatedPerson", "name"))
        if not name:
            continue
        if attribute(entity, "classCode") != "NOK":
            reading.leave(
                RELATIVES,
                Nature.VALEUR,
                "personne à prévenir ou informateur : la lettre n'a pas ce champ",
                ", ".join(filter(None, (name, telephone_of(entity)))),
            )
            continue
        trusted = PersonneConfiance(
            nom=name, lien=label_of(child(entity, "code"), "relation_patient"), telephone=telephone_of(entity)
        )
        reading.put("patient.personne_confiance", trusted, RELATIVES)
    guardian = child(root, "recordTarget", "patientRole", "patient", "guardian")
    named = _whole_name(child(guardian, "guardianPerson", "name"))
    if named and _may_be_minor(reading, root):
        reading.leave(RELATIVES, Nature.VALEUR, "représentant d'un mineur : la lettre n'a pas ce champ", named)
    elif named:
        measure = ProtectionJuridique(representant=named, telephone=telephone_of(guardian))
        reading.put("sejour.protection_juridique", measure, RELATIVES)


def _may_be_minor(reading: Reading, root: Element) -> bool:
    """Tell whether the patient was under 18, or may have been, when the document was made."""
    born = reading.lettre.patient.date_naissance if reading.lettre.patient is not None else None
    made_on = day_of(attribute(child(root, "effectiveTime"), "value"))
    return (
        born is None
        or made_on is None
        or (made_on.year - born.year, made_on.month, made_on.day)
        < (
            _ADULT,
            born.month,
            born.day,
        )
    )


def _whole_name(name: Element | None) -> str:
    """Give a name on one line: given name, family name."""
    return " ".join(filter(None, (name_part(name, "given"), name_part(name, "family"))))


def _participants(reading: Reading, root: Element) -> None:
    """Read the médecin traitant and the referrer; others are told."""
    for participant in children(root, "participant"):
        entity = child(participant, "associatedEntity")
        person = person_of(entity, "associatedPerson")
        function = attribute(child(participant, "functionCode"), "code")
        if person is None:
            continue
        if function == "PCP":
            house = child(entity, "scopingOrganization")
            complete = person.replace(
                adresse=first((person.adresse, address_of(house))),
                telephone=first((person.telephone, telephone_of(house))),
            )
            reading.put("medecin_traitant", MedecinTraitant.model_validate(dict(complete)), DOCTORS)
        elif attribute(participant, "typeCode") in {"REF", "REFB"}:
            reading.put("praticien_adresseur", person, DOCTORS)
        else:
            reading.leave(DOCTORS, Nature.VALEUR, "autre participant : la lettre n'a pas ce champ", _named(person))


def _named(person: Praticien) -> str:
    """Give a professional on one line."""
    return " ".join(filter(None, (person.civilite, person.prenom, person.nom)))


def _writers(reading: Reading, root: Element) -> None:
    """Read who answers for the document, who wrote it, who took charge, who signs it too."""
    signatory = person_of(child(root, "legalAuthenticator", "assignedEntity"), "assignedPerson")
    reading.put("signataire", signatory, DOCTORS)
    for author in children(root, "author"):
        writer = person_of(child(author, "assignedAuthor"), "assignedPerson")
        if writer is None or same_person(writer, signatory):
            continue
        reading.put("redacteur", writer, DOCTORS)
    entity = child(root, "documentationOf", "serviceEvent", "performer", "assignedEntity")
    charge = person_of(entity, "assignedPerson")
    if charge is not None and not same_person(charge, signatory):
        reading.put("medecin_responsable", charge, DOCTORS)
    others = (person_of(child(one, "assignedEntity"), "assignedPerson") for one in children(root, "authenticator"))
    reading.put("cosignataires", tuple(one for one in others if one is not None), DOCTORS)


def same_person(one: Praticien | None, other: Praticien | None) -> bool:
    """Tell whether two professionals are the same: by their number and name, by their name alone without numbers."""
    if one is None or other is None:
        return False
    if one.rpps and other.rpps and one.rpps != other.rpps:
        return False
    return [fold(text or "") for text in (one.nom, one.prenom)] == [
        fold(text or "") for text in (other.nom, other.prenom)
    ]


def _recipients(reading: Reading, root: Element) -> None:
    """Read to whom the document goes."""
    doctor = reading.lettre.medecin_traitant
    found: list[Destinataire] = []
    for recipient in children(root, "informationRecipient"):
        entity = child(recipient, "intendedRecipient")
        name = child(entity, "informationRecipient", "name")
        person = person_of(entity, "informationRecipient")
        structure = text_of(child(entity, "receivedOrganization", "name")) or None
        if person is None and structure is None:
            continue
        if person is not None and same_person(person, doctor):
            found.append(Destinataire(role=RoleDestinataire.MEDECIN_TRAITANT))
            continue
        found.append(
            Destinataire(
                role=RoleDestinataire.CORRESPONDANT if person is not None else RoleDestinataire.STRUCTURE_AVAL,
                nom=" ".join(filter(None, (title_of(name), _whole_name(name)))) or None,
                structure=structure,
                adresse=address_of(entity),
                telephone=telephone_of(entity),
                mssante=mail_of(entity),
            )
        )
    reading.put("destinataires", tuple(found), RECIPIENTS)


def _house(reading: Reading, root: Element) -> None:
    """Read the hospital: who keeps the document, and its kind."""
    house = child(root, "custodian", "assignedCustodian", "representedCustodianOrganization")
    encounter = child(root, "componentOf", "encompassingEncounter")
    sector = child(encounter, "location", "healthCareFacility", "code")
    performer = child(root, "documentationOf", "serviceEvent", "performer", "assignedEntity", "representedOrganization")
    name = text_of(child(house, "name")) or None
    service = text_of(child(performer, "name")) or None
    values: dict[str, Any] = {
        "nom": name,
        "finess": finess_of(house),
        "secteur": attribute(sector, "code") if attribute(sector, "codeSystem") == oids.SECTEUR else None,
        "service": service if service != name else None,
        "adresse": address_of(house),
        "telephone": telephone_of(house),
    }
    known = {key: value for key, value in values.items() if value}
    for key, value in known.items():
        reading.put(f"etablissement.{key}", value, HOUSE)


def _stay(reading: Reading, root: Element) -> None:
    """Read the days and the number of the stay: as the encounter says, else the service event."""
    encounter = child(root, "componentOf", "encompassingEncounter")
    event = child(root, "documentationOf", "serviceEvent")
    low, high = bounds(child(encounter, "effectiveTime"))
    if low is None and high is None:
        low, high = bounds(child(event, "effectiveTime"))
    for name, value in (("entree", low), ("sortie", high)):
        if value and day_of(value) is None:
            reading.leave(STAY, Nature.VALEUR, f"date d{'’entrée' if name == 'entree' else 'e sortie'} : impossible")
        reading.put(f"sejour.date_{name}", day_of(value), STAY)
        reading.put(f"sejour.heure_{name}", hour_of(value), STAY)
    number = next((attribute(one, "extension") for one in children(encounter, "id")), None)
    reading.put("sejour.numero", number, STAY)


def read_relatives_and_doctor(reading: Reading, root: Element) -> None:
    """Read what the header of another kind of document says of the patient: relatives, médecin traitant."""
    _relatives(reading, root)
    _participants(reading, root)


def read_entry_header(reading: Reading, root: Element) -> None:
    """Read the header of a letter at entry: who wrote it is the referrer; its dates are not those of the stay."""
    read_relatives_and_doctor(reading, root)
    writer = person_of(child(root, "author", "assignedAuthor"), "assignedPerson")
    if same_person(writer, reading.lettre.medecin_traitant):
        reading.put("praticien_adresseur", RenvoiMedecinTraitant.MEDECIN_TRAITANT, DOCTORS)
    else:
        reading.put("praticien_adresseur", writer, DOCTORS)
