"""`longueur` and `majuscules`: texts too short, too long, or shouted."""

from collections.abc import Iterator
from dataclasses import dataclass

from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.checks.registry import Problem, check, is_among, text_at
from lls_drafter.rules.scope import Chemin, Scope, is_filled
from lls_drafter.rules.words import Passage

NO_MAXIMUM = 1_000_000
"""The `maximum` of a rule that gives none."""


@check("longueur")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Length:
    """These texts together have between `minimum` and `maximum` characters; nothing is said when all are empty."""

    chemin: tuple[Chemin, ...]
    minimum: int = 0
    maximum: int = NO_MAXIMUM

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the first text when the whole is too short or too long."""
        texts = [
            text for chemin in self.chemin if is_filled(text := chemin.read(scope.value)) and isinstance(text, str)
        ]
        length = sum(map(len, texts))
        if texts and not self.minimum <= length <= self.maximum:
            limit = f"moins de {self.minimum}" if length < self.minimum else f"plus de {self.maximum}"
            yield Problem(scope.at(self.chemin[0].path), f"{limit} caractères")

    def advises(self, path: FieldPath) -> int | None:
        """Give the length not to pass for a field, None when the rule gives none."""
        return self.maximum if self.maximum < NO_MAXIMUM and is_among(path, self.chemin) else None


@check("majuscules")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Capitals:
    """None of these texts longer than `a_partir_de` characters is written in capitals."""

    chemin: tuple[Chemin, ...]
    a_partir_de: int = 40

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each text in capitals."""
        for chemin in self.chemin:
            text = chemin.read(scope.value)
            if isinstance(text, str) and self._shouts(text):
                yield Problem(scope.at(chemin.path))

    def judges(self, path: FieldPath) -> bool:
        """Tell whether a field is one of the rule's."""
        return is_among(path, self.chemin)

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give the whole text when it is in capitals."""
        text = text_at(scope, path, self.chemin)
        if self._shouts(text):
            yield Passage(0, len(text))

    def _shouts(self, text: str) -> bool:
        """Tell whether a text is long and in capitals."""
        return len(text) > self.a_partir_de and text.isupper()
