"""Texts, dates, codes and contacts of elements; absent or wrong ones are None, never an error."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from lls_drafter.cda import oids
from lls_drafter.cda.xml import HL7, TYPE, Element
from lls_drafter.codes.value_sets import value_set
from lls_drafter.letter.identifiants import normalize_finess, normalize_rpps, rpps_shape_error
from lls_drafter.letter.text import clean_text

_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:\d{2}(?:\.\d+)?)?)?(?:[+-]\d{4})?", re.ASCII)
_SPACES = re.compile("[ \t\r\n]+")
_STREET = ("houseNumber", "streetNameType", "streetName", "streetNameBase")
_TITLES = {"DR": "Dr", "PR": "Pr", "M": "M.", "MME": "Mme"}
_MOST_LINES = 100


def child(element: Element | None, *names: str) -> Element | None:
    """Give the first element at the end of a way of HL7 names, None as soon as one is not there."""
    for name in names:
        if element is None:
            return None
        element = element.find(f"{{{HL7}}}{name}")
    return element


def children(element: Element | None, name: str) -> tuple[Element, ...]:
    """Give the elements of a name under another."""
    return tuple(element.findall(f"{{{HL7}}}{name}")) if element is not None else ()


def text_of(element: Element | None) -> str:
    """Give the words of an element on one line, fit for the letter; empty for none."""
    if element is None:
        return ""
    return clean_text(_SPACES.sub(" ", "".join(map(str, element.itertext())))).strip()


def lines_of(element: Element | None) -> str:
    """Give the words of an element with the line ends that they have, fit for the letter.

    A text that begins on a line of its own is laid out by its writer; any other is as it was typed.
    """
    text = "".join(map(str, element.itertext())) if element is not None else ""
    return clean_text(text).strip() if text.lstrip(" \t\r")[:1] == "\n" else clean_text(text)


def type_of(element: Element | None) -> str:
    """Give the local name of an element's `xsi:type`."""
    return str(element.get(TYPE) or "").rpartition(":")[2] if element is not None else ""


def attribute(element: Element | None, name: str) -> str | None:
    """Give an attribute that says something, None otherwise."""
    value = element.get(name) if element is not None else None
    return clean_text(str(value)).strip() or None if value is not None else None


def day_of(value: str | None) -> dt.date | None:
    """Give the day of `AAAAMMJJ…`, None for less than a day or a day that does not exist."""
    found = _MOMENT.fullmatch(value.strip()) if value else None
    if found is None:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def hour_of(value: str | None) -> dt.time | None:
    """Give the hour and minute of `AAAAMMJJhhmm…` as they were said there, None when they were not."""
    found = _MOMENT.fullmatch(value.strip()) if value else None
    if found is None or found[4] is None:
        return None
    try:
        return dt.time(int(found[4]), int(found[5]))
    except ValueError:
        return None


def bounds(element: Element | None) -> tuple[str | None, str | None]:
    """Give the two ends of an interval; one moment is its beginning."""
    low = attribute(child(element, "low"), "value") or attribute(element, "value")
    return low, attribute(child(element, "high"), "value")


def has_template(element: Element, root: str) -> bool:
    """Tell whether an element declares a template."""
    return any(one.get("root") == root for one in children(element, "templateId"))


def identifier(element: Element | None, root: str) -> str | None:
    """Give the extension of the first `id` of a root."""
    return next((attribute(one, "extension") for one in children(element, "id") if one.get("root") == root), None)


def rpps_of(entity: Element | None) -> str | None:
    """Give the RPPS number of a professional: the id of the national root that begins with 8."""
    found = identifier(entity, oids.PROFESSIONNEL)
    if found is None or not found.startswith("8") or rpps_shape_error(found) is not None:
        return None
    return normalize_rpps(found)


def finess_of(organisation: Element | None) -> str | None:
    """Give the FINESS number of a structure: the id of the national root that begins with 1."""
    found = identifier(organisation, oids.STRUCTURE)
    return normalize_finess(found[1:]) if found is not None and found.startswith("1") else None


def address_of(entity: Element | None) -> str | None:
    """Give the first address of an entity as text, None when it has none."""
    lines = (_address(one) for one in children(entity, "addr"))
    return next((text for text in lines if text), None)


def _address(addr: Element) -> str:
    """Give an address: its lines as written, or its parts as a French envelope has them."""
    written = [text_of(one) for one in children(addr, "streetAddressLine")][:_MOST_LINES]
    if any(written):
        return "\n".join(filter(None, written))
    parts = {name: text_of(child(addr, name)) for name in ("unitID", "additionalLocator", "postBox", "precinct")}
    street = " ".join(filter(None, (text_of(child(addr, name)) for name in _STREET)))
    city = " ".join(filter(None, (text_of(child(addr, name)) for name in ("postalCode", "city"))))
    country = text_of(child(addr, "country"))
    return ", ".join(filter(None, (*parts.values(), street, city, "" if country.upper() == "FRANCE" else country)))


def telecoms(entity: Element | None, scheme: str) -> Iterator[str]:
    """Give the numbers or addresses of a scheme (`tel`, `mailto`)."""
    for one in children(entity, "telecom"):
        kind, _, value = (attribute(one, "value") or "").partition(":")
        if kind.lower() == scheme and value.strip():
            yield value.strip()


def telephone_of(entity: Element | None) -> str | None:
    """Give the telephone numbers of an entity, one after the other."""
    return ", ".join(_said_number(number) for number in telecoms(entity, "tel")) or None


def _said_number(number: str) -> str:
    """Give a French number of ten figures in pairs, any other as it is."""
    return " ".join(re.findall("..", number)) if re.fullmatch(r"0[0-9]{9}", number) else number


def mail_of(entity: Element | None) -> str | None:
    """Give the first mail address of an entity."""
    return next(telecoms(entity, "mailto"), None)


def name_part(name: Element | None, tag: str, *, qualifier: str | None = None) -> str | None:
    """Give the words of the first part of a name with this qualifier."""
    found = (text_of(one) for one in children(name, tag) if one.get("qualifier") == qualifier)
    return next(filter(None, found), None)


def title_of(name: Element | None) -> str | None:
    """Give a professional's title: « Dr », « Pr », else the civility."""
    for tag in ("suffix", "prefix"):
        code = text_of(child(name, tag))
        if code:
            return _TITLES.get(code.upper(), code)
    return None


def label_of(code: Element | None, *sets: str) -> str | None:
    """Give a code in words: as our value sets say it, else by its display name."""
    known = attribute(code, "code")
    for name in sets:
        entry = value_set(name).by_code(known) if known else None
        if entry is not None and entry.systeme == attribute(code, "codeSystem"):
            return entry.ecrit
    return attribute(code, "displayName")


def codes_of(code: Element | None) -> Iterator[tuple[str, str]]:
    """Give the codes of an element and of its translations: system, code."""
    for one in (code, *children(code, "translation")):
        system, value = attribute(one, "codeSystem"), attribute(one, "code")
        if system and value:
            yield system, value


def first(options: Iterable[str | None]) -> str | None:
    """Give the first text that says something."""
    return next((one for one in options if one), None)
