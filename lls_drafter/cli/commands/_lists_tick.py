"""`lls listes cocher`: the discharge check-list for the nurse, before or after the validation of the letter."""

from argparse import ArgumentParser, Namespace

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.context import Context
from lls_drafter.drafts.lock import LetterLock, account
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import DraftStateError, ExitCode, PackNotFoundError, UsageError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.remise import ListeControle, OuiNonNa, ReponseListeControle
from lls_drafter.rules.listes import proposals
from lls_drafter.rules.model import Checklist, Item
from lls_drafter.session.evaluate import DISCHARGE_CHECKLIST, letter_checklists

_WORDS = {
    "o": OuiNonNa.OUI,
    "oui": OuiNonNa.OUI,
    "n": OuiNonNa.NON,
    "non": OuiNonNa.NON,
    "na": OuiNonNa.NA,
    "s": OuiNonNa.NA,
}


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    _letters.add_letter(parser)
    parser.add_argument(
        "--liste",
        metavar="ID",
        default=DISCHARGE_CHECKLIST,
        help=f"liste à cocher (par défaut : {DISCHARGE_CHECKLIST})",
    )
    parser.add_argument(
        "--reponse", metavar="N=REPONSE", action="append", default=[], help="répondre sans question : 4=oui, 10=na…"
    )
    parser.add_argument("--par", metavar="NOM", help="qui coche (par défaut : ce compte)")
    parser.add_argument("--avec-patient", action="store_true", help="la liste est remplie avec le patient")
    _letters.add_packs(parser)


def tick(args: Namespace, context: Context) -> ExitCode:
    """Tick lines; each accepted answer is saved at once."""
    store = LetterStore(args.fichier)
    with LetterLock(args.fichier, now=context.clock.now()):
        lettre = store.load().lettre
        checklist = _find(args, lettre)
        if lettre.statut is Statut.ANNULEE:
            raise DraftStateError("cette lettre est annulée")
        if args.reponse:
            count = _tick_given(lettre, checklist, store, args, context)
        else:
            count = _tick_asked(lettre, checklist, store, args, context)
    context.say(f"{count} réponse{'s' if count > 1 else ''} enregistrée{'s' if count > 1 else ''} : {args.fichier}")
    return ExitCode.OK


def _find(args: Namespace, lettre: Lettre) -> Checklist:
    """Find the list, made of lines to tick, as the letter's template uses it."""
    for checklist in letter_checklists(lettre, tuple(args.pack)):
        if checklist.id == args.liste and any(item.demande for item in checklist.items):
            return checklist
    raise PackNotFoundError(
        "il n'y a pas de liste à cocher de ce nom", hint=f"la liste de sortie est « {DISCHARGE_CHECKLIST} »"
    )


def _tick_given(lettre: Lettre, checklist: Checklist, store: LetterStore, args: Namespace, context: Context) -> int:
    """Tick the answers of the command line, all or none."""
    lines = {item.demande.cle: item for item in checklist.items if item.demande is not None}
    for text in args.reponse:
        key, _, word = text.partition("=")
        item = lines.get(key.strip())
        if item is None:
            raise UsageError(f"cette liste n'a pas de point {key.strip()[:8]}", hint=f"points : {', '.join(lines)}")
        answer = _answer(word, item)
        if not isinstance(answer, OuiNonNa):
            raise UsageError(f"point {key.strip()} : {answer}")
        lettre = _ticked(lettre, checklist, item, _tick(answer, args, context))
    store.save(lettre)
    return len(args.reponse)


def _tick_asked(lettre: Lettre, checklist: Checklist, store: LetterStore, args: Namespace, context: Context) -> int:
    """Ask each line in turn; an empty answer leaves it, the end of input leaves the list."""
    context.say("o = oui, n = non, na = sans objet ; Entrée laisse le point ; Ctrl-D termine.")
    count, family = 0, ""
    for item in (item for item in checklist.items if item.demande is not None):
        if item.famille != family:
            family = item.famille
            context.say(f"\n{family}")
        answer = _ask(lettre, checklist, item, context)
        if answer is None:
            return count
        if isinstance(answer, OuiNonNa):
            lettre = _ticked(lettre, checklist, item, _tick(answer, args, context))
            store.save(lettre)
            count += 1
    return count


def _ask(lettre: Lettre, checklist: Checklist, item: Item, context: Context) -> OuiNonNa | str | None:
    """Ask one line until the answer is one; "" leaves it, None is the end of input."""
    demande = item.demande
    assert demande is not None  # noqa: S101 - only lines to tick come here, for the type checker
    known = lettre.listes.get(checklist.id, ListeControle()).reponses.get(demande.cle)
    proposed = proposals(checklist, lettre).get(demande.cle)
    notes = [f"déjà : {known.reponse.value}"] if known is not None and known.reponse is not None else []
    notes += [f"proposition de la lettre : {proposed.reponse.value}, {proposed.raison}"] if proposed else []
    notes += [] if demande.texte_verifie else ["libellé non vérifié, paraphrase de lls-drafter"]
    notes += [] if demande.rattrapable else ["non rattrapable à ce stade"]
    context.say(f"{demande.cle}. {item.titre}" + (f"\n   ({' ; '.join(notes)})" if notes else ""))
    while True:
        context.stdout.write("   > ")
        context.stdout.flush()
        line = context.stdin.readline()
        if not line:
            context.say()
            return None
        if not line.strip():
            return ""
        answer = _answer(line, item)
        if isinstance(answer, OuiNonNa):
            return answer
        context.say(f"   {answer}")


def _answer(word: str, item: Item) -> OuiNonNa | str:
    """Give the box that a word means, or the French reason why it is none."""
    found = _WORDS.get(word.strip().lower())
    if found is None:
        return "répondre oui, non ou na"
    if found is OuiNonNa.NA and item.demande is not None and not item.demande.na_permis:
        return "ce point n'admet pas « sans objet »"
    return found


def _tick(answer: OuiNonNa, args: Namespace, context: Context) -> ReponseListeControle:
    """Make the answer with who gave it and when."""
    avec_patient = True if args.avec_patient else None
    return ReponseListeControle(
        reponse=answer, par=args.par or account(), le=context.clock.now(), avec_patient=avec_patient
    )


def _ticked(lettre: Lettre, checklist: Checklist, item: Item, tick: ReponseListeControle) -> Lettre:
    """Give the letter with one line ticked; a comment that was there stays."""
    assert item.demande is not None  # noqa: S101 - only lines to tick come here, for the type checker
    known = lettre.listes.get(checklist.id, ListeControle())
    former = known.reponses.get(item.demande.cle, ReponseListeControle())
    kept = tick.replace(commentaire=former.commentaire, action_corrective=former.action_corrective)
    return lettre.replace(
        listes={**lettre.listes, checklist.id: known.replace(reponses={**known.reponses, item.demande.cle: kept})}
    )
