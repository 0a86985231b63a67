"""A duration as written, turned into dates: first day, last day included, number of days.

Nothing is computed from what was not said: « 5 jours » begins some day, which the caller gives.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from lls_drafter.medication.model import Compte, DureeLue, Etape, FinLue, Posologie, Unite
from lls_drafter.medication.sentence import say_number

_DAYS = {Unite.JOUR: 1, Unite.SEMAINE: 7}
_LONGEST = 3660  # days, as the letter's field


@dataclass(frozen=True, slots=True)
class Dates:
    """First day, last day included, number of days; each None when it cannot be told."""

    debut: date | None = None
    fin_incluse: date | None = None
    total_jours: int | None = None


def date_of(read: FinLue, near: date) -> date | None:
    """Give the date that was written; without a year, the first such day from six months before `near` on.

    None for a day that does not exist (« 30/02 »).
    """
    years = [read.annee] if read.annee is not None else [near.year - 1, near.year, near.year + 1]
    floor = near - timedelta(days=183)
    for year in years:
        try:
            found = date(year, read.mois, read.jour)
        except ValueError:
            continue
        if read.annee is not None or found >= floor:
            return found
    return None


def last_day(debut: date, nombre: Fraction, unite: Unite) -> date | None:
    """Give the last day included of a length that begins on a day; None for hours and for parts of a month."""
    days = _DAYS.get(unite)
    if days is not None:
        total = nombre * days
        return debut + timedelta(days=int(total) - 1) if total.denominator == 1 and 1 <= total <= _LONGEST else None
    if unite not in (Unite.MOIS, Unite.AN) or nombre.denominator != 1:
        return None
    months = int(nombre) * (12 if unite is Unite.AN else 1)
    if not 1 <= months <= 120:
        return None
    year, month = divmod(debut.month - 1 + months, 12)
    year, month = debut.year + year, month + 1
    day = min(debut.day, calendar.monthrange(year, month)[1])
    return date(year, month, day) - timedelta(days=1)


def dates_of(duree: DureeLue, *, near: date, debut: date | None = None) -> Dates:
    """Give the dates of a duration; `debut` is its first day when it is known and the text does not say it."""
    first = date_of(duree.debut, near) if duree.debut is not None else debut
    last = date_of(duree.fin, near) if duree.fin is not None else None
    exact = duree.nombre is not None and duree.nombre_max is None and duree.unite is not None
    if last is None and first is not None and exact and duree.nombre is not None and duree.unite is not None:
        last = last_day(first, duree.nombre, duree.unite)
    if first is not None and last is not None and last >= first:
        return Dates(first, last, (last - first).days + 1)
    days = _DAYS.get(duree.unite) if duree.unite is not None else None
    total = None
    if exact and days is not None and duree.compte is Compte.TOTAL and duree.nombre is not None:
        whole = duree.nombre * days
        total = int(whole) if whole.denominator == 1 and 1 <= whole <= _LONGEST else None
    return Dates(first, last, total)


def is_ambiguous(duree: DureeLue) -> bool:
    """Tell whether a length may count from the first day taken or from today: « 5 jours » alone."""
    counted = duree.nombre is not None and duree.unite in (Unite.JOUR, Unite.SEMAINE, Unite.MOIS)
    return counted and duree.compte is None and duree.debut is None and duree.fin is None


def of_steps(posologie: Posologie) -> DureeLue | None:
    """Give the duration of a posology in several steps: the sum of their lengths, or what the last one says.

    None when a step does not say how long it lasts.
    """
    steps = [step for step in posologie.etapes if not step.arret]
    if len(posologie.etapes) < 2 or not steps:
        return None
    last = steps[-1].duree
    if last is not None and (last.long_cours or last.fin is not None or last.evenement is not None):
        return last
    lengths = [_in_days(step) for step in steps]
    if any(length is None for length in lengths):
        return None
    return DureeLue(nombre=sum((length for length in lengths if length is not None), Fraction(0)), unite=Unite.JOUR)


def _in_days(step: Etape) -> Fraction | None:
    length = step.duree
    if length is None or length.nombre is None or length.nombre_max is not None or length.unite is None:
        return None
    days = _DAYS.get(length.unite)
    return length.nombre * days if days is not None else None


def say_dates(dates: Dates) -> str:
    """Give the dates in words: « du 10/03/2026 au 14/03/2026 inclus, soit 5 jours »; empty when none is known."""
    parts: list[str] = []
    if dates.debut is not None and dates.fin_incluse is not None:
        parts.append(f"du {_day(dates.debut)} au {_day(dates.fin_incluse)} inclus")
    elif dates.fin_incluse is not None:
        parts.append(f"jusqu'au {_day(dates.fin_incluse)} inclus")
    if dates.total_jours is not None:
        parts.append(f"soit {say_number(Fraction(dates.total_jours))} jour{'s' if dates.total_jours > 1 else ''}")
    return ", ".join(parts)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
