"""The catalogue of drugs of this seat: the national base that is installed, else our own short list.

A base that cannot be read, when it is opened or later, is no reason to stop a letter: the next one answers in its
place (the site's, then our list), and `warning` says why.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from lls_drafter import places
from lls_drafter.errors import ReferenceDataError
from lls_drafter.reference.index import DrugIndex, write_short_index
from lls_drafter.reference.model import CatalogueInfo, Fiche, Identification

# What the index of our list is made of: any change in one of these files makes it anew.
_SOURCES: Final = (
    "usuels.yaml", "usuels.py", "index_bits.py", "index_build.py", "index_lines.py", "search_strengths.py",
    "search_typos.py", "search_words.py",
)  # fmt: skip


class OpenedCatalogue:
    """A `Catalogue` that is always there.

    Attributes:
        warning: why it is not the one that is installed, one French sentence with its remedy; None when all is well.
    """

    def __init__(self) -> None:
        """Open the first catalogue that can be read.

        Raises:
            ReferenceDataError: our own list is damaged: this program is not whole.
        """
        self.warning: str | None = None
        self._others = _installed()
        self._current = self._next()

    @property
    def info(self) -> CatalogueInfo:
        """Give where the catalogue comes from."""
        return self._current.info

    def search(self, query: str, *, limit: int = 10) -> tuple[Fiche, ...]:
        """Give the specialities that a query finds, best first, none for an empty query."""
        current = self._current
        try:
            return current.search(query, limit=limit)
        except ReferenceDataError as err:
            return self._instead_of(current, err).search(query, limit=limit)

    def identify(self, nom: str, *, dosage: str | None = None, forme: str | None = None) -> Identification:
        """Tell what a typed name is, exactly; a name that is not known gives propositions only."""
        current = self._current
        try:
            return current.identify(nom, dosage=dosage, forme=forme)
        except ReferenceDataError as err:
            return self._instead_of(current, err).identify(nom, dosage=dosage, forme=forme)

    def close(self) -> None:
        """Let the file go."""
        self._current.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _instead_of(self, failed: DrugIndex, err: ReferenceDataError) -> DrugIndex:
        """Give what answers after a damaged base; another thread may have found the damage first.

        Raises:
            ReferenceDataError: there is nothing after our own list.
        """
        if failed is self._current:
            if failed.info.integree:
                raise err
            self._warn(err)
            self._current = self._next()
        return self._current

    def _next(self) -> DrugIndex:
        """Open the next catalogue that can be read."""
        for path in self._others:
            try:
                return DrugIndex.open(path)
            except ReferenceDataError as err:
                self._warn(err)
        return built_in_catalogue()

    def _warn(self, err: ReferenceDataError) -> None:
        where = f" ({err.location})" if err.location else ""
        self.warning = f"{err.message}{where} : une autre liste de médicaments sert à sa place ; {err.hint}"


def open_catalogue() -> OpenedCatalogue:
    """Open the catalogue of this seat: the user's national base, else the site's, else our own list.

    Raises:
        ReferenceDataError: our own list is damaged: this program is not whole.
    """
    return OpenedCatalogue()


def built_in_catalogue() -> DrugIndex:
    """Open our own short list; its index is kept in the user's private cache, made in a second when it is not there.

    Raises:
        ReferenceDataError: the list of this installation is damaged.
    """
    path = places.cache_folder() / "reference" / f"{_INDEX}{_digest()}.sqlite"
    with contextlib.suppress(ReferenceDataError):
        return DrugIndex.open(path)
    from lls_drafter.reference import usuels  # noqa: PLC0415 - only what makes the index reads YAML

    fiches, info = usuels.usual_fiches(), usuels.usual_info()
    base = fiches[0].base
    with contextlib.suppress(ReferenceDataError, OSError):
        _keep(path, fiches, info, base)
        return DrugIndex.open(path)
    return DrugIndex.in_memory(fiches, info, base)


_INDEX: Final = "usuels-index-"


def _installed() -> Iterator[Path]:
    """Give the national bases that are installed, the user's first."""
    for path in dict.fromkeys((places.user_drug_base_file(), places.site_drug_base_file())):
        if path.exists():
            yield path


def _digest() -> str:
    """Name what the index of our list is made of."""
    made_of = hashlib.sha256()
    for name in _SOURCES:
        with contextlib.suppress(OSError):
            made_of.update(Path(__file__).with_name(name).read_bytes())
    return made_of.hexdigest()[:32]


def _keep(path: Path, fiches: tuple[Fiche, ...], info: CatalogueInfo, base: str) -> None:
    """Keep the index of our list for the next start, in the place of those of former lists.

    Raises:
        OSError: the folder cannot be written.
        ReferenceDataError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        write_short_index(temporary, fiches, info, base)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    for former in path.parent.glob(f"{_INDEX}*.sqlite"):
        if former != path:
            former.unlink(missing_ok=True)
