"""Two readings of the same letters: agreement, kappa, and where they part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.audit.concordance import INCONNU, NON_COMPARE, Lecture, LettreLue, agreement, compare
from lls_drafter.audit.concordance_out import NOTHING, concordance_data, concordance_lines
from lls_drafter.audit.model import Critere

GRID = tuple(Critere(f"QLS-{n:02d}", f"Critère {n}", n < 3) for n in range(1, 4))


def reading(signs: dict[int, str], nom: str = "a", unite: str = "") -> Lecture:
    """Give a reading of three criteria."""
    return Lecture(nom=nom, criteres=GRID, lettres={n: LettreLue(signes=one, unite=unite) for n, one in signs.items()})


def test_kappa_is_that_of_the_textbook() -> None:
    """Twenty and fifteen agreements out of fifty, five and ten the other way: 70 %, kappa 0.40."""
    pairs = [("C", "C")] * 20 + [("C", "N")] * 5 + [("N", "C")] * 10 + [("N", "N")] * 15
    found = agreement(None, pairs)

    assert (50, 35, 70.0, 0.4) == (found.n, found.accords, found.taux, found.kappa)
    assert (0.15, 0.65) == found.kappa_intervalle


def test_kappa_of_three_answers() -> None:
    """« Sans objet » is an answer of its own: agreement on it counts."""
    pairs = [("C", "C")] * 20 + [("N", "N")] * 10 + [("-", "-")] * 10 + [("C", "-")] * 10

    assert (0.8, 0.69) == (agreement(None, pairs).accords / 50, agreement(None, pairs).kappa)


@given(st.lists(st.tuples(st.sampled_from("CN-"), st.sampled_from("CN-")), min_size=30, max_size=80))
def test_kappa_stays_in_its_bounds(pairs: list[tuple[str, str]]) -> None:
    """Kappa is 1 only when all agree, never above the agreement, and the same from both sides."""
    found, other = agreement(None, pairs), agreement(None, [(b, a) for a, b in pairs])

    assert found == other
    if found.kappa is not None and found.taux is not None and found.kappa_intervalle is not None:
        assert -1 <= found.kappa_intervalle[0] <= found.kappa <= found.kappa_intervalle[1] <= 1
        assert found.kappa <= found.taux / 100 + 0.01
        assert (found.accords == found.n) is (found.kappa == 1)


def test_one_answer_everywhere_has_no_kappa() -> None:
    """Forty times « oui » on both sides is 100 % of agreement, and no kappa: chance would do the same."""
    found = agreement(None, [("C", "C")] * 40)

    assert (100.0, None, True) == (found.taux, found.kappa, found.constant)


@pytest.mark.parametrize(("n", "rate"), [(29, None), (30, 50.0)])
def test_few_letters_give_counts_only(n: int, rate: float | None) -> None:
    """Under thirty letters compared there is neither a percentage nor a kappa."""
    found = agreement(None, [("C", "C"), ("N", "C")] * 15 if n == 30 else [("C", "C"), ("N", "C")] * 14 + [("C", "C")])

    assert (rate, rate is None) == (found.taux, found.kappa is None)


def test_letters_are_matched_by_number() -> None:
    """Only what both read is compared; what one alone has is listed."""
    found = compare(reading({1: "CCC", 2: "CCN", 5: "CCC"}), reading({2: "CCC", 5: "CCC", 9: "NNN"}))

    assert (2, ((1,), (9,))) == (found.communes, found.seules)
    assert [(2, "QLS-03", "N", "C")] == [
        (one.numero, one.critere.id, one.premier, one.second) for one in found.desaccords
    ]


def test_unknown_agrees_with_no() -> None:
    """« Je ne sais pas » counts as « non », and is shown as what it is where readings part."""
    found = compare(reading({1: f"C{INCONNU}{INCONNU}"}), reading({1: "CNC"}))

    assert [1, 1, 0] == [one.accords for one in found.criteres]
    assert "n° 1 : QLS-03 je ne sais pas, oui" in "\n".join(concordance_lines(found))


@pytest.mark.parametrize("sign", ["?", NON_COMPARE])
def test_silent_criterion_is_not_compared(sign: str) -> None:
    """What a document cannot tell, or a reading did not answer, is neither an agreement nor a disagreement."""
    found = compare(reading({1: f"CC{sign}"}), reading({1: "CCC"}))

    assert ([1, 1, 0], ()) == ([one.n for one in found.criteres], found.desaccords)


def test_other_unit_is_doubted() -> None:
    """One number, two units: perhaps not one letter, and the report says so."""
    found = compare(reading({1: "CCC"}, unite="2143"), reading({1: "CCC"}, unite="2144"))

    assert (1,) == found.douteuses
    assert "peut-être pas la même lettre" in "\n".join(concordance_lines(found))


def test_other_criteria_are_not_compared() -> None:
    """Two grids have nothing in common to agree on."""
    other = Lecture(nom="b", criteres=GRID[:2], lettres={1: LettreLue(signes="CC")})

    with pytest.raises(ValueError, match="two grids"):
        compare(reading({1: "CCC"}), other)


def test_report_and_data_say_the_same() -> None:
    """The report fits 100 columns; the data has each figure, and the words of no letter."""
    one = reading({n: "CCC" if n % 3 else "CNN" for n in range(1, 41)}, "x" * 150)
    found = compare(one, reading({n: "CCC" if n % 4 else "CNC" for n in range(1, 61)}))
    data = concordance_data(found)

    assert [] == [line for line in concordance_lines(found) if len(line) > 100]
    assert [40, 40, 40] == [line["n"] for line in data["criteres"]]
    assert len(found.desaccords) == len(data["desaccords"])
    assert 20 == len(data["seules"][1])


def test_nothing_in_common_is_said() -> None:
    """Two readings of other letters have nothing to compare."""
    lines = list(concordance_lines(compare(reading({1: "CCC"}), reading({2: "CCC"}))))

    assert NOTHING == " ".join(lines[-2:])
    assert not any("kappa" in line for line in lines)
