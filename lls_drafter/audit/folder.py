"""The letter files of folders, in one order whatever the system: what is no letter of its own is left out."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lls_drafter.errors import Location, UsageError

_LETTER = (".lls.yaml", ".json")
_COPY = re.compile(r"\.(conflit|original)-\d+\.lls\.yaml\Z")


def letter_paths(sources: Iterable[Path]) -> Iterator[str]:
    """Give the path of each letter file of folders (with those inside) and of single files, each once.

    Frozen versions (`x.versions/`), copies set aside on a conflict or a conversion, and hidden files are no letters of
    their own. Links to folders are not followed.

    Raises:
        UsageError: a source does not exist.
    """
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
    """Give the letters of a folder, then those of the folders inside, by name."""
    for folder, inside, names in os.walk(top):
        inside[:] = sorted(name for name in inside if not name.endswith(".versions") and not name.startswith("."))
        for name in sorted(names):
            if name.endswith(_LETTER) and not name.startswith(".") and _COPY.search(name) is None:
                yield os.path.join(folder, name)  # noqa: PTH118 - a million Path objects would weigh 400 MB
