"""What every entry of a document needs: the letter, the links of its section, ids, times, coded values."""

import datetime as dt
import uuid
from dataclasses import dataclass

from lls_drafter.cda import oids
from lls_drafter.cda.writer.links import Links
from lls_drafter.cda.xml import Element, node
from lls_drafter.codes.value_sets import Code, value_set
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import Devenir, LigneTraitement

UNKNOWN = "UNK"
"""The null flavor of what was asked and is not known (`inconnu`)."""
NO_INFORMATION = "NI"
"""The null flavor of what nobody answered."""
NOT_APPLICABLE = "NA"
OTHER = "OTH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """One section being written.

    Attributes:
        lettre: the letter.
        links: the references to the section's words.
        document: the document's UUID: the ids of its entries come from it.
        moment: when the document was made, with its time zone: the letter's validation.
    """

    lettre: Lettre
    links: Links
    document: uuid.UUID
    moment: dt.datetime

    def id(self, *names: str) -> Element:
        """Make an entry's `id`: always the same for the same document and names (a field's address, a part's name)."""
        return node("id", {"root": str(uuid.uuid5(self.document, "/".join(names))).upper()})

    def time(self, day: dt.date | None, hour: dt.time | None = None) -> str | None:
        """Give a day, or an hour of it in the document's time zone, as CDA writes it; None when there is no day."""
        return when(day, hour, self.moment.tzinfo) if day is not None else None


def is_stopped(row: LigneTraitement) -> bool:
    """Tell whether a row's drug is not taken after discharge: stopped, or suspended until somebody resumes it."""
    return row.devenir is Devenir.ARRETE or row.suspendu is True


def timestamp(moment: dt.datetime) -> str:
    """Give `AAAAMMJJhhmmss±hhmm`.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment of a document has a time zone")
    return f"{moment:%Y%m%d%H%M%S%z}"


def when(day: dt.date, hour: dt.time | None, zone: dt.tzinfo | None) -> str:
    """Give a day (`AAAAMMJJ`), or a moment of it when its hour is known.

    Args:
        day: the day.
        hour: the hour, None when nobody gave it.
        zone: the document's time zone; an hour of winter and one of summer differ by it.
    """
    return f"{day:%Y%m%d}" if hour is None else timestamp(dt.datetime.combine(day, hour, zone))


def null(tag: str, flavor: str) -> Element:
    """Make an element that says why it has no value."""
    return node(tag, {"nullFlavor": flavor})


def effective_time(value: str | None, *, flavor: str = UNKNOWN) -> Element:
    """Make `effectiveTime` of one day or moment, or with a null flavor."""
    return node("effectiveTime", {"value": value}) if value else null("effectiveTime", flavor)


def coded(tag: str, code: Code, *children: Element | None, kind: str | None = None) -> Element:
    """Make an element that holds a code of a value set; `kind` is its `xsi:type` (`CD`, `CE`)."""
    type_ = {"xsi:type": kind} if kind else {}
    return node(tag, {**type_, "code": code.code, "displayName": code.libelle, "codeSystem": code.systeme}, *children)


def code_of(code: str, libelle: str, systeme: str) -> Element:
    """Make the `code` that an entry of the model always has, its system named as the agency does."""
    named = oids.NAMES[systeme]
    return node("code", {"code": code, "displayName": libelle, "codeSystem": systeme, "codeSystemName": named})


def words_value(text: str | None) -> Element:
    """Make a `value` in words; unknown without any."""
    return node("value", {"xsi:type": "ST", **({} if text else {"nullFlavor": UNKNOWN})}, text)


def entry(name: str, code: str) -> Code:
    """Give a code that a value set of the product always has.

    Raises:
        LookupError: it does not: a fault of the product.
    """
    known = value_set(name).by_code(code)
    if known is None:
        raise LookupError(f"value set {name} has no code {code}")
    return known


def found(name: str, code: str | None, text: str | None) -> Code | None:
    """Give the code of a value set: the letter's own code if the set has it, else that of a text that is exactly one.

    Args:
        name: the set, such as `voie_administration`.
        code: a code of the letter, None when it has none.
        text: what was typed.
    """
    known = value_set(name)
    if code is not None and (entry := known.by_code(code)) is not None:
        return entry
    return known.exact(text) if text and fold(text) else None
