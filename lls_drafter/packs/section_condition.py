"""The `si:` of a section: the rules' closed language, bound to the letter alone."""

from dataclasses import dataclass
from datetime import date

from lls_drafter.errors import PackSchemaError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.rules import conditions
from lls_drafter.rules.scope import Scope
from lls_drafter.rules.spec import SpecError, read_condition
from lls_drafter.yaml_io import Json, TreePath, YamlDocument

_NO_DAY = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class SectionCondition:
    """A condition on the letter; « today » is the day of discharge, so that a frozen version always prints alike."""

    condition: conditions.Condition

    def holds(self, lettre: Lettre) -> bool:
        """Tell whether the section applies."""
        day = lettre.sejour.date_sortie if lettre.sejour is not None else None
        return self.condition.holds(Scope(lettre, day or _NO_DAY))


def read_section_condition(data: Json, path: TreePath, document: YamlDocument) -> SectionCondition:
    """Read a condition.

    Raises:
        PackSchemaError: not one, with its place.
    """
    try:
        return SectionCondition(read_condition(data))
    except SpecError as error:
        place = document.location((*path, *error.where), of_key=error.of_key)
        raise PackSchemaError(error.message, hint=error.hint, location=place) from error
