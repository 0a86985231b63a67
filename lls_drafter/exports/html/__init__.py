"""A document as one HTML file that stands alone: read on a phone or a screen, printed on A4.

- no script, nothing loaded from elsewhere: a Content-Security-Policy lets in this file's own style sheet only;
- landmarks, one heading of level 1, tables with headings: `docs/adr/0021` says what is checked and how;
- on paper, each page has the header, the footer and its number; a draft and a cancelled letter are crossed by a word;
- file properties: title, author, and the day of the validation; no patient's name;
- the same document gives the same bytes.
"""

from lls_drafter.document.blocks import Document
from lls_drafter.errors import ExportError
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.html.body import Writer
from lls_drafter.exports.html.sheet import Sheet
from lls_drafter.exports.html.shell import standalone
from lls_drafter.exports.html.text import escape, text_html

_BODY = """{watermark}<div class="lettre">
<header>
{header}</header>
<main>
{main}</main>
<footer>
{footer}</footer>
</div>
"""
# Along a path, not turned by a transform: Chromium forgets transforms on what it repeats on each printed page.
_WATERMARK = (
    '<svg class="filigrane" viewBox="0 0 200 200" aria-hidden="true" focusable="false">'
    '<path id="diagonale" fill="none" d="M15 198L198 15"/><text text-anchor="middle">'
    '<textPath href="#diagonale" startOffset="50%" textLength="{length}" lengthAdjust="spacingAndGlyphs">{text}'
    "</textPath></text></svg>\n"
)
_LONGEST_WATERMARK = 230
_LETTER = 24


def render(document: Document | None, _request: RenderRequest) -> bytes:
    """Give the HTML file.

    Raises:
        ExportError: there is no document.
    """
    if document is None:
        raise ExportError("rien à mettre en page", hint="composer la lettre d'abord")
    sheet = Sheet()
    main = Writer(sheet).document(document)
    sheet.foot(document.footer)
    body = _BODY.format(
        watermark=_watermark(document.watermark),
        header=_line(document.watermark, "marque") + _line(document.header),
        main=main,
        footer=_line(document.footer),
    )
    return standalone(
        f"{document.watermark} – {document.title}" if document.watermark else document.title,
        sheet.text(),
        body,
        lang=document.lang.partition("-")[0],
        kind="grand" if document.large else "",
        properties=_properties(document),
    )


def _properties(document: Document) -> str:
    """Give what the file says of itself."""
    author = f'<meta name="author" content="{escape(document.author)}">\n' if document.author else ""
    return author + (f'<meta name="dcterms.created" content="{document.created}">\n' if document.created else "")


def _line(text: str, kind: str = "") -> str:
    """Give a paragraph of the header or of the footer, nothing when it would say nothing."""
    if not text.strip():
        return ""
    return f'<p class="{kind}">{text_html(text)}</p>\n' if kind else f"<p>{text_html(text)}</p>\n"


def _watermark(text: str) -> str:
    """Give the word across every page; the header says it too, for who cannot see it."""
    length = min(len(text) * _LETTER, _LONGEST_WATERMARK)
    return _WATERMARK.format(text=escape(text), length=length) if text else ""
