"""Which section of the model holds which blocks of the letter.

A block goes where the fields that it prints belong, whatever section of the service's template it stands in; labelled
values are parted one by one. A block that prints no field stays with its neighbours. What belongs to none of the nine
sections (persons, stay, hand-over, the service's own sections) keeps its title and order in further sections, without
template: the narrative alone is the whole letter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.document.blocks import Block, Box, Columns, Document, Facts, Part, Table, Title, inlines
from lls_drafter.letter.paths import FieldPath

_PLACES: Final[Mapping[str, oids.Section]] = MappingProxyType(
    {
        "motif_hospitalisation": oids.MOTIF,
        "allergies": oids.ALLERGIES,
        "dispositifs_implantables": oids.DISPOSITIFS,
        "dispositifs_en_place": oids.DISPOSITIFS,
        "traitements_administres": oids.TRAITEMENTS_ADMINISTRES,
        "bilan_medicamenteux": oids.TRAITEMENTS_SORTIE,
        "volet_medicamenteux": oids.TRAITEMENTS_SORTIE,
        "actes_examens": oids.RESULTATS,
        "resultats_attendus": oids.RESULTATS,
        "suites_a_donner": oids.PLAN_DE_SOINS,
        "volet_social": oids.PLAN_DE_SOINS,
        "consignes_patient": oids.PLAN_DE_SOINS,
        **dict.fromkeys(
            (
                "conclusion",
                "synthese_medicale",
                "antecedents",
                "grossesse_allaitement",
                "etat_sortie",
                "mesures_sortie",
                "risques_hospitalisation",
                "evenements_indesirables",
                "micro_organismes",
                "produits_sanguins",
                "derives_du_sang",
                "oxygene",
                "materiel_domicile",
                "vaccinations",
            ),
            oids.EVENEMENTS,
        ),
    }
)
"""The section of each field that has one, by the first name of its address."""
_UNTITLED: Final = "En-tête de la lettre"


@dataclass(frozen=True, slots=True)
class Further:
    """A section that the model does not have: its title and blocks."""

    titre: str
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class Placed:
    """A document's blocks by section code, and the further sections in the letter's order."""

    sections: dict[str, list[Block]] = field(default_factory=dict)
    further: list[Further] = field(default_factory=list)


def place(document: Document) -> Placed:
    """Give each block of a document its section; every block goes to exactly one."""
    placed = Placed()
    for part in document.parts:
        _place_part(part, placed)
    return placed


def rows_of(blocks: Iterable[Block], paths: Iterable[FieldPath]) -> tuple[Block, ...]:
    """Give the tables among blocks with only the rows that print something under these addresses.

    Why: the stopped drugs stand in the comparison of the discharge treatments, and in the section of their own.
    """
    wanted = tuple(paths)
    found = []
    for table in (block for block in blocks if isinstance(block, Table)):
        rows = tuple(
            row
            for row in table.rows
            if any(_speaks_of(run.fields, wanted) for cell in row for line in cell for run in line)
        )
        if rows:
            found.append(replace(table, rows=rows))
    return tuple(found)


def _speaks_of(fields: Iterable[FieldPath], wanted: tuple[FieldPath, ...]) -> bool:
    """Tell whether one of these fields lies under one of these addresses."""
    return any(path.starts_with(one) for path in fields for one in wanted)


def _place_part(part: Part, placed: Placed) -> None:
    """Place the blocks of one part of the letter."""
    titre = next((_text(block) for block in part.blocks if isinstance(block, Title) and block.level == 1), "")
    own: list[Block] = []
    waiting: list[Block] = []
    current: str | None = None
    for block in _pieces(part.blocks):
        target = _target(block)
        if target is None:
            waiting.append(block)
            continue
        if current is not None:
            begin = next((at for at, one in enumerate(waiting) if isinstance(one, Title)), len(waiting))
            _put(placed, own, current, waiting[:begin])
            waiting = waiting[begin:]
        _put(placed, own, target, [*waiting, block])
        waiting, current = [], target
    _put(placed, own, current or "", waiting)
    kept = [block for block in own if not (isinstance(block, Title) and _text(block) == titre)]
    if kept:
        placed.further.append(Further(titre or _UNTITLED, tuple(kept)))


def _put(placed: Placed, own: list[Block], target: str, blocks: list[Block]) -> None:
    """Add blocks to a section of the model, or to the part's own; a title that says the section's is not repeated."""
    if not target:
        own.extend(blocks)
        return
    titre = next(section.titre for section in oids.SECTIONS if section.code == target)
    kept = [block for block in blocks if not (isinstance(block, Title) and _text(block) == titre)]
    if kept:
        placed.sections.setdefault(target, []).extend(kept)


def _pieces(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give blocks as small as they can be parted: columns one after the other, labelled values by section."""
    for block in blocks:
        if isinstance(block, Columns):
            yield from _pieces((*block.left, *block.right))
        elif isinstance(block, Facts):
            yield from _facts(block)
        else:
            yield block


def _facts(block: Facts) -> Iterator[Facts]:
    """Give labelled values, those of one section that follow one another together."""
    together: list[Facts] = []
    for fact in block.facts:
        one = Facts((fact,), block.columns)
        if together and _target(together[-1]) == _target(one):
            together[-1] = Facts((*together[-1].facts, fact), block.columns)
        else:
            together.append(one)
    yield from together


def _target(block: Block) -> str | None:
    """Give the code of the section of a block: of the first field that it prints; "" for no section of the model.

    None when it prints no field.
    """
    if isinstance(block, Title):
        return None
    fields = (path for line in inlines([block]) for run in line for path in run.fields)
    first = next(fields, None)
    if first is None:
        return "" if isinstance(block, Box) else None
    section = _PLACES.get(str(first.parts[0]))
    return section.code if section is not None else ""


def _text(block: Title) -> str:
    """Give a title's text."""
    return "".join(run.text for run in block.runs)
