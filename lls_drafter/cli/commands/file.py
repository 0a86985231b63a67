"""`lls file`: the evening board, the day's discharges with what is missing, and the next letter in one key."""

import json
import os
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from lls_drafter import __version__
from lls_drafter.cli.commands import _letters
from lls_drafter.cli.commands._wizard import decide
from lls_drafter.cli.commands.ouvrir import open_path
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode, LlsError, UsageError
from lls_drafter.letter.dates import parse_date_text
from lls_drafter.places import expanded, letters_folder
from lls_drafter.session.board import Board
from lls_drafter.session.board_batch import begin_letter, is_printable, print_row
from lls_drafter.session.board_csv import read_csv
from lls_drafter.session.board_model import Row, Scope
from lls_drafter.settings import Settings, load_settings
from lls_drafter.wizard import board_words
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.progress import count_answers
from lls_drafter.wizard.signs import signs

JSON_FORMAT = 1


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "dossier", metavar="DOSSIER", type=Path, nargs="?", help="dossier des lettres (par défaut : celui du poste)"
    )
    parser.add_argument(
        "--jour", metavar="DATE", help="jour des sorties (par défaut : aujourd'hui ; « demain », 12/3…)"
    )
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--tous", action="store_true", help="toutes les lettres ouvertes, quel que soit le jour")
    scope.add_argument("--a-valider", action="store_true", help="les lettres à valider, quel que soit le jour")
    parser.add_argument(
        "--csv",
        metavar="FICHIER",
        type=Path,
        help="ajouter les sorties attendues : heure;chambre;nom;prenom;ipp;fichier",
    )
    parser.add_argument("--sans-noms", action="store_true", help="ne pas montrer les noms (touche n dans le tableau)")
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--liste", action="store_true", help="écrire le tableau et sortir, sans écran")
    shown.add_argument("--json", action="store_true", help="sortie JSON stable, sans nom (schéma : lls schema file)")
    shown.add_argument("--verifier", action="store_true", help="tout vérifier, sans écran")
    shown.add_argument("--imprimer", action="store_true", help="tout imprimer en DOCX, sans écran")
    parser.add_argument(
        "-o", "--sortie", metavar="DOSSIER", type=Path, help="dossier des DOCX (par défaut : celui des lettres)"
    )
    parser.add_argument("--interface", choices=[item.value for item in Interface], help="comment poser les questions")
    _letters.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Show the board, or do one batch of it without a screen."""
    board = _board(args, load_settings(), context)
    told = _import(board, args.csv) if args.csv is not None else ()
    batch = args.liste or args.json or args.verifier or args.imprimer
    if not batch and decide(args.interface, board.settings, context).interface is not Interface.SIMPLE:
        return _evening(board, args, told, context)
    for line in told:
        context.warn(line)
    board.load()
    if args.json:
        context.say(json.dumps(_report(board), ensure_ascii=False, indent=2))
        return ExitCode.OK
    if args.verifier:
        return _check(board, args, context)
    if args.imprimer:
        return _print(board, args, context)
    drawn = signs(getattr(context.stdout, "encoding", None) or "utf-8")
    for line in board_words.table_lines(board, drawn, names=not args.sans_noms):
        context.say(line)
    return ExitCode.OK


def _board(args: Namespace, settings: Settings, context: Context) -> Board:
    """Make the board that the arguments ask for; nothing is read yet."""
    if args.dossier is not None and not args.dossier.is_dir():
        raise UsageError("ce dossier n'existe pas", hint="donner le dossier des lettres, ou rien pour celui du poste")
    chosen = settings.dossier_lettres if not os.environ.get("LLS_LETTRES") else None
    return Board(
        folder=args.dossier or (expanded(chosen) if chosen else letters_folder()),
        day=_day(args.jour, context.clock.now().date()),
        clock=context.clock,
        settings=settings,
        count=count_answers,
        packs=tuple(args.pack),
        scope=Scope.TOUTES if args.tous else Scope.A_VALIDER if args.a_valider else Scope.JOUR,
    )


def _day(text: str | None, today: date) -> date:
    """Read the day that was asked for."""
    read = parse_date_text(text or "aujourd'hui", today=today)
    if read.value is None:
        raise UsageError(f"--jour : {read.problem}")
    return read.value


def _import(board: Board, path: Path) -> tuple[str, ...]:
    """Keep the discharges of a CSV file, and give what to say of it."""
    read = read_csv(path)
    added = board.expected.add(read.rows, today=board.today)
    return tuple(board_words.csv_lines(read, added))


def _evening(board: Board, args: Namespace, told: tuple[str, ...], context: Context) -> ExitCode:
    """Show the board, open what is chosen, and come back to it until the person leaves."""
    from lls_drafter.wizard.full import board as screen  # noqa: PLC0415 - prompt_toolkit costs 94 ms
    from lls_drafter.wizard.full.board_view import View  # noqa: PLC0415 - same

    view = View(names=not args.sans_noms, message=told[0] if told else "", page=told if len(told) > 1 else ())
    while True:
        row = screen.run(board, view, os.environ, out=args.sortie or board.folder)
        if row is None:
            return ExitCode.OK
        try:
            path = row.path or begin_letter(board, row, context.ids)
            view.cle = view.left = path.name
            board.forget(path)
            open_path(path, context, interface=args.interface, packs=tuple(args.pack))
            view.message = f"Lettre refermée : {path.name}"
        except LlsError as error:
            view.message = board_words.error_words(error)
        except OSError as error:
            view.message = f"Le poste refuse l'opération (code système {error.errno})."
        except KeyboardInterrupt:
            view.message = "Interrompu ; la lettre est enregistrée."


def _check(board: Board, args: Namespace, context: Context) -> ExitCode:
    """Write the batch check; the exit code is that of the worst letter, as `lls verifier` gives it."""
    for line in board_words.check_lines(board, names=not args.sans_noms):
        context.say(line)
    return _letters.worst([_code(row) for row in board.rows if row.path is not None])


def _code(row: Row) -> ExitCode:
    """Give the exit code of one letter."""
    if row.code is not ExitCode.OK or row.evaluation is None:
        return row.code
    return ExitCode.OK if row.evaluation.validable else ExitCode.NOT_VALIDATABLE


def _print(board: Board, args: Namespace, context: Context) -> ExitCode:
    """Write the Word file of each letter."""
    folder = args.sortie or board.folder
    rows = [row for row in board.rows if row.path is not None]
    done = [print_row(board, row, folder) for row in rows if is_printable(row)]
    for line in board_words.print_lines(done, str(folder), cancelled=len(rows) - len(done)):
        context.say(line)
    return ExitCode.EXPORT if any(one.target is None for one in done) else ExitCode.OK


def _report(board: Board) -> dict[str, Any]:
    """Give the JSON of the board: no name in it."""
    return {
        "format": JSON_FORMAT,
        "lls_drafter": __version__,
        "jour": board.day.isoformat(),
        "vue": board.scope.value,
        "sorties": [_entry(row) for row in board.rows],
    }


def _entry(row: Row) -> dict[str, Any]:
    """Give the JSON of one row."""
    judged, done = row.evaluation, row.avancement
    return {
        "fichier": str(row.path) if row.path else None,
        "heure": row.heure.isoformat("minutes") if row.heure else None,
        "chambre": row.chambre or None,
        "date_sortie": row.date_sortie.isoformat() if row.date_sortie else None,
        "statut": row.statut.value if row.statut else None,
        "remise": row.is_handed,
        "envoyee": row.is_sent,
        "ouverte": bool(row.holder),
        "avancement": {"repondues": done.repondues, "demandees": done.demandees} if done else None,
        "qls_projete": judged.score_projete if judged else None,
        "bloquants": judged.missing if judged else None,
        "regles": list(dict.fromkeys(finding.regle for finding in judged.blocking)) if judged else [],
        "erreur": row.problem or None,
    }
