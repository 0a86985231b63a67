"""`lls formation copier CAS DOSSIER`: begin a case of one's own from another."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    _formation.add_case(parser)
    parser.add_argument("dossier", metavar="DOSSIER", type=Path, help="dossier à créer : son nom devient l'identifiant")
    _formation.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Copy the case and say what its files are for."""
    from lls_drafter.packs.cases import load_case  # noqa: PLC0415 - for this action only
    from lls_drafter.places import expanded  # noqa: PLC0415 - likewise
    from lls_drafter.training.case_copy import copy_case  # noqa: PLC0415 - likewise

    made = copy_case(load_case(args.cas, extra=tuple(args.pack)), expanded(str(args.dossier)))
    for path in made:
        context.say(f"  {path}")
    bare = args.dossier.name == str(args.dossier)  # a bare name would be taken for an id
    context.say(f"Modifier ces fichiers, puis : lls formation verifier {'./' if bare else ''}{args.dossier}")
    return ExitCode.OK
