"""Who holds a letter: the owner file beside its lock, with signs of life, and the sentences that tell it."""

import getpass
import json
import os
import platform
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from lls_drafter.drafts import files
from lls_drafter.errors import DraftError

SILENT = timedelta(minutes=5)  # without a sign of life: the way to take the lock is told
FORCEABLE = timedelta(minutes=2)  # younger than this, a lock is not taken by force
_MOST_BYTES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a letter.

    Attributes:
        qui: the computer account.
        machine: the computer's name.
        pid: the process, on that machine.
        depuis: when the letter was opened.
        vu: the last sign of life.
        jeton: tells this holding from any other.
        systeme: whether the system's own lock backs it.
    """

    qui: str
    machine: str
    pid: int
    depuis: datetime
    vu: datetime
    jeton: str
    systeme: bool = True

    @classmethod
    def here(cls, now: datetime) -> Self:
        """Give this process as a holder."""
        return cls(
            qui=account(),
            machine=platform.node(),
            pid=os.getpid(),
            depuis=now,
            vu=now,
            jeton=secrets.token_hex(8),
        )

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Read an owner file, None when it says nothing."""
        try:
            data = json.loads(files.read_limited(path, _MOST_BYTES))
            since = datetime.fromisoformat(data["depuis"]).astimezone()
            return cls(
                qui=str(data["qui"]),
                machine=str(data["machine"]),
                pid=int(data.get("pid", 0)),
                depuis=since,
                vu=datetime.fromisoformat(data["vu"]).astimezone() if "vu" in data else since,
                jeton=str(data.get("jeton", "")),
                systeme=bool(data.get("systeme", True)),
            )
        except (DraftError, OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def as_bytes(self) -> bytes:
        """Give the content of the owner file."""
        dated = {"depuis": self.depuis.isoformat(), "vu": self.vu.isoformat()}
        return json.dumps(asdict(self) | dated).encode("ascii")

    def seen(self, now: datetime) -> Self:
        """Give the same holder with a new sign of life."""
        return replace(self, vu=now)

    def silence(self, now: datetime) -> timedelta:
        """Tell how long ago the last sign of life was; a clock ahead of ours counts as now."""
        return max(now - self.vu, timedelta())

    def is_dead(self) -> bool:
        """Tell whether the process is known to have ended: one of this machine only, where the system can tell."""
        if self.machine != platform.node() or os.name != "posix" or self.pid <= 0:
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except OSError:
            return False
        return False

    def phrase(self, now: datetime) -> str:
        """Say who, where, since when and how long, and a silence that lasts."""
        said = f"{self.qui} sur {self.machine} depuis {moment(self.depuis, now)}, {ago(now - self.depuis)}"
        silence = self.silence(now)
        return f"{said} ; sans signe de vie depuis {lasting(silence)}" if silence >= FORCEABLE else said


def owner_file(letter: Path) -> Path:
    """Give the file beside a letter that says who holds it."""
    return letter.with_name(f".{letter.name}.qui")


def account() -> str:
    """Give the name of the computer account, « inconnu » when the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "inconnu"


def moment(when: datetime, now: datetime) -> str:
    """Give an hour of today, or a day and an hour."""
    local = when.astimezone(now.tzinfo)
    return f"{local:%H:%M}" if local.date() == now.date() else f"le {local:%d/%m à %H:%M}"


def ago(age: timedelta) -> str:
    """Give « il y a 12 min »."""
    return f"il y a {lasting(age)}"


def lasting(age: timedelta) -> str:
    """Give « 12 min », « 3 h » or « 2 jours »."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return "moins d'une minute"
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    if hours < 24:
        return f"{hours} h"
    return f"{hours // 24} jour{'s' if hours >= 48 else ''}"
