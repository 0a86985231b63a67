"""Plain questions, one line each: what the assistants of templates and check-lists ask with."""

from collections.abc import Mapping
from dataclasses import dataclass

from lls_drafter.cli.context import Context

_YES = frozenset({"o", "oui"})


class LeftError(Exception):
    """The input ended."""


@dataclass(frozen=True, slots=True)
class Questions:
    """A conversation on the three streams of a command."""

    context: Context

    def ask(self, question: str, default: str = "") -> str:
        """Ask one line; an empty one takes the default.

        Raises:
            LeftError: the input ended.
        """
        self.context.stdout.write(f"{question}{f' [{default}]' if default else ''} : ")
        self.context.stdout.flush()
        line = self.context.stdin.readline()
        if not line:
            self.context.say()
            raise LeftError
        return line.strip() or default

    def yes(self, question: str) -> bool:
        """Ask for a yes; anything else is no."""
        return self.ask(f"{question} (o/n)", "n").lower() in _YES

    def pick(self, question: str, choices: Mapping[str, str]) -> str:
        """Ask for one of some choices, by number or by its key, until it is one."""
        names = list(choices)
        for number, words in enumerate(choices.values(), start=1):
            self.context.say(f"  {number}. {words}")
        while True:
            text = self.ask(question)
            if text.isdecimal() and 1 <= int(text) <= len(names):
                return names[int(text) - 1]
            if text in names:
                return text
            self.context.say(f"Donner un numéro de 1 à {len(names)}.")
