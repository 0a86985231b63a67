"""`lls envoyer`: record that the letter was sent; the sending itself is done elsewhere, and never assumed."""

from argparse import ArgumentParser, Namespace

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.commands._register import add_moment, finish, moment
from lls_drafter.cli.context import Context
from lls_drafter.document.words import say
from lls_drafter.drafts.lock import LetterLock, account
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode, UsageError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import RoleDestinataire
from lls_drafter.letter.remise import Canal, EnvoiFait
from lls_drafter.session.register import record_sending


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    _letters.add_letter(parser)
    parser.add_argument(
        "--a",
        metavar="DESTINATAIRE",
        help="à qui : medecin_traitant, patient… ou un nom (par défaut : tous les envois prévus)",
    )
    parser.add_argument("--canal", choices=[item.value for item in Canal], help="par quel canal")
    parser.add_argument("--par", metavar="NOM", help="qui a envoyé (par défaut : ce compte)")
    parser.add_argument("--trace", metavar="TEXTE", help="numéro de message, accusé de réception…")
    add_moment(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Record one sending, or all those planned."""
    store = LetterStore(args.fichier)
    day, hour = moment(args, context)
    act = EnvoiFait(date=day, heure=hour, par=args.par or account(), trace=args.trace)
    with LetterLock(args.fichier, now=context.clock.now()):
        lettre = store.load().lettre
        targets = _targets(args, lettre)
        for destinataire, canal in targets:
            lettre = record_sending(lettre, destinataire=destinataire, canal=canal, act=act)
        store.save(lettre)
    done = ", ".join(f"{_who(destinataire)} par {say(canal)}" for destinataire, canal in targets)
    finish(
        lettre,
        store,
        context,
        f"envoi enregistré le {day:%d/%m/%Y}",
        f"À {done}." + (f" Référence : {args.trace}." if args.trace else ""),
    )
    return ExitCode.OK


def _who(destinataire: str) -> str:
    """Say a role in French; a name is itself."""
    return say(RoleDestinataire(destinataire)) if destinataire in set(RoleDestinataire) else destinataire


def _targets(args: Namespace, lettre: Lettre) -> list[tuple[str, Canal]]:
    """Tell what is recorded: what was typed, else every planned sending that is not done."""
    planned = [
        (item.destinataire, item.canal)
        for item in lettre.envois
        if item.fait is None and item.destinataire and item.canal
    ]
    if args.a is None:
        if args.canal is not None:
            planned = [item for item in planned if item[1].value == args.canal]
        if not planned:
            raise UsageError(
                "aucun envoi prévu n'est en attente", hint="dire à qui et comment : --a DESTINATAIRE --canal CANAL"
            )
        return planned
    if args.canal is None:
        planned = [item for item in planned if item[0] == args.a]
        if len(planned) != 1:
            raise UsageError("on ne sait pas par quel canal", hint="ajouter « --canal CANAL »")
        return planned
    return [(args.a, Canal(args.canal))]
