"""Keys that a whole stay takes, typed through each front end: `python -m bench.frappes`.

The stays are those of the tests, typed in full: no completion, no ready phrase, no scanner. A key is one
character, Enter included; Alt-Enter counts for one. `simple` ends a long text with a full stop alone. They are the
keys that `tests/terminal/test_three_fronts.py` presses in a real terminal, from the first question to the last;
beside them stand the characters of the finished letter as text, blanks of the layout left out.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lls_drafter.letter.sejour import Activite
from lls_drafter.session.render import RenderOptions, render_letter
from lls_drafter.wizard.conversation import Conversation
from tests.wizard.seat import TODAY, settled_seat
from tests.wizard.stays import DAY_HOSPITAL, HEART_FAILURE
from tests.wizard.typed import Stay, keys, pressed, turns

STAYS: Final = (
    ("(a) OAP, 13 médicaments", HEART_FAILURE, Activite.MCO),
    ("(c) hôpital de jour", DAY_HOSPITAL, Activite.HDJ),
)
FRONTS: Final = ("plein", "invite", "simple")
MOST: Final = 0.60
"""The greatest part of the finished letter's characters that may have to be typed."""


@dataclass(frozen=True, slots=True)
class Count:
    """What one stay takes in one front end: answers given (empty ones too), keys pressed, keys that are not text.

    Attributes:
        characters: those of the finished letter as text.
    """

    stay: str
    front: str
    answers: int
    keys: int
    overhead: int
    characters: int

    @property
    def ratio(self) -> float:
        """Give the keys for one character of the letter."""
        return self.keys / self.characters


def count(title: str, stay: Stay, activite: Activite, front: str) -> Count:
    """Count the keys of a stay in one front end, question by question, through the conversation itself."""
    with tempfile.TemporaryDirectory(prefix="lls-frappes-") as folder:
        talk = Conversation(settled_seat(Path(folder) / "lettre.lls.yaml", activite))
        met = list(turns(talk, stay))
    total = sum(pressed(keys(front, turn)) for turn in met) + 1  # and Enter, to leave
    text = sum(len(turn.line.replace("\n", "")) for turn in met)
    letter = render_letter(talk.state.lettre, "txt", RenderOptions(today=TODAY)).decode()
    return Count(title, front, len(met), total, total - text, len(" ".join(letter.split())))


def counts() -> Iterator[Count]:
    """Give the counts of each stay in each front end."""
    for title, stay, activite in STAYS:
        for front in FRONTS:
            yield count(title, stay, activite, front)


def main() -> None:
    """Write the table."""
    sys.stdout.write(
        f"{'séjour':<26} {'interface':<10} {'réponses':>8} {'touches':>8} {'hors texte':>10}"
        f" {'lettre':>8} {'part':>6}\n"
    )
    for one in counts():
        sys.stdout.write(
            f"{one.stay:<26} {one.front:<10} {one.answers:>8} {one.keys:>8} {one.overhead:>10} {one.characters:>8}"
            f" {one.ratio * 100:>4.0f} %\n"
        )


if __name__ == "__main__":
    main()
