"""Posologies and durations as rules look at them: each text is read by the grammar once, however often rules run.

The text of the letter is the truth; its structure is only a way to look at it. What the grammar does not read is
never taken as said: each fault here is « not read in the text », so that an unreadable text is told, not passed over.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import LigneTraitement
from lls_drafter.medication.model import Dose, Ligne, Rythme, Schema, Unite
from lls_drafter.rules.rows import row_of
from lls_drafter.rules.scope import Chemin, Scope, is_filled
from lls_drafter.rules.words import bare, plain

_ROWS = Chemin.parse("volet_medicamenteux", Lettre)
_LARGE = 4  # a bare number above it can be a strength as well as a count of tablets; the grammar has the same limit

# What somebody types to fill the box: on `bare` texts, compared whole.
_EMPTY_WORDS = frozenset({
    "", "x", "xx", "xxx", "na", "n/a", "nc", "nr", "np", "neant", "rien", "non renseigne", "non renseignee",
    "non precise", "non precisee", "non connu", "non connue", "inconnu", "inconnue", "a preciser", "a completer",
    "a voir", "a definir", "a determiner", "a renseigner", "a demander", "a remplir", "precise ulterieurement",
})  # fmt: skip
# Topical drugs are applied, not dosed: « appliquer sur les lésions » is a posology.
_APPLIED = re.compile(
    r"\b(?:appli\w+|badigeon\w*|massage\w*|masser|lavages?|laver|bains?|rincages?|shampo\w+|pansements?|etaler"
    r"|(?:fine|en) couche|compresses?|creme|pommade|gel|lotion|onguent|vernis|pate)\b"
)
# « x3 », « 3x », « 3 fois », « 3 prises » with no « par jour » behind
_TIMES = re.compile(
    r"(?:(?<!\w)x ?\d+|\b\d+ ?x\b|\b\d+ (?:fois|prises?)\b)(?! ?(?:/|par\b|x\b|\d|j\b|jours?\b|sem|mois\b))"
)


@lru_cache(maxsize=1024)
def regimen(text: str) -> Ligne:
    """Give the structure of a posology, or of a duration, as the grammar of `medication` reads it."""
    from lls_drafter.medication.posology import read_posology  # noqa: PLC0415 - 40 ms that a letter without drug spares

    return read_posology(text)


def says_nothing(text: str) -> bool:
    """Tell whether a text only fills its box: « ? », « à préciser », « NR »."""
    return bare(text) in _EMPTY_WORDS


class Manque(StrEnum):
    """What cannot be read in a posology."""

    REPONSE = "reponse"
    DOSE = "dose"
    DOSE_DU_JOUR = "dose_du_jour"
    UNITE = "unite"
    UNITE_SURE = "unite_sure"
    RYTHME = "rythme"


@lru_cache(maxsize=1024)
def lacks(text: str) -> frozenset[Manque]:
    """Give what a posology lacks, from its text alone; all that follows `REPONSE` is left out beside it.

    - `reponse`: the text only fills the box;
    - `dose`: no dose, nothing that the dose follows (« selon INR »), and nothing that is applied;
    - `dose_du_jour`: no dose, whatever it follows;
    - `unite`: a small number without its unit; `unite_sure`: a larger one, which may be a strength;
    - `rythme`: a dose without any time, rhythm, day or condition, or « x3 » without « par jour ».
    """
    if says_nothing(text):
        return frozenset({Manque.REPONSE})
    line = regimen(text)
    found: set[Manque] = set()
    numbers = [take.dose for schema in schemas(line) for take in schema.prises if take.dose is not None]
    if not numbers:
        found.add(Manque.DOSE_DU_JOUR)
    if not _every_step_dosed(line) and not _follows(line) and not _is_applied(line):
        found.add(Manque.DOSE)
    bare_numbers = [dose for dose in numbers if dose.unite is None]
    if bare_numbers:
        found.add(Manque.UNITE_SURE if any(_is_large(dose) for dose in bare_numbers) else Manque.UNITE)
    if (numbers and not _is_timed(line)) or any(_TIMES.search(plain(part.texte)) for part in line.non_lu):
        found.add(Manque.RYTHME)
    return frozenset(found)


def schemas(line: Ligne) -> Iterator[Schema]:
    """Give every regimen of every step of a posology."""
    if line.posologie is not None:
        for step in line.posologie.etapes:
            yield from step.schemas


def is_read(line: Ligne) -> bool:
    """Tell whether the grammar read the whole text."""
    return not line.non_lu and (line.posologie is not None or line.duree is not None)


def as_needed(line: Ligne) -> bool:
    """Tell whether a drug is taken under a condition: « si besoin », « si douleur »; « sauf si … » is none."""
    return any(_is_conditional(schema) for schema in schemas(line))


def _is_conditional(schema: Schema) -> bool:
    condition = schema.condition
    return condition is not None and (condition.si_besoin or not (condition.texte or "").lower().startswith("sauf"))


def has_daily_maximum(line: Ligne) -> bool:
    """Tell whether the drug taken as needed has a limit over a time: « maximum 3 par jour », or « 3 fois par jour »."""
    if line.posologie is None:
        return False
    if any(maximum.par != "prise" for maximum in line.posologie.maximums):
        return True
    conditional = [schema for schema in schemas(line) if _is_conditional(schema)]
    return bool(conditional) and all(_is_counted(schema) for schema in conditional)


def _is_counted(schema: Schema) -> bool:
    """Tell whether a regimen says by itself how many takes it allows: « 2 fois par jour », « le soir »."""
    frequency = schema.frequence
    if frequency is None:
        return bool(schema.prises) and all(take.moment or take.heure for take in schema.prises)
    return frequency.rythme is not Rythme.INTERVALLE and frequency.unite in (Unite.JOUR, Unite.SEMAINE)


def has_interval(line: Ligne) -> bool:
    """Tell whether the time between two takes is said."""
    if line.posologie is not None and line.posologie.ecart is not None:
        return True
    frequencies = [schema.frequence for schema in schemas(line) if schema.frequence is not None]
    return any(one.rythme is Rythme.INTERVALLE and one.unite is Unite.HEURE for one in frequencies)


def has_reason(line: Ligne) -> bool:
    """Tell whether the condition or the posology says what the drug is taken for."""
    return line.indication is not None or any(
        schema.condition is not None and schema.condition.texte is not None for schema in schemas(line)
    )


def is_weekly(schema: Schema) -> bool:
    """Tell whether a regimen is exactly one take a week; anything else may be read as daily."""
    if len([take for take in schema.prises if take.moment or take.heure]) > 1 or len(schema.prises) > 1:
        return False
    days, frequency = schema.jours, schema.frequence
    if days is not None and (len(days.semaine) != 1 or days.sauf or days.autres):
        return False
    if frequency is None:
        return days is not None
    if frequency.nombre_max is not None or frequency.periode_max is not None:
        return False
    every = (frequency.unite, frequency.periode)
    if frequency.rythme is Rythme.INTERVALLE:
        return every in ((Unite.SEMAINE, 1), (Unite.JOUR, 7))
    return every == (Unite.SEMAINE, 1) and frequency.nombre in (None, 1)


def _every_step_dosed(line: Ligne) -> bool:
    """Tell whether each step that is taken has a dose."""
    steps = [step for step in line.posologie.etapes if step.schemas] if line.posologie is not None else []
    return bool(steps) and all(
        any(take.dose is not None for schema in step.schemas for take in schema.prises) for step in steps
    )


def _follows(line: Ligne) -> bool:
    """Tell whether the dose follows something that is named: « selon INR »."""
    return line.posologie is not None and line.posologie.adaptation is not None


def _is_applied(line: Ligne) -> bool:
    """Tell whether the drug is put on the skin, which has no dose."""
    site = line.posologie.site if line.posologie is not None else None
    return site is not None or _APPLIED.search(plain(line.texte)) is not None


def _is_large(dose: Dose) -> bool:
    return (dose.maximum or dose.valeur) > _LARGE


def _is_timed(line: Ligne) -> bool:
    """Tell whether something says when the drug is taken, or at which rate it runs."""
    if line.posologie is None:
        return False
    if line.posologie.administration is not None or (line.duree is not None and line.duree.unique):
        return True
    return _follows(line) or any(_schema_is_timed(schema) for schema in schemas(line))


def _schema_is_timed(schema: Schema) -> bool:
    if schema.frequence or schema.jours or schema.repas or schema.condition:
        return True
    if any(take.moment or take.heure for take in schema.prises):
        return True
    units = [take.dose.unite for take in schema.prises if take.dose is not None]
    return any(unit is not None and unit.endswith(("/h", "/min")) for unit in units)


def rows_with(scope: Scope, facts: Callable[[Scope], frozenset[StrEnum]], wanted: StrEnum) -> "tuple[Scope, ...]":
    """Give the discharge rows of which `facts` says something: of the letter, or of the row that the rule stands on.

    The facts of all rows are found once per letter; a rule that nothing concerns then costs one look.
    """
    if isinstance(scope.value, LigneTraitement):
        concerned = is_filled(scope.value.sortie) and wanted in scope.fact(facts)
        return (scope,) if concerned else ()
    table: Mapping[StrEnum, tuple[Scope, ...]] = scope.shared(facts, lambda: _by_fact(scope, facts))
    return table.get(wanted, ())


def discharge_rows(scope: Scope) -> "tuple[Scope, ...]":
    """Give the scopes of the rows with a discharge drug, found once per letter."""
    if scope.value is not scope.lettre:
        return _discharge(scope)
    found: tuple[Scope, ...] = scope.shared(discharge_rows, lambda: _discharge(scope))
    return found


def _discharge(scope: Scope) -> "tuple[Scope, ...]":
    return tuple(entry for entry in scope.entries(_ROWS) if is_filled(row_of(entry.value).sortie))


def _by_fact(scope: Scope, facts: Callable[[Scope], frozenset[StrEnum]]) -> "Mapping[StrEnum, tuple[Scope, ...]]":
    """Give, for each thing said of some row, the rows that it is said of."""
    found: dict[StrEnum, list[Scope]] = {}
    for entry in discharge_rows(scope):
        for one in entry.fact(facts):
            found.setdefault(one, []).append(entry)
    return {one: tuple(entries) for one, entries in found.items()}
