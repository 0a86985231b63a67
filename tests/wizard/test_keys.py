"""The keys: the registry's own, those of the settings, their French names."""

from itertools import combinations

import pytest
from prompt_toolkit.application import Application, create_app_session
from prompt_toolkit.application.current import set_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.defaults import load_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.output import DummyOutput

from lls_drafter.errors import UsageError
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import COMMANDS, Action, Command, Mode, Sequence
from lls_drafter.wizard.key_names import name_of, read_sequence
from lls_drafter.wizard.keys import EATEN, described, find_command, keymap

KEYED = (Interface.PLEIN, Interface.INVITE)
ALIASES = {"enter": "c-m", "tab": "c-i"}


def bound() -> list[tuple[Command, Sequence]]:
    """Give every key sequence of the registry, with its command."""
    return [(command, sequence) for command in COMMANDS for sequence in command.keys]


def editing_keys(mode: EditingMode) -> set[Sequence]:
    """Give the sequences that edit a field in prompt_toolkit, in the insert state of an editing mode."""
    field = Buffer(document=Document("un deux", 3))
    with create_app_session(output=DummyOutput()):
        app: Application[None] = Application(layout=Layout(Window(BufferControl(field))), editing_mode=mode)
        with set_app(app):
            active = [one for one in load_key_bindings().bindings if one.filter() and one.handler.__name__ != "_ignore"]
    return {tuple(getattr(key, "value", key) for key in one.keys) for one in active}


def test_no_key_begins_another_where_both_are_heard() -> None:
    """A sequence that is another one, or begins it, would never let it be typed; a place has its own keys."""
    clashes = [
        (one.action, other.action)
        for (one, left), (other, right) in combinations(bound(), 2)
        if (one.mode is other.mode or Mode.PARTOUT in (one.mode, other.mode))
        and (left == right[: len(left)] or right == left[: len(right)])
    ]

    assert [] == clashes


def test_no_key_is_eaten_by_the_terminal() -> None:
    """Keys that terminals keep for themselves are not bound."""
    assert [] == [sequence for _command, sequence in bound() if EATEN & set(sequence)]


@pytest.mark.parametrize("mode", EditingMode)
def test_editing_key_taken_over_is_a_decision(mode: EditingMode) -> None:
    """A key that edits text, in either editing mode, is taken over only where the registry says what it replaces."""
    editing = editing_keys(mode)
    taken = {
        command.action
        for command, sequence in bound()
        if command.mode is not Mode.CELLULE and tuple(ALIASES.get(part, part) for part in sequence) in editing
    }

    assert {Action.PHRASES} <= taken or mode is EditingMode.VI
    assert taken <= {command.action for command in COMMANDS if command.reprend}


def test_only_a_table_takes_plain_keys() -> None:
    """A letter writes, and Delete deletes, wherever text can be typed."""
    plain = {command.mode for command, sequence in bound() if len(sequence[0]) == 1 or sequence == ("delete",)}

    assert {Mode.CELLULE} == plain


@pytest.mark.parametrize("interface", KEYED)
def test_prompt_toolkit_takes_each_key(interface: Interface) -> None:
    """Each sequence is one that prompt_toolkit can bind."""
    bindings = KeyBindings()
    for sequences in keymap({}, interface).values():
        for sequence in sequences:
            bindings.add(*sequence)(lambda _event: None)

    assert bindings.bindings


def test_parts_of_the_letter_have_keys_that_terminals_send() -> None:
    """Ctrl-PageDown and Alt-PageDown come as xterm, VTE, Windows Terminal and tmux write them."""
    alt = ANSI_SEQUENCES["\x1b[6;3~"]

    assert isinstance(alt, tuple)
    assert (Keys.ControlPageDown, ("escape", "pagedown")) == (ANSI_SEQUENCES["\x1b[6;5~"], tuple(alt))
    assert (("c-pagedown",), ("escape", "pagedown")) == keymap({}, Interface.PLEIN)[Action.NEXT_SECTION]


def test_a_front_without_table_binds_none_of_its_keys() -> None:
    """In `invite`, Delete deletes."""
    assert Action.REMOVE not in keymap({}, Interface.INVITE)
    assert (("delete",),) == keymap({}, Interface.PLEIN)[Action.REMOVE]


@pytest.mark.parametrize("sequence", [sequence for _command, sequence in bound()])
def test_french_name_of_a_key_reads_back(sequence: Sequence) -> None:
    """The name shown by `lls touches` can be written in the settings."""
    assert sequence == read_sequence(name_of(sequence))


@pytest.mark.parametrize(
    ("name", "sequence"),
    [
        ("F8", ("f8",)),
        ("Maj-F8", ("f20",)),
        ("Ctrl-T", ("c-t",)),
        ("Alt-Entrée", ("escape", "enter")),
        ("Ctrl-X Ctrl-E", ("c-x", "c-e")),
        ("Suppr", ("delete",)),
        ("Alt-Haut", ("escape", "up")),
        ("Maj-Tab", ("s-tab",)),
        ("Alt-_", ("escape", "_")),
        ("Alt-N", ("escape", "n")),
        ("Alt-Maj-N", ("escape", "N")),
        ("Maj-P", ("P",)),
        ("p", ("p",)),
        ("Ctrl-Maj-Gauche", ("c-s-left",)),
        ("Alt-Ctrl-G", ("escape", "c-g")),
        ("Ctrl-Espace", ("c-@",)),
        ("Ctrl-F5", ("c-f5",)),
        ("Retour arrière", ("c-h",)),
        ("Échap", ("escape",)),
        ("Échap Échap", ("escape", "escape")),
    ],
)
def test_key_has_one_french_name(name: str, sequence: Sequence) -> None:
    """Names and sequences answer each other, both ways."""
    assert (sequence, name) == (read_sequence(name), name_of(sequence))


@pytest.mark.parametrize(
    ("written", "sequence"),
    [
        ("ctrl+g", ("c-g",)),
        ("shift-f8", ("f20",)),
        ("alt-ENTREE", ("escape", "enter")),
        ("Ctrl-/", ("c-_",)),
        (" f5 ", ("f5",)),
        ("P", ("p",)),
        ("Ctrl-PageDown", ("c-pagedown",)),
        ("esc", ("escape",)),
    ],
)
def test_key_is_read_as_people_write_it(written: str, sequence: Sequence) -> None:
    """Case, accents, « + » and the English names are accepted."""
    assert sequence == read_sequence(written)


@pytest.mark.parametrize("written", ["", "F25", "Ctrl-é", "Maj-F13", "Ctrl-Maj-G", "Pomme", "Ctrl-", "Maj-é?"])
def test_unknown_key_is_refused(written: str) -> None:
    """A name that no terminal sends is refused with examples."""
    with pytest.raises(UsageError, match="touche") as caught:
        read_sequence(written)

    assert "par exemple F5" in caught.value.hint


@pytest.mark.parametrize(
    ("touches", "action", "expected"),
    [
        ({"apercu": "Ctrl-G"}, Action.PREVIEW, (("c-g",),)),
        ({"Aperçu": "Ctrl-G, Ctrl-R"}, Action.PREVIEW, (("c-g",), ("c-r",))),
        ({":apercu": "Ctrl-G, ctrl-g"}, Action.PREVIEW, (("c-g",),)),
        ({"manquant précédent": "Maj-F7"}, Action.PREVIOUS_MISSING, (("f19",),)),
        ({"apercu": "F6", "score": "F5"}, Action.PREVIEW, (("f6",),)),
        ({"score": "aucune", "apercu": "F6"}, Action.PREVIEW, (("f6",),)),
        ({"poursuivi": "k"}, Action.FATE_KEPT, (("k",),)),
        ({"trier": "Espace"}, Action.ORDER, None),
        ({"compléter": "F5", "apercu": "Tab"}, Action.PREVIEW, (("tab",),)),
    ],
)
def test_settings_change_keys(touches: dict[str, str], action: Action, expected: tuple[Sequence, ...] | None) -> None:
    """The keys of the settings take the place of the product's, command by command."""
    if expected is None:
        with pytest.raises(UsageError, match="sert à écrire"):
            keymap(touches, Interface.PLEIN)
        return

    assert expected == keymap(touches, Interface.PLEIN)[action]


def test_command_without_key_is_not_bound() -> None:
    """« aucune » gives the key back to the terminal."""
    assert Action.PHRASES not in keymap({"phrases": "aucune"}, Interface.INVITE)


def test_settings_of_the_full_screen_do_not_hinder_the_prompt() -> None:
    """A key of a command that an interface lacks is read, and not bound there."""
    touches = {"verrouiller": "Ctrl-G", "poursuivi": "k"}

    assert keymap({}, Interface.INVITE) == keymap(touches, Interface.INVITE)


@pytest.mark.parametrize("interface", KEYED)
@pytest.mark.parametrize(
    ("touches", "sentence"),
    [
        ({"apercus": "F5"}, "commande inconnue : apercus"),
        ({"apercu": "Pomme-P"}, "touche inconnue : Pomme-P"),
        ({"apercu": "F9"}, "F9 est donnée à « palette » et à « apercu »"),
        ({"apercu": "Ctrl-D"}, "Ctrl-D est donnée à « apercu » et à « quitter »"),
        ({"score": "Ctrl-X"}, "commencent pareil"),
        *(({"apercu": name}, "le terminal la garde") for name in ("Ctrl-S", "Ctrl-Q", "Ctrl-Z", "F1", "F10", "F11")),
        ({"apercu": "Ctrl-C"}, "elle interrompt"),
        ({"interrompre": "F5"}, "reste sur Ctrl-C"),
        ({"interrompre": "aucune"}, "touche"),
        ({"apercu": "Ctrl-M"}, "ne la distingue pas d'Entrée"),
        ({"apercu": "Alt-Ctrl-J"}, "ne la distingue pas d'Entrée"),
        ({"apercu": "Ctrl-I"}, "ne la distingue pas de Tab"),
        ({"apercu": "Retour arrière"}, "Ctrl-H de Retour arrière"),
        ({"apercu": "Entrée"}, "accepte la réponse"),
        ({"apercu": "Échap"}, "commence toutes les touches Alt"),
        ({"apercu": "Alt-["}, "touches de fonction"),
        ({"apercu": "a"}, "sert à écrire"),
        ({"apercu": "Suppr"}, "sert à écrire"),
        ({"apercu": "Haut"}, "déplace le curseur"),
        ({"apercu": "Ctrl-]"}, "douchette"),
    ],
)
def test_key_that_cannot_be_bound_is_refused(touches: dict[str, str], sentence: str, interface: Interface) -> None:
    """A wrong key of the settings is refused in one French sentence with what to do, in every interface."""
    with pytest.raises(UsageError, match=sentence) as caught:
        keymap(touches, interface)

    assert caught.value.hint


def test_one_letter_twice_in_the_table_is_refused() -> None:
    """Two commands of the table do not share a letter; the one that the settings changed is told."""
    with pytest.raises(UsageError, match="a est donnée à « poursuivi » et à « arrete »") as caught:
        keymap({"poursuivi": "a"}, Interface.PLEIN)

    assert "touches.poursuivi=" in caught.value.hint


@pytest.mark.parametrize("interface", KEYED)
def test_described_shows_all_by_group(interface: Interface) -> None:
    """`lls touches` shows every command of the interface once, grouped, with the keys in force."""
    rows = described({"apercu": "Ctrl-G"}, interface)
    groups = [row.groupe for row in rows]
    mine = [command for command in COMMANDS if interface in command.fronts]

    assert sorted(groups, key=groups.index) == groups
    assert sorted(command.effet for command in mine) == sorted(row.effet for row in rows)
    assert [("Ctrl-G",)] == [row.touches for row in rows if row.commande == "apercu"]


def test_command_is_found_by_word_or_name() -> None:
    """The settings may name a command by its word or by its action, accents and case apart."""
    for command in COMMANDS:
        for name in (command.name, command.action.value, command.name.upper()):
            assert command is find_command(name)
    assert find_command("rien") is None
