"""`lls audit`: the QLS estimate over many letters, in the shape hospitals receive; no identity in what it writes."""

import os
from argparse import ArgumentParser, Namespace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode, UsageError
from lls_drafter.letter.dates import parse_date_text

if TYPE_CHECKING:  # the rules and the model come when there is something to judge
    from lls_drafter.audit.folder import Fichiers
    from lls_drafter.audit.page import Site
    from lls_drafter.audit.pool import Progress
    from lls_drafter.audit.run import Requete
    from lls_drafter.audit.table import Voisins

_MOST_PROCESSES = 8
_WHOLE_FAILURE = (
    "0 % sur un échantillon entier (QLS-05) : hypothèse d'un défaut de gabarit, à vérifier sur les dossiers."
)
ACTIONS = {
    "saisir": ("lire des lettres papier, une touche par critère", "lls_drafter.cli.commands._audit_saisir"),
}
"""What `lls audit` also does, by its first word: its line of help, its module; a folder of that name is `./saisir`."""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.epilog = "Aussi : " + " ; ".join(f"« lls audit {name} » : {words}" for name, (words, _) in ACTIONS.items())
    parser.add_argument("dossiers", metavar="DOSSIER", type=Path, nargs="*", help="dossiers de lettres, ou lettres")
    parser.add_argument("--depuis", metavar="DATE", help="premier jour de sortie compté")
    parser.add_argument("--jusqua", metavar="DATE", help="dernier jour de sortie compté")
    parser.add_argument(
        "--sejours", metavar="FICHIER.csv", type=Path, help="compter ces séjours : sejour;sortie;uf;activite"
    )
    parser.add_argument("--compare", metavar="AUDIT.json", type=Path, help="montrer l'évolution depuis cet audit")
    parser.add_argument(
        "--reference", metavar="FICHIER", type=Path, help="chiffres de référence à la place des intégrés"
    )
    parser.add_argument(
        "--cible", metavar="N", type=float, default=80.0, help="score attendu, de 1 à 100 (par défaut : 80)"
    )
    parser.add_argument(
        "--feries",
        choices=("france", "alsace-moselle"),
        help="jours fériés qui comptent avec les fins de semaine (par défaut : selon le FINESS des réglages)",
    )
    parser.add_argument("--medicaments", action="store_true", help="compter aussi les règles des médicaments")
    parser.add_argument(
        "--fictives", action="store_true", help="juger aussi les lettres fictives (exemples, formation)"
    )
    parser.add_argument("--tirage", metavar="N", type=int, help="tirer N lettres au sort, par exemple 80")
    parser.add_argument("--graine", metavar="N", type=int, default=1, help="graine du tirage (par défaut : 1)")
    parser.add_argument("--processus", metavar="N", type=int, help="nombre de processus (par défaut : selon le poste)")
    parser.add_argument("--json", action="store_true", help="sortie JSON stable, sans identité ; sert à --compare")
    parser.add_argument("--csv", metavar="FICHIER", type=Path, help="écrire aussi les chiffres pour un tableur")
    parser.add_argument(
        "--html", metavar="FICHIER", type=Path, help="écrire aussi une page à lire ou à imprimer, sans identité"
    )
    parser.add_argument(
        "--correspondance",
        metavar="FICHIER",
        type=Path,
        help="écrire quel numéro est quel fichier : reste sur ce poste",
    )
    parser.add_argument("--exemple", action="store_true", help="montrer le tableau d'un site publié, sans lettre")
    _letters.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Judge the letters and write the report; what cannot be read is listed and stops nothing."""
    _refuse_nonsense(args)
    if args.exemple:
        return _example(args, context)
    from lls_drafter.audit import outputs, words  # noqa: PLC0415 - heavy: the engine and the model
    from lls_drafter.audit.folder import list_sources  # noqa: PLC0415 - likewise
    from lls_drafter.audit.run import audit  # noqa: PLC0415 - likewise
    from lls_drafter.drafts.files import write_private  # noqa: PLC0415 - likewise
    from lls_drafter.session.evaluate import letter_checklists  # noqa: PLC0415 - likewise

    found = list_sources(args.dossiers)
    paths = found.lettres
    request = _request(args, context, found)
    lists_of = partial(letter_checklists, extra=tuple(args.pack))
    report = audit(paths, request, lists_of, _progress(context, len(paths)))
    if args.csv is not None:
        write_private(args.csv, outputs.to_csv(report))
    if args.html is not None:
        from lls_drafter.audit.page import Feuille, render  # noqa: PLC0415 - only for the page

        write_private(args.html, render(Feuille(tableaux=report.tableaux, bilan=report, site=_site())))
    if args.correspondance is not None:
        write_private(args.correspondance, outputs.files_csv(report, paths))
        context.warn("la correspondance porte des noms de fichiers : elle reste sur ce poste")
    if args.json:
        context.say(outputs.to_json(report))
    else:
        for line in words.report_lines(report):
            context.say(line)
    return ExitCode.DRAFT if report.illisibles and len(report.illisibles) == report.fichiers else ExitCode.OK


def _refuse_nonsense(args: Namespace) -> None:
    """Refuse arguments that say nothing."""
    if not args.dossiers and not args.exemple:
        raise UsageError("il manque le dossier des lettres", hint="lls audit DOSSIER, ou « lls audit --exemple »")
    for name in ("tirage", "processus"):
        value = getattr(args, name)
        if value is not None and value < 1:
            raise UsageError(f"--{name} : un nombre de 1 ou plus est attendu")
    if not 0 < args.cible <= 100:
        raise UsageError("--cible : un nombre de 1 à 100 est attendu")
    outputs = [path for path in (args.csv, args.html, args.correspondance) if path is not None]
    if len(outputs) != len({path.absolute() for path in outputs}):
        raise UsageError("deux sorties ne peuvent pas avoir le même nom")


def _request(args: Namespace, context: Context, found: "Fichiers") -> "Requete":
    """Read what is asked for."""
    from lls_drafter.audit.contributions import read_contributions  # noqa: PLC0415 - heavy: the engine and the model
    from lls_drafter.audit.pool import FEW  # noqa: PLC0415 - heavy: the engine and the model
    from lls_drafter.audit.run import Requete, Tirage  # noqa: PLC0415 - likewise
    from lls_drafter.audit.scoring import CONTENT, DRUGS, Demande  # noqa: PLC0415 - likewise
    from lls_drafter.audit.stays import read_stays  # noqa: PLC0415 - likewise

    today = context.clock.now().date()
    start, end = _day("depuis", args.depuis, today), _day("jusqua", args.jusqua, today)
    if start is not None and end is not None and start > end:
        raise UsageError("--depuis est après --jusqua")
    usual = 1 if len(found.lettres) <= FEW else min(os.cpu_count() or 1, _MOST_PROCESSES)
    asked = Demande(
        today=today,
        depuis=start,
        jusqua=end,
        listes=(*CONTENT, *DRUGS) if args.medicaments else CONTENT,
        fictives=args.fictives,
    )
    return Requete(
        sources=tuple(args.dossiers),
        demande=asked,
        processes=args.processus or usual,
        voisins=_neighbours(args),
        tirage=Tirage(args.tirage, args.graine) if args.tirage is not None else None,
        packs=tuple(args.pack),
        sejours=read_stays(args.sejours, today=today) if args.sejours is not None else None,
        apports=read_contributions(found, asked, tuple(args.pack)),
    )


def _day(name: str, text: str | None, today: date) -> date | None:
    """Read one end of the period."""
    if text is None:
        return None
    read = parse_date_text(text, today=today)
    if read.value is None:
        raise UsageError(f"--{name} : {read.problem}")
    return read.value


def _neighbours(args: Namespace) -> "Voisins":
    """Read what stands beside the figures."""
    from lls_drafter.audit.flow_days import Calendrier, calendar_of  # noqa: PLC0415 - only for a report
    from lls_drafter.audit.previous import read_previous  # noqa: PLC0415 - likewise
    from lls_drafter.audit.references import built_in_references, read_references  # noqa: PLC0415 - likewise
    from lls_drafter.audit.table import Voisins  # noqa: PLC0415 - likewise
    from lls_drafter.settings import load_settings  # noqa: PLC0415 - likewise

    known = read_references(args.reference) if args.reference is not None else built_in_references()
    previous = read_previous(args.compare) if args.compare is not None else ()
    house = load_settings().etablissement
    finess = (house.finess if house else None) or ""
    return Voisins(
        precedents=previous,
        references=known.jeux,
        cible=args.cible,
        calendrier=Calendrier(args.feries) if args.feries else calendar_of(finess),
    )


def _site() -> "Site | None":
    """Give the establishment as the settings name it; None when they do not."""
    from lls_drafter.audit.page import Site  # noqa: PLC0415 - only for the page
    from lls_drafter.settings import load_settings  # noqa: PLC0415 - likewise

    house = load_settings().etablissement
    if house is None:
        return None
    return Site(nom=house.nom or "", finess=house.finess or "", categorie=house.categorie or "")


def _progress(context: Context, total: int) -> "Progress | None":
    """Give what shows the progress on a terminal; None elsewhere."""
    if not context.stderr.isatty():
        return None

    def show(done: int) -> None:
        context.stderr.write(f"\rlettres lues : {done} sur {total}" + ("\r\x1b[K" if done == total else ""))
        context.stderr.flush()

    return show


def _example(args: Namespace, context: Context) -> ExitCode:
    """Show the table of the site of the campaign, from its published figures."""
    from lls_drafter.audit.figures import number  # noqa: PLC0415 - only for the example
    from lls_drafter.audit.references import built_in_references  # noqa: PLC0415 - likewise
    from lls_drafter.audit.scoring import grid_of  # noqa: PLC0415 - likewise
    from lls_drafter.audit.table import table_of_profile  # noqa: PLC0415 - likewise
    from lls_drafter.audit.words import table_lines  # noqa: PLC0415 - likewise
    from lls_drafter.packs.checklists import load_checklist  # noqa: PLC0415 - likewise

    known = built_in_references()
    now = known.profil("site_2021")
    formula = f"Notre formule, appliquée aux taux de ce site : {number(now.formule)} ; publié : {number(now.score)}."
    grid = grid_of(load_checklist(now.grille))
    table = table_of_profile(now, known.profil("site_2018"), grid, known.jeux, cible=args.cible)
    if args.html is not None:
        from lls_drafter.audit.page import Feuille, Site, render  # noqa: PLC0415 - only for the page
        from lls_drafter.drafts.files import write_private  # noqa: PLC0415 - likewise

        site = Site(nom=now.titre, categorie="C.H., région Grand Est")
        page = Feuille(tableaux=(table,), site=site, source=known.source, notes=(formula, _WHOLE_FAILURE))
        write_private(args.html, render(page))
    context.say(f"Exemple, sans lettre : {known.source}")
    for line in table_lines(table):
        context.say(line)
    context.say(formula)
    return ExitCode.OK
