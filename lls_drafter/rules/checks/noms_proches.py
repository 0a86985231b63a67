"""`nom_proche`: names that have been mistaken for one another; the list of the rule is nobody's official list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.traitements import LigneTraitement
from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.regimen import rows_with
from lls_drafter.rules.rows import row_of
from lls_drafter.rules.scope import Chemin, Scope, is_filled
from lls_drafter.rules.words import Passage, Text, Words, plain, words_of

_POSOLOGIE = Chemin.parse("sortie.posologie", LigneTraitement)
_LIBELLE = Chemin.parse("sortie.medicament.libelle", LigneTraitement)
_ROWS = "volet_medicamenteux"


@check("nom_proche")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LookAlike:
    """No typed text of the discharge side holds a name of `paires` (« Lamictal / Lamisil »); the near name is told.

    Looked at: the posology, and a name that was only typed: neither picked in the drug base (CIS) nor given with its
    DCI, and without an indication that would tell the two apart. A label of the base is never judged.
    """

    READS: ClassVar[tuple[str, ...]] = (_ROWS,)

    paires: tuple[str, ...]
    near: Mapping[str, str] = field(init=False, compare=False, repr=False)
    words: Words = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Part the pairs.

        Raises:
            ValueError: a pair is not two names with a slash between them.
        """
        near: dict[str, list[str]] = {}
        for pair in self.paires:
            names = [name.strip() for name in pair.split("/")]
            if len(names) != 2 or not all(names) or plain(names[0]) == plain(names[1]):
                raise ValueError(
                    "deux noms différents séparés par « / » sont attendus, par exemple « Lamictal / Lamisil »"
                )
            near.setdefault(plain(names[0]), []).append(names[1])
            near.setdefault(plain(names[1]), []).append(names[0])
        object.__setattr__(self, "near", {name: " », « ".join(others) for name, others in near.items()})
        object.__setattr__(self, "words", words_of(tuple(near)))

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each such text of each discharge row, or of the row that the rule stands on."""
        for entry, chemin in _looked(scope):
            text = entry.text(chemin.read(entry.value) or "")
            if self.words.found_in(text):
                near = f"vérifiez : nom proche de « {self._others(text)} »"
                yield Problem(entry.at(chemin.path), near, f"Ligne {entry.rang}")

    def judges(self, path: FieldPath) -> bool:
        """Tell whether a field of the table, or of the row that the rule stands on, is looked at."""
        return FieldPath(path.parts[1:] if path.parts[0] == _ROWS else path.parts) in (_POSOLOGIE.path, _LIBELLE.path)

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give each such name."""
        for entry, chemin in _looked(scope):
            if entry.at(chemin.path) == scope.at(path):
                yield from self.words.passages(entry.text(chemin.read(entry.value) or ""))

    def _others(self, text: Text) -> str:
        """Give the names near to those in the text: words of the rule, never of the letter."""
        return " », « ".join(other for name, other in self.near.items() if words_of((name,)).found_in(text))


class Texte(StrEnum):
    """Which texts of a row are looked at."""

    POSOLOGIE = "posologie"
    NOM = "nom"


def _looked(scope: Scope) -> Iterator[tuple[Scope, Chemin]]:
    """Give the texts that are looked at, each by its row and its field in it."""
    for texte, chemin in ((Texte.POSOLOGIE, _POSOLOGIE), (Texte.NOM, _LIBELLE)):
        yield from ((entry, chemin) for entry in rows_with(scope, _looked_at, texte))


def _looked_at(entry: Scope) -> frozenset[StrEnum]:
    """Give the texts of a row that somebody typed, and that nothing else makes sure."""
    row = row_of(entry.value)
    drug = row.sortie.medicament if row.sortie is not None else None
    indication = row.commentaires.indication if row.commentaires is not None else None
    sure = drug is None or is_filled(drug.cis) or is_filled(drug.dci) or is_filled(indication)
    return frozenset({Texte.POSOLOGIE} if sure else {Texte.POSOLOGIE, Texte.NOM})
