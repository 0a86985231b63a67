"""A service's template, ready to be composed: its plan, the text of its blocks, its paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from lls_drafter.errors import Location
from lls_drafter.letter.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    """The text of one section: `blocs/<name>.j2`.

    Attributes:
        name: the file's path as its author knows it, for messages.
        text: the template's own text.
        parts: the files it was put together from, when they are several: first line of each, and its name.
    """

    name: str
    text: str
    parts: tuple[tuple[int, str], ...] = ()

    def at(self, line: int | None = None) -> Location:
        """Give the place of a line of the text, in the file that holds it."""
        if line is None or not self.parts:
            return Location(self.name, line)
        first, name = max(part for part in self.parts if part[0] <= max(line, 1))
        return Location(name, line - first + 1)


FORMULES: Mapping[str, str] = MappingProxyType({"appel": "formule_appel", "politesse": "formule_politesse"})
"""The sentences that a service may word (`formules:`), and the name under which blocks place each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template as loaded, the layers resolved.

    Attributes:
        id: its folder's name.
        version: as its author numbers it.
        titre: as shown in lists of templates.
        activites: the fields of activity that it is meant for.
        plan: its sections and free sections.
        blocs: the text of each section, by the section's id; a section without text prints its fields by name.
        papier: the Word file that gives styles, header and footer.
        papiers: the Word file of each functional unit (UF) that has its own letterhead.
        formules: the opening and the closing sentence, by name (`FORMULES`); as the text of a block.
        empreinte: `sha256:` and the digest of everything above, the paper's content included.
        etend: the ids of the templates that it extends, nearest first.
    """

    id: str
    version: str
    titre: str
    activites: tuple[str, ...] = ()
    plan: Plan
    blocs: Mapping[str, Bloc]
    papier: Path
    papiers: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    formules: Mapping[str, Bloc] = field(default_factory=lambda: MappingProxyType({}))
    empreinte: str
    etend: tuple[str, ...] = ()

    def paper_for(self, uf: str | None) -> Path:
        """Give the Word file for the letters of a functional unit: its own letterhead when it has one."""
        return self.papiers.get(uf or "", self.papier)
