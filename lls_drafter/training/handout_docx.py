"""A paper session as a Word file, on the built-in paper: the same exporter as the letter's."""

from lls_drafter.document.blocks import Document
from lls_drafter.exports import RenderRequest, render
from lls_drafter.letter.lettre import Lettre
from lls_drafter.packs.templates import load_template

_PAPER = "mco_standard"


def word_file(document: Document) -> bytes:
    """Give the Word file of a document of a case; the same document gives the same bytes.

    Raises:
        PackError: the built-in template is not there.
        ExportError: it could not be made.
    """
    papier = load_template(_PAPER).papier
    return render("docx", document, RenderRequest(lettre=Lettre(fictive=True), papier=papier))
