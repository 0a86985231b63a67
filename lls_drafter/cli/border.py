"""The border of the program: one command line carried out, every error turned into a sentence and an exit code."""

from collections.abc import Sequence
from importlib import import_module

from lls_drafter.cli.context import Context
from lls_drafter.cli.french import FrenchParser
from lls_drafter.cli.overview import COMMANDS, overview
from lls_drafter.errors import ExitCode, ExportError, LlsError, WizardInterrupted


def run(argv: Sequence[str], context: Context) -> ExitCode:  # noqa: PLR0911 - one way out per kind of end
    """Carry out one command line; every error ends here."""
    try:
        return _dispatch(list(argv), context)
    except SystemExit as leaving:  # argparse leaves by itself after --help or a wrong argument
        return ExitCode(int(leaving.code or 0))
    except WizardInterrupted as error:
        context.warn(_wrapped(error.message))
        return error.exit_code
    except LlsError as error:
        context.complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        context.warn("interrompu : rien d'autre n'a été écrit")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:  # a full output, a lost terminal: the seat's state, not a bug
        context.complain(ExportError("la sortie ou le poste refuse l'opération", hint=f"code système {error.errno}"))
        return ExitCode.EXPORT
    except Exception as error:  # noqa: BLE001 - the border: a bug must say how to report it, without patient data
        _report_bug(error, context)
        return ExitCode.INTERNAL


def _dispatch(argv: list[str], context: Context) -> ExitCode:
    """Find the command and hand over to its module."""
    text = overview(argv)
    if text is not None:
        context.say(text)
        return ExitCode.OK
    name = argv[0]
    if name not in COMMANDS:
        return _unknown(name, context)
    module = import_module(f"lls_drafter.cli.commands.{name.replace('-', '_')}")
    aide = COMMANDS[name]
    if argv[1:2] and argv[1] in getattr(module, "ACTIONS", {}):  # a command that is also a family of others
        aide, place = module.ACTIONS[argv[1]]
        name, argv, module = f"{name} {argv[1]}", argv[1:], import_module(place)
    parser = FrenchParser(prog=f"lls {name}", description=aide[0].upper() + aide[1:] + ".")
    module.configure(parser)
    code: ExitCode = module.run(parser.parse_args(argv[1:]), context)
    return code


def _unknown(word: str, context: Context) -> ExitCode:
    """Say that there is no such command, and propose the closest one."""
    from lls_drafter.letter.text import closest  # noqa: PLC0415 - only when something is wrong

    near = closest(word, COMMANDS)
    context.warn("lls : commande inconnue")
    context.warn(f"  → vouliez-vous « lls {near[0]} » ?" if near else "  → « lls --help » donne la liste")
    return ExitCode.USAGE


def _wrapped(sentence: str) -> str:
    """Cut a sentence between words, for the width of the terminal; 80 columns where there is none."""
    import shutil  # noqa: PLC0415 - only when somebody interrupts

    from lls_drafter.wizard.words import wrapped  # noqa: PLC0415 - there already: the wizard was interrupted

    return wrapped(sentence, max(shutil.get_terminal_size().columns, 20))


def _report_bug(error: Exception, context: Context) -> None:
    """Describe a bug by its kind and places only: an error's text may hold patient data."""
    import traceback  # noqa: PLC0415 - only for a bug

    places = [
        f"{frame.name} ({frame.filename.rsplit('lls_drafter', 1)[-1]}:{frame.lineno})"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    context.warn("lls : erreur interne, le travail enregistré n'est pas touché")
    context.warn(f"  {type(error).__name__} dans {' > '.join(places[-4:])}")
    context.warn("  → merci de signaler ces deux lignes (elles ne contiennent aucune donnée de patient)")
