"""A `modele.yaml` as written: its keys checked one by one, each problem with its place and a hint.

Keys: `id titre version etend description activites papier papiers formules sections rubriques phrases motifs`.
A section: `id titre aide champs obligatoires bloc ajout si cachee verrouille apres avant`.
What the service adds of its own is read by `own_fields`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from lls_drafter.document.template import FORMULES
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.plan import Condition, MotifPret, PhrasePrete
from lls_drafter.letter.sejour import Activite
from lls_drafter.packs.own_fields import WrittenField, read_field, read_phrases, read_reasons
from lls_drafter.packs.pack_reader import Block, PackReader, Place
from lls_drafter.packs.sources import read_pack
from lls_drafter.yaml_io import TreePath, YamlDocument

TEMPLATE_KEYS = (
    "id", "titre", "version", "etend", "description", "activites", "papier", "papiers", "formules", "sections",
    "rubriques", "phrases", "motifs",
)  # fmt: skip
SECTION_KEYS = (
    "id", "titre", "aide", "champs", "obligatoires", "bloc", "ajout", "si", "cachee", "verrouille", "apres", "avant",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSection:
    """One section as its file says it; None where the file says nothing.

    Attributes:
        rubrique: the service's own field that it is, when it was written under `rubriques`.
    """

    id: str
    place: Place
    titre: str | None = None
    aide: str | None = None
    champs: tuple[FieldPath, ...] = ()
    obligatoires: tuple[FieldPath, ...] = ()
    bloc: str | None = None
    ajout: str | None = None
    si: Condition | None = None
    cachee: bool | None = None
    verrouille: bool | None = None
    apres: str | None = None
    avant: str | None = None
    rubrique: WrittenField | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTemplate:
    """One `modele.yaml`, unresolved."""

    id: str
    titre: str
    version: str
    etend: str | None
    description: str
    activites: tuple[str, ...]
    papier: str | None
    papiers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    formules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sections: tuple[WrittenSection, ...]
    phrases: tuple[PhrasePrete, ...] = ()
    motifs: tuple[MotifPret, ...] = ()
    folder: Path
    document: YamlDocument

    def place(self, *path: str | int) -> Place:
        """Give the place of a value of the file."""
        return Place(self.document, path)


def read_template(path: Path) -> WrittenTemplate:
    """Read and check one `modele.yaml`.

    Raises:
        PackNotFoundError: there is no such file.
        PackSchemaError: a wrong key, type or address, with its place.
    """
    return _Reader(read_pack(path), path.parent).template()


class _Reader(PackReader):
    """The checks of one `modele.yaml`."""

    def __init__(self, document: YamlDocument, folder: Path) -> None:
        super().__init__(document)
        self.folder = folder

    def template(self) -> WrittenTemplate:
        """Read the whole file."""
        data = self.mapping(self.document.data, (), TEMPLATE_KEYS)
        name = self.text(data, (), "id", required=True)
        if name != self.folder.name:
            self.refuse(
                ("id",), f"l'identifiant n'est pas le nom du dossier (« {self.folder.name} »)", "les rendre égaux"
            )
        known = [activity.value for activity in Activite]
        activities = self.texts(data, (), "activites")
        for index, activity in enumerate(activities):
            if activity not in known:
                self.refuse(("activites", index), "champ d'activité inconnu", "possibles : " + ", ".join(known))
        papier = self.text(data, (), "papier") or None
        self.file_name(papier, ("papier",), ".docx")
        return WrittenTemplate(
            id=name,
            titre=self.text(data, (), "titre", required=True),
            version=self.text(data, (), "version", required=True),
            etend=self.text(data, (), "etend") or None,
            description=self.text(data, (), "description"),
            activites=activities,
            papier=papier,
            papiers=MappingProxyType(self.papers(data)),
            formules=MappingProxyType(self.formulas(data)),
            sections=(*self.sections(data), *self.free_sections(data)),
            phrases=tuple(read_phrases(self, data)),
            motifs=tuple(read_reasons(self, data)),
            folder=self.folder,
            document=self.document,
        )

    def papers(self, data: Block) -> dict[str, str]:
        """Read the letterhead of each functional unit."""
        found: dict[str, str] = {}
        for index, item in enumerate(self.list_of(data, (), "papiers")):
            path: TreePath = ("papiers", index)
            paper = self.mapping(item, path, ("uf", "papier"))
            name = self.text(paper, path, "papier", required=True)
            self.file_name(name, (*path, "papier"), ".docx")
            units = self.texts(paper, path, "uf")
            if not units:
                self.refuse(path, "ce papier n'est celui d'aucune unité", 'uf: ["1234"]')
            for unit in units:
                if unit in found:
                    self.refuse((*path, "uf"), f"l'unité « {unit} » a deux papiers", "n'en garder qu'un")
                found[unit] = name
        return found

    def formulas(self, data: Block) -> dict[str, str]:
        """Read the opening and the closing sentence."""
        if data.get("formules") is None:
            return {}
        path: TreePath = ("formules",)
        block = self.mapping(data["formules"], path, tuple(FORMULES))
        return {name: text for name in FORMULES if (text := self.text(block, path, name))}

    def sections(self, data: Block) -> Iterable[WrittenSection]:
        """Read the sections."""
        for index, item in enumerate(self.list_of(data, (), "sections")):
            path: TreePath = ("sections", index)
            section = self.mapping(item, path, SECTION_KEYS)
            bloc, ajout = (self.text(section, path, key) or None for key in ("bloc", "ajout"))
            for key, name in (("bloc", bloc), ("ajout", ajout)):
                self.file_name(name, (*path, key), ".j2")
            yield WrittenSection(
                id=self.identifier(section, path),
                place=Place(self.document, path),
                titre=self.text(section, path, "titre") if "titre" in section else None,
                aide=self.text(section, path, "aide") if "aide" in section else None,
                champs=self.addresses(section, path, "champs"),
                obligatoires=self.addresses(section, path, "obligatoires"),
                bloc=bloc,
                ajout=ajout,
                si=self.condition(section, path),
                cachee=self.boolean(section, path, "cachee"),
                verrouille=self.boolean(section, path, "verrouille"),
                apres=self.text(section, path, "apres") or None,
                avant=self.text(section, path, "avant") or None,
            )

    def free_sections(self, data: Block) -> Iterable[WrittenSection]:
        """Read the service's own fields; each is printed as a section of its own, unless it says in which one."""
        for index, item in enumerate(self.list_of(data, (), "rubriques")):
            path: TreePath = ("rubriques", index)
            own = read_field(self, item, path)
            block = item if isinstance(item, dict) else {}
            yield WrittenSection(
                id=own.field.id,
                place=Place(self.document, path),
                titre=own.field.titre if "titre" in own.given else None,
                aide=own.field.aide if "aide" in own.given else None,
                apres=self.text(block, path, "apres") or None,
                avant=self.text(block, path, "avant") or None,
                rubrique=own,
            )
