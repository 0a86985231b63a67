"""Coded lists shipped with the product, read from `jeux/*.yaml`, and their search.

A code is known by its `code` *and* its `systeme`. Free text is always accepted by the letter;
`exact` gives the code of a text that is exactly a label or one of its short names.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lls_drafter import yaml_io
from lls_drafter.errors import ReferenceDataError, StructureError
from lls_drafter.letter.text import fold

_FOLDER = Path(__file__).resolve().parent / "jeux"


@dataclass(frozen=True, slots=True)
class Code:
    """One entry: code, label, OID of the code system, and the short names that people type."""

    code: str
    libelle: str
    systeme: str
    alias: tuple[str, ...] = ()
    usage: str = ""

    @property
    def ecrit(self) -> str:
        """Give the label as the letter says it: ours where the official one would say more than was said."""
        return self.usage or self.libelle


@dataclass(frozen=True, slots=True)
class ValueSet:
    """A coded list with where it comes from and its date."""

    id: str
    titre: str
    oid: str
    source: str
    date: str
    codes: tuple[Code, ...]

    def by_code(self, code: str) -> Code | None:
        """Give the entry of a code, None when the set does not have it."""
        return next((entry for entry in self.codes if entry.code == code), None)

    def exact(self, text: str) -> Code | None:
        """Give the entry whose code, label or short name is this text, accents and case apart."""
        wanted = fold(text)
        for entry in self.codes:
            if text == entry.code or wanted in (fold(entry.libelle), *map(fold, entry.alias)):
                return entry
        return None

    def search(self, text: str) -> tuple[Code, ...]:
        """Give the entries that hold each word typed, in the set's order; all of them for an empty text."""
        words = fold(text).split()
        return tuple(
            entry
            for entry in self.codes
            if all(word in fold(" ".join((entry.libelle, *entry.alias))) for word in words)
        )


@cache
def value_set(name: str) -> ValueSet:
    """Read one value set of the product.

    Raises:
        ReferenceDataError: there is no such set, or its file is wrong.
    """
    path = _FOLDER / f"{name}.yaml"
    try:
        data: Any = yaml_io.load_path(path).data
        return ValueSet(
            id=data["id"],
            titre=data["titre"],
            oid=data["oid"],
            source=data["source"],
            date=data["date"],
            codes=tuple(
                Code(
                    item["code"], item["libelle"], item["systeme"], tuple(item.get("alias", ())), item.get("usage", "")
                )
                for item in data["codes"]
            ),
        )
    except (StructureError, KeyError, TypeError) as error:
        raise ReferenceDataError(f"jeu de valeurs inutilisable : {name}", hint="réinstaller lls-drafter") from error
