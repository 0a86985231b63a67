"""Typed text to value: what each kind of question understands, and the sentence that says it back.

Nothing is guessed. A text that a closed question does not understand is refused with one sentence
and stays on screen; everywhere else it is kept as text, visible.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import AUCUN, Absence
from lls_drafter.letter.traitements import ReponseListe
from lls_drafter.wizard.answers import free, people, scalars, screens, treatments
from lls_drafter.wizard.answers.model import Understood, Write, absence_of, say
from lls_drafter.wizard.answers.show import show
from lls_drafter.wizard.steps.model import Context, Kind, Step

__all__ = ["Understood", "Write", "say", "show", "understand"]

Reader = Callable[[Step, str, Lettre, Context], Understood]


def understand(step: Step, text: str, lettre: Lettre, context: Context, *, literal: bool = False) -> Understood:
    """Read the answer to a question; `text` is clean and not blank, a `literal` one is kept as it is."""
    if literal and step.kind in (Kind.DRUG, Kind.DRUG_NAME):
        return treatments.keep_drug(step, text, lettre)
    said = absence_of(text)
    if said is not None and step.absences:
        return _absence(step, said)
    if said is AUCUN and step.appends:
        return Understood(problem="Il y a déjà une réponse dans cette liste : laisser vide pour continuer.")
    return _READERS[step.kind](step, text, lettre, context)


def _absence(step: Step, said: Absence) -> Understood:
    """Answer with one of the two words."""
    path = step.list_path or step.path
    value: object = ReponseListe(said.value) if step.kind is Kind.DRUG else said
    return Understood(writes=(Write(path, value),), echo=say(step, said.value))


def _end(_step: Step, _text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Refuse a text at the end: there is no field under it."""
    return Understood(problem="Donner le numéro d'une question, ou laisser vide pour terminer.")


_READERS: Mapping[Kind, Reader] = MappingProxyType(
    {
        Kind.TEXT: scalars.read_text,
        Kind.LONG_TEXT: scalars.read_long_text,
        Kind.INS_NAME: scalars.read_ins_name,
        Kind.GIVEN_NAMES: scalars.read_given_names,
        Kind.TEXTS: scalars.read_texts,
        Kind.DATE: scalars.read_date,
        Kind.TIME: scalars.read_time,
        Kind.NUMBER: scalars.read_number,
        Kind.MEASURE: free.read_measure,
        Kind.ROWS: free.read_rows,
        Kind.CHOICE: scalars.read_choice,
        Kind.CHOICES: scalars.read_choices,
        Kind.CODE: scalars.read_code,
        Kind.YES_NO: scalars.read_yes_no,
        Kind.PLACE: scalars.read_place,
        Kind.CONFIRM: scalars.read_confirm,
        Kind.PRACTITIONER: people.read_person,
        Kind.DRUG: treatments.read_drug,
        Kind.DRUG_NAME: treatments.read_name,
        Kind.FATE: treatments.read_fate,
        Kind.DURATION: treatments.read_duration,
        Kind.COUNT: treatments.read_count,
        Kind.ORDER: treatments.read_order,
        Kind.SAFETY: screens.read_safety,
        Kind.CHECKLIST: screens.read_checklist,
        Kind.END: _end,
    }
)
