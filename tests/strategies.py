"""Random letters for property tests: any field may be absent, answered or filled, with texts made to do harm.

`lettres()` draws a few top-level fields at a time, so that failures shrink to something readable.
"""

import datetime as dt
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import element_type, model_type
from lls_drafter.letter.reponse import Absence

NASTY = (
    "SpO2 < 92 % & CRP > 5",
    "« guillemets » 'droits' \"doubles\" et l’apostrophe",
    "é à ç ï œ Æ ß 中文 🙂",
    "[[corps]] {{ patient.ipp }} {% if x %}",
    "**gras** __x__",
    "# Titre",
    "- élément",
    "> cadre",
    "Libellé :: valeur",
    "\ue0000\ue001 \ue000999\ue001",
    "]]> <!-- --> <w:p/> &amp; &#x0;",
    "ligne un\nligne deux\n\nligne quatre",
    "a\x00b\x07c\x0bd\x0ce\x1bf\x85g\u2028h",
    "\ud800 demi-caractère",
    "  espaces   multiples\u00a0insécables\u202ffins  ",
    "mot" * 300,
    "dix mille " * 1000,
)
"""Texts that have broken a template or a Word file somewhere."""

_WORDS = frozenset(Absence)

_SPECIAL: Mapping[str, SearchStrategy[Any]] = {
    "cle": st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,15}", fullmatch=True),
    "nom_naissance": st.sampled_from(["MARTIN", "D'ARTAGNAN DE L'HERAULT", "PAT-TROIS"]),
    "prenoms_naissance": st.lists(st.sampled_from(["JEANNE", "MARIE-LOUISE", "ZOE"]), max_size=3).map(tuple),
    "matricule": st.sampled_from(["279035121518989", "180032B02040123"]),
    "rpps": st.sampled_from(["99900000003", "10000000009"]),
    "finess": st.sampled_from(["750712184", "750803447"]),
    "code": st.sampled_from(["67482", "2B033"]),
    "total_jours": st.integers(1, 3660),
    "version": st.integers(1, 4),
    "format": st.just(1),
}


def textes() -> SearchStrategy[str]:
    """Give clinical texts: short ones of any character, and the nasty ones; none that is a word of the file format."""
    anything = st.text(st.characters(codec=None, exclude_characters="\x00"), min_size=1, max_size=24)
    return st.one_of(anything, st.sampled_from(NASTY)).filter(lambda text: text.strip() not in _WORDS)


def _members(annotation: object) -> list[Any]:
    """Give the members of a union, annotations apart."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _members(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return [inner for member in typing.get_args(annotation) for inner in _members(member)]
    return [annotation]


def _values(name: str, annotation: object) -> SearchStrategy[Any]:
    """Give values for a field, absent ones included."""
    choices: list[SearchStrategy[Any]] = []
    for member in _members(annotation):
        if member is type(None):
            choices.append(st.none())
        elif member is Absence:
            choices.append(st.sampled_from(Absence))
        elif name in _SPECIAL and (name, member) != ("version", str):
            choices.append(_SPECIAL[name])
        elif typing.get_origin(member) is tuple:
            inner = element_type(member)
            one = models(model) if (model := model_type(inner)) else _values(name, inner)
            choices.append(st.lists(one, max_size=2).map(tuple))
        elif typing.get_origin(member) is dict:
            held = model_type(typing.get_args(member)[1])
            assert held is not None
            keys = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
            choices.append(st.dictionaries(keys, models(held), max_size=2))
        else:
            choices.append(_plain(member))
    return st.one_of(choices)


def _plain(member: type[Any]) -> SearchStrategy[Any]:
    """Give values of a plain type."""
    if issubclass(member, LlsModel):
        return models(member)
    if issubclass(member, StrEnum):
        return st.sampled_from(member)
    by_type: dict[type[Any], SearchStrategy[Any]] = {
        str: textes(),
        bool: st.booleans(),
        int: st.integers(1, 99),
        dt.datetime: st.datetimes(
            min_value=dt.datetime.fromisoformat("1990-01-01"), max_value=dt.datetime.fromisoformat("2099-01-01")
        ),
        dt.date: st.dates(dt.date(1900, 1, 1), dt.date(2099, 1, 1)),
        dt.time: st.times().map(lambda hour: hour.replace(second=0, microsecond=0)),
    }
    return by_type[member]


def _deferred(name: str, annotation: object) -> SearchStrategy[Any]:
    """Give the values of a field, worked out when first drawn: models hold one another."""
    return st.deferred(lambda: _values(name, annotation))


@cache
def models(model: type[LlsModel]) -> SearchStrategy[Any]:
    """Give values of one model: what is required, and a few of its other fields."""
    required: dict[str, SearchStrategy[Any]] = {}
    optional: dict[str, SearchStrategy[Any]] = {}
    for name, info in model.model_fields.items():
        kept = required if info.is_required() else optional
        kept[name] = _deferred(name, info.annotation)
    few = st.sets(st.sampled_from(sorted(optional)), max_size=5) if optional else st.just(set())
    data = few.flatmap(
        lambda names: st.fixed_dictionaries({**required, **{name: optional[name] for name in sorted(names)}})
    )
    return data.map(model.model_validate)


_FIELDS = sorted(set(Lettre.model_fields) - {"format", "statut", "volet_medicamenteux"})


def lettres(*, statuts: tuple[Statut, ...] = tuple(Statut)) -> SearchStrategy[Lettre]:
    """Give letters: a few top-level fields of any content, and medication rows with keys of their own."""
    names = st.sets(st.sampled_from(_FIELDS), min_size=1, max_size=4)
    rows = st.lists(_values("ligne", Lettre.model_fields["volet_medicamenteux"].annotation), max_size=1).map(
        lambda found: tuple(row.replace(cle=f"l{index}") for index, row in enumerate(found[0] if found else ()))
    )

    def make(chosen: set[str]) -> SearchStrategy[Lettre]:
        fields = {name: _values(name, Lettre.model_fields[name].annotation) for name in sorted(chosen)}
        return st.fixed_dictionaries({**fields, "volet_medicamenteux": rows, "statut": st.sampled_from(statuts)}).map(
            Lettre.model_validate
        )

    return names.flatmap(make)
