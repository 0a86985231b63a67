"""Figures are whole and hold to their units."""

import pytest

from lls_drafter.document.typography import bind


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2,5 mg le matin", "2,5\u00a0mg le matin"),
        ("3 comprimés par jour, 5 jours", "3\u00a0comprimés par jour, 5\u00a0jours"),
        ("FEVG 38 %", "FEVG 38\u00a0%"),
        ("4 000 unités le soir", "4\u00a0000\u00a0unités le soir"),
        ("metformine 1 000 mg", "metformine 1\u00a0000\u00a0mg"),
        ("10 000 000 UI", "10\u00a0000\u00a0000\u00a0UI"),
        ("03 00 00 00 10", "03 00 00 00 10"),
        ("1 0000", "1 0000"),
        ("en 2019 mgr", "en 2019 mgr"),
        ("2 gros", "2 gros"),
    ],
)
def test_figure_and_unit_are_never_parted(typed: str, expected: str) -> None:
    """« 4 » and « 000 », « 2,5 » and « mg » stand on one line; other words are left alone."""
    assert expected == bind(typed)
