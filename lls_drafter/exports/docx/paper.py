"""A service's Word file (`papier.docx`), read once per process and kept ready to be filled.

Anchors: `[[corps]]` alone in its paragraph, once, for the whole body; a section's id (`[[motif]]`) takes that section
out of the body and puts it there. Simple fields: `{{ patient.nom_naissance }}`, `{{ document.entete }}`, anywhere in
the body, the headers and the footers, also when Word has cut them into several runs.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from lxml import etree

from lls_drafter.errors import Location, TemplateRenderError
from lls_drafter.exports.docx.body import Page
from lls_drafter.exports.docx.styles import STYLES, W, definition

BODY = "corps"
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_HEADERS = re.compile(r"word/header[0-9]*\.xml")
_FOOTERS = re.compile(r"word/footer[0-9]*\.xml")
_ANCHOR = re.compile(r"\s*\[\[([a-z0-9_]+)\]\]\s*")
FIELD = re.compile(r"\{\{\s*([a-z0-9_.]+)\s*\}\}")
_SLOT = "LLS:"
_SLOTS = re.compile(r"<!--LLS:([a-z0-9_]+)-->")
_DEFAULT_WIDTH = 9638


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper ready to be filled.

    Attributes:
        name: the file's name, for messages.
        document: the body's XML, cut at its anchors: text, anchor, text, anchor… text.
        stories: the XML of the headers and footers, by part name.
        headers: the part names of the headers.
        parts: everything else, by part name, in the order of the file.
        page: the styles and the width of the text.
        fields: the simple fields that appear somewhere.
    """

    name: str
    document: tuple[str, ...]
    stories: Mapping[str, str]
    headers: tuple[str, ...]
    parts: Mapping[str, bytes]
    page: Page
    fields: frozenset[str]


# What zipfile, zlib, lxml and plain numbers raise for a file that is damaged, encrypted or not a paper.
_DAMAGES = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    RuntimeError,
    etree.XMLSyntaxError,
)
_MOST_BYTES = 30_000_000  # of a paper once unpacked: a letterhead with its pictures takes one or two million


def _refuse_hostile(archive: zipfile.ZipFile) -> None:
    """Refuse a paper that unpacks to too much, or names parts outside itself.

    Raises:
        ValueError: the paper is one of these.
    """
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise ValueError("too large once unpacked")
    if any(".." in entry.filename or entry.filename.startswith(("/", "\\")) for entry in entries):
        raise ValueError("a part lies outside the file")


def read_paper(path: Path) -> Paper:
    """Read a paper, or give it again when the file has not changed.

    Raises:
        TemplateRenderError: not a Word file, or not one that can be filled.
    """
    try:
        status = path.stat()
        return _read(path, status.st_mtime_ns, status.st_size)
    except _DAMAGES as error:
        hint = "l'enregistrer depuis Word au format .docx"
        raise TemplateRenderError(
            "papier illisible : ce n'est pas un document Word", hint=hint, location=Location(path.name)
        ) from error


@lru_cache(maxsize=16)
def _read(path: Path, _modified: int, _size: int) -> Paper:
    """Read a paper; the file's date and size are there for the cache."""
    with zipfile.ZipFile(path) as package:
        _refuse_hostile(package)
        parts = {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}
    document = _parsed(parts[_DOCUMENT])
    styles = _parsed(parts[_STYLES])
    names = _complete(styles)
    parts[_STYLES] = etree.tostring(styles, xml_declaration=True, encoding="UTF-8", standalone=True)
    _mark_anchors(document, path.name)
    stories = {name: _joined_fields(_parsed(parts.pop(name))) for name in sorted(parts) if _is_story(name)}
    headers = tuple(name for name in stories if _HEADERS.fullmatch(name))
    if not headers:
        hint = "ajouter un en-tête : il porte l'identité du patient et la mention « BROUILLON »"
        raise TemplateRenderError("le papier n'a pas d'en-tête", hint=hint, location=Location(path.name))
    text = _joined_fields(document)
    del parts[_DOCUMENT]
    return Paper(
        name=path.name,
        document=tuple(_SLOTS.split(text)),
        stories=MappingProxyType(stories),
        headers=headers,
        parts=MappingProxyType(parts),
        page=Page(MappingProxyType(names), _text_width(document), _has_bullets(styles, names)),
        fields=frozenset(found for story in (text, *stories.values()) for found in FIELD.findall(story)),
    )


def _parsed(xml: bytes) -> etree._Element:
    """Parse a part; nothing outside the file is ever fetched."""
    if b"<!DOCTYPE" in xml or b"<!--LLS:" in xml:  # neither Word nor LibreOffice writes any
        raise ValueError("declarations or marks that a Word file does not have")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    return etree.fromstring(xml, parser)


def _is_story(name: str) -> bool:
    """Tell whether a part is a header or a footer."""
    return bool(_HEADERS.fullmatch(name) or _FOOTERS.fullmatch(name))


def _w(name: str) -> str:
    """Give a WordprocessingML name."""
    return f"{{{W}}}{name}"


def _complete(styles: etree._Element) -> dict[str, str]:
    """Give the id of each style that the body needs, after adding those that the paper lacks; set the language."""
    ids = {
        str(name.get(_w("val"))): str(style.get(_w("styleId")))
        for style in styles.iter(_w("style"))
        if (name := style.find(_w("name"))) is not None
    }
    by_fold = {name.casefold(): key for name, key in ids.items()}
    names: dict[str, str] = {"List Bullet": by_fold.get("list bullet", "")}
    for style in STYLES.values():
        known = by_fold.get(style.name.casefold())
        names[style.name] = known or style.id
        if known is None:
            wrapped = f'<w:styles xmlns:w="{W}">{definition(style, names)}</w:styles>'
            styles.append(etree.fromstring(wrapped)[0])
    _set_language(styles)
    return names


def _set_language(styles: etree._Element) -> None:
    """Say that the text is French, where the paper says nothing."""
    defaults = styles.find(_w("docDefaults"))
    if defaults is None:
        defaults = etree.Element(_w("docDefaults"))
        styles.insert(0, defaults)
    runs = _child(_child(defaults, "rPrDefault"), "rPr")
    if runs.find(_w("lang")) is None:
        etree.SubElement(runs, _w("lang"), {_w("val"): "fr-FR"})


def _child(parent: etree._Element, name: str) -> etree._Element:
    """Give a child, made when it is not there."""
    found = parent.find(_w(name))
    return found if found is not None else etree.SubElement(parent, _w(name))


def _has_bullets(styles: etree._Element, names: Mapping[str, str]) -> bool:
    """Tell whether the paper has Word's bulleted list with its numbering."""
    return any(
        style.get(_w("styleId")) == names["List Bullet"] and style.find(f".//{_w('numPr')}") is not None
        for style in styles.iter(_w("style"))
    )


def _mark_anchors(document: etree._Element, name: str) -> None:
    """Put a mark in place of each anchor's paragraph.

    Raises:
        TemplateRenderError: `[[corps]]` is missing, or an anchor is there twice.
    """
    seen: set[str] = set()
    for paragraph in list(document.iter(_w("p"))):
        found = _ANCHOR.fullmatch("".join(text.text or "" for text in paragraph.iter(_w("t"))))
        parent = paragraph.getparent()
        if found is None or parent is None:
            continue
        if found[1] in seen:
            raise TemplateRenderError(
                f"ancre « [[{found[1]}]] » présente deux fois", hint="n'en garder qu'une", location=Location(name)
            )
        seen.add(found[1])
        mark = etree.Comment(_SLOT + found[1])
        mark.tail = paragraph.tail
        parent.replace(paragraph, mark)
    if BODY not in seen:
        hint = "écrire « [[corps]] » seul dans un paragraphe, là où la lettre doit venir"
        raise TemplateRenderError("le papier n'a pas d'ancre « [[corps]] »", hint=hint, location=Location(name))


def _joined_fields(story: etree._Element) -> str:
    """Give a part's XML, each simple field brought back into one run."""
    for paragraph in story.iter(_w("p")):
        texts = list(paragraph.iter(_w("t")))
        whole = "".join(text.text or "" for text in texts)
        if "{{" in whole:
            _gather(texts, whole)
    return etree.tostring(story, encoding="unicode")


def _gather(texts: list[etree._Element], whole: str) -> None:
    """Move each field's characters into the run where it begins."""
    owners = [index for index, text in enumerate(texts) for _ in text.text or ""]
    for found in FIELD.finditer(whole):
        first = owners[found.start()]
        for position in range(found.start(), found.end()):
            owners[position] = first
    for index, text in enumerate(texts):
        text.text = "".join(character for character, owner in zip(whole, owners, strict=True) if owner == index)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _text_width(document: etree._Element) -> int:
    """Give the width of the text of the last section, in twentieths of a point."""
    section = next(_sections(document), None)
    if section is None:
        return _DEFAULT_WIDTH
    size, margins = section.find(_w("pgSz")), section.find(_w("pgMar"))
    if size is None or margins is None:
        return _DEFAULT_WIDTH
    numbers = [
        int(element.get(_w(name)) or 0) for element, name in ((size, "w"), (margins, "left"), (margins, "right"))
    ]
    return numbers[0] - numbers[1] - numbers[2] if numbers[0] else _DEFAULT_WIDTH


def _sections(document: etree._Element) -> Iterator[etree._Element]:
    """Give the sections' properties, the last first."""
    yield from reversed(list(document.iter(_w("sectPr"))))
