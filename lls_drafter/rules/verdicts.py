"""Which findings refuse the validation of a letter, and which ones a justification lets through."""

from collections.abc import Iterable

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.text import is_blank
from lls_drafter.rules.model import Finding, Niveau


def blocking(findings: Iterable[Finding], lettre: Lettre) -> tuple[Finding, ...]:
    """Give the bloquant findings that no justification of the letter lets through."""
    return tuple(one for one in findings if one.niveau is Niveau.BLOQUANT and not is_justified(one, lettre))


def is_justified(finding: Finding, lettre: Lettre) -> bool:
    """Tell whether the finding may be justified and the letter gives a reason for its rule."""
    return finding.justifiable and any(
        one.regle == finding.regle and not is_blank(one.motif) for one in lettre.justifications
    )
