"""The full screen in a real terminal: what closes it, what is thrown at it, two seats on one letter."""

import signal
from pathlib import Path

import pytest

from lls_drafter.drafts.store import LetterStore
from tests.terminal.screen import Screen, Terminals

pytestmark = [pytest.mark.terminal, pytest.mark.slow]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the place of a letter."""
    return tmp_path / "lettre.lls.yaml"


def opened(terminals: Terminals, file: Path, columns: int = 120, rows: int = 34) -> Screen:
    """Open a letter on the full screen, new or not."""
    action = "ouvrir" if file.exists() else "nouvelle"
    screen = terminals.lls(action, str(file), "--interface", "plein", columns=columns, rows=rows)
    screen.wait("enregistré" if action == "nouvelle" else "question")
    return screen


def go(screen: Screen, question: str, title: str) -> None:
    """Go to a question from anywhere."""
    screen.press("F9")
    screen.wait("Commandes, parties")
    screen.send(f"aller {question}\r")
    screen.wait_gone("Commandes, parties")
    screen.wait(title)


def typed(file: Path) -> dict[str, str]:
    """Read the texts that were typed and not accepted."""
    left = LetterStore(file).read_bookmark()
    return dict(left.en_cours) if left is not None else {}


def test_ctrl_c_says_where_the_work_is_and_gives_the_terminal_back(terminals: Terminals, file: Path) -> None:
    """Exit code 130; the ordinary screen is there again, with the file's name on it."""
    screen = opened(terminals, file)
    go(screen, "etat_sortie", "État à la sortie")
    screen.send("Marche seul")
    screen.wait("Marche seul")
    screen.press("Ctrl-C")

    assert 130 == screen.ended()
    assert not screen.full_screen
    assert "Brouillon enregistré" in " ".join(screen.text().split())
    assert {"etat_sortie": "Marche seul"} == typed(file)


@pytest.mark.parametrize("ending", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_closed_window_costs_a_second_at_most(terminals: Terminals, file: Path, ending: signal.Signals) -> None:
    """A window that is closed, a session that ends, a power cut: the letter resumes at its cursor and says so."""
    screen = opened(terminals, file)
    go(screen, "synthese_medicale", "Synthèse médicale")
    screen.send("Une longue histoire")
    screen.wait("Une longue histoire")
    screen.settle(1.0)
    screen.stop(ending)

    assert {"synthese_medicale": "Une longue histoire"} == typed(file)
    again = opened(terminals, file)
    again.wait("Un texte non accepté a été retrouvé")
    again.wait("Une longue histoire")


def test_line_of_a_megabyte_is_taken_and_drawn_in_part(terminals: Terminals, file: Path) -> None:
    """One line of a million characters: the screen answers, says what it does not draw, and the text is whole."""
    screen = opened(terminals, file)
    go(screen, "synthese_medicale", "Synthèse médicale")
    screen.paste("z" * 1_000_000 + "fin")
    screen.wait("1000003 caractères", timeout=60)
    screen.send("!")
    screen.wait("fin!")
    screen.press("Ctrl-C")
    screen.ended()

    assert "z" * 1_000_000 + "fin!" == typed(file)["synthese_medicale"]


def test_storm_of_sizes_keeps_focus_and_text(terminals: Terminals, file: Path) -> None:
    """Resizing from one end to the other while typing loses no letter."""
    screen = opened(terminals, file)
    go(screen, "etat_sortie", "État à la sortie")
    sizes = [(200, 60), (80, 24), (100, 28), (30, 6), (140, 40), (81, 25), (120, 34)]
    for letter, (columns, rows) in zip("Marche ", sizes, strict=True):
        screen.send(letter)
        screen.resize(columns, rows)
    screen.send("seul\r")
    screen.wait("-> État à la sortie : Marche seul")

    assert "Marche seul" == LetterStore(file).load().lettre.etat_sortie


def test_second_seat_reads_and_is_told_when_the_first_leaves(terminals: Terminals, file: Path) -> None:
    """The same letter on two seats: the second sees whose it is, writes nothing, then has it as the first left it."""
    first = opened(terminals, file)
    go(first, "conclusion", "Diagnostic retenu")
    second = terminals.lls("ouvrir", str(file), "--interface", "plein", columns=120, rows=34)
    second.wait("lecture seule")
    go(second, "etat_sortie", "État à la sortie")
    second.send("Rien de tel\r")

    first.send("Pneumopathie\r")
    first.wait("-> Diagnostic retenu")
    first.press("Ctrl-C")
    first.ended()
    second.wait("La lettre est libre, vous pouvez écrire")
    go(second, "conclusion", "Diagnostic retenu")
    second.wait("Pneumopathie")

    letter = LetterStore(file).load().lettre
    assert ("Pneumopathie", None) == (letter.conclusion, letter.etat_sortie)


@pytest.mark.parametrize("interface", ["plein", "invite"])
def test_dumb_terminal_and_reader_are_sent_to_plain_lines(terminals: Terminals, file: Path, interface: str) -> None:
    """TERM=dumb has no screen to draw on: the interface `simple` talks, and says why."""
    screen = terminals.lls("nouvelle", str(file), "--interface", interface, environ={"TERM": "dumb"})
    screen.wait("Interface simple")
    screen.wait("Nom de naissance")

    assert not screen.full_screen
