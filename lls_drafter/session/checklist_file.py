"""A service's check-list on disk: begun, completed, signed off, installed."""

import hashlib
from datetime import date
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.errors import PackFieldError, UsageError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import field_info
from lls_drafter.packs.checklists import load_list_file, resolve_checklist
from lls_drafter.packs.pack_reader import IDENTIFIER
from lls_drafter.packs.publication import Publication, Standing, StatutModele, record_text, standing_of
from lls_drafter.packs.sources import builtin_root
from lls_drafter.session.checklist_check import ListVerification, verify_list
from lls_drafter.session.pack_text import (
    one_line,
    quoted,
    read_own_text,
    require_name,
    restored_unless_done,
    write_pack_file,
)
from lls_drafter.session.template_folder import Destination
from lls_drafter.yaml_io import Json
from lls_drafter.yaml_io.edit import YamlText

_RECORDS = "publications"
_HEAD = """\
# Liste de contrôle du service. La changer sans YAML : lls listes assistant {name}
id: {id}
version: "1"
{etend}titre: {titre}
source: "service"
certitude: proposition
items: []
"""
_EXTENSION = """\
# Ce que le service change dans la liste « {id} ». Le changer sans YAML : lls listes assistant {name}
id: {id}
version: "1"
etend: {id}
items: []
"""


def start_list(path: Path, *, depuis: str | None, titre: str, extra: tuple[Path, ...] = ()) -> Path:
    """Begin a check-list in a new file, named by its id; gives the file.

    Raises:
        UsageError: the name is no id, or the file is there already.
        PackError: the extended list does not exist.
    """
    path = path if path.suffix == ".yaml" else path.with_name(path.name + ".yaml")
    if not IDENTIFIER.fullmatch(path.stem):
        raise UsageError(
            "le nom du fichier est l'identifiant de la liste : lettres minuscules sans accent, chiffres et « _ »",
            hint="par exemple « lls listes nouveau sortie_cardiologie.yaml »",
        )
    if path.exists():
        raise UsageError("ce fichier existe déjà : il n'est pas écrasé", hint="choisir un autre nom")
    if depuis is not None:
        resolve_checklist(depuis, extra=extra)
    if depuis == path.stem:
        text = _EXTENSION.format(id=path.stem, name=path.name)
    else:
        etend = f"etend: {depuis}\n" if depuis else ""
        text = _HEAD.format(id=path.stem, name=path.name, etend=etend, titre=quoted(titre or path.stem))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_pack_file(path, text.encode())
    return path


def add_line(path: Path, identifiant: str, titre: str, *, extra: tuple[Path, ...] = ()) -> None:
    """Add a line to tick.

    Raises:
        UsageError: the id is taken.
        PackError: the list would be wrong.
    """
    append_item(path, line_to_tick(identifiant, titre, f"Point {identifiant} : répondu « non »"), extra)


def line_to_tick(identifiant: str, titre: str, message: str) -> dict[str, Json]:
    """Give the plain values of a line that a person ticks; `message` is told when it is answered « non »."""
    return {
        "id": identifiant,
        "titre": titre,
        "famille": "Points du service",
        "demande": {"cle": identifiant},
        "message": message,
        "correction": "Le faire avant le départ, puis cocher.",
        "source": "service",
        "certitude": "proposition",
    }


def add_rule(path: Path, identifiant: str, address: str, niveau: str, *, extra: tuple[Path, ...] = ()) -> None:
    """Add a rule that demands a field of the letter, with two examples of its own.

    Raises:
        UsageError: the id is taken.
        PackError: no letter has such a field, or the list would be wrong.
    """
    try:
        titre = field_info(address, Lettre).title or address
    except (KeyError, ValueError) as error:
        raise PackFieldError(
            f"champ inconnu : « {address} »", hint="voir les champs avec « lls schema lettre »"
        ) from error
    item: dict[str, Json] = {
        "id": identifiant,
        "titre": titre,
        "famille": "service",
        "niveau": niveau,
        "verifie": {"type": "repondu", "chemin": address},
        "message": f"« {titre} » : sans réponse, le service le demande",
        "correction": "Répondre ; « inconnu » est une réponse.",
        "source": "service",
        "certitude": "proposition",
        "cas": [{"attendu": "non_conforme", "pose": {address: None}}],
    }
    append_item(path, item, extra)


def append_item(path: Path, item: dict[str, Json], extra: tuple[Path, ...] = (), *, head: str = "") -> None:
    """Add an item to a list, and put the file back as it was when the list would be wrong.

    Args:
        path: the list's file.
        item: the plain values of the item.
        extra: folders of packs named on the command line.
        head: the text that a file begins with that is not there, or empty; none is begun without it.

    Raises:
        UsageError: there is no such file, or its id is taken.
        PackError: the list would be wrong.
    """
    if not path.is_file() and not head:
        raise UsageError("ce fichier n'existe pas", hint="« lls listes nouveau FICHIER » en commence un")
    text = YamlText((read_own_text(path) if path.is_file() else "") or head, name=str(path))
    if text.index_of(("items",), str(item["id"])) is not None:
        raise UsageError(f"« {item['id']} » est déjà dans la liste", hint="choisir un autre identifiant")
    text.append(("items",), item)
    path.parent.mkdir(exist_ok=True)
    with restored_unless_done(path):
        write_pack_file(path, text.text().encode())
        load_list_file(path, extra=extra)


def list_standing(path: Path) -> Standing:
    """Tell where the check-list of a file stands.

    Raises:
        PackSchemaError: its record cannot be read.
    """
    if path.absolute().is_relative_to(builtin_root().absolute()):
        return Standing(StatutModele.PUBLIE)
    return standing_of(_record(path), _digest(path))


def _record(path: Path) -> Path:
    """Give where the sign-off of a list is kept."""
    return path.parent / _RECORDS / path.name


def _digest(path: Path) -> str:
    """Give the digest of a list's file."""
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def publish_list(path: Path, *, par: str, fonction: str, le: date, extra: tuple[Path, ...] = ()) -> ListVerification:
    """Sign a check-list off when it is sound.

    Raises:
        UsageError: there is no such file, or it is a built-in one.
    """
    require_name(par)
    if not path.is_file():
        raise UsageError("ce fichier n'existe pas", hint="« lls listes nouveau FICHIER » en commence un")
    if path.absolute().is_relative_to(builtin_root().absolute()):
        raise UsageError("une liste intégrée est publiée avec lls-drafter", hint="l'étendre dans le service")
    found = verify_list(str(path), extra=extra)
    if found.is_sound:
        record = Publication(
            statut=StatutModele.PUBLIE,
            par=one_line(par),
            fonction=one_line(fonction),
            le=le,
            version=found.version,
            empreinte=_digest(path),
        )
        _record(path).parent.mkdir(exist_ok=True)
        write_pack_file(_record(path), record_text(record).encode())
    return found


def install_list(path: Path, destination: Destination) -> Path:
    """Copy a check-list into a layer, with its sign-off; gives its file there.

    Raises:
        DraftError: it could not be written.
    """
    folder = destination.folder.parent / "checklists"
    target = folder / path.name
    try:
        (folder / _RECORDS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.storage_error(error, folder) from error
    for source, place in ((path, target), (_record(path), _record(target))):
        if source.is_file() and source.absolute() != place.absolute():
            write_pack_file(place, source.read_bytes())
    return target
