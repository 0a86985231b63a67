"""Letters on disk: private, atomic, never overwritten by mistake."""

import errno
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lls_drafter.drafts import files
from lls_drafter.drafts.store import LetterStore, default_letter_path
from lls_drafter.errors import DraftError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.remise import Validation
from lls_drafter.letter_files.codec import write_letter

CHUTE = Lettre(motif_hospitalisation="chute")
MALAISE = Lettre(motif_hospitalisation="malaise")


def test_save_is_private_and_reads_back(folder: Path) -> None:
    """A letter is readable by its owner only, and comes back as it was."""
    path = folder / "x.lls.yaml"
    LetterStore(path).save(CHUTE)

    assert CHUTE == LetterStore(path).load().lettre
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert ["x.lls.yaml"] == [p.name for p in folder.iterdir()]


def test_save_refuses_a_file_that_was_not_read(folder: Path) -> None:
    """A new letter never falls on another one."""
    path = folder / "x.lls.yaml"
    LetterStore(path).save(CHUTE)

    with pytest.raises(DraftError, match="existe déjà"):
        LetterStore(path).save(MALAISE)
    assert CHUTE == LetterStore(path).load().lettre


def test_save_keeps_both_when_the_file_changed_meanwhile(folder: Path) -> None:
    """Two writers: neither loses what was typed."""
    path = folder / "x.lls.yaml"
    first, second = LetterStore(path), LetterStore(path)
    first.save(CHUTE)
    second.load()
    first.save(MALAISE)

    with pytest.raises(DraftError, match="a changé sur le disque") as caught:
        second.save(Lettre(motif_hospitalisation="dyspnée"))
    assert "x.conflit-1.lls.yaml" in caught.value.hint
    assert "malaise" in path.read_text(encoding="utf-8")
    assert "dyspnée" in (folder / "x.conflit-1.lls.yaml").read_text(encoding="utf-8")


def test_comments_are_kept_in_a_copy(folder: Path) -> None:
    """A hand-written file whose comments would be lost is copied first."""
    path = folder / "x.lls.yaml"
    path.write_text("format: 1\n# demander le poids\nmotif_hospitalisation: chute\n", encoding="utf-8")
    store = LetterStore(path)
    store.load()
    store.save(MALAISE)

    assert "# demander le poids" in (folder / "x.original-1.lls.yaml").read_text(encoding="utf-8")
    assert MALAISE == LetterStore(path).load().lettre


def test_link_is_not_written_through(folder: Path) -> None:
    """A symbolic link never leads a write elsewhere."""
    target = folder / "ailleurs.yaml"
    target.write_text("intact", encoding="utf-8")
    link = folder / "x.lls.yaml"
    link.symlink_to(target)

    with pytest.raises(DraftError, match="lien symbolique"):
        LetterStore(link).save(CHUTE)
    assert "intact" == target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "le disque est plein"), (errno.EROFS, "lecture seule"), (errno.EIO, "support")],
)
def test_failed_write_leaves_the_former_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    """A full disk, a removed key: one French sentence, the former letter whole, nothing left behind."""
    path = folder / "x.lls.yaml"
    store = LetterStore(path)
    store.save(CHUTE)

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(DraftError, match=sentence):
        store.save(MALAISE)
    assert write_letter(CHUTE) == path.read_text(encoding="utf-8")
    assert ["x.lls.yaml"] == [p.name for p in folder.iterdir()]


@pytest.mark.parametrize("what", ["absent", "folder", "big"])
def test_unusable_file_says_why(folder: Path, what: str) -> None:
    """What cannot be read as a letter is refused before it is read."""
    path = folder / "x.lls.yaml"
    if what == "folder":
        path.mkdir()
    elif what == "big":
        with path.open("wb") as out:
            out.truncate(50_000_000)
    expected = {"absent": "n'existe pas", "folder": "c'est un dossier", "big": "fichier trop gros"}[what]

    with pytest.raises(DraftError, match=expected):
        LetterStore(path).load()


def test_frozen_version_never_changes(folder: Path) -> None:
    """A validated version is written once; the same content again is no error, another is."""
    store = LetterStore(folder / "x.lls.yaml")
    validation = Validation(par="Dr X", le=datetime(2026, 3, 9, tzinfo=UTC), empreinte="sha256:0")
    validated = CHUTE.replace(statut=Statut.VALIDEE, validation=validation)
    path = store.freeze(validated, standing=CHUTE)
    store.freeze(validated, standing=validated)

    with pytest.raises(DraftError, match="déjà figée"):
        store.freeze(MALAISE.replace(statut=Statut.VALIDEE), standing=validated)
    assert (validated,) == store.frozen(validated)
    assert 0o400 == stat.S_IMODE(path.stat().st_mode)


def test_default_name_has_no_identity(folder: Path) -> None:
    """The default name says the day and a number, nothing else."""
    first = default_letter_path(folder, "2026-03-09")
    first.touch()

    assert ["lettre-2026-03-09-1.lls.yaml", "lettre-2026-03-09-2.lls.yaml"] == [
        first.name,
        default_letter_path(folder, "2026-03-09").name,
    ]


def test_write_private_replaces_in_one_step(folder: Path) -> None:
    """Whoever reads meanwhile sees the former file or the new one."""
    path = folder / "f"
    files.write_private(path, b"un")
    with path.open("rb") as reader:
        files.write_private(path, b"deux")
        seen = reader.read()

    assert (b"un", b"deux") == (seen, path.read_bytes())
