"""Old letter files brought to the present format, one step at a time, never silently.

A migration takes the plain data of format N and gives that of format N + 1. To add one:
raise `lettre.FORMAT`, add the function to `MIGRATIONS`, and keep a file of the old format
in the tests.
"""

from collections.abc import Callable, Mapping
from typing import Any

from lls_drafter.errors import DraftFormatError, DraftVersionError
from lls_drafter.letter.lettre import FORMAT

Data = dict[str, Any]
Migration = Callable[[Data], Data]

MIGRATIONS: Mapping[int, Migration] = {}
"""From format N: the function that gives format N + 1."""


def migrate(data: Data, *, migrations: Mapping[int, Migration] = MIGRATIONS, target: int = FORMAT) -> tuple[Data, int]:
    """Bring the data of a file to `target`; give it with the format that was read.

    Raises:
        DraftFormatError: the file does not say its format.
        DraftVersionError: the format is newer than this program, or has no way forward.
    """
    found = data.get("format")
    if not isinstance(found, int) or isinstance(found, bool):
        raise DraftFormatError(
            "ce fichier ne dit pas son format : la première clé attendue est « format: 1 »",
            hint="un fichier de lettre se crée avec « lls nouvelle »",
        )
    if found > target:
        raise DraftVersionError(
            f"cette lettre est au format {found}, plus récent que celui de ce programme ({target})",
            hint="mettre lls-drafter à jour ; le fichier n'a pas été touché",
        )
    current = data
    for number in range(found, target):
        step = migrations.get(number)
        if step is None:
            raise DraftVersionError(
                f"le format {number} n'est plus lisible par ce programme", hint="le fichier n'a pas été touché"
            )
        current = {**step(current), "format": number + 1}
    return current, found
