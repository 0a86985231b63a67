"""The figures of the full screen are taken on what they say."""

import re
import sys

import pytest

from bench.frappes import FRONTS, MOST, STAYS, count
from bench.harness import UnavailableError, installed_environment, measure_pairs
from bench.plein import script, seconds_to_paint


@pytest.mark.parametrize("front", FRONTS)
def test_long_stay_takes_few_keys(front: str) -> None:
    """The finished letter (a) has far more characters than were typed, whatever the front end."""
    title, stay, activite = STAYS[0]

    assert count(title, stay, activite, front).ratio <= MOST


def test_script_has_enough_keys_each_of_them_one() -> None:
    """The times are those of at least 600 keys, none of which is a paste of several."""
    assert len(script()) >= 600
    assert [] == [one for one in script() if len(one) > 1 and not re.fullmatch(r"\x1b[O\[][\d;]*[A-Z~]", one)]


def test_paint_is_timed_up_to_its_marker() -> None:
    """What a program draws late makes it late, and one that never draws is no measure."""
    late = "import sys,time; time.sleep(0.2); sys.stdout.write('pr\\x1b[1mêt'); sys.stdout.flush(); input()"

    assert seconds_to_paint((sys.executable, "-c", late), installed_environment(), "êt".encode()) > 0.2
    with pytest.raises(UnavailableError, match="not painted"):
        seconds_to_paint((sys.executable, "-c", "print('rien')"), installed_environment(), "êt".encode())


def test_pairs_are_compared_by_their_medians() -> None:
    """The first pair only warms up; a slow moment in the others does not count."""
    left, right = iter([9.0, 1.0, 1.0, 8.0]), iter([9.0, 2.0, 2.0, 2.0])
    measure = measure_pairs("paires", lambda: next(left), lambda: next(right), limit=1, rounds=3)

    assert 0.5 == measure.ratio
