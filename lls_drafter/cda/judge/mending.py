"""What a distribution needs before it runs on a system that tells upper from lower case; done in our copy only.

Two faults are known, both seen in published states: a reference that differs from the file's name by letter-case, and
a `voc-<OID>-DYNAMIC.xml` that was forgotten, although the value set is there. Without the second, the header's profile
aborts on every document.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from lls_drafter.cda import xml

_SVS: Final = "urn:ihe:iti:svs:2008"
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_INCLUDE: Final = re.compile(r"""<(?:\w+:)?include\s+href\s*=\s*["']([^"'#]+)["']""")
_DATA_FILE: Final = re.compile(r"""["']([^"'<>|]*[\w-]\.(?:xml|rdf))["']""")
_VOCABULARY: Final = re.compile(r"voc-([0-9.]+)-DYNAMIC\.xml", re.IGNORECASE)


def mend(folder: Path) -> tuple[str, ...]:
    """Mend a copy of a distribution.

    Returns:
        one French sentence for each thing that was mended, and for each reference that leads nowhere still.
    """
    index = {str(path.relative_to(folder)).lower(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    schemas = (path for name, path in index.items() if name.endswith(".sch"))
    said = [sentence for schema in schemas for sentence in _mend_references(schema, folder, index)]
    return tuple(dict.fromkeys(said))


def _mend_references(schema: Path, folder: Path, index: dict[str, Path]) -> Iterator[str]:
    """Put right what one schematron file points to; a data file is sought from the schema that includes it."""
    text = _COMMENT.sub("", schema.read_text(encoding="utf-8", errors="replace"))
    for reference in _INCLUDE.findall(text):
        yield from _put_right(schema.parent / reference, schema, folder, index)
    for reference in _DATA_FILE.findall(text):
        homes = (schema.parent, schema.parent.parent)  # a piece lies one folder below the schema that includes it
        if "/" in reference and not any((home / reference).is_file() for home in homes):
            home = next((home for home in homes if (home / reference).parent.is_dir()), None)
            if home is not None:
                yield from _put_right(home / reference, schema, folder, index)


def _put_right(target: Path, schema: Path, folder: Path, index: dict[str, Path]) -> Iterator[str]:
    """Make the file of a reference be there, when it can be."""
    if target.is_file():
        return
    wanted = _below(target, folder)
    if wanted is None:
        yield f"{schema.name} : référence hors de la distribution, ignorée"
        return
    found = index.get(str(wanted).lower())
    if found is not None:
        _copy(found, folder / wanted)
        yield f"{schema.name} : « {wanted.name} » retrouvé malgré la casse de son nom"
        return
    vocabulary = _VOCABULARY.fullmatch(wanted.name)
    values = _value_set(vocabulary.group(1), index) if vocabulary else None
    if values is None:
        yield f"{schema.name} : « {wanted.name} » introuvable dans la distribution"
        return
    (folder / wanted).parent.mkdir(parents=True, exist_ok=True)
    (folder / wanted).write_bytes(values)
    yield f"{schema.name} : « {wanted.name} » absent, refait d'après le jeu de valeurs du même OID"


def _below(target: Path, folder: Path) -> Path | None:
    """Give a path relative to the folder, its `..` resolved on paper; None when it leaves the folder."""
    parts: list[str] = []
    for part in target.relative_to(folder).parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return None
    return Path(*parts)


def _copy(source: Path, target: Path) -> None:
    """Copy a file under another name; a target whose folder differs by case too gets its own."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())


def _value_set(oid: str, index: dict[str, Path]) -> bytes | None:
    """Give a vocabulary file of the values of this OID, None when the distribution has no such set."""
    mark = f'"{oid}"'.encode()
    for path in (path for name, path in index.items() if name.endswith(".xml")):
        source = path.read_bytes()
        if mark not in source[:4000]:
            continue
        values = xml.parse(source, name=path.name).find(f".//{{{_SVS}}}ValueSet[@id='{oid}']")
        if values is not None:
            return _vocabulary(oid, values)
    return None


def _vocabulary(oid: str, values: xml.Element) -> bytes:
    """Write a value set in the shape that the header's profile reads."""
    root = etree.Element(f"{{{xml.HL7}}}valueSets")
    concepts = etree.SubElement(etree.SubElement(root, "valueSet", {"id": oid}), "conceptList")
    for concept in values.iter(f"{{{_SVS}}}Concept"):
        attributes = {name: concept.get(name, "") for name in ("code", "codeSystem", "displayName")}
        etree.SubElement(concepts, "concept", attributes)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
