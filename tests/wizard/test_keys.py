"""The registry of keys."""

from itertools import combinations

from prompt_toolkit.key_binding.bindings.emacs import load_emacs_bindings

from lls_drafter.wizard.commands import COMMANDS, Action, parse_command
from lls_drafter.wizard.keys import EATEN, KEYS, described


def sequences() -> list[tuple[str, ...]]:
    """Give every key sequence bound."""
    return [sequence for key in KEYS for sequence in key.sequences]


def test_no_key_is_bound_twice_nor_begins_another() -> None:
    """A sequence that begins another one would never let it be typed."""
    clashes = [
        (one, other)
        for one, other in combinations(sequences(), 2)
        if one == other[: len(one)] or other == one[: len(other)]
    ]

    assert [] == clashes


def test_no_key_is_eaten_by_the_terminal() -> None:
    """Keys that terminals keep for themselves are not bound."""
    assert [] == [sequence for sequence in sequences() if EATEN & set(sequence)]


def test_editing_key_taken_over_is_a_decision() -> None:
    """A key that edits text in prompt_toolkit is taken over only where the registry says what it replaces."""
    names = {"enter": "c-m", "tab": "c-i"}
    editing = {tuple(getattr(key, "value", key) for key in b.keys) for b in load_emacs_bindings().bindings}
    taken = {
        key.action
        for key in KEYS
        for sequence in key.sequences
        if tuple(names.get(part, part) for part in sequence) in editing
    }

    assert taken <= {key.action for key in KEYS if key.reprend}


def test_every_action_of_a_key_has_a_typed_command() -> None:
    """A keyboard without the key is never stuck: what a key does can be typed, or is plain editing."""
    typed = {command.action for command in COMMANDS}
    plain_editing = {
        Action.NEW_LINE, Action.COMPLETE, Action.PALETTE, Action.INTERRUPT, Action.PREVIOUS_MISSING,
    }  # fmt: skip

    assert {key.action for key in KEYS} - typed <= plain_editing


def test_commands_have_distinct_words() -> None:
    """No word gives two commands, and each is read with and without its colon."""
    words = [word for command in COMMANDS for word in command.words]

    assert sorted(set(words)) == sorted(words)
    for command in COMMANDS:
        for line in (command.words[0], f":{command.words[0]}"):
            read = parse_command(line)
            assert read is not None
            assert command.action is read.action


def test_described_keys_are_whole() -> None:
    """`lls touches` shows a name and an effect for each key."""
    assert len(KEYS) == len(described())
    assert all(name and effect for name, effect, _typed in described())
