"""The passages behind verdicts are those of the letter that was judged, or there are none."""

from pathlib import Path

from lls_drafter.audit.folder import list_sources
from lls_drafter.audit.proofs import CHANGED, proofs_csv
from lls_drafter.audit.run import Requete, judge_all
from lls_drafter.audit.scoring import Demande
from lls_drafter.session.evaluate import letter_checklists
from tests.audit.letters import TODAY, filled, letter, written


def test_letter_that_changed_since_shows_no_passage(tmp_path: Path) -> None:
    """A letter written again between the audit and its proofs is told: its words do not stand behind other verdicts."""
    folder = filled(tmp_path / "l", [letter(1), letter(2)])
    paths = list_sources((folder,)).lettres
    records = judge_all(paths, Requete(demande=Demande(today=TODAY)), letter_checklists)
    written(folder, "002.json", letter(2, motif_hospitalisation=None))
    lines = proofs_csv(records, paths, letter_checklists, TODAY, drawn=False).decode("utf-8-sig").splitlines()

    assert [f"2;;;;{CHANGED};;"] == [line for line in lines if line.startswith("2;")]
    assert any(line.startswith("1;QLS-08;") for line in lines)
