"""The checks that every block of a `modele.yaml` goes through: keys, types and names, each problem with its place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn, TypeVar

from lls_drafter.errors import Location, PackFieldError, PackSchemaError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, field_info
from lls_drafter.letter.plan import Condition
from lls_drafter.letter.text import closest
from lls_drafter.yaml_io import Json, TreePath, YamlDocument

E = TypeVar("E", bound=StrEnum)
Block = Mapping[str, Json]

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FILE = re.compile(r"[A-Za-z0-9_-]+\.(j2|docx)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value of a pack is written; the line is looked for only when it is asked for."""

    document: YamlDocument
    where: TreePath = ()

    @property
    def location(self) -> Location:
        """Give file, line and column."""
        return self.document.location(self.where)

    def inside(self, *parts: str | int) -> "Place":
        """Give the place of something inside."""
        return Place(self.document, (*self.where, *parts))


class PackReader:
    """The checks of one file."""

    def __init__(self, document: YamlDocument) -> None:
        """Read that document."""
        self.document = document

    def mapping(self, value: Json, path: TreePath, known: Iterable[str]) -> Block:
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

    def list_of(self, data: Block, path: TreePath, key: str) -> list[Json]:
        """Give a list, empty when the key is absent."""
        value = data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse((*path, key), "une liste est attendue", "écrire chaque élément après un tiret « - »")
        return value

    def text(self, data: Block, path: TreePath, key: str, *, required: bool = False) -> str:
        """Give a text, empty when the key is absent and not required."""
        value = data.get(key)
        if value is None and not required:
            return ""
        if value is None:
            self.refuse(path, f"clé manquante : « {key} »", "l'ajouter")
        if not isinstance(value, str):
            self.refuse((*path, key), "un texte est attendu", "mettre la valeur entre guillemets")
        return value

    def texts(self, data: Block, path: TreePath, key: str) -> tuple[str, ...]:
        """Give a list of texts."""
        values: list[str] = []
        for index, value in enumerate(self.list_of(data, path, key)):
            if not isinstance(value, str):
                self.refuse((*path, key, index), "un texte est attendu", "mettre la valeur entre guillemets")
            values.append(value)
        return tuple(values)

    def boolean(self, data: Block, path: TreePath, key: str) -> bool | None:
        """Give a yes or no, None when the key is absent."""
        value = data.get(key)
        if value is not None and not isinstance(value, bool):
            self.refuse((*path, key), "« true » ou « false » est attendu", "sans guillemets")
        return value

    def number(self, data: Block, path: TreePath, key: str) -> Decimal | None:
        """Give a number, None when the key is absent."""
        value = data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse((*path, key), "un nombre est attendu", "sans guillemets, avec un point pour les décimales")
        return Decimal(str(value))

    def word(self, data: Block, path: TreePath, key: str, words: type[E], default: E) -> E:
        """Give one of the words of a closed set."""
        value = data.get(key)
        if value is None:
            return default
        known = [word.value for word in words]
        if value not in known:
            near = closest(str(value), known)
            hint = f"vouliez-vous « {near[0]} » ?" if near else "possibles : " + ", ".join(known)
            self.refuse((*path, key), f"mot inconnu pour « {key} »", hint)
        return words(value)

    def identifier(self, data: Block, path: TreePath) -> str:
        """Give the id of a section or of a field."""
        name = self.text(data, path, "id", required=True)
        if not IDENTIFIER.fullmatch(name):
            self.refuse((*path, "id"), "identifiant mal formé", "lettres minuscules sans accent, chiffres et « _ »")
        return name

    def addresses(self, data: Block, path: TreePath, key: str) -> tuple[FieldPath, ...]:
        """Give addresses of fields that letters have."""
        found: list[FieldPath] = []
        for index, text in enumerate(self.texts(data, path, key)):
            self.address(text, (*path, key, index))
            found.append(FieldPath.parse(text))
        return tuple(found)

    def address(self, text: str, path: TreePath) -> None:
        """Refuse what is no field of a letter."""
        try:
            field_info(text, Lettre)
        except (KeyError, ValueError):
            near = closest(text, Lettre.model_fields)
            hint = f"vouliez-vous « {near[0]} » ?" if near else "voir les champs avec « lls schema lettre »"
            raise PackFieldError(
                f"champ inconnu : « {text} »", hint=hint, location=self.document.location(path)
            ) from None

    def condition(self, data: Block, path: TreePath) -> Condition | None:
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
