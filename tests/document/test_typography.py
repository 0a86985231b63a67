"""Figures hold to their units."""

import pytest

from lls_drafter.document.typography import bind


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2,5 mg le matin", "2,5\u00a0mg le matin"),
        ("3 comprimés par jour, 5 jours", "3\u00a0comprimés par jour, 5\u00a0jours"),
        ("FEVG 38 %", "FEVG 38\u00a0%"),
        ("en 2019 mgr", "en 2019 mgr"),
        ("2 gros", "2 gros"),
    ],
)
def test_figure_and_unit_are_never_parted(typed: str, expected: str) -> None:
    """« 2,5 » never ends a line that « mg » does not finish; other words are left alone."""
    assert expected == bind(typed)
