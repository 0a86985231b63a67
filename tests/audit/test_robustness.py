"""Folders as they are: whatever lies in them, the run goes on, and what it could not read is listed."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lls_drafter.audit.folder import list_sources
from lls_drafter.audit.model import Etat
from lls_drafter.audit.pool import Bench, judge_file
from lls_drafter.audit.run import Bilan
from lls_drafter.audit.scoring import Demande
from lls_drafter.letter_files.fingerprint import fingerprint
from lls_drafter.session.evaluate import letter_checklists
from tests.audit.letters import TODAY, letter, written
from tests.audit.test_paper import report

GOOD = "m.json"
KINDS = ("x.lls.yaml", "x.json", "x.xml", "x.papier.jsonl")
HUGE = 2_200_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one good letter."""
    written(tmp_path / "l", GOOD, letter(1))
    return tmp_path / "l"


def one_unread(bilan: Bilan) -> str:
    """Give why the one bad file of a folder was not read; the good letter was judged."""
    assert 1 == bilan.jugees
    (only,) = bilan.illisibles
    return only.raison


@contextmanager
def entered(folder: Path) -> Iterator[None]:
    """Be in a folder for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def test_pipe_is_never_waited_for(folder: Path) -> None:
    """A named pipe called like a letter is listed; nobody waits for what will never come."""
    for name in KINDS:
        os.mkfifo(folder / name)
    bilan = report(folder)

    assert (1, len(KINDS)) == (bilan.jugees, len(bilan.illisibles))


def test_huge_file_is_not_read(folder: Path) -> None:
    """Two gigabytes called like a letter are refused by their size alone."""
    for name in KINDS:
        with (folder / name).open("wb") as out:
            out.truncate(HUGE)
    bilan = report(folder)

    assert (1, len(KINDS)) == (bilan.jugees, len(bilan.illisibles))


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 50, b"\xff\xfe\xfd", b"[" * 200_000, "é: à".encode("latin-1"), '{"a": 1}'.encode("utf-16")],
    ids=["empty", "zeros", "bytes", "brackets", "latin", "utf-16"],
)
def test_garbage_is_listed(folder: Path, data: bytes) -> None:
    """Bytes that are no letter are listed, whatever the name of the file."""
    for name in KINDS:
        (folder / name).write_bytes(data)
    bilan = report(folder)

    assert (1, len(KINDS)) == (bilan.jugees, len(bilan.illisibles))


def test_socket_is_listed(folder: Path) -> None:
    """A socket called like a letter is listed."""
    with entered(folder), socket.socket(socket.AF_UNIX) as made:
        made.bind("s.json")

    assert one_unread(report(folder))


def test_links_in_a_circle_end(folder: Path) -> None:
    """Links that lead to one another, and a folder that holds a link to itself, are walked once."""
    (folder / "a.json").symlink_to(folder / "b.json")
    (folder / "b.json").symlink_to(folder / "a.json")
    (folder / "self").symlink_to(folder)
    bilan = report(folder)

    assert (1, 2) == (bilan.jugees, len(bilan.illisibles))
    assert {"lien vers un fichier absent"} == {one.raison for one in bilan.illisibles}


def test_folder_that_does_not_open_is_told(folder: Path) -> None:
    """A folder that the system refuses is listed: what it holds is not counted, and nobody is to believe it is."""
    deep = folder
    with entered(folder):
        for _ in range(20):
            Path("d" * 250).mkdir()
            os.chdir("d" * 250)
            deep /= "d" * 250

    assert "refusé par le système" in one_unread(report(folder))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not stop the system's administrator")
def test_rights_are_told(folder: Path) -> None:
    """A letter and a folder without rights are listed."""
    written(folder / "closed", "a.json", letter(2))
    written(folder, "b.json", letter(3)).chmod(0)
    (folder / "closed").chmod(0)
    bilan = report(folder)
    (folder / "closed").chmod(0o700)

    assert (1, 2) == (bilan.jugees, len(bilan.illisibles))


def test_versions_that_do_not_open_are_told(folder: Path) -> None:
    """Frozen versions that cannot be looked at decide which version is judged: the letter is not judged without."""
    written(folder, "a.lls.yaml", letter(2))
    (folder / "a.versions").symlink_to(folder / "a.versions")

    assert "version figée" in one_unread(report(folder))


def test_name_that_is_no_text_is_read(folder: Path) -> None:
    """A letter whose name is not in UTF-8 is a letter."""
    place = folder / os.fsdecode(b"\xff\xfe")
    written(place, "a.json", letter(2))

    assert 2 == report(folder).jugees


def test_empty_and_mixed_folders(tmp_path: Path, folder: Path) -> None:
    """An empty folder gives nothing; letters, text and Word files side by side give the letters."""
    (tmp_path / "empty").mkdir()
    for name in ("note.txt", "lettre.docx", "a.yaml", "b.jsonl", ".cache.json", "x.conflit-1.lls.yaml"):
        (folder / name).write_bytes(b"x")

    assert 0 == report(tmp_path / "empty").fichiers
    assert (1, ()) == (report(folder).fichiers, report(folder).illisibles)


def test_letter_cut_while_it_is_read_is_not_judged(folder: Path) -> None:
    """Wherever a copy in progress stops, the letter is judged whole or not at all."""
    whole = (folder / GOOD).read_bytes()
    bench = Bench(Demande(today=TODAY), letter_checklists)
    states = []
    for part in range(1, 20):
        (folder / GOOD).write_bytes(whole[: len(whole) * part // 20])
        states.append(judge_file(1, str(folder / GOOD), bench).etat)

    assert {Etat.ILLISIBLE} == set(states)


def test_yaml_cut_at_a_line_end_is_not_judged(folder: Path) -> None:
    """A YAML text cut after any line before the register is told, not judged as a letter that lacks everything."""
    made = letter(2)
    assert made.validation is not None
    path = written(folder, "a.lls.yaml", made.replace(validation=made.validation.replace(empreinte=fingerprint(made))))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    first, last = (next(n for n, line in enumerate(lines) if line.startswith(key)) for key in ("patient:", "consignes"))
    bench = Bench(Demande(today=TODAY), letter_checklists)
    states = []
    for count in range(first, last, 9):
        path.write_text("".join(lines[:count]), "utf-8")
        states.append(judge_file(1, str(path), bench).etat)

    assert {Etat.ILLISIBLE} == set(states)


def test_folder_that_changes_is_read_to_its_end(folder: Path) -> None:
    """Files written, cut and taken away during the run are judged or listed; the run ends and counts each once."""
    for n in range(40):
        written(folder, f"{n:03d}.json", letter(n))
    whole, stop = (folder / "000.json").read_bytes(), threading.Event()
    found = list_sources((folder,))

    def disturb() -> None:
        for n in range(40):
            path = folder / f"{n:03d}.json"
            path.write_bytes(whole[:100])
            path.unlink()
            path.with_name(f"{n:03d}b.json").write_bytes(whole)
        stop.set()

    worker = threading.Thread(target=disturb)
    worker.start()
    bilan = report(folder)
    worker.join()

    assert stop.is_set()
    assert len(bilan.etats) == bilan.fichiers
    assert 41 == len(found.lettres)
    assert set(bilan.etats) <= {Etat.JUGEE, Etat.ILLISIBLE, Etat.DISPARUE, Etat.DOUBLON}
