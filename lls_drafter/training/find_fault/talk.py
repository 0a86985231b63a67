"""The conversation of the exercise, one typed line after the other. It prints nothing and writes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lls_drafter.errors import UsageError
from lls_drafter.letter.text import fold
from lls_drafter.training.find_fault import words
from lls_drafter.training.find_fault.choices import Choice, find_choice
from lls_drafter.training.find_fault.correction import Exercise, next_hint
from lls_drafter.training.find_fault.marks import Act, Genre, Mark, Marks, read_lines

_LEAST_ROWS = 5
_SURE = frozenset({"o", "oui"})


@dataclass(frozen=True, slots=True)
class Reply:
    """What follows from a typed line: what to show, what to keep, and whether the exercise is over, or left."""

    lignes: tuple[str, ...] = ()
    acte: Act | None = None
    fini: bool = False
    quitte: bool = False


class Talk:
    """One learner before one letter.

    Attributes:
        marks: what is marked.
        premiere: the first line of the page that was shown last.
    """

    def __init__(self, exercice: Exercise, known: tuple[Choice, ...], marks: Marks, *, rows: int) -> None:
        """Begin at the first page, with the marks of an exercise taken up again."""
        self._exercice = exercice
        self._known = known
        self._rows = max(rows, _LEAST_ROWS)
        self._asked = False
        self.marks = marks
        self.premiere = 1

    @property
    def last(self) -> int:
        """Give the number of the letter's last line."""
        return len(self._exercice.lecture.lignes)

    @property
    def words(self) -> tuple[str, ...]:
        """Give what completion may propose."""
        return (*_COMMANDS, *(one.code for one in self._known if not one.code.isdecimal()))

    def page(self) -> tuple[str, ...]:
        """Give the lines of the page, marked ones with a sign, and what is seen of how many."""
        end = min(self.premiere + self._rows - 1, self.last)
        marked = {number for mark in self.marks.marques for number in mark.lignes}
        width = len(str(self.last))
        shown = []
        for line in self._exercice.lecture.lignes[self.premiere - 1 : end]:
            text = f"■ {line.texte.upper()}" if line.titre else line.texte
            shown.append(f"{'*' if line.numero in marked else ' '}{line.numero:>{width}} {text}")
        count = len(self.marks.marques)
        seen = f"lignes {self.premiere} à {end} sur {self.last}"
        many = "s" if count > 1 else ""
        return (*shown, f"-- {seen} ; {count} marque{many} ; « ? » aide")

    def answer(self, typed: str) -> Reply:
        """Take one typed line."""
        text = " ".join(typed.split())
        if self._asked:
            self._asked = False
            return Reply(fini=True) if fold(text) in _SURE else Reply(self.page())
        if not text:
            return self._move(self._rows)
        if text.isdecimal():
            return self._go(int(text))
        if text[0].isdigit():
            return self._mark(text)
        word, _, rest = text.partition(" ")
        command = _command(fold(word))
        if command is None:
            return Reply(("Commande inconnue ; « ? » pour l'aide.",))
        return command(self, rest)

    def _move(self, by: int) -> Reply:
        """Turn the page; the last page stays."""
        wanted = self.premiere + by
        if wanted > self.last:
            return Reply(("Fin de la lettre. « finir » donne la correction, « 1 » revient au début.",))
        self.premiere = max(1, wanted)
        return Reply(self.page())

    def _go(self, number: int) -> Reply:
        """Show the page that begins at a line."""
        if not 1 <= number <= self.last:
            return Reply((f"La lettre a {self.last} lignes.",))
        self.premiere = number
        return Reply(self.page())

    def _mark(self, text: str) -> Reply:
        """Put a mark: lines, then what is wrong there."""
        lines, name = _lines_and_name(text)
        try:
            numbers = read_lines(lines, self.last)
        except UsageError as error:
            return Reply((f"{error.message[:1].upper()}{error.message[1:]} ; {error.hint}.",))
        choice = find_choice(name, self._known)
        if choice is None:
            return Reply((f"« {name} » n'est ni un critère ni une famille ; voir « criteres » et « familles ».",))
        mark = Mark(numbers, choice.code)
        return self._act(Act(Genre.MARQUE, mark), f"Marque {len(self.marks.marques) + 1}. {self._said(mark)}")

    def _said(self, mark: Mark) -> str:
        """Give a mark in words."""
        return words.mark_words(mark, self._known)

    def _act(self, act: Act, *lines: str) -> Reply:
        """Carry out an act, to be kept by whoever talks."""
        self.marks = act.on(self.marks)
        return Reply(lines, acte=act)

    def help(self, _rest: str) -> Reply:
        """Say what can be typed."""
        return Reply(words.HELP)

    def criteria(self, _rest: str) -> Reply:
        """List the criteria."""
        return Reply(tuple(words.criterion_lines(self._known)))

    def families(self, _rest: str) -> Reply:
        """List the families."""
        return Reply(tuple(words.family_lines(self._known)))

    def list_marks(self, _rest: str) -> Reply:
        """List the marks."""
        return Reply(tuple(words.mark_lines(self.marks, self._known)))

    def sections(self, _rest: str) -> Reply:
        """List the sections with their first lines."""
        return Reply(tuple(f"{one.premiere:>4}  {one.titre}" for one in self._exercice.lecture.sections))

    def back(self, _rest: str) -> Reply:
        """Turn one page back."""
        return self._move(-self._rows)

    def take(self, rest: str) -> Reply:
        """Take one mark back."""
        if not rest.isdecimal() or not 1 <= int(rest) <= len(self.marks.marques):
            return Reply(("Quelle marque ? Par exemple « retirer 2 » ; « marques » les montre.",))
        gone = self._said(self.marks.marques[int(rest) - 1])
        return self._act(Act(Genre.RETRAIT, numero=int(rest)), f"Retirée : {gone}")

    def undo(self, _rest: str) -> Reply:
        """Undo the last mark put or taken back."""
        if not self.marks.avant:
            return Reply(("Rien à annuler.",))
        return self._act(Act(Genre.ANNULATION), "Annulé.")

    def hint(self, _rest: str) -> Reply:
        """Give a hint; one that says nothing new is free."""
        given = next_hint(self._exercice, self.marks)
        if given.numero is None:
            return Reply((given.texte,))
        return self._act(Act(Genre.INDICE, numero=given.numero), given.texte)

    def finish(self, _rest: str) -> Reply:
        """Ask whether it is over."""
        self._asked = True
        count = len(self.marks.marques)
        return Reply(
            (f"{count} marque{'s' if count > 1 else ''}. Voir la correction ? Plus rien ne pourra changer (o/n)",)
        )

    def leave(self, _rest: str) -> Reply:
        """Leave; everything is kept."""
        return Reply(quitte=True)


_COMMANDS: Mapping[str, Callable[[Talk, str], Reply]] = {
    "?": Talk.help,
    "aide": Talk.help,
    "criteres": Talk.criteria,
    "familles": Talk.families,
    "marques": Talk.list_marks,
    "rubriques": Talk.sections,
    "p": Talk.back,
    "retirer": Talk.take,
    "annuler": Talk.undo,
    "indice": Talk.hint,
    "finir": Talk.finish,
    "quitter": Talk.leave,
}


def _command(word: str) -> Callable[[Talk, str], Reply] | None:
    """Give a command by its name, or by the beginning of one name alone."""
    if word in _COMMANDS:
        return _COMMANDS[word]
    near = [name for name in _COMMANDS if name.startswith(word)]
    return _COMMANDS[near[0]] if len(near) == 1 else None


def _lines_and_name(text: str) -> tuple[str, str]:
    """Part « 12-14, 18 motif » between the lines and the name; the last word is the name."""
    lines, _, name = text.rpartition(" ")
    return lines.replace(" ", ""), name
