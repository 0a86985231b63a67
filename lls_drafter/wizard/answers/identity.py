"""A scanned INS datamatrix: the identity of the patient in one answer."""

from lls_drafter.letter.datamatrix import DatamatrixError, parse_datamatrix
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import IdentiteIns, Lieu, Patient, Sexe, StatutIns
from lls_drafter.wizard.answers.model import Understood, Write
from lls_drafter.wizard.steps.identity import identity_line

SOURCE = "datamatrix"
TRAITS = ("nom_naissance", "prenoms_naissance", "sexe", "date_naissance", "lieu_naissance", "ins")
"""The fields of the patient that a scan fills; changed by hand, the identity is no longer the scanned one."""


def read_scan(text: str, lettre: Lettre) -> Understood:
    """Read a datamatrix payload as the hand scanner typed it; whole, or refused."""
    try:
        read = parse_datamatrix(text)
    except DatamatrixError as error:
        return Understood(problem=str(error))
    before = lettre.patient or Patient()
    place = before.lieu_naissance
    if read.lieu_code is not None and (place is None or place.code != read.lieu_code):
        place = Lieu(code=read.lieu_code)
    after = before.replace(
        nom_naissance=read.nom,
        prenoms_naissance=read.prenoms,
        sexe=Sexe(read.sexe),
        date_naissance=read.date_naissance,
        lieu_naissance=place,
        ins=IdentiteIns(matricule=read.matricule, oid=str(read.oid.value), statut=StatutIns.QUALIFIEE),
    )
    another = before.nom_naissance not in (None, read.nom) or before.date_naissance not in (None, read.date_naissance)
    return Understood(
        writes=(Write(FieldPath(("patient",)), after),),
        echo=f"Identité lue : {identity_line(after)}. Identité qualifiée.",
        remark="Attention : une autre identité était là ; elle est remplacée (« annuler » la rend)." if another else "",
        confirms=True,
        source=SOURCE,
    )
