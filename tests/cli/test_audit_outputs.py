"""Where `lls audit` writes: never over what it reads, and refused before anything is judged."""

from datetime import date
from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode
from tests.audit.letters import filled, letter
from tests.cli.conftest import Lls

OPTIONS = ("--csv", "--html", "--correspondance", "--preuves")
STAYS = "sejour;sortie\nS1;09/03/2026\n"


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("name", ["001.lls.yaml", "002.json", "s.papier.jsonl", "liste.csv"])
def test_what_is_read_is_never_replaced(lls: Lls, tmp_path: Path, option: str, name: str) -> None:
    """A letter, a reading by hand or the list of stays stays whole, by whatever path it is named."""
    folder = filled(tmp_path / "l", [letter(1)], ".lls.yaml")
    for other in ("002.json", "s.papier.jsonl"):
        (folder / other).write_text("{}", "utf-8")
    (folder / "liste.csv").write_text(STAYS, "utf-8")
    before = (folder / name).read_bytes()
    outcome = lls("audit", folder, "--sejours", folder / "liste.csv", option, folder / ".." / "l" / name)

    assert (ExitCode.USAGE, before) == (outcome.code, (folder / name).read_bytes())
    assert name in outcome.err


def test_nothing_is_judged_for_a_file_that_has_no_place(lls: Lls, tmp_path: Path) -> None:
    """No folder, a folder or a link in the file's place are told at once, and no other file is made."""
    folder = filled(tmp_path / "l", [letter(1)])
    (tmp_path / "dossier").mkdir()
    (tmp_path / "lien.html").symlink_to(tmp_path / "ailleurs.html")
    for place in (tmp_path / "absent" / "a.html", tmp_path / "dossier", tmp_path / "lien.html"):
        outcome = lls("audit", folder, "--csv", tmp_path / "a.csv", "--html", place)

        assert (ExitCode.EXPORT, "", False) == (outcome.code, outcome.out, (tmp_path / "a.csv").exists())


def test_two_outputs_have_two_names(lls: Lls, tmp_path: Path) -> None:
    """Two outputs that would be one file, by a link or not, are refused."""
    folder = filled(tmp_path / "l", [letter(1)])
    (tmp_path / "same").symlink_to(tmp_path)
    outcome = lls("audit", folder, "--csv", tmp_path / "a.csv", "--html", tmp_path / "same" / "a.csv")

    assert (ExitCode.USAGE, False) == (outcome.code, (tmp_path / "a.csv").exists())


def test_files_are_all_made_before_one_is_written(lls: Lls, tmp_path: Path) -> None:
    """Proofs of too many letters are refused, and the other files asked for are not half of a report."""
    folder = filled(tmp_path / "l", [letter(n, sejour__date_sortie=date(2026, 3, 2)) for n in range(101)])
    outcome = lls("audit", folder, "--csv", tmp_path / "a.csv", "--preuves", tmp_path / "p.csv")

    assert (ExitCode.USAGE, False) == (outcome.code, (tmp_path / "a.csv").exists())
    assert "c'est trop" in outcome.err


def test_report_may_be_made_again(lls: Lls, tmp_path: Path) -> None:
    """The figures of a former run are replaced: the same command twice is no error."""
    folder = filled(tmp_path / "l", [letter(1)])
    codes = [lls("audit", folder, "--csv", tmp_path / "a.csv").code for _ in range(2)]

    assert [ExitCode.OK] * 2 == codes


def test_extract_never_replaces_what_it_is_made_of(lls: Lls, tmp_path: Path) -> None:
    """The list of stays is not written over by the extract."""
    folder = filled(tmp_path / "l", [letter(1)])
    stays = tmp_path / "s.extrait.json"
    stays.write_text(STAYS, "utf-8")
    outcome = lls("audit", "extraire", folder, "--sejours", stays, "--vers", stays)

    assert (ExitCode.USAGE, STAYS) == (outcome.code, stays.read_text("utf-8"))
