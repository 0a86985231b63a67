"""The results of a group as a document: before and after, by exercise and by criterion. Any exporter lays it out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from lls_drafter.document.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Manner,
    Paragraph,
    Part,
    Run,
    Table,
    Title,
)
from lls_drafter.training.curve import EXERCISES, counted, criterion_words, day, lost_share
from lls_drafter.training.figures import NO_CRITERION, Cout, Evolution, costs, evolutions, firsts, latest
from lls_drafter.training.group import Apprenant, Groupe
from lls_drafter.training.piece_blocks import tied
from lls_drafter.training.result import Exercice

_WARNING: Final = (
    "Exercices sur des cas fictifs, corrigés par les règles de l'outil : une estimation pour la formation, ni une "
    "évaluation officielle, ni le recueil de la HAS. Les apprenants ne sont connus que par leur pseudonyme."
)
_NOTHING: Final = "–"
_FEW: Final = 5


def group_document(groupe: Groupe, titles: Mapping[str, str]) -> Document:
    """Give the page of a group.

    Args:
        groupe: the group, with one result at least.
        titles: the title of each criterion, by id, in the grid's order.
    """
    title = "Formation à la lettre de liaison : résultats du groupe"
    blocks = (
        Title((Run(title),), 0),
        *_head(groupe),
        *_by_exercise(groupe),
        *_by_criterion(groupe, titles),
        *_by_learner(groupe),
        *_learners_and_criteria(groupe, titles),
    )
    return Document(
        title=title,
        header="Page du formateur",
        footer="Résultats de formation, cas fictifs.",
        parts=(Part("groupe", blocks),),
    )


def _head(groupe: Groupe) -> Iterator[Block]:
    """Give what the page is about."""
    days = sorted(one.le for one in groupe.resultats)
    number = len(groupe.apprenants)
    yield Facts(
        (
            Fact("Apprenants", _text(f"{number} pseudonyme{'s' if number > 1 else ''}")),
            Fact("Résultats", _text(counted(len(days)))),
            Fact("Période", _text(f"du {day(days[0])} au {day(days[-1])}")),
        )
    )
    yield Paragraph(_text(_WARNING), Manner.QUIET)


def _by_exercise(groupe: Groupe) -> Iterator[Block]:
    """Give the means of each exercise, of those who did it twice or more."""
    found: dict[Exercice, list[Evolution]] = {}
    for one in groupe.apprenants:
        for evolution in evolutions(one.resultats):
            found.setdefault(evolution.exercice, []).append(evolution)
    rows = tuple(_exercise_row(name, found[name]) for name in Exercice if name in found)
    yield Title(_text("Avant et après, par exercice"))
    yield Table(
        (
            Column("Exercice", 300),
            Column("Apprenants", 140),
            Column("Dont deux essais ou plus", 180, short="Deux essais"),
            Column("Avant (moyenne)", 130, short="Avant"),
            Column("Après (moyenne)", 130, short="Après"),
            Column("Évolution", 120),
        ),
        rows,
        caption="Score moyen du premier et du dernier essai, par exercice",
    )
    yield Paragraph(
        _text(
            "Avant : premier essai. Après : dernier essai. Moyennes de ceux qui ont fait l'exercice deux fois ou plus."
        ),
        Manner.QUIET,
    )


def _exercise_row(name: Exercice, found: Sequence[Evolution]) -> tuple[Cell, ...]:
    """Give the row of one exercise."""
    again = [one for one in found if one.nombre > 1]
    cells: tuple[str, ...] = (_NOTHING,) * 3
    if again:
        before = round(sum(one.avant.score for one in again) / len(again))
        after = round(sum(one.apres.score for one in again) / len(again))
        cells = (str(before), str(after), _change(after - before))
    return _row(EXERCISES[name], str(len(found)), str(len(again)), *cells)


def _by_criterion(groupe: Groupe, titles: Mapping[str, str]) -> Iterator[Block]:
    """Give what each criterion costs the group."""
    mine = {one.pseudonyme: costs(latest(one.resultats)) for one in groupe.apprenants}
    losing = {
        criterion: sum(1 for found in mine.values() if any(c.critere == criterion and c.perdus for c in found))
        for criterion in {cost.critere for found in mine.values() for cost in found}
    }
    whole = costs(result for one in groupe.apprenants for result in latest(one.resultats))
    begun = costs(result for one in groupe.apprenants for result in firsts(one.resultats))
    before = {cost.critere: lost_share(cost) for cost in begun}
    rows = tuple(
        _criterion_row(cost, before.get(cost.critere, _NOTHING), losing[cost.critere], titles) for cost in whole
    )
    yield Title(_text("Ce que chaque critère coûte encore"))
    yield Table(
        (
            Column("Critère", 400),
            Column("Part perdue avant", 110, short="Part avant"),
            Column("Part perdue après", 110, short="Part après"),
            Column("Points perdus", 110, short="Perdus"),
            Column("Sur", 80),
            Column("Dont à tort", 90, short="À tort"),
            Column("Apprenants", 110),
        ),
        rows,
        caption="Points perdus par critère, au dernier essai de chaque cas",
    )
    yield Paragraph(
        _text(
            "Avant : premier essai de chaque exercice. Après, et les autres colonnes : dernier essai de chaque cas. "
            "Part perdue : points perdus sur points possibles. « À tort » : défauts signalés là où il n'y en avait "
            "pas. Apprenants : combien perdent encore au moins un point."
        ),
        Manner.QUIET,
    )


def _criterion_row(cost: Cout, before: str, losing: int, titles: Mapping[str, str]) -> tuple[Cell, ...]:
    """Give the row of one criterion."""
    return _row(
        criterion_words(cost, titles),
        before,
        lost_share(cost),
        str(cost.perdus),
        str(cost.total),
        str(cost.fausses_alertes) if cost.fausses_alertes else _NOTHING,
        str(losing),
    )


def _by_learner(groupe: Groupe) -> Iterator[Block]:
    """Give the evolution of each learner in each exercise."""
    rows = tuple(row for one in groupe.apprenants for row in _learner_rows(one))
    yield Title(_text("Avant et après, par apprenant"))
    yield Table(
        (
            Column("Apprenant", 240),
            Column("Exercice", 300),
            Column("Essais", 90),
            Column("Avant", 90),
            Column("Après", 90),
            Column("Évolution", 110),
            Column("Indices", 80),
        ),
        rows,
        caption="Premier et dernier score de chaque apprenant, par exercice",
    )


def _learner_rows(one: Apprenant) -> Iterator[tuple[Cell, ...]]:
    """Give the rows of one learner, one per exercise done."""
    for evolution in evolutions(one.resultats):
        hints = sum(result.indices for result in one.resultats if result.exercice is evolution.exercice)
        again = evolution.nombre > 1
        yield _row(
            one.pseudonyme,
            EXERCISES[evolution.exercice],
            str(evolution.nombre),
            str(evolution.avant.score),
            str(evolution.apres.score) if again else _NOTHING,
            _change(evolution.ecart) if again else _NOTHING,
            str(hints),
        )


def _learners_and_criteria(groupe: Groupe, titles: Mapping[str, str]) -> Iterator[Block]:
    """Give the share of points that each learner has, by criterion: one column per criterion, named by its number."""
    columns = [Column(name.removeprefix("QLS-").lstrip("0") or name, 58, short=name) for name in titles]
    rows = tuple(_matrix_row(one, titles) for one in groupe.apprenants)
    yield Title(_text("Points acquis par apprenant et par critère, en pourcentage"))
    yield Table((Column("Apprenant", 240), *columns, Column("Hors grille", 80, short="Hors grille")), rows)
    yield Paragraph(
        _text(
            "Colonnes : numéro du critère de la grille. Au dernier essai de chaque cas ; "
            f"« {_NOTHING} » : critère jamais rencontré."
        ),
        Manner.QUIET,
    )


def _matrix_row(one: Apprenant, titles: Mapping[str, str]) -> tuple[Cell, ...]:
    """Give the shares of one learner; criteria of another grid count with what is off the grid."""
    kept: dict[str, list[int]] = {}
    for cost in costs(latest(one.resultats)):
        added = kept.setdefault(cost.critere if cost.critere in titles else NO_CRITERION, [0, 0])
        added[0] += cost.total - cost.perdus
        added[1] += cost.total
    return _row(one.pseudonyme, *(_share(kept.get(name)) for name in (*titles, NO_CRITERION)))


def _share(sums: Sequence[int] | None) -> str:
    """Give a share in hundredths."""
    return str(round(100 * sums[0] / sums[1])) if sums and sums[1] else _NOTHING


def _change(points: int) -> str:
    """Give a difference of scores with its sign."""
    return f"{points:+d}" if points else "0"


def _text(words: str) -> tuple[Run, ...]:
    """Give words as runs."""
    return (Run(tied(words)),)


def _row(*words: str) -> tuple[Cell, ...]:
    """Give a row of one-line cells; its first one stands out."""
    return tuple(((Run(one, strong=not place),),) for place, one in enumerate(words))


def few_learners(groupe: Groupe) -> Iterable[str]:
    """Say, for a small group, that its means say little and that pseudonyms may not hide anybody."""
    if len(groupe.apprenants) < _FEW:
        yield f"moins de {_FEW} apprenants : des moyennes peu sûres, et des pseudonymes faciles à deviner"
