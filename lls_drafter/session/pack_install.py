"""A template or a check-list put where letters find it: what it needs goes with it, and nothing is replaced unsaid."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lls_drafter import places
from lls_drafter.errors import Location, PackError, PackNotFoundError, PackSchemaError, UsageError
from lls_drafter.packs.publication import (
    RECORD,
    Publication,
    pack_digest,
    read_record,
    record_text,
    refuse_other_content,
)
from lls_drafter.packs.sources import builtin_root
from lls_drafter.packs.template_schema import read_template
from lls_drafter.packs.templates import MAIN, ResolvedTemplate, resolve_folder
from lls_drafter.session.pack_copy import copy_pack, left_behind, put_folder, scratch
from lls_drafter.session.pack_text import make_folder, write_pack_file
from lls_drafter.session.selfcheck import list_faults

UNKNOWN = "inconnue"


class Destination(StrEnum):
    """Where a published template is put."""

    SITE = "site"
    UTILISATEUR = "utilisateur"

    @property
    def folder(self) -> Path:
        """Give the folder of its templates."""
        return self.root / "templates"

    @property
    def root(self) -> Path:
        """Give the folder of its layer."""
        return places.site_folder() if self is Destination.SITE else places.user_folder()

    @property
    def reached(self) -> tuple[Path, ...]:
        """Give the layers that whoever reads there has too: ours, and the site's for a user."""
        return tuple(dict.fromkeys((builtin_root(), places.site_folder(), self.root)))


@dataclass(frozen=True, slots=True)
class Installed:
    """A template that was put in a layer: its folder there, and the names of what was left as no letter uses it."""

    folder: Path
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What is to be put where.

    Attributes:
        folder: the template's.
        destination: the layer.
        replace: take the place of a template of the same id that comes from elsewhere.
        packs: folders of packs named on the command line.
    """

    folder: Path
    destination: Destination
    replace: bool = False
    packs: tuple[Path, ...] = ()

    @property
    def target(self) -> Path:
        """Give the template's folder in the layer."""
        return self.destination.folder / self.folder.absolute().name

    @property
    def is_there(self) -> bool:
        """Tell whether the template lies there already."""
        return self.target.resolve() == self.folder.resolve()


def check_installation(wanted: Installation) -> None:
    """Refuse, before anything is signed, to put a template where it could not be, or where it would hide another.

    Raises:
        PackError: what it extends is not there, or this version was published there with other files.
        UsageError: a template of that id stands there and comes from elsewhere, or other files do.
    """
    if wanted.is_there:
        return
    resolved = resolve_folder(wanted.folder, extra=wanted.packs)
    _require_base(wanted, resolved)
    if not wanted.target.is_dir() or not any(wanted.target.iterdir()):
        return
    there, digest = known_record(wanted.target / RECORD), pack_digest(wanted.folder)
    standing = pack_digest(wanted.target)
    own = known_record(wanted.folder / RECORD)
    if not wanted.replace and standing != digest and not (own is not None and own.knows(standing)):
        refuse_stranger(f"un autre modèle « {wanted.target.name} »", _said(wanted.target, there), _said(wanted.folder))
    others = left_behind(wanted.target)
    if others and not wanted.replace:
        raise UsageError(
            f"le dossier installé contient aussi : {', '.join(others)}",
            hint="les mettre ailleurs, ou ajouter « --remplacer » pour les perdre",
        )
    place = resolved.chain[0].place("version").location
    refuse_other_content(there, resolved.template.version, digest, place=place)


def refuse_stranger(what: str, there: str, here: str) -> None:
    """Refuse to replace what was not made from what is being installed.

    Raises:
        UsageError: always.
    """
    raise UsageError(
        f"{what} est déjà installé : {there}",
        hint=f"celui-ci ({here}) n'en est pas la suite : changer son nom, ou ajouter « --remplacer »",
    )


def _said(folder: Path, record: Publication | None = None) -> str:
    """Say which version a folder holds, and who signed it."""
    try:
        version = read_template(folder / MAIN).version
    except PackError:
        version = record.version if record is not None else UNKNOWN
    return f"version {version}" + (f", {record.say()}" if record is not None else "")


def known_record(path: Path) -> Publication | None:
    """Give a record, None when there is none that can be read."""
    try:
        return read_record(path)
    except PackSchemaError:
        return None


def _require_base(wanted: Installation, resolved: ResolvedTemplate) -> None:
    """Refuse a template whose letters would not find what it extends, or that would take its place.

    Raises:
        PackError: it extends a template, or a list, that is nowhere where it goes.
    """
    place = resolved.chain[0].place("etend").location
    for below in resolved.chain[1:]:
        if below.folder.resolve() == wanted.target.resolve():
            raise PackSchemaError(
                f"ce modèle étend celui qu'il remplacerait : « {below.id} »",
                hint="lui donner un autre nom",
                location=place,
            )
        if not any(below.folder.resolve().is_relative_to(root.resolve()) for root in wanted.destination.reached):
            raise PackNotFoundError(
                f"le modèle étendu « {below.id} » n'est pas là où « {wanted.destination} » le cherche",
                hint=f"l'installer d'abord : lls modeles publier {below.folder} --par NOM "
                f"--installer {wanted.destination}",
                location=place,
            )
    for fault in list_faults(wanted.folder) if wanted.packs else ():
        raise PackNotFoundError(
            f"une liste du modèle a besoin de « --pack » : {fault.message}",
            hint="installer d'abord la liste qu'elle étend",
            location=Location(fault.lieu),
        )


def install(wanted: Installation) -> Installed:
    """Copy a template into a layer with all that it uses, whole or not at all.

    Raises:
        PackError, UsageError: as `check_installation`; or its files changed meanwhile.
        DraftError: it could not be written; what stood there stands.
    """
    if wanted.is_there:
        return Installed(wanted.target)
    check_installation(wanted)
    make_folder(wanted.destination.folder)
    with scratch(beside=wanted.destination.folder) as place:
        made = place / wanted.target.name
        make_folder(made)
        copy_pack(wanted.folder, made)
        make_folder(made / "blocs")
        _keep_history(wanted, made)
        if pack_digest(made) != pack_digest(wanted.folder):
            raise PackSchemaError("ce modèle a changé pendant sa copie", hint="recommencer")
        put_folder(made, wanted.target)
    return Installed(wanted.target, left_behind(wanted.folder))


def _keep_history(wanted: Installation, made: Path) -> None:
    """Keep in the record of a copy what was signed where it goes: no version is published twice there."""
    there, own = known_record(wanted.target / RECORD), known_record(made / RECORD)
    if there is not None and own is not None:
        write_pack_file(made / RECORD, record_text(own.after(there, *own.historique)).encode())
