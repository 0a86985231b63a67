"""`lls medicaments plan`: the treatments of a letter as a patient takes them, and what changed, as text."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from lls_drafter.cli.context import Context
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode
from lls_drafter.letter.lettre import Lettre
from lls_drafter.medication.plan import DayPlan, PlanLine, day_plan
from lls_drafter.medication.recap import recap

_TIMES = ("matin", "midi", "soir", "coucher")


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("fichier", metavar="LETTRE", type=Path, help="fichier de la lettre")


def run(args: Namespace, context: Context) -> ExitCode:
    """Write the plan of the day and the changes."""
    lettre = LetterStore(args.fichier).load().lettre
    if not lettre.volet_medicamenteux:
        context.say("Aucun médicament dans le tableau de cette lettre : rien à montrer.")
    for line in (*_plan(day_plan(lettre.volet_medicamenteux)), *_changes(lettre)):
        context.say(line)
    return ExitCode.OK


def _plan(plan: DayPlan) -> Iterator[str]:
    """Give what is taken, drug by drug; nothing is said of a list that is empty."""
    if plan.lignes:
        yield "À prendre"
    for line in plan.lignes:
        yield f"  {line.medicament}"
        times = [f"{time} {cell}" for time in _TIMES if (cell := getattr(line, time))]
        if times:
            yield f"      {' ; '.join(times)}"
        yield from (f"      {words}" for words in _rest(line))
    if plan.a_ne_plus_prendre:
        yield "À ne plus prendre"
    yield from (f"  {name}" for name in plan.a_ne_plus_prendre)


def _rest(line: PlanLine) -> Iterator[str]:
    """Give what no moment of the day says."""
    yield from line.autre
    if line.duree:
        yield f"durée : {line.duree}"


def _changes(lettre: Lettre) -> Iterator[str]:
    """Give the drugs by what became of them."""
    groups = recap(lettre.volet_medicamenteux).groupes
    if groups:
        yield "Changements"
    for group, lines in groups.items():
        yield f"  {group.value[0].upper()}{group.value[1:]}"
        for line in lines:
            why = " ; ".join(part for part in (line.changement, line.motif) if part)
            yield f"      {line.medicament}" + (f" ({why})" if why else "")
