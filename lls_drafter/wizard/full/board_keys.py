"""The keys of the evening board: one table, which binds them, and tells them in the help and on the bottom line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import Action
from lls_drafter.wizard.commands import Sequence as Keys
from lls_drafter.wizard.key_names import name_of
from lls_drafter.wizard.keys import keymap


class Gesture(StrEnum):
    """What a key does on the list."""

    OPEN = "ouvrir"
    NEXT = "suivante"
    ADD = "ajouter"
    REMOVE = "retirer"
    RESTORE = "remettre"
    CHECK = "verifier"
    PRINT = "imprimer"
    NAMES = "noms"
    REREAD = "relire"
    SCOPE = "vue"
    HELP = "aide"
    LEAVE = "fin"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardKey:
    """One gesture and its keys.

    Attributes:
        keys: the board's own; a letter is heard in both cases.
        effet: what it does, in the help.
        gesture: what is to be done.
        court: the same in a word for the bottom line, empty to leave it out there.
        action: the command of the registry whose keys, those of the settings first of all, do it too.
    """

    keys: tuple[Keys, ...] = ()
    effet: str
    gesture: Gesture
    court: str = ""
    action: Action | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Give the French names of its keys."""
        return tuple(map(name_of, self.keys))


KEYS = (
    BoardKey(
        keys=(("enter",),),
        effet="ouvre la lettre ; sans lettre, la commence et la lie à la ligne",
        gesture=Gesture.OPEN,
        court="ouvre",
    ),
    BoardKey(
        keys=(("s",),),
        effet="ouvre la lettre suivante à finir",
        gesture=Gesture.NEXT,
        court="suivante",
        action=Action.NEXT_MISSING,
    ),
    BoardKey(
        keys=(("a",),),
        effet="ajoute une sortie attendue : heure ; chambre ; nom (; prénom)",
        gesture=Gesture.ADD,
        court="ajoute",
    ),
    BoardKey(keys=(("delete",),), effet="retire une ligne sans lettre", gesture=Gesture.REMOVE),
    BoardKey(keys=(("u",),), effet="remet la dernière ligne retirée", gesture=Gesture.RESTORE),
    BoardKey(keys=(("v",),), effet="vérifie tout", gesture=Gesture.CHECK, court="vérifie"),
    BoardKey(
        keys=(("i",),),
        effet="imprime tout : forme finale si validée, sinon BROUILLON",
        gesture=Gesture.PRINT,
        court="imprime",
    ),
    BoardKey(keys=(("n",),), effet="cache ou montre les noms", gesture=Gesture.NAMES),
    BoardKey(keys=(("r",),), effet="relit le dossier", gesture=Gesture.REREAD),
    BoardKey(keys=(("t",),), effet="toutes les lettres ouvertes, ou celles du jour", gesture=Gesture.SCOPE),
    BoardKey(effet="cette aide", gesture=Gesture.HELP, court="aide", action=Action.HELP),
    BoardKey(keys=(("q",), ("c-c",)), effet="fin", gesture=Gesture.LEAVE, court="fin", action=Action.LEAVE),
)
"""The keys of the list, in the order of the help."""

MOVES: Mapping[str, int] = {
    "up": -1,
    "down": 1,
    "pageup": -10,
    "pagedown": 10,
    "home": -(10**6),
    "end": 10**6,
}
"""The keys that choose another row, or scroll a page: by how many lines; ten stand for what is in sight."""

PAGE_KEYS = (("Haut Bas", "faire défiler"), ("une autre touche", "ferme cette page"))
_INTERRUPT = ("c-c",)
_NOTES = (
    "En quittant une lettre, on revient ici, à la même ligne.",
    "Avancement : réponses données sur questions posées. bl. : points bloquants.",
    "QLS : estimation projetée, une fois faits les actes du jour ; ne remplace pas le recueil HAS.",
)


def keys_in_force(touches: Mapping[str, str]) -> tuple[BoardKey, ...]:
    """Give the table with the keys that the registry and the settings give to its commands.

    Raises:
        UsageError: the keys of the settings cannot be bound.
    """
    bound = keymap(touches, Interface.PLEIN)
    return tuple(
        replace(one, keys=(*one.keys, *bound.get(one.action, ()))) if one.action is not None else one for one in KEYS
    )


def help_lines(table: Iterable[BoardKey]) -> tuple[str, ...]:
    """Give the help page: each key and what it does, then what the columns mean."""
    moves = ", ".join(name_of((key,)) for key in MOVES)
    keys = [f"{' ou '.join(one.names):<9} {one.effet}" for one in table if one.keys]
    return ("Le tableau du soir", "", *keys, "", f"{moves} : choisir une ligne", "", *_NOTES)


def shown_keys(table: Iterable[BoardKey]) -> Sequence[tuple[str, str]]:
    """Give the keys of the bottom line, each with its word."""
    return [(one.names[0], one.court) for one in table if one.court and one.keys]


def list_bindings(
    table: Iterable[BoardKey],
    gestures: Mapping[Gesture, Callable[[], None]],
    *,
    moves: Callable[[str], None],
    is_paged: Callable[[], bool],
    close_page: Callable[[], None],
) -> KeyBindings:
    """Bind the keys of the list; a page takes them all but those that scroll it and Ctrl-C.

    Args:
        table: the keys in force.
        gestures: what is done for each of them.
        moves: takes the keys of `MOVES`.
        is_paged: tells whether a page stands over the list.
        close_page: takes it away.
    """
    bindings = KeyBindings()
    paged = Condition(is_paged)
    bindings.add("<any>", filter=paged)(_does(close_page))
    for key in MOVES:
        bindings.add(key)(_does(lambda name=key: moves(name)))  # type: ignore[misc]
    for one in table:
        work = _does(gestures[one.gesture])
        for keys in one.keys:
            interrupts = keys == _INTERRUPT
            for heard in dict.fromkeys((keys, tuple(key.upper() if len(key) == 1 else key for key in keys))):
                bindings.add(*heard, filter=True if interrupts else ~paged, eager=interrupts)(work)
    bindings.add("<sigint>", eager=True)(_does(gestures[Gesture.LEAVE]))
    return bindings


def entry_bindings(give_up: Callable[[], None]) -> KeyBindings:
    """Bind what leaves the line of entry without adding anything."""
    bindings = KeyBindings()
    for key in ("escape", *_INTERRUPT, "<sigint>"):
        bindings.add(key, eager=True)(_does(give_up))
    return bindings


def _does(gesture: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
    """Give the handler of a gesture."""

    def handle(_event: KeyPressEvent) -> None:
        gesture()

    return handle
