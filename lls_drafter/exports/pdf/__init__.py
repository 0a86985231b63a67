"""A document as a PDF file, set by typst from our own template: no system program, no system font, no file on disk.

- PDF/A-1a: kept for years, tagged for screen readers, and valid as A-1b where a file must be embedded (docs/adr/0020);
- the texts reach typst as JSON data: nothing typed is ever markup, nothing typed is changed;
- the paper of the template is not used: a service that wants its own letterhead asks LibreOffice (`libreoffice`);
- the same document gives the same bytes on every seat: fonts of the package, the document's own date, no clock.
"""

from functools import lru_cache

from lls_drafter.document.blocks import Document
from lls_drafter.errors import ExportError
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.pdf.engine import NoGlyphError, font_face, typeset
from lls_drafter.exports.pdf.lowering import lowered
from lls_drafter.exports.pdf.ruler import Ruler


def render(document: Document | None, request: RenderRequest) -> bytes:  # noqa: ARG001 - every exporter is called so
    """Give the PDF file.

    Raises:
        ExportError: no document, the extra `pdf` is not installed, or typst failed.
    """
    if document is None:
        raise ExportError("rien à mettre en page : il manque le document", hint="composer la lettre d'abord")
    try:
        return typeset(lowered(document, _ruler(strict=False)))
    except NoGlyphError:  # known characters put together in a way that no font draws: each is shown by its number
        return typeset(lowered(document, _ruler(strict=True)))


@lru_cache(maxsize=2)
def _ruler(*, strict: bool) -> Ruler:
    """Give the ruler of our font, made once."""
    return Ruler(font_face(), strict=strict)
