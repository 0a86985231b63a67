"""The entry point `lls`: picks the command, imports only it, and turns errors into a sentence and an exit code."""

import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from lls_drafter import __version__
from lls_drafter.cli.context import Context
from lls_drafter.cli.french import FrenchParser
from lls_drafter.errors import ExitCode, LlsError, WizardInterrupted


@dataclass(frozen=True, slots=True)
class Command:
    """One command: the module that carries it out, and its line in the help."""

    module: str
    aide: str


COMMANDS: Mapping[str, Command] = {
    "nouvelle": Command("nouvelle", "rédiger une nouvelle lettre"),
    "ouvrir": Command("ouvrir", "reprendre une lettre où elle a été laissée"),
    "verifier": Command("verifier", "dire ce qui manque, et l'estimation QLS"),
    "rendre": Command("rendre", "produire la lettre : docx, txt, json, page de trace"),
    "valider": Command("valider", "valider : dater du jour et figer cette version"),
    "statut": Command("statut", "montrer ou changer l'état (à valider, à corriger, annulée)"),
    "reviser": Command("reviser", "commencer la version suivante d'une lettre validée"),
    "remettre": Command("remettre", "enregistrer la remise au patient"),
    "envoyer": Command("envoyer", "enregistrer un envoi"),
    "listes": Command("listes", "cocher la check-list de sortie"),
    "expliquer": Command("expliquer", "expliquer une règle, ou les lister"),
    "configurer": Command("configurer", "régler ce poste une fois pour toutes"),
    "schema": Command("schema", "donner le schéma JSON d'un type de fichier"),
    "touches": Command("touches", "montrer les touches du clavier"),
    "demo": Command("demo", "jouer un séjour fictif jusqu'aux documents"),
}

_INTRODUCTION = """lls aide à rédiger la lettre de liaison à la sortie d'hospitalisation.

Premiers pas :
  lls configurer          régler ce poste (établissement, signataires)
  lls nouvelle            rédiger une lettre
  lls demo                voir un exemple complet, sans rien saisir

Commandes :
"""

_CONCLUSION = """
Aide d'une commande : lls COMMANDE --help
L'estimation QLS ne remplace pas le recueil HAS. Aucune donnée ne quitte ce poste."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `lls` with the arguments of the process; give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return int(run(sys.argv[1:] if argv is None else argv, Context()))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)


def run(argv: Sequence[str], context: Context) -> ExitCode:
    """Carry out one command line; every error ends here."""
    try:
        return _dispatch(list(argv), context)
    except SystemExit as leaving:  # argparse leaves by itself after --help or a wrong argument
        return ExitCode(int(leaving.code or 0))
    except WizardInterrupted as error:
        context.warn(error.message)
        return error.exit_code
    except LlsError as error:
        context.complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        context.warn("interrompu : rien d'autre n'a été écrit")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the border: a bug must say how to report it, without patient data
        _report_bug(error, context)
        return ExitCode.INTERNAL


def _dispatch(argv: list[str], context: Context) -> ExitCode:
    """Find the command and hand over to its module."""
    if not argv or argv[0] in ("-h", "--help", "aide"):
        context.say(
            _INTRODUCTION
            + "\n".join(f"  {name:<12}{command.aide}" for name, command in COMMANDS.items())
            + "\n"
            + _CONCLUSION
        )
        return ExitCode.OK
    if argv[0] in ("-V", "--version"):
        context.say(f"lls-drafter {__version__}")
        return ExitCode.OK
    command = COMMANDS.get(argv[0])
    if command is None:
        return _unknown(argv[0], context)
    module = import_module(f"lls_drafter.cli.commands.{command.module}")
    parser = FrenchParser(prog=f"lls {argv[0]}", description=command.aide[0].upper() + command.aide[1:] + ".")
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


def _report_bug(error: Exception, context: Context) -> None:
    """Describe a bug by its kind and places only: an error's text may hold patient data."""
    places = [
        f"{frame.name} ({frame.filename.rsplit('lls_drafter', 1)[-1]}:{frame.lineno})"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    context.warn("lls : erreur interne, le travail enregistré n'est pas touché")
    context.warn(f"  {type(error).__name__} dans {' > '.join(places[-4:])}")
    context.warn("  → merci de signaler ces deux lignes (elles ne contiennent aucune donnée de patient)")
