"""The campaign's YAML files, read layer by layer: ours, the site's, the user's, those of `--pack`, one given by name.

A layer's file is `campagne/<name>`; it holds only what it changes. Every fault is told with its file and its line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lls_drafter import yaml_io
from lls_drafter.errors import PackSchemaError, StructureError
from lls_drafter.letter.text import clean_text, closest, is_blank
from lls_drafter.packs.sources import layers
from lls_drafter.yaml_io import Json, YamlDocument

TOOL: Final = "outil"
"""How the built-in layer is called."""
_HERE: Final = Path(__file__).resolve().parent
_FOLDER: Final = "campagne"
_HINT: Final = "voir docs/guide/campagne.md, « Changer les textes »"
Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """A block of keys of one file, and where it stands there."""

    document: YamlDocument
    data: Mapping[str, Json]
    where: Where
    layer: str

    def known(self, *names: str) -> "Texts":
        """Give the block itself, refusing a key that is none of `names`.

        Raises:
            PackSchemaError: there is such a key.
        """
        for key in self.data:
            if key not in names:
                near = closest(key, names)
                hint = f"vouliez-vous « {near[0]} » ?" if near else f"clés possibles : {', '.join(names)}"
                raise PackSchemaError(
                    f"clé inconnue : « {key} »",
                    hint=hint,
                    location=self.document.location((*self.where, key), of_key=True),
                )
        return self

    def text(self, name: str, default: str | None = None, *, most: int = 400) -> str:
        """Give a text of one line; `default` where the key is not there, None making it necessary.

        Raises:
            PackSchemaError: it is not there, is no text, is blank or has over `most` characters.
        """
        if name not in self.data:
            if default is None:
                raise self.wrong(name, f"« {name} » est un texte, obligatoire", of_block=True)
            return default
        value = self.data[name]
        if not isinstance(value, str):
            raise self.wrong(name, f"« {name} » est un texte, entre guillemets")
        shown = " ".join(clean_text(value).split())
        if is_blank(shown) and default != "":
            raise self.wrong(name, f"« {name} » est vide")
        if len(shown) > most:
            raise self.wrong(name, f"« {name} » a plus de {most} caractères")
        return shown

    def is_set(self, name: str) -> bool:
        """Give a yes or no, no where the key is not there.

        Raises:
            PackSchemaError: it is neither.
        """
        value = self.data.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(name, f"« {name} » est true ou false")
        return value

    def blocks(self, name: str) -> Iterator["Texts"]:
        """Give the blocks of a list, none where the key is not there.

        Raises:
            PackSchemaError: it is no list of blocks.
        """
        value = self.data.get(name, [])
        if not isinstance(value, list):
            raise self.wrong(name, f"« {name} » est une liste")
        for index, one in enumerate(value):
            yield self._block((name, index), one)

    def named(self, name: str) -> Iterator[tuple[str, "Texts"]]:
        """Give the blocks of a block by their names, none where the key is not there.

        Raises:
            PackSchemaError: it is no block of blocks.
        """
        if name in self.data:
            inner = self._block((name,), self.data[name])
            for key, one in inner.data.items():
                yield key, inner._block((key,), one)  # noqa: SLF001 - another block of this class

    def wrong(self, name: str, message: str, *, of_block: bool = False) -> PackSchemaError:
        """Give the error of a key, or of the block that lacks it."""
        place = self.where if of_block else (*self.where, name)
        return PackSchemaError(message, hint=_HINT, location=self.document.location(place))

    def _block(self, path: Where, value: Json) -> "Texts":
        """Give an inner block."""
        if not isinstance(value, dict):
            location = self.document.location((*self.where, *path))
            raise PackSchemaError("un bloc de clés est attendu", hint=_HINT, location=location)
        return Texts(self.document, value, (*self.where, *path), self.layer)


def read_layers(name: str, *, extra: tuple[Path, ...] = (), last: Path | None = None) -> tuple[Texts, ...]:
    """Give the file of that name in each layer that has it, lowest first; ours always.

    Args:
        name: of the file, such as `affiche.yaml`.
        extra: folders of packs named on the command line.
        last: a file given by itself, above all layers.

    Raises:
        PackSchemaError: a file cannot be read, or is not of this form.
    """
    found: list[tuple[str, Path]] = [(TOOL, _HERE / name)]
    for layer in layers(extra)[1:]:
        path = layer.folder / _FOLDER / name
        if path.is_file():
            found.append((layer.nom, path))
    if last is not None:
        found.append(("texte donné", last))
    return tuple(_read(path, layer) for layer, path in found)


def _read(path: Path, layer: str) -> Texts:
    """Read one file."""
    try:
        document = yaml_io.load_path(path)
    except StructureError as error:
        raise PackSchemaError(error.message, hint=error.hint, location=error.location) from error
    data = document.data
    if not isinstance(data, dict) or data.get("format") != 1 or isinstance(data.get("format"), bool):
        raise PackSchemaError(
            "ce fichier n'est pas un texte de campagne",
            hint=f"sa première clé est « format: 1 » ; {_HINT}",
            location=document.location(()),
        )
    return Texts(document, data, (), layer)
