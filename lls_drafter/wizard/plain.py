"""The front end `simple`: plain lines on given streams. No escape byte, no box, nothing redrawn.

For a pipe, a screen reader, TERM=dumb. The end of input leaves as Ctrl-D does: saved, and told where.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from lls_drafter.wizard.commands import Action, Invocation, parse_command
from lls_drafter.wizard.conversation import Conversation, Reply
from lls_drafter.wizard.flow import Answered
from lls_drafter.wizard.phrases import filled, marks
from lls_drafter.wizard.words import wrapped

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import WizardPort

WIDTH = 80
END_OF_TEXT = "."


def run(port: WizardPort, stdin: TextIO, stdout: TextIO) -> None:
    """Talk a letter through on two text streams, until the person leaves or the input ends.

    Raises:
        WizardInterrupted: Ctrl-C; the letter is saved.
        DraftError: the letter could not be saved when leaving.
    """
    _Plain(Conversation(port), stdin, stdout).run()


class _EndOfInputError(Exception):
    """There is no line left to read."""


class _Plain:
    """The loop over one pair of streams."""

    def __init__(self, conversation: Conversation, stdin: TextIO, stdout: TextIO) -> None:
        """Keep the streams."""
        self._talk = conversation
        self._in = stdin
        self._out = stdout

    def run(self) -> None:
        """Ask until it is over."""
        try:
            self._say(self._talk.opening())
            while not self._turn():
                pass
        except _EndOfInputError:
            self._out.write("\n")
        except KeyboardInterrupt as interruption:
            raise self._talk.interrupted() from interruption
        self._say(self._talk.leave())

    def _turn(self) -> bool:
        """Ask one question and take one answer; gives whether the conversation is over."""
        self._say(self._talk.heading())
        state = self._talk.state
        if state.default:
            kind = "Non enregistré" if state.step.id in state.pending else "Réponse actuelle"
            if state.default == state.step.proposal:
                kind = "Proposé (« ok » l'accepte)"
            self._say((f"   {kind} : {state.default}",))
        if state.step.kind.is_long:
            self._say(("   (plusieurs lignes ; finir par un point seul sur sa ligne)",))
        line = self._read("> ")
        if state.step.kind.is_long and line.strip() and parse_command(line) is None:
            line = self._rest(line)
        return self._reply(self._talk.add_line(line))

    def _reply(self, reply: Reply) -> bool:
        """Show a reply and do what it asks of the terminal."""
        self._say(reply.lines)
        if reply.wish is not None:
            return self._grant(reply.wish)
        return reply.leave

    def _grant(self, wish: Invocation) -> bool:
        """Carry out a gesture that needs more lines."""
        if wish.action is Action.PHRASE:
            return self._phrase(wish.argument)
        if wish.action is Action.LINES:
            text = self._rest()
            return self._reply(self._talk.send(Answered(text))) if text.strip() else False
        self._say(("L'éditeur n'est pas disponible ici ; « lignes » prend plusieurs lignes.",))
        return False

    def _phrase(self, number: str) -> bool:
        """Insert a ready phrase after what stands there, its marks asked one by one."""
        known = self._talk.phrases
        if not number.isdecimal() or not 1 <= int(number) <= len(known):
            self._say(("Quelle phrase ? « phrases » les montre, « phrase 2 » insère la deuxième.",))
            return False
        text = known[int(number) - 1].texte
        values: dict[int, str] = {}
        for place, mark in enumerate(marks(text)):
            values[place] = self._read(f"{mark or '…'} ? ").strip()
        before = self._talk.state.default
        whole = "\n".join(part for part in (before, filled(text, values)) if part)
        return self._reply(self._talk.send(Answered(whole)))

    def _rest(self, *lines: str) -> str:
        """Read lines up to a full stop alone, or the end of input; what was read is safe after each line."""
        read = list(lines)
        try:
            while (line := self._read("")).strip() != END_OF_TEXT:
                read.append(line)
                self._talk.keep_safe("\n".join(read))
        except _EndOfInputError:
            if not read:
                raise
        return "\n".join(read)

    def _read(self, prompt: str) -> str:
        """Read one line without its end."""
        self._out.write(prompt)
        self._out.flush()
        line = self._in.readline()
        if not line:
            raise _EndOfInputError
        return line.rstrip("\r\n")

    def _say(self, lines: Iterable[str]) -> None:
        """Write sentences, wrapped on words; no control character of the letter reaches the terminal."""
        for line in lines:
            self._out.write(wrapped(line, WIDTH) + "\n")
        self._out.flush()
