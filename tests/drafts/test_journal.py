"""The journal beside a letter: what was acknowledged is found again, whatever happened to its end."""

import os
import random
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.drafts import records
from lls_drafter.drafts.journal import SLACK, Journal
from lls_drafter.drafts.records import Bookmark, Geste, Kept
from lls_drafter.errors import DraftError
from tests.tools import FIGURE, rounds

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
DONE = Geste(NOON, "répondu", "Conclusion", "conclusion")

TYPE = """
import itertools, pathlib, sys
from lls_drafter.drafts.journal import Journal
from lls_drafter.drafts.records import Bookmark
journal = Journal(pathlib.Path(sys.argv[1]))
journal.read()
for count in itertools.count(1):
    journal.write(Bookmark("motif", {"motif": "mot " * count}))
    print(count, flush=True)
"""

texts = st.text(st.characters(codec=None), max_size=12)
bookmarks = st.builds(
    Bookmark,
    st.sampled_from(["motif", "conclusion"]),
    st.dictionaries(st.sampled_from(["motif", "conclusion", "etat_sortie"]), texts),
    st.integers(0, 50),
)


def journal_file(folder: Path) -> Path:
    """Give the file of the journal of `x`."""
    return folder / ".x.lls.yaml.journal"


def journal(folder: Path) -> Journal:
    """Give the journal of `x`, read as an opening does."""
    opened = Journal(folder / "x.lls.yaml")
    opened.read()
    return opened


@contextmanager
def disk_full_after(size: int) -> "Iterator[None]":
    """Let no file grow beyond a size, as a disk that fills up in the middle of a line."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@given(st.lists(st.tuples(bookmarks, st.sampled_from(["", "geste", "fermer", "rouvrir"])), min_size=1, max_size=12))
def test_any_work_is_found_again(tmp_path_factory: pytest.TempPathFactory, events: list[tuple[Bookmark, str]]) -> None:
    """Whatever was typed, done, closed and opened again, the last state acknowledged is the one found."""
    folder = tmp_path_factory.mktemp("j")
    kept, gestures = journal(folder), 0
    for bookmark, then in events:
        if then == "geste":
            kept.note(DONE)
            gestures += 1
        kept.write(bookmark)
        if then == "fermer":
            kept.close()
        if then in ("fermer", "rouvrir"):
            kept = journal(folder)
    found = journal(folder)

    assert events[-1][0] == found.bookmark
    assert (DONE,) * gestures == found.gestes


@given(st.lists(bookmarks, min_size=1, max_size=8), st.data())
def test_spoiled_end_gives_an_earlier_state(
    tmp_path_factory: pytest.TempPathFactory, events: list[Bookmark], data: st.DataObject
) -> None:
    """A journal cut or overwritten anywhere gives a state that was acknowledged before, and goes on from there."""
    folder = tmp_path_factory.mktemp("j")
    kept, states = journal(folder), [None, Bookmark("motif")]
    for bookmark in events:
        before = kept.bookmark
        kept.write(bookmark)
        for count in range(len(records.changes(before, bookmark)) + 1):
            lines = records.changes(before, bookmark)[:count]
            state = records.replay(records.encode([*records.whole(Kept(bookmark=before)), *lines])[0]).kept
            states.append(state.bookmark)
    whole = journal_file(folder).read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.sampled_from([b"", b"\0" * 40, b"\xff\xfe\n", b"2 00000000 {}\n", b"1 0 []\n"]))
    journal_file(folder).write_bytes(whole[:at] + end)
    found = journal(folder)

    assert found.bookmark in states
    found.write(Bookmark("suite", {"motif": "repris"}))
    assert Bookmark("suite", {"motif": "repris"}) == journal(folder).bookmark


@pytest.mark.parametrize(
    "end",
    [b"\0" * 4096, b'1 12345678 ["frappe","mot', b'2 00000000 ["place","x",0]\n', b"\xe9\xff\n", b"\n\n", b"1\n"],
)
def test_what_stands_before_a_bad_line_holds(folder: Path, end: bytes) -> None:
    """A power cut, half a line, a line of another version: what was acknowledged is there, and work goes on."""
    left = Bookmark("motif", {"motif": "chute à domicile"}, 5)
    kept = journal(folder)
    kept.write(left)
    with journal_file(folder).open("ab") as out:
        out.write(end)
    again = journal(folder)

    assert left == again.bookmark
    again.write(Bookmark("motif", {"motif": "chute à domicile, sans"}))
    assert "chute à domicile, sans" == journal(folder).bookmark.en_cours["motif"]  # type: ignore[union-attr]


def test_long_text_is_not_written_again(folder: Path) -> None:
    """A letter more in a text of 400 kB adds a line, not the text."""
    text = "Histoire de la maladie. " * 17_000
    kept = journal(folder)
    kept.write(Bookmark("synthese_medicale", {"synthese_medicale": text}))
    before = journal_file(folder).stat().st_size
    longer = text[:200_000] + "é" + text[200_000:]
    kept.write(Bookmark("synthese_medicale", {"synthese_medicale": longer}))

    assert journal_file(folder).stat().st_size - before < 100
    assert longer == journal(folder).bookmark.en_cours["synthese_medicale"]  # type: ignore[union-attr]


def test_typing_is_made_durable_a_place_is_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that stands nowhere else waits for the disk; an accepted answer does not wait for it twice."""
    kept = journal(folder)
    kept.write(Bookmark("motif"))
    waits: list[int] = []
    monkeypatch.setattr(os, "fsync", waits.append)
    kept.write(Bookmark("motif", {"motif": "chu"}))
    typed = len(waits)
    kept.write(Bookmark("conclusion"))

    assert (1, 1) == (typed, len(waits))


def test_disk_full_in_the_middle_of_a_line(folder: Path) -> None:
    """Half a line of a full disk is taken back; the former state stands, and all is kept once there is room."""
    kept = journal(folder)
    kept.write(Bookmark("motif", {"motif": "chute"}))
    before = journal_file(folder).read_bytes()
    with disk_full_after(len(before) + 10), pytest.raises(DraftError) as caught:
        kept.write(Bookmark("motif", {"motif": "chute de sa hauteur"}))

    assert "hauteur" not in f"{caught.value.message} {caught.value.hint} {caught.value.location}"
    assert before == journal_file(folder).read_bytes()
    kept.write(Bookmark("motif", {"motif": "chute de sa hauteur, sans"}))
    assert {"motif": "chute de sa hauteur, sans"} == journal(folder).bookmark.en_cours  # type: ignore[union-attr]
    assert [".x.lls.yaml.journal"] == [path.name for path in folder.iterdir()]


@pytest.mark.soak
def test_journal_stays_small(folder: Path, record_property: Callable[[str, object], None]) -> None:
    """However many events there are, the journal stays within its bound of its shortest form."""
    kept, text, largest, count = journal(folder), "", 0, rounds(4_000, 100_000)
    for number in range(count):
        text = f"{text} mot {number:06} " if number % 500 else ""
        kept.note(DONE)
        kept.write(Bookmark("motif", {"motif": text}, number))
        largest = max(largest, journal_file(folder).stat().st_size)

    record_property(FIGURE, f"{count} events, journal of {largest / 1000:.0f} kB at most")
    shortest = len(records.encode(records.whole(Kept(gestes=(DONE,) * records.MOST_GESTURES)))[0])
    assert largest < SLACK + shortest + 30_000
    assert (text, records.MOST_GESTURES) == (
        journal(folder).bookmark.en_cours["motif"],  # type: ignore[union-attr]
        len(journal(folder).gestes),
    )


@pytest.mark.soak
def test_kill_loses_no_burst(folder: Path, record_property: Callable[[str, object], None]) -> None:
    """After `kill -9` at any moment, the journal holds at least the last burst acknowledged, and is whole."""
    chance, count, kept = random.Random(13), rounds(4, 300), 0  # noqa: S311 - the same each time
    for number in range(count):
        letter = folder / f"{number}.lls.yaml"
        with subprocess.Popen(
            [sys.executable, "-c", TYPE, str(letter)], stdout=subprocess.PIPE, encoding="ascii"
        ) as typist:
            assert typist.stdout is not None
            said = [typist.stdout.readline() for _ in range(chance.randint(1, 200))]
            typist.kill()
            acknowledged = int([*said, *typist.stdout.readlines()][-1])
        left = Journal(letter).read()
        assert left is not None
        kept += acknowledged
        assert len(left.en_cours["motif"]) >= 4 * acknowledged

    record_property(FIGURE, f"{count} kills, {kept} bursts acknowledged, none lost")


def test_closing_leaves_no_trace_of_what_was_accepted(folder: Path) -> None:
    """Once closed, the journal holds the place, the texts that wait and the gestures, and no former text."""
    kept = journal(folder)
    kept.write(Bookmark("motif", {"motif": "un texte retiré"}))
    kept.note(DONE)
    kept.write(Bookmark("conclusion", {"conclusion": "en attente"}))
    kept.close()
    whole = journal_file(folder).read_text("ascii")

    assert ("retir" in whole, "en attente" in whole) == (False, True)
    assert (DONE,) == journal(folder).gestes


def test_finished_letter_keeps_its_gestures_only(folder: Path) -> None:
    """Forgetting drops the place and the texts; without gestures nothing is left at all."""
    kept = journal(folder)
    kept.write(Bookmark("motif", {"motif": "à oublier"}))
    kept.forget()
    empty = list(folder.iterdir())
    kept.note(DONE)
    kept.write(Bookmark("motif", {"motif": "à oublier"}))
    kept.forget()
    again = journal(folder)

    assert ([], None, (DONE,)) == (empty, again.bookmark, again.gestes)
    assert "oublier" not in journal_file(folder).read_text("ascii")


def test_journal_is_private(folder: Path) -> None:
    """Only its owner reads a journal, begun, grown or written whole again, whatever the umask."""
    modes = []
    former = os.umask(0)
    try:
        kept = journal(folder)
        for text in ("un", "deux"):
            kept.write(Bookmark("motif", {"motif": text}))
            modes.append(stat.S_IMODE(journal_file(folder).stat().st_mode))
        kept.close()
        modes.append(stat.S_IMODE(journal_file(folder).stat().st_mode))
    finally:
        os.umask(former)

    assert [0o600] * 3 == modes


def test_bookmark_of_an_earlier_version_is_read_once(folder: Path) -> None:
    """The place and the texts kept by an earlier version are taken over, and its file goes."""
    former = folder / ".x.lls.yaml.etat"
    former.write_text('{"position": "motif", "en_cours": {"motif": "à finir"}}', "utf-8")
    kept = journal(folder)
    seen = kept.bookmark
    kept.close()

    assert Bookmark("motif", {"motif": "à finir"}) == seen == journal(folder).bookmark
    assert not former.exists()


def test_bookmark_left_later_by_an_earlier_version_is_added(folder: Path) -> None:
    """A seat with an earlier version worked in between: the texts of both are found."""
    journal(folder).write(Bookmark("motif", {"motif": "du journal"}))
    os.utime(journal_file(folder), (0, 0))
    former = folder / ".x.lls.yaml.etat"
    former.write_text('{"position": "conclusion", "en_cours": {"conclusion": "de l\'ancien"}}', "utf-8")

    assert Bookmark("conclusion", {"motif": "du journal", "conclusion": "de l'ancien"}) == journal(folder).bookmark


@pytest.mark.parametrize("damaged", ["{", '["x"]', '{"position": 3, "en_cours": 4}'])
def test_damaged_bookmark_of_an_earlier_version_is_no_obstacle(folder: Path, damaged: str) -> None:
    """What cannot be read is not read, and work begins."""
    (folder / ".x.lls.yaml.etat").write_text(damaged, "utf-8")

    assert None is journal(folder).bookmark


def test_journal_of_another_letter_is_put_aside(folder: Path) -> None:
    """The texts of a letter that had this file's name never show in another one; they are not destroyed either."""
    first = journal(folder)
    first.serie = "serie-1"
    first.write(Bookmark("motif", {"motif": "autre lettre"}))
    second = Journal(folder / "x.lls.yaml")
    second.serie = "serie-2"

    assert None is second.read()
    second.write(Bookmark("conclusion"))
    assert Bookmark("conclusion") == journal(folder).bookmark
    assert "autre lettre" in (folder / ".x.lls.yaml.journal.illisible").read_text("ascii")


def test_lines_of_somebody_else_are_not_cut(folder: Path) -> None:
    """Two programs on one journal, the lock having been forced: what the other wrote stays beside."""
    ours = journal(folder)
    ours.write(Bookmark("motif", {"motif": "le nôtre"}))
    theirs = journal(folder)
    theirs.write(Bookmark("motif", {"motif": "le leur"}))
    ours.write(Bookmark("motif", {"motif": "le nôtre, encore"}))

    assert {"motif": "le nôtre, encore"} == journal(folder).bookmark.en_cours  # type: ignore[union-attr]
    aside = records.replay((folder / ".x.lls.yaml.journal.illisible").read_bytes()).kept.bookmark
    assert Bookmark("motif", {"motif": "le leur"}) == aside


def test_link_is_not_written_through(folder: Path) -> None:
    """A symbolic link in the place of the journal is neither read nor followed."""
    target = folder / "ailleurs"
    target.write_bytes(b"intact")
    journal_file(folder).symlink_to(target)
    kept = journal(folder)
    kept.write(Bookmark("motif", {"motif": "privé"}))

    assert b"intact" == target.read_bytes()
    assert not journal_file(folder).is_symlink()
