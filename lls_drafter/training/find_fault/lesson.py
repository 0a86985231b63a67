"""A made lesson on disk: a spoiled letter to read, and its answers, which nobody reads at a glance.

`lettre.lls.yaml` is an ordinary letter. `corrige.dat` holds the good letter and what was planted in it, in base 64: not
a secret, a screen. Same letter, same seed: same bytes.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lls_drafter.drafts import files
from lls_drafter.errors import DraftError, DraftFormatError, Location, UsageError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter_files.codec import letter_from_data, letter_to_data, read_letter, write_letter
from lls_drafter.packs.case_model import Difficulte
from lls_drafter.rules.model import Checklist
from lls_drafter.training.defects.editing import plain_value
from lls_drafter.training.defects.judging import Judge, review_day
from lls_drafter.training.defects.model import Edits, Planted
from lls_drafter.training.defects.planting import replanted

LETTER, ANSWERS = "lettre.lls.yaml", "corrige.dat"
FORMAT = 1
_HEADER = "Corrigé d'une leçon lls-drafter : à ouvrir après l'exercice.\n"
_LARGEST = 5_000_000
_WIDTH = 76
_LEAST: Mapping[Difficulte, int] = {
    Difficulte.DEBUTANT: 3,
    Difficulte.MOYEN: 4,
    Difficulte.DIFFICILE: 6,
    Difficulte.EXPERT: 8,
}
_SPREAD, _CLEAN = 3, 6


@dataclass(frozen=True, slots=True)
class Lesson:
    """A made lesson as read: its id, the spoiled letter, the good one, and what was planted, by rule."""

    id: str
    lettre: Lettre
    bonne: Lettre
    jour: date
    defauts: tuple[tuple[str, Edits], ...]

    def planted(self, judge: Judge) -> Planted:
        """Give what is hidden in it, judged again.

        Raises:
            UsageError: the rules of this seat no longer find it, or the letter is not the one that was made.
        """
        found = replanted(self.bonne, self.defauts, judge)
        if found is None or letter_to_data(found.lettre) != letter_to_data(self.lettre):
            raise UsageError(
                "cette leçon ne correspond pas aux règles de ce poste, ou sa lettre a été modifiée",
                hint="la refaire avec « lls formation fabriquer »",
            )
        return found


def require_good(lettre: Lettre, checklists: tuple[Checklist, ...]) -> Judge:
    """Give the rules of a lesson on a letter; refuse one in which nothing can be hidden.

    Args:
        lettre: the letter.
        checklists: the lists for this letter, grids included.

    Raises:
        UsageError: it cannot be the base of a lesson.
    """
    require_fictive(lettre)
    if lettre.statut is not Statut.VALIDEE or lettre.sejour is None or lettre.sejour.date_sortie is None:
        raise UsageError(
            "la lettre de départ d'une leçon est une lettre validée, avec sa date de sortie",
            hint="la finir et la valider : « lls valider FICHIER »",
        )
    judge = Judge.of(lettre, checklists, review_day(lettre))
    wrong = judge.faults(lettre)
    if wrong:
        many = "s" if len(wrong) > 1 else ""
        raise UsageError(
            f"cette lettre a déjà {len(wrong)} défaut{many} : ils se mêleraient à ceux de la leçon",
            hint="les corriger d'abord : « lls verifier FICHIER »",
        )
    return judge


def require_fictive(lettre: Lettre) -> None:
    """Refuse the letter of a patient.

    Raises:
        UsageError: it is not marked as fictional.
    """
    if not lettre.fictive:
        raise UsageError(
            "cette lettre n'est pas marquée fictive : une leçon ne se fait jamais de la lettre d'un patient",
            hint="changer son nom ne suffit pas à l'anonymiser ; prendre un exemple ou un cas de formation",
        )


def lesson_files(planted: Planted, judge: Judge) -> Mapping[str, bytes]:
    """Give the files of a lesson by name; the same lesson gives the same bytes."""
    data = {
        "format": FORMAT,
        "jour": judge.today.isoformat(),
        "bonne": letter_to_data(planted.bonne),
        "defauts": [[one.regle, plain_edits(one.edits)] for one in planted.defauts],
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    coded = base64.b64encode(text.encode()).decode("ascii")
    lines = "\n".join(coded[start : start + _WIDTH] for start in range(0, len(coded), _WIDTH))
    return {LETTER: write_letter(planted.lettre).encode(), ANSWERS: f"{_HEADER}{lines}\n".encode()}


def plain_edits(edits: Edits) -> dict[str, Any]:
    """Give edits as plain data."""
    return {address: plain_value(value) for address, value in edits.items()}


def is_lesson(folder: Path) -> bool:
    """Tell whether a folder holds a made lesson."""
    return (folder / ANSWERS).is_file() and (folder / LETTER).is_file()


def read_lesson(folder: Path) -> Lesson:
    """Read a made lesson.

    Raises:
        DraftError: a file is not there, or is not what it should be.
    """
    lettre = read_letter(files.read_limited(folder / LETTER, _LARGEST), name=str(folder / LETTER)).lettre
    path = folder / ANSWERS
    raw = files.read_limited(path, _LARGEST)
    try:
        text = raw.decode("utf-8").removeprefix(_HEADER)
        data = json.loads(base64.b64decode("".join(text.split()), validate=True))
        edits = tuple((str(rule), dict(one)) for rule, one in data["defauts"])
        jour, bonne, known = date.fromisoformat(data["jour"]), letter_from_data(data["bonne"]), data["format"]
    except (ValueError, KeyError, TypeError, RecursionError, DraftError) as error:
        raise DraftFormatError(
            "le corrigé de cette leçon ne se lit pas",
            hint="la refaire avec « lls formation fabriquer »",
            location=Location(str(path)),
        ) from error
    if known != FORMAT:
        raise DraftFormatError(
            "cette leçon vient d'une autre version de lls-drafter",
            hint="la refaire avec « lls formation fabriquer »",
            location=Location(str(path)),
        )
    name = f"lecon-{hashlib.sha256(raw).hexdigest()[:10]}"
    require_fictive(bonne)
    require_fictive(lettre)
    return Lesson(name, lettre, bonne, jour, edits)


def case_defects(niveau: Difficulte, lecon: str, essai: int) -> int:
    """Give how many defects an attempt at a case hides: more on harder cases; now and then none at all.

    Nobody can tell before the correction: the number is drawn from the case and the attempt, the same for all.
    """
    drawn = int.from_bytes(hashlib.sha256(f"{lecon}|{essai}".encode()).digest()[:4], "big")
    if essai > 1 and drawn % _CLEAN == 0:
        return 0
    return _LEAST[niveau] + (drawn >> 8) % _SPREAD
