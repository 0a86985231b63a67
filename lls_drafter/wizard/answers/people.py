"""Professionals: the médecin traitant, the referrer, who signs."""

import re

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import AbsenceMedecinTraitant, MedecinTraitant, Praticien, RenvoiMedecinTraitant
from lls_drafter.letter.text import fold
from lls_drafter.wizard.answers.model import Understood, Write, absence_of, say
from lls_drafter.wizard.answers.scalars import pick
from lls_drafter.wizard.answers.show import name_of
from lls_drafter.wizard.steps.make import choices_of
from lls_drafter.wizard.steps.model import Context, Step

_CONTACTS = ("adresse", "telephone", "mssante")


def read_practitioner(text: str) -> Praticien:
    """Separate title, given name and family name where that is certain: the family name is in capitals.

    « Dr Anne KELLER » gives three parts; « Anne Keller » stays one name, as typed.
    """
    words = text.split()
    title = None
    if len(words) > 1 and fold(words[0]).rstrip(".") in ("dr", "docteur", "pr", "professeur", "mme", "m", "sage-femme"):
        title, words = words[0], words[1:]
    capitals = [word for word in words if len(word) > 1 and word == word.upper() and word.lower() != word]
    others = [word for word in words if word not in capitals]
    if capitals and others:
        return Praticien(civilite=title, prenom=" ".join(others), nom=" ".join(capitals))
    return Praticien(civilite=title, nom=" ".join(words))


def read_person(step: Step, text: str, lettre: Lettre, context: Context) -> Understood:
    """Read who a professional is: a usual one is taken with contacts, another is a name."""
    place = step.path.parts[0]
    if place == "medecin_traitant":
        absent = _no_doctor(step, text)
        if absent is not None:
            return absent
    if place == "praticien_adresseur" and fold(text) in ("m", "mt", "medecin traitant"):
        return Understood(
            writes=(Write(step.path, RenvoiMedecinTraitant.MEDECIN_TRAITANT),), echo=say(step, "le médecin traitant")
        )
    known = context.signataires if place in ("signataire", "medecin_responsable") else context.correspondants
    matches = matching(known, text)
    if len(matches) == 1:
        person, remark = matches[0], _contacts(matches[0])
    else:
        person = _kept(step, read_practitioner(text), lettre)
        remark = "Plusieurs correspondants ont ce nom : préciser." if matches else ""
    value = (
        MedecinTraitant(**dict(person))
        if place == "medecin_traitant" and not isinstance(person, MedecinTraitant)
        else person
    )
    return Understood(writes=(Write(step.path, value),), echo=say(step, name_of(value)), remark=remark)


_NONE_IN_WORDS = re.compile(r"(?:non|sans|neant|0|pas|pas de .*|sans .*|aucun .*)")


def _no_doctor(step: Step, text: str) -> Understood | None:
    """Read « aucun », with its reason or before it."""
    said = absence_of(text)
    if said is not None and said.value == AbsenceMedecinTraitant.INCONNU:
        return _without(step, AbsenceMedecinTraitant.INCONNU, "inconnu")
    if said is not None:
        return _no_doctor_yet(step)
    if _NONE_IN_WORDS.fullmatch(fold(text)):
        return _no_doctor_yet(step)
    reasons = pick(choices_of(AbsenceMedecinTraitant), text) if not text.isdecimal() else ()
    exact = [reason for reason in reasons if fold(text) == fold(reason.label)]
    return _without(step, AbsenceMedecinTraitant(str(exact[0].value)), exact[0].label) if exact else None


def _no_doctor_yet(step: Step) -> Understood:
    """Take out whoever was named, and ask the reason: « aucun » is written with its reason only."""
    return Understood(writes=(Write(step.path, None),), echo="Médecin traitant : aucun.", goto="medecin_traitant.aucun")


def _without(step: Step, reason: AbsenceMedecinTraitant, label: str) -> Understood:
    """Answer that there is no médecin traitant, for a reason."""
    return Understood(writes=(Write(step.path, MedecinTraitant(aucun=reason)),), echo=say(step, label))


def matching(known: tuple[Praticien, ...], text: str) -> tuple[Praticien, ...]:
    """Give the known professionals whose name is the text, whatever the order of its words; title optional."""
    wanted = sorted(fold(text).replace(".", "").split())
    found = []
    for person in known:
        full = fold(name_of(person)).replace(".", "").split()
        bare = fold(" ".join(part for part in (person.prenom, person.nom) if part)).split()
        family = fold(" ".join(part for part in (person.civilite, person.nom) if part)).replace(".", "").split()
        if wanted in (sorted(full), sorted(bare), sorted(family)):
            found.append(person)
    return tuple(found)


def _contacts(person: Praticien) -> str:
    """Show the contacts that came with a known professional."""
    shown = [value for value in (getattr(person, name) for name in _CONTACTS) if value]
    return " ; ".join(shown)


def _kept(step: Step, named: Praticien, lettre: Lettre) -> Praticien:
    """Keep the contacts of somebody whose name is typed again; drop them for somebody else."""
    before = step.path.read(lettre)
    if isinstance(before, Praticien) and sorted(fold(name_of(before)).split()) == sorted(fold(name_of(named)).split()):
        return before
    return named
