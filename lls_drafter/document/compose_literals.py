"""The words that a block itself prints, apart from the letter's: what the linter of templates reads."""

from collections.abc import Iterator, Sequence

from jinja2 import nodes

from lls_drafter.document.compose_jinja import parsed
from lls_drafter.document.template import Bloc


def unconditional_texts(bloc: Bloc) -> Iterator[tuple[str, int]]:
    """Give the literal texts that print although the block did not ask whether the letter says « aucun »; with lines.

    The block must compile.
    """
    yield from _texts(parsed(bloc))


def _texts(node: nodes.Node) -> Iterator[tuple[str, int]]:
    """Give the texts under a node."""
    if isinstance(node, nodes.If | nodes.CondExpr):
        for branch, guarded in _branches(node):
            for child in () if guarded else branch:
                yield from _texts(child)
        return
    if isinstance(node, nodes.TemplateData):
        yield node.data, node.lineno
    elif isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value, node.lineno
    for child in node.iter_child_nodes():
        if not isinstance(node, nodes.Test):
            yield from _texts(child)


def _branches(node: nodes.If | nodes.CondExpr) -> Iterator[tuple[Sequence[nodes.Node], bool]]:
    """Give the two ways on from a condition, and whether each is taken only where the letter says « aucun »."""
    if isinstance(node, nodes.If):
        then, otherwise = node.body, [*node.elif_, *node.else_]
    else:
        then, otherwise = [node.expr1], [node.expr2] if node.expr2 is not None else []
    yield then, _says_none(node.test)
    yield otherwise, isinstance(node.test, nodes.Not) and _says_none(node.test.node)


def _says_none(test: nodes.Node) -> bool:
    """Tell whether what follows a condition prints only where the letter says « aucun » of a field."""
    if isinstance(test, nodes.And):
        return _says_none(test.left) or _says_none(test.right)
    if isinstance(test, nodes.Or):
        return _says_none(test.left) and _says_none(test.right)
    return isinstance(test, nodes.Test) and test.name == "aucun"
