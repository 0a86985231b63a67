"""Whether a source is about the patient of a letter. Nothing of the patient is ever told, only which traits differ."""

import re

from lls_drafter.errors import UsageError
from lls_drafter.letter.identifiants import normalize_ins_trait, normalize_matricule
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import Patient
from lls_drafter.session.import_model import Source

_NOT_A_LETTER = re.compile("[^A-Z]")


def require_same_patient(lettre: Lettre, source: Source) -> None:
    """Refuse a source that is not about the patient of a letter, or of which nobody could tell.

    A letter without identity receives any source: it is shown whose before anything is written.

    Raises:
        UsageError: a trait differs, or too few traits are there to compare.
    """
    ours, theirs = lettre.patient or Patient(), source.lettre.patient or Patient()
    differing = differing_traits(ours, theirs)
    if differing:
        raise UsageError(
            f"ce document n'est pas celui du patient de la lettre : {_and(differing)} {_verb(differing)}",
            hint="vérifier les deux fichiers ; rien n'a été écrit",
        )
    if _has_identity(ours) and not _can_compare(ours, theirs):
        raise UsageError(
            "rien ne dit que ce document est celui du patient de la lettre : "
            "ni le nom avec la date de naissance, ni le matricule INS ne peuvent être comparés",
            hint="compléter l'identité de la lettre, ou vérifier le document ; rien n'a été écrit",
        )


def differing_traits(one: Patient, other: Patient) -> tuple[str, ...]:
    """Give the names of the traits that two identities have and that differ; a trait that one lacks is not compared."""
    pairs = (
        ("le matricule INS", _number(one), _number(other)),
        ("le nom de naissance", _letters(one.nom_naissance), _letters(other.nom_naissance)),
        ("le sexe", one.sexe, other.sexe),
        ("la date de naissance", one.date_naissance, other.date_naissance),
        ("le lieu de naissance", _place(one), _place(other)),
    )
    found = [name for name, left, right in pairs if left and right and left != right]
    given, others = (_letters(" ".join(patient.prenoms_naissance)) for patient in (one, other))
    if given and others and not (given.startswith(others) or others.startswith(given)):
        found.append("les prénoms de naissance")
    return tuple(found)


def _number(patient: Patient) -> str:
    """Give the INS number, empty for none."""
    return normalize_matricule(patient.ins.matricule) if patient.ins is not None and patient.ins.matricule else ""


def _place(patient: Patient) -> str:
    """Give the code of the birthplace, empty for none."""
    return (patient.lieu_naissance.code or "") if patient.lieu_naissance is not None else ""


def _letters(text: str | None) -> str:
    """Give the letters of a name alone: « JEAN-PAUL » is « JEAN PAUL »."""
    return _NOT_A_LETTER.sub("", normalize_ins_trait(text or ""))


def _has_identity(patient: Patient) -> bool:
    """Tell whether somebody said who the patient is."""
    return bool(patient.nom_naissance or patient.date_naissance or _number(patient))


def _can_compare(one: Patient, other: Patient) -> bool:
    """Tell whether enough is there on both sides to say that it is the same person."""
    if _number(one) and _number(other):
        return True
    return all(patient.nom_naissance and patient.date_naissance for patient in (one, other))


def _and(names: tuple[str, ...]) -> str:
    """Give names one after the other."""
    return ", ".join(names[:-1]) + (" et " if len(names) > 1 else "") + names[-1]


def _verb(names: tuple[str, ...]) -> str:
    """Give the verb for one thing or several."""
    return "diffèrent" if len(names) > 1 or names[0].startswith("les ") else "diffère"
