"""The signs that a terminal draws, chosen by its encoding alone; what a colour says is never in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a screen: in plain ASCII where the terminal does not say that it knows UTF-8."""

    repondu: str
    a_completer: str
    facultatif: str
    ici: str
    vertical: str
    horizontal: str
    suite: str
    plein: str
    vide: str


_FULL = Signs("✓", "○", "·", "▸", "│", "─", "…", "█", "░")
_PLAIN = Signs("x", "o", ".", ">", "|", "-", "...", "#", ".")


def signs(encoding: str) -> Signs:
    """Give the signs for a terminal's encoding."""
    return _FULL if encoding.lower().replace("-", "").startswith("utf") else _PLAIN
