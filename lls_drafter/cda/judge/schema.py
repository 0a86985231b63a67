"""The first step of a judgement: the document against the XML schema, by lxml; its sentences in French."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, Protocol, cast

from lxml import etree

from lls_drafter.cda import xml
from lls_drafter.cda.judge import elements
from lls_drafter.cda.judge.model import MASK, Niveau, Verdict
from lls_drafter.errors import ReferenceDataError

PROFILE: Final = "XSD"
_VALUE: Final = r"'(?P<value>.*)'"
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[dict[str, str], str], str]], ...]] = (
    (
        re.compile(r"This element is not expected\. Expected is (?:one of )?\( (?P<list>.*?) \)\.", re.DOTALL),
        lambda part, _: f"élément inattendu ici ; attendu : {_names(part['list'])}",
    ),
    (re.compile(r"This element is not expected\."), lambda _, __: "élément inattendu ici"),
    (
        re.compile(r"Missing child element\(s\)\. Expected is (?:one of )?\( (?P<list>.*?) \)\.", re.DOTALL),
        lambda part, _: f"élément incomplet ; il manque : {_names(part['list'])}",
    ),
    (re.compile(r"Missing child element\(s\)\."), lambda _, __: "élément incomplet"),
    (
        re.compile(r"The attribute '(?P<name>[^']*)' is required but missing\."),
        lambda part, _: f"attribut « {_name(part['name'])} » obligatoire et absent",
    ),
    (
        re.compile(r"The attribute '(?P<name>[^']*)' is not allowed\."),
        lambda part, _: f"attribut « {_name(part['name'])} » non admis",
    ),
    (
        re.compile(rf"\[facet '(?P<facet>\w+)'\] The value {_VALUE} is not (?:accepted by|an element of|)", re.DOTALL),
        lambda part, value: f"valeur « {value} » hors de ce que le schéma admet ({part['facet']})",
    ),
    (
        re.compile(r"\[facet '(?P<facet>\w+)'\]"),
        lambda part, _: f"valeur hors de ce que le schéma admet ({part['facet']})",
    ),
    (
        re.compile(rf"{_VALUE} is not a valid value of the (?:\w+ )*type '(?P<type>[^']*)'\.", re.DOTALL),
        lambda part, value: f"valeur « {value} » : ce n'est pas du type « {_name(part['type'])} »",
    ),
    (
        re.compile(r"Character content .* is not allowed", re.DOTALL),
        lambda _, __: "texte non admis dans cet élément",
    ),
    (
        re.compile(r"No matching global (?:element )?declaration available"),
        lambda _, __: "élément inconnu du schéma CDA",
    ),
)
_HEAD: Final = re.compile(r"Element '[^']*'(?:, attribute '(?P<name>[^']*)')?: ")


class _Refusal(Protocol):
    """What libxml2 says of one fault."""

    line: int
    path: str
    message: str
    type_name: str


def load(path: Path) -> etree.XMLSchema:
    """Read the schema of the distribution's copy.

    Raises:
        ReferenceDataError: it is not one.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.XMLSchema(etree.parse(str(path), parser))
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError, OSError) as error:
        raise ReferenceDataError(
            f"le schéma « {path.name} » ne peut pas être lu", hint="décompresser à nouveau la distribution, en entier"
        ) from error


def verdicts(schema: etree.XMLSchema, root: xml.Element) -> Iterator[Verdict]:
    """Give what the schema refuses, in document order."""
    if schema.validate(root):
        return
    before = None
    for error in cast("Iterable[_Refusal]", schema.error_log):  # lxml's stubs forget that it can be iterated
        head = _HEAD.match(error.message)
        same = (error.line, error.path, head and head["name"])
        if error.type_name.startswith("SCHEMAV_CVC_DATATYPE") and same == before:
            continue  # the type's refusal only says again what its facet said
        before = same
        yield _verdict(error, root)


def _verdict(error: _Refusal, root: xml.Element) -> Verdict:
    """Make the verdict of one refusal."""
    element = _element(root, error.path)
    return Verdict(
        profil=PROFILE,
        regle=error.type_name.removeprefix("SCHEMAV_"),
        niveau=Niveau.ERREUR,
        chemin=elements.place(element),
        ligne=elements.line(element),
        message=_french(error.message, shown=False),
        integral=_french(error.message, shown=True),
    )


def _element(root: xml.Element, path: str | None) -> xml.Element:
    """Give the element that libxml2 points to, the root when it cannot be followed."""
    try:
        inside = root.getroottree().xpath(path) if path and root.getparent() is None else []
    except etree.XPathError:
        inside = []
    first = inside[0] if isinstance(inside, list) and inside else root
    return first if isinstance(first, etree._Element) else root  # noqa: SLF001 - what lxml calls an element


def _french(message: str, *, shown: bool) -> str:
    """Say a refusal in French; the value only when it is to be shown. An unknown sentence is not quoted at all."""
    head = _HEAD.match(message)
    body = message[head.end() :] if head else message
    named = head["name"] if head and not body.startswith("The attribute") else None
    where = f"attribut « {_name(named)} » : " if named else ""
    for form, say in _FORMS:
        match = form.match(body)
        if match is not None:
            parts = {name: part or "" for name, part in match.groupdict().items()}
            return where + say(parts, parts.get("value", "") if shown else MASK)
    return where + (body if shown else "le schéma refuse cet élément")


def _name(name: str) -> str:
    """Give a name without its namespace."""
    return name.rsplit("}", 1)[-1].removeprefix("xs:")


def _names(listed: str) -> str:
    """Give the names of a list, without namespaces."""
    return ", ".join(_name(name.strip()) for name in listed.split(","))
