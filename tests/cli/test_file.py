"""`lls file`: the evening board without a screen, and coming back to it from a letter in a real terminal."""

import io
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from lls_drafter.cli.border import run
from lls_drafter.cli.context import Context
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter_files.codec import read_letter, write_letter
from lls_drafter.places import letters_folder
from lls_drafter.session.board_expected import FILE_NAME
from lls_drafter.session.schemas import SCHEMAS
from lls_drafter.session.sources import FixedClock, NumberedIds
from tests.cli.conftest import NOW, Lls
from tests.terminal.screen import Screen, Terminals
from tests.wizard.drafts import draft, written

HIDDEN = "SECRETNOM"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a complete letter and one without its motif, both of the day."""
    place = tmp_path / "lettres"
    place.mkdir()
    write(place, "a", of_day(draft(), NOW.date()))
    write(place, "b", of_day(draft("d_"), NOW.date()).replace(motif_hospitalisation=None))
    return place


def of_day(lettre: Lettre, day: date) -> Lettre:
    """Give the letter as if the patient left on a day, under a name that must not be told."""
    named = FieldPath.parse("patient.nom_naissance").replace(lettre, HIDDEN)
    dated = FieldPath.parse("sejour.date_sortie").replace(named, day)
    return dated.replace(date_lettre=None, remise_patient=None, envois=())


def write(folder: Path, name: str, lettre: Lettre) -> Path:
    """Write a letter of the folder."""
    return written(folder / f"{name}.lls.yaml", lettre)


def csv_of(tmp_path: Path, *lines: str) -> Path:
    """Write a CSV file of expected discharges."""
    path = tmp_path / "sorties.csv"
    path.write_text("\n".join(("heure;chambre;nom;prenom", *lines)), encoding="utf-8")
    return path


def test_pipe_gets_plain_lines(lls: Lls, folder: Path, tmp_path: Path) -> None:
    """Without a terminal the board is lines of 80 columns without any control character; names are in it."""
    outcome = lls("file", folder, "--csv", csv_of(tmp_path, "17:30;214;DUPONT;Jean", "25h;3;MAUVAIS;X"))

    assert ExitCode.OK == outcome.code, outcome.err
    assert all(len(line) <= 80 and line.isprintable() for line in outcome.out.splitlines())
    assert "Sorties du lundi 9 mars 2026 : 3 sorties, 1 sans lettre" in outcome.out
    assert [HIDDEN, "DUPONT Jean"] == [name for name in (HIDDEN, "DUPONT Jean") if name in outcome.out]
    assert "ligne 3 : heure non comprise" in outcome.err
    assert "MAUVAIS" not in outcome.err


def test_names_can_be_left_out(lls: Lls, folder: Path) -> None:
    """--sans-noms shows the same rows without a name."""
    outcome = lls("file", folder, "--liste", "--sans-noms")

    assert ("(masqué)" in outcome.out, HIDDEN in outcome.out) == (True, False)


def test_json_keeps_its_shape_and_has_no_name(lls: Lls, folder: Path, tmp_path: Path) -> None:
    """The JSON follows its published schema, for letters, damaged files and expected discharges; no name is in it."""
    (folder / "cassee.lls.yaml").write_text("format: 1\nx: 1\n", encoding="utf-8")
    outcome = lls("file", folder, "--json", "--csv", csv_of(tmp_path, f"17:30;214;{HIDDEN};Jean"))
    report = json.loads(outcome.out)
    jsonschema.Draft202012Validator(SCHEMAS["file"]()).validate(report)

    assert ("2026-03-09", "jour", 4) == (report["jour"], report["vue"], len(report["sorties"]))
    assert HIDDEN not in outcome.out + outcome.err
    by_name = {Path(row["fichier"] or "attendue").name.split(".")[0]: row for row in report["sorties"]}
    assert {"a", "b", "cassee", "attendue"} == set(by_name)
    assert "REG-MOTIF" in by_name["b"]["regles"]
    assert ("17:30", "214", None) == tuple(by_name["attendue"][key] for key in ("heure", "chambre", "statut"))
    assert by_name["cassee"]["erreur"]


def test_documented_json_follows_the_schema() -> None:
    """The example of `docs/dev/json.md` is what the command gives."""
    page = Path(__file__).resolve().parents[2] / "docs" / "dev" / "json.md"
    shown = page.read_text(encoding="utf-8").split("## `lls file --json`")[1].split("```json\n")[1].split("```")[0]

    jsonschema.Draft202012Validator(SCHEMAS["file"]()).validate(json.loads(shown))


def test_batch_check_gives_the_worst_code(lls: Lls, folder: Path) -> None:
    """--verifier sums up each letter and exits as `lls verifier` would on all of them; expected rows do not count."""
    letters = sorted(folder.glob("*.lls.yaml"))
    checked = lls("file", folder, "--verifier")
    assert (lls("verifier", *letters).code, True) == (checked.code, "Total : " in checked.out)
    assert ExitCode.NOT_VALIDATABLE == checked.code

    broken = folder / "cassee.lls.yaml"
    broken.write_text("format: 1\nx: 1\n", encoding="utf-8")
    assert lls("verifier", *letters, broken).code == lls("file", folder, "--verifier").code


def test_batch_printing_goes_on_after_a_failure(lls: Lls, folder: Path, tmp_path: Path) -> None:
    """--imprimer writes a draft for each open letter and the final form of the others; a failure gives 5."""
    out = tmp_path / "papier"
    first = lls("file", folder, "--imprimer", "-o", out)
    assert (ExitCode.OK, {"a.brouillon.docx", "b.brouillon.docx"}) == (
        first.code,
        {path.name for path in out.iterdir()},
    )

    (folder / "cassee.lls.yaml").write_text("format: 1\nx: 1\n", encoding="utf-8")
    again = lls("file", folder, "--imprimer", "-o", out)
    assert ExitCode.EXPORT == again.code
    assert ("2 documents Word", "Échec, cassee.lls.yaml") == tuple(
        piece for piece in ("2 documents Word", "Échec, cassee.lls.yaml") if piece in again.out
    )
    assert HIDDEN not in again.out + again.err


def test_validated_letter_prints_in_its_final_form(lls: Lls, tmp_path: Path) -> None:
    """A letter validated the same day comes out of the batch without its watermark name, and is told as validated."""
    place = tmp_path / "d"
    lls("demo", "-o", place)
    outcome = lls("file", place, "--imprimer", "-o", tmp_path / "papier")

    assert ExitCode.OK == outcome.code, outcome.out
    assert "1 document Word : 1 lettre validée" in outcome.out
    assert ["lettre.docx"] == [path.name for path in (tmp_path / "papier").iterdir()]
    assert "remise, envoyée" in lls("file", place).out


def test_folder_of_the_seat_is_the_default(lls: Lls) -> None:
    """Without a folder, the seat's: empty at first, then with the letters that `lls nouvelle` makes."""
    assert "Rien à montrer" in lls("file").out
    lls("nouvelle", "--interface", "simple", typed="MARTIN\nquitter\n")

    assert "MARTIN" in lls("file").out
    assert [] == [path for path in letters_folder().iterdir() if path.name == FILE_NAME]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["absent"], "ce dossier n'existe pas"),
        (["--jour", "31/2"], "Ce jour n'existe pas"),
        (["--csv", "absent.csv"], "n'existe pas"),
    ],
)
def test_wrong_arguments_are_told(lls: Lls, arguments: list[str], said: str) -> None:
    """A folder, a day or a file that is none: one sentence, no trace."""
    outcome = lls("file", *arguments)

    assert said in outcome.err
    assert outcome.code in (ExitCode.USAGE, ExitCode.DRAFT)


def test_day_is_read_as_dates_are(lls: Lls, folder: Path) -> None:
    """--jour takes what the rest of the product takes."""
    write(folder, "demain", of_day(draft(), NOW.date() + timedelta(days=1)))

    assert "demain.lls.yaml" in lls("file", folder, "--jour", "demain").out
    assert "demain.lls.yaml" not in lls("file", folder).out
    assert "Sorties du mardi 10 mars 2026" in lls("file", folder, "--jour", "j+1").out


def test_signs_follow_the_encoding_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar is made of plain signs where the output is not in UTF-8; NO_COLOR is about colours."""

    def bar(encoding: str) -> bool:
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace")
        run(["file", str(folder)], Context(FixedClock(NOW), NumberedIds("t"), io.StringIO(), out, io.StringIO()))
        out.seek(0)
        return "█" in out.read()

    monkeypatch.setenv("NO_COLOR", "1")

    assert (True, False) == (bar("utf-8"), bar("latin-1"))


@pytest.fixture
def terminals() -> Iterator[Terminals]:
    """Give real terminals that end with the test."""
    started = Terminals()
    yield started
    started.close()


def wait_field(screen: Screen, count: int) -> None:
    """Wait until the field under a question takes the keys; `count` with those of the letters before."""
    screen.wait_for(lambda lines: sum(line.startswith(">") for line in lines) == count, "no field is drawn")


@pytest.mark.terminal
@pytest.mark.slow
def test_leaving_a_letter_comes_back_to_the_board(tmp_path: Path, terminals: Terminals) -> None:
    """Six discharges, one evening: letters open and close from the board, however they end, without leaving it."""
    today = datetime.now().astimezone().date()
    path = write(tmp_path, "a", of_day(draft(), today))
    write(tmp_path, "v", of_day(draft("d_"), today))
    screen = terminals.lls("file", str(tmp_path), "--interface", "invite")
    screen.wait("2 sorties")
    screen.wait_gone("vérification")
    assert screen.full_screen

    screen.press("s")
    screen.wait("Est-ce le bon patient")
    wait_field(screen, 1)
    screen.press("Ctrl-C")  # saved, and back
    screen.wait("Interrompu. Brouillon enregistré")
    assert screen.full_screen

    other = read_letter(path.read_bytes(), name="a").lettre
    path.write_text("format: 1\nx: 1\n", encoding="utf-8")
    screen.press("Entrée")  # its file was damaged meanwhile: the reason is told here
    screen.wait("clé inconnue")
    path.write_text(write_letter(other), encoding="utf-8")

    screen.press("a")
    screen.send("23:50 ; 214 ; DUPONT ; Jean")
    screen.press("Entrée")
    screen.wait("3 sorties")
    screen.press("Entrée")  # a letter is begun for it
    screen.wait("DUPONT JEAN")
    wait_field(screen, 2)
    screen.press("Ctrl-D")
    screen.wait("Lettre refermée")
    screen.wait("brouillon")
    screen.press("i")
    screen.wait("3 documents Word")
    screen.press("x", "q")

    assert 0 == screen.ended()
    made = next(tmp_path.glob(f"lettre-{today}-1.lls.yaml"))
    assert LetterStore(made).load().lettre.patient is not None
