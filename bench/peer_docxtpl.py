"""docxtpl doing the same work: a Word template with loops, the same paragraphs and the same tables."""

import io

import docx
from docxtpl import DocxTemplate

from lls_drafter.document.blocks import Document, Table, inlines, plain


class Peer:
    """A template made once, and the texts of a document to pour into it."""

    def __init__(self, document: Document) -> None:
        """Take the texts and tables of the document, and make a template with one loop for each."""
        self._texts = [
            plain(inline) for inline in inlines(block for block in document.blocks if not isinstance(block, Table))
        ]
        self._tables = [
            [[" ".join(plain(inline) for inline in cell) for cell in row] for row in block.rows]
            for block in document.blocks
            if isinstance(block, Table)
        ]
        word = docx.Document()
        word.add_paragraph("{%p for texte in textes %}")
        word.add_paragraph("{{ texte }}")
        word.add_paragraph("{%p endfor %}")
        for number, rows in enumerate(self._tables):
            width = len(rows[0]) if rows else 1
            table = word.add_table(rows=3, cols=width)
            table.rows[0].cells[0].text = f"{{%tr for row in tableau{number} %}}"
            for column in range(width):
                table.rows[1].cells[column].text = f"{{{{ row[{column}] }}}}"
            table.rows[2].cells[0].text = "{%tr endfor %}"
        out = io.BytesIO()
        word.save(out)
        self._template = out.getvalue()

    def render(self) -> bytes:
        """Render as docxtpl's users do: the template read, the context given, the file saved."""
        template = DocxTemplate(io.BytesIO(self._template))
        context = {"textes": self._texts} | {f"tableau{number}": rows for number, rows in enumerate(self._tables)}
        template.render(context, autoescape=True)
        out = io.BytesIO()
        template.save(out)
        return out.getvalue()
