"""Where a template stands, and what became of it since it was signed."""

import os
from datetime import date
from pathlib import Path

import pytest

from lls_drafter.errors import PackSchemaError
from lls_drafter.packs.publication import Publication, StatutModele, pack_digest, record_text, standing
from lls_drafter.packs.sources import builtin_root
from tests.packs.test_templates import pack


def signed(folder: Path, statut: StatutModele = StatutModele.PUBLIE) -> None:
    """Sign the template of a folder."""
    record = Publication(
        statut=statut,
        par="Dr Anne KELLER",
        fonction="PH",
        le=date(2026, 3, 9),
        version="1",
        empreinte=pack_digest(folder),
    )
    (folder / "publication.yaml").write_text(record_text(record), encoding="utf-8")


def folder_of(tmp_path: Path) -> Path:
    """Give the folder of a service's template."""
    return pack(tmp_path, motif="x\n")[0] / "templates" / "cardio"


def test_template_begins_as_a_draft(tmp_path: Path) -> None:
    """Nobody signed it: it drafts no real letter."""
    found = standing(folder_of(tmp_path))

    assert (StatutModele.PROJET, False, "projet") == (found.statut, found.drafts_letters, found.say())


@pytest.mark.parametrize(
    ("statut", "drafts"), [(StatutModele.PUBLIE, True), (StatutModele.CANDIDAT, False), (StatutModele.RETIRE, False)]
)
def test_only_a_published_template_drafts_letters(tmp_path: Path, statut: StatutModele, drafts: bool) -> None:
    """A candidate and a withdrawn template begin no letter; the record says who signed, and when."""
    folder = folder_of(tmp_path)
    signed(folder, statut)

    found = standing(folder)

    assert drafts == found.drafts_letters
    assert found.say().endswith("le 09/03/2026 par Dr Anne KELLER, PH")


@pytest.mark.parametrize(
    "name", ["modele.yaml", "blocs/motif.j2", "listes/nouvelle.yaml", "listes/base.yaml", "listes/publication.yaml"]
)
def test_changed_template_is_a_candidate_again(tmp_path: Path, name: str) -> None:
    """What was changed since it was signed is not what somebody signed."""
    folder = folder_of(tmp_path)
    signed(folder)
    (folder / "listes").mkdir()
    with (folder / name).open("a", encoding="utf-8") as out:
        out.write("# changé\n")

    found = standing(folder)

    assert (StatutModele.CANDIDAT, True) == (found.statut, found.changed)
    assert found.say().startswith("candidat (modifié depuis : publié le 09/03/2026")


def test_file_name_in_another_encoding_has_a_digest(tmp_path: Path) -> None:
    """A file named on an old system is one of the files, not a fault of the program."""
    folder = folder_of(tmp_path)
    before = pack_digest(folder)
    Path(os.fsdecode(os.fsencode(folder) + b"/en-t\xeate.docx")).write_bytes(b"x")

    assert before != pack_digest(folder)


def test_leftovers_of_editors_change_nothing(tmp_path: Path) -> None:
    """A lock file of Word, a hidden file and the record itself are no part of a template."""
    folder = folder_of(tmp_path)
    signed(folder)
    for name in ("~$papier.docx", ".modele.yaml.swp", "base.yaml"):
        (folder / name).write_text("x", encoding="utf-8")

    assert standing(folder).drafts_letters


def test_builtin_templates_are_published_but_for_the_examples() -> None:
    """The national templates draft letters; the examples of services wait for a service to sign them."""
    folders = {path.parent.name: standing(path.parent) for path in builtin_root().glob("templates/*/modele.yaml")}

    assert {"mco_ambulatoire", "mco_standard"} == {name for name, one in folders.items() if one.drafts_letters}
    assert {"chirurgie_ambulatoire", "mco_cardiologie"} == {
        name for name, one in folders.items() if one.statut is StatutModele.CANDIDAT
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("statut: publie\n", "illisible"),
        ('statut: publie\nle: "2026-03-09"\nversion: "1"\nempreinte: x\n', "clé manquante : « par »"),
        ('statut: oui\nle: "2026-03-09"\npar: x\nversion: "1"\nempreinte: x\n', "mot inconnu"),
        ("statut: [\n", "crochet|liste|YAML"),
    ],
)
def test_spoiled_record_is_told(tmp_path: Path, text: str, message: str) -> None:
    """A record that was edited by hand into nonsense publishes nothing."""
    folder = folder_of(tmp_path)
    (folder / "publication.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(PackSchemaError, match=message):
        standing(folder)
