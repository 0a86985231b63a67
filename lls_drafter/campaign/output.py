"""A paper put on the disk: in one step, readable by its owner, over nothing that was not named."""

from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.errors import DraftError, ExportError, Location, UsageError


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


def refuse_existing(paths: tuple[Path, ...], inputs: tuple[Path, ...], *, replace: bool) -> None:
    """Refuse to write over a file that is read, one of another's name, or one that exists when `replace` is no.

    Raises:
        UsageError: so it is.
        DraftError: the folder does not answer.
    """
    read = {_real(one) for one in inputs}
    seen: set[Path] = set()
    for path in paths:
        real = _real(path)
        if real in read:
            raise UsageError(
                "ce fichier est lu par la commande : il ne peut pas être remplacé", location=Location(str(path))
            )
        if real in seen:
            raise UsageError("deux sorties ne peuvent pas avoir le même nom", location=Location(str(path)))
        seen.add(real)
        if not replace and files.exists(path):
            raise UsageError(
                "ce fichier existe déjà : rien n'a été écrit",
                hint="choisir un autre nom, ou ajouter « --remplacer »",
                location=Location(str(path)),
            )


def write_paper(path: Path, data: bytes) -> None:
    """Write one file; its folder must exist.

    Raises:
        ExportError: the system refuses; what stood there is untouched.
    """
    try:
        files.write_private(path, data)
    except DraftError as error:
        raise ExportError(error.message, hint=error.hint, location=Location(str(path))) from error


def _real(path: Path) -> Path:
    """Give where a path leads, as far as it can be told."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()
