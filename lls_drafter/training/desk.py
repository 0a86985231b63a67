"""Where a learner writes: the folder of one case, `<pseudonyme>/<cas>/`, with the letter and what it cost so far.

    lettre.lls.yaml    an ordinary letter, fictional, begun from the case's draft
    ecrire.json        the time spent and the hints given, by their ids: nothing of the key
    ancien-N/          what `--recommencer` put aside

Nothing is ever overwritten: a second start takes the letter up.
"""

import json
import uuid
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lls_drafter.drafts import files
from lls_drafter.drafts.rescue import require_no_rescue
from lls_drafter.errors import DraftError, DraftStateError, Location
from lls_drafter.letter.lettre import Identifiant, Lettre
from lls_drafter.letter_files.codec import write_letter
from lls_drafter.packs.case_model import Case
from lls_drafter.packs.cases import load_draft
from lls_drafter.training.learner import learner_folder

LETTER: Final = "lettre.lls.yaml"
STATE: Final = "ecrire.json"
_FORMAT: Final = 1
_LARGEST: Final = 100_000
_MOST_ASIDE: Final = 1_000
_LONGEST: Final = 1_000_000  # seconds
_TAKEN_ALONG: Final = ("lettre.", ".lettre.", STATE)
_LEFT: Final = (".verrou", ".qui")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What a letter cost so far.

    Attributes:
        version: of the case when it was begun.
        secondes: spent writing.
        indices: the ids of the hints given, oldest first.
        corrigee: the digest of the letter that was last corrected, empty for none.
    """

    version: str
    secondes: int = 0
    indices: tuple[str, ...] = ()
    corrigee: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The folder of one case of one learner."""

    folder: Path

    @classmethod
    def of(cls, learner: str, case: str) -> "Desk":
        """Give the desk of a learner; it need not exist.

        Raises:
            UsageError: it is no pseudonym.
        """
        return cls(learner_folder(learner) / case)

    @property
    def letter(self) -> Path:
        """Give the letter's file."""
        return self.folder / LETTER

    def begin(self, case: Case, *, letter_id: str) -> bool:
        """Make the letter from the case's draft; False when one is there already: it is taken up.

        Raises:
            PackError: the case's draft cannot be used.
            DraftError: the folder cannot be written.
        """
        if files.exists(self.letter):
            return False
        files.make_private_folder(self.folder)
        draft = load_draft(case).replace(identifiant=Identifiant(lettre=letter_id, serie=series_of(case)))
        made = files.create_private(self.letter, write_letter(draft).encode())
        if made:
            self.keep(Effort(version=case.version))
        return made

    def effort(self, case: Case) -> Effort:
        """Give what the letter cost so far; a file that cannot be read says nothing, and stays.

        Raises:
            DraftError: the folder does not answer.
        """
        path = self.folder / STATE
        if not files.exists(path):
            return Effort(version=case.version)
        return _read(files.read_limited(path, _LARGEST)) or Effort(version=case.version)

    def keep(self, effort: Effort) -> tuple[str, ...]:
        """Write what the letter cost; gives what is to be told: a file that could not be read is kept aside.

        Raises:
            DraftError: the system refuses.
        """
        path = self.folder / STATE
        told: tuple[str, ...] = ()
        if files.exists(path):
            standing = files.read_limited(path, _LARGEST)
            if _read(standing) is None:
                aside = _free(self.folder, "ecrire.illisible-{}.json")
                files.create_private(aside, standing)
                told = (f"{STATE} était illisible : indices et temps repartent de zéro ; gardé dans {aside.name}.",)
        files.write_private(path, _written(effort))
        return told

    def spent(self, case: Case, seconds: int) -> None:
        """Add some time; a folder that refuses it costs the figure alone."""
        with suppress(DraftError):
            effort = self.effort(case)
            self.keep(replace(effort, secondes=min(effort.secondes + max(seconds, 0), _LONGEST)))

    def put_aside(self) -> Path | None:
        """Move the letter and what belongs to it to a folder of its own; gives it, None when there was no letter.

        The caller holds the letter's lock.

        Raises:
            DraftError: the system refuses, or work for this letter waits in a rescue copy.
        """
        if not files.exists(self.letter):
            return None
        require_no_rescue(self.letter)
        aside = _free(self.folder, "ancien-{}")
        files.make_private_folder(aside)
        for path in sorted(self.folder.iterdir()):
            if path.name.startswith(_TAKEN_ALONG) and not path.name.endswith(_LEFT):
                try:
                    path.rename(aside / path.name)
                except OSError as error:
                    raise files.storage_error(error, path) from error
        return aside


def series_of(case: Case) -> str:
    """Give the series id of all letters written on a case: that is how a letter's case is known again."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"lls-formation/{case.id}"))


def require_letter_of(lettre: Lettre, case: Case, path: Path) -> None:
    """Refuse to correct what is not a letter of this case.

    Raises:
        DraftStateError: it is not fictional, or is of another case.
    """
    if not lettre.fictive:
        raise DraftStateError(
            "cette lettre n'est pas fictive : la formation ne prend aucun vrai patient",
            hint="les exercices se font avec « lls formation faire CAS »",
            location=Location(str(path)),
        )
    if lettre.identifiant is None or lettre.identifiant.serie != series_of(case):
        raise DraftStateError(
            f"cette lettre n'est pas celle du cas « {case.id} »",
            hint="« lls formation faire CAS --recommencer » repart de la lettre de départ et garde celle-ci",
            location=Location(str(path)),
        )


def _free(folder: Path, pattern: str) -> Path:
    """Give a name that nothing in the folder has."""
    for number in range(1, _MOST_ASIDE + 1):
        path = folder / pattern.format(number)
        if not files.exists(path):
            return path
    raise DraftError("trop de travaux mis de côté", hint="en retirer quelques-uns", location=Location(str(folder)))


def _written(effort: Effort) -> bytes:
    """Give the text of the state."""
    data = {
        "format": _FORMAT,
        "version": effort.version,
        "secondes": effort.secondes,
        "indices": list(effort.indices),
        "corrigee": effort.corrigee,
    }
    return (json.dumps(data, ensure_ascii=False) + "\n").encode()


def _read(data: bytes) -> Effort | None:
    """Read the state, None when it is none of ours."""
    try:
        found = json.loads(data)
        indices = tuple(found["indices"])
        effort = Effort(
            version=found["version"], secondes=found["secondes"], indices=indices, corrigee=found.get("corrigee", "")
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    texts = (effort.version, effort.corrigee, *indices)
    whole = type(effort.secondes) is int and 0 <= effort.secondes <= _LONGEST
    return effort if whole and found.get("format") == _FORMAT and all(isinstance(one, str) for one in texts) else None
