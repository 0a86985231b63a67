"""The questions of a letter in their order, found by id and by address without going through them all."""

from functools import cached_property

from lls_drafter.letter.paths import FieldPath
from lls_drafter.wizard.steps.model import Step


class Steps(tuple[Step, ...]):  # noqa: SLOT001 - its indexes are kept in its dictionary
    """The questions in order; a tuple with its indexes, made when they are first asked for."""

    @cached_property
    def places(self) -> dict[str, int]:
        """Give the place of each question by its id."""
        return {step.id: place for place, step in enumerate(self)}

    @cached_property
    def _about(self) -> dict[FieldPath, Step]:
        """Give the first question about each address: its own, its list's, or one that it covers."""
        found: dict[FieldPath, Step] = {}
        for step in self:
            for path in (step.path, step.list_path, *step.covers):
                if path is not None:
                    found.setdefault(path, step)
        return found

    @cached_property
    def _inside(self) -> dict[FieldPath, Step]:
        """Give the first question that lies inside each address."""
        found: dict[FieldPath, Step] = {}
        for step in self:
            for depth in range(1, len(step.path.parts) + 1):
                found.setdefault(FieldPath(step.path.parts[:depth]), step)
        return found

    def by_id(self, name: str) -> Step | None:
        """Give the question of an id."""
        place = self.places.get(name)
        return self[place] if place is not None else None

    def by_address(self, path: FieldPath) -> Step | None:
        """Give the question about an address, else the one that covers it or lies inside it, else about what it is in.

        Inside a whole block any question is as good as another: only for what was named itself, or its own entry.
        """
        for depth in range(len(path.parts), 0, -1):
            around = FieldPath(path.parts[:depth])
            found = self._about.get(around)
            if found is None and (depth == len(path.parts) or depth > 1):
                found = self._inside.get(around)
            if found is not None:
                return found
        return None
