"""Durations of a letter against their dates: the last day, and what contradicts it.

Days are counted from what is written; nothing is filled in, and no date is ever proposed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from lls_drafter.letter.traitements import Duree
from lls_drafter.medication.model import Compte, DureeLue, FinLue, Ligne, Unite
from lls_drafter.rules.regimen import regimen

_LONGEST = 36_600  # days: a hundred years
_PAST = 120  # days: a date written without its year is the first one after this time before the discharge
_DAYS = {Unite.JOUR: (1, 1), Unite.SEMAINE: (7, 7), Unite.MOIS: (28, 31), Unite.AN: (365, 366)}


@dataclass(frozen=True, slots=True)
class Said:
    """A duration of the letter as plain values: what the caches look it up by."""

    texte: str
    debut: date | None = None
    fin: date | None = None
    total: int | None = None


def said(duree: Duree) -> Said:
    """Give a duration of the letter as plain values."""
    return Said(duree.texte or "", duree.debut, duree.fin_incluse, duree.total_jours)


@lru_cache(maxsize=1024)
def last_day(one: Said, leaving: date | None) -> date | None:
    """Give the last day taken, None when it cannot be known.

    The typed date comes first, then start and total, then the text: its date, or its length from its start or
    from the discharge day, on which the letter is written.
    """
    if one.fin is not None:
        return one.fin
    if one.debut is not None and one.total is not None:
        return plus(one.debut, one.total - 1)
    line = regimen(one.texte)
    read = line.duree
    if read is None or read.long_cours or read.evenement is not None:
        return None
    if read.fin is not None:
        return _dated(read.fin, leaving)
    start = one.debut or (_dated(read.debut, leaving) if read.debut is not None else None)
    days = _longest(read)
    unsure = read.compte is Compte.TOTAL or (read.compte is None and line.non_lu)  # « 5 jours depuis l'intervention »
    if days is None or (start is None and unsure):
        return None
    if read.compte is Compte.RESTANT:
        start = leaving
    start = start or leaving
    return plus(start, days - 1) if start is not None else None


def plus(start: date, days: int) -> date | None:
    """Give a day so many days later; None beyond what a treatment lasts, or the calendar holds."""
    try:
        return start + timedelta(days=days) if days <= _LONGEST else None
    except OverflowError:
        return None


def _dated(read: FinLue, leaving: date | None) -> date | None:
    """Give a date as written; without its year, the one that fits a discharge day.

    None for a day that does not exist, or whose year cannot be known.
    """
    if read.annee is not None:
        return _date(read.annee, read)
    if leaving is None:
        return None
    earliest = leaving.toordinal() - _PAST
    candidates = (_date(leaving.year + shift, read) for shift in (-1, 0, 1))
    return next((day for day in candidates if day is not None and day.toordinal() >= earliest), None)


def _date(year: int, read: FinLue) -> date | None:
    try:
        return date(year, read.mois, read.jour)
    except ValueError:
        return None


def _longest(read: DureeLue) -> int | None:
    """Give a length in days, at its longest, renewals included; None for hours, or without any length."""
    if read.nombre is None or read.unite not in _DAYS:
        return None
    renewed = 1 + (read.renouvellements or 0)
    return max(1, int((read.nombre_max or read.nombre) * _DAYS[read.unite][1] * renewed))


@lru_cache(maxsize=1024)
def contradicts(one: Said, posologie: str, leaving: date | None) -> bool:
    """Tell whether the parts of a duration, or the duration and the posology, say different things."""
    if _dates_contradict(one):
        return True
    read = regimen(one.texte).duree
    if read is None:
        return False
    fin = _dated(read.fin, leaving) if read.fin is not None else None
    debut = _dated(read.debut, leaving) if read.debut is not None else None
    impossible = read.fin is not None and fin is None and (read.fin.annee or leaving) is not None
    if impossible or (fin and one.fin and fin != one.fin):
        return True
    if (debut and one.debut and debut != one.debut) or (debut and fin and fin < debut):
        return True
    whole = Said(one.texte, one.debut or debut, one.fin or fin, one.total)
    if read.long_cours and (whole.fin is not None or whole.total is not None):
        return True
    return _length_contradicts(whole, read, leaving) or _posology_contradicts(read, regimen(posologie))


def _dates_contradict(one: Said) -> bool:
    """Tell whether start, end and total do not add up."""
    if one.debut is None or one.fin is None:
        return False
    days = (one.fin - one.debut).days + 1
    return days < 1 or (one.total is not None and one.total != days)


def _length_contradicts(one: Said, read: DureeLue, leaving: date | None) -> bool:
    """Tell whether the length in words fits neither the dates nor the total, from the start or from the discharge."""
    length = _exact(read)
    if length is None or read.renouvellements:
        return False
    least, most = length
    possible = {one.total} if one.total is not None else set()
    if one.debut is not None and one.fin is not None:
        possible.add((one.fin - one.debut).days + 1)
    if one.fin is not None and leaving is not None:
        left = (one.fin - leaving).days + 1
        possible |= {left, left - 1}  # the discharge day may count or not
        if one.debut is None and one.total is None and read.compte is not Compte.RESTANT:
            return most < left - 1  # begun before the discharge, it is not known when
    return bool(possible) and not any(least <= days <= most for days in possible)


def _posology_contradicts(read: DureeLue, dosing: Ligne) -> bool:
    """Tell whether the posology gives another length: « pendant 5 jours » beside « au long cours »."""
    other, length = _posology_days(dosing), _exact(read)
    if other is None:
        return False
    if read.long_cours:
        return True
    counted_alike = dosing.duree is None or dosing.duree.compte is read.compte
    return length is not None and length[0] == length[1] and counted_alike and other != length[0]


def _posology_days(dosing: Ligne) -> Fraction | None:
    """Give the days that a posology says it lasts: its length, or those of all its steps; None when one has none."""
    if dosing.duree is not None:
        lengths = [dosing.duree]
    else:
        steps = dosing.posologie.etapes if dosing.posologie is not None else ()
        if not any(step.arret for step in steps):
            return None  # the last step may go on
        lengths = [step.duree or DureeLue() for step in steps if not step.arret]
    days = [_exact(one) for one in lengths]
    exact = [one[0] for one in days if one is not None and one[0] == one[1]]
    return sum(exact, Fraction(0)) if exact and len(exact) == len(days) else None


def _exact(read: DureeLue) -> tuple[Fraction, Fraction] | None:
    """Give the least and the most days of a length, None for a range or without any; a month has 28 to 31 days."""
    if read.nombre is None or read.nombre_max is not None or read.unite not in _DAYS:
        return None
    least, most = _DAYS[read.unite]
    return read.nombre * least, read.nombre * most
