"""What the two commands of the register share: the moment of the act, and what the record must receive."""

from argparse import ArgumentParser, Namespace
from datetime import date, time
from typing import Any

from lls_drafter.cli.context import Context
from lls_drafter.drafts import files
from lls_drafter.drafts.store import SUFFIX, LetterStore
from lls_drafter.errors import LlsError, UsageError
from lls_drafter.letter.dates import DateRead, TimeRead, parse_date_text, parse_time_text
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.text import clean_text
from lls_drafter.session.register import record_line
from lls_drafter.session.render import RenderOptions, render_letter


def add_moment(parser: ArgumentParser) -> None:
    """Declare when the act took place: today and now unless it is recorded later."""
    parser.add_argument("--le", metavar="DATE", help="jour de l'acte, s'il est passé (12/3, hier, j-2…)")
    parser.add_argument("--heure", metavar="HEURE", help="heure de l'acte (14h30)")


def moment(args: Namespace, context: Context) -> tuple[date, time | None]:
    """Give the day and the hour of the act.

    Raises:
        UsageError: the date or the hour cannot be read, or is still to come.
    """
    now = context.clock.now()
    day, hour = now.date(), None if args.le else now.time().replace(second=0, microsecond=0, tzinfo=None)
    if args.le:
        day = _read(parse_date_text(args.le, today=now.date()), "jour")
    if args.heure:
        hour = _read(parse_time_text(args.heure), "heure")
    if day > now.date() or (day == now.date() and hour is not None and hour > now.time()):
        raise UsageError(
            "un acte à venir ne s'enregistre pas : il est prévu, pas fait", hint="le prévoir dans la lettre"
        )
    return day, hour


def _read(read: DateRead | TimeRead, what: str) -> Any:  # noqa: ANN401 - a date or a time, as asked
    """Give what was understood, or refuse with the reason."""
    if read.value is None:
        raise UsageError(f"{what} illisible : {read.problem}" if read.problem else f"{what} illisible")
    return read.value


def finish(lettre: Lettre, store: LetterStore, context: Context, what: str, detail: str) -> None:
    """Say what goes into the patient's record: one line to paste, and the trace page written beside the letter."""
    context.say("À coller dans le dossier du patient :")
    context.say("  " + clean_text(record_line(lettre, what, detail)).replace("\n", " ").strip())
    page = store.path.with_name(store.path.name.removesuffix(SUFFIX) + ".trace.txt")
    options = RenderOptions(today=context.clock.now().date())
    try:
        files.write_private(page, render_letter(lettre, "trace-txt", options))
    except LlsError as error:  # the act is recorded: only the page is missing
        context.warn(f"L'acte est enregistré, mais la page de trace n'a pas pu être écrite : {error.message}")
        context.warn("  → la produire avec « lls rendre --vers trace »")
        return
    context.say(f"Page de trace : {page}")
