"""Running a rule on its own examples (`cas`): each one changes a complete base letter, and expects a verdict.

The base letter (`BASE`) satisfies every built-in rule; it is fictional. An example says only what it changes, by
address: `pose: {conclusion: null}` takes the conclusion out, `pose: {"volet_medicamenteux[a3].sortie.posologie":
"10 U"}` changes one row, `pose: {sejour.situations: [deces]}` declares a situation.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Key
from lls_drafter.rules.cases_base import BASE, DISCHARGE
from lls_drafter.rules.engine import evaluate
from lls_drafter.rules.model import Case, Checklist, Item, ItemResult
from lls_drafter.rules.spec import SpecError


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One example of an item, and what the engine says of it."""

    item: Item
    case: Case
    result: ItemResult

    @property
    def as_expected(self) -> bool:
        """Tell whether the verdict is the one that the example announces."""
        return self.result.verdict is self.case.attendu


def run_case(checklist: Checklist, item: Item, case: Case) -> CaseResult:
    """Evaluate one example of an item.

    Raises:
        SpecError: the example puts a value that the letter cannot hold.
    """
    report = evaluate(checklist, case_letter(case), today=case.aujourd_hui or DISCHARGE)
    return CaseResult(item, case, report.result(item.id))


def run_cases(checklist: Checklist, item: Item, cases: tuple[Case, ...]) -> Iterator[CaseResult]:
    """Evaluate all examples of an item."""
    return (run_case(checklist, item, case) for case in cases)


def case_letter(case: Case) -> Lettre:
    """Give the letter that an example is about: the base letter with its changes.

    Raises:
        SpecError: an address or a value is wrong.
    """
    data = json.loads(_BASE_TEXT)
    for address, value in case.pose.items():
        put(data, address, value)
    for address, times in case.repete.items():
        put(data, address, str(FieldPath.parse(address).read(_tuples(data))) * times)
    try:
        return Lettre.model_validate_json(json.dumps(data))
    except ValidationError as error:
        places = ", ".join(
            sorted({".".join(str(part) for part in one["loc"][:4]) for one in error.errors(include_input=False)})
        )
        raise SpecError(("pose",), f"la lettre de l'exemple n'est pas une lettre : {places}") from error


def _tuples(data: object) -> object:
    """Give plain data as `FieldPath` walks it: lists as tuples."""
    if isinstance(data, dict):
        return {key: _tuples(value) for key, value in data.items()}
    return tuple(_tuples(value) for value in data) if isinstance(data, list) else data


def base_letter() -> Lettre:
    """Give the complete letter that satisfies every built-in rule on its discharge day."""
    return Lettre.model_validate_json(_BASE_TEXT)


def put(data: dict[str, Any], address: str, value: object) -> None:
    """Change a letter's plain data at an address, making what is missing on the way; None takes the key out.

    Raises:
        SpecError: the address is wrong, or names a row or entry that is not there.
    """
    try:
        parts = FieldPath.parse(address).parts
    except ValueError as error:
        raise SpecError(("pose", address), str(error)) from error
    here: Any = data
    try:
        for part, following in pairwise(parts):
            here = _step(here, part, following)
        _put_last(here, parts[-1], value)
    except (LookupError, TypeError, AttributeError) as error:
        message = "rien à cet endroit de la lettre d'exemple"
        raise SpecError(("pose", address), f"« {address} » : {message}") from error


def _step(here: Any, part: str | int | Key, following: object) -> Any:  # noqa: ANN401 - plain data
    """Give what is under one part of an address, made when it is not there (or is « aucun »)."""
    if isinstance(part, str):
        wanted: Any = {} if isinstance(following, str) else []
        if not isinstance(here.get(part), type(wanted)):
            here[part] = wanted
        return here[part]
    index = _index(here, part)
    if index == len(here):
        here.append({})
    return here[index]


def _put_last(here: Any, part: str | int | Key, value: object) -> None:  # noqa: ANN401 - plain data
    """Change, append or take out what is under the last part of an address."""
    if isinstance(part, str):
        here.pop(part, None)
        if value is not None:
            here[part] = value
        return
    index = _index(here, part)
    here[index : index + 1] = [] if value is None else [value]


def _index(here: Any, part: int | Key) -> int:  # noqa: ANN401 - plain data
    """Give the place of an entry; the end of the list to append.

    Raises:
        LookupError: there is no such entry.
    """
    index = part if isinstance(part, int) else next((i for i, row in enumerate(here) if row["cle"] == part.cle), -1)
    if not 0 <= index <= len(here):
        raise LookupError(str(part))
    return index


_BASE_TEXT = json.dumps(dict(BASE))

__all__ = ["BASE", "DISCHARGE", "CaseResult", "base_letter", "case_letter", "put", "run_case", "run_cases"]
