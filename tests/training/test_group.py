"""The results of a group, gathered from several seats."""

import csv
import io
from pathlib import Path

import pytest

from lls_drafter.errors import DraftError, DraftFormatError
from lls_drafter.training.criteria import criterion_titles
from lls_drafter.training.find_fault.journal import Header, attempts_folder, begin
from lls_drafter.training.group import Groupe, gather, to_csv
from lls_drafter.training.group_html import group_html
from lls_drafter.training.group_page import few_learners
from lls_drafter.training.result import Exercice, Nature, Resultat
from lls_drafter.training.result_lines import write_line
from tests.training.results import BEGIN, point, result


def seat_of(folder: Path, learner: str, *results: Resultat, name: str = "progres.jsonl") -> Path:
    """Write the file of a learner under a folder; gives it."""
    path = folder / learner / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(write_line(learner, one) for one in results))
    return path


def _scores(group: Groupe) -> dict[str, list[int]]:
    return {one.pseudonyme: [found.score for found in one.resultats] for one in group.apprenants}


def test_group_is_gathered_from_folders_and_files(tmp_path: Path) -> None:
    """Each learner is found, however deep the files lie and whatever they were renamed to."""
    seat_of(tmp_path / "poste1", "nina", result(60, days=2), result(40))
    seat_of(tmp_path / "poste2" / "formation", "bob", result(50), name="progres (2).jsonl")
    alone = seat_of(tmp_path / "ailleurs", "zoe", result(70))

    assert {"bob": [50], "nina": [40, 60], "zoe": [70]} == _scores(
        gather([tmp_path / "poste1", tmp_path / "poste2", alone])
    )


def test_copy_of_a_file_counts_once(tmp_path: Path) -> None:
    """A file copied in March and again in April gives each result once, and no warning."""
    seat_of(tmp_path / "mars", "nina", result(40))
    seat_of(tmp_path / "avril", "nina", result(40), result(60, days=20))
    found = gather([tmp_path])

    assert ({"nina": [40, 60]}, ()) == (_scores(found), found.notes)


def test_pseudonym_shared_by_two_seats_is_told(tmp_path: Path) -> None:
    """Two files of one name that are not copies of each other may be two people: the teacher is told."""
    seat_of(tmp_path / "a", "stagiaire", result(40))
    seat_of(tmp_path / "b", "stagiaire", result(90, days=1))

    assert [
        (
            "« stagiaire » : résultats différents dans 2 fichiers, comptés comme d'une seule personne ; "
            "à chacun son pseudonyme (« --apprenant »)."
        )
    ] == list(gather([tmp_path]).notes)


def test_broken_file_stops_nothing(tmp_path: Path) -> None:
    """What cannot be read is told by its place; the others count."""
    seat_of(tmp_path, "nina", result(40))
    seat_of(tmp_path, "bob", result(50)).write_bytes(write_line("bob", result(50)) + b"x\n")
    seat_of(tmp_path, "zoe").write_bytes(b'{"format":7}\n')
    found = gather([tmp_path])

    assert (
        {"bob": [50], "nina": [40]},
        (
            "bob/progres.jsonl : ligne 2 illisible, non comptée.",
            (
                "zoe/progres.jsonl : ce suivi vient d'une version plus récente de lls : rien n'y est lu ni écrit ; "
                "fichier laissé de côté."
            ),
        ),
    ) == (_scores(found), found.notes)


def test_copies_put_aside_are_not_counted(tmp_path: Path) -> None:
    """A file that was put aside because it was broken is not read a second time."""
    seat_of(tmp_path, "nina", result(40))
    seat_of(tmp_path, "nina", result(99, days=9), name="progres.abime-1.jsonl")

    assert {"nina": [40]} == _scores(gather([tmp_path]))


def test_journal_of_an_exercise_is_no_result(tmp_path: Path) -> None:
    """What a learner did in « trouver le défaut » lies beside the results: the teacher hears nothing of it."""
    seat_of(tmp_path, "nina", result(40))
    begin(attempts_folder(tmp_path / "nina"), Header(lecon="cas", version="1", essai=1, empreinte="x"), BEGIN)
    found = gather([tmp_path])

    assert ({"nina": [40]}, 1, ()) == (_scores(found), found.fichiers, found.notes)


def test_nothing_to_gather_is_a_sentence(tmp_path: Path) -> None:
    """An empty folder gives no empty page."""
    with pytest.raises(DraftFormatError, match="aucun résultat de formation ici"):
        gather([tmp_path])


def test_place_that_does_not_exist_is_a_sentence(tmp_path: Path) -> None:
    """A wrong path is told, whatever else there is."""
    seat_of(tmp_path, "nina", result(40))

    with pytest.raises(DraftError, match="n'existe pas"):
        gather([tmp_path, tmp_path / "absent"])


@pytest.fixture
def group(tmp_path: Path) -> Groupe:
    """Give a group of two."""
    points = (
        point("K01", critere="QLS-05", poids=2),
        point("K02", Nature.MANQUE, critere="QLS-05"),
        point("K03", Nature.FAUX, critere="", regle="REG-MT"),
        point("K04", Nature.FAUX, critere="PSY-03"),
    )
    seat_of(tmp_path, "nina", result(40, points=points), result(60, days=2))
    seat_of(tmp_path, "007", result(55, exercice=Exercice.TABLEAU, duree_s=None, indices=2))
    return gather([tmp_path])


def test_csv_has_a_line_per_result(group: Groupe) -> None:
    """A spreadsheet finds scores by exercise and criterion; a pseudonym of figures stays as it is written."""
    rows = list(csv.DictReader(io.StringIO(to_csv(group, ("QLS-05", "QLS-11")).decode("utf-8-sig")), delimiter=";"))
    told = [{name: cell for name, cell in row.items() if cell} for row in rows]

    assert [
        {
            "apprenant": "'007", "exercice": "tableau", "cas": "pneumonie", "version": "1", "date": "2026-03-02",
            "essai": "1", "score": "55", "indices": "2", "QLS-11_acquis": "1", "QLS-11_total": "2",
        },
        {
            "apprenant": "nina", "exercice": "ecrire", "cas": "pneumonie", "version": "1", "date": "2026-03-02",
            "essai": "1", "score": "40", "indices": "0", "duree_s": "600", "QLS-05_acquis": "2", "QLS-05_total": "3",
            "hors_grille_acquis": "0", "hors_grille_total": "2",
        },
        {
            "apprenant": "nina", "exercice": "ecrire", "cas": "pneumonie", "version": "1", "date": "2026-03-04",
            "essai": "2", "score": "60", "indices": "0", "duree_s": "600", "QLS-11_acquis": "1", "QLS-11_total": "2",
        },
    ] == told  # fmt: skip


def test_page_is_one_file_that_runs_nothing(group: Groupe) -> None:
    """The page has no script and loads nothing; the same group gives the same bytes."""
    titles = criterion_titles()
    page = group_html(group, titles)

    assert (True, False, 1, True) == (
        page == group_html(group, titles),
        b"<script" in page or b"http:" in page or b"https:" in page,
        page.count(b"<h1>"),
        f"QLS-11 {titles['QLS-11']}" in page.decode().replace("\N{NO-BREAK SPACE}", " "),
    )


def test_name_of_a_case_is_never_markup(tmp_path: Path) -> None:
    """A file edited by hand puts nothing of its own into the page."""
    seat_of(tmp_path, "nina", result(points=(point("K01", Nature.FAUX, critere="<img src=x>"),)))

    assert b"<img" not in group_html(gather([tmp_path]), criterion_titles())


def test_small_group_is_warned_of(group: Groupe) -> None:
    """Means of two learners say little, and everybody knows who they are."""
    assert 1 == len(list(few_learners(group)))
