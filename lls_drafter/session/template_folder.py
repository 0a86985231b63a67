"""A service's template on disk: begun from another one, signed off, put where letters find it."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from lls_drafter import places
from lls_drafter.drafts import files
from lls_drafter.errors import Location, PackSchemaError, UsageError
from lls_drafter.packs.pack_reader import IDENTIFIER
from lls_drafter.packs.publication import (
    BASE,
    RECORD,
    Publication,
    Standing,
    StatutModele,
    base_text,
    kept_base,
    pack_content,
    pack_digest,
    record_text,
    standing,
)
from lls_drafter.packs.sources import pack_files
from lls_drafter.packs.templates import MAIN, ResolvedTemplate, layer_of, resolve, resolve_folder, resolve_template
from lls_drafter.packs.values import Upgrade, upgrades, values_of
from lls_drafter.session.pack_text import PACK_FILE, one_line, quoted, require_name, write_pack_file
from lls_drafter.session.selfcheck import Verification, verify_folder

_FIRST = """\
# Modèle de lettre du service. Ce que ce fichier ne dit pas vient du modèle « {base} ».
# Le changer sans YAML : lls modeles assistant {id}
# Le vérifier :          lls modeles verifier {id}
id: {id}
etend: {base}
version: "1"
titre: {titre}
papier: papier.docx

# Exemples, à décommenter :
# sections:
#   - id: etat_sortie
#     titre: "État à la sortie et autonomie"
#     obligatoires: [etat_sortie]
#   - id: consignes
#     apres: traitements
# rubriques:
#   - id: fevg
#     titre: "Fraction d'éjection (FEVG)"
#     type: nombre
#     unite: "%"
#     obligatoire: true
#     apres: examens
"""


class Destination(StrEnum):
    """Where a published template is put."""

    SITE = "site"
    UTILISATEUR = "utilisateur"

    @property
    def folder(self) -> Path:
        """Give the folder of its templates."""
        root = places.site_folder() if self is Destination.SITE else places.user_folder()
        return root / "templates"


def start_template(folder: Path, depuis: str, *, titre: str = "", extra: tuple[Path, ...] = ()) -> ResolvedTemplate:
    """Begin a template in a new folder, named by its id: it extends another one and has a copy of its Word file.

    Raises:
        UsageError: the folder's name is no id, or the folder is there already.
        PackError: the extended template is wrong.
    """
    name = folder.absolute().name
    if not IDENTIFIER.fullmatch(name):
        raise UsageError(
            "le nom du dossier est l'identifiant du modèle : lettres minuscules sans accent, chiffres et « _ »",
            hint="par exemple « lls modeles nouveau cardiologie --depuis mco_standard »",
        )
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("ce dossier existe déjà et n'est pas vide : il n'est pas écrasé", hint="choisir un autre nom")
    base = resolve_template(depuis, extra=extra)
    if name in (base.template.id, *base.template.etend):
        raise UsageError(f"« {name} » est le nom d'un modèle étendu", hint="donner au modèle du service un nom à lui")
    text = _FIRST.format(id=name, base=depuis, titre=quoted(titre or f"{base.template.titre}, {name}"))
    try:
        (folder / "blocs").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.storage_error(error, folder) from error
    write_pack_file(folder / MAIN, text.encode())
    write_pack_file(folder / "papier.docx", base.template.papier.read_bytes())
    write_pack_file(folder / BASE, base_text(values_of(base.template)).encode())
    return resolve_folder(folder, extra=extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """Who says what of a template, and when."""

    statut: StatutModele
    par: str
    le: date
    fonction: str = ""


def sign_off(folder: Path, signing: SignOff, *, extra: tuple[Path, ...] = ()) -> Verification:
    """Record where a template stands; only a sound one becomes a candidate or is published.

    Raises:
        PackError: it is wrong, or was changed since it was published without a new version.
        UsageError: it is a built-in one, or nobody signs.
    """
    require_name(signing.par)
    known = standing(folder)
    if known.publication is None and known.drafts_letters:
        raise UsageError("un modèle intégré est publié avec lls-drafter", hint="étendre ce modèle dans le service")
    verification = verify_folder(folder, extra)
    if verification.resolved is None:
        fault = verification.faults[0]
        raise PackSchemaError(fault.message, hint=fault.correction, location=Location(fault.lieu))
    if signing.statut is not StatutModele.RETIRE:
        if not verification.is_sound:
            return verification
        _require_new_version(known, verification.resolved)
    version = verification.resolved.template.version
    record = Publication(
        statut=signing.statut,
        par=one_line(signing.par),
        fonction=one_line(signing.fonction),
        le=signing.le,
        version=version,
        empreinte=pack_digest(folder),
    )
    base = base_of(verification.resolved, extra)
    if base is not None:
        write_pack_file(folder / BASE, base_text(values_of(base.template)).encode())
    write_pack_file(folder / RECORD, record_text(record).encode())  # last: no sign-off without what it is compared with
    return verification


def _require_new_version(known: Standing, resolved: ResolvedTemplate) -> None:
    """Refuse to sign changed files under the version that was already published.

    Raises:
        PackSchemaError: the version is the published one.
    """
    former = known.publication
    if known.changed and former is not None and former.statut is StatutModele.PUBLIE:
        version = resolved.template.version
        if former.version == version:
            raise PackSchemaError(
                f"ce modèle a changé depuis la publication de la version {version}",
                hint="augmenter « version » : les lettres disent avec quelle version elles ont été écrites",
                location=resolved.chain[0].place("version").location,
            )


def base_of(resolved: ResolvedTemplate, extra: tuple[Path, ...] = ()) -> ResolvedTemplate | None:
    """Give the template that another one extends, as it stands today; None for one that extends nothing."""
    if len(resolved.chain) < 2:
        return None
    below = resolved.chain[1]
    paths = tuple(path for _, path in pack_files("templates", extra) if path.parent != resolved.chain[0].folder)
    return resolve(below.id, paths)


def upgrade_report(folder: Path, extra: tuple[Path, ...] = ()) -> tuple[Upgrade, ...]:
    """Tell what changed in the extended template since the sign-off, and what that does to the one that extends it.

    Raises:
        PackError: one of them is wrong.
    """
    kept = kept_base(folder)
    resolved = resolve_folder(folder, extra=extra)
    base = base_of(resolved, extra)
    if kept is None or base is None:
        return ()
    return upgrades(kept, values_of(base.template), values_of(resolved.template))


def install(folder: Path, destination: Destination) -> Path:
    """Copy a template into a layer, whole or not at all; gives its folder there.

    Raises:
        LlsError: it could not be written.
    """
    target = destination.folder / folder.absolute().name
    if layer_of(folder) is not None and target.absolute() == folder.absolute():
        return target
    try:
        destination.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=destination.folder, prefix=".") as scratch:
            made = Path(scratch) / target.name
            _copy(folder, made)
            former = Path(scratch) / "ancien"
            if target.exists():
                target.rename(former)
            try:
                made.rename(target)
            except OSError:
                if former.exists():
                    former.rename(target)
                raise
    except OSError as error:
        raise files.storage_error(error, target) from error
    return target


def _copy(folder: Path, target: Path) -> None:
    """Copy the files that make a template, its records with them, nothing else."""
    records = (folder / name for name in (RECORD, BASE))
    for path in (*pack_content(folder), *(path for path in records if path.is_file())):
        place = target / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        place.chmod(PACK_FILE)
    (target / "blocs").mkdir(exist_ok=True)
