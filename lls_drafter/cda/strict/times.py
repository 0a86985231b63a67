"""Times as CDA writes them (`AAAAMMJJhhmmss±hhmm`, cut anywhere): are they real, is one before another."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from lls_drafter.cda.strict.tree import find, kind_of, local
from lls_drafter.cda.xml import Element

_TIME: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<month>[0-9]{2})(?:(?P<day>[0-9]{2})"
    r"(?:(?P<hour>[0-9]{2})(?:(?P<minute>[0-9]{2})(?:(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?)?)?)?)?"
    r"(?P<zone>[+-][0-9]{4})?"
)
_DAY: Final = 3
_FULL: Final = 6
_WHOLE: Final = {"month": 12, "hour": 23, "minute": 59, "second": 59}
_HOLDERS: Final = frozenset({"effectiveTime", "time", "birthTime", "deceasedTime", "signatureTime"})
_BOUNDS: Final = frozenset({"low", "high", "center"})
_TIME_TYPES: Final = frozenset({"TS", "IVL_TS", "PIVL_TS", "SXPR_TS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A real time.

    Attributes:
        first: the first instant that it can be, as written, without zone.
        last: the last one.
        zone: the offset, None when none is written.
        precision: how many of year, month, day, hour, minute, second are written.
    """

    first: dt.datetime
    last: dt.datetime
    zone: dt.timedelta | None
    precision: int

    @property
    def is_full(self) -> bool:
        """Tell whether it is written to the second, with a zone."""
        return self.precision == _FULL and self.zone is not None

    @property
    def has_day(self) -> bool:
        """Tell whether at least a day is written."""
        return self.precision >= _DAY

    @property
    def lacks_zone(self) -> bool:
        """Tell whether an hour is written without a zone."""
        return self.precision > _DAY and self.zone is None


def read_time(text: str | None) -> Moment | None:
    """Give a time, None when the text is none or the day does not exist."""
    match = _TIME.fullmatch(text or "")
    if match is None:
        return None
    written = {name: int(value) for name, value in match.groupdict().items() if name != "zone" and value is not None}
    zone = _zone(match["zone"])
    try:
        first = dt.datetime(**{"month": 1, "day": 1, **written})  # type: ignore[arg-type]  # noqa: DTZ001 - as written
        last = _last(written)
    except ValueError:
        return None
    if match["zone"] is not None and zone is None:
        return None
    return Moment(first=first, last=last, zone=zone, precision=len(written))


def _last(written: dict[str, int]) -> dt.datetime:
    """Give the last second of what is written."""
    filled = {**_WHOLE, **written}
    if "day" in written:
        return dt.datetime(**filled)  # type: ignore[arg-type]  # noqa: DTZ001 - as written
    month_end = dt.datetime(filled["year"], filled["month"], 28, 23, 59, 59) + dt.timedelta(days=4)  # noqa: DTZ001
    return month_end - dt.timedelta(days=month_end.day)


def _zone(text: str | None) -> dt.timedelta | None:
    """Give an offset, None without one or when it is out of bounds (±14:00)."""
    if text is None:
        return None
    hours, minutes = int(text[1:3]), int(text[3:])
    if hours > 14 or minutes > 59:
        return None
    offset = dt.timedelta(hours=hours, minutes=minutes)
    return -offset if text[0] == "-" else offset


def certainly_before(one: Moment | None, other: Moment | None) -> bool:
    """Tell whether a time ends before another begins; False when it is not certain (unknown, or of the same day).

    Two hours with their zones are compared as instants; else both as they are written.
    """
    if one is None or other is None:
        return False
    last, first = one.last, other.first
    if one.zone is not None and other.zone is not None and min(one.precision, other.precision) > _DAY:
        return _shifted(last, one.zone) < _shifted(first, other.zone)
    return last < first


def _shifted(moment: dt.datetime, zone: dt.timedelta) -> dt.datetime:
    """Give an instant in UTC; at the ends of the calendar, as written."""
    try:
        return moment - zone
    except OverflowError:
        return moment


def time_of(element: Element | None) -> Moment | None:
    """Give the time in an element's `value`."""
    return read_time(element.get("value")) if element is not None else None


def bound(element: Element | None, name: str) -> Moment | None:
    """Give the bound (`low`, `high`) of an element's interval."""
    return time_of(find(element, name)) if element is not None else None


def is_time(element: Element) -> bool:
    """Tell whether an element's `value` is a time, by its name, its type and what it is in."""
    name = local(element)
    if name in _HOLDERS or (name == "value" and kind_of(element) == "TS"):
        return True
    if name not in _BOUNDS:
        return False
    above = element.getparent()
    while above is not None and local(above) in {"comp", "phase"}:
        if kind_of(above) in _TIME_TYPES or local(above) == "phase":
            return True
        above = above.getparent()
    return above is not None and (local(above) in _HOLDERS or kind_of(above) in _TIME_TYPES)
