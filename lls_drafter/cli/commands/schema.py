"""`lls schema`: the JSON Schema of a file kind, so that any editor completes and checks it."""

import json
from argparse import ArgumentParser, Namespace

from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.session.schemas import SCHEMAS


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "nom", metavar="NOM", choices=sorted(SCHEMAS), help="file, lettre, lignes, reglages ou verifier"
    )


def run(args: Namespace, context: Context) -> ExitCode:
    """Write the schema."""
    context.say(json.dumps(SCHEMAS[args.nom](), ensure_ascii=False, indent=2))
    return ExitCode.OK
