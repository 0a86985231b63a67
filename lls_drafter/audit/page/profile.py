"""The head of the page: whose figures these are, of which period, what was counted and what was left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lls_drafter.audit.contributions_out import contribution_lines, source_words
from lls_drafter.audit.figures import count_words, period_words
from lls_drafter.audit.matching import Flux
from lls_drafter.audit.page.marks import bullets, details, facts, label, said, section, words
from lls_drafter.audit.run import Bilan
from lls_drafter.audit.table import Base
from lls_drafter.audit.words import STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The establishment, as the settings of the seat name it; each part may be empty."""

    nom: str = ""
    finess: str = ""
    categorie: str = ""


_MOST_UNREAD: Final = 50


def profile_section(site: Site | None, bilan: Bilan | None, source: str, caution: str) -> str:
    """Give the profile of the site, the flow of its letters, and what these figures are worth."""
    who = site or Site()
    pairs = [
        ("Établissement", label(who.nom)),
        ("FINESS", label(who.finess)),
        ("Catégorie", label(who.categorie)),
        ("Source", words(source)),
    ]
    flow = ""
    if bilan is not None:
        unit = "séjours du champ" if bilan.base is Base.SEJOURS else "lettres jugées"
        pairs += [
            ("Sorties", _period(bilan)),
            ("Compté", f"{bilan.jugees} {unit}, sur {source_words(bilan)}"),
        ]
        flow = bullets(map(words, _flow(bilan))) + _unread(bilan)
    return section("profil", "Périmètre", facts(pairs) + flow + said(caution, "note"))


def _period(bilan: Bilan) -> str:
    """Give the period asked for; extracts alone have their own, said with each of them."""
    if bilan.extraits and not bilan.fichiers:
        return "celles des extraits"
    return period_words(bilan.depuis, bilan.jusqua) or "toutes, jusqu'à la veille de l'audit"


def _flow(bilan: Bilan) -> Iterator[str]:
    """Say what was counted and what was left out."""
    if bilan.tirage is not None:
        yield f"tirage au sort de {bilan.tirage.taille} (graine {bilan.tirage.graine}) : {len(bilan.tirees)} tirées"
    if bilan.flux is not None:
        yield from _stays(bilan.flux)
    yield from (line.strip() for line in contribution_lines(bilan))
    for one in bilan.ecartees:
        yield f"non jugées, {STATES[one.etat]} : {one.n} ({one.raison})"
    if bilan.illisibles:
        yield f"illisibles : {len(bilan.illisibles)}"
    if bilan.converties:
        yield f"fichiers d'un format antérieur, convertis pour la lecture : {bilan.converties}"


def _stays(flux: Flux) -> Iterator[str]:
    """Say where the stays of the list went."""
    yield (
        f"liste de {count_words(flux.lus, 'séjour')} : hors période {flux.hors_periode}, hors champ {flux.hors_champ},"
        f" lettre retrouvée {flux.retrouves}, jamais validée {flux.non_valides}, absente {flux.sans_lettre}"
    )
    if flux.problemes:
        yield f"lignes de la liste à corriger, qui ne comptent pas : {len(flux.problemes)}"


def _unread(bilan: Bilan) -> str:
    """Give the files that could not be read, by their numbers; closed."""
    if not bilan.illisibles:
        return ""
    items = [
        f"fichier n° {one.numero}{f', ligne {one.ligne}' if one.ligne else ''} : {one.raison}"
        for one in bilan.illisibles[:_MOST_UNREAD]
    ]
    left = len(bilan.illisibles) - len(items)
    items += [f"{count_words(left, 'autre')}, dans --json"] if left else []
    return details("Quels fichiers sont illisibles", bullets(map(words, items)))
