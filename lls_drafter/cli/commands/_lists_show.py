"""Check-lists shown: all of them, one with the origin of its values, one as it is ticked, two compared."""

from argparse import Namespace
from pathlib import Path

from lls_drafter.cli.commands._differences import say_differences, short
from lls_drafter.cli.commands._templates_show import wrong_lines
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode, PackError
from lls_drafter.packs.checklists import ResolvedChecklist, list_files, resolve_checklist, resolve_list_file
from lls_drafter.packs.sources import Layer
from lls_drafter.packs.values import differences
from lls_drafter.rules.model import Checklist
from lls_drafter.session.checklist_file import list_standing


def find(text: str, packs: tuple[Path, ...]) -> ResolvedChecklist:
    """Give the check-list that a person names: by its file, else by its id.

    Raises:
        PackError: there is none, or it is wrong.
    """
    path = Path(text)
    return resolve_list_file(path, extra=packs) if path.is_file() else resolve_checklist(text, extra=packs)


def list_all(context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Write each list with its layer and where it stands; gives 3 when one is wrong, which is told in its place."""
    code = ExitCode.OK
    for layer, path in list_files(packs):
        try:
            lines = _listed(resolve_list_file(path, extra=packs).checklist, path, layer)
        except PackError as error:
            lines, code = wrong_lines(path.stem, layer, error), ExitCode.PACK
        for line in lines:
            context.say(line)
    return code


def _listed(one: Checklist, path: Path, layer: Layer) -> tuple[str, ...]:
    """Give the lines of a list.

    Raises:
        PackSchemaError: its record cannot be read.
    """
    owner = f" du modèle {one.modele}" if one.modele else ""
    count = len(one.items)
    standing = f"{list_standing(path).say()} ; {count} point{'s' if count > 1 else ''}"
    return (f"{one.id:<24} {one.titre} (version {one.version})", f"{'':<24} {layer.nom}{owner} ; {standing}")


def describe(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Write one list: its items, or every value with its origin."""
    resolved = find(args.liste, packs)
    one = resolved.checklist
    context.say(f"{one.titre} ({one.id}, version {one.version}{', verrouillée' if one.verrouille else ''})")
    if args.origine:
        for value in resolved.values:
            context.say(f"{value.name:<34} {short(value.text)}")
            context.say(f"{'':<34}   {value.place}")
        return ExitCode.OK
    for item in one.items:
        kind = "à cocher" if item.demande is not None else item.niveau.value
        context.say(f"  {item.id:<22} {item.titre} ({kind})")
    return ExitCode.OK


def preview(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Write a list as the person who ticks it sees it."""
    one = find(args.liste, packs).checklist
    context.say(one.titre)
    if one.avertissement:
        context.say(one.avertissement)
    family = ""
    for item in one.items:
        if item.famille != family:
            family = item.famille
            context.say(f"\n{family}")
        if item.demande is None:
            context.say(f"  ·  {item.titre} (vérifié par lls)")
        else:
            boxes = "□ oui  □ non" + ("  □ na" if item.demande.na_permis else "")
            context.say(f"  {item.demande.cle:<3} {item.titre}   {boxes}")
    return ExitCode.OK


def compare(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Write what differs between two lists."""
    left, right = find(args.liste, packs), find(args.autre, packs)
    found = differences(
        {value.name: value.text for value in left.values}, {value.name: value.text for value in right.values}
    )
    say_differences(found, left.checklist.id, right.checklist.id, context)
    return ExitCode.OK
