"""Training cases: found layer by layer, `cas.yaml` read and checked, with the letters and the key that lie beside it.

Built in: `lls_drafter/training/cas/ID/`; the site's, the user's and those of `--pack` in `cas/ID/` of their folders. A
case of a higher layer takes the place of one of the same id. The format is described in `docs/dev/training.md`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lls_drafter import yaml_io
from lls_drafter.errors import (
    DraftError,
    LlsError,
    Location,
    PackError,
    PackFileError,
    PackNotFoundError,
    PackSchemaError,
    StructureError,
)
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.text import clean_text, closest
from lls_drafter.letter_files.codec import LetterFile, read_letter
from lls_drafter.packs.case_key import read_key
from lls_drafter.packs.case_model import EXERCICES, Case, Difficulte, Key, Objectif, Piece, Relecture
from lls_drafter.packs.case_reader import CaseFileReader
from lls_drafter.packs.pack_reader import IDENTIFIER, Block
from lls_drafter.packs.sources import layers, read_pack, refuse_outer_link
from lls_drafter.yaml_io import Limits, TreePath, YamlDocument

MAIN, KEY, DRAFT, MODEL = "cas.yaml", "cle.yaml", "depart.lls.yaml", "lettre_modele.lls.yaml"

_FORMAT = 1
_BUILTIN = Path(__file__).resolve().parent.parent / "training" / "cas"
_KEYS = (
    "format", "id", "version", "titre", "niveau", "specialite", "auteur", "licence", "date", "relecture",
    "duree_minutes", "objectifs", "pieces", "exercices",
)  # fmt: skip
_PIECE_FILE = re.compile(r"dossier/[0-9]{2}_[a-z0-9_]+\.md")
_PIECE_LIMITS = Limits(octets=100_000)
_LONGEST = 480  # minutes


@dataclass(frozen=True, slots=True)
class CaseList:
    """The cases of all layers, the easiest first; and those that cannot be used, one error each."""

    cases: tuple[Case, ...]
    faults: tuple[LlsError, ...] = ()


def list_cases(extra: tuple[Path, ...] = ()) -> CaseList:
    """Give every case that can be used; one that cannot hides none of the others."""
    found: dict[str, Case] = {}
    faults: list[LlsError] = []
    for couche, folder in case_folders(extra):
        try:
            case = read_case(folder, couche=couche)
        except PackError as error:
            faults.append(error)
        else:
            found[case.id] = case
    order = list(Difficulte)
    cases = sorted(found.values(), key=lambda case: (order.index(case.niveau), case.titre, case.id))
    return CaseList(tuple(cases), tuple(faults))


def load_case(name: str, *, extra: tuple[Path, ...] = ()) -> Case:
    """Give a case by its id, or by its folder, wherever it lies.

    Raises:
        PackNotFoundError: there is none.
        PackSchemaError: its `cas.yaml` or a piece is wrong; with its place and a hint.
    """
    if not IDENTIFIER.fullmatch(name):
        return read_case(Path(name))
    folders = {folder.name: (couche, folder) for couche, folder in case_folders(extra)}
    if name not in folders and (Path(name) / MAIN).is_file():
        return read_case(Path(name))
    if name not in folders:
        near = closest(name, folders)
        raise PackNotFoundError(
            f"aucun cas n'a l'identifiant « {name} »",
            hint=f"vouliez-vous « {near[0]} » ?" if near else "« lls formation liste » donne les cas",
        )
    couche, folder = folders[name]
    return read_case(folder, couche=couche)


def case_folders(extra: tuple[Path, ...] = ()) -> Iterator[tuple[str, Path]]:
    """Give the folder of each case with its layer's name, the lowest layer first."""
    homes = [("intégré", _BUILTIN)]
    homes += [(layer.nom, layer.folder / "cas") for layer in layers(extra) if layer.nom != "intégré"]
    for couche, home in homes:
        for path in sorted(home.glob(f"*/{MAIN}")):
            if path.is_file() and not path.parent.name.startswith((".", "_")):
                yield couche, path.parent


def read_case(folder: Path, *, couche: str = "") -> Case:
    """Read the case of a folder.

    Raises:
        PackNotFoundError: the folder holds no case.
        PackSchemaError: its `cas.yaml` or a piece is wrong; with its place and a hint.
    """
    path = folder / MAIN
    if not path.is_file():
        raise PackNotFoundError(
            f"ce n'est pas un cas : il n'y a pas de fichier {MAIN} dans ce dossier",
            hint="donner l'identifiant d'un cas (« lls formation liste ») ou son dossier",
            location=Location(str(folder)),
        )
    return _CaseReader(read_pack(path), folder).case(couche)


def load_key(case: Case) -> Key:
    """Give the answers of a case.

    Raises:
        PackError: there is no key, or it is wrong; with its place and a hint.
    """
    return read_key(read_pack(case.folder / KEY), case)


def load_draft(case: Case) -> Lettre:
    """Give the letter that a learner starts from.

    Raises:
        PackError: it is not there, is no letter, or is not marked as fictional.
    """
    return read_case_letter(case, DRAFT).lettre


def load_model(case: Case) -> Lettre:
    """Give the complete good letter of a case: an answer, never shown before the correction.

    Raises:
        PackError: it is not there, is no letter, or is not marked as fictional.
    """
    return read_case_letter(case, MODEL).lettre


def read_case_letter(case: Case, name: str) -> LetterFile:
    """Give one of the two letters of a case as read, with the places of its fields.

    Raises:
        PackError: it is not there, is no letter, or is not marked as fictional.
    """
    path = case.folder / name
    try:
        read = read_letter(_contents(path, case.folder), name=str(path))
    except DraftError as error:
        raise PackSchemaError(error.message, hint=error.hint, location=error.location) from error
    if not read.lettre.fictive:
        raise PackSchemaError(
            "la lettre d'un cas doit être fictive",
            hint="n'y mettre aucune donnée d'un vrai patient, et écrire « fictive: true »",
            location=Location(str(path)),
        )
    return read


def _contents(path: Path, home: Path, limits: Limits = yaml_io.DEFAULT_LIMITS) -> bytes:
    """Give the bytes of a file of a case, within limits.

    Raises:
        PackError: it is not there, lies elsewhere, or cannot be read.
    """
    if not path.is_file():
        raise PackFileError(f"fichier introuvable : {path.name}", hint="l'ajouter au cas", location=Location(str(path)))
    refuse_outer_link(path, home)
    try:
        return yaml_io.read_bytes(path, limits=limits)
    except StructureError as error:
        raise PackFileError(error.message, hint=error.hint, location=error.location) from error


class _CaseReader(CaseFileReader):
    """The checks of one `cas.yaml`."""

    def __init__(self, document: YamlDocument, folder: Path) -> None:
        super().__init__(document)
        self._folder = folder

    def case(self, couche: str) -> Case:
        """Give the case."""
        data = self.mapping(self.document.data, (), _KEYS)
        self._format(data)
        return Case(
            id=self._id(data),
            version=self.said(data, (), "version"),
            titre=self.said(data, (), "titre"),
            niveau=self._level(data),
            specialite=self.said(data, (), "specialite"),
            auteur=self.said(data, (), "auteur"),
            licence=self.said(data, (), "licence"),
            date=self._day(data, (), "date"),
            relecture=self._review(data),
            duree_minutes=self._minutes(data),
            objectifs=self._objectives(data),
            pieces=self._pieces(data),
            exercices=self._exercises(data),
            couche=couche,
            folder=self._folder,
        )

    def _format(self, data: Block) -> None:
        """Refuse a format that this program does not know."""
        if data.get("format") != _FORMAT or isinstance(data.get("format"), bool):
            self.refuse(("format",), "format de cas inconnu", f"ce programme lit « format: {_FORMAT} »")

    def _id(self, data: Block) -> str:
        """Give the id, which is the folder's name."""
        name = self.identifier(data, ())
        if name != self._folder.resolve().name:
            self.refuse(("id",), "l'identifiant n'est pas le nom du dossier", f"écrire « id: {self._folder.name} »")
        return name

    def _level(self, data: Block) -> Difficulte:
        """Give the difficulty."""
        self.text(data, (), "niveau", required=True)
        return self.word(data, (), "niveau", Difficulte, Difficulte.DEBUTANT)

    def _day(self, data: Block, path: TreePath, key: str) -> date:
        """Give a day."""
        text = self.said(data, path, key)
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.refuse((*path, key), "ce n'est pas une date", "année-mois-jour : 2026-03-14")

    def _review(self, data: Block) -> Relecture | None:
        """Give who read the case over, None for nobody."""
        value = data.get("relecture")
        if value == "non_relu":
            return None
        if value is None:
            self.refuse((), "clé manquante : « relecture »", "« relecture: non_relu », ou qui l'a relu et quand")
        if not isinstance(value, dict):
            self.refuse(("relecture",), "relecture mal écrite", "« non_relu », ou {par: Dr X, le: 2026-03-14}")
        block = self.mapping(value, ("relecture",), ("par", "le"))
        return Relecture(self.said(block, ("relecture",), "par"), self._day(block, ("relecture",), "le"))

    def _minutes(self, data: Block) -> int:
        """Give the length of the case."""
        value = data.get("duree_minutes")
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _LONGEST:
            path = ("duree_minutes",) if "duree_minutes" in data else ()
            self.refuse(path, f"« duree_minutes » : un nombre de 1 à {_LONGEST} est attendu", "« duree_minutes: 30 »")
        return value

    def _objectives(self, data: Block) -> tuple[Objectif, ...]:
        """Give the objectives, at least one."""
        found = []
        for index, value in enumerate(self.list_of(data, (), "objectifs")):
            path: TreePath = ("objectifs", index)
            block = self.mapping(value, path, ("texte", "criteres", "regles"))
            criteres, regles = self.texts(block, path, "criteres"), self.texts(block, path, "regles")
            found.append(Objectif(self.said(block, path, "texte"), criteres, regles))
        if not found:
            self.refuse(("objectifs",), "un cas sans objectif", "écrire ce que l'on y apprend")
        return tuple(found)

    def _pieces(self, data: Block) -> tuple[Piece, ...]:
        """Give the record, at least one piece."""
        found: dict[str, Piece] = {}
        for index, value in enumerate(self.list_of(data, (), "pieces")):
            path: TreePath = ("pieces", index)
            piece = self._piece(self.mapping(value, path, ("id", "titre", "fichier")), path)
            if piece.id in found:
                self.refuse((*path, "id"), f"la pièce « {piece.id} » figure deux fois", "la nommer autrement")
            found[piece.id] = piece
        if not found:
            self.refuse(("pieces",), "un cas sans dossier", "nommer les pièces du dossier")
        return tuple(found.values())

    def _piece(self, data: Block, path: TreePath) -> Piece:
        """Give one piece with its text."""
        name = self.said(data, path, "fichier")
        if not _PIECE_FILE.fullmatch(name):
            hint = "dossier/NN_nom.md, en minuscules sans accent"
            self.refuse((*path, "fichier"), "nom de pièce mal formé", hint)
        try:
            contents = _contents(self._folder / name, self._folder, _PIECE_LIMITS).decode()
        except PackError as error:
            place = self.document.location((*path, "fichier"))
            raise PackFileError(error.message, hint=error.hint, location=place) from error
        except UnicodeDecodeError:
            self.refuse((*path, "fichier"), "cette pièce n'est pas un texte en UTF-8", "l'enregistrer en UTF-8")
        texte = clean_text(contents)
        if not texte:
            self.refuse((*path, "fichier"), "cette pièce est vide", "l'écrire, ou la retirer du cas")
        return Piece(id=self.identifier(data, path), titre=self.said(data, path, "titre"), fichier=name, texte=texte)

    def _exercises(self, data: Block) -> tuple[str, ...]:
        """Give the exercises, all of them when nothing is said."""
        names = self.texts(data, (), "exercices")
        for index, name in enumerate(names):
            if name not in EXERCICES:
                self.refuse(("exercices", index), "exercice inconnu", "possibles : " + ", ".join(EXERCICES))
        return tuple(name for name in EXERCICES if name in names) or EXERCICES


__all__ = [
    "DRAFT",
    "KEY",
    "MAIN",
    "MODEL",
    "Case",
    "CaseList",
    "case_folders",
    "list_cases",
    "load_case",
    "load_draft",
    "load_key",
    "load_model",
    "read_case",
    "read_case_letter",
]
