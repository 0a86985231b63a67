"""The review in words: what must be read first, each line before and after, what fell, what is new; as CSV too."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from lls_drafter.audit.figures import percent, points, rate_words
from lls_drafter.audit.report_file import UNKNOWN_PERIOD, Mesure
from lls_drafter.audit.statistics import Intervalle
from lls_drafter.campaign.identity import BLANK, Identite
from lls_drafter.campaign.plan import Situation, finding, situation_of
from lls_drafter.campaign.plan_csv import deadline_cell
from lls_drafter.campaign.plan_words import audit_facts
from lls_drafter.campaign.review import Alerte, Evolution, LignePoint, Point, Sens
from lls_drafter.document.blocks import (
    Block,
    Cell,
    Column,
    Document,
    List,
    Manner,
    Paragraph,
    Part,
    Run,
    Table,
    Title,
)
from lls_drafter.exports.sheets import cell, sheet

TITLE: Final = "Point d'étape : qualité de la lettre de liaison à la sortie"
_NO_CAUSE: Final = (
    "Une évolution ne dit pas sa cause : elle peut venir du plan, de la façon de compter, d'autre chose. Les hypothèses"
    " disent où regarder, pas pourquoi."
)
_COLUMNS: Final = (
    Column("Critère", 140),
    Column("Avant", 80),
    Column("Après", 115),
    Column("Évolution", 125),
    Column("Action du plan", 240),
    Column("Pilote", 85),
    Column("Échéance", 80),
    Column("État", 85),
)
CSV_COLUMNS: Final = (
    "axe", "critere", "libelle", "action", "pilote", "echeance", "en_retard", "etat", "avant", "avant_bas",
    "avant_haut", "apres", "apres_n", "apres_bas", "apres_haut", "evolution_points", "evolution_bas", "evolution_haut",
    "lecture", "signalement",
)  # fmt: skip


def review_document(point: Point, identity: Identite) -> Document:
    """Give a review as a document, for an A4 page in landscape."""
    return Document(
        title=TITLE,
        author="lls-drafter",
        footer="Point d'étape, lettre de liaison – estimation, ne remplace pas le recueil HAS",
        parts=(Part("point", tuple(_blocks(point, identity))),),
    )


def _blocks(point: Point, identity: Identite) -> Iterator[Block]:
    """Give everything, in reading order."""
    yield Title((Run(TITLE),), 0)
    before, after = point.periode_plan or UNKNOWN_PERIOD, point.audit.periode
    yield Paragraph((Run(f"Avant : le plan, sorties {before}. Après : le nouvel audit, sorties {after}."),))
    yield audit_facts(point.audit, identity)
    if point.reserves:
        yield Title((Run("À lire d'abord"),), 2)
        yield List(tuple((Run(f"{one[0].upper()}{one[1:]}.", strong=True),) for one in point.reserves))
    yield Paragraph((Run(_NO_CAUSE),))
    planned = tuple(one for one in point.lignes if one.plan.situation != Situation.A_LA_CIBLE)
    yield Title((Run("Lignes du plan"),))
    yield Table(_COLUMNS, tuple(_rows(planned)), caption="Lignes du plan, avant et après")
    yield from _alerts("Critères en baisse", point.baisses, point, "Aucun critère du plan n'est en baisse.")
    yield from _alerts(
        "Nouveaux critères sous la cible, sans action dans le plan", point.nouveaux, point, "Aucun nouveau critère."
    )
    if point.hypotheses:
        yield Title((Run("Hypothèses à vérifier sur les dossiers"),))
        yield List(tuple((Run(f"{name} ", strong=True), Run(" ; ".join(texts))) for name, texts in point.hypotheses))
    yield Paragraph((Run(f"Suites décidées le {BLANK}   par {BLANK}"),), Manner.SIGNATURE)
    for warning in dict.fromkeys(one.avertissement for one in point.audit.tableaux if one.avertissement):
        yield Paragraph((Run(warning),), Manner.QUIET)


def _rows(lines: tuple[LignePoint, ...]) -> Iterator[tuple[Cell, ...]]:
    """Give the rows: a criterion and its figures beside its first action."""
    for _, group in groupby(lines, key=lambda one: (one.plan.grille, one.plan.critere)):
        for rank, line in enumerate(group):
            shown = rank == 0
            late = ((Run("échéance dépassée", missing=True),),) if line.en_retard else ()
            yield (
                _criterion(line, first=shown),
                _text(_before(line) if shown else ""),
                _text(_after(line.evolution) if shown else ""),
                _evolution(line.evolution) if shown else _text(""),
                _text(line.plan.action),
                _text(line.plan.pilote),
                ((Run(line.plan.echeance),), *late),
                _text(line.plan.etat),
            )


def _criterion(line: LignePoint, *, first: bool) -> Cell:
    """Give the criterion, its title the first time."""
    plan = line.plan
    if not plan.critere:
        return _text(plan.libelle or plan.axe) if first else _text("")
    if not first:
        return ((Run(plan.critere, quiet=True),),)
    return ((Run(plan.critere, strong=True),), (Run(plan.libelle),))


def _before(line: LignePoint) -> str:
    """Give the rate of the plan, or why there is none."""
    if line.plan.taux is not None:
        return rate_words(line.plan.taux, line.plan.intervalle)
    return line.plan.situation if line.plan.critere else ""


def _after(evolution: Evolution) -> str:
    """Give the rate of the new audit, or why there is none."""
    measure = evolution.apres
    if measure is None:
        return ""
    if measure.taux is None:
        return finding(measure, situation_of(measure, 0), 0)
    return f"{rate_words(measure.taux, measure.intervalle)}, n = {measure.n}"


def _evolution(evolution: Evolution) -> Cell:
    """Give the points, their interval and how to read them."""
    if evolution.points is None:
        return ((Run(evolution.sens, quiet=True),),)
    ends = _ends_words(evolution.intervalle)
    strong = evolution.sens in {Sens.HAUSSE, Sens.BAISSE}
    return ((Run(points(evolution.points), strong=strong), Run(ends)), (Run(evolution.sens, quiet=True),))


def _ends_words(interval: Intervalle | None) -> str:
    """Give both ends of an evolution."""
    return f" [{interval.bas:+.0f} ; {interval.haut:+.0f}]" if interval else ""


def _alerts(title: str, alerts: tuple[Alerte, ...], point: Point, nothing: str) -> Iterator[Block]:
    """Give one list of criteria, or that there is none."""
    yield Title((Run(title),))
    if not alerts:
        yield Paragraph((Run(nothing),))
        return
    yield List(tuple((Run(f"{one.mesure.id} ", strong=True), Run(_told(one, point.cible))) for one in alerts))


def _told(alert: Alerte, target: float) -> str:
    """Give one criterion, its rate before and after, and how to read it."""
    measure, evolution = alert.mesure, alert.evolution
    before = f"{percent(evolution.avant)} avant, " if evolution.avant is not None and not alert.nouveau else ""
    text = f"{measure.titre} : {before}{_rate(measure)} (cible {percent(target)})"
    if alert.nouveau or evolution.points is None:
        return text
    return f"{text} ; {points(evolution.points)}{_ends_words(evolution.intervalle)}, {evolution.sens}"


def _rate(measure: Mesure) -> str:
    """Give the present rate."""
    return rate_words(measure.taux, measure.intervalle) if measure.taux is not None else "pas de taux"


def review_csv(point: Point) -> bytes:
    """Give the review as a CSV file: one line per line of the plan, then the criteria that fell or are new."""
    return sheet(CSV_COLUMNS, _csv_rows(point))


def _csv_rows(point: Point) -> Iterator[dict[str, str]]:
    """Give the lines of the CSV."""
    for line in point.lignes:
        plan = line.plan
        yield {
            **{name: cell(getattr(plan, name)) for name in ("axe", "critere", "libelle", "action", "pilote", "etat")},
            "echeance": deadline_cell(plan.echeance),
            "en_retard": "oui" if line.en_retard else "",
            **_cells(line.evolution),
        }
    for alert in (*point.baisses, *point.nouveaux):
        yield {
            "critere": cell(alert.mesure.id),
            "libelle": cell(alert.mesure.titre),
            "signalement": "nouveau, sous la cible" if alert.nouveau else "en baisse",
            **_cells(alert.evolution),
        }


def _cells(evolution: Evolution) -> dict[str, str]:
    """Give the figures of one evolution."""
    before, measure, ends = evolution.intervalle_avant, evolution.apres, evolution.intervalle
    after = measure.intervalle if measure else None
    return {
        "avant": cell(evolution.avant),
        "avant_bas": cell(before.bas if before else None),
        "avant_haut": cell(before.haut if before else None),
        "apres": cell(measure.taux if measure else None),
        "apres_n": cell(measure.n if measure and measure.mesure else None),
        "apres_bas": cell(after.bas if after else None),
        "apres_haut": cell(after.haut if after else None),
        "evolution_points": cell(evolution.points),
        "evolution_bas": cell(ends.bas if ends else None),
        "evolution_haut": cell(ends.haut if ends else None),
        "lecture": cell(evolution.sens.value),
    }


def _text(text: str) -> Cell:
    """Give a cell of one paragraph."""
    return ((Run(text),),)
