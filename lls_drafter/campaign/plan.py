"""An action plan prefilled from an audit: the criteria that are furthest from the target first, several actions each.

Who, until when, and what is decided belong to the site: those cells stay empty, nothing is made up for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from lls_drafter.audit.figures import percent, rate_words
from lls_drafter.audit.report_file import Audit, Mesure, Resultats
from lls_drafter.audit.statistics import LEAST, TARGET, Intervalle
from lls_drafter.campaign.actions import MEASURED, NOT_MEASURED, Action, Propositions
from lls_drafter.campaign.layers import TOOL

OPEN: Final = "à décider"
"""The state of an action that nobody has decided on yet."""
NO_PROPOSAL: Final = "Aucune proposition pour ce critère : action à définir par le site"
HOLD: Final = "Aucune action proposée : critère à la cible, à surveiller"


class Situation(StrEnum):
    """Where a criterion stands; the order is that of the plan."""

    SOUS_LA_CIBLE = "sous la cible"
    EFFECTIF_FAIBLE = "effectif trop faible"
    NON_MESURE = "non mesuré"
    SANS_OBJET = "sans objet"
    TRANSVERSALE = "transversale"
    A_LA_CIBLE = "à la cible"


@dataclass(frozen=True, slots=True, kw_only=True)
class LignePlan:
    """One line of a plan: a criterion, what was found, one action.

    Attributes:
        critere: its id; empty for an action of no criterion.
        constat: the finding in words.
        a_verifier: where the failures gather, as hypotheses.
        taux: 0-100; None when it is not measured or there were too few letters.
        cible: percent.
        origine: who words the action.
        pilote: who leads; empty until the site says so, as are `echeance` and, for an action of its own, the rest.
        ref: the action's id in our files; empty for one of the site's.
        grille: the id of the grid, `empreinte` its digest.
        base: what was counted, `lettres` or `sejours`.
        periode: of the audit, in words.
    """

    axe: str
    critere: str = ""
    libelle: str = ""
    constat: str = ""
    a_verifier: str = ""
    situation: str
    taux: float | None = None
    cible: float | None = None
    conformes: int | None = None
    n: int | None = None
    intervalle: Intervalle | None = None
    action: str = ""
    origine: str = ""
    pilote: str = ""
    echeance: str = ""
    moyens: str = ""
    indicateur: str = ""
    etat: str = OPEN
    ref: str = ""
    grille: str = ""
    empreinte: str = ""
    base: str
    periode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan, and what is read with it."""

    audit: Audit
    cible: float
    nature: str
    source: str
    date: str
    lignes: tuple[LignePlan, ...]

    @property
    def a_faire(self) -> tuple[LignePlan, ...]:
        """Give the lines that propose something."""
        return tuple(one for one in self.lignes if one.situation != Situation.A_LA_CIBLE)

    @property
    def a_surveiller(self) -> tuple[LignePlan, ...]:
        """Give the lines of the criteria that are at the target."""
        return tuple(one for one in self.lignes if one.situation == Situation.A_LA_CIBLE)


def make_plan(audit: Audit, propositions: Propositions, *, cible: float = TARGET) -> Plan:
    """Give the plan that an audit calls for.

    Args:
        audit: as read.
        propositions: what may be proposed.
        cible: the rate that each criterion should reach, in percent. The 80 of the indicator is that of a score: to ask
            it of each criterion is this program's choice.
    """
    lines: list[LignePlan] = []
    for table in audit.tableaux:
        ranked = sorted(
            ((situation_of(one, cible), rank, one) for rank, one in enumerate(table.criteres)),
            key=lambda found: (list(Situation).index(found[0]), found[2].taux or 0.0, found[1]),
        )
        for situation, _, measure in ranked:
            lines += _of_criterion(measure, situation, table, audit, propositions, cible)
    whole = tuple(_whole(one, audit, propositions) for one in propositions.transversales)
    first = [one for one in lines if one.situation != Situation.A_LA_CIBLE]
    held = [one for one in lines if one.situation == Situation.A_LA_CIBLE]
    return Plan(
        audit=audit,
        cible=cible,
        nature=propositions.nature,
        source=propositions.source,
        date=propositions.date,
        lignes=(*first, *whole, *held),
    )


def situation_of(measure: Mesure, cible: float) -> Situation:
    """Tell where a criterion stands."""
    if not measure.mesure:
        return Situation.NON_MESURE
    if measure.n == 0:
        return Situation.SANS_OBJET
    if measure.taux is None:
        return Situation.EFFECTIF_FAIBLE
    return Situation.SOUS_LA_CIBLE if measure.taux < cible else Situation.A_LA_CIBLE


def finding(measure: Mesure, situation: Situation, cible: float) -> str:
    """Give what was found, in words: never a percentage under the least number of letters."""
    if situation is Situation.NON_MESURE:
        return "non mesuré : sans liste de séjours, une lettre absente ne se voit pas"
    if situation is Situation.SANS_OBJET:
        return "sans objet : aucune lettre concernée"
    if measure.taux is None:
        return f"effectif trop faible : {measure.conformes} sur {measure.n} (moins de {LEAST}, pas de taux)"
    text = f"{rate_words(measure.taux, measure.intervalle)}, {measure.conformes} sur {measure.n}"
    text += f" ; cible {percent(cible)}"
    reached = measure.intervalle is not None and measure.intervalle.bas <= cible <= measure.intervalle.haut
    if reached:
        text += " (l'intervalle contient la cible : écart non certain)"
    if measure.indispensable and measure.taux < cible:
        text += " ; critère indispensable : sans lui, le score de la lettre est 0"
    return text


def _of_criterion(  # noqa: PLR0913, PLR0917 - one criterion over all that the plan knows
    measure: Mesure,
    situation: Situation,
    table: Resultats,
    audit: Audit,
    propositions: Propositions,
    cible: float,
) -> Iterator[LignePlan]:
    """Give the lines of one criterion: one per action, one alone when there is nothing to propose."""
    axis = propositions.axes.get(propositions.axe_de.get(measure.id, ""), "")
    bare = LignePlan(
        axe=axis,
        critere=measure.id,
        libelle=measure.titre,
        constat=finding(measure, situation, cible),
        a_verifier=" ; ".join(table.hypotheses.get(measure.id, ())),
        situation=situation.value,
        taux=measure.taux,
        cible=cible,
        conformes=measure.conformes if measure.mesure else None,
        n=measure.n if measure.mesure else None,
        intervalle=measure.intervalle,
        action=HOLD if situation is Situation.A_LA_CIBLE else NO_PROPOSAL,
        etat=situation.value if situation is Situation.A_LA_CIBLE else OPEN,
        grille=table.grille,
        empreinte=table.empreinte,
        base=audit.base,
        periode=audit.periode,
    )
    useless = MEASURED if situation is Situation.NON_MESURE else NOT_MEASURED
    actions = [one for one in propositions.criteres.get(measure.id, ()) if one.quand != useless]
    if situation in {Situation.A_LA_CIBLE, Situation.SANS_OBJET} or not actions:
        nothing = "Aucune action : aucune lettre concernée" if situation is Situation.SANS_OBJET else bare.action
        yield replace(bare, action=nothing)
        return
    for one in actions:
        yield _with(bare, one, propositions)


def _whole(action: Action, audit: Audit, propositions: Propositions) -> LignePlan:
    """Give the line of an action of no criterion."""
    bare = LignePlan(
        axe=propositions.axes[action.axe],
        libelle="tous les critères",
        situation=Situation.TRANSVERSALE.value,
        base=audit.base,
        periode=audit.periode,
    )
    return _with(bare, action, propositions)


def _with(line: LignePlan, action: Action, propositions: Propositions) -> LignePlan:
    """Give a line with an action, and who words it."""
    origin = propositions.nature if action.couche == TOOL else f"texte du service ({action.couche})"
    return replace(
        line,
        action=action.action,
        origine=origin,
        moyens=action.moyens,
        indicateur=action.indicateur,
        ref=action.id,
    )
