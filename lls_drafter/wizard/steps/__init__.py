"""The questions of the conversation as data, in the order of the clinic; recomputed after each answer."""

from collections.abc import Iterable
from dataclasses import replace

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.text import fold
from lls_drafter.wizard.steps.handover import checklist_steps, end_step, handover_steps
from lls_drafter.wizard.steps.identity import hospital_steps, identity_steps
from lls_drafter.wizard.steps.medical import follow_up_steps, other_steps, synthesis_steps
from lls_drafter.wizard.steps.model import Choice, Context, Kind, Section, Step
from lls_drafter.wizard.steps.ordered import Steps
from lls_drafter.wizard.steps.safety import safety_steps
from lls_drafter.wizard.steps.stay import reason_steps, situations_of, stay_steps
from lls_drafter.wizard.steps.treatments import treatment_steps, with_own_reasons

__all__ = ["Choice", "Context", "Kind", "Section", "Step", "Steps", "find", "sequence"]


def sequence(lettre: Lettre, context: Context, confirmed: frozenset[str] = frozenset()) -> Steps:
    """Give all the questions for a letter as it stands; those that the service demands are asked too."""
    steps: tuple[Step, ...] = (
        *identity_steps(lettre, context, confirmed, situations_of(lettre)),
        *hospital_steps(lettre),
        *stay_steps(lettre),
        *reason_steps(lettre),
        *_treatments(lettre, context),
        *safety_steps(lettre),
        *synthesis_steps(lettre, context),
        *follow_up_steps(lettre),
        *handover_steps(lettre),
        *checklist_steps(lettre, context),
        end_step(),
        *other_steps(lettre),
    )
    if context.sections:
        steps = tuple(step for step in steps if step.section in context.sections or step.section is Section.FIN)
    demanded = context.plan.demanded
    if not demanded:
        return Steps(steps)
    return Steps(replace(step, asked=True) if not step.asked and _bare(step) in demanded else step for step in steps)


def _treatments(lettre: Lettre, context: Context) -> Iterable[Step]:
    """Give the questions of the table, with the service's own reasons when it has some."""
    steps = treatment_steps(lettre)
    return with_own_reasons(steps, lettre, context.plan.motifs) if context.plan.motifs else steps


def _bare(step: Step) -> FieldPath:
    """Give the address of a question as a template names it: the list itself for what opens a list."""
    if step.list_path is not None:
        return step.list_path
    return FieldPath(tuple(part for part in step.path.parts if isinstance(part, str)))


def find(steps: Steps, target: str) -> Step | None:
    """Give the question that a person names: its number, an address, the words of a section or of a title.

    An exact name wins over a beginning, a beginning over a part. None when nothing fits.
    """
    target = target.strip()
    if target.isdecimal():
        number = int(target)
        return steps[number - 1] if 1 <= number <= len(steps) else None
    return _by_address(steps, target) or _by_words(steps, fold(target))


def _by_address(steps: Steps, target: str) -> Step | None:
    """Find the question of an id, else about an address."""
    exact = steps.by_id(target)
    if exact is not None:
        return exact
    try:
        return steps.by_address(FieldPath.parse(target))
    except ValueError:
        return None


def _by_words(steps: Steps, words: str) -> Step | None:
    """Find a question by the words of its section or title."""
    if not words:
        return None
    sections = [(fold(step.section), step) for step in steps]
    titles = [(fold(step.title), step) for step in steps]
    for names in (sections, titles):
        for name, step in names:
            if name == words:
                return step
    for names in (sections, titles):
        for name, step in names:
            if name.startswith(words):
                return step
    return next((step for name, step in titles if words in name), None)
