"""`lls audit comparer`: two readings of the same letters, by hand or by the tool, criterion by criterion."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.audit.concordance import Lecture, compare
from lls_drafter.audit.concordance_out import concordance_data, concordance_lines
from lls_drafter.audit.double_reading import hand_reading, read_correspondence, tool_reading
from lls_drafter.audit.folder import PAPER, Fichiers, list_sources
from lls_drafter.cli.commands import _audit_scope
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode, UsageError


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    words = f"saisie *{PAPER}, ou dossier de lettres jugées par ce logiciel"
    parser.add_argument("premiere", metavar="A", type=Path, help=words)
    parser.add_argument("seconde", metavar="B", type=Path, help="de même")
    parser.add_argument(
        "--correspondance",
        metavar="FICHIER",
        type=Path,
        help="numéros des lettres, d'après la correspondance de l'audit (par défaut : l'ordre des fichiers)",
    )
    parser.add_argument("--json", action="store_true", help="sortie JSON stable, sans identité")
    _audit_scope.add_scope(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Compare, and say where the two readings part."""
    if args.sejours is not None:
        raise UsageError("--sejours ne sert pas ici : les lettres se comparent par leur numéro")
    first, second = (_reading(path, args, context) for path in (args.premiere, args.seconde))
    try:
        found = compare(first, second)
    except ValueError:
        raise UsageError(
            "ces deux lectures n'ont pas la même grille", hint="comparer deux lectures des mêmes critères"
        ) from None
    if args.json:
        context.say(json.dumps(concordance_data(found), ensure_ascii=False, indent=2))
    else:
        for line in concordance_lines(found):
            context.say(line)
    return ExitCode.OK


def _reading(path: Path, args: Namespace, context: Context) -> Lecture:
    """Read one side."""
    if path.name.endswith(PAPER) and not path.is_dir():
        return hand_reading(path, tuple(args.pack))
    listed = list_sources((path,))
    found = Fichiers(lettres=listed.lettres, papiers=(), extraits=())
    request = _audit_scope.scope_request(args, context, found)
    numbers = read_correspondence(args.correspondance, found.lettres) if args.correspondance is not None else None
    return tool_reading(_audit_scope.judged_by(found, request, context), numbers, "verdicts de lls-drafter")
