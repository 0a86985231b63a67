"""`lls campagne affiche` and `lls campagne profil`: the poster to hang, and the site's profile."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter.cli.commands import _campaign_common, _letters
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode

if TYPE_CHECKING:
    from lls_drafter.campaign.profile import Profil


def configure_poster(parser: ArgumentParser) -> None:
    """Declare the arguments of the poster."""
    _campaign_common.add_outputs(parser, ".docx à retoucher dans Word, .pdf à imprimer (complément pdf)")
    parser.add_argument("--format", choices=("a4", "a3"), default="a4", help="par défaut : a4")
    parser.add_argument("--audit", metavar="AUDIT.json", type=Path, help="ajouter ses critères les plus bas")
    parser.add_argument("--texte", metavar="FICHIER", type=Path, help="textes du service, à la place des intégrés")
    _campaign_common.add_identity(parser, whole=False)
    _letters.add_packs(parser)


def run_poster(args: Namespace, context: Context) -> ExitCode:
    """Write the poster."""
    from lls_drafter.audit.report_file import read_audit  # noqa: PLC0415 - only for this action
    from lls_drafter.campaign.poster import make_poster, read_poster_text, said_of_audit  # noqa: PLC0415 - likewise
    from lls_drafter.campaign.poster_docx import poster_docx  # noqa: PLC0415 - likewise
    from lls_drafter.campaign.poster_pdf import poster_pdf  # noqa: PLC0415 - likewise

    identity = _campaign_common.read_identity(args)
    audit = read_audit(args.audit) if args.audit is not None else None
    text = read_poster_text(tuple(args.pack), args.texte)
    poster = make_poster(text, place=identity.etablissement, unit=identity.unite, audit=audit)
    _campaign_common.write_papers(
        args,
        context,
        {"docx": lambda: poster_docx(poster, args.format), "pdf": lambda: poster_pdf(poster, args.format)},
        tuple(one for one in (args.audit, args.texte) if one is not None),
    )
    for sentence in said_of_audit(audit, identity.unite) if audit is not None else ():
        context.warn(sentence)
    _campaign_common.say_grid(audit, context)
    return ExitCode.OK


def configure_profile(parser: ArgumentParser) -> None:
    """Declare the arguments of the profile."""
    parser.add_argument("audit", metavar="AUDIT.json", type=Path, nargs="?", help="sortie de « lls audit --json »")
    _campaign_common.add_outputs(parser, ".docx pour imprimer, .html pour l'écran")
    parser.add_argument("--compare", metavar="AUDIT.json", type=Path, help="audit antérieur, pour la première colonne")
    parser.add_argument("--exemple", action="store_true", help="le profil du site de la campagne, sans lettre")
    _campaign_common.add_identity(parser, whole=True)


def run_profile(args: Namespace, context: Context) -> ExitCode:
    """Write the profile."""
    from lls_drafter.campaign.profile_words import profile_document  # noqa: PLC0415 - only for this action
    from lls_drafter.campaign.word import landscape_file  # noqa: PLC0415 - likewise
    from lls_drafter.exports import RenderRequest, render  # noqa: PLC0415 - likewise
    from lls_drafter.letter.lettre import Lettre  # noqa: PLC0415 - likewise

    profil = _example() if args.exemple else _own(args, context)
    document = profile_document(profil)
    _campaign_common.write_papers(
        args,
        context,
        {
            "docx": lambda: landscape_file(document),
            "html": lambda: render("html", document, RenderRequest(lettre=Lettre())),
        },
        tuple(one for one in (args.audit, args.compare) if one is not None),
    )
    return ExitCode.OK


def _own(args: Namespace, context: Context) -> "Profil":
    """Give the profile of the site."""
    from lls_drafter.audit.references import built_in_references  # noqa: PLC0415 - only for this action
    from lls_drafter.audit.report_file import read_audit  # noqa: PLC0415 - likewise
    from lls_drafter.campaign.profile import profile_of  # noqa: PLC0415 - likewise

    _campaign_common.need(
        args.audit, "il manque l'audit du site", "lls campagne profil AUDIT.json --vers F.docx, ou « --exemple »"
    )
    before = read_audit(args.compare) if args.compare is not None else None
    audit = read_audit(args.audit)
    _campaign_common.say_grid(audit, context)
    return profile_of(audit, before, built_in_references(), _campaign_common.read_identity(args))


def _example() -> "Profil":
    """Give the profile of the campaign's example."""
    from lls_drafter.audit.references import built_in_references  # noqa: PLC0415 - only for the example
    from lls_drafter.campaign.profile import NOW, published_profile  # noqa: PLC0415 - likewise
    from lls_drafter.packs.checklists import load_checklist  # noqa: PLC0415 - likewise

    known = built_in_references()
    grid = load_checklist(known.profil(NOW).grille)
    titles: Mapping[str, tuple[str, bool]] = {one.id: (one.titre, one.indispensable) for one in grid.items}
    return published_profile(known, titles, grid.titre)
