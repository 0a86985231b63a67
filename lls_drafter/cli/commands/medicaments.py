"""`lls medicaments`: the drug base of this seat: install the national one, tell its state, search it."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter import places
from lls_drafter.cli.commands import _drug_lines, _drug_plan
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode, ReferenceDataError
from lls_drafter.reference.model import CatalogueInfo, Fiche

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Actions = _SubParsersAction[ArgumentParser]

_NAMES_SHOWN = 20
_OLD = 183  # days
_MOST_ANSWERS = 200
_HOW = """Pour installer la base nationale (gratuite, publique) :
  1. sur base-donnees-publique.medicaments.gouv.fr, page « Téléchargement »,
     télécharger tous les fichiers dans un même dossier ;
  2. lls medicaments installer DOSSIER"""

Action = Callable[[Namespace, Context], ExitCode]


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _declare_install(actions)
    _declare_state(actions)
    _declare_search(actions)
    _drug_lines.configure(actions.add_parser("lire", help="dire ce qui est compris d'une ligne de prescription"))
    _drug_plan.configure(actions.add_parser("plan", help="montrer le plan de prise d'une lettre et ses changements"))


def run(args: Namespace, context: Context) -> ExitCode:
    """Carry out the action."""
    return _ACTIONS[args.action](args, context)


def _declare_install(actions: "Actions") -> None:
    parser = actions.add_parser("installer", help="installer ou mettre à jour la base nationale")
    parser.add_argument("source", metavar="DOSSIER|ZIP", type=Path, help="les fichiers téléchargés")
    parser.add_argument("--site", action="store_true", help="pour tous les postes du site (droits d'administration)")
    parser.add_argument("--simuler", action="store_true", help="tout lire et dire ce qui changerait, sans rien changer")


def _declare_state(actions: "Actions") -> None:
    actions.add_parser("etat", help="dire quelle base est en service, sa date, sa source et sa licence")


def _declare_search(actions: "Actions") -> None:
    parser = actions.add_parser("chercher", help="chercher un médicament : début de mots, dosage, forme")
    parser.add_argument("mots", metavar="MOT", nargs="+", help="par exemple : amlo 5 gel")
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    parser.add_argument("-n", metavar="N", type=_count, default=10, help="au plus N réponses (10)")


def _count(text: str) -> int:
    """Give a number of answers."""
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_ANSWERS:
        raise ArgumentTypeError(f"un nombre de 1 à {_MOST_ANSWERS} est attendu")
    return int(text)


def _install(args: Namespace, context: Context) -> ExitCode:
    """Install a published set, and say what it is and what it changes."""
    from lls_drafter.reference.install import install  # noqa: PLC0415 - for this action only

    target = places.site_drug_base_file() if args.site else places.user_drug_base_file()
    report = install(args.source, target, dry_run=args.simuler, progress=lambda told: context.warn(f"  {told}…"))
    meta = report.meta
    context.say(f"Base de médicaments installée : {target}" if report.ecrite else "Essai réussi : rien n'a été changé.")
    context.say(f"  données du {_day(meta.jour)}")
    context.say(f"  {_number(meta.specialites)} spécialités, dont {_number(meta.commercialisees)} commercialisées")
    context.say(f"  index de {report.taille / 1e6:.0f} Mo")
    if meta.lignes_ecartees:
        context.say(f"  {_number(meta.lignes_ecartees)} ligne(s) illisible(s) ou en double, écartée(s)")
    if report.changements is not None:
        changes = {
            "ajoutées": report.changements.ajoutees,
            "retirées": report.changements.retirees,
            "modifiées": report.changements.modifiees,
        }
        context.say(f"Par rapport à la base précédente (données du {_day(report.precedente or '')}) :")
        for word, names in changes.items():
            _say_names(word, names, context)
    if report.ecrite and places.drug_base_file() != target:
        context.warn(f"attention : ce poste lit d'abord {places.drug_base_file()}")
    return ExitCode.OK


def _say_names(word: str, names: tuple[str, ...], context: Context) -> None:
    """Write how many specialities changed in one way, and the first of them."""
    context.say(f"  {word} : {_number(len(names))}")
    for name in names[:_NAMES_SHOWN]:
        context.say(f"    {name}")
    if len(names) > _NAMES_SHOWN:
        context.say(f"    … et {_number(len(names) - _NAMES_SHOWN)} autres")


def _state(_: Namespace, context: Context) -> ExitCode:
    """Say which catalogue this seat uses, and how old it is; the national base is read over, to be sure of it."""
    from lls_drafter.reference.catalogue import open_catalogue  # noqa: PLC0415 - not for the help

    path = places.drug_base_file()
    fault = _fault(path)
    with open_catalogue() as catalogue:
        info = catalogue.info
    day = None if info.integree or fault else _installed_day(path)
    context.say(f"Base de médicaments : {'liste intégrée de lls' if info.integree else 'base nationale'}")
    if day or info.date:
        context.say(f"  données du  : {day:%d/%m/%Y}" if day else f"  données de  : {info.date}")
    context.say(f"  contenu     : {_content(info)}")
    if day:
        context.say(f"  fichier     : {path} ({path.stat().st_size / 1e6:.0f} Mo)")
    context.say(f"  source      : {info.source}")
    context.say(f"  licence     : {info.licence}")
    context.say(info.attribution)
    if info.integree:
        context.say()
        context.say(_HOW)
    if day:
        _say_age(day, context)
    if fault:
        context.complain(fault)
        return ExitCode.REFERENCE
    return ExitCode.OK


def _fault(path: Path) -> ReferenceDataError | None:
    """Give what is wrong with the national base, None when it is sound or not installed."""
    from lls_drafter.reference.index import DrugIndex  # noqa: PLC0415 - not for the help

    if not path.exists():
        return None
    try:
        with DrugIndex.open(path) as index:
            index.check_whole()
    except ReferenceDataError as error:
        return error
    return None


def _content(info: CatalogueInfo) -> str:
    """Give what a catalogue holds."""
    if info.integree:
        return f"{_number(info.specialites)} présentations usuelles ; un médicament absent de la liste est accepté"
    return f"{_number(info.specialites)} spécialités, dont {_number(info.commercialisees)} commercialisées"


def _installed_day(path: Path) -> date | None:
    """Give the day of the data of the national base."""
    from lls_drafter.reference.base_day import installed_day  # noqa: PLC0415 - for this action only

    return installed_day(path)


def _say_age(day: date, context: Context) -> None:
    """Warn of data that are old, or younger than the seat's own clock."""
    age = (context.clock.now().date() - day).days
    if age > _OLD:
        context.warn(f"attention : ces données ont {age // 30} mois ; les mettre à jour :")
        context.warn("  → télécharger de nouveau les fichiers, puis « lls medicaments installer DOSSIER »")
    elif age < -1:
        context.warn("attention : ces données sont plus récentes que la date de ce poste")
        context.warn("  → vérifier l'horloge du poste")


def _search(args: Namespace, context: Context) -> ExitCode:
    """Search the catalogue; a drug that is not found is no error, and a damaged base gives way to the next list."""
    from lls_drafter.reference.catalogue import open_catalogue  # noqa: PLC0415 - not for the help

    query = " ".join(args.mots)
    with open_catalogue() as catalogue:
        found = catalogue.search(query, limit=args.n)
        info, warning = catalogue.info, catalogue.warning
    if warning:
        context.warn(f"lls : {warning}")
    if args.json:
        answer = {
            "requete": query,
            "base": info.date,
            "integree": info.integree,
            "attribution": info.attribution,
            "resultats": [asdict(fiche) for fiche in found],
        }
        context.say(json.dumps(answer, ensure_ascii=False, indent=2))
        return ExitCode.OK
    for fiche in found:
        _say_fiche(fiche, context)
    if not found:
        context.say(
            "Aucun médicament trouvé. Un médicament absent de la base s'écrit en toutes lettres : il est accepté."
        )
    context.say(info.attribution)
    return ExitCode.OK


def _say_fiche(fiche: Fiche, context: Context) -> None:
    """Write one drug: its name, what it is, and what limits its use."""
    strengths = fiche.dosages if len(fiche.dosages) == len(fiche.dci) else ("",) * len(fiche.dci)
    substances = [f"{dci} {dosage}".rstrip() for dci, dosage in zip(fiche.dci, strengths, strict=True)]
    facts = [
        " + ".join(substances),
        fiche.forme,
        f"voie {', '.join(fiche.voies)}" if fiche.voies else "",
        f"CIS {fiche.cis}" if fiche.cis else "",
        f"ATC {fiche.atc}" if fiche.atc else "",
    ]
    limits = [
        "" if fiche.autorise else "autorisation qui n'est plus en vigueur",
        "" if fiche.commercialise else "non commercialisé",
        "homéopathie" if fiche.homeopathie else "",
        *fiche.restrictions,
    ]
    brand = f" ({fiche.marque})" if fiche.marque and fiche.marque.upper() not in fiche.libelle.upper() else ""
    context.say(f"{fiche.libelle}{brand}")
    context.say(f"    {' · '.join(filter(None, facts))}")
    if any(limits):
        context.say(f"    {' ; '.join(filter(None, limits))}")


def _day(iso: str) -> str:
    """Give an ISO day as people write it."""
    return "/".join(reversed(iso.split("-")))


def _number(count: int) -> str:
    """Give a number with a space between thousands."""
    return f"{count:,}".replace(",", " ")


_ACTIONS: Mapping[str, Action] = {
    "installer": _install,
    "etat": _state,
    "chercher": _search,
    "lire": _drug_lines.run,
    "plan": _drug_plan.run,
}
