"""A service's Word file (`papier.docx`), read once per process and kept ready to be filled; what is wrong with it too.

Anchors: `[[corps]]` alone in its paragraph, once, for the whole body; a section's id (`[[motif]]`) takes that section
out of the body and puts it there. Simple fields: `{{ patient.nom_naissance }}`, `{{ document.entete }}`, anywhere in
the body, tables, headers, footers, notes and text boxes, also when Word has cut them into several runs.

One reading serves the linter (`lint_paper`) and the exporter (`read_paper`): what the one calls an error the other
refuses, so that no letter is printed on a paper that would lose a part of it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from lls_drafter.document.coverage import OTHER_ID
from lls_drafter.document.faults import Fault, Gravite, is_sound
from lls_drafter.errors import Location, TemplateRenderError
from lls_drafter.exports.docx.archive import read_archive
from lls_drafter.exports.docx.body import Page
from lls_drafter.exports.docx.headers import place_watermark
from lls_drafter.exports.docx.inspection import Inspection
from lls_drafter.exports.docx.marks import BODY
from lls_drafter.exports.docx.opc import TYPES, NotWordError, Package, PartError, relations_of_document
from lls_drafter.exports.docx.package import Entry, deflated
from lls_drafter.exports.docx.package_checks import xml_fault
from lls_drafter.exports.docx.slots import AnchorSlot, Story, WatermarkSlot
from lls_drafter.letter.text import closest


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper ready to be filled.

    Attributes:
        name: the file's name, for messages.
        document: the part name of the body.
        stories: what is filled for each letter, by part name: the body, the headers, the footers, the notes.
        plain_headers: headers without anything to fill but a watermark, by part name.
        entries: every part as the paper has it, ready to be zipped.
        styles: the part name of the styles.
        style_sheet: their XML.
        properties: the part name of the file's properties.
        types: the list of content types.
        relations: the document's relationships.
        next_drawing: the first id that no drawing of the paper has.
        page: the styles that the body uses.
        anchors: the anchors, in order.
        near: words between single brackets, with their places: anchors, if a section has that name.
    """

    name: str
    document: str
    stories: Mapping[str, Story]
    plain_headers: Mapping[str, Story]
    entries: Mapping[str, Entry]
    styles: str
    style_sheet: bytes
    properties: str
    types: bytes
    relations: bytes
    next_drawing: int
    page: Page
    anchors: tuple[AnchorSlot, ...]
    near: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """A paper as read, and everything that is wrong with it.

    Attributes:
        paper: ready to be filled; None when a fault is an error.
        faults: what no template needs to be known for.
        anchors: the names and places of its anchors.
        near: the words between single brackets, and their places.
        free: the ids of the free sections that it names in fields, and their places.
    """

    paper: Paper | None
    faults: tuple[Fault, ...]
    anchors: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    free: tuple[tuple[str, str], ...] = ()


def read_paper(path: Path, *, folder: Path | None = None) -> Paper:
    """Give a paper ready to be filled; read again only when the file has changed.

    Args:
        path: the file.
        folder: the template's own, which a symbolic link may not leave; the file's folder when not given.

    Raises:
        TemplateRenderError: an error of the linter; the first one, and how many others there are.
    """
    examined = examine(path, folder=folder)
    refuse(examined.faults)
    if examined.paper is None:  # a fault that is an error has been raised above
        raise AssertionError
    return examined.paper


def examine(path: Path, *, folder: Path | None = None) -> Examined:
    """Give a paper and its faults; read again only when the file has changed."""
    around = folder or path.parent
    try:
        status = path.stat()
    except OSError:
        return _examine(path, around, 0, 0)
    return _examine(path, around, status.st_mtime_ns, status.st_size)


def refuse(faults: Collection[Fault]) -> None:
    """Raise the first error among faults.

    Raises:
        TemplateRenderError: there is one.
    """
    errors = [fault for fault in faults if fault.gravite is Gravite.ERREUR]
    if errors:
        first, others = errors[0], len(errors) - 1
        more = f" ; {others} autre{'s' * (others > 1)} défaut{'s' * (others > 1)} du papier" if others else ""
        raise TemplateRenderError(first.message, hint=first.correction + more, location=Location(first.lieu))


def section_faults(
    examined: Examined | Paper, sections: Collection[str], rubriques: Collection[str] | None = None
) -> Iterator[Fault]:
    """Give what is wrong with a paper for a template: anchors and fields of sections that it does not have."""
    known = {BODY, OTHER_ID, *sections}
    anchors = (
        examined.anchors if isinstance(examined, Examined) else tuple((one.name, one.place) for one in examined.anchors)
    )
    for name, place in anchors:
        if name not in known:
            near = closest(name, known)
            hint = f"vouliez-vous « [[{near[0]}]] » ? " if near else ""
            yield Fault(
                regle="PAPIER-ANCRE-INCONNUE",
                message=f"ancre inconnue : « [[{name}]] »",
                correction=f"{hint}ancres possibles : {', '.join((BODY, *sections))}",
                lieu=place,
            )
    for name, place in examined.near:
        if name in known:
            yield Fault(
                regle="PAPIER-ANCRE-FORME",
                message=f"ancre mal écrite : « [{name}] »",
                correction=f"écrire « [[{name}]] », avec deux crochets de chaque côté",
                lieu=place,
            )
    if isinstance(examined, Examined) and rubriques is not None:
        yield from _free_faults(examined, {*rubriques, *sections})


def _free_faults(examined: Examined, known: Collection[str]) -> Iterator[Fault]:
    """Tell fields of free sections that the template does not have: they would print nothing, on every letter."""
    for name, place in examined.free:
        if name not in known:
            near = closest(name, known)
            yield Fault(
                regle="PAPIER-CHAMP-INCONNU",
                message=f"rubrique inconnue dans le papier : « {name} »",
                correction=f"vouliez-vous « rubriques.{near[0]} » ?" if near else "voir les rubriques du modèle",
                lieu=place,
            )


@lru_cache(maxsize=16)
def _examine(path: Path, folder: Path, _modified: int, _size: int) -> Examined:
    """Read a paper; the file's date and size are there for the cache."""
    parts = read_archive(path, folder)
    if isinstance(parts, Fault):
        return Examined(None, (parts,))
    try:
        return _read(Package(parts), path.name)
    except NotWordError as error:
        hint = "l'ouvrir dans Word ou LibreOffice et l'enregistrer au format « Document Word (.docx) »"
        message = f"papier illisible : c'est {error}, pas un document Word (.docx)"
        return Examined(None, (Fault(regle="PAPIER-FORMAT", message=message, correction=hint, lieu=path.name),))
    except PartError as error:
        return Examined(None, (xml_fault(path.name, error.part, error.reason),))
    except (ValueError, RecursionError):
        return Examined(None, (xml_fault(path.name, "word", "elle contient ce qu'aucun document Word ne contient"),))


def _read(package: Package, name: str) -> Examined:
    """Look at everything, then make the paper ready unless something is an error."""
    seen = Inspection(package, name)
    seen.run()
    found = {"anchors": tuple(seen.anchors), "near": tuple(seen.near), "free": tuple(seen.free)}
    faults = tuple(seen.faults)
    if not is_sound(faults):
        return Examined(None, faults, **found)
    return Examined(_ready(seen), faults, **found)


def _ready(seen: Inspection) -> Paper:
    """Make a paper without errors ready to be filled."""
    package = seen.package
    anchors = seen.finish_anchors()
    stories: dict[str, Story] = {}
    plain: dict[str, Story] = {}
    for part, slots in seen.slots.items():
        root = package.tree(part)
        filled = not slots.is_empty
        if part in seen.margins.headers:
            place_watermark(root, slots.put(WatermarkSlot()))
        if filled:
            stories[part] = slots.cut(root)
        elif part in seen.margins.headers:
            plain[part] = slots.cut(root)
    parts = package.parts
    relations = relations_of_document(package.document)
    return Paper(
        name=seen.name,
        document=package.document,
        stories=MappingProxyType(stories),
        plain_headers=MappingProxyType(plain),
        entries=MappingProxyType({part: deflated(part, data) for part, data in parts.items() if part not in stories}),
        styles=seen.styles_part,
        style_sheet=parts[seen.styles_part],
        properties=seen.properties_part,
        types=parts[TYPES],
        relations=parts[relations],
        next_drawing=seen.next_drawing,
        page=Page(MappingProxyType(dict(seen.sheet.ids)), has_bullets=seen.sheet.has_bullets),
        anchors=anchors,
        near=tuple(seen.near),
    )
