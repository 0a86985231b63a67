"""A service's template, ready to be composed: its plan, the text of its blocks, its paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from lls_drafter.letter.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    """The text of one section: `blocs/<name>.j2`.

    Attributes:
        name: the file's path as its author knows it, for messages.
        text: the template's own text.
    """

    name: str
    text: str


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
        empreinte: `sha256:` and the digest of everything above, the paper's content included.
        etend: the ids of the templates that it extends, nearest first.
        origines: the place (`file:line`) that last said something of each section, by the section's id.
    """

    id: str
    version: str
    titre: str
    activites: tuple[str, ...] = ()
    plan: Plan
    blocs: Mapping[str, Bloc]
    papier: Path
    empreinte: str
    etend: tuple[str, ...] = ()
    origines: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
