"""The file of a learner's results."""

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lls_drafter.errors import DraftError, DraftFormatError, DraftVersionError, UsageError
from lls_drafter.training.progress import Suivi, progress_file, read_results, record, results_of
from lls_drafter.training.result_lines import write_line
from tests.training.results import result


@pytest.fixture
def kept() -> Path:
    """Give the file of a learner with two results."""
    record("nina", result(40))
    record("nina", result(70, days=3))
    return progress_file("nina")


def _scores(found: Suivi) -> list[int]:
    return [one.score for one in found.of("nina")]


def test_results_are_kept_in_their_order(kept: Path) -> None:
    """Each result recorded is there, oldest first, in one file that its owner alone can read."""
    mode = stat.S_IMODE(kept.stat().st_mode), stat.S_IMODE(kept.parent.stat().st_mode)

    assert ([40, 70], (0o600, 0o700)) == (_scores(read_results(kept)), mode)


def test_learner_without_results_has_none() -> None:
    """Nothing is made for a learner that is only asked about."""
    assert (Suivi(), False) == (results_of("nina"), progress_file("nina").parent.exists())


def test_capitals_name_the_same_learner(kept: Path) -> None:
    """« Nina » and « nina » are one learner: some file systems could not tell them apart."""
    record("NINA", result(80, days=4))

    assert [40, 70, 80] == _scores(read_results(kept))


@pytest.mark.parametrize("name", ["", "Léa", "../autre", "a/b", "a b", ".", "x" * 41, "nul\0", "-rf"])
def test_pseudonym_that_could_be_a_path_or_a_name_is_refused(name: str) -> None:
    """A pseudonym never leads out of the folder of learners, and the refusal does not repeat it."""
    with pytest.raises(UsageError, match=r"^pseudonyme refusé$"):
        record(name, result())


def test_broken_line_costs_itself_alone(kept: Path) -> None:
    """A line edited by hand is told by its number; the others count, and looking changes nothing."""
    data = kept.read_bytes().replace(b'"score":40', b'"score":4000')
    kept.write_bytes(data)
    found = results_of("nina")

    assert ([70], ("progres.jsonl : ligne 1 illisible, non comptée.",), data) == (
        _scores(found),
        found.said(kept, "nina"),
        kept.read_bytes(),
    )


def test_file_is_copied_aside_before_it_is_mended(kept: Path) -> None:
    """The next result goes into a sound file; the broken one is kept whole beside it, each time under a new name."""
    broken = kept.read_bytes() + b"Bravo Nina !\n"
    for days in (5, 6):
        kept.write_bytes(broken)
        notes = record("nina", result(90, days=days))
    copies = sorted(kept.parent.glob("progres.abime-*"))

    assert (
        ("progres.jsonl : ligne 3 illisible, non comptée ; le fichier d'avant est gardé dans progres.abime-2.jsonl.",),
        [40, 70, 90],
        [broken, broken],
    ) == (notes, _scores(read_results(kept)), [copy.read_bytes() for copy in copies])


def test_line_cut_short_by_a_kill_loses_nothing_else(kept: Path) -> None:
    """A line half written is put aside by the next result, never glued to it."""
    kept.write_bytes(kept.read_bytes() + write_line("nina", result(99))[:50])
    record("nina", result(80, days=4))

    assert [40, 70, 80] == _scores(read_results(kept))


def test_last_line_without_its_end_counts(kept: Path) -> None:
    """An editor that takes the last line end away takes no result away."""
    kept.write_bytes(kept.read_bytes().rstrip(b"\n"))
    record("nina", result(80, days=4))

    assert [40, 70, 80] == _scores(read_results(kept))


def test_windows_line_ends_and_mark_are_read(kept: Path) -> None:
    """A file that went through a Windows editor says the same."""
    kept.write_bytes(b"\xef\xbb\xbf" + kept.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")

    assert ([40, 70], ()) == (_scores(read_results(kept)), read_results(kept).illisibles)


def test_later_format_is_neither_read_nor_written(kept: Path) -> None:
    """A file of a later version is left as it is: this one would lose what it does not know."""
    data = kept.read_bytes() + b'{"format":2}\n'
    kept.write_bytes(data)
    with pytest.raises(DraftVersionError, match="version plus récente"):
        record("nina", result(80))

    assert data == kept.read_bytes()


def test_results_of_somebody_else_are_not_counted_and_stay(kept: Path) -> None:
    """A file copied from another learner gives nobody their scores, and loses none."""
    kept.write_bytes(kept.read_bytes() + write_line("paul", result(100)))
    record("nina", result(80, days=4))
    found = read_results(kept)

    assert ([40, 70, 80], ("progres.jsonl : 1 résultat est d'un autre pseudonyme ; non comptés.",), 1) == (
        _scores(found),
        found.said(kept, "nina"),
        len(found.of("paul")),
    )


def test_link_is_not_written_through(kept: Path, tmp_path: Path) -> None:
    """A link put in the place of the file does not lead the results elsewhere."""
    elsewhere = tmp_path / "ailleurs.jsonl"
    kept.rename(elsewhere)
    kept.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with pytest.raises(DraftError, match="lien symbolique"):
        record("nina", result(80))

    assert before == elsewhere.read_bytes()


def test_folder_in_the_place_of_the_file_is_a_sentence() -> None:
    """Whatever stands there, one sentence says so."""
    progress_file("nina").mkdir(parents=True)

    with pytest.raises(DraftError, match="autre chose qu'un fichier ordinaire"):
        record("nina", result())


def test_file_too_large_is_not_read(kept: Path) -> None:
    """A file that is something else altogether is not taken into memory."""
    with kept.open("r+b") as out:
        out.truncate(200_000_000)

    with pytest.raises(DraftFormatError, match="trop gros pour un suivi"):
        results_of("nina")


@pytest.fixture
def read_only(kept: Path) -> Iterator[Path]:
    """Give a file that cannot be written, in such a folder."""
    kept.chmod(0o400)
    kept.parent.chmod(0o500)
    if os.access(kept, os.W_OK):
        pytest.skip("the administrator may write everywhere")
    yield kept
    kept.parent.chmod(0o700)


def test_read_only_file_is_a_sentence(read_only: Path) -> None:
    """A seat that cannot write says so; what stood is untouched."""
    before = read_only.read_bytes()
    with pytest.raises(DraftError, match="droits insuffisants"):
        record("nina", result(80))

    assert before == read_only.read_bytes()


def test_full_disk_leaves_the_file_as_it_was() -> None:
    """A line that does not fit is cut away again: the results before it stay."""
    resource = pytest.importorskip("resource")
    record("nina", result(40))
    path = progress_file("nina")
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, hard))
    try:
        with pytest.raises(DraftError, match="taille permise"):
            record("nina", result(80))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert before == path.read_bytes()


def test_ten_thousand_results_are_read_at_once() -> None:
    """A learner of many years waits a moment, no more; one more result costs a line."""
    path = progress_file("nina")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"".join(write_line("nina", result(number % 101, days=number)) for number in range(10_000)))
    begun = time.perf_counter()
    record("nina", result(100, days=10_001))
    found = results_of("nina")

    assert (10_001, True) == (len(found.of("nina")), time.perf_counter() - begun < 5)
