"""Templates shown: the list, one template and where its values come from, two of them compared."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from lls_drafter.cli.commands._differences import say_differences, short
from lls_drafter.cli.context import Context
from lls_drafter.document.agreement import NAME, NAMES
from lls_drafter.document.composed import COMPOSED
from lls_drafter.document.template import FORMULES
from lls_drafter.errors import ExitCode, LlsError, PackError
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.plan import RubriqueLibre, Section, TypeRubrique
from lls_drafter.packs.publication import standing
from lls_drafter.packs.sources import Layer, pack_files
from lls_drafter.packs.template_schema import WrittenTemplate, read_template
from lls_drafter.packs.templates import ResolvedTemplate, resolve_folder, resolve_template
from lls_drafter.packs.values import Upgrade, differences, origin_of, values_of
from lls_drafter.session.template_folder import upgrade_report


def find(text: str, packs: tuple[Path, ...]) -> ResolvedTemplate:
    """Give the template that a person names: by its folder, else by its id.

    Raises:
        PackError: there is none, or it is wrong.
    """
    folder = Path(text)
    return resolve_folder(folder, extra=packs) if folder.is_dir() else resolve_template(text, extra=packs)


def list_all(context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Write each template with its layer and where it stands; gives 3 when one is wrong, which is told in its place."""
    found: dict[str, tuple[str, ...]] = {}
    wrong: list[str] = []
    for layer, path in pack_files("templates", packs):
        name = path.parent.name
        try:
            found[name] = _listed(read_template(path), layer)
            continue
        except PackError as error:
            found[name] = wrong_lines(name, layer, error)
        wrong.append(name)
    for name in sorted(found):
        for line in found[name]:
            context.say(line)
    return ExitCode.PACK if wrong else ExitCode.OK


def _listed(one: WrittenTemplate, layer: Layer) -> tuple[str, ...]:
    """Give the lines of a template.

    Raises:
        PackSchemaError: its record cannot be read.
    """
    extends = f", étend {one.etend}" if one.etend else ""
    lines = [
        f"{one.id:<24} {one.titre} (version {one.version})",
        f"{'':<24} {layer.nom}{extends} ; {standing(one.folder).say()}",
    ]
    return (*lines, f"{'':<24} {one.description}") if one.description else tuple(lines)


def wrong_lines(name: str, layer: Layer, error: LlsError) -> tuple[str, ...]:
    """Give the lines of a template or a check-list that is wrong: what, where, and what to do."""
    place = str(error.location) if error.location is not None else ""
    lines = [f"{name:<24} À CORRIGER : {error.message}", f"{'':<24} {layer.nom}{f' ; {place}' if place else ''}"]
    return (*lines, f"{'':<24} → {error.hint}") if error.hint else tuple(lines)


def describe(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Write one template: its sections, or every value with its origin, or what a paper may place."""
    if args.blocs:
        _names(context)
        return ExitCode.OK
    resolved = find(args.modele, packs)
    template = resolved.template
    context.say(f"{template.titre} ({template.id}, version {template.version})")
    context.say(f"État : {standing(resolved.chain[0].folder).say()}")
    context.say("Étend : " + (" → ".join(template.etend) or "aucun modèle"))
    context.say()
    if args.origine:
        for name, value in values_of(template).items():
            context.say(f"{name:<34} {short(value)}")
            context.say(f"{'':<34}   {origin_of(name, resolved)}")
        return ExitCode.OK
    own = {one.chemin: one for one in template.plan.rubriques}
    for section in template.plan.sections:
        _section(section, own, context)
    return ExitCode.OK


def _section(section: Section, own: Mapping[FieldPath, RubriqueLibre], context: Context) -> None:
    """Write one section with the service's own fields that it holds, known by their addresses."""
    marks = [
        words
        for words, holds in (
            ("verrouillée", section.verrouille),
            ("cachée tant qu'elle est vide", section.cachee),
            ("sous condition", section.si is not None),
        )
        if holds
    ]
    told = f" [{', '.join(marks)}]" if marks else ""
    context.say(f"{section.id:<20} {section.titre or '(sans titre)'}{told}")
    printed = [str(path) for path in section.champs if path not in own]
    if printed:
        context.say(f"{'':<20}   champs : {', '.join(printed)}")
    for path in section.champs:
        if path in own:
            context.say(f"{'':<20}   {own[path].id} : {_field(own[path])}")
    if section.obligatoires:
        context.say(f"{'':<20}   demandés par le service : {', '.join(map(str, section.obligatoires))}")


def _field(one: RubriqueLibre) -> str:
    """Say what a field of the service holds."""
    detail = {
        TypeRubrique.CHOIX: ", ".join(one.choix),
        TypeRubrique.NOMBRE: one.unite,
        TypeRubrique.TABLEAU: ", ".join(one.colonnes),
    }.get(one.type, "")
    words = f"{one.titre} ({one.type.value.replace('_', '/')}{f' : {detail}' if detail else ''})"
    return words + (f", demandé ({one.exigence.value})" if one.obligatoire else "")


def _names(context: Context) -> None:
    """Write what a block or a paper may place."""
    context.say("Blocs à placer seuls sur leur ligne, dans un fichier blocs/*.j2 :")
    for name in (*COMPOSED, *FORMULES.values()):
        context.say(f"  [[{name}]]")
    context.say("Champs simples d'un papier Word : {{ document.entete }}, {{ document.pied }}, {{ document.titre }},")
    context.say("et tout champ seul de la lettre, par exemple {{ patient.nom_naissance }} (« lls schema lettre »).")
    context.say(f"Accords dans un bloc : {', '.join(f'{{{{ {NAME}.{one} }}}}' for one in NAMES)}")


def compare(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Write what differs between two templates, or what became of the values that the base changed."""
    if args.autre is None:
        return _upgrades(find(args.modele, packs), context, packs)
    left, right = find(args.modele, packs).template, find(args.autre, packs).template
    say_differences(differences(values_of(left), values_of(right)), left.id, right.id, context)
    return ExitCode.OK


def _upgrades(resolved: ResolvedTemplate, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Write the three-way difference."""
    if len(resolved.chain) < 2:
        context.say("Ce modèle n'étend aucun modèle : il n'y a pas de base à comparer.")
        return ExitCode.OK
    found = upgrade_report(resolved.chain[0].folder, packs)
    for line in upgrade_lines(found):
        context.say(line)
    if not found:
        context.say(f"« {resolved.chain[1].id} » n'a pas changé depuis que ce modèle a été commencé ou publié.")
    return ExitCode.OK


def upgrade_lines(found: tuple[Upgrade, ...]) -> tuple[str, ...]:
    """Give the three-way difference as lines: before, now, and what this template has."""
    lines: list[str] = []
    for one in found:
        lines.append(f"{one.name} ({one.fate.value})")
        lines.append(f"  base, avant      : {short(one.avant)}")
        lines.append(f"  base, maintenant : {short(one.maintenant)}")
        lines.append(f"  ici              : {short(one.ici)}")
    return tuple(lines)
