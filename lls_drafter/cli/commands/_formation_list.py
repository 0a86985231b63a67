"""`lls formation liste`: the cases, the easiest first."""

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.packs.case_model import Case, Difficulte
from lls_drafter.packs.cases import list_cases

JSON_FORMAT = 1


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="sortie JSON stable")
    _formation.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Write the list; a case that cannot be used is told, and hides none of the others."""
    found = list_cases(tuple(getattr(args, "pack", ())))
    for error in found.faults:
        context.complain(error)
    if getattr(args, "json", False):
        report = {"format": JSON_FORMAT, "cas": [_entry(case) for case in found.cases]}
        context.say(json.dumps(report, ensure_ascii=False, indent=2))
    elif found.cases:
        _show(found.cases, context)
    else:
        context.say("Aucun cas.")
    return found.faults[0].exit_code if found.faults else ExitCode.OK


def _show(cases: tuple[Case, ...], context: Context) -> None:
    """Write the cases level by level, two lines each."""
    level: Difficulte | None = None
    for case in cases:
        if case.niveau is not level:
            if level is not None:
                context.say()
            level = case.niveau
            context.say(_formation.LEVELS[level].capitalize())
        context.say(f"  {case.titre}")
        context.say(f"    {case.id} · {case.specialite} · {case.duree_minutes} min")
    context.say()
    _say_review(cases, context)
    context.say("Commencer : lls formation faire CAS")


def _say_review(cases: tuple[Case, ...], context: Context) -> None:
    """Say which cases no clinician has read over."""
    unread = [case.id for case in cases if case.relecture is None]
    if len(unread) == len(cases):
        context.say("Aucun de ces cas n'a encore été relu par un clinicien.")
    elif unread:
        context.say(f"Non relus par un clinicien : {', '.join(unread)}.")


def _entry(case: Case) -> dict[str, Any]:
    """Give the JSON of one case."""
    return {
        "id": case.id,
        "version": case.version,
        "titre": case.titre,
        "niveau": case.niveau.value,
        "specialite": case.specialite,
        "auteur": case.auteur,
        "licence": case.licence,
        "date": case.date.isoformat(),
        "relecture": {"par": case.relecture.par, "le": case.relecture.le.isoformat()} if case.relecture else None,
        "duree_minutes": case.duree_minutes,
        "objectifs": [one.texte for one in case.objectifs],
        "exercices": list(case.exercices),
        "couche": case.couche,
    }
