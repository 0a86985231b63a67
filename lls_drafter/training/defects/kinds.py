"""Edits by kind of check: what each kind of rule finds wrong, made in the fields that the rule looks at."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import singledispatch

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.paths import FieldPath, walk
from lls_drafter.rules.checks.chaque import Each
from lls_drafter.rules.checks.condition import Forbidden, Required
from lls_drafter.rules.checks.dates import DateOrder, DuringStay, NotFuture
from lls_drafter.rules.checks.lacune import Gap
from lls_drafter.rules.checks.remise import Sent, sendings_to
from lls_drafter.rules.checks.rempli import Filled, OneFilled
from lls_drafter.rules.checks.repondu import Said
from lls_drafter.rules.model import Item
from lls_drafter.rules.scope import Scope, is_filled
from lls_drafter.training.defects.model import Edits
from lls_drafter.training.defects.solving import at, make

_FIGURES = re.compile(r"\d[\d\s,./]*\d|\d")
_CENTURY = 100
_MONTH = timedelta(days=31)
_COMMON = ("AEG", "bilan", "RAS", "cf dossier", "hospitalisation", "surveillance")
_GAPS = ("[à compléter]", "___")


def by_kind(item: Item, scope: Scope) -> Iterator[Edits]:
    """Give edits that break one of the checks of a rule on this letter."""
    for one in item.verifie:
        yield from spoil(one, scope)


@singledispatch
def spoil(check: object, scope: Scope) -> Iterator[Edits]:
    """Give edits after which a check finds something; none for a kind that needs a way of its own (`ways`)."""
    del check, scope
    yield from ()


@spoil.register
def _(check: Filled, scope: Scope) -> Iterator[Edits]:
    for chemin in check.chemin:
        yield {at(scope, chemin.path): None}
    words = [word for word in _COMMON if word in check.refuse]
    for chemin in check.chemin if words else ():
        yield from ({at(scope, chemin.path): word} for word in words)


@spoil.register
def _(check: OneFilled, scope: Scope) -> Iterator[Edits]:
    yield {at(scope, chemin.path): None for chemin in check.chemins}


@spoil.register
def _(check: Said, scope: Scope) -> Iterator[Edits]:
    for chemin in check.chemin:
        yield {at(scope, chemin.path): None}
        if not check.inconnu:
            yield {at(scope, chemin.path): "inconnu"}


@spoil.register
def _(check: Each, scope: Scope) -> Iterator[Edits]:
    for entry in scope.entries(check.liste):
        if check.si is None or check.si.holds(entry):
            for one in check.verifie:
                yield from spoil(one, entry)


@spoil.register
def _(check: Required, scope: Scope) -> Iterator[Edits]:
    yield from make(check.condition, wanted=False, scope=scope)


@spoil.register
def _(check: Forbidden, scope: Scope) -> Iterator[Edits]:
    yield from make(check.condition, wanted=True, scope=scope)


@spoil.register
def _(check: NotFuture, scope: Scope) -> Iterator[Edits]:
    day = check.chemin.read(scope.value)
    if isinstance(day, date):
        yield {at(scope, check.chemin.path): _another_year(day, _CENTURY)}


@spoil.register
def _(check: DateOrder, scope: Scope) -> Iterator[Edits]:
    first, last = check.avant.read(scope.value), check.apres.read(scope.value)
    if isinstance(first, date) and isinstance(last, date):
        yield {at(scope, check.avant.path): last, at(scope, check.apres.path): first}
        yield {at(scope, check.avant.path): last + timedelta(days=1)}


@spoil.register
def _(check: DuringStay, scope: Scope) -> Iterator[Edits]:
    day = check.chemin.read(scope.value)
    if isinstance(day, date):
        yield {at(scope, check.chemin.path): day + _MONTH if check.avant_admis else day - _MONTH}


@spoil.register
def _(check: Gap, scope: Scope) -> Iterator[Edits]:
    for chemin in check.chemins:
        value = chemin.read(scope.value)
        if not is_filled(value):
            continue
        for path, text in _texts(value, scope.at(chemin.path)):
            figure = _FIGURES.search(text)
            if figure is not None:
                gap = _GAPS[len(text) % len(_GAPS)]
                yield {str(path): f"{text[: figure.start()]}{gap}{text[figure.end() :]}"}


@spoil.register
def _(check: Sent, scope: Scope) -> Iterator[Edits]:
    wanted = list(sendings_to(scope.lettre, check.role))
    places = [index for index, one in enumerate(scope.lettre.envois) if any(one is other for other in wanted)]
    yield {f"envois[{index}]": None for index in reversed(places)}
    yield {f"envois[{index}].fait": None for index in places}
    yield {f"envois[{index}].canal": None for index in places}


def _texts(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Give the free texts at an address and below."""
    if type(value) is str:
        yield path, value
    elif isinstance(value, LlsModel | tuple | dict):
        yield from ((leaf.path, leaf.value) for leaf in walk(value, path) if type(leaf.value) is str)


def _another_year(day: date, years: int) -> date:
    """Give the same day in another year; the 29th of February gives the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
