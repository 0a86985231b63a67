"""The package around a Word document: its parts, the relationships between them, their content types.

Parts are found by their relationships, as Word does: a header is what a section names, whatever its file is called.
"""

import posixpath
from dataclasses import dataclass
from itertools import count

from lxml import etree

from lls_drafter.exports.docx.xml import DeclarationError, parse

TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
_STRICT = "http://purl.oclc.org/ooxml/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN_TYPE = f"{_WORD}document.main+xml"
CONTENT_TYPES = {
    "header": f"{_WORD}header+xml",
    "footer": f"{_WORD}footer+xml",
    "styles": f"{_WORD}styles+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
}
_MOST_XML = 4_000_000  # bytes parsed in all: a thousand pages of letter, looked at in two seconds


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part.

    Attributes:
        id: as the part names it.
        kind: the last word of its type: `header`, `hyperlink`, `attachedTemplate`…
        target: the part's name, or an address when it is external.
        external: it leaves the file.
    """

    id: str
    kind: str
    target: str
    external: bool


class NotWordError(ValueError):
    """The package is no Word document; says what it is, in French."""


class PartError(ValueError):
    """A part cannot be read as XML; says why, in French."""

    def __init__(self, part: str, reason: str) -> None:
        """Keep the part's name and the reason."""
        super().__init__(reason)
        self.part = part
        self.reason = reason


class Package:
    """The parts of a paper being prepared; those added or replaced are in `changed`."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        """Take the parts, and find the document among them.

        Raises:
            NotWordError: there is none.
            PartError: a part of the package is not XML.
        """
        self.parts = parts
        self._trees: dict[str, etree._Element] = {}
        self._looked_at = 0
        if TYPES not in parts:
            raise NotWordError("un fichier ZIP ordinaire")
        kinds = {relation.kind: relation.target for relation in self.relations("")}
        self.document = kinds.get("officeDocument", "")
        if self.document not in parts:
            raise NotWordError("un fichier ZIP ordinaire")
        if _STRICT in parts[self.document][:4000].decode("utf-8", "replace"):
            raise NotWordError("un « document Open XML strict »")

    def tree(self, name: str) -> etree._Element:
        """Give a part as XML, always the same one.

        Raises:
            PartError: too large, or not XML.
        """
        if name not in self._trees:
            self._trees[name] = self._parsed(name)
        return self._trees[name]

    def _parsed(self, name: str) -> etree._Element:
        """Parse a part, or say why it cannot be."""
        self._looked_at += len(self.parts[name])
        if self._looked_at > _MOST_XML:
            raise PartError(name, f"le texte du fichier dépasse {_MOST_XML // 1_000_000} Mo")
        try:
            return parse(self.parts[name])
        except DeclarationError as error:
            raise PartError(name, "elle déclare un type de document ou des entités") from error
        except (etree.XMLSyntaxError, ValueError) as error:
            deep = "depth" in str(error).casefold()
            raise PartError(name, "elle est imbriquée trop profondément" if deep else "elle est mal formée") from error

    def relations(self, owner: str) -> tuple[Relation, ...]:
        """Give the relationships of a part; of the package itself for an empty name."""
        name = _relations_name(owner)
        if name not in self.parts:
            return ()
        return tuple(_relation(element, owner) for element in self.tree(name).iterchildren("*"))

    def related(self, owner: str, kind: str) -> str | None:
        """Give the part that another one names by a kind of relationship."""
        targets = (relation.target for relation in self.relations(owner) if relation.kind == kind)
        return next((target for target in targets if target in self.parts), None)

    def content_type(self, name: str) -> str:
        """Give a part's content type, empty when nothing says it."""
        for element in self.tree(TYPES).iterchildren("*"):
            if (element.get("PartName") or "").casefold() == f"/{name}".casefold():
                return element.get("ContentType") or ""
        return ""

    def keep(self, name: str) -> None:
        """Write a tree that was changed back into its part."""
        self.parts[name] = to_bytes(self._trees[name])

    def add(self, owner: str, kind: str, name: str, data: bytes) -> str:
        """Add a part under a name of its own, named by another one; give the id of the relationship."""
        stem, suffix = posixpath.splitext(name)
        number = 1
        while name.casefold() in {known.casefold() for known in self.parts}:
            number += 1
            name = f"{stem}{number}{suffix}"
        self.parts[name] = data
        self.parts[TYPES] = with_override(self.parts[TYPES], name, CONTENT_TYPES[kind])
        self._trees.pop(TYPES, None)
        relations = _relations_name(owner)
        taken = {relation.id for relation in self.relations(owner)}
        identity = next(made for number in count(1) if (made := f"rIdLls{number}") not in taken)
        target = posixpath.relpath(name, posixpath.dirname(owner) or ".")
        self.parts[relations] = with_relation(self.parts.get(relations), identity, _type_of(kind), target)
        self._trees.pop(relations, None)
        return identity


def _type_of(kind: str) -> str:
    """Give the whole type of a relationship."""
    return (PACKAGE if kind == "core-properties" else OFFICE) + kind


def _relations_name(owner: str) -> str:
    """Give the name of the part that holds the relationships of another one."""
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations_of_document(document: str) -> str:
    """Give the name of the part that holds the document's relationships."""
    return _relations_name(document)


def _relation(element: etree._Element, owner: str) -> Relation:
    """Read one relationship."""
    target = element.get("Target") or ""
    external = (element.get("TargetMode") or "").casefold() == "external"
    if not external:
        joined = posixpath.join("/" + posixpath.dirname(owner), target)
        target = posixpath.normpath(joined).lstrip("/")
    return Relation(
        id=element.get("Id") or "",
        kind=(element.get("Type") or "").rpartition("/")[2],
        target=target,
        external=external,
    )


def to_bytes(root: etree._Element) -> bytes:
    """Give a part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def with_override(types: bytes, name: str, content_type: str) -> bytes:
    """Give the list of content types with that of one more part."""
    root = parse(types)
    etree.SubElement(root, f"{{{_CONTENT}}}Override", {"PartName": f"/{name}", "ContentType": content_type})
    return to_bytes(root)


def with_default(types: bytes, extension: str, content_type: str) -> bytes:
    """Give the list of content types with that of an extension, the same when it is known."""
    root = parse(types)
    known = {(element.get("Extension") or "").casefold() for element in root.iterchildren("*")}
    if extension in known:
        return types
    element = etree.Element(f"{{{_CONTENT}}}Default", {"Extension": extension, "ContentType": content_type})
    root.insert(0, element)
    return to_bytes(root)


def with_relation(relations: bytes | None, identity: str, kind: str, target: str) -> bytes:
    """Give a list of relationships with one more; `kind` is the whole type."""
    root = parse(relations or f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
    attributes = {"Id": identity, "Type": kind, "Target": target}
    etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", attributes)
    return to_bytes(root)
