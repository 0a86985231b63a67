"""`lls touches`: the commands of the wizard and their keys in force, from the registry that binds them."""

from argparse import ArgumentParser, Namespace
from itertools import groupby

from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.settings import load_settings
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.commands import Mode
from lls_drafter.wizard.keys import Row, described

_NOTES = {
    Mode.PARTOUT: "",
    Mode.CELLULE: "tableau",
    Mode.CHAMP_VIDE: "champ vide",
}


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--interface",
        choices=[Interface.PLEIN.value, Interface.INVITE.value],
        default=Interface.PLEIN.value,
        help="celle dont on veut les touches (plein, sans précision)",
    )


def run(args: Namespace, context: Context) -> ExitCode:
    """Write each command by group: its keys, what can be typed instead, what it does and where.

    Raises:
        UsageError: the settings' keys cannot be bound.
    """
    rows = described(load_settings().touches, args.interface)
    wide, typed = max(len(_first(row)) for row in rows), max(len(row.commande) for row in rows)
    context.say(f"Interface {args.interface}. Changer une touche : lls configurer --regler touches.apercu=Ctrl-G")
    for group, members in groupby(rows, key=lambda row: row.groupe):
        context.say()
        context.say(f"{group.capitalize()}")
        for row in members:
            context.say(f"  {_first(row):<{wide}}  {row.commande:<{typed}}  {_told(row)}".rstrip())
    context.say()
    context.say("Une commande se tape seule sur sa ligne, avec « : » quand il est montré ici.")
    if any(row.mode is Mode.CELLULE and row.touches for row in rows):
        context.say("[tableau] : la touche agit sur la ligne, quand aucune case n'est en cours d'écriture.")
    context.say("[champ vide] : la touche n'agit que sur un champ vide.")
    return ExitCode.OK


def _told(row: Row) -> str:
    """Say what a command does, its other keys, and where its keys are heard when that is not everywhere."""
    others = f" (aussi {', '.join(row.touches[1:])})" if row.touches[1:] else ""
    note = f" [{_NOTES[row.mode]}]" if row.touches and _NOTES[row.mode] else ""
    return f"{row.effet}{others}{note}"


def _first(row: Row) -> str:
    """Give the key to teach, empty for none."""
    return row.touches[0] if row.touches else ""
