"""`lls audit extraire`: the verdicts of a site for a regional run; no text, no identity, no exact date."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.audit.extract import Provenance, make_extract
from lls_drafter.audit.extract_file import Extrait, write_extract
from lls_drafter.audit.folder import EXTRACT, list_sources
from lls_drafter.audit.statistics import SMALL
from lls_drafter.cli.commands import _audit_scope
from lls_drafter.cli.context import Context
from lls_drafter.drafts.outputs import refuse_bad_places, write_output
from lls_drafter.errors import ExitCode, Location, UsageError

_LONGEST = 60


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossiers", metavar="DOSSIER", type=Path, nargs="+", help="dossiers de lettres, ou lettres")
    parser.add_argument(
        "--vers", metavar="FICHIER", type=Path, required=True, help=f"fichier à écrire ; son nom finit par {EXTRACT}"
    )
    parser.add_argument(
        "--site", metavar="NOM", default="", help="nom ou code de l'établissement, montré par l'audit régional"
    )
    _audit_scope.add_scope(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Judge the letters, write the extract, and say all that leaves."""
    if not args.vers.name.endswith(EXTRACT):
        raise UsageError(
            f"le nom d'un extrait finit par « {EXTRACT} »",
            hint=f"par exemple --vers 2026-t1{EXTRACT}",
            location=Location(str(args.vers)),
        )
    site = " ".join(args.site.split())
    if len(site) > _LONGEST or not site.isprintable():
        raise UsageError(f"--site : {_LONGEST} caractères au plus")
    found = list_sources(args.dossiers)
    if found.extraits:
        raise UsageError(
            "un extrait ne se fait pas à partir d'autres extraits",
            hint="les donner tels quels à « lls audit », ou ne nommer que les dossiers des lettres",
            location=Location(str(found.extraits[0])),
        )
    refuse_bad_places((args.vers,), (one for one in (args.sejours, *args.dossiers) if one is not None))
    request = _audit_scope.scope_request(args, context, found)
    records = _audit_scope.judged_by(found, request, context)
    provenance = Provenance(site=site, base=records.base, depuis=request.demande.depuis, jusqua=request.demande.jusqua)
    made = make_extract(records.jugements, records.grilles, provenance)
    write_output(args.vers, write_extract(made))
    for line in _said(made):
        context.say(line)
    context.say(f"Écrit : {args.vers}")
    return ExitCode.OK


def _said(made: Extrait) -> list[str]:
    """Say what an extract holds, so that a person can agree to give it."""
    units = sorted({row.uf for row in made.lignes})
    months = sorted({row.mois for row in made.lignes if row.mois})
    what = "séjours" if made.base == "sejours" else "lettres"
    return [
        f"Extrait de {made.effectif} {what}" + (f", site « {made.site} »" if made.site else ""),
        f"  unités : {', '.join(units)}",
        f"  mois : {', '.join(months) or 'aucun'}",
        "  pour chaque lettre : verdicts, score, mois, unité ; ni texte, ni identité, ni date exacte",
        f"  une unité de moins de {SMALL} lettres un mois donné est dans « autres » ; un tel mois n'est pas dit",
    ]
