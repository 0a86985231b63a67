"""Which front end talks: decided once, before anything is drawn, and said in one line with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lls_drafter.errors import NotInteractiveError, UsageError

_LEAST_COLUMNS, _LEAST_ROWS = 40, 10


class Interface(StrEnum):
    """The front ends, as `--interface` and the settings name them."""

    PLEIN = "plein"
    INVITE = "invite"
    SIMPLE = "simple"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """What is known of the terminal: whether both ends are one, and its size (0 when unknown)."""

    is_interactive: bool
    columns: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """The front end chosen, and the sentence that says why (empty when there is nothing to explain)."""

    interface: Interface
    phrase: str = ""


def choose(asked: str | None, setting: str | None, *, terminal: Terminal, environ: Mapping[str, str]) -> Decision:
    """Choose a front end: the command line, then `LLS_INTERFACE`, then the settings, as far as the terminal allows.

    Raises:
        NotInteractiveError: `invite` or `plein` was asked on the command line, and there is no terminal.
        UsageError: there is no such front end.
    """
    wanted = _named(asked or environ.get("LLS_INTERFACE") or setting or Interface.INVITE)
    if wanted is Interface.SIMPLE:
        return Decision(wanted)
    reason = _obstacle(terminal, environ)
    if reason and asked is not None and not terminal.is_interactive:
        raise NotInteractiveError(f"l'interface « {asked} » demande un terminal", hint="prendre « --interface simple »")
    if reason:
        return Decision(Interface.SIMPLE, f"Interface simple : {reason}.")
    if wanted is Interface.PLEIN:
        # The full screen takes this place; asking for it is not an error meanwhile.
        return Decision(Interface.INVITE, "L'interface « plein » n'est pas encore disponible : interface « invite ».")
    return Decision(wanted)


def _named(name: str) -> Interface:
    """Give the front end of a name."""
    try:
        return Interface(name)
    except ValueError:
        raise UsageError(f"interface inconnue : {name}", hint="plein, invite ou simple") from None


def _obstacle(terminal: Terminal, environ: Mapping[str, str]) -> str:
    """Say what prevents anything but plain lines, empty when nothing does."""
    if not terminal.is_interactive:
        return "l'entrée ou la sortie n'est pas un terminal"
    if environ.get("TERM", "") in ("dumb", "unknown"):
        return "le terminal ne sait pas déplacer le curseur (TERM)"
    small = 0 < terminal.columns < _LEAST_COLUMNS or 0 < terminal.rows < _LEAST_ROWS
    return f"le terminal est trop petit ({terminal.columns} x {terminal.rows})" if small else ""
