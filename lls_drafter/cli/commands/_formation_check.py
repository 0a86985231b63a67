"""`lls formation verifier`: is a case whole; what its author has to mend, all at once."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode, PackError
from lls_drafter.packs.case_model import Case
from lls_drafter.packs.cases import list_cases, load_case


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "cas", metavar="CAS", nargs="*", help="identifiant d'un cas, ou son dossier (sans lui : tous les cas)"
    )
    _formation.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Check each case; the exit code says whether one is wrong."""
    packs = tuple(args.pack)
    cases, wrong = _cases(args.cas, packs, context)
    for case in cases:
        wrong += _check(case, packs, context)
    if not cases and not wrong:
        context.say("Aucun cas.")
    return ExitCode.PACK if wrong else ExitCode.OK


def _cases(names: list[str], packs: tuple[Path, ...], context: Context) -> tuple[tuple[Case, ...], int]:
    """Give the cases asked for, and how many could not be read; those are told."""
    if not names:
        found = list_cases(packs)
        for error in found.faults:
            context.complain(error)
        return found.cases, len(found.faults)
    cases: list[Case] = []
    for name in names:
        try:
            cases.append(load_case(name, extra=packs))
        except PackError as error:
            context.complain(error)
    return tuple(cases), len(names) - len(cases)


def _check(case: Case, packs: tuple[Path, ...], context: Context) -> int:
    """Write what is wrong with a case; give 1 when something is."""
    from lls_drafter.training.check import case_faults  # noqa: PLC0415 - the rules and the templates

    faults = case_faults(case, lambda lettre: _formation.judge(lettre, packs), extra=packs)
    if not faults:
        context.say(f"{case.id} : rien à corriger.")
        return 0
    many = "s" if len(faults) > 1 else ""
    context.say(f"{case.id} : {len(faults)} point{many} à corriger")
    for fault in faults:
        context.say(f"  {fault.fichier} : {fault.message}")
        if fault.hint:
            context.say(f"    → {fault.hint}")
    return 1
