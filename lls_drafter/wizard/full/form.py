"""A part of the letter as a form: one entry per question, each drawn once and kept while it does not change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import field_info
from lls_drafter.wizard.answers import show
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.full.text import Fragments, fitted, inert, wrap
from lls_drafter.wizard.full.theme import Signs
from lls_drafter.wizard.steps import Kind, Section, Step

_NARROWEST_NAME, _WIDEST_NAME = 18, 30
_MOST_LINES = 4
_FREE = "rubriques"
_WITHIN = {"patient.ins": "patient", "patient.lieu_naissance": "patient"}
"""Blocks of the letter that a person reads as a part of another."""


class Standing(StrEnum):
    """Where a question stands."""

    ANSWERED = "répondu"
    TO_DO = "à compléter"
    OPTIONAL = "facultatif"


def standing(step: Step) -> Standing:
    """Tell where a question stands; one that adds to a list is never due."""
    if step.answered:
        return Standing.ANSWERED
    return Standing.TO_DO if step.asked and not step.appends else Standing.OPTIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One question of the form.

    Attributes:
        id: the question's.
        groupe: the heading above it, for the first question of an entry of a list.
        libelle: its short name.
        valeur: its answer, as one would type it.
        etat: where it stands.
        brouillon: the text kept that is not accepted: it is no part of the letter yet.
        long: whether the text takes the whole width, under its name.
        ecran: whether it is a screen of lines, drawn apart.
        niveau: the gravest finding about it, empty for none.
    """

    id: str
    libelle: str
    valeur: str = ""
    etat: Standing = Standing.TO_DO
    groupe: str = ""
    brouillon: str = ""
    long: bool = False
    ecran: bool = False
    niveau: str = ""


def visible(state: State, section: Section, *, optional: bool) -> tuple[Step, ...]:
    """Give the questions of a part that its form shows: asked, answered, or the service's own; others on demand."""
    return tuple(step for step in state.steps if step.section is section and (optional or _is_shown(step, state)))


def _is_shown(step: Step, state: State) -> bool:
    """Tell whether a form shows a question without being asked for more."""
    wanted = step.asked or step.answered or step.free is not None
    return wanted or step.id == state.current or step.id in state.pending


def hidden(state: State, section: Section) -> int:
    """Count the questions of a part that are shown on demand only."""
    return sum(step.section is section for step in state.steps) - len(visible(state, section, optional=False))


def entries(state: State, steps: tuple[Step, ...], levels: Mapping[str, str]) -> Iterator[Entry]:
    """Give the entries of some questions; `levels` gives the gravest finding by question."""
    group = ""
    for step in steps:
        block, heading = block_of(step)
        heading = heading if block != group else ""
        group = block
        yield Entry(
            id=step.id,
            groupe="" if step.kind.is_screen else heading,
            libelle=f"+ {_plain(step.question)}" if step.appends else step.title,
            valeur=show(step, state.lettre),
            etat=standing(step),
            brouillon=state.pending.get(step.id, ""),
            long=step.kind.is_long,
            ecran=step.kind.is_screen,
            niveau=levels.get(step.id, ""),
        )


def _plain(question: str) -> str:
    """Give a question without what its brackets say of the answer."""
    return question.split(" (", maxsplit=1)[0].split(" [", maxsplit=1)[0]


def block_of(step: Step) -> tuple[str, str]:
    """Give what a question belongs to, and its name: an entry of a list, or a block of the letter such as a person."""
    if "[" in step.group and not step.appends:
        return step.group, step.question.partition(" : ")[0]
    if step.free is not None:  # the service's own fields, together
        return _FREE, _title_of(_FREE)
    names = step.path.parts if step.kind is Kind.PRACTITIONER else step.path.parts[:-1]
    around = ".".join(str(part) for part in names if isinstance(part, str))
    around = _WITHIN.get(around, around)
    return around, _title_of(around) if around else ""


@lru_cache(maxsize=256)
def _title_of(address: str) -> str:
    """Give the name of a block of the letter."""
    return field_info(address, Lettre).title or ""


@lru_cache(maxsize=512)
def drawn(entry: Entry, width: int, signs: Signs) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Give the lines of an entry that is not being edited; what is not shown of a long text is counted."""
    lines: list[tuple[tuple[str, str], ...]] = []
    if entry.groupe:
        lines.append((("class:groupe", f"  {inert(entry.groupe)}"),))
    head = label(entry, signs, width)
    indent = 4 if entry.long else _indent(width)
    body = [("", text) for text in _shortened_lines(entry.valeur, width - indent - 1, signs)]
    if not entry.valeur and entry.etat is Standing.TO_DO:
        body = [("class:manquant", str(Standing.TO_DO))]
    if entry.brouillon:
        waiting = _shortened_lines(f"non accepté : {entry.brouillon}", width - indent - 1, signs)
        body = [*(line for line in body if entry.valeur), *(("class:propose", text) for text in waiting)]
    body = body or [("", "")]
    if entry.long:
        lines.append(tuple(head))
    else:
        lines.append((*head, body.pop(0)))
    lines += [((manner, " " * indent + text),) for manner, text in body if text]
    return tuple(lines)


def _shortened_lines(text: str, width: int, signs: Signs) -> list[str]:
    """Give the first lines of a text, and how many it has more."""
    lines = [line.dessin for line in wrap(text, width)] if text else []
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[: _MOST_LINES - 1], f"{signs.suite} {len(lines) - _MOST_LINES + 1} lignes de plus"]


def label(entry: Entry, signs: Signs, width: int, *, active: bool = False) -> Fragments:
    """Give what stands before the text of an entry: its sign, its finding's letter, its name."""
    mark, manner = {
        Standing.ANSWERED: (signs.repondu, "class:conforme"),
        Standing.TO_DO: (signs.a_completer, "class:manquant"),
        Standing.OPTIONAL: (signs.facultatif, "class:discret"),
    }[entry.etat]
    level = entry.niveau[:1].upper() or " "
    name = inert(entry.libelle)
    if not entry.long:
        room = _indent(width) - 5
        name = fitted(name, room, signs)
    here = signs.ici if active else " "
    return [
        ("class:libelle.actif", here),
        (manner, mark),
        (f"class:{entry.niveau}" if entry.niveau else "", level),
        ("class:libelle.actif" if active else "", f" {name} "),
    ]


def _indent(width: int) -> int:
    """Give the column where the answers begin: room for the names, more of it on a wide screen."""
    return max(_NARROWEST_NAME, min(_WIDEST_NAME, width * 2 // 5)) + 5


def text_column(entry: Entry, width: int) -> int:
    """Give the column where the text of an entry begins when it is edited."""
    return 4 if entry.long else _indent(width)
