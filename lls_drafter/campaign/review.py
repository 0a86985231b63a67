"""The review after a year: each line of a plan, as the site edited it, beside a new audit; what fell, what is new.

It says how much moved and whether chance alone could have done it; never why.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from lls_drafter.audit.report_file import Audit, Mesure, Resultats
from lls_drafter.audit.statistics import TARGET, Intervalle, difference
from lls_drafter.audit.table import UNKNOWN_GRIDS
from lls_drafter.campaign.plan import LignePlan, Situation, situation_of
from lls_drafter.letter.dates import parse_date_text
from lls_drafter.letter.text import fold

_DONE: Final = re.compile(r"\b(fait|faite|faits|faites|termine|terminee|abandon\w*|realise|realisee|clos|close)\b")
_NOT_DONE: Final = re.compile(r"\b(pas|non|a|en cours)\b")
_LEAST_FALL: Final = -0.5
"""In points: a smaller fall is printed « 0 pt »."""
_YEAR: Final = re.compile(r"\b(20[0-9]{2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2})\b")
_ANY_DAY: Final = date(2040, 1, 1)  # a year is always written; two digits are of this century
_DATE: Final = re.compile(r"\b(?:[0-9]{2}/)?[0-9]{2}/[0-9]{4}\b")


class Sens(StrEnum):
    """How a rate moved, in words; chance is that of the samples, at 95 %."""

    HAUSSE = "hausse, au-delà du hasard des échantillons"
    BAISSE = "baisse, au-delà du hasard des échantillons"
    INCERTAIN = "non distinguable du hasard des échantillons"
    SANS_INTERVALLE = "effectifs du plan absents : hasard non exclu"
    FAIBLE = "effectif trop faible pour conclure"
    NON_MESURE = "non mesuré dans l'un des deux audits"
    ABSENT = "critère absent du nouvel audit"
    SANS_CRITERE = "sans critère : à évaluer par le pilote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evolution:
    """How one criterion moved.

    Attributes:
        apres: what the new audit says of it; None when it has not this criterion.
        points: after less before, in points; None when either is not known.
        intervalle: its 95 % interval.
        sens: how to read it.
    """

    avant: float | None
    intervalle_avant: Intervalle | None
    apres: Mesure | None
    points: float | None
    intervalle: Intervalle | None
    sens: Sens


@dataclass(frozen=True, slots=True, kw_only=True)
class LignePoint:
    """One line of the plan and what became of it.

    Attributes:
        en_retard: its deadline has passed and its state does not say that it is done.
    """

    plan: LignePlan
    evolution: Evolution
    en_retard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerte:
    """A criterion that calls for attention beside the plan: it fell, or it is under the target and not in the plan."""

    mesure: Mesure
    evolution: Evolution
    nouveau: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The review.

    Attributes:
        reserves: what must be read before any evolution: grids that may differ, bases, periods.
        hypotheses: by criterion, where its failures gather now; places to look at, not explanations.
    """

    audit: Audit
    periode_plan: str
    cible: float
    lignes: tuple[LignePoint, ...]
    baisses: tuple[Alerte, ...]
    nouveaux: tuple[Alerte, ...]
    reserves: tuple[str, ...]
    hypotheses: tuple[tuple[str, tuple[str, ...]], ...]


def make_review(plan: Iterable[LignePlan], audit: Audit, *, today: date, cible: float | None = None) -> Point:
    """Compare a plan with a new audit.

    Args:
        plan: its lines, as read back.
        audit: the new one.
        today: the day of the review: a deadline before it has passed.
        cible: the target; that of the plan when not given, 80 when the plan has none.
    """
    lines = tuple(plan)
    target = cible if cible is not None else next((one.cible for one in lines if one.cible is not None), TARGET)
    points = tuple(
        LignePoint(plan=one, evolution=_evolution(one, audit), en_retard=_is_late(one, today)) for one in lines
    )
    alerts = tuple(_alerts(lines, audit, target))
    return Point(
        audit=audit,
        periode_plan=next((one.periode for one in lines if one.periode), ""),
        cible=target,
        lignes=points,
        baisses=tuple(one for one in alerts if not one.nouveau),
        nouveaux=tuple(one for one in alerts if one.nouveau),
        reserves=tuple(_reserves(lines, audit)),
        hypotheses=tuple(
            (name, texts) for table in audit.tableaux for name, texts in table.hypotheses.items() if texts
        ),
    )


def _evolution(line: LignePlan, audit: Audit) -> Evolution:
    """Say how the criterion of one line moved."""
    measure = _measure_of(line, audit)
    points = interval = None
    if not line.critere:
        sense = Sens.SANS_CRITERE
    elif measure is None:
        sense = Sens.ABSENT
    elif not measure.mesure or line.situation == Situation.NON_MESURE:
        sense = Sens.NON_MESURE
    elif measure.taux is None or line.taux is None:
        sense = Sens.FAIBLE
    else:
        points = round(measure.taux - line.taux, 1)
        sense = Sens.SANS_INTERVALLE
        if measure.intervalle is not None and line.intervalle is not None:
            interval = difference(line.taux, line.intervalle, measure.taux, measure.intervalle)
            sense = Sens.HAUSSE if interval.bas > 0 else Sens.BAISSE if interval.haut < 0 else Sens.INCERTAIN
    return Evolution(
        avant=line.taux,
        intervalle_avant=line.intervalle,
        apres=measure,
        points=points,
        intervalle=interval,
        sens=sense,
    )


def _table_of(line: LignePlan, audit: Audit) -> Resultats | None:
    """Give the new table of a line: that of its grid, or the only one that has its criterion."""
    having = [one for one in audit.tableaux if any(measure.id == line.critere for measure in one.criteres)]
    named = [one for one in having if one.grille == line.grille]
    return next(iter(named or ([] if line.grille else having)), None)


def _measure_of(line: LignePlan, audit: Audit) -> Mesure | None:
    """Give what the new audit says of a line's criterion."""
    table = _table_of(line, audit)
    return None if table is None else next(one for one in table.criteres if one.id == line.critere)


def _alerts(lines: tuple[LignePlan, ...], audit: Audit, target: float) -> Iterator[Alerte]:
    """Give the criteria that fell, and those under the target for which the plan proposed nothing."""
    for table in audit.tableaux:
        for measure in table.criteres:
            about = (one for one in lines if one.critere == measure.id and _table_of(one, audit) is table)
            line = next(about, None)
            planned = line is not None and line.situation != Situation.A_LA_CIBLE
            evolution = _evolution(line, audit) if line is not None else _since(measure)
            under = situation_of(measure, target) is Situation.SOUS_LA_CIBLE
            if evolution.points is not None and evolution.points <= _LEAST_FALL:
                yield Alerte(mesure=measure, evolution=evolution, nouveau=False)
            if under and not planned:
                yield Alerte(mesure=measure, evolution=evolution, nouveau=True)


def _since(measure: Mesure) -> Evolution:
    """Say how a criterion that the plan does not name moved since the run that the audit was compared with."""
    before = measure.precedent
    points = round(measure.taux - before, 1) if measure.taux is not None and before is not None else None
    return Evolution(
        avant=before,
        intervalle_avant=None,
        apres=measure,
        points=points,
        intervalle=None,
        sens=Sens.SANS_INTERVALLE if points is not None else Sens.NON_MESURE,
    )


def _reserves(lines: tuple[LignePlan, ...], audit: Audit) -> Iterator[str]:
    """Say why the two audits may not be compared as they stand."""
    grids = {one.grille: one.empreinte for one in audit.tableaux}
    judged = [one for one in lines if one.critere]
    if any(one.empreinte != grids.get(one.grille, "?") for one in judged):
        yield f"{UNKNOWN_GRIDS} : celle du plan n'est pas, à l'octet près, celle du nouvel audit"
    bases = {one.base for one in judged}
    if bases and bases != {audit.base}:
        yield "le plan et le nouvel audit ne comptent peut-être pas la même chose (lettres ou séjours)"
    periods = {one.periode for one in judged if one.periode}
    if len(periods) > 1:
        yield "les lignes du plan viennent de plusieurs audits"
    ends = [_last_day(one) for one in periods]
    known = [one for one in ends if one is not None]
    if not known or audit.debut is None:
        yield "les périodes ne sont pas toutes connues : les mêmes lettres sont peut-être comptées deux fois"
    elif audit.debut <= max(known):
        yield "le nouvel audit commence avant la fin de la période du plan : des lettres sont comptées deux fois"


def _last_day(words: str) -> date | None:
    """Give the end of a period said in words; None when it has none."""
    found = _DATE.findall(words)
    return None if not found or words.startswith("depuis") else deadline_of(found[-1])


def _is_late(line: LignePlan, today: date) -> bool:
    """Tell whether a deadline that can be read has passed without the action being done."""
    state = fold(line.etat)
    if line.situation == Situation.A_LA_CIBLE or (_DONE.search(state) and not _NOT_DONE.search(state)):
        return False
    deadline = deadline_of(line.echeance)
    return deadline is not None and deadline < today


def deadline_of(text: str) -> date | None:
    """Give the day of a deadline that says its year, the last one of a month; None for any other words.

    Why: « dans 3 mois » or « lundi » were counted from a day that nobody wrote down.
    """
    words = fold(text)
    if not _YEAR.search(words):
        return None
    whole = parse_date_text(words, today=_ANY_DAY).value
    if whole is not None:
        return whole
    first = parse_date_text(f"01/{words}" if "/" in words else f"1 {words}", today=_ANY_DAY).value
    return None if first is None else (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
