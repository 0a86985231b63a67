"""`lls formation corriger`: a learner's letter against its case's key and the rules, point by point, with sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.commands._formation_lesson import Lesson
from lls_drafter.cli.commands._formation_result import Corrected, show
from lls_drafter.cli.commands._formation_screen import Screen
from lls_drafter.drafts.store import SUFFIX, LetterStore
from lls_drafter.errors import DraftStateError, ExitCode, Location, UsageError
from lls_drafter.packs.cases import list_cases, load_case, load_key, load_model
from lls_drafter.training.desk import LETTER, Desk, series_of
from lls_drafter.training.learner import learner_folder
from lls_drafter.training.result import Exercice, Nature

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from lls_drafter.cli.context import Context
    from lls_drafter.packs.case_model import Case
    from lls_drafter.training.correction import Correction


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "cas", metavar="CAS|FICHIER", nargs="?", help="un cas, ou une lettre (sans lui : la dernière lettre écrite)"
    )
    parser.add_argument("--tableau", action="store_true", help="corriger le tableau des traitements de ce cas")
    _formation.add_learner(parser)
    _formation.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Correct the letter of a case, or a file."""
    packs = tuple(args.pack)
    if args.tableau:
        from lls_drafter.cli.commands._formation_table import correct_case  # noqa: PLC0415 - the other exercise

        return correct_case(args, context)
    if args.cas is not None and args.cas.endswith(SUFFIX):
        path = Path(args.cas)
        case = _case_of(path, packs)
        desk = Desk.of(args.apprenant, case.id)
    else:
        case = load_case(args.cas, extra=packs) if args.cas is not None else _last(args.apprenant, packs)
        desk = Desk.of(args.apprenant, case.id)
        path = desk.letter
        _require_begun(path, case)
    show_correction(Lesson(case, desk, path, args, context, Screen(context)))
    return ExitCode.OK


def show_correction(lesson: Lesson) -> None:
    """Correct the letter, keep the result, and show the correction.

    Raises:
        DraftError: the letter cannot be read, or is not that of the case; or, once it is shown, the result is not kept.
        PackError: the key, the template or a check-list is wrong.
    """
    from lls_drafter.training.correction import correct  # noqa: PLC0415 - the templates
    from lls_drafter.training.said import said_of  # noqa: PLC0415 - likewise
    from lls_drafter.training.unknown_drugs import unknown_drugs  # noqa: PLC0415 - likewise

    lettre = lesson.letter()
    effort = lesson.desk.effort(lesson.case) if lesson.is_own else None
    correction = correct(
        lesson.case,
        load_key(lesson.case),
        said_of(lettre, extra=lesson.packs),
        _formation.judge(lettre, lesson.packs),
        hints=len(effort.indices) if effort is not None else 0,
        drugs=unknown_drugs(lesson.case, load_model(lesson.case), lettre),
    )
    corrected = Corrected(
        exercice=Exercice.ECRIRE,
        score=correction.score.total,
        points=correction.points,
        blocs=lambda width: _blocks(lesson.case, correction, width),
    )
    show(lesson, lettre, corrected)


def _blocks(case: Case, correction: Correction, width: int) -> Iterator[tuple[str, ...]]:
    """Give the correction block by block: the score, what is wrong, missing, the rules; what is right comes last."""
    from lls_drafter.training.reading import remark_lines, summary_lines  # noqa: PLC0415 - the rules

    yield summary_lines(case, correction, width)
    to_mend = [one for one in correction.remarks if one.point.nature is not Nature.ACQUIS]
    for number, remark in enumerate(to_mend, 1):
        yield remark_lines(remark, width, rank=f"{number}/{len(to_mend)}")
    held = [one for one in correction.remarks if one.point.nature is Nature.ACQUIS]
    if held:
        yield ("ACQUIS", *(line for one in held for line in remark_lines(one, width)))


def _require_begun(path: Path, case: Case) -> None:
    """Refuse a case that the learner has not begun.

    Raises:
        DraftStateError: there is no letter of theirs.
    """
    if LetterStore(path).is_missing():
        raise DraftStateError(
            f"aucune lettre n'est commencée sur le cas « {case.id} »",
            hint=f"« lls formation faire {case.id} », avec le même « --apprenant »",
        )


def _last(learner: str, packs: tuple[Path, ...]) -> Case:
    """Give the case whose letter was written last.

    Raises:
        UsageError: none was begun.
    """
    letters = sorted(learner_folder(learner).glob(f"*/{LETTER}"), key=lambda path: path.stat().st_mtime)
    if not letters:
        raise UsageError("aucune lettre à corriger", hint="« lls formation faire CAS », avec le même « --apprenant »")
    return load_case(letters[-1].parent.name, extra=packs)


def _case_of(path: Path, packs: tuple[Path, ...]) -> Case:
    """Give the case that a letter was written on.

    Raises:
        DraftError: it cannot be read, or is not fictional.
        DraftStateError: it is of no case of this seat.
    """
    lettre = LetterStore(path).load().lettre
    series = lettre.identifiant.serie if lettre.identifiant is not None else ""
    case = next((one for one in list_cases(packs).cases if series_of(one) == series), None)
    if case is not None:
        return case
    hint = "elle doit avoir été commencée par « lls formation faire » ; un cas hors de ce poste se donne par --pack"
    if not lettre.fictive:
        hint = "seules les lettres fictives de « lls formation faire » se corrigent ici"
    raise DraftStateError("cette lettre n'est celle d'aucun cas connu", hint=hint, location=Location(str(path)))
