"""Edits that make a condition of the rules true, or false: what `exige` and `interdit` look at."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import singledispatch

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.paths import FieldPath, field_info, scalar_types
from lls_drafter.rules import conditions as of
from lls_drafter.rules.drug_conditions import PATTERNS, Mentions
from lls_drafter.rules.scope import Chemin, Scope
from lls_drafter.rules.words import plain
from lls_drafter.training.defects.model import Edits

_SENTENCES = re.compile(r"[^.;\n]+[.;]?\s*")
_MOST = 6


def at(scope: Scope, path: FieldPath | str) -> str:
    """Give the address in the letter of a field of a scope."""
    return str(scope.at(FieldPath.parse(path) if isinstance(path, str) else path))


@singledispatch
def make(condition: object, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - the verdict itself
    """Give edits after which a condition is `wanted`, as far as can be told; one that it already is needs none."""
    del condition, wanted, scope
    yield from ()


@make.register
def _(condition: of.All, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    yield from (_every if wanted else _any)(condition.conditions, wanted, scope)


@make.register
def _(condition: of.OneOf, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    yield from (_any if wanted else _every)(condition.conditions, wanted, scope)


@make.register
def _(condition: of.Not, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    yield from make(condition.condition, not wanted, scope)


def _any(parts: tuple[of.Condition, ...], wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    """Give edits that settle one part."""
    for part in parts:
        if part.holds(scope) is not wanted:
            yield from make(part, wanted, scope)


def _every(parts: tuple[of.Condition, ...], wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    """Give edits that settle all parts, those that are already so left alone."""
    found: list[Edits] = [{}]
    for part in parts:
        if part.holds(scope) is wanted:
            continue
        ways = list(make(part, wanted, scope))[:_MOST]
        joined: list[Edits] = [{**before, **way} for before in found for way in ways]
        found = joined[:_MOST]
    yield from found


@make.register
def _(condition: of.Filled, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    if not wanted:
        yield {at(scope, condition.chemin.path): None}
        return
    for value in _examples(condition.chemin, scope):
        yield {at(scope, condition.chemin.path): value}


@make.register
def _(condition: of.Said, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    yield {at(scope, condition.chemin.path): "inconnu" if wanted else None}


@make.register
def _(condition: of.Equal, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    if wanted:
        yield {at(scope, condition.chemin.path): condition.valeur}
        return
    if isinstance(condition.valeur, bool):
        yield {at(scope, condition.chemin.path): not condition.valeur}
    yield {at(scope, condition.chemin.path): None}


@make.register
def _(condition: of.Among, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    if wanted:
        yield from ({at(scope, condition.chemin.path): word} for word in condition.valeurs)
    else:
        yield {at(scope, condition.chemin.path): None}


@make.register
def _(condition: of.Contains, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    address = at(scope, condition.chemin.path)
    text = condition.chemin.read(scope.value)
    if wanted:
        yield from ({address: word} for word in condition.mots[:_MOST])
        return
    if isinstance(text, str):
        yield {address: without(text, lambda part: condition.words.found_in(scope.text(part)))}


@make.register
def _(condition: Mentions, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    if wanted:
        return
    pattern = PATTERNS[condition.quoi]
    edits: dict[str, object] = {}
    for chemin in condition.chemins:
        text = chemin.read(scope.value)
        if isinstance(text, str) and scope.text(text).has(pattern):
            edits[at(scope, chemin.path)] = without(text, lambda part: pattern.search(plain(part)) is not None)
    yield edits


@make.register
def _(condition: of.Exists, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    entries = scope.entries(condition.liste)
    if wanted:
        for entry in entries:
            yield from make(condition.quand, wanted=True, scope=entry)
        return
    held = [entry for entry in entries if condition.quand.holds(entry)]
    yield {str(entry.base): None for entry in reversed(held)}  # from the last: the others keep their number


@make.register
def _(condition: of.YoungerThan, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    del condition, wanted, scope
    yield from ()


@make.register
def _(condition: of.InsStatus, wanted: bool, scope: Scope) -> Iterator[Edits]:  # noqa: FBT001 - as `make`
    if wanted:
        yield {at(scope, "patient.ins.statut"): condition.valeurs[0].value}


def without(text: str, bad: Callable[[str], bool]) -> str | None:
    """Give a text without the sentences that hold something; None when nothing would be left."""
    kept = "".join(part for part in _SENTENCES.findall(text) if not bad(part)).strip()
    return kept or None


_TYPED: Mapping[type, Callable[[Scope], object]] = {
    date: lambda scope: _day(scope) + timedelta(days=21),
    bool: lambda scope: True,  # noqa: ARG005 - one shape for all
}


def _examples(chemin: Chemin, scope: Scope) -> Iterator[object]:
    """Give values that a field may hold: its words, a date, the example of its declaration."""
    if chemin.words:
        yield from sorted(chemin.words)
        return
    info = field_info(str(chemin.path), _model(scope))
    kinds = scalar_types(info.annotation)
    for kind in kinds:
        if kind in _TYPED:
            yield _TYPED[kind](scope)
            return
    yield from (one for one in info.examples or () if str in kinds)


def _model(scope: Scope) -> type[LlsModel]:
    """Give the model of what a scope looks at."""
    model: type[LlsModel] = type(scope.value)
    return model


def _day(scope: Scope) -> date:
    """Give the discharge day, else the day of the judgement."""
    left = scope.lettre.sejour.date_sortie if scope.lettre.sejour is not None else None
    return left or scope.today
