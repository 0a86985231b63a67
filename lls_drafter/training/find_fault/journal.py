"""What a learner did, kept as it is done in one private file: an exercise cut short goes on where it was left.

`formation/<pseudonyme>/defauts/<leçon>-<essai>.jsonl`: one line of JSON each, the first says which lesson. Nothing of
the letter nor of the answers is in it. What cannot be read ends the journal: what stands before it holds.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lls_drafter.drafts import files
from lls_drafter.errors import DraftError, DraftVersionError, Location
from lls_drafter.training.find_fault.marks import Act, Genre, Mark, Marks

FORMAT = 1
_LARGEST = 1_000_000
_PAUSE = timedelta(minutes=5)
FOLDER = "defauts"
"""Where a learner's journals lie: they are no results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Which lesson a journal is about.

    Attributes:
        lecon: the id of the case, or of the made lesson.
        version: its version.
        essai: the attempt, from 1: it chooses the defects of a case.
        empreinte: the fingerprint of the letter shown: the numbers of its lines hold for it alone.
    """

    lecon: str
    version: str
    essai: int
    empreinte: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What a journal holds: the marks as they stand, when things were done, and whether the exercise is over."""

    header: Header
    marks: Marks = field(default_factory=Marks)
    moments: tuple[datetime, ...] = ()
    fini: bool = False

    @property
    def duree_s(self) -> int | None:
        """Give the seconds of work, a longer pause counting for five minutes; None when nothing tells it."""
        gaps = [min(after - before, _PAUSE) for before, after in zip(self.moments, self.moments[1:], strict=False)]
        return int(sum((max(one, timedelta()) for one in gaps), timedelta()).total_seconds()) if gaps else None


class Journal:
    """The journal of one attempt; each act is on the disk when its method returns.

    Attributes:
        dit: what there is to tell of how it was found, empty when it was whole.
    """

    def __init__(self, path: Path, kept: Kept, *, length: int, dit: str = "") -> None:
        """Hold a journal that stands on the disk."""
        self.path = path
        self.kept = kept
        self.dit = dit
        self._length = length

    def note(self, act: Act, now: datetime) -> None:
        """Keep one act.

        Raises:
            DraftError: it could not be written; what stood is untouched.
        """
        self._append({**_act_data(act), "a": now.isoformat()})
        self.kept = replace(self.kept, marks=act.on(self.kept.marks), moments=(*self.kept.moments, now))

    def resumed(self, now: datetime) -> None:
        """Keep the moment when the learner came back: the pause is no work.

        Raises:
            DraftError: it could not be written.
        """
        self._append({"acte": "reprise", "a": now.isoformat()})
        self.kept = replace(self.kept, moments=(*self.kept.moments, now))

    def finish(self, now: datetime) -> None:
        """Close the attempt.

        Raises:
            DraftError: it could not be written.
        """
        self._append({"acte": "fin", "a": now.isoformat()})
        self.kept = replace(self.kept, moments=(*self.kept.moments, now), fini=True)

    def _append(self, data: Mapping[str, Any]) -> None:
        """Add a line."""
        line = _line(data)
        if not files.append_private(self.path, line, after=self._length, durable=True):
            raise DraftError(
                "cet exercice vient d'être modifié par un autre programme",
                hint="fermer l'autre fenêtre, puis relancer la commande : l'exercice reprend",
                location=Location(str(self.path)),
            )
        self._length += len(line)


def attempts_folder(learner: Path) -> Path:
    """Give the folder of a learner's journals."""
    return learner / FOLDER


def last_attempt(folder: Path, lecon: str) -> Journal | None:
    """Give the journal of the last attempt at a lesson, None when there is none.

    Raises:
        DraftError: it cannot be read.
    """
    known = sorted(_attempts(folder, lecon))
    return _read(folder / _name(lecon, known[-1])) if known else None


def begin(folder: Path, header: Header, now: datetime) -> Journal:
    """Start the journal of an attempt; one that stands is never written over.

    Raises:
        DraftError: it could not be made, or it stands already.
    """
    files.make_private_folder(folder)
    path = folder / _name(header.lecon, header.essai)
    data = _line(
        {
            "format": FORMAT,
            "lecon": header.lecon,
            "version": header.version,
            "essai": header.essai,
            "empreinte": header.empreinte,
            "a": now.isoformat(),
        }
    )
    if not files.create_private(path, data):
        raise DraftError("cet essai existe déjà", hint="relancer la commande", location=Location(str(path)))
    return Journal(path, Kept(header, moments=(now,)), length=len(data))


def next_number(folder: Path, lecon: str) -> int:
    """Give the number of the next attempt at a lesson."""
    return max(_attempts(folder, lecon), default=0) + 1


def _attempts(folder: Path, lecon: str) -> Iterator[int]:
    """Give the numbers of the attempts that have a journal."""
    pattern = re.compile(rf"{re.escape(lecon)}-(\d{{1,6}})\.jsonl")
    if files.exists(folder):
        try:
            names = [one.name for one in folder.iterdir()]
        except OSError as error:
            raise files.storage_error(error, folder) from error
        for name in names:
            match = pattern.fullmatch(name)
            if match is not None:
                yield int(match[1])


def _name(lecon: str, essai: int) -> str:
    """Give the name of an attempt's journal."""
    return f"{lecon}-{essai:03}.jsonl"


def _read(path: Path) -> Journal:
    """Read a journal; what stands after the first line that is none is cut off, and kept aside if it is whole lines."""
    data = files.read_limited(path, _LARGEST)
    lines = data.splitlines(keepends=True)
    first = _parsed(lines[0]) if lines else None
    if first is None:
        raise DraftError(
            "le début de cet exercice ne se lit pas",
            hint="le mettre de côté et repartir du début : « --recommencer »",
            location=Location(str(path), 1),
        )
    if first.get("format") != FORMAT:
        raise DraftVersionError(
            "cet exercice vient d'une autre version de lls-drafter",
            hint="mettre le programme à jour, ou repartir du début : « --recommencer »",
            location=Location(str(path), 1),
        )
    kept = Kept(_header(first, path), moments=_moments(first))
    length = len(lines[0])
    for line in lines[1:]:
        found = _parsed(line)
        known = _then(kept, found) if found is not None else None
        if known is None:
            break
        kept, length = known, length + len(line)
    told = ""
    if length < len(data):
        if b"\n" in data[length:]:  # more than one line cut short by a kill: somebody wrote in it
            told = f"{path.name} : la suite ne se lit pas ; le fichier entier est gardé dans {_aside(path, data)}"
        files.write_private(path, data[:length])
    return Journal(path, kept, length=length, dit=told)


def _aside(path: Path, data: bytes) -> str:
    """Keep a copy of a journal beside it, under a name that nothing has; gives the name.

    Raises:
        DraftError: the system refuses, or there are a thousand such copies.
    """
    for number in range(1, 1_000):
        copy = path.with_name(f"{path.name}.abime-{number}")
        if files.create_private(copy, data):
            return copy.name
    raise DraftError("trop de copies de cet exercice", hint="en ôter", location=Location(str(path)))


def _header(data: Mapping[str, Any], path: Path) -> Header:
    """Give what the first line says."""
    lecon, version, essai, mark = (data.get(name) for name in ("lecon", "version", "essai", "empreinte"))
    if not (isinstance(lecon, str) and isinstance(version, str) and isinstance(mark, str) and type(essai) is int):
        raise DraftError(
            "le début de cet exercice ne se lit pas",
            hint="le mettre de côté et repartir du début : « --recommencer »",
            location=Location(str(path), 1),
        )
    return Header(lecon=lecon, version=version, essai=essai, empreinte=mark)


def _then(kept: Kept, data: Mapping[str, Any]) -> Kept | None:
    """Give what a journal holds after one more line, None when the line is none."""
    moments = _moments(data)
    if not moments or kept.fini:
        return None
    known = replace(kept, moments=(*kept.moments, *moments))
    word = data.get("acte")
    if word == "fin":
        return replace(known, fini=True)
    if word == "reprise":
        return known
    act = _act(data)
    return replace(known, marks=act.on(known.marks)) if act is not None else None


def _act(data: Mapping[str, Any]) -> Act | None:
    """Give the act that a line says, None when it says none."""
    try:
        genre = Genre(data.get("acte", ""))
    except ValueError:
        return None
    if genre is not Genre.MARQUE:
        numero = data.get("numero", 0)
        return Act(genre, numero=numero) if type(numero) is int else None
    lignes, code = data.get("lignes"), data.get("code")
    if not isinstance(lignes, list) or not isinstance(code, str) or not all(type(one) is int for one in lignes):
        return None
    return Act(genre, Mark(tuple(lignes), code))


def _act_data(act: Act) -> dict[str, Any]:
    """Give the line of an act."""
    if act.marque is not None:
        return {"acte": act.genre.value, "lignes": list(act.marque.lignes), "code": act.marque.code}
    return {"acte": act.genre.value, **({"numero": act.numero} if act.numero else {})}


def _moments(data: Mapping[str, Any]) -> tuple[datetime, ...]:
    """Give when a line was written, nothing when it does not tell."""
    try:
        moment = datetime.fromisoformat(str(data.get("a", "")))
    except ValueError:
        return ()
    return (moment,) if moment.tzinfo is not None else ()


def _parsed(line: bytes) -> Mapping[str, Any] | None:
    """Give the object of a whole line, None when it is none."""
    try:
        found = json.loads(line) if line.endswith(b"\n") else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _line(data: Mapping[str, Any]) -> bytes:
    """Give a line of the journal."""
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
