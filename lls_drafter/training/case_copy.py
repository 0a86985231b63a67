"""A case of one's own, begun from another: its files copied under a new name, to be changed in any editor."""

import re
from pathlib import Path
from typing import Final

from lls_drafter.drafts import files
from lls_drafter.errors import Location, PackFileError, UsageError
from lls_drafter.packs.case_model import Case
from lls_drafter.packs.cases import DRAFT, KEY, MAIN, MODEL
from lls_drafter.packs.pack_reader import IDENTIFIER

_PACK_FILE: Final = 0o644  # a case is read by everybody on the seat; it holds no patient's data
_ID: Final = re.compile(r"^id:.*$", re.MULTILINE)
_REVIEW: Final = re.compile(r"^relecture:.*(?:\n[ \t]+.*)*$", re.MULTILINE)


def copy_case(case: Case, target: Path) -> tuple[Path, ...]:
    """Copy a case into a new folder, whose name becomes its id; gives the files made, in their order.

    Nobody has read the copy over: it says so, whatever the other one said.

    Raises:
        UsageError: the folder's name is no id of a case, or it is there already.
        PackFileError: a file of the case cannot be read.
        DraftError: the copy could not be written.
    """
    if not IDENTIFIER.fullmatch(target.name):
        raise UsageError(
            "ce nom de dossier ne peut pas être celui d'un cas",
            hint="des lettres minuscules sans accent, des chiffres et « _ », par exemple : mon_cas",
        )
    if files.exists(target):
        raise UsageError("ce dossier existe déjà : rien n'y est copié", hint="donner un autre nom")
    names = (MAIN, *(piece.fichier for piece in case.pieces), DRAFT, MODEL, KEY)
    contents = {name: _content(case.folder / name) for name in names}
    contents[MAIN] = _renamed(contents[MAIN].decode("utf-8"), target.name).encode()
    try:
        (target / "dossier").mkdir(parents=True)
    except OSError as error:
        raise files.storage_error(error, target) from error
    for name, data in contents.items():
        files.write_private(target / name, data, mode=_PACK_FILE)
    return tuple(target / name for name in names)


def _content(path: Path) -> bytes:
    """Read a file of a case."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackFileError(
            "fichier illisible : le cas n'est pas copié",
            hint="« lls formation verifier CAS »",
            location=Location(str(path)),
        ) from error


def _renamed(text: str, name: str) -> str:
    """Give `cas.yaml` with its new id, read over by nobody; all the rest, comments included, as it was."""
    return _REVIEW.sub("relecture: non_relu", _ID.sub(f"id: {name}", text, count=1), count=1)
