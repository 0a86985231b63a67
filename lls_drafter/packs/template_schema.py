"""A `modele.yaml` as written: its keys checked one by one, each problem with its place and a hint.

Keys: `id titre version etend description activites papier sections rubriques`.
A section: `id titre aide champs obligatoires bloc ajout si cachee verrouille apres avant`.
A free section: `id titre aide type obligatoire apres avant`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from lls_drafter.errors import Location, PackSchemaError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, field_info
from lls_drafter.letter.plan import TEXTE, Condition
from lls_drafter.letter.sejour import Activite
from lls_drafter.letter.text import closest
from lls_drafter.packs.sources import read_pack
from lls_drafter.yaml_io import Json, TreePath, YamlDocument

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FILE = re.compile(r"[A-Za-z0-9_-]+\.(j2|docx)")
_TEMPLATE_KEYS = ("id", "titre", "version", "etend", "description", "activites", "papier", "sections", "rubriques")
_SECTION_KEYS = (
    "id",
    "titre",
    "aide",
    "champs",
    "obligatoires",
    "bloc",
    "ajout",
    "si",
    "cachee",
    "verrouille",
    "apres",
    "avant",
)
_RUBRIQUE_KEYS = ("id", "titre", "aide", "type", "obligatoire", "apres", "avant")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSection:
    """One section as its file says it; None where the file says nothing."""

    id: str
    place: Location
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
    rubrique: bool = False
    type: str = TEXTE
    obligatoire: bool = False


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
    sections: tuple[WrittenSection, ...]
    folder: Path
    document: YamlDocument

    def place(self, *path: str | int) -> Location:
        """Give the place of a value of the file."""
        return self.document.location(path)


def read_template(path: Path) -> WrittenTemplate:
    """Read and check one `modele.yaml`.

    Raises:
        PackNotFoundError: there is no such file.
        PackSchemaError: a wrong key, type or address, with its place.
    """
    return _Reader(read_pack(path), path.parent).template()


class _Reader:
    """The checks of one file."""

    def __init__(self, document: YamlDocument, folder: Path) -> None:
        self.document = document
        self.folder = folder

    def template(self) -> WrittenTemplate:
        """Read the whole file."""
        data = self.mapping(self.document.data, (), _TEMPLATE_KEYS)
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
            activites=tuple(activities),
            papier=papier,
            sections=(*self.sections(data), *self.free_sections(data)),
            folder=self.folder,
            document=self.document,
        )

    def sections(self, data: Mapping[str, Json]) -> Iterable[WrittenSection]:
        """Read the sections."""
        for index, item in enumerate(self.list_of(data, (), "sections")):
            path: TreePath = ("sections", index)
            section = self.mapping(item, path, _SECTION_KEYS)
            bloc, ajout = (self.text(section, path, key) or None for key in ("bloc", "ajout"))
            for key, name in (("bloc", bloc), ("ajout", ajout)):
                self.file_name(name, (*path, key), ".j2")
            yield WrittenSection(
                id=self.identifier(section, path),
                place=self.document.location(path),
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

    def free_sections(self, data: Mapping[str, Json]) -> Iterable[WrittenSection]:
        """Read the free sections; each is printed as a section of its own."""
        for index, item in enumerate(self.list_of(data, (), "rubriques")):
            path: TreePath = ("rubriques", index)
            section = self.mapping(item, path, _RUBRIQUE_KEYS)
            if self.text(section, path, "type") not in {"", TEXTE}:
                self.refuse((*path, "type"), "type de rubrique inconnu", "possible : texte")
            name = self.identifier(section, path)
            chemin = FieldPath(("rubriques", name, "texte"))
            demanded = bool(self.boolean(section, path, "obligatoire"))
            yield WrittenSection(
                id=name,
                place=self.document.location(path),
                titre=self.text(section, path, "titre", required=True),
                aide=self.text(section, path, "aide"),
                champs=(chemin,),
                obligatoires=(chemin,) if demanded else (),
                apres=self.text(section, path, "apres") or None,
                avant=self.text(section, path, "avant") or None,
                rubrique=True,
                obligatoire=demanded,
            )

    def mapping(self, value: Json, path: TreePath, known: tuple[str, ...]) -> Mapping[str, Json]:
        """Give a block of keys, all of them known."""
        if not isinstance(value, dict):
            self.refuse(path, "un bloc de clés est attendu", "écrire « clé: valeur » sur des lignes en retrait")
        for key in value:
            if key not in known:
                near = closest(key, known)
                hint = f"vouliez-vous « {near[0]} » ?" if near else "possibles : " + ", ".join(known)
                raise PackSchemaError(
                    f"clé inconnue : « {key} »", hint=hint, location=self.document.location((*path, key), of_key=True)
                )
        return value

    def list_of(self, data: Mapping[str, Json], path: TreePath, key: str) -> list[Json]:
        """Give a list, empty when the key is absent."""
        value = data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse((*path, key), "une liste est attendue", "écrire chaque élément après un tiret « - »")
        return value

    def text(self, data: Mapping[str, Json], path: TreePath, key: str, *, required: bool = False) -> str:
        """Give a text, empty when the key is absent and not required."""
        value = data.get(key)
        if value is None and not required:
            return ""
        if value is None:
            self.refuse(path, f"clé manquante : « {key} »", "l'ajouter")
        if not isinstance(value, str):
            self.refuse((*path, key), "un texte est attendu", "mettre la valeur entre guillemets")
        return value

    def texts(self, data: Mapping[str, Json], path: TreePath, key: str) -> list[str]:
        """Give a list of texts."""
        values: list[str] = []
        for index, value in enumerate(self.list_of(data, path, key)):
            if not isinstance(value, str):
                self.refuse((*path, key, index), "un texte est attendu", "mettre la valeur entre guillemets")
            values.append(value)
        return values

    def boolean(self, data: Mapping[str, Json], path: TreePath, key: str) -> bool | None:
        """Give a yes or no, None when the key is absent."""
        value = data.get(key)
        if value is not None and not isinstance(value, bool):
            self.refuse((*path, key), "« true » ou « false » est attendu", "sans guillemets")
        return value

    def identifier(self, data: Mapping[str, Json], path: TreePath) -> str:
        """Give the id of a section."""
        name = self.text(data, path, "id", required=True)
        if not _ID.fullmatch(name):
            self.refuse(
                (*path, "id"), "identifiant de section mal formé", "lettres minuscules sans accent, chiffres et « _ »"
            )
        return name

    def addresses(self, data: Mapping[str, Json], path: TreePath, key: str) -> tuple[FieldPath, ...]:
        """Give addresses of fields that letters have."""
        found: list[FieldPath] = []
        for index, text in enumerate(self.texts(data, path, key)):
            try:
                field_info(text, Lettre)
            except (KeyError, ValueError):
                near = closest(text, Lettre.model_fields)
                hint = f"vouliez-vous « {near[0]} » ?" if near else "voir les champs avec « lls schema lettre »"
                self.refuse((*path, key, index), f"champ inconnu : « {text} »", hint)
            found.append(FieldPath.parse(text))
        return tuple(found)

    def condition(self, data: Mapping[str, Json], path: TreePath) -> Condition | None:
        """Give the condition of a section, in the language of the rules."""
        if data.get("si") is None:
            return None
        from lls_drafter.packs.section_condition import read_section_condition  # noqa: PLC0415 - most templates have none

        return read_section_condition(data["si"], (*path, "si"), self.document)

    def file_name(self, name: str | None, path: TreePath, suffix: str) -> None:
        """Refuse a file that is not a plain name in the template's own folder."""
        if name is not None and not (_FILE.fullmatch(name) and name.endswith(suffix)):
            self.refuse(path, "nom de fichier mal formé", f"un nom simple en {suffix}, sans dossier ni accent")

    def refuse(self, path: TreePath, message: str, hint: str) -> NoReturn:
        """Raise the error of a value, at its place."""
        raise PackSchemaError(message, hint=hint, location=self.document.location(path))
