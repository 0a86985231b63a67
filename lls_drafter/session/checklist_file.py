"""A service's check-list on disk: begun, completed, signed off, installed."""

from datetime import date
from itertools import count
from pathlib import Path

from lls_drafter.errors import Location, PackFieldError, PackSchemaError, UsageError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import field_info
from lls_drafter.packs.checklists import load_all, load_list_file, resolve_checklist
from lls_drafter.packs.pack_reader import IDENTIFIER
from lls_drafter.packs.publication import (
    Publication,
    Standing,
    StatutModele,
    file_digest,
    read_record,
    record_text,
    refuse_other_content,
    standing_of,
)
from lls_drafter.packs.sources import is_builtin, refuse_outer_link, template_of_list
from lls_drafter.session.checklist_check import ListVerification, verify_list
from lls_drafter.session.pack_copy import LIST_RECORDS, scratch, told_at, tried
from lls_drafter.session.pack_install import Destination, known_record, refuse_stranger
from lls_drafter.session.pack_text import make_folder, one_line, quoted, read_own, require_name, write_pack_file
from lls_drafter.yaml_io import Json
from lls_drafter.yaml_io.edit import YamlText

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
    make_folder(path.parent)
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


def free_id(path: Path, stem: str, *, extra: tuple[Path, ...] = ()) -> str:
    """Give the first id `stem1`, `stem2`… that no item has: neither of this list nor of any other of the seat.

    Raises:
        PackError: a list cannot be read.
    """
    text = YamlText(read_own(path).text or "{}", name=str(path))
    taken = {item.id for known in load_all(extra) for item in known.items}
    names = (f"{stem}{number}" for number in count(1))
    return next(name for name in names if name not in taken and text.index_of(("items",), name) is None)


def append_item(path: Path, item: dict[str, Json], extra: tuple[Path, ...] = (), *, head: str = "") -> None:
    """Add an item to a list: tried on a copy first, then written in one step.

    Args:
        path: the list's file.
        item: the plain values of the item.
        extra: folders of packs named on the command line.
        head: the text that a file begins with that is not there, or empty; none is begun without it.

    Raises:
        UsageError: there is no such file, or its id is taken.
        PackError: the list would be wrong.
    """
    own = read_own(path)
    if not own.data and not head:
        raise UsageError("ce fichier n'existe pas, ou est vide", hint="« lls listes nouveau FICHIER » en commence un")
    text = YamlText(own.text or head, name=str(path))
    if text.index_of(("items",), str(item["id"])) is not None:
        raise UsageError(f"« {item['id']} » est déjà dans la liste", hint="choisir un autre identifiant")
    text.append(("items",), item)
    data = own.written(text.text())
    owner = path.absolute().parent.parent if template_of_list(path) is not None else None
    with tried(owner) if owner is not None else scratch() as place:
        copy = place / "listes" / path.name if owner is not None else place / path.name
        make_folder(copy.parent)
        write_pack_file(copy, data)
        with told_at(path, copy):
            load_list_file(copy, extra=extra, place=path)
    make_folder(path.parent)
    own.replace(data)


def list_standing(path: Path) -> Standing:
    """Tell where the check-list of a file stands.

    Raises:
        PackSchemaError: its record cannot be read.
    """
    if is_builtin(path):
        return Standing(StatutModele.PUBLIE)
    return standing_of(_record(path), lambda: file_digest(path))


def _record(path: Path) -> Path:
    """Give where the sign-off of a list is kept."""
    return path.parent / LIST_RECORDS / path.name


def publish_list(path: Path, *, par: str, fonction: str, le: date, extra: tuple[Path, ...] = ()) -> ListVerification:
    """Sign a check-list off when it is sound.

    Raises:
        UsageError: there is no such file, or it is a built-in one.
        PackSchemaError: this version of it was published with another content.
    """
    require_name(par)
    if not path.is_file():
        raise UsageError("ce fichier n'existe pas", hint="« lls listes nouveau FICHIER » en commence un")
    if is_builtin(path):
        raise UsageError("une liste intégrée est publiée avec lls-drafter", hint="l'étendre dans le service")
    known, digest = read_record(_record(path)), file_digest(path)
    found = verify_list(str(path), extra=extra)
    if not found.is_sound:
        return found
    refuse_other_content(known, found.version, digest, place=Location(str(path)))
    if file_digest(path) != digest:
        raise PackSchemaError("cette liste a changé pendant sa vérification", hint="recommencer")
    record = Publication(
        statut=StatutModele.PUBLIE,
        par=one_line(par),
        fonction=one_line(fonction),
        le=le,
        version=found.version,
        empreinte=digest,
    )
    make_folder(_record(path).parent)
    write_pack_file(_record(path), record_text(record.after(known)).encode())
    return found


def list_target(path: Path, destination: Destination) -> Path:
    """Give the file that a list has in a layer."""
    return destination.root / "checklists" / path.name


def check_list_installation(path: Path, destination: Destination, *, replace: bool = False) -> None:
    """Refuse, before anything is signed, to put a list where it would hide another, or would not find what it extends.

    Raises:
        PackError: it is wrong without `--pack`, or this version was published there with another content.
        UsageError: a list of that id stands there and comes from elsewhere.
    """
    target = list_target(path, destination)
    if not path.is_file() or target.resolve() == path.resolve():
        return
    version = load_list_file(path).version  # without `--pack`: as letters will find it
    if not target.is_file():
        return
    there, own = known_record(_record(target)), known_record(_record(path))
    standing = file_digest(target)
    if not replace and standing != file_digest(path) and not (own is not None and own.knows(standing)):
        said = f"version {there.version}, {there.say()}" if there is not None else "jamais publiée"
        refuse_stranger(f"une autre liste « {path.stem} »", said, f"version {version}")
    refuse_other_content(there, version, file_digest(path), place=Location(str(path)))


def install_list(path: Path, destination: Destination, *, replace: bool = False) -> Path:
    """Copy a check-list into a layer, with its sign-off; gives its file there.

    Raises:
        PackError, UsageError: as `check_list_installation`.
        DraftError: it could not be written.
    """
    target = list_target(path, destination)
    if target.resolve() == path.resolve():
        return target
    check_list_installation(path, destination, replace=replace)
    refuse_outer_link(path, path.parent)
    there, own = known_record(_record(target)), known_record(_record(path))
    make_folder(_record(target).parent)
    write_pack_file(target, path.read_bytes())
    if own is not None:
        write_pack_file(_record(target), record_text(own.after(there, *own.historique)).encode())
    return target
