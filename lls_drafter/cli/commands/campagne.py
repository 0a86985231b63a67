"""`lls campagne`: a quality campaign's papers, from the JSON of audits: plan, review after a year, poster, profile."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping

from lls_drafter.cli.commands import _campaign_plan, _campaign_show
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode

Action = Callable[[Namespace, Context], ExitCode]


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _campaign_plan.configure_plan(actions.add_parser("plan", help="plan d'action prérempli depuis un audit"))
    _campaign_plan.configure_point(actions.add_parser("point", help="point d'étape : le plan et un nouvel audit"))
    _campaign_show.configure_poster(actions.add_parser("affiche", help="affichette en cinq points, une page"))
    _campaign_show.configure_profile(actions.add_parser("profil", help="profil du site, à la forme de la campagne"))


def run(args: Namespace, context: Context) -> ExitCode:
    """Carry out the action."""
    return _ACTIONS[args.action](args, context)


_ACTIONS: Mapping[str, Action] = {
    "plan": _campaign_plan.run_plan,
    "point": _campaign_plan.run_point,
    "affiche": _campaign_show.run_poster,
    "profil": _campaign_show.run_profile,
}
