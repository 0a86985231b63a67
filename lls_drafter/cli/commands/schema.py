"""`lls schema`: the JSON Schema of a file kind, so that any editor completes and checks it."""

import json
from argparse import ArgumentParser, Namespace

from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.session.schemas import SCHEMAS

_AUDIT = "audit"


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "nom",
        metavar="NOM",
        choices=sorted((*SCHEMAS, _AUDIT)),
        help="audit, file, lettre, lignes, reglages ou verifier",
    )


def run(args: Namespace, context: Context) -> ExitCode:
    """Write the schema."""
    if args.nom == _AUDIT:
        from lls_drafter.audit.schema import audit_schema  # noqa: PLC0415 - heavy: the engine and the model

        schema = audit_schema()
    else:
        schema = SCHEMAS[args.nom]()
    context.say(json.dumps(schema, ensure_ascii=False, indent=2))
    return ExitCode.OK
