"""Read one letter of a folder for an audit: YAML or JSON, never stopping the run.

- `*.lls.yaml` passes the strict reader, like everywhere; `*.json` is the JSON output of a letter, whose tree pydantic
  reads by itself, seven times faster;
- a YAML text cut in the middle of a line is told by its print, when it was validated;
- a reason why a file cannot be read is one of ours and quotes nothing of the file: its words may be a patient's.
"""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from lls_drafter.audit.model import Etat
from lls_drafter.drafts import files
from lls_drafter.drafts.store import MAX_LETTER_BYTES, SUFFIX, LetterStore
from lls_drafter.errors import DraftError, DraftFormatError, DraftVersionError
from lls_drafter.letter.lettre import FORMAT, Lettre
from lls_drafter.letter_files.codec import read_letter
from lls_drafter.letter_files.fingerprint import fingerprint

_NAMES = tuple(Lettre.model_fields)
_LAST = frozenset(_NAMES[_NAMES.index("suites_a_donner") + 1 :])
"""The fields that come last in a file: a letter that went its way has at least one of them."""
_FROZEN = re.compile(r"v(\d+)" + re.escape(SUFFIX))


@dataclass(frozen=True, slots=True)
class Lue:
    """A letter as read, and whether its file was of an older format."""

    lettre: Lettre
    converti: bool


@dataclass(frozen=True, slots=True)
class NonLue:
    """A file that gave no letter: why, and at which line when it is known."""

    etat: Etat
    raison: str
    ligne: int | None = None


def read_file(path: Path) -> Lue | NonLue:
    """Read a letter, or say why there is none."""
    try:
        data = files.read_limited(path, MAX_LETTER_BYTES)
        if path.suffix == ".json":
            fast = _from_json(data)
            if fast is not None:
                return Lue(fast, converti=False)
        read = read_letter(data, name=path.name)
    except DraftError as error:
        return unread(path, error)
    ends_early = not data.endswith(b"\n") or not read.lettre.model_fields_set & _LAST
    if ends_early and _is_cut(read.lettre):
        return NonLue(Etat.ILLISIBLE, "tronquée : la fin de ce qui a été validé manque")
    return Lue(read.lettre, converti=read.format_read != FORMAT)


def frozen_versions(path: Path, lettre: Lettre) -> tuple[Lettre, ...]:
    """Give the frozen versions of a letter that may be the one that QLS judges.

    The copy of the very version that the file holds is not read: it says nothing more, and would double the time.

    Raises:
        DraftError: one of them cannot be read, or is another letter's.
    """
    if not path.name.endswith(SUFFIX):
        return ()
    folder = path.with_name(path.name.removesuffix(SUFFIX) + ".versions")
    try:
        names = [found for one in folder.iterdir() if (found := _FROZEN.fullmatch(one.name))]
    except (FileNotFoundError, NotADirectoryError):
        return ()  # no folder: no version frozen
    except OSError as error:
        raise files.storage_error(error, folder) from error
    if all(int(found[1]) == lettre.version for found in names):
        return ()
    return LetterStore(path).frozen(lettre)


def unread(path: Path, error: DraftError) -> NonLue:
    """Say why a file gave no letter, in words of ours."""
    line = error.location.line if error.location else None
    if isinstance(error, DraftVersionError):
        return NonLue(Etat.ILLISIBLE, "format de fichier inconnu de ce programme")
    if isinstance(error, DraftFormatError):
        return NonLue(Etat.ILLISIBLE, "ce n'est pas une lettre lisible (tronquée, ou d'une autre forme)", line)
    return _refused(path)


def _refused(path: Path) -> NonLue:
    """Say what the system refused: a file that is gone, a folder, anything else."""
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return NonLue(Etat.DISPARUE, "fichier retiré pendant la lecture")
    except OSError:  # a folder on the way cannot be entered, a name is too long
        return NonLue(Etat.ILLISIBLE, "fichier ou dossier refusé par le système")
    if stat.S_ISDIR(mode):
        return NonLue(Etat.ILLISIBLE, "dossier refusé par le système : ce qu'il contient n'est pas compté")
    if stat.S_ISLNK(mode) and not os.path.exists(path):  # noqa: PTH110 - never raises, unlike Path.exists
        return NonLue(Etat.DISPARUE, "lien vers un fichier absent")
    return NonLue(Etat.ILLISIBLE, "fichier refusé par le système, ou trop gros")


def _is_cut(lettre: Lettre) -> bool:
    """Tell whether a letter that ends early lost its end: it is no longer what was validated.

    Why: half of a YAML text often is a letter all the same, and would count as one that lacks everything. It ends early
    in the middle of a line, or when nothing is said of what comes after the follow-up: a cut inside the register, which
    is not validated, cannot be seen.
    """
    return lettre.validation is not None and lettre.validation.empreinte != fingerprint(lettre)


def _from_json(data: bytes) -> Lettre | None:
    """Read the JSON of a letter of the present format, None when it is not one: the strict reader will say why."""
    try:
        return Lettre.model_validate_json(data)
    except ValidationError:
        return None
