"""`lls statut`: show where a letter stands, or move it: à valider, à corriger, brouillon, annulée."""

from argparse import ArgumentParser, Namespace

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.context import Context
from lls_drafter.document.words import say
from lls_drafter.drafts.lock import LetterLock, account
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode, UsageError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.session.life import back_to_draft, cancel, send_back, submit


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    _letters.add_letter(parser)
    states = [Statut.BROUILLON.value, Statut.A_VALIDER.value, Statut.A_CORRIGER.value, Statut.ANNULEE.value]
    parser.add_argument("etat", metavar="ETAT", nargs="?", choices=states, help="nouvel état : " + ", ".join(states))
    parser.add_argument("--motif", metavar="TEXTE", help="remarque (à corriger) ou motif (annulation)")


def run(args: Namespace, context: Context) -> ExitCode:
    """Show or change the state."""
    store = LetterStore(args.fichier)
    if args.etat is None:
        _show(store.load().lettre, context)
        return ExitCode.OK
    with LetterLock(args.fichier, now=context.clock.now()):
        moved = _moved(store.load().lettre, Statut(args.etat), args.motif, context)
        store.save(moved)
    _show(moved, context)
    return ExitCode.OK


def _moved(lettre: Lettre, etat: Statut, motif: str | None, context: Context) -> Lettre:
    """Carry out the move; a remark or a reason is demanded where it matters."""
    if etat is Statut.A_VALIDER:
        return submit(lettre)
    if etat is Statut.BROUILLON:
        return back_to_draft(lettre)
    if not (motif or "").strip():
        raise UsageError("ce changement d'état demande une explication", hint="ajouter « --motif TEXTE »")
    assert motif is not None  # noqa: S101 - just checked, for the type checker
    if etat is Statut.A_CORRIGER:
        return send_back(lettre, remarque=motif, par=account(), clock=context.clock)
    return cancel(lettre, motif=motif, par=account(), clock=context.clock)


def _show(lettre: Lettre, context: Context) -> None:
    """Write the state, and the senior's remarks while they matter."""
    context.say(f"{say(lettre.statut)}, version {lettre.version}")
    for remark in lettre.remarques:
        context.say(f"  Remarque de {remark.par or 'inconnu'} : {remark.texte}")
