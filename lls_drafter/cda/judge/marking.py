"""What is added to a schematron before it is compiled: an id to each assertion, marks around the document's values.

What passes and what fails is untouched. A quoted value is marked unless the schematron itself shows that it is none of
the document's text: a literal, the name of an element, a count, or a variable that holds only such things.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from lls_drafter.cda import xml

SCHEMATRON: Final = "http://purl.oclc.org/dsdl/schematron"
QUOTED: Final = ("\ue000", "\ue001")
"""What stands before and after a value of the document in a message, until it is masked or shown."""
_TAG: Final = f"{{{SCHEMATRON}}}"
_LITERAL: Final = re.compile(r"""\s*(?:'[^']*'|"[^"]*"|[0-9.]+)\s*""")
_STRUCTURE: Final = re.compile(
    r"\s*(?:local-name|name|node-name|count|string-length|namespace-uri-from-QName|local-name-from-QName|position)"
    r"\([^'\"]*\)\s*"
)
_DATE: Final = re.compile(r"-\d{4}-\d\d-\d\dT\d+")
_VARIABLE: Final = re.compile(r"\s*\$([\w.-]+)\s*")


def marked(schematron: str) -> str:
    """Give a schematron, its abstract patterns written out, with ids and marks."""
    root = etree.fromstring(schematron.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    _name_assertions(root)
    variables = _variables(root)
    before, after = QUOTED
    for value in root.iter(f"{_TAG}value-of"):
        select = value.get("select")
        if select and not _is_harmless(select, variables, frozenset()):
            joined = f"string-join(for $lls in ({select}) return string($lls), ' ')"
            value.set("select", f"concat('{before}', {joined}, '{after}')")
    return etree.tostring(root, encoding="unicode")


def _name_assertions(root: xml.Element) -> None:
    """Give an id to each assertion that has none: its pattern and a digest of its rule and test."""
    for pattern in root.iter(f"{_TAG}pattern"):
        for rule in pattern.iter(f"{_TAG}rule"):
            for assertion in rule.iter(f"{_TAG}assert", f"{_TAG}report"):
                if assertion.get("id") is None:
                    test = "\0".join((rule.get("context", ""), assertion.tag, assertion.get("test", "")))
                    digest = hashlib.sha256(" ".join(test.split()).encode()).hexdigest()[:8]
                    assertion.set("id", f"{_short(pattern)}-{digest}")


def _short(pattern: xml.Element) -> str:
    """Give the name of a pattern as a part of an id, without the date that the header's patterns carry."""
    name = _DATE.sub("", pattern.get("id") or pattern.get("name") or "")
    return re.sub(r"[^\w.-]+", "-", name).strip("-") or "regle"


def _variables(root: xml.Element) -> Mapping[str, tuple[str, ...]]:
    """Give every value that each variable is given anywhere in the schematron."""
    found: dict[str, list[str]] = {}
    for let in root.iter(f"{_TAG}let"):
        found.setdefault(let.get("name", ""), []).append(let.get("value", "."))
    return {name: tuple(values) for name, values in found.items()}


def _is_harmless(select: str, variables: Mapping[str, tuple[str, ...]], seen: frozenset[str]) -> bool:
    """Say whether an expression cannot give the document's text."""
    if _LITERAL.fullmatch(select) or _STRUCTURE.fullmatch(select):
        return True
    variable = _VARIABLE.fullmatch(select)
    if variable is None or variable[1] in seen or not variables.get(variable[1]):
        return False
    return all(_is_harmless(value, variables, seen | {variable[1]}) for value in variables[variable[1]])
