"""The evening board: which letters are on it, in what order, and the discharges that have no letter yet."""

import stat
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from lls_drafter.drafts.lock import LetterLock
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import DraftError, DraftStateError, ExitCode, UsageError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.personnes import Patient
from lls_drafter.letter.sejour import Sejour
from lls_drafter.letter_files.codec import write_json, write_letter
from lls_drafter.session.board import Board
from lls_drafter.session.board_batch import begin_letter, print_row
from lls_drafter.session.board_csv import read_csv
from lls_drafter.session.board_expected import FILE_NAME, Attendue, ExpectedRows, read_cells, read_line
from lls_drafter.session.board_model import Avancement, Row, Scope
from lls_drafter.session.sources import FixedClock, NumberedIds
from lls_drafter.settings import Settings

DAY = date(2026, 3, 9)
NOW = datetime(2026, 3, 9, 17, 0, tzinfo=UTC)
HEADER = "heure;chambre;nom;prenom;ipp;fichier\n"


def board_of(folder: Path, scope: Scope = Scope.JOUR) -> Board:
    """Give the board of a folder on the day; answers are not counted here."""
    return Board(
        folder=folder,
        day=DAY,
        clock=FixedClock(NOW),
        settings=Settings(),
        count=lambda _work: Avancement(1, 2),
        scope=scope,
    )


def letter(
    nom: str = "MARTIN", sortie: date | None = DAY, heure: time | None = None, statut: Statut = Statut.BROUILLON
) -> Lettre:
    """Give a letter with what the board reads."""
    return Lettre(
        statut=statut, patient=Patient(nom_naissance=nom), sejour=Sejour(date_sortie=sortie, heure_sortie=heure)
    )


def write(folder: Path, name: str, lettre: Lettre) -> Path:
    """Write a letter of the folder."""
    path = folder / f"{name}.lls.yaml"
    path.write_text(write_letter(lettre), encoding="utf-8")
    return path


def shown(board: Board) -> list[str]:
    """Give the keys of the rows, as loaded."""
    return [row.cle.removesuffix(".lls.yaml") for row in board.load()]


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a CSV file."""
    path = folder / "sorties.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_board_holds_the_letters_of_the_day(tmp_path: Path) -> None:
    """Discharges of the day by hour, then those without hour, then letters without a day, then what cannot be read."""
    write(tmp_path, "tard", letter(heure=time(18)))
    write(tmp_path, "tot", letter(heure=time(9)))
    write(tmp_path, "sans-heure", letter())
    write(tmp_path, "sans-date", letter(sortie=None))
    write(tmp_path, "hier", letter(sortie=DAY - timedelta(days=1)))
    (tmp_path / "cassee.lls.yaml").write_text("format: 1\nmotif_hospitalization: x\n", encoding="utf-8")

    assert ["tot", "tard", "sans-heure", "sans-date", "cassee"] == shown(board_of(tmp_path))


def test_unreadable_letter_is_a_row_with_its_reason(tmp_path: Path) -> None:
    """A damaged file tells why and where, and the exit code that it stands for."""
    (tmp_path / "cassee.lls.yaml").write_text("format: 1\nmotif_hospitalization: x\n", encoding="utf-8")
    (row,) = board_of(tmp_path).load()

    assert (ExitCode.DRAFT, True) == (row.code, "(ligne 2)" in row.problem)
    assert not row.is_to_finish


def test_rooms_are_ordered_as_numbers(tmp_path: Path) -> None:
    """Room 9 comes before room 14, and a row without a room after both."""
    rows = [Attendue(chambre=room, nom=f"N{room}") for room in ("14", "9", "9B", "")]
    ExpectedRows(tmp_path, DAY).add(rows, today=DAY)

    assert ["9", "9B", "14", ""] == [row.chambre for row in board_of(tmp_path).load()]


def test_scopes(tmp_path: Path) -> None:
    """All open letters of any day, or those that wait for the senior: prepared on Friday for Saturday."""
    write(tmp_path, "jour", letter())
    write(tmp_path, "demain", letter(sortie=DAY + timedelta(days=1), statut=Statut.A_VALIDER))
    write(tmp_path, "faite", letter(statut=Statut.VALIDEE))
    write(tmp_path, "annulee", letter(sortie=None, statut=Statut.ANNULEE))

    assert ["faite", "jour"] == sorted(shown(board_of(tmp_path)))
    assert ["jour", "demain"] == shown(board_of(tmp_path, Scope.TOUTES))
    assert ["demain"] == shown(board_of(tmp_path, Scope.A_VALIDER))


def test_letter_written_in_another_layout_is_found(tmp_path: Path) -> None:
    """Nothing is left out by a hasty reading: a file in JSON, or a date in a text, does not hide a letter."""
    (tmp_path / "json.lls.yaml").write_text(write_json(letter()), encoding="utf-8")
    text = letter().replace(synthese_medicale="Résumé\nsejour:\n  date_sortie: 2026-01-01\nfin\nstatut: annulee\nfin")
    write(tmp_path, "texte", text)

    assert ["json", "texte"] == sorted(shown(board_of(tmp_path)))
    assert ["json", "texte"] == sorted(shown(board_of(tmp_path, Scope.TOUTES)))


def test_letter_is_judged_once_until_it_changes(tmp_path: Path) -> None:
    """A second reading gives the same judgement; a changed file is judged again; a file gone leaves the board."""
    path = write(tmp_path, "a", letter())
    board = board_of(tmp_path)
    (first,) = board.load()
    (second,) = board.load()
    assert first.evaluation is second.evaluation

    path.write_text(write_letter(letter(nom="DURAND")), encoding="utf-8")
    (third,) = board.load()
    assert ("DURAND", False) == (third.nom, third.evaluation is first.evaluation)

    path.unlink()
    assert () == board.load()


def test_reading_given_up_leaves_no_trace(tmp_path: Path) -> None:
    """Nothing that a thread reads or judges is on the board, nor remembered, before it is put there."""
    path = write(tmp_path, "a", letter())
    board = board_of(tmp_path)
    board.expected.add([Attendue(nom="DUPONT")], today=DAY)
    found = board.begin()
    row = board.read(path)
    assert row is not None
    judged = board.judge(row)
    assert [] == list(board.rows)
    assert row == board.read(path)

    board.adopt(found)
    board.put(judged)
    assert {"a.lls.yaml", "+1"} == {one.cle for one in board.rows}
    assert judged == board.read(path)


def test_holder_is_told_while_the_letter_is_open(tmp_path: Path) -> None:
    """A letter open elsewhere says by whom; it is not the next one to finish; closed, it is free again."""
    path = write(tmp_path, "a", letter())
    board = board_of(tmp_path)
    with LetterLock(path, now=NOW):
        (held,) = board.load()
    (free,) = board.load()

    assert (False, True) == (held.is_to_finish, bool(held.holder))
    assert held.holder in held.held
    assert (True, "") == (free.is_to_finish, free.holder)


def test_name_is_the_one_in_use_with_the_birth_name() -> None:
    """A letter's row is named as its patient is on any list."""
    patient = Patient(nom_naissance="MARTIN", nom_utilise="DURAND", prenoms_naissance=("JEANNE", "MARIE"))
    row = Row(cle="x", day=DAY, lettre=Lettre(patient=patient))

    assert "DURAND JEANNE (MARTIN)" == row.nom


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Heure;Chambre;Nom;Prénom\n17:30;214;LÉGER;Zoé\n", "utf-8-sig"),
        ("HEURE,CHAMBRE,NOM,PRENOM\n17h30,214,LÉGER,Zoé\n", "utf-8"),
        ("heure;chambre;nom;prénom\n17:30:00;214;LÉGER;Zoé\n", "cp1252"),
        ('nom\tchambre\tprenom\theure\n"LÉGER"\t214\tZoé\t17:30\n', "utf-16"),
    ],
)
def test_csv_is_read_as_it_comes(tmp_path: Path, text: str, encoding: str) -> None:
    """Separator, encoding, order and case of the columns are those of the program that wrote the file."""
    read = read_csv(csv_file(tmp_path, text, encoding))

    assert (Attendue(heure=time(17, 30), chambre="214", nom="LÉGER", prenom="Zoé"),) == read.rows
    assert () == read.problems


def test_wrong_csv_line_is_told_and_left_out(tmp_path: Path) -> None:
    """Each wrong line is told by its number, never by its content; the others come in."""
    text = HEADER + '25:00;1;SECRET\n;;\n9h;;;;;\n"10h;3;SECRET\n11h;4;BON;;;../x\n12h;5;BON;;;;trop\n13h;6;BON\n\n'
    read = read_csv(csv_file(tmp_path, text))

    assert ["6"] == [row.chambre for row in read.rows]
    assert ["ligne 2", "ligne 4", "ligne 5", "ligne 6", "ligne 7"] == [one.split(" :")[0] for one in read.problems]
    assert not any("SECRET" in problem for problem in read.problems)


def test_csv_without_its_columns_is_refused(tmp_path: Path) -> None:
    """A file that does not name its columns is refused with the line to write, and without quoting it."""
    with pytest.raises(UsageError, match="ne nomme pas les colonnes") as caught:
        read_csv(csv_file(tmp_path, "17:30;214;DUPONT\n"))

    assert "heure;chambre;nom" in caught.value.hint
    assert "DUPONT" not in caught.value.message + caught.value.hint


def test_csv_again_changes_nothing(tmp_path: Path) -> None:
    """The same file imported again leaves every byte; a row there is never overwritten, one taken away stays away."""
    path = csv_file(tmp_path, HEADER + "17:30;214;DUPONT;Jean;800\n18:00;9;MARTIN\n")
    rows = ExpectedRows(tmp_path, DAY)
    first = rows.add(read_csv(path).rows, today=DAY)
    rows.retire(first.rows[1].cle, today=DAY)
    before = (tmp_path / FILE_NAME).read_bytes()
    again = rows.add(read_csv(path).rows, today=DAY)
    moved = rows.add([Attendue(heure=time(20), chambre="1", nom="DUPONT", ipp="800")], today=DAY)

    assert (2, 0, 2, 1) == (len(first.rows), len(again.rows), again.known, again.retired)
    assert () == moved.rows
    assert before == (tmp_path / FILE_NAME).read_bytes()
    assert ["DUPONT Jean"] == [row.nom for row in board_of(tmp_path).load()]


def test_expected_rows_are_private_and_short_lived(tmp_path: Path) -> None:
    """Their file is its owner's alone; a day past is dropped after a week."""
    ExpectedRows(tmp_path, DAY).add([Attendue(nom="DUPONT")], today=DAY)
    next_week = DAY + timedelta(days=7)
    ExpectedRows(tmp_path, next_week).add([Attendue(nom="MARTIN")], today=next_week)
    assert 1 == len(ExpectedRows(tmp_path, DAY).load())

    day_after = DAY + timedelta(days=8)
    ExpectedRows(tmp_path, day_after).add([Attendue(nom="DURAND")], today=day_after)
    assert () == ExpectedRows(tmp_path, DAY).load()
    assert 0o600 == stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode)


@pytest.mark.parametrize("text", ["format: 1\njours: [", "format: 2\njours: {}\n", "format: 1\njours:\n  x: []\n"])
def test_damaged_file_of_rows_stops_nothing_and_is_kept(tmp_path: Path, text: str) -> None:
    """The board shows the letters and says so; the damaged file is not overwritten."""
    write(tmp_path, "a", letter())
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    board = board_of(tmp_path)

    assert ["a"] == shown(board)
    assert "Sorties attendues illisibles" in board.warning
    with pytest.raises(DraftError):
        board.expected.add([Attendue(nom="DUPONT")], today=DAY)
    assert text == (tmp_path / FILE_NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("17:30 ; 214 ; DUPONT", Attendue(heure=time(17, 30), chambre="214", nom="DUPONT")),
        ("17h;214;DUPONT;Jean", Attendue(heure=time(17), chambre="214", nom="DUPONT", prenom="Jean")),
        ("9h ; DUPONT", Attendue(heure=time(9), nom="DUPONT")),
        ("214 ; DUPONT", Attendue(chambre="214", nom="DUPONT")),
        (" ; ; DUPONT", Attendue(nom="DUPONT")),
        ("DUPONT", Attendue(nom="DUPONT")),
        ("tard ; 214 ; DUPONT", "heure non comprise (14h30, 14:30 ou 9h)"),
        ("a;b;c;d;e", "trop de parties : heure ; chambre ; nom ; prénom"),
        (";", "ni nom ni chambre"),
    ],
)
def test_typed_line(text: str, wanted: Attendue | str) -> None:
    """Hour, room and name on one line; what is left out is left out."""
    assert wanted == read_line(text)


def test_hidden_or_foreign_file_name_is_refused() -> None:
    """A row names a file of the folder, nothing else."""
    for name in ("../x", "/x", "a\\b", ".lls-file.yaml", "c:x"):
        assert isinstance(read_cells({"nom": "X", "fichier": name}), str)


def test_letter_takes_hour_and_room_of_its_row(tmp_path: Path) -> None:
    """A row joins its letter by file or by IPP, even without a discharge date; the letter's own hour wins."""
    write(tmp_path, "a", letter(sortie=None))
    write(tmp_path, "b", letter().replace(patient=Patient(ipp="800"), sejour=Sejour(date_sortie=DAY)))
    rows = [
        Attendue(heure=time(15), chambre="1", fichier="a.lls.yaml"),
        Attendue(heure=time(14), chambre="2", nom="X", ipp="800"),
    ]
    ExpectedRows(tmp_path, DAY).add(rows, today=DAY)
    board = board_of(tmp_path)
    found = [(row.cle, row.heure, row.chambre) for row in board.load()]
    assert [("b.lls.yaml", time(14), "2"), ("a.lls.yaml", time(15), "1")] == found

    write(tmp_path, "a", letter(heure=time(12)))
    assert time(12) == board.load()[0].heure


def test_discharge_put_off_stays_in_sight(tmp_path: Path) -> None:
    """A letter of today's list whose date is another day is shown as such, and is not the next to finish."""
    write(tmp_path, "a", letter(sortie=DAY + timedelta(days=1)))
    ExpectedRows(tmp_path, DAY).add([Attendue(nom="X", fichier="a.lls.yaml")], today=DAY)
    (row,) = board_of(tmp_path).load()

    assert (True, False) == (row.is_postponed, row.is_to_finish)


def test_letter_begun_from_a_row_is_filled_and_linked(tmp_path: Path) -> None:
    """Day, hour, IPP and the name in two columns go into the new letter with their source; the row is its own."""
    row = Attendue(heure=time(17, 30), chambre="214", nom="Léger", prenom="Zoé, Anne", ipp="800")
    board = board_of(tmp_path)
    board.expected.add([row], today=DAY)
    (waiting,) = board.load()
    path = begin_letter(board, waiting, NumberedIds("t"))
    lettre = LetterStore(path).load().lettre

    assert lettre.patient is not None
    assert ("LEGER", ("ZOE", "ANNE"), "800") == (
        lettre.patient.nom_naissance,
        lettre.patient.prenoms_naissance,
        lettre.patient.ipp,
    )
    assert lettre.sejour is not None
    assert (DAY, time(17, 30)) == (lettre.sejour.date_sortie, lettre.sejour.heure_sortie)
    assert "tableau" == lettre.provenance["patient.nom_naissance"].source
    assert path == begin_letter(board, waiting, NumberedIds("u"))
    assert [(path.name, "214")] == [(one.cle, one.chambre) for one in board.load()]


def test_name_in_one_column_is_not_guessed(tmp_path: Path) -> None:
    """A name typed in one piece is not cut into birth name and first name; nor is one that is no INS trait."""
    board = board_of(tmp_path)
    board.expected.add([Attendue(nom="DUPONT Jean"), Attendue(nom="X2", prenom="Jean")], today=DAY)
    for row in board.load():
        assert LetterStore(begin_letter(board, row, NumberedIds(row.cle))).load().lettre.patient is None


def test_letter_of_the_board_needs_a_published_template(tmp_path: Path) -> None:
    """A row begins no letter with a template that nobody signed off, and keeps its place on the board."""
    board = board_of(tmp_path)
    board.settings = Settings(modele="mco_cardiologie")
    board.expected.add([Attendue(nom="X")], today=DAY)
    (waiting,) = board.load()

    with pytest.raises(UsageError, match="« mco_cardiologie » n'est pas publié : candidat"):
        begin_letter(board, waiting, NumberedIds("t"))
    assert [waiting] == list(board.load())
    assert [] == list(tmp_path.glob("*.lls.yaml"))


def test_row_names_its_file(tmp_path: Path) -> None:
    """A file name given beforehand is the new letter's; a row taken away meanwhile begins nothing."""
    board = board_of(tmp_path)
    board.expected.add([Attendue(nom="X", fichier="prevue.lls.yaml"), Attendue(nom="Y")], today=DAY)
    first, second = board.load()
    assert tmp_path / "prevue.lls.yaml" == begin_letter(board, first, NumberedIds("t"))

    assert second.attendue is not None
    board.expected.retire(second.attendue.cle, today=DAY)
    with pytest.raises(DraftStateError, match="n'est plus au tableau"):
        begin_letter(board, second, NumberedIds("t"))
    board.expected.restore(second.attendue.cle, today=DAY)
    assert 2 == len(board.load())


def test_printing_is_a_draft_or_tells_why_not(tmp_path: Path) -> None:
    """An open letter prints as a draft; a broken one is told; the folder is made private."""
    write(tmp_path, "a", letter())
    (tmp_path / "cassee.lls.yaml").write_text("format: 1\nx: 1\n", encoding="utf-8")
    board = board_of(tmp_path)
    good, bad = (print_row(board, row, tmp_path / "out") for row in board.load())

    assert (tmp_path / "out" / "a.brouillon.docx", False) == (good.target, good.final)
    assert (None, True) == (bad.target, "clé inconnue" in bad.problem)
    assert 0o700 == stat.S_IMODE((tmp_path / "out").stat().st_mode)


def test_folder_named_as_a_letter_is_a_row(tmp_path: Path) -> None:
    """What is no ordinary file is told as such."""
    (tmp_path / "a.lls.yaml").mkdir()
    (row,) = board_of(tmp_path).load()

    assert "c'est un dossier" in row.problem


def test_folder_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    """The folder of the seat may not be there yet; the first row makes it."""
    board = board_of(tmp_path / "lettres")
    assert () == board.load()

    board.expected.add([Attendue(nom="X")], today=DAY)
    assert 1 == len(board.load())
