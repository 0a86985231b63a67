"""A YAML text changed in some places, everything else kept as its author wrote it: comments, order, quotes.

Only for files that a person owns and a command changes for her (templates, check-lists). The result is read by the
strict reader before it is given, so that nothing is ever written that could not be read back, or would be read
otherwise: ruamel.yaml takes a bare `True`, `NULL` or `+12` for something else than the text that it is to us.
"""

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from lls_drafter.errors import Location, StructureError
from lls_drafter.yaml_io.places import TreePath
from lls_drafter.yaml_io.reader import Json, load

_WIDTH = 4096  # no line is ever folded


class YamlText:
    """A YAML text being changed.

    Raises:
        StructureError: the text is not strict YAML.
    """

    def __init__(self, text: str, *, name: str) -> None:
        """Read a text; `name` is that of its file, for messages."""
        wanted = load(text, name=name).data
        self._wanted: dict[str, Json] = wanted if isinstance(wanted, dict) else {}
        self._name = name
        self._yaml = YAML(typ="rt")
        self._yaml.preserve_quotes = True
        self._yaml.width = _WIDTH
        self._yaml.indent(mapping=2, sequence=4, offset=2)
        self._tree = self._yaml.load(text)
        if not isinstance(self._tree, CommentedMap):
            self._tree = CommentedMap()

    def set(self, path: TreePath, value: Json) -> None:
        """Put a value at a place, blocks of keys being made on the way."""
        holder = self._tree
        for part in path[:-1]:
            if isinstance(holder, CommentedMap) and holder.get(part) is None:
                holder[part] = CommentedMap()
            holder = holder[part]
        holder[path[-1]] = _made(value)
        wanted: Any = self._wanted
        for part in path[:-1]:
            if isinstance(wanted, dict) and wanted.get(part) is None:
                wanted[part] = {}
            wanted = wanted[part]
        wanted[path[-1]] = deepcopy(value)

    def append(self, path: TreePath, value: Json) -> None:
        """Put a value at the end of a list, made when there is none.

        Raises:
            StructureError: something else than a list stands there.
        """
        holder = self._tree
        for part in path[:-1]:
            holder = holder[part]
        if holder.get(path[-1]) is None:
            holder[path[-1]] = CommentedSeq()
        if not isinstance(holder[path[-1]], CommentedSeq):
            raise StructureError(
                f"« {path[-1]} » n'est pas une liste",
                hint="écrire chaque élément après un tiret « - »",
                location=Location(self._name),
            )
        holder[path[-1]].append(_made(value))
        wanted: Any = self._wanted
        for part in path[:-1]:
            wanted = wanted[part]
        wanted[path[-1]] = [*(wanted.get(path[-1]) or []), deepcopy(value)]

    def index_of(self, path: TreePath, identifier: str) -> int | None:
        """Give where the entry of an `id` stands in a list, None when it is not there."""
        holder: object = self._tree
        for part in path:
            holder = holder.get(part) if isinstance(holder, CommentedMap) else None
        entries = holder if isinstance(holder, Sequence) else ()
        found = (i for i, one in enumerate(entries) if isinstance(one, Mapping) and one.get("id") == identifier)
        return next(found, None)

    def text(self) -> str:
        """Give the changed text.

        Raises:
            StructureError: it would not be strict YAML, or would say something else elsewhere.
        """
        out = io.StringIO()
        self._yaml.dump(self._tree, out)
        if load(out.getvalue(), name=self._name).data != self._wanted:
            raise StructureError(
                "ce changement en toucherait un autre dans le fichier",
                hint="mettre entre guillemets les valeurs comme True, NULL ou +12",
                location=Location(self._name),
            )
        return out.getvalue()


def _made(value: Json) -> object:
    """Give a plain value as the round-trip writer holds it; texts in quotes, so that none is read as something else."""
    if isinstance(value, dict):
        return CommentedMap({key: _made(one) for key, one in value.items()})
    if isinstance(value, list):
        made = CommentedSeq([_made(one) for one in value])
        if not any(isinstance(one, dict | list) for one in value):
            made.fa.set_flow_style()
        return made
    if isinstance(value, str) and not (value.isascii() and value.replace("_", "").isalnum() and value[:1].isalpha()):
        return DoubleQuotedScalarString(value)
    return value
