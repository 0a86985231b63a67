"""`rempli` and `un_rempli`: something is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.checks.registry import Problem, check, is_among, text_at
from lls_drafter.rules.scope import Chemin, Scope, is_filled
from lls_drafter.rules.words import Passage, bare, plain_set


@check("rempli")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Filled:
    """Each of these fields holds a value; `refuse` lists texts that say nothing (« RAS »), compared whole."""

    chemin: tuple[Chemin, ...]
    refuse: tuple[str, ...] = ()

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each field that is empty or holds a refused text."""
        for chemin in self.chemin:
            value = chemin.read(scope.value)
            if not is_filled(value):
                yield Problem(scope.at(chemin.path), _named(chemin, self.chemin))
            elif isinstance(value, str) and self._refuses(value):
                yield Problem(scope.at(chemin.path), "ce texte ne dit rien")

    def judges(self, path: FieldPath) -> bool:
        """Tell whether texts of a field may be refused."""
        return bool(self.refuse) and is_among(path, self.chemin)

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give the whole text when it is refused."""
        text = text_at(scope, path, self.chemin)
        if text and self._refuses(text):
            yield Passage(0, len(text))

    def _refuses(self, text: str) -> bool:
        """Tell whether a text says nothing."""
        return bool(self.refuse) and bare(text) in plain_set(self.refuse)


@check("un_rempli")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OneFilled:
    """At least one of these fields holds a value; the first is the one to fill."""

    chemins: tuple[Chemin, ...]

    def __post_init__(self) -> None:
        """Refuse an empty list: there would be nothing to fill."""
        if not self.chemins:
            raise ValueError("« chemins » est vide : nommer au moins un champ")

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the first field when all are empty."""
        if not any(is_filled(chemin.read(scope.value)) for chemin in self.chemins):
            yield Problem(scope.at(self.chemins[0].path))


def _named(chemin: Chemin, among: tuple[Chemin, ...]) -> str:
    """Name the field when the rule looks at several."""
    return f"« {chemin.titre} »" if len(among) > 1 else ""
