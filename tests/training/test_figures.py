"""Before and after, and what each criterion costs."""

from lls_drafter.training.curve import evolution_words, progress_lines
from lls_drafter.training.figures import NO_CRITERION, Cout, attempts, costs, evolutions, firsts, latest
from lls_drafter.training.result import Exercice, Nature
from tests.training.results import point, result

TITLES = {"QLS-11": "Traitements médicamenteux de sortie", "QLS-12": "Planification des soins"}


def test_evolution_goes_from_the_first_result_to_the_last() -> None:
    """Before and after are told by the dates of the results, whatever their order in the file, exercise by exercise."""
    found = evolutions(
        [
            result(80, days=9, cas="brulure"),
            result(40),
            result(60, days=3),
            result(30, exercice=Exercice.TABLEAU),
        ]
    )

    assert [(Exercice.ECRIRE, 40, 80, 40, 3, False), (Exercice.TABLEAU, 30, 30, 0, 1, False)] == [
        (one.exercice, one.avant.score, one.apres.score, one.ecart, one.nombre, one.deja_fait) for one in found
    ]


def test_case_done_again_is_told() -> None:
    """A better score on a case that was done before is not shown as if it were a new one."""
    (found,) = evolutions([result(40), result(90, days=1)])

    assert "Avant 40, après 90 : +50 points ; dernier cas déjà fait auparavant." == evolution_words(found)


def test_single_result_is_no_evolution() -> None:
    """One result alone is not a progress of zero."""
    (found,) = evolutions([result(40)])

    assert "Un seul résultat (40) : l'évolution se lira au suivant." == evolution_words(found)


def test_attempts_at_a_case_are_counted_by_exercise() -> None:
    """Writing a letter after finding faults in it is a first attempt at writing."""
    results = [result(days=2), result(days=1, exercice=Exercice.DEFAUTS), result(days=3), result(days=4, cas="autre")]

    assert [1, 1, 2, 1] == [rank for _, rank in attempts(results)]


def test_criterion_costs_what_was_lost_of_it() -> None:
    """What is missing, wrong, invented or a false alarm is lost by its weight; the most costly comes first."""
    points = (
        point("K01", Nature.ACQUIS, critere="QLS-12", poids=3),
        point("K02", Nature.MANQUE, critere="QLS-12"),
        point("K03", Nature.FAUX, poids=2, regle="MED-DUREE"),
        point("K04", Nature.INVENTE, regle="MED-NOM"),
        point("K05", Nature.FAUSSE_ALERTE),
        point("R01", Nature.MANQUE, critere="", regle="REG-MT", poids=9),
    )

    assert (
        Cout(critere="QLS-11", perdus=4, total=4, fausses_alertes=1, regles=("MED-DUREE", "MED-NOM")),
        Cout(critere="QLS-12", perdus=1, total=4),
        Cout(critere=NO_CRITERION, perdus=9, total=9, regles=("REG-MT",)),
    ) == costs([result(points=points)])


def test_last_attempt_alone_says_what_is_still_lost() -> None:
    """What was learned since costs nothing any more."""
    first, last, other = result(40), result(90, days=1), result(20, days=2, cas="autre")

    assert (last, other) == latest([other, first, last])


def test_first_result_of_each_exercise_says_where_one_started() -> None:
    """A case done later in the same exercise is no beginning."""
    first, table = result(40), result(20, days=5, exercice=Exercice.TABLEAU)

    assert (first, table) == firsts([result(90, days=1, cas="autre"), table, first])


def test_progress_holds_in_80_columns() -> None:
    """No line is wider than the terminal, with long names and many results; the first result stays in sight."""
    results = [result(number % 101, days=number, cas="cas_" + "x" * 60) for number in range(300)]
    lines = list(progress_lines("x" * 40, results, TITLES))

    assert (True, True, True) == (
        max(map(len, lines)) <= 80,
        len(lines) < 40,
        any(line.startswith("  02/03/2026") for line in lines),
    )


def test_progress_is_read_without_colour_or_bars() -> None:
    """Each figure is written; the bar only says it again."""
    lines = list(progress_lines("nina", [result(40), result(100, days=1)], TITLES))

    assert [
        "Progrès de « nina »",
        "2 résultats, du 02/03/2026 au 03/03/2026.",
        "",
        "Écrire la lettre (score sur 100)",
        "  02/03/2026  pneumonie                           40 |########            |",
        "  03/03/2026  pneumonie (2e essai)               100 |####################|",
        "  Avant 40, après 100 : +60 points ; dernier cas déjà fait auparavant.",
        "",
        "Ce que chaque critère coûte encore (dernier essai de chaque cas)",
        "                                     points perdus    au premier essai",
        "  QLS-11 Traitements médicamenteux …   1 sur 2     50 %        50 %",
        "",
        "Derniers résultats",
        "  03/03/2026  ecrire pneumonie : 100/100, 10 min",
        "  02/03/2026  ecrire pneumonie : 40/100, 10 min",
    ] == lines


def test_learner_without_results_is_told_how_to_begin() -> None:
    """Nothing is not a score of zero."""
    assert "Aucun résultat pour « nina »." == next(iter(progress_lines("nina", [], TITLES)))
