"""Where packs lie: the built-in folder, then the site's, the user's and those named on the command line.

An installed package carries `templates` and `checklists` under `lls_drafter/_data`; a checkout
(or an editable install) has them at its root, live.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from lls_drafter import places, yaml_io
from lls_drafter.errors import Location, PackFileError, PackNotFoundError, PackSchemaError, StructureError
from lls_drafter.packs import cache

Kind = Literal["templates", "checklists"]

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder of packs: its name on screen (« intégré », « site »…) and its path."""

    nom: str
    folder: Path


def builtin_root() -> Path:
    """Give the folder that holds the built-in `templates` and `checklists`."""
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent


def is_builtin(path: Path) -> bool:
    """Tell whether a file or a folder is one of ours: it lies in the built-in `templates` or `checklists`."""
    root, real = builtin_root().resolve(), path.resolve()
    return any(real.is_relative_to(root / kind) for kind in get_args(Kind))


def layers(extra: tuple[Path, ...] = ()) -> tuple[Layer, ...]:
    """Give the layers from the lowest to the highest; `extra` are the `--pack` folders.

    Raises:
        PackFileError: a folder is there and cannot be read: what a site asks for would be left out unsaid.
        PackNotFoundError: a folder named on the command line is not there.
    """
    found = [Layer("intégré", builtin_root())]
    found += [Layer("site", places.site_folder()), Layer("utilisateur", places.user_folder())]
    named = [Layer("--pack", folder) for folder in extra]
    for layer in named:
        if not _is_readable(layer):
            raise PackNotFoundError(
                "ce dossier de modèles et de listes n'existe pas", location=Location(str(layer.folder))
            )
    return (*(layer for layer in found if _is_readable(layer)), *named)


def _is_readable(layer: Layer) -> bool:
    """Tell whether a layer is there.

    Raises:
        PackFileError: it is there and cannot be read.
    """
    try:
        is_there = layer.folder.is_dir()
    except OSError:  # a folder above it may not be entered
        is_there, allowed = True, False
    else:
        allowed = os.access(layer.folder, os.R_OK | os.X_OK)
    if is_there and not allowed:
        raise PackFileError(
            f"dossier de modèles et de listes illisible ({layer.nom})",
            hint="demander le droit de le lire : ses règles manqueraient sans que rien le dise",
            location=Location(str(layer.folder)),
        )
    return is_there


def read_pack(path: Path) -> yaml_io.YamlDocument:
    """Read one YAML file of a pack; a text that was read before is not parsed again (`packs.cache`).

    Raises:
        PackNotFoundError: there is no such file.
        PackFileError: it is a link that leads out of its pack.
        PackSchemaError: it is not strict YAML.
    """
    if not path.exists():
        raise PackNotFoundError(f"fichier introuvable : {path.name}")
    refuse_outer_link(path, path.parent.parent if template_of_list(path) else path.parent)
    try:
        source = yaml_io.read_bytes(path)
        tree = cache.recall(source)
        if tree is not None:
            return yaml_io.known_document(tree, source, name=str(path))
        document = yaml_io.load(source, name=str(path))
    except StructureError as error:
        raise PackSchemaError(error.message, hint=error.hint, location=error.location) from error
    cache.keep(source, document.data)
    return document


def refuse_outer_link(path: Path, home: Path) -> None:
    """Refuse a file that is not in its pack but for a link: nobody who looks at the pack would see it change.

    Raises:
        PackFileError: it lies elsewhere than in `home`.
    """
    if not path.resolve().is_relative_to(home.resolve()):
        raise PackFileError(
            f"« {path.name} » est un lien vers un autre dossier",
            hint="mettre le fichier lui-même à cette place",
            location=Location(str(path)),
        )


def pack_files(kind: Kind, extra: tuple[Path, ...] = ()) -> Iterator[tuple[Layer, Path]]:
    """Give the main file of each pack, layer by layer: `checklists/*.yaml`, `templates/*/modele.yaml`.

    The check-lists that a template brings along (`templates/*/listes/*.yaml`) come after those of its layer.
    """
    patterns = (
        ("checklists/*.yaml", "templates/*/listes/*.yaml") if kind == "checklists" else ("templates/*/modele.yaml",)
    )
    for layer in layers(extra):
        for pattern in patterns:
            for path in sorted(layer.folder.glob(pattern)):
                if is_pack_file(path):
                    yield layer, path


def is_pack_file(path: Path) -> bool:
    """Tell whether a path is a file of a pack: no pipe nor folder of that name, nor what an editor or a Mac leaves.

    What is read and what is signed off are told by this one rule: a file that is read is always one that was signed.
    """
    return path.is_file() and not path.name.startswith(("~$", "."))


def template_of_list(path: Path) -> str | None:
    """Give the id of the template that brings a check-list along, None for one that stands by itself."""
    return path.parent.parent.name if path.parent.name == "listes" else None
