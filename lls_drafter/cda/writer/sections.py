"""The body of a document: the nine sections of the model, then those that the letter has beside them."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.writer import events
from lls_drafter.cda.writer.allergies import allergy_entries
from lls_drafter.cda.writer.devices import device_entries
from lls_drafter.cda.writer.links import Links, Spots
from lls_drafter.cda.writer.medication import discharge_entries, stopped_entries
from lls_drafter.cda.writer.narrative import narrative
from lls_drafter.cda.writer.placing import Placed, place, rows_of
from lls_drafter.cda.writer.plan import plan_entries
from lls_drafter.cda.writer.writing import Writing, code_of, entry, is_stopped
from lls_drafter.cda.xml import Element, append, node, template_ids
from lls_drafter.document.blocks import Block, Document, Paragraph, Run
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath

_ENTRIES: Final[Mapping[str, Callable[[Writing], Iterable[Element]]]] = MappingProxyType(
    {
        oids.STATUT.code: lambda writing: (events.status_entry(writing),),
        oids.EVENEMENTS.code: events.event_entries,
        oids.TRAITEMENTS_ADMINISTRES.code: stopped_entries,
        oids.TRAITEMENTS_SORTIE.code: discharge_entries,
        oids.PLAN_DE_SOINS.code: plan_entries,
        oids.DISPOSITIFS.code: device_entries,
        oids.ALLERGIES.code: allergy_entries,
    }
)
"""Who writes the entries of a section, by its code; the others are in words only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a body is made of.

    Attributes:
        lettre: the letter.
        words: the letter in words: its narrative.
        document: the document's UUID.
        moment: when it was made, with its time zone.
    """

    lettre: Lettre
    words: Document
    document: uuid.UUID
    moment: dt.datetime


def structured_body(body: Body) -> Element:
    """Make `component/structuredBody`.

    Raises:
        MissingForExportError: the letter lacks something that the model demands; it is named.
    """
    placed = place(body.words)
    placed.sections[oids.STATUT.code] = list(_status_blocks(body))
    stopped = _stopped_blocks(body.lettre, placed)
    if stopped:
        placed.sections.setdefault(oids.TRAITEMENTS_ADMINISTRES.code, [])[:0] = stopped
    made = _Made(body)
    drawn = [made.official(section, placed.sections.get(section.code, ())) for section in oids.SECTIONS]
    further = [made.further(titre.titre, titre.blocks, number) for number, titre in enumerate(placed.further, start=1)]
    made.fill()
    components = (node("component", None, one) for one in (*drawn, *further) if one is not None)
    return node("component", None, node("structuredBody", None, *components))


class _Made:
    """The sections under way: first all the words, then the entries, which may link to words of another section."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._taken: set[str] = set()
        self._spots: list[Spots] = []
        self._waiting: list[tuple[oids.Section, Element, Links]] = []

    def official(self, section: oids.Section, blocks: Iterable[Block]) -> Element | None:
        """Make a section of the model without its entries; None when it has no words and may be left out."""
        text, spots = self._text(blocks)
        if not len(text):
            if not section.obligatoire:
                return None
            append(text, node("paragraph", None, "Information non disponible"))
        made = node(
            "section",
            None,
            *template_ids(*section.modeles),
            self._id(section.code),
            code_of(section.code, section.nom, oids.LOINC),
            node("title", None, section.titre),
            text,
        )
        links = Links(section.code, text, spots, self._spots, self._taken)
        self._waiting.append((section, made, links))
        return made

    def further(self, titre: str, blocks: Iterable[Block], number: int) -> Element:
        """Make a section that the model does not have: words only, no code, no template."""
        text, _spots = self._text(blocks)
        return node("section", None, self._id(f"autre-{number}"), node("title", None, titre), text)

    def fill(self) -> None:
        """Write the entries."""
        body = self._body
        for section, made, links in self._waiting:
            write = _ENTRIES.get(section.code)
            if write is None:
                continue
            writing = Writing(lettre=body.lettre, links=links, document=body.document, moment=body.moment)
            append(made, *write(writing))

    def _id(self, name: str) -> Element:
        """Make a section's id."""
        return node("id", {"root": str(uuid.uuid5(self._body.document, f"section/{name}")).upper()})

    def _text(self, blocks: Iterable[Block]) -> tuple[Element, Spots]:
        """Make the narrative of a section."""
        spots = Spots()
        self._spots.append(spots)
        return node("text", None, *narrative(blocks, spots)), spots


def _status_blocks(body: Body) -> Iterator[Block]:
    """Give the words of the document's status, and what each page carries: the draft's mark, who and what it is."""
    if body.words.watermark:
        yield Paragraph((Run(body.words.watermark, strong=True),))
    status = entry("statut_document", events.status_of(body.lettre))
    yield Paragraph((Run(f"Statut du document : {status.libelle}"),))
    yield from (Paragraph((Run(text),)) for text in (body.words.header, body.words.footer) if text)


def _stopped_blocks(lettre: Lettre, placed: Placed) -> tuple[Block, ...]:
    """Give the rows of the stopped drugs, as the comparison of the treatments has them."""
    paths = [
        FieldPath(("volet_medicamenteux", index))
        for index, row in enumerate(lettre.volet_medicamenteux)
        if is_stopped(row)
    ]
    return rows_of(placed.sections.get(oids.TRAITEMENTS_SORTIE.code, ()), paths) if paths else ()
