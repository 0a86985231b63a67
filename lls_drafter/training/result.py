"""What one exercise gave a learner: a score and the points that made it. No name, no text of a letter."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Exercice(StrEnum):
    """The three kinds of exercise on a case."""

    ECRIRE = "ecrire"
    DEFAUTS = "defauts"
    TABLEAU = "tableau"


class Nature(StrEnum):
    """What became of one point of the correction."""

    ACQUIS = "acquis"
    MANQUE = "manque"
    FAUX = "faux"
    INVENTE = "invente"
    FAUSSE_ALERTE = "fausse_alerte"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a correction.

    Attributes:
        id: what it is about, the same for all learners: an element of the key (`K01`), a rule, a row of the table.
        critere: the criterion of the grid that it counts for (`QLS-11`), empty when it counts for none.
        regle: the rule that it comes from, empty when it comes from the key alone.
        poids: how much it counts, at least 0, on the scale of its exercise: a table has ten times the points of a
            letter, so points of both add up to a share that is mostly the table's.
    """

    id: str
    critere: str = ""
    regle: str = ""
    nature: Nature
    poids: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Resultat:
    """What one exercise gave.

    Attributes:
        cas: the id of the case, or of a made lesson.
        version: the case's version: two results of one case compare only within a version.
        le: when it was corrected, with its time zone.
        duree_s: seconds spent, None when not known.
        score: 0-100.
        points: in the order of the correction.
        indices: how many hints were asked for.
    """

    exercice: Exercice
    cas: str
    version: str
    le: datetime
    duree_s: int | None
    score: int
    points: tuple[Point, ...]
    indices: int = 0
