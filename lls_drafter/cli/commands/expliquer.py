"""`lls expliquer`: what a rule asks, why, how sure that is, with a good and a bad example; or the list of rules."""

import shutil
from argparse import ArgumentParser, Namespace

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.context import Context
from lls_drafter.document.faults import RULES
from lls_drafter.errors import ExitCode, UsageError
from lls_drafter.letter.text import closest
from lls_drafter.rules.catalogue import catalogue
from lls_drafter.rules.model import Certitude, Checklist, Item
from lls_drafter.session import integrity
from lls_drafter.session.service_rules import EXPLANATION_ABSENT, RULE_ABSENT, checklists

_CERTAINTY = {
    Certitude.OFFICIEL: "texte officiel",
    Certitude.ESTIMATION: "estimation d'une règle officielle dont le détail n'a pas pu être vérifié",
    Certitude.PROPOSITION: "proposition de lls-drafter",
}

_NARROWEST = 40  # columns


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("regle", metavar="REGLE", nargs="?", help="identifiant d'une règle (sans lui : la liste)")
    _letters.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Explain one rule, or list them all."""
    known = checklists(tuple(args.pack))
    if args.regle is None:
        _list(known, context)
        return ExitCode.OK
    rules = catalogue(known)
    wanted = next((name for name in rules if name.upper() == args.regle.upper()), None)
    if wanted is not None:
        _explain(rules[wanted].checklist, rules[wanted].item, context)
        return ExitCode.OK
    others = {integrity.RULE: integrity.EXPLANATION, RULE_ABSENT: EXPLANATION_ABSENT, **RULES}
    if args.regle.upper() in others:
        context.say(f"{args.regle.upper()} - {others[args.regle.upper()]}")
        return ExitCode.OK
    near = closest(args.regle.upper(), (*rules, *others))
    raise UsageError(
        "il n'y a pas de règle de ce nom",
        hint=f"vouliez-vous « lls expliquer {near[0]} » ?" if near else "« lls expliquer » donne la liste",
    )


def _list(known: tuple[Checklist, ...], context: Context) -> None:
    """Write every rule with its title, check-list by check-list."""
    for checklist in known:
        context.say(f"{checklist.titre} ({checklist.id}, {_CERTAINTY[checklist.certitude]})")
        for item in checklist.items:
            context.say(f"  {item.id:<22} {item.titre}")
        context.say()


def _explain(checklist: Checklist, item: Item, context: Context) -> None:
    """Write one rule for a person who wants to know why."""
    lines = [f"{item.id} - {item.titre}"]
    if item.aide:
        lines.append(f"  {item.aide}")
    if item.verifie:
        lines.append(f"  Niveau      : {item.niveau.value}{'' if item.justifiable else ', ne peut pas être justifié'}")
    lines.append(f"  Source      : {item.source or checklist.source}")
    lines.append(f"  Certitude   : {_CERTAINTY[item.certitude]}")
    if item.exemples is not None:
        lines.append(f"  Bon         : {item.exemples.bon}")
        lines.append(f"  À éviter    : {item.exemples.mauvais}")
    lines.append(f"  Liste       : {checklist.titre} ({checklist.id}, version {checklist.version})")
    for line in lines:
        context.say(_fitted(line, context))


def _fitted(line: str, context: Context) -> str:
    """Give a line cut between words for a terminal; whole for a program that reads it."""
    if not context.stdout.isatty():
        return line
    from lls_drafter.wizard.words import wrapped  # noqa: PLC0415 - the wizard's rooms, for a person only

    return wrapped(line, max(shutil.get_terminal_size().columns, _NARROWEST))
