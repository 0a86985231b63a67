"""Two hundred letters as CDA documents before the official checks, when `LLS_ANS` names an unpacked distribution.

`LLS_ANS=FOLDER make soak ARGS=tests/soak/test_cda_soak.py` prints the figures that `docs/dev/cda.md` records.
"""

import os
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from lls_drafter.cda.judge import Judge
from lls_drafter.cda.strict import check
from lls_drafter.cda.writer.document import CdaRequest, write_level1
from lls_drafter.cda.xml import parse
from lls_drafter.exports import RenderRequest, render
from lls_drafter.letter.lettre import Lettre
from tests.cda.generator import generated
from tests.cda.letters import moment_of, written
from tests.document.letters import EXAMPLES, composed, read_example
from tests.tools import FIGURE, rounds, unavailable

pytestmark = [pytest.mark.soak, pytest.mark.slow]


@pytest.fixture(scope="module")
def judge() -> Judge:
    """Give the official checks."""
    name = os.environ.get("LLS_ANS")
    if not name:
        pytest.skip("LLS_ANS names no distribution")
    if not Path(name).is_dir():
        unavailable(f"no distribution in the folder of LLS_ANS: {name}")
    return Judge.of(Path(name))


def letters(count: int) -> list[Lettre]:
    """Give the shipped examples, then letters by number."""
    return [*map(read_example, EXAMPLES), *map(generated, range(count))]


def pdf_of(lettre: Lettre) -> bytes:
    """Give a letter's pages."""
    return render("pdf", composed(lettre), RenderRequest(lettre=lettre))


def test_documents_pass_the_official_and_the_strict_checks(
    judge: Judge, record_property: Callable[[str, object], None]
) -> None:
    """No error, no warning, no strict finding: for the examples and for letters with every kind of answer."""
    found: Counter[str] = Counter()
    whole = letters(rounds(short=10, long=200))
    for lettre in whole:
        data = written(lettre)
        found.update(f"{one.profil} {one.lieu} : {one.message}" for one in judge.judge(data, name="niveau 3"))
        found.update(f"{one.regle} {one.lieu} : {one.message}" for one in check(parse(data, name="niveau 3")))
    record_property(FIGURE, f"{len(whole)} documents of level 3: {sum(found.values())} findings")

    assert {} == found


def test_documents_of_level_1_pass_the_official_and_the_strict_checks(
    judge: Judge, record_property: Callable[[str, object], None]
) -> None:
    """The same for the PDF in its header."""
    found: Counter[str] = Counter()
    whole = letters(rounds(short=3, long=20))
    for lettre in whole:
        request = CdaRequest(lettre=lettre, words=composed(lettre), moment=moment_of(lettre))
        data = write_level1(request, partial(pdf_of, lettre))
        found.update(f"{one.profil} {one.lieu} : {one.message}" for one in judge.judge(data, name="niveau 1"))
        found.update(f"{one.regle} {one.lieu} : {one.message}" for one in check(parse(data, name="niveau 1")))
    record_property(FIGURE, f"{len(whole)} documents of level 1: {sum(found.values())} findings")

    assert {} == found
