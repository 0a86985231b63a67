"""A piece of a record as blocks: its light Markdown (titles, lists, paragraphs, bold) and nothing else."""

import re
from collections.abc import Iterator

from lls_drafter.document.blocks import Block, Inline, List, Paragraph, Run, Title, plain
from lls_drafter.letter.text import fold

_HEADING = re.compile(r"#{1,6}\s+")
_ITEM = re.compile(r"\s*(?:[-*]|\d+[.)])\s+")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_TIED = re.compile(r"(?<=«) | (?=[»;:?!%])|(?<=\d) (?=\d{3}(?!\d)|(?:j|h|cp|gél|amp)\b)")


def piece_blocks(text: str, title: str = "") -> Iterator[Block]:
    """Give the blocks of a piece; a first heading that says its title again is left out.

    Lines of one paragraph are joined, as Markdown does; a line under an item goes on with it.
    """
    paragraph: list[str] = []
    items: list[str] = []
    for line in [*text.splitlines(), ""]:
        heading, item = _HEADING.match(line), _ITEM.match(line)
        going_on = bool(items) and line.startswith((" ", "\t")) and not item
        if going_on and line.strip():
            items[-1] += f" {line.strip()}"
            continue
        if paragraph and (heading or item or not line.strip()):
            yield Paragraph(_runs(" ".join(paragraph)))
            paragraph = []
        if items and not item and line.strip():
            yield List(tuple(map(_runs, items)))
            items = []
        if heading:
            runs = _runs(line[heading.end() :].strip())
            if fold(plain(runs)) != fold(title):
                yield Title(runs, 2)
        elif item:
            items.append(line[item.end() :].strip())
        elif line.strip():
            paragraph.append(line.strip())
    if items:
        yield List(tuple(map(_runs, items)))


def _runs(text: str) -> Inline:
    """Give a line as runs, what stands between two pairs of stars in bold."""
    parts = _BOLD.split(tied(text.replace("`", "")))
    return tuple(Run(part, strong=bool(place % 2)) for place, part in enumerate(parts) if part)


def tied(text: str) -> str:
    """Give a text whose signs never begin a line alone, and whose figures are not cut: « 4 000 »."""
    return _TIED.sub("\N{NO-BREAK SPACE}", text)
