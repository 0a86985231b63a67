"""`lls audit`: the QLS estimate over many letters, in the shape hospitals receive; no identity in what it writes."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter.cli.commands import _audit_scope
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode, Location, UsageError

if TYPE_CHECKING:  # the rules and the model come when there is something to judge
    from lls_drafter.audit.folder import Fichiers
    from lls_drafter.audit.page import Site
    from lls_drafter.audit.run import Bilan, Releve, Requete
    from lls_drafter.audit.table import Voisins

_WHOLE_FAILURE = (
    "0 % sur un échantillon entier (QLS-05) : hypothèse d'un défaut de gabarit, à vérifier sur les dossiers."
)
ACTIONS = {
    "saisir": ("lire des lettres papier, une touche par critère", "lls_drafter.cli.commands._audit_saisir"),
    "extraire": ("donner les verdicts d'un site, sans identité", "lls_drafter.cli.commands._audit_extraire"),
    "comparer": ("comparer deux lectures des mêmes lettres", "lls_drafter.cli.commands._audit_comparer"),
}
"""What `lls audit` also does, by its first word: its line of help, its module; a folder of that name is `./saisir`."""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.formatter_class = RawDescriptionHelpFormatter
    lines = (f"  lls audit {name:<11}{words}" for name, (words, _) in ACTIONS.items())
    parser.epilog = "\n".join(("autres actions (« lls audit ACTION --help ») :", *lines))
    parser.add_argument("dossiers", metavar="DOSSIER", type=Path, nargs="*", help="dossiers de lettres, ou lettres")
    _audit_scope.add_scope(parser)
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
    parser.add_argument("--tirage", metavar="N", type=int, help="tirer N lettres au sort, par exemple 80")
    parser.add_argument("--graine", metavar="N", type=int, default=1, help="graine du tirage (par défaut : 1)")
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
    parser.add_argument(
        "--preuves",
        metavar="FICHIER",
        type=Path,
        help="écrire le passage derrière chaque verdict (tirage, ou 100 lettres au plus) : reste sur ce poste",
    )
    parser.add_argument("--exemple", action="store_true", help="montrer le tableau d'un site publié, sans lettre")


def run(args: Namespace, context: Context) -> ExitCode:
    """Judge the letters and write the report; what cannot be read is listed and stops nothing."""
    _refuse_nonsense(args)
    if args.exemple:
        _refuse_bad_places(args, None)
        return _example(args, context)
    from lls_drafter.audit import outputs, words  # noqa: PLC0415 - heavy: the engine and the model
    from lls_drafter.audit.folder import list_sources  # noqa: PLC0415 - likewise
    from lls_drafter.audit.run import summed  # noqa: PLC0415 - likewise
    from lls_drafter.drafts.outputs import write_output  # noqa: PLC0415 - likewise

    found = list_sources(args.dossiers)
    _refuse_bad_places(args, found)
    request = _request(args, context, found)
    records = _audit_scope.judged_by(found, request, context)
    report = summed(records, request)
    for path, data in _made(args, context, records, report, found.lettres).items():
        write_output(path, data)
    if args.correspondance is not None:
        context.warn("la correspondance porte des noms de fichiers : elle reste sur ce poste")
    if args.preuves is not None:
        context.warn("les preuves portent des textes de lettres : elles restent sur ce poste, à détruire après usage")
    if args.json:
        context.say(outputs.to_json(report))
    else:
        for line in words.report_lines(report):
            context.say(line)
    return ExitCode.DRAFT if report.illisibles and len(report.illisibles) == report.fichiers else ExitCode.OK


def _made(
    args: Namespace, context: Context, records: "Releve", report: "Bilan", paths: tuple[str, ...]
) -> dict[Path, bytes]:
    """Give the files asked for; all are made before any is written."""
    from lls_drafter.audit import outputs  # noqa: PLC0415 - heavy: the engine and the model

    made: dict[Path, bytes] = {}
    if args.csv is not None:
        made[args.csv] = outputs.to_csv(report)
    if args.html is not None:
        from lls_drafter.audit.page import Feuille, render  # noqa: PLC0415 - only for the page

        made[args.html] = render(Feuille(tableaux=report.tableaux, bilan=report, site=_site()))
    if args.correspondance is not None:
        made[args.correspondance] = outputs.files_csv(report, paths)
    if args.preuves is not None:
        from lls_drafter.audit.proofs import proofs_csv  # noqa: PLC0415 - only when asked for
        from lls_drafter.session.evaluate import letter_checklists  # noqa: PLC0415 - likewise

        lists_of = partial(letter_checklists, extra=tuple(args.pack))
        today = context.clock.now().date()
        made[args.preuves] = proofs_csv(records, paths, lists_of, today, drawn=args.tirage is not None)
    return made


def _refuse_bad_places(args: Namespace, found: "Fichiers | None") -> None:
    """Refuse outputs that would take the place of a letter, or of anything that is read; before anything is judged."""
    from lls_drafter.audit.folder import is_read  # noqa: PLC0415 - only for a report
    from lls_drafter.drafts.outputs import refuse_bad_places  # noqa: PLC0415 - likewise

    wanted = (args.csv, args.html, args.correspondance, args.preuves)
    read = (*args.dossiers, args.sejours, args.compare, args.reference)
    beside = (*found.papiers, *found.extraits) if found is not None else ()
    refuse_bad_places(
        [path for path in wanted if path is not None], (*(path for path in read if path is not None), *beside)
    )
    for path in wanted:
        if path is not None and is_read(path.name) and path.exists():
            raise UsageError(
                "ce fichier est peut-être une lettre : il ne peut pas être remplacé",
                hint="donner un nom en .csv ou .html",
                location=Location(str(path)),
            )


def _refuse_nonsense(args: Namespace) -> None:
    """Refuse arguments that say nothing."""
    if not args.dossiers and not args.exemple:
        raise UsageError("il manque le dossier des lettres", hint="lls audit DOSSIER, ou « lls audit --exemple »")
    if args.tirage is not None and args.tirage < 1:
        raise UsageError("--tirage : un nombre de 1 ou plus est attendu")
    if not 0 < args.cible <= 100:
        raise UsageError("--cible : un nombre de 1 à 100 est attendu")


def _request(args: Namespace, context: Context, found: "Fichiers") -> "Requete":
    """Read what is asked for."""
    from lls_drafter.audit.run import Tirage  # noqa: PLC0415 - heavy: the engine and the model
    from lls_drafter.audit.scoring import CONTENT, DRUGS  # noqa: PLC0415 - likewise

    scope = _audit_scope.scope_request(args, context, found)
    if args.tirage is not None and found.extraits:
        raise UsageError("un tirage ne se fait pas parmi des extraits", hint="le faire sur chaque site")
    return replace(
        scope,
        demande=replace(scope.demande, listes=(*CONTENT, *DRUGS) if args.medicaments else CONTENT),
        voisins=_neighbours(args),
        tirage=Tirage(args.tirage, args.graine) if args.tirage is not None else None,
    )


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
    ours, theirs = number(now.formule), number(now.score)
    formula = f"Notre formule, appliquée aux taux de ce site : {ours} (estimation) ; publié : {theirs}."
    grid = grid_of(load_checklist(now.grille))
    table = table_of_profile(now, known.profil("site_2018"), grid, known.jeux, cible=args.cible)
    if args.html is not None:
        from lls_drafter.audit.page import Feuille, Site, render  # noqa: PLC0415 - only for the page
        from lls_drafter.drafts.outputs import write_output  # noqa: PLC0415 - likewise

        site = Site(nom=now.titre, categorie="C.H., région Grand Est")
        page = Feuille(tableaux=(table,), site=site, source=known.source, notes=(formula, _WHOLE_FAILURE))
        write_output(args.html, render(page))
    context.say(f"Exemple, sans lettre : {known.source}")
    for line in table_lines(table):
        context.say(line)
    context.say(formula)
    return ExitCode.OK
