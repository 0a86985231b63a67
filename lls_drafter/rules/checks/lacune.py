"""`lacune`: what a template, a ready phrase or a dictation left to be filled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.paths import FieldPath, walk
from lls_drafter.letter.traitements import LigneTraitement
from lls_drafter.rules.checks.registry import Problem, check, names_only
from lls_drafter.rules.rows import table_text
from lls_drafter.rules.scope import Chemin, Scope
from lls_drafter.rules.words import Passage, plain

# On folded texts. Kept out: « [x] » and « [ ] » (boxes), « [18F] », « 47,XXX » (a karyotype), « ... » (a pause).
_MARKS = re.compile(
    r"\{[^{}]*\}"
    r"|\[ ?(?:(?:a|reste a) (?:completer|preciser|remplir|renseigner|dicter|verifier)(?!\w)[^\[\]]*"
    r"|date|nom|prenom|dose|resultat|[_.?…]+|x{2,}) ?\]"
    r"|\?{2,}"
    r"|(?<!\w)(?<!4[5-9],)(?<!4[5-9], )x{3,}(?!\w)|(?<!\w)xx/xx(?!\w)"
    r"|_{3,}|\.{4,}|…{2,}"
)
# One of these stands in every text that holds a mark; plain searches are far faster than the pattern.
_HINTS = ("{", "[", "??", "xx", "XX", "xX", "Xx", "___", "....", "……")
_AROUND = " .:"
_MARGIN = 4


@check("lacune")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gap:
    """No text in these fields, or inside them, was left to be filled: « [à compléter] », « ??? », « xxx », « {…} ».

    `entiers` lists words that are such a gap when they are the whole text (« à préciser »).
    """

    chemins: tuple[Chemin, ...]
    entiers: tuple[str, ...] = ()
    whole: frozenset[str] = field(init=False, compare=False, repr=False)
    short: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Prepare the words, with and without accents, and the length beyond which no text is one of them."""
        forms = frozenset(form for word in self.entiers for form in (word.lower(), plain(word)))
        object.__setattr__(self, "whole", forms)
        object.__setattr__(self, "short", max(map(len, forms), default=-_MARGIN) + _MARGIN)

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each text with such a gap."""
        if isinstance(scope.value, LigneTraitement) and not self._table_may_hold(scope):
            return
        values = tuple([chemin.read(scope.value) for chemin in self.chemins])
        if not self._may_hold(values):
            return
        for chemin, value in zip(self.chemins, values, strict=True):
            for leaf in walk(value, chemin.path) if self._may_hold((value,)) else ():
                if type(leaf.value) is str and any(self._gaps(leaf.value, scope)):
                    yield Problem(scope.at(leaf.path), ou=_entry(leaf.path))

    def judges(self, path: FieldPath) -> bool:
        """Tell whether a field is one of the rule's, or is held by one of them."""
        return any(path.starts_with(names_only(chemin.path)) for chemin in self.chemins)

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give each mark, or the whole text."""
        text = path.read(scope.value)
        if type(text) is str:
            yield from self._gaps(text, scope)

    def _gaps(self, text: str, scope: Scope) -> Iterator[Passage]:
        """Give where a text has a gap."""
        if self._is_whole(text):
            yield Passage(0, len(text))
        if _hints(text):
            yield from scope.text(text).passages(_MARKS)

    def _is_whole(self, text: str) -> bool:
        """Tell whether a text is nothing but a gap."""
        return len(text) <= self.short and text.strip(_AROUND).lower() in self.whole

    def _may_hold(self, value: object) -> bool:
        """Tell whether a text in a value may have a gap: most have none."""
        texts: list[str] = []
        _gather(value, texts)
        if _hints("\n".join(texts)):
            return True
        return any(self._is_whole(text) for text in texts if len(text) <= self.short)

    def _table_may_hold(self, scope: Scope) -> bool:
        """Tell the same of the medication table, looked at once for all its rows."""
        found: bool = scope.shared(
            self, lambda: self._may_hold((*table_text(scope).split("\n"), *_notes(scope.lettre.volet_medicamenteux)))
        )
        return found


def _hints(text: str) -> bool:
    """Tell whether a text may hold a mark."""
    for hint in _HINTS:  # noqa: SIM110 - a loop is faster than any(), and this runs at each key
        if hint in text:
            return True
    return False


def _notes(rows: tuple[LigneTraitement, ...]) -> Iterator[LlsModel]:
    """Give what the rows of the table say beside their two prescriptions."""
    return (note for row in rows for note in (row.commentaires, row.reprise) if note is not None)


def _gather(value: object, texts: list[str]) -> None:
    """Add the texts that a group, a list or free sections hold to a list; what is most frequent is asked first."""
    if isinstance(value, tuple):
        for part in value:
            if type(part) is str:
                texts.append(part)
            elif part is not None:
                _gather(part, texts)
    elif isinstance(value, dict):
        _gather(tuple(value.values()), texts)
    elif isinstance(value, LlsModel):
        _gather(tuple(value.__dict__.values()), texts)


def _entry(path: FieldPath) -> str:
    """Name the entry of a list, by its place."""
    place = next((part for part in path.parts if isinstance(part, int)), None)
    return f"N° {place + 1}" if place is not None else ""
