"""Questions made of the letter's own declarations: title, help, source, example and type come from `champ`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic.fields import FieldInfo

from lls_drafter.codes.coded_fields import coded_set
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, field_info, scalar_types
from lls_drafter.letter.reponse import NON_RENSEIGNE, Absence, is_answered
from lls_drafter.wizard.labels import label_of
from lls_drafter.wizard.steps.model import Choice, Kind, Section, Step


@cache
def choices_of(enum: type[StrEnum]) -> tuple[Choice, ...]:
    """Give the choices of a closed field, numbered in their order."""
    return tuple(
        Choice((str(number), member.value), member, label_of(member)) for number, member in enumerate(enum, start=1)
    )


def _kind_of(info: FieldInfo) -> tuple[Kind, tuple[Choice, ...]]:
    """Tell how the answer to a field is read from its declared type."""
    for found in scalar_types(info.annotation):
        if issubclass(found, StrEnum):
            return Kind.CHOICE, choices_of(found)
        if found in _KINDS:
            return _KINDS[found], ()
    return Kind.TEXT, ()


_KINDS: dict[type, Kind] = {bool: Kind.YES_NO, date: Kind.DATE, time: Kind.TIME, int: Kind.NUMBER, str: Kind.TEXT}


@cache
def _declared(path: str) -> dict[str, Any]:
    """Give what the declaration of a field says to a person, as arguments of a `Step`."""
    info = field_info(path, Lettre)
    kind, choices = _kind_of(info)
    title = info.title or path
    help_ = info.description or ""
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return {
        "kind": kind,
        "choices": choices,
        "title": title,
        "question": title,
        "help": "" if help_ == title else help_,
        "source": str(extra.get("x-source", "")),
        "example": str(info.examples[0]) if info.examples else "",
        "absences": info.default is NON_RENSEIGNE,
        "code_set": coded_set(path),
    }


def title_of(address: str) -> str:
    """Give the short name of a field, from its declaration."""
    return str(_declared(address)["title"])


def step(lettre: Lettre, section: Section, address: str, **changes: Any) -> Step:  # noqa: ANN401 - any attribute of Step
    """Give the question about one field; `changes` override what its declaration says."""
    path = FieldPath.parse(address)
    around: FieldPath | None = changes.get("list_path")
    answered = is_answered(path.read(lettre)) or (around is not None and is_answered(around.read(lettre)))
    given = {"id": address, "answered": answered, **_declared(address), **changes}
    return Step(section=section, path=path, **given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A list of the letter, asked entry by entry.

    Attributes:
        path: its address.
        premier: the question that opens it.
        suivant: the question for one more entry.
        asked: the fields asked in turn, the first opens the entry.
        composed: fields that take part in a line with « ; » without being asked.
        optional: the others.
    """

    path: str
    section: Section
    premier: str
    suivant: str
    asked: str
    composed: str = ""
    optional: str = ""


def series_steps(lettre: Lettre, series: Series, *, asked: bool = True) -> Iterator[Step]:
    """Give the questions of each entry, then the one that adds an entry.

    Args:
        lettre: the letter.
        series: the list.
        asked: whether the conversation opens the list by itself; one that has entries is gone through all the same.
    """
    value = FieldPath.parse(series.path).read(lettre)
    entries = value if isinstance(value, tuple) else ()
    for index in range(len(entries)):
        yield from _entry_steps(lettre, series, index)
    yield _opening_step(lettre, series, len(entries), value, asked=asked)


def _entry_steps(lettre: Lettre, series: Series, index: int) -> Iterator[Step]:
    """Give the questions of one entry."""
    base = f"{series.path}[{index}]"
    listed = field_info(series.path, Lettre).title or series.path
    for names, asked, composed in (
        (series.asked, True, True),
        (series.composed, False, True),
        (series.optional, False, False),
    ):
        for name in names.split():
            title = _declared(f"{base}.{name}")["title"]
            yield step(
                lettre,
                series.section,
                f"{base}.{name}",
                question=f"{listed}, {index + 1} : {title[0].lower()}{title[1:]}",
                group=base,
                series=series.path,
                asked=asked,
                composed=composed,
            )


def _opening_step(lettre: Lettre, series: Series, count: int, value: object, *, asked: bool) -> Step:
    """Give the question whose answer adds an entry, or says that there is none."""
    first, *following = [*series.asked.split(), *series.composed.split()]
    base = f"{series.path}[{count}]"
    names = " ; ".join(str(_declared(f"{base}.{name}")["title"]).lower() for name in (first, *following))
    said = isinstance(value, Absence) and value is not NON_RENSEIGNE
    declared = _declared(series.path)
    return step(
        lettre,
        series.section,
        f"{base}.{first}",
        list_path=FieldPath.parse(series.path),
        question=series.suivant if count else series.premier,
        title=declared["title"],
        help=" ".join(part for part in (declared["help"], f"En une ligne : {names}.") if part),
        group=base,
        series=series.path,
        asked=asked or count > 0,
        composed=True,
        appends=True,
        absences=declared["absences"] and count == 0,
        answered=said and count == 0,
        covers=(FieldPath.parse(series.path),),
    )
