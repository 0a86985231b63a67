"""`lls formation progres`: what a learner has done on this seat, before and after, and what each criterion costs."""

from argparse import ArgumentParser, Namespace

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    _formation.add_learner(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Show the progress of a learner; an unreadable line of the file is told, the others count."""
    from lls_drafter.training.criteria import criterion_titles  # noqa: PLC0415 - for this action only
    from lls_drafter.training.curve import progress_lines  # noqa: PLC0415 - for this action only
    from lls_drafter.training.learner import checked_pseudonym  # noqa: PLC0415 - for this action only
    from lls_drafter.training.progress import progress_file, results_of  # noqa: PLC0415 - for this action only

    learner = checked_pseudonym(args.apprenant)
    found = results_of(learner)
    for sentence in found.said(progress_file(learner), learner):
        context.warn(f"attention : {sentence}")
    for line in progress_lines(learner, found.of(learner), criterion_titles()):
        context.say(line)
    return ExitCode.OK
