"""A whole stay typed by keys alone in a real terminal, in each front end: the same letter, the same Word file."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lls_drafter.drafts.store import LetterStore
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.remise import BeneficiaireRemise, Canal, ModeRemise, RemisePrevue
from lls_drafter.letter.sejour import Activite
from lls_drafter.letter_files.codec import read_letter
from lls_drafter.session.create import new_letter
from lls_drafter.session.sources import RandomIds, SystemClock
from lls_drafter.session.templates import template_mark
from lls_drafter.session.work import Work
from lls_drafter.settings import EnvoiType, PlanDiffusion, Settings, write_settings
from lls_drafter.wizard.conversation import Conversation
from tests.terminal.screen import Screen, Terminals
from tests.wizard.seat import KELLER, MEYER, settled_letter
from tests.wizard.stays import HEART_FAILURE
from tests.wizard.typed import Turn, keys, turns

pytestmark = [pytest.mark.terminal, pytest.mark.slow]

_SETTINGS = Settings(
    etablissement=settled_letter().etablissement,
    activite=Activite.MCO,
    signataires=(KELLER,),
    correspondants=(MEYER,),
    diffusion=PlanDiffusion(
        remise=RemisePrevue(mode=ModeRemise.MAIN_PROPRE, a=BeneficiaireRemise.PATIENT),
        envois=(EnvoiType(destinataire="medecin_traitant", canal=Canal.MSSANTE, prevu="le jour de la sortie"),),
    ),
)


@pytest.fixture
def settled(seat: Path) -> None:
    """Give the seat its settings."""
    (seat / "user").mkdir()
    (seat / "user" / "reglages.yaml").write_text(write_settings(_SETTINGS), "utf-8")


def spoken(folder: Path) -> tuple[list[Turn], Work]:
    """Talk the stay through without any front end; gives each turn, and the work once it is printed."""
    letter = new_letter(_SETTINGS, clock=SystemClock(), ids=RandomIds(), modele=template_mark("mco_standard"))
    work = Work(letter, LetterStore(folder / "parlee.lls.yaml"), _SETTINGS, SystemClock())
    talk = Conversation(work)
    met = list(turns(talk, HEART_FAILURE))
    talk.submit(":imprimer")
    talk.leave()
    return met, work


def asks(screen: Screen, heading: str) -> None:
    """Wait until a question is asked and its field ready, in a front end that talks line by line."""
    wanted = " ".join(heading.split())

    def ready(lines: tuple[str, ...]) -> bool:
        _, found, after = " ".join(" ".join(lines).split()).rpartition(wanted)
        cursor = screen.cursor
        return bool(found) and ">" in after and cursor is not None and lines[cursor[0]].startswith(">")

    screen.wait_for(ready, f"« {heading} » is not asked")


def typed(screen: Screen, front: str, met: list[Turn]) -> None:
    """Type the whole stay, each question awaited before it is answered; then print, and leave."""
    for turn in met:
        if front == "plein":
            screen.wait(f"question {turn.number} sur")
        else:
            asks(screen, turn.heading)
        screen.send(keys(front, turn))
    screen.wait("Relecture - question" if front == "plein" else "Numéro de la question à reprendre")
    enter = "\n" if front == "simple" else "\r"
    screen.send(f":imprimer{enter}")
    screen.wait("Document Word")
    screen.send(f":quitter{enter}")


def same(letter: Lettre) -> Lettre:
    """Give a letter without what differs from one typing to the next: its ids, the hours of its provenance."""
    moment = datetime(2026, 3, 9, tzinfo=UTC)
    provenance = {name: one.replace(le=moment) for name, one in letter.provenance.items()}
    return letter.replace(identifiant=None, provenance=provenance)


def paper(folder: Path, name: str, letter: Lettre) -> bytes:
    """Give the text part of the only Word file of a letter, the letter's own ids taken out."""
    (path,) = folder.glob(f"{name}*.docx")
    with zipfile.ZipFile(path) as package:
        text = package.read("word/document.xml")
    known = letter.identifiant
    for one in (known.lettre, known.serie) if known is not None else ():
        text = text.replace(one.encode(), b"")
    return text


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("front", ["plein", "invite", "simple"])
def test_stay_typed_by_keys_alone_gives_the_same_letter_and_word_file(
    terminals: Terminals, tmp_path: Path, front: str
) -> None:
    """From `lls nouvelle` to the Word file by keys alone: what each front end gives is what the conversation gives."""
    met, work = spoken(tmp_path)
    file = tmp_path / f"{front}.lls.yaml"
    screen = terminals.lls("nouvelle", str(file), "--interface", front, columns=140, rows=40)
    typed(screen, front, met)
    code = screen.ended()
    letter = read_letter(file.read_text("utf-8"), name=front).lettre

    assert 0 == code
    assert same(work.lettre) == same(letter)
    assert paper(tmp_path, "parlee", work.lettre) == paper(tmp_path, front, letter)
