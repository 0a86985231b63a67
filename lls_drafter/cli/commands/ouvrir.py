"""`lls ouvrir`: take up a letter where it was left."""

from argparse import ArgumentParser, Namespace

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.commands._wizard import add_interface, converse
from lls_drafter.cli.context import Context
from lls_drafter.drafts.lock import LetterLock
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode
from lls_drafter.session.life import require_open
from lls_drafter.session.work import Work
from lls_drafter.settings import load_settings


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    _letters.add_letter(parser)
    add_interface(parser)
    _letters.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Open the letter at the step where it was left; a validated one does not change any more."""
    store = LetterStore(args.fichier)
    store.load()
    with LetterLock(args.fichier, now=context.clock.now()):
        read = store.load()
        require_open(read.lettre)
        _letters.say_migration(read, context)
        left = store.read_bookmark()
        work = Work(
            read.lettre,
            store,
            load_settings(),
            context.clock,
            packs=tuple(args.pack),
            position=left.position if left else None,
            en_cours=left.en_cours if left else {},
            frozen=store.frozen(read.lettre),
        )
        return converse(work, args, context)
