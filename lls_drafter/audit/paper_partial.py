"""The letter that was being read when the program stopped: one small private file beside the readings.

`.NOM.papier.jsonl.encours` is written after each key and taken away with the letter's last one. What it holds is a
comfort: when it cannot be read, the letter is begun again.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from lls_drafter.audit.paper import Contexte, Etat, Reponse, is_discharge, is_number, is_unit
from lls_drafter.audit.paper_entry import Question, Saisie
from lls_drafter.drafts import files
from lls_drafter.errors import DraftError
from lls_drafter.letter.sejour import Activite

_LARGEST: Final = 100_000


def partial_path(path: Path) -> Path:
    """Give where the letter in progress of a file of readings is kept."""
    return path.with_name(f".{path.name}.encours")


def keep_partial(path: Path, saisie: Saisie, *, done: bool) -> None:
    """Keep a letter in progress.

    Args:
        path: the file of readings.
        saisie: the letter.
        done: whether the file already has this letter, which is being corrected.

    Raises:
        DraftError: the system refuses.
    """
    data = {
        "lettre": saisie.numero,
        "corrigee": done,
        "sortie": saisie.contexte.sortie,
        "uf": saisie.contexte.unite,
        "activite": saisie.contexte.activite.value,
        "reponses": [[one.etat.value, one.raison] for one in saisie.reponses],
    }
    files.write_private(partial_path(path), json.dumps(data, ensure_ascii=False).encode())


def read_partial(path: Path, empty: Saisie, done: Sequence[int]) -> Saisie | None:
    """Give the letter in progress, None when there is none, or when the file already has it.

    Args:
        path: the file of readings.
        empty: a letter without any answer: its questions.
        done: the letters that the file has.
    """
    try:
        data = json.loads(files.read_limited(partial_path(path), _LARGEST))
        found = _read(data, empty)
    except (DraftError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None
    return None if found.numero in done and not data.get("corrigee") else found


def _read(data: dict[str, Any], empty: Saisie) -> Saisie:
    """Read a letter in progress.

    Raises:
        ValueError: it is none, or was made with other questions.
    """
    context = Contexte(sortie=data["sortie"], unite=data["uf"], activite=Activite(data["activite"]))
    answers = tuple(Reponse(Etat(state), str(reason)) for state, reason in data["reponses"])
    number = data["lettre"]
    is_whole = len(answers) >= len(empty.questions)
    if not is_discharge(context.sortie) or not is_unit(context.unite) or not is_number(number) or is_whole:
        raise ValueError("letter in progress")
    if not all(map(_fits, empty.questions, answers)):
        raise ValueError("other questions")
    return replace(empty, numero=number, contexte=context, reponses=answers)


def _fits(question: Question, answer: Reponse) -> bool:
    """Tell whether an answer is one of its question."""
    return answer.etat is not Etat.SANS_OBJET or answer.raison in question.raisons
