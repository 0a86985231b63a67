"""A letter and a template become a document: the only road from data to words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from lls_drafter.document.blocks import Block, Document, Part, Title
from lls_drafter.document.compose_jinja import render
from lls_drafter.document.composed import compose_fields, compose_named
from lls_drafter.document.coverage import OTHER_ID, OTHER_TITLE, other_information, unprinted
from lls_drafter.document.demanded import AWAITED, DEMANDED, not_demanded
from lls_drafter.document.free_sections import compose_alone, compose_together, free_fields, is_free
from lls_drafter.document.heading import author_of, fields_of, footer_of, header_of
from lls_drafter.document.markup import Ink, parse
from lls_drafter.document.people import title_of
from lls_drafter.document.phrases import inline, own
from lls_drafter.document.template import FORMULES, Bloc, Template
from lls_drafter.document.trace import compose_trace
from lls_drafter.document.view import Rendering, UnknownFieldError, View
from lls_drafter.document.withheld import Copy, printable, withheld
from lls_drafter.document.words import CANCELLED, DRAFT
from lls_drafter.errors import TemplateRenderError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.plan import Section

__all__ = ["CompositionRequest", "compose", "compose_trace", "rendering_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositionRequest:
    """What to compose.

    Attributes:
        lettre: the letter, complete or not.
        template: the template, loaded.
        brouillon: true for anything but a validated version: watermark, and « [à compléter : …] ».
        copy: the whole letter, or the patient's own copy where it differs.
        today: the day of printing, told on drafts; None leaves it out.
    """

    lettre: Lettre
    template: Template
    brouillon: bool
    copy: Copy = Copy.FULL
    today: date | None = None


def compose(request: CompositionRequest) -> Document:
    """Give the letter in words: its sections in the template's order, then whatever no section printed.

    Raises:
        TemplateRenderError: a block of the template names what the letter does not have.
        PackSchemaError: a block of the template is not one.
    """
    lettre = request.lettre
    view = View.of(lettre, rendering_of(request))
    printed = {section.id for section in request.template.plan.printed(lettre)}
    parts = [
        _part(section, request.template, view) if section.id in printed else Part(section.id, ())
        for section in request.template.plan.sections
    ]
    leaves = tuple(printable(lettre, request.copy))
    left = tuple(unprinted(leaves, (block for part in parts for block in part.blocks)))
    if left:
        parts.append(Part(OTHER_ID, (Title((own(OTHER_TITLE),)), *other_information(left))))
    validation = lettre.validation
    return Document(
        title=title_of(lettre),
        author=author_of(lettre),
        created=validation.le.date() if validation is not None else (lettre.date_lettre or request.today),
        watermark=CANCELLED if lettre.statut is Statut.ANNULEE else (DRAFT if request.brouillon else ""),
        header=header_of(lettre, draft=request.brouillon),
        footer=footer_of(lettre, draft=request.brouillon, today=request.today),
        parts=tuple(parts),
        fields=MappingProxyType(fields_of(view, leaves)),
    )


def rendering_of(request: CompositionRequest) -> Rendering:
    """Give what this rendering demands, awaits and holds back."""
    service = {".".join(str(part) for part in path.parts) for path in request.template.plan.demanded}
    return Rendering(
        draft=request.brouillon,
        demanded=(DEMANDED | service) - not_demanded(request.lettre),
        awaited=AWAITED,
        withheld=withheld(request.lettre, request.copy),
        placed=frozenset(
            str(path.parts[1])
            for section in request.template.plan.sections
            for path in section.champs
            if path.parts[0] == "rubriques" and len(path.parts) > 1
        ),
    )


def _part(section: Section, template: Template, view: View) -> Part:
    """Give one section: its title, unless it would stand alone, and its blocks."""
    blocks = tuple(_section_blocks(section, template, view))
    has_own_title = bool(blocks) and isinstance(blocks[0], Title) and blocks[0].level < 2
    if blocks and section.titre and not has_own_title:
        blocks = (_title(section, view), *blocks)
    return Part(section.id, blocks)


def _title(section: Section, view: View) -> Title:
    """Give a section's title; a free section keeps the one that it was written under."""
    names = [path.parts for path in section.champs if path.parts[0] == "rubriques" and len(path.parts) == 3]
    if len(names) == 1 and len(section.champs) == 1:
        kept = inline(view["rubriques"][str(names[0][1])]["titre"])
        if kept:
            return Title(kept)
    return Title((own(section.titre),))


def _section_blocks(section: Section, template: Template, view: View) -> Iterator[Block]:
    """Give a section's blocks: from its text, else from its fields; the service's own fields that it holds follow."""
    titles = {one.id: one.titre for one in template.plan.rubriques}
    own_paths = [path for path in section.champs if is_free(path)]
    bloc = template.blocs.get(section.id)
    if bloc is not None:
        yield from _written(bloc, template, view)
        unplaced = [path for path in own_paths if str(path) not in bloc.text]
        yield from compose_together(free_fields(view, unplaced, titles))
        return
    yield from compose_fields((view.at(str(path)) for path in section.champs if not is_free(path)), section.titre)
    own_fields = free_fields(view, own_paths, titles)
    alone = len(section.champs) == 1
    yield from compose_alone(own_fields[0]) if alone and own_fields else compose_together(own_fields)


def _written(bloc: Bloc, template: Template, view: View) -> Iterator[Block]:
    """Give the blocks of a section's text."""
    ink = Ink()
    text = render(bloc, view, ink)
    try:
        yield from parse(text, ink, lambda name: _named(name, template, view))
    except UnknownFieldError as error:
        raise TemplateRenderError(
            f"bloc inconnu : « [[{error.args[0]}]] »",
            hint="voir les blocs avec « lls modeles montrer »",
            location=bloc.at(),
        ) from error


def _named(name: str, template: Template, view: View) -> Iterator[Block]:
    """Give what a name places: one of the service's sentences, a composed block or a field."""
    if name not in FORMULES.values():
        yield from compose_named(name, view)
        return
    formule = next((template.formules.get(key) for key, known in FORMULES.items() if known == name), None)
    if formule is not None:
        ink = Ink()
        yield from parse(render(formule, view, ink), ink, lambda inner: compose_named(inner, view))
