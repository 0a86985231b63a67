"""Where a session takes the time and its ids from: the system, or fixed sources in demonstrations and tests."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> datetime:
        """Give the present moment, with its time zone."""
        ...


class Ids(Protocol):
    """Something that gives new ids."""

    def new(self) -> str:
        """Give an id that was never given before."""
        ...


class SystemClock:
    """The clock of the computer, in its own time zone."""

    def now(self) -> datetime:
        """Give the present moment, to the second."""
        return datetime.now().astimezone().replace(microsecond=0)


class SeatZone(tzinfo):
    """The time zone of the computer: summer and winter each with its own offset, for days of any season."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Give the offset of a local moment from UTC."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002 - a method of tzinfo
        """Give no saving time apart: the offset says it all."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """Give the zone's name at a local moment."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()


def in_seat_zone(moment: datetime) -> datetime:
    """Give a moment in the seat's time zone; one without zone is taken as said there."""
    local = moment if moment.tzinfo is None else moment.astimezone().replace(tzinfo=None)
    return local.replace(tzinfo=SeatZone())


class RandomIds:
    """Random UUIDs."""

    def new(self) -> str:
        """Give a new UUID in lower case."""
        return str(uuid.uuid4())


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still: same input, same bytes."""

    moment: datetime

    def now(self) -> datetime:
        """Give the fixed moment."""
        return self.moment


@dataclass(slots=True)
class NumberedIds:
    """Ids that follow one another from a name: same input, same bytes."""

    name: str
    _count: int = field(default=0)

    def new(self) -> str:
        """Give the next UUID of this name."""
        self._count += 1
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.name}/{self._count}"))
