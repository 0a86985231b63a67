"""The entry point `lls`: answers the plain questions itself, hands the rest to `cli.border`.

`lls --help` must be instant, so this module imports nothing of ours before it has to.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from lls_drafter.cli.overview import overview

if TYPE_CHECKING:
    from typing import NoReturn

_FIRST_GARBAGE = 400_000  # objects made before Python looks for garbage: a command lives for less than a second


def entry() -> "NoReturn":
    """Run `lls` as a process, and leave without taking the interpreter apart.

    Everything is written and every lock given back when `main` returns; tidying the memory of 60,000 objects one by
    one would cost 25 ms more (mypy leaves in the same way). A tracer, such as coverage, is let finish its work.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    if sys.gettrace() is not None or "coverage" in sys.modules:
        sys.exit(code)
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `lls` with the arguments of the process; give its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        text = overview(arguments)
        if text is None:
            return _command(arguments)
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _command(arguments: list[str]) -> int:
    """Carry out one command."""
    import gc  # noqa: PLC0415 - not for the help

    gc.set_threshold(_FIRST_GARBAGE)
    # No third-party plugin of pydantic is to see a letter, and looking for some costs 30 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from lls_drafter.cli.border import run  # noqa: PLC0415 - not for the help
    from lls_drafter.cli.context import Context  # noqa: PLC0415 - not for the help

    return int(run(arguments, Context()))
