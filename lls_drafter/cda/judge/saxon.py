"""Saxon, as this package uses it: the one module that knows saxonche.

No network: only `file:` addresses are read. One processor a process, made at the first use; a compiled sheet is not
shared between threads.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lls_drafter.errors import ReferenceDataError

if TYPE_CHECKING:
    from saxonche import PySaxonProcessor, PyXdmNode, PyXsltExecutable

_PROTOCOLS: Final = "http://saxon.sf.net/feature/allowedProtocols"
_OUT: Final = "http://saxon.sf.net/feature/standardErrorOutputFile"
_HINT: Final = "installer lls-drafter[ans]"


class SheetError(Exception):
    """A sheet cannot be compiled, or stopped while it ran; without detail of the document."""


class Node:
    """A document as Saxon holds it."""

    __slots__ = ("held",)

    def __init__(self, held: "PyXdmNode") -> None:
        """Hold what Saxon read."""
        self.held = held


class Sheet:
    """One compiled sheet."""

    __slots__ = ("_executable",)

    def __init__(self, executable: "PyXsltExecutable") -> None:
        """Hold what Saxon compiled."""
        self._executable = executable

    def run(self, node: Node) -> str:
        """Give the text that the sheet makes of a document.

        Raises:
            SheetError: the sheet stopped.
        """
        from saxonche import PySaxonApiError  # noqa: PLC0415 - 100 MB of library

        try:
            result = self._executable.transform_to_string(xdm_node=node.held)
        except PySaxonApiError as error:
            raise SheetError(str(error)) from error
        return str(result or "")


@cache
def _processor() -> "PySaxonProcessor":
    """Give the processor of this process.

    Raises:
        ReferenceDataError: saxonche is not installed.
    """
    try:
        from saxonche import PySaxonProcessor  # noqa: PLC0415 - 100 MB of library
    except ImportError as error:
        raise ReferenceDataError("le moteur XSLT « saxonche » n'est pas installé", hint=_HINT) from error
    processor = PySaxonProcessor(license=False)
    processor.set_configuration_property(_PROTOCOLS, "file")
    processor.set_configuration_property(_OUT, os.devnull)  # its own messages may quote the document
    return processor


def parse(text: str) -> Node:
    """Read a text that we wrote ourselves from a safely read document; it has no DTD."""
    return Node(_processor().parse_xml(xml_text=text))


def parse_file(path: Path) -> Node:
    """Read a file of the distribution's copy, its address being the base of what it points to."""
    return Node(_processor().parse_xml(xml_file_name=str(path)))


def load(path: Path, parameters: Mapping[str, str] | None = None) -> Sheet:
    """Compile a sheet of the distribution's copy.

    Raises:
        SheetError: it is not one.
    """
    return _compile(parameters, stylesheet_file=str(path))


def load_text(text: str) -> Sheet:
    """Compile a sheet given as text; it says itself, by `xml:base`, where relative addresses start.

    Raises:
        SheetError: it is not one.
    """
    return _compile(None, stylesheet_text=text)


def _compile(parameters: Mapping[str, str] | None, **source: str) -> Sheet:
    """Compile, and set the sheet's parameters."""
    from saxonche import PySaxonApiError  # noqa: PLC0415 - 100 MB of library

    processor = _processor()
    try:
        executable = processor.new_xslt30_processor().compile_stylesheet(**source)
    except PySaxonApiError as error:
        raise SheetError(str(error)) from error
    for name, value in (parameters or {}).items():
        executable.set_parameter(name, processor.make_string_value(value))
    return Sheet(executable)
