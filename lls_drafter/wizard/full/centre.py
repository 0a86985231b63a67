"""The part of the letter in hand, drawn: its form or its table, with the text being edited in its place."""

from typing import TYPE_CHECKING

from lls_drafter.wizard import words
from lls_drafter.wizard.answers import show
from lls_drafter.wizard.full import aside, field, form, grid, grid_view, screens
from lls_drafter.wizard.full.controls import Drawing
from lls_drafter.wizard.full.form import Entry
from lls_drafter.wizard.full.text import Fragments, cells, fitted, inert, wrap
from lls_drafter.wizard.phrases import left_to_fill
from lls_drafter.wizard.steps import Kind
from lls_drafter.wizard.steps.treatments import HOME_ID, NEW_ID

if TYPE_CHECKING:
    from lls_drafter.wizard.full.facts import Facts
    from lls_drafter.wizard.full.shell import Full

_LEAST_FIELD, _MOST_A_ROW = 20, 8


class Centre:
    """The middle of one screen; nothing here changes anything."""

    def __init__(self, full: "Full", facts: "Facts") -> None:
        """Keep the screen that is drawn, and what is known of its letter."""
        self._full = full
        self._facts = facts
        self.field_width = 60
        """Columns of the text being edited, for moving the cursor by lines as they are seen."""

    # --- the form -----------------------------------------------------------------------------------------

    def form(self, width: int, _height: int) -> Drawing:
        """Draw the form of the part in hand, the text being edited in its place."""
        full = self._full
        state, signs = full.talk.state, full.signs
        lines: list[Fragments] = []
        x = y = 0
        for entry in self._facts.entries:
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
            several, key = "s" if left > 1 else "", full.key("facultatifs")
            word = f"cachée{several}" if full.view.optional else f"montrée{several}"
            lines += [
                [("", "")],
                [("class:discret", f"   {left} question{several} facultative{several}, {word} par {key}")],
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
            accepted = show(step, state.lettre)
            notes.append("Texte gardé, non accepté : Entrée l'accepte.")
            notes += [f"Réponse acceptée jusque-là : {accepted}"] if accepted else []
        elif step.proposal and not step.answered and full.entry.text == step.proposal:
            notes.append("Proposé : Entrée l'accepte.")
        elif step.kind.is_screen and full.entry.text:
            notes.append("Entrée accepte ces réponses ; Échap les efface.")
        if not step.kind.is_screen and (hint := words.hint(step, state)):
            notes.append(hint.strip())
        if waiting := left_to_fill(full.entry.text, full.port.phrases):
            notes.append(f"À remplir : {', '.join(mark[1] or '…' for mark in waiting)} (Tab va au suivant)")
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
        notes: list[Fragments] = [[("class:attention", f"  {text}")] for text in self.notes() if full.entry.text]
        body = [head, *lines, prompt, *notes]
        if full.entry.text:
            return Drawing(body, 15 + typed.column, len(body) - 1 - len(notes))
        return Drawing(body, 0, top + 1)

    def _ending(self, width: int) -> list[Fragments]:
        """Draw the last page: what was left, what prevents validation, the estimate."""
        return [line for text in self._facts.ending for line in aside.said_lines((text,), width)]

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
        here, levels = grid.row_key(state.current), self._facts.levels
        each = max(grid_view.MOST_LINES, min(height // max(len(self._facts.rows), 1) - 1, _MOST_A_ROW))
        lines: list[Fragments] = []
        y = 0
        for number, row in enumerate(self._facts.rows, 1):
            marks_ = tuple((part.id, levels[part.id]) for cell in row.cells for part in cell if part.id in levels)
            active = row.cle == here
            look = grid_view.Look(
                slots=shown,
                signs=signs,
                column=self.column if active else -1,
                height=max(each, height - 1) if active else each,
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
        for entry in self._facts.entries:
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

    def bar_lines(self, width: int) -> int:
        """Count the lines that the edit bar needs."""
        return len(self.bar(width, 0).lines)

    def bar(self, width: int, _height: int) -> Drawing:
        """Draw the question in hand of the grid: its name, its text, what is understood of it."""
        full, entry = self._full, self._full.entry
        depends = (entry.text, entry.cursor_position, width, full.talk.state, full.editing, full.back.seen)
        return self._facts.once("bar", depends, lambda: self._bar(width))

    def _bar(self, width: int) -> Drawing:
        """Draw the edit bar."""
        full = self._full
        step = full.talk.step
        mode = "écriture" if full.editing else "cellules"
        row = next((one.nom for one in self._facts.rows if one.cle == grid.row_key(step.id)), "")
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
