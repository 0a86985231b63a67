"""Templates: found layer by layer, their extensions resolved, their locked sections kept (`template_layers`).

A template outside the built-in folder must extend another one: the decree's sections come from there.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

from lls_drafter.document.template import Bloc, Template
from lls_drafter.errors import LockedItemError, PackCycleError, PackFileError, PackNotFoundError
from lls_drafter.letter.plan import Plan
from lls_drafter.letter.text import closest
from lls_drafter.packs.pack_reader import Place
from lls_drafter.packs.sources import Layer, is_builtin, pack_files
from lls_drafter.packs.template_layers import Layers, joined
from lls_drafter.packs.template_schema import WrittenTemplate, read_template

DEFAULT = "mco_standard"
MAIN = "modele.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSummary:
    """One line of the list of templates; `folder` is that of the highest layer's file."""

    id: str
    titre: str
    version: str
    description: str
    activites: tuple[str, ...]
    couche: str
    etend: str | None
    folder: Path


@dataclass(frozen=True, slots=True)
class ResolvedTemplate:
    """A template and the files that it is made of, nearest first.

    Attributes:
        template: the template.
        chain: its files, itself first, then those that it extends.
        origins: where each of its values is written, by the value's name (`packs.values`).
    """

    template: Template
    chain: tuple[WrittenTemplate, ...]
    origins: Mapping[str, Place]


def list_templates(extra: tuple[Path, ...] = ()) -> tuple[TemplateSummary, ...]:
    """Give the templates by id, the highest layer's of each.

    Raises:
        PackSchemaError: a file is not a template.
    """
    found: dict[str, TemplateSummary] = {}
    for layer, path in pack_files("templates", extra):
        written = read_template(path)
        found[written.id] = TemplateSummary(
            id=written.id,
            titre=written.titre,
            version=written.version,
            description=written.description,
            activites=written.activites,
            couche=layer.nom,
            etend=written.etend,
            folder=path.parent,
        )
    return tuple(found[name] for name in sorted(found))


def load_template(id: str, *, extra: tuple[Path, ...] = ()) -> Template:  # noqa: A002 - the word of the template files
    """Give a template with its extensions resolved.

    Raises:
        PackNotFoundError: no template has that id.
        PackSchemaError: a file is wrong, with its place and a hint.
        PackCycleError: templates extend one another in a circle.
        LockedItemError: a locked section would be weakened; names both places.
    """
    return resolve(id, _paths(extra)).template


def resolve_template(id: str, *, extra: tuple[Path, ...] = ()) -> ResolvedTemplate:  # noqa: A002 - as `load_template`
    """Give a template with the files that it is made of.

    Raises:
        PackError: as `load_template`.
    """
    return resolve(id, _paths(extra))


def resolve_folder(folder: Path, *, extra: tuple[Path, ...] = ()) -> ResolvedTemplate:
    """Give the template of a folder, wherever it lies, over the templates of the layers.

    Raises:
        PackNotFoundError: the folder holds no template.
        PackError: as `load_template`.
    """
    folder = folder.absolute()
    path = folder / MAIN
    if not path.is_file():
        raise PackNotFoundError(
            f"ce dossier n'est pas un modèle : il n'a pas de fichier {MAIN}",
            hint="« lls modeles nouveau DOSSIER --depuis mco_standard » en crée un",
        )
    others = tuple(known for known in _paths(extra) if known.parent.resolve() != folder.resolve())
    return resolve(folder.name, (*others, path))


def layer_of(folder: Path, extra: tuple[Path, ...] = ()) -> Layer | None:
    """Give the layer that a template's folder lies in, None when it is a working folder outside of them."""
    wanted = folder.resolve()
    return next((layer for layer, path in pack_files("templates", extra) if path.parent.resolve() == wanted), None)


def _paths(extra: tuple[Path, ...]) -> tuple[Path, ...]:
    """Give the main file of every template, lowest layer first."""
    return tuple(path for _, path in pack_files("templates", extra))


def resolve(name: str, paths: tuple[Path, ...]) -> ResolvedTemplate:
    """Put a template together from some files, lowest layer first."""
    chain = _chain(name, paths)
    layers = Layers()
    for written in reversed(chain):
        layers.add(written)
    layers.settle()
    template = _template(chain, layers)
    origins = dict(layers.origins)
    for item in layers.sections:
        origins |= {f"{item.section.id}.{key}": place for key, place in item.origins.items()}
        origins[item.section.id] = item.place
    return ResolvedTemplate(template, chain, MappingProxyType(origins))


def _template(chain: tuple[WrittenTemplate, ...], layers: Layers) -> Template:
    """Make the template of its layers."""
    top = chain[0]
    papier = next((_paper(written, written.papier) for written in chain if written.papier), None)
    if papier is None or not papier.is_file():
        raise PackFileError(
            "le papier du modèle (fichier Word) est introuvable",
            hint="vérifier la clé « papier »",
            location=top.place("id").location,
        )
    papiers = {unit: _paper(w, name) for w in reversed(chain) for unit, name in w.papiers.items()}
    for unit, path in papiers.items():
        if not path.is_file():
            raise PackFileError(
                f"le papier de l'unité « {unit} » est introuvable : {path.name}",
                hint="copier le fichier dans le dossier du modèle",
                location=top.place("papiers").location,
            )
    plan = Plan(
        sections=tuple(item.section for item in layers.sections if item.rubrique is None or not item.rubrique.dans),
        rubriques=tuple(item.rubrique for item in layers.sections if item.rubrique is not None),
        phrases=tuple(layers.phrases.values()),
        motifs=tuple(layers.motifs),
    )
    blocs = {item.section.id: bloc for item in layers.sections if (bloc := joined(item)) is not None}
    return Template(
        id=top.id,
        version=top.version,
        titre=top.titre,
        activites=top.activites or next((written.activites for written in chain if written.activites), ()),
        plan=plan,
        blocs=MappingProxyType(blocs),
        papier=papier,
        papiers=MappingProxyType(papiers),
        formules=MappingProxyType(layers.formules),
        empreinte=_fingerprint(chain, blocs, (papier, *(papiers[unit] for unit in sorted(papiers)))),
        etend=tuple(written.id for written in chain[1:]),
    )


def _paper(written: WrittenTemplate, name: str | None) -> Path:
    """Give the Word file of a template; one that is a link to somewhere else is no part of it.

    Raises:
        PackFileError: the file lies outside the template's folder.
    """
    path = written.folder / (name or "")
    if path.is_symlink() and not path.resolve().is_relative_to(written.folder.resolve()):
        raise PackFileError(
            f"le papier « {path.name} » est un lien vers un autre dossier",
            hint="copier le fichier lui-même dans le dossier du modèle",
            location=written.place("papier").location,
        )
    return path


def check_template(template: Template) -> None:
    """Refuse a template that could not print: a block that is not one, a name that is nothing, an unusable order.

    Raises:
        PackSchemaError: with the block's file and line.
    """
    from lls_drafter.document.compose_check import check_blocs  # noqa: PLC0415 - Jinja2 is slow

    check_blocs(template)


def _chain(name: str, paths: tuple[Path, ...]) -> tuple[WrittenTemplate, ...]:
    """Give a template and those that it extends, nearest first; it may extend the lower layer's of its own id."""
    chain: list[WrittenTemplate] = []
    reach = len(paths)
    wanted: str | None = name
    while wanted is not None:
        index = next((i for i in range(reach - 1, -1, -1) if paths[i].parent.name == wanted), None)
        if index is None:
            _refuse_unknown(wanted, paths, chain)
        path = paths[index]
        if any(written.folder == path.parent for written in chain):
            raise PackCycleError(
                "des modèles s'étendent en rond",
                hint="revoir la clé « etend »",
                location=chain[-1].place("etend").location,
            )
        written = read_template(path)
        _refuse_unextended(written, any(other.parent.name == wanted for other in paths[:index]))
        chain.append(written)
        reach = index if written.etend == written.id else len(paths)
        wanted = written.etend
    return tuple(chain)


def _refuse_unknown(wanted: str, paths: tuple[Path, ...], chain: list[WrittenTemplate]) -> NoReturn:
    """Say that there is no such template, and which one is near."""
    near = closest(wanted, {path.parent.name for path in paths})
    hint = f"vouliez-vous « {near[0]} » ?" if near else "voir « lls modeles liste »"
    raise PackNotFoundError(
        f"modèle introuvable : « {wanted} »", hint=hint, location=chain[-1].place("etend").location if chain else None
    )


def _refuse_unextended(written: WrittenTemplate, hides_another: bool) -> None:  # noqa: FBT001 - one caller
    """Refuse a service's template that starts from nothing: the decree's sections would be lost."""
    if written.etend is not None or is_builtin(written.folder):
        return
    raise LockedItemError(
        "ce modèle n'étend aucun modèle : les rubriques du décret n'y seraient pas garanties"
        + (" (et il en masque un autre de même nom)" if hides_another else ""),
        hint=f"ajouter « etend: {written.id if hides_another else DEFAULT} »",
        location=written.place("id").location,
    )


def _fingerprint(chain: tuple[WrittenTemplate, ...], blocs: Mapping[str, Bloc], papers: tuple[Path, ...]) -> str:
    """Give the digest of everything that decides what is printed."""
    digest = hashlib.sha256()
    for part in _fingerprinted(chain, blocs):
        digest.update(part.encode() + b"\0")
    for paper in papers:
        digest.update(paper.read_bytes())
    return "sha256:" + digest.hexdigest()


def _fingerprinted(chain: tuple[WrittenTemplate, ...], blocs: Mapping[str, Bloc]) -> Iterator[str]:
    """Give the files' data in canonical form, then the texts by section."""
    for written in chain:
        yield json.dumps(written.document.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for name in sorted(blocs):
        yield f"{name}\0{blocs[name].text}"
