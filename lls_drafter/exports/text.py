"""A document as plain text for the terminal.

- UTF-8, line feeds, no escape sequence, no box drawing: fit for a screen reader and for a pipe;
- wrapped on words: a word longer than the line stays whole, so that each text can be found again;
- tables row by row, one cell after the other under its column's name: six columns do not fit in 80 characters.
"""

from lls_drafter.document.blocks import Document, plain
from lls_drafter.errors import ExportError
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.text_lines import lay_out


def render(document: Document | None, request: RenderRequest) -> bytes:
    """Give the document as text of `request.width` columns: its lines (`text_lines`), joined.

    Raises:
        ExportError: there is no document.
    """
    if document is None:
        raise ExportError("rien à mettre en page", hint="composer la lettre d'abord")
    return "".join(f"{plain(line)}\n" for line in lay_out(document, request.width)).encode() or b"\n"
