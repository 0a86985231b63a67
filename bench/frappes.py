"""Keys that a whole stay takes, typed through each front end: `python -m bench.frappes`.

The stays are those of the tests, typed in full: no completion, no ready phrase, no scanner. A key is one
character, Enter included; Alt-Enter counts for one. `simple` ends a long text with a full stop alone.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lls_drafter.letter.sejour import Activite
from lls_drafter.wizard.conversation import Conversation
from lls_drafter.wizard.steps import Kind
from tests.wizard.seat import settled_seat
from tests.wizard.stays import DAY_HOSPITAL, HEART_FAILURE

STAYS = (
    ("(a) OAP, 13 médicaments", HEART_FAILURE, Activite.MCO),
    ("(c) hôpital de jour", DAY_HOSPITAL, Activite.HDJ),
)
_ONE_KEY = (Kind.YES_NO, Kind.CONFIRM)


@dataclass(frozen=True, slots=True)
class Count:
    """What one stay takes in one front end: answers given (empty ones too), keys pressed, keys that are not text."""

    stay: str
    front: str
    answers: int
    keys: int
    overhead: int


def count(stay: str, answers: tuple[tuple[str, str], ...], activite: Activite, front: str, folder: Path) -> Count:
    """Count the keys of a stay in one front end, question by question, through the conversation itself."""
    talk = Conversation(settled_seat(folder / f"{front}.lls.yaml", activite))
    waiting, given, keys, text = list(answers), 0, 0, 0
    while talk.step.kind is not Kind.END:
        line = waiting.pop(0)[1] if waiting and waiting[0][0] == talk.step.id else ""
        keys += _keys(front, talk.step.kind, line)
        text += len(line.replace("\n", ""))
        given += 1
        talk.submit(line)
    return Count(stay, front, given, keys + 1, keys + 1 - text)  # and Enter, to leave


def _keys(front: str, kind: Kind, line: str) -> int:
    """Count the keys of one answer."""
    if front == "invite" and kind in _ONE_KEY and len(line) == 1:
        return 1
    return len(line) + 1 + (2 if front == "simple" and kind is Kind.LONG_TEXT and line else 0)


def counts() -> Iterator[Count]:
    """Give the counts of each stay in each front end."""
    for title, answers, activite in STAYS:
        for front in ("invite", "simple"):
            with tempfile.TemporaryDirectory(prefix="lls-frappes-") as folder:
                yield count(title, answers, activite, front, Path(folder))


def main() -> None:
    """Write the table."""
    sys.stdout.write(f"{'séjour':<26} {'interface':<10} {'réponses':>8} {'touches':>8} {'hors texte':>10}\n")
    for one in counts():
        sys.stdout.write(f"{one.stay:<26} {one.front:<10} {one.answers:>8} {one.keys:>8} {one.overhead:>10}\n")


if __name__ == "__main__":
    main()
