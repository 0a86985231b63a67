"""Which letters an audit looks at: what `lls audit`, `extraire` and `comparer` ask for in the same words."""

import os
from argparse import ArgumentParser, Namespace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.context import Context
from lls_drafter.errors import UsageError
from lls_drafter.letter.dates import parse_date_text

if TYPE_CHECKING:  # the rules and the model come when there is something to judge
    from lls_drafter.audit.folder import Fichiers
    from lls_drafter.audit.pool import Progress
    from lls_drafter.audit.run import Releve, Requete

_MOST_PROCESSES = 8


def add_scope(parser: ArgumentParser) -> None:
    """Declare which letters are looked at."""
    parser.add_argument("--depuis", metavar="DATE", help="premier jour de sortie compté")
    parser.add_argument("--jusqua", metavar="DATE", help="dernier jour de sortie compté")
    parser.add_argument(
        "--sejours", metavar="FICHIER.csv", type=Path, help="compter ces séjours : sejour;sortie;uf;activite"
    )
    parser.add_argument(
        "--fictives", action="store_true", help="juger aussi les lettres fictives (exemples, formation)"
    )
    parser.add_argument("--processus", metavar="N", type=int, help="nombre de processus (par défaut : selon le poste)")
    _letters.add_packs(parser)


def scope_request(args: Namespace, context: Context, found: "Fichiers") -> "Requete":
    """Read which letters are looked at.

    Raises:
        UsageError: the arguments say nothing.
        DraftError: a list of stays or an extract cannot be used.
    """
    from lls_drafter.audit.contributions import read_contributions  # noqa: PLC0415 - heavy: the engine and the model
    from lls_drafter.audit.pool import FEW  # noqa: PLC0415 - likewise
    from lls_drafter.audit.run import Requete  # noqa: PLC0415 - likewise
    from lls_drafter.audit.scoring import Demande  # noqa: PLC0415 - likewise
    from lls_drafter.audit.stays import read_stays  # noqa: PLC0415 - likewise

    today = context.clock.now().date()
    start, end = _day("depuis", args.depuis, today), _day("jusqua", args.jusqua, today)
    if start is not None and end is not None and start > end:
        raise UsageError("--depuis est après --jusqua")
    if args.processus is not None and args.processus < 1:
        raise UsageError("--processus : un nombre de 1 ou plus est attendu")
    usual = 1 if len(found.lettres) <= FEW else min(os.cpu_count() or 1, _MOST_PROCESSES)
    asked = Demande(today=today, depuis=start, jusqua=end, fictives=args.fictives)
    return Requete(
        demande=asked,
        processes=args.processus or usual,
        packs=tuple(args.pack),
        sejours=read_stays(args.sejours, today=today) if args.sejours is not None else None,
        apports=read_contributions(found, asked, tuple(args.pack)),
    )


def judged_by(found: "Fichiers", request: "Requete", context: Context) -> "Releve":
    """Judge the files of a request, the progress shown on a terminal."""
    from lls_drafter.audit.run import judge_all  # noqa: PLC0415 - heavy: the engine and the model
    from lls_drafter.session.evaluate import letter_checklists  # noqa: PLC0415 - likewise

    lists_of = partial(letter_checklists, extra=request.packs)
    return judge_all(found.lettres, request, lists_of, _progress(context, len(found.lettres)))


def _day(name: str, text: str | None, today: date) -> date | None:
    """Read one end of the period."""
    if text is None:
        return None
    read = parse_date_text(text, today=today)
    if read.value is None:
        raise UsageError(f"--{name} : {read.problem}")
    return read.value


def _progress(context: Context, total: int) -> "Progress | None":
    """Give what shows the progress on a terminal; None elsewhere."""
    if not context.stderr.isatty():
        return None

    def show(done: int) -> None:
        context.stderr.write(f"\rlettres lues : {done} sur {total}" + ("\r\x1b[K" if done == total else ""))
        context.stderr.flush()

    return show
