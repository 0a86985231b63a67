"""`lls nouvelle`: begin a letter, in the wizard or from a file of answers."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.commands._wizard import add_interface, converse
from lls_drafter.cli.context import Context
from lls_drafter.drafts import files
from lls_drafter.drafts.store import SUFFIX, default_letter_path, is_taken
from lls_drafter.errors import DraftError, ExitCode, Location
from lls_drafter.places import expanded, letters_folder
from lls_drafter.session.create import DEFAULT_TEMPLATE, new_letter
from lls_drafter.session.opening import create_letter
from lls_drafter.session.templates import template_mark
from lls_drafter.settings import Settings, load_settings


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "fichier",
        metavar="FICHIER",
        type=Path,
        nargs="?",
        help="fichier à créer (par défaut : un nom sans identité dans le dossier des lettres)",
    )
    parser.add_argument(
        "--modele", metavar="ID", help=f"modèle de lettre (par défaut : réglage du poste, sinon {DEFAULT_TEMPLATE})"
    )
    parser.add_argument(
        "--modele-non-publie", action="store_true", help="essayer un modèle que personne n'a encore signé"
    )
    add_interface(parser)
    _letters.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Create the file, prefilled from the settings, and open it."""
    settings = load_settings()
    if settings == Settings():
        context.warn("Poste non réglé : « lls configurer » évite de retaper l'établissement et le signataire.")
    path = _path(args.fichier, settings, context)
    name = args.modele or settings.modele or DEFAULT_TEMPLATE
    mark = template_mark(name, tuple(args.pack), unpublished=args.modele_non_publie)
    lettre = new_letter(settings, clock=context.clock, ids=context.ids, modele=mark)
    with create_letter(path, lettre, clock=context.clock, settings=settings, packs=tuple(args.pack)) as opened:
        return converse(opened, context, interface=args.interface, reponses=args.reponses)


def _path(asked: Path | None, settings: Settings, context: Context) -> Path:
    """Give the new file's place, and refuse one that is taken."""
    if asked is None:
        chosen = settings.dossier_lettres if not os.environ.get("LLS_LETTRES") else None
        folder = expanded(chosen) if chosen else letters_folder()
        files.make_private_folder(folder)
        return default_letter_path(folder, context.clock.now().date().isoformat())
    path = asked if asked.name.endswith(SUFFIX) else asked.with_name(asked.name + SUFFIX)
    if is_taken(path):
        raise DraftError(
            "ce fichier existe déjà : il n'est pas écrasé",
            hint=f"le reprendre avec « lls ouvrir {path} »",
            location=Location(str(path)),
        )
    return path
