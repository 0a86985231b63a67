"""Work on a part of a letter: an exercise asks for the treatments alone."""

import io
from datetime import UTC, datetime
from pathlib import Path

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import Patient
from lls_drafter.session.opening import create_letter, open_letter
from lls_drafter.session.part import TREATMENTS
from lls_drafter.session.sources import FixedClock
from lls_drafter.settings import Settings
from lls_drafter.wizard import plain
from lls_drafter.wizard.context import context_of
from lls_drafter.wizard.steps import Section, sequence

CLOCK = FixedClock(datetime(2026, 3, 18, 17, 0, tzinfo=UTC))
LETTER = Lettre(fictive=True, patient=Patient(nom_naissance="MARTIN"))


def _talk(path: Path, typed: str) -> str:
    out = io.StringIO()
    with create_letter(path, LETTER, clock=CLOCK, settings=Settings()) as opened:
        opened.work.part = TREATMENTS
        plain.run(opened.work, io.StringIO(typed), out)
    return out.getvalue()


def test_part_names_a_section_that_is_asked(tmp_path: Path) -> None:
    """The names of a part are those of the conversation: a section renamed there would leave nothing to ask."""
    with create_letter(tmp_path / "x.lls.yaml", LETTER, clock=CLOCK, settings=Settings()) as opened:
        opened.work.part = TREATMENTS
        steps = sequence(opened.work.lettre, context_of(opened.work))

    assert {Section.TRAITEMENTS, Section.FIN} == {step.section for step in steps}


def test_conversation_is_limited_to_the_treatments(tmp_path: Path) -> None:
    """The first question is about the drugs, the identity is not to be confirmed, and nothing else is said to lack."""
    said = _talk(tmp_path / "x.lls.yaml", "ramipril 5 mg ; 1 cp le matin ; a ; toux\n\naucun\n\n\nquitter\n")

    assert (True, False, False) == (
        "Traitement habituel" in said,
        "MARTIN" in said,
        any(word in said for word in ("motif d'hospitalisation", "QLS", "valider", "Médecin traitant")),
    )


def test_part_is_taken_up_where_it_was_left(tmp_path: Path) -> None:
    """What was typed is there again, at its question."""
    path = tmp_path / "x.lls.yaml"
    _talk(path, "ramipril 5 mg ; 1 cp le matin ; p ; au long cours\nquitter\n")
    with open_letter(path, clock=CLOCK, settings=Settings()) as opened:
        opened.work.part = TREATMENTS
        position = opened.work.position
        rows = opened.work.lettre.volet_medicamenteux

    assert ("traitement_habituel", 1) == (position, len(rows))


def test_findings_of_a_part_are_about_it(tmp_path: Path) -> None:
    """The same rules judge, but only what is asked is told; the whole letter still says the rest."""
    with create_letter(tmp_path / "x.lls.yaml", LETTER, clock=CLOCK, settings=Settings()) as opened:
        whole = opened.work.evaluate(LETTER)
        opened.work.part = TREATMENTS
        part = opened.work.evaluate(LETTER)

    assert (True, True, None) == (
        {one.chemin.parts[0] for one in part.findings} == {"bilan_medicamenteux"},
        set(part.findings) < set(whole.findings),
        part.grille,
    )
