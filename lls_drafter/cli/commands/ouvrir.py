"""`lls ouvrir`: take up a letter where it was left."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.commands._wizard import add_interface, converse, decide
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.session.opening import open_letter
from lls_drafter.settings import load_settings
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
    return open_path(
        args.fichier,
        context,
        interface=args.interface,
        packs=tuple(args.pack),
        force=args.forcer_verrou,
        reponses=args.reponses,
    )


def open_path(  # noqa: PLR0913 - what the command line may say
    path: Path,
    context: Context,
    *,
    interface: str | None,
    packs: tuple[Path, ...] = (),
    force: bool = False,
    reponses: Path | None = None,
) -> ExitCode:
    """Open a letter and talk it through; the settings are read anew each time.

    Args:
        path: the letter's file.
        context: the time and the streams.
        interface: the front end asked for on the command line, None for none.
        packs: folders of packs named on the command line.
        force: take the lock from a holder who gave no sign of life for two minutes.
        reponses: a file of answers: no question is asked.

    Raises:
        WizardInterrupted: Ctrl-C; the letter is saved.
        LlsError: it cannot be opened, no terminal, or it could not be saved.
    """
    settings = load_settings()
    on_screen = context.stdin.isatty() and context.stdout.isatty()
    # Only the full screen knows how to wait for a letter that somebody else holds.
    may_read = (
        not force
        and reponses is None
        and on_screen
        and decide(interface, settings, context).interface is Interface.PLEIN
    )
    with open_letter(
        path, clock=context.clock, settings=settings, packs=packs, read_only_allowed=may_read, force=force
    ) as opened:
        return converse(opened, context, interface=interface, reponses=reponses)
