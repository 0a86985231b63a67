"""`lls formation exporter`: the results of a group, for the teacher: a CSV for a spreadsheet, an HTML page."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode, UsageError


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "sources",
        metavar="DOSSIER",
        type=Path,
        nargs="*",
        help="fichiers « progres.jsonl » des apprenants, ou leur dossier (par défaut : ceux de ce poste)",
    )
    parser.add_argument("--csv", metavar="FICHIER", type=Path, help="une ligne par résultat, pour un tableur")
    parser.add_argument("--html", metavar="FICHIER", type=Path, help="une page à lire et à imprimer")


def run(args: Namespace, context: Context) -> ExitCode:
    """Gather the results and write what is asked; a file that cannot be used is told and stops nothing."""
    from lls_drafter.drafts.files import write_private  # noqa: PLC0415 - for this action only
    from lls_drafter.training.criteria import criterion_titles  # noqa: PLC0415 - for this action only
    from lls_drafter.training.group import gather, to_csv  # noqa: PLC0415 - for this action only
    from lls_drafter.training.group_page import few_learners  # noqa: PLC0415 - for this action only
    from lls_drafter.training.learner import training_folder  # noqa: PLC0415 - for this action only

    if args.csv is None and args.html is None:
        raise UsageError("rien à écrire", hint="ajouter « --csv FICHIER » ou « --html FICHIER »")
    if not args.sources and not training_folder().exists():
        raise UsageError("aucun résultat de formation sur ce poste", hint="donner les dossiers d'autres postes")
    group = gather(args.sources or [training_folder()])
    titles = criterion_titles()
    for note in (*group.notes, *few_learners(group)):
        context.warn(f"attention : {note}")
    if args.csv is not None:
        write_private(args.csv, to_csv(group, tuple(titles)))
        context.say(f"Tableur : {args.csv}")
    if args.html is not None:
        from lls_drafter.training.group_html import group_html  # noqa: PLC0415 - for this output only

        write_private(args.html, group_html(group, titles))
        context.say(f"Page : {args.html}")
    learners, results = len(group.apprenants), len(group.resultats)
    context.say(
        f"{learners} apprenant{'s' if learners > 1 else ''}, {results} résultat{'s' if results > 1 else ''}, "
        f"{group.fichiers} fichier{'s' if group.fichiers > 1 else ''}."
    )
    return ExitCode.OK
