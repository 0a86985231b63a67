"""`lls modeles`, as the referent of a service uses it."""

import os
import signal
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import docx
import pytest

from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode
from lls_drafter.places import site_folder
from lls_drafter.session.demo import demo_answers
from tests.cli.conftest import NOW, Lls
from tests.cli.templates import FIELD, answers


def test_newcomer_adapts_a_template_and_prints_with_it(lls: Lls, tmp_path: Path) -> None:
    """Letterhead, a mandatory field, another order, a line to tick, signed and used: in less than 12 commands."""
    commands = 0

    def done(*arguments: object, typed: str = "") -> str:
        nonlocal commands
        commands += 1
        outcome = lls(*arguments, typed=typed)
        assert ExitCode.OK == outcome.code, f"{arguments}\n{outcome.out}{outcome.err}"
        return outcome.out

    folder, letter = tmp_path / "cardio", tmp_path / "lettre.lls.yaml"
    done("modeles", "nouveau", folder, "--depuis", "mco_standard", "--titre", "Cardiologie")
    paper = docx.Document(str(folder / "papier.docx"))  # the secretary, in Word
    paper.sections[0].header.paragraphs[0].insert_paragraph_before("CHU de Valmont – Pôle Cœur")
    paper.save(str(folder / "papier.docx"))
    move = ["4", "consignes", "traitements"]
    line = ["10", "Le carnet de suivi est remis.", "S1"]
    assert "conforme" in done("modeles", "assistant", folder, typed=answers(FIELD, move, line))
    assert "conforme" in done("modeles", "verifier", folder)
    assert "publié" in done("modeles", "publier", folder, "--par", "Dr Anne KELLER", "--installer", "utilisateur")
    typed = tmp_path / "reponses.yaml"
    typed.write_text(demo_answers(NOW.date()) + '  - rubriques.fevg.texte: "38"\n', encoding="utf-8")
    lls("nouvelle", letter, "--modele", "cardio", "--reponses", typed)
    commands += 1
    done("listes", "cocher", letter, "--reponse", "S1=oui")
    done("rendre", letter, "--brouillon", "--vers", "docx,txt")
    service = (tmp_path / "lettre.brouillon.txt").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "lettre.brouillon.docx") as word:
        header = "".join(word.read(n).decode() for n in word.namelist() if n.startswith("word/header"))
    done("rendre", letter, "--brouillon", "--vers", "txt", "--modele", "mco_standard")
    national = (tmp_path / "lettre.brouillon.txt").read_text(encoding="utf-8")

    assert commands < 12
    assert "CHU de Valmont" in header
    assert service.index("Consignes au patient") < service.index("Résultats attendus")
    assert "38\N{NO-BREAK SPACE}%" in service
    assert "38\N{NO-BREAK SPACE}%" in national
    assert "Fraction d'éjection (FEVG)" in national
    lettre = LetterStore(letter).load().lettre
    assert "S1" in lettre.listes["sortie_has_2015"].reponses
    assert ("FEVG" in lettre.rubriques["fevg"].titre, "%") == (True, lettre.rubriques["fevg"].unite)


def test_demanded_field_keeps_the_letter_from_validation(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """A field that the service demands is a bloquant point of `verifier`, with the wizard's own address."""
    lls("modeles", "assistant", cardio, typed=answers(FIELD))
    lls("modeles", "publier", cardio, "--par", "Dr X", "--installer", "site")
    letter = tmp_path / "lettre.lls.yaml"
    lls("nouvelle", letter, "--modele", "cardio", "--reponses", _typed(tmp_path))

    outcome = lls("verifier", letter)

    assert "SERVICE-CHAMP-FEVG  rubriques.fevg.texte" in outcome.out
    assert ExitCode.NOT_VALIDATABLE == outcome.code


def _typed(folder: Path) -> Path:
    """Write the answers of the demonstration."""
    path = folder / "reponses.yaml"
    path.write_text(demo_answers(NOW.date()), encoding="utf-8")
    return path


def test_template_that_nobody_signed_begins_no_letter(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """A draft needs to be asked for by name; the refusal says how."""
    packs = tmp_path / "pack"
    (packs / "templates").mkdir(parents=True)
    cardio.rename(packs / "templates" / "cardio")
    arguments = ("nouvelle", tmp_path / "l.lls.yaml", "--modele", "cardio", "--pack", packs)

    refused = lls(*arguments, "--reponses", _typed(tmp_path))
    forced = lls(*arguments, "--reponses", _typed(tmp_path), "--modele-non-publie")

    assert (ExitCode.USAGE, True) == (refused.code, "n'est pas publié : projet" in refused.err)
    assert (tmp_path / "l.lls.yaml").exists()
    assert "l.lls.yaml" in forced.out


def test_letter_of_an_absent_template_is_still_judged(
    lls: Lls, cardio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A seat without the service's template says so, and judges everything else."""
    lls("modeles", "publier", cardio, "--par", "Dr X", "--installer", "utilisateur")
    letter = tmp_path / "lettre.lls.yaml"
    lls("nouvelle", letter, "--modele", "cardio", "--reponses", _typed(tmp_path))
    monkeypatch.setenv("LLS_USER_PATH", str(tmp_path / "autre poste"))

    outcome = lls("verifier", letter)

    assert "MODELE-ABSENT" in outcome.out
    assert "QLS" in outcome.out


def test_unsound_template_is_not_published(lls: Lls, cardio: Path) -> None:
    """The sign-off is refused with the faults; withdrawing is always possible."""
    with (cardio / "modele.yaml").open("a", encoding="utf-8") as out:
        out.write("sections:\n  - {id: motif, ajout: x.j2}\n")
    (cardio / "blocs" / "x.j2").write_text("Aucun événement indésirable.\n", encoding="utf-8")

    refused = lls("modeles", "publier", cardio, "--par", "Dr X")

    assert (ExitCode.PACK, True) == (refused.code, "MODELE-NEGATIF" in refused.out)
    assert not (cardio / "publication.yaml").exists()
    assert ExitCode.OK == lls("modeles", "publier", cardio, "--par", "Dr X", "--retirer").code


def test_published_template_takes_a_new_version_to_change(lls: Lls, cardio: Path) -> None:
    """What letters were written with is not changed under the same version."""
    lls("modeles", "publier", cardio, "--par", "Dr X")
    path = cardio / "modele.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Cardiologie"', '"Cardio"'), encoding="utf-8")

    refused = lls("modeles", "publier", cardio, "--par", "Dr X")
    path.write_text(path.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"'), encoding="utf-8")
    taken = lls("modeles", "publier", cardio, "--par", "Dr X")

    assert (ExitCode.PACK, True) == (refused.code, "augmenter « version »" in refused.err)
    assert (ExitCode.OK, True) == (taken.code, "publié le 09/03/2026 par Dr X" in taken.out)


def test_upgrade_of_the_base_is_shown_three_ways(lls: Lls, cardio: Path) -> None:
    """`comparer` and `verifier` say what the base changed, and what became of it here."""
    path = cardio / "base.yaml"
    kept = path.read_text(encoding="utf-8")
    path.write_text(
        kept.replace("motif.titre: Motif de l'hospitalisation", "motif.titre: Motif de venue"), encoding="utf-8"
    )
    assert kept != path.read_text(encoding="utf-8")

    shown = lls("modeles", "comparer", cardio)

    assert "motif.titre (repris)" in shown.out
    assert "base, avant      : Motif de venue" in shown.out
    assert "La base de ce modèle a changé" in lls("modeles", "verifier", cardio).out


@pytest.mark.parametrize("titre", ["a\x07b", "\udcff"])
def test_title_that_cannot_be_printed_begins_nothing(lls: Lls, tmp_path: Path, titre: str) -> None:
    """A refusal leaves no half-made folder behind."""
    codes = [
        lls("modeles", "nouveau", tmp_path / "autre", "--titre", titre).code,
        lls("listes", "nouveau", tmp_path / "maliste.yaml", "--titre", titre).code,
    ]

    assert [ExitCode.USAGE] * 2 == codes
    assert [False, False] == [(tmp_path / name).exists() for name in ("autre", "maliste.yaml")]


def test_sign_off_has_a_name(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """Nobody signs for nobody: a blank name writes no record."""
    lls("listes", "nouveau", tmp_path / "maliste.yaml")

    refused = [
        lls("modeles", "publier", cardio, "--par", " ").code,
        lls("listes", "publier", tmp_path / "maliste.yaml", "--par", "").code,
    ]

    assert [ExitCode.USAGE] * 2 == refused
    assert not (cardio / "publication.yaml").exists()


def test_pipe_in_a_template_does_not_hang(lls: Lls, cardio: Path) -> None:
    """A file that is no regular one is told at once."""
    os.mkfifo(cardio / "blocs" / "x.j2")
    with (cardio / "modele.yaml").open("a", encoding="utf-8") as out:
        out.write("sections:\n  - {id: motif, ajout: x.j2}\n")

    outcome = lls("modeles", "verifier", cardio)

    assert "MODELE-FICHIER" in outcome.out


def test_origin_of_each_value_is_shown(lls: Lls, cardio: Path) -> None:
    """`montrer --origine` names file and line."""
    outcome = lls("modeles", "montrer", cardio, "--origine")

    assert f"{cardio}/modele.yaml:7:8" in outcome.out
    assert "mco_standard/modele.yaml:" in outcome.out
    assert "[[tableau_traitements]]" in lls("modeles", "montrer", cardio, "--blocs").out
    assert "motif                Motif de l'hospitalisation [verrouillée]" in lls("modeles", "montrer", cardio).out


def test_preview_of_an_id_is_shown_until_interrupted() -> None:
    """A template followed by its id is shown at once, and Ctrl-C leaves without a word too many."""
    command = [sys.executable, "-m", "lls_drafter", "modeles", "apercu", "mco_standard", "--suivre"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        out, err = process.stdout, process.stderr
        assert out is not None
        assert err is not None
        stopper = threading.Timer(20, process.kill)  # silent for ever: told by the missing letter
        stopper.start()
        shown = any("TRAITEMENTS" in line.upper() for line in out)
        process.send_signal(signal.SIGINT)
        told, code = err.read(), process.wait()
        stopper.cancel()

    assert (True, ExitCode.INTERRUPTED, False) == (shown, code, "Traceback" in told)


def test_two_templates_are_compared(lls: Lls) -> None:
    """`comparer A B` gives what differs, and says how much."""
    outcome = lls("modeles", "comparer", "mco_standard", "mco_ambulatoire")

    assert "+ État à la sortie et aptitude à la rue" in outcome.out
    assert "entre mco_standard (-) et mco_ambulatoire (+)" in outcome.out


def test_preview_marks_what_the_service_demands(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """The example letter is shown with the template, the missing fields marked."""
    lls("modeles", "assistant", cardio, typed=answers(FIELD))

    shown = lls("modeles", "apercu", cardio)
    made = lls("modeles", "apercu", cardio, "--vers", "docx", "-o", tmp_path / "vue")

    assert "[à compléter : fraction d'éjection (FEVG)]" in " ".join(shown.out.split())
    assert str(tmp_path / "vue" / "apercu_cardio.docx") in made.out
    assert ExitCode.USAGE == lls("modeles", "apercu", cardio, "--vers", "docx").code


@pytest.mark.parametrize("name", ["Cardio", "1cardio", "cœur", "mco_standard"])
def test_name_of_a_new_template_is_an_id_of_its_own(lls: Lls, tmp_path: Path, name: str) -> None:
    """The folder's name is the id: a wrong one is refused before anything is written."""
    outcome = lls("modeles", "nouveau", tmp_path / name)

    assert ExitCode.USAGE == outcome.code
    assert not (tmp_path / name).exists()


def test_new_template_overwrites_nothing(lls: Lls, cardio: Path) -> None:
    """A folder that holds something is left alone."""
    assert ExitCode.USAGE == lls("modeles", "nouveau", cardio).code


def test_install_is_whole(lls: Lls, cardio: Path) -> None:
    """A layer holds the files of the template and no leftover; a second version takes the place of the first."""
    (cardio / "~$papier.docx").write_text("x", encoding="utf-8")
    lls("modeles", "publier", cardio, "--par", "Dr X", "--installer", "site")
    lls("modeles", "publier", cardio, "--par", "Dr Y", "--installer", "site")

    folder = site_folder() / "templates"
    assert ["cardio"] == [path.name for path in folder.iterdir()]
    assert ["base.yaml", "blocs", "modele.yaml", "papier.docx", "publication.yaml"] == sorted(
        path.name for path in (folder / "cardio").iterdir()
    )
    assert "Dr Y" in (folder / "cardio" / "publication.yaml").read_text(encoding="utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_layer_that_cannot_be_written_is_told(lls: Lls, cardio: Path) -> None:
    """A read-only layer gives one sentence, and leaves what stood."""
    site_folder().mkdir(parents=True)
    site_folder().chmod(0o500)

    outcome = lls("modeles", "publier", cardio, "--par", "Dr X", "--installer", "site")

    assert ExitCode.DRAFT == outcome.code


@pytest.mark.parametrize("rule", ["MODELE-NEGATIF", "papier-identite", "CANARI-COUPE", "MODELE-ABSENT"])
def test_rules_of_templates_are_explained(lls: Lls, rule: str) -> None:
    """`expliquer` knows the rules that `verifier` names."""
    outcome = lls("expliquer", rule)

    assert outcome.out.startswith(rule.upper())


@pytest.mark.parametrize("place", ["", "blocs", "listes"])
def test_preview_is_not_written_among_the_files_of_the_template(lls: Lls, cardio: Path, place: str) -> None:
    """It would become one of them, and a followed preview would start over for ever."""
    (cardio / "listes").mkdir()

    refused = lls("modeles", "apercu", cardio, "--vers", "docx", "-o", cardio / place)

    assert (ExitCode.USAGE, True) == (refused.code, "donner un autre dossier" in refused.err)
    assert [] == [*cardio.rglob("apercu_*")]


def test_one_wrong_template_does_not_hide_the_others(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """The list shows the wrong one with its fault and its place, then gives 3."""
    packs = tmp_path / "pack"
    (packs / "templates").mkdir(parents=True)
    cardio.rename(packs / "templates" / "cardio")
    spoiled = packs / "templates" / "autre"
    spoiled.mkdir()
    (spoiled / "modele.yaml").write_text("id: [\n", encoding="utf-8")
    (packs / "templates" / "cardio" / "publication.yaml").write_text("statut: publie\n", encoding="utf-8")

    outcome = lls("modeles", "liste", "--pack", packs)

    assert ExitCode.PACK == outcome.code
    assert 2 == outcome.out.count("À CORRIGER")
    assert f"{spoiled}/modele.yaml" in outcome.out
    assert "mco_standard             Lettre de liaison" in outcome.out
