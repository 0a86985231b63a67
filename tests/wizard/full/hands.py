"""What the tests of the full screen do by hand: keys, and the ways to a question."""

from pathlib import Path

from lls_drafter.drafts.store import LetterStore
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import Medicament, Prescription
from lls_drafter.packs.sources import builtin_root
from lls_drafter.session.sources import SystemClock
from lls_drafter.session.work import Work
from lls_drafter.settings import Settings
from tests.terminal.screen import key
from tests.wizard.drawn import Drawn, Step, draw, until
from tests.wizard.seat import Seat

ENTER, TAB, BACK, ESCAPE = key("Entrée"), key("Tab"), key("Maj-Tab"), key("Échap")
UP, DOWN, LEFT, RIGHT = key("Haut"), key("Bas"), key("Gauche"), key("Droite")
UNDO, ERASE = key("Ctrl-_"), "\x15"
HOME_LINE = "furosémide 40 mg comprimé 1 le matin"


def side(name: str) -> Prescription:
    """Give one side of a row."""
    return Prescription(medicament=Medicament(libelle=name), posologie="1 le matin")


def go(question: str) -> str:
    """Give the keys that go to a question from anywhere."""
    return f"{key('F9')}aller {question}{ENTER}"


def last(place: Seat, *steps: Step, columns: int = 120, rows: int = 34) -> Drawn:
    """Give what is in sight after some steps."""
    return draw(place, [until("question"), *steps], columns=columns, rows=rows)[-1]


def quick_add(*lines: str) -> list[Step]:
    """Give the steps that add drugs to the home list, each read, said back, then accepted."""
    steps: list[Step] = [go("traitement_habituel")]
    for line in lines:
        steps += [line + ENTER, until("Lu :"), ENTER, go("traitement_habituel")]
    return steps


def worked(folder: Path, settings: Settings | None = None) -> Work:
    """Give a real letter, judged by the real rules."""
    source = builtin_root() / "templates" / "mco_standard" / "exemples" / "d_asthme_aigu.lls.yaml"
    store = LetterStore(folder / "d.lls.yaml")
    letter = LetterStore(source).load().lettre
    letter = Lettre(
        **{
            name: getattr(letter, name)
            for name in ("patient", "sejour", "volet_medicamenteux", "signataire", "fictive")
        }
    )
    store.save(letter)
    return Work(letter, store, settings or Settings(), SystemClock())
