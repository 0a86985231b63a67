"""One line as a person is shown it before it enters the letter: what was read, what the drug base adds, the echo.

A `Lecture` is a line and the facts of a catalogue about its drug. What the base supplies (the unit of « eliquis 5 »,
a form, a route) is marked « proposé » in the echo, and enters the letter only with the line, by the same acceptance.
"""

import re
from dataclasses import dataclass
from datetime import date

from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import Duree, Medicament, OrigineDuree, Prescription
from lls_drafter.medication.duration import Dates, dates_of, of_steps, say_dates
from lls_drafter.medication.model import GRAMMAIRE, Compte, DureeLue, Ligne, Posologie, Role
from lls_drafter.medication.sentence import say, say_duration, say_route

_PROPOSED = "(proposé)"
_MOST_COUNTED = 4
"""A number up to this counts tablets; above, it is an amount whose unit is missing."""
_WORD = re.compile(r"[^\W_]+")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_LINKS = frozenset({"de", "du", "d", "et", "l", "a"})
_DRUG_ROLES = frozenset({Role.MEDICAMENT, Role.MARQUE, Role.DOSAGE, Role.FORME})


@dataclass(frozen=True, slots=True)
class Faits:
    """What a catalogue says of a drug as typed; all None when it does not know it exactly.

    Attributes:
        dosage: the full strength, when the catalogue has only one that agrees with what was typed.
        propositions: names that are near, for the person to choose; never taken for them.
        base: which catalogue, and its date.
    """

    dci: str | None = None
    marque: str | None = None
    dosage: str | None = None
    forme: str | None = None
    voie: str | None = None
    cis: str | None = None
    atc: str | None = None
    restriction: str | None = None
    base: str | None = None
    propositions: tuple[str, ...] = ()

    @property
    def connu(self) -> bool:
        """Tell whether the catalogue knows the drug."""
        return self.dci is not None


@dataclass(frozen=True, slots=True)
class Lecture:
    """A line as read, with the facts of the catalogue."""

    ligne: Ligne
    faits: Faits = Faits()

    @property
    def comprise(self) -> bool:
        """Tell whether there is a drug: a name with a posology, a strength or a duration, or a known name."""
        line = self.ligne
        if line.nom is None:
            return False
        said = line.posologie or line.duree or line.nom.dosage or line.nom.forme
        return self.faits.connu or said is not None

    @property
    def entiere(self) -> bool:
        """Tell whether all of it was read: a drug, how it is taken, no word left, and no dose that must be guessed."""
        return self.comprise and self.ligne.posologie is not None and not self.ligne.non_lu and not self.manque

    @property
    def manque(self) -> str:
        """Give what a number alone leaves unsaid: the « dose » when it is the strength, else its « unité ».

        Empty without such a number, or when it counts tablets of a drug that no base knows (« 1 le matin »).
        """
        line = self.ligne
        if line.nom is None or line.posologie is None or line.non_lu:
            return ""
        strength = line.nom.dosage
        if strength is not None:
            bare = not any(letter.isalpha() or letter == "%" for letter in strength)
            return "dose" if bare and not _has_dose(line.posologie) else ""
        alone = line.nombre_seul
        return "unité" if alone is not None and (self.faits.connu or alone.valeur > _MOST_COUNTED) else ""

    @property
    def nom_seul(self) -> bool:
        """Tell whether the line only names a drug (with strength, form or route)."""
        line = self.ligne
        return line.posologie is None and line.duree is None and not line.non_lu

    @property
    def duree(self) -> DureeLue | None:
        """Give the duration of the line, or that of its steps together."""
        if self.ligne.duree is not None or self.ligne.posologie is None:
            return self.ligne.duree
        return of_steps(self.ligne.posologie)

    @property
    def dosage(self) -> str | None:
        """Give the strength: the base's when it completes a bare number, else as written."""
        written = self.ligne.nom.dosage if self.ligne.nom is not None else None
        return self.faits.dosage or written

    @property
    def forme(self) -> str | None:
        """Give the form as written, else the only one that the base has."""
        written = self.ligne.nom.forme if self.ligne.nom is not None else None
        return written or self.faits.forme


def _has_dose(posologie: Posologie) -> bool:
    """Tell whether an amount is taken somewhere, or the treatment only stops."""
    takes = [take for step in posologie.etapes for schema in step.schemas for take in schema.prises]
    return not any(step.schemas for step in posologie.etapes) or any(take.dose is not None for take in takes)


def medicament_of(lecture: Lecture) -> Medicament | None:
    """Give the drug for the letter: the name as typed, or DCI first and brand in brackets, with the base's facts.

    Source: HAS table (secondary source): DCI first, the brand may follow in brackets.
    """
    line, facts = lecture.ligne, lecture.faits
    if line.nom is None:
        return None
    if not facts.connu:
        return Medicament(libelle=_as_typed(line), marque=None, dosage=line.nom.dosage, forme=line.nom.forme, dci=None)
    brand = f"({facts.marque})" if facts.marque else None
    label = " ".join(part for part in (facts.dci, lecture.dosage, lecture.forme, brand) if part)
    if _words(f"{line.nom.libelle} {line.nom.autre or ''}") - _words(f"{label} {facts.dci} {facts.marque}"):
        label = _as_typed(line)  # a word that the base does not say (« biogaran », « automédication ») is not lost
    return Medicament(
        libelle=_tied(label),
        dci=facts.dci,
        marque=facts.marque,
        dosage=_tied(lecture.dosage) if lecture.dosage else None,
        forme=lecture.forme,
        cis=facts.cis,
        atc=facts.atc,
        restriction=facts.restriction,
        base=facts.base,
    )


def _tied(text: str) -> str:
    """Give a text whose numbers never part at the end of a line: « 100 000 UI »."""
    return _THOUSANDS.sub("\u00a0", text)


def _words(text: str) -> frozenset[str]:
    """Give the words of a name, folded, however they are cut; links between words left out."""
    return frozenset(_WORD.findall(fold(text))) - _LINKS


def _as_typed(line: Ligne) -> str:
    """Give the drug's part of a line as it was typed, in single spaces."""
    parts = [part.texte for part in line.lu if part.role in _DRUG_ROLES]
    return " ".join(" ".join(parts).split())


def prescription_of(lecture: Lecture, *, jour: date, debut: date | None = None) -> Prescription:
    """Give one side of a row; `jour` is the day of the letter, `debut` the first day of treatment when known."""
    line = lecture.ligne
    return Prescription(
        medicament=medicament_of(lecture),
        posologie=(say(line.posologie) or None) if line.posologie is not None else None,
        voie=line.voie or lecture.faits.voie,
        duree=duree_of(lecture.duree, jour=jour, debut=debut),
        non_lu=tuple(part.texte for part in line.non_lu),
        grammaire=GRAMMAIRE if line.posologie is not None else None,
    )


def duree_of(read: DureeLue | None, *, jour: date, debut: date | None = None) -> Duree | None:
    """Give a duration for the letter, with its dates when they can be told.

    « encore 5 jours » begins on the day of the letter; « 5 jours » has no dates until its first day is known.
    """
    if read is None:
        return None
    first = jour if read.compte is Compte.RESTANT and debut is None else debut
    dates = dates_of(read, near=jour, debut=first)
    computed = dates.fin_incluse is not None and read.fin is None
    return Duree(
        texte=said_duration(read),
        debut=dates.debut,
        fin_incluse=dates.fin_incluse,
        total_jours=dates.total_jours,
        origine=OrigineDuree.CALCUL if computed else (OrigineDuree.SAISIE if dates != Dates() else None),
    )


def said_duration(read: DureeLue) -> str:
    """Give a duration as the letter keeps it: « 5 jours », « encore 5 jours », « au long cours »."""
    return say_duration(read).removeprefix("pendant ")


def say_lecture(lecture: Lecture, *, jour: date | None = None, duration: bool = True) -> str:
    """Give the echo: « APIXABAN (Eliquis) 5 mg (proposé) — 1 matin et soir, durée : ? »; empty without a drug.

    Args:
        lecture: the line.
        jour: the day from which « encore 5 jours » counts; the dates are not said without it.
        duration: a missing duration is to be said: it is due at discharge, not in a home list.
    """
    line, facts = lecture.ligne, lecture.faits
    if line.nom is None:
        return ""
    name = _said_name(lecture)
    words = [say(line.posologie)] if line.posologie is not None else []
    if lecture.manque:
        words.append(f"{lecture.manque} : ?")
    if line.duree is not None:
        words.append(say_duration(line.duree) + _dated(line.duree, jour))
    elif lecture.duree is None and words and duration:
        words.append("durée : ?")
    if line.voie is not None:
        words.append(say_route(line.voie))
    elif facts.voie is not None and words:
        words.append(f"{say_route(facts.voie)} {_PROPOSED}")
    if line.indication:
        words.append(f"pour {line.indication}")
    return " — ".join(part for part in (name, ", ".join(word for word in words if word)) if part)


def _said_name(lecture: Lecture) -> str:
    """Give the drug of the echo: its DCI and brand when the base knows them, what the base proposes marked so."""
    line, facts = lecture.ligne, lecture.faits
    assert line.nom is not None  # noqa: S101 - asked only then, for the type checker
    if facts.connu:
        name = (facts.dci or "").upper() + (f" ({facts.marque})" if facts.marque else "")
    else:
        name = line.nom.libelle.upper() + (f" ({line.nom.autre})" if line.nom.autre else "")
    proposed = []
    if lecture.dosage and lecture.dosage != line.nom.dosage:
        proposed.append(lecture.dosage)
    elif lecture.dosage:
        name += f" {lecture.dosage}"
    if lecture.forme and line.nom.forme is None:
        proposed.append(lecture.forme)
    if proposed:
        name += f" {' '.join(proposed)} {_PROPOSED}"
    if line.nom.forme:
        name += f" {line.nom.forme}"
    return name


def _dated(read: DureeLue, jour: date | None) -> str:
    """Give the dates of a duration in brackets, when they can be told."""
    if jour is None:
        return ""
    first = jour if read.compte is Compte.RESTANT else None
    dates = dates_of(read, near=jour, debut=first)
    words = say_dates(dates)
    return f" ({words})" if words and dates.fin_incluse is not None else ""
