"""A part of the letter as a form: one entry per question, each drawn once and kept while it does not change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import field_info
from lls_drafter.wizard.answers import show
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.full.text import cells, inert, wrap
from lls_drafter.wizard.full.theme import Signs
from lls_drafter.wizard.steps import Kind, Section, Step

Fragments = list[tuple[str, str]]
"""What prompt_toolkit draws: (style, text) pairs of one line."""

_NARROWEST_NAME, _WIDEST_NAME = 18, 30
_MOST_LINES = 4
_WITHIN = {"patient.ins": "patient", "patient.lieu_naissance": "patient"}
"""Blocks of the letter that a person reads as a part of another."""
_SCREENS = (Kind.SAFETY, Kind.CHECKLIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One question of the form.

    Attributes:
        id: the question's.
        groupe: the heading above it, for the first question of an entry of a list.
        libelle: its short name.
        valeur: its answer as typed, or the text kept that is not accepted.
        etat: `repondu`, `a_completer` or `facultatif`.
        attente: the text is not accepted: it is no part of the letter yet.
        long: whether the text takes the whole width, under its name.
        ecran: whether it is a screen of lines, drawn apart.
        niveau: the gravest finding about it, empty for none.
    """

    id: str
    libelle: str
    valeur: str = ""
    etat: str = "a_completer"
    groupe: str = ""
    attente: bool = False
    long: bool = False
    ecran: bool = False
    niveau: str = ""


def state_of(step: Step) -> str:
    """Tell where a question stands."""
    if step.answered:
        return "repondu"
    return "a_completer" if step.asked and not step.appends else "facultatif"


def visible(state: State, section: Section, *, optional: bool) -> tuple[Step, ...]:
    """Give the questions of a part that its form shows: those asked or answered; the others on demand."""
    return tuple(
        step
        for step in state.steps
        if step.section is section
        and (optional or step.asked or step.answered or step.id == state.current or step.id in state.pending)
    )


def hidden(state: State, section: Section) -> int:
    """Count the questions of a part that are shown on demand only."""
    return sum(step.section is section for step in state.steps) - len(visible(state, section, optional=False))


def entries(state: State, steps: tuple[Step, ...], levels: Mapping[str, str]) -> Iterator[Entry]:
    """Give the entries of some questions; `levels` gives the gravest finding by question."""
    group = ""
    for step in steps:
        block, heading = _block(step)
        heading = heading if block != group else ""
        group = block
        text = state.pending.get(step.id)
        yield Entry(
            id=step.id,
            groupe="" if step.kind in _SCREENS else heading,
            libelle=step.title,
            valeur=show(step, state.lettre) if text is None else text,
            etat=state_of(step),
            attente=text is not None,
            long=step.kind is Kind.LONG_TEXT,
            ecran=step.kind in _SCREENS,
            niveau=levels.get(step.id, ""),
        )


def _block(step: Step) -> tuple[str, str]:
    """Give what a question belongs to, and its name: an entry of a list, or a block of the letter such as a person."""
    if "[" in step.group and not step.appends:
        return step.group, step.question.partition(" : ")[0]
    names = step.path.parts if step.kind is Kind.PRACTITIONER else step.path.parts[:-1]
    around = ".".join(str(part) for part in names if isinstance(part, str))
    around = _WITHIN.get(around, around)
    return around, _title_of(around) if around else ""


@lru_cache(maxsize=256)
def _title_of(address: str) -> str:
    """Give the name of a block of the letter."""
    return field_info(address, Lettre).title or ""


@lru_cache(maxsize=4096)
def drawn(entry: Entry, width: int, signs: Signs) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Give the lines of an entry that is not being edited; what is not shown of a long text is counted."""
    lines: list[tuple[tuple[str, str], ...]] = []
    if entry.groupe:
        lines.append((("class:groupe", f"  {inert(entry.groupe)}"),))
    head = label(entry, signs, width)
    if not entry.valeur:
        empty = "à compléter" if entry.etat == "a_completer" else ""
        lines.append((*head, ("class:manquant", empty)))
        return tuple(lines)
    manner = "class:propose" if entry.attente else ""
    indent = 4 if entry.long else _indent(width)
    body = wrap(entry.valeur, width - indent - 1)
    shown = body if len(body) <= _MOST_LINES else body[: _MOST_LINES - 1]
    texts = [line.dessin for line in shown]
    if len(shown) < len(body):
        texts.append(f"{signs.suite} {len(body) - len(shown)} lignes de plus")
    if entry.attente:
        texts[-1] += "  (non accepté)"
    if entry.long:
        lines.append(tuple(head))
        lines += [((manner, " " * indent + text),) for text in texts]
    else:
        lines.append((*head, (manner, texts[0])))
        lines += [((manner, " " * indent + text),) for text in texts[1:]]
    return tuple(lines)


def label(entry: Entry, signs: Signs, width: int, *, active: bool = False) -> Fragments:
    """Give what stands before the text of an entry: its sign, its finding's letter, its name."""
    mark = {"repondu": signs.repondu, "a_completer": signs.a_completer, "facultatif": signs.facultatif}[entry.etat]
    manner = {"repondu": "class:conforme", "a_completer": "class:manquant", "facultatif": "class:discret"}[entry.etat]
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


def fitted(text: str, width: int, signs: Signs) -> str:
    """Give a drawn text on exactly so many columns; one that is cut ends with the sign that says so."""
    if cells(text) > width:
        kept = text[: max(width - len(signs.suite), 0)]
        while cells(kept) > width - len(signs.suite):
            kept = kept[:-1]
        text = kept + signs.suite
    return text + " " * (width - cells(text))


def shortened(text: str, width: int, signs: Signs) -> str:
    """Give a drawn text on exactly so many columns, its middle left out where it is too long: ends tell names apart."""
    if cells(text) <= width or not text.isprintable() or cells(text) != len(text):
        return fitted(text, width, signs)
    head = max(width // 3, 1)
    tail = max(width - head - len(signs.suite), 0)
    return fitted(text[:head] + signs.suite + text[len(text) - tail :], width, signs)


def _indent(width: int) -> int:
    """Give the column where the answers begin: room for the names, more of it on a wide screen."""
    return max(_NARROWEST_NAME, min(_WIDEST_NAME, width * 2 // 5)) + 5


def text_column(entry: Entry, width: int) -> int:
    """Give the column where the text of an entry begins when it is edited."""
    return 4 if entry.long else _indent(width)
