"""Persons and organisations: national identifiers, names, roles."""

import re
from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.strict.coded import other_than, outside
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.tree import Document, elements, find, find_all, has_words, is_null, local
from lls_drafter.cda.xml import HL7
from lls_drafter.codes.value_sets import value_set

PEOPLE: Final = Table("Personnes et établissements")
_NATIONAL_ARC: Final = "1.2.250.1.71.4.2."
_ORGANISM: Final = "1.2.250.1.213.4.1"
_PERSON: Final = re.compile(r"8[0-9]{11}|0[0-9][0-9AB][0-9]{7}|[134569].{3,60}")
_STRUCTURE: Final = re.compile(r"1(?:[0-9]{9}|2[AB][0-9]{7})|2[0-9]{9}|3[0-9]{14}|[04].{3,60}")
_RPPS: Final = re.compile("8?[0-9]{11}")
_BARE_RPPS: Final = re.compile("10[0-9]{9}")
_FINESS: Final = re.compile("1(?:[0-9]{9}|2[AB][0-9]{7})")
_NO_TELECOM: Final = frozenset({"UNK", "NASK", "ASKU", "NAV", "MSK"})
_TELECOM: Final = re.compile(r"(?:tel|fax|mailto|http|ftp|mllp):\S.*")
_PERSON_PLACES: Final = (
    "author/assignedAuthor",
    "legalAuthenticator/assignedEntity",
    "authenticator/assignedEntity",
    "documentationOf/serviceEvent/performer/assignedEntity",
    "informationRecipient/intendedRecipient",
    "participant/associatedEntity",
)
_MAYBE_ORGANISATIONS: Final = frozenset(_PERSON_PLACES[4:])
_ORGANISATIONS: Final = frozenset(
    {
        "representedOrganization",
        "representedCustodianOrganization",
        "receivedOrganization",
        "scopingOrganization",
        "serviceProviderOrganization",
    }
)


@PEOPLE.error(
    "CDA-PERSONNE-IDENTIFIANT",
    "un identifiant national de professionnel a sa forme : 8 et le RPPS (11 chiffres), 0 et l'ADELI (9)…",
    "écrire 8 suivi des 11 chiffres du RPPS",
    Source.PUBLIQUE,
)
def professional_ids(document: Document) -> Iterator[Fault]:
    """Look at the form of the identifiers of professionals, everywhere."""
    for one in elements(document.root):
        if one.get("root") != oids.PROFESSIONNEL or local(one) != "id" or is_null(one):
            continue
        if not _PERSON.fullmatch(one.get("extension") or ""):
            yield Fault(one, "l'identifiant national du professionnel n'a pas la forme attendue (8 et 11 chiffres)")


@PEOPLE.warning(
    "CDA-PERSONNE-RPPS-NU",
    "un RPPS est précédé de 8",
    "écrire 8 devant les 11 chiffres",
    Source.PUBLIQUE,
)
def bare_rpps(document: Document) -> Iterator[Fault]:
    """Look for RPPS numbers without the `8` that says what they are."""
    for one in document.root.iter(f"{{{HL7}}}id"):
        if one.get("root") == oids.PROFESSIONNEL and _BARE_RPPS.fullmatch(one.get("extension") or ""):
            yield Fault(one, "l'identifiant a la forme d'un RPPS sans le 8 qui le précède")


@PEOPLE.error(
    "CDA-PERSONNE-AUTORITE",
    "un RPPS est sous l'OID des professionnels, 1.2.250.1.71.4.2.1",
    "écrire root 1.2.250.1.71.4.2.1",
    Source.PUBLIQUE,
)
def professional_authority(document: Document) -> Iterator[Fault]:
    """Look for an RPPS number under another authority, in the header's persons."""
    for path in _PERSON_PLACES:
        allowed = {oids.PROFESSIONNEL, oids.STRUCTURE} if path in _MAYBE_ORGANISATIONS else {oids.PROFESSIONNEL}
        for one in find_all(document.root, f"{path}/id"):
            root = one.get("root") or ""
            if root in allowed or is_null(one):
                continue
            if root.startswith(_NATIONAL_ARC) or _RPPS.fullmatch(one.get("extension") or ""):
                yield Fault(one, "un identifiant de professionnel est sous un OID qui n'est pas le sien")


@PEOPLE.warning(
    "CDA-PERSONNE-NATIONALE",
    "l'auteur et le signataire ont un identifiant national",
    "donner le RPPS de la personne",
    Source.EXEMPLE,
)
def national_ids(document: Document) -> Iterator[Fault]:
    """Look for the national identifier of those who write and sign."""
    for path in _PERSON_PLACES[:3]:
        for person in find_all(document.root, path):
            if find(person, "assignedAuthoringDevice") is not None:
                continue
            if all(one.get("root") != oids.PROFESSIONNEL for one in find_all(person, "id")):
                yield Fault(person, "la personne n'a pas d'identifiant national")


@PEOPLE.error(
    "CDA-STRUCTURE-IDENTIFIANT",
    "un identifiant national d'établissement a sa forme : 1 et le FINESS (9), 2 et le SIREN (9), 3 et le SIRET (14)…",
    "écrire 1 suivi des 9 caractères du FINESS",
    Source.PUBLIQUE,
)
def structure_ids(document: Document) -> Iterator[Fault]:
    """Look at the form of the identifiers of organisations, everywhere."""
    for one in elements(document.root):
        if one.get("root") != oids.STRUCTURE or local(one) != "id" or is_null(one):
            continue
        if not _STRUCTURE.fullmatch(one.get("extension") or ""):
            yield Fault(one, "l'identifiant national de l'établissement n'a pas la forme attendue")


@PEOPLE.error(
    "CDA-STRUCTURE-AUTORITE",
    "un FINESS est sous l'OID des structures, 1.2.250.1.71.4.2.2",
    "écrire root 1.2.250.1.71.4.2.2",
    Source.PUBLIQUE,
)
def structure_authority(document: Document) -> Iterator[Fault]:
    """Look for a FINESS number under another authority."""
    for place in elements(document.root):
        if local(place) not in _ORGANISATIONS:
            continue
        for one in find_all(place, "id"):
            root = one.get("root") or ""
            if root in {oids.STRUCTURE, _ORGANISM} or is_null(one):
                continue
            if root.startswith(_NATIONAL_ARC) or _FINESS.fullmatch(one.get("extension") or ""):
                yield Fault(one, "un identifiant d'établissement est sous un OID qui n'est pas le sien")


@PEOPLE.error(
    "CDA-AUTEUR",
    "le document a un auteur, identifié, avec la date et son nom",
    "écrire author avec time, assignedAuthor/id et le nom de la personne (ou le logiciel)",
    Source.CONTROLE,
)
def authors(document: Document) -> Iterator[Fault]:
    """Look at the authors."""
    known = find_all(document.root, "author")
    if not known:
        yield Fault(document.root, "l'auteur manque")
    for one in known:
        if find(one, "time") is None:
            yield Fault(one, "la date de l'auteur manque")
        if find(one, "assignedAuthor/id") is None:
            yield Fault(one, "l'identifiant de l'auteur manque")
        person, device = find(one, "assignedAuthor/assignedPerson"), find(one, "assignedAuthor/assignedAuthoringDevice")
        if device is None and (person is None or not has_words(find(person, "name/family"))):
            yield Fault(one, "le nom de l'auteur manque")


@PEOPLE.error(
    "CDA-SIGNATAIRE",
    "le document a un responsable et un seul, identifié et nommé, avec la date et le code de signature S",
    "écrire legalAuthenticator avec time, signatureCode S, assignedEntity/id et le nom",
    Source.CONTROLE,
)
def signatory(document: Document) -> Iterator[Fault]:
    """Look at who answers for the document."""
    known = find_all(document.root, "legalAuthenticator")
    if len(known) != 1:
        yield Fault(document.root, "le document n'a pas un responsable et un seul")
    for one in known:
        if find(one, "time") is None:
            yield Fault(one, "la date de signature manque")
        code = find(one, "signatureCode")
        if code is None or code.get("code") != "S":
            yield Fault(one if code is None else code, "le code de signature n'est pas S")
        if find(one, "assignedEntity/id") is None:
            yield Fault(one, "l'identifiant du responsable manque")
        if not has_words(find(one, "assignedEntity/assignedPerson/name/family")):
            yield Fault(one, "le nom du responsable manque")


@PEOPLE.error(
    "CDA-CONSERVATEUR",
    "l'établissement qui conserve le document est identifié par un identifiant national",
    "écrire custodian avec le FINESS (1.2.250.1.71.4.2.2)",
    Source.CONTROLE,
)
def custodian(document: Document) -> Iterator[Fault]:
    """Look at who keeps the document."""
    path = "custodian/assignedCustodian/representedCustodianOrganization"
    house = find(document.root, path)
    if house is None:
        yield Fault(document.root, "l'établissement qui conserve le document manque")
        return
    ids = find_all(house, "id")
    if not any(one.get("root") in {oids.STRUCTURE, _ORGANISM} and one.get("extension") for one in ids):
        yield Fault(house, "l'établissement qui conserve le document n'a pas d'identifiant national")


@PEOPLE.error(
    "CDA-DESTINATAIRE",
    "un destinataire nommé a un nom de famille",
    "écrire le nom du destinataire dans family",
    Source.CONTROLE,
)
def recipients(document: Document) -> Iterator[Fault]:
    """Look at the names of the addressees."""
    for one in find_all(document.root, "informationRecipient/intendedRecipient/informationRecipient/name"):
        if not is_null(one) and not has_words(find(one, "family")):
            yield Fault(one, "le nom du destinataire manque")


@PEOPLE.error(
    "CDA-PROCHE",
    "un proche a son nom, et un lien du jeu de valeurs quand il en a un",
    "écrire le lien par un code du jeu « relation avec le patient », et le nom",
    Source.CONTROLE,
)
def relatives(document: Document) -> Iterator[Fault]:
    """Look at the informants who are relatives."""
    for one in find_all(document.root, "informant/relatedEntity"):
        yield from outside(find(one, "code"), "relation_patient", "lien avec le patient")
        if not has_words(find(one, "relatedPerson/name/family")):
            yield Fault(one, "le nom du proche manque")


@PEOPLE.error(
    "CDA-MEDECIN-TRAITANT",
    "la fonction d'un participant est du jeu de valeurs et de son système",
    "écrire functionCode PCP (2.16.840.1.113883.5.88) pour le médecin traitant",
    Source.CONTROLE,
)
def functions(document: Document) -> Iterator[Fault]:
    """Look at the functions of participants."""
    for one in find_all(document.root, "participant/functionCode"):
        if one.get("code") == "PCP":
            yield from other_than(one, "PCP", oids.FONCTION, "fonction")
        else:
            yield from outside(one, "fonction_participant", "fonction")


@PEOPLE.error(
    "CDA-PERSONNE-SPECIALITE",
    "la profession d'un professionnel est du jeu de valeurs et de son système",
    "écrire un code du jeu 461 (1.2.250.1.213.1.1.4.5), ou retirer code",
    Source.CONTROLE,
)
def specialities(document: Document) -> Iterator[Fault]:
    """Look at the professions of the header's persons."""
    for path in _PERSON_PLACES:
        for one in find_all(document.root, f"{path}/code"):
            yield from outside(one, "specialite", "profession ou spécialité")


@PEOPLE.error(
    "CDA-PERSONNE-CIVILITE",
    "la civilité et le titre sont des codes (M, MME ; DR, PR…)",
    "écrire M ou MME dans prefix, DR ou PR dans suffix",
    Source.CONTROLE,
)
def titles(document: Document) -> Iterator[Fault]:
    """Look at the civilities and titles, everywhere."""
    for tag, name in (("prefix", "civilite"), ("suffix", "titre_professionnel")):
        for one in document.root.iter(f"{{{HL7}}}{tag}"):
            if is_null(one):
                continue
            text = (one.text or "").strip()
            if value_set(name).by_code(text) is None:
                yield Fault(one, f"{tag} : ce n'est pas un code du jeu de valeurs")


@PEOPLE.error(
    "CDA-TELECOM",
    "une coordonnée commence par tel:, fax:, mailto:, http:, ftp: ou mllp:, ou dit pourquoi elle manque",
    "écrire le préfixe, ou nullFlavor UNK, NASK, ASKU, NAV ou MSK",
    Source.CONTROLE,
)
def telecoms(document: Document) -> Iterator[Fault]:
    """Look at the telephone numbers and addresses, everywhere."""
    for one in document.root.iter(f"{{{HL7}}}telecom"):
        if is_null(one):
            if one.get("nullFlavor") not in _NO_TELECOM:
                yield Fault(one, "une coordonnée absente l'est par UNK, NASK, ASKU, NAV ou MSK")
        elif not _TELECOM.fullmatch(one.get("value") or ""):
            yield Fault(one, "une coordonnée n'a pas son préfixe (tel:, mailto:…)")
