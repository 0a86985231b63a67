"""The circuit of the letters: how long after the discharge they are validated, handed over, sent; week-ends compared.

Counts and rates only. An act of the hospital is counted as it is; a choice of patients (a refusal, an opposition) is
never shown under `SMALL`, nor where a subtraction would give fewer back.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lls_drafter.audit.flow_acts import OPPOSITIONS
from lls_drafter.audit.flow_days import Calendrier, is_day_of_rest
from lls_drafter.audit.model import Actes, Jugement
from lls_drafter.audit.statistics import (
    SMALL,
    Intervalle,
    Moyenne,
    difference,
    mean_score,
    percentage,
    rate_interval,
)
from lls_drafter.letter.remise import Canal


class Acte(StrEnum):
    """An act after the discharge whose day is recorded."""

    VALIDATION = "validation"
    REMISE = "remise"
    ENVOI = "envoi_medecin_traitant"


class Classe(StrEnum):
    """How many days after the discharge an act took place, in printed order."""

    AVANT = "avant"
    JOUR = "0"
    UN_DEUX = "1-2"
    TROIS_SEPT = "3-7"
    HUIT = "8+"
    AUCUN = "aucun"


_LAST_DAY: Final[Mapping[Classe, int]] = MappingProxyType(
    {Classe.AVANT: -1, Classe.JOUR: 0, Classe.UN_DEUX: 2, Classe.TROIS_SEPT: 7}
)
_DAY: Final[Mapping[Acte, Callable[[Actes], int | None]]] = MappingProxyType(
    {
        Acte.VALIDATION: lambda acts: acts.validation,
        Acte.REMISE: lambda acts: acts.remise,
        Acte.ENVOI: lambda acts: acts.envoi,
    }
)
_DUE: Final[Mapping[Acte, Callable[[Actes], bool]]] = MappingProxyType(
    {
        Acte.VALIDATION: lambda _acts: True,
        Acte.REMISE: lambda acts: acts.remise_due,
        Acte.ENVOI: lambda acts: acts.envoi_du,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How many of `n`, as a rate with its 95 % interval; both None under `LEAST`."""

    nombre: int
    n: int
    taux: float | None
    intervalle: Intervalle | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """The letters of one class of delay."""

    classe: Classe
    n: int
    taux: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delais:
    """When an act took place.

    Attributes:
        n: letters for which it is due.
        sans_objet: those for which it is not.
        tranches: all classes, in printed order.
        jour_meme: the day of the discharge itself.
    """

    acte: Acte
    n: int
    sans_objet: int
    tranches: tuple[Tranche, ...]
    jour_meme: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Cote:
    """The discharges of working days, or those of the others: their score, and the acts done on the day."""

    effectif: int
    score: Moyenne
    jour_meme: Mapping[Acte, Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecart:
    """A difference, week-ends less working days, in points, with its 95 % interval."""

    valeur: float
    intervalle: Intervalle


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekend:
    """Discharges of Saturdays, Sundays and public holidays against the others.

    Attributes:
        score: the difference of scores, None when one of them has too few letters.
        jour_meme: the difference of rates, where both are known.
    """

    calendrier: Calendrier
    semaine: Cote
    weekend: Cote
    score: Ecart | None
    jour_meme: Mapping[Acte, Ecart]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix:
    """A choice of patients: how many, None when fewer than `SMALL` could be told (none at all included); the rate."""

    cle: str
    nombre: int | None
    n: int
    taux: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """In how many letters found a channel was used at least once."""

    canal: Canal
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """What became of the letters of one grid.

    Attributes:
        muettes: letters whose source or missing discharge date does not tell; they count nowhere here.
        weekend: None when one of the two sides is a small group.
    """

    muettes: int
    delais: tuple[Delais, ...]
    weekend: Weekend | None
    choix: tuple[Choix, ...]
    canaux: tuple[Usage, ...]


def circuit_of(
    jugements: Sequence[Jugement], found: Sequence[Jugement], counted: Sequence[Jugement], calendrier: Calendrier
) -> Circuit | None:
    """Give the circuit of the letters of one grid; None when no letter tells anything of it.

    Args:
        jugements: all that count: the validation is looked at over these.
        found: those that have a validated letter: the other acts.
        counted: those of the score.
        calendrier: the public holidays that count.
    """
    acts = [one.actes for one in jugements if one.actes is not None]
    done = [one.actes for one in found if one.actes is not None]
    if not acts:
        return None
    absent = sum(one.absente for one in jugements)
    return Circuit(
        muettes=len(jugements) - absent - len(acts),
        delais=tuple(_delays(acte, acts if acte is Acte.VALIDATION else done) for acte in Acte),
        weekend=_weekend(counted, calendrier),
        choix=tuple(_choices(done)),
        canaux=tuple(_channels(done)),
    )


def part_of(count: int, whole: int) -> Part:
    """Give a share."""
    return Part(nombre=count, n=whole, taux=percentage(count, whole), intervalle=rate_interval(count, whole))


def class_of(days: int | None) -> Classe:
    """Give the class of a delay."""
    if days is None:
        return Classe.AUCUN
    return next((name for name, last in _LAST_DAY.items() if days <= last), Classe.HUIT)


def _delays(acte: Acte, acts: Sequence[Actes]) -> Delais:
    """Count the delays of one act."""
    due = [one for one in acts if _DUE[acte](one)]
    counts = Counter(class_of(_DAY[acte](one)) for one in due)
    return Delais(
        acte=acte,
        n=len(due),
        sans_objet=len(acts) - len(due),
        tranches=tuple(Tranche(classe=one, n=counts[one], taux=percentage(counts[one], len(due))) for one in Classe),
        jour_meme=part_of(counts[Classe.JOUR], len(due)),
    )


def _weekend(counted: Sequence[Jugement], calendrier: Calendrier) -> Weekend | None:
    """Compare both kinds of days; None when one of them has a small group."""
    sides: dict[bool, list[Jugement]] = {False: [], True: []}
    for one in counted:
        if one.date_sortie is not None:
            sides[is_day_of_rest(one.date_sortie, calendrier)].append(one)
    if any(len(side) < SMALL for side in sides.values()):
        return None
    week, rest = (_side(sides[key]) for key in (False, True))
    rates = {acte: (rest.jour_meme[acte], week.jour_meme[acte]) for acte in Acte}
    gaps = {acte: _gap(a.taux, a.intervalle, b.taux, b.intervalle) for acte, (a, b) in rates.items()}
    return Weekend(
        calendrier=calendrier,
        semaine=week,
        weekend=rest,
        score=_gap(rest.score.valeur, rest.score.intervalle, week.score.valeur, week.score.intervalle),
        jour_meme=MappingProxyType({acte: gap for acte, gap in gaps.items() if gap is not None}),
    )


def _side(jugements: Sequence[Jugement]) -> Cote:
    """Give the figures of one kind of days."""
    acts = [one.actes for one in jugements if one.actes is not None]
    due = {acte: [one for one in acts if _DUE[acte](one)] for acte in Acte}
    return Cote(
        effectif=len(jugements),
        score=mean_score([one.score for one in jugements]),
        jour_meme=MappingProxyType(
            {acte: part_of(sum(_DAY[acte](one) == 0 for one in those), len(those)) for acte, those in due.items()}
        ),
    )


def _gap(one: float | None, its: Intervalle | None, other: float | None, theirs: Intervalle | None) -> Ecart | None:
    """Give `one` less `other` and its interval, made of theirs; None when either is not known."""
    if one is None or its is None or other is None or theirs is None:
        return None
    return Ecart(valeur=round(one - other, 1), intervalle=difference(other, theirs, one, its))


def _choices(done: Sequence[Actes]) -> Iterable[Choix]:
    """Count the choices of patients; the letters without hand-over, or without sending, bound what may be told."""
    refused = sum(one.refus for one in done)
    excused = sum(not one.remise_due for one in done)
    yield _choice("remise_refusee", refused, excused, len(done))
    yield _choice("remise_impossible", excused - refused, excused, len(done))
    opposed = Counter(name for one in done for name in one.oppositions)
    for name in OPPOSITIONS:
        family = sum(not one.envoi_du for one in done) if name == "medecin_traitant" else opposed[name]
        yield _choice(f"opposition_{name}", opposed[name], family, len(done))


def _choice(key: str, count: int, family: int, whole: int) -> Choix:
    """Give one choice; hidden when small, or when what is left of its family would be."""
    rest = family - count
    told = count >= SMALL and (rest == 0 or rest >= SMALL)
    return Choix(cle=key, nombre=count if told else None, n=whole, taux=percentage(count, whole) if told else None)


def _channels(done: Sequence[Actes]) -> Iterable[Usage]:
    """Count the letters sent by each channel."""
    used = Counter(name for one in done for name in one.canaux)
    for channel in Canal:
        yield Usage(canal=channel, part=part_of(used[channel.value], len(done)))
