"""What a learner wrote of one drug against what the record says: equal in what it says, not in how it is written.

MEME          it says the same: « 1-0-1 » and « 1 comprimé matin et soir », « encore 2 jours » and « jusqu'au 19/03 »
DIFFERENT     it says something else, and the difference is certain
ABSENT        it says nothing
INDECIDABLE   it cannot be told by the program: never counted against the learner, shown to be compared by eye
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import Duree, Prescription
from lls_drafter.medication.compare import Nature, compare, facts
from lls_drafter.medication.duration import is_ambiguous
from lls_drafter.medication.model import DureeLue, Ligne, Schema, Unite
from lls_drafter.medication.posology import say_dose
from lls_drafter.medication.presentation import quantities
from lls_drafter.medication.regimens import COUNTED, Total, daily_total, is_whole, read, same_posology, takes_of_the_day
from lls_drafter.rules.durations import last_day, said
from lls_drafter.rules.regimen import says_nothing

_LONG_PERIODS = frozenset({Unite.SEMAINE, Unite.MOIS, Unite.AN})
_WEIGHED = frozenset({"masse", "UI"})
_HARMLESS = frozenset({Nature.POSOLOGIE, Nature.HAUSSE, Nature.BAISSE, Nature.HORAIRE, Nature.PRECISION})


class Accord(StrEnum):
    """Whether what was written says what was expected."""

    MEME = "meme"
    DIFFERENT = "different"
    ABSENT = "absent"
    INDECIDABLE = "indecidable"


@dataclass(frozen=True, slots=True)
class Avis:
    """A judgement, and in a few French words what it is about."""

    accord: Accord
    mots: str = ""


_SAME = Avis(Accord.MEME)


def judge_drug(expected: Prescription, written: Prescription) -> Avis:
    """Judge how a drug is named: its strength, its route, and its brand where brands are not exchanged.

    A form that differs, a brand that is not written, are only shown: people write « gélule » where the box says more.
    """
    found = compare(*(one.replace(posologie=None) for one in (expected, written)))  # what the box says, not the dose
    known = facts(expected), facts(written)
    if not found.meme_medicament:
        parted = found.changements[0].nature is Nature.ASSOCIATION
        return Avis(Accord.DIFFERENT, "composition") if parted else Avis(Accord.INDECIDABLE, "nom ou sel")
    doses = _mass(expected), _mass(written)
    same_dose = None not in doses and doses[0] == doses[1]
    kinds = {one.nature for one in found.changements} - _HARMLESS
    kinds -= set() if found.marque_compte else {Nature.MARQUE}
    kinds -= {Nature.DOSAGE} if same_dose else set()
    begun = Nature.DOSAGE in kinds and _begins_alike(known[0].dosage or "", known[1].dosage or "")
    wrong = sorted(kinds - {Nature.FORME} - ({Nature.DOSAGE} if begun else set()))
    if wrong:
        return Avis(Accord.DIFFERENT, ", ".join(wrong))
    if known[0].dosage and not known[1].dosage and not same_dose:
        return Avis(Accord.ABSENT, "dosage")
    if kinds:
        return Avis(Accord.INDECIDABLE, "dosage" if begun else "forme")
    unbranded = found.marque_compte and known[0].marque and not known[1].marque
    return Avis(Accord.INDECIDABLE, "marque à écrire") if unbranded else _SAME


def _begins_alike(one: str, other: str) -> bool:
    """Tell whether one strength says more of the same: « 10 g dans 15 mL » and « 10 g »."""
    amounts = quantities(one), quantities(other)
    return all(amounts) and all(left.agrees(right) for left, right in zip(*amounts, strict=False))


def judge_posology(expected: Prescription, written: Prescription) -> Avis:
    """Judge how a drug is taken."""
    want, got = expected.posologie or "", written.posologie or ""
    if not want:
        return _SAME
    if not got or says_nothing(got):
        unread = " ".join(written.non_lu)
        return Avis(Accord.ABSENT, f"non compris : {unread}" if unread else "")
    if same_posology(want, got, count=True):
        return _SAME
    lines = read(want), read(got)
    if lines[1].posologie is None:
        return Avis(Accord.INDECIDABLE if lines[0].posologie is None else Accord.ABSENT, "ni dose ni moment compris")
    if written.non_lu or not is_whole(lines[1]):
        return Avis(Accord.INDECIDABLE)
    return (
        _judge_lines(*lines)
        or _judge_totals(expected, written)
        or _judge_doses(expected, written)
        or Avis(Accord.INDECIDABLE)
    )


def is_not_daily(side: Prescription) -> bool:
    """Tell whether a drug is taken by week, by month or on some days: read as daily, it can kill."""
    return bool(_periods(read(side.posologie or "")))


def judge_duration(expected: Duree | None, written: Duree | None, *, leaving: date | None) -> Avis:
    """Judge how long a drug is taken.

    Args:
        expected: the duration of the record; with nothing, nothing is judged.
        written: the learner's.
        leaving: the day of discharge, from which what is left counts.
    """
    if expected is None or expected == Duree():
        return _SAME
    if written is None or written == Duree() or (written.texte and says_nothing(written.texte)):
        return Avis(Accord.ABSENT)
    kinds = _kind_of_end(expected), _kind_of_end(written)
    compared = _compared_ends(expected, written, leaving)
    if compared is not None:
        return compared
    if None not in kinds and kinds[0] != kinds[1]:
        return Avis(Accord.DIFFERENT, "avec ou sans fin")
    return _SAME if kinds == ("sans fin", "sans fin") else Avis(Accord.INDECIDABLE)


def _compared_ends(expected: Duree, written: Duree, leaving: date | None) -> Avis | None:
    """Judge the last day, else the number of days; None when one of the two does not say it."""
    ends = last_day(said(expected), leaving), last_day(said(written), leaving)
    if expected.fin_incluse is None or written.fin_incluse is None:
        texts = expected.texte or "", written.texte or ""
        lengths = read(texts[0]).duree, read(texts[1]).duree
        has_end = expected.fin_incluse is not None
        bare = has_end and lengths[1] is not None and _is_counted_from_nowhere(lengths[1], ends[1])
        if not bare and (fold(texts[0]) == fold(texts[1]) or (lengths[0] is not None and lengths[0] == lengths[1])):
            return _SAME
    if None not in ends:
        return _SAME if ends[0] == ends[1] else Avis(Accord.DIFFERENT, "dernier jour")
    if expected.total_jours is not None and written.total_jours is not None:
        if expected.total_jours != written.total_jours:
            return Avis(Accord.DIFFERENT, "nombre de jours")
        return _SAME if ends[0] is None else Avis(Accord.INDECIDABLE, "dernier jour à écrire")
    return None


def _is_counted_from_nowhere(length: DureeLue, last: date | None) -> bool:
    """Tell whether a number of days does not say its first day: « 28 jours », « 28 jours au total »."""
    return is_ambiguous(length) or (length.nombre is not None and length.fin is None and last is None)


def _kind_of_end(duree: Duree) -> str | None:
    """Tell whether a treatment has an end, None when the text does not say it."""
    if duree.fin_incluse is not None or duree.total_jours is not None:
        return "avec fin"
    read_of = read(duree.texte or "").duree
    if read_of is None:
        return None
    if read_of.long_cours:
        return "sans fin"
    return "avec fin" if read_of.fin or read_of.nombre or read_of.unique else None


def _judge_lines(want: Ligne, got: Ligne) -> Avis | None:
    """Judge what stands beside the doses: steps, days of the week, « si besoin », the most in a day."""
    steps = _steps(want), _steps(got)
    if max(map(len, steps)) > 1 and steps[0] != steps[1]:
        return Avis(Accord.DIFFERENT, "paliers")
    if _periods(want) != _periods(got):
        return Avis(Accord.DIFFERENT, "rythme")
    if _conditional(want) != _conditional(got):
        return Avis(Accord.DIFFERENT, "si besoin ou non")
    most = [{one.dose.valeur for one in line.posologie.maximums} if line.posologie else set() for line in (want, got)]
    if all(most) and most[0].isdisjoint(most[1]):
        return Avis(Accord.DIFFERENT, "maximum")
    return None


def _steps(line: Ligne) -> list[list[Fraction | None]]:
    """Give the doses of each step of a regimen, in order; a step that only stops says nothing."""
    steps = line.posologie.etapes if line.posologie is not None else ()
    return [
        [take.dose.valeur if take.dose is not None else None for one in step.schemas for take in one.prises]
        for step in steps
        if step.schemas
    ]


def _judge_totals(expected: Prescription, written: Prescription) -> Avis | None:
    """Judge what is taken in a day, by its amount; None when one of the two does not say it."""
    one, other = daily_total(expected.posologie or ""), daily_total(written.posologie or "")
    masses = _mass(expected), _mass(written)
    if masses[0] is not None and masses[1] is not None:
        return _judge_times(expected, written) if masses[0] == masses[1] else Avis(Accord.DIFFERENT, "dose par jour")
    if one is None or other is None or not _comparable(one, other):
        return None
    return _judge_times(expected, written) if one.valeur == other.valeur else Avis(Accord.DIFFERENT, "dose par jour")


def _judge_doses(expected: Prescription, written: Prescription) -> Avis | None:
    """Judge the dose of a take, where a day's amount is not said: by week, « si besoin »; None when it cannot be."""
    sides = expected, written
    lines = [read(one.posologie or "") for one in sides]
    doses = [_dose(line, one) for line, one in zip(lines, sides, strict=True)]
    if doses[0] is None or doses[1] is None or doses[0][0] != doses[1][0]:
        return None
    if doses[0] != doses[1]:
        return Avis(Accord.DIFFERENT, "dose par prise")
    days = [frozenset(day for one in _schemas(line) if one.jours for day in one.jours.semaine) for line in lines]
    if days[0] != days[1]:
        return Avis(Accord.DIFFERENT, "jour de la semaine") if all(days) else None
    return _SAME if days[0] and not _conditional(lines[0]) else None


def _dose(line: Ligne, side: Prescription) -> tuple[str, Fraction] | None:
    """Give the one dose that each take of a line has, as an amount of drug where the strength tells it."""
    doses = {take.dose for one in _schemas(line) for take in one.prises}
    dose = doses.pop() if len(doses) == 1 else None
    if dose is None or dose.maximum is not None:
        return None
    measured = quantities(say_dose(dose))
    if measured and measured[0].kind in _WEIGHED:
        return str(measured[0].kind), measured[0].scaled
    strengths = quantities(facts(side).dosage or "")
    counted = dose.unite is None or dose.unite in COUNTED
    if counted and len(strengths) == 1 and strengths[0].kind in _WEIGHED:
        return str(strengths[0].kind), dose.valeur * strengths[0].scaled
    return str(dose.unite), dose.valeur


def _comparable(one: Total, other: Total) -> bool:
    """Tell whether two amounts count the same thing; a bare number counts whatever the other one counts."""
    return one.nature == other.nature or (None in (one.nature, other.nature) and not (one.by_itself or other.by_itself))


def _judge_times(expected: Prescription, written: Prescription) -> Avis:
    """Judge when the same amount is taken."""
    days = [
        [take.moment or take.heure for take in takes_of_the_day(one.posologie or "")] for one in (expected, written)
    ]
    if all(days) and sorted(map(str, days[0])) != sorted(map(str, days[1])):
        return Avis(Accord.DIFFERENT, "moment des prises")
    return _SAME


def _mass(side: Prescription) -> tuple[str, Fraction] | None:
    """Give what is taken in a day as an amount of drug, tablets counted by their strength; None when it is not said."""
    total = daily_total(side.posologie or "")
    if total is None:
        return None
    if total.by_itself:
        return str(total.nature), total.valeur
    strengths = quantities(facts(side).dosage or "")
    if total.nature == "volume" or len(strengths) != 1 or strengths[0].kind not in _WEIGHED:
        return None
    return str(strengths[0].kind), total.valeur * strengths[0].scaled


def _schemas(line: Ligne) -> Iterator[Schema]:
    """Give the regimens of a line."""
    if line.posologie is not None:
        for step in line.posologie.etapes:
            yield from step.schemas


def _periods(line: Ligne) -> frozenset[str]:
    """Tell which regimens are not of each day: by week, by month, on some days."""
    found = set()
    for schema in _schemas(line):
        if schema.jours is not None:
            found.add(_days(schema))
        elif schema.frequence is not None and schema.frequence.unite in _LONG_PERIODS:
            found.add(schema.frequence.unite.value)
    return frozenset(found)


def _days(schema: Schema) -> str:
    """Give a word for regimens of some days: one day a week is once a week, whichever day it is."""
    jours = schema.jours
    if jours is not None and jours.semaine:
        return Unite.SEMAINE.value
    return Unite.MOIS.value if jours is not None and jours.du_mois else "certains jours"


def _conditional(line: Ligne) -> bool:
    """Tell whether a drug is taken on a condition."""
    return any(schema.condition is not None for schema in _schemas(line))
