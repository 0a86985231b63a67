"""`lls audit comparer` as a person types it: two readings by hand, or a reading and the tool's verdicts."""

import json
from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode
from tests.audit.letters import LEAVING, filled, letter, written
from tests.audit.test_paper import paper, read_by_hand
from tests.cli.conftest import Lls
from tests.cli.test_audit_saisir import LATER, typed


def test_two_hands_are_compared(lls: Lls, tmp_path: Path) -> None:
    """Forty letters read twice: the criterion on which the readers part, its kappa, and the letters."""
    one = paper(tmp_path, *(read_by_hand(n) for n in range(1, 41)), name="a.papier.jsonl")
    other = paper(
        tmp_path, *(read_by_hand(n, "oon" + "o" * 9 if n == 7 else "o" * 12) for n in range(1, 41)),
        name="b.papier.jsonl",
    )  # fmt: skip
    done = lls("audit", "comparer", one, other)
    data = json.loads(lls("audit", "comparer", one, other, "--json").out)

    assert "n° 7 : QLS-03 oui, non" in done.out
    assert (97.5, 0.0) == (data["criteres"][2]["taux"], data["criteres"][2]["kappa"])
    assert [{"numero": 7, "critere": "QLS-03", "premier": "conforme", "second": "non_conforme"}] == data["desaccords"]


def test_hand_is_compared_with_the_tool(lls: Lls, tmp_path: Path) -> None:
    """A draw is read by hand under its own numbers, then compared with the tool's verdicts."""
    folder = filled(tmp_path / "l", [letter(n, motif_hospitalisation=None if n == 2 else "Chute") for n in range(1, 6)])
    (tmp_path / "a.json").write_text(lls("audit", folder, "--tirage", "3", "--json", now=LATER).out, "utf-8")
    drawn = json.loads((tmp_path / "a.json").read_text("utf-8"))["tirage"]["numeros"]
    typed(lls, tmp_path / "m.papier.jsonl", "o" * 36, "--numeros", str(tmp_path / "a.json"))
    data = json.loads(lls("audit", "comparer", tmp_path / "m.papier.jsonl", folder, "--json", now=LATER).out)

    assert (3, [[], sorted({1, 2, 3, 4, 5} - set(drawn))]) == (data["communes"], data["seules"])
    assert [(n, "QLS-08") for n in drawn if n == 2] == [(one["numero"], one["critere"]) for one in data["desaccords"]]
    assert [] == data["douteuses"]


def test_correspondence_keeps_the_numbers(lls: Lls, tmp_path: Path) -> None:
    """Letters added to the folder since do not shift the numbers when the correspondence is given."""
    folder = filled(tmp_path / "l", [letter(n) for n in range(1, 4)])
    lls("audit", folder, "--correspondance", tmp_path / "c.csv", now=LATER)
    written(folder, "000.json", letter(9, motif_hospitalisation=None))
    hand = paper(tmp_path, *(read_by_hand(n, sortie=str(LEAVING)) for n in range(1, 4)))
    arguments = ("audit", "comparer", hand, folder, "--json")
    shifted = json.loads(lls(*arguments, now=LATER).out)
    kept = json.loads(lls(*arguments, "--correspondance", tmp_path / "c.csv", now=LATER).out)

    assert [(1, "QLS-08")] == [(one["numero"], one["critere"]) for one in shifted["desaccords"]]
    assert (3, [], [[], []]) == (kept["communes"], kept["desaccords"], kept["seules"])


def test_letter_not_found_is_compared_on_that_alone(lls: Lls, tmp_path: Path) -> None:
    """Of a letter that a reader did not find only the first criterion was answered."""
    one = paper(tmp_path, read_by_hand(1, "n"), name="a.papier.jsonl")
    other = paper(tmp_path, read_by_hand(1), name="b.papier.jsonl")
    data = json.loads(lls("audit", "comparer", one, other, "--json").out)

    assert [1, 0, 0] == [line["n"] for line in data["criteres"][:3]]
    assert ["QLS-01"] == [one["critere"] for one in data["desaccords"]]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("a.papier.jsonl", "vide"), "aucune lettre jugée"),
        (("a.papier.jsonl", "nulle"), "n'existe pas"),
        (("mal.papier.jsonl", "a.papier.jsonl"), "ligne inutilisable"),
        (("a.papier.jsonl", "l", "--correspondance", "a.papier.jsonl"), "n'est pas une correspondance"),
        (("a.papier.jsonl", "l", "--correspondance", "autre.csv"), "aucun de ces fichiers"),
        (("a.papier.jsonl", "l", "--sejours", "autre.csv"), "ne sert pas ici"),
    ],
)
def test_comparison_that_cannot_be_made_is_told(
    lls: Lls,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    """Each wrong argument has its sentence."""
    monkeypatch.chdir(tmp_path)
    paper(tmp_path, read_by_hand(1))
    (tmp_path / "mal.papier.jsonl").write_bytes((tmp_path / "a.papier.jsonl").read_bytes() + b"x\n")
    (tmp_path / "vide").mkdir()
    filled(tmp_path / "l", [letter(1)])
    (tmp_path / "autre.csv").write_text("numero;etat;fichier\n1;jugee;x.json\n", "utf-8")
    done = lls("audit", "comparer", *arguments, now=LATER)

    assert ExitCode.OK != done.code
    assert words in done.err
