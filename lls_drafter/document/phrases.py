"""Runs of text for one place of the letter: its value in words, or what stands for a missing one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lls_drafter.document import entries
from lls_drafter.document.blocks import Inline, Run, is_empty
from lls_drafter.document.view import View
from lls_drafter.document.words import NOT_ANSWERED, NOT_AVAILABLE, UNKNOWN, lower_first, say, say_negative, typeset
from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.reponse import Absence

_ITEM = "– "
_ALWAYS_SAID = "allergies"  # silence would be read as « none »
_SCREENING = ("micro_organismes",)


def own(text: str, *, strong: bool = False, quiet: bool = False) -> Run:
    """Give a run of our own words, typeset."""
    return Run(typeset(text), strong=strong, quiet=quiet)


def missing(view: View, what: str = "") -> Inline:
    """Give what stands for a missing item: a mark in a draft, a sentence in a final letter, nothing if not demanded."""
    if view.pattern == _ALWAYS_SAID and not view.rendering.draft:
        return (own(NOT_ANSWERED),)
    if not view.is_demanded:
        return ()
    return missing_item(view, what or lower_first(view.title))


def missing_item(view: View, what: str) -> Inline:
    """Give what stands for an item that is demanded here, whatever the lists of demanded fields say."""
    text = f"[à compléter : {what}]" if view.rendering.draft else NOT_AVAILABLE
    return (Run(typeset(text), missing=view.rendering.draft),)


def inline(view: View, *, strong: bool = False, what: str = "") -> Inline:
    """Give the value of a place in words, with its address; for one that nobody answered, see `missing`.

    Args:
        view: the place.
        strong: in bold.
        what: what a draft calls the missing item, when not the field's name.
    """
    if view.path.parts == _SCREENING:
        from lls_drafter.document.screening import say_screening  # noqa: PLC0415 - its own words are made of this module's

        return say_screening(view)
    absence = view.absence
    if absence is Absence.NON_RENSEIGNE:
        return missing(view, what)
    if absence is not None:
        words = UNKNOWN if absence is Absence.INCONNU else say_negative(view.pattern)
        return (Run(typeset(words), strong=strong, fields=(view.path,)),)
    if isinstance(view.value, tuple):
        return _several(view, strong=strong)
    if isinstance(view.value, LlsModel):
        return describe(view, strong=strong)
    text = view.value if type(view.value) is str else typeset(say(view.value))
    return (Run(text, strong=strong, fields=(view.path,)),)


def _several(view: View, *, strong: bool) -> Inline:
    """Give a list: words one after the other, entries one to a line."""
    lines = [line for line in (inline(item, strong=strong) for item in view) if not is_empty(line)]
    if not any(isinstance(item.value, LlsModel) for item in view):
        return join(lines, ", ")
    if len(lines) == 1:
        return lines[0]
    if all(entries.shape_of(item.value).short for item in view):
        return join(lines, " ; ")
    return join(((Run(_ITEM), *line) for line in lines), "\n")


def items(view: View) -> tuple[Inline, ...]:
    """Give a list as separate lines; one line for an answer without value, none when there is nothing to say."""
    if isinstance(view.value, tuple) and view.value:
        return tuple(line for line in (inline(item) for item in view) if not is_empty(line))
    line = inline(view)
    return () if is_empty(line) else (line,)


def describe(view: View, *, strong: bool = False) -> Inline:
    """Give an entry on one line: its head, then its details (`document.entries`)."""
    shape = entries.shape_of(view.value)
    head = join((inline(view[name], strong=strong) for name in shape.head), " ")
    details = [detail(view[entry.field], entry) for entry in shape.details]
    return join((line for line in (head, *details) if not is_empty(line)), shape.separator)


def detail(view: View, entry: entries.Detail) -> Inline:
    """Give one detail of an entry with its words around; nothing when nobody answered."""
    if view.absence is Absence.NON_RENSEIGNE:
        return missing(view)
    if isinstance(view.value, bool):
        words = entry.yes if view.value else entry.no
        return (Run(typeset(words or f"{entry.before}{say(view.value)}"), strong=entry.strong, fields=(view.path,)),)
    if view.absence is Absence.AUCUN:  # the negative is a sentence of its own
        return inline(view)
    before = (own(entry.before),) if entry.before else ()
    after = (own(entry.after),) if entry.after else ()
    return (*before, *inline(view, strong=entry.strong), *after)


def join(lines: Iterable[Inline], separator: str) -> Inline:
    """Give lines one after the other with a separator of ours; empty ones are left out."""
    out: list[Run] = []
    for line in lines:
        if is_empty(line):
            continue
        if out:
            out.append(Run(typeset(separator)))
        out.extend(line)
    return tuple(out)


def labelled(label: str, value: Inline) -> Inline:
    """Give `Label : value`; nothing when there is no value."""
    return () if is_empty(value) else (own(f"{label} : "), *value)


def split_lines(runs: Inline) -> Iterator[Inline]:
    """Give runs cut at the line ends that they hold: the paragraphs of a typed text."""
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(replace(run, text=first))
        for other in others:
            yield tuple(line)
            line = [replace(run, text=other)]
    yield tuple(line)
