"""The entry point `lls`: answers the plain questions itself, hands the rest to `cli.border`.

`lls --help` must be instant, so this module imports nothing of ours before it has to.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from lls_drafter import __version__

if TYPE_CHECKING:
    from typing import NoReturn

COMMANDS: Mapping[str, str] = {
    "nouvelle": "rédiger une nouvelle lettre",
    "ouvrir": "reprendre une lettre où elle a été laissée",
    "verifier": "dire ce qui manque, et l'estimation QLS",
    "rendre": "produire la lettre : docx, txt, json, page de trace",
    "valider": "valider : dater du jour et figer cette version",
    "statut": "montrer ou changer l'état (à valider, à corriger, annulée)",
    "reviser": "commencer la version suivante d'une lettre validée",
    "remettre": "enregistrer la remise au patient",
    "envoyer": "enregistrer un envoi",
    "listes": "cocher la check-list de sortie",
    "expliquer": "expliquer une règle, ou les lister",
    "configurer": "régler ce poste une fois pour toutes",
    "schema": "donner le schéma JSON d'un type de fichier",
    "touches": "montrer les touches du clavier",
    "demo": "jouer un séjour fictif jusqu'aux documents",
}
"""Each command with its line in the help; its module is `cli.commands.<name>`."""

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

_FIRST_GARBAGE = 400_000  # objects made before Python looks for garbage: a command lives for less than a second


def overview(argv: Sequence[str]) -> str | None:
    """Give the answer to `lls`, `lls --help` and `lls --version`, None for a command."""
    if not argv or argv[0] in ("-h", "--help", "aide"):
        lines = "\n".join(f"  {name:<12}{aide}" for name, aide in COMMANDS.items())
        return _INTRODUCTION + lines + "\n" + _CONCLUSION
    return f"lls-drafter {__version__}" if argv[0] in ("-V", "--version") else None


def entry() -> "NoReturn":
    """Run `lls` as a process, and leave without taking the interpreter apart.

    Everything is written and every lock given back when `main` returns; tidying the memory of 60,000 objects one by
    one would cost 25 ms more (mypy leaves in the same way). A tracer, such as coverage, is let finish its work.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    if sys.gettrace() is not None or "coverage" in sys.modules:
        sys.exit(code)
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `lls` with the arguments of the process; give its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        text = overview(arguments)
        if text is None:
            return _command(arguments)
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _command(arguments: list[str]) -> int:
    """Carry out one command."""
    import gc  # noqa: PLC0415 - not for the help

    gc.set_threshold(_FIRST_GARBAGE)
    # No third-party plugin of pydantic is to see a letter, and looking for some costs 30 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from lls_drafter.cli.border import run  # noqa: PLC0415 - not for the help
    from lls_drafter.cli.context import Context  # noqa: PLC0415 - not for the help

    return int(run(arguments, Context()))
