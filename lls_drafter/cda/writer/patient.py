"""The patient of the header: identifiers, names, birth; and the persons that the patient designated.

The INS matricule leaves with a qualified identity only, and a real one never beside a fictive letter (nor a test one in
a real letter): the two worlds do not mix.
"""

from collections.abc import Iterator

from lls_drafter.cda.writer import people
from lls_drafter.cda.writer.writing import coded, entry, found
from lls_drafter.cda.xml import Element, node
from lls_drafter.codes.value_sets import Code
from lls_drafter.document.withheld import shows_ins
from lls_drafter.errors import MissingForExportError
from lls_drafter.letter.identifiants import NatureIns, is_oid, normalize_matricule
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import Etablissement, Lieu, Patient, Sexe
from lls_drafter.letter.reponse import value_of

_GENDERS = {Sexe.F: "F", Sexe.M: "M", Sexe.I: "UN"}


def record_target(lettre: Lettre, house: Etablissement) -> Element:
    """Make `recordTarget`.

    Raises:
        MissingForExportError: an identity trait or every identifier is missing, or test and real identities mix.
    """
    known = lettre.patient or Patient()
    return node(
        "recordTarget",
        None,
        node(
            "patientRole",
            None,
            *_ids(lettre, known, house),
            people.address(known.adresse, use="H"),
            *people.telecoms(known.telephone, use="H"),
            _patient(lettre, known),
        ),
    )


def informants(lettre: Lettre) -> Iterator[Element]:
    """Make `informant` of the person of trust, when one is designated and named."""
    trusted = value_of(lettre.patient.personne_confiance) if lettre.patient is not None else None
    if trusted is None or not trusted.nom:
        return
    link = found("relation_patient", None, trusted.lien)
    yield node(
        "informant",
        None,
        node(
            "relatedEntity",
            {"classCode": "NOK"},
            coded("code", link) if link is not None else None,
            *people.telecoms(trusted.telephone, use="H"),
            node("relatedPerson", None, people.whole_name(trusted.nom)),
        ),
    )


def _ids(lettre: Lettre, known: Patient, house: Etablissement) -> list[Element]:
    """Give the identifiers: the matricule when it may leave, then the hospital's number.

    Raises:
        MissingForExportError: none of the two can be given, or the matricule's nature does not go with the letter.
    """
    made = []
    ins = known.ins
    if ins is not None and ins.matricule and shows_ins(lettre):
        made.append(node("id", {"extension": normalize_matricule(ins.matricule), "root": _nature(lettre, ins.oid)}))
    if known.ipp and house.oid and is_oid(house.oid):
        made.append(node("id", {"extension": known.ipp, "root": house.oid}))
    if not made:
        raise MissingForExportError(
            "export CDA impossible : aucun identifiant du patient ne peut être donné",
            hint="il faut une identité INS qualifiée, ou l'IPP et l'OID de l'établissement (lls configurer)",
        )
    return made


def _nature(lettre: Lettre, oid: str | None) -> str:
    """Give the OID of the matricule.

    Raises:
        MissingForExportError: no such nature, or a real one in a fictive letter, or a test one in a real letter.
    """
    if oid not in set(NatureIns):
        raise MissingForExportError(
            "export CDA impossible : l'OID du matricule INS manque ou n'est pas connu",
            hint="relire l'identité depuis le datamatrix INS ou l'import",
        )
    nature = NatureIns(oid)
    if nature.is_real is lettre.fictive:
        said = "réel dans une lettre fictive" if lettre.fictive else "de test dans une lettre réelle"
        raise MissingForExportError(
            f"export CDA refusé : matricule INS {said}",
            hint="les unes et les autres ne se mêlent jamais : voir l'OID du matricule et la clé « fictive »",
        )
    return nature.value


def _patient(lettre: Lettre, known: Patient) -> Element:
    """Make `patient`: names, sex, birth, representative."""
    return node(
        "patient",
        {"classCode": "PSN"},
        _name(known),
        coded("administrativeGenderCode", _gender(known)),
        _birth(known),
        _guardian(lettre),
        _birthplace(lettre, known),
    )


def _missing(what: str) -> MissingForExportError:
    """Make the error of a trait that is not there."""
    return MissingForExportError(
        f"export CDA impossible : {what} du patient manque",
        hint="compléter l'identité dans la lettre, puis recommencer",
    )


def _name(known: Patient) -> Element:
    """Make the names: of birth, all given names, the first one, then the names in use."""
    if not known.nom_naissance:
        raise _missing("le nom de naissance")
    if not known.prenoms_naissance:
        raise _missing("le prénom de naissance")
    used = node("family", {"qualifier": "CL"}, known.nom_utilise) if known.nom_utilise else None
    used_first = node("given", {"qualifier": "CL"}, known.prenom_utilise) if known.prenom_utilise else None
    return node(
        "name",
        None,
        node("family", {"qualifier": "BR"}, known.nom_naissance),
        node("given", None, " ".join(known.prenoms_naissance)),
        node("given", {"qualifier": "BR"}, known.prenoms_naissance[0]),
        used,
        used_first,
    )


def _gender(known: Patient) -> Code:
    """Give the code of the sex."""
    if known.sexe is None:
        raise _missing("le sexe")
    return entry("sexe_administratif", _GENDERS[known.sexe])


def _birth(known: Patient) -> Element:
    """Make the day of birth."""
    if known.date_naissance is None:
        raise _missing("la date de naissance")
    return node("birthTime", {"value": f"{known.date_naissance:%Y%m%d}"})


def _guardian(lettre: Lettre) -> Element | None:
    """Make the legal representative, when the letter names one."""
    measure = lettre.sejour.protection_juridique if lettre.sejour is not None else None
    if measure is None or not measure.representant:
        return None
    return node(
        "guardian",
        None,
        *people.telecoms(measure.telephone, use="H"),
        node("guardianPerson", None, people.whole_name(measure.representant)),
    )


def _birthplace(lettre: Lettre, known: Patient) -> Element | None:
    """Make the place of birth, which an identity with a matricule must have.

    Raises:
        MissingForExportError: the matricule leaves and the code of the place is absent.
    """
    place = known.lieu_naissance or Lieu()
    code, label = place.code or None, place.libelle or None
    if code is None and known.ins is not None and known.ins.matricule and shows_ins(lettre):
        raise _missing("le code du lieu de naissance")
    if code is None and label is None:
        return None
    county = node("county", None, code) if code else None
    city = node("city", None, label) if label else None
    return node("birthplace", None, node("place", None, node("addr", None, county, city)))
