"""A template's folder changed, copied and replaced: the former one stays whole whatever stops the new one."""

import subprocess
import sys
from pathlib import Path

import pytest

from lls_drafter.errors import DraftError, Location, PackError, PackFileError
from lls_drafter.packs.publication import pack_digest
from lls_drafter.session.pack_copy import copy_pack, put_folder, tried
from lls_drafter.session.pack_install import Destination, Installation, install
from lls_drafter.session.pack_text import read_own
from lls_drafter.session.template_folder import start_template


@pytest.fixture
def cardio(tmp_path: Path) -> Path:
    """Give the folder of a template just begun."""
    folder = tmp_path / "cardio"
    start_template(folder, "mco_standard", titre="Cardiologie")
    return folder


def folder_of(place: Path, text: str) -> Path:
    """Give a folder that holds one file."""
    place.mkdir()
    (place / "f").write_text(text, encoding="utf-8")
    return place


@pytest.mark.parametrize("in_one_step", [True, False])
def test_folder_takes_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_one_step: bool) -> None:
    """With the system's exchange or without it, the new folder stands where the former did."""
    if not in_one_step:
        monkeypatch.setattr(sys, "platform", "autre")
    (tmp_path / "scratch").mkdir()
    made, target = folder_of(tmp_path / "scratch" / "t", "nouveau"), folder_of(tmp_path / "t", "ancien")

    put_folder(made, target)

    assert "nouveau" == (target / "f").read_text(encoding="utf-8")


@pytest.mark.parametrize("in_one_step", [True, False])
def test_folder_that_cannot_be_put_leaves_the_former(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_one_step: bool
) -> None:
    """A new folder that is gone leaves the former one in its place, as it was."""
    if not in_one_step:
        monkeypatch.setattr(sys, "platform", "autre")
    target = folder_of(tmp_path / "t", "ancien")
    (tmp_path / "scratch").mkdir()

    with pytest.raises(DraftError):
        put_folder(tmp_path / "scratch" / "t", target)

    assert "ancien" == (target / "f").read_text(encoding="utf-8")


def test_fault_of_a_tried_change_is_told_at_its_own_place(cardio: Path) -> None:
    """The copy is never named: the author looks for the fault where the template is."""
    with pytest.raises(PackError) as caught, tried(cardio) as copy:
        raise PackError("x", location=Location(str(copy / "modele.yaml"), 3))

    assert f"{cardio}/modele.yaml:3" == str(caught.value.location)


def test_link_out_of_the_template_is_not_copied(cardio: Path) -> None:
    """A copy does not hand out what a link leads to."""
    (cardio / "annexe.docx").symlink_to("/etc/hostname")

    with pytest.raises(PackFileError, match="lien vers un autre dossier"):
        copy_pack(cardio, cardio.parent / "copie")


def test_file_changed_meanwhile_is_not_overwritten(cardio: Path) -> None:
    """Two editors: what the other one saved is kept."""
    own = read_own(cardio / "modele.yaml")
    (cardio / "modele.yaml").write_bytes(own.data + b"# relu\n")

    with pytest.raises(PackFileError, match="changé ailleurs"):
        own.replace(b"x")

    assert own.data + b"# relu\n" == (cardio / "modele.yaml").read_bytes()


_FULL = """
import resource, signal, sys
from pathlib import Path
from lls_drafter.errors import LlsError
from lls_drafter.session.pack_install import Destination, Installation, install
from lls_drafter.session.template_edits import TemplateEditor

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder, limit = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
for act in (
    lambda: TemplateEditor(folder).say("appel", "Cher confrère,"),
    lambda: install(Installation(folder=folder, destination=Destination.SITE, replace=True)),
):
    try:
        act()
    except LlsError as error:
        print(error.message)
"""


@pytest.mark.parametrize("limit", [100, 2_000])
def test_full_disk_leaves_every_file_whole(cardio: Path, limit: int) -> None:
    """No room for a file: one sentence each time, the template and the one that is installed are as they were."""
    there = install(Installation(folder=cardio, destination=Destination.SITE)).folder
    (cardio / "modele.yaml").write_text(
        (cardio / "modele.yaml").read_text(encoding="utf-8") + "# plus long\n", encoding="utf-8"
    )
    before = [pack_digest(folder) for folder in (cardio, there)]

    ran = subprocess.run(
        [sys.executable, "-c", _FULL, str(cardio), str(limit)], capture_output=True, text=True, check=True
    )

    assert ["la taille permise est dépassée"] * 2 == ran.stdout.splitlines()
    assert before == [pack_digest(folder) for folder in (cardio, there)]
    assert ["cardio"] == [path.name for path in there.parent.iterdir()]
