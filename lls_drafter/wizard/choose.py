"""Which front end talks: decided once, before anything is drawn, and said in one line with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lls_drafter.errors import NotInteractiveError, UsageError


class Interface(StrEnum):
    """The front ends, as `--interface` and the settings name them."""

    PLEIN = "plein"
    INVITE = "invite"
    SIMPLE = "simple"


@dataclass(frozen=True, slots=True)
class Size:
    """A size of terminal in characters; 0 when unknown."""

    columns: int
    rows: int

    def __str__(self) -> str:
        """Give it as people say it."""
        return f"{self.columns} x {self.rows}"

    def holds(self, least: "Size") -> bool:
        """Tell whether it is at least another; what is unknown is taken to be enough."""
        wide = not self.columns or self.columns >= least.columns
        return wide and (not self.rows or self.rows >= least.rows)


LEAST = {Interface.PLEIN: Size(80, 24), Interface.INVITE: Size(40, 10)}
"""The smallest terminal of each interface that moves the cursor."""

_DUMB = frozenset({"dumb", "unknown"})
_NOT_ACCESSIBLE = frozenset({"", "0"})


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

    Nothing said, `plein` talks. `ACCESSIBLE`, set by people who work with a screen reader and read by other terminal
    tools too, gives `simple` unless the command line says otherwise.

    Raises:
        NotInteractiveError: `invite` or `plein` was asked on the command line, and there is no terminal.
        UsageError: there is no such front end.
    """
    wanted = _named(asked or environ.get("LLS_INTERFACE") or setting or Interface.PLEIN)
    if wanted is Interface.SIMPLE:
        return Decision(wanted)
    if asked is not None and not terminal.is_interactive:
        raise NotInteractiveError(f"l'interface « {asked} » demande un terminal", hint="prendre « --interface simple »")
    reason = _obstacle(terminal, environ, asked=asked)
    if reason:
        return Decision(Interface.SIMPLE, f"Interface simple : {reason}.")
    size = Size(terminal.columns, terminal.rows)
    if not size.holds(LEAST[wanted]):
        return _smaller(wanted, size)
    if wanted is Interface.PLEIN and asked is None:
        return Decision(wanted, "Interface plein. Lecteur d'écran : --interface simple.")
    return Decision(wanted)


def _smaller(wanted: Interface, size: Size) -> Decision:
    """Give what fits a terminal too small for the front end wanted, and the size that it needs."""
    fits = wanted is Interface.PLEIN and size.holds(LEAST[Interface.INVITE])
    taken = Interface.INVITE if fits else Interface.SIMPLE
    return Decision(taken, f"Terminal de {size} : interface {taken} ; {wanted} demande {LEAST[wanted]}.")


def _named(name: str) -> Interface:
    """Give the front end of a name."""
    try:
        return Interface(name)
    except ValueError:
        raise UsageError(f"interface inconnue : {name}", hint="plein, invite ou simple") from None


def _obstacle(terminal: Terminal, environ: Mapping[str, str], *, asked: str | None) -> str:
    """Say what prevents anything but plain lines, empty when nothing does."""
    if not terminal.is_interactive:
        return "l'entrée ou la sortie n'est pas un terminal"
    if environ.get("TERM", "") in _DUMB:
        return "le terminal ne sait pas déplacer le curseur (TERM)"
    if asked is None and environ.get("ACCESSIBLE", "") not in _NOT_ACCESSIBLE:
        return "ACCESSIBLE la demande (« --interface » en donne une autre)"
    return ""
