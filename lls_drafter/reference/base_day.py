"""The date of an installed drug base, without loading what searches it: `lls --version` says it at each call."""

import json
import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path


def installed_day(path: Path) -> date | None:
    """Give the day of the data of an installed base, None when the file is not one."""
    with (
        suppress(sqlite3.Error, KeyError, TypeError, ValueError),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as base,
    ):
        row = base.execute("SELECT valeur FROM meta WHERE cle = 'jeu'").fetchone()
        return date.fromisoformat(json.loads(row[0])["jour"]) if row else None
    return None
