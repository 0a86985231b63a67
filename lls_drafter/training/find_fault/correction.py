"""The correction: each planted defect found, badly named or missed; each mark that is no defect.

Score, 0-100: 100 × (found + ½ badly named − ½ false alarms − ¼ hints) ÷ defects, never below 0. On a letter without any
defect: 100 − 25 for each false alarm − 10 for each hint. Fractions are dropped. Source: our own proposal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from lls_drafter.document.template import Template
from lls_drafter.rules.model import Finding, Item
from lls_drafter.training.defects.judging import Judge
from lls_drafter.training.defects.model import Defect, Planted
from lls_drafter.training.find_fault.choices import accepted, main_criterion, names_of
from lls_drafter.training.find_fault.marks import Mark, Marks
from lls_drafter.training.find_fault.places import Readings, entry_of, lines_of, main_lines, well_written, written
from lls_drafter.training.find_fault.reading import Reading, indexed, read
from lls_drafter.training.result import Exercice, Nature, Point, Resultat

_ALARM, _HINT, _MISNAMED = Fraction(1, 2), Fraction(1, 4), Fraction(1, 2)
_ALARM_WITHOUT, _HINT_WITHOUT = 25, 10
_HOW_MANY = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a defect may be marked, and the words that name it.

    Attributes:
        lignes: every line that counts, in order.
        montrees: the few of them to point at.
        codes: every code that counts.
    """

    defaut: Defect
    lignes: tuple[int, ...]
    montrees: tuple[int, ...]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Exercise:
    """A lesson ready to be read: the spoiled letter in lines, and what is hidden in it."""

    lecon: Planted
    juge: Judge
    lecture: Reading
    bonne: Reading
    places: tuple[Place, ...]

    @property
    def in_order(self) -> tuple[Place, ...]:
        """Give the places in the order of the reading."""
        return tuple(sorted(self.places, key=lambda one: (one.montrees[:1], one.defaut.regle)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one defect, with all that explains it.

    Attributes:
        nature: `ACQUIS` found, `FAUX` found under another name, `MANQUE` missed.
        item: the rule.
        constat: what it says of the letter.
        ecrit: the lines of the letter that show it, empty when something is absent.
        bonne: what the good letter says there.
        mark: the mark that found it.
    """

    place: Place
    nature: Nature
    item: Item
    constat: Finding
    critere: str
    ecrit: str
    bonne: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A whole correction: the defects in reading order, the false alarms, the marks on mere advice, the score."""

    verdicts: tuple[Verdict, ...]
    fausses: tuple[Mark, ...]
    conseils: tuple[tuple[Mark, Finding], ...]
    score: int

    def count(self, nature: Nature) -> int:
        """Count the defects of one fate."""
        return sum(one.nature is nature for one in self.verdicts)


def exercise(lecon: Planted, juge: Judge, modele: Template) -> Exercise:
    """Give a lesson ready to be read.

    Args:
        lecon: the spoiled letter and what was planted.
        juge: the rules, on the lesson's day.
        modele: the letter's template.
    """
    lecture = read(lecon.lettre, modele, today=juge.today)
    bonne = read(lecon.bonne, modele, today=juge.today)
    both = Readings(lecon, lecture, bonne)
    places = tuple(Place(one, lines_of(one, both), main_lines(one, both), accepted(one, juge)) for one in lecon.defauts)
    return Exercise(lecon, juge, lecture, bonne, places)


def correct(exercice: Exercise, marks: Marks) -> Correction:
    """Compare the marks with what was planted.

    A second mark on one defect, on other lines or under another name, is neither right nor wrong; the very same one is
    a claim that there is one more.
    """
    places, taken = exercice.in_order, dict[int, tuple[Place, bool]]()
    for named in (True, False):
        free = [index for index in range(len(marks.marques)) if index not in taken]
        left_over = [one for one in places if all(one is not place for place, _ in taken.values())]
        fits = [[place for place in left_over if _hits(marks.marques[index], place, named=named)] for index in free]
        taken |= {free[index]: (place, named) for index, place in _matching(fits).items()}
    left = [mark for index, mark in enumerate(marks.marques) if index not in taken]
    used = [marks.marques[index] for index in taken]
    left = [mark for mark in left if not _says_again(mark, exercice, used)]
    advised = _advised(exercice, [mark for mark in left if mark not in used])
    false = tuple(mark for mark in left if mark not in advised)
    found = {place.defaut.regle: (marks.marques[index], right) for index, (place, right) in taken.items()}
    verdicts = tuple(_verdict(one, exercice, found) for one in exercice.in_order)
    return Correction(verdicts, false, tuple(advised.items()), _score(verdicts, len(false), marks.indices))


@dataclass(frozen=True, slots=True)
class Done:
    """Which lesson was done: its case's id (or its own) and version, when, in how many seconds when that is known."""

    cas: str
    version: str
    le: datetime
    duree_s: int | None


def result_of(correction: Correction, done: Done, *, indices: int) -> Resultat:
    """Give what is kept of an exercise: no text of the letter."""
    points = [
        Point(id=one.place.defaut.regle, critere=one.critere, regle=one.item.id, nature=one.nature)
        for one in correction.verdicts
    ]
    points += [
        Point(id=f"fausse-{number}", nature=Nature.FAUSSE_ALERTE)
        for number, _ in enumerate(correction.fausses, start=1)
    ]
    return Resultat(
        exercice=Exercice.DEFAUTS,
        cas=done.cas,
        version=done.version,
        le=done.le,
        duree_s=done.duree_s,
        score=correction.score,
        points=tuple(points),
        indices=indices,
    )


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint: its words, and its number; none when it was heard already, or there is no other: it costs nothing."""

    texte: str
    numero: int | None = None


def next_hint(exercice: Exercise, marks: Marks) -> Hint:
    """Give the next hint: how many are left, then where the first one not yet found lies, then what it is about.

    They take one defect after the other: its section, then its rule. Their numbers: 1 for how many, then two for each
    defect, in the order of the reading.
    """
    places = exercice.in_order
    left = [
        number for number, one in enumerate(places) if not any(_hits(mark, one, named=True) for mark in marks.marques)
    ]
    if not left:
        said = "Tout ce qui était caché est marqué, ou rien ne l'était."
        return Hint(said, None if _HOW_MANY in marks.donnes else _HOW_MANY)
    if _HOW_MANY not in marks.donnes:
        many = "s" if len(left) > 1 else ""
        return Hint(f"Il reste {len(left)} défaut{many} à trouver.", _HOW_MANY)
    for number in left:
        place = places[number]
        section = exercice.lecture.section_at(place.montrees[0])
        where = f"Un défaut se trouve dans « {section.titre} »" if section is not None else "Un défaut reste à trouver"
        rule = f"{where} ; la règle s'appelle « {exercice.juge.by_id[place.defaut.regle].titre} »."
        first = _HOW_MANY + 1 + 2 * number
        for hint in (Hint(f"{where}.", first), Hint(rule, first + 1)):
            if hint.numero not in marks.donnes:
                return hint
    return Hint("Plus d'autre indice : tous sont donnés.")


def _matching(fits: Sequence[Sequence[Place]]) -> dict[int, Place]:
    """Give to as many marks as possible a defect each, among those that each mark fits; no defect twice."""
    holder: dict[str, int] = {}
    found: dict[int, Place] = {}

    def settle(index: int, seen: set[str]) -> bool:
        """Find a defect for a mark, if need be by moving another mark to one more of its own."""
        for place in fits[index]:
            rule = place.defaut.regle
            if rule in seen:
                continue
            seen.add(rule)
            if rule not in holder or settle(holder[rule], seen):
                holder[rule], found[index] = index, place
                return True
        return False

    for index in range(len(fits)):
        settle(index, set())
    return found


def _says_again(mark: Mark, exercice: Exercise, taken: list[Mark]) -> bool:
    """Tell whether a mark lies on a defect that another mark found."""
    return mark not in taken and any(_hits(mark, place, named=False) for place in exercice.places)


def _hits(mark: Mark, place: Place, *, named: bool) -> bool:
    """Tell whether a mark is on a defect, and names it when `named`."""
    return bool(set(mark.lignes) & set(place.lignes)) and (mark.code in place.codes or not named)


def _advised(exercice: Exercise, left: list[Mark]) -> Mapping[Mark, Finding]:
    """Give the marks that point at something that is only advised: neither right nor wrong."""
    found: dict[Mark, Finding] = {}
    for finding in exercice.juge.advice(exercice.lecon.lettre):
        here = indexed(finding.chemin, exercice.lecon.lettre)
        lines = {*exercice.lecture.within(here), *exercice.lecture.headings(here), *entry_of(here, exercice.lecture)}
        codes = names_of(finding, exercice.juge)
        for mark in left:
            if set(mark.lignes) & lines and mark.code in codes:
                found.setdefault(mark, finding)
    return found


def _verdict(place: Place, exercice: Exercise, found: Mapping[str, tuple[Mark, bool]]) -> Verdict:
    """Give what became of one defect."""
    defect = place.defaut
    mark, right = found.get(defect.regle, (None, False))
    both = Readings(exercice.lecon, exercice.lecture, exercice.bonne)
    nature = Nature.MANQUE if mark is None else Nature.ACQUIS if right else Nature.FAUX
    return Verdict(
        place=place,
        nature=nature,
        item=exercice.juge.by_id[defect.regle],
        constat=defect.findings[0],
        critere=main_criterion(defect, exercice.juge),
        ecrit=written(defect, both),
        bonne=well_written(defect, both),
        mark=mark,
    )


def _score(verdicts: tuple[Verdict, ...], alarms: int, hints: int) -> int:
    """Give the score; see the formula at the top."""
    if not verdicts:
        return max(0, 100 - _ALARM_WITHOUT * alarms - _HINT_WITHOUT * hints)
    won = sum(
        (Fraction(1) if one.nature is Nature.ACQUIS else _MISNAMED if one.nature is Nature.FAUX else Fraction(0))
        for one in verdicts
    )
    return max(0, int(100 * (won - _ALARM * alarms - _HINT * hints) / len(verdicts)))
