"""A letter as text and back: `*.lls.yaml` (or the same data as JSON).

- dates and times are ISO text; an absent key is `non_renseigne`; `inconnu` and `aucun` are words;
- keys follow the order of the model, defaults are left out, `format`, `statut` and `version` always written;
- strings pass `letter.text.clean_text`; numbers are never read as text: the message says to quote them.
"""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from lls_drafter import yaml_io
from lls_drafter.errors import DraftError, DraftFormatError, Location, StructureError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Key
from lls_drafter.letter_files import messages_fr
from lls_drafter.letter_files.migrations import migrate

HEADER = "# Lettre de liaison à la sortie - fichier lls-drafter. Vérifier : lls verifier FICHIER\n"
ALWAYS_WRITTEN = ("format", "statut", "version")


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A letter as read: its value, where each part stood, the format that the file had, whether it held comments."""

    lettre: Lettre
    document: yaml_io.YamlDocument
    name: str
    format_read: int
    comments: bool

    @property
    def migration(self) -> str:
        """Say that the file is of an older format, empty when it is not."""
        if self.format_read == self.lettre.format:
            return ""
        return (
            f"{self.name} : format {self.format_read} converti au format {self.lettre.format} ;"
            " l'original sera gardé à côté au premier enregistrement"
        )

    def locate(self, path: FieldPath) -> Location:
        """Give the place of a field in the file, or that of the nearest thing around it."""
        return self.document.location(_file_parts(path, self.lettre))


def read_letter(source: bytes | str, *, name: str) -> LetterFile:
    """Read a letter's text.

    Raises:
        DraftFormatError: not YAML, or not a letter; message, place and hint in French.
        DraftVersionError: a format that this program does not know.
    """
    try:
        document = yaml_io.load(source, name=name)
    except StructureError as error:
        raise DraftFormatError(error.message, hint=error.hint, location=error.location) from error
    if not isinstance(document.data, dict):
        raise DraftFormatError(
            "ce fichier n'est pas une lettre : un bloc de clés est attendu",
            hint="un fichier de lettre se crée avec « lls nouvelle »",
            location=Location(name, 1, 1),
        )
    try:
        data, found = migrate(document.data)
    except DraftError as error:
        raise error.at(name) from None
    lettre = letter_from_data(data, document=document, name=name)
    return LetterFile(lettre, document, name, found, has_comments(source))


def has_comments(source: bytes | str) -> bool:
    """Tell whether a letter's text holds comments other than our first line: they are no part of the letter."""
    text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
    return "#" in text.removeprefix(HEADER) and yaml_io.has_comments(text, header=HEADER)


def letter_from_data(data: dict[str, Any], *, document: yaml_io.YamlDocument | None = None, name: str = "") -> Lettre:
    """Make a letter of plain data (the tree of a YAML or JSON text).

    Raises:
        DraftFormatError: the data has not the shape of a letter; names the first place and counts the others.
    """
    try:
        return Lettre.model_validate_json(json.dumps(data))
    except ValidationError as error:
        problems = messages_fr.errors_of(error)
        sentence, hint = messages_fr.describe(problems[0], Lettre)
        loc = messages_fr.without_tags(problems[0]["loc"])
        others = f" (et {len(problems) - 1} autre{'s' if len(problems) > 2 else ''})" if len(problems) > 1 else ""
        shown = _shown(loc[:-1] if problems[0]["type"] == "extra_forbidden" else loc)
        raise DraftFormatError(
            f"{shown} : {sentence}{others}", hint=hint, location=_location(loc, problems[0]["type"], document, name)
        ) from None


def letter_to_data(lettre: Lettre) -> dict[str, Any]:
    """Give the plain data of a letter, in the order of the model."""
    dumped = lettre.model_dump(mode="json", exclude_defaults=True)
    always = {"format": lettre.format, "statut": lettre.statut.value, "version": lettre.version}
    return {
        name: dumped.get(name, always.get(name)) for name in Lettre.model_fields if name in dumped or name in always
    }


def write_letter(lettre: Lettre) -> str:
    """Give the YAML text of a letter; `read_letter` gives the same letter back."""
    return yaml_io.dump(letter_to_data(lettre), header=HEADER)


def write_json(lettre: Lettre) -> str:
    """Give the JSON text of a letter: the same data and schema as the YAML file."""
    return json.dumps(letter_to_data(lettre), ensure_ascii=False, indent=2) + "\n"


def _shown(loc: messages_fr.Loc) -> str:
    """Give a place as an address."""
    return str(FieldPath(loc)) if loc else "lettre"


def _location(loc: messages_fr.Loc, kind: str, document: yaml_io.YamlDocument | None, name: str) -> Location | None:
    """Give the place of a problem: the key itself for an unknown key, else the value or what holds it."""
    if document is None:
        return Location(name) if name else None
    return document.location(loc, of_key=kind == "extra_forbidden")


def _file_parts(path: FieldPath, lettre: Lettre) -> tuple[str | int, ...]:
    """Give the place in the file of an address: row keys become indexes."""
    parts: list[str | int] = []
    for index, part in enumerate(path.parts):
        if isinstance(part, Key):
            rows = FieldPath(path.parts[:index]).read(lettre) or ()
            parts.append(next((i for i, row in enumerate(rows) if row.cle == part.cle), 0))
        else:
            parts.append(part)
    return tuple(parts)
