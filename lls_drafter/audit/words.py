"""An audit for a person: lines of at most 100 columns, in the shape of the table that hospitals receive."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from lls_drafter.audit.contributions_out import contribution_lines, source_words
from lls_drafter.audit.figures import (
    WIDTH,
    count_words,
    interval_words,
    mean_words,
    number,
    period_words,
    points,
    wrapped,
)
from lls_drafter.audit.flow_words import flow_lines
from lls_drafter.audit.groups import Dimension
from lls_drafter.audit.model import Etat
from lls_drafter.audit.run import Bilan
from lls_drafter.audit.statistics import LEAST, SMALL, position
from lls_drafter.audit.table import Base, Ligne, Tableau

_TITLE: Final = 34
_MOST_RULES: Final = 10
_LABEL: Final = 42
_MOST_UNREAD: Final = 10
STATES: Final = {
    Etat.FICTIVE: "fictives",
    Etat.ANNULEE: "annulées",
    Etat.EN_COURS: "en cours",
    Etat.HORS_PERIODE: "hors période",
    Etat.HORS_CHAMP: "hors champ",
    Etat.DOUBLON: "copies",
    Etat.HORS_LISTE: "hors de la liste des séjours",
    Etat.NON_TIREE: "non tirées",
}
DIMENSIONS: Final = {
    Dimension.UNITE: "Par unité",
    Dimension.MODELE: "Par modèle",
    Dimension.REDACTION: "Par rôle du rédacteur",
    Dimension.MOIS: "Par mois de sortie",
    Dimension.SITE: "Par site",
}
GAIN_NOTE: Final = (
    "Une évolution est une simple différence, ici sans intervalle : elle peut tenir au hasard des échantillons."
    " « lls campagne point » le dit critère par critère."
)
_GROUPS: Final = {"autre_redacteur": "autre rédacteur"}


def group_name(libelle: str) -> str:
    """Give the name of a group as a person reads it."""
    return _GROUPS.get(libelle, libelle)


def report_lines(bilan: Bilan) -> Iterator[str]:
    """Give the whole report."""
    yield from _flow(bilan)
    for table in bilan.tableaux:
        yield ""
        yield from table_lines(table)
        yield from _groups(table)
        if table.circuit is not None:
            yield from flow_lines(table.circuit)
        yield from _causes(table)
        yield from _reasons(table)
    yield from _rules(bilan)


def table_lines(table: Tableau) -> Iterator[str]:
    """Give the table of one grid, its score and what must be read with it."""
    yield from wrapped(table.grille.titre)
    yield _cells("N°", "Critère", "taux", "IC 95 %", "n", _previous_heading(table), "évol.", *_headings(table))
    yield "-" * WIDTH
    for line in table.lignes:
        yield from _row(line)
    yield "-" * WIDTH
    yield _cells(
        "",
        "SCORE (publié)" if table.publie else "SCORE (estimation)",
        score_cell(table),
        interval_words(table.score.intervalle),
        str(table.score.n or ""),
        number(table.score_precedent),
        points(table.evolution),
        *(number(one.score) for one in table.references),
    )
    yield "* critère indispensable : sans lui, le score de la lettre est 0."
    yield from _notes(table)


def score_cell(table: Tableau) -> str:
    """Give the score, or why there is none: too few letters, or documents alone, which do not tell all of it."""
    if table.score.valeur is not None:
        return number(table.score.valeur)
    return "n. m." if table.partielles and not table.score.n else f"n < {LEAST}"


def _flow(bilan: Bilan) -> Iterator[str]:
    """Say what was looked at, judged and left out."""
    judged = count_words(bilan.jugees, "lettre") + (" jugées" if bilan.jugees > 1 else " jugée")
    if bilan.flux is not None:
        judged = count_words(bilan.jugees, "séjour") + " du champ"
    yield f"Audit de la lettre de liaison : {source_words(bilan)}, {judged}"
    if bilan.depuis or bilan.jusqua:
        yield f"Sorties {period_words(bilan.depuis, bilan.jusqua)}"
    if bilan.tirage is not None:
        yield f"Tirage au sort de {bilan.tirage.taille} (graine {bilan.tirage.graine}) : {len(bilan.tirees)} tirées"
    yield from contribution_lines(bilan)
    yield from _stays(bilan)
    for one in bilan.ecartees:
        yield from wrapped(f"non jugées, {STATES[one.etat]} : {one.n} ({one.raison})", "  ")
    if not bilan.jugees and any(one.etat is Etat.FICTIVE for one in bilan.ecartees):
        yield "  les lettres fictives se jugent avec --fictives"
    if bilan.converties:
        yield f"  dont fichiers d'un format antérieur, convertis pour la lecture : {bilan.converties}"
    if bilan.illisibles:
        yield f"  illisibles : {len(bilan.illisibles)}"
        for unread in bilan.illisibles[:_MOST_UNREAD]:
            line = f", ligne {unread.ligne}" if unread.ligne else ""
            yield f"    fichier n° {unread.numero}{line} : {unread.raison}"
        if len(bilan.illisibles) > _MOST_UNREAD:
            yield f"    et {count_words(len(bilan.illisibles) - _MOST_UNREAD, 'autre')} (voir --json)"
        yield "    quel fichier a quel numéro : --correspondance FICHIER.csv"


def _stays(bilan: Bilan) -> Iterator[str]:
    """Say where the stays of the list went."""
    flux = bilan.flux
    if flux is None:
        return
    listed = count_words(flux.lus, "séjour")
    yield f"Liste de {listed}, hors période : {flux.hors_periode}, hors champ : {flux.hors_champ}"
    yield f"  lettre retrouvée : {flux.retrouves}, jamais validée : {flux.non_valides}, absente : {flux.sans_lettre}"
    if flux.problemes:
        yield f"  lignes de la liste à corriger, qui ne comptent pas : {len(flux.problemes)}"
    for text in flux.problemes[:_MOST_UNREAD]:
        yield f"    {text}"
    if len(flux.problemes) > _MOST_UNREAD:
        yield f"    et {count_words(len(flux.problemes) - _MOST_UNREAD, 'autre')} (voir --json)"
    if bilan.illisibles:
        yield "  le séjour d'un fichier illisible compte « sans lettre »"


def _row(line: Ligne) -> Iterator[str]:
    """Give the line of one criterion, its title on as many lines as it needs."""
    star = "*" if line.critere.indispensable else ""
    title, *more = textwrap.wrap(line.critere.titre, _TITLE) or [""]
    yield _cells(
        line.critere.id + star,
        title,
        _rate(line),
        interval_words(line.intervalle),
        str(line.n) if line.n else "",
        number(line.precedent),
        points(line.evolution),
        *(number(one) for one in line.references),
    )
    for rest in more:
        yield f"{'':<8}{rest}"


def _rate(line: Ligne) -> str:
    """Give a rate, or the counts when there are too few letters for a percentage."""
    if not line.mesure:
        return "n. m."
    return number(line.taux) if line.taux is not None else f"{line.conformes}/{line.n}"


def _cells(name: str, title: str, *cells: str) -> str:
    """Lay one line of the table out."""
    widths = (7, 8, 6, 6, 8, *([7] * len(cells)))
    laid = "".join(text.rjust(width) for text, width in zip(cells, widths, strict=False))
    return f"{name:<8}{title:<{_TITLE}}{laid}".rstrip()


def _previous_heading(table: Tableau) -> str:
    """Give the heading of the earlier run."""
    if table.precedent is None:
        return "préc."
    return table.precedent.titre if len(table.precedent.titre) <= 5 else "préc."


def _headings(table: Tableau) -> Sequence[str]:
    """Give the headings of the reference columns."""
    return [one.colonne[:7] for one in table.references]


def _notes(table: Tableau) -> Iterator[str]:
    """Give what must be read with the table."""
    n = table.effectif - table.trouvees
    if table.base is Base.LETTRES:
        yield from wrapped(
            "QLS 1 non mesuré (n. m.) : un dossier de lettres n'a pas de lettre manquante ; score parmi les lettres"
            " retrouvées."
        )
        if n:
            zero = (
                f" ; en comptant 0 pour elles, score {mean_words(table.score_non_validees)}"
                if table.score_non_validees
                else ""
            )
            yield from wrapped(
                f"{count_words(n, 'lettre')} sans version validée : au recueil, « non retrouvée »{zero}. (estimation)"
            )
    where = position(table.score, table.cible)
    if where is not None:
        yield from wrapped(f"Score {where} de {table.cible:g} (cible et règle citées de mémoire : à vérifier).")
    if table.precedent is not None and len(table.precedent.titre) > 5:
        yield f"préc. : {table.precedent.titre}"
    if table.note_evolution:
        yield from wrapped(f"Évolution : {table.note_evolution}.")
    if table.precedent is not None and not table.publie:
        yield from wrapped(GAIN_NOTE)
    if table.references:
        named = " ; ".join(f"{one.colonne} = {one.titre}" for one in table.references)
        yield from wrapped(f"Références : {named}. Leur score compte 0 pour les lettres non retrouvées.")
        computed = ", ".join(f"{one.colonne} {number(one.formule)}" for one in table.references)
        yield from wrapped(f"Notre formule, appliquée à ces taux publiés, donnerait : {computed} (estimation).")
    if not table.publie:
        yield from wrapped(table.grille.avertissement or "Estimation ; ne remplace pas le recueil HAS.")


def _groups(table: Tableau) -> Iterator[str]:
    """Give the scores by unit, template, role and month."""
    unit = table.base.unite
    for dimension, groups in groupby(table.groupes, key=lambda one: one.dimension):
        yield ""
        yield f"{DIMENSIONS[dimension]} (score, estimation)"
        for one in groups:
            label = group_name(one.libelle)
            shown = label if len(label) <= _LABEL else label[: _LABEL - 1] + "…"
            yield f"  {shown:<{_LABEL}}{one.effectif:>6} {unit}s   {mean_words(one.score)}"
    if table.groupes:
        yield f"  Les groupes de moins de {SMALL} {unit}s sont réunis ; pas de score sous {LEAST}."


def _causes(table: Tableau) -> Iterator[str]:
    """Give where failures gather."""
    if not table.causes:
        return
    yield ""
    yield "Premiers motifs d'échec (hypothèses à vérifier sur les dossiers, pas des explications)"
    for cause in table.causes:
        yield from wrapped(f"{cause.critere.id} {cause.critere.titre} : {count_words(cause.echecs, 'échec')}", "  ")
        for text in cause.hypotheses:
            yield from wrapped(f"- {text}", "    ")


def _reasons(table: Tableau) -> Iterator[str]:
    """Give why criteria do not apply."""
    lines = [line for line in table.lignes if line.sans_objet]
    if not lines:
        return
    yield ""
    yield "Sans objet"
    for line in lines:
        for why in line.sans_objet:
            yield from wrapped(f"{line.critere.id} : {why.n} ({why.raison})", "  ")


def _rules(bilan: Bilan) -> Iterator[str]:
    """Give the rules that most letters do not satisfy."""
    if not bilan.regles:
        return
    yield ""
    yield "Règles les plus souvent en défaut (« lls expliquer REGLE » en dit la source)"
    for one in bilan.regles[:_MOST_RULES]:
        rate = f", {number(one.taux)} %" if one.taux is not None else ""
        share = f" ({number(one.taux_justifie)} %)" if one.taux_justifie is not None else ""
        justified = f", dont {one.justifiees} justifiées par écrit{share}" if one.justifiees else ""
        yield from wrapped(f"{one.regle} {one.titre} : {count_words(one.lettres, 'lettre')}{rate}{justified}", "  ")
    if len(bilan.regles) > _MOST_RULES:
        yield f"  et {count_words(len(bilan.regles) - _MOST_RULES, 'autre')} (voir --json ou --csv)"
