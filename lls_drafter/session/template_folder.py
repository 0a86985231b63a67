"""A service's template on disk: begun from another one, signed off, compared with what it extends."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lls_drafter.errors import Location, PackError, PackNotFoundError, PackSchemaError, UsageError
from lls_drafter.packs.pack_reader import IDENTIFIER
from lls_drafter.packs.publication import (
    BASE,
    RECORD,
    Publication,
    StatutModele,
    base_text,
    kept_base,
    pack_digest,
    record_text,
    refuse_other_content,
    standing,
)
from lls_drafter.packs.sources import is_builtin, pack_files
from lls_drafter.packs.template_schema import read_template
from lls_drafter.packs.templates import MAIN, ResolvedTemplate, resolve, resolve_folder, resolve_template
from lls_drafter.packs.values import Upgrade, upgrades, values_of
from lls_drafter.session.pack_copy import put_folder, scratch
from lls_drafter.session.pack_install import UNKNOWN, known_record
from lls_drafter.session.pack_text import make_folder, one_line, quoted, require_name, write_pack_file
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
    make_folder(folder.absolute().parent)
    with scratch(beside=folder.absolute().parent) as place:
        made = place / name
        make_folder(made / "blocs")
        write_pack_file(made / MAIN, text.encode())
        write_pack_file(made / "papier.docx", base.template.papier.read_bytes())
        write_pack_file(made / BASE, base_text(values_of(base.template)).encode())
        put_folder(made, folder)
    return resolve_folder(folder, extra=extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """Who says what of a template, and when."""

    statut: StatutModele
    par: str
    le: date
    fonction: str = ""

    def of(self, version: str, digest: str) -> Publication:
        """Give the record that these files are this version, signed so.

        Raises:
            UsageError: a name holds a sign that cannot be printed.
        """
        return Publication(
            statut=self.statut,
            par=one_line(self.par),
            fonction=one_line(self.fonction),
            le=self.le,
            version=version,
            empreinte=digest,
        )


def sign_off(folder: Path, signing: SignOff, *, extra: tuple[Path, ...] = ()) -> Verification:
    """Record where a template stands; only a sound one becomes a candidate or is published.

    Withdrawing asks nothing of the template, not even that it can be put together.

    Raises:
        PackError: it is wrong, or this version of it was published with other files.
        UsageError: it is a built-in one, or nobody signs.
    """
    require_name(signing.par)
    if is_builtin(folder) and not (folder / RECORD).is_file():
        raise UsageError("un modèle intégré est publié avec lls-drafter", hint="étendre ce modèle dans le service")
    if signing.statut is StatutModele.RETIRE:
        return _withdraw(folder, signing)
    known, digest = standing(folder).publication, pack_digest(folder)
    verification = verify_folder(folder, extra)
    if verification.resolved is None:
        fault = verification.faults[0]
        raise PackSchemaError(fault.message, hint=fault.correction, location=Location(fault.lieu))
    if not verification.is_sound:
        return verification
    top = verification.resolved.chain[0]
    refuse_other_content(known, top.version, digest, place=top.place("version").location)
    if pack_digest(folder) != digest:
        raise PackSchemaError("ce modèle a changé pendant sa vérification", hint="recommencer")
    base = base_of(verification.resolved, extra)
    if base is not None:
        write_pack_file(folder / BASE, base_text(values_of(base.template)).encode())
    _record(folder, signing.of(top.version, digest).after(known))  # last: no sign-off without what it is compared with
    return verification


def _withdraw(folder: Path, signing: SignOff) -> Verification:
    """Record that a template is no longer used; what was signed before is kept, a record that cannot be read too.

    Raises:
        PackNotFoundError: the folder holds no template, and never did.
        DraftError: the record could not be written.
    """
    place = folder / RECORD
    known = known_record(place)
    if known is None and not (folder / MAIN).is_file():
        raise PackNotFoundError(
            f"ce dossier n'est pas un modèle : il n'a pas de fichier {MAIN}", hint="donner le dossier du modèle"
        )
    if known is None and place.is_file():
        write_pack_file(folder / f".{RECORD}.illisible", place.read_bytes())
    try:
        version = read_template(folder / MAIN).version
    except PackError:
        version = known.version if known is not None else UNKNOWN
    try:
        digest = pack_digest(folder)
    except PackError:
        digest = known.empreinte if known is not None else UNKNOWN
    _record(folder, signing.of(version, digest).after(known))
    return Verification(())


def _record(folder: Path, publication: Publication) -> None:
    """Write the record of a template."""
    write_pack_file(folder / RECORD, record_text(publication).encode())


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
