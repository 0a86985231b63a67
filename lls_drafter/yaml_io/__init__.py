"""Strict YAML: a plain tree with the place of everything in it, and back. The only room that knows `yaml`.

`reader` takes PyYAML's events, `writer` writes what `reader` reads back the same; `limits` says how big a
text may be, `messages` gives the French of syntax errors, `places` the positions.
"""

from lls_drafter.yaml_io.limits import DEFAULT_LIMITS, Limits
from lls_drafter.yaml_io.places import Position, TreePath
from lls_drafter.yaml_io.reader import (
    Json,
    YamlDocument,
    dump,
    has_comments,
    known_document,
    load,
    load_path,
    read_bytes,
)

__all__ = [
    "DEFAULT_LIMITS",
    "Json",
    "Limits",
    "Position",
    "TreePath",
    "YamlDocument",
    "dump",
    "has_comments",
    "known_document",
    "load",
    "load_path",
    "read_bytes",
]
