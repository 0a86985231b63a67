"""The letter in progress: a comfort, never in the way."""

import json
from pathlib import Path

import pytest

from lls_drafter.audit.paper import Contexte, Etat, Reponse
from lls_drafter.audit.paper_entry import Question, Saisie
from lls_drafter.audit.paper_partial import keep_partial, partial_path, read_partial
from lls_drafter.letter.sejour import Activite

QUESTIONS = tuple(Question(id=f"Q{n}", titre="t", indispensable=False, raisons=("refus",)) for n in range(3))
EMPTY = Saisie(
    questions=QUESTIONS,
    hors_champ="décès",
    numero=4,
    contexte=Contexte(sortie="2026-03", unite="2143", activite=Activite.MCO),
)
BEGUN = Saisie(
    questions=QUESTIONS,
    hors_champ="décès",
    numero=4,
    contexte=EMPTY.contexte,
    reponses=(Reponse(Etat.OUI), Reponse(Etat.SANS_OBJET, "refus")),
)


def test_letter_in_progress_comes_back(tmp_path: Path) -> None:
    """What was answered is there again; a letter that the file has by now is not, unless it was being corrected."""
    keep_partial(tmp_path / "a", BEGUN, done=False)

    assert (BEGUN, None) == (read_partial(tmp_path / "a", EMPTY, ()), read_partial(tmp_path / "a", EMPTY, (4,)))
    keep_partial(tmp_path / "a", BEGUN, done=True)
    assert BEGUN == read_partial(tmp_path / "a", EMPTY, (4,))


@pytest.mark.parametrize(
    "change",
    [
        {"lettre": 0}, {"lettre": True}, {"lettre": 10**7}, {"lettre": "4"}, {"sortie": "2026-W10-1"}, {"sortie": 3},
        {"uf": "Mme DUPONT Marie-Christine"}, {"activite": "x"}, {"reponses": [["oui"]]}, {"reponses": 3},
        {"reponses": [["oui", ""]] * 3}, {"reponses": [["sans_objet", "autre"]]},
    ],
)  # fmt: skip
def test_spoiled_letter_in_progress_is_begun_again(tmp_path: Path, change: dict[str, object]) -> None:
    """What could not have been kept by this program is left: a number that the file would refuse most of all."""
    keep_partial(tmp_path / "a", BEGUN, done=False)
    path = partial_path(tmp_path / "a")
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **change}), "utf-8")

    assert None is read_partial(tmp_path / "a", EMPTY, ())


@pytest.mark.parametrize("data", [b"", b"[" * 90_000, b"[]", b"\xff\xfe", b"{}"])
def test_garbage_in_progress_is_no_letter(tmp_path: Path, data: bytes) -> None:
    """Whatever bytes stand there, the letter is begun again."""
    partial_path(tmp_path / "a").write_bytes(data)

    assert None is read_partial(tmp_path / "a", EMPTY, ())
