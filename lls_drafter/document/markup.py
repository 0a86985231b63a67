"""The small line markup of template blocks, read on the template's own text only.

    # Titre            a sub-title
    - élément          a list item
    Libellé :: valeur  a labelled value
    > …                the same marks, in a frame; a first `> # …` is the frame's title
    ~ …                of less weight
    **gras**           in bold, inside a line
    [[nom]]            alone on its line: a composed block, or any list of the letter by its address

What a person typed never reaches this module as text: each value is a token (a number between two private
characters, see `tokens`), put back as a literal run after parsing. A line whose values are all absent is left out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lls_drafter.document.blocks import (
    Block,
    Box,
    Fact,
    Facts,
    Inline,
    List,
    Manner,
    Paragraph,
    Run,
    Title,
    is_empty,
    plain,
)
from lls_drafter.document.phrases import own, split_lines

OPEN, CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_ANCHOR = re.compile(r"\[\[([a-z0-9_.]+)\]\]")
_STRONG = re.compile(r"(\*\*)")
_MOST_VALUES = 20_000
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff]")
"""What a template's own text may not hold: control characters, and the private ones of our tokens."""

Anchor = Callable[[str], Iterator[Block]]


@dataclass(slots=True)
class Ink:
    """The values of one rendering, each behind a token."""

    values: list[Inline] = field(default_factory=list)

    def token(self, runs: Inline) -> str:
        """Keep a value and give the token that stands for it in the text.

        Raises:
            OverflowError: a block prints more values than any letter has room for.
        """
        if len(self.values) >= _MOST_VALUES:
            raise OverflowError
        self.values.append(runs)
        return f"{OPEN}{len(self.values) - 1}{CLOSE}"


def anchors(text: str) -> tuple[str, ...]:
    """Give the names of the composed blocks that a template's text places."""
    return tuple(_ANCHOR.findall(text))


def parse(text: str, ink: Ink, anchor: Anchor) -> tuple[Block, ...]:
    """Give the blocks of a rendered template block; `anchor` composes those placed by name."""
    return tuple(_blocks([line.strip() for line in text.split("\n")], ink, anchor))


def _blocks(lines: list[str], ink: Ink, anchor: Anchor) -> Iterator[Block]:
    """Read lines one mark at a time; neighbours of one mark make one block."""
    position = 0
    while position < len(lines):
        line = lines[position]
        mark = _mark(line)
        end = position + 1
        while end < len(lines) and mark in _GATHERING and _mark(lines[end]) == mark:
            end += 1
        yield from _READERS[mark](lines[position:end], ink, anchor)
        position = end


def _mark(line: str) -> str:
    """Tell what a line is."""
    if not line:
        return ""
    if _ANCHOR.fullmatch(line):
        return "[["
    for mark in ("# ", "- ", "> ", "~ "):
        if line.startswith(mark) or line == mark.strip():
            return mark
    return "::" if " :: " in line else "text"


def _title(lines: list[str], ink: Ink, _anchor: Anchor) -> Iterator[Block]:
    runs = _runs(lines[0][1:].strip(), ink)
    if not is_empty(runs):
        yield Title(runs, level=2)


def _list(lines: list[str], ink: Ink, _anchor: Anchor) -> Iterator[Block]:
    found = tuple(runs for line in lines if (runs := _runs(line[1:].strip(), ink)))
    if found:
        yield List(found)


def _facts(lines: list[str], ink: Ink, _anchor: Anchor) -> Iterator[Block]:
    found: list[Fact] = []
    for line in lines:
        label, _, value = line.partition(" :: ")
        runs = _runs(value.strip(), ink)
        if not is_empty(runs):
            found.append(Fact(plain(_runs(label.strip(), ink)), runs))
    if found:
        yield Facts(tuple(found))


def _box(lines: list[str], ink: Ink, anchor: Anchor) -> Iterator[Block]:
    inner = [line[1:].strip() for line in lines]
    title: Inline = ()
    first = next((index for index, line in enumerate(inner) if line), None)
    if first is not None and inner[first].startswith("# "):
        title = _runs(inner[first][1:].strip(), ink)
        inner = inner[first + 1 :]
    blocks = tuple(_blocks(inner, ink, anchor))
    if blocks:
        yield Box(title, blocks)


def _quiet(lines: list[str], ink: Ink, _anchor: Anchor) -> Iterator[Block]:
    runs = _runs(lines[0][1:].strip(), ink)
    if not is_empty(runs):
        yield Paragraph(tuple(replace(run, quiet=True) for run in runs), Manner.QUIET)


def _text(lines: list[str], ink: Ink, _anchor: Anchor) -> Iterator[Block]:
    runs = _runs(lines[0], ink)
    alone = _TOKEN.fullmatch(lines[0]) is not None
    for line in split_lines(runs) if alone else (runs,):
        if not is_empty(line):
            yield Paragraph(line)


def _placed(lines: list[str], _ink: Ink, anchor: Anchor) -> Iterator[Block]:
    yield from anchor(lines[0][2:-2])


def _nothing(_lines: list[str], _ink: Ink, _anchor: Anchor) -> Iterator[Block]:
    yield from ()


_READERS: dict[str, Callable[[list[str], Ink, Anchor], Iterator[Block]]] = {
    "": _nothing,
    "# ": _title,
    "- ": _list,
    "::": _facts,
    "> ": _box,
    "~ ": _quiet,
    "text": _text,
    "[[": _placed,
}
_GATHERING = frozenset({"- ", "::", "> "})


def _runs(line: str, ink: Ink) -> Inline:
    """Give a line's runs: our words typeset, values as they are; nothing when it has values and all are absent."""
    strong = False
    runs: list[Run] = []
    values = []
    for piece in _STRONG.split(line):
        if piece == "**":
            strong = not strong
            continue
        for index, part in enumerate(_TOKEN.split(piece)):
            if index % 2:
                value = ink.values[int(part)]
                values.append(value)
                runs += [replace(run, strong=run.strong or strong) for run in value]
            elif part:
                runs.append(own(part, strong=strong))
    return () if values and all(is_empty(value) for value in values) else tuple(runs)
