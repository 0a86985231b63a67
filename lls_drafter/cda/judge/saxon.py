"""Saxon, as this package uses it: the one module that knows saxonche.

No network: only `file:` addresses are read. One processor a process, made at the first use; a compiled sheet is not
shared between threads.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lls_drafter.errors import ReferenceDataError

if TYPE_CHECKING:
    from saxonche import PySaxonProcessor, PyXdmNode, PyXsltExecutable

_PROTOCOLS: Final = "http://saxon.sf.net/feature/allowedProtocols"
_HINT: Final = "pip install 'lls-drafter[ans]'"


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
            with _quiet():
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
    return processor


def ensure() -> None:
    """Make sure that Saxon is there, before a long work.

    Raises:
        ReferenceDataError: saxonche is not installed.
    """
    _processor()


def parse(text: str) -> Node:
    """Read a text that we wrote ourselves from a safely read document; it has no DTD."""
    return Node(_processor().parse_xml(xml_text=text))


def parse_file(path: Path) -> Node:
    """Read a file of the distribution's copy, its address being the base of what it points to."""
    return Node(_processor().parse_xml(xml_file_name=str(path)))


def load(path: Path) -> Sheet:
    """Compile a sheet of the distribution's copy.

    Raises:
        SheetError: it is not one.
    """
    return _compile(stylesheet_file=str(path))


def load_text(text: str) -> Sheet:
    """Compile a sheet given as text; it says itself, by `xml:base`, where relative addresses start.

    Raises:
        SheetError: it is not one.
    """
    return _compile(stylesheet_text=text)


def _compile(**source: str) -> Sheet:
    """Compile a sheet."""
    from saxonche import PySaxonApiError  # noqa: PLC0415 - 100 MB of library

    compiler = _processor().new_xslt30_processor()
    try:
        with _quiet():
            return Sheet(compiler.compile_stylesheet(**source))
    except PySaxonApiError as error:
        raise SheetError(str(error)) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Saxon from writing by itself on the process's standard error: its messages may quote the document."""
    try:
        kept = os.dup(2)
    except OSError:  # no standard error at all
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
