"""Clinical text at every border: what is kept, what "blank" means, and how words are compared.

Nothing that a reader sees is removed: cleaning takes out what no screen shows, and turns into a visible character
what would otherwise make two words or two figures one.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from types import MappingProxyType

# Ends of line other than \n: old Mac, Word's vertical tab and form feed, NEL, Unicode's line and paragraph ends.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# \t, and the marks that end a cell or a field in Word and in data files: taken out, they would glue two words.
_SPACES = "\t\x07\x1c\x1d"
_WORD_HYPHEN = "\x1e"  # Word's non-breaking hyphen: "1-2 cp" must not become "12 cp"

_REMOVED = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f"  # controls (\n stays): python-docx and XML refuse them
    "\x80-\x9f"  # C1 controls that Windows-1252 does not explain
    "\u00ad"  # soft hyphen: hides inside a word and defeats searches
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks: can show "50" for "05"
    "\u180e\u200b-\u200d\u2060-\u2064\ufeff"  # zero-width characters and byte-order marks
    "\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"  # deprecated or hidden formatting
    "\ufdd0-\ufdef\ufffe\uffff"  # not characters: XML refuses the last two
    "]",
)

# All but the letters, figures and signs of a French text: what the steps below may have to change is among these.
_UNUSUAL = re.compile("[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u202f-\u205f]")

# Windows-1252 read as Latin-1 leaves C1 controls: "c\x9cur" is "cœur", "l\x92examen" is "l’examen".
_WINDOWS = MappingProxyType(
    {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0) if byte != 0x85}
)
_TRANSLATION = MappingProxyType(
    {code: shown for code, shown in _WINDOWS.items() if shown}
    | {ord(mark): " " for mark in _SPACES}
    | {ord(_WORD_HYPHEN): "-"},
)
_FOLDED = MappingProxyType(
    {ord("œ"): "oe", ord("æ"): "ae", ord("ø"): "o", ord("ł"): "l", ord("đ"): "d"}
    | {ord(mark): "'" for mark in "’‘ʼ´`"}
    | {ord(mark): "-" for mark in "‐‑–−"},
)


def clean_text(text: str) -> str:
    """Give a text fit to be kept, printed and put into XML; cleaning twice changes nothing more.

    NFC; one kind of line end; no control, zero-width or direction character; tabs are spaces; no space at the end
    of a line, no blank line at either end. Non-breaking spaces (U+00A0, U+202F) inside a line stay as typed.
    Half characters (lone surrogates, from a terminal that is not in UTF-8) become `\N{REPLACEMENT CHARACTER}`.
    Why: dropping them would turn "2 µg" into "2 g".
    """
    # Printable: no control, no hidden character, no line end, no space but the plain one; most fields end here.
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text.rstrip(" ")
    if _UNUSUAL.search(text) is not None:  # a long text of several lines seldom has one, and costs ten times less
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = _REMOVED.sub("", _LINE_ENDS.sub("\n", text).translate(_TRANSLATION))
    text = unicodedata.normalize("NFC", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def is_blank(text: str) -> bool:
    """Tell whether nothing would be read: empty, or only spaces of any kind, line ends and invisible characters."""
    return not text or clean_text(text) == ""


def fold(text: str) -> str:
    """Give a text for searching and comparing: no case, no accent, `œ` as `oe`, plain quotes, single spaces."""
    lowered = text.casefold().translate(_FOLDED)
    bare = "".join(
        character for character in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(character)
    )
    return " ".join(unicodedata.normalize("NFC", bare).casefold().translate(_FOLDED).split())


def common_ends(before: str, after: str) -> tuple[int, int]:
    """Give how many characters two texts begin with in common, then how many of the rest they end with in common."""
    most = min(len(before), len(after))
    begin = _longest(most, lambda length: before.startswith(after[:length]))
    end = _longest(most - begin, lambda length: before.endswith(after[len(after) - length :]))
    return begin, end


def _longest(most: int, is_common: Callable[[int], bool]) -> int:
    """Give the greatest length, up to `most`, that is common; whatever is shorter is common too."""
    return bisect_left(range(1, most + 1), x=True, key=lambda length: not is_common(length))


def closest(word: str, candidates: Iterable[str], n: int = 1) -> tuple[str, ...]:
    """Give the `n` candidates most like a mistyped word, best first; none when nothing is near."""
    by_fold: dict[str, str] = {}
    for candidate in candidates:
        by_fold.setdefault(fold(candidate), candidate)
    return tuple(by_fold[found] for found in get_close_matches(fold(word), by_fold, n=n, cutoff=0.6))
