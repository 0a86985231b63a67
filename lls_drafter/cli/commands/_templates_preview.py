"""A template seen: an example letter with it, once, or again each time one of its files is saved."""

import time
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from lls_drafter.cli.commands._templates_show import find
from lls_drafter.cli.context import Context
from lls_drafter.drafts import files
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode, LlsError, PackNotFoundError, UsageError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter_files.codec import read_letter
from lls_drafter.packs.publication import pack_content
from lls_drafter.packs.sources import builtin_root, pack_files
from lls_drafter.packs.templates import ResolvedTemplate
from lls_drafter.session.pack_copy import ROOMS
from lls_drafter.session.render import FORMATS, RenderOptions, render_letter, suffix_of

_EXAMPLE = "mco_standard/exemples/a_oap_fibrillation.lls.yaml"
_PAUSE = 0.5  # seconds between two looks at the files


def preview(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Show an example letter with a template."""
    if args.vers not in FORMATS:
        raise UsageError(f"format inconnu : « {args.vers} »", hint="possibles : " + ", ".join(FORMATS))
    lettre = _letter(args.lettre)
    if not args.suivre:
        _show(args, lettre, context, packs)
        return ExitCode.OK
    context.say("Aperçu à chaque enregistrement du modèle ; Ctrl-C termine.")
    seen: Mapping[Path, int] | None = None
    while True:
        now = _stamps(args.modele, packs)
        if now != seen:
            seen = now
            try:
                _show(args, lettre, context, packs)
            except LlsError as error:
                context.complain(error)
            context.stdout.flush()
        time.sleep(_PAUSE)


def _letter(path: Path | None) -> Lettre:
    """Give the letter to show, as a draft: what the template demands and it does not have is marked."""
    if path is not None:
        return LetterStore(path).load().lettre
    example = builtin_root() / "templates" / _EXAMPLE
    if not example.is_file():
        raise PackNotFoundError("il n'y a pas de lettre d'exemple", hint="ajouter « --lettre FICHIER »")
    return read_letter(example.read_bytes(), name=example.name).lettre.replace(statut=Statut.BROUILLON, validation=None)


def _show(args: Namespace, lettre: Lettre, context: Context, packs: tuple[Path, ...]) -> None:
    """Render once, to the screen or to a file."""
    resolved = find(args.modele, packs)
    now = context.clock.now()
    options = RenderOptions(today=now.date(), now=now, template=resolved.template)
    data = render_letter(lettre, args.vers, options)
    if args.sortie is None:
        try:
            context.stdout.write(data.decode())
        except UnicodeDecodeError as error:
            raise UsageError("ce format ne s'affiche pas à l'écran", hint="ajouter « -o DOSSIER »") from error
        return
    target = args.sortie / f"apercu_{resolved.template.id}{suffix_of(args.vers)}"
    _refuse_inside(target, resolved)
    files.make_private_folder(target.parent)
    files.write_private(target, data)
    context.say(str(target))


def _refuse_inside(target: Path, resolved: ResolvedTemplate) -> None:
    """Refuse to write a preview among the files of the template: it would be one of them.

    Raises:
        UsageError: it would.
    """
    place = target.parent.resolve()
    rooms = {room.resolve() for one in resolved.chain for room in (one.folder, *(one.folder / name for name in ROOMS))}
    if place in rooms:
        raise UsageError(
            "un aperçu ne s'écrit pas parmi les fichiers du modèle : il en deviendrait un",
            hint="donner un autre dossier, par exemple « -o vue »",
        )


def _stamps(text: str, packs: tuple[Path, ...]) -> Mapping[Path, int]:
    """Give when each file of a template was last saved: of its folder, else of those of that id in the layers."""
    named = Path(text)
    known = [path.parent for _, path in pack_files("templates", packs) if path.parent.name == text]
    found = {}
    for folder in [named] if named.is_dir() else known:
        for path in pack_content(folder):
            try:
                found[path] = path.stat().st_mtime_ns
            except OSError:
                continue  # saved by being replaced: it will be there at the next look
    return found
