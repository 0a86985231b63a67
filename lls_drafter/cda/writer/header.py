"""The header of a document: which letter, of whom, by whom, for whom, of which stay.

Source: structuration minimale and LDL-SES 2022.01, by the official example and its checks (October 2025).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lls_drafter.cda import oids
from lls_drafter.cda.writer import patient, people
from lls_drafter.cda.writer.writing import NOT_APPLICABLE, UNKNOWN, code_of, coded, entry, found, null, timestamp, when
from lls_drafter.cda.xml import Element, node, template_ids
from lls_drafter.codes.value_sets import Code
from lls_drafter.document.withheld import has_situation
from lls_drafter.errors import MissingForExportError
from lls_drafter.letter.identifiants import is_oid
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import (
    Destinataire,
    Etablissement,
    Praticien,
    RenvoiMedecinTraitant,
    RoleDestinataire,
)
from lls_drafter.letter.remise import Oppositions
from lls_drafter.letter.reponse import value_of
from lls_drafter.letter.sejour import Situation

TITLE = "Lettre de liaison à la sortie de l'établissement de santé"
_NOT_IN_THE_HEADER = frozenset({RoleDestinataire.PATIENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIds:
    """The document's identity, full OIDs without extension.

    Attributes:
        document: of this version.
        serie: of all versions.
        previous: of the version that this one replaces, None for the first.
    """

    document: str
    serie: str
    previous: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a header says beside the letter.

    Attributes:
        ids: the document's identity.
        moment: when it was made, with its time zone.
        model: the third template: the model with its version, or that of level 1.
        title: as printed first.
    """

    ids: DocumentIds
    moment: dt.datetime
    model: Element
    title: str = TITLE


def header(lettre: Lettre, head: Head) -> Iterator[Element]:
    """Give the elements of a header, in the order of the schema.

    Raises:
        MissingForExportError: the letter lacks something that the model demands; it is named.
    """
    house = _house(lettre)
    yield from _identification(lettre, head)
    yield patient.record_target(lettre, house)
    yield from _authors(lettre, head, house)
    yield from patient.informants(lettre)
    yield node(
        "custodian",
        None,
        node("assignedCustodian", None, people.organisation("representedCustodianOrganization", house)),
    )
    yield from _recipients(lettre)
    yield from _signatures(lettre, head, house)
    yield from _participants(lettre)
    yield _stay(lettre, head, house)
    if head.ids.previous is not None:
        parent = node("parentDocument", None, node("id", {"root": head.ids.previous}))
        yield node("relatedDocument", {"typeCode": "RPLC"}, parent)
    yield _encounter(lettre, head, house)


def _identification(lettre: Lettre, head: Head) -> Iterator[Element]:
    """Give what the document is: model, ids, type, title, date, confidentiality."""
    level = lettre.confidentialite.value if lettre.confidentialite is not None else "N"
    root, extension = oids.TYPE_ID
    yield node("realmCode", {"code": "FR"})
    yield node("typeId", {"root": root, "extension": extension})
    yield from template_ids(oids.HL7_FRANCE, oids.CI_SIS)
    yield head.model
    yield node("id", {"root": head.ids.document})
    yield code_of(oids.DOCUMENT_CODE, "Lettre de liaison à la sortie d'un établissement de soins", oids.LOINC)
    yield node("title", None, head.title)
    yield node("effectiveTime", {"value": timestamp(head.moment)})
    yield coded("confidentialityCode", entry("confidentialite", level))
    yield node("languageCode", {"code": "fr-FR"})
    yield node("setId", {"root": head.ids.serie})
    yield node("versionNumber", {"value": str(lettre.version)})


def _house(lettre: Lettre) -> Etablissement:
    """Give the hospital.

    Raises:
        MissingForExportError: the letter names none.
    """
    if lettre.etablissement is None:
        raise MissingForExportError(
            "export CDA impossible : l'établissement manque", hint="le donner une fois pour toutes : lls configurer"
        )
    return lettre.etablissement


def _signatory(lettre: Lettre) -> Praticien:
    """Give who answers for the letter.

    Raises:
        MissingForExportError: nobody, or somebody without RPPS number.
    """
    if lettre.signataire is None or lettre.signataire.rpps is None:
        missing = "le signataire" if lettre.signataire is None else "le numéro RPPS du signataire"
        raise MissingForExportError(
            f"export CDA impossible : {missing} manque", hint="le compléter dans la lettre, puis recommencer"
        )
    return lettre.signataire


def _authors(lettre: Lettre, head: Head, house: Etablissement) -> Iterator[Element]:
    """Give who wrote the letter: the writer, or the signatory when the writer has no number (the model demands it)."""
    writer = lettre.redacteur
    person = writer if writer is not None and writer.nom and writer.rpps else _signatory(lettre)
    yield node(
        "author",
        None,
        node("time", {"value": timestamp(head.moment)}),
        node(
            "assignedAuthor",
            {"classCode": "ASSIGNED"},
            people.professional_id(person),
            people.speciality(person),
            people.address(person.adresse),
            *people.telecoms(person.telephone, person.mssante),
            node("assignedPerson", None, people.person_name(person, "du rédacteur")),
            people.organisation("representedOrganization", house),
        ),
    )


def _recipients(lettre: Lettre) -> Iterator[Element]:
    """Give to whom the letter goes; the patient and a médecin traitant whom the patient refuses are no recipients."""
    for one in lettre.destinataires:
        if one.role in _NOT_IN_THE_HEADER or (one.contenu is not None and one.contenu != "lettre"):
            continue
        if one.role is RoleDestinataire.MEDECIN_TRAITANT and not _may_reach_doctor(lettre):
            continue
        made = _recipient(one, lettre)
        if made is not None:
            yield node("informationRecipient", None, made)


def _recipient(one: Destinataire, lettre: Lettre) -> Element | None:
    """Make one recipient: as the letter names the person elsewhere, else by the text that it has; None when unnamed."""
    known = _known(one, lettre)
    mark = None
    if known is not None and known.nom:
        name = people.person_name(known, "d'un destinataire")
        mark = people.professional_id(known) if known.rpps else None
        contact = tuple(people.telecoms(known.telephone or one.telephone, known.mssante or one.mssante))
    elif one.nom:
        name = people.whole_name(one.nom)
        contact = tuple(people.telecoms(one.telephone, one.mssante))
    elif one.structure:
        name, contact = None, tuple(people.telecoms(one.telephone, one.mssante))
    else:
        return None
    return node(
        "intendedRecipient",
        None,
        mark,
        people.address(one.adresse),
        *contact,
        node("informationRecipient", None, name) if name is not None else None,
        node("receivedOrganization", None, node("name", None, one.structure)) if one.structure else None,
    )


def _known(one: Destinataire, lettre: Lettre) -> Praticien | None:
    """Give the person whom a recipient's role names, when it has no name of its own."""
    if one.nom:
        return None
    if one.role is RoleDestinataire.MEDECIN_TRAITANT:
        return lettre.medecin_traitant
    if one.role is RoleDestinataire.PRATICIEN_ADRESSEUR:
        return _referrer(lettre)
    return None


def _signatures(lettre: Lettre, head: Head, house: Etablissement) -> Iterator[Element]:
    """Give who answers for the letter, then those who sign it too and have an RPPS number (the model demands it)."""
    signatory = _signatory(lettre)
    yield node(
        "legalAuthenticator",
        None,
        *_signature(head.moment),
        _assigned(signatory, "du signataire", people.organisation("representedOrganization", house, sector=True)),
    )
    for other in lettre.cosignataires:
        if other.nom and other.rpps:
            yield node("authenticator", None, *_signature(head.moment), _assigned(other, "d'un cosignataire"))


def _signature(moment: dt.datetime) -> tuple[Element, Element]:
    """Give when somebody signed, and that they did."""
    return node("time", {"value": timestamp(moment)}), node("signatureCode", {"code": "S"})


def _assigned(person: Praticien, what: str, house: Element | None = None) -> Element:
    """Make the entity of a professional who acts."""
    return node(
        "assignedEntity",
        None,
        people.professional_id(person),
        people.speciality(person),
        people.address(person.adresse),
        *people.telecoms(person.telephone, person.mssante),
        node("assignedPerson", None, people.person_name(person, what)),
        house,
    )


def _participants(lettre: Lettre) -> Iterator[Element]:
    """Give the médecin traitant, then the referrer when it is somebody else."""
    doctor = lettre.medecin_traitant
    if doctor is not None and doctor.nom and doctor.aucun is None and _may_reach_doctor(lettre):
        yield _participant("INF", doctor, "du médecin traitant", entry("fonction_participant", "PCP"))
    referrer = value_of(lettre.praticien_adresseur)
    if isinstance(referrer, Praticien) and referrer.nom:
        yield _participant("REFB", referrer, "de l'adresseur", None)


def _participant(kind: str, person: Praticien, what: str, function: Code | None) -> Element:
    """Make one professional who took part before the stay."""
    return node(
        "participant",
        {"typeCode": kind},
        coded("functionCode", function) if function is not None else None,
        null("time", NOT_APPLICABLE),
        node(
            "associatedEntity",
            {"classCode": "PROV"},
            people.professional_id(person) if person.rpps else None,
            people.speciality(person),
            people.address(person.adresse),
            *people.telecoms(person.telephone, person.mssante),
            node("associatedPerson", None, people.person_name(person, what)),
        ),
    )


def _referrer(lettre: Lettre) -> Praticien | None:
    """Give the referrer: a person, or the médecin traitant when the letter says so."""
    answer = value_of(lettre.praticien_adresseur)
    if answer is RenvoiMedecinTraitant.MEDECIN_TRAITANT:
        return lettre.medecin_traitant
    return answer if isinstance(answer, Praticien) else None


def _may_reach_doctor(lettre: Lettre) -> bool:
    """Tell whether the médecin traitant may be named as a recipient: not refused, and the identity not secret."""
    refusal = (lettre.oppositions or Oppositions()).medecin_traitant
    refused = refusal is not None and refusal.opposition is True
    return not refused and not has_situation(lettre, Situation.SECRET_IDENTITE)


def _stay(lettre: Lettre, head: Head, house: Etablissement) -> Element:
    """Give the stay as the act that the letter documents, with who was in charge."""
    person = lettre.medecin_responsable
    if person is None or not person.nom:
        person = _signatory(lettre)
    return node(
        "documentationOf",
        None,
        node(
            "serviceEvent",
            None,
            code_of("IMP", "Hospitalisation (établissement, y compris HAD)", oids.ACT_CODE),
            stay_time(lettre, head),
            node(
                "performer",
                {"typeCode": "PRF"},
                _assigned(
                    person,
                    "du médecin qui a pris en charge le patient",
                    people.organisation("representedOrganization", house, sector=True),
                ),
            ),
        ),
    )


def _encounter(lettre: Lettre, head: Head, house: Etablissement) -> Element:
    """Give the stay as an encounter: its number, its dates, the kind of hospital.

    Raises:
        MissingForExportError: the kind of hospital is not one of the value set.
    """
    sector = found("secteur_activite", house.secteur, house.secteur)
    if sector is None:
        raise MissingForExportError(
            "export CDA impossible : le secteur d'activité de l'établissement manque ou n'est pas un code connu",
            hint="par exemple SA01, établissement public de santé ; le donner dans lls configurer",
        )
    sejour = lettre.sejour
    number = sejour.numero if sejour is not None and is_oid(house.oid) else None
    return node(
        "componentOf",
        None,
        node(
            "encompassingEncounter",
            None,
            node("id", {"root": house.oid or "", "extension": number}) if number else None,
            stay_time(lettre, head),
            node("location", None, node("healthCareFacility", None, coded("code", sector))),
        ),
    )


def stay_time(lettre: Lettre, head: Head) -> Element:
    """Make the interval of the stay: days, or hours when both are known.

    Without both hours the end of a stay of one day is left unknown: two equal bounds are refused by the official
    checks, and an hour is never invented.

    Raises:
        MissingForExportError: the day of admission or of discharge is absent.
    """
    sejour = lettre.sejour
    if sejour is None or sejour.date_entree is None or sejour.date_sortie is None:
        missing = "d'entrée" if sejour is None or sejour.date_entree is None else "de sortie"
        raise MissingForExportError(
            f"export CDA impossible : la date {missing} manque", hint="la compléter dans la lettre, puis recommencer"
        )
    zone = head.moment.tzinfo
    both = sejour.heure_entree is not None and sejour.heure_sortie is not None
    low = when(sejour.date_entree, sejour.heure_entree if both else None, zone)
    high = when(sejour.date_sortie, sejour.heure_sortie if both else None, zone)
    end = node("high", {"value": high}) if low != high else null("high", UNKNOWN)
    return node("effectiveTime", None, node("low", {"value": low}), end)
