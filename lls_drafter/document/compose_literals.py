"""The words that a block itself prints, apart from the letter's: what the linter of templates reads."""

from collections.abc import Iterator

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
        guarded = any(test.name == "aucun" for test in (*_tests(node.test), *node.test.find_all(nodes.Test)))
        inside = [*node.body, *node.elif_, *node.else_] if isinstance(node, nodes.If) else [node.expr1, node.expr2]
        for child in () if guarded else inside:
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


def _tests(node: nodes.Node) -> tuple[nodes.Test, ...]:
    """Give the node itself when it is a test."""
    return (node,) if isinstance(node, nodes.Test) else ()
