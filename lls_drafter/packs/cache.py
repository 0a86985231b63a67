"""The trees of pack files that were read before, as JSON in the user's private cache.

Parsing the built-in check-lists as YAML costs 45 ms at each start, reading their trees back 2 ms. An
entry is named by the digest of the very text it was made from and of the reader's version, so it can
never be stale. Losing it, or a folder that cannot be written, costs those 45 ms and nothing else. Only
pack files come here, never a letter.
"""

import contextlib
import hashlib
import json
import os
from pathlib import Path

from lls_drafter import __version__, places
from lls_drafter.yaml_io import Json

_SMALLEST = 4_000  # bytes: a smaller file is parsed as fast as it is found
_MOST_FILES = 64


def recall(source: bytes) -> Json:
    """Give the tree of this text when it was read before, else None."""
    if len(source) < _SMALLEST:
        return None
    try:
        tree: Json = json.loads(_entry(source).read_bytes())
    except (OSError, ValueError):
        return None
    return tree


def keep(source: bytes, tree: Json) -> None:
    """Keep the tree of this text for the next start; failing to is no matter."""
    if len(source) < _SMALLEST:
        return
    path = _entry(source)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make_room(path.parent)
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            json.dump(tree, out, ensure_ascii=False, separators=(",", ":"))
        temporary.replace(path)


def _entry(source: bytes) -> Path:
    """Name the entry of a text."""
    digest = hashlib.sha256(__version__.encode() + b"\0" + source).hexdigest()
    return places.cache_folder() / "packs" / f"{digest}.json"


def _make_room(folder: Path) -> None:
    """Drop the oldest entries: former versions of packs."""
    entries = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
    for old in entries[: max(0, len(entries) - _MOST_FILES + 1)]:
        old.unlink(missing_ok=True)
