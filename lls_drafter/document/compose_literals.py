"""The words that a block itself prints, apart from the letter's: what the linter of templates reads.

A sentence may be cut by a comment, a value or a condition, and is read as it prints: pieces are put together again, on
three ways through the block's conditions (what each `if` says, what each `else` says, and all of it).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from jinja2 import nodes

from lls_drafter.document.compose_jinja import parsed
from lls_drafter.document.template import Bloc

VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands for a value of the letter."""


@dataclass(frozen=True, slots=True)
class Said:
    """One printed line of a block's own words, values left out (`VALUE`).

    Attributes:
        text: the line.
        pieces: where each piece begins in it, and the line of the block that it is written on.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]

    def line_at(self, position: int) -> int:
        """Give the block's line of a character."""
        return max(piece for piece in self.pieces if piece[0] <= position)[1]


class _Way(Enum):
    """Which branches of the conditions are followed."""

    ALL = auto()
    THEN = auto()
    ELSE = auto()


_Piece = tuple[str, int]


def unconditional_lines(bloc: Bloc) -> Iterator[Said]:
    """Give the lines that print although the block did not ask whether the letter says « aucun »; each once.

    The block must compile.
    """
    tree = parsed(bloc)
    yield from dict.fromkeys(line for way in _Way for line in _lines(_pieces(tree, way)))


def guarded_lines(bloc: Bloc) -> Iterator[tuple[Said, frozenset[str]]]:
    """Give the lines that print only where the letter says « aucun », and the fields of which it may say so.

    The block must compile.
    """
    tree = parsed(bloc)
    conditions: list[nodes.If | nodes.CondExpr] = [*tree.find_all(nodes.If), *tree.find_all(nodes.CondExpr)]
    for node in conditions:
        then, otherwise = _branches(node)
        test = node.test
        guarded = then if _says_none(test) else otherwise if _is_guard_of_else(test) else ()
        asked = frozenset(_field(one) for one in (test, *test.find_all(nodes.Test)) if isinstance(one, nodes.Test))
        for line in _lines(piece for child in guarded for piece in _pieces(child, _Way.ALL)):
            yield line, asked


def _field(test: nodes.Test) -> str:
    """Give the field of the letter that a test looks into."""
    found = test.node
    while isinstance(found, nodes.Getattr):
        found = found.node
    return found.name if isinstance(found, nodes.Name) else ""


def _lines(pieces: Iterator[_Piece]) -> Iterator[Said]:
    """Put pieces together, and cut them where a line ends."""
    text, starts = "", list[tuple[int, int]]()
    for piece, first in pieces:
        for count, part in enumerate(piece.split("\n")):
            if count:
                if starts:
                    yield Said(text, tuple(starts))
                text, starts = "", []
            starts.append((len(text), first + count))
            text += part
    if starts:
        yield Said(text, tuple(starts))


def _pieces(node: nodes.Node, way: _Way) -> Iterator[_Piece]:
    """Give the texts under a node, in the order of printing."""
    if isinstance(node, nodes.TemplateData):
        yield node.data, node.lineno
    elif isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value, node.lineno
    elif isinstance(node, nodes.Name | nodes.Getattr):
        yield VALUE, node.lineno
    else:
        for child in _printing(node, way):
            yield from _pieces(child, way)


def _printing(node: nodes.Node, way: _Way) -> Iterator[nodes.Node]:
    """Give what a node holds that may print."""
    if isinstance(node, nodes.If | nodes.CondExpr):
        for branch in _followed(node, way):
            yield from branch
    elif isinstance(node, nodes.For):
        yield from (*node.body, *node.else_)
    else:
        yield from (child for child in node.iter_child_nodes() if not isinstance(child, nodes.Test))


def _followed(node: nodes.If | nodes.CondExpr, way: _Way) -> Iterator[Sequence[nodes.Node]]:
    """Give the branches of a condition that a way follows, but those taken only where the letter says « aucun »."""
    then, otherwise = _branches(node)
    if way is not _Way.ELSE and not _says_none(node.test):
        yield then
    if way is not _Way.THEN and not _is_guard_of_else(node.test):
        yield otherwise


def _branches(node: nodes.If | nodes.CondExpr) -> tuple[Sequence[nodes.Node], Sequence[nodes.Node]]:
    """Give the two ways on from a condition."""
    if isinstance(node, nodes.If):
        return node.body, [*node.elif_, *node.else_]
    return [node.expr1], [node.expr2] if node.expr2 is not None else []


def _is_guard_of_else(test: nodes.Node) -> bool:
    """Tell whether a condition leaves to « else » only where the letter says « aucun »."""
    return isinstance(test, nodes.Not) and _says_none(test.node)


def _says_none(test: nodes.Node) -> bool:
    """Tell whether what follows a condition prints only where the letter says « aucun » of a field."""
    if isinstance(test, nodes.And):
        return _says_none(test.left) or _says_none(test.right)
    if isinstance(test, nodes.Or):
        return _says_none(test.left) and _says_none(test.right)
    return isinstance(test, nodes.Test) and test.name == "aucun"
