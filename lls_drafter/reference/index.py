"""The index of a catalogue of drugs: written once, then searched.

`write_index` makes the file of the national base; `DrugIndex` searches it, or a short list held in memory, with the
same code: one ranking, whatever the catalogue.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from lls_drafter.errors import Location, ReferenceDataError
from lls_drafter.reference.identify import identify
from lls_drafter.reference.index_meta import IndexMeta
from lls_drafter.reference.index_store import IndexStore
from lls_drafter.reference.model import CatalogueInfo, Fiche, Identification
from lls_drafter.reference.search import find

_SOURCE: Final = "Base de données publique des médicaments (ANSM, HAS, UNCAM)"
_SITE: Final = "base-donnees-publique.medicaments.gouv.fr"
_LICENCE: Final = "Licence Ouverte 2.0"
_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_MOST: Final = 200  # answers to one query


def national_info(meta: IndexMeta) -> CatalogueInfo:
    """Say where the national base comes from, in the words that its licence asks for."""
    year, _, month = meta.date.partition("-")
    when = f"{_MONTHS[int(month) - 1]} {year}" if month.isdigit() and 1 <= int(month) <= 12 else meta.date
    return CatalogueInfo(
        source=_SOURCE,
        date=meta.date,
        licence=_LICENCE,
        attribution=f"Source : {_SOURCE}, {_SITE}, données de {when}, {_LICENCE}.",
        specialites=meta.specialites,
        commercialisees=meta.commercialisees,
        integree=False,
    )


def write_index(path: Path, fiches: Iterable[Fiche], meta: IndexMeta) -> None:
    """Write the index of the national base to a file that does not exist yet.

    The file is whole and closed on return; renaming it over the former one is the caller's business.

    Raises:
        ReferenceDataError: the file cannot be written (full disk, read-only folder), or exists.
    """
    _write(path, fiches, {"base": meta.date, "info": asdict(national_info(meta)), "jeu": asdict(meta)})


def write_short_index(path: Path, fiches: Iterable[Fiche], info: CatalogueInfo, base: str) -> None:
    """Write the index of a short list of ours; `base` is the name that letters keep (« liste lls 1 »).

    Raises:
        ReferenceDataError: the file cannot be written, or exists.
    """
    _write(path, fiches, {"base": base, "info": asdict(info)})


def _write(path: Path, fiches: Iterable[Fiche], held: Mapping[str, object]) -> None:
    """Write an index; a journal would only cost time, as no one else reads the file yet."""
    from lls_drafter.reference.index_build import build  # noqa: PLC0415 - searching needs none of it

    try:
        path.touch(exist_ok=False)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            build(connection, fiches, held)
            connection.execute("VACUUM")
    except (OSError, sqlite3.Error) as err:
        raise ReferenceDataError(
            "la base de médicaments ne peut pas être écrite",
            hint="vérifier la place sur le disque et les droits du dossier",
            location=Location(str(path)),
        ) from err


class DrugIndex:
    """A catalogue that is searched through its index; see `model.Catalogue`. Threads may share one."""

    def __init__(self, store: IndexStore) -> None:
        """Take an open index over.

        Raises:
            ReferenceDataError: it does not say where it comes from.
        """
        self._store = store
        try:
            self._info = CatalogueInfo(**store.meta["info"])  # type: ignore[arg-type]
        except (KeyError, TypeError) as err:
            raise store.damaged() from err

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the index in a file.

        Raises:
            ReferenceDataError: no file, or no index, or one of another format, or a damaged one.
        """
        return cls(IndexStore.open(path))

    @classmethod
    def in_memory(cls, fiches: Iterable[Fiche], info: CatalogueInfo, base: str) -> Self:
        """Make an index in memory; `base` is the name that letters keep (« liste lls 1 »)."""
        from lls_drafter.reference.index_build import build  # noqa: PLC0415 - see `_write`

        connection = sqlite3.connect(":memory:", check_same_thread=False)
        build(connection, fiches, {"base": base, "info": asdict(info)})
        return cls(IndexStore(connection, info.source))

    def close(self) -> None:
        """Let the file go."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def info(self) -> CatalogueInfo:
        """Give where the catalogue comes from."""
        return self._info

    @property
    def meta(self) -> IndexMeta | None:
        """Give what the national base was built from, None for another catalogue.

        Raises:
            ReferenceDataError: the index is damaged.
        """
        held = self._store.meta.get("jeu")
        if held is None:
            return None
        try:
            known = dict(held)  # type: ignore[call-overload]
            known["fichiers"] = tuple((name, digest) for name, digest in known["fichiers"])
            return IndexMeta(**known)
        except (KeyError, TypeError, ValueError) as err:
            raise self._store.damaged() from err

    def search(self, query: str, *, limit: int = 10) -> tuple[Fiche, ...]:
        """Give the specialities that a query finds, best first, none for an empty query.

        Raises:
            ReferenceDataError: the index is damaged.
        """
        found = find(self._store, query, max(0, min(limit, _MOST)))
        return tuple(one.fiche for one in self._store.read(found.lignes))

    def identify(self, nom: str, *, dosage: str | None = None, forme: str | None = None) -> Identification:
        """Tell what a typed name is, exactly; a name that is not known gives propositions only.

        Raises:
            ReferenceDataError: the index is damaged.
        """
        return identify(self._store, nom, dosage=dosage, forme=forme)

    def specialities(self) -> dict[str, tuple[str, int]]:
        """Give the name and the checksum of each speciality, by CIS code: two sets are compared so.

        Raises:
            ReferenceDataError: the index is damaged.
        """
        return self._store.specialities()

    def check_whole(self) -> None:
        """Read the whole index over, as after an import; takes a while.

        Raises:
            ReferenceDataError: something in it is damaged.
        """
        self._store.check_whole()
