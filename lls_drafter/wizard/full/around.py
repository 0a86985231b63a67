"""What stands around the part in hand, drawn: menu, help, pages, lists, bars."""

from typing import TYPE_CHECKING

from lls_drafter.wizard.full import aside, field, review
from lls_drafter.wizard.full.controls import Drawing
from lls_drafter.wizard.full.menu import LETTERS, Etat, Line
from lls_drafter.wizard.full.text import Fragments, cells, fitted, inert, shortened, wrap
from lls_drafter.wizard.full.view import Pane

if TYPE_CHECKING:
    from lls_drafter.wizard.full.facts import Facts
    from lls_drafter.wizard.full.shell import Full

_LEAST_FIELD = 20


class Around:
    """The edges of one screen; nothing here changes anything."""

    def __init__(self, full: "Full", facts: "Facts") -> None:
        """Keep the screen that is drawn, and what is known of its letter."""
        self._full = full
        self._facts = facts

    def menu(self, width: int, _height: int) -> Drawing:
        """Draw the menu."""
        full = self._full
        lines, section = self._facts.menu_lines, full.talk.step.section
        here = full.view.menu if full.view.pane is Pane.MENU else -1
        depends = (lines, section, here, width, full.signs)
        return self._facts.once("menu drawn", depends, lambda: self._menu(lines, str(section), here, width))

    def _menu(self, lines: tuple[Line, ...], section: str, place: int, width: int) -> Drawing:
        """Draw all the lines of the menu, the one in hand at a place."""
        drawn: list[Fragments] = []
        y = 0
        for number, line in enumerate(lines):
            if number == place:
                y = len(drawn)
            drawn += self._menu_line(line, width, here=number == place, at=line.texte == section)
        if place < 0:
            y = next((number for number, line in enumerate(lines) if line.texte == section), 0)
        return Drawing(drawn, 0, y)

    def _menu_line(self, line: Line, width: int, *, here: bool, at: bool) -> list[Fragments]:
        """Draw one line of the menu: its state in letters, its name, the number of questions that wait."""
        full = self._full
        if not line.cible and line.etat is Etat.TITRE:
            return [
                [
                    (
                        "class:groupe" if not line.texte.startswith(" ") else "class:discret",
                        fitted(inert(line.texte), width, full.signs),
                    )
                ]
            ]
        style = {
            Etat.OK: "class:conforme",
            Etat.MANQUANT: "class:bloquant",
            Etat.A_VERIFIER: "class:alerte",
            Etat.A_FAIRE: "class:manquant",
        }.get(line.etat, "class:discret")
        mark = f"{LETTERS[line.etat]:<2} "
        count = f" {line.compte}" if line.compte else ""
        name = shortened(inert(line.texte), max(width - len(mark) - len(count) - 1, 4), full.signs)
        chosen = "class:choisi " if here else ""
        body = "class:libelle.actif" if at else ""
        first = full.signs.ici if at or here else " "
        drawn: list[Fragments] = [
            [("class:libelle.actif", first), (chosen + style, mark), (chosen + body, name), (style, count)]
        ]
        if here and cells(line.texte) > len(name.rstrip()):
            drawn += [[("class:discret", f"    {piece.dessin}")] for piece in wrap(line.texte, max(width - 5, 10))]
        if here and line.detail:
            drawn += [[("class:discret", f"    {piece.dessin}")] for piece in wrap(line.detail, max(width - 5, 10))]
        return drawn

    def aside(self, width: int, height: int) -> Drawing:
        """Draw the help pane: what was just said, the findings, the help; what does not fit is told."""
        full = self._full
        state = full.talk.state
        inner = max(width - 1, 20)
        lines = [
            *aside.said_lines(full.view.said, inner),
            *(aside.finding_lines(state, full.talk.judged, inner) if full.entry.text == state.default else ()),
            *aside.help_lines(state, inner),
        ]
        if len(lines) > height > 1:
            lines = [*lines[: height - 1], [("class:discret", f"{full.signs.suite} {full.key('aide')} : tout lire")]]
        return Drawing(lines)

    def page(self, width: int, height: int) -> Drawing:
        """Draw the page to read."""
        view = self._full.view
        lines: list[Fragments] = [[("class:section", f" {view.titre}")], [("", "")]]
        for text in view.page:
            lines += aside.said_lines((text,), max(width - 1, 20)) if text.strip() else [[("", "")]]
        top = min(view.top, max(len(lines) - height, 0))
        return Drawing(lines[top:] if top else lines)

    def review(self, _width: int, _height: int) -> Drawing:
        """Draw the letter as it will be printed."""
        full = self._full
        return Drawing(review.draw(full.review, full.view.passage), 0, full.view.passage[0])

    def choices(self, width: int, _height: int) -> Drawing:
        """Draw the entries of the list over the screen."""
        full = self._full
        lines: list[Fragments] = []
        for number, choice in enumerate(full.choices):
            style = "class:choisi" if number == full.chosen else ""
            note = inert(choice.note)[: max(width // 2, 10)]
            room = max(width - cells(note) - 3, 10)
            lines.append(
                [(style, f" {fitted(inert(choice.texte), room, full.signs)} "), (f"{style} class:discret", note)]
            )
        nothing = " rien de ce nom" if full.filter.text else " rien pour cette question"
        return Drawing(lines or [[("class:discret", nothing)]], 0, full.chosen)

    def choices_prompt(self, width: int, _height: int) -> Drawing:
        """Draw the line that filters the list."""
        full = self._full
        drawn = field.draw_field(full.filter.text, full.filter.cursor_position, max(width - 3, _LEAST_FIELD))
        return Drawing([[("class:touche", ": "), *drawn.lines[0]]], 2 + drawn.column, 0)

    def blank(self, _width: int, height: int) -> Drawing:
        """Draw nothing but the way back."""
        if self._full.windows.is_too_small:
            return Drawing([[("", "Fenêtre trop petite :")], [("", "l'agrandir. Rien n'est perdu.")]])
        key = self._full.key("verrouiller")
        return Drawing(
            [[("", "")]] * max(height // 2 - 1, 0) + [[("", f"   Écran masqué. {key} ou Entrée : revenir.")]]
        )

    def header(self, width: int, _height: int) -> Drawing:
        """Draw the top line: the part in hand, and where the file is."""
        full = self._full
        state = full.talk.state
        section = state.step.section
        place = f" {section} - question {state.index + 1} sur {len(state.steps)}"
        name = inert(full.file_name)
        gap = max(width - cells(place) - cells(name) - 1, 1)
        return Drawing([[("class:titre", place), ("", " " * gap), ("class:discret", name)]])

    def status(self, width: int, _height: int) -> Drawing:
        """Draw the status bar."""
        full = self._full
        text = aside.status_text(
            full.talk.state, full.talk.judged, view=full.view, saved=full.saved_words, width=width - 2
        )
        return Drawing([[("class:barre", f" {fitted(text, max(width - 1, 1), full.signs)}")]])

    def keys(self, width: int, _height: int) -> Drawing:
        """Draw the keys that matter now."""
        full = self._full
        pairs = aside.keys_now(full.talk.state, full.view, full.keys, grid=full.in_row)
        return Drawing([aside.key_fragments(pairs, width)])
