"""Which profiles a document goes through: the common ones, and that of its model."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lls_drafter.cda import xml
from lls_drafter.cda.judge.distribution import COMMON, Distribution
from lls_drafter.cda.judge.working_copy import WorkingCopy

_MODEL: Final = re.compile(r"""["'](1\.2\.250\.1\.213\.1\.1\.1\.(?!1["'])[0-9.]+)["']""")
_INCLUDE: Final = re.compile(r"""<(?:\w+:)?include\s+href\s*=\s*["']([^"'#]+)["']""")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARED: Final = re.compile(rb"""["'/]([\w.-]+)\.sch["']""")
_INDEX: Final = "modeles.json"


def models_of(distribution: Distribution, copy: WorkingCopy) -> Mapping[str, tuple[str, ...]]:
    """Give the template ids of models that each model's profile speaks of; kept with the copy."""
    kept = copy.recall(_INDEX)
    if kept is not None:
        return {name: tuple(models) for name, models in json.loads(kept).items()}
    made = {
        name: tuple(sorted(set(_MODEL.findall(_whole(copy.folder / path, frozenset())))))
        for name, path in distribution.profiles.items()
        if name.lower() not in COMMON
    }
    copy.keep(_INDEX, json.dumps(made))
    return made


def _whole(path: Path, seen: frozenset[Path]) -> str:
    """Give the text of a schematron and of what it includes, without comments."""
    if path in seen or not path.is_file():
        return ""
    text = _COMMENT.sub("", path.read_text(encoding="utf-8", errors="replace"))
    pieces = (_whole((path.parent / name).resolve(), seen | {path}) for name in _INCLUDE.findall(text))
    return "\n".join((text, *pieces))


def model_profile(document: xml.Element, source: bytes, models: Mapping[str, tuple[str, ...]]) -> str | None:
    """Give the profile of a document's model.

    By its template id and version; else by the schematron that its processing instructions declare, as the official
    examples do, among the profiles of the distribution.

    Returns:
        None for a document of level 1, or of a model that the distribution does not have.
    """
    templates = [
        (item.get("root", ""), item.get("extension", "")) for item in document.findall(f"{{{xml.HL7}}}templateId")
    ]
    speaking = [name for name, known in models.items() if any(root in known for root, _ in templates)]
    exact = [name for name in speaking if any(version and name.endswith(f"_{version}") for _, version in templates)]
    if len(exact) == 1:
        return exact[0]
    declared = {name.decode("ascii", "replace").lower() for name in _DECLARED.findall(source[:8000])}
    named = [name for name in (exact or models) if name.lower() in declared]
    return named[0] if len(named) == 1 else None
