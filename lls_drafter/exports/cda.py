"""The letter as a CDA R2 document, structured or with its PDF inside: the work is done in `lls_drafter.cda`."""

from lls_drafter.cda.writer.document import CdaRequest, write_level1, write_level3
from lls_drafter.document.blocks import Document
from lls_drafter.errors import ExportError
from lls_drafter.exports import RenderRequest


def render(document: Document | None, request: RenderRequest) -> bytes:
    """Give the structured document (level 3).

    Raises:
        MissingForExportError: the letter lacks something that the model demands; it is named.
    """
    return write_level3(_request(document, request))


def render_level1(document: Document | None, request: RenderRequest) -> bytes:
    """Give the document that holds the letter's PDF (level 1).

    Raises:
        MissingForExportError: the letter lacks something that the header demands; it is named.
        ExportError: the PDF cannot be made.
    """
    asked = _request(document, request)
    from lls_drafter.exports.pdf import render as render_pdf  # noqa: PLC0415 - level 3 does without

    return write_level1(asked, lambda: render_pdf(document, request))


def _request(document: Document | None, request: RenderRequest) -> CdaRequest:
    """Give what a document is made of."""
    if document is None:
        raise ExportError("rien à mettre en page", hint="composer la lettre d'abord")
    moment = request.moment
    if moment is None or moment.tzinfo is None:
        raise ExportError(
            "un document CDA dit quand il a été fait, avec le fuseau horaire", hint="passer par « lls rendre »"
        )
    return CdaRequest(lettre=request.lettre, words=document, moment=moment, racine=request.racine)
