"""Judge a letter: the same findings and the same score for the wizard, `lls verifier` and every other reader."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lls_drafter.letter.lettre import Lettre
from lls_drafter.rules.discharge import discharge_version
from lls_drafter.rules.engine import evaluate, evaluate_all
from lls_drafter.rules.model import Checklist, Finding, Report, Verdict
from lls_drafter.rules.qls import projected_score, qls_grid, qls_score
from lls_drafter.rules.verdicts import blocking
from lls_drafter.session.service_rules import letter_rules

DISCHARGE_CHECKLIST = "sortie_has_2015"


@dataclass(frozen=True, slots=True)
class Qls:
    """The estimate of one letter: the grid's report, and both scores (0-100, None: no criterion applies)."""

    report: Report
    score: int | None
    score_projete: int | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that the rules say of one letter.

    Attributes:
        reports: the content check-lists, without the QLS grid.
        findings: theirs, gravest first.
        blocking: those that prevent validation, justified ones set aside.
        qls: the estimate, None when there is no grid for the activity.
    """

    reports: tuple[Report, ...]
    findings: tuple[Finding, ...]
    blocking: tuple[Finding, ...]
    qls: Qls | None

    def with_finding(self, finding: Finding) -> "Evaluation":
        """Give the same judgement with one more bloquant finding that no check-list can make."""
        return replace(self, findings=(finding, *self.findings), blocking=(finding, *self.blocking))

    @property
    def validable(self) -> bool:
        """Tell whether the content can be validated: no bloquant finding is left."""
        return not self.blocking

    @property
    def missing(self) -> int:
        """Count what still prevents validation."""
        return len(self.blocking)

    @property
    def score(self) -> int | None:
        """Give the estimate as things stand."""
        return self.qls.score if self.qls else None

    @property
    def score_projete(self) -> int | None:
        """Give the estimate once the acts still possible today are done; what screens show."""
        return self.qls.score_projete if self.qls else None

    @property
    def grille(self) -> str | None:
        """Give the title of the QLS grid, None when there is none for this activity."""
        return self.qls.report.checklist.titre if self.qls else None

    @property
    def grid_report(self) -> Report | None:
        """Give what the QLS grid says, None when there is none."""
        return self.qls.report if self.qls else None

    @property
    def to_do(self) -> tuple[str, ...]:
        """Give the titles of the criteria that are still to be done."""
        if self.qls is None:
            return ()
        return tuple(r.item.titre for r in self.qls.report.results if r.verdict is Verdict.A_FAIRE)


def evaluate_letter(
    lettre: Lettre, *, today: date, frozen: tuple[Lettre, ...] = (), extra: tuple[Path, ...] = ()
) -> Evaluation:
    """Judge a letter on every content check-list, and on the QLS grid of its activity.

    Args:
        lettre: the letter.
        today: the day of the judgement.
        frozen: its validated versions, when the file has some: QLS judges the discharge version.
        extra: folders of packs named on the command line.
    """
    rules = letter_rules(lettre, extra)
    grid = qls_grid(rules.listes, lettre.sejour.activite if lettre.sejour else None)
    graded: Report | None = None
    judged = discharge_version(lettre, frozen)
    if grid is not None and judged is lettre:  # what they read in common is read once
        *reports, graded = evaluate_all((*rules.content, grid), lettre, today=today)
    else:
        reports = list(evaluate_all(rules.content, lettre, today=today))
        graded = evaluate(grid, judged, today=today) if grid is not None else None
    said = rules.told(f for report in reports for f in report.findings)
    distinct = dict.fromkeys((*said, *rules.constats))  # two checks may say the same thing
    findings = tuple(sorted(distinct, key=lambda f: -f.niveau.rang))
    qls = Qls(graded, qls_score(graded), projected_score(graded)) if graded is not None else None
    return Evaluation(tuple(reports), findings, blocking(findings, lettre), qls)


def letter_checklists(lettre: Lettre, extra: tuple[Path, ...] = ()) -> tuple[Checklist, ...]:
    """Give the check-lists for a letter: those of all, and those of its template."""
    return letter_rules(lettre, extra).listes
