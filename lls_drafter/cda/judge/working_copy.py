"""Our own copy of a distribution, in the cache: mended, with its compiled profiles beside it.

The user's folder is read and never written. The copy is named by the digest of every file that a check may read, so it
can never be stale; it is made aside and put in place by one rename, and made again when a file of it is gone: the
terminologies are skipped in silence when their file is not there. A cache that cannot be written costs the time of a
copy in a temporary folder, and nothing else.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lls_drafter import places
from lls_drafter.cda.judge.distribution import Distribution
from lls_drafter.cda.judge.mending import mend
from lls_drafter.errors import ReferenceDataError

FORMAT: Final = "1"
"""Changes with what the copy holds and with how profiles are compiled."""
_MANIFEST: Final = "lls-copie.json"
_COMPILED: Final = "lls-compiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCopy:
    """A mended copy.

    Attributes:
        folder: where it lies; paths of the distribution are relative to it.
        remarks: what was mended or is missing, one French sentence each.
        temporary: the folder to remove at the end; None for a copy that the cache keeps.
    """

    folder: Path
    remarks: tuple[str, ...]
    temporary: Path | None = None

    def discard(self) -> None:
        """Remove a copy that the cache could not take."""
        if self.temporary is not None:
            shutil.rmtree(self.temporary, ignore_errors=True)

    def recall(self, name: str) -> str | None:
        """Give a text kept with this copy, None when there is none."""
        try:
            return (self.folder / _COMPILED / name).read_text(encoding="utf-8")
        except OSError:
            return None

    def keep(self, name: str, text: str) -> None:
        """Keep a text with this copy; failing to is no matter."""
        target = self.folder / _COMPILED / name
        temporary = target.with_name(f".{name}.{os.getpid()}.tmp")
        with contextlib.suppress(OSError):
            target.parent.mkdir(exist_ok=True)
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(target)


def prepare(distribution: Distribution) -> WorkingCopy:
    """Give the mended copy of a distribution, made if need be.

    Raises:
        ReferenceDataError: a file cannot be read, or there is no room for the copy.
    """
    try:
        folder = places.cache_folder() / "ans" / _digest(distribution)
        return _whole(folder) or _make(distribution, folder)
    except OSError as error:
        raise ReferenceDataError(
            f"la distribution ne peut pas être copiée ({error.strerror or 'erreur de lecture'})",
            hint="vérifier les droits du dossier et la place sur le disque",
        ) from error


def _digest(distribution: Distribution) -> str:
    """Name the state of a distribution: every file that a check may read, and our own format."""
    digest = hashlib.sha256(FORMAT.encode())
    for file in distribution.files:
        content = hashlib.sha256((distribution.folder / file).read_bytes()).hexdigest()
        digest.update(f"{file.as_posix()}\0{content}\n".encode())
    return digest.hexdigest()[:32]


def _make(distribution: Distribution, folder: Path) -> WorkingCopy:
    """Copy and mend, aside; then put in place, or stay aside when the cache cannot be written."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        home = Path(tempfile.mkdtemp(prefix=".copie-", dir=folder.parent))
    except OSError:
        home = Path(tempfile.mkdtemp(prefix="lls-ans-"))
    aside = home / "copie"
    with contextlib.ExitStack() as leaving:
        leaving.callback(shutil.rmtree, home, ignore_errors=True)
        for file in distribution.files:
            (aside / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(distribution.folder / file, aside / file)
        remarks = mend(aside)
        manifest = {"remarques": remarks, "fichiers": _sizes(aside)}
        (aside / _MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
        if home.parent != folder.parent:
            leaving.pop_all()
            return WorkingCopy(folder=aside, remarks=remarks, temporary=home)
        if folder.exists() and _whole(folder) is None:
            folder.rename(home / "ancienne")
        with contextlib.suppress(OSError):  # another process was faster: its copy is the same
            aside.rename(folder)
    return WorkingCopy(folder=folder, remarks=remarks)


def _whole(folder: Path) -> WorkingCopy | None:
    """Give the copy that lies there, None when there is none or a file of it is gone."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        whole = all((folder / name).stat().st_size == size for name, size in manifest["fichiers"].items())
    except (OSError, ValueError, LookupError):
        return None
    return WorkingCopy(folder=folder, remarks=tuple(manifest["remarques"])) if whole else None


def _sizes(folder: Path) -> dict[str, int]:
    """Give the size of each file of a copy, by its path in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
