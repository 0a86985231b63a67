"""Lines read word by word: what a drug's name, strength and form become."""

import pytest

from lls_drafter.medication.line import read_line


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("macrogol 10 g poudre en sachet ; 1 sachet le matin", "poudre en sachet"),
        ("fer 50 mg solution buvable en ampoule, 1 ampoule le matin", "solution buvable en ampoule"),
        ("macrogol en sachet 10 g ; 1 sachet le matin", "sachet"),
        ("doliprane 1 g cp ; 1 cp le matin", "comprimé"),
    ],
)
def test_form_is_said_as_it_is_held(line: str, form: str) -> None:
    """« poudre en sachet » stays so: « poudre sachet » beside the label would say the form twice."""
    nom = read_line(line).nom

    assert form == (nom.forme if nom else None)


@pytest.mark.parametrize(
    ("said", "unit", "per"),
    [
        ("3 comprimés au maximum par jour", "comprimé", "jour"),
        ("3 comprimés par jour au maximum", "comprimé", "jour"),
        ("2 g au plus par prise", "g", "prise"),
        ("3 fois maximum par jour", "fois", "jour"),
        ("4 gélules max/j", "gélule", "jour"),
    ],
)
def test_maximum_is_read_wherever_its_word_stands(said: str, unit: str, per: str) -> None:
    """« 3 comprimés au maximum par jour », as most letters say it, is a limit and leaves no word unread."""
    line = read_line(f"paracétamol 1 g ; 1 comprimé si douleur, {said}")
    limits = line.posologie.maximums if line.posologie else ()

    assert [(unit, per)] == [(limit.dose.unite, limit.par) for limit in limits]
    assert () == line.non_lu
