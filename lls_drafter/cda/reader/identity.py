"""The patient of the header: traits, identifiers, contacts.

The status of an INS identity is never taken from a document: an identity is qualified where the patient is, from the
teleservice and a paper of identity. Its number comes as `provisoire`, which never leaves the letter.
"""

import re

from lls_drafter.cda.reader.model import Nature
from lls_drafter.cda.reader.reading import Reading
from lls_drafter.cda.reader.values import (
    address_of,
    attribute,
    child,
    children,
    day_of,
    mail_of,
    name_part,
    telephone_of,
    text_of,
)
from lls_drafter.cda.xml import Element
from lls_drafter.letter.identifiants import NatureIns, ins_shape_error, ins_trait_error, normalize_ins_trait
from lls_drafter.letter.personnes import IdentiteIns, Lieu, Sexe, StatutIns

SECTION = "Identité du patient"
_SEXES = {"F": Sexe.F, "M": Sexe.M, "UN": Sexe.I, "U": Sexe.I}
_NOT_AN_IPP = frozenset({"1.2.250.1.213.1.4.13", "1.2.250.1.213.1.4.14", *NatureIns})


def read_identity(reading: Reading, role: Element | None) -> str | None:
    """Read `patientRole` into the letter; gives the OID under which the hospital numbers its patients.

    Returns:
        The root of the patient's number, None when the document gives none, or several.
    """
    person = child(role, "patient")
    name = child(person, "name")
    _names(reading, name)
    reading.put("patient.sexe", _SEXES.get(attribute(child(person, "administrativeGenderCode"), "code") or ""), SECTION)
    _birth(reading, person)
    reading.put("patient.adresse", address_of(role), SECTION)
    reading.put("patient.telephone", telephone_of(role), SECTION)
    if mail_of(role):
        reading.leave(SECTION, Nature.VALEUR, "adresse de messagerie du patient : la lettre n'a pas ce champ")
    _ins(reading, role)
    return _ipp(reading, role)


def _names(reading: Reading, name: Element | None) -> None:
    """Read the names: those of birth in the form of the INS traits, those in use as they are."""
    family = name_part(name, "family", qualifier="BR") or name_part(name, "family")
    every = name_part(name, "given")
    first = name_part(name, "given", qualifier="BR")
    reading.put("patient.nom_naissance", _trait(reading, family, "nom de naissance"), SECTION)
    given = _given_names(every, first)
    kept = tuple(filter(None, (_trait(reading, one, "prénom de naissance") for one in given)))
    reading.put("patient.prenoms_naissance", kept if len(kept) == len(given) else (), SECTION)
    used, used_first = name_part(name, "family", qualifier="CL"), name_part(name, "given", qualifier="CL")
    reading.put("patient.nom_utilise", used if used != family else None, SECTION)
    reading.put("patient.prenom_utilise", used_first if used_first != first else None, SECTION)


def _given_names(every: str | None, first: str | None) -> tuple[str, ...]:
    """Give the given names of birth, apart; a first one of two words stays whole when the document says it."""
    if not every:
        return (first,) if first else ()
    if first and (every == first or every.startswith(f"{first} ")):
        return (first, *every[len(first) :].split())
    return tuple(re.split(r"[ ,]+", every))


def _trait(reading: Reading, text: str | None, what: str) -> str | None:
    """Give a name in the form of the INS traits; one that has no such form is told."""
    if not text:
        return None
    proposed = normalize_ins_trait(text)
    if ins_trait_error(proposed) is None:
        return proposed
    reading.leave(SECTION, Nature.VALEUR, f"{what} : n'a pas la forme d'un trait INS, à saisir")
    return None


def _birth(reading: Reading, person: Element | None) -> None:
    """Read the day and the place of birth."""
    value = attribute(child(person, "birthTime"), "value")
    born = day_of(value)
    if value and born is None:
        reading.leave(SECTION, Nature.VALEUR, "date de naissance : incomplète ou impossible, à saisir")
    reading.put("patient.date_naissance", born, SECTION)
    addr = child(person, "birthplace", "place", "addr")
    code, label = text_of(child(addr, "county")), text_of(child(addr, "city")) or text_of(child(addr, "country"))
    known = code if re.fullmatch(r"[0-9][0-9AB][0-9]{3}", code) else ""
    if code and not known:
        reading.leave(SECTION, Nature.VALEUR, "code du lieu de naissance : n'est pas un code officiel géographique")
    if known or label:
        reading.put("patient.lieu_naissance", Lieu(code=known or None, libelle=label or None), SECTION)


def _ins(reading: Reading, role: Element | None) -> None:
    """Read the INS number; two of them are none."""
    natures = set(NatureIns)
    found = [one for one in children(role, "id") if one.get("root") in natures and attribute(one, "extension")]
    if len(found) > 1:
        reading.leave(SECTION, Nature.CONTRADICTION, "matricule INS : plusieurs dans le document, aucun n'est repris")
        return
    for one in found:
        number = attribute(one, "extension") or ""
        if ins_shape_error(number) is not None:
            reading.leave(SECTION, Nature.VALEUR, "matricule INS : n'en a pas la forme")
            return
        ins = IdentiteIns(matricule=number, oid=attribute(one, "root"), statut=StatutIns.PROVISOIRE)
        reading.put("patient.ins", ins, SECTION)


def _ipp(reading: Reading, role: Element | None) -> str | None:
    """Read the hospital's number of the patient, when there is one only."""
    found = [one for one in children(role, "id") if one.get("root") not in _NOT_AN_IPP and attribute(one, "extension")]
    if len(found) != 1:
        if found:
            reading.leave(SECTION, Nature.CONTRADICTION, "numéro du patient : plusieurs, aucun n'est repris")
        return None
    reading.put("patient.ipp", attribute(found[0], "extension"), SECTION)
    return attribute(found[0], "root")


def is_test_identity(reading: Reading) -> bool:
    """Tell whether the document's patient is one of test or demonstration, by the nature of the number."""
    ins = reading.lettre.patient.ins if reading.lettre.patient is not None else None
    return ins is not None and ins.oid in {NatureIns.TEST, NatureIns.DEMONSTRATION}
