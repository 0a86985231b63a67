"""Keeping a letter and the work around it: in its folder, or in a rescue copy until the folder is back."""

import contextlib
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from lls_drafter.drafts.holder import moment
from lls_drafter.drafts.journal import Journal
from lls_drafter.drafts.records import Bookmark
from lls_drafter.drafts.rescue import Rescue, Rescued
from lls_drafter.drafts.store import LetterStore, digest
from lls_drafter.errors import DraftError, DraftFormatError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import write_letter


@dataclass(frozen=True, slots=True)
class Found:
    """A letter as work goes on: itself, where it was left, and what is to be told of it."""

    lettre: Lettre
    bookmark: Bookmark | None
    notes: tuple[str, ...] = ()


class Keeper:
    """Keeps one letter: its file, its journal, and the rescue copy when neither can be written."""

    def __init__(self, store: LetterStore, standing: Lettre | None = None) -> None:
        """Keep the letter of a store; `standing` is what its file holds, None when it is not made yet."""
        self.store = store
        self.rescue = Rescue(store.path)
        self._standing = standing

    def keep(self, lettre: Lettre, bookmark: Bookmark, *, now: datetime) -> None:
        """Write what changed: the letter, then the place and the texts.

        Raises:
            DraftError: something could not be written. It is then in the rescue copy, or beside the letter
                when somebody else changed the file; the hint says which.
        """
        try:
            if lettre != self._standing or self.store.is_missing():
                self.store.save(lettre)
                self._standing = lettre
            try:
                self.store.journal.write(bookmark)
            except DraftError:
                if bookmark.en_cours:  # a mere place is not worth an error
                    raise
        except DraftError as error:
            if self.store.is_aside(lettre):
                self._write_texts_aside(bookmark)
            else:
                self._save_elsewhere(lettre, bookmark, error, now)
            raise
        self.rescue.forget()

    def keep_aside(self, lettre: Lettre, bookmark: Bookmark, *, now: datetime) -> str:
        """Write a letter that somebody else took over beside it; gives the name of the file, empty for no change.

        Raises:
            DraftError: it could not be written there; it is in the rescue copy.
        """
        if lettre == self._standing and not bookmark.en_cours:
            return ""
        try:
            name = self.store.set_aside(lettre).name
        except DraftError as error:
            self._save_elsewhere(lettre, bookmark, error, now)
            raise
        self._write_texts_aside(bookmark)
        return name

    def resume(self, *, now: datetime) -> Found:
        """Give the letter where it was left, a rescue copy taken up.

        The copy becomes the letter when the file is still what it was based on; otherwise it is written beside.

        Raises:
            DraftFormatError: there is no file, and no copy that can be read.
            DraftError: the copy cannot be written beside the file.
        """
        saved = self.rescue.read()
        if saved is not None and self._is_base(saved):
            return self._take_up(saved, now)
        if self._standing is None:
            raise DraftFormatError("la copie de secours de cette lettre ne se lit pas", hint=str(self.rescue.path))
        left = self.store.journal.bookmark
        if saved is not None:
            return Found(self._standing, left, (self._put_beside(saved, now),))
        if self.rescue.exists():
            told = f"Une copie de secours de cette lettre ne se lit pas ; elle reste à sa place : {self.rescue.path}"
            return Found(self._standing, left, (told,))
        return Found(self._standing, left)

    def _take_up(self, saved: Rescued, now: datetime) -> Found:
        """Go on from a rescue copy, and write it in its place when it can be."""
        for geste in saved.gestes:
            self.store.journal.note(geste)
        with contextlib.suppress(DraftError):  # the next save tries again, and tells
            self.keep(saved.lettre, saved.bookmark, now=now)
        told = f"Travail gardé sur ce poste ({moment(saved.le, now)}), le dossier ne répondant pas : repris."
        return Found(saved.lettre, saved.bookmark, (told,))

    def _put_beside(self, saved: Rescued, now: datetime) -> str:
        """Write a rescue copy beside a file that changed meanwhile; gives the sentence to tell.

        Raises:
            DraftError: it cannot be written; it stays on the seat.
        """
        when = moment(saved.le, now)
        try:
            written = self.store.set_aside(saved.lettre)
        except DraftError as error:
            error.hint = f"{error.hint} ; un travail gardé sur ce poste ({when}) attend d'être écrit dans ce dossier"
            raise
        self._write_texts_aside(saved.bookmark)
        self.store.aside = None
        self.rescue.forget()
        return f"Un travail gardé sur ce poste ({when}) est dans {written.name} : le fichier avait changé depuis."

    def _is_base(self, saved: Rescued) -> bool:
        """Tell whether the disk still holds what the rescued work was based on."""
        known = self.store.known
        if known is None:
            return True
        is_same = known in (saved.base, digest(write_letter(saved.lettre).encode()))
        return is_same and saved.textes == _digest_of_texts(self.store.journal.bookmark)

    def _save_elsewhere(self, lettre: Lettre, bookmark: Bookmark, error: DraftError, now: datetime) -> None:
        """Write the rescue copy, and say so in the hint of the error."""
        rescued = Rescued(
            lettre=lettre,
            bookmark=bookmark,
            gestes=self.store.journal.waiting,
            base=self.store.known,
            textes=_digest_of_texts(self.store.journal.bookmark),
            le=now,
        )
        error.nowhere = True
        with contextlib.suppress(DraftError):
            self.rescue.write(rescued)
            error.nowhere = False
            safe = "le travail est en sûreté sur ce poste, et reprendra sa place avec le dossier"
            error.hint = f"{error.hint} ; {safe}" if error.hint else safe

    def _write_texts_aside(self, bookmark: Bookmark) -> None:
        """Write the texts not accepted to the journal of the letter written beside."""
        if self.store.aside is not None and bookmark.en_cours:
            with contextlib.suppress(DraftError):
                Journal(self.store.aside).write(bookmark)


def _digest_of_texts(bookmark: Bookmark | None) -> str:
    """Give the digest that tells whether the texts of a journal changed."""
    texts = sorted(bookmark.en_cours.items()) if bookmark is not None else []
    return hashlib.sha256(json.dumps(texts).encode("ascii")).hexdigest()
