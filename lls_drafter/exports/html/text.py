"""Text made fit for HTML: nothing typed is ever markup, and nothing hidden changes what is read."""

import re
from html import escape as escape_markup

# What HTML cannot hold, and direction marks: they could show « 50 » for « 05 » (`letter.text` takes them out too).
_LEFT_OUT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACES = re.compile("[\t\r\x85\u2028\u2029]")
_LONE = re.compile("[\ud800-\udfff]")
_UNUSUAL = re.compile(f"{_LEFT_OUT.pattern}|{_SPACES.pattern}|{_LONE.pattern}")

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_FROM_RIGHT = re.compile(f"[{_RIGHT_TO_LEFT}]+(?: +[{_RIGHT_TO_LEFT}]+)*")


def shown(text: str) -> str:
    """Give a text that any page can hold: no control, no direction mark, no half character."""
    if _UNUSUAL.search(text) is None:
        return text
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", _LEFT_OUT.sub("", text)))


def escape(text: str) -> str:
    """Give a text that may stand in an element or in a quoted attribute."""
    return escape_markup(shown(text))


def text_html(text: str) -> str:
    """Give a text for an element: its line ends as line breaks, words written from right to left on their own.

    Why: a browser would carry the figures that follow an Arabic or Hebrew name to the other side of it.
    """
    escaped = escape(text).replace("\n", "<br>")
    return escaped if escaped.isascii() else _FROM_RIGHT.sub(r"<bdi>\g<0></bdi>", escaped)
