"""Elements of the page as text: every word that comes from a letter, a settings file or a template is escaped here."""

import re
from collections.abc import Iterable
from typing import Final

from lls_drafter.exports.html.text import escape, text_html

_SHORT_CELL: Final = 9
"""Characters of a cell that fits beside another on a phone."""
_HELD: Final = re.compile(" (?=[;:!?%»])|(?<=«) ")
_LONGEST: Final = 120
"""Characters of a label: a longer one is cut, with « … »."""


def words(text: str) -> str:
    """Give words of ours: a line is cut before no « ; : ! ? % » », nor after a « « »."""
    return _held(text_html(text))


def _held(html: str) -> str:
    """Give HTML whose lines are cut as French is; no attribute of ours holds these signs after a space."""
    return _HELD.sub("\N{NO-BREAK SPACE}", html)


def label(text: str) -> str:
    """Give a name from elsewhere, as it is, which may be long and of any script."""
    return text_html(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def paragraph(html: str, kind: str = "") -> str:
    """Give a paragraph of HTML made here."""
    return f'<p class="{kind}">{_held(html)}</p>\n' if kind else f"<p>{_held(html)}</p>\n"


def said(text: str, kind: str = "") -> str:
    """Give a paragraph of plain text."""
    return paragraph(text_html(text), kind)


def section(name: str, title: str, inside: str, *, level: int = 2) -> str:
    """Give a section with its heading; nothing when it would be empty."""
    heading = f"<h{level}>{words(title)}</h{level}>"
    return f'<section id="{escape(name)}">\n{heading}\n{inside}</section>\n' if inside else ""


def bullets(items: Iterable[str]) -> str:
    """Give a list of HTML items; nothing when there are none."""
    inside = "".join(f"<li>{_held(one)}</li>\n" for one in items)
    return f"<ul>\n{inside}</ul>\n" if inside else ""


def beside(left: str, right: str) -> str:
    """Give two blocks side by side where there is room for both."""
    return f'<div class="cote">\n<div>\n{left}</div>\n<div>\n{right}</div>\n</div>\n'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Give labelled values: words of ours, then HTML."""
    inside = "".join(f"<div><dt>{words(name)}</dt><dd>{value}</dd></div>\n" for name, value in pairs if value)
    return f"<dl>\n{inside}</dl>\n" if inside else ""


def table(caption: str, heads: Iterable[str], rows: Iterable[tuple[str, ...]], kind: str = "") -> str:
    """Give a table.

    Args:
        caption: what it is about, read by assistive technologies.
        heads: its headings: plain text; each is shown beside its cell where rows are stacked.
        rows: HTML cells, the first one being the row's own heading; an empty one is not shown on a phone.
        kind: its class.
    """
    names = list(heads)
    head = "".join(f'<th role="columnheader" scope="col">{words(name)}</th>' for name in names)
    body = "".join(_row(names, row) for row in rows)
    return (
        f'<table role="table" class="{kind}">\n<caption class="hors-vue">{words(caption)}</caption>\n'
        f'<thead role="rowgroup">\n<tr role="row">{head}</tr>\n</thead>\n<tbody role="rowgroup">\n{body}</tbody>\n'
        "</table>\n"
    )


def _row(names: list[str], row: tuple[str, ...]) -> str:
    """Give one row."""
    first, *rest = row
    cells = "".join(
        f'<td role="cell"{_kind(cell)} data-nom="{escape(name)}">{cell}</td>'
        for name, cell in zip(names[1:], rest, strict=True)
    )
    return f'<tr role="row"><th role="rowheader" scope="row">{first}</th>{cells}</tr>\n'


def _kind(cell: str) -> str:
    """Give the class of a cell that a phone leaves out, or gives a line of its own."""
    if not cell:
        return ' class="vide"'
    return ' class="large"' if len(cell) > _SHORT_CELL else ""


def details(summary: str, inside: str, kind: str = "", *, opened: bool = False) -> str:
    """Give what opens on demand, without a script; on paper, what is open."""
    attribute = (f' class="{kind}"' if kind else "") + (" open" if opened else "")
    return f"<details{attribute}>\n<summary>{_held(summary)}</summary>\n{inside}</details>\n"
