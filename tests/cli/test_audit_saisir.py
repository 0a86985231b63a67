"""`lls audit saisir` as a person types it, without a terminal: one line may hold several keys."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from lls_drafter.audit.paper import read_paper
from lls_drafter.cli.commands._audit_saisir import read_discharge
from lls_drafter.drafts.paper_lock import held
from lls_drafter.errors import ExitCode
from tests.campaign.audits import audit_data
from tests.cli.conftest import NOW, Lls, Outcome

WHOLE = "o" * 12
LATER = datetime(2026, 4, 1, 9, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give where readings go."""
    return tmp_path / "mars.papier.jsonl"


def typed(lls: Lls, path: Path, text: str, *more: str) -> Outcome:
    """Type keys, the context given on the command line."""
    return lls("audit", "saisir", path, "--sortie", "03/2026", "--uf", "2143", *more, typed=text, now=LATER)


def answers(path: Path) -> dict[int, str]:
    """Give the answers of each letter, one sign each."""
    signs = {"oui": "o", "non": "n", "inconnu": "?", "sans_objet": "s"}
    return {
        number: "".join(signs[one.etat.value] for one in lettre.reponses.values())
        for number, lettre in read_paper(path).lettres.items()
    }


def test_ten_letters_are_a_hundred_and_twenty_keys(lls: Lls, path: Path) -> None:
    """A letter is twelve keys, and nothing is asked again from one to the next."""
    done = typed(lls, path, (WHOLE + "\n") * 10)

    assert ExitCode.OK == done.code
    assert dict.fromkeys(range(1, 11), WHOLE) == answers(path)
    assert "10 lettres de plus, 10 en tout" in done.out
    assert 0o600 == path.stat().st_mode & 0o777


def test_context_is_asked_once(lls: Lls, path: Path) -> None:
    """Discharge and unit are asked at the first letter, understood as people write them, and kept the next time."""
    first = lls("audit", "saisir", path, typed=f"demain\n09/03/2026\nMme Jeanne DUPONT, née Martin\n2143\n{WHOLE}\nq\n")
    again = lls("audit", "saisir", path, typed=f"{WHOLE}\n")
    kept = [one.contexte for one in read_paper(path).lettres.values()]

    assert [("2026-03-09", "2143")] * 2 == [(one.sortie, one.unite) for one in kept]
    assert "déjà passé est attendu" in first.out
    assert "un code de 20 caractères" in first.out
    assert "Sortie (jour" not in again.out


def test_context_changes_with_a_key(lls: Lls, path: Path) -> None:
    """`d` and `f` change the discharge and the unit of this letter and of the next ones."""
    typed(lls, path, f"{WHOLE}\nd\n15/03/2026\nf\n-\n{WHOLE}\n{WHOLE}\n")
    kept = [(one.contexte.sortie, one.contexte.unite) for one in read_paper(path).lettres.values()]

    assert [("2026-03", "2143"), ("2026-03-15", ""), ("2026-03-15", "")] == kept


def test_letter_begun_is_taken_up_again(lls: Lls, path: Path) -> None:
    """A letter left in the middle, however the program stopped, goes on at its question."""
    left = typed(lls, path, f"{WHOLE}\noon")
    back = typed(lls, path, "o" * 9)

    assert "se reprend" in left.out
    assert "Reprise de la lettre n° 2, à la question 4." in back.out
    assert {1: WHOLE, 2: "oon" + "o" * 9} == answers(path)
    assert [path] == sorted(path.parent.glob("*mars*"))
    assert [] == list(path.parent.glob(".*"))


def test_undo_goes_back_over_letters(lls: Lls, path: Path) -> None:
    """`u` takes back answers, and opens the letter before again; what is answered then stands."""
    typed(lls, path, f"{WHOLE}\n{WHOLE}\nuuun" + "o" * 2 + "\nq\n")

    assert {1: WHOLE, 2: "o" * 9 + "n" + "oo"} == answers(path)


def test_nothing_to_undo_is_told(lls: Lls, path: Path) -> None:
    """Going back before the first letter does nothing."""
    assert "pas de lettre avant" in typed(lls, path, "u\nq\n").out


def test_reason_is_chosen_by_its_number(lls: Lls, path: Path) -> None:
    """`s` shows the reasons of the grid; a criterion without any refuses."""
    done = typed(lls, path, "s\noos1" + "o" * 9)

    assert "QLS-01 n'admet pas « sans objet »" in done.out
    assert "1. refus du patient" in done.out
    assert {1: "oos" + "o" * 9} == answers(path)


def test_words_are_understood(lls: Lls, path: Path) -> None:
    """Whole words on a line of their own are keys too: « oui » is not an answer and an undo."""
    typed(lls, path, "oui\nnon\naide\nannuler\noui\nquitter\n" + WHOLE)
    left = json.loads((path.parent / f".{path.name}.encours").read_text("utf-8"))

    assert [["oui", ""], ["oui", ""]] == left["reponses"]


def test_stay_out_of_scope_is_one_key(lls: Lls, path: Path) -> None:
    """A death is set aside, and never scored."""
    typed(lls, path, f"x{WHOLE}")
    told = lls("audit", path, "--json", now=LATER)

    assert [("hors_champ", 1)] == [(one["etat"], one["n"]) for one in json.loads(told.out)["ecartees"]]


def test_stay_set_aside_by_mistake_is_read_again(lls: Lls, path: Path) -> None:
    """`u` after `x` opens that letter again: a slip of one key loses no letter."""
    done = typed(lls, path, f"x\nu\n{WHOLE}\n{WHOLE}")

    assert "hors champ (u y revient)" in done.out
    assert {1: WHOLE, 2: WHOLE} == answers(path)


def test_criterion_is_explained_in_the_words_of_the_grid(lls: Lls, path: Path) -> None:
    """`e` gives an example of « oui », one of « non » and the grid's help, and answers nothing."""
    done = typed(lls, path, f"oooooooe{WHOLE[7:]}")

    assert "oui, par exemple : Dyspnée aiguë fébrile" in done.out
    assert "non, par exemple : bilan" in done.out
    assert {1: WHOLE} == answers(path)


def test_folder_keeps_its_readings(lls: Lls, tmp_path: Path) -> None:
    """Readings of a folder lie in it, and `lls audit` counts them."""
    typed(lls, tmp_path, WHOLE)

    assert "papier : 1 fichier, 1 lettre, dont 1 comptée" in lls("audit", tmp_path, now=LATER).out
    assert (tmp_path / "saisie.papier.jsonl").exists()


def test_two_persons_do_not_read_into_one_file(lls: Lls, path: Path) -> None:
    """While somebody reads, another is told: nobody is given the letter that another has begun."""
    with held(path):
        refused = typed(lls, path, WHOLE)

    assert (ExitCode.DRAFT, False) == (refused.code, path.exists())
    assert "quelqu'un lit déjà" in refused.err
    assert ExitCode.OK == typed(lls, path, WHOLE).code


def test_draw_gives_its_numbers(lls: Lls, path: Path) -> None:
    """Read after a draw, letters bear the numbers drawn, in their order, and no more than those."""
    drawn = {"taille": 2, "graine": 1, "numeros": [4, 9]}
    (path.parent / "a.json").write_text(json.dumps(audit_data(tirage=drawn)), "utf-8")
    done = typed(lls, path, WHOLE * 3, "--numeros", str(path.parent / "a.json"))

    assert [4, 9] == list(answers(path))
    assert "Lettre n° 9 (2 sur 2 du tirage)" in done.out
    assert "Toutes les lettres du tirage sont lues." in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("lettres.txt",), "finit par « .papier.jsonl »"),
        (("a.papier.jsonl", "--sortie", "demain"), "déjà passé"),
        (("a.papier.jsonl", "--sortie", "03/2026", "--uf", "Mme DUPONT, Jeanne"), "20 caractères"),
        (("a.papier.jsonl", "--activite", "smr"), "pas de grille"),
        (("nulle/part/a.papier.jsonl",), "n'existe pas"),
    ],
)
def test_command_that_says_nothing_is_refused(lls: Lls, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """Each wrong argument has its sentence, and nothing is begun."""
    done = lls("audit", "saisir", tmp_path / arguments[0], *arguments[1:], typed=WHOLE, now=LATER)

    assert ExitCode.OK != done.code
    assert words in done.err


@pytest.mark.parametrize("draw", [None, {"numeros": []}, {"numeros": [0, 1]}, {"numeros": [10**7]}])
def test_audit_without_a_draw_gives_no_number(lls: Lls, path: Path, draw: object) -> None:
    """--numeros takes the JSON of an audit that drew letters, with numbers that letters may have."""
    (path.parent / "a.json").write_text(json.dumps(audit_data(tirage=draw)), "utf-8")

    assert "n'a pas de tirage" in typed(lls, path, "", "--numeros", str(path.parent / "a.json")).err


def test_help_names_what_audit_also_does(lls: Lls) -> None:
    """`lls audit --help` names its other actions, and each has a help of its own."""
    assert ExitCode.OK == lls("audit", "--help").code
    assert ExitCode.OK == lls("audit", "saisir", "--help").code


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("09/03/2026", "2026-03-09"),
        ("3/2026", "2026-03"),
        ("2026-03", "2026-03"),
        ("hier", "2026-03-08"),
        ("10/03/2026", ""),
        ("04/2026", ""),
        ("13/2026", ""),
        ("", ""),
        ("x", ""),
    ],
)
def test_discharge_is_a_past_day_or_month(text: str, read: str) -> None:
    """A discharge is read as people write it, and is never to come."""
    assert read == read_discharge(text, NOW.date())


def test_folder_called_like_an_action_is_given_by_its_place(
    lls: Lls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is really called « saisir » is audited as `./saisir`."""
    monkeypatch.chdir(tmp_path)
    Path("saisir").mkdir()

    assert "0 fichier" in lls("audit", "./saisir").out
    assert ExitCode.USAGE == lls("audit", "saisir").code
