"""The developer's guide lists the strict checks, all of them, as they are."""

import re
from pathlib import Path

from lls_drafter.cda.strict import OTHER_MODEL, TABLES, Rule

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "dev" / "cda.md"
_ROW = re.compile(r"\| `CDA-[^\n]+")


def _row(rule: Rule) -> str:
    """Give a rule as a row of the guide."""
    return f"| `{rule.id}` | {rule.niveau} | {rule.phrase} | {rule.source} |"


def test_guide_lists_every_rule() -> None:
    """Each rule has its row under « Contrôles stricts », in the order in which faults are told."""
    expected = [_row(rule) for rule in (OTHER_MODEL, *(rule for table in TABLES for rule in table.rules))]

    assert expected == _ROW.findall(GUIDE.read_text(encoding="utf-8"))


def test_guide_names_each_concern() -> None:
    """The rows stand under the concern that they are of."""
    text = GUIDE.read_text(encoding="utf-8")

    assert [] == [table.titre for table in TABLES if f"\n**{table.titre}**\n" not in text]
