"""The INS datamatrix of the letter's first page: the qualified identity, for the reader's scanner.

Printed only when the matricule itself may be (`document.withheld.shows_ins`): the identity is qualified and not
secret. An identity that has no form in a datamatrix (a trait is missing, sex `I`) is printed in clear only.

Source: ANS "INS - Format datamatrix" v2.2 (2023-09-26), read through two public implementations, not in the original.
"""

from functools import lru_cache

from lls_drafter.document.blocks import Symbol
from lls_drafter.document.withheld import shows_ins
from lls_drafter.letter.datamatrix import DatamatrixError, IdentiteLue, build_payload
from lls_drafter.letter.identifiants import NatureIns
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import Patient

CAPTION = "INS à scanner"
DESCRIPTION = "Datamatrix de l'identité nationale de santé (INS), à lire avec un lecteur de codes"


def ins_symbol(lettre: Lettre) -> Symbol | None:
    """Give the datamatrix of a letter, None when none may or can be printed."""
    payload = ins_payload(lettre)
    return Symbol(encoded(payload), CAPTION, DESCRIPTION) if payload is not None else None


def ins_payload(lettre: Lettre) -> str | None:
    """Give the text of the datamatrix, None when none may or can be printed."""
    if not shows_ins(lettre) or lettre.patient is None:
        return None
    identity = _identity(lettre.patient)
    try:
        return build_payload(identity) if identity is not None else None
    except DatamatrixError:
        return None


def _identity(patient: Patient) -> IdentiteLue | None:
    """Give the traits of a qualified identity, None when one of them is missing."""
    ins, place, sex = patient.ins, patient.lieu_naissance, patient.sexe
    if ins is None or not ins.matricule or not ins.oid or ins.oid not in set(NatureIns):
        return None
    if not patient.nom_naissance or not patient.prenoms_naissance or patient.date_naissance is None:
        return None
    if sex is None or sex.value not in ("M", "F"):
        return None
    return IdentiteLue(
        matricule=ins.matricule,
        oid=NatureIns(ins.oid),
        prenoms=patient.prenoms_naissance,
        nom=patient.nom_naissance,
        sexe="M" if sex.value == "M" else "F",
        date_naissance=patient.date_naissance,
        lieu_code=place.code if place is not None else None,
    )


@lru_cache(maxsize=64)
def encoded(payload: str) -> tuple[tuple[bool, ...], ...]:
    """Encode a payload as a square ECC 200 symbol."""
    from ppf.datamatrix import DataMatrix  # noqa: PLC0415 - few letters need it

    return tuple(tuple(bool(module) for module in row) for row in DataMatrix(payload).matrix)
