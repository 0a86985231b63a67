"""`lls ouvrir`: take up a letter where it was left."""

from argparse import ArgumentParser, Namespace

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.commands._wizard import add_interface, converse, decide
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.session.opening import open_letter
from lls_drafter.settings import Settings, load_settings
from lls_drafter.wizard.choose import Interface


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    _letters.add_letter(parser)
    add_interface(parser)
    _letters.add_packs(parser)
    parser.add_argument(
        "--forcer-verrou",
        action="store_true",
        help="reprendre la lettre d'un poste arrêté ou bloqué, sans signe de vie depuis deux minutes",
    )


def run(args: Namespace, context: Context) -> ExitCode:
    """Open the letter at the step where it was left; a validated one does not change any more."""
    settings = load_settings()
    with open_letter(
        args.fichier,
        clock=context.clock,
        settings=settings,
        packs=tuple(args.pack),
        read_only_allowed=not args.forcer_verrou and _may_read(args, settings, context),
        force=args.forcer_verrou,
    ) as opened:
        return converse(opened, args, context)


def _may_read(args: Namespace, settings: Settings, context: Context) -> bool:
    """Tell whether a letter that somebody else holds may be read: only the full screen knows how to wait for it."""
    if args.reponses is not None or not (context.stdin.isatty() and context.stdout.isatty()):
        return False
    return decide(args, settings, context).interface is Interface.PLEIN
