"""What stands on every page and in the file's properties, and the simple fields that a paper may show."""

from collections.abc import Iterable
from datetime import date

from lls_drafter.document.blocks import plain
from lls_drafter.document.phrases import inline
from lls_drafter.document.view import View
from lls_drafter.document.words import (
    CANCELLED,
    FICTITIOUS,
    NO_PRESCRIPTION,
    UNKNOWN,
    lower_first,
    say,
    say_birth,
    say_negative,
    typeset,
)
from lls_drafter.letter.dates import format_date
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import FieldPath, Leaf
from lls_drafter.letter.personnes import Patient
from lls_drafter.letter.reponse import Absence


def author_of(lettre: Lettre) -> str:
    """Give the signatory's name, for the file's properties."""
    person = lettre.signataire
    return " ".join(part for part in (person.civilite, person.prenom, person.nom) if part) if person is not None else ""


def header_of(lettre: Lettre, *, draft: bool) -> str:
    """Give the patient's identity and the letter's date on one line; each name says which one it is."""
    patient = lettre.patient or Patient()
    parts = []
    if patient.nom_naissance:
        parts.append(f"Nom de naissance : {patient.nom_naissance}")
    if patient.prenoms_naissance:
        parts.append(f"Prénom : {patient.prenoms_naissance[0]}")
    used = " ".join(part for part in (patient.prenom_utilise, patient.nom_utilise) if part)
    if used:
        parts.append(f"nom utilisé : {used}")
    if patient.date_naissance:
        parts.append(f"{lower_first(say_birth(patient.sexe))} {format_date(patient.date_naissance)}")
    if patient.sexe:
        parts.append(f"sexe {patient.sexe.value}")
    if not parts and draft:
        parts.append("[à compléter : identité du patient]")
    parts.append(f"lettre du {format_date(lettre.date_lettre)}" if lettre.date_lettre else "lettre non datée")
    if lettre.version > 1:
        parts.append(f"version {lettre.version}")
    return typeset(" · ".join(parts))


def footer_of(lettre: Lettre, *, draft: bool, today: date | None) -> str:
    """Give the hospital and the mentions of every page: not a prescription, an example, a draft, a cancelled letter."""
    place = lettre.etablissement
    parts = [place.nom] if place is not None and place.nom else []
    if lettre.statut is Statut.ANNULEE:
        parts.append(f"Lettre {CANCELLED}")
    elif draft:
        parts.append(f"Brouillon imprimé le {format_date(today)}" if today else "Brouillon")
    if lettre.fictive:
        parts.append(FICTITIOUS)
    parts.append(NO_PRESCRIPTION)
    return typeset(" · ".join(parts))


def fields_of(view: View, leaves: Iterable[Leaf]) -> dict[str, str]:
    """Give the text of every simple field of the letter by its address, and the mark of each demanded one."""
    found: dict[str, str] = {}
    for leaf in leaves:
        address = _address(leaf.path)
        if address is None:
            continue
        if leaf.value is Absence.AUCUN:
            words = say_negative(address)
        else:
            words = UNKNOWN if leaf.value is Absence.INCONNU else say(leaf.value)
        found[address] = f"{found[address]}, {words}" if address in found else words
    for address in view.rendering.demanded:
        if address not in found and not address.startswith("rubriques."):
            found.setdefault(address, _missing(view, address))
    return found


def _address(path: FieldPath) -> str | None:
    """Give the address of a single value: of a field, or of a list of words; None for what lies in a list's entries."""
    indexes = [position for position, part in enumerate(path.parts) if not isinstance(part, str)]
    if not indexes:
        return str(path)
    return str(FieldPath(path.parts[:-1])) if indexes == [len(path.parts) - 1] else None


def _missing(view: View, address: str) -> str:
    """Give the mark of a demanded field; empty for one that lies in a list's entries."""
    here = view
    for name in address.split("."):
        if isinstance(here.value, tuple):
            return ""
        try:
            here = here[name]
        except LookupError:
            return ""
    return plain(inline(here)) if not here else ""
