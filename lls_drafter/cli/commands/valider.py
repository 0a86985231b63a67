"""`lls valider`: the declarative sign-off; dates the letter of the day and freezes this version."""

from argparse import ArgumentParser, Namespace

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.context import Context
from lls_drafter.drafts.lock import LetterLock, account
from lls_drafter.drafts.rescue import require_no_rescue
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import DraftStateError, ExitCode, UsageError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.remise import Justification
from lls_drafter.session.life import Refusal, Signing, printed_name, validate_letter
from lls_drafter.settings import load_settings


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments; a date is not one of them."""
    _letters.add_letter(parser)
    parser.add_argument("--par", metavar="NOM", help="qui valide (par défaut : le signataire de la lettre)")
    parser.add_argument(
        "--delegation-de", metavar="NOM", help="médecin au nom duquel un interne valide, si le site le permet"
    )
    parser.add_argument(
        "--justifier",
        metavar="REGLE",
        action="append",
        default=[],
        help="règle à justifier (avec --motif, dans le même ordre)",
    )
    parser.add_argument(
        "--motif", metavar="TEXTE", action="append", default=[], help="motif de la justification, jamais imprimé"
    )
    parser.add_argument(
        "--sans-texte-en-cours",
        action="store_true",
        help="laisser de côté un texte tapé et non accepté dans l'assistant",
    )


def run(args: Namespace, context: Context) -> ExitCode:
    """Validate, freeze and say what comes next; or list what prevents it."""
    if len(args.justifier) != len(args.motif):
        raise UsageError("chaque « --justifier REGLE » demande son « --motif TEXTE »")
    store = LetterStore(args.fichier)
    with LetterLock(args.fichier, now=context.clock.now()):
        lettre = store.load().lettre
        require_no_rescue(args.fichier)
        if not args.sans_texte_en_cours:
            _refuse_waiting_text(store, lettre, context)
        signing = _signing(args, lettre)
        justifications = tuple(
            Justification(regle=rule, motif=motif, par=signing.par, le=context.clock.now())
            for rule, motif in zip(args.justifier, args.motif, strict=True)
        )
        frozen = store.frozen(lettre)
        outcome = validate_letter(
            lettre,
            signing=signing,
            clock=context.clock,
            justifications=justifications,
            previous=frozen[-1] if frozen else None,
        )
        if isinstance(outcome, Refusal):
            context.warn("lls : cette lettre ne peut pas encore être validée")
            for finding in outcome.findings:
                for line in _letters.finding_lines(finding):
                    context.warn(line)
                if finding.justifiable:
                    context.warn(
                        f"            Si l'information n'existe pas : --justifier {finding.regle} --motif \"…\""
                    )
            return ExitCode.NOT_VALIDATABLE
        store.freeze(outcome, standing=lettre)
        store.save(outcome)
        store.forget_bookmark()
    context.say(f"Lettre validée le {outcome.date_lettre:%d/%m/%Y}, version {outcome.version}.")
    context.say(f"Validation déclarative de {signing.par}.")
    context.say("Ensuite : « lls rendre », puis « lls remettre » et « lls envoyer ».")
    return ExitCode.OK


def _refuse_waiting_text(store: LetterStore, lettre: Lettre, context: Context) -> None:
    """Refuse to freeze a letter while a text typed for it waits to be accepted.

    Raises:
        DraftStateError: there is such a text.
    """
    waiting = _letters.waiting_texts(store, lettre, context)
    if waiting:
        raise DraftStateError(
            f"un texte tapé n'a pas été accepté : {' ; '.join(waiting)}",
            hint="le relire avec « lls ouvrir », ou le laisser de côté avec « --sans-texte-en-cours »",
        )


def _signing(args: Namespace, lettre: Lettre) -> Signing:
    """Tell who validates; delegation only where the site allows it."""
    if args.delegation_de and not load_settings().validation_par_delegation:
        raise UsageError(
            "la validation par délégation n'est pas permise sur ce poste",
            hint="réglage « validation_par_delegation » du site",
        )
    par = args.par or printed_name(lettre.signataire)
    if not par:
        raise UsageError("on ne sait pas qui valide", hint="ajouter « --par NOM », ou le signataire dans la lettre")
    return Signing(par=par, compte=account(), par_delegation_de=args.delegation_de)
