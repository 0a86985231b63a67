"""The figures of an audit, read back from the JSON of `lls audit --json`: checked before anything relies on them.

An earlier run to compare with, the draw of a reading by hand and the papers of a campaign all come from here.

A rate is computed again from its counts: under `LEAST` letters there is none, whatever the file says. Keys that this
program does not know are left alone.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from lls_drafter.audit.figures import period_words
from lls_drafter.audit.statistics import Intervalle, percentage, rate_interval
from lls_drafter.drafts import files
from lls_drafter.errors import DraftFormatError, DraftVersionError, Location, UsageError

JSON_FORMAT: Final = 1
"""The form of `lls audit --json` (`schema.py`)."""
_LARGEST: Final = 20_000_000
_LONGEST: Final = 400
_TOLERANCE: Final = 0.11
_MONTH: Final = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
UNKNOWN_PERIOD: Final = "période non précisée"
_HOW: Final = "le produire avec « lls audit DOSSIER --json > AUDIT.json »"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesure:
    """One criterion of an audit.

    Attributes:
        mesure: False when it cannot be measured (QLS 1 without a list of stays).
        taux: conformes out of n, 0-100; None when it is not measured or there are too few letters.
        intervalle: its 95 % interval, there whenever `taux` is.
        precedent: its rate in the run that the audit was compared with.
        references: its rate in each reference set, by the set's id.
    """

    id: str
    titre: str
    indispensable: bool
    mesure: bool
    conformes: int
    n: int
    taux: float | None
    intervalle: Intervalle | None
    precedent: float | None
    references: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A mean score, 0-100, always an estimate; None under the least number of letters."""

    valeur: float | None
    intervalle: Intervalle | None
    n: int
    precedent: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reperes:
    """The name of a reference set and its score, as the audit had them."""

    id: str
    titre: str
    annee: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreGroupe:
    """The score of one unit, template, role or month."""

    dimension: str
    libelle: str
    effectif: int
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How many of `n` letters: a channel used, an act done on the day, a choice of patients.

    Attributes:
        nombre: None where too few letters could be told.
        taux: 0-100; None under the least number of letters.
    """

    cle: str
    nombre: int | None
    n: int
    taux: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resultats:
    """The table of one grid.

    Attributes:
        grille: its id.
        empreinte: its digest: two grids of one id may differ.
        effectif: letters (or stays) judged.
        hypotheses: by criterion id, where its failures gather: places to look at, never explanations.
        note_evolution: why the evolution since `precedent` is to be read with care.
        canaux: letters sent by each channel; none in an audit that did not count them, as are the next two.
        jour_meme: acts done on the day of the discharge, of those that were due.
        choix: refusals and oppositions of patients.
    """

    grille: str
    empreinte: str
    titre: str
    avertissement: str
    effectif: int
    trouvees: int
    score: Score
    note_evolution: str
    criteres: tuple[Mesure, ...]
    references: tuple[Reperes, ...]
    groupes: tuple[ScoreGroupe, ...]
    hypotheses: Mapping[str, tuple[str, ...]]
    canaux: tuple[Usage, ...] = ()
    jour_meme: tuple[Usage, ...] = ()
    choix: tuple[Usage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """An audit as read.

    Attributes:
        base: what was counted, `lettres` or `sejours`.
        tirees: numbers of the letters drawn; empty without a draw.
    """

    base: str
    depuis: date | None
    jusqua: date | None
    jugees: int
    tableaux: tuple[Resultats, ...]
    tirees: tuple[int, ...] = ()

    @property
    def principal(self) -> Resultats:
        """Give the table of most letters: what a paper for one grid shows."""
        return max(self.tableaux, key=lambda one: one.effectif)

    @property
    def mois(self) -> tuple[str, ...]:
        """Give the months of discharge that it shows, `2026-03` first; the small ones are not among them."""
        labels = {one.libelle for table in self.tableaux for one in table.groupes if one.dimension == "mois"}
        return tuple(sorted(one for one in labels if _MONTH.fullmatch(one)))

    @property
    def periode(self) -> str:
        """Give the period in words: as asked for, else by the months that were found."""
        asked = period_words(self.depuis, self.jusqua)
        if asked or not self.mois:
            return asked or UNKNOWN_PERIOD
        start, end = (f"{one[5:]}/{one[:4]}" for one in (self.mois[0], self.mois[-1]))
        return f"de {start} à {end}"

    @property
    def debut(self) -> date | None:
        """Give its first day; None when it is not known."""
        return self.depuis or (date.fromisoformat(f"{self.mois[0]}-01") if self.mois and not self.jusqua else None)


class _WrongError(ValueError):
    """A value is not what an audit holds."""


def read_audit(path: Path) -> Audit:
    """Read the JSON of an audit.

    Raises:
        DraftFormatError: it cannot be read, is cut, is no audit, or its figures contradict one another.
        DraftVersionError: it is of another format.
        UsageError: it judged no letter.
    """
    place = Location(str(path))
    text = files.decoded(files.read_limited(path, _LARGEST))
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) - 1 and bool(text.strip())
        raise DraftFormatError(
            "le JSON de cet audit est tronqué" if cut else "ce fichier n'est pas du JSON",
            hint=_HOW,
            location=Location(str(path), error.lineno, error.colno),
        ) from None
    except (ValueError, RecursionError):
        raise DraftFormatError("ce fichier n'est pas le JSON d'un audit", hint=_HOW, location=place) from None
    _refuse_other_format(data, place)
    try:
        audit = _audit(data)
    except _WrongError as error:
        raise DraftFormatError(f"cet audit est incohérent : {error}", hint=_HOW, location=place) from None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise DraftFormatError("il manque des chiffres à cet audit", hint=_HOW, location=place) from None
    if not audit.tableaux:
        raise UsageError("cet audit n'a jugé aucune lettre", hint="vérifier le dossier et la période de l'audit")
    return audit


def _refuse_other_format(data: object, place: Location) -> None:
    """Refuse what is no audit, or one that an older or a newer program wrote."""
    if not isinstance(data, dict) or "tableaux" not in data or "base" not in data:
        raise DraftFormatError("ce fichier n'est pas le JSON d'un audit", hint=_HOW, location=place)
    found = data.get("format")
    if found == JSON_FORMAT and not isinstance(found, bool):
        return
    newer = isinstance(found, int) and not isinstance(found, bool) and found > JSON_FORMAT
    raise DraftVersionError(
        f"cet audit est d'un format {'plus récent' if newer else 'ancien ou inconnu'} (connu : {JSON_FORMAT})",
        hint="mettre lls-drafter à jour" if newer else "refaire l'audit avec cette version : lls audit DOSSIER --json",
        location=place,
    )


def _audit(data: dict[str, Any]) -> Audit:
    """Read the whole."""
    period = data["periode"]
    return Audit(
        base=_text(data["base"]),
        depuis=_day(period["depuis"]),
        jusqua=_day(period["jusqua"]),
        jugees=_count(data["jugees"]),
        tableaux=tuple(_table(one) for one in _items(data["tableaux"])),
        tirees=tuple(_count(one) for one in _items((data.get("tirage") or {}).get("numeros", []))),
    )


def _table(raw: dict[str, Any]) -> Resultats:
    """Read the table of one grid."""
    grid, score, flow = raw["grille"], raw["score"], raw.get("circuit") or {}
    return Resultats(
        grille=_text(grid["id"]),
        empreinte=_text(grid["empreinte"]),
        titre=_text(grid["titre"]),
        avertissement=_text(grid.get("avertissement", "")),
        effectif=_count(raw["effectif"]),
        trouvees=_count(raw["trouvees"]),
        score=_score(score, _figure(score.get("precedent"))),
        note_evolution=_text(raw.get("note_evolution", "")),
        criteres=tuple(_measure(one) for one in _items(raw["criteres"])),
        references=tuple(
            Reperes(
                id=_text(one["id"]),
                titre=_text(one["titre"]),
                annee=_count(one["annee"]),
                score=_needed(one["score"]),
            )
            for one in _items(raw.get("references", []))
        ),
        groupes=tuple(
            ScoreGroupe(
                dimension=_text(one["dimension"]),
                libelle=_text(one["libelle"]),
                effectif=_count(one["effectif"]),
                score=_score(one),
            )
            for one in _items(raw.get("groupes", []))
        ),
        hypotheses={
            _text(one["critere"]): tuple(_text(text) for text in _items(one["hypotheses"]))
            for one in _items(raw.get("causes", []))
        },
        canaux=tuple(_usage(one, "canal") for one in _items(flow.get("canaux", []))),
        jour_meme=tuple(
            _usage({**one["jour_meme"], "acte": one["acte"]}, "acte") for one in _items(flow.get("delais", []))
        ),
        choix=tuple(_usage(one, "cle") for one in _items(flow.get("choix", []))),
    )


def _usage(raw: dict[str, Any], key: str) -> Usage:
    """Read one figure of the letters' circuit."""
    count, whole = raw["nombre"], _count(raw["n"])
    known = None if count is None else _count(count)
    if known is not None and known > whole:
        raise _WrongError("un nombre du circuit dépasse celui des lettres")
    return Usage(cle=_text(raw[key]), nombre=known, n=whole, taux=None if known is None else percentage(known, whole))


def _measure(raw: dict[str, Any]) -> Mesure:
    """Read one criterion; its rate and its interval are those of its counts."""
    name, count, whole = _text(raw["id"]), _count(raw["conformes"]), _count(raw["n"])
    if count > whole:
        raise _WrongError(f"{name} a plus de lettres conformes que de lettres")
    measured = raw["mesure"] is True
    said, rate = _figure(raw["taux"]), percentage(count, whole) if measured else None
    if said is not None and rate is not None and abs(said - rate) > _TOLERANCE:
        raise _WrongError(f"le taux de {name} n'est pas celui de ses comptes")
    return Mesure(
        id=name,
        titre=_text(raw["titre"]),
        indispensable=raw.get("indispensable") is True,
        mesure=measured,
        conformes=count,
        n=whole,
        taux=rate,
        intervalle=rate_interval(count, whole) if rate is not None else None,
        precedent=_figure(raw.get("precedent")),
        references={
            _text(key): rate for key, one in raw.get("references", {}).items() if (rate := _figure(one)) is not None
        },
    )


def _score(raw: dict[str, Any], before: float | None = None) -> Score:
    """Read a mean score."""
    ends = raw.get("intervalle")
    interval = None
    if ends is not None:
        low, high = _items(ends)
        interval = Intervalle(_needed(low), _needed(high))
    return Score(valeur=_figure(raw["valeur"]), intervalle=interval, n=_count(raw["n"]), precedent=before)


def _items(raw: object) -> list[Any]:
    """Read a list."""
    if not isinstance(raw, list):
        raise TypeError
    return raw


def _text(raw: object) -> str:
    """Read a text, on one line; a file that was edited by hand may hold anything."""
    if not isinstance(raw, str):
        raise TypeError
    return " ".join("".join(c if c.isprintable() else " " for c in raw).split())[:_LONGEST]


def _count(raw: object) -> int:
    """Read a number of letters, or a year."""
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 0:
        raise TypeError
    return raw


def _figure(raw: object) -> float | None:
    """Read a percentage or a score, 0-100, None when there is none."""
    return None if raw is None else _needed(raw)


def _needed(raw: object) -> float:
    """Read a percentage or a score that must be there."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise TypeError
    if not 0 <= raw <= 100:
        raise _WrongError("un taux ou un score n'est pas entre 0 et 100")
    return float(raw)


def _day(raw: object) -> date | None:
    """Read one end of the period."""
    return None if raw is None else date.fromisoformat(_text(raw))
