"""What is in the files that are handed out."""

import ast
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from lls_drafter import __version__
from tests.architecture.source_tree import imported_names, modules, project_files
from tests.packaging.conftest import ROOT

_INFO = f"lls_drafter-{__version__}.dist-info"

pytestmark = pytest.mark.xdist_group("packaging")


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_wheel_holds_every_template_and_checklist(wheel: Path) -> None:
    """What a template needs is in the wheel, example letters and Word file included."""
    shipped = {
        f"lls_drafter/_data/{path.relative_to(ROOT).as_posix()}"
        for path in project_files()
        if path.relative_to(ROOT).parts[0] in {"templates", "checklists"}
    }

    assert shipped
    assert set() == shipped - _names(wheel)


def test_wheel_holds_every_module_and_nothing_of_the_workshop(wheel: Path) -> None:
    """The package is whole; tests, benchmarks and compiled leftovers stay behind."""
    names = _names(wheel)
    tops = {name.split("/")[0] for name in names}

    assert set() == {module.name for module in modules()} - names
    assert {"lls_drafter", _INFO} == tops
    assert [] == [name for name in names if "__pycache__" in name or name.endswith(("~", ".swp", ".pyc"))]


def test_wheel_carries_its_licence(wheel: Path) -> None:
    """The licence travels with the program."""
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"{_INFO}/licenses/LICENSE").decode()

    assert text == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_source_archive_builds_the_same_wheel(wheel: Path, wheel_of_sdist: Path) -> None:
    """Nothing is lost for who builds from the source archive."""
    assert _names(wheel) == _names(wheel_of_sdist)


def test_source_archive_holds_what_the_suite_needs(sdist: Path) -> None:
    """Who has the archive can test it: sources, tests, Makefile and documents are there."""
    with tarfile.open(sdist) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}

    assert {"lls_drafter", "templates", "checklists", "tests", "bench", "docs", "Makefile", "LISEZMOI.md"} <= tops


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    names = [name for all_ in extras["all"] for name in all_.removeprefix("lls-drafter[").removesuffix("]").split(",")]
    requirements = [*project["dependencies"], *(one for name in names for one in extras[name])]
    return {requirement.split(">")[0].strip().lower().replace("_", "-") for requirement in requirements}


def test_every_library_used_is_declared() -> None:
    """An import that works only because the test environment has the library is a broken installation."""
    providers = packages_distributions()
    used = {name.partition(".")[0] for module in modules() for name in imported_names(module.tree)}
    foreign = used - set(sys.stdlib_module_names) - {"lls_drafter"}
    named = {provider.lower().replace("_", "-") for name in foreign for provider in providers.get(name, [name])}

    assert set() == named - _declared()


def test_every_library_declared_is_used() -> None:
    """A hospital is not asked to install what the program does not use."""
    providers = packages_distributions()
    used = {name.partition(".")[0] for module in modules() for name in imported_names(module.tree)}
    named = {provider.lower().replace("_", "-") for name in used for provider in providers.get(name, [])}

    assert set() == _declared() - named


def test_imports_inside_functions_are_seen() -> None:
    """The walk above looks inside functions, where slow libraries are imported."""
    assert ["yaml"] == list(imported_names(ast.parse("def f():\n    import yaml\n")))
