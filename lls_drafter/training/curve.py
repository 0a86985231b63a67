"""The progress of a learner in lines for a terminal of 80 columns; figures first, bars beside them, no colour."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from lls_drafter.training.figures import NO_CRITERION, Cout, Evolution, attempts, costs, evolutions, firsts, latest
from lls_drafter.training.result import Exercice, Resultat

EXERCISES: Final[Mapping[Exercice, str]] = {
    Exercice.ECRIRE: "Écrire la lettre",
    Exercice.DEFAUTS: "Trouver les défauts",
    Exercice.TABLEAU: "Remplir le tableau des traitements",
}
"""Each exercise, as people call it."""

_BAR: Final = 20
_SHOWN: Final = 12
_CASE: Final = 34
_TITLE: Final = 34
_LAST: Final = 5
_RULES: Final = 3


def progress_lines(learner: str, resultats: Sequence[Resultat], titles: Mapping[str, str]) -> Iterator[str]:
    """Give the progress of a learner.

    Args:
        learner: the pseudonym.
        resultats: what was kept, in any order.
        titles: the title of each criterion, by id.
    """
    if not resultats:
        yield f"Aucun résultat pour « {learner} »."
        yield "Commencer : « lls formation liste », puis « lls formation faire CAS »."
        return
    ordered = sorted(resultats, key=lambda one: one.le)
    yield f"Progrès de « {learner} »"
    yield f"{counted(len(ordered))}, {_period(ordered)}"
    for evolution in evolutions(ordered):
        yield ""
        yield from _curve(evolution, ordered)
    yield ""
    yield from _cost_lines(ordered, titles)
    yield ""
    yield from _last_lines(ordered)


def counted(number: int) -> str:
    """Give a number of results in words."""
    return f"{number} résultat{'s' if number > 1 else ''}"


def day(moment: datetime) -> str:
    """Give a day as people write it."""
    return f"{moment:%d/%m/%Y}"


def bar(share: int) -> str:
    """Give a bar for 0-100; it says again what the figure beside it says."""
    full = round(share * _BAR / 100)
    return f"|{'#' * full}{' ' * (_BAR - full)}|"


def evolution_words(evolution: Evolution) -> str:
    """Say what changed between the first result and the last."""
    if evolution.nombre == 1:
        return f"Un seul résultat ({evolution.avant.score}) : l'évolution se lira au suivant."
    gained = evolution.ecart
    change = f"{gained:+d} point{'s' if abs(gained) > 1 else ''}" if gained else "sans changement"
    again = " ; dernier cas déjà fait auparavant" if evolution.deja_fait else ""
    return f"Avant {evolution.avant.score}, après {evolution.apres.score} : {change}{again}."


def _period(ordered: Sequence[Resultat]) -> str:
    """Say from when to when."""
    first, last = day(ordered[0].le), day(ordered[-1].le)
    return f"le {first}." if first == last else f"du {first} au {last}."


def _curve(evolution: Evolution, ordered: Sequence[Resultat]) -> Iterator[str]:
    """Give one exercise: a line per result, the first and the latest when there are many."""
    mine = [(one, rank) for one, rank in attempts(ordered) if one.exercice is evolution.exercice]
    yield f"{EXERCISES[evolution.exercice]} (score sur 100)"
    hidden = len(mine) - _SHOWN
    for place, (one, rank) in enumerate(mine):
        if hidden > 0 and 0 < place <= hidden:
            if place == 1:
                yield f"    … {counted(hidden)} de plus …"
            continue
        yield f"  {day(one.le)}  {_case(one, rank):<{_CASE}} {one.score:>3} {bar(one.score)}"
    yield f"  {evolution_words(evolution)}"


def _case(one: Resultat, rank: int) -> str:
    """Give the case of a result, and which attempt it is."""
    again = f" ({rank}e essai)" if rank > 1 else ""
    return _cut(one.cas, _CASE - len(again)) + again


def _cost_lines(ordered: Sequence[Resultat], titles: Mapping[str, str]) -> Iterator[str]:
    """Give what each criterion still costs, beside what it cost at first."""
    yield "Ce que chaque critère coûte encore (dernier essai de chaque cas)"
    losing = [cost for cost in costs(latest(ordered)) if cost.perdus]
    if not losing:
        yield "  Aucun point perdu."
        return
    before = {cost.critere: lost_share(cost) for cost in costs(firsts(ordered))} if len(ordered) > 1 else {}
    yield f"  {'':<{_TITLE}} points perdus{'    au premier essai' if before else ''}"
    for cost in losing:
        at_first = f"{before.get(cost.critere, '–'):>12}" if before else ""
        alarms = f"  ({cost.fausses_alertes} à tort)" if cost.fausses_alertes else ""
        lost = f"{cost.perdus:>3} sur {cost.total:<4}{lost_share(cost):>6}"
        yield f"  {_cut(criterion_words(cost, titles), _TITLE):<{_TITLE}} {lost}{at_first}{alarms}".rstrip()
        if cost.critere == NO_CRITERION and cost.regles:
            yield f"    surtout : {', '.join(cost.regles[:_RULES])} (« lls expliquer RÈGLE »)"
    if any(cost.fausses_alertes for cost in losing):
        yield "  À tort : un défaut signalé là où il n'y en avait pas."


def lost_share(cost: Cout) -> str:
    """Give the share of its points that a criterion costs, a dash when it has none."""
    return f"{round(100 * cost.perdus / cost.total)} %" if cost.total else "–"


def criterion_words(cost: Cout, titles: Mapping[str, str]) -> str:
    """Give a criterion by its id and title."""
    if cost.critere == NO_CRITERION:
        return "Hors de la grille QLS"
    title = titles.get(cost.critere, "")
    return f"{cost.critere} {title}".rstrip()


def _last_lines(ordered: Sequence[Resultat]) -> Iterator[str]:
    """Give the last results, newest first."""
    yield "Derniers résultats"
    for one in reversed(ordered[-_LAST:]):
        hints = f", {one.indices} indice{'s' if one.indices > 1 else ''}" if one.indices else ""
        time = f", {_minutes(one.duree_s)}" if one.duree_s is not None else ""
        yield f"  {day(one.le)}  {one.exercice.value} {_cut(one.cas, _CASE)} : {one.score}/100{hints}{time}"


def _minutes(seconds: int) -> str:
    """Give a length of time in words."""
    return f"{max(1, round(seconds / 60))} min" if seconds < 24 * 3600 else "plus d'un jour"


def _cut(text: str, width: int) -> str:
    """Give a text of at most so many columns."""
    return text if len(text) <= width else f"{text[: width - 1]}…"
