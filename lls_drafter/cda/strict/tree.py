"""A document as the checks look at it: its kind, its sections, and ways to walk that no missing element can break."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from lls_drafter.cda import oids
from lls_drafter.cda.xml import HL7, SDTC, TYPE, Element

_OID = re.compile(r"[0-2](\.(0|[1-9][0-9]{0,38})){1,40}")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_STEP = re.compile(r"[A-Za-z]+")
_SAFE_NAME = re.compile(r"[A-Za-z]{1,40}")


class Kind(StrEnum):
    """What a document is: a structured letter, a letter as PDF, or something else."""

    LEVEL_3 = "niveau 3"
    LEVEL_1 = "niveau 1"
    OTHER = "autre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document being checked.

    Attributes:
        root: its root element.
        kind: what it is.
        sections: each `section` in the body, with the section of the model that it is (by code, else by template).
        identified: the elements of the document by their `ID`; the first one counts.
    """

    root: Element
    kind: Kind
    sections: tuple[tuple[Element, oids.Section | None], ...]
    identified: dict[str, Element]

    def of(self, *wanted: oids.Section) -> Iterator[Element]:
        """Give the sections of the document that are these of the model."""
        return (section for section, known in self.sections if known in wanted)


def open_document(root: Element) -> Document:
    """Give a document ready to be checked."""
    identified: dict[str, Element] = {}
    for element in elements(root):
        name = element.get("ID")
        if name is not None:
            identified.setdefault(name, element)
    sections = tuple((one, _known(one)) for one in root.iter(f"{{{HL7}}}section"))
    return Document(root=root, kind=_kind(root), sections=sections, identified=identified)


def _kind(root: Element) -> Kind:
    """Tell what a document is: a letter by its template or its type, structured or not by its body."""
    if root.tag != f"{{{HL7}}}ClinicalDocument":
        return Kind.OTHER
    code = find(root, "code")
    roots = templates(root)
    if oids.LDL_SES not in roots and (code is None or code.get("code") != oids.DOCUMENT_CODE):
        return Kind.OTHER
    if find(root, "component/nonXMLBody") is not None or (
        oids.NON_STRUCTURED in roots and find(root, "component/structuredBody") is None
    ):
        return Kind.LEVEL_1
    return Kind.LEVEL_3


def _known(section: Element) -> oids.Section | None:
    """Give the section of the model that a section is: by its code, else by the first of its own templates."""
    code = find(section, "code")
    value = code.get("code") if code is not None else None
    named = next((one for one in oids.SECTIONS if one.code == value), None)
    if named is not None:
        return named
    roots = templates(section)
    return next((one for one in oids.SECTIONS if roots.intersection(one.modeles)), None)


@cache
def _qualified(path: str) -> str:
    """Give a path of local names in the HL7 namespace."""
    return _STEP.sub(lambda name: f"{{{HL7}}}{name[0]}", path)


def find(element: Element, path: str) -> Element | None:
    """Give the first element at a path of local names (`a/b`, `.//b`), None when there is none."""
    return element.find(_qualified(path))


def find_all(element: Element, path: str) -> list[Element]:
    """Give the elements at a path of local names (`a/b`, `.//b`)."""
    return element.findall(_qualified(path))


def elements(element: Element) -> Iterator[Element]:
    """Give an element and all those in it, without comments and instructions."""
    return element.iter("{*}*")


def local(element: Element) -> str:
    """Give an element's local name."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parent(element: Element) -> str:
    """Give the local name of the element around one, `""` for the root."""
    above = element.getparent()
    return "" if above is None else local(above)


def kind_of(element: Element) -> str:
    """Give the `xsi:type` of an element without its prefix, `""` when it has none."""
    return (element.get(TYPE) or "").rpartition(":")[2]


def is_null(element: Element | None) -> bool:
    """Tell whether an element says why it has no value."""
    return element is not None and element.get("nullFlavor") is not None


def has_words(element: Element | None) -> bool:
    """Tell whether there is anything to read in an element."""
    if element is None:
        return False
    return any(str(part).strip() for part in element.itertext()) or any(
        local(one) in {"renderMultiMedia", "observationMedia"} for one in element.iter()
    )


def templates(element: Element) -> set[str]:
    """Give the roots of an element's own templates."""
    return {one.get("root") or "" for one in find_all(element, "templateId")}


def missing_templates(element: Element, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Give the templates that an element should declare and does not."""
    known = templates(element)
    return tuple(one for one in wanted if one not in known)


def is_oid(text: str | None) -> bool:
    """Tell whether a text has the form of an OID."""
    return text is not None and _OID.fullmatch(text) is not None


def is_uuid(text: str | None) -> bool:
    """Tell whether a text has the form of a UUID, in any case."""
    return text is not None and _UUID.fullmatch(text) is not None


def is_root(text: str | None) -> bool:
    """Tell whether a text can be the root of an identifier: an OID or a UUID."""
    return is_oid(text) or is_uuid(text)


@dataclass(slots=True)
class Places:
    """The paths of elements; the ranks of an element's children are counted once."""

    ranks: dict[Element, dict[Element, int]] = field(default_factory=dict)

    def path(self, element: Element) -> str:
        """Give `ClinicalDocument/component/…/section[3]/code`; a name that is not CDA's is `?`."""
        parts = []
        current: Element | None = element
        while current is not None:
            parts.append(self._step(current))
            current = current.getparent()
        return "/".join(reversed(parts))

    def _step(self, element: Element) -> str:
        """Give an element's name, with its rank when several brothers have the same."""
        name = _name(element)
        above = element.getparent()
        if above is None:
            return name
        if above not in self.ranks:
            self.ranks[above] = _ranks(above)
        rank = self.ranks[above].get(element, 0)
        return f"{name}[{rank}]" if rank else name


def _name(element: Element) -> str:
    """Give an element's name as a message may say it: the names of another schema may hold anything."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return "?"
    space, _, name = tag.removeprefix("{").rpartition("}")
    return name if space in {HL7, SDTC} and _SAFE_NAME.fullmatch(name) else "?"


def _ranks(above: Element) -> dict[Element, int]:
    """Give the rank of each child among those of its name, from 1; 0 for one alone of its name."""
    by_name: dict[object, list[Element]] = {}
    for child in above:
        by_name.setdefault(child.tag, []).append(child)
    return {
        child: rank if len(same) > 1 else 0 for same in by_name.values() for rank, child in enumerate(same, start=1)
    }
