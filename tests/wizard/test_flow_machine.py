"""Nothing typed is lost, whatever the order of the gestures."""

from collections.abc import Iterator

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import walk
from lls_drafter.letter_files.codec import read_letter, write_letter
from lls_drafter.wizard import flow
from lls_drafter.wizard.flow import State, reduce, start
from lls_drafter.wizard.steps import Kind
from tests.tools import rounds
from tests.wizard.test_flow import CONTEXT

_WORDS = st.sampled_from(
    ["aucun", "inconnu", "o", "n", "p", "m", "a", "s", "r", "1o", "2f", "31/2", "12/3", "1", "", "  "]
)
_TEXTS = st.text(alphabet="abcé ;=,°/0123456789\n'", min_size=1, max_size=30)


def texts(lettre: Lettre) -> Iterator[str]:
    """Give every text of a letter, of any impression."""
    for leaf in walk(lettre):
        yield str(leaf.value)


def everywhere(state: State) -> str:
    """Give all the text that the person can still reach: the letter, the undo and redo logs, the refused texts."""
    parts = [*texts(state.lettre), *state.pending.values()]
    for edit in (*state.undo, *state.redo):
        parts += edit.textes.values()
        for change in edit.changes:
            for value in (change.before, change.after):
                parts += [str(leaf.value) for leaf in walk(value)]
    return "\n".join(parts).casefold()


class Conversation(RuleBasedStateMachine):
    """Answers, moves, undo, redo, clear, remove and jump in any order."""

    def __init__(self) -> None:
        """Begin with an empty letter."""
        super().__init__()
        self.state = start(Lettre(), CONTEXT)
        self.typed: list[str] = []
        self.count = 0

    @initialize(
        question=st.sampled_from(
            ["patient.nom_naissance", "traitement_habituel", "suites_a_donner", "synthese_medicale"]
        )
    )
    def go_somewhere(self, question: str) -> None:
        """Begin in an interesting place."""
        self.state = reduce(self.state, flow.Jumped(question))

    @rule(text=_WORDS | _TEXTS, stay=st.booleans())
    def answer(self, text: str, stay: bool) -> None:
        """Type anything."""
        self.forget_replaced()
        self.state = reduce(self.state, flow.Answered(text, stay))

    @rule(stay=st.booleans(), parts=st.integers(1, 5))
    def answer_with_a_mark(self, stay: bool, parts: int) -> None:
        """Type words that can be looked for, in one or several parts."""
        if self.state.step.kind is Kind.END:
            return
        self.forget_replaced()
        words = []
        for _ in range(parts):
            self.count += 1
            words.append("mot" + "".join("abcdefghij"[int(digit)] for digit in str(self.count)) + "x")
        self.state = reduce(self.state, flow.Answered(" ; ".join(words), stay))
        self.typed += words

    def forget_replaced(self) -> None:
        """Typing after an undo, or again where a text was refused, replaces what was there: the person asked for it."""
        self.state = replace_redo(self.state)
        refused = self.state.pending.get(self.state.current, "")
        self.typed = [word for word in self.typed if word not in refused]

    @rule()
    def skip(self) -> None:
        """Leave a question without an answer."""
        self.state = reduce(self.state, flow.Passed())

    @rule(back=st.booleans())
    def move(self, back: bool) -> None:
        """Go to the neighbour."""
        self.state = reduce(self.state, flow.Moved(back))

    @rule(data=st.data())
    def jump(self, data: st.DataObject) -> None:
        """Go to any question."""
        step = data.draw(st.sampled_from([step.id for step in self.state.steps]))
        self.state = reduce(self.state, flow.Jumped(step))

        assert step == self.state.current

    @precondition(lambda self: self.state.undo)
    @rule(count=st.integers(1, 5))
    def undo_and_redo(self, count: int) -> None:
        """Take back some gestures, and do them again: the same letter."""
        before = self.state
        done = min(count, len(before.undo))
        for _ in range(done):
            self.state = reduce(self.state, flow.Undone())
        for _ in range(done):
            self.state = reduce(self.state, flow.Redone())

        assert before.lettre == self.state.lettre

    @precondition(lambda self: self.state.undo)
    @rule()
    def undo(self) -> None:
        """Take back one gesture."""
        before = self.state.undo[-1]
        self.state = reduce(self.state, flow.Undone())

        assert before.changes == self.state.redo[-1].changes

    @rule()
    def remove_entry(self) -> None:
        """Take away an entry; undo gives it back."""
        self.state = replace_redo(self.state)
        self.state = reduce(self.state, flow.EntryRemoved())

    @rule(event=st.sampled_from([flow.EntryDuplicated(), flow.EntryMoved(), flow.EntryMoved(up=True)]))
    def copy_or_move_entry(self, event: flow.Event) -> None:
        """Copy an entry, or put it elsewhere."""
        self.state = replace_redo(self.state)
        self.state = reduce(self.state, event)

    @invariant()
    def everything_typed_is_reachable(self) -> None:
        """Each word typed is in the letter, in the undo log, or still on screen as refused."""
        reachable = everywhere(self.state)

        assert [] == [word for word in self.typed if word not in reachable]

    @invariant()
    def cursor_is_on_a_question(self) -> None:
        """The current question exists, and question names are unique."""
        names = [step.id for step in self.state.steps]

        assert self.state.current in names
        assert len(names) == len(set(names))

    @invariant()
    def letter_can_be_saved(self) -> None:
        """What was accepted is a letter that the file gives back unchanged."""
        text = write_letter(self.state.lettre)

        assert self.state.lettre == read_letter(text, name="lettre").lettre


def replace_redo(state: State) -> State:
    """Do again what was taken back: a new answer after an undo drops it, as the person asked."""
    while state.redo:
        state = reduce(state, flow.Redone())
    return state


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=rounds(15, 500), stateful_step_count=rounds(25, 80))
