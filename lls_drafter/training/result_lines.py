"""One result as one line of JSON, in ASCII, and back: strict, since people open these files.

    {"format":1,"apprenant":"nina","exercice":"ecrire","cas":"pneumonie","version":"1","le":"2026-03-12T10:00:00+01:00",
     "duree_s":612,"score":72,"indices":1,"points":[["K01","QLS-11","REG-SUITES","acquis",1],…]}

A line says everything about itself: files of several learners can be put one after the other.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from lls_drafter.training.result import Exercice, Nature, Point, Resultat

FORMAT: Final = 1
_KEYS: Final = {"format", "apprenant", "exercice", "cas", "version", "le", "duree_s", "score", "indices", "points"}
_LEARNER: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_LONGEST_NAME: Final = 120
_MOST_POINTS: Final = 1_000
_LONGEST_TIME: Final = 366 * 24 * 3600
_HEAVIEST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line of a learner's file: whose result, and the result."""

    apprenant: str
    resultat: Resultat


class LineError(ValueError):
    """This line is no result of this format."""


class NewerFormatError(ValueError):
    """This line is of a format that this program does not know yet."""


def write_line(apprenant: str, resultat: Resultat) -> bytes:
    """Give the line of a result, its end included.

    Raises:
        LineError: the result could not be read back: whoever made it went beyond what a line holds.
    """
    data = {
        "format": FORMAT,
        "apprenant": apprenant,
        "exercice": resultat.exercice.value,
        "cas": resultat.cas,
        "version": resultat.version,
        "le": resultat.le.isoformat(),
        "duree_s": resultat.duree_s,
        "score": resultat.score,
        "indices": resultat.indices,
        "points": [[one.id, one.critere, one.regle, one.nature.value, one.poids] for one in resultat.points],
    }
    line = json.dumps(data, separators=(",", ":")).encode("ascii") + b"\n"
    read_line(line)
    return line


def read_line(line: bytes) -> Ligne:
    """Give what a line says.

    Raises:
        LineError: it is no result.
        NewerFormatError: it is one of a later format.
    """
    try:
        data = json.loads(line.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise LineError from None
    if not isinstance(data, dict):
        raise LineError
    found = data.get("format")
    if type(found) is int and found > FORMAT:
        raise NewerFormatError
    if type(found) is not int or found != FORMAT or data.keys() != _KEYS:
        raise LineError
    learner = data["apprenant"]
    if not isinstance(learner, str) or not _LEARNER.fullmatch(learner):
        raise LineError
    return Ligne(learner, _result(data))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Give an object; a key that stands twice says two things."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise LineError
    return made


def _refuse(_constant: str) -> None:
    """Refuse NaN and the infinities."""
    raise LineError


def _result(data: dict[str, Any]) -> Resultat:
    """Give the result of a line."""
    points = data["points"]
    if not isinstance(points, list) or len(points) > _MOST_POINTS:
        raise LineError
    time = data["duree_s"]
    try:
        return Resultat(
            exercice=Exercice(data["exercice"]),
            cas=_name(data["cas"], least=1),
            version=_name(data["version"]),
            le=_moment(data["le"]),
            duree_s=None if time is None else _count(time, _LONGEST_TIME),
            score=_count(data["score"], 100),
            points=tuple(map(_point, points)),
            indices=_count(data["indices"], _HEAVIEST),
        )
    except (ValueError, TypeError):
        raise LineError from None


def _point(data: object) -> Point:
    """Give one point of a result."""
    if not isinstance(data, list) or len(data) != 5:
        raise LineError
    name, criterion, rule, nature, weight = data
    return Point(
        id=_name(name, least=1),
        critere=_name(criterion),
        regle=_name(rule),
        nature=Nature(nature),
        poids=_count(weight, _HEAVIEST),
    )


def _name(value: object, *, least: int = 0) -> str:
    """Give a short name; nothing in it acts on a terminal."""
    if not isinstance(value, str) or not least <= len(value) <= _LONGEST_NAME or not value.isprintable():
        raise LineError
    return value


def _count(value: object, most: int) -> int:
    """Give a whole number from 0 to `most`."""
    if type(value) is not int or not 0 <= value <= most:
        raise LineError
    return value


def _moment(value: object) -> datetime:
    """Give a moment with its time zone."""
    if not isinstance(value, str):
        raise LineError
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise LineError
    return moment
