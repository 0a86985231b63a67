"""From a letter and a template to a document."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given

from lls_drafter.document.blocks import Title, plain
from lls_drafter.document.compose import CompositionRequest, compose
from lls_drafter.document.coverage import unprinted
from lls_drafter.document.template import Bloc, Template
from lls_drafter.document.withheld import printable
from lls_drafter.errors import TemplateRenderError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.plan import Plan
from tests.document.letters import EXAMPLES, composed, example, letter, lines, read_example, template, text
from tests.strategies import lettres


def patched(section: str, bloc: str) -> Template:
    """Give the standard template with one block's text replaced."""
    base = template()
    return replace(base, blocs=MappingProxyType({**base.blocs, section: Bloc(name=f"essai/{section}.j2", text=bloc)}))


@given(lettre=lettres())
def test_every_printable_value_is_printed(lettre: Lettre) -> None:
    """Texts, dates, codes and explicit negatives alike: what prints in the letter is in the document."""
    document = composed(lettre)

    assert [] == [str(leaf.path) for leaf in unprinted(printable(lettre), document.blocks)]


def test_what_no_section_prints_comes_last() -> None:
    """A template that forgets a field does not lose it: it prints in a last part, under the field's name."""
    bare = replace(template(), plan=Plan(), blocs=MappingProxyType({}))
    lettre = letter(
        motif_hospitalisation="Dyspnée", allergies="aucun", suites_a_donner=[{"action": "INR"}, {"qui": "Dr A"}]
    )

    document = compose(CompositionRequest(lettre=lettre, template=bare, brouillon=False))

    facts = {fact.label: plain(fact.value) for block in document.blocks for fact in getattr(block, "facts", ())}
    assert {
        "Motif de l'hospitalisation": "Dyspnée",
        "Allergies et intolérances": "Aucune allergie ni intolérance connue",
        "Suites à donner 1 – quoi": "INR",
        "Suites à donner 2 – qui": "Dr A",
    } == facts


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_standard_template_has_a_place_for_everything(path: object) -> None:
    """The shipped examples need no last part: the template has a place for each of their fields."""
    document = composed(read_example(path))  # type: ignore[arg-type]

    assert [] == lines(document, "autres_informations")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_complete_letter_has_no_mark(path: object) -> None:
    """A complete letter has nothing to complete, and nothing that is not available."""
    shown = text(composed(read_example(path)))  # type: ignore[arg-type]

    assert "à compléter" not in shown
    assert "non disponible" not in shown


def test_sections_follow_the_order_of_the_decree() -> None:
    """Motif, synthèse, traitements, résultats attendus, suites come in the decree's order."""
    titles = [
        plain(block.runs) for block in composed(example("a")).blocks if isinstance(block, Title) and block.level == 1
    ]

    wanted = [
        "Motif de l'hospitalisation",
        "Synthèse médicale du séjour",
        "Traitements médicamenteux",
        "Résultats attendus",
        "Suites à donner",
    ]
    assert wanted == [title for title in titles if title in wanted]


def test_free_sections_print_under_their_title() -> None:
    """A free section prints, also when the template does not know it."""
    lettre = letter(
        rubriques={"fevg": {"titre": "FEVG", "texte": "38 %"}, "intervention": {"titre": "Geste", "texte": "ablation"}}
    )

    document = composed(lettre, modele="mco_ambulatoire")

    assert ["FEVG", "38 %"] == lines(document, "rubriques_service")
    assert ["Geste", "ablation"] == lines(document, "intervention")


def test_hidden_section_prints_once_filled() -> None:
    """Hiding a section holds only while it is empty."""
    base = template()
    hidden = replace(
        base,
        plan=replace(base.plan, sections=tuple(replace(s, cachee=s.id == "antecedents") for s in base.plan.sections)),
    )

    empty, filled = (
        compose(CompositionRequest(lettre=lettre, template=hidden, brouillon=True))
        for lettre in (Lettre(), letter(antecedents="HTA"))
    )

    assert [] == lines(empty, "antecedents")
    assert "HTA" in lines(filled, "antecedents")


def test_draft_and_cancelled_letters_are_marked() -> None:
    """A draft says so across its pages and tells its day; a cancelled letter says that it is."""
    draft = compose(CompositionRequest(lettre=Lettre(), template=template(), brouillon=True, today=date(2026, 3, 9)))
    cancelled = composed(letter(statut="annulee"))

    assert ("BROUILLON", "ANNULÉE", "") == (draft.watermark, cancelled.watermark, composed(example("a")).watermark)
    assert "Brouillon imprimé le 09/03/2026" in draft.footer


def test_unknown_composed_block_names_its_file() -> None:
    """A block that places what does not exist fails with its name, never with an empty page."""
    with pytest.raises(TemplateRenderError, match=r"bloc inconnu : « \[\[tableau_inconnu\]\] »") as caught:
        compose(CompositionRequest(lettre=Lettre(), template=patched("motif", "[[tableau_inconnu]]"), brouillon=True))

    assert "essai/motif.j2" == str(caught.value.location)


def test_typed_text_is_never_read_as_markup() -> None:
    """A patient's text that looks like a heading, a list, an anchor or a token stays one paragraph of that text."""
    hostile = "# A\n- b\n[[tableau_suites]]\n**c** :: \ue0000\ue001 {{ patient }}"

    shown = lines(composed(letter(motif_hospitalisation=hostile)), "motif")

    assert ["Motif de l'hospitalisation", *hostile.split("\n")] == shown
