"""« Trouver le défaut » at the command line: lessons made, done, left, taken up again, and their results."""

import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from lls_drafter.cli.border import run
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.letter.lettre import Statut
from lls_drafter.letter_files.codec import write_letter
from lls_drafter.packs.case_model import Difficulte
from lls_drafter.packs.cases import list_cases
from lls_drafter.places import state_folder
from lls_drafter.session.sources import FixedClock, NumberedIds
from lls_drafter.training.defects.planting import plant
from lls_drafter.training.find_fault.lesson import case_defects, lesson_files
from lls_drafter.training.progress import record, results_of
from lls_drafter.training.result import Exercice, Nature, Resultat
from lls_drafter.wizard.line import LinePrompt
from tests.cli.conftest import NOW, Lls
from tests.training.good_letters import EXAMPLES, checklists, good, judge

FOLDER = Path("templates/mco_standard/exemples").resolve()
OAP = FOLDER / f"{EXAMPLES[0]}.lls.yaml"
CASES = tuple(case.id for case in list_cases().cases if Exercice.DEFAUTS.value in case.exercices)


@cache
def lesson_bytes() -> Mapping[str, bytes]:
    """Give the files of a lesson of four defects."""
    lettre, rules = good(EXAMPLES[0]), judge(EXAMPLES[0])
    planted = plant(lettre, checklists=checklists(), today=rules.today, defauts=4, graine=42)
    return lesson_files(planted, rules)


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """Give the folder of that lesson."""
    folder = tmp_path / "lecon"
    folder.mkdir()
    for name, data in lesson_bytes().items():
        (folder / name).write_bytes(data)
    return folder


class Interrupted(io.StringIO):
    """What is typed until somebody presses Ctrl-C."""

    def readline(self, _size: int = -1, /) -> str:  # type: ignore[override]  # typeshed mixes text and bytes here
        """Give a line; after the last one, the interruption."""
        line = super().readline()
        if not line:
            raise KeyboardInterrupt
        return line


def journals() -> list[Path]:
    """Give the journals of the learner."""
    return sorted((state_folder() / "formation" / "stagiaire" / "defauts").glob("*.jsonl"))


def do(lls: Lls, lesson: Path | str, *typed: str, options: tuple[str, ...] = ()) -> str:
    """Do the exercise of a lesson with these lines typed; give what was written."""
    done = lls(
        "formation", "faire", lesson, "--exercice", "defauts", *options, typed="".join(f"{one}\n" for one in typed)
    )
    assert ExitCode.OK == done.code
    return done.out


# --- Making a lesson -----------------------------------------------------------------------------------------------


def test_same_seed_makes_the_same_files(lls: Lls, tmp_path: Path, lesson: Path) -> None:
    """Same letter, same seed: same bytes in both files."""
    other = tmp_path / "autre"
    lls("formation", "fabriquer", OAP, "--defauts", 4, "--graine", 42, "--vers", other)

    assert [one.name for one in sorted(lesson.iterdir())] == ["corrige.dat", "lettre.lls.yaml"]
    assert [one.read_bytes() for one in sorted(lesson.iterdir())] == [
        one.read_bytes() for one in sorted(other.iterdir())
    ]


def test_answers_are_not_read_at_a_glance(lls: Lls, tmp_path: Path) -> None:
    """Nothing in the folder names a rule, or says how many defects there are."""
    folder = tmp_path / "lecon"
    shown = lls("formation", "fabriquer", OAP, "--defauts", 4, "--graine", 42, "--vers", folder, "--montrer").out
    text = "".join(one.read_text(encoding="utf-8") for one in folder.iterdir())

    assert "REG-" in shown or "MED-" in shown
    assert [] == [word for word in ("REG-", "MED-", "QLS-", "defauts") if word in text]


def test_case_gives_its_own_good_letter(lls: Lls, tmp_path: Path) -> None:
    """A teacher makes a lesson of a case by its id; a word that is no case is told."""
    assert ExitCode.OK == lls("formation", "fabriquer", CASES[0], "--vers", tmp_path / "lecon").code
    assert ExitCode.PACK == lls("formation", "fabriquer", "nulle_part", "--vers", tmp_path / "autre").code


def test_letter_of_a_patient_is_refused(lls: Lls, tmp_path: Path) -> None:
    """A letter that is not marked as fictional never becomes a lesson."""
    path = tmp_path / "vraie.lls.yaml"
    path.write_text(write_letter(good(EXAMPLES[0]).replace(fictive=False)), encoding="utf-8")
    done = lls("formation", "fabriquer", path)

    assert ExitCode.USAGE == done.code
    assert "fictive" in done.err
    assert [path] == sorted(tmp_path.glob("vraie*"))


def test_letter_with_a_fault_is_refused(lls: Lls, tmp_path: Path) -> None:
    """The faults of a letter would mix with those of the lesson: it is refused, with their number."""
    path = tmp_path / "lettre.lls.yaml"
    path.write_text(write_letter(good(EXAMPLES[0]).replace(conclusion=None)), encoding="utf-8")

    assert "a déjà 2 défauts" in lls("formation", "fabriquer", path).err


def test_unvalidated_letter_is_refused(lls: Lls, tmp_path: Path) -> None:
    """A draft is no good letter yet."""
    path = tmp_path / "lettre.lls.yaml"
    draft = good(EXAMPLES[0]).replace(statut=Statut.BROUILLON, validation=None, date_lettre=None)
    path.write_text(write_letter(draft), encoding="utf-8")

    assert "validée" in lls("formation", "fabriquer", path).err


def test_folder_that_holds_something_is_left_alone(lls: Lls, lesson: Path) -> None:
    """A lesson is never written over another."""
    before = (lesson / "corrige.dat").read_bytes()
    done = lls("formation", "fabriquer", OAP, "--graine", 1, "--vers", lesson)

    assert ExitCode.USAGE == done.code
    assert before == (lesson / "corrige.dat").read_bytes()


def test_more_defects_than_possible_says_how_many(lls: Lls, tmp_path: Path) -> None:
    """Asked for too many, it says how many it placed."""
    path = FOLDER / "c_hdj_amoxicilline.lls.yaml"
    done = lls("formation", "fabriquer", path, "--defauts", 60, "--vers", tmp_path / "lecon")

    assert "défauts placés sur 60" in done.err


@pytest.mark.parametrize("count", ["-1", "61", "cinq"])
def test_odd_number_of_defects_is_refused(lls: Lls, tmp_path: Path, count: str) -> None:
    """A number that makes no lesson is refused in a sentence."""
    assert ExitCode.USAGE == lls("formation", "fabriquer", OAP, f"--defauts={count}", "--vers", tmp_path / "lecon").code


# --- Doing it ------------------------------------------------------------------------------------------------------


def test_exercise_goes_from_first_line_to_correction(lls: Lls, lesson: Path) -> None:
    """Marks, then the correction, with the result among those of the learner."""
    out = do(lls, lesson, "", "p", "30", "12 8", "rubriques", "marques", "finir", "o")
    result = results_of("stagiaire").lignes[0].resultat

    assert "MANQUÉ" in out
    assert "Source :" in out
    assert (Exercice.DEFAUTS, 0) == (result.exercice, result.score)
    assert 4 == sum(point.nature is Nature.MANQUE for point in result.points)


def test_nothing_is_given_away_before_the_correction(lls: Lls, lesson: Path) -> None:
    """Before the end neither the screen nor the learner's folder names a rule that is broken."""
    out = do(lls, lesson, "?", "criteres", "familles", "marques", "12 8", "quitter")
    kept = "".join(one.read_text(encoding="utf-8") for one in journals())

    assert [] == [word for word in ("REG-", "MED-", "MANQUÉ", "défauts à trouver") if word in out + kept]


def test_exercise_is_taken_up_where_it_was_left(lls: Lls, lesson: Path) -> None:
    """The end of the input, as an interruption, loses nothing: marks and hints are there again."""
    do(lls, lesson, "12 8", "14-15 identite", "indice")
    out = do(lls, lesson, "marques", "annuler", "marques")

    assert "Reprise où vous l'aviez laissée : 2 marques" in out
    assert "  1. ligne 12 : critère 8" in out
    assert out.count("2. lignes 14-15") == 1


def test_ctrl_c_keeps_everything(lls: Lls, lesson: Path) -> None:
    """Ctrl-C leaves with its code and the way back; the marks are on the disk."""
    err = io.StringIO()
    context = Context(FixedClock(NOW), NumberedIds("t"), Interrupted("12 8\n"), io.StringIO(), err)
    code = run(["formation", "faire", str(lesson), "--exercice", "defauts"], context)

    assert ExitCode.INTERRUPTED == code
    assert "Tout est gardé" in err.getvalue()
    assert "1 marque" in do(lls, lesson)


def test_line_cut_short_by_a_kill_is_left_out(lls: Lls, lesson: Path) -> None:
    """What was being written when the power failed is lost, what stood before it is not."""
    do(lls, lesson, "12 8", "14 5")
    path = journals()[0]
    path.write_bytes(path.read_bytes() + b'{"acte":"marque","lignes":[1')

    assert "2 marques" in do(lls, lesson, "20 9")
    assert "3 marques" in do(lls, lesson)


@pytest.mark.parametrize("nonsense", ["{}", "[" * 200_000], ids=["empty", "deep"])
def test_journal_edited_by_hand_costs_what_cannot_be_read(lls: Lls, lesson: Path, nonsense: str) -> None:
    """A line that says nothing ends the journal, kept whole aside; one without a beginning is refused in a sentence."""
    do(lls, lesson, "12 8", "14 5")
    path = journals()[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    edited = "\n".join([lines[0], lines[1], nonsense, lines[2], ""])
    path.write_text(edited, encoding="utf-8")
    assert "1 marque" in do(lls, lesson)
    assert edited == path.with_name(f"{path.name}.abime-1").read_text(encoding="utf-8")

    path.write_text("bonjour\n", encoding="utf-8")
    done = lls("formation", "faire", lesson, "--exercice", "defauts")

    assert ExitCode.DRAFT == done.code
    assert "--recommencer" in done.err
    assert "bonjour\n" == path.read_text(encoding="utf-8")


def test_journal_of_a_later_version_is_refused(lls: Lls, lesson: Path) -> None:
    """A format that is not known is neither guessed nor written over."""
    do(lls, lesson, "12 8")
    path = journals()[0]
    text = path.read_text(encoding="utf-8").replace('"format":1', '"format":2')
    path.write_text(text, encoding="utf-8")

    assert "autre version" in lls("formation", "faire", lesson, "--exercice", "defauts").err
    assert text == path.read_text(encoding="utf-8")


def test_beginning_again_keeps_the_former_attempt(lls: Lls, lesson: Path) -> None:
    """« --recommencer » starts a new attempt beside the other."""
    do(lls, lesson, "12 8")
    out = do(lls, lesson, "marques", options=("--recommencer",))

    assert "essai 2" in out
    assert "Aucune marque" in out
    assert 2 == len(journals())


def test_finished_attempt_is_shown_again_or_followed_by_another(lls: Lls, lesson: Path) -> None:
    """After the correction: « r » shows it again without a second result; Enter begins another attempt."""
    do(lls, lesson, "finir", "o")
    again = do(lls, lesson, "r")
    other = do(lls, lesson, "", "quitter")

    assert "Note : 0 / 100" in again
    assert 1 == len(results_of("stagiaire").lignes)
    assert "essai 2" in other


def test_finishing_asks_first(lls: Lls, lesson: Path) -> None:
    """Anything but yes goes back to the letter: nothing is corrected."""
    out = do(lls, lesson, "finir", "n", "quitter")

    assert "Note :" not in out
    assert () == results_of("stagiaire").lignes


@pytest.mark.parametrize("typed", ["zz", "12", "12 zz", "900 8", "9999", "retirer 4", "annuler", "12-80 8", "8"])
def test_odd_line_is_answered_and_changes_nothing(lls: Lls, lesson: Path, typed: str) -> None:
    """Whatever is typed gets an answer, and no mark is put by chance."""
    assert "Aucune marque" in do(lls, lesson, typed, "marques")


def test_hint_on_the_command_line_counts(lls: Lls, lesson: Path) -> None:
    """« --indice » gives the next hint without opening the exercise."""
    assert "Il reste 4 défauts" in do(lls, lesson, options=("--indice",))
    assert "Un défaut se trouve dans" in do(lls, lesson, options=("--indice",))
    assert "la règle s'appelle" in do(lls, lesson, options=("--indice",))


def test_lesson_whose_letter_was_changed_is_refused(lls: Lls, lesson: Path) -> None:
    """The answers are those of the letter that was made, and of no other."""
    path = lesson / "lettre.lls.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Valmont", "Valmond"), encoding="utf-8")
    done = lls("formation", "faire", lesson, "--exercice", "defauts")

    assert ExitCode.USAGE == done.code
    assert "fabriquer" in done.err


@pytest.mark.parametrize("text", ["", "bonjour", "e30=", "W10=", "W1tb" * 100_000])
def test_broken_answers_are_told_in_a_sentence(lls: Lls, lesson: Path, text: str) -> None:
    """Answers that are none are refused with their file."""
    (lesson / "corrige.dat").write_text(text, encoding="utf-8")
    done = lls("formation", "faire", lesson, "--exercice", "defauts")

    assert ExitCode.DRAFT == done.code
    assert "corrige.dat" in done.err


@pytest.mark.parametrize("case", CASES)
def test_every_case_makes_an_exercise(lls: Lls, case: str) -> None:
    """A shipped case that offers the exercise has a good letter to hide something in."""
    assert ExitCode.OK == lls("formation", "faire", case, "--exercice", "defauts", typed="quitter\n").code


def test_who_has_not_written_the_case_is_told_first(lls: Lls) -> None:
    """The letter shows most of the good one: said before the first page, unless the case was written and corrected."""
    assert "écrivez d'abord la vôtre" in do(lls, CASES[0], "quitter")

    written = Resultat(
        exercice=Exercice.ECRIRE, cas=CASES[0], version="1", le=NOW, duree_s=None, score=80, points=(), indices=0
    )
    record("stagiaire", written)

    assert "écrivez d'abord la vôtre" not in do(lls, CASES[0], "quitter", options=("--recommencer",))


def test_next_attempt_at_a_case_hides_something_else(lls: Lls) -> None:
    """Two attempts at a case show two letters."""
    do(lls, CASES[0], "quitter")
    do(lls, CASES[0], "quitter", options=("--recommencer",))

    assert 2 == len({json.loads(one.read_text(encoding="utf-8").splitlines()[0])["empreinte"] for one in journals()})


def test_case_hides_more_when_it_is_harder_and_now_and_then_nothing() -> None:
    """The first attempt always hides something; a later one may hide nothing; harder cases hide more."""
    drawn = {niveau: [case_defects(niveau, "cas", essai) for essai in range(1, 60)] for niveau in Difficulte}

    assert [3, 4, 6, 8] == [min(filter(None, counts)) for counts in drawn.values()]
    assert [True] * 4 == [counts[0] > 0 and 0 in counts for counts in drawn.values()]


def test_line_is_asked_at_a_terminal_with_completion() -> None:
    """Tab completes a family's word; Enter gives the line."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("12 moti\t\r")

        assert "12 motif" == LinePrompt(("motif", "modalites"), {}).ask("> ")
