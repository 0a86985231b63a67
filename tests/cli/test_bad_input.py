"""Bad input gives one clear French sentence with a place and a hint, the right exit code, and loses nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode
from tests.cli.conftest import Lls

GOOD = "format: 1\nstatut: brouillon\nversion: 1\nmotif_hospitalisation: chute\n"


def write(path: Path, data: bytes) -> Path:
    """Write a file and give it back."""
    path.write_bytes(data)
    return path


BAD = {
    "empty": (b"", "bloc de clés"),
    "not yaml": (b"format: 1\nmotif: [\n", "YAML"),
    "latin-1": ("format: 1\nmotif_hospitalisation: dyspnée\n".encode("cp1252"), "UTF-8"),
    "utf-16": ("format: 1\n".encode("utf-16"), "UTF-"),
    "binary": (b"\x00\x01\x02PK\x03\x04", ""),
    "duplicate key": (b"format: 1\nversion: 1\nversion: 2\n", "version"),
    "brackets": (b"format: 1\na: " + b"[" * 200_000, ""),
    "unknown key": (b"format: 1\nmotif_hospitalization: chute\n", "clé inconnue"),
    "newer format": (b"format: 99\n", "plus récent"),
    "alias": (b"format: 1\nmotif_hospitalisation: &a chute\nconclusion: *a\n", ""),
    "tag": (b"format: 1\nmotif_hospitalisation: !!python/name:os.system x\n", ""),
    "wrong type": (b"format: 1\nallergies: 12\n", "allergies"),
    "json of something else": (b'{"resourceType": "Bundle"}', "ne dit pas son format"),
}


@pytest.mark.parametrize("name", BAD)
def test_unusable_letter(lls: Lls, tmp_path: Path, name: str) -> None:
    """Each unusable file: code 4, a place, a French sentence, no traceback, the file untouched."""
    data, sentence = BAD[name]
    path = write(tmp_path / "x.lls.yaml", data)
    for command in (["verifier", path], ["rendre", path, "--brouillon"], ["valider", path], ["ouvrir", path]):
        outcome = lls(*command)

        assert ExitCode.DRAFT == outcome.code, outcome.err
        assert str(path) in outcome.err
        assert sentence in outcome.err
        assert "Traceback" not in outcome.err
    assert data == path.read_bytes()


def test_unknown_key_is_answered_with_the_closest(lls: Lls, tmp_path: Path) -> None:
    """A misspelt key gets its proposal, with line and column."""
    outcome = lls("verifier", write(tmp_path / "x.lls.yaml", b"format: 1\nmotif_hospitalization: chute\n"))

    assert "x.lls.yaml:2:1" in outcome.err
    assert "vouliez-vous « motif_hospitalisation » ?" in outcome.err


def test_huge_file_is_refused_unread(lls: Lls, tmp_path: Path) -> None:
    """50 MB are refused by their size, before they reach the memory."""
    path = tmp_path / "x.lls.yaml"
    with path.open("wb") as out:
        out.truncate(50_000_000)
    resource = pytest.importorskip("resource", reason="memory is measured the POSIX way")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome = lls("verifier", path)

    assert (ExitCode.DRAFT, True) == (outcome.code, "trop gros" in outcome.err)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_message_never_shows_a_value(lls: Lls, tmp_path: Path) -> None:
    """What a broken file says of a patient stays in the file."""
    for line in (
        "patient: {sexe: SECRETVALEUR}",
        "SECRETVALEUR: 1: 2",
        "sejour: {date_sortie: SECRETVALEUR}",
        "'SECRETVALEUR né à': 1",
    ):
        outcome = lls("verifier", write(tmp_path / "x.lls.yaml", f"format: 1\n{line}\n".encode()))

        assert ExitCode.DRAFT == outcome.code
        assert "SECRETVALEUR né" not in outcome.err
        assert "sexe: SECRET" not in outcome.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_read_only_folder(lls: Lls, tmp_path: Path) -> None:
    """A folder that cannot be written says so and keeps its file."""
    folder = tmp_path / "fermé"
    folder.mkdir()
    path = write(folder / "x.lls.yaml", GOOD.encode())
    folder.chmod(0o500)
    outcome = lls("statut", path, "a_valider")
    folder.chmod(0o700)

    assert (ExitCode.DRAFT, True) == (outcome.code, "droits insuffisants" in outcome.err)
    assert GOOD == path.read_text(encoding="utf-8")


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from lls_drafter.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="uses a POSIX limit on file size to stand for a full disk")
def test_full_disk(tmp_path: Path) -> None:
    """When no more can be written, the former letter stays whole and the sentence says what to do."""
    letter = GOOD + "synthese_medicale: |-\n  " + "mot " * 200 + "fin\n"
    path = write(tmp_path / "x.lls.yaml", letter.encode())
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "statut", str(path), "a_valider"], capture_output=True, text=True, check=False
    )

    assert ExitCode.DRAFT == done.returncode, done.stderr
    assert "la taille permise est dépassée" in done.stderr
    assert letter == path.read_text(encoding="utf-8")
    assert [] == list(tmp_path.glob(".*.tmp"))


def test_link_is_refused_for_writing(lls: Lls, tmp_path: Path) -> None:
    """A link is not written through, and what it leads to stays."""
    target = write(tmp_path / "vrai.lls.yaml", GOOD.encode())
    link = tmp_path / "x.lls.yaml"
    link.symlink_to(target)
    outcome = lls("statut", link, "a_valider")

    assert (ExitCode.DRAFT, True) == (outcome.code, "lien symbolique" in outcome.err)
    assert GOOD == target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["verifer"], "vouliez-vous « lls verifier » ?"),
        (["verifier"], "il manque : FICHIER"),
        (["verifier", "--jsn", "x"], "arguments inconnus : --jsn"),
        (["rendre", "x", "--vers", "pfd"], "formats possibles"),
        (["remettre", "x", "--mode", "pigeon"], "n'est pas prévu"),
        (["valider", "x", "--justifier", "REG"], "--motif"),
        (["expliquer", "QLS-99"], "pas de règle"),
    ],
)
def test_wrong_command_line(lls: Lls, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str) -> None:
    """A wrong command line: code 2 and a French sentence."""
    outcome = lls(*arguments)

    assert ExitCode.USAGE == outcome.code
    assert sentence in outcome.err + capsys.readouterr().err


def test_no_argument_shows_what_to_do(lls: Lls) -> None:
    """`lls` alone tells the first steps."""
    outcome = lls()

    assert ExitCode.OK == outcome.code
    assert "lls nouvelle" in outcome.out


def test_several_files_give_the_worst_code(lls: Lls, tmp_path: Path) -> None:
    """One unusable file among others: the others are judged, the code is the gravest."""
    good = write(tmp_path / "a.lls.yaml", GOOD.encode())
    outcome = lls("verifier", good, tmp_path / "absent.lls.yaml")

    assert ExitCode.DRAFT == outcome.code
    assert str(good) in outcome.out
    assert "n'existe pas" in outcome.err


def test_name_of_a_file_never_acts_on_the_terminal(lls: Lls, tmp_path: Path) -> None:
    """A name with control characters is told without them."""
    done = lls("verifier", str(tmp_path / "x\x1b]0;titre\x07\x1b[31m.lls.yaml"))

    assert ExitCode.DRAFT == done.code
    assert "?]0;titre??[31m" in done.err
    assert done.err.replace("\n", "").isprintable()
