"""The root of every letter value: frozen, strict, and silent about what it holds when it refuses."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer
from pydantic.fields import FieldInfo

from lls_drafter.letter.text import clean_text

Texte = Annotated[str, AfterValidator(clean_text)]
"""Free clinical text, cleaned once when it enters the letter (`letter.text`)."""


def _time_text(moment: dt.time) -> str:
    """Give `14:30`, and the seconds only when somebody gave some."""
    return moment.isoformat("minutes" if not (moment.second or moment.microsecond) else "auto")


Heure = Annotated[dt.time, PlainSerializer(_time_text, return_type=str, when_used="json")]
"""A time of day, written `14:30` in files."""


Cle = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
"""The key of a free section or of a check-list's answer: it is part of addresses."""


class Impression(StrEnum):
    """Where a field may be printed: the patient's letter, the record's trace page, or nowhere."""

    LETTRE = "lettre"
    TRACE = "trace"
    JAMAIS = "jamais"


class LlsModel(BaseModel):
    """A frozen value of the letter; absent fields have their default, unknown keys are refused.

    Validation errors never show the value (`hide_input_in_errors`): it may be a patient's.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    def replace(self, **changes: Any) -> Self:  # noqa: ANN401 - any field's value, validated below
        """Give a copy with these fields changed, validated (unlike pydantic's `model_copy`).

        Raises:
            pydantic.ValidationError: a value has the wrong shape.
        """
        return type(self).model_validate({**dict(self), **changes})


def champ(  # noqa: PLR0913 - one keyword per thing a reader of the field wants to know
    defaut: Any,  # noqa: ANN401 - the default of any type of field
    titre: str,
    aide: str = "",
    *,
    source: str = "",
    exemple: str = "",
    impression: Impression = Impression.LETTRE,
    **contraintes: Any,  # noqa: ANN401 - pydantic's own constraints, passed through
) -> Any:  # noqa: ANN401 - stands for a field's default, as pydantic's Field does
    """Declare one field of the letter with what a person must know of it, in French.

    Args:
        defaut: the value when the file does not have the key.
        titre: the field's name on screen and in the JSON Schema.
        aide: what is expected.
        source: the article, criterion or decision that asks for it.
        exemple: a good answer.
        impression: where the field may be printed.
        contraintes: pydantic constraints (`ge`, `max_length`…).
    """
    extra: dict[str, Any] = {"x-impression": impression.value}
    if source:
        extra["x-source"] = source
    return Field(
        default=defaut,
        title=titre,
        description=aide or titre,
        examples=[exemple] if exemple else None,
        json_schema_extra=extra,
        repr=False,
        **contraintes,
    )


def impression_of(info: FieldInfo) -> Impression:
    """Tell where a field may be printed."""
    extra = info.json_schema_extra
    return Impression(str(extra.get("x-impression", "lettre"))) if isinstance(extra, dict) else Impression.LETTRE
