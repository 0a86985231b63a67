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
        is_statement = isinstance(node, nodes.If)
        then: Sequence[nodes.Node] = node.body if is_statement else [node.expr1]
        otherwise = [*node.elif_, *node.else_] if is_statement else [node.expr2]
        for child in otherwise if _says_none(node.test) else [*then, *otherwise]:
            if child is not None:
                yield from _texts(child)
        return
    if isinstance(node, nodes.TemplateData):
        yield node.data, node.lineno
    elif isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value, node.lineno
    for child in node.iter_child_nodes():
        if not isinstance(node, nodes.Test):
            yield from _texts(child)


def _says_none(test: nodes.Node) -> bool:
    """Tell whether what follows a condition prints only where the letter says « aucun » of a field."""
    if isinstance(test, nodes.And):
        return _says_none(test.left) or _says_none(test.right)
    if isinstance(test, nodes.Or):
        return _says_none(test.left) and _says_none(test.right)
    return isinstance(test, nodes.Test) and test.name == "aucun"
