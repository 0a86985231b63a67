"""Strict checks proved by documents with one fault: each is told by its rule, and a legal change by none."""

from collections import Counter
from collections.abc import Callable

import pytest

from lls_drafter.cda.strict import check, rules
from lls_drafter.cda.xml import Element
from tests.cda.strict import variants_body, variants_entries, variants_header
from tests.cda.strict.base_documents import AT_ENTRY, EXAMPLE, PDF, mended, official, with_pdf
from tests.cda.strict.edits import edit
from tests.cda.strict.own_document import own
from tests.cda.strict.variants_header import Variant

STRUCTURED = (
    *variants_header.DOCUMENT,
    *variants_header.PATIENT,
    *variants_header.PEOPLE,
    *variants_header.STAY,
    *variants_body.SECTIONS,
    *variants_body.OBSERVATIONS,
    *variants_entries.MEDICATION,
    *variants_entries.PLAN_AND_REST,
    *variants_entries.LINKS,
)
FAULTS_OF_THE_EXAMPLE = {
    "CDA-LIEN-DIESE": 10,
    "CDA-LIEN-MORT": 1,
    "CDA-ENTREE-IDENTIFIANT": 2,
    "CDA-EVENEMENT-DATE": 2,
    "CDA-PLAN-PRIORITE": 1,
    "CDA-IDENTIFIANT-FORME": 1,
    "CDA-SECTION-IDENTIFIANT": 1,
    "CDA-STRUCTURE-IDENTIFIANT": 1,
}
"""Ten links without `#`, one misspelt; two doubled ids; days of another year; a priority that is none; an id of x; a
section without id; a number that is no FINESS, SIREN or SIRET."""

needs_the_example = pytest.mark.skipif(not EXAMPLE.exists(), reason="the official example is not beside the project")
BASES = [pytest.param(own, id="own"), pytest.param(mended, id="official", marks=needs_the_example)]


def _told(root: Element) -> set[str]:
    """Give the rules that tell something of a document."""
    return {found.regle for found in check(root)}


def _is_right(variant: Variant, told: set[str]) -> bool:
    """Tell whether a variant is told by its rule, or by none when it is legal."""
    return not told if variant.rule is None else variant.rule in told


def _name(value: object) -> str | None:
    """Give a variant's name as a test's."""
    return f"{value.rule or 'sound'} {value.name}" if isinstance(value, Variant) else None


@pytest.mark.parametrize("base", BASES)
def test_sound_document_has_no_fault(base: Callable[[], Element]) -> None:
    """Nothing is told of a document without fault, of level 3 nor of level 1."""
    assert ((), ()) == (check(base()), check(with_pdf(base())))


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("variant", STRUCTURED, ids=_name)
def test_fault_is_told_by_its_rule(variant: Variant, base: Callable[[], Element]) -> None:
    """Each fault is told by the rule that is about it; a legal change is told by none."""
    root = base()
    edit(root, *variant.edits)

    assert _is_right(variant, _told(root))


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("variant", variants_entries.LEVEL_1, ids=_name)
def test_fault_of_level_1_is_told_by_its_rule(variant: Variant, base: Callable[[], Element]) -> None:
    """The same for a letter as PDF inside a document."""
    root = with_pdf(base())
    edit(root, *variant.edits)

    assert _is_right(variant, _told(root))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (PDF.replace(b"<pdfaid:part>1<", b"<pdfaid:part>3<"), "CDA-N1-PDFA"),
        (PDF + b"trailer <</Encrypt 5 0 R>>\n%%EOF", "CDA-N1-PDF"),
        (PDF[:60], "CDA-N1-PDF"),
    ],
)
def test_pdf_that_cannot_be_kept_is_told(content: bytes, rule: str) -> None:
    """A PDF/A-3, a ciphered PDF and a part of a PDF are no letter to keep for years."""
    assert rule in _told(with_pdf(own(), content))


@pytest.mark.parametrize(
    "part",
    [b'pdfaid:part="1"', b"pdfaid:part = '1'", "pdfaid:part>1<".encode("utf-16-be")],
)
def test_pdfa_is_known_however_it_is_written(part: bytes) -> None:
    """The identification of PDF/A-1 may be an attribute, or in UTF-16."""
    content = PDF.replace(b"<pdfaid:part>1</pdfaid:part>", part)

    assert set() == _told(with_pdf(own(), content))


def test_each_rule_is_broken_by_a_document() -> None:
    """No rule is there without a document that it tells: a check that cannot fail is none."""
    broken = {one.rule for one in (*STRUCTURED, *variants_entries.LEVEL_1)}

    assert {"CDA-MODELE"} == {rule.id for rule in rules()} - broken


def test_variants_are_many() -> None:
    """There are at least the 211 that the official checks were tried with, and all have a name of their own."""
    named = [(one.rule, one.name) for one in STRUCTURED]

    assert (True, len(named)) == (len(named) >= 211, len(set(named)))


@needs_the_example
def test_official_example_has_its_known_faults() -> None:
    """The example as published has nineteen faults, all of them real."""
    assert FAULTS_OF_THE_EXAMPLE == dict(Counter(found.regle for found in check(official())))


@pytest.mark.skipif(not AT_ENTRY.exists(), reason="the official example is not beside the project")
def test_letter_at_entry_is_of_another_model() -> None:
    """The near miss is told in one sentence, and nothing else is said of it."""
    told = [(found.regle, found.chemin) for found in check(official(AT_ENTRY))]

    assert [("CDA-MODELE", "ClinicalDocument")] == told
