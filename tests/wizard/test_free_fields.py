"""The service's own fields in the conversation: asked by their type, kept as they print."""

from datetime import date
from decimal import Decimal

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.plan import Exigence, MotifPret, Plan, RubriqueLibre, TypeRubrique
from lls_drafter.letter.reponse import INCONNU
from lls_drafter.letter.synthese import LigneRubrique
from lls_drafter.letter.traitements import Devenir
from lls_drafter.wizard.answers import show, understand
from lls_drafter.wizard.edits import cleared, written
from lls_drafter.wizard.steps import Context, Kind, find, sequence

PLAN = Plan(
    rubriques=(
        RubriqueLibre(
            id="fevg",
            titre="FEVG",
            type=TypeRubrique.NOMBRE,
            unite="%",
            minimum=Decimal(5),
            maximum=Decimal(90),
            exigence=Exigence.BLOQUANT,
        ),
        RubriqueLibre(id="nyha", titre="NYHA", type=TypeRubrique.CHOIX, choix=("I", "II", "III")),
        RubriqueLibre(id="tele", titre="Télésuivi", type=TypeRubrique.OUI_NON),
        RubriqueLibre(id="controle", titre="Contrôle", type=TypeRubrique.DATE),
        RubriqueLibre(id="suivi", titre="Suivi", type=TypeRubrique.TABLEAU, colonnes=("Quoi", "Quand")),
        RubriqueLibre(id="note", titre="Note"),
    ),
    motifs=(MotifPret(texte="bradycardie", devenirs=(Devenir.ARRETE,)), MotifPret(texte="autre", atc="B01")),
)
CONTEXT = Context(today=date(2026, 3, 9), plan=PLAN)


def answered(name: str, text: str, lettre: Lettre | None = None) -> tuple[Lettre, str]:
    """Type an answer to the question about a field; gives the letter and the problem told."""
    before = lettre or Lettre()
    step = find(sequence(before, CONTEXT), f"rubriques.{name}")
    assert step is not None
    found = understand(step, text, before, CONTEXT)
    return (before if found.problem else written(before, found, CONTEXT)), found.problem


@pytest.mark.parametrize(
    ("name", "typed", "kept", "unit"),
    [
        ("fevg", "38", "38", "%"),
        ("fevg", "38,5 %", "38,5", "%"),
        ("fevg", "38.5", "38,5", "%"),
        ("fevg", "38.50", "38,50", "%"),
        ("fevg", "38,125", "38,125", "%"),
        ("fevg", "inconnu", INCONNU, None),
        ("nyha", "3", "III", None),
        ("nyha", "ii", "II", None),
        ("tele", "o", "oui", None),
        ("tele", "non", "non", None),
        ("controle", "12/6/2026", "12/06/2026", None),
        ("note", "Deux\nlignes", "Deux\nlignes", None),
    ],
)
def test_answer_is_kept_as_it_prints(name: str, typed: str, kept: object, unit: str | None) -> None:
    """A number, a choice, a yes, a date, a text: the letter holds what the paper says, with its title and unit."""
    lettre, problem = answered(name, typed)

    section = lettre.rubriques[name]
    assert "" == problem
    assert (kept, unit) == (section.texte, section.unite)
    assert section.titre == next(one.titre for one in PLAN.rubriques if one.id == name)


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("fevg", "trente-huit", "Un nombre est attendu, en %."),
        ("fevg", "38.125", "se lit de deux façons : écrire 38125 ou 38,125"),
        ("fevg", "3", "de 5 à 90 %"),
        ("fevg", "95", "de 5 à 90 %"),
        ("nyha", "V", "Réponse non comprise"),
        ("tele", "peut-être", "Réponse non comprise"),
        ("controle", "31/02/2026", ""),
        ("suivi", "a ; b ; c", "3 cases pour 2 colonnes"),
    ],
)
def test_answer_that_is_none_stays_on_screen(name: str, typed: str, message: str) -> None:
    """What a field does not admit is refused with one sentence, and nothing is written."""
    lettre, problem = answered(name, typed)

    assert problem
    assert message in problem
    assert {} == lettre.rubriques


def test_rows_are_typed_a_line_each_and_shown_back() -> None:
    """A table is typed as lines; coming back shows the same lines."""
    lettre, _ = answered("suivi", "Écho ; juin\nHolter ; juillet\n")
    step = find(sequence(lettre, CONTEXT), "rubriques.suivi")
    assert step is not None

    assert (LigneRubrique(cellules=("Écho", "juin")), LigneRubrique(cellules=("Holter", "juillet"))) == (
        lettre.rubriques["suivi"].lignes
    )
    assert ("Quoi", "Quand") == lettre.rubriques["suivi"].colonnes
    assert (Kind.ROWS, "Écho ; juin\nHolter ; juillet") == (step.kind, show(step, lettre))


def test_unit_goes_with_its_number() -> None:
    """An answer that becomes unknown leaves no lone unit on the paper; a field taken back leaves nothing at all."""
    lettre, _ = answered("fevg", "38")
    unknown, _ = answered("fevg", "inconnu", lettre)

    assert (INCONNU, None) == (unknown.rubriques["fevg"].texte, unknown.rubriques["fevg"].unite)
    assert {} == cleared(lettre, FieldPath.parse("rubriques.fevg.texte")).rubriques


def test_demanded_field_is_asked_and_another_is_reached_by_its_name() -> None:
    """The conversation stops at what the service demands, and goes anywhere by a jump."""
    steps = sequence(Lettre(), CONTEXT)

    assert ["rubriques.fevg.texte"] == [step.id for step in steps if step.asked and step.id.startswith("rubriques")]
    found = find(steps, "Télésuivi")
    assert found is not None
    assert "rubriques.tele.texte" == found.id


def test_reasons_of_the_service_come_first() -> None:
    """The service's own reasons are ready where the reason of a stop is asked, for their class and fate alone."""
    lettre = Lettre.model_validate_json(
        '{"volet_medicamenteux": [{"cle": "a", "devenir": "arrete", "avant": {"medicament": {"libelle": "x"}}}]}'
    )
    step = next(one for one in sequence(lettre, CONTEXT) if one.id.endswith("commentaires.motif"))

    assert "bradycardie" == step.ready[0]
    assert "autre" not in step.ready
