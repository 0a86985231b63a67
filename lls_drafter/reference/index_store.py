"""An index of drugs, opened for reading: its words, its lines, its names.

One connection under a lock serves every thread; an index is never written once it is made, so that several programs
read one file at once. Whatever is wrong with a file is said in one way, before anything false is shown: each line is
checked when it is read.
"""

import json
import sqlite3
import struct
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import quote

from lls_drafter.errors import Location, ReferenceDataError
from lls_drafter.reference.index_bits import decode
from lls_drafter.reference.index_format import APPLICATION, FORMAT, LETTERS, MOST_LINES, checksum, meta_checksum, unpack
from lls_drafter.reference.model import Fiche

_HINT: Final = "lls medicaments installer"
_MOST_KEPT: Final = 128  # beginnings of words whose lines stay in memory
_MOST_ASKED: Final = 500  # values in one SQL question


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a word, as sets of `index_bits`: those that it names first, names (first included), describes."""

    premier: int = 0
    nom: int = 0
    autre: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """One line, read: `nom` tells the lines of one name, `ecrites` are the other writings of its strength."""

    numero: int
    nom: int
    fiche: Fiche
    ecrites: tuple[tuple[str, ...], ...]


class IndexStore:
    """The tables of an index.

    Attributes:
        visibles: lines under this number answer any query; the next ones are the laboratories' specialities,
            from `laboratoires` on homeopathy.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        """Take an open database over; `name` is the file's, for messages.

        Raises:
            ReferenceDataError: it is no index, or one of another format, or a damaged one.
        """
        self._connection = connection
        self._name = name
        self._lock = Lock()
        self._kept: OrderedDict[str, Lines] = OrderedDict()
        try:
            self._check_kind()
            self.meta = self._read_meta()
            self.visibles = self._number("visibles")
            self.laboratoires = self._number("laboratoires")
            self.base = str(self.meta["base"])
        except (KeyError, TypeError, ValueError) as err:
            raise self.damaged() from err

    @classmethod
    def open(cls, path: Path) -> "IndexStore":
        """Open the index that a file holds.

        Raises:
            ReferenceDataError: no file, or it is no index, or one of another format, or a damaged one.
        """
        if not path.is_file():
            raise ReferenceDataError("cette base de médicaments n'existe pas", hint=_HINT, location=Location(str(path)))
        place = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        try:
            connection = sqlite3.connect(place, uri=True, check_same_thread=False)
        except sqlite3.Error as err:
            raise ReferenceDataError(
                "cette base de médicaments ne peut pas être ouverte", hint=_HINT, location=Location(str(path))
            ) from err
        try:
            return cls(connection, str(path))
        except ReferenceDataError:
            connection.close()
            raise

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._connection.close()

    def word(self, word: str) -> Lines:
        """Give the lines of a whole word."""
        rows = self._ask("SELECT premier, nom, autre FROM mots WHERE mot = ?", (word,))
        return self._lines(rows)

    def beginning(self, letters: str) -> Lines:
        """Give the lines of all the words that begin with these letters."""
        kept = self._kept.get(letters)
        if kept is not None:
            return kept
        if len(letters) <= LETTERS:
            rows = self._ask("SELECT premier, nom, autre FROM debuts WHERE mot = ?", (letters,))
        else:
            after = letters[:-1] + chr(ord(letters[-1]) + 1)
            rows = self._ask("SELECT premier, nom, autre FROM mots WHERE mot >= ? AND mot < ?", (letters, after))
        lines = self._lines(rows)
        self._kept[letters] = lines
        while len(self._kept) > _MOST_KEPT:
            self._forget()
        return lines

    def near(self, keys: Iterable[int]) -> tuple[str, ...]:
        """Give the words that are filed under any of these keys (see `search_typos`)."""
        asked = list(keys)[:_MOST_ASKED]
        rows = self._ask(f"SELECT mots FROM fautes WHERE cle IN ({_marks(asked)})", asked)  # noqa: S608 - marks only
        try:
            numbers = sorted({one for (data,) in rows for one in struct.unpack(f"<{len(data) // 4}I", data)})
        except (struct.error, TypeError) as err:
            raise self.damaged() from err
        found: list[str] = []
        for start in range(0, len(numbers), _MOST_ASKED):
            part = numbers[start : start + _MOST_ASKED]
            rows = self._ask(f"SELECT mot FROM vocabulaire WHERE id IN ({_marks(part)})", part)  # noqa: S608 - marks
            found += [word for (word,) in rows]
        return tuple(found)

    def names_of(self, numbers: Sequence[int]) -> dict[int, int]:
        """Give, for each line, what tells the lines of one name."""
        rows = self._ask(f"SELECT id, nom FROM lignes WHERE id IN ({_marks(numbers)})", numbers)  # noqa: S608 - marks
        return dict(rows)

    def read(self, numbers: Sequence[int]) -> tuple[Read, ...]:
        """Give lines, in the order asked.

        Raises:
            ReferenceDataError: one of them is not as it was written.
        """
        found: dict[int, Read] = {}
        for start in range(0, len(numbers), _MOST_ASKED):
            part = numbers[start : start + _MOST_ASKED]
            marks = _marks(part)
            for number, name, text, control in self._ask(
                f"SELECT id, nom, fiche, controle FROM lignes WHERE id IN ({marks})",  # noqa: S608 - marks only
                part,
            ):
                if not isinstance(text, str) or checksum(number, text) != control:
                    raise self.damaged()
                fiche, written = unpack(text, self.base)
                found[number] = Read(number, name, fiche, written)
        try:
            return tuple(found[number] for number in numbers)
        except KeyError as err:
            raise self.damaged() from err

    def named(self, keys: Sequence[str]) -> tuple[tuple[int, int], ...]:
        """Give (what the name is, line) for the whole names that have one of these keys."""
        rows = self._ask(
            f"SELECT DISTINCT sorte, ligne FROM noms WHERE cle IN ({_marks(keys)}) ORDER BY sorte, ligne",  # noqa: S608
            keys,
        )
        return tuple(rows)

    def specialities(self) -> dict[str, tuple[str, int]]:
        """Give the name and the checksum of each speciality, by CIS code."""
        rows = self._ask("SELECT cis, libelle, empreinte FROM specialites")
        return {cis: (libelle, digest) for cis, libelle, digest in rows}

    def check_whole(self) -> None:
        """Read the whole index over; takes a while.

        Raises:
            ReferenceDataError: something in it is damaged.
        """
        if self._ask("PRAGMA integrity_check") != [("ok",)]:
            raise self.damaged()
        self.read(range(self._number("lignes")))

    def _check_kind(self) -> None:
        """Check that the file is an index of this format, and whole.

        Raises:
            ReferenceDataError: it is not.
        """
        application, version = (self._ask(f"PRAGMA {name}")[0][0] for name in ("application_id", "user_version"))
        if application != APPLICATION:
            raise ReferenceDataError(
                "ce fichier n'est pas une base de médicaments de lls", hint=_HINT, location=Location(self._name)
            )
        if version != FORMAT:
            raise ReferenceDataError(
                f"cette base de médicaments est d'une autre version de lls (format {version}, {FORMAT} attendu)",
                hint=_HINT,
                location=Location(self._name),
            )

    def _ask(self, question: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        """Give the rows that answer a question.

        Raises:
            ReferenceDataError: the database cannot answer: it is damaged.
        """
        try:
            with self._lock:
                return self._connection.execute(question, values).fetchall()
        except sqlite3.Error as err:
            raise self.damaged() from err

    def _lines(self, rows: Iterable[tuple[bytes, bytes, bytes]]) -> Lines:
        premier = nom = autre = 0
        try:
            for first, name, other in rows:
                premier |= decode(first)
                nom |= decode(name)
                autre |= decode(other)
        except (ValueError, TypeError) as err:
            raise self.damaged() from err
        return Lines(premier, nom, autre)

    def _read_meta(self) -> dict[str, object]:
        """Give what the index says of itself.

        Raises:
            ValueError: it is not as it was written.
        """
        held: dict[str, str] = dict(self._ask("SELECT cle, valeur FROM meta"))
        if meta_checksum(held) != int(held.pop("controle")):
            raise ValueError("meta")
        return {key: json.loads(value) for key, value in held.items()}

    def _number(self, key: str) -> int:
        """Give a number of lines that the index holds."""
        number = int(str(self.meta[key]))
        if not 0 <= number <= MOST_LINES:
            raise ValueError(key)
        return number

    def _forget(self) -> None:
        """Drop the beginning that was kept first; another thread may just have."""
        try:
            self._kept.popitem(last=False)
        except KeyError:
            return

    def damaged(self) -> ReferenceDataError:
        """Say that the file is not as it was written."""
        return ReferenceDataError("cette base de médicaments est endommagée", hint=_HINT, location=Location(self._name))


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
