"""The figures of an earlier run, read from its JSON, to say the evolution."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lls_drafter.audit.references import Reference
from lls_drafter.drafts import files
from lls_drafter.errors import DraftFormatError, Location
from lls_drafter.letter.dates import format_date

JSON_FORMAT = 1
_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Anterieur:
    """What an earlier run gave for one grid.

    Attributes:
        titre: how the column is called.
        empreinte: the digest of its grid; empty when not known: the grids may differ.
        base: what was counted, `lettres` or `sejours`.
        score: None when it had too few letters.
        taux: by criterion id; a criterion that had too few letters is not there.
    """

    titre: str
    grille: str
    empreinte: str
    base: str
    score: float | None
    taux: dict[str, float]


def read_previous(path: Path) -> tuple[Anterieur, ...]:
    """Read the JSON of an earlier `lls audit`.

    Raises:
        DraftError: it cannot be read, or is not one.
    """
    try:
        data = json.loads(files.read_limited(path, _LARGEST))
        known = data["format"] == JSON_FORMAT
        title = _period_words(data["periode"]["depuis"], data["periode"]["jusqua"])
        found = tuple(_read(one, title, str(data["base"])) for one in data["tableaux"])
    except (ValueError, KeyError, TypeError):
        known, found = False, ()
    if not known:
        raise DraftFormatError(
            "ce fichier n'est pas le JSON d'un audit",
            hint="le produire avec « lls audit DOSSIER --json > AUDIT.json »",
            location=Location(str(path)),
        )
    return found


def previous_of(reference: Reference) -> Anterieur:
    """Give published figures of a site as an earlier run: their grid may differ."""
    return Anterieur(
        titre=str(reference.annee),
        grille=reference.grille,
        empreinte="",
        base="sejours",
        score=reference.score,
        taux=dict(reference.taux),
    )


def _read(table: dict[str, Any], title: str, base: str) -> Anterieur:
    """Read the table of one grid."""
    rates = {str(one["id"]): float(one["taux"]) for one in table["criteres"] if one["taux"] is not None}
    score = table["score"]["valeur"]
    return Anterieur(
        titre=title,
        grille=str(table["grille"]["id"]),
        empreinte=str(table["grille"]["empreinte"]),
        base=base,
        score=None if score is None else float(score),
        taux=rates,
    )


def _period_words(start: str | None, end: str | None) -> str:
    """Give the period of a run as a heading.

    Raises:
        ValueError: what stands there is no date.
    """
    first, last = (format_date(date.fromisoformat(one)) if one else "" for one in (start, end))
    if first and last:
        return f"du {first} au {last}"
    return f"depuis le {first}" if first else f"jusqu'au {last}" if last else "audit précédent"
