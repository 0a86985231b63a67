"""What the rules say of a learner's letter, as the corrections need it. Whoever calls has the rules judge it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lls_drafter.letter.paths import FieldPath
from lls_drafter.rules.catalogue import Entry
from lls_drafter.rules.model import Finding, Niveau, Report

_CRITERION = re.compile(r"\bQLS(?: critère)? (\d{1,2})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The findings of a letter and the report of its grid, on the case's discharge day.

    Attributes:
        findings: those of all check-lists, gravest first.
        grid: the report of the QLS grid, None when its activity has none.
        score: the estimate, acts still to be done counted as not done; None without a grid.
        rules: every rule by its id.
    """

    findings: tuple[Finding, ...]
    grid: Report | None
    score: int | None
    rules: Mapping[str, Entry] = field(repr=False)

    def title(self, identifier: str) -> str:
        """Give the title of a rule or a criterion, empty when there is none of that id."""
        entry = self.rules.get(identifier)
        return entry.item.titre if entry is not None else ""

    def source(self, identifier: str) -> str:
        """Give the source of a rule or a criterion, that of its list when it has none of its own; empty for none."""
        entry = self.rules.get(identifier)
        return (entry.item.source or entry.checklist.source) if entry is not None else ""

    def criterion(self, regle: str) -> str:
        """Give the criterion of the grid that a rule serves, as its source names it; empty for none."""
        found = _CRITERION.search(self.source(regle))
        name = f"QLS-{int(found[1]):02}" if found else ""
        return name if name in self.rules else ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a letter breaks, once however many times: the findings' places and first sentence."""

    regle: str
    niveau: Niveau
    message: str
    correction: str
    source: str
    champs: tuple[FieldPath, ...]


def broken_rules(judgement: Judgement) -> tuple[Broken, ...]:
    """Give each rule that is broken, advice left out, gravest first."""
    found: dict[str, list[Finding]] = {}
    for finding in judgement.findings:
        if finding.niveau is not Niveau.CONSEIL:
            found.setdefault(finding.regle, []).append(finding)
    return tuple(
        Broken(
            regle,
            findings[0].niveau,
            findings[0].message,
            findings[0].correction,
            findings[0].source,
            tuple(one.chemin for one in findings),
        )
        for regle, findings in found.items()
    )
