"""An audit from files to figures: what is judged, left out, told apart, and the same whoever judges."""

import json
from datetime import date
from pathlib import Path

import pytest

from lls_drafter.audit.model import Etat
from lls_drafter.audit.outputs import report_data
from lls_drafter.audit.pool import Bench, judge_file
from lls_drafter.audit.run import Bilan, Tirage
from lls_drafter.audit.scoring import Demande
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import UsageError
from lls_drafter.letter.lettre import Statut
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import Sexe
from lls_drafter.letter.remise import Annulation
from lls_drafter.letter.reponse import NON_RENSEIGNE
from lls_drafter.letter.sejour import Activite, Situation
from lls_drafter.letter_files.fingerprint import fingerprint
from lls_drafter.session.evaluate import evaluate_letter, letter_checklists
from tests.audit.letters import LEAVING, TODAY, filled, letter, report, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give an empty folder of letters; the seat's own places lie elsewhere."""
    place = tmp_path / "lettres"
    place.mkdir()
    return place


def states(bilan: Bilan) -> list[Etat]:
    """Give what became of each file."""
    return list(bilan.etats)


def test_score_is_that_of_verifier(folder: Path) -> None:
    """The audit and `lls verifier` give one score for one letter, whatever is missing in it."""
    whole = letter(1)
    broken = letter(2, patient__sexe=None, motif_hospitalisation=None, suites_a_donner=NON_RENSEIGNE)
    paths = [written(folder, name, lettre) for name, lettre in (("a.lls.yaml", whole), ("b.json", broken))]
    bench = Bench(Demande(today=TODAY), letter_checklists)
    done = [judge_file(1, str(path), bench) for path in paths]

    assert [evaluate_letter(one, today=TODAY).score for one in (whole, broken)] == [one.score for one in done]
    assert [100, 70] == [one.score for one in done]
    assert ["CCCCCCCCCCCC", "CCCCNCCNCCCN"] == [one.verdicts for one in done]


def test_json_and_yaml_give_the_same_figures(folder: Path) -> None:
    """A letter counts the same from its file and from its JSON output."""
    lettres = [letter(n, patient__sexe=None if n % 3 else Sexe.F) for n in range(1, 8)]
    yaml, data = filled(folder / "yaml", lettres, ".lls.yaml"), filled(folder / "json", lettres, ".json")

    assert report_data(report(yaml)) == report_data(report(data))


def test_result_is_the_same_with_one_and_two_processes(folder: Path) -> None:
    """How many processes judge changes nothing to the report, order of the files included."""
    filled(folder, [letter(n, unite=f"U{n % 3}", patient__sexe=None if n % 4 else Sexe.F) for n in range(1, 121)])
    written(folder, "050b.lls.yaml", letter(200)).write_text("format: 1\npatient: [", "utf-8")
    alone, shared = (report(folder, processes=n, tirage=Tirage(80, 7)) for n in (1, 2))

    assert alone == shared
    assert 80 == shared.jugees


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, Etat.JUGEE),
        ({"fictive": True}, Etat.FICTIVE),
        ({"statut": Statut.ANNULEE, "annulation": Annulation(motif="doublon")}, Etat.ANNULEE),
        ({"sejour__date_sortie": TODAY}, Etat.EN_COURS),
        ({"sejour__date_sortie": date(2025, 12, 31)}, Etat.HORS_PERIODE),
        ({"sejour__date_sortie": None}, Etat.HORS_PERIODE),
        ({"sejour__date_sortie": None, "statut": Statut.BROUILLON, "validation": None}, Etat.EN_COURS),
        ({"statut": Statut.BROUILLON, "validation": None}, Etat.JUGEE),
        ({"sejour__activite": Activite.SMR}, Etat.HORS_CHAMP),
        ({"sejour__activite": None}, Etat.HORS_CHAMP),
        ({"sejour__situations": (Situation.DECES,)}, Etat.HORS_CHAMP),
    ],
)
def test_letter_is_judged_or_counted_apart(folder: Path, changes: dict[str, object], state: Etat) -> None:
    """Each letter has one fate, and nobody's discharge of today is held against them."""
    filled(folder, [letter(1, **changes)])  # type: ignore[arg-type]

    assert [state] == states(report(folder, Demande(today=TODAY, depuis=date(2026, 1, 1), jusqua=TODAY)))


def test_draft_of_a_patient_who_left_is_not_found(folder: Path) -> None:
    """A letter that nobody validated is « non retrouvée »: out of the score of those found, 0 in the other one."""
    good = [letter(n) for n in range(1, 31)]
    drafts = [letter(n, statut=Statut.BROUILLON, validation=None) for n in range(31, 41)]
    table = report(filled(folder, good + drafts)).tableaux[0]
    assert table.score_non_validees is not None

    assert (40, 30) == (table.effectif, table.trouvees)
    assert (100.0, 75.0) == (table.score.valeur, table.score_non_validees.valeur)
    assert (False, None, 30) == (table.lignes[0].mesure, table.lignes[0].taux, table.lignes[1].n)


def test_bad_files_are_listed_and_stop_nothing(folder: Path) -> None:
    """Unreadable, truncated, foreign and future files are told by number; the others are judged."""
    written(folder, "a.lls.yaml", letter(1))
    text = written(folder, "b.lls.yaml", letter(2)).read_text("utf-8")
    (folder / "b.lls.yaml").write_text(text[: len(text) // 2], "utf-8")
    (folder / "c.json").write_text('{"DUPONT": 1}', "utf-8")
    (folder / "d.lls.yaml").write_text("format: 99\n", "utf-8")
    (folder / "e.lls.yaml").write_bytes(b"\x00\xff\xfe")
    (folder / "f.json").symlink_to(folder / "nowhere.json")
    (folder / "g.lls.yaml").mkdir()
    (folder / "h.json").write_text("", "utf-8")
    bilan = report(folder)

    assert [Etat.JUGEE, *[Etat.ILLISIBLE] * 4, Etat.DISPARUE, Etat.ILLISIBLE] == states(bilan)
    assert 6 == len(bilan.illisibles)
    assert "format de fichier inconnu de ce programme" == bilan.illisibles[2].raison


def test_letter_without_last_newline_is_whole(folder: Path) -> None:
    """An editor that leaves out the last newline does not make a letter truncated."""
    made = letter(1)
    assert made.validation is not None
    intact = made.replace(validation=made.validation.replace(empreinte=fingerprint(made)))
    path = written(folder, "a.lls.yaml", intact)
    path.write_text(path.read_text("utf-8").rstrip("\n"), "utf-8")

    assert [Etat.JUGEE] == states(report(folder))


def test_file_gone_meanwhile_is_listed(folder: Path) -> None:
    """A file taken away after the folder was listed is told, and stops nothing."""
    done = judge_file(1, str(folder / "gone.lls.yaml"), Bench(Demande(today=TODAY), letter_checklists))

    assert (Etat.DISPARUE, "fichier retiré pendant la lecture") == (done.etat, done.raison)


def test_copies_of_a_letter_count_once(folder: Path) -> None:
    """The JSON output, a conflict's copy and frozen versions of a letter are not more letters."""
    path = written(folder, "a.lls.yaml", letter(1))
    LetterStore(path).freeze(letter(1), standing=letter(1))
    written(folder, "a.json", letter(1, patient__sexe=None))
    written(folder, "a.conflit-1.lls.yaml", letter(1, patient__sexe=None))
    written(folder, "a.original-2.lls.yaml", letter(1))
    bilan = report(folder)

    assert [Etat.DOUBLON, Etat.JUGEE] == states(bilan)
    assert [] == [line.critere.id for line in bilan.tableaux[0].lignes if line.conformes != line.n]


def test_discharge_version_is_judged(folder: Path) -> None:
    """A later version does not make the letter of the discharge day better, nor a complement in progress worse."""
    first = letter(1, patient__sexe=None)
    path = written(folder, "a.lls.yaml", letter(1, version=2, statut=Statut.BROUILLON, validation=None))
    LetterStore(path).freeze(first, standing=first)
    bilan = report(folder)
    failed = [line.critere.id for line in bilan.tableaux[0].lignes if line.conformes < line.n]

    assert 1 == bilan.tableaux[0].trouvees
    assert "QLS-05" in failed


def test_draw_is_the_same_for_the_same_seed(folder: Path) -> None:
    """A seed draws the same letters again; another draws others; each as often as any other."""
    filled(folder, [letter(n) for n in range(1, 61)])
    first, again, other = (report(folder, tirage=Tirage(20, seed)).tirees for seed in (1, 1, 2))

    assert (20, first) == (len(first), again)
    assert first != other


def test_draw_larger_than_the_folder_takes_all(folder: Path) -> None:
    """Eighty letters are asked for, three are there: three are judged."""
    assert (1, 2, 3) == report(filled(folder, [letter(n) for n in range(1, 4)]), tirage=Tirage(80, 1)).tirees


def test_rules_are_counted_with_their_justifications(folder: Path) -> None:
    """A rule of the decree is counted per letter, the drug rules only when asked for."""
    lettres = [letter(n, motif_hospitalisation=None) for n in (1, 2)]
    filled(folder, lettres)
    counted = {one.regle: (one.lettres, one.justifiees) for one in report(folder).regles}

    assert (2, 0) == counted["REG-MOTIF"]
    assert [] == [name for name in counted if name.startswith("MED-")]


def test_missing_folder_is_told(folder: Path) -> None:
    """A folder that does not exist is an error of the command, not an empty report."""
    with pytest.raises(UsageError, match="n'existe pas"):
        report(folder / "nowhere")


def test_empty_folder_gives_an_empty_report(folder: Path) -> None:
    """No letter, no table, no figure."""
    bilan = report(folder)

    assert (0, ()) == (bilan.fichiers, bilan.tableaux)
    assert json.dumps(report_data(bilan))


def test_period_is_that_of_the_discharge(folder: Path) -> None:
    """The two ends of the period are counted in."""
    days = [date(2026, 3, 8), LEAVING, date(2026, 3, 10)]
    lettres = [FieldPath.parse("sejour.date_sortie").replace(letter(n), day) for n, day in enumerate(days)]
    bilan = report(filled(folder, lettres), Demande(today=TODAY, depuis=LEAVING, jusqua=LEAVING))

    assert [Etat.HORS_PERIODE, Etat.JUGEE, Etat.HORS_PERIODE] == states(bilan)
