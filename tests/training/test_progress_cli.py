"""Progress and group export at the command line."""

import stat
from pathlib import Path

from lls_drafter.errors import ExitCode
from lls_drafter.training.progress import progress_file, record
from tests.cli.conftest import Lls
from tests.training.results import result


def test_progress_of_nobody_says_how_to_begin(lls: Lls) -> None:
    """A learner without results is no error, and no file is made for them."""
    found = lls("formation", "progres", "--apprenant", "nina")

    assert (ExitCode.OK, True, False) == (
        found.code,
        "lls formation liste" in found.out,
        progress_file("nina").parent.exists(),
    )


def test_progress_tells_the_broken_line_and_shows_the_rest(lls: Lls) -> None:
    """A file edited by hand still shows what it holds."""
    record("nina", result(40))
    record("nina", result(70, days=2))
    path = progress_file("nina")
    path.write_bytes(b"!\n" + path.read_bytes())
    found = lls("formation", "progres", "--apprenant", "NINA")

    assert (ExitCode.OK, "attention : progres.jsonl : ligne 1 illisible, non comptée.\n", True) == (
        found.code,
        found.err,
        "Avant 40, après 70 : +30 points" in found.out,
    )


def test_titles_of_criteria_are_shown(lls: Lls) -> None:
    """A criterion is told by its number and its official title."""
    record("nina", result(40))

    assert "QLS-11 Traitements médicamenteux" in lls("formation", "progres", "--apprenant", "nina").out


def test_wrong_pseudonym_is_not_repeated(lls: Lls) -> None:
    """What was typed may be somebody's name: the refusal does not say it again."""
    found = lls("formation", "progres", "--apprenant", "Léa Martin")

    assert (ExitCode.USAGE, False) == (found.code, "Martin" in found.err)


def test_export_writes_private_files(lls: Lls, tmp_path: Path) -> None:
    """What tells of learners is readable by its owner only; the seat's own learners are taken by default."""
    record("nina", result(40))
    record("bob", result(50))
    done = lls("formation", "exporter", "--csv", tmp_path / "g.csv", "--html", tmp_path / "g.html")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("g.csv", "g.html")}

    assert (ExitCode.OK, {0o600}, True, True) == (
        done.code,
        modes,
        "2 apprenants, 2 résultats, 2 fichiers." in done.out,
        "moins de 5 apprenants" in done.err,
    )


def test_export_of_nothing_is_a_sentence(lls: Lls, tmp_path: Path) -> None:
    """No format asked, no learner on this seat: one sentence each, and no file."""
    target = tmp_path / "g.csv"
    found = [lls("formation", "exporter"), lls("formation", "exporter", "--csv", target)]

    assert ([ExitCode.USAGE] * 2, False) == ([one.code for one in found], target.exists())


def test_learner_of_a_later_version_stops_nobody_else(lls: Lls, tmp_path: Path) -> None:
    """One file that is too new is told, and the group's page is made of the others."""
    record("nina", result(40))
    record("bob", result(50))
    progress_file("bob").write_bytes(b'{"format":2}\n')
    done = lls("formation", "exporter", "--html", tmp_path / "g.html")

    assert (ExitCode.OK, True, True) == (
        done.code,
        "bob/progres.jsonl : ce suivi vient d'une version plus récente" in done.err,
        "1 apprenant, 1 résultat, 1 fichier." in done.out,
    )
