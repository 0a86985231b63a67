"""The rescue copy of a letter whose folder went away: in the user's own state folder, until the folder is back.

One file a letter, named by a digest of its path, so that no name tells anything; private to its owner.
"""

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.drafts.records import Bookmark, Geste
from lls_drafter.errors import DraftStateError, LlsError, Location
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import read_letter, write_letter
from lls_drafter.places import state_folder

_MOST_BYTES = 64_000_000
_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """A letter and the work around it, as they could not be written in their own folder.

    Attributes:
        lettre: the letter.
        bookmark: the place, and the texts typed and not accepted.
        gestes: what was done and is not in the journal.
        base: the digest of the letter's file on which all this was done, None when it had none.
        textes: the digest of the texts that its journal held then.
        le: when.
    """

    lettre: Lettre
    bookmark: Bookmark
    gestes: tuple[Geste, ...] = ()
    base: str | None = None
    textes: str = ""
    le: datetime


class Rescue:
    """The place of the rescue copy of one letter."""

    def __init__(self, letter: Path) -> None:
        """Stand for the copy of the letter at `letter`."""
        try:
            whole = os.path.abspath(letter)  # noqa: PTH100 - `resolve` would follow links, and wait for a dead network
        except OSError:  # the current folder is gone
            whole = str(letter)
        self._letter = whole
        self.path = state_folder() / "secours" / f"{hashlib.sha256(os.fsencode(whole)).hexdigest()[:32]}.json"
        self._is_known = False

    def exists(self) -> bool:
        """Tell whether work waits there."""
        try:
            return self.path.exists()
        except OSError:
            return False

    def read(self) -> Rescued | None:
        """Read the copy, None when there is none or it cannot be read: it then stays where it is."""
        try:
            data = json.loads(files.read_limited(self.path, _MOST_BYTES))
            if data["format"] != _FORMAT:
                return None
            found = Rescued(
                lettre=read_letter(data["lettre"], name=self.path.name).lettre,
                bookmark=Bookmark(data["position"], dict(data["en_cours"]), int(data["curseur"])),
                gestes=tuple(Geste(datetime.fromisoformat(one[0]), *one[1:]) for one in data["gestes"]),
                base=data["base"],
                textes=data["textes"],
                le=datetime.fromisoformat(data["le"]),
            )
        except (LlsError, OSError, ValueError, KeyError, TypeError):
            return None
        self._is_known = True
        return found

    def write(self, rescued: Rescued) -> None:
        """Write the copy.

        Raises:
            DraftError: the system refuses here too.
        """
        data = {
            "format": _FORMAT,
            "fichier": self._letter,
            "le": rescued.le.isoformat(),
            "base": rescued.base,
            "textes": rescued.textes,
            "position": rescued.bookmark.position,
            "curseur": rescued.bookmark.curseur,
            "en_cours": dict(rescued.bookmark.en_cours),
            "gestes": [(one.le.isoformat(), one.verbe, one.titre, one.question) for one in rescued.gestes],
            "lettre": write_letter(rescued.lettre),
        }
        files.make_private_folder(self.path.parent)
        if not self._is_known and self.exists():  # one that could not be read is not ours to destroy
            with contextlib.suppress(OSError):
                self.path.replace(self.path.with_suffix(".illisible"))
        files.write_private(self.path, json.dumps(data).encode("ascii"))
        self._is_known = True

    def forget(self) -> None:
        """Take away a copy that this program wrote or read: its work is back in its place."""
        if self._is_known:
            files.remove(self.path)
            self._is_known = False


def require_no_rescue(path: Path) -> None:
    """Refuse to go on without work that waits on this seat for its folder to be back.

    Raises:
        DraftStateError: there is such work.
    """
    if Rescue(path).exists():
        raise DraftStateError(
            "un travail plus récent sur cette lettre est gardé sur ce poste : son dossier ne répondait pas",
            hint=f"le reprendre avec « lls ouvrir {path} »",
            location=Location(str(path)),
        )
