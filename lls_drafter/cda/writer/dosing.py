"""What of a posology CDA can say exactly: understood here, as data; nothing is written.

A posology becomes administrations only when every part of it has its place: an amount with a unit, a rhythm whose
period is exact, moments that a code or the period's own words say. One part without a place, and the whole posology
stays in words (None): a gap between two takes, « selon INR », a dose by weight, « sauf le dimanche », a bare number,
hours that are not evenly spaced, a condition beside a regimen without one.

- `free` is HL7's `institutionSpecified`: « 3 fois par jour » is a period of 8 hours whose hours are not fixed,
  « toutes les 8 heures » is one whose hours are.
- « 3 g par jour » is a rate: how it is shared out is not said.
- A regimen under a condition is a subordinate administration: who reads the main one alone must not see it as daily.
- Never « combined »: a row of the letter is one product.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final

from lls_drafter.cda.writer.doses import PERIODS, Amount, Ceiling, amount, ceiling, decimal
from lls_drafter.codes.value_sets import Code, value_set
from lls_drafter.medication.model import (
    DureeLue,
    Etape,
    Frequence,
    Jours,
    Ligne,
    Posologie,
    Prise,
    Rythme,
    Schema,
    Unite,
)
from lls_drafter.medication.posology import say
from lls_drafter.medication.regimens import is_daily_anyway, is_whole


class Mode(StrEnum):
    """The ways of dosing of the model, by their templates."""

    NORMAL = "1.3.6.1.4.1.19376.1.5.3.1.4.7.1"
    TAPERED = "1.3.6.1.4.1.19376.1.5.3.1.4.8"
    SPLIT = "1.3.6.1.4.1.19376.1.5.3.1.4.9"
    CONDITIONAL = "1.3.6.1.4.1.19376.1.5.3.1.4.10"


@dataclass(frozen=True, slots=True)
class Every:
    """A period: its value as a decimal, its UCUM unit, whether its hours are free, its words beside (« le soir »)."""

    value: str
    unit: str
    free: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """One amount, with one rhythm.

    Attributes:
        dose: what is taken each time.
        rate: what is taken over a time; instead of `dose`.
        every: how often.
        events: the codes of its moments, instead of `every`: « au coucher ».
        condition: « si besoin, si douleur »; empty when there is none.
        length: how long, for a step: a number and its UCUM unit.
    """

    dose: Amount | None = None
    rate: Amount | None = None
    every: Every | None = None
    events: tuple[Code, ...] = ()
    condition: str = ""
    length: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosing:
    """A posology as administrations: one for the normal mode, the subordinate ones in their order for the others."""

    mode: Mode
    takings: tuple[Taking, ...]
    ceiling: Ceiling | None = None
    site: Code | None = None


_BEFORE_SITE: Final = re.compile("^(?:dans|sur) (?:les? |la |l['’])", re.IGNORECASE)
_LENGTHS: Final = frozenset({Unite.JOUR, Unite.SEMAINE, Unite.MOIS})
_HOURS: Final = 24
_WEEKLY: Final = Frequence(Rythme.FOIS, Unite.SEMAINE, nombre=1)
_WEEK: Final = 7


def understand(line: Ligne) -> Dosing | None:
    """Give a line as administrations, None when a part of it has no exact place or was not understood."""
    found = line.posologie
    if found is None or not is_whole(line) or line.nom is not None or line.nombre_seul is not None:
        return None
    return dosing_of(found)


def dosing_of(found: Posologie) -> Dosing | None:
    """Give a posology as administrations, None when a part of it has no exact place."""
    if found.ecart or found.administration or found.adaptation or len(found.maximums) > 1:
        return None
    most = ceiling(found.maximums[0]) if found.maximums else None
    site = _site(found.site) if found.site else None
    if (found.maximums and most is None) or (found.site and site is None):
        return None
    shape = _tapered(found.etapes) if len(found.etapes) > 1 else _at_once(found.etapes)
    if shape is None:
        return None
    mode, takings = shape
    return Dosing(mode=mode, takings=takings, ceiling=most, site=site)


def _site(words: str) -> Code | None:
    """Give the code of a site, with or without the small words before it: « dans la cuisse droite »."""
    known = value_set("site_administration")
    return known.exact(words) or known.exact(_BEFORE_SITE.sub("", words))


def exact_length(duree: DureeLue | None) -> tuple[str, str] | None:
    """Give a length that is only a whole number of days, weeks or months; None for any other."""
    if duree is None or duree.nombre is None or duree.unite not in _LENGTHS:
        return None
    value = decimal(duree.nombre) if duree.nombre.denominator == 1 else None
    if value is None or duree != DureeLue(nombre=duree.nombre, unite=duree.unite):
        return None
    return value, PERIODS[duree.unite]


def _at_once(steps: tuple[Etape, ...]) -> tuple[Mode, tuple[Taking, ...]] | None:
    """Give the administrations of a posology in one step."""
    if not steps or steps[0].arret or steps[0].duree is not None:
        return None
    schemas = steps[0].schemas
    conditional = {schema.condition is not None for schema in schemas}
    groups = [_takings(schema) for schema in schemas]
    takings = tuple(one for group in groups if group is not None for one in group)
    if len(conditional) != 1 or not all(groups) or not takings:
        return None
    if conditional == {True}:
        return Mode.CONDITIONAL, takings
    return (Mode.NORMAL if len(takings) == 1 else Mode.SPLIT), takings


def _tapered(steps: tuple[Etape, ...]) -> tuple[Mode, tuple[Taking, ...]] | None:
    """Give the administrations of a posology in steps: each one taking, each but the last with its length."""
    made: list[Taking] = []
    for place, step in enumerate(steps, start=1):
        takings = _takings(step.schemas[0]) if len(step.schemas) == 1 and not step.arret else None
        length = exact_length(step.duree)
        endless = place == len(steps) and step.duree is None
        if takings is None or len(takings) != 1 or (length is None and not endless):
            return None
        (one,) = takings
        if one.condition or len(one.events) > 1 or not (one.every or one.events or one.rate):
            return None
        made.append(replace(one, length=length))
    return Mode.TAPERED, tuple(made)


def _takings(schema: Schema) -> tuple[Taking, ...] | None:
    """Give the takings of one regimen: one for each amount; None when it cannot be said exactly."""
    if is_daily_anyway(schema):
        schema = replace(schema, frequence=None)
    made = _by_rhythm(schema) if schema.frequence is not None else _by_times(schema)
    words = _condition(schema)
    return tuple(replace(one, condition=words) for one in made) if made is not None else None


def _condition(schema: Schema) -> str:
    """Give a condition in words."""
    if schema.condition is None:
        return ""
    parts = ("si besoin" if schema.condition.si_besoin else "", schema.condition.texte or "")
    return ", ".join(part for part in parts if part)


def _by_rhythm(schema: Schema) -> tuple[Taking, ...] | None:
    """Give the taking of a regimen with a rhythm: one amount, at one moment at most."""
    frequence, takes = schema.frequence, schema.prises
    if frequence is None or len(takes) != 1 or takes[0].dose is None or takes[0].heure:
        return None
    if frequence.rythme is Rythme.TOTAL:
        return _by_total(schema, frequence)
    dose, every = amount(takes[0].dose), _every(frequence)
    weekly = schema.jours is None or (frequence == _WEEKLY and _is_one_day(schema.jours))
    if dose is None or every is None or takes[0].moment or not weekly:
        return None
    return (Taking(dose=dose, every=replace(every, words=_said(replace(schema, prises=())))),)


def _by_total(schema: Schema, frequence: Frequence) -> tuple[Taking, ...] | None:
    """Give the taking of « 3 g par jour (en 3 prises) », « 10 mg par semaine le mardi »: a rate.

    With one moment, or one day of the week, it is taken then, all of it.
    """
    (take,) = schema.prises
    rate = amount(take.dose, per=frequence.unite) if take.dose is not None and frequence.periode == 1 else None
    if rate is None or frequence.nombre_max is not None:
        return None
    words = _said(schema if take.moment else replace(schema, prises=()))
    if take.moment or schema.jours is not None:
        daily = frequence.unite is Unite.JOUR and frequence.nombre in {None, 1} and schema.jours is None
        weekly = frequence.unite is Unite.SEMAINE and frequence.nombre is None and _is_one_day(schema.jours)
        if not daily and not weekly:
            return None
        return (Taking(rate=rate, every=Every("1", "d" if daily else "wk", free=True, words=words)),)
    if frequence.nombre is None:
        return None if words else (Taking(rate=rate),)
    every = _every(replace(frequence, rythme=Rythme.FOIS))
    return (Taking(rate=rate, every=replace(every, words=words)),) if every is not None else None


def _is_one_day(jours: Jours | None) -> bool:
    """Tell whether days are one day of each week."""
    return jours is not None and len(jours.semaine) == 1 and jours == Jours(semaine=jours.semaine)


def _every(frequence: Frequence) -> Every | None:
    """Give the period of a rhythm, None when it is a range or has no exact period."""
    unit, count = PERIODS[frequence.unite], frequence.nombre
    if frequence.periode_max is not None or frequence.nombre_max is not None or frequence.periode < 1:
        return None
    if frequence.rythme is Rythme.INTERVALLE:
        return Every(str(frequence.periode), unit)
    if count == 1:
        return Every(str(frequence.periode), unit, free=True)
    if count is None or count < 1 or frequence.periode != 1:
        return None
    if frequence.unite is Unite.JOUR:
        return _shared(_HOURS, count, "h")
    # seven times a week is each day: nobody writes it, and a period of one day would not say it
    return _shared(_WEEK, count, "d") if frequence.unite is Unite.SEMAINE and count < _WEEK else None


def _shared(whole: int, count: int, unit: str) -> Every | None:
    """Give the period of so many takes in a whole, None without a short decimal form."""
    value = decimal(Fraction(whole, count))
    return Every(value, unit, free=True) if value is not None else None


def _by_times(schema: Schema) -> tuple[Taking, ...] | None:
    """Give the takings of a regimen by moments of the day, days or meals: one for each amount."""
    takes = schema.prises
    if not takes or any(take.dose is None for take in takes):
        return None
    timed = [take for take in takes if take.moment or take.heure]
    if timed and len(timed) != len(takes):
        return None
    if not timed:
        return _untimed(schema) if len(takes) == 1 else None
    groups = [tuple(same) for _, same in groupby(takes, key=lambda take: take.dose)]
    made = [_group(replace(schema, prises=group), alone=len(groups) == 1) for group in groups]
    return None if any(one is None for one in made) else tuple(one for one in made if one is not None)


def _group(schema: Schema, *, alone: bool) -> Taking | None:
    """Give the taking of one amount at its moments of each day, or of some days when it is `alone`."""
    takes = schema.prises
    dose = amount(takes[0].dose) if takes[0].dose is not None else None
    if dose is None or len({(take.moment, take.heure) for take in takes}) != len(takes):
        return None
    if schema.jours is not None:
        every = _on_days(schema.jours) if alone and len(takes) == 1 and takes[0].moment else None
        return Taking(dose=dose, every=replace(every, words=_said(schema))) if every is not None else None
    events = _events(takes) if schema.repas is None else ()
    if events:
        return Taking(dose=dose, events=events)
    every = _by_day(takes)
    return Taking(dose=dose, every=replace(every, words=_said(schema))) if every is not None else None


def _by_day(takes: tuple[Prise, ...]) -> Every | None:
    """Give the period of takes at moments, whose hours are free; at hours only when these are evenly spaced."""
    hours = sorted(_minutes(take.heure) for take in takes if take.heure is not None)
    every = Every("1", "d", free=True) if len(takes) == 1 else _shared(_HOURS, len(takes), "h")
    if not hours or every is None:
        return every
    gaps = {(after - before) * len(takes) for before, after in pairwise((*hours, hours[0] + _HOURS * 60))}
    return replace(every, free=False) if len(hours) == len(takes) and gaps == {_HOURS * 60} else None


def _minutes(hour: str) -> int:
    """Give the minutes of « HH:MM » since midnight."""
    hours, minutes = hour.split(":")
    return int(hours) * 60 + int(minutes)


def _untimed(schema: Schema) -> tuple[Taking, ...] | None:
    """Give the taking of one amount without moment: on days, at meals, or whenever its condition holds."""
    dose = amount(schema.prises[0].dose) if schema.prises[0].dose is not None else None
    if dose is None:
        return None
    if schema.jours is not None:
        every = _on_days(schema.jours)
        words = _said(replace(schema, prises=()))
        return (Taking(dose=dose, every=replace(every, words=words)),) if every is not None else None
    if schema.repas is not None:
        meal = value_set("moment_prise").exact(schema.repas)
        return (Taking(dose=dose, events=(meal,)),) if meal is not None else None
    return (Taking(dose=dose),) if schema.condition is not None else None


def _on_days(jours: Jours) -> Every | None:
    """Give the period of days that come back evenly: one day of the week, « 1 jour sur 2 », one of the month."""
    if _is_one_day(jours):
        return Every("1", "wk", free=True)
    if jours.actifs == 1 and jours.sur is not None and jours == Jours(actifs=1, sur=jours.sur):
        return Every(str(jours.sur), "d")
    if len(jours.du_mois) == 1 and jours == Jours(du_mois=jours.du_mois):
        return Every("1", "mo", free=True)
    return None


def _events(takes: Iterable[Prise]) -> tuple[Code, ...]:
    """Give the codes of moments that all have one; empty otherwise. « matin », « midi », « soir » have none."""
    known = value_set("moment_prise")
    found = [known.exact(take.moment or "") or known.exact(f"au {take.moment}") for take in takes]
    return tuple(one for one in found if one is not None) if all(one is not None for one in found) else ()


def _said(schema: Schema) -> str:
    """Give what a regimen says of its times in words, its amounts, rhythm and condition apart."""
    takes = tuple(replace(take, dose=None) for take in schema.prises)
    times = replace(schema, prises=takes, frequence=None, condition=None)
    return say(Posologie((Etape((times,)),)))
