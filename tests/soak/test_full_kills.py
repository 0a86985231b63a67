"""`kill -9` on the full screen at random moments of a typed session: short in `make test`, long in `make soak`.

What was drawn more than a second before the kill is on disk: in the letter when it was accepted, beside it otherwise.
"""

import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lls_drafter.drafts.store import LetterStore
from lls_drafter.letter_files.codec import write_letter
from tests.terminal.screen import Screen, lls
from tests.tools import FIGURE, rounds

pytestmark = [pytest.mark.soak, pytest.mark.terminal, pytest.mark.slow]

Record = Callable[[str, object], None]
LAST_MOMENT = 1.0
"""Seconds of typing that a kill may cost."""
_FIELDS = ("synthese_medicale", "conclusion", "etat_sortie", "antecedents")


@dataclass(slots=True)
class Session:
    """One typed session: each word, and when it was seen on the screen."""

    screen: Screen
    chance: random.Random
    seen: list[tuple[float, str]] = field(default_factory=list)

    def words(self, tag: str) -> Iterator[None]:
        """Type words in one field after another, accepted or left half-written; each is waited for."""
        count = 0
        while True:
            question = self.chance.choice(_FIELDS)
            self.screen.press("F9")
            self.screen.wait("Commandes, parties")
            self.screen.send(f"aller {question}\r")
            self.screen.wait_gone("Commandes, parties")
            for _ in range(self.chance.randint(1, 6)):
                count += 1
                word = f"{tag}m{count}"
                self.screen.send(f" {word} ")  # apart from what the field held: a glued word is cut by the wrap
                self.screen.wait(word)
                self.seen.append((time.monotonic(), word))
                yield
            if self.chance.random() < 0.6:
                self.screen.send("\r")
                self.screen.wait(f"{tag}m{count}")


def lost(path: Path, session: Session, killed: float) -> tuple[list[str], int]:
    """Give the words that should be on disk and are not, and how many were looked for."""
    store = LetterStore(path)
    letter = write_letter(store.load().lettre) if path.exists() else ""
    left = store.read_bookmark()
    kept = letter + " ".join(left.en_cours.values()) if left is not None else letter
    due = [word for moment, word in session.seen if killed - moment > LAST_MOMENT]
    held = set(re.findall(r"s\d+m\d+", kept))
    return [word for word in due if word not in held], len(due)


def test_kill_costs_the_last_second_of_typing_at_most(tmp_path: Path, record_property: Record) -> None:
    """Killed at any moment, the letter opens again, and no word older than a second is missing."""
    chance = random.Random(20261127)  # noqa: S311 - the same each time
    count, looked_for, begun = rounds(15, 200), 0, 0
    missing: list[str] = []
    path = tmp_path / "lettre.lls.yaml"
    for number in range(count):
        action = "ouvrir" if path.exists() else "nouvelle"
        screen = Screen(lls(action, str(path), "--interface", "plein"), columns=110, rows=32)
        try:
            screen.wait("question")
            begun += 1
            session = Session(screen, chance)
            until = time.monotonic() + chance.uniform(0.05, 2.2)
            typing = session.words(f"s{number}")
            while time.monotonic() < until:
                next(typing)
            killed = time.monotonic()
            screen.kill()
        finally:
            screen.close()
        gone, due = lost(path, session, killed)
        missing += gone
        looked_for += due

    record_property(
        FIGURE, f"{count} kills of the full screen, {looked_for} words older than a second, {len(missing)} lost"
    )
    assert [] == missing
    assert count == begun
    assert looked_for > 0
