"""What every module of the package keeps to."""

import ast
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from typing import Final

import pytest

from tests.architecture.source_tree import Module, dotted, imported_names, modules

_LONGEST: Final = 400
# library -> the only modules that may import it.
HOMES: Final = {
    "docx": ("lls_drafter/exports/docx*",),
    "docxtpl": (),
    "filelock": ("lls_drafter/drafts/*",),
    "jinja2": ("lls_drafter/document/compose*.py",),
    "prompt_toolkit": ("lls_drafter/wizard/*",),
    "sqlite3": ("lls_drafter/reference/*.py",),
    "yaml": ("lls_drafter/yaml_io/*.py",),
}
# Nothing here ever talks to a network unless a person asked for a sending.
_NETWORK: Final = frozenset({"aiohttp", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "urllib3"})
_CLOCKS: Final = frozenset({
    "date.today", "datetime.date.today", "datetime.datetime.now", "datetime.datetime.today", "datetime.now",
    "datetime.today", "datetime.utcnow", "time.localtime", "time.time",
})  # fmt: skip
_HAPHAZARD: Final = frozenset({"random", "secrets"})


def _parse(text: str, name: str = "lls_drafter/rules/sample.py") -> Module:
    return Module(name, text, ast.parse(text))


def _long_without_reason(module: Module) -> Iterator[str]:
    lines = module.text.count("\n")
    doc = ast.get_docstring(module.tree) or ""
    if lines > _LONGEST and "lines" not in doc:
        yield f"{module.name}: {lines} lines"


def _foreign_imports(module: Module) -> Iterator[str]:
    for name in imported_names(module.tree):
        library = name.partition(".")[0]
        at_home = any(fnmatch(module.name, home) for home in HOMES.get(library, ("*",)))
        if not at_home or library in _NETWORK or name == "urllib.request":
            yield f"{module.name}: import {name}"


def _clock_reads(module: Module) -> Iterator[str]:
    if module.name.startswith("lls_drafter/session/"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and dotted(node.func) in _CLOCKS:
            yield f"{module.name}:{node.lineno}: {dotted(node.func)}"


def _chance(module: Module) -> Iterator[str]:
    if module.name.startswith(("lls_drafter/session/", "lls_drafter/drafts/")):
        return
    for name in imported_names(module.tree):
        if name in _HAPHAZARD:
            yield f"{module.name}: import {name}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in {"uuid1", "uuid4"}:
            yield f"{module.name}:{node.lineno}: {dotted(node.func)}"


def _unvalidated_copies(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            updating = any(keyword.arg == "update" for keyword in node.keywords)
            if (node.func.attr == "model_copy" and updating) or node.func.attr == "model_construct":
                yield f"{module.name}:{node.lineno}: {node.func.attr}"


def _broad_excepts(module: Module) -> Iterator[str]:
    if module.name.startswith(("lls_drafter/cli/main", "lls_drafter/cli/border", "lls_drafter/lsp/")):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(one is None or dotted(one) in {"Exception", "BaseException"} for one in caught):
                yield f"{module.name}:{node.lineno}"


def _prints(module: Module) -> Iterator[str]:
    if module.name.startswith("lls_drafter/cli/"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and dotted(node.func) == "print":
            yield f"{module.name}:{node.lineno}"


def _models_outside_the_border(module: Module) -> Iterator[str]:
    at_border = (
        "lls_drafter/letter/",
        "lls_drafter/letter_files/",
        "lls_drafter/packs/schema",
        "lls_drafter/settings",
        "lls_drafter/audit/extract_file",
    )
    if module.name.startswith(at_border):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and any(
            dotted(base).rpartition(".")[2] in {"BaseModel", "LlsModel"} for base in node.bases
        ):
            yield f"{module.name}:{node.lineno}: class {node.name}"


LAWS: Final[dict[str, tuple[Callable[[Module], Iterator[str]], str]]] = {
    "a module over 400 lines says why in its docstring": (_long_without_reason, "x = 1\n" * 401),
    "a library is known in its own module only": (_foreign_imports, "def f():\n    import yaml\n"),
    "no module reaches the network": (_foreign_imports, "from urllib.request import urlopen\n"),
    "only session/ reads the clock": (_clock_reads, "from datetime import date\nd = date.today()\n"),
    "nothing is left to chance below session/": (_chance, "import uuid\ni = uuid.uuid4()\n"),
    "a letter is never copied without validation": (_unvalidated_copies, "x.model_copy(update={})\n"),
    "a bug is a crash: only the border catches everything": (
        _broad_excepts,
        "try:\n    f()\nexcept Exception:\n    g()\n",
    ),
    "nothing prints below cli/": (_prints, "print('bonjour')\n"),
    "pydantic stays in the letter and at file borders": (
        _models_outside_the_border,
        "class Etat(BaseModel):\n    pass\n",
    ),
}


@pytest.mark.parametrize("law", LAWS)
def test_module_keeps_the_law(law: str) -> None:
    """The package holds no exception to its laws."""
    look, _ = LAWS[law]

    assert [] == [fault for module in modules() for fault in look(module)]


@pytest.mark.parametrize("law", LAWS)
def test_law_sees_a_fault(law: str) -> None:
    """Each law above does refuse the fault it is about."""
    look, fault = LAWS[law]

    assert 1 == len(list(look(_parse(fault))))
