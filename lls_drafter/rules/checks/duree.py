"""`duree_lue`: what the duration of a discharge drug says.

Source: the law asks a duration for each drug (CSP R. 1112-1-2, II 4°); the checks against dates are our own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.suites import EtatSuite, SuiteADonner
from lls_drafter.letter.traitements import Devenir
from lls_drafter.medication.model import DureeLue, Ligne, Unite
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.durations import Said, contradicts, last_day, plus, said
from lls_drafter.rules.regimen import as_needed, regimen, rows_with, says_nothing
from lls_drafter.rules.rows import row_of
from lls_drafter.rules.scope import Scope
from lls_drafter.rules.words import Words, plain, words_of

_DUREE = FieldPath.parse("sortie.duree.texte")
# A length, a date or an end that the grammar may not read: nothing is said against such a text.
_SAID = re.compile(
    r"\d ?(?:h|heures?|j|jrs?|jours?|sem\w*|mois|ans?|prises?|doses?|boites?|cures?|injections?)\b|\bjusqu|\d/\d"
    r"|\b(?:fin|debut|mi|courant) (?:de |du |d')?\w+|\bchroni\w*|\bpermanen\w*|\bcontinu\w*|\ba vie\b|\bau long\b"
    r"|\bpendant (?:la|le|toute|tout|les)\b|\bcures?\b|\buniques?\b"
)
_SINCE = re.compile(
    r"\b(?:depuis|a partir|a compter|des la|des le|total|totaux|encore|restant\w*|apres|j ?1|debut\w*)\b"
)
_DAYS = frozenset({Unite.JOUR, Unite.SEMAINE})
_IN = re.compile(r"\bdans (?:les )?(\d{1,3}|un|une|deux|trois|quatre|six|huit|dix|quinze) (jour|semaine|mois)")
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "six": 6, "huit": 8, "dix": 10, "quinze": 15}


class Defaut(StrEnum):
    """What may be wrong with a duration."""

    SANS_REPONSE = "sans_reponse"
    NON_DITE = "non_dite"
    DEPUIS_QUAND = "depuis_quand"
    CONTRADICTION = "contradiction"
    FIN_PASSEE = "fin_passee"
    FIN_AVANT_RENDEZ_VOUS = "fin_avant_rendez_vous"


@check("duree_lue")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DurationRead:
    """The duration of each discharge drug has not this fault.

    - `sans_reponse`: it only fills the box (« ? », « à préciser »);
    - `non_dite`: no length, end, event nor « au long cours » is read in it (« selon évolution »);
    - `depuis_quand`: « 5 jours » for a drug begun during the stay: in all, or from today on?
    - `contradiction`: its text, its dates, its total and the posology do not agree;
    - `fin_passee`: its last day comes before the discharge;
    - `fin_avant_rendez_vous`: its last day comes before the first appointment (an action of the follow-up plan with a
      date, or « dans 3 semaines », that says one of `mots`). Drugs taken as needed and those said to end are left out.
    """

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux", "sejour.date_sortie", "date_lettre", "suites_a_donner")

    refuse: Defaut
    mots: tuple[str, ...] = ()
    words: Words = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Prepare the words once."""
        object.__setattr__(self, "words", words_of(self.mots))

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each discharge row, or the row that the rule stands on, with this fault."""
        found = rows_with(scope, _faults, self.refuse)
        if self.refuse is Defaut.FIN_AVANT_RENDEZ_VOUS and found:
            first = _first_appointment(scope, self.words)
            found = tuple(entry for entry in found if _ends_before(entry, first))
        for entry in found:
            yield Problem(entry.at(_DUREE), ou=f"Ligne {entry.rang}")


def _faults(entry: Scope) -> frozenset[StrEnum]:
    """Give the faults of a row's duration; an absent one is another rule's matter."""
    row, leaving = row_of(entry.value), _leaving(entry.lettre)
    prescription = row.sortie
    duree = prescription.duree if prescription is not None else None
    if prescription is None or duree is None:
        return frozenset()
    return _found(said(duree), prescription.posologie or "", row.devenir, leaving)


def _ends_before(entry: Scope, first: date | None) -> bool:
    """Tell whether a row's drug leaves at least one day uncovered before the first appointment."""
    prescription = row_of(entry.value).sortie
    if first is None or prescription is None or prescription.duree is None:
        return False
    end = last_day(said(prescription.duree), _leaving(entry.lettre))
    return end is not None and (first - end).days > 1


def _leaving(lettre: Lettre) -> date | None:
    """Give the discharge day, else the letter's: the day from which durations count."""
    leaving = lettre.sejour.date_sortie if lettre.sejour is not None else None
    return leaving or lettre.date_lettre


@lru_cache(maxsize=1024)
def _found(one: Said, posologie: str, devenir: Devenir | None, leaving: date | None) -> frozenset[Defaut]:
    """Give the faults of a duration."""
    found: set[Defaut] = set()
    counted = one.fin is not None or one.total is not None
    read = regimen(one.texte).duree
    if not counted and says_nothing(one.texte):
        return frozenset({Defaut.SANS_REPONSE} if one.texte else ())
    if not counted and read is None and not _SAID.search(plain(one.texte)):
        found.add(Defaut.NON_DITE)
    begun = devenir is Devenir.AJOUTE and not counted and one.debut is None
    if begun and _is_ambiguous(one.texte, read):
        found.add(Defaut.DEPUIS_QUAND)
    if contradicts(one, posologie, leaving):
        found.add(Defaut.CONTRADICTION)
    end, dosing = last_day(one, leaving), regimen(posologie)
    if end is not None and leaving is not None and end < leaving:
        found.add(Defaut.FIN_PASSEE)
    elif end is not None and not as_needed(dosing) and not _said_to_end(one.texte, dosing):
        found.add(Defaut.FIN_AVANT_RENDEZ_VOUS)  # to be compared with the appointment
    return frozenset(found)


def _is_ambiguous(texte: str, read: DureeLue | None) -> bool:
    """Tell whether a length of days does not say from when it counts."""
    if read is None or read.nombre is None or read.unite not in _DAYS or read.compte is not None:
        return False
    dated = read.debut is not None or read.fin is not None
    return not dated and read.renouvellements is None and _SINCE.search(plain(texte)) is None


def _said_to_end(texte: str, dosing: Ligne) -> bool:
    """Tell whether somebody wrote that the drug is then stopped."""
    steps = dosing.posologie.etapes if dosing.posologie is not None else ()
    return any(step.arret for step in steps) or re.search(r"\b(?:puis )?(?:arret|stop)", plain(texte)) is not None


def _first_appointment(scope: Scope, words: Words) -> date | None:
    """Give the date of the first appointment of the follow-up plan, None when no date is known."""
    lettre = scope.lettre
    leaving = _leaving(lettre)
    plan = lettre.suites_a_donner if isinstance(lettre.suites_a_donner, tuple) else ()
    days = [
        _day_of(one, leaving)
        for one in plan
        if one.etat is not EtatSuite.FAIT and words.found_in(scope.text(one.action or ""))
    ]
    return min((day for day in days if day is not None and (leaving is None or day >= leaving)), default=None)


def _day_of(suite: SuiteADonner, leaving: date | None) -> date | None:
    """Give the day of an action: its date, else « dans 3 semaines » from the discharge."""
    if suite.date is not None or leaving is None:
        return suite.date
    match = _IN.search(plain(suite.quand or ""))
    if match is None:
        return None
    count = _NUMBERS.get(match[1]) or int(match[1])
    return plus(leaving, count * {"jour": 1, "semaine": 7, "mois": 30}[match[2]])
