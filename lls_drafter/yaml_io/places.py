"""Where the parts of a YAML text stand: marks of the parser seen as positions, found only when asked for."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, Protocol, TypeAlias

TreePath: TypeAlias = tuple[str | int, ...]


class _Place(Protocol):
    """The mark of either PyYAML parser; both numbers start at 0."""

    line: int
    column: int


Mark: TypeAlias = _Place | None  # None: never seen, but PyYAML's types admit it


class Position(NamedTuple):
    """A place in the text; both numbers start at 1, columns count characters."""

    line: int
    column: int


class Marks(NamedTuple):
    """The marks of the values of a text and those of its keys, by path."""

    values: Mapping[TreePath, Mark]
    keys: Mapping[TreePath, Mark]


def position_of(mark: Mark) -> Position:
    """Give the position of a mark; the beginning when there is none."""
    return Position(1, 1) if mark is None else Position(mark.line + 1, mark.column + 1)


class Positions(Mapping[TreePath, Position]):
    """Marks seen as positions; made only when asked for, as most are never read."""

    __slots__ = ("_marks",)

    def __init__(self, marks: Mapping[TreePath, Mark]) -> None:
        """Look at these marks."""
        self._marks = marks

    def __getitem__(self, path: TreePath) -> Position:
        """Give the position of a path."""
        return position_of(self._marks[path])

    def __iter__(self) -> Iterator[TreePath]:
        """Give the paths."""
        return iter(self._marks)

    def __len__(self) -> int:
        """Count the paths."""
        return len(self._marks)


class MarksOnDemand:
    """The marks of a text whose tree is known: the text is read again the first time that one of them is wanted."""

    def __init__(self, read: Callable[[], Marks]) -> None:
        """Keep how to find the marks."""
        self._read = read

    @cached_property
    def found(self) -> Marks:
        """Give the marks."""
        return self._read()


class LateMarks(Mapping[TreePath, Mark]):
    """The marks of the values, or those of the keys, of a `MarksOnDemand`."""

    __slots__ = ("_keys", "_source")

    def __init__(self, source: MarksOnDemand, *, keys: bool) -> None:
        """Stand for one of the two kinds."""
        self._source = source
        self._keys = keys

    @property
    def _marks(self) -> Mapping[TreePath, Mark]:
        """Give the marks themselves."""
        return self._source.found.keys if self._keys else self._source.found.values

    def __getitem__(self, path: TreePath) -> Mark:
        """Give the mark of a path."""
        return self._marks[path]

    def __iter__(self) -> Iterator[TreePath]:
        """Give the paths."""
        return iter(self._marks)

    def __len__(self) -> int:
        """Count the paths."""
        return len(self._marks)
