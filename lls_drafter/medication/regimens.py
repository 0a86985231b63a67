"""Posologies compared by what they say: whether two are the same, and which way the daily dose goes.

Only what is written is counted. Nothing is said of a dose that is conditional, a range, by weight, on some days only,
or not understood whole.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from lls_drafter.letter.text import fold
from lls_drafter.medication.model import Dose, Etape, Frequence, Ligne, Posologie, Prise, Rythme, Schema, Unite
from lls_drafter.medication.posology import read_posology

COUNTED: Final = frozenset({"comprimé", "gélule", "capsule", "sachet", "suppositoire", "ovule", "patch"})
"""Units that a bare number counts: « 1-0-1 » and « 1 comprimé matin et soir » are the same posology."""
_SCALES: Final = {
    "g": ("masse", Fraction(1000000)), "mg": ("masse", Fraction(1000)), "microgramme": ("masse", Fraction(1)),
    "ng": ("masse", Fraction(1, 1000)), "L": ("volume", Fraction(1000)), "cL": ("volume", Fraction(10)),
    "mL": ("volume", Fraction(1)), "UI": ("UI", Fraction(1)), "unité": ("UI", Fraction(1)),
    "kUI": ("UI", Fraction(1000)), "MUI": ("UI", Fraction(1000000)),
}  # fmt: skip
_MEASURED: Final = frozenset({"masse", "UI", "mmol", "mEq"})
"""Kinds of amounts that say the dose by themselves, whatever the strength of the box."""


@dataclass(frozen=True, slots=True)
class Total:
    """What is taken in a day: an amount in the smallest unit of its kind (`nature`), None for bare numbers."""

    valeur: Fraction
    nature: str | None

    @property
    def by_itself(self) -> bool:
        """Tell whether the amount is a dose whatever the strength is."""
        return self.nature in _MEASURED


@lru_cache(512)
def read(text: str) -> Ligne:
    """Give a posology as read; the same text is read once."""
    return read_posology(text)


def is_whole(line: Ligne) -> bool:
    """Tell whether a posology was understood to the last word."""
    return line.posologie is not None and not line.non_lu


def same_posology(one: str, other: str, *, count: bool) -> bool:
    """Tell whether two posologies say the same.

    Args:
        one: a posology as typed.
        other: another.
        count: a bare number may count tablets (the strength of the drug is written on both sides, or on none).
    """
    if fold(one) == fold(other):
        return True
    first, second = read(one), read(other)
    if not is_whole(first) or not is_whole(second):
        return False
    left, right = canonical(first), canonical(second)
    return left == right or (count and _units_unsaid(left, right))


def canonical(line: Ligne) -> Posologie | None:
    """Give a posology in a form where equal means the same: takes in order, units of one kind, no idle rhythm."""
    if line.posologie is None:
        return None
    steps = tuple(
        replace(step, schemas=tuple(_canonical_schema(schema) for schema in step.schemas))
        for step in line.posologie.etapes
    )
    return replace(line.posologie, etapes=steps)


def _canonical_schema(schema: Schema) -> Schema:
    takes = tuple(sorted((replace(take, dose=_canonical_dose(take.dose)) for take in schema.prises), key=repr))
    return replace(schema, prises=takes, frequence=None if is_daily_anyway(schema) else schema.frequence)


def _canonical_dose(dose: Dose | None) -> Dose | None:
    if dose is None or dose.unite not in _SCALES:
        return dose
    nature, scale = _SCALES[dose.unite]
    return Dose(dose.valeur * scale, dose.maximum * scale if dose.maximum is not None else None, nature)


def is_daily_anyway(schema: Schema) -> bool:
    """Tell whether the rhythm adds nothing to the times: « matin et soir, 2 fois par jour »."""
    frequence = schema.frequence
    timed = [take for take in schema.prises if take.moment or take.heure]
    if frequence is None or not timed or len(timed) != len(schema.prises) or not _is_each_day(frequence):
        return False
    return frequence.rythme is Rythme.INTERVALLE or (
        frequence.rythme is Rythme.FOIS and frequence.nombre == len(timed) and frequence.nombre_max is None
    )


def _is_each_day(frequence: Frequence) -> bool:
    """Tell whether the period of a rhythm is one day."""
    return frequence.unite is Unite.JOUR and frequence.periode == 1 and frequence.periode_max is None


def _units_unsaid(one: Posologie | None, other: Posologie | None) -> bool:
    """Tell whether two posologies are the same once the units that one of them does not say are left out."""
    if one is None or other is None:
        return False
    units = _units(one) | _units(other)
    return (
        None in units and len(units) == 2 and units <= COUNTED | {None} and _without_units(one) == _without_units(other)
    )


def _units(posologie: Posologie) -> frozenset[str | None]:
    return frozenset(take.dose.unite for take in _takes(posologie) if take.dose is not None)


def _takes(posologie: Posologie) -> list[Prise]:
    return [take for step in posologie.etapes for schema in step.schemas for take in schema.prises]


def _without_units(posologie: Posologie) -> Posologie:
    def bare(take: Prise) -> Prise:
        return take if take.dose is None else replace(take, dose=replace(take.dose, unite=None))

    return replace(
        posologie,
        etapes=tuple(
            replace(
                step,
                schemas=tuple(
                    replace(schema, prises=tuple(sorted(map(bare, schema.prises), key=repr))) for schema in step.schemas
                ),
            )
            for step in posologie.etapes
        ),
    )


def takes_of_the_day(text: str) -> tuple[Prise, ...]:
    """Give the takes of a plain day, as written: one regimen, a dose at each time. Empty for any other posology."""
    line = read(text)
    found = line.posologie
    if found is None or not is_whole(line) or len(found.etapes) != 1 or len(found.etapes[0].schemas) != 1:
        return ()
    (schema,) = found.etapes[0].schemas
    alone = found == Posologie((Etape((schema,)),)) and schema == Schema(schema.prises, schema.frequence)
    timed = all(take.dose is not None and (take.moment or take.heure) for take in schema.prises)
    each_day = schema.frequence is None or is_daily_anyway(schema)
    return schema.prises if alone and timed and each_day else ()


def daily_total(text: str) -> Total | None:
    """Give what a posology makes in a day; None when the text does not say it."""
    line = read(text)
    posologie = line.posologie
    if posologie is None or not is_whole(line) or posologie.adaptation or len(posologie.etapes) != 1:
        return None
    doses: list[Dose] = []
    for schema in posologie.etapes[0].schemas:
        found = _doses_of_a_day(schema)
        if found is None:
            return None
        doses += found
    amounts = [_canonical_dose(dose) or dose for dose in doses]
    kinds = {dose.unite for dose in amounts}
    if len(kinds) != 1 or any(dose.maximum is not None or "/" in (dose.unite or "") for dose in amounts):
        return None
    return Total(sum((dose.valeur for dose in amounts), Fraction()), kinds.pop())


def _doses_of_a_day(schema: Schema) -> list[Dose] | None:
    """Give every dose that a regimen makes in a day, None when it does not say it."""
    doses = [take.dose for take in schema.prises if take.dose is not None]
    if schema.jours or schema.condition or not doses or len(doses) != len(schema.prises):
        return None
    timed = all(take.moment or take.heure for take in schema.prises)
    if schema.frequence is None or is_daily_anyway(schema):
        return doses if timed else None
    takes = _takes_a_day(schema.frequence)
    return doses * takes if takes is not None and len(doses) == 1 and not timed else None


def _takes_a_day(frequence: Frequence) -> int | None:
    """Give how many times a day a rhythm makes; a total of the day counts for one."""
    if frequence.nombre_max is not None or frequence.periode_max is not None:
        return None
    if frequence.unite is Unite.HEURE and frequence.rythme is Rythme.INTERVALLE:
        whole, rest = divmod(24, frequence.periode)
        return whole if whole and not rest else None
    if not _is_each_day(frequence):
        return None
    return frequence.nombre if frequence.rythme is Rythme.FOIS else 1
