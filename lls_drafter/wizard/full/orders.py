"""The commands of the full screen, by key or from the palette: its own, and those that the conversation has."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from lls_drafter.wizard import flow
from lls_drafter.wizard.commands import Action, Invocation
from lls_drafter.wizard.full import grid, lists
from lls_drafter.wizard.full.view import Pane, View
from lls_drafter.wizard.steps.treatments import HOME_ID, NEW_ID, ORDER_ID, TABLE

if TYPE_CHECKING:
    from lls_drafter.wizard.full.shell import Full

_FATES = {Action.FATE_KEPT: "p", Action.FATE_CHANGED: "m", Action.FATE_STOPPED: "a", Action.FATE_SUSPENDED: "s"}
_PAGES = {
    Action.HELP: "Aide",
    Action.FINDINGS: "Tous les constats",
    Action.PLAN: "Toutes les questions",
    Action.GESTURES: "Ce qui a été fait à cette lettre, le plus récent d'abord",
}
_GOES_TO_FIELD = frozenset({Action.JUMP, Action.NEXT_MISSING, Action.PREVIOUS_MISSING, Action.ACCEPT})


class Orders:
    """The commands of one screen."""

    def __init__(self, full: "Full") -> None:
        """Keep the screen."""
        self._full = full

    def do(self, action: Action, argument: str = "") -> None:
        """Carry out a command, by its key or from the palette."""
        own = self._own.get(action)
        if own is not None:
            own()
        elif action in _FATES:
            self._choose_fate(_FATES[action])
        elif action in _PAGES:
            self._full.gestures.over.open_page(_PAGES[action], self._full.talk.obey(Invocation(action)).lines)
        else:
            self._converse(action, argument)

    @cached_property
    def _own(self) -> Mapping[Action, Callable[[], None]]:
        """Give the commands that the screen carries out itself; the conversation has the others."""
        full = self._full
        gestures = full.gestures
        over = gestures.over
        return {
            Action.INTERRUPT: gestures.upkeep.interrupt,
            Action.LOCK: lambda: self._look(replace(full.view, blank=True)),
            Action.COMPLETE: gestures.complete_or_go_on,
            Action.NEXT: lambda: gestures.walk.step(1),
            Action.BACK: lambda: gestures.walk.step(-1),
            Action.NEXT_SECTION: lambda: self._section(1),
            Action.PREVIOUS_SECTION: lambda: self._section(-1),
            Action.SCORE: over.toggle_menu,
            Action.PREVIEW: over.toggle_review,
            Action.PALETTE: lambda: over.open_list(lists.palette(full.talk.state, full.keys)),
            Action.PHRASES: lambda: over.open_list(lists.phrases(full.talk.phrases)),
            Action.UNDO: self._undo,
            Action.REDO: self._redo,
            Action.REMOVE: self._remove,
            Action.OPTIONAL: lambda: self._look(replace(full.view, optional=not full.view.optional)),
            Action.HIDE: lambda: self._look(replace(full.view, hidden=not full.view.hidden)),
            Action.THEME: self._change_theme,
            Action.NEW_LINE: self._new_line,
            Action.EDITOR: gestures.upkeep.edit,
            Action.ROW_ADD: lambda: gestures.jump(HOME_ID, writing=True),
            Action.ROW_ADD_NEW: lambda: gestures.jump(NEW_ID, writing=True),
            Action.ORDER: lambda: gestures.jump(ORDER_ID, writing=True),
            Action.TAKE_OVER: gestures.upkeep.take_over,
        }

    def _converse(self, action: Action, argument: str) -> None:
        """Let the conversation carry out a command; the text in hand is kept first, unless it is to be taken away."""
        full = self._full
        touched = full.editing and full.entry.text != full.talk.state.default
        if action is Action.ACCEPT and touched:  # a text that nobody has read back yet is read, not accepted
            full.gestures.over.close()
            full.gestures.reply(full.talk.field(full.entry.text), answered=True)
            return
        said = self._full.gestures.keep() if action is not Action.CLEAR else ()
        reply = full.talk.obey(Invocation(action, argument))
        self._full.gestures.over.close()
        self._full.gestures.reply(replace(reply, lines=(*said, *reply.lines)), answered=action in _GOES_TO_FIELD)

    def grant(self, wish: Invocation) -> None:
        """Carry out what the conversation leaves to its front end."""
        known = self._full.talk.phrases
        if wish.action is Action.PHRASE and wish.argument.isdecimal() and 1 <= int(wish.argument) <= len(known):
            self._full.gestures.over.insert_phrase(known[int(wish.argument) - 1].texte)
        elif wish.action is Action.PHRASE:
            self.do(Action.PHRASES)
        elif wish.action in self._own:
            self.do(wish.action)
        else:
            self._full.gestures.settle(("  !! Cette commande n'est pas utile ici : voir les touches en bas.",))

    def _look(self, view: View) -> None:
        """Change how the screen looks."""
        self._full.view = view

    def _section(self, step: int) -> None:
        """Go to the part after or before."""
        if target := self._full.gestures.walk.section(step):
            self._full.gestures.jump(target, writing=True)

    def _change_theme(self) -> None:
        """Go from light to dark, or back."""
        self._full.theme = "clair" if self._full.theme == "sombre" else "sombre"

    def _new_line(self) -> None:
        """Put a line end in the text in hand."""
        if self._full.view.pane is Pane.FORM and self._full.editing:
            self._full.entry.insert_text("\n")

    def _undo(self) -> None:
        """Take back the typing in the field first, then the last gesture; a text in hand under a pane is kept."""
        full = self._full
        self._full.gestures.over.close()
        if full.editing and full.entry.text != full.talk.state.default:
            before = full.entry.text
            full.entry.undo()
            if full.entry.text != before:
                return
            full.talk.hold(before, full.entry.cursor_position)
        self._full.gestures.reply(full.talk.obey(Invocation(Action.UNDO)))

    def _redo(self) -> None:
        """Do the typing in the field again first, then the last gesture taken back."""
        full = self._full
        before = full.entry.text
        if full.view.pane is Pane.FORM and full.editing:
            full.entry.redo()
        if full.entry.text == before:
            self._full.gestures.over.close()
            self._full.gestures.reply(full.talk.obey(Invocation(Action.REDO)))

    def _remove(self) -> None:
        """Take away the entry or the row in hand, and stay in the table."""
        full = self._full
        keys = [row.cle for row in full.facts.rows]
        name = grid.row_key(full.talk.state.current)
        place, column = keys.index(name) if name in keys else -1, full.view.column
        self._full.gestures.over.close()
        self._full.gestures.reply(full.talk.obey(Invocation(Action.REMOVE)))
        rows = full.facts.rows
        if place >= 0 and len(rows) < len(keys):
            said = full.view.said
            target = grid.nearest(rows[min(place, len(rows) - 1)], column) if rows else HOME_ID
            full.talk.send(flow.Jumped(target))
            self._full.gestures.settle(said)

    def _choose_fate(self, key: str) -> None:
        """Say what becomes of the drug of the row in hand."""
        full = self._full
        name = grid.row_key(full.talk.state.current)
        target = f"{TABLE}[{name}].devenir"
        if not any(step.id == target for step in full.talk.state.steps):
            self._full.gestures.settle(("  !! Pas de devenir à dire ici : ce médicament est ajouté à la sortie.",))
            return
        if full.talk.state.current != target:  # a key that confirms is given where it was asked
            full.talk.send(flow.Jumped(target))
        reply = full.talk.send(flow.Answered(key))
        self._full.gestures.reply(reply, answered=not full.talk.awaited)
