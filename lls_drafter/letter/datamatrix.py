"""The INS datamatrix: what a hand scanner types, read into an identity, and an identity written as its payload.

Payload: `IS01` and 22 zeros, then blocks `S1` matricule (15 characters), `S2` OID (19 or 20), `S3` given names of birth
(<= 100), `S4` birth name (<= 100), `S5` sex (1), `S6` birth date `JJ-MM-AAAA`, `S7` birthplace code (5, optional).
A field of variable length that is shorter than its maximum and not the last ends with ASCII 29 (GS).

Source: ANS "INS - Format datamatrix" v2.2 (2023-09-26), read through two public implementations, not in the original.

Nothing is half read: a payload that is cut, has an unknown, repeated or misplaced block, or an impossible value is
refused whole, because a wrong identity is worse than one typed by hand.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lls_drafter.letter.identifiants import NatureIns, ins_shape_error, ins_trait_error

HEADER = "IS01" + "0" * 22
GROUP_SEPARATOR = "\x1d"
_LONGEST_NAME = 100
_LONGEST_OID = 20

# How scanners and terminals show ASCII 29; a scanner that drops it is understood too, as names hold no digit.
_SHOWN_SEPARATORS = re.compile(r"\^\]|\\x1[dD]|\\u001[dD]|<GS>|\{GS\}|\[GS\]|␝")
_SCANNER_PREFIX = "]d1"  # the AIM symbology identifier of a datamatrix, sent by scanners set up for it
_AZERTY_HEADER = re.compile("IS[à&]{2}")  # "IS01" typed by a QWERTY scanner on a French keyboard

_NAME = rf"[A-Z' -]{{1,{_LONGEST_NAME}}}"
_GS = f"{GROUP_SEPARATOR}?"
_PAYLOAD = re.compile(
    rf"S1(?P<matricule>[0-9AB]{{15}}){_GS}"
    rf"S2(?P<oid>[0-9.]{{1,{_LONGEST_OID}}}){_GS}"
    rf"S3(?P<prenoms>{_NAME}){_GS}"
    rf"S4(?P<nom>{_NAME}){_GS}"
    rf"S5(?P<sexe>[MF]){_GS}"
    rf"S6(?P<jour>[0-9]{{2}})-(?P<mois>[0-9]{{2}})-(?P<annee>[0-9]{{4}}){_GS}"
    rf"(?:S7(?P<lieu>[0-9][0-9AB][0-9]{{3}}){_GS})?",
)


class DatamatrixError(ValueError):
    """The text is not an INS datamatrix that can be trusted; the message is French and quotes nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentiteLue:
    """The INS identity that a datamatrix carries.

    Attributes:
        matricule: 15 characters; its key is not checked here (a wrong key is a finding).
        oid: which authority gave it.
        prenoms: given names of birth, in order.
        nom: birth name.
        sexe: `M` or `F`.
        date_naissance: birth date.
        lieu_code: INSEE code of the birthplace, None when not carried.
    """

    matricule: str
    oid: NatureIns
    prenoms: tuple[str, ...]
    nom: str
    sexe: Literal["M", "F"]
    date_naissance: date
    lieu_code: str | None = None


def looks_like_datamatrix(text: str) -> bool:
    """Tell whether a typed text is meant as an INS datamatrix, well or badly transmitted."""
    start = text.lstrip().removeprefix(_SCANNER_PREFIX)[:4]
    return start.upper() == "IS01" or _AZERTY_HEADER.fullmatch(start) is not None


def parse_datamatrix(text: str) -> IdentiteLue:
    r"""Give the identity of a scanned INS datamatrix.

    The separator is understood as ASCII 29, as its usual spellings (`^]`, `\x1d`, `<GS>`…), or left out.

    Raises:
        DatamatrixError: the payload is not whole and well formed.
    """
    payload = _SHOWN_SEPARATORS.sub(GROUP_SEPARATOR, text.strip(" \t\r\n").removeprefix(_SCANNER_PREFIX))
    _check_header(payload)
    found = _PAYLOAD.fullmatch(payload[len(HEADER) :])
    if found is None:
        msg = "Datamatrix INS incomplet ou mal transmis : scanner de nouveau, ou saisir l'identité à la main."
        raise DatamatrixError(msg)
    try:
        born = date(int(found["annee"]), int(found["mois"]), int(found["jour"]))
    except ValueError as err:
        msg = "Datamatrix INS : la date de naissance n'est pas un jour du calendrier ; saisir l'identité à la main."
        raise DatamatrixError(msg) from err
    identity = IdentiteLue(
        matricule=found["matricule"],
        oid=_nature(found["oid"]),
        prenoms=tuple(found["prenoms"].split()),
        nom=found["nom"],
        sexe="M" if found["sexe"] == "M" else "F",
        date_naissance=born,
        lieu_code=found["lieu"],
    )
    _check(identity)
    return identity


def build_payload(identity: IdentiteLue) -> str:
    """Give the text to encode in a datamatrix; `parse_datamatrix` reads the same identity back.

    Given names are one list separated by spaces: one that holds a space comes back as two.

    Raises:
        DatamatrixError: a value has no form in a datamatrix (a name over 100 characters, a sex other than M or F).
    """
    _check(identity)
    born = identity.date_naissance
    prenoms = " ".join(identity.prenoms)
    lieu = f"S7{identity.lieu_code}" if identity.lieu_code is not None else ""
    payload = (
        f"{HEADER}S1{identity.matricule}S2{_ended(identity.oid, _LONGEST_OID)}"
        f"S3{_ended(prenoms, _LONGEST_NAME)}S4{_ended(identity.nom, _LONGEST_NAME)}"
        f"S5{identity.sexe}S6{born.day:02d}-{born.month:02d}-{born.year:04d}{lieu}"
    )
    if _PAYLOAD.fullmatch(payload[len(HEADER) :]) is None:
        msg = "Cette identité n'a pas de forme en datamatrix INS : vérifier les noms, le sexe et le code du lieu."
        raise DatamatrixError(msg)
    return payload


def _ended(value: str, longest: int) -> str:
    return value if len(value) == longest else f"{value}{GROUP_SEPARATOR}"


def _check_header(payload: str) -> None:
    if payload.startswith(HEADER):
        return
    if _AZERTY_HEADER.match(payload):
        msg = "Le lecteur tape comme un clavier QWERTY : le régler en clavier français, puis scanner de nouveau."
    elif payload[: len(HEADER)] == HEADER.lower():
        msg = "Lecture en minuscules : désactiver le verrouillage des majuscules, puis scanner de nouveau."
    elif payload.startswith("IS"):
        msg = "Datamatrix INS d'une version inconnue, ou coupé au début : saisir l'identité à la main."
    else:
        msg = "Ce n'est pas un datamatrix INS (il commence par IS01) : scanner le code « INS à scanner »."
    raise DatamatrixError(msg)


def _nature(oid: str) -> NatureIns:
    try:
        return NatureIns(oid)
    except ValueError as err:
        msg = "Datamatrix INS : OID inconnu ; saisir l'identité à la main."
        raise DatamatrixError(msg) from err


def _check(identity: IdentiteLue) -> None:
    """Refuse a value that an INS identity cannot have."""
    problem = ins_shape_error(identity.matricule)
    names = (identity.nom, " ".join(identity.prenoms))
    if problem is None and not all(names):
        problem = "le nom ou les prénoms manquent."
    for name in names:
        problem = problem or ins_trait_error(name)
    if problem is not None:
        msg = f"Datamatrix INS : {problem}"
        raise DatamatrixError(msg)
