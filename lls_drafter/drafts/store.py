"""One letter on disk: the file itself, its frozen versions, and its journal.

Beside `x.lls.yaml`: `x.versions/v1.lls.yaml` (frozen, read-only) and `.x.lls.yaml.journal`
(the wizard's place, texts not accepted, gestures). All are private to their owner.
"""

import hashlib
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.drafts.journal import Journal
from lls_drafter.drafts.records import Bookmark
from lls_drafter.drafts.rescue import Rescue
from lls_drafter.errors import DraftError, Location
from lls_drafter.letter.lettre import FORMAT, Lettre
from lls_drafter.letter_files.codec import LetterFile, has_comments, read_letter, write_letter

SUFFIX = ".lls.yaml"
MAX_LETTER_BYTES = 2_000_000


class LetterStore:
    """The files of one letter. Writing is atomic, and refused when somebody else changed the file meanwhile.

    Attributes:
        path: the letter's file.
        journal: what was typed and done.
        aside: where this version was written because the file had changed, None when it did not come to that.
    """

    def __init__(self, path: Path) -> None:
        """Stand for the letter at `path`, which may not exist yet."""
        self.path = path
        self.journal = Journal(path)
        self.aside: Path | None = None
        self._aside_holds: Lettre | None = None
        self._known: str | None = None
        self._device: int | None = None

    @property
    def known(self) -> str | None:
        """Give the digest of the file as last read or written, None for a file not made yet."""
        return self._known

    @property
    def _stem(self) -> str:
        """Give the file's name without its suffix."""
        return self.path.name.removesuffix(SUFFIX)

    def load(self) -> LetterFile:
        """Read the letter.

        Raises:
            DraftError: unreadable, too large, or not a letter.
        """
        data = files.read_limited(self.path, MAX_LETTER_BYTES)
        read = read_letter(data, name=str(self.path))
        self._stands(data, read.lettre)
        self.aside = None
        return read

    def _stands(self, data: bytes, lettre: Lettre) -> None:
        """Know what stands on disk."""
        self._known = digest(data)
        self._device = files.device(self.path.parent)
        self.journal.serie = lettre.identifiant.serie if lettre.identifiant else ""

    def save(self, lettre: Lettre) -> None:
        """Write the letter in one step, keeping a copy of a file whose comments or older format would be lost.

        Raises:
            DraftError: the system refuses, or the file changed on disk since it was read; in that case
                the letter is written beside it and the message says where.
        """
        data = write_letter(lettre).encode()
        standing = self._standing()
        if standing is not None and digest(standing) not in (self._known, digest(data)):
            if self._known is None:
                raise DraftError(
                    "ce fichier existe déjà : il n'est pas écrasé",
                    hint="choisir un autre nom, ou l'ouvrir avec « lls ouvrir »",
                    location=Location(str(self.path)),
                )
            written = self.set_aside(lettre)
            raise DraftError(
                "le fichier a changé sur le disque depuis sa lecture : il n'est pas écrasé",
                hint=f"votre version est enregistrée dans {written.name}",
                location=Location(str(self.path)),
            )
        if standing is not None and self._loses_something(standing):
            files.write_private(self._free_name("original"), standing)
        files.write_private(self.path, data)
        self._stands(data, lettre)
        self.aside = None

    def set_aside(self, lettre: Lettre) -> Path:
        """Write the letter beside the file, which is not ours any more; the same place each time.

        Raises:
            DraftError: the system refuses.
        """
        path = self.aside or self._free_name("conflit")
        files.write_private(path, write_letter(lettre).encode())
        self.aside, self._aside_holds = path, lettre
        return path

    def is_aside(self, lettre: Lettre) -> bool:
        """Tell whether this letter was written beside the file."""
        return self.aside is not None and self._aside_holds == lettre

    def is_missing(self) -> bool:
        """Tell whether the letter has no file.

        Raises:
            DraftError: the folder does not answer.
        """
        return not files.exists(self.path)

    def _standing(self) -> bytes | None:
        """Give what stands on disk, None when there is no file.

        Raises:
            DraftError: it cannot be read, or its disk went away: what shows in its place is not its folder.
        """
        if self.is_missing():
            device = files.device(self.path.parent)
            if self._known is not None and None not in (device, self._device) and device != self._device:
                raise DraftError(
                    "le disque de ce fichier n'est plus là",
                    hint="rebrancher la clé, ou rétablir le réseau",
                    location=Location(str(self.path)),
                )
            return None
        files.refuse_link(self.path)
        return files.read_limited(self.path, MAX_LETTER_BYTES)

    @staticmethod
    def _loses_something(standing: bytes) -> bool:
        """Tell whether rewriting the file would drop comments or an older format."""
        return has_comments(standing) or f"\nformat: {FORMAT}\n".encode() not in b"\n" + standing

    def _free_name(self, word: str) -> Path:
        """Give a name that is not taken, beside the letter."""
        number = 1
        while True:
            path = self.path.with_name(f"{self._stem}.{word}-{number}{SUFFIX}")
            if not files.exists(path):
                return path
            number += 1

    def frozen_path(self, version: int) -> Path:
        """Give the place of a frozen version."""
        return self.path.with_name(f"{self._stem}.versions") / f"v{version}{SUFFIX}"

    def freeze(self, lettre: Lettre, *, standing: Lettre) -> Path:
        """Write a validated version once and for all; the same content again is accepted.

        A frozen file of this very version is an orphan as long as the letter on disk is open (its validation was cut
        short): it is replaced.

        Args:
            lettre: the version to freeze.
            standing: the letter as it is on disk.

        Raises:
            DraftError: another content or another letter stands there already, or the system refuses.
        """
        files.refuse_link(self.path)
        path = self.frozen_path(lettre.version)
        data = write_letter(lettre).encode()
        if path.exists():
            known = read_letter(files.read_limited(path, MAX_LETTER_BYTES), name=str(path)).lettre
            self._require_same_series(known, lettre, path)
            if known == lettre:
                return path
            if standing.version == lettre.version and standing.validation is not None:
                raise DraftError(
                    f"la version {lettre.version} est déjà figée avec un autre contenu",
                    hint="une correction est une nouvelle version : « lls reviser »",
                    location=Location(str(path)),
                )
        files.make_private_folder(path.parent)
        files.write_private(path, data, mode=files.FROZEN_FILE)
        return path

    @staticmethod
    def _require_same_series(frozen: Lettre, lettre: Lettre, path: Path) -> None:
        """Refuse a frozen version of another letter that had this file's name.

        Raises:
            DraftError: it is another letter's.
        """
        ours = lettre.identifiant.serie if lettre.identifiant else None
        theirs = frozen.identifiant.serie if frozen.identifiant else None
        if ours != theirs:
            raise DraftError(
                "les versions figées à côté de ce fichier sont celles d'une autre lettre",
                hint="renommer ce fichier, ou ranger l'ancien dossier « .versions » avec sa lettre",
                location=Location(str(path)),
            )

    def frozen(self, lettre: Lettre) -> tuple[Lettre, ...]:
        """Read the frozen versions of a letter, oldest first; one not validated yet has only earlier ones.

        Raises:
            DraftError: one of them cannot be read, or is another letter's.
        """
        folder = self.frozen_path(1).parent
        if not folder.is_dir():
            return ()
        found = []
        for path in folder.glob(f"v*{SUFFIX}"):
            known = read_letter(files.read_limited(path, MAX_LETTER_BYTES), name=str(path)).lettre
            self._require_same_series(known, lettre, path)
            if known.version < lettre.version or lettre.validation is not None:
                found.append(known)
        return tuple(sorted(found, key=lambda letter: letter.version))

    def read_bookmark(self) -> Bookmark | None:
        """Give where the wizard was left, None when it is not known."""
        return self.journal.read()

    def forget_bookmark(self) -> None:
        """Drop the place and the texts not accepted: the letter is finished; what was done stays."""
        self.journal.forget()


def default_letter_path(folder: Path, day: str) -> Path:
    """Give the first free `lettre-AAAA-MM-JJ-n.lls.yaml` of a folder: a name without any identity."""
    number = 1
    while not _is_free(folder / f"lettre-{day}-{number}{SUFFIX}"):
        number += 1
    return folder / f"lettre-{day}-{number}{SUFFIX}"


def is_taken(path: Path) -> bool:
    """Tell whether a new letter may not take this name: a file, a link, or the frozen versions of a former letter."""
    return path.exists() or path.is_symlink() or LetterStore(path).frozen_path(1).parent.exists()


def _is_free(path: Path) -> bool:
    """Tell whether a name by default may be given: not taken, and no work waits on this seat for it."""
    return not is_taken(path) and not Rescue(path).exists()


def digest(data: bytes) -> str:
    """Give the digest that tells whether a file changed."""
    return hashlib.sha256(data).hexdigest()
