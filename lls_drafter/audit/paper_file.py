"""A file of readings that letters are added to: each line is on the disk before the next question is asked."""

from collections.abc import Sequence
from pathlib import Path

from lls_drafter.audit.paper import (
    LARGEST,
    LettrePapier,
    SaisiePapier,
    header_line,
    letter_line,
    read_paper,
    withdrawal_line,
)
from lls_drafter.drafts import files
from lls_drafter.errors import DraftError, DraftFormatError, Location


class PaperFile:
    """A file of readings that letters are added to.

    Attributes:
        path: where it is.
        lettres: what stands in it, by number.
    """

    def __init__(self, path: Path, saisie: SaisiePapier) -> None:
        """Stand for a file that was read, or just begun."""
        self.path = path
        self._end = saisie.entiere
        self.lettres: dict[int, LettrePapier] = dict(saisie.lettres)

    @classmethod
    def open(cls, path: Path, grille: str, empreinte: str, criteres: Sequence[str]) -> "PaperFile":
        """Read a file, or begin it; what a kill left of a last line is taken away.

        Raises:
            DraftError: the system refuses.
            DraftFormatError: a line cannot be used, or the questions were others.
        """
        head = header_line(grille, empreinte)
        if files.create_private(path, head):
            return cls(path, read_paper(path, criteres))
        if path.is_file() and path.stat().st_size == 0:
            files.write_private(path, head)  # killed before its first line
        saisie = read_paper(path, criteres)
        wrong = [one for one in saisie.problemes if not (saisie.coupee and one is saisie.problemes[-1])]
        if wrong:
            raise DraftFormatError(
                f"cette saisie a une ligne inutilisable : {wrong[0].raison}",
                hint="corriger ou effacer cette ligne",
                location=Location(str(path), wrong[0].ligne),
            )
        if saisie.grille != grille:
            raise DraftFormatError(
                "cette saisie a été faite avec une autre grille",
                hint="en commencer une autre, dans un autre fichier",
                location=Location(str(path), 1),
            )
        if saisie.coupee:
            files.write_private(path, files.read_limited(path, LARGEST)[: saisie.entiere])
        return cls(path, saisie)

    def keep(self, lettre: LettrePapier) -> None:
        """Add a letter, or its correction; it is on the disk when this returns.

        Raises:
            DraftError: the system refuses, or somebody else writes to the file.
        """
        self._append(letter_line(lettre))
        self.lettres[lettre.numero] = lettre

    def withdraw(self, number: int) -> None:
        """Take a letter away.

        Raises:
            DraftError: the system refuses, or somebody else writes to the file.
        """
        self._append(withdrawal_line(number))
        del self.lettres[number]

    def _append(self, line: bytes) -> None:
        """Add one line at the end."""
        if not files.append_private(self.path, line, after=self._end, durable=True):
            raise DraftError(
                "ce fichier a changé pendant la saisie",
                hint="une autre personne y écrit peut-être ; recommencer : rien de ce qui est écrit n'est perdu",
                location=Location(str(self.path)),
            )
        self._end += len(line)
