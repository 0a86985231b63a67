"""What each pane of the screen shows, from the state and the view; nothing here changes anything."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from lls_drafter.wizard import words
from lls_drafter.wizard.full import aside, field, form, grid, grid_view, menu, review, screens
from lls_drafter.wizard.full.controls import Drawing
from lls_drafter.wizard.full.form import Entry, Fragments, fitted
from lls_drafter.wizard.full.menu import Etat
from lls_drafter.wizard.full.menu import Line as MenuLine
from lls_drafter.wizard.full.text import cells, inert, wrap
from lls_drafter.wizard.full.view import Pane
from lls_drafter.wizard.phrases import marks
from lls_drafter.wizard.steps import Kind, Step
from lls_drafter.wizard.steps.treatments import HOME_ID, NEW_ID

if TYPE_CHECKING:
    from lls_drafter.wizard.full.shell import Full

_SCREENS = (Kind.SAFETY, Kind.CHECKLIST)
_LEAST_FIELD = 20
T = TypeVar("T")


class Drawings:
    """The panes of one screen; what depends on the letter alone is computed once per letter."""

    def __init__(self, full: "Full") -> None:
        """Keep the screen that is drawn."""
        self._full = full
        self._kept: dict[str, tuple[tuple[object, ...], object]] = {}
        self.field_width = 60
        """Columns of the text being edited, for moving the cursor by lines as they are seen."""

    def _once(self, name: str, depends: tuple[object, ...], make: Callable[[], T]) -> T:
        """Give what was made of the same things before, else make it."""
        known = self._kept.get(name)
        if (
            known is not None
            and len(known[0]) == len(depends)
            and all(a is b for a, b in zip(known[0], depends, strict=False))
        ):
            return cast("T", known[1])
        made = make()
        self._kept[name] = (depends, made)
        return made

    # --- what is computed once ---------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[grid.Row, ...]:
        """Give the rows of the grid."""
        state = self._full.talk.state
        return self._once("rows", (state.steps, state.pending), lambda: grid.rows(state))

    @property
    def levels(self) -> dict[str, str]:
        """Give the gravest finding of each question."""
        state, judged = self._full.talk.state, self._full.talk.judged
        if judged is None:
            return {}
        return self._once("levels", (state.steps, judged), lambda: menu.levels(tuple(judged.reports), state))

    @property
    def menu_lines(self) -> tuple[MenuLine, ...]:
        """Give the lines of the menu."""
        state, judged = self._full.talk.state, self._full.talk.judged
        if judged is None:
            return self._once("map", (state.steps,), lambda: menu.map_lines(state))
        return self._once(
            "menu", (state.steps, judged), lambda: (*menu.map_lines(state), *menu.score_lines(state, judged))
        )

    @property
    def visible(self) -> tuple[Step, ...]:
        """Give the questions that the form shows."""
        state, optional = self._full.talk.state, self._full.view.optional
        depends = (state.steps, state.pending, state.current, optional)
        return self._once("visible", depends, lambda: form.visible(state, state.step.section, optional=optional))

    def _entries(self) -> tuple[Entry, ...]:
        """Give the entries of the form; those of the table are drawn by the grid."""
        state, shown, levels = self._full.talk.state, self.visible, self.levels
        return self._once(
            "entries",
            (shown, state.pending, levels),
            lambda: tuple(form.entries(state, tuple(one for one in shown if not grid.is_grid(one)), levels)),
        )

    # --- the form -----------------------------------------------------------------------------------------

    def form(self, width: int, _height: int) -> Drawing:
        """Draw the form of the part in hand, the text being edited in its place."""
        full = self._full
        state, signs = full.talk.state, full.signs
        lines: list[Fragments] = []
        x = y = 0
        for entry in self._entries():
            if entry.id != state.current:
                lines += [list(line) for line in form.drawn(entry, width, signs)]
                continue
            before = len(lines)
            if entry.groupe:
                lines.append([("class:groupe", f"  {inert(entry.groupe)}")])
            drawn = self._screen(entry, width) if entry.ecran else self._active(entry, width)
            x, y = drawn.x, len(lines) + drawn.y
            lines += drawn.lines
            if entry.ecran and not full.entry.text:
                y = before + drawn.y
        if state.step.kind is Kind.END:
            lines = [*self._ending(width), [("", "")], *lines]
            y += len(lines) - 1
        left = form.hidden(state, state.step.section)
        if left:
            word = "cachées" if full.view.optional else "montrées"
            lines += [
                [("", "")],
                [("class:discret", f"   {left} questions facultatives, {word} par {full.key('facultatifs')}")],
            ]
        return Drawing(lines, x, y)

    def _active(self, entry: Entry, width: int) -> Drawing:
        """Draw the entry being edited: its text with its cursor, how to answer, how long it is."""
        full = self._full
        indent = form.text_column(entry, width)
        drawn = self._text(max(width - indent - 1, _LEAST_FIELD))
        head = form.label(entry, full.signs, width, active=True)
        lines: list[Fragments] = []
        row = drawn.row
        if entry.long:
            lines.append(head)
            row += 1
            lines += [[("", " " * indent), *line] for line in drawn.lines]
        else:
            lines.append([*head, *drawn.lines[0]])
            lines += [[("", " " * indent), *line] for line in drawn.lines[1:]]
        for text in self.notes():
            lines += [
                [("class:discret", " " * indent + piece.dessin)] for piece in wrap(text, max(width - indent - 1, 10))
            ]
        return Drawing(lines, indent + drawn.column, row)

    def _text(self, width: int) -> field.Field:
        """Draw the text being edited."""
        full = self._full
        self.field_width = width
        return field.draw_field(full.entry.text, full.entry.cursor_position, width, full.back.diagnostics())

    def notes(self) -> list[str]:
        """Say what there is to know under the text being edited."""
        full = self._full
        state, step = full.talk.state, full.talk.step
        notes = []
        if step.id in state.pending and full.entry.text == state.pending[step.id]:
            notes.append("Texte gardé, non accepté : Entrée l'accepte.")
        elif step.proposal and not step.answered and full.entry.text == step.proposal:
            notes.append("Proposé : Entrée l'accepte.")
        if step.kind not in _SCREENS and (hint := words.hint(step, state)):
            notes.append(hint.strip())
        if waiting := marks(full.entry.text):
            notes.append(f"À remplir : {', '.join(mark or '…' for mark in waiting)} (Tab va au suivant)")
        limit = full.longest
        if limit is not None:
            notes.append(f"{len(full.entry.text)} caractères ; au plus {limit} conseillés")
        passage = full.back.diagnostic_at(full.entry.cursor_position)
        if passage is not None:
            notes.append(f"{passage.niveau.value[:1].upper()} {passage.niveau.value} : {passage.message}")
        return notes

    def _screen(self, entry: Entry, width: int) -> Drawing:
        """Draw a screen of lines, and the codes typed under it."""
        full = self._full
        state = full.talk.state
        lines, top = screens.draw(state, full.view.line, width, full.signs)
        head: Fragments = [("class:section", f" {inert(entry.libelle)}")]
        typed = self._text(max(width - 14, _LEAST_FIELD))
        prompt: Fragments = [("class:discret", "  au clavier : "), *typed.lines[0]]
        body = [head, *lines, prompt]
        if full.entry.text:
            return Drawing(body, 15 + typed.column, len(body) - 1)
        return Drawing(body, 0, top + 1)

    def _ending(self, width: int) -> list[Fragments]:
        """Draw the last page: what was left, what prevents validation, the estimate."""
        full = self._full
        judged = full.talk.judged
        if judged is None:
            return [[("class:discret", "constats en cours…")]]
        lines: list[Fragments] = []
        for text in words.review_lines(full.talk.state, judged):
            lines += aside.said_lines((text,), width)
        return lines

    # --- the grid -----------------------------------------------------------------------------------------

    @property
    def column(self) -> int:
        """Give the column in hand."""
        current = self._full.talk.state.current
        return grid.column_of(current) if grid.row_key(current) else self._full.view.column

    def grid_head(self, width: int, _height: int) -> Drawing:
        """Draw the two lines above the rows."""
        return Drawing(grid_view.heading(grid_view.slots(width, self.column), self._full.signs))

    def grid(self, width: int, height: int) -> Drawing:
        """Draw the rows, the two lines that add a drug, then the other questions of the part."""
        full = self._full
        state, signs = full.talk.state, full.signs
        shown = grid_view.slots(width, self.column)
        here, levels = grid.row_key(state.current), self.levels
        lines: list[Fragments] = []
        y = 0
        for number, row in enumerate(self.rows, 1):
            marks_ = tuple((part.id, levels[part.id]) for cell in row.cells for part in cell if part.id in levels)
            active = row.cle == here
            look = grid_view.Look(
                slots=shown,
                signs=signs,
                column=self.column if active else -1,
                height=max(grid_view.MOST_LINES, height - 1) if active else grid_view.MOST_LINES,
                question=state.current if active else "",
                niveaux=marks_,
            )
            drawn = grid_view.draw_row(row, number, look)
            if active:
                y = len(lines) + len(drawn) - 1
            lines += drawn
            if width >= grid_view.ALL_FIT or len(drawn) > 1:
                lines.append([("class:trait", signs.horizontal * width)])
        for name, title in ((HOME_ID, "+ traitement habituel"), (NEW_ID, "+ traitement à la sortie")):
            if state.current == name:
                y = len(lines)
            lines.append(self._adding(name, title, width))
        lines.append([("", "")])
        for entry in self._entries():
            if entry.id == state.current:
                y = len(lines)
                lines.append(
                    [*form.label(entry, signs, width, active=True), ("class:cellule", inert(entry.valeur) or " ")]
                )
            else:
                lines += [list(line) for line in form.drawn(entry, width, signs)]
        return Drawing(lines, 0, y)

    def _adding(self, name: str, title: str, width: int) -> Fragments:
        """Draw one of the lines that add a drug."""
        full = self._full
        state = full.talk.state
        step = next((one for one in state.steps if one.id == name), None)
        active = state.current == name
        kept = " (liste en attente, non acceptée)" if name in state.pending else ""
        answered = ""
        if step is not None and step.answered:
            answered = " : aucun ou inconnu, déjà répondu"
        text = f"{full.signs.ici if active else ' '} {title}{answered}{kept}"
        return [("class:cellule" if active else "class:titre", fitted(text, min(width, cells(text)), full.signs))]

    def bar(self, width: int, _height: int) -> Drawing:
        """Draw the question in hand of the grid: its name, its text, what is understood of it."""
        full = self._full
        step = full.talk.step
        mode = "écriture" if full.editing else "cellules"
        row = next((one.nom for one in self.rows if one.cle == grid.row_key(step.id)), "")
        title = f"{row} > {step.title}" if row else step.question
        lines: list[Fragments] = [[("class:discret", f"[{mode}] "), ("class:section", inert(title))]]
        drawn = self._text(max(width - 3, _LEAST_FIELD))
        x, y = 2 + drawn.column, len(lines) + drawn.row
        style = "" if full.editing else "class:discret "
        lines += [[("class:touche", "> " if number == 0 else "  "), *((style + s, t) for s, t in line)]
                  for number, line in enumerate(drawn.lines)]  # fmt: skip
        for text in full.back.echo():
            lines += [[("class:lecture", piece.dessin)] for piece in wrap(text, width - 1)]
        for text in self.notes():
            lines += [[("class:discret", piece.dessin)] for piece in wrap(text, width - 1)]
        return Drawing(lines, x, y)

    # --- around -------------------------------------------------------------------------------------------

    def menu(self, width: int, _height: int) -> Drawing:
        """Draw the menu."""
        full = self._full
        lines, focused = self.menu_lines, full.view.pane is Pane.MENU
        section = full.talk.step.section
        drawn: list[Fragments] = []
        y = 0
        for number, line in enumerate(lines):
            here = number == full.view.menu and focused
            if here:
                y = len(drawn)
            drawn += self._menu_line(line, width, here=here, at=line.texte == str(section))
        if not focused:
            y = next((number for number, line in enumerate(lines) if line.texte == str(section)), 0)
        return Drawing(drawn, 0, y)

    def _menu_line(self, line: MenuLine, width: int, *, here: bool, at: bool) -> list[Fragments]:
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
        mark = f"{menu.LETTERS[line.etat]:<2} "
        count = f" {line.compte}" if line.compte else ""
        name = fitted(inert(line.texte), max(width - len(mark) - len(count) - 1, 4), full.signs)
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
            *aside.finding_lines(state, full.talk.judged, inner),
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
        return Drawing(lines or [[("class:discret", " rien de ce nom")]], 0, full.chosen)

    def choices_prompt(self, width: int, _height: int) -> Drawing:
        """Draw the line that filters the list."""
        full = self._full
        drawn = field.draw_field(full.filter.text, full.filter.cursor_position, max(width - 3, _LEAST_FIELD))
        return Drawing([[("class:touche", ": "), *drawn.lines[0]]], 2 + drawn.column, 0)

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
