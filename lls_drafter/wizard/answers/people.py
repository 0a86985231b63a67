"""Professionals: the médecin traitant, the referrer, who signs."""

import re
from dataclasses import replace
from difflib import SequenceMatcher

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import AbsenceMedecinTraitant, MedecinTraitant, Praticien, RenvoiMedecinTraitant
from lls_drafter.letter.text import fold
from lls_drafter.wizard.answers.model import Understood, Write, absence_of, say
from lls_drafter.wizard.answers.scalars import pick
from lls_drafter.wizard.answers.show import name_of
from lls_drafter.wizard.steps.make import choices_of
from lls_drafter.wizard.steps.model import Context, Step

_CONTACTS = ("adresse", "telephone", "mssante")
_SAME_WORD = 0.8
"""Likeness of two words that are one word with a typing error, 0-1."""


def read_practitioner(text: str) -> Praticien:
    """Separate title, given name and family name where that is certain: the family name is in capitals.

    « Dr Anne KELLER » gives three parts; « Anne Keller » stays one name, as typed, and so does what holds more than a
    name: an address must not become a given name.
    """
    words = (text.replace(",", " ") if _is_reversed(text) else text).split()
    title = None
    if len(words) > 1 and fold(words[0]).rstrip(".") in ("dr", "docteur", "pr", "professeur", "mme", "m", "sage-femme"):
        title, words = words[0], words[1:]
    capitals = [word for word in words if len(word) > 1 and word == word.upper() and word.lower() != word]
    others = [word for word in words if word not in capitals]
    if capitals and others and not holds_more(text):
        return Praticien(civilite=title, prenom=" ".join(others), nom=" ".join(capitals))
    return Praticien(civilite=title, nom=" ".join(words))


def holds_more(text: str) -> bool:
    """Tell whether a text is more than a name: it has a figure, or a comma as before an address or a speciality."""
    if any(character.isdigit() for character in text):
        return True
    return "," in text and not _is_reversed(text)


def _is_reversed(text: str) -> bool:
    """Tell whether a text is « KELLER, Anne »: the family name in capitals, then one given name."""
    name, _, given = text.partition(",")
    return name.isupper() and given.strip().replace("-", "").isalpha()


def read_person(step: Step, text: str, lettre: Lettre, context: Context) -> Understood:
    """Read who a professional is: a usual one is taken with contacts, another is a name."""
    place = step.path.parts[0]
    before = step.path.read(lettre)
    former = before if isinstance(before, Praticien) else None
    if place == "medecin_traitant":
        absent = _no_doctor(step, text)
        if absent is not None:
            return replace(absent, remark=_taken_away(former))
    if place == "praticien_adresseur" and _means_usual_doctor(step, text):
        return Understood(
            writes=(Write(step.path, RenvoiMedecinTraitant.MEDECIN_TRAITANT),),
            echo=say(step, "le médecin traitant"),
            remark=_taken_away(former),
        )
    if not any(letter.isalpha() for letter in text):
        return Understood(problem="Un nom est attendu, avec des lettres.")
    known = context.signataires if place in ("signataire", "medecin_responsable") else context.correspondants
    matches = matching(known, text)
    if len(matches) == 1:
        person, remark = matches[0], _contacts(matches[0])
        if not remark:  # a usual correspondent without contacts takes none from the letter
            person, remark = _kept(former, person)
    else:
        person, remark = _kept(former, read_practitioner(text))
        remark = "Plusieurs correspondants ont ce nom : préciser." if matches else remark
        if holds_more(text) and not remark:
            remark = "Tout est pris pour le nom : séparer l'adresse et le téléphone par « ; »."
    value = (
        MedecinTraitant(**dict(person))
        if place == "medecin_traitant" and not isinstance(person, MedecinTraitant)
        else person
    )
    return Understood(writes=(Write(step.path, value),), echo=say(step, name_of(value)), remark=remark)


def _means_usual_doctor(step: Step, text: str) -> bool:
    """Tell whether the referrer is said to be the médecin traitant: « m », its number or its words in the list."""
    wanted = fold(text)
    return wanted in ("m", "mt") or any(wanted in (fold(c.label), *map(fold, c.keys)) for c in step.choices)


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


def _kept(former: Praticien | None, named: Praticien) -> tuple[Praticien, str]:
    """Give who is named, and what to say: the contacts of the same person stay, those of another go."""
    if former is None or _same_words(former, named):
        return (former or named), ""
    if not _corrects(former, named):
        return named, _taken_away(former)
    names = {"civilite": named.civilite or former.civilite, "prenom": named.prenom, "nom": named.nom}
    contacts = _contacts(former)
    return former.replace(**names), f"Coordonnées gardées : {contacts}." if contacts else ""


def _same_words(one: Praticien, other: Praticien) -> bool:
    """Tell whether two names are the same words, in any order."""
    return sorted(fold(name_of(one)).split()) == sorted(fold(name_of(other)).split())


def _corrects(former: Praticien, named: Praticien) -> bool:
    """Tell whether a name corrects another: each of its words is one of the other's but for a typing error.

    The shorter name may leave out words (« MEYER », « P. MEYER » for « Paul MEYER »); two doctors of one family, or of
    one given name, are two persons.
    """
    short, long = sorted((_words_of(former), _words_of(named)), key=len)
    return bool(short) and all(any(_alike(word, other) for other in long) for word in short)


def _words_of(person: Praticien) -> list[str]:
    """Give the words of a name, folded, without the title."""
    return fold(" ".join(part for part in (person.prenom, person.nom) if part)).replace(".", " ").split()


def _alike(one: str, other: str) -> bool:
    """Tell whether two words are one word, typed with an error or cut to its initial."""
    initial = min(len(one), len(other)) == 1 and one[:1] == other[:1]
    return initial or SequenceMatcher(None, one, other).ratio() >= _SAME_WORD


def _taken_away(former: Praticien | None) -> str:
    """Say that the contacts of somebody left with the name; empty when there were none."""
    if former is None or not _contacts(former):
        return ""
    return f"Coordonnées de {name_of(former) or 'ce professionnel'} retirées ; « annuler » les rend."
