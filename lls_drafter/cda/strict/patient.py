"""The patient: identifiers, INS matricule, traits of identity."""

import re
from collections.abc import Iterator
from typing import Final

from lls_drafter.cda.strict.coded import outside
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.times import time_of
from lls_drafter.cda.strict.tree import Document, find, find_all, has_words
from lls_drafter.cda.xml import HL7, Element
from lls_drafter.letter.identifiants import (
    NatureIns,
    ins_consistency,
    ins_key_ok,
    ins_shape_error,
    ins_trait_error,
)

PATIENT: Final = Table("Patient")
_ARC: Final = "1.2.250.1.213.1.4."
_SOCIAL_SECURITY: Final = frozenset({f"{_ARC}13", f"{_ARC}14"})
"""The same numbers used as social security numbers: not an INS."""
_INS: Final = frozenset(one.value for one in NatureIns)
_REAL: Final = frozenset(one.value for one in NatureIns if one.is_real)
_COG: Final = re.compile("[0-9]{5}|2[AB][0-9]{3}")
_QUALIFIERS: Final = frozenset({"BR", "CL"})


def _role(document: Document) -> Element | None:
    """Give the patient's role."""
    return find(document.root, "recordTarget/patientRole")


def _ids(document: Document, roots: frozenset[str]) -> list[Element]:
    """Give the patient's identifiers of these authorities."""
    return [one for one in find_all(document.root, "recordTarget/patientRole/id") if one.get("root") in roots]


def _names(document: Document, tag: str, qualifier: str | None) -> list[Element]:
    """Give the parts of the patient's name that have a qualifier (None: that have none)."""
    parts = find_all(document.root, f"recordTarget/patientRole/patient/name/{tag}")
    return [one for one in parts if one.get("qualifier") == qualifier]


@PATIENT.error(
    "CDA-PATIENT-UN", "le document est d'un patient et d'un seul", "écrire un seul recordTarget", Source.EXEMPLE
)
def one_patient(document: Document) -> Iterator[Fault]:
    """Count the patients."""
    if len(find_all(document.root, "recordTarget")) != 1 or _role(document) is None:
        yield Fault(document.root, "le document n'a pas un patient et un seul")


@PATIENT.error(
    "CDA-PATIENT-IDENTIFIANT",
    "le patient a au moins un identifiant, avec son autorité et sa valeur",
    "donner l'INS d'une identité qualifiée, ou l'IPP avec l'OID de l'établissement",
    Source.CONTROLE,
)
def patient_id(document: Document) -> Iterator[Fault]:
    """Look at the patient's identifiers."""
    role = _role(document)
    if role is None:
        return
    ids = find_all(role, "id")
    if not ids:
        yield Fault(role, "le patient n'a aucun identifiant")
    for one in ids:
        if not one.get("root") or not (one.get("extension") or "").strip():
            yield Fault(one, "un identifiant du patient n'a pas d'autorité ou pas de valeur")


@PATIENT.error(
    "CDA-PATIENT-INS-FORME",
    "un matricule INS compte 15 caractères : des chiffres, 2A et 2B mis à part",
    "reprendre le matricule depuis le téléservice INSi, clé comprise",
    Source.PUBLIQUE,
)
def ins_shape(document: Document) -> Iterator[Fault]:
    """Look at the form of matricules."""
    for one in _ids(document, _INS | _SOCIAL_SECURITY):
        if ins_shape_error(one.get("extension") or "") is not None:
            yield Fault(one, "le matricule n'a pas la forme attendue (15 caractères, clé comprise)")


@PATIENT.error(
    "CDA-PATIENT-INS-CLE",
    "la clé du matricule INS est juste",
    "reprendre le matricule depuis le téléservice INSi : un caractère est faux",
    Source.PUBLIQUE,
)
def ins_key(document: Document) -> Iterator[Fault]:
    """Look at the key of matricules of the right form."""
    for one in _ids(document, _INS | _SOCIAL_SECURITY):
        matricule = one.get("extension") or ""
        if ins_shape_error(matricule) is None and not ins_key_ok(matricule):
            yield Fault(one, "la clé du matricule est fausse")


@PATIENT.error(
    "CDA-PATIENT-INS-AUTORITE",
    "un matricule est sous un OID d'INS connu (NIR, NIA, test, démonstration)",
    "écrire l'OID donné avec le matricule par le téléservice INSi",
    Source.PUBLIQUE,
)
def ins_authority(document: Document) -> Iterator[Fault]:
    """Look for a matricule under another authority, and for an authority of the INS's arc that is none."""
    for one in find_all(document.root, "recordTarget/patientRole/id"):
        root = one.get("root") or ""
        if root in _INS | _SOCIAL_SECURITY:
            continue
        if root.startswith(_ARC):
            yield Fault(one, "l'OID de l'identifiant n'est pas l'un de ceux de l'INS")
        elif ins_key_ok(one.get("extension") or ""):
            yield Fault(
                one, "un identifiant qui a la forme et la clé d'un matricule est sous un OID qui n'est pas l'INS"
            )


@PATIENT.error(
    "CDA-PATIENT-INS-UNIQUE",
    "le patient a une INS au plus ; test et production ne se mêlent jamais",
    "garder la seule INS de l'identité qualifiée",
    Source.LOGIQUE,
)
def one_ins(document: Document) -> Iterator[Fault]:
    """Count the matricules, and look for test ones beside real ones anywhere in the document."""
    known = _ids(document, _INS)
    if len(known) > 1:
        yield Fault(known[1], "le patient a plusieurs INS")
    everywhere = [one for one in document.root.iter(f"{{{HL7}}}id") if one.get("root") in _INS]
    if len({one.get("root") in _REAL for one in everywhere}) > 1:
        other = next(
            one for one in everywhere if (one.get("root") in _REAL) is not (everywhere[0].get("root") in _REAL)
        )
        yield Fault(other, "une INS de test et une INS réelle sont dans le même document")


@PATIENT.error(
    "CDA-PATIENT-NOM",
    "le patient a son nom de naissance, ses prénoms de naissance et le premier d'entre eux, chacun marqué",
    "écrire family BR, given sans marque (tous les prénoms), given BR (le premier) ; CL pour les noms utilisés",
    Source.CONTROLE,
)
def names(document: Document) -> Iterator[Fault]:
    """Look at the parts of the patient's name."""
    role = _role(document)
    if role is None:
        return
    at = find(role, "patient/name")
    wanted: list[tuple[str, str | None, str]] = [("family", "BR", "le nom de naissance")]
    if _ids(document, _INS):
        wanted += [("given", None, "la liste des prénoms"), ("given", "BR", "le premier prénom")]
    for tag, qualifier, what in wanted:
        if not any(has_words(one) for one in _names(document, tag, qualifier)):
            yield Fault(role if at is None else at, f"{what} du patient manque")
    for part in find_all(role, "patient/name/*"):
        if part.get("qualifier") is not None and part.get("qualifier") not in _QUALIFIERS:
            yield Fault(part, "une partie du nom a une marque que le modèle n'admet pas (BR et CL seulement)")


@PATIENT.warning(
    "CDA-PATIENT-TRAITS",
    "avec une INS, les traits de naissance sont en majuscules sans accent, et le premier prénom commence la liste",
    "reprendre les traits tels que le téléservice INSi les donne",
    Source.PUBLIQUE,
)
def traits(document: Document) -> Iterator[Fault]:
    """Look at the form of the names of birth."""
    if not _ids(document, _INS):
        return
    all_given, first = _names(document, "given", None), _names(document, "given", "BR")
    for part in (*_names(document, "family", "BR"), *all_given, *first):
        if ins_trait_error((part.text or "").strip()) is not None:
            yield Fault(part, "un trait d'identité n'a pas la forme de l'INS (majuscules sans accent)")
    if len(all_given) == 1 and len(first) == 1 and has_words(first[0]):
        whole, begin = (all_given[0].text or "").strip(), (first[0].text or "").strip()
        if whole != begin and not whole.startswith((f"{begin} ", f"{begin},")):
            yield Fault(first[0], "le premier prénom n'est pas le début de la liste des prénoms")


@PATIENT.error(
    "CDA-PATIENT-SEXE",
    "le sexe est M, F ou UN de son système",
    "écrire administrativeGenderCode M, F ou UN (2.16.840.1.113883.5.1)",
    Source.CONTROLE,
)
def gender(document: Document) -> Iterator[Fault]:
    """Look at the sex."""
    role = _role(document)
    if role is None:
        return
    code = find(role, "patient/administrativeGenderCode")
    if code is None or code.get("code") is None:
        yield Fault(role if code is None else code, "le sexe du patient manque")
        return
    yield from outside(code, "sexe_administratif", "sexe")


@PATIENT.error(
    "CDA-PATIENT-NAISSANCE",
    "la date de naissance est un jour qui existe ; avec une INS, un jour entier",
    "écrire birthTime sous la forme AAAAMMJJ",
    Source.CONTROLE,
)
def birth(document: Document) -> Iterator[Fault]:
    """Look at the day of birth."""
    role = _role(document)
    if role is None:
        return
    element = find(role, "patient/birthTime")
    moment = time_of(element)
    at = role if element is None else element
    if moment is None:
        yield Fault(at, "la date de naissance manque ou n'existe pas")
    elif not moment.has_day and _ids(document, _INS):
        yield Fault(at, "avec une INS, la date de naissance est un jour entier")


@PATIENT.error(
    "CDA-PATIENT-LIEU",
    "avec une INS, le lieu de naissance est un code COG de 5 caractères",
    "écrire le code du lieu dans birthplace/place/addr/county",
    Source.PUBLIQUE,
)
def birthplace(document: Document) -> Iterator[Fault]:
    """Look at the code of the place of birth."""
    role = _role(document)
    if role is None:
        return
    county = find(role, "patient/birthplace/place/addr/county")
    text = (county.text or "").strip() if county is not None else ""
    if text and not _COG.fullmatch(text):
        yield Fault(role if county is None else county, "le code du lieu de naissance n'a pas la forme du COG")
    elif not text and _ids(document, _INS):
        yield Fault(role, "le code du lieu de naissance manque")


@PATIENT.warning(
    "CDA-PATIENT-INS-TRAITS",
    "le matricule va avec le sexe, la date et le lieu de naissance",
    "vérifier l'identité auprès du téléservice INSi",
    Source.PUBLIQUE,
)
def ins_and_traits(document: Document) -> Iterator[Fault]:
    """Compare the matricule with the other traits."""
    role = _role(document)
    if role is None:
        return
    sex = find(role, "patient/administrativeGenderCode")
    born = time_of(find(role, "patient/birthTime"))
    county = find(role, "patient/birthplace/place/addr/county")
    place = (county.text or "").strip() if county is not None else ""
    for one in _ids(document, _INS):
        for remark in ins_consistency(
            one.get("extension") or "",
            sex.get("code") if sex is not None else None,
            born.first.date() if born is not None and born.has_day else None,
            place if _COG.fullmatch(place) else None,
        ):
            yield Fault(one, remark.removesuffix("."))
