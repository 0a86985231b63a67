"""`lls importer`: complete a letter from a CDA document or a former letter; the differences first, then the writing."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.commands._questions import LeftError, Questions
from lls_drafter.cli.context import Context
from lls_drafter.drafts.store import SUFFIX, LetterStore, is_taken
from lls_drafter.errors import DraftError, ExitCode, Location
from lls_drafter.letter.lettre import Lettre
from lls_drafter.session.create import DEFAULT_TEMPLATE, new_letter
from lls_drafter.session.drugs import DrugDesk
from lls_drafter.session.import_model import AConfirmer, Ligne, NonPlace, Origine, Proposition, Source
from lls_drafter.session.import_sources import read_source
from lls_drafter.session.importing import Demande, propose_import
from lls_drafter.session.life import require_open
from lls_drafter.session.opening import Opened, create_letter, open_letter
from lls_drafter.session.templates import template_mark
from lls_drafter.settings import Settings, load_settings
from lls_drafter.wizard.steps.identity import CONFIRMATION
from lls_drafter.wizard.steps.treatments import HOME_ID

_QUESTIONS = {
    "allergies": "allergies[0].substance",
    "antecedents": "antecedents",
    "medecin_traitant": "medecin_traitant",
    "bilan_medicamenteux.entree": HOME_ID,
}
"""The question of the conversation where an answer to confirm waits, by its field."""
_LONG = 160
_NONE = "aucun"


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "origine",
        metavar="cda|lettre",
        choices=[one.value for one in Origine],
        help="cda : un document CDA (XML) ; lettre : une lettre de ce logiciel, d'un séjour antérieur",
    )
    parser.add_argument("source", metavar="DOCUMENT", type=Path, help="fichier lu ; il n'est jamais modifié")
    parser.add_argument("fichier", metavar="LETTRE", type=Path, help="lettre à compléter, ou à commencer (*.lls.yaml)")
    parser.add_argument(
        "--tout",
        action="store_true",
        help="reprendre tout le document, pour le même séjour (par défaut : ce qui sert au séjour suivant)",
    )
    parser.add_argument(
        "--remplacer",
        metavar="CHAMP",
        nargs="+",
        default=[],
        help="adresses dont la réponse cède la place (patient.adresse…) ; rien d'autre n'est jamais remplacé",
    )
    asking = parser.add_mutually_exclusive_group()
    asking.add_argument("--oui", action="store_true", help="écrire sans demander")
    asking.add_argument("--simulation", action="store_true", help="montrer les différences, ne rien écrire")
    parser.add_argument("--modele", metavar="ID", help="modèle d'une lettre commencée par cet import")
    parser.add_argument(
        "--modele-non-publie", action="store_true", help="essayer un modèle que personne n'a encore signé"
    )
    _letters.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Read, show, ask, write."""
    path = _path(args.fichier)
    source = read_source(Origine(args.origine), args.source, target=path)
    settings = load_settings()
    is_new = not path.exists()
    if args.simulation:
        lettre = _begun(args, settings, context) if is_new else _standing(path)
        _show(propose_import(lettre, source, _demand(args, context, is_new=is_new)), source, context)
        context.say("Simulation : rien n'est écrit.")
        return ExitCode.OK
    with _opened(path, args, settings, context) as opened:
        for note in opened.notes:
            context.warn(note)
        return _imported(opened, source, args, context, is_new=is_new)


def _path(asked: Path) -> Path:
    """Give the letter's file; refuse a name that a former letter's versions hold."""
    path = asked if asked.name.endswith(SUFFIX) else asked.with_name(asked.name + SUFFIX)
    if not path.exists() and is_taken(path):
        raise DraftError(
            "ce nom est celui d'une lettre dont les versions figées sont encore là",
            hint="choisir un autre nom",
            location=Location(str(path)),
        )
    return path


def _begun(args: Namespace, settings: Settings, context: Context) -> Lettre:
    """Begin a letter as `lls nouvelle` does."""
    name = args.modele or settings.modele or DEFAULT_TEMPLATE
    mark = template_mark(name, tuple(args.pack), unpublished=args.modele_non_publie)
    return new_letter(settings, clock=context.clock, ids=context.ids, modele=mark)


def _standing(path: Path) -> Lettre:
    """Read a letter that is there, which must still be open."""
    lettre = LetterStore(path).load().lettre
    require_open(lettre)
    return lettre


def _opened(path: Path, args: Namespace, settings: Settings, context: Context) -> AbstractContextManager[Opened]:
    """Open the letter, or begin it; its file is made by the first writing."""
    packs = tuple(args.pack)
    if path.exists():
        return open_letter(path, clock=context.clock, settings=settings, packs=packs)
    return create_letter(path, _begun(args, settings, context), clock=context.clock, settings=settings, packs=packs)


def _demand(args: Namespace, context: Context, *, is_new: bool) -> Demande:
    """Give how the import is to be done."""
    return Demande(
        maintenant=context.clock.now(),
        tout=args.tout,
        remplacer=frozenset(args.remplacer),
        nouvelle=is_new,
        drugs=DrugDesk(),
    )


def _imported(opened: Opened, source: Source, args: Namespace, context: Context, *, is_new: bool) -> ExitCode:
    """Show what would change, ask, write."""
    work = opened.work
    proposed = propose_import(work.lettre, source, _demand(args, context, is_new=is_new))
    waiting = {name: text for name, text in _texts(proposed.a_confirmer).items() if name not in work.en_cours}
    _show(proposed, source, context)
    if not proposed.repris and not waiting:
        context.say("Rien à reprendre : rien n'est écrit.")
        return ExitCode.OK
    if not args.oui and not _agreed(len(proposed.repris), context):
        context.say("Rien n'est écrit.")
        return ExitCode.OK
    work.record("repris", source.nom, "")
    place = CONFIRMATION if work.position is None else work.position  # who is taken over must be confirmed
    work.save(proposed.lettre, place, {**work.en_cours, **waiting}, work.curseur)
    context.say(f"Lettre enregistrée : {work.path}")
    context.say(f"La relire et la compléter : lls ouvrir {work.path}")
    return ExitCode.OK


def _texts(waiting: Iterable[AConfirmer]) -> dict[str, str]:
    """Give the texts that wait, by question: several drugs one to a line, « aucun » only where nothing else is said."""
    said: dict[str, list[str]] = {}
    for one in waiting:
        if one.champ in _QUESTIONS:
            said.setdefault(_QUESTIONS[one.champ], []).append(one.texte)
    return {
        name: ("\n" if name == HOME_ID else " ; ").join([text for text in texts if text != _NONE] or texts[:1])
        for name, texts in said.items()
    }


def _agreed(count: int, context: Context) -> bool:
    """Ask whether to write; an input that ends is a no."""
    many = "s" if count > 1 else ""
    try:
        return Questions(context).yes(f"Écrire ces {count} valeur{many} dans la lettre ?" if count else "Continuer ?")
    except LeftError:
        return False


def _show(proposed: Proposition, source: Source, context: Context) -> None:
    """Write the differences, then what goes nowhere and why."""
    context.say(f"Source : {source.nom} (identifiant {source.detail})")
    for note in proposed.avis:
        context.say(f"  {note}")
    _lines("Repris", map(_taken, proposed.repris), context)
    _lines("Déjà répondu autrement, laissé tel quel", map(_left, proposed.laisses), context)
    if proposed.identiques:
        context.say(f"Déjà dans la lettre, identique : {proposed.identiques}")
    _lines("À confirmer à l'ouverture de la lettre (rien n'est répondu)", map(_waiting, proposed.a_confirmer), context)
    _lines("Non repris", _nowhere(proposed.restes), context)


def _lines(title: str, lines: Iterable[str], context: Context) -> None:
    """Write some lines under a title, nothing when there are none."""
    written = list(lines)
    if written:
        context.say(f"{title} ({len(written)}) :")
        for line in written:
            context.say(f"  {line}")


def _short(text: str) -> str:
    """Give a text on one line, cut when it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONG else flat[: _LONG - 1] + "…"


def _taken(line: Ligne) -> str:
    """Give a line of what is written."""
    before = f" (à la place de : {_short(line.avant)})" if line.avant else ""
    return f"+ {line.titre} : {_short(line.apres)}{before}"


def _left(line: Ligne) -> str:
    """Give a line of what stays as it is."""
    if not line.avant:
        return f"= {line.titre} : {_short(line.apres)}"
    return f"= {line.titre} : {_short(line.avant)} ; le document dit : {_short(line.apres)} [{line.adresse}]"


def _waiting(one: AConfirmer) -> str:
    """Give a line of what waits for a person."""
    return f"? {one.raison} : {_short(one.texte)}"


def _nowhere(restes: Iterable[NonPlace]) -> Iterator[str]:
    """Give the lines of what goes nowhere; what has the same reason, and no words to show, together."""
    alike: dict[str, list[str]] = {}
    for one in restes:
        if one.texte:
            yield f"- {one.section} ({one.nature}) : {one.raison} : {_short(one.texte)}"
        else:
            alike.setdefault(f"({one.nature}) : {one.raison}", []).append(one.section)
    for reason, sections in alike.items():
        yield f"- {', '.join(dict.fromkeys(sections))} {reason}"
