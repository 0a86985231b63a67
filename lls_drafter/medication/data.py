"""A read line as plain data, for JSON and for the corpus: what is absent is left out, numbers are exact.

Representation:
    - a quantity is a JSON number when it has a finite decimal form of four digits at most, else text « 1/3 »;
    - an enumeration is its word; a date is {jour, mois, annee};
    - an empty list, an absent value and a `False` are left out.
"""

from dataclasses import fields, is_dataclass
from enum import StrEnum
from fractions import Fraction

from lls_drafter.medication.model import DureeLue, Ligne, Part, Posologie
from lls_drafter.medication.sentence import say, say_duration, say_route

Data = dict[str, object]


def line_data(line: Ligne, *, phrase: str | None = None) -> Data:
    """Give a line as an object: its parts by name, the sentence, what was read and what was not.

    The first eight keys are always there, null when the line does not say them.
    """
    return {
        "ligne": line.texte,
        "medicament": plain(line.nom) if line.nom is not None else None,
        "posologie": posologie_data(line.posologie) if line.posologie is not None else None,
        "voie": line.voie,
        "duree": duration_data(line.duree) if line.duree is not None else None,
        "indication": line.indication,
        "surveillance": line.surveillance,
        "phrase": say_line(line) if phrase is None else phrase,
        "lu": [part_data(part) for part in line.lu],
        "non_lu": [part_data(part) for part in line.non_lu],
    }


def posologie_data(posologie: Posologie) -> Data:
    """Give a posology with its French sentence."""
    data = plain(posologie)
    assert isinstance(data, dict)  # noqa: S101 - a dataclass gives an object, for the type checker
    return {**data, "phrase": say(posologie)}


def duration_data(duree: DureeLue) -> Data:
    """Give a duration with its French words."""
    data = plain(duree)
    assert isinstance(data, dict)  # noqa: S101 - a dataclass gives an object, for the type checker
    return {**data, "phrase": say_duration(duree)}


def part_data(part: Part) -> Data:
    """Give a part of a line, with its role when it was read."""
    data: Data = {"debut": part.debut, "fin": part.fin, "texte": part.texte}
    return data if part.role is None else {**data, "role": part.role.value}


def say_line(line: Ligne) -> str:
    """Give the echo of a line: « AMLODIPINE 5 mg comprimé — 1 comprimé le matin, pendant 5 jours, voie orale »."""
    name = ""
    if line.nom is not None:
        other = f" ({line.nom.autre})" if line.nom.autre else ""
        name = " ".join(part for part in (line.nom.libelle.upper() + other, line.nom.dosage, line.nom.forme) if part)
    taken = say(line.posologie) if line.posologie is not None else ""
    length = say_duration(line.duree) if line.duree is not None else ""
    words = ", ".join(part for part in (taken, length, say_route(line.voie)) if part)
    return " — ".join(part for part in (name, words) if part)


def plain(value: object) -> object:
    """Give a value of the model as JSON data."""
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return int(value)
        return float(value) if (value * 10000).denominator == 1 else f"{value.numerator}/{value.denominator}"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if is_dataclass(value):
        found = ((one.name, getattr(value, one.name)) for one in fields(value))
        # an empty text, list or False says nothing; a quantity of 0 does
        return {name: plain(one) for name, one in found if one is not None and one != () and one is not False}
    return value
