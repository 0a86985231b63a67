"""The score and the table of the criteria: figures, and their place from 0 to 100 against the target and references."""

from collections.abc import Iterator
from typing import Final

from lls_drafter.audit.figures import NO_SCORE, count_words, interval_words, number, points
from lls_drafter.audit.page import charts
from lls_drafter.audit.page.marks import label, paragraph, said, section, table, words
from lls_drafter.audit.previous import Anterieur
from lls_drafter.audit.statistics import Moyenne, position
from lls_drafter.audit.table import Base, Ligne, Tableau
from lls_drafter.audit.words import GAIN_NOTE, score_cell

ESTIMATE: Final = '<span class="estimation">estimation : poids égaux</span>'
"""Beside each score, with its reason; the grid's own warning says it in full once."""
NOT_MEASURED: Final = "non mesuré : les documents ne disent ni la remise ni l'envoi"
_SHORT: Final = 5  # characters of a heading
_PUBLISHED: Final = '<span class="estimation">score publié</span>'


def score_words(mean: Moyenne) -> str:
    """Give a mean score as HTML, said to be an estimate; too few letters give none."""
    if mean.valeur is None:
        return words(NO_SCORE)
    return f"<strong>{number(mean.valeur)}</strong> {ESTIMATE}"


def score_section(table: Tableau, name: str) -> str:
    """Give the score, large, what it is worth, and where it stands."""
    kind = _PUBLISHED if table.publie else ESTIMATE
    value = table.score.valeur
    shown = (
        f'<span class="chiffre">{number(value)}</span> sur 100 {kind}'
        if value is not None
        else f'<span class="chiffre">–</span> {words(NOT_MEASURED if score_cell(table) == "n. m." else NO_SCORE)}'
    )
    more = paragraph(" ".join(_beside(table)))
    note = said(table.grille.avertissement, "note") if table.grille.avertissement and not table.publie else ""
    return section(f"{name}-score", "Score", paragraph(shown, "score") + more + note, level=3)


def _beside(table: Tableau) -> Iterator[str]:
    """Give what is read with the score."""
    interval = table.score.intervalle
    if interval is not None:
        yield f"Intervalle à 95 % : {interval_words(interval)}, sur {count_words(table.score.n, _unit(table))}."
    where = position(table.score, table.cible)
    if where is not None:
        yield f"Position : {where.value} de {table.cible:g} (cible et règle citées de mémoire : à vérifier)."
    elif table.publie:
        yield f"Cible : {table.cible:g}."
    if table.evolution is not None and table.precedent is not None:
        before = f"{number(table.score_precedent)} ({label(table.precedent.titre)})"
        yield f"Évolution : {points(table.evolution)} depuis {before}."
    if table.note_evolution:
        yield f"À lire avec prudence : {words(table.note_evolution)}."
    if table.score_non_validees is not None:
        n = table.effectif - table.trouvees
        yield (
            f"{count_words(n, 'lettre')} sans version validée : en les comptant 0, score "
            f"{score_words(table.score_non_validees)}."
        )


def _unit(table: Tableau) -> str:
    """Give what is counted."""
    return "séjour" if table.base is Base.SEJOURS else "lettre retrouvée" if table.score.n < 2 else "lettres retrouvée"


def criteria_section(tableau: Tableau, name: str) -> str:
    """Give the criteria, one a row: the figures and the bar that shows them."""
    titles = [one.colonne for one in tableau.references]
    measured = any(line.intervalle is not None or line.n for line in tableau.lignes)
    heads = ["Critère", "Taux %"]
    heads += ["IC 95 %", "n"] if measured else []
    heads += [_before(tableau.precedent), "Évol."] if tableau.precedent is not None else []
    heads += [*titles, "De 0 à 100 %"]
    rows = [_row(tableau, line, measured=measured) for line in tableau.lignes]
    rows.append(_score_row(tableau, measured=measured))
    made = table("Les critères : taux, évolution, références", heads, rows, kind="criteres")
    return section(f"{name}-criteres", "Les critères", made + _legend(tableau) + _notes(tableau), level=3)


def _before(earlier: Anterieur) -> str:
    """Give the heading of the earlier run: its year, when that is how it is called."""
    return f"{earlier.titre} %" if len(earlier.titre) <= _SHORT else "Avant %"


def _row(tableau: Tableau, line: Ligne, *, measured: bool) -> tuple[str, ...]:
    """Give one criterion."""
    star = "*" if line.critere.indispensable else ""
    shown = "n. m." if not line.mesure else number(line.taux) if line.taux is not None else f"{line.conformes}/{line.n}"
    drawing = charts.bar(
        line.taux,
        line.intervalle,
        target=tableau.cible,
        previous=line.precedent,
        references=line.references,
    )
    return (
        f'<span class="numero">{words(line.critere.id + star)}</span> {words(line.critere.titre)}',
        shown,
        *((interval_words(line.intervalle), str(line.n or "")) if measured else ()),
        *((number(line.precedent), points(line.evolution)) if tableau.precedent is not None else ()),
        *(number(one) for one in line.references),
        drawing,
    )


def _score_row(tableau: Tableau, *, measured: bool) -> tuple[str, ...]:
    """Give the score as the last row."""
    drawing = charts.bar(
        tableau.score.valeur,
        tableau.score.intervalle,
        target=tableau.cible,
        previous=tableau.score_precedent,
        references=tuple(one.score for one in tableau.references),
    )
    return (
        f"Score {_PUBLISHED if tableau.publie else ESTIMATE}",
        words(score_cell(tableau)),
        *((interval_words(tableau.score.intervalle), str(tableau.score.n or "")) if measured else ()),
        *((number(tableau.score_precedent), points(tableau.evolution)) if tableau.precedent is not None else ()),
        *(number(one.score) for one in tableau.references),
        drawing,
    )


def _legend(tableau: Tableau) -> str:
    """Say what the marks are."""
    keys = [f"{charts.key('valeur')} taux", f"{charts.key('cible')} cible : {tableau.cible:g}"]
    if any(line.intervalle for line in tableau.lignes):
        keys.insert(1, f"{charts.key('ic')} intervalle à 95 %")
    if tableau.precedent is not None:
        keys.append(f"{charts.key('avant')} avant : {label(tableau.precedent.titre)}")
    for rank, one in enumerate(tableau.references):
        mark = f"{charts.key('reference', rank)} " if rank < charts.MOST_SETS else ""
        keys.append(f"{mark}{label(one.colonne)} : {label(one.titre)}")
    return paragraph("".join(f'<span class="cle">{one}</span> ' for one in keys), "legende")


def _notes(tableau: Tableau) -> str:
    """Give what must be read with the table."""
    notes = ["* critère indispensable : sans lui, le score de la lettre est 0."]
    if tableau.base is Base.LETTRES:
        notes.append("n. m. : non mesuré ; un dossier de lettres n'a pas de lettre manquante.")
    silent = [f"{one.critere.id} {one.non_mesures}" for one in tableau.lignes if one.non_mesures]
    if silent:
        notes.append(f"Documents qui ne disent pas un critère, hors du compte : {', '.join(silent)}.")
    absent = [f"{line.critere.id} {why.n} ({why.raison})" for line in tableau.lignes for why in line.sans_objet]
    if absent:
        notes.append(f"Sans objet, hors du compte : {' ; '.join(absent)}.")
    if tableau.references:
        formulas = ", ".join(f"{one.colonne} {number(one.formule)}" for one in tableau.references)
        notes.append(
            "Le score des références compte 0 pour les lettres non retrouvées ; notre formule, appliquée à leurs taux,"
            f" donnerait {formulas} (estimation)."
        )
    if tableau.precedent is not None and not tableau.publie:
        notes.append(GAIN_NOTE)
    return said(" ".join(notes), "note")
