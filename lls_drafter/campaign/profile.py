"""A site's profile as the campaign shows it: twelve criteria, two periods, references, and how the letters travel."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lls_drafter.audit.references import Reference, References
from lls_drafter.audit.report_file import Audit, Mesure, Resultats, Usage
from lls_drafter.audit.statistics import Intervalle
from lls_drafter.audit.table import UNKNOWN_GRIDS
from lls_drafter.campaign.identity import Identite
from lls_drafter.errors import UsageError

GIVEN: Final = "références données à l'audit par le site"
NOW, BEFORE = "site_2021", "site_2018"
"""The published profiles of the example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneProfil:
    """One criterion, or the score: before, now, and the references in the order of the profile's.

    Attributes:
        compte: the letters behind `apres`, in words, or why there is no rate; empty for published figures.
    """

    id: str
    titre: str
    indispensable: bool
    avant: float | None
    apres: float | None
    intervalle: Intervalle | None
    compte: str
    references: tuple[float | None, ...]

    @property
    def evolution(self) -> float | None:
        """Give the points gained."""
        return None if self.avant is None or self.apres is None else round(self.apres - self.avant, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """How the letters travel, as far as the audit counted it."""

    canaux: tuple[Usage, ...]
    jour_meme: tuple[Usage, ...]
    choix: tuple[Usage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profil:
    """A site's profile.

    Attributes:
        colonnes: headings of the two periods.
        nature: what the site's scores are, before and now: « estimation » or « publié ».
        references: titles of the reference sets.
        reserves: what must be read with the evolution.
    """

    identite: Identite
    titre: str
    colonnes: tuple[str, str]
    nature: tuple[str, str]
    lignes: tuple[LigneProfil, ...]
    score: LigneProfil
    references: tuple[str, ...]
    source: str
    reserves: tuple[str, ...]
    circuit: Circuit | None
    avertissement: str


def profile_of(audit: Audit, before: Audit | None, known: References, identity: Identite) -> Profil:
    """Give the profile that an audit shows, beside an earlier one.

    Raises:
        UsageError: the earlier audit has not the same grid.
    """
    table = audit.principal
    earlier = _earlier(table, before)
    past: Mapping[str, Mesure] = MappingProxyType({one.id: one for one in earlier.criteres} if earlier else {})
    lines = tuple(
        LigneProfil(
            id=one.id,
            titre=one.titre,
            indispensable=one.indispensable,
            avant=past[one.id].taux if one.id in past else one.precedent,
            apres=one.taux,
            intervalle=one.intervalle,
            compte=_count(one),
            references=tuple(one.references.get(other.id) for other in table.references),
        )
        for one in table.criteres
    )
    score = LigneProfil(
        id="",
        titre="Score global de l'indicateur",
        indispensable=False,
        avant=_score_before(audit, before, table, earlier),
        apres=table.score.valeur,
        intervalle=table.score.intervalle,
        compte=f"n = {table.score.n}" if table.score.valeur is not None else "effectif insuffisant",
        references=tuple(one.score for one in table.references),
    )
    travel = Circuit(canaux=table.canaux, jour_meme=table.jour_meme, choix=table.choix)
    return Profil(
        identite=identity,
        titre=table.titre,
        colonnes=(before.periode if before else "audit précédent", audit.periode),
        nature=("estimation", "estimation"),
        lignes=lines,
        score=score,
        references=tuple(one.titre for one in table.references),
        source=_source(table, known),
        reserves=_reserves(audit, before, table, earlier),
        circuit=travel if table.canaux or table.jour_meme else None,
        avertissement=table.avertissement,
    )


def published_profile(known: References, titles: Mapping[str, tuple[str, bool]], grid: str) -> Profil:
    """Give the profile of the campaign's example, from its published figures.

    Args:
        known: the built-in references.
        titles: title of each criterion, and whether it is indispensable, by id.
        grid: the title of the grid.
    """
    now, before = known.profil(NOW), known.profil(BEFORE)
    sets = known.jeux

    def line(name: str, title: str, rates: tuple[float, float], others: tuple[float | None, ...]) -> LigneProfil:
        return LigneProfil(
            id=name,
            titre=title,
            indispensable=titles[name][1] if name else False,
            avant=rates[0],
            apres=rates[1],
            intervalle=None,
            compte="",
            references=others,
        )

    return Profil(
        identite=Identite(statut="Organismes et Établissements Publics", region="GRAND-EST", categorie="C.H."),
        titre=grid,
        colonnes=(str(before.annee), str(now.annee)),
        nature=("publié", "publié"),
        lignes=tuple(
            line(name, title, (before.taux[name], now.taux[name]), tuple(one.taux.get(name) for one in sets))
            for name, (title, _) in titles.items()
        ),
        score=line("", "Score global de l'indicateur", (before.score, now.score), tuple(one.score for one in sets)),
        references=tuple(one.titre for one in sets),
        source=known.source,
        reserves=(UNKNOWN_GRIDS,),
        circuit=None,
        avertissement="Exemple : chiffres publiés d'un site de la campagne ; aucune lettre n'a été lue.",
    )


def _earlier(table: Resultats, before: Audit | None) -> Resultats | None:
    """Give the earlier table of the same grid."""
    if before is None:
        return None
    found = next((one for one in before.tableaux if one.grille == table.grille), None)
    if found is None:
        raise UsageError(
            "l'audit antérieur n'a pas été fait avec la même grille", hint="comparer deux audits d'une même activité"
        )
    return found


def _score_before(audit: Audit, before: Audit | None, table: Resultats, earlier: Resultats | None) -> float | None:
    """Give the earlier score, None when it did not count the same thing."""
    if before is None or earlier is None:
        return table.score.precedent
    return earlier.score.valeur if before.base == audit.base else None


def _count(measure: Mesure) -> str:
    """Give the letters behind a rate, or why there is none."""
    if not measure.mesure:
        return "non mesuré"
    if measure.n == 0:
        return "sans objet"
    told = f"{measure.conformes}/{measure.n}"
    return told if measure.taux is not None else f"{told}, effectif trop faible"


def _source(table: Resultats, known: References) -> str:
    """Give where the references come from: ours, when they are ours to the figure."""
    ours = {one.id: one for one in known.jeux if one.grille == table.grille}

    def is_ours(one: Reference, name: str) -> bool:
        rates = {line.id: line.references.get(name) for line in table.criteres if name in line.references}
        return all(one.taux.get(key) == rate for key, rate in rates.items())

    same = all(
        one.id in ours and ours[one.id].score == one.score and is_ours(ours[one.id], one.id) for one in table.references
    )
    return known.source if same else GIVEN


def _reserves(audit: Audit, before: Audit | None, table: Resultats, earlier: Resultats | None) -> tuple[str, ...]:
    """Say why the two periods may not be compared as they stand."""
    if before is None or earlier is None:
        return (table.note_evolution,) if table.note_evolution else ()
    found = [UNKNOWN_GRIDS] if earlier.empreinte != table.empreinte else []
    if before.base != audit.base:
        found.append("les deux audits ne comptent pas la même chose (lettres ou séjours) : scores non comparés")
    return tuple(found)
