"""`lls touches`: the keys of the wizard, from the registry that binds them."""

from argparse import ArgumentParser, Namespace

from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.wizard.keys import described


def configure(parser: ArgumentParser) -> None:
    """Declare nothing: the command has no argument."""
    del parser


def run(args: Namespace, context: Context) -> ExitCode:
    """Write each key, its typed command, and what it does."""
    del args
    rows = described()
    wide, typed = max(len(row[0]) for row in rows), max(len(row[2]) for row in rows)
    context.say(f"{'touche':<{wide}}  {'commande':<{typed}}  effet")
    for key, effect, word in rows:
        context.say(f"{key:<{wide}}  {word:<{typed}}  {effect}")
    return ExitCode.OK
