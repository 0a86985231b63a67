"""What `nouvelle` and `ouvrir` share: the choice of the interface, the conversation, or a file of answers."""

import os
import shutil
from argparse import ArgumentParser
from pathlib import Path

from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.session.opening import Opened
from lls_drafter.session.work import Work
from lls_drafter.settings import Settings
from lls_drafter.wizard.choose import Decision, Interface, Terminal, choose


def add_interface(parser: ArgumentParser) -> None:
    """Declare how the questions are asked."""
    parser.add_argument("--interface", choices=[item.value for item in Interface], help="comment poser les questions")
    parser.add_argument(
        "--reponses", metavar="FICHIER", type=Path, help="réponses dans un fichier YAML : aucune question"
    )


def decide(interface: str | None, settings: Settings, context: Context) -> Decision:
    """Choose the front end that the command line, the settings and the terminal allow.

    Args:
        interface: the one asked for on the command line, None for none.
        settings: those of the seat.
        context: the streams.

    Raises:
        NotInteractiveError: the one asked for needs a terminal.
    """
    interactive = context.stdin.isatty() and context.stdout.isatty()
    size = shutil.get_terminal_size((0, 0)) if interactive else os.terminal_size((0, 0))
    terminal = Terminal(is_interactive=interactive, columns=size.columns, rows=size.lines)
    return choose(interface, settings.interface, terminal=terminal, environ=os.environ)


def converse(opened: Opened, context: Context, *, interface: str | None, reponses: Path | None = None) -> ExitCode:
    """Talk the letter through; what its opening has to tell is said where it is read.

    Args:
        opened: the letter.
        context: the streams.
        interface: the front end asked for on the command line, None for none.
        reponses: a file of answers: no question is asked.

    Raises:
        WizardInterrupted: Ctrl-C; the letter is saved.
        LlsError: no terminal, or the letter could not be saved.
    """
    work = opened.work
    if reponses is not None:
        _say(opened.notes, context)
        return _scripted(work, reponses, context)
    decision = decide(interface, work.settings, context)
    if decision.phrase:
        context.warn(decision.phrase)
    if decision.interface is Interface.PLEIN:
        from lls_drafter.wizard import full  # noqa: PLC0415 - prompt_toolkit costs 94 ms

        full.run(work, os.environ, opened.notes)
        return ExitCode.OK
    _say(opened.notes, context)
    if decision.interface is Interface.SIMPLE:
        from lls_drafter.wizard import plain  # noqa: PLC0415 - one front end at a time

        plain.run(work, context.stdin, context.stdout)
    else:
        from lls_drafter.wizard import prompt  # noqa: PLC0415 - prompt_toolkit costs 94 ms

        prompt.run(work, os.environ)
    return ExitCode.OK


def _say(notes: tuple[str, ...], context: Context) -> None:
    """Say what the opening of a letter has to tell."""
    for note in notes:
        context.warn(note)


def _scripted(work: Work, path: Path, context: Context) -> ExitCode:
    """Give a file of answers to the letter, and list what is refused and missing."""
    from lls_drafter.wizard import script  # noqa: PLC0415 - one front end at a time

    outcome = script.run(work, script.read_script(path))
    context.say(f"Lettre enregistrée : {work.path}")
    for title, lines in (
        ("Réponses refusées", outcome.problems),
        ("Sans réponse", outcome.missing),
        ("Points bloquants", outcome.blocking),
    ):
        if lines:
            context.say(f"{title} :")
            for line in lines:
                context.say(f"  {line}")
    return ExitCode.NOT_VALIDATABLE if outcome.problems or outcome.blocking else ExitCode.OK
