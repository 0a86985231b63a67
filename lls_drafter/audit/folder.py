"""The files of folders that an audit reads, in one order whatever the system; copies and hidden files are left out."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lls_drafter.errors import Location, UsageError

PAPER: Final = ".papier.jsonl"
"""How the name of a file of readings by hand ends."""
EXTRACT: Final = ".extrait.json"
"""How the name of an extract ends."""
_LETTER = (".lls.yaml", ".json", ".xml")
_COPY = re.compile(r"\.(conflit|original)-\d+\.lls\.yaml\Z")


@dataclass(frozen=True, slots=True)
class Fichiers:
    """The files of a run, each kind in its order.

    Attributes:
        lettres: letters, and CDA documents; a folder that cannot be opened stands here, so that it is told.
        papiers: readings by hand.
        extraits: extracts of other sites.
    """

    lettres: tuple[str, ...]
    papiers: tuple[Path, ...]
    extraits: tuple[Path, ...]


def list_sources(sources: Iterable[Path]) -> Fichiers:
    """Give the files of folders (with those inside) and single files, each once.

    Frozen versions (`x.versions/`), copies set aside on a conflict or a conversion, and hidden files are no letters of
    their own. Links to folders are not followed.

    Raises:
        UsageError: a source does not exist.
    """
    letters: list[str] = []
    papers: list[Path] = []
    extracts: list[Path] = []
    for path in _each_once(sources):
        if path.endswith(PAPER):
            papers.append(Path(path))
        elif path.endswith(EXTRACT):
            extracts.append(Path(path))
        else:
            letters.append(path)
    return Fichiers(tuple(letters), tuple(papers), tuple(extracts))


def _each_once(sources: Iterable[Path]) -> Iterator[str]:
    """Give each path of the sources."""
    seen: set[str] = set()
    for source in sources:
        if source.is_dir():
            found: Iterable[str] = _walked(os.fspath(source))
        elif source.exists():
            found = (os.fspath(source),)
        else:
            raise UsageError(
                "ce dossier n'existe pas",
                hint="donner un ou plusieurs dossiers de lettres",
                location=Location(str(source)),
            )
        for path in found:
            if path not in seen:
                seen.add(path)
                yield path


def _walked(top: str) -> Iterator[str]:
    """Give the files of a folder, then those of the folders inside, by name; a folder that does not open by its own."""
    closed: list[str] = []

    def note(error: OSError) -> None:
        closed.append(os.fspath(error.filename))

    for folder, inside, names in os.walk(top, onerror=note):
        inside[:] = sorted(name for name in inside if not name.endswith(".versions") and not name.startswith("."))
        for name in sorted(names):
            if is_read(name):
                yield os.path.join(folder, name)  # noqa: PTH118 - a million Path objects would weigh 400 MB
    yield from closed


def is_read(name: str) -> bool:
    """Tell whether a file is one of those that an audit reads, by its name."""
    known = name.endswith((*_LETTER, PAPER, EXTRACT))
    return known and not name.startswith(".") and _COPY.search(name) is None
