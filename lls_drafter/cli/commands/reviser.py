"""`lls reviser`: begin the next version of a validated letter, a complement or a correction."""

from argparse import ArgumentParser, Namespace

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.context import Context
from lls_drafter.drafts.lock import LetterLock
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode
from lls_drafter.letter.remise import Nature
from lls_drafter.session.integrity import require_intact
from lls_drafter.session.life import next_version


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    _letters.add_letter(parser)
    natures = [nature.value for nature in Nature]
    parser.add_argument(
        "--nature", choices=natures, required=True, help="complement (résultat reçu…) ou correction (erreur)"
    )


def run(args: Namespace, context: Context) -> ExitCode:
    """Make the file a draft of version n + 1; the frozen version stays."""
    store = LetterStore(args.fichier)
    with LetterLock(args.fichier, now=context.clock.now()):
        lettre = store.load().lettre
        require_intact(lettre)
        revised = next_version(lettre, nature=Nature(args.nature), ids=context.ids)
        if lettre.version not in {item.version for item in store.frozen(lettre)}:
            store.freeze(lettre, standing=lettre)
        store.save(revised)
    context.say(f"Version {revised.version} commencée ({args.nature}).")
    context.say(f"La version {lettre.version} reste figée et réimprimable.")
    context.say(f"La rédiger : lls ouvrir {args.fichier}")
    return ExitCode.OK
