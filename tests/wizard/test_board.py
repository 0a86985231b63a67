"""The evening board as it is drawn, and the keys that work on it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from lls_drafter.errors import DraftStateError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.personnes import Patient
from lls_drafter.letter.sejour import Sejour
from lls_drafter.session.board import Board
from lls_drafter.session.board_expected import Attendue
from lls_drafter.session.board_model import Avancement, Row, Scope
from lls_drafter.session.sources import FixedClock
from lls_drafter.settings import Settings
from lls_drafter.wizard.board_words import (
    cells,
    check_lines,
    error_words,
    table_lines,
)
from lls_drafter.wizard.full.board import show
from lls_drafter.wizard.full.board_keys import KEYS, keys_in_force, shown_keys
from lls_drafter.wizard.full.board_view import Look, View, draw
from lls_drafter.wizard.ports import WizardPort
from lls_drafter.wizard.progress import count_answers
from lls_drafter.wizard.signs import signs
from tests.terminal.screen import key, pasted
from tests.wizard import drawn
from tests.wizard.drafts import draft, written
from tests.wizard.drawn import Drawn, Resized, Step, until, until_gone
from tests.wizard.seat import settled_seat

DAY = date(2026, 3, 9)
NOW = datetime(2026, 3, 9, 17, 0, tzinfo=UTC)


@dataclass
class Evening:
    """A folder of letters and its board; satisfies `drawn.Front`, and keeps what was chosen."""

    folder: Path
    view: View = field(default_factory=View)
    environ: Mapping[str, str] = field(default_factory=dict)
    chosen: list[Row | None] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        """Make the board of the day."""
        self.board = Board(
            folder=self.folder, day=DAY, clock=FixedClock(NOW), settings=self.settings, count=count_answers
        )

    async def talk(self, port: WizardPort, environ: Mapping[str, str]) -> None:
        """Show the board once."""
        del port, environ
        self.chosen.append(await show(self.board, self.view, self.environ, out=self.folder / "out"))

    def press(self, *steps: Step, columns: int = 80, rows: int = 24) -> tuple[Drawn, ...]:
        """Give the screen after each step."""
        seat = settled_seat(self.folder / "sans-objet.yaml")
        return drawn.draw(seat, steps, front=self, columns=columns, rows=rows)

    def choose(self, *keys: str) -> Row | None:
        """Give what keys choose on a board whose letters are already read."""
        self.board.load()

        async def chosen(pipe: PipeInput) -> Row | None:
            pipe.send_text("".join(keys))
            return await asyncio.wait_for(show(self.board, self.view, self.environ, out=self.folder / "out"), 20)

        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            self.chosen.append(asyncio.run(chosen(pipe)))
        return self.chosen[-1]

    @property
    def opened(self) -> list[str]:
        """Give the keys of the rows that were opened."""
        return [row.cle.removesuffix(".lls.yaml") for row in self.chosen if row is not None]


def letter(nom: str, heure: int, statut: Statut = Statut.BROUILLON) -> Lettre:
    """Give a letter of the day."""
    return Lettre(
        statut=statut,
        patient=Patient(nom_naissance=nom, prenoms_naissance=("JEANNE",)),
        sejour=Sejour(date_sortie=DAY, heure_sortie=time(heure)),
    )


def write(folder: Path, name: str, lettre: Lettre) -> Path:
    """Write a letter of the folder."""
    return written(folder / f"{name}.lls.yaml", lettre)


@pytest.fixture
def evening(tmp_path: Path) -> Evening:
    """Give an evening of three letters and one expected discharge: 14 h validated, 15 h, 16 h expected, 17 h."""
    write(tmp_path, "a", letter("MARTIN", 14, Statut.VALIDEE))
    write(tmp_path, "b", letter("DURAND", 15))
    write(tmp_path, "c", letter("LEROY", 17))
    made = Evening(tmp_path)
    made.board.expected.add([Attendue(heure=time(16), chambre="214", nom="DUPONT")], today=DAY)
    return made


READY = until("4 sorties, 1 validée, 1 sans lettre")


def test_board_shows_the_evening(evening: Evening) -> None:
    """Hour, room, name, answers, bloquant points and state of each; the chosen row in full below."""
    (screen,) = evening.press(READY)

    assert screen.shows("Sorties du lundi 9 mars 2026")
    assert screen.shows("DURAND JEANNE")
    lines = [line for line in screen.lines if "DUPONT" in line]
    assert ["16:00", "214", "DUPONT", "à", "créer"] == lines[0].split()
    assert screen.shows("estimation ; ne remplace pas le recueil HAS")
    assert 80 >= max(map(len, screen.lines))


def test_enter_opens_and_leaving_gives_nothing(evening: Evening) -> None:
    """Enter gives the chosen row; q, Ctrl-D and Ctrl-C leave."""
    evening.choose(key("Bas"), key("Entrée"))
    assert ["b"] == evening.opened

    assert [None, None, None] == [evening.choose(leaving) for leaving in ("q", key("Ctrl-D"), key("Ctrl-C"))]


def test_one_key_opens_the_next_letter_to_finish(evening: Evening) -> None:
    """Key s passes what is validated; from a letter just left it goes on down the list, then around."""
    for pressed in ("s", key("F8"), "S", "s"):
        evening.choose(pressed)

    assert ["b", "+1", "c", "b"] == evening.opened


def test_first_letter_is_the_next_one_at_first() -> None:
    """On a board just shown, the next letter to finish is the chosen one itself."""
    rows = [Row(cle=f"+{number}", day=DAY, attendue=Attendue(nom="X")) for number in range(3)]

    assert rows[0] is View().next_to_finish(rows)
    assert rows[1] is View(cle="+0", left="+0").next_to_finish(rows)
    assert rows[2] is View(cle="+2", left="+0").next_to_finish(rows)


def test_letters_of_others_are_not_the_next_one(evening: Evening) -> None:
    """Nothing left to finish: the board says so and stays."""
    for name in ("b", "c"):
        (evening.folder / f"{name}.lls.yaml").write_text("format: 1\nx: 1\n", encoding="utf-8")
    evening.board.expected.retire("1", today=DAY)
    *_, screen = evening.press(until("2 illisibles"), "s", until("Aucune lettre à finir"))

    assert screen.shows("MARTIN")


def test_board_comes_back_at_the_same_row(evening: Evening) -> None:
    """The row that was opened is chosen again, and what happened to it is told and shown."""
    evening.choose(key("Bas"), key("Entrée"))
    write(evening.folder, "b", letter("DUBOIS", 15))
    evening.view.message = "Lettre refermée : b.lls.yaml"
    (screen,) = evening.press(until("DUBOIS"))

    assert any(line.startswith(">") and "DUBOIS" in line for line in screen.lines)
    assert screen.shows("Lettre refermée : b.lls.yaml")


def test_row_is_added_on_one_line(evening: Evening) -> None:
    """Key a asks hour, room and name; a wrong line stays to be mended; Escape gives up; the new row is chosen."""
    steps: list[Step] = [
        "a",
        until("Heure ; chambre ; nom"),
        "99:99 ; 3 ; PETIT" + key("Entrée"),
        until("Ligne non ajoutée"),
    ]
    mend: list[Step] = [key("Début") + key("Suppr") * 5 + "16h30" + key("Entrée"), until("5 sorties")]
    *_, screen = evening.press(READY, *steps, *mend)

    assert any(line.startswith("> 16:30 3") and "PETIT" in line for line in screen.lines)
    *_, after = evening.press(until("5 sorties"), "a" + "x", key("Ctrl-C"), until("s suivante"), until("5 sorties"))
    assert not after.shows("Heure ; chambre ; nom")


def test_pasted_lines_are_added_together(evening: Evening) -> None:
    """Several lines pasted make several rows; one that is there already changes nothing."""
    text = "18h ; 1 ; UN\n19h ; 2 ; DEUX\n16h ; 214 ; DUPONT"
    *_, screen = evening.press(READY, "a", pasted(text) + key("Entrée"), until("6 sorties"))

    assert screen.shows("2 lignes ajoutées ; déjà là : rien n'est changé.")


def test_row_is_removed_and_put_back(evening: Evening) -> None:
    """Suppr takes away a row without letter, u puts it back; a letter is never taken away."""
    steps: list[Step] = [
        key("Bas") * 2 + key("Suppr"),
        until_gone("DUPONT"),
        "u",
        until("DUPONT"),
        key("Début") + key("Suppr"),
    ]
    *_, back, refused = evening.press(READY, *steps)

    assert any(line.startswith("> 16:00") for line in back.lines)
    assert refused.shows("Seule une ligne sans lettre se retire")
    assert (evening.folder / "a.lls.yaml").exists()


def test_names_can_be_hidden(evening: Evening) -> None:
    """Key n hides every name, on the check page too, and shows them again."""
    _, hidden, _, page, _, again = evening.press(READY, "n", "v", until("Total"), "x", "n")

    names = ("MARTIN", "DURAND", "DUPONT", "LEROY")
    assert [] == [name for name in names if hidden.shows(name) or page.shows(name)]
    assert [] == [name for name in names if not again.shows(name)]


def test_check_tells_each_row_and_the_total(evening: Evening) -> None:
    """Key v judges everything again and sums up; any key closes the page."""
    *_, page, after = evening.press(READY, "v", until("Total : 0 sans bloquant, 3 à compléter, 1 sans lettre."), "x")

    assert page.shows("16:00 214 DUPONT : pas encore de lettre")
    assert not after.shows("Total")


def test_everything_is_printed(evening: Evening) -> None:
    """Key i writes the letters of the day as drafts, and lists what fails without stopping."""
    write(evening.folder, "d", draft().replace(sejour=Sejour(date_sortie=DAY)))
    (evening.folder / "e.lls.yaml").write_text("format: 1\nx: 1\n", encoding="utf-8")
    *_, page = evening.press(until("1 illisible"), until_gone("vérification"), "i", until("documents Word"))

    assert page.shows("Échec, e.lls.yaml")
    assert {"b.brouillon.docx", "c.brouillon.docx", "d.brouillon.docx"} <= {
        path.name for path in (evening.folder / "out").iterdir()
    }


def test_other_days_are_one_key_away(evening: Evening) -> None:
    """Key t shows the open letters of all days with their day, and comes back to the day."""
    tomorrow = letter("DEMAIN", 9).replace(sejour=Sejour(date_sortie=date(2026, 3, 10), heure_sortie=time(9)))
    write(evening.folder, "z", tomorrow)
    *_, day = evening.press(READY, "t", until("10/03 09:00"), "t", until("1 validée"))

    assert not day.shows("DEMAIN")


def test_long_list_scrolls(tmp_path: Path) -> None:
    """Sixty letters: all are counted, the end key shows the last, the chosen row is always in sight."""
    for number in range(60):
        write(tmp_path, f"l{number:02}", letter(f"N{chr(65 + number // 10)}{chr(65 + number % 10)}", 8 + number // 6))
    evening = Evening(tmp_path)
    evening.board.load()
    *_, last, up = evening.press(until("60 sorties"), key("Fin"), key("Page préc."))

    assert any(line.startswith("> 17:00") and "NFJ" in line for line in last.lines)
    assert 1 == sum(line.startswith(">") for line in up.lines)


def test_small_window_says_so(evening: Evening) -> None:
    """Under 80 columns or 24 lines the board tells the size it needs, and comes back with it."""
    _, small, back = evening.press(READY, Resized(79, 24), Resized(100, 30))[:3]

    assert small.shows("il faut 80 x 24")
    assert back.shows("DURAND JEANNE")


def test_help_tells_the_keys(evening: Evening) -> None:
    """The help shows every key of the board with its effect, nothing cut at 80 columns; the bottom line the first."""
    list_, page = evening.press(READY, key("F2"))
    table = keys_in_force({})

    told = [" ou ".join(one.names) for one in table] + [one.effet for one in table]
    assert len(KEYS) == len([one for one in table if one.keys])
    assert [] == [words for words in told if not page.shows(words)]
    assert [] == [words for words in map(" ".join, shown_keys(table)) if words not in list_.lines[-1]]


def test_keys_of_the_settings_work_on_the_board(evening: Evening) -> None:
    """« manquant » and « aide » have on the board the keys that they have in a letter, and these are told."""
    own = Evening(evening.folder, settings=Settings(touches={"manquant": "Ctrl-B", "aide": "Ctrl-G"}))
    screen, page, _ = own.press(READY, key("Ctrl-G"), "x")
    own.choose(key("F8"), key("Ctrl-B"))

    assert screen.shows("Ctrl-G aide")
    assert page.shows("s ou Ctrl-B")
    assert ["b"] == own.opened


def rows_of(*made: Row) -> Sequence[Row]:
    """Give rows as a board would."""
    return made


def test_drawing_fills_the_window_exactly() -> None:
    """Whatever the size and the names, each line has the width of the window, and nothing acts on the terminal."""
    odd = Attendue(cle="1", nom="N\x1b[31m日本" + "É" * 90, chambre="123456789")
    row = Row(cle="+1", day=DAY, attendue=odd, problem="x" * 300)
    for width, height in ((80, 23), (97, 30), (200, 60)):
        for scope in Scope:
            look = Look(title="T" * 90, scope=scope, width=width, height=height, signs=signs("utf-8"))
            lines = draw(rows_of(row, replace(row, cle="+2")), View(message="m" * 300), look)

            assert height == len(lines)
            texts = ["".join(text for _, text in line) for line in lines]
            assert {0, width} >= {cells(text) for text in texts}
            assert not any("\x1b" in text for text in texts)


def test_long_message_is_told_in_full() -> None:
    """A message of more than one line takes two; the window stays exactly filled."""
    row = Row(cle="x", day=DAY, attendue=Attendue(nom="A"))
    look = Look(title="Titre", scope=Scope.JOUR, width=80, height=23, signs=signs("utf-8"))
    error = DraftStateError(
        "cette lettre est validée (version 1) : son contenu ne change plus",
        hint="une correction est une nouvelle version : « lls reviser »",
    )
    lines = ["".join(text for _, text in line) for line in draw([row], View(message=error_words(error)), look)]

    assert 23 == len(lines)
    assert "Une correction est une nouvelle version : « lls reviser »." in " ".join(" ".join(lines[-2:]).split())


def test_ascii_screen_has_no_sign_of_its_own() -> None:
    """Where the terminal does not know UTF-8, bar, rule and cut are plain signs."""
    row = Row(cle="x", day=DAY, attendue=Attendue(nom="A" * 60), avancement=Avancement(34, 52))
    look = Look(title="Titre", scope=Scope.JOUR, width=80, height=23, signs=signs("latin-1"))
    text = "".join(text for line in draw([row], View(), look) for _, text in line)

    assert "###.. 34/52" in text
    assert [] == [sign for sign in "█░…·─▸" if sign in text]


def test_plain_table_is_80_columns_of_text(evening: Evening) -> None:
    """The board as lines has no control character, fits 80 columns, and names the file to open."""
    evening.board.load()
    lines = list(table_lines(evening.board, signs("ascii"), names=True))

    assert 80 >= max(map(len, lines))
    assert all(line.isprintable() for line in lines)
    assert any("b.lls.yaml" in line for line in lines)
    hidden = "\n".join(
        [*table_lines(evening.board, signs("ascii"), names=False), *check_lines(evening.board, names=False)]
    )
    assert [] == [name for name in ("MARTIN", "DURAND", "DUPONT", "LEROY") if name in hidden]
