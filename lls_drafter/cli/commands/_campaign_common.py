"""What the actions of `lls campagne` share: arguments of the hospital, and papers written where they were asked for."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter.cli.context import Context
from lls_drafter.errors import UsageError

if TYPE_CHECKING:
    from lls_drafter.audit.report_file import Audit
    from lls_drafter.campaign.identity import Identite

_LONGEST = 120


def add_outputs(parser: ArgumentParser, kinds: str) -> None:
    """Declare where to write."""
    parser.add_argument(
        "--vers",
        metavar="FICHIER",
        type=Path,
        action="append",
        required=True,
        help=f"fichier à produire : {kinds} (répétable)",
    )
    parser.add_argument("--remplacer", action="store_true", help="remplacer un fichier qui existe")


def add_identity(parser: ArgumentParser, *, whole: bool) -> None:
    """Declare what names the hospital; `whole` with its category, status and region."""
    parser.add_argument(
        "--etablissement", metavar="NOM", type=_short, help="nom du site (par défaut : celui des réglages)"
    )
    parser.add_argument("--unite", metavar="UF", type=_short, help="unité")
    if whole:
        parser.add_argument("--categorie", metavar="TEXTE", type=_short, help="catégorie, par exemple « C.H. »")
        parser.add_argument("--statut", metavar="TEXTE", type=_short, help="statut de l'établissement")
        parser.add_argument("--region", metavar="NOM", type=_short, help="région")


def read_identity(args: Namespace) -> "Identite":
    """Give the hospital: what was said, completed by the settings."""
    from lls_drafter.campaign.identity import identity_of  # noqa: PLC0415 - only when a paper is made
    from lls_drafter.settings import load_settings  # noqa: PLC0415 - likewise

    names = ("etablissement", "unite", "categorie", "statut", "region")
    return identity_of(load_settings(), **{name: getattr(args, name, None) for name in names})


def write_papers(
    args: Namespace,
    context: Context,
    makers: Mapping[str, Callable[[], bytes]],
    inputs: tuple[Path, ...],
) -> None:
    """Write each file asked for; nothing is written unless all can be made and none is in the way.

    Raises:
        UsageError: a name has no known end, or a file exists.
        ExportError: a paper cannot be made or written.
    """
    from lls_drafter.drafts import outputs  # noqa: PLC0415 - likewise

    kinds = [outputs.kind_of(path, tuple(makers)) for path in args.vers]
    outputs.refuse_bad_places(args.vers, inputs)
    if not args.remplacer:
        outputs.refuse_existing(args.vers)
    made = {kind: makers[kind]() for kind in dict.fromkeys(kinds)}
    for path, kind in zip(args.vers, kinds, strict=True):
        outputs.write_output(path, made[kind])
        context.say(str(path))


def say_grid(audit: "Audit | None", context: Context) -> None:
    """Say which grid a paper of one grid shows, when the audit has several."""
    if audit is not None and len(audit.tableaux) > 1:
        context.warn(f"cet audit a plusieurs grilles : seule « {audit.principal.grille} » est montrée")


def read_target(text: str) -> float:
    """Read a target in percent."""
    try:
        value = float(text.rstrip(" %").replace(",", "."))
    except ValueError:
        raise ArgumentTypeError("un nombre de 1 à 100 est attendu") from None
    if not 1 <= value <= 100:
        raise ArgumentTypeError("un nombre de 1 à 100 est attendu")
    return value


def need(value: object, message: str, hint: str) -> None:
    """Refuse a command that lacks something.

    Raises:
        UsageError: it does.
    """
    if value is None:
        raise UsageError(message, hint=hint)


def _short(text: str) -> str:
    """Read a name."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not shown or len(shown) > _LONGEST:
        raise ArgumentTypeError(f"un texte de 1 à {_LONGEST} caractères est attendu")
    return shown
