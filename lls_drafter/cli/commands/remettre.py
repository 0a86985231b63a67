"""`lls remettre`: record that the letter was handed over, refused, or could not be."""

from argparse import ArgumentParser, Namespace
from datetime import date, time

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.commands._register import add_moment, finish, moment
from lls_drafter.cli.context import Context
from lls_drafter.drafts.lock import LetterLock
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode, UsageError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.remise import BeneficiaireRemise, Comprehension, IssueRemise, ModeRemise, RemiseFaite
from lls_drafter.session.register import record_hand_over


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    _letters.add_letter(parser)
    parser.add_argument("--par", metavar="NOM", help="qui a remis la lettre (par défaut : la personne prévue)")
    parser.add_argument(
        "--a",
        choices=[item.value for item in BeneficiaireRemise],
        help="à qui (par défaut : la personne prévue, sinon le patient)",
    )
    parser.add_argument(
        "--mode", choices=[item.value for item in ModeRemise], help="mode (par défaut : celui prévu, sinon main_propre)"
    )
    parser.add_argument(
        "--issue", choices=[item.value for item in IssueRemise], default="remise", help="remise, refusee ou impossible"
    )
    parser.add_argument("--motif", metavar="TEXTE", help="motif d'un refus ou d'une impossibilité")
    parser.add_argument(
        "--comprehension", choices=[item.value for item in Comprehension], help="compréhension vérifiée"
    )
    add_moment(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Record the act and give the line for the record."""
    store = LetterStore(args.fichier)
    day, hour = moment(args, context)
    with LetterLock(args.fichier, now=context.clock.now()):
        lettre = store.load().lettre
        act = _act(args, lettre, day, hour)
        recorded = record_hand_over(lettre, act)
        store.save(recorded)
    verb = {"remise": "remise", "refusee": "remise refusée", "impossible": "remise impossible"}[args.issue]
    finish(recorded, store, context, f"{verb} le {day:%d/%m/%Y}", f"Par {act.par}." if act.par else "")
    return ExitCode.OK


def _act(args: Namespace, lettre: Lettre, day: date, hour: time | None) -> RemiseFaite:
    """Complete what was typed by what was planned; the person who hands over is never guessed."""
    planned = lettre.remise_patient.prevue if lettre.remise_patient else None
    par = args.par or (planned.par if planned else None)
    if not par:
        raise UsageError("on ne sait pas qui a remis la lettre", hint="ajouter « --par NOM »")
    issue = IssueRemise(args.issue)
    handed = issue is IssueRemise.REMISE
    return RemiseFaite(
        date=day,
        heure=hour,
        mode=(ModeRemise(args.mode) if args.mode else (planned.mode if planned else None) or ModeRemise.MAIN_PROPRE)
        if handed
        else None,
        par=par,
        a=BeneficiaireRemise(args.a) if args.a else (planned.a if planned else None) or BeneficiaireRemise.PATIENT,
        issue=issue,
        motif=args.motif,
        comprehension_verifiee=Comprehension(args.comprehension) if args.comprehension else None,
    )
