"""A heading that begins a page, in every output that has pages."""

import io
import zipfile

from pypdf import PdfReader

from lls_drafter.document.blocks import Document, Paragraph, Part, Run, Title
from lls_drafter.exports import RenderRequest, render
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import template


def _rendered(name: str, *, new_page: bool) -> bytes:
    blocks = (
        Title((Run("Premier"),)),
        Paragraph((Run("Un texte."),)),
        Title((Run("Second"),), new_page=new_page),
        Paragraph((Run("Un autre."),)),
    )
    document = Document(title="Essai", parts=(Part("essai", blocks),))
    return render(name, document, RenderRequest(lettre=Lettre(fictive=True), papier=template().papier))


def test_word_begins_a_page() -> None:
    """Word is told by the heading itself; another heading says nothing of pages."""
    told = [
        zipfile.ZipFile(io.BytesIO(_rendered("docx", new_page=new))).read("word/document.xml").count(b"pageBreakBefore")
        for new in (True, False)
    ]

    assert [1, 0] == told


def test_html_begins_a_page_on_paper() -> None:
    """The heading has a class, and the sheet its rule; a page without such a heading has neither."""
    assert [(1, 1), (0, 0)] == [
        (page.count(b'<h2 class="page">'), page.count(b".page{break-before:page}"))
        for page in (_rendered("html", new_page=new) for new in (True, False))
    ]


def test_pdf_begins_a_page() -> None:
    """What stands under the heading is on the next page."""
    pages = [
        [page.extract_text() for page in PdfReader(io.BytesIO(_rendered("pdf", new_page=new))).pages]
        for new in (True, False)
    ]

    assert ([2, 1], False, True) == ([len(one) for one in pages], "Second" in pages[0][0], "Second" in pages[0][1])


def test_text_says_the_same_without_pages() -> None:
    """A terminal has no pages: nothing is lost, nothing is added."""
    assert _rendered("txt", new_page=False) == _rendered("txt", new_page=True)
