"""A template signed, installed and withdrawn: no version twice, nothing replaced unsaid, nothing lost on the way."""

from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode
from lls_drafter.packs.publication import read_record, standing
from lls_drafter.places import site_folder
from tests.cli.conftest import Lls, Outcome
from tests.session.broken_templates import BROKEN

RECORD = "publication.yaml"


def change(path: Path, before: str, after: str) -> None:
    """Change a text of a file."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def publish(lls: Lls, folder: Path, *more: str) -> Outcome:
    """Sign a template."""
    return lls("modeles", "publier", folder, "--par", "Dr X", *more)


def installed() -> Path:
    """Give the template of the site's layer."""
    return site_folder() / "templates" / "cardio"


@pytest.mark.parametrize("between", [["--retirer"], ["--candidat"], ["--candidat", "--retirer"]])
def test_version_is_never_published_twice(lls: Lls, cardio: Path, between: list[str]) -> None:
    """Whatever was signed in between, a published version keeps its files; another version may have others."""
    path = cardio / "modele.yaml"
    publish(lls, cardio)
    if "--candidat" in between:  # raised, proposed, then lowered
        change(path, 'version: "1"', 'version: "2"')
    change(path, '"Cardiologie"', '"Autre"')
    for word in between:
        assert ExitCode.OK == publish(lls, cardio, word).code
    if "--candidat" in between:
        change(path, 'version: "2"', 'version: "1"')

    refused = publish(lls, cardio)
    change(path, '"Autre"', '"Cardiologie"')
    same = publish(lls, cardio)

    assert (ExitCode.PACK, True) == (refused.code, "augmenter « version »" in refused.err)
    assert (ExitCode.OK, True) == (same.code, "publié le" in same.out)


def test_record_of_before_the_history_still_counts(lls: Lls, cardio: Path) -> None:
    """A withdrawal signed by an older program keeps its version from being published with other files."""
    publish(lls, cardio)
    publish(lls, cardio, "--retirer")
    text = (cardio / RECORD).read_text(encoding="utf-8")
    (cardio / RECORD).write_text(text[: text.index("historique")], encoding="utf-8")
    change(cardio / "modele.yaml", '"Cardiologie"', '"Autre"')

    assert "augmenter « version »" in publish(lls, cardio).err


def test_list_is_never_published_twice_under_a_version(lls: Lls, tmp_path: Path) -> None:
    """A check-list has the same law as a template."""
    path = tmp_path / "maliste.yaml"
    lls("listes", "nouveau", path, "--titre", "Ma liste")
    first = lls("listes", "publier", path, "--par", "Dr X")
    change(path, "Ma liste", "Une autre")
    refused = lls("listes", "publier", path, "--par", "Dr X")
    change(path, 'version: "1"', 'version: "2"')
    second = lls("listes", "publier", path, "--par", "Dr X")
    change(path, 'version: "2"', 'version: "1"')

    assert [ExitCode.OK, ExitCode.PACK, ExitCode.OK] == [one.code for one in (first, refused, second)]
    assert "augmenter « version »" in lls("listes", "publier", path, "--par", "Dr X").err


@pytest.mark.parametrize("name", ["fichier à moitié écrit", "papier absent", "modèle étendu mal nommé", "bloc absent"])
def test_broken_template_is_withdrawn(lls: Lls, tmp_path: Path, name: str) -> None:
    """What cannot even be put together can be withdrawn; the record says so."""
    folder = BROKEN[name].write(tmp_path)

    outcome = publish(lls, folder, "--retirer")

    assert (ExitCode.OK, True) == (outcome.code, "retiré le 09/03/2026 par Dr X" in outcome.out)


def test_template_whose_files_cannot_be_read_is_withdrawn(lls: Lls, cardio: Path) -> None:
    """A paper on a share that is gone keeps nobody from withdrawing; publishing is told which file."""
    publish(lls, cardio)
    (cardio / "blocs" / "x.j2").symlink_to("/proc/self/mem")  # read by nobody, the superuser included

    refused, withdrawn = publish(lls, cardio), publish(lls, cardio, "--retirer")

    assert (ExitCode.PACK, True) == (refused.code, "ce fichier ne peut pas être lu" in refused.err)
    assert (ExitCode.OK, True) == (withdrawn.code, "retiré le" in withdrawn.out)


def test_spoiled_record_is_kept_when_a_template_is_withdrawn(lls: Lls, cardio: Path) -> None:
    """A record that nobody can read does not keep a template in use, and is put aside, not lost."""
    (cardio / RECORD).write_text("statut: [\n", encoding="utf-8")

    outcome = publish(lls, cardio, "--retirer")

    assert (ExitCode.OK, True) == (outcome.code, "retiré le" in outcome.out)
    assert ["statut: [\n"] == [path.read_text(encoding="utf-8") for path in cardio.glob(".publication*")]


def test_withdrawing_leaves_the_installed_files(lls: Lls, cardio: Path) -> None:
    """Letters begun with a template still print: only the record of the installed one changes."""
    publish(lls, cardio, "--installer", "site")
    before = (installed() / "modele.yaml").read_bytes()
    (cardio / "modele.yaml").write_text("id: [", encoding="utf-8")

    outcome = publish(lls, cardio, "--retirer", "--installer", "site")

    assert (ExitCode.OK, before) == (outcome.code, (installed() / "modele.yaml").read_bytes())
    assert not standing(installed()).drafts_letters
    assert standing(installed()).say().startswith("retiré le")


def test_template_from_elsewhere_is_not_replaced_unsaid(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """Two services chose one name: both versions are named, and nothing is signed; `--remplacer` says it is wanted."""
    publish(lls, cardio, "--installer", "site")
    other = tmp_path / "ailleurs" / "cardio"
    lls("modeles", "nouveau", other, "--titre", "Une autre cardiologie")
    change(other / "modele.yaml", 'version: "1"', 'version: "7"')
    before = (installed() / "modele.yaml").read_bytes()

    refused = publish(lls, other, "--installer", "site")
    kept, signed = (installed() / "modele.yaml").read_bytes(), (other / RECORD).exists()
    replaced = publish(lls, other, "--installer", "site", "--remplacer")

    assert (ExitCode.USAGE, before, False) == (refused.code, kept, signed)
    assert "version 1, publié le 09/03/2026 par Dr X" in refused.err
    assert "(version 7)" in refused.err
    assert ExitCode.OK == replaced.code
    record = read_record(installed() / RECORD)
    assert record is not None
    assert {"1", "7"} == {one.version for one in record.all}


def test_replaced_template_keeps_its_versions_taken(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """A template of another origin does not take the version that letters were already written with."""
    publish(lls, cardio, "--installer", "site")
    other = tmp_path / "ailleurs" / "cardio"
    lls("modeles", "nouveau", other, "--titre", "Une autre cardiologie")

    outcome = publish(lls, other, "--installer", "site", "--remplacer")

    assert (ExitCode.PACK, True) == (outcome.code, "augmenter « version »" in outcome.err)


def test_new_version_of_the_same_template_replaces_the_former(lls: Lls, cardio: Path) -> None:
    """The way of every day asks nothing."""
    publish(lls, cardio, "--installer", "site")
    change(cardio / "modele.yaml", 'version: "1"', 'version: "2"')

    outcome = publish(lls, cardio, "--installer", "site")

    assert ExitCode.OK == outcome.code
    assert 'version: "2"' in (installed() / "modele.yaml").read_text(encoding="utf-8")


def test_what_was_changed_in_the_layer_is_not_replaced_unsaid(lls: Lls, cardio: Path) -> None:
    """A correction made in the installed folder would vanish: it is told first."""
    publish(lls, cardio, "--installer", "site")
    change(installed() / "modele.yaml", '"Cardiologie"', '"Cardiologie corrigée"')
    change(cardio / "modele.yaml", 'version: "1"', 'version: "2"')

    outcome = publish(lls, cardio, "--installer", "site")

    assert (ExitCode.USAGE, True) == (outcome.code, "--remplacer" in outcome.err)


def test_install_carries_what_the_template_uses_and_names_the_rest(lls: Lls, cardio: Path) -> None:
    """Papers, blocks, lists and their sign-offs go along; other files are named, not dropped in silence."""
    lls("modeles", "assistant", cardio, typed="10\nUn point\nS1\n0\n")
    lls("listes", "publier", cardio / "listes" / "sortie_has_2015.yaml", "--par", "Dr X")
    (cardio / "notes.txt").write_text("x", encoding="utf-8")
    (cardio / "blocs" / "ancien.bak").write_text("x", encoding="utf-8")
    (cardio / "photos").mkdir()

    outcome = publish(lls, cardio, "--installer", "site")

    assert "ne s'en sert : notes.txt, photos/, blocs/ancien.bak" in outcome.out
    assert (installed() / "listes" / "publications" / "sortie_has_2015.yaml").is_file()


@pytest.mark.parametrize("with_template", [True, False])
def test_files_of_somebody_else_in_the_layer_are_not_lost_unsaid(lls: Lls, cardio: Path, with_template: bool) -> None:
    """What the administrator left beside the installed template, or in its place, is named before it would go."""
    if with_template:
        publish(lls, cardio, "--installer", "site")
        change(cardio / "modele.yaml", 'version: "1"', 'version: "2"')
    installed().mkdir(parents=True, exist_ok=True)
    (installed() / "lisez-moi.txt").write_text("x", encoding="utf-8")

    refused = publish(lls, cardio, "--installer", "site")
    kept = (installed() / "lisez-moi.txt").is_file()

    assert (ExitCode.USAGE, True, True) == (refused.code, "--remplacer" in refused.err, kept)
    assert ExitCode.OK == publish(lls, cardio, "--installer", "site", "--remplacer").code


def test_template_without_its_base_is_not_installed(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """A base that letters would not find there is named, before anything is signed."""
    pack = tmp_path / "pack"
    (pack / "templates").mkdir(parents=True)
    base = pack / "templates" / "pole"
    lls("modeles", "nouveau", base)
    change(cardio / "modele.yaml", "etend: mco_standard", "etend: pole")

    outcome = publish(lls, cardio, "--installer", "site", "--pack", str(pack))

    assert (ExitCode.PACK, True) == (outcome.code, "« pole » n'est pas là où « site » le cherche" in outcome.err)
    assert not (cardio / RECORD).exists()
    assert not installed().exists()


def test_list_from_elsewhere_is_not_replaced_unsaid(lls: Lls, tmp_path: Path) -> None:
    """Two services chose one name for their lists: the second is told."""
    for place in ("un", "deux"):
        (tmp_path / place).mkdir()
        lls("listes", "nouveau", tmp_path / place / "maliste.yaml", "--titre", place)
    change(tmp_path / "deux" / "maliste.yaml", 'version: "1"', 'version: "2"')
    lls("listes", "publier", tmp_path / "un" / "maliste.yaml", "--par", "Dr X", "--installer", "site")
    arguments = ("listes", "publier", tmp_path / "deux" / "maliste.yaml", "--par", "Dr Y", "--installer", "site")

    refused, replaced = lls(*arguments), lls(*arguments, "--remplacer")

    assert (ExitCode.USAGE, True) == (refused.code, "version 1, publié le 09/03/2026 par Dr X" in refused.err)
    assert ExitCode.OK == replaced.code
    assert "titre: deux" in (site_folder() / "checklists" / "maliste.yaml").read_text(encoding="utf-8").replace('"', "")
