"""`lls formation fabriquer`: a lesson « find the fault » made of a good fictional letter, in a folder of its own."""

import shlex
from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.commands._formation_screen import Screen
from lls_drafter.cli.context import Context
from lls_drafter.drafts import files
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode, Location, UsageError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.packs.cases import load_case, load_model

_MOST = 60


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "lettre", metavar="LETTRE", help="une bonne lettre, validée et fictive (*.lls.yaml), ou un cas : la sienne"
    )
    parser.add_argument(
        "--defauts", metavar="N", type=int, default=5, help="combien de défauts y cacher (5 par défaut ; 0 : aucun)"
    )
    parser.add_argument(
        "--graine", metavar="N", type=int, default=1, help="choisit les défauts : même graine, même leçon"
    )
    parser.add_argument("--vers", metavar="DOSSIER", type=Path, help="dossier de la leçon (à côté de la lettre)")
    parser.add_argument("--montrer", action="store_true", help="dire à l'écran ce qui a été caché (pour le formateur)")
    _formation.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Make a lesson; nothing that stands is written over."""
    from lls_drafter.session.evaluate import letter_checklists  # noqa: PLC0415 - the rules
    from lls_drafter.training.defects.planting import plant  # noqa: PLC0415 - likewise
    from lls_drafter.training.find_fault.lesson import lesson_files, require_fictive, require_good  # noqa: PLC0415 - likewise
    from lls_drafter.training.find_fault.words import told  # noqa: PLC0415 - likewise
    from lls_drafter.training.reading import filled  # noqa: PLC0415 - likewise

    if not 0 <= args.defauts <= _MOST:
        raise UsageError(f"de 0 à {_MOST} défauts", hint="une lettre se lit bien avec 3 à 8 défauts")
    lettre, place = _good_letter(args.lettre, tuple(args.pack))
    require_fictive(lettre)
    checklists = letter_checklists(lettre, tuple(args.pack))
    judge = require_good(lettre, checklists)
    planted = plant(lettre, checklists=checklists, today=judge.today, defauts=args.defauts, graine=args.graine)
    folder = args.vers or place.with_name(f"{place.name}.lecon-{args.graine}")
    _refuse_taken(folder)
    files.make_private_folder(folder)
    for name, data in lesson_files(planted, judge).items():
        files.write_private(folder / name, data)
    context.say(f"Leçon écrite dans {folder}")
    placed = len(planted.defauts)
    if placed < args.defauts:
        context.warn(
            f"{placed} défauts placés sur {args.defauts} : d'autres en cacheraient un, ou n'ont pas lieu d'être."
        )
    if args.montrer:
        screen = Screen(context)
        for one in planted.defauts:
            hidden = f"  {judge.by_id[one.regle].titre} ({one.regle}) : {told(one.findings[0].message)}"
            screen.say(filled(hidden, screen.width, others="    "))
    context.say(f"La faire : lls formation faire {shlex.quote(str(folder))} --exercice defauts")
    return ExitCode.OK


def _good_letter(name: str, packs: tuple[Path, ...]) -> tuple[Lettre, Path]:
    """Give the letter of a file or of a case, and what the lesson's folder is named after.

    Raises:
        DraftError: the file cannot be used.
        PackError: there is no such case.
    """
    path = Path(name)
    if path.suffix or path.is_file():
        return LetterStore(path).load().lettre, path.with_name(path.name.partition(".")[0])
    return load_model(load_case(name, extra=packs)), Path(Path(name).name)


def _refuse_taken(folder: Path) -> None:
    """Refuse a folder that holds something.

    Raises:
        UsageError: it does, or is no folder.
    """
    if files.exists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(
            "ce dossier existe déjà : rien n'y est écrit",
            hint="en donner un autre avec « --vers »",
            location=Location(str(folder)),
        )
