"""One letter on disk: the file itself, its frozen versions, and the place where work was left.

Beside `x.lls.yaml`: `x.versions/v1.lls.yaml` (frozen, read-only) and `.x.lls.yaml.etat`
(the wizard's place, and texts not accepted). All are private to their owner.
"""

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.errors import DraftError, Location
from lls_drafter.letter.lettre import FORMAT, Lettre
from lls_drafter.letter_files.codec import LetterFile, has_comments, read_letter, write_letter

SUFFIX = ".lls.yaml"
MAX_LETTER_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where work was left: the question, and the texts typed and not accepted, by question."""

    position: str
    en_cours: Mapping[str, str] = field(default_factory=dict)


class LetterStore:
    """The files of one letter. Writing is atomic, and refused when somebody else changed the file meanwhile."""

    def __init__(self, path: Path) -> None:
        """Stand for the letter at `path`, which may not exist yet."""
        self.path = path
        self._known: str | None = None

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
        self._known = _digest(data)
        return read

    def save(self, lettre: Lettre) -> None:
        """Write the letter in one step, keeping a copy of a file whose comments or older format would be lost.

        Raises:
            DraftError: the system refuses, or the file changed on disk since it was read; in that case
                the letter is written beside it and the message says where.
        """
        data = write_letter(lettre).encode()
        standing = self._standing()
        if standing is not None and _digest(standing) not in (self._known, _digest(data)):
            if self._known is None:
                raise DraftError(
                    "ce fichier existe déjà : il n'est pas écrasé",
                    hint="choisir un autre nom, ou l'ouvrir avec « lls ouvrir »",
                    location=Location(str(self.path)),
                )
            rescue = self._free_name("conflit")
            files.write_private(rescue, data)
            raise DraftError(
                "le fichier a changé sur le disque depuis sa lecture : il n'est pas écrasé",
                hint=f"votre version est enregistrée dans {rescue.name}",
                location=Location(str(self.path)),
            )
        if standing is not None and self._loses_something(standing):
            files.write_private(self._free_name("original"), standing)
        files.write_private(self.path, data)
        self._known = _digest(data)

    def _standing(self) -> bytes | None:
        """Give what stands on disk, None when there is no file."""
        if not self.path.exists() and not self.path.is_symlink():
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
            if not path.exists():
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

    @property
    def _state_path(self) -> Path:
        """Give the place of the wizard's bookmark."""
        return self.path.with_name(f".{self.path.name}.etat")

    def read_bookmark(self) -> Bookmark | None:
        """Give where the wizard was left, None when it is not known."""
        try:
            data = json.loads(self._state_path.read_text(encoding="utf-8"))
            typed = {str(name): str(text) for name, text in data.get("en_cours", {}).items()}
            return Bookmark(str(data["position"]), typed)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def write_bookmark(self, bookmark: Bookmark) -> None:
        """Keep where the wizard stands.

        Raises:
            DraftError: the system refuses, and a text not accepted would be lost.
        """
        data = {"position": bookmark.position, "en_cours": dict(bookmark.en_cours)}
        try:
            files.write_private(self._state_path, json.dumps(data).encode())
        except DraftError:
            if bookmark.en_cours:
                raise

    def forget_bookmark(self) -> None:
        """Drop the bookmark: the letter is finished."""
        with contextlib.suppress(OSError):
            self._state_path.unlink(missing_ok=True)


def default_letter_path(folder: Path, day: str) -> Path:
    """Give the first free `lettre-AAAA-MM-JJ-n.lls.yaml` of a folder: a name without any identity."""
    number = 1
    while is_taken(folder / f"lettre-{day}-{number}{SUFFIX}"):
        number += 1
    return folder / f"lettre-{day}-{number}{SUFFIX}"


def is_taken(path: Path) -> bool:
    """Tell whether a new letter may not take this name: a file, a link, or the frozen versions of a former letter."""
    return path.exists() or path.is_symlink() or LetterStore(path).frozen_path(1).parent.exists()


def _digest(data: bytes) -> str:
    """Give the digest that tells whether a file changed."""
    return hashlib.sha256(data).hexdigest()
