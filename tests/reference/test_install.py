"""Installing the national base: from a folder or an archive, in one step, and never at the price of the former one.

Over 400 lines: each way an installation can end badly is one test.
"""

import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode, ReferenceDataError
from lls_drafter.reference.base_day import installed_day
from lls_drafter.reference.bdpm_files import KINDS
from lls_drafter.reference.index import DrugIndex
from lls_drafter.reference.install import install
from tests.reference.bdpm_set import encoded, in_archive, in_folder, real_folder, small_set
from tests.tools import FIGURE, rounds

Record = Callable[[str, object], None]
ROOT = Path(__file__).resolve().parents[2]
_INSTALL = "from pathlib import Path; from lls_drafter.reference.install import install; import sys"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Give a folder with the small set."""
    return in_folder(tmp_path / "jeu", encoded(small_set()))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Give the place of a base, whose folder is not there yet."""
    return tmp_path / "base" / "base.sqlite"


def other_set(folder: Path) -> Path:
    """Write a later small set: one speciality withdrawn, one added, one changed."""
    texts = small_set()
    for name, text in texts.items():
        texts[name] = text.replace("60000002", "60000009").replace("APIXABAN TEVA", "APIXABAN ZYDUS")
    texts["CIS_bdpm.txt"] = texts["CIS_bdpm.txt"].replace(
        "intraveineuse;sous-cutanée\tAutorisation active", "intraveineuse\tAutorisation abrogée"
    )
    texts["CIS_CIP_Dispo_Spec.txt"] = texts["CIS_CIP_Dispo_Spec.txt"].replace("19/05/2026", "19/06/2026")
    return in_folder(folder, encoded(texts))


def names_in(base: Path) -> set[str]:
    """Give the names of a base that is whole."""
    with DrugIndex.open(base) as index:
        index.check_whole()
        return {name for name, _ in index.specialities().values()}


def child(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """Start a program that knows `install` and whose arguments are paths."""
    command = [sys.executable, "-c", f"{_INSTALL}\n{code}", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")


def test_folder_makes_a_base(source: Path, target: Path) -> None:
    """A folder of published files gives a base that finds its drugs, readable by everyone, and nothing beside it."""
    report = install(source, target)
    with DrugIndex.open(target) as index:
        found = [fiche.dci for fiche in index.search("morph")]

    assert ("2026-05-19", None, None, True) == (
        report.meta.jour, report.precedente, report.changements, report.ecrite
    )  # fmt: skip
    assert [("morphine",)] == found[:1]
    assert ([target], 0o644) == (list(target.parent.iterdir()), stat.S_IMODE(target.stat().st_mode))
    assert report.taille == target.stat().st_size


@pytest.mark.parametrize("below", ["", "bdpm/mai 2026/", "../../"])
def test_archive_makes_the_same_base(below: str, source: Path, target: Path, tmp_path: Path) -> None:
    """A ZIP archive is the same as its folder, in whatever folder its files are; none is written under its own name."""
    archive = in_archive(tmp_path / "jeu.zip", encoded(small_set()), below=below)
    before = sorted(tmp_path.iterdir())
    report = install(archive, target)

    assert install(source, tmp_path / "autre" / "base.sqlite").meta == report.meta
    assert sorted([*before, target.parent, tmp_path / "autre"]) == sorted(tmp_path.iterdir())


def test_names_of_files_in_any_case(target: Path, tmp_path: Path) -> None:
    """Systems that change the case of names do not change the files; what else is there is left alone."""
    files = {name.upper(): data for name, data in encoded(small_set()).items()} | {"LISEZMOI.txt": b"\xff"}

    assert 4 == install(in_folder(tmp_path / "jeu", files), target).meta.specialites


def test_second_set_tells_what_changed(source: Path, target: Path, tmp_path: Path) -> None:
    """A second set takes the place of the first, and says what it adds, withdraws and changes."""
    install(source, target)
    report = install(other_set(tmp_path / "suivant"), target)

    assert "2026-05-19" == report.precedente
    assert report.changements is not None
    assert ("APIXABAN ZYDUS 5 mg, comprimé pelliculé",) == report.changements.ajoutees
    assert ("APIXABAN TEVA 5 mg, comprimé pelliculé",) == report.changements.retirees
    assert ("MORPHINE RENAUDIN 10 mg/ml, solution injectable",) == report.changements.modifiees


def test_same_set_changes_nothing(source: Path, target: Path) -> None:
    """Installing a set again changes no speciality, and gives the same bytes."""
    install(source, target)
    first = target.read_bytes()
    report = install(source, target)

    assert report.changements is not None
    assert ((), (), ()) == (
        report.changements.ajoutees, report.changements.retirees, report.changements.modifiees
    )  # fmt: skip
    assert first == target.read_bytes()


def test_trial_leaves_the_base_alone(source: Path, target: Path, tmp_path: Path) -> None:
    """A trial builds and compares, and changes nothing."""
    install(source, target)
    before = target.read_bytes()
    report = install(other_set(tmp_path / "suivant"), target, dry_run=True)

    assert (False, 1) == (report.ecrite, len(report.changements.ajoutees if report.changements else ()))
    assert (before, [target]) == (target.read_bytes(), list(target.parent.iterdir()))


def test_refused_set_leaves_the_base_alone(source: Path, target: Path, tmp_path: Path) -> None:
    """A set that cannot be used changes nothing: the former base is there, byte for byte."""
    install(source, target)
    before = target.read_bytes()
    wrong = in_folder(tmp_path / "faux", encoded(small_set()) | {"CIS_bdpm.txt": b"n'importe quoi"})

    with pytest.raises(ReferenceDataError, match="1 colonnes, 12 attendues"):
        install(wrong, target)
    assert (before, [target]) == (target.read_bytes(), list(target.parent.iterdir()))


@pytest.mark.parametrize("damage", [b"", b"n'importe quoi", b"SQLite format 3\x00" + b"\x00" * 500])
def test_damaged_base_is_replaced(damage: bytes, source: Path, target: Path) -> None:
    """A base that cannot be read is replaced by the new one; there is nothing to compare it with."""
    target.parent.mkdir()
    target.write_bytes(damage)
    report = install(source, target)

    assert (None, 4) == (report.changements, len(names_in(target)))


@pytest.mark.parametrize("stage", ["lecture de CIS_COMPO_bdpm.txt", "construction de l'index", "vérification"])
def test_interruption_leaves_the_base_alone(stage: str, source: Path, target: Path, tmp_path: Path) -> None:
    """Ctrl-C at any stage leaves the former base, and nothing beside it."""
    install(source, target)
    before = target.read_bytes()

    def interrupt(told: str) -> None:
        if told.startswith(stage):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        install(other_set(tmp_path / "suivant"), target, progress=interrupt)
    assert (before, [target]) == (target.read_bytes(), list(target.parent.iterdir()))


@pytest.mark.soak
def test_kill_at_any_moment_leaves_a_whole_base(
    source: Path, target: Path, tmp_path: Path, record_property: Record
) -> None:
    """After `kill -9` at any moment the base is whole, one set or the other; the next install cleans up."""
    chance, count = random.Random(5), rounds(6, 200)  # noqa: S311 - the same each time
    other = other_set(tmp_path / "suivant")
    install(source, target)
    sets = [names_in(target), names_in(_installed(other, tmp_path / "b.sqlite"))]
    seen = set()
    for _ in range(count):
        loop = "while True:\n    for one in sys.argv[2:]: install(Path(one), Path(sys.argv[1])); print(one, flush=True)"
        with child(loop, target, source, other) as program:
            assert program.stdout is not None
            program.stdout.readline()  # from here on, one install follows the other
            try:
                program.wait(timeout=chance.random() / 4)
            except subprocess.TimeoutExpired:
                program.kill()
        names = names_in(target)
        assert names in sets
        seen.add(sets.index(names))
    install(source, target)

    record_property(FIGURE, f"{count} kills during installs, base whole each time")
    assert [target] == list(target.parent.iterdir())
    assert seen


def _installed(source: Path, target: Path) -> Path:
    install(source, target)
    return target


def test_full_disk_leaves_the_base_alone(source: Path, target: Path, tmp_path: Path) -> None:
    """A disk that fills up during an install is told in French, and the former base stands."""
    install(source, target)
    before = target.read_bytes()
    code = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
from lls_drafter.errors import ReferenceDataError
try:
    install(Path(sys.argv[1]), Path(sys.argv[2]))
except ReferenceDataError as error:
    print(error.message)
"""
    said, _ = child(code, other_set(tmp_path / "suivant"), target).communicate(timeout=60)

    assert len(before) > 30_000
    assert "la base précédente, s'il y en a une, n'a pas été touchée" in said, said
    assert "Traceback" not in said
    assert (before, [target]) == (target.read_bytes(), list(target.parent.iterdir()))


def test_read_only_folder_is_told(source: Path, target: Path) -> None:
    """A folder where one may not write is told in French; what stood there still does."""
    install(source, target)
    before = target.read_bytes()
    target.parent.chmod(0o555)
    code = """
import os
from lls_drafter.errors import ReferenceDataError
from lls_drafter.reference import index, index_build
if os.geteuid() == 0:  # nothing is read-only for root
    os.seteuid(65534)
try:
    install(Path(sys.argv[1]), Path(sys.argv[2]))
except ReferenceDataError as error:
    print(error.message)
"""
    top = Path(tempfile.gettempdir())
    for folder in (source, *(one for one in source.parents if top in one.parents)):
        folder.chmod(folder.stat().st_mode | 0o555)
    said, _ = child(code, source, target).communicate(timeout=60)
    target.parent.chmod(0o755)

    assert "droits insuffisants dans ce dossier : la base précédente" in said, said
    assert before == target.read_bytes()


def test_place_that_cannot_be_a_folder_is_told(source: Path, tmp_path: Path) -> None:
    """A path through a file is refused in French."""
    (tmp_path / "fichier").write_text("x")

    with pytest.raises(ReferenceDataError, match="un élément du chemin n'est pas un dossier") as caught:
        install(source, tmp_path / "fichier" / "base.sqlite")
    assert ExitCode.REFERENCE == caught.value.exit_code


def test_folder_in_the_place_of_the_base_is_told(source: Path, target: Path) -> None:
    """A folder where the file should be is refused in French, and stays."""
    target.mkdir(parents=True)

    with pytest.raises(ReferenceDataError, match="un dossier est à la place du fichier de la base"):
        install(source, target)
    assert [target] == list(target.parent.iterdir())


def test_base_is_read_while_another_is_installed(source: Path, target: Path, tmp_path: Path) -> None:
    """Who reads a base goes on reading it while it is replaced; who opens it then has the new one."""
    install(source, target)
    with DrugIndex.open(target) as before, DrugIndex.open(target) as also:
        install(other_set(tmp_path / "suivant"), target)
        with DrugIndex.open(target) as after:
            assert ["2026-05", "2026-05", "2026-06"] == [
                index.search("eliquis")[0].base for index in (before, also, after)
            ]


def test_two_installs_at_once_leave_a_whole_base(source: Path, target: Path, tmp_path: Path) -> None:
    """Two programs that install at the same time do not harm each other."""
    code = "for _ in range(5): install(Path(sys.argv[1]), Path(sys.argv[2]))"
    programs = [child(code, one, target) for one in (source, other_set(tmp_path / "suivant"))]
    said = [program.communicate(timeout=100)[0] for program in programs]

    assert ([0, 0], ["", ""]) == ([program.returncode for program in programs], said)
    assert 4 == len(names_in(target))
    assert [target] == list(target.parent.iterdir())


@pytest.mark.parametrize("name", [kind.nom for kind in KINDS if kind.requis])
def test_archive_with_a_link_is_not_followed(name: str, target: Path, tmp_path: Path) -> None:
    """A symbolic link inside an archive is no file of the base."""
    files = encoded(small_set())
    del files[name]
    path = in_archive(tmp_path / "jeu.zip", files)
    link = zipfile.ZipInfo(name)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(ReferenceDataError, match=f"il manque {name}"):
        install(path, target)


def test_archive_that_swells_is_refused(target: Path, tmp_path: Path) -> None:
    """A few kilobytes that would become hundreds of megabytes are refused before they do."""
    path = in_archive(tmp_path / "jeu.zip", encoded(small_set()) | {"CIS_bdpm.txt": b"\0" * 65_000_000})

    assert path.stat().st_size < 200_000
    with pytest.raises(ReferenceDataError, match=r"fichier trop gros pour être celui de la base \(plus de 64 Mo\)"):
        install(path, target)


def test_archive_with_a_password_is_refused(target: Path, tmp_path: Path) -> None:
    """An archive with a password is refused with a sentence, without asking for it."""
    path = in_archive(tmp_path / "jeu.zip", encoded(small_set()))
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    path.write_bytes(data)

    with pytest.raises(ReferenceDataError, match="n'est pas une archive ZIP lisible"):
        install(path, target)


def test_archive_with_two_files_of_one_name_is_refused(target: Path, tmp_path: Path) -> None:
    """Two files of one name: nothing says which one is meant."""
    path = in_archive(tmp_path / "jeu.zip", encoded(small_set()))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("ancien/CIS_bdpm.txt", b"autre")

    with pytest.raises(ReferenceDataError, match="ce fichier est présent deux fois"):
        install(path, target)


def test_spoiled_archives_are_refused_or_read(target: Path, tmp_path: Path) -> None:
    """An archive with damaged bytes is refused in French or gives a whole base, never anything else."""
    chance = random.Random(3)  # noqa: S311 - the same each time
    whole = in_archive(tmp_path / "jeu.zip", encoded(small_set())).read_bytes()
    refused = 0
    for number in range(rounds(30, 1_000)):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / "abime.zip"
        path.write_bytes(data[: chance.randrange(1, len(data) + 1)] if number % 3 == 0 else data)
        try:
            install(path, target)
        except ReferenceDataError:
            refused += 1
        else:
            assert len(names_in(target)) in (3, 4)
    assert refused > 0


@pytest.mark.parametrize("content", [None, "", "du texte"])
def test_source_that_is_no_set_is_refused(content: str | None, target: Path, tmp_path: Path) -> None:
    """No such path, or a file that is no archive: one sentence, and no folder made for nothing."""
    path = tmp_path / "source.zip"
    if content is not None:
        path.write_text(content)

    with pytest.raises(ReferenceDataError, match=r"n'existe pas|n'est pas une archive ZIP lisible"):
        install(path, target)
    assert not target.parent.exists()


def test_day_of_a_base_is_read_without_its_search(source: Path, target: Path, tmp_path: Path) -> None:
    """The day of the data is that of the set; a file that is no base has none."""
    install(source, target)
    other = tmp_path / "autre"
    other.write_bytes(b"SQLite format 3\x00")

    assert "2026-05-19" == f"{installed_day(target)}"
    assert (None, None) == (installed_day(other), installed_day(tmp_path / "absent"))


@pytest.mark.slow
def test_real_set_is_installed_within_the_bars(target: Path, record_property: Record) -> None:
    """The whole national set installs into an index of less than 40 MB; the bench says in how long."""
    begin = time.perf_counter()
    report = install(real_folder(), target)
    spent = time.perf_counter() - begin

    record_property(FIGURE, f"15 848 specialities installed in {spent:.1f} s, {report.taille / 1e6:.1f} MB")
    assert (15_848, 13_592, 0) == (
        report.meta.specialites, report.meta.commercialisees, report.meta.lignes_ecartees
    )  # fmt: skip
    assert report.taille < 40_000_000


@pytest.mark.slow
def test_interrupted_program_says_so(target: Path) -> None:
    """Ctrl-C during a real install ends the program with code 130 and leaves no base behind."""
    command = [sys.executable, "-m", "lls_drafter", "medicaments", "installer", str(real_folder())]
    environment = os.environ | {"LLS_MEDICAMENTS": str(target)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as program:
        assert program.stderr is not None
        said = program.stderr.readline()
        program.send_signal(signal.SIGINT)
        said += program.stderr.read()

    assert ExitCode.INTERRUPTED == program.returncode, said
    assert "interrompu" in said
    assert not target.exists()
