"""The key of a training case: `cle.yaml` as written, each problem with its place and a hint.

Whether its extracts are in the record and its rules exist is for `lls formation verifier` (`training.check`).
"""

import re
from collections.abc import Iterator
from typing import Any

from lls_drafter.errors import PackSchemaError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, field_info
from lls_drafter.packs.case_model import Case, Element, Interdit, Key, NonDit, Wording
from lls_drafter.packs.case_reader import CaseFileReader
from lls_drafter.packs.pack_reader import Block
from lls_drafter.yaml_io import Json, TreePath, YamlDocument

_ID = re.compile(r"[A-Z][A-Z0-9-]{0,11}")
_SHARED = ("id", "pourquoi", "critere", "regle", "poids")
_LOOKED_FOR = ("champs", "cherche", "piece", "extrait", "formulation", "indice")
_ELEMENT = (*_SHARED, *_LOOKED_FOR, "attendu")
_WRONG = (*_SHARED, *_LOOKED_FOR, "texte", "sauf")
_UNSAID = (*_SHARED, "champ")
_HEAVIEST = 10


def read_key(document: YamlDocument, case: Case) -> Key:
    """Read the key of a case.

    Raises:
        PackSchemaError: a key or a value is wrong; with its place and a hint.
    """
    return _KeyReader(document, case).key()


def _is_field(text: str) -> bool:
    """Tell whether names lead to a field, through the entries of lists: `suites_a_donner.qui`."""
    found = ""
    for name in text.split("."):
        tries = (f"{found}.{name}", f"{found}[0].{name}") if found else (name,)
        known = [one for one in tries if _is_declared(one)]
        if not known:
            return False
        found = known[0]
    return True


def _is_declared(text: str) -> bool:
    """Tell whether a letter declares a field of this address."""
    try:
        field_info(text, Lettre)
    except (KeyError, ValueError):
        return False
    return True


class _KeyReader(CaseFileReader):
    """The checks of one `cle.yaml`."""

    to_write = "l'écrire : la correction le montre"

    def __init__(self, document: YamlDocument, case: Case) -> None:
        super().__init__(document)
        self._pieces = [piece.id for piece in case.pieces]
        self._ids: set[str] = set()

    def key(self) -> Key:
        """Give the whole key."""
        data = self.mapping(self.document.data, (), ("elements", "interdits", "non_dits"))
        elements = tuple(self._element(block, path) for block, path in self._blocks(data, "elements", _ELEMENT))
        if not elements:
            self.refuse(("elements",), "une clé sans élément ne corrige rien", "écrire ce que la lettre doit dire")
        return Key(
            elements,
            tuple(self._wrong(block, path) for block, path in self._blocks(data, "interdits", _WRONG)),
            tuple(self._unsaid(block, path) for block, path in self._blocks(data, "non_dits", _UNSAID)),
        )

    def _blocks(self, data: Block, key: str, known: tuple[str, ...]) -> Iterator[tuple[Block, TreePath]]:
        """Give each entry of a list with its place."""
        for index, value in enumerate(self.list_of(data, (), key)):
            yield self.mapping(value, (key, index), known), (key, index)

    def _element(self, data: Block, path: TreePath) -> Element:
        """Read one element."""
        return Element(
            attendu=self.said(data, path, "attendu"),
            indice=self.said(data, path, "indice"),
            piece=self._piece(data, path, required=True),
            extrait=self.said(data, path, "extrait"),
            **self._searched(data, path),
            **self._common(data, path),
        )

    def _wrong(self, data: Block, path: TreePath) -> Interdit:
        """Read one thing that would be wrong."""
        return Interdit(
            texte=self.said(data, path, "texte"),
            indice=self.text(data, path, "indice"),
            piece=self._piece(data, path, required=False),
            extrait=self.text(data, path, "extrait"),
            sauf=self._wording(data, path, "sauf", required=False),
            **self._searched(data, path),
            **self._common(data, path),
        )

    def _unsaid(self, data: Block, path: TreePath) -> NonDit:
        """Read one question that the record does not answer."""
        champ = self.said(data, path, "champ")
        self.address(champ, (*path, "champ"))
        return NonDit(champ=FieldPath.parse(champ), **self._common(data, path))

    def _common(self, data: Block, path: TreePath) -> dict[str, Any]:
        """Give what all three kinds have."""
        critere, regle = self.text(data, path, "critere"), self.text(data, path, "regle")
        if not critere and not regle:
            self.refuse(path, "ni « critere » ni « regle »", "nommer au moins l'un des deux : QLS-11, REG-EI…")
        return {
            "id": self._id(data, path),
            "pourquoi": self.said(data, path, "pourquoi"),
            "critere": critere,
            "regle": regle,
            "poids": self._weight(data, path),
        }

    def _searched(self, data: Block, path: TreePath) -> dict[str, Any]:
        """Give where something is looked for, how, and a good wording."""
        champs = self.addresses(data, path, "champs")
        if not champs:
            self.refuse(path, "clé manquante : « champs »", "nommer les champs où chercher : [synthese_medicale]")
        return {
            "champs": champs,
            "cherche": self._wording(data, path, "cherche", required=True),
            "formulation": self.said(data, path, "formulation"),
        }

    def address(self, text: str, path: TreePath) -> None:
        """Refuse what is no field of a letter; a field of a list's entries needs no index."""
        if not _is_field(text):
            super().address(text, path)

    def _id(self, data: Block, path: TreePath) -> str:
        """Give an id that nothing else of the key has."""
        name = self.text(data, path, "id", required=True)
        if not _ID.fullmatch(name):
            self.refuse((*path, "id"), "identifiant mal formé", "capitales et chiffres : K01, X01, N01")
        if name in self._ids:
            self.refuse((*path, "id"), f"l'identifiant {name} sert deux fois", "numéroter autrement")
        self._ids.add(name)
        return name

    def _piece(self, data: Block, path: TreePath, *, required: bool) -> str:
        """Give the id of a piece of this case."""
        name = self.text(data, path, "piece", required=required)
        if name and name not in self._pieces:
            self.refuse((*path, "piece"), f"pièce inconnue : « {name} »", "possibles : " + ", ".join(self._pieces))
        return name

    def _weight(self, data: Block, path: TreePath) -> int:
        """Give a weight, 1 when nothing is said."""
        value = data.get("poids")
        if value is None:
            return 1
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _HEAVIEST:
            self.refuse((*path, "poids"), f"un nombre entier de 1 à {_HEAVIEST} est attendu", "1 le plus souvent")
        return value

    def _wording(self, data: Block, path: TreePath, key: str, *, required: bool) -> Wording:
        """Give alternatives, each a list of terms that must all be there."""
        found = []
        for index, value in enumerate(self.list_of(data, path, key)):
            found.append(self._terms(value, (*path, key, index)))
        if required and not found:
            self.refuse(
                path, f"clé manquante : « {key} »", "l'ajouter : [[amoxicilline, 4 jours], [amoxicilline, 4 j]]"
            )
        return tuple(found)

    def _terms(self, value: Json, path: TreePath) -> tuple[str, ...]:
        """Give the terms of one alternative."""
        if not isinstance(value, list) or not value:
            self.refuse(path, "une liste de termes est attendue", "une liste de listes : [[amoxicilline, 4 jours]]")
        terms = []
        for index, term in enumerate(value):
            if not isinstance(term, str) or not term.strip():
                place = self.document.location((*path, index))
                raise PackSchemaError("un texte est attendu", hint="mettre le terme entre guillemets", location=place)
            terms.append(term)
        return tuple(terms)
