"""Letters for the tests of composition and outputs: the shipped examples, and short ways to make one's own."""

from functools import cache
from pathlib import Path

from lls_drafter.document.blocks import Document, inlines, plain
from lls_drafter.document.compose import CompositionRequest, compose
from lls_drafter.document.template import Template
from lls_drafter.document.withheld import Copy
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import letter_from_data, read_letter
from lls_drafter.packs.sources import builtin_root
from lls_drafter.packs.templates import load_template

EXAMPLES = sorted((builtin_root() / "templates" / "mco_standard" / "exemples").glob("*.lls.yaml"))


@cache
def template(name: str = "mco_standard") -> Template:
    """Give a built-in template, loaded once."""
    return load_template(name)


@cache
def example(start: str) -> Lettre:
    """Give a shipped example by the beginning of its file's name."""
    return read_example(next(path for path in EXAMPLES if path.name.startswith(start)))


def read_example(path: Path) -> Lettre:
    """Read an example."""
    return read_letter(path.read_text(encoding="utf-8"), name=path.name).lettre


def letter(**data: object) -> Lettre:
    """Make a letter of plain data, as a file would hold it."""
    return letter_from_data({"format": 1, **data})


def composed(lettre: Lettre, *, draft: bool = False, copy: Copy = Copy.FULL, modele: str = "mco_standard") -> Document:
    """Compose a letter with a built-in template."""
    return compose(CompositionRequest(lettre=lettre, template=template(modele), brouillon=draft, copy=copy))


def lines(document: Document, section: str | None = None) -> list[str]:
    """Give what a document says, a string per line of runs, with plain spaces; of one section when asked."""
    blocks = (
        document.blocks
        if section is None
        else (b for part in document.parts if part.id == section for b in part.blocks)
    )
    return [" ".join(plain(line).split(" ")).replace("\N{NO-BREAK SPACE}", " ") for line in inlines(blocks)]


def text(document: Document, section: str | None = None) -> str:
    """Give the same as one text."""
    return "\n".join(lines(document, section))
