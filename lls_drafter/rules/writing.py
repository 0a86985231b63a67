"""What to underline in a text while it is typed: the rules about wording, run on a text that no letter holds yet.

The rules are those of the check-lists, run by the engine on the letter as it would be with this text: what is
underlined is exactly what the finished letter would be told. Nothing here knows a word of French.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import ValidationError

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Key
from lls_drafter.letter.synthese import Rubrique
from lls_drafter.letter.traitements import LigneTraitement
from lls_drafter.rules.checks.chaque import Each
from lls_drafter.rules.checks.longueur import Length
from lls_drafter.rules.checks.registry import Check, Wording, names_only
from lls_drafter.rules.engine import evaluate_in
from lls_drafter.rules.model import Checklist, Item, Niveau, Verdict
from lls_drafter.rules.scope import Scope
from lls_drafter.rules.typed import Typed
from lls_drafter.rules.words import Passage

MOST_LOOKED_AT = 20_000
"""Characters of a text that are looked at; what comes after them is not judged while it is typed."""

_ROWS = "volet_medicamenteux"
_FREE = "rubriques"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One passage of a text: `debut` and `fin` count characters, `fin` excluded; the message never quotes it."""

    debut: int
    fin: int
    niveau: Niveau
    regle: str
    message: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """An item that judges the wording of a field, and those of its checks that do."""

    item: Item
    checks: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What one check-list says of the wording of a field: the list with only what that takes, and who points."""

    checklist: Checklist
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Proofreader:
    """The rules about wording of some check-lists, by the field that they judge.

    Safe to share between threads: it holds frozen values, and what it keeps is the same whoever computes it.
    """

    checklists: tuple[Checklist, ...]
    _looks: dict[FieldPath, tuple[Look, ...]] = field(default_factory=dict, init=False, repr=False)

    def diagnose(
        self, address: FieldPath, text: str, *, lettre: Lettre | None = None, today: date
    ) -> tuple[Diagnostic, ...]:
        """Give what to underline in a text being typed for a field, in the order of the text.

        Args:
            address: the field; its list entry or row may not be in the letter yet.
            text: as typed; what comes after `MOST_LOOKED_AT` characters is not looked at.
            lettre: the letter as it stands: rules compare the text with its names, dates and other texts.
            today: the day of the judgement.
        """
        looks = self._looks_at(names_only(address))
        if not looks or not text or text.isspace():
            return ()
        typed = Typed.of(text[:MOST_LOOKED_AT])
        try:
            path = reachable(lettre or Lettre(), address)
            scope = Scope(with_text(lettre or Lettre(), path, typed.clean), today)
        except (KeyError, ValidationError):  # the field holds no text, or not this one: no rule would see it
            return ()
        found = (
            Diagnostic(one.debut, one.fin, item.niveau, item.id, item.message)
            for look in looks
            for item, passages in _found(look, scope, path)
            for one in _merged(typed.origin(passage) for passage in passages)
        )
        return tuple(sorted(found, key=lambda one: (one.debut, one.fin, one.regle)))

    def longest(self, address: FieldPath) -> int | None:
        """Give the smallest length that a rule advises not to pass for a field, None when none does."""
        path = names_only(address)
        advised = (
            length
            for checklist in self.checklists
            for item in checklist.items
            for check in item.verifie
            for length in _lengths(check, path)
        )
        return min(advised, default=None)

    def _looks_at(self, path: FieldPath) -> tuple[Look, ...]:
        """Give what judges a field, found once."""
        found = self._looks.get(path)
        if found is None:
            found = tuple(look for one in self.checklists if (look := _look(one, path)).pointers)
            self._looks[path] = found
        return found


def _look(checklist: Checklist, path: FieldPath) -> Look:
    """Give what a check-list says of the wording of a field."""
    pointers = tuple(
        Pointer(item, checks)
        for item in checklist.items
        if (checks := tuple(one for one in item.verifie if isinstance(one, Wording) and one.judges(path)))
    )
    wanted: set[str] = set()
    waiting = [pointer.item.id for pointer in pointers]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting.extend(checklist.by_id[name].requiert)
    return Look(replace(checklist, items=tuple(item for item in checklist.items if item.id in wanted)), pointers)


def _found(look: Look, scope: Scope, path: FieldPath) -> Iterator[tuple[Item, list[Passage]]]:
    """Give the passages of each item of a list that is not satisfied by the letter."""
    report = evaluate_in(look.checklist, scope)
    failed = {result.item.id for result in report.results if result.verdict is Verdict.NON_CONFORME}
    for pointer in look.pointers:
        if pointer.item.id in failed:
            yield pointer.item, [one for check in pointer.checks for one in check.passages(scope, path)]


def _merged(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Give passages in order, those that overlap as one."""
    current: Passage | None = None
    for one in sorted(passages):
        if current is not None and one.debut < current.fin:
            current = Passage(current.debut, max(current.fin, one.fin))
            continue
        if current is not None:
            yield current
        current = one
    if current is not None:
        yield current


def _lengths(check: Check, path: FieldPath) -> Iterator[int]:
    """Give the lengths that a check advises for a field, nested checks included."""
    if isinstance(check, Length):
        advised = check.advises(path)
        if advised is not None:
            yield advised
    elif isinstance(check, Each):
        inside = check.inside(path)
        if inside is not None:
            for one in check.verifie:
                yield from _lengths(one, inside)


def reachable(lettre: Lettre, address: FieldPath) -> FieldPath:
    """Give an address as rules name it: a row by its key, an entry that is not there yet as the next of its list."""
    parts: list[str | int | Key] = []
    value: object = lettre
    for part in address.parts:
        place = part
        if isinstance(part, int):
            entries = value if isinstance(value, tuple) else ()
            place = min(part, len(entries))
            if place < len(entries) and isinstance(entries[place], LigneTraitement):
                place = Key(entries[place].cle)
        parts.append(place)
        value = FieldPath((place,)).read(value)
    return FieldPath(tuple(parts))


def with_text(lettre: Lettre, path: FieldPath, text: str) -> Lettre:
    """Give the letter with a text at a reachable address; a row or free section that is not there yet is added.

    Raises:
        KeyError: the address names no field.
        pydantic.ValidationError: the field does not hold such a text.
    """
    first, *others = path.parts
    if first == _FREE and len(others) == 2 and others[0] not in lettre.rubriques:
        lettre = FieldPath(path.parts[:2]).replace(lettre, Rubrique(titre=str(others[0])))
    if first == _ROWS and others and isinstance(others[0], Key) and FieldPath(path.parts[:2]).read(lettre) is None:
        lettre = lettre.replace(volet_medicamenteux=(*lettre.volet_medicamenteux, LigneTraitement(cle=others[0].cle)))
    return path.replace(lettre, text)
