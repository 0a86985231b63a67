"""Coded lists shipped with the product, read from `jeux/*.yaml`, and their search.

A code is known by its `code` *and* its `systeme`. Free text is always accepted by the letter;
`exact` gives the code of a text that is exactly a label, what the letter writes for it, or one of its short names.

Nothing is read before it is asked for; the longest set (391 codes) takes 6 ms, once.
"""

import unicodedata
from dataclasses import dataclass, field
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

    @property
    def noms(self) -> tuple[str, ...]:
        """Give all that says this entry and no other: label, our words, short names."""
        return (self.libelle, *((self.usage,) if self.usage else ()), *self.alias)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSet:
    """A coded list with where it comes from, how sure it is, and its date.

    Attributes:
        id: our name for it.
        titre: what it lists.
        oid: the set's OID: the only thing that names it for good.
        source: the official file and its date; what is a proposal of ours.
        certitude: `officiel`, `estimation` or `proposition`, of codes, systems and labels.
        date: the revision of the official set; of a set of ours, the day it was written.
        codes: the entries, in the official order.
        casse: whether capitals tell names apart: « G/L » (giga) is not « g/L ».
    """

    id: str
    titre: str
    oid: str
    source: str
    certitude: str
    date: str
    codes: tuple[Code, ...]
    casse: bool = False
    _known: dict[str, Code] = field(default_factory=dict, init=False, repr=False, compare=False)
    _texts: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    def by_code(self, code: str) -> Code | None:
        """Give the entry of a code, None when the set does not have it."""
        return next((entry for entry in self.codes if entry.code == code), None)

    def exact(self, text: str) -> Code | None:
        """Give the entry whose code is this text, or whose label, words or short name it is, accents and case apart.

        Where case counts, the text must be written as the set writes it. No text is exact for two entries: a test
        reads every set.
        """
        if not self._known:
            self._known.update({self.key(name): entry for entry in self.codes for name in entry.noms})
        return self.by_code(text) or self._known.get(self.key(text))

    def key(self, name: str) -> str:
        """Give the form under which a name is compared with the set's."""
        return unicodedata.normalize("NFKC", name).strip() if self.casse else fold(name)

    def search(self, text: str) -> tuple[Code, ...]:
        """Give the entries that hold each word typed, in the set's order; all of them for an empty text."""
        if not self._texts:
            self._texts.extend([fold("\n".join(entry.noms)) for entry in self.codes])
        words = fold(text).split()
        return tuple(
            entry for entry, known in zip(self.codes, self._texts, strict=True) if all(word in known for word in words)
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
            certitude=data["certitude"],
            date=data["date"],
            codes=tuple(
                Code(
                    item["code"], item["libelle"], item["systeme"], tuple(item.get("alias", ())), item.get("usage", "")
                )
                for item in data["codes"]
            ),
            casse=data.get("casse") == "exacte",
        )
    except (StructureError, KeyError, TypeError) as error:
        raise ReferenceDataError(f"jeu de valeurs inutilisable : {name}", hint="réinstaller lls-drafter") from error
