"""The table that hospitals receive, made of judgements: criteria, score, groups, causes. Counts only, no identity.

What is counted: QLS 1 over all letters (or stays, with a list of stays); every other criterion over the letters found,
those where it does not apply left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lls_drafter.audit.causes import Cause, causes_of
from lls_drafter.audit.flow import Circuit, circuit_of
from lls_drafter.audit.flow_days import Calendrier
from lls_drafter.audit.flow_detail import Detail, details_of
from lls_drafter.audit.groups import Groupe, groups_of, hidden_labels
from lls_drafter.audit.model import CONFORME, NON_CONFORME, NON_MESURE, Critere, Grille, Jugement
from lls_drafter.audit.previous import Anterieur, previous_of
from lls_drafter.audit.references import Reference
from lls_drafter.audit.statistics import TARGET, Intervalle, Moyenne, mean_score, percentage, rate_interval

UNKNOWN_GRIDS = "grilles possiblement différentes"
RARE_REASONS = "motifs de trop peu de lettres pour être dits"
"""Stands for the reasons that few letters have: one may be a choice of a patient."""


class Base(StrEnum):
    """What the audit counts: letters of folders, or stays of a list, with a letter or without."""

    LETTRES = "lettres"
    SEJOURS = "sejours"

    @property
    def unite(self) -> str:
        """Give the French word for one of what is counted."""
        return "séjour" if self is Base.SEJOURS else "lettre"


@dataclass(frozen=True, slots=True)
class Raison:
    """Why a criterion does not apply, and to how many letters."""

    raison: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """One criterion of the table.

    Attributes:
        mesure: False when the criterion cannot be measured (QLS 1 without a list of stays).
        conformes: how many satisfy it.
        n: how many it applies to.
        taux: conformes out of n, 0-100; None when it is not measured or there are too few letters.
        intervalle: its 95 % interval.
        precedent: its rate in the earlier run, 0-100.
        evolution: points gained since; None when either rate is not known.
        references: its rate in each reference set, in the order of the table's.
        sans_objet: how often it does not apply, by reason, most frequent first.
        non_mesures: documents that cannot tell it; they are not in `n`.
    """

    critere: Critere
    mesure: bool
    conformes: int
    n: int
    taux: float | None
    intervalle: Intervalle | None
    precedent: float | None
    evolution: float | None
    references: tuple[float | None, ...]
    sans_objet: tuple[Raison, ...]
    non_mesures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tableau:
    """The results of the letters judged with one grid.

    Attributes:
        effectif: letters (or stays) judged.
        trouvees: those that have a validated letter.
        score: the estimate; over the letters found, or over all stays.
        score_non_validees: the same with 0 for the letters that nobody validated; None when it is `score` itself.
        precedent: the earlier run, None without one.
        score_precedent: its score.
        evolution: points of score gained since.
        note_evolution: why the evolution is to be read with care; empty when nothing says so.
        circuit: delays, week-ends, choices of patients, channels; None when no letter tells.
        details: the criteria of each group.
        cible: the score expected, 0-100.
        partielles: documents of which a criterion is not measured: in the rates, not in the score.
        publie: whether these are published figures, of which no letter is at hand: the score is no estimate of ours.
    """

    grille: Grille
    base: Base
    effectif: int
    trouvees: int
    score: Moyenne
    score_non_validees: Moyenne | None
    precedent: Anterieur | None
    score_precedent: float | None
    evolution: float | None
    note_evolution: str
    lignes: tuple[Ligne, ...]
    references: tuple[Reference, ...]
    groupes: tuple[Groupe, ...]
    causes: tuple[Cause, ...]
    partielles: int = 0
    circuit: Circuit | None = None
    details: tuple[Detail, ...] = ()
    cible: float = TARGET
    publie: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voisins:
    """What stands beside the figures: an earlier run, reference sets, the score expected, the public holidays."""

    precedents: tuple[Anterieur, ...] = ()
    references: tuple[Reference, ...] = ()
    cible: float = TARGET
    calendrier: Calendrier = Calendrier.FRANCE


def tables(
    jugements: Sequence[Jugement], grilles: Mapping[str, Grille], base: Base, voisins: Voisins
) -> tuple[Tableau, ...]:
    """Give a table for each grid that letters were judged with, by id.

    Args:
        jugements: those of the letters that count.
        grilles: the grids by digest; several of one id (a service's own form of it) make one table.
        base: what is counted.
        voisins: what to compare with.
    """
    by_id: dict[str, list[Jugement]] = {}
    for one in jugements:
        by_id.setdefault(grilles[one.grille].id, []).append(one)
    return tuple(_table(by_id[name], grilles, base, voisins) for name in sorted(by_id))


def is_found(jugement: Jugement, grille: Grille) -> bool:
    """Tell whether a letter counts as found: its first indispensable criterion is satisfied."""
    rank = _gate(grille)
    return rank is None or jugement.verdicts[rank] == CONFORME


def _gate(grille: Grille) -> int | None:
    """Give the rank of « retrouvée », the first indispensable criterion; None for a grid that has none."""
    return next((rank for rank, one in enumerate(grille.criteres) if one.indispensable), None)


def _table(jugements: Sequence[Jugement], grilles: Mapping[str, Grille], base: Base, voisins: Voisins) -> Tableau:
    """Make the table of one grid."""
    usage = Counter(one.grille for one in jugements)
    grilles = {name: grilles[name] for name in usage}  # those of other tables may have criteria of the same ids
    grille = grilles[min(usage, key=lambda name: (-usage[name], name))]
    found = [one for one in jugements if is_found(one, grilles[one.grille])]
    measured = [one for one in jugements if NON_MESURE not in one.verdicts]
    counted = measured if base is Base.SEJOURS else [one for one in found if NON_MESURE not in one.verdicts]
    score = mean_score([one.score for one in counted])
    whole = mean_score([one.score for one in measured]) if len(counted) < len(measured) else None
    previous = next((one for one in voisins.precedents if one.grille == grille.id), None)
    references = tuple(one for one in voisins.references if one.grille == grille.id)
    before = previous.score if previous is not None and previous.base == base.value else None
    groupes = groups_of(counted)
    return Tableau(
        grille=grille,
        base=base,
        effectif=len(jugements),
        trouvees=len(found),
        partielles=len(jugements) - len(measured),
        score=score,
        score_non_validees=whole,
        precedent=previous,
        score_precedent=before,
        evolution=_gain(score.valeur, before),
        note_evolution=_caution(grille, base, previous),
        lignes=tuple(
            _line(critere, jugements, found, grilles, base, previous, references) for critere in grille.criteres
        ),
        references=references,
        groupes=groupes,
        causes=causes_of(found, grilles, _gate(grille)),
        circuit=circuit_of(jugements, found, counted, voisins.calendrier),
        details=details_of(groupes, found, grilles, grille),
        cible=voisins.cible,
    )


def _line(  # noqa: PLR0913, PLR0917 - one criterion over all that the table knows
    critere: Critere,
    jugements: Sequence[Jugement],
    found: Sequence[Jugement],
    grilles: Mapping[str, Grille],
    base: Base,
    previous: Anterieur | None,
    references: tuple[Reference, ...],
) -> Ligne:
    """Make the line of one criterion."""
    ranks = {
        name: next((rank for rank, one in enumerate(grid.criteres) if one.id == critere.id), None)
        for name, grid in grilles.items()
    }
    is_gate = all(_gate(grid) == ranks[name] for name, grid in grilles.items() if ranks[name] is not None)
    verdicts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for one in jugements if is_gate else found:
        rank = ranks[one.grille]
        if rank is not None:
            verdicts[one.verdicts[rank]] += 1
            reasons.update(why.raison for why in one.sans_objet if why.rang == rank)
    count = verdicts[CONFORME] + verdicts[NON_CONFORME]
    silent = verdicts[NON_MESURE]
    measured = not (is_gate and base is Base.LETTRES) and (count > 0 or not silent)
    rate = percentage(verdicts[CONFORME], count) if measured else None
    before = previous.taux.get(critere.id) if previous is not None else None
    return Ligne(
        critere=critere,
        mesure=measured,
        conformes=verdicts[CONFORME],
        n=count,
        taux=rate,
        intervalle=rate_interval(verdicts[CONFORME], count) if measured else None,
        precedent=before,
        evolution=_gain(rate, before),
        references=tuple(one.taux.get(critere.id) for one in references),
        sans_objet=tuple(_reasons(reasons)),
        non_mesures=silent,
    )


def _reasons(counts: Counter[str]) -> Iterator[Raison]:
    """Give the reasons, most frequent first; those of few letters together, last, without their words."""
    rare = hidden_labels(counts)
    for why, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if why not in rare:
            yield Raison(why, n)
    if rare:
        yield Raison(RARE_REASONS, sum(counts[why] for why in rare))


def _gain(now: float | None, before: float | None) -> float | None:
    """Give the points between two figures, one decimal."""
    return None if now is None or before is None else round(now - before, 1)


def _caution(grille: Grille, base: Base, previous: Anterieur | None) -> str:
    """Say why two runs may not be compared as they stand."""
    if previous is None:
        return ""
    notes = [UNKNOWN_GRIDS] if previous.empreinte != grille.empreinte else []
    if previous.base != base.value:
        notes.append("l'audit précédent ne comptait pas la même chose (lettres ou séjours) : scores non comparés")
    return " ; ".join(notes)


def table_of_profile(
    now: Reference, before: Reference, grille: Grille, references: Iterable[Reference], *, cible: float = TARGET
) -> Tableau:
    """Give the same table for published figures of a site, of which no letter is at hand: rates without intervals."""
    previous = previous_of(before)
    known = tuple(references)
    return Tableau(
        grille=grille,
        base=Base.SEJOURS,
        effectif=0,
        trouvees=0,
        score=Moyenne(n=0, valeur=now.score, intervalle=None),
        score_non_validees=None,
        precedent=previous,
        score_precedent=before.score,
        evolution=_gain(now.score, before.score),
        note_evolution=UNKNOWN_GRIDS,
        lignes=tuple(
            Ligne(
                critere=one,
                mesure=True,
                conformes=0,
                n=0,
                taux=now.taux[one.id],
                intervalle=None,
                precedent=before.taux[one.id],
                evolution=_gain(now.taux[one.id], before.taux[one.id]),
                references=tuple(other.taux.get(one.id) for other in known),
                sans_objet=(),
            )
            for one in grille.criteres
        ),
        references=known,
        groupes=(),
        causes=(),
        cible=cible,
        publie=True,
    )
