"""The plan that a template asks for."""

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.plan import Exigence, Plan, RubriqueLibre, Section

MOTIF = Section(id="motif", titre="Motif", champs=(FieldPath.parse("motif_hospitalisation"),), cachee=True)
SUITES = Section(
    id="suites", titre="Suites", champs=(FieldPath.parse("suites_a_donner"), FieldPath.parse("volet_social"))
)
PLAN = Plan(sections=(MOTIF, SUITES), rubriques=(RubriqueLibre(id="fevg", titre="FEVG", exigence=Exigence.BLOQUANT),))


def test_plan_finds_the_section_of_any_address() -> None:
    """A field inside a list belongs to the section that prints the list."""
    assert SUITES == PLAN.section_of(FieldPath.parse("suites_a_donner[2].qui"))
    assert None is PLAN.section_of(FieldPath.parse("patient.ipp"))


def test_hidden_section_is_printed_once_filled() -> None:
    """Hiding holds only while there is nothing to print; a blank list is nothing, `aucun` is something."""
    assert (SUITES,) == PLAN.printed(Lettre())
    assert (MOTIF, SUITES) == PLAN.printed(Lettre(motif_hospitalisation="Dyspnée"))


def test_demanded_fields_hold_the_free_sections() -> None:
    """What the service demands beyond the law includes its mandatory free sections."""
    assert frozenset({FieldPath.parse("rubriques.fevg.texte")}) == PLAN.demanded
