"""What two packs do not share, line by line."""

from collections.abc import Sequence

from lls_drafter.cli.context import Context
from lls_drafter.packs.values import Difference

_LONG = 70


def short(value: str | None) -> str:
    """Give a value on one line, cut when it is long; « (rien) » where nothing is said."""
    if value is None:
        return "(rien)"
    flat = " ".join(value.split())
    return flat if len(flat) <= _LONG else flat[: _LONG - 1] + "…"


def say_differences(found: Sequence[Difference], left: str, right: str, context: Context) -> None:
    """Write each value that differs, then how many there are between the two ids."""
    for one in found:
        context.say(one.name)
        context.say(f"  - {short(one.left)}")
        context.say(f"  + {short(one.right)}")
    count = len(found)
    context.say(f"{count} différence{'s' if count > 1 else ''} entre {left} (-) et {right} (+)")
