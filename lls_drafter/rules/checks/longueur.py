"""`longueur` and `majuscules`: texts too short, too long, or shouted."""

from collections.abc import Iterator
from dataclasses import dataclass

from lls_drafter.rules.checks.registry import Problem, check
from lls_drafter.rules.scope import Chemin, Scope, is_filled


@check("longueur")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Length:
    """These texts together have between `minimum` and `maximum` characters; nothing is said when all are empty."""

    chemin: tuple[Chemin, ...]
    minimum: int = 0
    maximum: int = 1_000_000

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the first text when the whole is too short or too long."""
        texts = [
            text for chemin in self.chemin if is_filled(text := chemin.read(scope.value)) and isinstance(text, str)
        ]
        length = sum(map(len, texts))
        if texts and not self.minimum <= length <= self.maximum:
            limit = f"moins de {self.minimum}" if length < self.minimum else f"plus de {self.maximum}"
            yield Problem(scope.at(self.chemin[0].path), f"{limit} caractères")


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
            if isinstance(text, str) and len(text) > self.a_partir_de and text.isupper():
                yield Problem(scope.at(chemin.path))
