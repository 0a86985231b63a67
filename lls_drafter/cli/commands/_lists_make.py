"""Check-lists made: begun, completed by questions, verified with the examples of their rules, signed off."""

from argparse import Namespace
from pathlib import Path

from lls_drafter.cli.commands._questions import LeftError, Questions
from lls_drafter.cli.commands._templates_make import fault_lines
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode, LlsError
from lls_drafter.session.checklist_check import verify_list
from lls_drafter.session.checklist_file import (
    add_line,
    add_rule,
    check_list_installation,
    free_id,
    install_list,
    list_standing,
    publish_list,
    start_list,
)
from lls_drafter.session.pack_install import Destination

_LEVELS = {
    "bloquant": "empêche de valider (justifiable par écrit)",
    "alerte": "une alerte",
    "conseil": "un simple conseil",
}


def start(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Begin a list, and say what comes next."""
    path = start_list(args.fichier, depuis=args.depuis, titre=args.titre, extra=packs)
    context.say(f"Liste « {path.stem} » commencée : {path}")
    context.say(f"  Y ajouter des points : lls listes assistant {path}")
    context.say(f"  Vérifier             : lls listes verifier {path}")
    return ExitCode.OK


def assist(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Offer to add lines and rules until the person has done, then verify the list."""
    talk = Questions(context)
    try:
        while _turn(talk, args.fichier, packs):
            pass
    except LeftError:
        pass
    return _verified(str(args.fichier), context, packs)


def _turn(talk: Questions, path: Path, packs: tuple[Path, ...]) -> bool:
    """Offer the menu once; gives whether to go on."""
    acts = {"point": "Ajouter un point à cocher", "regle": "Demander un champ de la lettre", "": "Vérifier et terminer"}
    chosen = talk.pick("Que faire", acts)
    if not chosen:
        return False
    try:
        if chosen == "point":
            titre = talk.ask("Point à cocher, en une phrase")
            add_line(path, talk.ask("Identifiant court", free_id(path, "S", extra=packs)), titre, extra=packs)
        else:
            address = talk.ask("Champ de la lettre (par exemple etat_sortie)")
            level = talk.pick("Sans réponse", _LEVELS)
            proposed = free_id(path, "SERVICE-", extra=packs)
            add_rule(path, talk.ask("Identifiant de la règle", proposed), address, level, extra=packs)
        talk.context.say("Ajouté.")
    except LlsError as error:
        talk.context.complain(error)
        talk.context.say("Rien n'a été changé.")
    return True


def verify(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Verify each list; gives 3 when one of them is wrong."""
    codes = [_verified(text, context, packs) for text in args.liste]
    return max(codes, default=ExitCode.OK)


def _verified(text: str, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Verify one list and write what was found."""
    found = verify_list(text, extra=packs)
    for fault in found.faults:
        for line in fault_lines(fault):
            context.say(line)
    if not found.is_sound:
        context.say(f"{text} : à corriger")
        return ExitCode.PACK
    context.say(f"{text} : conforme, {found.items} règles et points, {found.cases} exemples joués")
    return ExitCode.OK


def publish(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Sign a list off, and put it where letters find it."""
    if args.installer:
        check_list_installation(args.fichier, Destination(args.installer), replace=args.remplacer)
    found = publish_list(args.fichier, par=args.par, fonction=args.fonction, le=context.clock.now().date(), extra=packs)
    if not found.is_sound:
        for fault in found.faults:
            for line in fault_lines(fault):
                context.say(line)
        context.warn("lls : cette liste ne peut pas être publiée tant que ces erreurs sont là")
        return ExitCode.PACK
    context.say(f"{args.fichier.stem} : {list_standing(args.fichier).say()}")
    if args.installer:
        target = install_list(args.fichier, Destination(args.installer), replace=args.remplacer)
        context.say(f"Installée : {target}")
    return ExitCode.OK
