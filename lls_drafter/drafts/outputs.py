"""Files that a command makes: never over what it reads, nor over a letter; in one step, readable by their owner."""

import errno
from collections.abc import Iterable
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.errors import DraftError, ExportError, Location, UsageError

_WORK = (".lls.yaml", ".papier.jsonl")
"""How the names of files end that hold what somebody wrote: no output takes their place."""


def kind_of(path: Path, kinds: tuple[str, ...]) -> str:
    """Give the kind of a file by its name's end, one of `kinds`.

    Raises:
        UsageError: it is none of them.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in kinds:
        raise UsageError(
            f"le nom du fichier à produire doit finir par {' ou '.join(f'.{one}' for one in kinds)}",
            location=Location(str(path)),
        )
    return kind


def refuse_bad_places(paths: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Refuse outputs that would take the place of a file that is read, of a letter, of another output; or have none.

    Why before any work: an audit of twenty thousand letters is not to be lost for a folder that is not there.

    Args:
        paths: what is to be made.
        inputs: the files that the command reads.

    Raises:
        UsageError: so it is.
        ExportError: a folder does not exist, or does not answer.
    """
    read = {_real(one) for one in inputs}
    seen: set[Path] = set()
    for path in paths:
        real, place = _real(path), Location(str(path))
        if real in read:
            raise UsageError("ce fichier est lu par la commande : il ne peut pas être remplacé", location=place)
        if real in seen:
            raise UsageError("deux sorties ne peuvent pas avoir le même nom", location=place)
        if path.name.endswith(_WORK):
            raise UsageError(
                "ce nom est celui d'une lettre ou d'une saisie : rien n'y est écrit",
                hint="choisir un autre nom",
                location=place,
            )
        seen.add(real)
        _refuse_no_place(path)


def refuse_existing(paths: Iterable[Path]) -> None:
    """Refuse outputs that exist.

    Raises:
        UsageError: one does.
        DraftError: the folder does not answer.
    """
    for path in paths:
        if files.exists(path):
            raise UsageError(
                "ce fichier existe déjà : rien n'a été écrit",
                hint="choisir un autre nom, ou ajouter « --remplacer »",
                location=Location(str(path)),
            )


def write_output(path: Path, data: bytes) -> None:
    """Write one file; its folder must exist.

    Raises:
        ExportError: the system refuses; what stood there is untouched.
    """
    try:
        files.write_private(path, data)
    except DraftError as error:
        raise _unwritten(error) from error


def _refuse_no_place(path: Path) -> None:
    """Refuse a path in no folder, that is a folder, or that is a link."""
    try:
        files.refuse_link(path)
        wrong = errno.EISDIR if path.is_dir() else 0 if path.parent.is_dir() else errno.ENOENT
    except OSError as error:
        raise _unwritten(files.storage_error(error, path)) from error
    except DraftError as error:
        raise _unwritten(error) from error
    if wrong:
        raise _unwritten(files.storage_error(OSError(wrong, ""), path))


def _unwritten(error: DraftError) -> ExportError:
    """Give the same error as one of a file that cannot be made."""
    return ExportError(error.message, hint=error.hint, location=error.location)


def _real(path: Path) -> Path:
    """Give where a path leads, as far as it can be told."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()
