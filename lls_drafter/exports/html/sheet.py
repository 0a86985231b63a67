"""The style sheet of one document: `lettre.css`, and the widths that its own blocks ask for.

The policy of the page forbids `style` attributes; a width becomes a class, and its rule joins the sheet.
"""

import re
from functools import lru_cache
from pathlib import Path

from lls_drafter.exports.html.text import shown

_FILE = Path(__file__).resolve().with_name("lettre.css")
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_SCREEN_MODULE = 3  # pixels: a whole number, so that the modules have one size
_PRINT_MODULE = 2  # pixels of 1/96 inch: 0.53 mm, what a reader of codes needs being 0.5 mm

_LONGEST_FOOT = 260  # two lines of the margin


class Sheet:
    """The rules, gathered while the blocks are written."""

    def __init__(self) -> None:
        self._rules: dict[str, str] = {}

    def text(self) -> str:
        """Give the style sheet."""
        return _common() + "".join(f"{rule}\n" for rule in self._rules.values())

    def share(self, width: int, total: int) -> str:
        """Give the class of a table's column."""
        percent = f"{100 * width / total:.2f}".rstrip("0").rstrip(".")
        return self._class(f"l{percent.replace('.', '-')}", f"{{width:{percent}%}}")

    def halves(self, left: int) -> str:
        """Give the class of two stacks side by side, `left` being the first one's share in hundredths."""
        return self._class(f"c{left}", f"{{--gauche:{left}fr;--droite:{100 - left}fr}}")

    def symbol(self, modules: int) -> str:
        """Give the class of a symbol of so many modules on a side, its quiet zone included."""
        screen, paper = modules * _SCREEN_MODULE, modules * _PRINT_MODULE
        size = f"{{width:{screen}px;height:{screen}px}}@media print{{.s{modules}{{width:{paper}px;height:{paper}px}}}}"
        return self._class(f"s{modules}", size)

    def new_page(self) -> str:
        """Give the class of what begins a page on paper."""
        return self._class("page", "{break-before:page}")

    def foot(self, text: str) -> None:
        """Put a text at the foot of each printed page; one too long for a margin stays at the end of the letter."""
        if text.strip() and len(text) <= _LONGEST_FOOT:
            self._rules["pied"] = f"@page{{@bottom-left{{content:{_quoted(text)}}}}}"

    def _class(self, name: str, declarations: str) -> str:
        """Keep a rule and give its class."""
        self._rules[name] = f".{name}{declarations}"
        return name


@lru_cache(maxsize=1)
def _common() -> str:
    """Read the rules that all documents share, without their comments."""
    return "\n" + _COMMENT.sub("", _FILE.read_text(encoding="utf-8"))


def _quoted(text: str) -> str:
    """Give a text as a string of the style language: all but letters and figures is written by its number."""
    visible = shown(text).replace("\n", " ")
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in visible) + '"'
