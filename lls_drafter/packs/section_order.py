"""The ids of sections in printed order; one is put last, or moved, in a time that their count does not lengthen."""

from collections.abc import Iterator
from dataclasses import dataclass, field

_EDGE = ""  # no section bears it: it stands before the first id and after the last one


@dataclass(slots=True)
class SectionOrder:
    """A chain of ids: what follows each, and what precedes it."""

    following: dict[str, str] = field(default_factory=lambda: {_EDGE: _EDGE})
    preceding: dict[str, str] = field(default_factory=lambda: {_EDGE: _EDGE})

    def __iter__(self) -> Iterator[str]:
        """Give the ids in order."""
        name = self.following[_EDGE]
        while name != _EDGE:
            yield name
            name = self.following[name]

    def append(self, name: str) -> None:
        """Put a new id last."""
        self._insert(name, self.preceding[_EDGE])

    def move(self, name: str, anchor: str, *, before: bool = False) -> None:
        """Put a known id right after another known one, or right before it."""
        earlier, later = self.preceding[name], self.following[name]
        self.following[earlier], self.preceding[later] = later, earlier
        self._insert(name, self.preceding[anchor] if before else anchor)

    def _insert(self, name: str, earlier: str) -> None:
        """Put an id right after another one, or first."""
        later = self.following[earlier]
        self.following[earlier] = self.preceding[later] = name
        self.following[name], self.preceding[name] = later, earlier
