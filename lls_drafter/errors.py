"""Every exception of lls-drafter, and the exit codes that the command line gives them.

A bad *letter* is data (`rules.model.Finding`); what is raised is a file that cannot be
used, an output that failed, or a person who interrupted.

    LlsError                     always: message (fr), hint (fr), optional location
    ├── UsageError               the command cannot be carried out as typed
    │   └── NotInteractiveError  a terminal is needed
    ├── StructureError           a YAML or JSON text that cannot be read as such
    ├── PackError                a template or a check-list is wrong (for its author)
    │   └── PackNotFoundError · PackSchemaError (PackFieldError · PackCodeError · PackFileError · PackClashError)
    │       · PackCycleError
    │       · LockedItemError
    ├── DraftError               a letter file cannot be used
    │   └── DraftFormatError · DraftVersionError · DraftLockedError · DraftStateError
    ├── ExportError              an output failed
    │   └── TemplateRenderError · MissingForExportError
    ├── ReferenceDataError       a drug base or a value set cannot be used
    └── WizardInterrupted        also a KeyboardInterrupt: carries the saved draft's path

Messages never hold patient data: they name fields and places, not values.
"""

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """The exit codes of `lls`, as documented in `docs/guide/codes-de-sortie.md`."""

    OK = 0
    NOT_VALIDATABLE = 1
    USAGE = 2
    PACK = 3
    DRAFT = 4
    EXPORT = 5
    REFERENCE = 6
    INTERNAL = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: line and column start at 1; None when unknown."""

    file: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Give `fichier:ligne:colonne`, as far as known."""
        parts = [self.file or ""]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(part for part in parts if part)


class LlsError(Exception):
    """The base of all errors that a user is told about, in French.

    Attributes:
        message: one French sentence, without patient data.
        hint: what to do, in French; empty when there is nothing to advise.
        location: the place in a file, when there is one.
        exit_code: what the command line returns.
    """

    exit_code: ExitCode = ExitCode.INTERNAL

    def __init__(self, message: str, *, hint: str = "", location: Location | None = None) -> None:
        """Keep the sentence, its hint and its place."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.location = location

    def at(self, file: str) -> "LlsError":
        """Give this same error, its place completed with the file's name."""
        place = self.location or Location()
        self.location = Location(file, place.line, place.column)
        return self


class UsageError(LlsError):
    """The command cannot be carried out as typed."""

    exit_code = ExitCode.USAGE


class NotInteractiveError(UsageError):
    """A terminal is needed, and there is none."""


class StructureError(LlsError):
    """A text is not the strict YAML or JSON that it should be; each reader says what that means for it."""

    exit_code = ExitCode.DRAFT


class PackError(LlsError):
    """A template or a check-list is wrong: a message to its author.

    Attributes:
        regle: the id of the rule that it breaks, as `lls modeles verifier` names it.
    """

    exit_code = ExitCode.PACK
    regle = "MODELE-SCHEMA"


class PackNotFoundError(PackError):
    """No template or check-list has that id."""

    regle = "MODELE-INTROUVABLE"


class PackSchemaError(PackError):
    """A pack file has a wrong key, a wrong type or a missing item."""


class PackFieldError(PackSchemaError):
    """A template names a field, a section or a block that does not exist."""

    regle = "MODELE-CHAMP"


class PackCodeError(PackSchemaError):
    """A block holds what is not allowed in one, or is not Jinja2."""

    regle = "MODELE-CODE"


class PackFileError(PackSchemaError):
    """A file of a template is not there, lies elsewhere or cannot be read."""

    regle = "MODELE-FICHIER"


class PackClashError(PackSchemaError):
    """A rule bears the id of another rule that judges the same letters."""

    regle = "MODELE-REGLE"


class PackCycleError(PackError):
    """Packs extend one another in a circle."""

    regle = "MODELE-CYCLE"


class LockedItemError(PackError):
    """A higher layer tries to weaken a locked item."""

    regle = "MODELE-VERROU"


class DraftError(LlsError):
    """A letter file cannot be used.

    Attributes:
        nowhere: what was to be written is neither in its folder nor in a rescue copy.
    """

    exit_code = ExitCode.DRAFT
    nowhere = False


class DraftFormatError(DraftError):
    """The file is not a letter: wrong YAML, unknown key, wrong type."""


class DraftVersionError(DraftError):
    """The file is of a format that this program does not know."""


class DraftLockedError(DraftError):
    """Somebody else holds the letter."""


class DraftStateError(DraftError):
    """The letter's state does not allow this act (already validated, cancelled…)."""


class ExportError(LlsError):
    """An output failed."""

    exit_code = ExitCode.EXPORT


class TemplateRenderError(ExportError):
    """A template block could not be rendered."""


class MissingForExportError(ExportError):
    """The format demands an item that the letter does not have."""


class ReferenceDataError(LlsError):
    """The drug base or a value set cannot be used."""

    exit_code = ExitCode.REFERENCE


class WizardInterrupted(LlsError, KeyboardInterrupt):
    """The person interrupted; the work is saved.

    Attributes:
        saved: where the draft is.
    """

    exit_code = ExitCode.INTERRUPTED

    def __init__(self, message: str, *, saved: Path | None = None) -> None:
        """Keep the place of the saved draft."""
        super().__init__(message)
        self.saved = saved
