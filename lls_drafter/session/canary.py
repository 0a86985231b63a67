"""A letter in which every field says something found nowhere else: what is printed of it shows what a template loses.

Each text is a marker, `Zq0042é<&>"' fin0042`: its two ends tell a text that is cut from one that is lost, and the
signs between them one that is changed on the way. Dates are all different. A field that only admits some words or
digits gets one of them, and is looked for where it is unique.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import count
from typing import Any

from pydantic import ValidationError

from lls_drafter.letter.base import Impression, LlsModel, impression_of
from lls_drafter.letter.identifiants import NatureIns
from lls_drafter.letter.lettre import Identifiant, Lettre, Statut
from lls_drafter.letter.paths import element_type, model_type, scalar_types
from lls_drafter.letter.personnes import Etablissement, StatutIns
from lls_drafter.letter.plan import Plan, TypeRubrique
from lls_drafter.letter.synthese import LigneRubrique, Rubrique

_FIRST_DAY = date(2001, 1, 1)
_NEVER = frozenset({"listes", "provenance", "justifications", "rubriques", "identifiant", "modele", "validation"})
_ALONE = frozenset({"annulation", "versions_precedentes", "nature", "changements", "version", "format", "remarques"})
_SKIPPED = frozenset({"situations", "aucun", "suspendu"})
"""What would take other fields off the paper: a death, an « aucun » beside a name."""
_GIVEN: dict[str, object] = {
    "statut_ins": StatutIns.QUALIFIEE,
    "matricule": "279035121518989",
    "oid": NatureIns.TEST.value,
    "rpps": "10001234567",
    "finess": "670000157",
    "code": "67482",
}
_LETTERS = "ABCDEFGHIJ"
_NAME = "00000000-0000-4000-8000-000000000001"


def opening(number: int) -> str:
    """Give how the marker of a number begins."""
    return f"Zq{number:04d}"


def closing(number: int) -> str:
    """Give how the marker of a number ends."""
    return f"fin{number:04d}"


def marker(number: int) -> str:
    """Give the marker of a number."""
    return f"{opening(number)}é<&>\"' {closing(number)}"


def canary_letter(plan: Plan) -> Lettre:
    """Give the letter in which every field of the model and of a template is filled; deterministic."""
    maker = _Maker()
    data: dict[str, object] = {}
    for name, info in Lettre.model_fields.items():
        if name in _NEVER | _ALONE or impression_of(info) is not Impression.LETTRE:
            continue
        for value in maker.values(name, info.annotation):
            if _admits(Lettre, {**data, name: value}, name):
                data[name] = value
                break
    data |= {"fictive": True, "statut": Statut.BROUILLON, "rubriques": maker.own_fields(plan)}
    return Lettre.model_validate(data)


def with_codes(lettre: Lettre) -> Lettre:
    """Give the canary letter with what the outputs for machines demand and no page prints: ids and codes."""
    house = lettre.etablissement or Etablissement()
    return lettre.replace(
        identifiant=Identifiant(lettre=_NAME, serie=_NAME), etablissement=house.replace(secteur="SA01", oid="2.999.1")
    )


def _admits(model: type[LlsModel], data: dict[str, object], name: str) -> bool:
    """Tell whether a model admits the value of one field, whatever is missing elsewhere."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        return not any(
            problem["loc"][:1] in ((name,), ()) for problem in error.errors(include_input=False, include_url=False)
        )
    except ValueError:
        return False
    return True


@dataclass(slots=True)
class _Maker:
    """Makes values that are all different."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def values(self, name: str, annotation: object, depth: int = 0) -> Iterator[object]:
        """Give values for a field, the most telling first."""
        inner = element_type(annotation)
        if inner is not None:
            yield from ((one,) for one in self.values(name, inner, depth + 1))
            return
        model = model_type(annotation)
        if model is not None and depth < _DEEPEST:
            yield self.model(model, depth + 1)
        if name == "statut" and StatutIns in scalar_types(annotation):
            yield StatutIns.QUALIFIEE
        if name in _GIVEN:
            yield _GIVEN[name]
        for kind in scalar_types(annotation):
            yield from self.scalars(kind)

    def scalars(self, kind: type) -> Iterator[object]:
        """Give plain values of a type."""
        if issubclass(kind, StrEnum):
            yield next(iter(kind))
        elif kind in _SCALARS:
            yield _SCALARS[kind](next(self.numbers))
        if kind is str:
            number = next(self.numbers)
            yield "ZQNOM" + "".join(_LETTERS[int(digit)] for digit in f"{number:04d}")
            yield f"zq{number:04d}"

    def model(self, model: type[LlsModel], depth: int) -> LlsModel:
        """Give a value of a model with every field that it lets be filled."""
        data: dict[str, object] = {}
        for name, info in model.model_fields.items():
            printed = impression_of(info) is Impression.LETTRE
            if name in _SKIPPED or not (printed or info.is_required()):
                continue
            for value in self.values(name, info.annotation, depth):
                if value is not None and _admits(model, {**data, name: value}, name):
                    data[name] = value
                    break
        return model.model_validate(data)

    def own_fields(self, plan: Plan) -> dict[str, Rubrique]:
        """Give an answer to each of the service's own fields, kept as it would be printed."""
        found: dict[str, Rubrique] = {}
        for one in plan.rubriques:
            text: str | None = marker(next(self.numbers))
            rows: tuple[LigneRubrique, ...] = ()
            if one.type is TypeRubrique.TABLEAU:
                text = None
                cells = tuple(marker(next(self.numbers)) for _ in one.colonnes)
                rows = (LigneRubrique(cellules=cells),)
            section = Rubrique(titre=one.titre, unite=one.unite or None, colonnes=one.colonnes if rows else ())
            changes: dict[str, Any] = {"lignes": rows} if rows else {"texte": text}
            found[one.id] = section.replace(**changes)
        return found


_DEEPEST = 6
_SCALARS: dict[type, Callable[[int], object]] = {
    str: marker,
    date: lambda number: _FIRST_DAY + timedelta(days=number),
    time: lambda number: time(number % 24, number % 60),
    datetime: lambda number: datetime(2001, 1, 1, tzinfo=UTC) + timedelta(days=number),
    bool: lambda _number: True,
    int: lambda number: 1000 + number,
    float: lambda number: 1000.5 + number,
    Decimal: lambda number: Decimal(1000 + number),
}
