"""Templates: found layer by layer, their extensions resolved, their locked sections kept.

`etend: mco_standard` patches by id. A section of a known id is changed: `titre` and `aide` reworded, `champs` and
`obligatoires` added, `ajout` printed after its text, `apres` or `avant` moving it, `bloc` replacing its text,
`cachee` and `si` making it optional. The last three are refused on a locked section: it can be added to or
tightened, never weakened. A template outside the built-in folder must extend another one, for the same reason.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

from lls_drafter.document.template import Bloc, Template
from lls_drafter.errors import LockedItemError, PackCycleError, PackNotFoundError, PackSchemaError
from lls_drafter.letter.plan import Plan, RubriqueLibre, Section
from lls_drafter.letter.text import closest
from lls_drafter.packs.sources import builtin_root, pack_files
from lls_drafter.packs.template_schema import WrittenSection, WrittenTemplate, read_template

DEFAULT = "mco_standard"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSummary:
    """One line of the list of templates."""

    id: str
    titre: str
    version: str
    description: str
    activites: tuple[str, ...]
    couche: str
    etend: str | None


@dataclass(slots=True)
class _Resolved:
    """A section while the layers are put one over another."""

    section: Section
    origin: WrittenSection
    bloc: Bloc | None
    ajouts: tuple[Bloc, ...] = ()


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
    chain = _chain(id, tuple(path for _, path in pack_files("templates", extra)))
    sections: list[_Resolved] = []
    for written in reversed(chain):
        _apply(written, sections)
    top = chain[0]
    papier = next((written.folder / written.papier for written in chain if written.papier), None)
    if papier is None or not papier.is_file():
        raise PackSchemaError(
            "le papier du modèle (fichier Word) est introuvable",
            hint="vérifier la clé « papier »",
            location=top.place("id"),
        )
    plan = Plan(
        sections=tuple(item.section for item in sections),
        rubriques=tuple(_free_section(item.origin) for item in sections if item.origin.rubrique),
    )
    blocs = {item.section.id: bloc for item in sections if (bloc := _joined(item)) is not None}
    return Template(
        id=top.id,
        version=top.version,
        titre=top.titre,
        activites=top.activites or next((written.activites for written in chain if written.activites), ()),
        plan=plan,
        blocs=MappingProxyType(blocs),
        papier=papier,
        empreinte=_fingerprint(chain, blocs, papier),
        etend=tuple(written.id for written in chain[1:]),
        origines=MappingProxyType({item.section.id: str(item.origin.place) for item in sections}),
    )


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
                "des modèles s'étendent en rond", hint="revoir la clé « etend »", location=chain[-1].place("etend")
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
    hint = f"vouliez-vous « {near[0]} » ?" if near else "voir « lls modeles »"
    raise PackNotFoundError(
        f"modèle introuvable : « {wanted} »", hint=hint, location=chain[-1].place("etend") if chain else None
    )


def _refuse_unextended(written: WrittenTemplate, hides_another: bool) -> None:  # noqa: FBT001 - one caller
    """Refuse a service's template that starts from nothing: the decree's sections would be lost."""
    if written.etend is not None or written.folder.is_relative_to(builtin_root()):
        return
    raise LockedItemError(
        "ce modèle n'étend aucun modèle : les rubriques du décret n'y seraient pas garanties"
        + (" (et il en masque un autre de même nom)" if hides_another else ""),
        hint=f"ajouter « etend: {written.id if hides_another else DEFAULT} »",
        location=written.place("id"),
    )


def _apply(written: WrittenTemplate, sections: list[_Resolved]) -> None:
    """Put one file over what the lower ones gave."""
    seen: set[str] = set()
    for item in written.sections:
        if item.id in seen:
            raise PackSchemaError(
                f"section écrite deux fois : « {item.id} »", hint="réunir les deux", location=item.place
            )
        seen.add(item.id)
        known = next((found for found in sections if found.section.id == item.id), None)
        if known is None:
            known = _new(item, written)
            sections.append(known)
        else:
            _change(known, item, written)
        _move(known, item, sections)


def _new(item: WrittenSection, written: WrittenTemplate) -> _Resolved:
    """Make a section that no lower layer has."""
    if item.titre is None:
        raise PackSchemaError(
            f"section nouvelle sans titre : « {item.id} »",
            hint="ajouter « titre », vide au besoin",
            location=item.place,
        )
    section = Section(
        id=item.id,
        titre=item.titre,
        champs=item.champs,
        obligatoires=item.obligatoires,
        verrouille=bool(item.verrouille),
        cachee=bool(item.cachee),
        si=item.si,
        aide=item.aide or "",
    )
    return _Resolved(section, item, _bloc(item.bloc, written, item), _ajouts(item, written))


def _change(known: _Resolved, item: WrittenSection, written: WrittenTemplate) -> None:
    """Change a section of a lower layer, unless that would weaken a locked one."""
    base = known.section
    weakened = {"cachee": item.cachee is True, "si": item.si is not None, "bloc": item.bloc is not None}
    refused = [key for key, touched in weakened.items() if touched] if base.verrouille else []
    if base.verrouille and item.verrouille is False:
        refused.append("verrouille")
    if item.rubrique and not known.origin.rubrique:
        refused.append("rubriques")
    if refused:
        raise LockedItemError(
            f"la section « {base.id} » est verrouillée par {known.origin.place} : « {refused[0]} » l'affaiblirait",
            hint="on peut y ajouter (champs, obligatoires, ajout), la renommer ou la déplacer",
            location=item.place,
        )
    known.section = replace(
        base,
        titre=base.titre if item.titre is None else item.titre,
        aide=base.aide if item.aide is None else item.aide,
        champs=(*base.champs, *(path for path in item.champs if path not in base.champs)),
        obligatoires=(*base.obligatoires, *(path for path in item.obligatoires if path not in base.obligatoires)),
        verrouille=base.verrouille or bool(item.verrouille),
        cachee=base.cachee if item.cachee is None else item.cachee,
        si=base.si if item.si is None else item.si,
    )
    known.bloc = known.bloc if item.bloc is None else _bloc(item.bloc, written, item)
    known.ajouts = (*known.ajouts, *_ajouts(item, written))
    known.origin = replace(item, rubrique=known.origin.rubrique, titre=known.section.titre, aide=known.section.aide)


def _move(known: _Resolved, item: WrittenSection, sections: list[_Resolved]) -> None:
    """Put a section after or before another one."""
    anchor = item.apres or item.avant
    if anchor is None:
        return
    others = [found for found in sections if found is not known]
    index = next((i for i, found in enumerate(others) if found.section.id == anchor), None)
    if index is None:
        near = closest(anchor, [found.section.id for found in others])
        hint = f"vouliez-vous « {near[0]} » ?" if near else ""
        raise PackSchemaError(f"section inconnue : « {anchor} »", hint=hint, location=item.place)
    others.insert(index + 1 if item.apres else index, known)
    sections[:] = others


def _bloc(name: str | None, written: WrittenTemplate, item: WrittenSection) -> Bloc | None:
    """Read the text of a section."""
    if name is None:
        return None
    path = written.folder / "blocs" / name
    shown = f"{written.id}/blocs/{name}"
    try:
        return Bloc(name=shown, text=path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PackSchemaError(
            f"bloc introuvable : « {shown} »", hint="créer ce fichier, ou corriger son nom", location=item.place
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PackSchemaError(
            f"bloc illisible : « {shown} »", hint="l'enregistrer en UTF-8", location=item.place
        ) from error


def _ajouts(item: WrittenSection, written: WrittenTemplate) -> tuple[Bloc, ...]:
    """Read the text that is printed after a section's own."""
    bloc = _bloc(item.ajout, written, item)
    return () if bloc is None else (bloc,)


def _joined(item: _Resolved) -> Bloc | None:
    """Give a section's text with what was added to it."""
    if item.bloc is None and not item.ajouts:
        return None
    fields = Bloc(name=item.section.id, text="".join(f"[[{path}]]\n" for path in item.section.champs))
    parts = (item.bloc or fields, *item.ajouts)
    return Bloc(
        name=" + ".join(bloc.name for bloc in parts), text="\n\n".join(bloc.text.rstrip("\n") for bloc in parts) + "\n"
    )


def _free_section(item: WrittenSection) -> RubriqueLibre:
    """Give a free section as the wizard asks for it."""
    return RubriqueLibre(
        id=item.id, titre=item.titre or item.id, aide=item.aide or "", type=item.type, obligatoire=item.obligatoire
    )


def _fingerprint(chain: tuple[WrittenTemplate, ...], blocs: Mapping[str, Bloc], papier: Path) -> str:
    """Give the digest of everything that decides what is printed."""
    digest = hashlib.sha256()
    for part in _fingerprinted(chain, blocs):
        digest.update(part.encode() + b"\0")
    digest.update(papier.read_bytes())
    return "sha256:" + digest.hexdigest()


def _fingerprinted(chain: tuple[WrittenTemplate, ...], blocs: Mapping[str, Bloc]) -> Iterator[str]:
    """Give the files' data in canonical form, then the texts by section."""
    for written in chain:
        yield json.dumps(written.document.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for name in sorted(blocs):
        yield f"{name}\0{blocs[name].text}"
