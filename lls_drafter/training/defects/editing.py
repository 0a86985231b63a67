"""A letter with some of its plain values changed, still a letter that the codec reads."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lls_drafter.errors import DraftError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import letter_from_data, letter_to_data
from lls_drafter.letter_files.fingerprint import fingerprint
from lls_drafter.rules.cases import put
from lls_drafter.rules.spec import SpecError
from lls_drafter.training.defects.model import Edits


def edited(lettre: Lettre, edits: Edits) -> Lettre | None:
    """Give a letter with these values put at their addresses; None when no letter can hold them.

    A validated letter vouches for its new content, so that the rules find in it what was planted and nothing else.
    """
    data = letter_to_data(lettre)
    try:
        for address, value in edits.items():
            put(data, address, plain_value(value))
        changed = letter_from_data(_without_nulls(data))
    except (DraftError, SpecError, KeyError, IndexError, TypeError, AttributeError):
        return None
    return stamped(changed)


def stamped(lettre: Lettre) -> Lettre:
    """Give a letter whose validation, if it has one, bears the fingerprint of its content."""
    if lettre.validation is None:
        return lettre
    return lettre.replace(validation=lettre.validation.replace(empreinte=fingerprint(lettre)))


def plain_value(value: object) -> object:
    """Give a value as a file of a letter holds it: dates as text, tuples as lists."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain_value(one) for key, one in value.items() if one is not None}
    if isinstance(value, tuple | list):
        return [plain_value(one) for one in value]
    return value


def _without_nulls(data: Any) -> Any:  # noqa: ANN401 - plain data
    """Leave out keys without value."""
    if isinstance(data, dict):
        return {key: _without_nulls(one) for key, one in data.items() if one is not None}
    return [_without_nulls(one) for one in data] if isinstance(data, list) else data
