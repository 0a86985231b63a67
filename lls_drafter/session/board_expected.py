"""Discharges expected on a day before they have a letter: one per line of a CSV file or of the board.

They are kept in `.lls-file.yaml`, a private file of the letters' folder, by day; those of days past are dropped after
a week. A row taken away stays there, marked, so that the same CSV file does not bring it back.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path

from lls_drafter import yaml_io
from lls_drafter.drafts import files
from lls_drafter.drafts.store import SUFFIX
from lls_drafter.errors import DraftError, DraftFormatError, StructureError
from lls_drafter.letter.dates import parse_time_text
from lls_drafter.letter.text import clean_text, fold

FILE_NAME = ".lls-file.yaml"
KEPT_DAYS = 7
_HEADER = "# Sorties attendues, ajoutées au tableau du soir (lls file). Fichier privé : il porte des noms.\n"
_LIMIT = 1_000_000
_LONGEST = 80  # characters of a cell
_SECONDS = re.compile(r"(\d{1,2}:\d{2}):\d{2}", re.ASCII)
_TEXTS = ("chambre", "nom", "prenom", "ipp", "fichier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendue:
    """One expected discharge.

    Attributes:
        cle: its key among those of the day, empty until it is kept.
        prenom: given only where a column of its own gave it.
        fichier: the name of its letter's file in the folder, which may not exist yet; empty for none.
        retiree: a person took it off the board.
    """

    cle: str = ""
    heure: time | None = None
    chambre: str = ""
    nom: str = ""
    prenom: str = ""
    ipp: str = ""
    fichier: str = ""
    retiree: bool = False

    def is_same(self, other: "Attendue") -> bool:
        """Tell whether both are the same discharge: by IPP where both have one, else by name, first name and room."""
        if self.ipp and other.ipp:
            return self.ipp == other.ipp
        mine, theirs = (tuple(fold(text) for text in (row.nom, row.prenom, row.chambre)) for row in (self, other))
        return mine == theirs


def read_cells(cells: Mapping[str, str]) -> Attendue | str:
    """Give the expected discharge of some cells, by column; or the French reason why they make none.

    The reason never quotes a cell.
    """
    texts = {name: " ".join(clean_text(cells.get(name, "")).split()) for name in ("heure", *_TEXTS)}
    hour = parse_time_text(_SECONDS.sub(r"\1", texts["heure"])) if texts["heure"] else None
    if hour is not None and hour.value is None:
        return "heure non comprise (14h30, 14:30 ou 9h)"
    if not texts["nom"] and not texts["chambre"]:
        return "ni nom ni chambre"
    if any(len(text) > _LONGEST for text in texts.values()):
        return f"une case dépasse {_LONGEST} caractères"
    name = texts["fichier"]
    if name and not _is_plain(name):
        return "fichier : un simple nom de fichier du dossier est attendu"
    return Attendue(
        heure=hour.value if hour else None,
        chambre=texts["chambre"],
        nom=texts["nom"],
        prenom=texts["prenom"],
        ipp=texts["ipp"],
        fichier=name if not name or name.endswith(SUFFIX) else name + SUFFIX,
    )


def read_line(text: str) -> Attendue | str:
    """Read « 17:30 ; 214 ; DUPONT », a fourth part being the first name; the hour and the room may be left out."""
    parts = [part.strip() for part in text.split(";")]
    if len(parts) > 4:
        return "trop de parties : heure ; chambre ; nom ; prénom"
    if len(parts) == 1:
        return read_cells({"nom": parts[0]})
    if len(parts) == 2:
        first = "heure" if parse_time_text(parts[0]).value is not None else "chambre"
        return read_cells({first: parts[0], "nom": parts[1]})
    return read_cells(dict(zip(("heure", "chambre", "nom", "prenom"), parts, strict=False)))


def _is_plain(name: str) -> bool:
    """Tell whether a text is the name of a file of the folder itself, and not a hidden one."""
    return not name.startswith(".") and not any(sign in name for sign in "/\\:") and name.isprintable()


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition did: the rows added, those that were there, and of these how many a person had taken away."""

    rows: tuple[Attendue, ...]
    known: int = 0
    retired: int = 0


class ExpectedRows:
    """The expected discharges of one day, in the file of one folder; each change reads the file again first."""

    def __init__(self, folder: Path, day: date) -> None:
        """Stand for the rows of `day`; the folder and the file may not exist yet."""
        self._folder = folder
        self._path = folder / FILE_NAME
        self._day = day

    def load(self) -> tuple[Attendue, ...]:
        """Give the rows of the day, those taken away included.

        Raises:
            DraftError: the file cannot be read, or is not what it should be.
        """
        return self._read().get(self._day, ())

    def add(self, rows: Iterable[Attendue], *, today: date) -> Added:
        """Keep new rows; one that is already there, or was taken away, is left as it stands.

        Raises:
            DraftError: the file could not be read or written.
        """
        days = self._read()
        standing = list(days.get(self._day, ()))
        number = max((int(row.cle) for row in standing), default=0)
        added: list[Attendue] = []
        known = retired = 0
        for row in rows:
            same = next((one for one in standing if one.is_same(row)), None)
            if same is None:
                number += 1
                added.append(replace(row, cle=str(number)))
                standing.append(added[-1])
            else:
                known += 1
                retired += same.retiree
        if added:
            self._write({**days, self._day: tuple(standing)}, today)
        return Added(tuple(added), known, retired)

    def retire(self, cle: str, *, today: date) -> None:
        """Take a row off the board.

        Raises:
            DraftError: the file could not be read or written.
        """
        self._change(cle, lambda row: replace(row, retiree=True), today)

    def restore(self, cle: str, *, today: date) -> None:
        """Put a row back on the board.

        Raises:
            DraftError: the file could not be read or written.
        """
        self._change(cle, lambda row: replace(row, retiree=False), today)

    def link(self, cle: str, fichier: str, *, today: date) -> None:
        """Say which letter of the folder is the row's.

        Raises:
            DraftError: the file could not be read or written.
        """
        self._change(cle, lambda row: replace(row, fichier=fichier), today)

    def _change(self, cle: str, change: Callable[[Attendue], Attendue], today: date) -> None:
        """Write the day again with one row changed."""
        days = self._read()
        rows = tuple(change(row) if row.cle == cle else row for row in days.get(self._day, ()))
        self._write({**days, self._day: rows}, today)

    def _read(self) -> dict[date, tuple[Attendue, ...]]:
        """Read all days; no file, no row."""
        if not self._path.exists():
            return {}
        data = files.read_limited(self._path, _LIMIT)
        try:
            document = yaml_io.load(data, name=str(self._path))
        except StructureError as error:
            raise DraftFormatError(error.message, hint=error.hint, location=error.location) from error
        try:
            return _days_of(document.data)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise DraftFormatError(
                "ce fichier n'est pas celui des sorties attendues",
                hint="le renommer : un nouveau sera fait à la prochaine ligne ajoutée",
                location=document.location(()),
            ) from None

    def _write(self, days: Mapping[date, Sequence[Attendue]], today: date) -> None:
        """Write all days but the old ones."""
        oldest = today - timedelta(days=KEPT_DAYS)
        kept = {
            day.isoformat(): [_data_of(row) for row in rows]
            for day, rows in sorted(days.items())
            if day >= oldest or day == self._day
        }
        files.make_private_folder(self._folder)
        try:
            text = yaml_io.dump({"format": 1, "jours": kept}, header=_HEADER)
        except StructureError as error:
            raise DraftError(error.message, hint=error.hint) from error
        files.write_private(self._path, text.encode())


def _days_of(data: yaml_io.Json) -> dict[date, tuple[Attendue, ...]]:
    """Give the rows of a tree by day.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it has not that shape.
    """
    if not isinstance(data, dict) or data["format"] != 1 or not isinstance(data["jours"], dict):
        raise ValueError
    days: dict[date, tuple[Attendue, ...]] = {}
    for day, rows in data["jours"].items():
        if not isinstance(rows, list):
            raise TypeError
        days[date.fromisoformat(day)] = tuple(_row_of(row) for row in rows)
    return days


def _row_of(data: yaml_io.Json) -> Attendue:
    """Give the row of a mapping."""
    if not isinstance(data, dict):
        raise TypeError
    cle, hour = str(int(str(data["cle"]))), data.get("heure")
    chambre, nom, prenom, ipp, fichier = (clean_text(str(data.get(name, ""))) for name in _TEXTS)
    return Attendue(
        cle=cle,
        heure=time.fromisoformat(str(hour)) if hour is not None else None,
        chambre=chambre,
        nom=nom,
        prenom=prenom,
        ipp=ipp,
        fichier=fichier if not fichier or _is_plain(fichier) else "",
        retiree=data.get("retiree") is True,
    )


def _data_of(row: Attendue) -> dict[str, object]:
    """Give the mapping of a row; what is empty is left out."""
    data: dict[str, object] = {"cle": row.cle}
    if row.heure is not None:
        data["heure"] = row.heure.isoformat("minutes")
    data |= {name: getattr(row, name) for name in _TEXTS if getattr(row, name)}
    return data | ({"retiree": True} if row.retiree else {})
