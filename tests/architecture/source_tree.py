"""The project's own files, as the architecture tests walk them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "lls_drafter"
# Where no file of the project is: what tools and builds leave in a checkout.
_LEFT_BY_TOOLS = frozenset({".git", ".venv", "build", "dist", "wheelhouse", "demo", "htmlcov", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the package: `name` is its path from the root, with slashes."""

    name: str
    text: str
    tree: ast.Module


@cache
def modules() -> tuple[Module, ...]:
    """Give every module of the package, parsed."""
    return tuple(
        Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
        for path in sorted(PACKAGE.rglob("*.py"))
        for text in [path.read_text(encoding="utf-8")]
    )


def project_files() -> tuple[Path, ...]:
    """Give every file of the project: what git would track, or the whole tree without git."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        named = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
        return tuple(path for path in named if path.is_file())
    return tuple(_walked(ROOT))


def _walked(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in _LEFT_BY_TOOLS or path.name.endswith("_cache") or (path / "pyvenv.cfg").exists():
            continue
        if path.is_dir():
            yield from _walked(path)
        elif path.is_file():
            yield path


def imported_names(tree: ast.AST) -> Iterator[str]:
    """Give every dotted module name that a tree imports, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def dotted(node: ast.expr) -> str:
    """Give `a.b.c` for a chain of attributes; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = dotted(node.value)
        return f"{left}.{node.attr}" if left else ""
    return ""
