"""The index as a file: what is written is what is read, and a damaged file never shows another drug."""

import multiprocessing
import random
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode, ReferenceDataError
from lls_drafter.reference.index import DrugIndex, national_info, write_index
from lls_drafter.reference.model import Fiche
from tests.reference.drugs import FICHES, META
from tests.tools import rounds

QUERIES = ("amlo", "eliquis 5", "prednisne", "amox clav", "arnica", "a", "lasilix")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the file of an index of the few specialities."""
    path = tmp_path / "médicaments ?#%.sqlite"
    write_index(path, FICHES, META)
    return path


@pytest.fixture
def index(path: Path) -> Iterator[DrugIndex]:
    """Give that index, open."""
    with DrugIndex.open(path) as opened:
        yield opened


def answers(path: Path) -> list[tuple[Fiche, ...]]:
    """Give what an index answers."""
    with DrugIndex.open(path) as opened:
        return [opened.search(query) for query in QUERIES]


def _answers_of_process(path: Path) -> int:
    return sum(len(found) for found in answers(path))


def test_speciality_is_read_as_it_was_written(index: DrugIndex) -> None:
    """Every fact of a speciality comes back, character by character."""
    written = next(one for one in FICHES if one.libelle.startswith("LASILIX FAIBLE"))

    assert written in index.search("lasilix faible")


def test_index_says_where_it_comes_from(index: DrugIndex) -> None:
    """The licence's sentence, with the date of the data, travels with the index."""
    assert META == index.meta
    assert national_info(META) == index.info
    assert (
        "Source : Base de données publique des médicaments (ANSM, HAS, UNCAM), "
        "base-donnees-publique.medicaments.gouv.fr, données de mai 2026, Licence Ouverte 2.0." == index.info.attribution
    )
    assert {"2026-05"} == {one.base for one in index.search("amlodipine")}


def test_specialities_tell_what_a_set_changes(index: DrugIndex, tmp_path: Path) -> None:
    """Each CIS code has its name and a checksum, which changes with any fact but the date of the base."""
    other = tmp_path / "autre.sqlite"
    changed = [replace(FICHES[0], hopital=True), replace(FICHES[1], base="2027-01"), *FICHES[2:]]
    write_index(other, changed, META)
    with DrugIndex.open(other) as newer:
        before, after = index.specialities(), newer.specialities()

    assert {one.cis for one in FICHES} == before.keys()
    assert [FICHES[0].cis] == [cis for cis in before if before[cis] != after[cis]]


def test_same_specialities_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    """An index depends on its specialities, not on the order in which they come."""
    other = tmp_path / "autre.sqlite"
    write_index(other, FICHES, META)

    assert path.read_bytes() == other.read_bytes()
    other.unlink()
    write_index(other, random.Random(3).sample(FICHES, len(FICHES)), META)  # noqa: S311 - a fixed sample
    assert answers(path) == answers(other)


def test_file_that_exists_is_not_overwritten(path: Path) -> None:
    """An index is written beside the former one, never over it."""
    before = path.read_bytes()

    with pytest.raises(ReferenceDataError, match="ne peut pas être écrite"):
        write_index(path, FICHES, META)
    assert before == path.read_bytes()


def test_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    """A file that cannot be written is one French sentence."""
    with pytest.raises(ReferenceDataError, match="ne peut pas être écrite") as told:
        write_index(tmp_path / "absent" / "base.sqlite", FICHES, META)
    assert ExitCode.REFERENCE is told.value.exit_code


def test_missing_file_is_said(tmp_path: Path) -> None:
    """No base is said as such, with the remedy."""
    with pytest.raises(ReferenceDataError, match="n'existe pas") as told:
        DrugIndex.open(tmp_path / "base.sqlite")
    assert "lls medicaments installer" == told.value.hint


def test_foreign_database_is_refused(tmp_path: Path) -> None:
    """Another program's database is no index."""
    path = tmp_path / "autre.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE meta (cle TEXT, valeur TEXT)")
    connection.commit()
    connection.close()

    with pytest.raises(ReferenceDataError, match="n'est pas une base de médicaments"):
        DrugIndex.open(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" * 500, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    """Any other file is refused in one sentence."""
    path = tmp_path / "base.sqlite"
    path.write_bytes(content)

    with pytest.raises(ReferenceDataError, match="base de médicaments"):
        DrugIndex.open(path)


def test_other_format_is_refused(path: Path) -> None:
    """An index of another version of the program is to be made again, and the message says so."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()

    with pytest.raises(ReferenceDataError, match="format 999, 1 attendu"):
        DrugIndex.open(path)


def test_truncated_file_is_refused_or_told(path: Path) -> None:
    """A file cut anywhere never answers with less, nor otherwise: it is said to be damaged."""
    whole, expected = path.read_bytes(), answers(path)
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        path.write_bytes(whole[:length])
        try:
            assert expected == answers(path)
        except ReferenceDataError as err:
            assert "base de médicaments" in err.message  # noqa: PT017 - both outcomes are right


@pytest.mark.soak
def test_damaged_file_never_shows_another_drug(path: Path) -> None:
    """Whatever bytes change, a speciality that is shown is one that was written, dose included."""
    chance = random.Random(11)  # noqa: S311 - a fixed sample
    whole, known = path.read_bytes(), {one for found in answers(path) for one in found}
    told = 0
    for _ in range(rounds(150, 5000)):
        damaged = bytearray(whole)
        start = chance.randrange(len(whole))
        for place in range(start, min(len(whole), start + chance.choice((1, 1, 8, 400)))):
            damaged[place] = chance.randrange(256)
        path.write_bytes(damaged)
        try:
            assert {one for found in answers(path) for one in found} <= known
        except ReferenceDataError:
            told += 1

    assert told > 0


def test_damaged_line_is_found_by_the_whole_reading(path: Path) -> None:
    """The reading over after an import sees a line that is not as it was written."""
    connection = sqlite3.connect(path)
    connection.execute("UPDATE lignes SET fiche = replace(fiche, '5 mg', '50 mg') WHERE id = 0")
    connection.commit()
    connection.close()

    with (
        DrugIndex.open(path) as index,
        pytest.raises(ReferenceDataError, match="endommagée"),
    ):
        index.check_whole()


def test_whole_index_passes_the_whole_reading(index: DrugIndex) -> None:
    """A good index is whole."""
    index.check_whole()


def test_threads_share_an_index(index: DrugIndex) -> None:
    """A worker thread searches while another does, and both are answered right."""
    expected = [index.search(query) for query in QUERIES]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: [index.search(query) for query in QUERIES], range(40)))

    assert [expected] * 40 == found


def test_processes_share_a_file(path: Path) -> None:
    """Two programs open one base at once."""
    with DrugIndex.open(path) as held:
        expected = sum(len(held.search(query)) for query in QUERIES)
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            assert [expected] * 4 == pool.map(_answers_of_process, [path] * 4)


def test_read_only_file_is_read(path: Path) -> None:
    """A base of the site, which the user may not write, is read; its folder stays as it is."""
    expected = answers(path)
    path.chmod(0o444)

    assert expected == answers(path)


def test_file_replaced_while_open_still_answers(index: DrugIndex, path: Path, tmp_path: Path) -> None:
    """A base that is installed while a letter is being written does not disturb it."""
    expected = index.search("amlo")
    newer = tmp_path / "neuve.sqlite"
    write_index(newer, FICHES[:3], META)
    newer.replace(path)

    assert expected == index.search("amlo")
    assert expected != answers(path)[0]


def test_list_in_memory_answers_as_a_file(index: DrugIndex) -> None:
    """A short list in memory is searched by the same code."""
    with DrugIndex.in_memory(FICHES, index.info, "2026-05") as held:
        assert [index.search(query) for query in QUERIES] == [held.search(query) for query in QUERIES]
        assert held.meta is None


def test_empty_catalogue_answers_nothing() -> None:
    """A catalogue without a drug is no error."""
    with DrugIndex.in_memory((), national_info(META), "vide") as index:
        assert () == index.search("amlo")
        assert () == index.identify("amlodipine").propositions
