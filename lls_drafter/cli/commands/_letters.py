"""What several commands do with letter files: open, keep, judge, and print findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.session.life import is_open

if TYPE_CHECKING:  # the commands that open a letter do without the rules until it is shown
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from lls_drafter.drafts.store import LetterStore
    from lls_drafter.letter.lettre import Lettre
    from lls_drafter.letter_files.codec import LetterFile
    from lls_drafter.rules.model import Finding
    from lls_drafter.session.evaluate import Evaluation

_WORDS = {"bloquant": "BLOQUANT", "alerte": "ALERTE", "conseil": "conseil"}


def add_letter(parser: ArgumentParser) -> None:
    """Declare the letter file of a command."""
    parser.add_argument("fichier", metavar="FICHIER", type=Path, help="fichier de la lettre (*.lls.yaml)")


def add_packs(parser: ArgumentParser) -> None:
    """Declare the folders of packs of a command."""
    parser.add_argument(
        "--pack",
        metavar="DOSSIER",
        type=Path,
        action="append",
        default=[],
        help="dossier de modèles et de listes à ajouter",
    )


def worst(codes: Sequence[ExitCode]) -> ExitCode:
    """Give the gravest exit code of several files."""
    return max(codes, default=ExitCode.OK)


def judge(store: LetterStore, read: LetterFile, context: Context, packs: Sequence[Path] = ()) -> Evaluation:
    """Judge a letter read from disk, its frozen versions with it, and whether it is still what was validated."""
    from lls_drafter.session.evaluate import evaluate_letter  # noqa: PLC0415 - for the commands that judge
    from lls_drafter.session.integrity import integrity_findings  # noqa: PLC0415 - likewise

    frozen = store.frozen(read.lettre)
    evaluation = evaluate_letter(read.lettre, today=context.clock.now().date(), frozen=frozen, extra=tuple(packs))
    for finding in integrity_findings(read.lettre, frozen):
        evaluation = evaluation.with_finding(finding)
    return evaluation


def waiting_texts(store: LetterStore, lettre: Lettre, context: Context) -> tuple[str, ...]:
    """Name the questions that have a text typed in the wizard and not accepted; none once nobody can accept it."""
    left = store.read_bookmark()
    if left is None or not left.en_cours or not is_open(lettre):
        return ()
    from lls_drafter.session.work import Work  # noqa: PLC0415 - only when a text waits
    from lls_drafter.settings import Settings  # noqa: PLC0415 - likewise
    from lls_drafter.wizard.progress import waiting_questions  # noqa: PLC0415 - likewise

    return waiting_questions(Work(lettre, store, Settings(), context.clock), left.en_cours)


def finding_lines(finding: Finding, *, line: int | None = None, justified: bool = False) -> list[str]:
    """Give a finding as lines: level, rule, place, sentence; then the proposed fix and the source."""
    word = "justifié" if justified else _WORDS[finding.niveau.value]
    place = f"{finding.chemin}" + (f" (ligne {line})" if line else "")
    lines = [f"  {word:<9} {finding.regle}  {place}", f"            {finding.message}"]
    if finding.correction:
        lines.append(f"            → {finding.correction}")
    if finding.source:
        lines.append(f"            Source : {finding.source}")
    return lines


def say_migration(read: LetterFile, context: Context) -> None:
    """Never bring an old format forward in silence."""
    if read.migration:
        context.warn(read.migration)
