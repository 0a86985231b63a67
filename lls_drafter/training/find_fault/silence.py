"""Blocks of a letter without what says that something is missing: a learner has to see that by themselves."""

from collections.abc import Iterator
from dataclasses import replace

from lls_drafter.document.blocks import (
    Block,
    Box,
    Columns,
    Facts,
    Inline,
    List,
    Paragraph,
    Symbol,
    Table,
    Title,
    is_empty,
)
from lls_drafter.document.words import NOT_AVAILABLE, lower_first, typeset

_SAYINGS = (typeset(NOT_AVAILABLE), typeset(lower_first(NOT_AVAILABLE)), NOT_AVAILABLE, lower_first(NOT_AVAILABLE))


def silent(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give blocks without « Information non disponible » and « [à compléter : …] », and without what is then empty."""
    return tuple(kept for block in blocks for kept in _block(block))


def _block(block: Block) -> Iterator[Block]:
    """Give a block without them, nothing when nothing is left."""
    match block:
        case Title() | Symbol():
            yield block
        case Table():
            rows = tuple(tuple(tuple(_runs(line) for line in cell) for cell in row) for row in block.rows)
            yield replace(block, rows=rows)
        case Box():
            inside = silent(block.blocks)
            yield from (replace(block, blocks=inside),) if inside else ()
        case Columns():
            yield replace(block, left=silent(block.left), right=silent(block.right))
        case _:
            yield from _lines(block)


def _lines(block: Paragraph | List | Facts) -> Iterator[Block]:
    """Give a block of lines without them."""
    match block:
        case Paragraph():
            runs = _runs(block.runs)
            yield from () if is_empty(runs) else (replace(block, runs=runs),)
        case List():
            items = tuple(item for one in block.items if not is_empty(item := _runs(one)))
            yield from (replace(block, items=items),) if items else ()
        case Facts():
            facts = tuple(replace(fact, value=kept) for fact in block.facts if not is_empty(kept := _runs(fact.value)))
            yield from (replace(block, facts=facts),) if facts else ()


def _runs(line: Inline) -> Inline:
    """Give a line without them; one that says nothing of the letter any more is empty."""
    missing = [run.missing or any(said in run.text for said in _SAYINGS) for run in line]
    if not any(missing):
        return line
    kept = tuple(run for run, gone in zip(line, missing, strict=True) if not gone)
    return kept if any(run.fields for run in kept) else ()
