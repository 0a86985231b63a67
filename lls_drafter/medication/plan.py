"""The patient's plan of the day: matin, midi, soir, coucher, and the rest in words.

Why so strict: a dose in a column is read as « every day, this much ». A posology goes there only when it was read to
the last word and says just that. Some days only, a condition, a taper, a maximum, a dose by weight or to be adapted,
a dose without its amount: the whole line stays in words, as typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lls_drafter.letter.traitements import Devenir, Duree, LigneTraitement, Prescription
from lls_drafter.medication.compare import drug_words
from lls_drafter.medication.model import Dose, Etape, Ligne, Posologie, Prise, Schema
from lls_drafter.medication.posology import say_dose, say_duration
from lls_drafter.medication.regimens import is_daily_anyway, is_whole, read
from lls_drafter.medication.sentence import say_moment, say_route

NO_POSOLOGY: Final = "posologie non précisée"
_COLUMNS: Final = {
    "matin": "matin", "lever": "matin", "petit-déjeuner": "matin", "midi": "midi", "déjeuner": "midi",
    "soir": "soir", "dîner": "soir", "coucher": "coucher",
}  # fmt: skip
"""Moment -> column; « avant le dîner » goes with « dîner »."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One drug of the plan; a column without take is empty.

    Attributes:
        cle: the key of the row.
        medicament: the drug, in words.
        autre: what no column says, a phrase each: hours, days, conditions, the whole posology when it is not plain.
        duree: how long, in words.
    """

    cle: str
    medicament: str
    matin: str = ""
    midi: str = ""
    soir: str = ""
    coucher: str = ""
    autre: tuple[str, ...] = ()
    duree: str = ""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What to take, in the order of the rows, and the names of what is no longer taken (suspended drugs included)."""

    lignes: tuple[PlanLine, ...] = ()
    a_ne_plus_prendre: tuple[str, ...] = ()


def day_plan(rows: Sequence[LigneTraitement]) -> DayPlan:
    """Give the plan of the discharge drugs of a table; a stopped drug is never among what to take."""
    stopped = [row for row in rows if row.devenir is Devenir.ARRETE]
    return DayPlan(
        tuple(_line(row.cle, row.sortie) for row in rows if row.sortie is not None and row not in stopped),
        tuple(drug_words(side) for row in stopped if (side := row.avant or row.sortie) is not None),
    )


def _line(cle: str, taken: Prescription) -> PlanLine:
    """Give one drug of the plan."""
    name = drug_words(taken)
    length = _length(taken.duree)
    if not taken.posologie:
        return PlanLine(cle, name, autre=(NO_POSOLOGY, *_unread(taken)), duree=length)
    line = read(taken.posologie)
    schemas = _plain_schemas(line)
    cells = _cells(schemas) if schemas and not taken.non_lu else None
    if cells is None:
        route = say_route(taken.voie) if taken.voie else ""
        words = (" ".join(taken.posologie.split()), route, *_unread(taken))
        return PlanLine(cle, name, autre=tuple(word for word in words if word), duree=length)
    hours = [
        f"{say_dose(take.dose)} {say_moment(take)}"
        for schema in schemas
        for take in schema.prises
        if take.dose is not None and _column(take) is None
    ]
    notes = (*hours, *_notes(line, taken, schemas))
    return PlanLine(cle, name, **cells, autre=tuple(note for note in notes if note), duree=length)


def _plain_schemas(line: Ligne) -> tuple[Schema, ...]:
    """Give the regimens of a posology that says the same takes every day; none for any other."""
    posologie = line.posologie
    if posologie is None or not is_whole(line) or len(posologie.etapes) != 1:
        return ()
    schemas = posologie.etapes[0].schemas
    alone = Posologie((Etape(schemas),), administration=posologie.administration, site=posologie.site)
    return schemas if posologie == alone and all(map(_is_plain, schemas)) else ()


def _is_plain(schema: Schema) -> bool:
    """Tell whether a regimen is amounts at times of each day, whatever the meals."""
    timed = all(_is_amount(take.dose) and (take.moment or take.heure) for take in schema.prises)
    rhythm = schema.frequence is None or is_daily_anyway(schema)
    return bool(schema.prises) and timed and rhythm and schema.jours is None and schema.condition is None


def _is_amount(dose: Dose | None) -> bool:
    """Tell whether a dose can be taken as it is said: « 15 mg/kg » cannot."""
    return dose is not None and "/" not in (dose.unite or "")


def _column(take: Prise) -> str | None:
    """Give the column of a take, None for an hour or a moment that has none."""
    moment = take.moment or ""
    return _COLUMNS.get(moment) or next(
        (column for word, column in _COLUMNS.items() if moment.endswith((f" {word}", f"'{word}"))), None
    )


def _cells(schemas: Sequence[Schema]) -> dict[str, str] | None:
    """Give the text of each column; None when two takes meet in one, which nobody could add up with certainty."""
    cells: dict[str, str] = {}
    for take in (take for schema in schemas for take in schema.prises):
        column = _column(take)
        if column is None or take.dose is None:
            continue
        if column in cells:
            return None
        moment = "" if take.moment == column else f" {say_moment(take)}"
        cells[column] = f"{say_dose(take.dose)}{moment}"
    return cells


def _notes(line: Ligne, taken: Prescription, schemas: Sequence[Schema]) -> list[str]:
    """Give what a plain posology says beside its takes: meals, way, place, route, length, reason, monitoring."""
    posologie = line.posologie or Posologie()
    route = taken.voie or line.voie
    return [
        *dict.fromkeys(schema.repas for schema in schemas if schema.repas),
        posologie.administration or "",
        posologie.site or "",
        say_route(route),
        say_duration(line.duree) if line.duree is not None else "",
        f"pour {line.indication}" if line.indication else "",
        line.surveillance or "",
    ]


def _unread(taken: Prescription) -> list[str]:
    """Give the words of a prescription that were not understood, as typed."""
    return [f"« {' '.join(words.split())} »" for words in taken.non_lu]


def _length(duree: Duree | None) -> str:
    """Give a duration as typed, with its last day."""
    if duree is None:
        return ""
    last = f"jusqu'au {duree.fin_incluse:%d/%m/%Y} inclus" if duree.fin_incluse else ""
    return ", ".join(part for part in (duree.texte or "", last) if part)
