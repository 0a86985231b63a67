"""The program as the hospital's IT installs it: from a wheelhouse, without network, outside the checkout."""

import json
from pathlib import Path

import pytest

from tests.packaging.conftest import Installed, run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.xdist_group("packaging")]


def test_help_answers_in_french(installed: Installed) -> None:
    """`lls --help` names the commands, in French."""
    done = installed.lls("--help")

    assert (0, "") == (done.returncode, done.stderr)
    assert {"nouvelle", "verifier", "rendre"} <= set(done.stdout.replace(",", " ").split())


def test_program_runs_from_its_own_files(installed: Installed) -> None:
    """What is tested here is the installation, not the checkout."""
    done = run(installed.python, "-c", "import lls_drafter; print(lls_drafter.__file__)", cwd=installed.folder)

    assert Path(done.stdout.strip()).is_relative_to(installed.python.parents[1])


def test_demo_writes_a_letter_and_its_word_file(installed: Installed) -> None:
    """The demonstration, from typed answers to the printed letter, needs nothing but the installation."""
    done = installed.lls("demo", "-o", "demo")
    written = {path.suffix for path in (installed.folder / "demo").rglob("*") if path.is_file()}

    assert 0 == done.returncode, done.stderr
    assert {".docx", ".yaml"} <= written


def test_shipped_examples_are_judged(installed: Installed) -> None:
    """Each shipped letter is read and judged with the templates and check-lists of the installation."""
    examples = sorted((installed.python.parents[1] / "lib").rglob("_data/templates/*/exemples/*.lls.yaml"))

    done = installed.lls("verifier", "--json", *examples)

    assert examples
    assert done.returncode in {0, 1}, done.stderr
    assert done.stderr == ""
    assert done.stdout.count('"validable"') == len(examples)
    assert json.loads(done.stdout)


def test_shipped_training_cases_are_whole(installed: Installed) -> None:
    """Each training case came along with its record, its key and its two letters."""
    done = installed.lls("formation", "verifier")

    assert (0, "") == (done.returncode, done.stderr)
    assert 8 == done.stdout.count(" : rien à corriger.\n")


def test_bad_letter_is_refused_with_its_exit_code(installed: Installed) -> None:
    """A file that is no letter gives one sentence and the exit code 4, not a traceback."""
    bad = installed.folder / "pas-une-lettre.lls.yaml"
    bad.write_text("patient: [jamais refermé\n", encoding="utf-8")

    done = installed.lls("verifier", bad)

    assert 4 == done.returncode
    assert "Traceback" not in done.stderr
    assert "pas-une-lettre.lls.yaml" in done.stderr
