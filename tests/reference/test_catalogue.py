"""The catalogue of a seat: the installed base when it can be read, else the next one, with the reason."""

import os
from pathlib import Path

import pytest

from lls_drafter import places
from lls_drafter.reference import catalogue
from lls_drafter.reference.catalogue import built_in_catalogue, open_catalogue
from lls_drafter.reference.index import write_index
from tests.reference.drugs import FICHES, META

APIXABAN = ("apixaban",)


def put_base(path: Path) -> Path:
    """Install an index."""
    path.parent.mkdir(parents=True)
    write_index(path, FICHES, META)
    return path


def damage(path: Path) -> None:
    """Change a dose in an index, as a failing disk would."""
    content = path.read_bytes()
    assert b'["AMLOR 5 mg' in content
    path.write_bytes(content.replace(b'["AMLOR 5 mg', b'["AMLOR 9 mg'))


def kept_indexes() -> list[Path]:
    """Give the indexes of our list that the cache holds."""
    return sorted((places.cache_folder() / "reference").glob("*.sqlite"))


def test_seat_without_a_base_has_our_list() -> None:
    """Without any base the search answers, and says that the list is ours."""
    with open_catalogue() as opened:
        found = opened.search("amlo 5 gel")

        assert opened.warning is None
        assert opened.info.integree
        assert "amlodipine 5 mg gélule" == found[0].libelle
        assert found[0].base.startswith("liste lls")


def test_installed_base_is_used() -> None:
    """The user's base answers in the place of our list."""
    put_base(places.user_drug_base_file())
    with open_catalogue() as opened:
        assert (None, "2026-05") == (opened.warning, opened.info.date)
        assert APIXABAN == opened.identify("eliquis").dci


def test_base_of_the_site_is_used_when_the_user_has_none() -> None:
    """The site's base serves every user of the seat."""
    put_base(places.site_drug_base_file())
    with open_catalogue() as opened:
        assert (None, False) == (opened.warning, opened.info.integree)


def test_base_that_cannot_be_opened_gives_way_with_a_reason() -> None:
    """A corrupted base is said, with its remedy; the site's base answers."""
    own = put_base(places.user_drug_base_file())
    own.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    put_base(places.site_drug_base_file())
    with open_catalogue() as opened:
        assert not opened.info.integree
        assert opened.warning is not None
        assert "base de médicaments" in opened.warning
        assert str(own) in opened.warning
        assert "lls medicaments installer" in opened.warning


def test_base_found_damaged_later_gives_way_too() -> None:
    """Damage that only a search meets does not stop a letter: our list answers, and the reason is said."""
    damage(put_base(places.user_drug_base_file()))
    with open_catalogue() as opened:
        before = opened.info.integree
        found = opened.search("amlor")

        assert found
        assert "AMLOR 9 mg, gélule" not in [one.libelle for one in found]
        assert (False, True) == (before, opened.info.integree)
        assert "endommagée" in str(opened.warning)


def test_identification_on_a_damaged_base_gives_way_too() -> None:
    """The same when a name is identified."""
    damage(put_base(places.user_drug_base_file()))
    with open_catalogue() as opened:
        assert ("amlodipine",) == opened.identify("amlor").dci
        assert opened.warning is not None


def test_index_of_our_list_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second start reads the index that the first one made, and parses nothing."""
    with built_in_catalogue() as first:
        expected = first.search("amlo")
    (kept,) = kept_indexes()
    before = kept.stat().st_mtime_ns
    monkeypatch.setattr(catalogue, "_keep", None)  # would fail if it were called
    with built_in_catalogue() as second:
        assert expected == second.search("amlo")

    assert before == kept.stat().st_mtime_ns


def test_index_of_a_former_list_is_removed() -> None:
    """The cache holds one index of our list."""
    folder = places.cache_folder() / "reference"
    folder.mkdir(parents=True)
    (folder / "usuels-index-ancien.sqlite").write_bytes(b"old")
    with built_in_catalogue():
        assert 1 == len(kept_indexes())
        assert "ancien" not in kept_indexes()[0].name


def test_damaged_index_of_our_list_is_made_again() -> None:
    """A damaged cache costs a second, nothing else."""
    with built_in_catalogue() as first:
        expected = first.search("amlo")
    (kept,) = kept_indexes()
    kept.write_bytes(b"not an index")
    with built_in_catalogue() as second:
        assert expected == second.search("amlo")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be written only costs time."""
    folder = tmp_path / "fermé"
    folder.mkdir(mode=0o500)
    monkeypatch.setenv("LLS_CACHE", str(folder / "cache"))
    with built_in_catalogue() as index:
        assert index.search("amlo")


def test_cache_that_is_a_file_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that cannot even be a folder only costs time."""
    blocked = tmp_path / "fichier"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("LLS_CACHE", str(blocked))
    with built_in_catalogue() as index:
        assert index.search("amlo")
