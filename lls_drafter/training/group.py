"""The results of a group, gathered from the files of several seats: pseudonyms, scores, points; no name, no text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lls_drafter.drafts import files
from lls_drafter.errors import DraftFormatError, LlsError, Location
from lls_drafter.exports.csv_ import shielded
from lls_drafter.exports.sheets import sheet
from lls_drafter.training.figures import NO_CRITERION, attempts, costs
from lls_drafter.training.find_fault.journal import FOLDER as JOURNALS
from lls_drafter.training.progress import read_results
from lls_drafter.training.result import Resultat
from lls_drafter.training.result_lines import Ligne

COLUMNS: Final = ("apprenant", "exercice", "cas", "version", "date", "essai", "score", "indices", "duree_s")
"""The first columns of the CSV; then `<critère>_acquis`, `<critère>_total` for each criterion, and `hors_grille_…`."""

_OFF_GRID: Final = "hors_grille"
_SUFFIX: Final = ".jsonl"
_ASIDE: Final = "progres.abime-"
_MOST_FILES: Final = 5_000


@dataclass(frozen=True, slots=True)
class Apprenant:
    """One learner of a group: the pseudonym, and the results, oldest first."""

    pseudonyme: str
    resultats: tuple[Resultat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Groupe:
    """A group of learners.

    Attributes:
        apprenants: in the order of their pseudonyms.
        fichiers: how many files gave a result.
        notes: what is to be told of the files, a sentence each.
    """

    apprenants: tuple[Apprenant, ...]
    fichiers: int
    notes: tuple[str, ...] = ()

    @property
    def resultats(self) -> tuple[Resultat, ...]:
        """Give the results of all."""
        return tuple(result for one in self.apprenants for result in one.resultats)


def gather(places: Iterable[Path]) -> Groupe:
    """Give the group whose files lie at some places: files of results, or folders, looked through to their depth.

    A file that cannot be used is told and stops nothing. A result that stands in several copies counts once.

    Raises:
        DraftFormatError: there is no file of results at these places, or none that can be used.
        DraftError: a place does not exist.
    """
    paths = tuple(dict.fromkeys(path for place in places for path in _files_of(place)))
    notes: list[str] = []
    read: dict[Path, tuple[Ligne, ...]] = {}
    for path in paths:
        try:
            found = read_results(path)
        except LlsError as error:
            notes.append(f"{_named(path)} : {error.message} ; fichier laissé de côté.")
            continue
        notes += (f"{path.parent.name}/{sentence}" for sentence in found.said(path))
        if found.lignes:
            read[path] = found.lignes
    if not read:
        raise DraftFormatError(
            "aucun résultat de formation ici" if not notes else notes[0].rstrip("."),
            hint="donner les fichiers « progres.jsonl » des apprenants, ou un dossier qui les contient",
        )
    notes += _shared_names(read)
    return Groupe(apprenants=tuple(_learners(read.values())), fichiers=len(read), notes=tuple(notes))


def _files_of(place: Path) -> Iterator[Path]:
    """Give the files of results at one place, in the order of their names."""
    found = [place]
    try:
        if place.is_dir():
            found = sorted(
                path for path in place.rglob(f"*{_SUFFIX}") if path.is_file() and path.parent.name != JOURNALS
            )
    except OSError as error:
        raise files.storage_error(error, place) from error
    found = [path for path in found if not path.name.startswith((".", _ASIDE))]
    if len(found) > _MOST_FILES:
        raise DraftFormatError(
            f"plus de {_MOST_FILES} fichiers : ce n'est pas un dossier d'apprenants",
            hint="donner le dossier qui contient leurs fichiers « progres.jsonl »",
            location=Location(str(place)),
        )
    if not place.is_dir() and not files.exists(place):
        raise files.storage_error(FileNotFoundError(2, ""), place)
    yield from found


def _named(path: Path) -> str:
    """Give a file as it is told: with its folder, since all have one name."""
    return f"{path.parent.name}/{path.name}"


def _shared_names(read: dict[Path, tuple[Ligne, ...]]) -> Iterator[str]:
    """Say which pseudonyms stand in files that are not copies of one another: perhaps two people."""
    known: dict[str, list[frozenset[Ligne]]] = {}
    for lines in read.values():
        for name in sorted({one.apprenant for one in lines}):
            known.setdefault(name, []).append(frozenset(one for one in lines if one.apprenant == name))
    for name, sets in sorted(known.items()):
        whole = max(sets, key=len)
        apart = sum(1 for one in sets if not one <= whole)
        if apart:
            yield (
                f"« {name} » : résultats différents dans {apart + 1} fichiers, comptés comme d'une seule personne ; "
                "à chacun son pseudonyme (« --apprenant »)."
            )


def _learners(read: Iterable[Sequence[Ligne]]) -> Iterator[Apprenant]:
    """Give the learners of some files; a line that stands in several of them counts once."""
    lines = dict.fromkeys(line for one in read for line in one)
    by_name: dict[str, list[Resultat]] = {}
    for line in lines:
        by_name.setdefault(line.apprenant, []).append(line.resultat)
    for name in sorted(by_name):
        yield Apprenant(name, tuple(sorted(by_name[name], key=lambda one: one.le)))


def to_csv(groupe: Groupe, criteria: Sequence[str]) -> bytes:
    """Give one line per result, for a spreadsheet: UTF-8 with its mark, `;`, CRLF, ISO dates.

    A criterion that no point of the result counts for has two empty cells; so have those of another grid nowhere to go
    but `hors_grille`.
    """
    keys = (*criteria, _OFF_GRID)
    names = (*COLUMNS, *(f"{key}_{part}" for key in keys for part in ("acquis", "total")))
    known = frozenset(criteria)
    return sheet(
        names,
        (
            _line(one.pseudonyme, result, rank, known)
            for one in groupe.apprenants
            for result, rank in attempts(one.resultats)
        ),
    )


def _line(learner: str, result: Resultat, rank: int, criteria: frozenset[str]) -> dict[str, str]:
    """Give the cells of one result."""
    cells = {
        "apprenant": shielded(learner),
        "exercice": result.exercice.value,
        "cas": shielded(result.cas),
        "version": shielded(result.version),
        "date": result.le.date().isoformat(),
        "essai": str(rank),
        "score": str(result.score),
        "indices": str(result.indices),
        "duree_s": "" if result.duree_s is None else str(result.duree_s),
    }
    sums: dict[str, list[int]] = {}
    for cost in costs((result,)):
        key = cost.critere if cost.critere != NO_CRITERION and cost.critere in criteria else _OFF_GRID
        added = sums.setdefault(key, [0, 0])
        added[0] += cost.total - cost.perdus
        added[1] += cost.total
    for key, (got, whole) in sums.items():
        cells |= {f"{key}_acquis": str(got), f"{key}_total": str(whole)}
    return cells
