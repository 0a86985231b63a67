"""The developer's page on rules names everything that a rule's author may write."""

import textwrap
from pathlib import Path
from typing import Final

import pytest

from lls_drafter import yaml_io
from lls_drafter.rules.cases import run_case
from lls_drafter.rules.items import ITEM_KEYS, read_cases, read_item
from lls_drafter.rules.model import Checklist
from lls_drafter.rules.spec import CHECKS, CONDITIONS

_DOCS: Final = Path(__file__).parents[2] / "docs"
_PAGE: Final = (_DOCS / "dev" / "rules.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", sorted({*CHECKS.classes, *CONDITIONS.classes, *ITEM_KEYS}))
def test_page_names_every_word_of_the_language(word: str) -> None:
    """Each kind of check, operator and key of an item is on the page."""
    assert f"`{word}`" in _PAGE or f"`{word}:" in _PAGE


def test_guide_shows_a_rule_that_works() -> None:
    """The rule shown in the how-to loads, and its own examples hold."""
    page = (_DOCS / "how_to" / "add_a_rule.md").read_text(encoding="utf-8")
    shown = page.partition("```yaml\n")[2].partition("```")[0]
    rows = yaml_io.load(textwrap.dedent(shown), name="add_a_rule.md").data
    assert isinstance(rows, list)
    assert isinstance(rows[0], dict)
    item = read_item(rows[0])
    assert isinstance(item.cas, str)
    cases = read_cases(yaml_io.load(item.cas, name="cas").data)
    checklist = Checklist(id="l", version="1", titre="l", source="l", certitude=item.certitude, items=(item,))

    assert 3 == len(cases)
    assert [case.attendu for case in cases] == [run_case(checklist, item, case).result.verdict for case in cases]
