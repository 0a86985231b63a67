"""A plan in words: what is read before it, the table of actions, the criteria to keep an eye on."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from lls_drafter.audit.figures import NO_SCORE, number, percent
from lls_drafter.audit.report_file import Audit, Resultats, Score
from lls_drafter.campaign.identity import BLANK, Identite, fact
from lls_drafter.campaign.plan import LignePlan, Plan, Situation
from lls_drafter.document.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Inline,
    List,
    Manner,
    Paragraph,
    Part,
    Run,
    Table,
    Title,
)
from lls_drafter.letter.dates import format_date

TITLE: Final = "Plan d'action : qualité de la lettre de liaison à la sortie"
_BASES: Final = {"lettres": "lettres jugées", "sejours": "séjours d'une liste, avec ou sans lettre"}
_COLUMNS: Final = (
    Column("Axe", 105),
    Column("Critère", 115),
    Column("Constat", 160),
    Column("Action proposée", 225),
    Column("Pilote", 75),
    Column("Échéance", 70),
    Column("Moyens", 120),
    Column("Indicateur de suivi", 130),
    Column("État", 60),
)


def plan_document(plan: Plan, identity: Identite) -> Document:
    """Give a plan as a document, for an A4 page in landscape."""
    return Document(
        title=TITLE,
        author="lls-drafter",
        footer=f"Plan d'action, lettre de liaison – {plan.nature} – estimation, ne remplace pas le recueil HAS",
        parts=(Part("plan", tuple(_blocks(plan, identity))),),
    )


def french_day(text: str) -> str:
    """Give a day of our files as `28/11/2026`; other words as they are."""
    try:
        return format_date(date.fromisoformat(text))
    except ValueError:
        return text


def score_words(score: Score) -> str:
    """Give a score with its interval, always called an estimate."""
    if score.valeur is None:
        return NO_SCORE
    ends = f" [{score.intervalle.bas:.0f} ; {score.intervalle.haut:.0f}]" if score.intervalle else ""
    return f"{number(score.valeur)}{ends} (estimation)"


def audit_facts(audit: Audit, identity: Identite) -> Facts:
    """Give what the audit was, on two columns."""
    unit = (fact("Unité", identity.unite),) if identity.unite else ()
    several = len(audit.tableaux) > 1
    return Facts(
        (
            fact("Établissement", identity.etablissement, blank=True),
            *unit,
            fact("Sorties", audit.periode),
            *(one for table in audit.tableaux for one in _table_facts(table, audit.base, named=several)),
        ),
        columns=2,
    )


def _table_facts(table: Resultats, base: str, *, named: bool) -> Iterator[Fact]:
    """Give how many letters were judged with one grid, and their score; its name where there are several."""
    if named:
        yield fact("Grille", f"{table.grille} : {table.titre}")
    yield fact("Base", f"{table.effectif} {_BASES.get(base, base)}")
    yield fact("Score", score_words(table.score))


def _blocks(plan: Plan, identity: Identite) -> Iterator[Block]:
    """Give everything, in reading order."""
    yield Title((Run(TITLE),), 0)
    yield Paragraph(
        (
            Run(f"Actions : {plan.nature}", strong=True),
            Run(f" ({french_day(plan.date)}). Les cases vides sont à remplir par le site."),
        )
    )
    yield audit_facts(plan.audit, identity)
    yield Title((Run("Actions"),))
    yield Paragraph(
        (
            Run(
                f"Cible {percent(plan.cible)} par critère : la cible de l'indicateur porte sur le score, l'appliquer à"
                " chaque critère est un choix de ce plan. Entre crochets, intervalle à 95 %. Les critères les plus loin"
                " de la cible viennent d'abord."
            ),
        ),
        Manner.QUIET,
    )
    yield Table(
        _COLUMNS,
        tuple(_rows(plan.a_faire, named=len(plan.audit.tableaux) > 1)),
        caption="Actions proposées, par critère",
    )
    if plan.a_surveiller:
        yield Title((Run("À la cible : à surveiller, sans action proposée"),))
        yield List(tuple(_held(one) for one in plan.a_surveiller))
    yield Paragraph((Run(f"Plan arrêté le {BLANK}   par {BLANK}   Point d'étape prévu le {BLANK}"),), Manner.SIGNATURE)
    yield Paragraph((Run(f"Source des actions : {plan.source}."),), Manner.QUIET)
    for warning in dict.fromkeys(one.avertissement for one in plan.audit.tableaux if one.avertissement):
        yield Paragraph((Run(warning),), Manner.QUIET)


def _rows(lines: tuple[LignePlan, ...], *, named: bool) -> Iterator[tuple[Cell, ...]]:
    """Give the rows: a criterion and its finding beside its first action, its number beside the others."""
    for _, group in groupby(lines, key=lambda one: (one.grille, one.critere, one.axe)):
        for rank, line in enumerate(group):
            yield (
                _text(line.axe if rank == 0 else ""),
                _criterion(line, first=rank == 0, named=named),
                _finding(line) if rank == 0 else _text(""),
                _action(line),
                _text(line.pilote),
                _text(line.echeance),
                _text(line.moyens),
                _text(line.indicateur if rank == 0 or not line.critere else ""),
                _text(line.etat),
            )


def _criterion(line: LignePlan, *, first: bool, named: bool) -> Cell:
    """Give the criterion's number, its title the first time, and its grid where there are several."""
    if not line.critere:
        return _text(line.libelle if first else "")
    if not first:
        return ((Run(line.critere, quiet=True),),)
    grid = ((Run(line.grille, quiet=True),),) if named else ()
    return ((Run(line.critere, strong=True),), (Run(line.libelle),), *grid)


def _finding(line: LignePlan) -> Cell:
    """Give what was found; the rate in bold, what is still to be looked at under it."""
    figure, comma, rest = line.constat.partition(", ")
    strong = line.situation == Situation.SOUS_LA_CIBLE and bool(comma)
    told: Inline = (Run(figure, strong=True), Run(comma + rest)) if strong else (Run(line.constat),)
    return (told, *(((Run(f"À vérifier : {line.a_verifier}", quiet=True),),) if line.a_verifier else ()))


def _action(line: LignePlan) -> Cell:
    """Give the action; who words it under it, where it is not this program."""
    own = line.origine.startswith("texte du service")
    return ((Run(line.action),), *(((Run(line.origine, quiet=True),),) if own else ()))


def _held(line: LignePlan) -> Inline:
    """Give a criterion that is at the target."""
    return (Run(f"{line.critere} ", strong=True), Run(f"{line.libelle} : {line.constat}"))


def _text(text: str) -> Cell:
    """Give a cell of one paragraph."""
    return ((Run(text),),)
