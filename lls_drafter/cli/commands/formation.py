"""`lls formation`: learn to write the letter on fictional cases: exercises, corrections, progress.

Each action is a private module with `configure(parser)` and `run(args, context)`; so is each exercise of `faire`, which
shares the arguments declared here. Their heavy imports wait until they run.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.commands._wizard import add_interface
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode, UsageError
from lls_drafter.training.result import Exercice

_ACTIONS: Mapping[str, tuple[str, str]] = {
    "liste": ("_formation_list", "lister les cas"),
    "faire": ("", "faire un exercice sur un cas, ou le reprendre"),
    "corriger": ("_formation_correct", "corriger la lettre écrite sur un cas"),
    "fabriquer": ("_formation_make", "faire une leçon « trouver le défaut » d'une bonne lettre fictive"),
    "copier": ("_formation_copy", "commencer un cas à soi, d'après un autre"),
    "verifier": ("_formation_check", "vérifier un cas : dossier, clé, lettres"),
    "progres": ("_formation_progress", "voir ses progrès : avant, après, ce que chaque critère coûte encore"),
    "papier": ("_formation_paper", "imprimer une séance de 30 minutes sans ordinateur (Word), et son corrigé"),
    "exporter": ("_formation_export", "réunir les résultats d'un groupe (tableur, page HTML)"),
}
"""Each action with its module and its line of help; the exercises of `faire` have modules of their own."""

_EXERCISES: Mapping[Exercice, str] = {
    Exercice.ECRIRE: "_formation_write",
    Exercice.TABLEAU: "_formation_table",
    Exercice.DEFAUTS: "_formation_faults",
}
"""Each exercise with its module, whose `run` alone is called."""


class _Module(Protocol):
    """The module of an action."""

    def configure(self, parser: ArgumentParser) -> None:
        """Declare its arguments."""

    def run(self, args: Namespace, context: Context) -> ExitCode:
        """Carry it out."""
        ...


def configure(parser: ArgumentParser) -> None:
    """Declare the actions; without one, the list of cases."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    for name, (module, aide) in _ACTIONS.items():
        one = actions.add_parser(name, help=aide)
        if module:
            _module(module).configure(one)
        else:
            _configure_exercise(one)


def _configure_exercise(parser: ArgumentParser) -> None:
    """Declare what all exercises understand."""
    _formation.add_case(parser)
    parser.add_argument(
        "--exercice",
        metavar="NOM",
        choices=[one.value for one in Exercice],
        default=Exercice.ECRIRE.value,
        help=" | ".join(one.value for one in Exercice) + " (ecrire par défaut)",
    )
    _formation.add_learner(parser)
    parser.add_argument(
        "--recommencer", action="store_true", help="repartir du début ; le travail déjà fait est mis de côté"
    )
    parser.add_argument("--indice", action="store_true", help="donner l'indice suivant, qui coûte des points")
    add_interface(parser)
    _formation.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Carry out one action; each one's work is loaded when it is asked for."""
    if args.action == "faire":
        return _exercise(args, context)
    module, _ = _ACTIONS[args.action or "liste"]
    return _module(module).run(args, context)


def _exercise(args: Namespace, context: Context) -> ExitCode:
    """Begin or take up an exercise."""
    name = _EXERCISES.get(Exercice(args.exercice))
    if name is None:
        raise UsageError("cet exercice n'est pas encore proposé", hint="exercices : " + ", ".join(_EXERCISES))
    return _module(name).run(args, context)


def _module(name: str) -> _Module:
    """Load the module of an action or of an exercise."""
    return cast("_Module", import_module(f"lls_drafter.cli.commands.{name}"))
