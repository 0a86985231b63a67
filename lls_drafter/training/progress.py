"""The results of a learner, kept in one private file of this seat: `formation/<pseudonyme>/progres.jsonl`.

One line per result, oldest first (`result_lines`). People open such a file: a line that cannot be read costs that line
alone, and nothing that stood in the file is ever lost, be it unreadable: before the file is mended, it is copied aside.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lls_drafter.drafts import files
from lls_drafter.errors import DraftError, DraftFormatError, DraftVersionError, Location
from lls_drafter.training.learner import checked_pseudonym, learner_folder
from lls_drafter.training.result import Resultat
from lls_drafter.training.result_lines import Ligne, LineError, NewerFormatError, read_line, write_line

FILE_NAME: Final = "progres.jsonl"
_LARGEST: Final = 100_000_000  # bytes: about 60,000 results
_ASIDE: Final = "progres.abime-{number}.jsonl"
_MOST_ASIDE: Final = 1_000
_MOST_TOLD: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Suivi:
    """What a file of results says.

    Attributes:
        lignes: its results, in the order of the file.
        illisibles: the numbers of the lines that are none, from 1.
    """

    lignes: tuple[Ligne, ...] = ()
    illisibles: tuple[int, ...] = ()

    def of(self, learner: str) -> tuple[Resultat, ...]:
        """Give the results of one learner, oldest first."""
        name = checked_pseudonym(learner)
        return tuple(sorted((one.resultat for one in self.lignes if one.apprenant == name), key=lambda one: one.le))

    def said(self, path: Path, learner: str = "") -> tuple[str, ...]:
        """Say what is not counted: unreadable lines, and those of somebody else when one learner alone is meant."""
        told = []
        if self.illisibles:
            told.append(f"{path.name} : {_lines_in_words(self.illisibles)}.")
        others = sum(1 for one in self.lignes if one.apprenant != learner.lower()) if learner else 0
        if others:
            noun = "résultats sont" if others > 1 else "résultat est"
            told.append(f"{path.name} : {others} {noun} d'un autre pseudonyme ; non comptés.")
        return tuple(told)


def progress_file(learner: str) -> Path:
    """Give the file of a learner; it need not exist.

    Raises:
        UsageError: it is no pseudonym.
    """
    return learner_folder(learner) / FILE_NAME


def read_results(path: Path) -> Suivi:
    """Read a file of results.

    Raises:
        DraftVersionError: it comes from a later version of the program.
        DraftError: it is not there, too large, or cannot be read.
    """
    return _parsed(_bytes_of(path), path)


def results_of(learner: str) -> Suivi:
    """Give what is kept of a learner, nothing when there is nothing yet.

    Raises:
        UsageError: it is no pseudonym.
        DraftError: the file cannot be used.
    """
    path = progress_file(learner)
    return read_results(path) if files.exists(path) else Suivi()


def record(learner: str, resultat: Resultat) -> tuple[str, ...]:
    """Add a result to those of a learner; gives what is to be told, a sentence each.

    Raises:
        UsageError: it is no pseudonym.
        DraftVersionError: the file comes from a later version of the program; nothing is written.
        DraftError: it could not be written; what stood is untouched.
    """
    name = checked_pseudonym(learner)
    path = progress_file(name)
    files.make_private_folder(path.parent)
    line = write_line(name, resultat)
    if files.create_private(path, line):
        return ()
    files.refuse_link(path)
    data = _bytes_of(path)
    found = _parsed(data, path)
    whole = not found.illisibles and (data.endswith(b"\n") or not data)
    if whole and files.append_private(path, line, after=len(data), durable=True):
        return ()
    if whole:
        raise DraftError(
            "ce suivi vient d'être modifié par un autre programme : le résultat n'y est pas ajouté",
            hint="fermer l'autre fenêtre, puis lancer de nouveau « lls formation corriger »",
            location=Location(str(path)),
        )
    return _mended(path, data, found, line)


def _mended(path: Path, data: bytes, found: Suivi, line: bytes) -> tuple[str, ...]:
    """Write a file without the lines that cannot be read, after a copy of the whole; say where the copy is."""
    good = b"".join(write_line(one.apprenant, one.resultat) for one in found.lignes)
    if not found.illisibles:  # a last line without its end
        files.write_private(path, good + line)
        return ()
    aside = _kept_aside(path, data)
    files.write_private(path, good + line)
    return (f"{path.name} : {_lines_in_words(found.illisibles)} ; le fichier d'avant est gardé dans {aside}.",)


def _kept_aside(path: Path, data: bytes) -> str:
    """Keep a copy of a file beside it, under a name that nothing has; gives the name.

    Raises:
        DraftError: the system refuses, or there are a thousand such copies.
    """
    for number in range(1, _MOST_ASIDE + 1):
        aside = path.with_name(_ASIDE.format(number=number))
        if files.create_private(aside, data):
            return aside.name
    raise DraftError(
        "trop de copies de suivis abîmés",
        hint=f"retirer les fichiers {_ASIDE.format(number='…')}",
        location=_place(path),
    )


def _bytes_of(path: Path) -> bytes:
    """Read a file of results whole."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise files.storage_error(error, path) from error
    if size > _LARGEST:
        raise DraftFormatError(
            f"fichier trop gros pour un suivi de formation ({size // 1_000_000} Mo)",
            hint="vérifier qu'il s'agit bien d'un fichier « progres.jsonl »",
            location=_place(path),
        )
    return files.read_limited(path, _LARGEST)


def _parsed(data: bytes, path: Path) -> Suivi:
    """Give what the bytes of a file say; blank lines say nothing."""
    good: list[Ligne] = []
    bad: list[int] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            good.append(read_line(line))
        except LineError:
            bad.append(number)
        except NewerFormatError:
            raise DraftVersionError(
                "ce suivi vient d'une version plus récente de lls : rien n'y est lu ni écrit",
                hint="mettre à jour lls sur ce poste",
                location=Location(str(path), number),
            ) from None
    return Suivi(lignes=tuple(good), illisibles=tuple(bad))


def _lines_in_words(numbers: tuple[int, ...]) -> str:
    """Say which lines cannot be read."""
    if len(numbers) == 1:
        return f"ligne {numbers[0]} illisible, non comptée"
    shown = ", ".join(map(str, numbers[:_MOST_TOLD])) + ("…" if len(numbers) > _MOST_TOLD else "")
    return f"{len(numbers)} lignes illisibles ({shown}), non comptées"


def _place(path: Path) -> Location:
    return Location(str(path))
