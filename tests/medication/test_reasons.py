"""Ready reasons by class."""

import pytest

from lls_drafter.letter.traitements import Devenir
from lls_drafter.medication.reasons import MOST, reasons


@pytest.mark.parametrize(
    ("atc", "devenir", "first"),
    [
        ("C03CA01", Devenir.ARRETE, "hypokaliémie"),
        ("C03DA01", Devenir.ARRETE, "hyperkaliémie"),
        ("N02AA01", Devenir.ARRETE, "sédation excessive"),
        ("B01AF02", Devenir.ARRETE, "saignement"),
        ("M01AE01", Devenir.ARRETE, "insuffisance rénale"),
        ("b01aa03 ", Devenir.MODIFIE, "INR hors de l'objectif"),
        ("Z99", Devenir.ARRETE, "effet indésirable : [à préciser]"),
        (None, Devenir.ARRETE, "effet indésirable : [à préciser]"),
    ],
)
def test_reasons_of_the_class_come_first(atc: str | None, devenir: Devenir, first: str) -> None:
    """The nearest class speaks first, then the general reasons."""
    assert first == reasons(atc, devenir)[0]


@pytest.mark.parametrize("devenir", [Devenir.ARRETE, Devenir.MODIFIE])
@pytest.mark.parametrize("atc", [None, "", "C03CA01", "A10AB05", "L04AX03", "N05BA12", "R03AC02"])
def test_reasons_fit_one_screen_and_leave_a_way_out(atc: str | None, devenir: Devenir) -> None:
    """At most six, none twice, and always the one to be completed and the replacement."""
    found = reasons(atc, devenir)

    assert len(found) == len(set(found)) == MOST
    assert {"effet indésirable : [à préciser]", "remplacé par [médicament]"} <= set(found)


@pytest.mark.parametrize("devenir", [None, Devenir.POURSUIVI, Devenir.AJOUTE])
def test_no_reason_is_offered_where_none_is_asked(devenir: Devenir | None) -> None:
    """A continued or new drug has no reason of change."""
    assert () == reasons("C03CA01", devenir)
