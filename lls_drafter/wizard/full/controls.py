"""The two controls of the screen: one that shows lines, one that shows lines around the text being edited.

A form or a grid is one control drawn from the state, however many fields it has: only the text in hand owns a buffer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.key_binding import KeyBindingsBase
from prompt_toolkit.layout.controls import BufferControl, GetLinePrefixCallable, UIContent, UIControl

from lls_drafter.wizard.full.text import Fragments


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines to show, and the place to keep in sight: that of the cursor when there is one."""

    lines: Sequence[Fragments]
    x: int = 0
    y: int = 0


def _content(drawing: Drawing, *, cursor: bool) -> UIContent:
    """Give prompt_toolkit what it shows."""
    lines = drawing.lines or [[("", "")]]
    place = Point(drawing.x, min(drawing.y, len(lines) - 1))
    return UIContent(
        get_line=lambda number: [*lines[number], ("", " ")],  # the cursor stands after the last character too
        line_count=len(lines),
        cursor_position=place,
        menu_position=place,
        show_cursor=cursor,
    )


class LinesControl(UIControl):
    """Lines drawn from the state, to be read; it may have the keys."""

    def __init__(self, draw: Callable[[int, int], Drawing], bindings: KeyBindingsBase | None = None) -> None:
        """Keep the function that draws for a width and a height, and the keys of a pane that can be focused."""
        self._draw = draw
        self._bindings = bindings

    def create_content(self, width: int, height: int) -> UIContent:
        """Draw."""
        return _content(self._draw(width, height), cursor=False)

    def is_focusable(self) -> bool:
        """Tell whether it may have the keys."""
        return self._bindings is not None

    def get_key_bindings(self) -> KeyBindingsBase | None:
        """Give its keys."""
        return self._bindings


class TextControl(BufferControl):
    """The text being edited, drawn among other lines; editing keys work on its buffer as anywhere."""

    def __init__(
        self,
        buffer: Buffer,
        draw: Callable[[int, int], Drawing],
        bindings: KeyBindingsBase,
        shows_cursor: Callable[[], bool],
    ) -> None:
        """Keep the function that draws, and the one that tells whether the cursor is seen."""
        super().__init__(
            buffer=buffer, key_bindings=bindings, input_processors=[], include_default_input_processors=False
        )
        self._draw = draw
        self._shows_cursor = shows_cursor

    def create_content(self, width: int, height: int, preview_search: bool = False) -> UIContent:  # noqa: FBT001, FBT002 - its signature
        """Draw."""
        del preview_search
        return _content(self._draw(width, height), cursor=self._shows_cursor())

    def preferred_width(self, max_available_width: int) -> int | None:
        """Take the width that there is."""
        del max_available_width
        return None

    def preferred_height(
        self,
        width: int,
        max_available_height: int,
        wrap_lines: bool,  # noqa: FBT001 - its signature
        get_line_prefix: GetLinePrefixCallable | None,
    ) -> int | None:
        """Take the height that there is."""
        del width, max_available_height, wrap_lines, get_line_prefix
        return None
