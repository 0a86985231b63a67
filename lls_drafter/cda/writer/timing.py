"""Times of treatments as elements: how long one is taken, and how often.

Only what the letter says: its own dates and days. A length in words (« 5 jours ») begins on a day that it does not say,
so that it gives no date; dates that contradict one another are left to the narrative.
"""

import datetime as dt
import re

from lls_drafter.cda.writer.dosing import Taking, exact_length
from lls_drafter.cda.writer.links import reference
from lls_drafter.cda.writer.writing import NO_INFORMATION, NOT_APPLICABLE, UNKNOWN, Writing
from lls_drafter.cda.xml import HL7, Element, node
from lls_drafter.letter.text import fold, is_blank
from lls_drafter.letter.traitements import Duree
from lls_drafter.medication.model import DureeLue, FinLue, Ligne
from lls_drafter.medication.regimens import read

_ON = re.compile(r"le (\d\d)/(\d\d)/(\d{4})", re.ASCII)


def interval(writing: Writing, duree: Duree | None, posologie: Ligne | None) -> Element:
    """Make the first `effectiveTime` of a treatment: first and last day, or the number of days when only that is known.

    « au long cours » has no end (`NA`); an end that words alone say is unknown (`UNK`), one that nobody gave is `NI`.

    Args:
        writing: the section.
        duree: the letter's duration.
        posologie: the posology as read when it was read whole: its own length serves when there is no duration.
    """
    duree = duree or Duree()
    said = duree.texte is not None and not is_blank(duree.texte)
    other = posologie.duree if posologie is not None else None
    if other is not None and duree == Duree(texte=duree.texte) and not said:
        exact = exact_length(other)
        if exact is not None:
            return node("effectiveTime", {"xsi:type": "IVL_TS"}, width(*exact))
        return bounds(None, None, flavors=(UNKNOWN, NOT_APPLICABLE if other.long_cours else UNKNOWN))
    debut, fin, days = duree.debut, duree.fin_incluse, duree.total_jours
    flavor = UNKNOWN if said or debut or fin or days else NO_INFORMATION
    length = read(duree.texte).duree if said and duree.texte else None
    lasting = length is not None and length.long_cours and not (fin or days)
    if _contradict(duree, length):
        return bounds(None, None, flavors=(UNKNOWN, UNKNOWN))
    if fin is None and days is not None:
        low = node("low", {"value": _day(debut)}) if debut is not None else None
        return node("effectiveTime", {"xsi:type": "IVL_TS"}, low, width(days, "d"))
    return bounds(writing.time(debut), writing.time(fin), flavors=(flavor, NOT_APPLICABLE if lasting else flavor))


def past(writing: Writing, duree: Duree | None) -> Element:
    """Make the same for a stopped treatment: its first day at most, since the letter does not date the stop."""
    debut = duree.debut if duree is not None else None
    return bounds(writing.time(debut), None, flavors=(UNKNOWN, UNKNOWN))


def period(writing: Writing, texte: str | None) -> Element:
    """Make the same from a period in words (« le 14/04/2026 »): the dates whose year is written, when all is read."""
    one = _ON.fullmatch(fold(texte)) if texte else None
    line = read(texte) if texte else None
    length = line.duree if line is not None and not line.non_lu else None
    debut, fin = (_date(length.debut), _date(length.fin)) if length is not None else (None, None)
    if one is not None:
        debut = fin = _date(FinLue(*map(int, one.groups())))
    if debut is not None and fin is not None and fin < debut:
        debut = fin = None
    return bounds(writing.time(debut), writing.time(fin), flavors=(UNKNOWN, UNKNOWN))


def bounds(low: str | None, high: str | None, *, flavors: tuple[str, str], tag: str = "effectiveTime") -> Element:
    """Make an interval with both its bounds, each with its null flavor when it has no value."""
    parts = (("low", low, flavors[0]), ("high", high, flavors[1]))
    made = [node(name, {"value": value} if value else {"nullFlavor": flavor}) for name, value, flavor in parts]
    return node(tag, {"xsi:type": "IVL_TS"}, *made)


def width(value: int | str, unit: str) -> Element:
    """Make the length of an interval."""
    return node("width", {"value": str(value), "unit": unit})


def rhythm(taking: Taking, link: str) -> Element | None:
    """Make the `effectiveTime` that says how often; None when a taking has no rhythm.

    A step has its length before: nobody dates its first day, its rank among the steps says when it begins.
    """
    often = _often(taking, link)
    if taking.length is None:
        return _joined(often)
    value, unit = taking.length
    length = node("effectiveTime", {"xsi:type": "IVL_TS", "operator": "A"}, width(value, unit))
    return _joined([length, *often])


def _often(taking: Taking, link: str) -> list[Element]:
    """Make the period, or the moments: any of several."""
    if taking.every is not None:
        every = taking.every
        words = node("translation", None, node("originalText", None, every.words, reference(link)))
        free = {"institutionSpecified": "true"} if every.free else {}
        period = node("period", {"value": every.value, "unit": every.unit}, words)
        return [node("effectiveTime", {"xsi:type": "PIVL_TS", "operator": "A", **free}, period)]
    operator = "A" if len(taking.events) == 1 else "I"
    events = (node("event", {"code": code.code, "codeSystem": code.systeme}) for code in taking.events)
    return [node("effectiveTime", {"xsi:type": "EIVL_TS", "operator": operator}, event) for event in events]


def _joined(times: list[Element]) -> Element | None:
    """Give one time as it is, several as the parts of one expression."""
    if len(times) < 2:
        return times[0] if times else None
    for time in times:
        time.tag = f"{{{HL7}}}comp"
    return node("effectiveTime", {"xsi:type": "SXPR_TS", "operator": "A"}, *times)


def _contradict(duree: Duree, length: DureeLue | None) -> bool:
    """Tell whether the dates and the count of days of a duration cannot all be true, or its words deny its end."""
    debut, fin, days = duree.debut, duree.fin_incluse, duree.total_jours
    if length is not None and length.long_cours and (fin is not None or days is not None):
        return True
    if debut is None or fin is None:
        return False
    counted = (fin - debut).days + 1
    return counted < 1 or (days is not None and days != counted)


def _date(read_: FinLue | None) -> dt.date | None:
    """Give a date as written, None without its year or when there is no such day."""
    if read_ is None or read_.annee is None:
        return None
    try:
        return dt.date(read_.annee, read_.mois, read_.jour)
    except ValueError:
        return None


def _day(day: dt.date) -> str:
    """Give a day as CDA writes it."""
    return f"{day:%Y%m%d}"
