"""Our own documents pass our own strict checks, and these see a fault in them as in any other."""

import copy
from pathlib import Path

import pytest

from lls_drafter.cda.strict import check
from lls_drafter.cda.writer.document import CdaRequest, write_level1
from lls_drafter.cda.xml import parse
from tests.cda.generator import generated
from tests.cda.letters import ROOT_OID, document, exportable, moment_of
from tests.cda.strict.base_documents import PDF
from tests.cda.strict.edits import NotThereError, edit
from tests.cda.strict.test_strict_variants import STRUCTURED
from tests.document.letters import EXAMPLES, composed, read_example
from tests.tools import rounds


def _named(path: Path) -> str:
    """Give an example's name as a test's."""
    return path.name


@pytest.mark.parametrize("path", EXAMPLES, ids=_named)
def test_shipped_example_has_no_fault(path: Path) -> None:
    """Each shipped example, written as a document, has nothing to mend."""
    assert () == check(document(exportable(read_example(path))))


@pytest.mark.soak
def test_generated_letter_has_no_fault() -> None:
    """Letters with every kind of answer, the emptiest and the fullest too, have nothing to mend."""
    told = {number: check(document(generated(number))) for number in range(rounds(12, 400))}

    assert {} == {number: found for number, found in told.items() if found}


def test_level_1_has_no_fault() -> None:
    """The same letter as PDF inside a document has nothing to mend."""
    lettre = exportable(read_example(EXAMPLES[0]))
    request = CdaRequest(lettre=lettre, words=composed(lettre), moment=moment_of(lettre), racine=ROOT_OID)

    assert () == check(parse(write_level1(request, lambda: PDF), name="lettre.xml"))


@pytest.mark.soak
def test_fault_in_our_document_is_told() -> None:
    """The faults that can be made in a written letter are told by their rules (one in six of them in a short run)."""
    sound = document(generated(1))
    tried, unseen = 0, []
    for variant in STRUCTURED[:: rounds(6, 1)]:
        if variant.rule is None:
            continue
        root = copy.deepcopy(sound)
        try:
            edit(root, *variant.edits)
        except NotThereError:
            continue
        tried += 1
        if variant.rule not in {found.regle for found in check(root)}:
            unseen.append((variant.rule, variant.name))

    assert [] == unseen
    assert tried > rounds(50, 300)
