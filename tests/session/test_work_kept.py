"""Nothing is ever lost: what stands after a full disk, a removed key, another seat."""

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lls_drafter.drafts.records import Geste
from lls_drafter.drafts.store import LetterStore, default_letter_path
from lls_drafter.errors import DraftError, DraftLockedError, DraftStateError, LlsError
from lls_drafter.letter.lettre import Identifiant, Lettre, Statut
from lls_drafter.places import state_folder
from lls_drafter.session.opening import Opened, create_letter, open_letter
from lls_drafter.session.sources import FixedClock
from lls_drafter.settings import Settings

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
BEGUN = Lettre(motif_hospitalisation="chute", identifiant=Identifiant(lettre="l-1", serie="s-1"))
MORE = BEGUN.replace(conclusion="fracture")
TYPED = {"etat_sortie": "marche av"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a letter with a motif, in a folder of its own."""
    (tmp_path / "cle").mkdir()
    place = tmp_path / "cle" / "x.lls.yaml"
    LetterStore(place).save(BEGUN)
    return place


def letter(path: Path) -> Lettre:
    """Read a letter of the disk."""
    return LetterStore(path).load().lettre


def texts(path: Path) -> Mapping[str, str]:
    """Read the texts typed and not accepted of a letter."""
    left = LetterStore(path).read_bookmark()
    return left.en_cours if left is not None else {}


def opening(
    path: Path, *, minutes: float = 0, read: bool = False, force: bool = False
) -> AbstractContextManager[Opened]:
    """Open a letter so many minutes after noon."""
    clock = FixedClock(NOON + timedelta(minutes=minutes))
    return open_letter(path, clock=clock, settings=Settings(), read_only_allowed=read, force=force)


def no_room() -> None:
    """Fail as a full disk does."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def leave(opened: Opened) -> None:
    """Give the letter back, as the end of its work does."""
    opened.work.close()
    assert opened.work.lock is not None
    opened.work.lock.release()


def copies() -> list[Path]:
    """Give the rescue copies of this seat."""
    return sorted((state_folder() / "secours").glob("*"))


def remove_key(path: Path) -> Callable[[], object]:
    """Take the folder of a letter away; gives how to bring it back."""
    away = path.parent.with_name("ailleurs")
    path.parent.rename(away)
    return lambda: away.rename(path.parent)


def test_work_goes_on_where_it_was_left(path: Path) -> None:
    """The question, the cursor, the typed texts and the gestures are found again; they are no part of the letter."""
    with opening(path) as opened:
        opened.work.record("répondu", "Conclusion", "conclusion")
        opened.work.save(MORE, "etat_sortie", TYPED, 9)
    with opening(path, minutes=5) as again:
        work = again.work
        found = (work.lettre, work.position, work.en_cours, work.curseur, again.notes)

    assert (MORE, "etat_sortie", TYPED, 9, ()) == found
    assert (Geste(NOON, "répondu", "Conclusion", "conclusion"),) == work.gestes
    assert [".x.lls.yaml.journal", "x.lls.yaml"] == sorted(file.name for file in path.parent.iterdir())


def test_removed_key_leaves_the_work_on_the_seat(path: Path) -> None:
    """The folder goes away: the save is refused, its hint says that nothing is lost, and a private copy holds all."""
    with opening(path) as opened:
        bring_back = remove_key(path)
        with pytest.raises(DraftError, match="n'existe pas") as caught:
            opened.work.save(MORE, "etat_sortie", TYPED)
        kept = copies()
        modes = [stat.S_IMODE(file.stat().st_mode) for file in (*kept, kept[0].parent)]
        bring_back()
        opened.work.save(MORE, "etat_sortie", TYPED)

    assert "le travail est en sûreté sur ce poste" in caught.value.hint
    assert "fracture" not in f"{caught.value.message}{caught.value.hint}"
    assert ([0o600, 0o700], True) == (modes, "x.lls" not in kept[0].name)
    assert (MORE, TYPED, []) == (letter(path), texts(path), copies())


def test_removed_key_that_comes_back_later_gets_its_work(path: Path) -> None:
    """The program ended meanwhile: the next opening takes the work up, says so, and writes it in its place."""
    with opening(path) as opened:
        bring_back = remove_key(path)
        opened.work.record("répondu", "Conclusion", "conclusion")
        with pytest.raises(DraftError):
            opened.work.save(MORE, "etat_sortie", TYPED, 3)
    with pytest.raises(DraftError, match="n'existe pas") as away, opening(path):
        pass
    bring_back()
    with opening(path, minutes=30) as again:
        work = again.work
        found = (work.lettre, work.position, work.en_cours, work.curseur, [one.verbe for one in work.gestes])

    assert "le travail est en sûreté sur ce poste" in away.value.hint
    assert (MORE, "etat_sortie", TYPED, 3, ["répondu"]) == found
    assert [
        "Verrou laissé par",
        "Travail gardé sur ce poste (12:00), le dossier ne répondant pas : repris.",
    ] == [again.notes[0][:17], again.notes[1]]
    assert (MORE, TYPED, []) == (letter(path), texts(path), copies())


def test_work_is_put_beside_a_letter_that_changed_meanwhile(path: Path) -> None:
    """Somebody worked on the key elsewhere: neither version is lost, and which is where is said."""
    with opening(path) as opened:
        bring_back = remove_key(path)
        with pytest.raises(DraftError):
            opened.work.save(MORE, "etat_sortie", TYPED)
    bring_back()
    elsewhere = LetterStore(path)
    elsewhere.load()
    elsewhere.save(BEGUN.replace(conclusion="entorse"))
    with opening(path, minutes=30) as again:
        shown = again.work.lettre.conclusion

    beside = path.with_name("x.conflit-1.lls.yaml")
    assert ("entorse", MORE, TYPED, []) == (shown, letter(beside), texts(beside), copies())
    assert "Un travail gardé sur ce poste (12:00) est dans x.conflit-1.lls.yaml" in again.notes[-1]


def test_texts_typed_on_another_seat_meanwhile_are_kept(path: Path) -> None:
    """The letter is the same but a text waits in its journal: the rescued work goes beside, the text stays."""
    with opening(path) as opened:
        bring_back = remove_key(path)
        with pytest.raises(DraftError):
            opened.work.save(MORE, "etat_sortie", TYPED)
    copy = copies()[0].read_bytes()
    bring_back()
    kept = copies()[0]
    kept.rename(kept.with_suffix(".garde"))
    with opening(path, minutes=10) as other:
        other.work.save(BEGUN, "conclusion", {"conclusion": "d'un autre poste"})
    kept.write_bytes(copy)
    with opening(path, minutes=30) as again:
        shown = (again.work.lettre, again.work.en_cours)

    assert (BEGUN, {"conclusion": "d'un autre poste"}) == shown
    assert MORE == letter(path.with_name("x.conflit-1.lls.yaml"))


def test_full_disk_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No room in the letter's folder: the former letter stands, the seat keeps the rest, the next save tries again."""
    sync = os.fsync

    def full(descriptor: int) -> None:
        if path.parent in Path(f"/proc/self/fd/{descriptor}").resolve().parents:
            no_room()
        sync(descriptor)

    with opening(path) as opened:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(DraftError, match="le disque est plein") as caught:
                opened.work.save(MORE, "etat_sortie", TYPED)
            stood = letter(path)
        waiting = len(copies())
        opened.work.save(MORE, "etat_sortie", TYPED)

    assert (BEGUN, 1) == (stood, waiting)
    assert "libérer de la place" in caught.value.hint
    assert (MORE, TYPED, []) == (letter(path), texts(path), copies())


def test_share_that_does_not_answer_is_as_a_removed_key(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network folder that fails in its own way is told in French, and loses nothing either."""

    def stale(function: Callable[..., object]) -> Callable[..., object]:
        def answer(place: object, *rest: object, **options: object) -> object:
            if str(place).startswith(str(path.parent)):
                raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
            return function(place, *rest, **options)

        return answer

    with opening(path) as opened:
        with monkeypatch.context() as patch:
            for name in ("stat", "lstat", "open"):
                patch.setattr(os, name, stale(getattr(os, name)))
            with pytest.raises(DraftError, match="le dossier ne répond plus") as caught:
                opened.work.save(MORE, "etat_sortie", TYPED)
            waiting = len(copies())
        opened.work.save(MORE, "etat_sortie", TYPED)

    assert ("le travail est en sûreté sur ce poste" in caught.value.hint, waiting) == (True, 1)
    assert (MORE, TYPED, []) == (letter(path), texts(path), copies())


def test_copy_that_cannot_be_put_beside_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file changed meanwhile and its disk is full: the letter does not open, and the copy is where it was."""
    with opening(path) as opened:
        bring_back = remove_key(path)
        with pytest.raises(DraftError):
            opened.work.save(MORE, "etat_sortie", TYPED)
    bring_back()
    store = LetterStore(path)
    store.load()
    store.save(BEGUN.replace(conclusion="entorse"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: no_room())
        with pytest.raises(DraftError, match="plein") as caught, opening(path):
            pass

    assert "un travail gardé sur ce poste (12:00) attend" in caught.value.hint
    assert 1 == len(copies())


def test_letter_without_a_file_yet_is_rescued_too(tmp_path: Path) -> None:
    """A new letter whose folder went before its first save opens from the copy, and no other takes its name."""
    path = tmp_path / "cle" / "lettre-2026-03-09-1.lls.yaml"
    clock = FixedClock(NOON)
    with create_letter(path, BEGUN, clock=clock, settings=Settings()) as opened:
        bring_back = remove_key(path)
        with pytest.raises(DraftError):
            opened.work.save(MORE, "etat_sortie", TYPED)
    bring_back()
    with (
        pytest.raises(DraftStateError, match="gardé sur ce poste"),
        create_letter(path, BEGUN, clock=clock, settings=Settings()),
    ):
        pass
    proposed = default_letter_path(path.parent, "2026-03-09").name
    with opening(path) as again:
        shown = (again.work.lettre, again.work.en_cours)

    assert ("lettre-2026-03-09-2.lls.yaml", (MORE, TYPED)) == (proposed, shown)
    assert (MORE, []) == (letter(path), copies())


def test_unreadable_copy_is_said_and_left(path: Path) -> None:
    """A copy that cannot be read stops nobody, and is not destroyed."""
    with opening(path) as opened:
        bring_back = remove_key(path)
        with pytest.raises(DraftError):
            opened.work.save(MORE, "etat_sortie", TYPED)
    bring_back()
    copies()[0].write_bytes(b"{")
    with opening(path) as again:
        again.work.save(MORE, "fin", {})
        said = f"ne se lit pas ; elle reste à sa place : {copies()[0]}" in again.notes[-1]
        bring_back = remove_key(path)
        with pytest.raises(DraftError):
            again.work.save(BEGUN, "etat_sortie", TYPED)
        bring_back()

    assert said
    assert [".illisible", ".json"] == sorted(file.suffix for file in copies())


def test_folder_in_the_place_of_a_removed_disk_is_not_written(path: Path, tmp_path: Path) -> None:
    """The mount point of a key that went shows an empty folder of another disk: the letter is not written there."""
    if not Path("/dev/shm").is_dir() or Path("/dev/shm").stat().st_dev == tmp_path.stat().st_dev:  # noqa: S108
        pytest.skip("there is no second file system")
    mount = tmp_path / "montage"
    mount.symlink_to(path.parent)
    with (
        tempfile.TemporaryDirectory(dir="/dev/shm") as empty,
        opening(mount / "x.lls.yaml") as opened,
    ):
        mount.unlink()
        mount.symlink_to(empty)
        with pytest.raises(DraftError, match="le disque de ce fichier n'est plus là"):
            opened.work.save(MORE, "etat_sortie", TYPED)
        written = list(Path(empty).glob("*.yaml"))
        mount.unlink()
        mount.symlink_to(path.parent)
        opened.work.save(MORE, "etat_sortie", TYPED)

    assert ([], MORE, []) == (written, letter(path), copies())


def test_second_seat_reads_and_waits_for_its_turn(path: Path) -> None:
    """The second seat sees the letter and whose it is, writes nothing, and has all of it once the first has left."""
    with opening(path) as first, opening(path, minutes=12, read=True) as second:
        said = second.work.read_only
        second.work.save(BEGUN, "conclusion", {})
        with pytest.raises(DraftLockedError, match="ouverte par"):
            second.work.save(MORE, "conclusion", {})
        refused = second.work.take_over()
        first.work.save(MORE, "etat_sortie", TYPED, 4)
        leave(first)
        taken = second.work.take_over()
        work = second.work
        found = (work.lettre, work.position, work.en_cours, work.curseur, work.read_only)
        work.save(MORE.replace(etat_sortie="marche"), "fin", {})

    assert said.startswith("cette lettre est ouverte par ")
    assert said.endswith("depuis 12:00, il y a 12 min ; sans signe de vie depuis 12 min")
    assert ((False, True), (MORE, "etat_sortie", TYPED, 4, "")) == ((refused, taken), found)
    assert "marche" == letter(path).etat_sortie


def test_second_seat_is_refused_unless_it_may_read(path: Path) -> None:
    """Where nobody can wait, a letter that is held is not opened."""
    with opening(path), pytest.raises(DraftLockedError, match="ouverte par"), opening(path):
        pass


def test_letter_validated_meanwhile_stays_for_reading(path: Path) -> None:
    """The holder validated the letter: whoever waited for it learns why it cannot be changed."""
    with opening(path) as first, opening(path, read=True) as second:
        store = LetterStore(path)
        store.load()
        store.save(BEGUN.replace(statut=Statut.ANNULEE))
        leave(first)
        taken = second.work.take_over()
        said = second.work.read_only

    assert (False, "cette lettre est annulée") == (taken, said)
    assert ["x.lls.yaml"] == [file.name for file in path.parent.iterdir()]


def test_forced_lock_costs_its_former_holder_nothing(path: Path) -> None:
    """The former holder was alive: its work is written beside, letter and texts, never over the new holder's."""
    with opening(path) as former:
        former.work.save(BEGUN, "conclusion", {})
        with opening(path, minutes=20, force=True) as ours:
            ours.work.save(BEGUN.replace(conclusion="entorse"), "fin", {"motif_hospitalisation": "le nôtre"})
            for _ in range(2):  # at each event, in the same place
                with pytest.raises(DraftLockedError, match="a été reprise par") as caught:
                    former.work.save(MORE, "etat_sortie", TYPED)
            ours.work.save(BEGUN.replace(conclusion="entorse grave"), "fin", {"motif_hospitalisation": "le nôtre"})

    beside = path.with_name("x.conflit-1.lls.yaml")
    assert "enregistrée dans x.conflit-1.lls.yaml" in caught.value.hint
    assert ("entorse grave", {"motif_hospitalisation": "le nôtre"}) == (letter(path).conclusion, texts(path))
    assert (MORE, TYPED) == (letter(beside), texts(beside))
    assert not path.with_name("x.conflit-2.lls.yaml").exists()


def test_nothing_of_the_letter_is_in_any_error(path: Path) -> None:
    """Whatever is refused, the sentence and its hint name files and fields, never what was typed."""
    secret = Lettre(motif_hospitalisation="SECRETMOTIF", identifiant=BEGUN.identifiant)
    said: list[LlsError] = []

    def attempt(opened: Opened) -> None:
        with pytest.raises(LlsError) as caught:
            opened.work.save(secret, "conclusion", {"conclusion": "SECRETTEXTE"})
        said.append(caught.value)

    with opening(path) as opened:
        with opening(path, read=True) as reader:
            attempt(reader)
        with opening(path, minutes=20, force=True):
            attempt(opened)
    with opening(path) as opened:
        bring_back = remove_key(path)
        attempt(opened)
        bring_back()

    assert 3 == len(said)
    assert [] == [error for error in said if "SECRET" in f"{error.message} {error.hint} {error.location}"]
