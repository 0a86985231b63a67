"""`lls listes`: the check-lists: tick one for a letter, see them, adapt them to a service, verify and sign them."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.cli.commands import _letters, _lists_tick
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode

_DESTINATIONS = ("site", "utilisateur")


def configure(parser: ArgumentParser) -> None:
    """Declare the actions; without one, the list."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    _lists_tick.configure(
        actions.add_parser("cocher", help="répondre aux points de la liste, un à un ou avec --reponse")
    )
    one = actions.add_parser("liste", help="lister les listes de contrôle et leur état")
    _letters.add_packs(one)
    one = actions.add_parser("montrer", help="montrer les règles et les points d'une liste")
    one.add_argument("liste", metavar="LISTE", help="identifiant, ou fichier")
    one.add_argument(
        "--origine", action="store_true", help="dire quel fichier et quelle ligne ont décidé chaque valeur"
    )
    _letters.add_packs(one)
    one = actions.add_parser("apercu", help="montrer une liste comme on la coche")
    one.add_argument("liste", metavar="LISTE", help="identifiant, ou fichier")
    _letters.add_packs(one)
    one = actions.add_parser("nouveau", help="commencer la liste d'un service")
    _add_file(one)
    one.add_argument("--depuis", metavar="ID", help="liste à étendre ; du même nom : elle y ajoute des points")
    one.add_argument("--titre", metavar="TEXTE", default="", help="titre de la liste")
    _letters.add_packs(one)
    one = actions.add_parser("assistant", help="ajouter des points ou des règles en répondant à des questions")
    _add_file(one)
    _letters.add_packs(one)
    one = actions.add_parser("verifier", help="vérifier une liste et jouer les exemples de ses règles")
    one.add_argument("liste", metavar="LISTE", nargs="+", help="fichier, ou identifiant")
    _letters.add_packs(one)
    one = actions.add_parser("publier", help="signer une liste et la mettre à disposition")
    _add_file(one)
    one.add_argument("--par", metavar="NOM", required=True, help="qui signe la liste")
    one.add_argument("--fonction", metavar="TEXTE", default="", help="sa fonction")
    one.add_argument("--installer", metavar="OU", choices=_DESTINATIONS, help=" ou ".join(_DESTINATIONS))
    one.add_argument(
        "--remplacer", action="store_true", help="avec --installer : remplacer une liste du même nom, venue d'ailleurs"
    )
    _letters.add_packs(one)
    one = actions.add_parser("comparer", help="comparer deux listes")
    one.add_argument("liste", metavar="A", help="fichier ou identifiant")
    one.add_argument("autre", metavar="B", help="fichier ou identifiant")
    _letters.add_packs(one)


def _add_file(parser: ArgumentParser) -> None:
    """Declare the file of a list."""
    parser.add_argument("fichier", metavar="FICHIER", type=Path, help="fichier de la liste ; son nom est l'identifiant")


def run(args: Namespace, context: Context) -> ExitCode:
    """Carry out one action; each one's module is loaded when it is asked for."""
    if args.action == "cocher":
        return _lists_tick.tick(args, context)
    packs = tuple(getattr(args, "pack", ()))
    if args.action in ("nouveau", "assistant", "verifier", "publier"):
        from lls_drafter.cli.commands import _lists_make as make  # noqa: PLC0415 - one action at a time

        acts = {"nouveau": make.start, "assistant": make.assist, "verifier": make.verify, "publier": make.publish}
        return acts[args.action](args, context, packs)
    from lls_drafter.cli.commands import _lists_show as show  # noqa: PLC0415 - likewise

    match args.action:
        case "montrer":
            return show.describe(args, context, packs)
        case "apercu":
            return show.preview(args, context, packs)
        case "comparer":
            return show.compare(args, context, packs)
        case _:
            return show.list_all(context, packs)
