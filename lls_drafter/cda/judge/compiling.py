"""A schematron becomes an XSLT sheet, by the compiler that the distribution brings; kept with our copy.

Between its stages, assertions get ids and quoted values get marks (`marking`).
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

from lxml import etree

from lls_drafter.cda.judge import marking, saxon
from lls_drafter.cda.judge.distribution import Distribution
from lls_drafter.cda.judge.working_copy import WorkingCopy

_ROOT: Final = re.compile(r"<(?:\w+:)?(?:stylesheet|transform)\b")


def sheet_of(distribution: Distribution, copy: WorkingCopy, profile: str) -> saxon.Sheet:
    """Give the sheet of a profile, ready to run: from the cache, else compiled now.

    Raises:
        SheetError: the profile cannot be compiled.
    """
    path = copy.folder / distribution.profiles[profile]
    name = f"{hashlib.sha256(profile.encode()).hexdigest()[:16]}.xsl"
    try:
        text = copy.recall(name)
        if text is None:
            text = _compile(path, tuple(copy.folder / stage for stage in distribution.stages))
            copy.keep(name, text)
        return saxon.load_text(_based(text, path))
    except etree.XMLSyntaxError as error:
        raise saxon.SheetError(str(error)) from error


def _compile(schema: Path, stages: tuple[Path, ...]) -> str:
    """Run the compiler: pieces included, abstract patterns written out, values marked, sheet written."""
    include, expand, write = (_stage(stage) for stage in stages)
    included = include.run(saxon.parse_file(schema))
    expanded = expand.run(saxon.parse(_without_declaration(included)))
    return write.run(saxon.parse(marking.marked(expanded)))


@cache
def _stage(path: Path) -> saxon.Sheet:
    """Give one stage of the compiler."""
    return saxon.load(path)


def _without_declaration(text: str) -> str:
    """Drop the XML declaration: a text in memory has no encoding."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)


def _based(sheet: str, schema: Path) -> str:
    """Say in the sheet where its relative addresses start: at the schematron."""
    base = schema.resolve().as_uri()
    text, found = _ROOT.subn(lambda match: f'{match.group()} xml:base="{base}"', _without_declaration(sheet), count=1)
    if not found:
        raise saxon.SheetError
    return text
