"""The French names of keys, both ways: « Ctrl-X Ctrl-E » <-> `("c-x", "c-e")`, as prompt_toolkit names them.

Letters are read in either case; a capital is « Maj-P ». Shift with a function key is what terminals send for the
keys F13 to F24, and is read so.
"""

import re

from lls_drafter.errors import UsageError
from lls_drafter.wizard.commands import Sequence

_NAMED = {
    "tab": "Tab", "enter": "Entrée", "escape": "Échap", "c-h": "Retour arrière", " ": "Espace", "delete": "Suppr",
    "insert": "Inser", "left": "Gauche", "right": "Droite", "up": "Haut", "down": "Bas", "home": "Début", "end": "Fin",
    "pageup": "PagePréc", "pagedown": "PageSuiv",
}  # fmt: skip
_OTHER_NAMES = {
    "entree": "enter", "return": "enter", "echap": "escape", "esc": "escape", "escape": "escape", "espace": " ",
    "space": " ", "delete": "delete", "del": "delete", "suppr": "delete", "insert": "insert", "debut": "home",
    "home": "home", "end": "end", "pageprec": "pageup", "pageup": "pageup", "pagesuiv": "pagedown",
    "pagedown": "pagedown", "retour arriere": "c-h", "retour-arriere": "c-h", "backspace": "c-h", "left": "left",
    "right": "right", "up": "up", "down": "down",
}  # fmt: skip
_CURSOR = frozenset({"left", "right", "up", "down", "home", "end", "insert", "delete", "pageup", "pagedown"})
_FUNCTION = re.compile(r"f([1-9]|1[0-9]|2[0-4])\Z")
_MODIFIERS = {"ctrl": "c", "control": "c", "maj": "s", "shift": "s", "alt": "a"}
_PREFIX = re.compile(r"(ctrl|control|maj|shift|alt)[-+](?=.)", re.IGNORECASE)
_CONTROLS = frozenset("abcdefghijklmnopqrstuvwxyz\\]^_")
_ACCENTS = str.maketrans("éèêàÉÈÊÀ", "eeeaeeea")
_SHIFTED = 12
"""Shift-F8 is F20."""


def name_of(sequence: Sequence) -> str:
    """Give the French name of a key sequence: « Ctrl-X Ctrl-E », « Alt-Entrée », « Maj-F8 »."""
    names, alt = [], ""
    for place, key in enumerate(sequence):
        if key == "escape" and sequence[place + 1 : place + 2] not in ((), ("escape",)):
            alt = "Alt-"
            continue
        name = _key_name(key)
        names.append(alt + (name.upper() if alt and len(name) == 1 else name))
        alt = ""
    return " ".join(names)


def read_sequence(text: str) -> Sequence:
    """Give the key sequence of a French name; several keys are parted by spaces.

    Raises:
        UsageError: no key has this name.
    """
    whole = text.strip()
    parts = [whole] if whole.translate(_ACCENTS).casefold() in _OTHER_NAMES else whole.split()
    if not parts:
        raise UsageError("touche vide", hint=_HINT)
    return tuple(key for part in parts for key in _read_key(part, text))


_HINT = "par exemple F5, Maj-F8, Ctrl-G, Alt-Haut, Suppr, « Ctrl-X Ctrl-E »"


def _key_name(key: str) -> str:
    """Give the French name of one key."""
    if key in _NAMED:
        return _NAMED[key]
    function = _FUNCTION.match(key)
    if function:
        number = int(function[1])
        return f"Maj-F{number - _SHIFTED}" if number > _SHIFTED else f"F{number}"
    if key == "c-@":
        return "Ctrl-Espace"
    for mark, word in (("c-", "Ctrl-"), ("s-", "Maj-")):
        if key.startswith(mark) and len(key) > len(mark):
            name = _key_name(key.removeprefix(mark))
            return word + (name.upper() if len(name) == 1 else name)
    return f"Maj-{key}" if len(key) == 1 and key.isupper() else key


def _read_key(part: str, whole: str) -> Sequence:
    """Give the keys that one name stands for: two when Alt is held."""
    held, rest = set(), part
    while (found := _PREFIX.match(rest)) is not None:
        held.add(_MODIFIERS[found[1].casefold()])
        rest = rest[found.end() :]
    key = _with(held - {"a"}, _base(rest))
    if key is None:
        raise UsageError(f"touche inconnue : {whole.strip()}", hint=_HINT)
    return ("escape", key) if "a" in held else (key,)


def _base(name: str) -> str:
    """Give the key of a name without Ctrl, Maj nor Alt, empty for none."""
    plain = name.translate(_ACCENTS).casefold()
    for key, shown in _NAMED.items():
        if plain == shown.translate(_ACCENTS).casefold():
            return key
    if plain in _OTHER_NAMES:
        return _OTHER_NAMES[plain]
    if _FUNCTION.match(plain):
        return plain
    return name.lower() if len(name) == 1 and name.isprintable() else ""


def _with(held: set[str], key: str) -> str | None:
    """Give a key with Ctrl or Maj held, None when no terminal sends it."""
    if not key or not held:
        return key or None
    if key in _CURSOR:
        return f"{'c-' if 'c' in held else ''}{'s-' if 's' in held else ''}{key}"
    if held == {"s"}:
        return _with_shift(key)
    return _with_control(key) if held == {"c"} else None


def _with_shift(key: str) -> str | None:
    """Give a key with Maj held."""
    function = _FUNCTION.match(key)
    if function:
        number = int(function[1]) + _SHIFTED
        return f"f{number}" if number <= 2 * _SHIFTED else None
    if key == "tab":
        return "s-tab"
    return key.upper() if len(key) == 1 and key.upper() != key else None


def _with_control(key: str) -> str | None:
    """Give a key with Ctrl held; Ctrl-/ is the same byte as Ctrl-_."""
    same = {"/": "c-_", " ": "c-@"}
    if key in same:
        return same[key]
    return f"c-{key}" if key in _CONTROLS or _FUNCTION.match(key) else None
