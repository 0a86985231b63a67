"""The one place that runs template text: Jinja2 in a sandbox, cut down to what a letter needs.

A block may read fields, test them, loop over lists, choose between words and make them agree (`accord.ne`). It can
neither define macros, capture text, import, compute, nor reach an attribute that is not a field of the letter. Each
expression's value is replaced by a token before it enters the text (`document.markup`), so that nothing typed is ever
read as a mark.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import jinja2
from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import SandboxedEnvironment

from lls_drafter.document import agreement
from lls_drafter.document.blocks import Inline, Run
from lls_drafter.document.markup import FORBIDDEN, Ink, anchors
from lls_drafter.document.phrases import inline
from lls_drafter.document.template import Bloc
from lls_drafter.document.view import UnknownFieldError, View
from lls_drafter.errors import PackCodeError, PackFieldError, TemplateRenderError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import element_type, field_info, model_type
from lls_drafter.letter.personnes import Sexe
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.text import closest

_MOST_LOOPS = 2
_INK = "\0encre"  # no template can name it
_STATEMENTS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If)
_EXPRESSIONS = (nodes.Name, nodes.Const, nodes.Getattr, nodes.Test, nodes.Not, nodes.And, nodes.Or, nodes.CondExpr)
_ALLOWED = (*_STATEMENTS, *_EXPRESSIONS, nodes.Keyword, nodes.EvalContext, nodes.EvalContextModifier)
_AGREEING = frozenset(f"{agreement.NAME}.{name}" for name in agreement.NAMES)
_REFUSED: Mapping[type[nodes.Node], str] = MappingProxyType(
    {
        nodes.Include: "« include »",
        nodes.Extends: "« extends »",
        nodes.Import: "« import »",
        nodes.FromImport: "« from … import »",
        nodes.Macro: "« macro »",
        nodes.CallBlock: "« call »",
        nodes.FilterBlock: "« filter »",
        nodes.Block: "« block »",
        nodes.Assign: "« set »",
        nodes.AssignBlock: "« set »",
        nodes.Filter: "un filtre « | »",
        nodes.Call: "un appel de fonction",
        nodes.Getitem: "un accès entre crochets",
        nodes.Compare: "une comparaison (écrire « is egal(…) »)",
    }
)


@dataclass(frozen=True, slots=True)
class _Agreement:
    """What `accord` is in a block: its words, nothing else."""

    words: Mapping[str, str]

    def word(self, name: str) -> str:
        """Give a word that agrees.

        Raises:
            UnknownFieldError: there is no such word.
        """
        if name not in self.words:
            raise UnknownFieldError(f"{agreement.NAME}.{name}")
        return self.words[name]


class _Sandbox(SandboxedEnvironment):
    """Jinja2 that gives fields of the letter and nothing else."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja2's own signature
        """Give a field of a view; anything else has no attribute at all."""
        if isinstance(obj, View):
            return obj[attribute]
        if isinstance(obj, _Agreement):
            return obj.word(attribute)
        if isinstance(obj, Undefined):
            return super().getattr(obj, attribute)
        raise UnknownFieldError(attribute)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:  # noqa: ARG002 - Jinja2's own signature
        """Refuse every Python attribute."""
        return False


@pass_context
def _tokenised(context: Context, value: object) -> str:
    """Give the token of an expression's value."""
    ink: Ink = context.parent[_INK]
    if isinstance(value, Undefined):
        return str(value)  # StrictUndefined raises here
    runs: Inline = inline(value) if isinstance(value, View) else (Run(str(value)),)
    return ink.token(runs)


def _is_answered(view: View) -> bool:
    return bool(view)


def _is_none(view: View) -> bool:
    return view.absence is Absence.AUCUN


def _is_unknown(view: View) -> bool:
    return view.absence is Absence.INCONNU


def _is_equal(view: View, word: str) -> bool:
    return view.value == word


TESTS = MappingProxyType({"renseigne": _is_answered, "aucun": _is_none, "inconnu": _is_unknown, "egal": _is_equal})


@lru_cache(maxsize=1)
def _sandbox() -> _Sandbox:
    """Give the environment, made once."""
    sandbox = _Sandbox(
        undefined=StrictUndefined,
        finalize=_tokenised,
        autoescape=False,  # nothing here is markup: values are tokens
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=0,
    )
    sandbox.globals.clear()
    sandbox.filters.clear()
    sandbox.tests.clear()
    sandbox.tests.update(TESTS)
    return sandbox


@lru_cache(maxsize=512)
def compiled(bloc: Bloc) -> jinja2.Template:
    """Compile a block once; what it may not hold is refused with its line.

    Raises:
        PackSchemaError: not Jinja2, a construct that blocks do not have, or a field that the letter does not have.
    """
    found = FORBIDDEN.search(bloc.text)
    if found is not None:
        line = bloc.text.count("\n", 0, found.start()) + 1
        raise PackCodeError("caractère invisible dans le texte du modèle", hint="le supprimer", location=bloc.at(line))
    sandbox = _sandbox()
    try:
        tree = sandbox.parse(bloc.text)
        _check(tree, bloc)
        code = sandbox.compile(tree, bloc.name)
    except RecursionError as error:
        raise PackCodeError("texte de modèle trop imbriqué", hint="le simplifier", location=bloc.at()) from error
    except jinja2.TemplateSyntaxError as error:
        raise PackCodeError(
            "texte de modèle illisible : accolades ou instruction mal formées",
            hint="vérifier les « {{ … }} » et « {% … %} » de cette ligne",
            location=bloc.at(error.lineno),
        ) from error
    return jinja2.Template.from_code(sandbox, code, sandbox.globals)


def parsed(bloc: Bloc) -> nodes.Template:
    """Give the tree of a block that compiles."""
    return _sandbox().parse(bloc.text)


def render(bloc: Bloc, letter: View, ink: Ink) -> str:
    """Give the text of a block for a letter, its values as tokens kept by `ink`.

    Raises:
        TemplateRenderError: an expression has no value to give.
    """
    context: dict[str, object] = {name: letter[name] for name in Lettre.model_fields}
    sex = letter["patient"]["sexe"].value
    context[agreement.NAME] = _Agreement(agreement.agreeing(sex if isinstance(sex, Sexe) else None))
    try:
        return compiled(bloc).render(context | {_INK: ink})
    except UnknownFieldError as error:
        raise _unknown(str(error.args[0]), bloc) from error
    except (jinja2.TemplateRuntimeError, TypeError, OverflowError) as error:
        raise TemplateRenderError(
            "le texte du modèle n'a pas pu être composé",
            hint="lancer « lls modeles verifier »",
            location=bloc.at(),
        ) from error


def _unknown(address: str, bloc: Bloc) -> TemplateRenderError:
    """Give the error for a field that is not there."""
    return TemplateRenderError(f"champ inconnu : « {address} »", hint=_nearest(address), location=bloc.at())


def _nearest(address: str) -> str:
    """Propose the known field nearest to a mistyped address."""
    holder, _, name = address.rpartition(".")
    if holder == agreement.NAME:
        return "mots connus : " + ", ".join(agreement.NAMES)
    names = list(Lettre.model_fields) if not holder else _names_in(holder)
    near = closest(name, names)
    return f"vouliez-vous « {near[0]} » ?" if near else "voir les champs avec « lls schema lettre »"


def _names_in(holder: str) -> list[str]:
    """Give the field names inside an address, none when it has none."""
    try:
        annotation = field_info(holder, Lettre).annotation
    except KeyError:
        return []
    model = model_type(annotation) or model_type(element_type(annotation))
    return list(model.model_fields) if model is not None else []


def _check(tree: nodes.Template, bloc: Bloc) -> None:
    """Refuse what a block may not hold, and fields that no letter has."""
    for node in _walk(tree):
        if not isinstance(node, _ALLOWED):
            what = next(
                (words for kind, words in _REFUSED.items() if isinstance(node, kind)),
                "une construction Jinja2 non prévue",
            )
            raise PackCodeError(
                f"{what} n'est pas admis dans un bloc de modèle",
                hint="un bloc lit des champs, les teste (if) et parcourt des listes (for)",
                location=bloc.at(node.lineno),
            )
        if isinstance(node, nodes.Test) and node.name not in TESTS:
            raise PackCodeError(
                "test inconnu", hint="tests connus : " + ", ".join(TESTS), location=bloc.at(node.lineno)
            )
    _check_fields(tree, bloc, {}, depth=0)


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    """Give a node and everything in it."""
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _check_fields(node: nodes.Node, bloc: Bloc, loops: Mapping[str, str | None], *, depth: int) -> None:
    """Check each address that a block names; `loops` gives what a loop's name goes through, `depth` how many there are.

    Loops may share a name: their number is not that of the names.
    """
    if isinstance(node, nodes.For):
        if depth >= _MOST_LOOPS:
            raise PackCodeError(
                "trop de boucles l'une dans l'autre", hint="deux au plus", location=bloc.at(node.lineno)
            )
        _check_fields(node.iter, bloc, loops, depth=depth)
        inside = dict(loops)
        if isinstance(node.target, nodes.Name):
            inside[node.target.name] = _entry_address(node.iter, loops)
        for child in (*node.body, *node.else_):
            _check_fields(child, bloc, inside, depth=depth + 1)
        return
    if isinstance(node, nodes.Getattr | nodes.Name):
        _check_address(node, bloc, loops)
        return
    for child in node.iter_child_nodes():
        _check_fields(child, bloc, loops, depth=depth)


def _check_address(node: nodes.Getattr | nodes.Name, bloc: Bloc, loops: Mapping[str, str | None]) -> None:
    """Refuse an address that no letter has."""
    address = _address(node, loops)
    if address is None:
        raise PackCodeError("expression non admise", hint="écrire un champ de la lettre", location=bloc.at(node.lineno))
    if address in _AGREEING:
        return
    try:
        field_info(address, Lettre)
    except (KeyError, ValueError) as error:
        raise PackFieldError(
            f"champ inconnu : « {address} »", hint=_nearest(address), location=bloc.at(node.lineno)
        ) from error


def _address(node: nodes.Node, loops: Mapping[str, str | None]) -> str | None:
    """Give the address that an expression names: `a.b`, or that of the list that a loop goes through."""
    if isinstance(node, nodes.Name):
        return loops.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        holder = _address(node.node, loops)
        return None if holder is None else f"{holder}.{node.attr}"
    return None


def _entry_address(node: nodes.Node, loops: Mapping[str, str | None]) -> str | None:
    """Give the address of the entries of a list: the first stands for all."""
    address = _address(node, loops)
    if address is None:
        return None
    return f"{address}.entree" if address == "rubriques" else f"{address}[0]"


def placed(bloc: Bloc) -> tuple[str, ...]:
    """Give the composed blocks that a block's text places."""
    return anchors(bloc.text)
