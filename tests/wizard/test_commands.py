"""The registry of commands: typed words, the help, what each interface takes."""

import pytest

from lls_drafter.letter.text import fold
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import (
    COMMANDS,
    FULL,
    Action,
    Invocation,
    Mode,
    help_lines,
    looks_like_command,
    parse_command,
    typed_commands,
)

EDITS_THE_FIELD = {Action.NEW_LINE, Action.COMPLETE, Action.PALETTE, Action.INTERRUPT}


def test_every_action_has_one_command() -> None:
    """Nothing can be asked that the registry does not know, nor is anything there twice."""
    assert sorted(Action) == sorted(command.action for command in COMMANDS)


@pytest.mark.parametrize("interface", Interface)
def test_everything_can_be_typed(interface: Interface) -> None:
    """A keyboard without the key is never stuck: what a key does can be typed, or only edits the field."""
    wordless = {command.action for command in COMMANDS if interface in command.fronts and not command.words}

    assert wordless <= EDITS_THE_FIELD


def test_words_are_distinct() -> None:
    """No word gives two commands, accents and case apart."""
    words = [word for command in COMMANDS for word in sorted(set(map(fold, command.words)))]

    assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize("interface", Interface)
def test_each_word_is_read(interface: Interface) -> None:
    """Each word shown is read with « : », and without it where nothing else could be meant."""
    for command in typed_commands(interface):
        for word in command.words:
            assert Invocation(command.action) == parse_command(f":{word}", interface)
            bare = None if command.needs_colon else Invocation(command.action)
            assert bare == parse_command(word, interface)


@pytest.mark.parametrize("line", ["arrêté", "suspendu", "poursuivi", "ajouter", "modifie"])
def test_word_of_the_table_alone_is_an_answer(line: str) -> None:
    """The words of the full screen's table are also answers: only « : » makes them commands."""
    assert parse_command(line, Interface.PLEIN) is None
    assert parse_command(f":{line}", Interface.PLEIN) is not None
    assert parse_command(f":{line}", Interface.INVITE) is None


@pytest.mark.parametrize(("interface", "word"), [(Interface.SIMPLE, "editeur"), (Interface.PLEIN, "lignes")])
def test_command_of_another_interface_is_no_answer(interface: Interface, word: str) -> None:
    """A word that one interface takes bare never enters a letter in another one, whose help does not show it."""
    assert parse_command(word, interface) is not None
    assert word not in {command.name for command in typed_commands(interface)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("aller 12", Invocation(Action.JUMP, "12")),
        (":aller motif de venue", Invocation(Action.JUMP, "motif de venue")),
        ("aller motif de venue", None),
        ("retour à domicile", None),
        ("APERÇU", Invocation(Action.PREVIEW)),
        ("=retour", None),
        (":", None),
        ("", None),
    ],
)
def test_command_stands_alone(line: str, expected: Invocation | None) -> None:
    """A command is alone on its line with one word at most, several after « : »."""
    assert expected == parse_command(line)


def test_colon_means_a_command() -> None:
    """A text that begins with « : » was meant as a command, whatever follows."""
    assert looks_like_command(" :quiter")
    assert not looks_like_command("quitter")


@pytest.mark.parametrize("interface", Interface)
def test_help_lists_all_that_can_be_typed(interface: Interface) -> None:
    """« aide » shows each command of the interface, and no other."""
    shown = [line.split()[0].removeprefix(":") for line in help_lines(interface)]

    assert [command.words[0] for command in typed_commands(interface)] == shown


def test_only_the_full_screen_has_tables() -> None:
    """A key heard in a table is that of the full screen; what it does elsewhere is typed."""
    cells = [command for command in COMMANDS if command.mode is Mode.CELLULE]

    assert {Action.REMOVE} == {command.action for command in cells if command.fronts != FULL}
