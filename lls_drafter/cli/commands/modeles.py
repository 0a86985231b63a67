"""`lls modeles`: the templates of letters, for the referent of a service."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode

_DESTINATIONS = ("site", "utilisateur")


def configure(parser: ArgumentParser) -> None:
    """Declare the actions; without one, the list."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    one = actions.add_parser("liste", help="lister les modèles, leur couche et leur état")
    _letters.add_packs(one)
    one = actions.add_parser("montrer", help="montrer les sections et les champs d'un modèle")
    one.add_argument("modele", metavar="MODELE", help="identifiant, ou dossier d'un modèle")
    one.add_argument(
        "--origine", action="store_true", help="dire quel fichier et quelle ligne ont décidé chaque valeur"
    )
    one.add_argument("--blocs", action="store_true", help="montrer les blocs et les champs à placer dans un papier")
    _letters.add_packs(one)
    one = actions.add_parser("nouveau", help="commencer le modèle d'un service")
    _add_folder(one)
    one.add_argument("--depuis", metavar="ID", default="mco_standard", help="modèle à étendre (mco_standard)")
    one.add_argument("--titre", metavar="TEXTE", default="", help="titre du modèle")
    _letters.add_packs(one)
    one = actions.add_parser("assistant", help="changer un modèle en répondant à des questions, sans YAML")
    _add_folder(one)
    _letters.add_packs(one)
    one = actions.add_parser("verifier", help="vérifier un modèle : textes, papier Word, rendu d'une lettre témoin")
    one.add_argument("modele", metavar="MODELE", nargs="+", help="dossier, ou identifiant d'un modèle")
    _letters.add_packs(one)
    _add_preview(actions.add_parser("apercu", help="voir une lettre d'exemple avec ce modèle"))
    _add_publish(actions.add_parser("publier", help="signer un modèle et le mettre à disposition"))
    one = actions.add_parser("comparer", help="comparer deux modèles, ou un modèle et les mises à jour de sa base")
    one.add_argument("modele", metavar="A", help="dossier ou identifiant")
    one.add_argument(
        "autre", metavar="B", nargs="?", help="dossier ou identifiant (sans lui : ce que la base a changé)"
    )
    _letters.add_packs(one)


def _add_folder(parser: ArgumentParser) -> None:
    """Declare the folder of a template."""
    parser.add_argument("dossier", metavar="DOSSIER", type=Path, help="dossier du modèle ; son nom est l'identifiant")


def _add_preview(parser: ArgumentParser) -> None:
    """Declare the arguments of a preview."""
    parser.add_argument("modele", metavar="MODELE", help="dossier, ou identifiant d'un modèle")
    parser.add_argument(
        "--lettre", metavar="FICHIER", type=Path, help="lettre à montrer (par défaut : un exemple fictif)"
    )
    parser.add_argument("--vers", metavar="FORMAT", default="txt", help="format (txt par défaut ; docx, html, pdf…)")
    parser.add_argument("-o", "--sortie", metavar="DOSSIER", type=Path, help="écrire là plutôt qu'à l'écran")
    parser.add_argument("--suivre", action="store_true", help="recommencer à chaque enregistrement ; Ctrl-C termine")
    _letters.add_packs(parser)


def _add_publish(parser: ArgumentParser) -> None:
    """Declare the arguments of a sign-off."""
    _add_folder(parser)
    parser.add_argument("--par", metavar="NOM", required=True, help="qui signe le modèle")
    parser.add_argument("--fonction", metavar="TEXTE", default="", help="sa fonction")
    state = parser.add_mutually_exclusive_group()
    state.add_argument("--candidat", action="store_true", help="le proposer seulement : il ne rédige pas encore")
    state.add_argument("--retirer", action="store_true", help="ne plus s'en servir pour de nouvelles lettres")
    parser.add_argument(
        "--installer",
        metavar="OU",
        choices=_DESTINATIONS,
        help="le copier là où les lettres le trouvent : " + " ou ".join(_DESTINATIONS),
    )
    parser.add_argument(
        "--remplacer", action="store_true", help="avec --installer : remplacer un modèle du même nom, venu d'ailleurs"
    )
    _letters.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Carry out one action; each one's module is loaded when it is asked for."""
    packs = tuple(getattr(args, "pack", ()))
    match args.action:
        case "montrer" | "comparer":
            from lls_drafter.cli.commands import _templates_show as show  # noqa: PLC0415 - one action at a time

            return (
                show.describe(args, context, packs) if args.action == "montrer" else show.compare(args, context, packs)
            )
        case "nouveau" | "publier" | "verifier":
            from lls_drafter.cli.commands import _templates_make as make  # noqa: PLC0415 - likewise

            acts = {"nouveau": make.start, "publier": make.publish, "verifier": make.verify}
            return acts[args.action](args, context, packs)
        case "apercu":
            from lls_drafter.cli.commands._templates_preview import preview  # noqa: PLC0415 - likewise

            return preview(args, context, packs)
        case "assistant":
            from lls_drafter.cli.commands._templates_assistant import assist  # noqa: PLC0415 - likewise

            return assist(args, context, packs)
        case _:
            from lls_drafter.cli.commands._templates_show import list_all  # noqa: PLC0415 - likewise

            return list_all(context, packs)
