r"""The keys of the interfaces `plein` and `invite`: the registry's own, those of the settings, and `lls touches`.

Left out because terminals eat them: Ctrl-S and Ctrl-Q (flow control), Ctrl-Z (suspends), F1, F10 and F11 (the
window's own). Ctrl-M and Ctrl-J are Enter, Ctrl-I is Tab, Ctrl-H is Backspace: a terminal cannot tell them apart.

Why Ctrl-PageDown and Alt-PageDown for the parts of the letter: xterm, Windows Terminal and tmux send both;
gnome-terminal keeps Ctrl-PageDown for its tabs and sends Alt-PageDown (`\x1b[6;3~`). Alt with a letter would be
sent everywhere too, but Escape followed by « n » or « p » is the same bytes, and these letters work in a table.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from lls_drafter.errors import UsageError
from lls_drafter.letter.text import fold
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import COMMANDS, Action, Command, Group, Mode, Sequence
from lls_drafter.wizard.key_names import name_of, read_sequence

EATEN = frozenset({"c-s", "c-q", "c-z", "f1", "f10", "f11"})
"""Keys that must not be bound."""
NO_KEY = "aucune"
"""Written in the settings for a command that gives up its keys."""

_NOWHERE = {
    **dict.fromkeys(EATEN, "le terminal la garde pour lui"),
    "c-m": "un terminal ne la distingue pas d'Entrée",
    "c-j": "un terminal ne la distingue pas d'Entrée",
    "c-i": "un terminal ne la distingue pas de Tab",
    "c-h": "un terminal ne distingue pas Ctrl-H de Retour arrière, qui efface",
}
_HELD = {
    "enter": "elle accepte la réponse",
    "escape": "elle ferme et renonce, et commence toutes les touches Alt",
    "c-c": "elle interrompt, toujours",
    "c-]": "la douchette s'en sert",
    **dict.fromkeys(("left", "right", "up", "down", "home", "end", "pageup", "pagedown"), "elle déplace le curseur"),
}
_BEGINNINGS = frozenset({("escape", "["), ("escape", "O")})
_EDITING = frozenset({"delete", "insert", " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One command as `lls touches` and the help of an interface show it; the first of its keys is the one to teach."""

    groupe: Group
    touches: tuple[str, ...]
    mode: Mode
    commande: str
    effet: str


def find_command(name: str) -> Command | None:
    """Give the command of a typed word or of an action's name, accents and case apart; None for no command."""
    wanted = fold(name.strip().removeprefix(":").strip())
    for command in COMMANDS:
        if wanted in map(fold, (*command.words, command.action.value)):
            return command
    return None


def keymap(touches: Mapping[str, str], interface: str) -> Mapping[Action, tuple[Sequence, ...]]:
    """Give the keys of each action of an interface, those of the settings taking the place of its own.

    Args:
        touches: command -> its keys: « F5 », « Ctrl-X Ctrl-E », « F5, Ctrl-G » for two, « aucune » for none.
        interface: `plein` or `invite`.

    Raises:
        UsageError: no such command, no such key, a key that cannot be bound, or one key for two commands.
    """
    own = _own_keys(touches)
    bound = [(command, own.get(command.action, command.keys)) for command in COMMANDS if _heard(command, interface)]
    _refuse_clashes(bound, own)
    return {command.action: sequences for command, sequences in bound if sequences}


def described(touches: Mapping[str, str], interface: str) -> tuple[Row, ...]:
    """Give what `lls touches` shows of an interface: its commands by group, with the keys in force.

    Raises:
        UsageError: the settings' keys cannot be bound.
    """
    keys = keymap(touches, interface)
    return tuple(
        Row(
            groupe=group,
            touches=tuple(map(name_of, keys.get(command.action, ()))),
            mode=command.mode,
            commande=(f":{command.name}" if command.needs_colon else command.name) if command.words else "",
            effet=command.effet,
        )
        for group in Group
        for command in COMMANDS
        if command.groupe is group and interface in command.fronts
    )


def _heard(command: Command, interface: str) -> bool:
    """Tell whether an interface binds the keys of a command: tables are drawn by the full screen alone."""
    return interface in command.fronts and (command.mode is not Mode.CELLULE or interface == Interface.PLEIN)


def _own_keys(touches: Mapping[str, str]) -> dict[Action, tuple[Sequence, ...]]:
    """Give the keys that the settings set, each one fit to be bound."""
    own = {}
    for name, text in touches.items():
        command = find_command(name)
        if command is None:
            raise UsageError(
                f"touches : commande inconnue : {name}", hint="« lls touches » montre les commandes et leurs touches"
            )
        own[command.action] = tuple(dict.fromkeys(_read_keys(text, command)))
    return own


def _read_keys(text: str, command: Command) -> Iterator[Sequence]:
    """Read the keys of one command."""
    if fold(text.strip()) == NO_KEY and command.action is not Action.INTERRUPT:
        return
    for part in text.split(","):
        sequence = read_sequence(part)
        reason = _obstacle(sequence, command)
        if reason:
            raise UsageError(
                f"touches.{command.name} : la touche {part.strip()} ne peut pas servir, {reason}",
                hint="choisir une autre touche ; « lls touches » montre celles qui sont prises",
            )
        yield sequence


def _obstacle(sequence: Sequence, command: Command) -> str:
    """Say why a key cannot be given to a command, empty when it can."""
    if command.action is Action.INTERRUPT:
        return "" if sequence == ("c-c",) else "interrompre reste sur Ctrl-C"
    refused = next((_NOWHERE[key] for key in sequence if key in _NOWHERE), "")
    if refused:
        return refused
    if sequence in _BEGINNINGS:
        return "toutes les touches de fonction commencent par elle"
    first = sequence[0]
    if first in _HELD and (len(sequence) == 1 or first != "escape"):
        return _HELD[first]
    if command.mode is not Mode.CELLULE and (len(first) == 1 or first in _EDITING):
        return "elle sert à écrire"
    return ""


def _refuse_clashes(bound: list[tuple[Command, tuple[Sequence, ...]]], changed: Collection[Action]) -> None:
    """Refuse one key, or the beginning of one, for two commands that listen at the same place."""
    pairs = [(command, sequence) for command, sequences in bound for sequence in sequences]
    for (one, left), (other, right) in combinations(pairs, 2):
        apart = one.mode is not other.mode and Mode.PARTOUT not in (one.mode, other.mode)
        length = min(len(left), len(right))
        if apart or left[:length] != right[:length]:
            continue
        if left == right:
            told = f"{name_of(left)} est donnée à « {one.name} » et à « {other.name} »"
        else:
            told = f"{name_of(left)} (« {one.name} ») et {name_of(right)} (« {other.name} ») commencent pareil"
        culprit = one if one.action in changed and other.action not in changed else other
        raise UsageError(
            f"touches : {told}", hint=f"donner une autre touche : lls configurer --regler touches.{culprit.name}=…"
        )
