"""The text for the terminal."""

import unicodedata
from pathlib import Path

import pytest

from lls_drafter.document.blocks import (
    Box,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    List,
    Paragraph,
    Part,
    Run,
    Table,
    Title,
)
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.text import render
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import EXAMPLES, composed, read_example

REQUEST = RenderRequest(lettre=Lettre())


def laid_out(*blocks: object, width: int = 80, watermark: str = "") -> str:
    """Lay blocks out as text."""
    document = Document(title="", watermark=watermark, parts=(Part("p", blocks),))  # type: ignore[arg-type]
    return render(document, RenderRequest(lettre=Lettre(), width=width)).decode()


def words(text: str) -> tuple[Run, ...]:
    """Give one run."""
    return (Run(text),)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
@pytest.mark.parametrize("draft", [True, False])
def test_text_fits_the_terminal(path: Path, draft: bool) -> None:
    """Real letters fit in 80 columns, with no control character and no box drawing."""
    shown = render(composed(read_example(path), draft=draft), REQUEST).decode()

    assert [] == [line for line in shown.split("\n") if len(line) > 80]
    assert set() == {c for c in shown if unicodedata.category(c) == "Cc" and c != "\n"}
    assert set() == {c for c in shown if 0x2500 <= ord(c) <= 0x257F}


def test_long_words_are_not_cut() -> None:
    """A word longer than the line stays whole, so that it can be found and copied."""
    assert "x" * 200 in laid_out(Paragraph(words("a " + "x" * 200 + " b")))


def test_tables_are_read_row_by_row() -> None:
    """Each cell stands under its column's name; empty cells are left out, dashes are not."""
    columns = (Column("Nom", 500, "Avant", "Avant"), Column("Posologie", 500))
    table = Table(columns, ((((words("furosémide"),), (words("1 le matin"), words("5 j")))), (((),), (words("—"),))))

    assert "1. Avant : furosémide\n   Posologie : 1 le matin\n     5 j\n2. Posologie : —\n" == laid_out(table)


def test_blocks_are_laid_out_in_words() -> None:
    """Headings are underlined, labels come before their values, a frame is a title and an indent."""
    shown = laid_out(
        Title(words("Titre"), level=0),
        Title(words("Section")),
        Facts((Fact("Sexe", words("féminin")),)),
        List((words("un"), words("deux"))),
        Box(words("Cadre"), (Paragraph(words("dedans")),)),
        Columns((Paragraph(words("gauche")),), (Paragraph(words("droite")),)),
    )

    assert (
        "Titre\n=====\n\nSection\n-------\nSexe : féminin\n\n- un\n- deux\n\n[ Cadre ]\n  dedans\n\ngauche\n\ndroite\n"
        == shown
    )


def test_draft_says_so_at_both_ends() -> None:
    """A text is read from its start or from its end: both say that it is a draft."""
    shown = laid_out(Paragraph(words("a")), watermark="BROUILLON").strip().split("\n")

    assert ("*** BROUILLON ***", "*** BROUILLON ***") == (shown[0], shown[-1])


def test_escape_sequences_never_reach_the_terminal() -> None:
    """Whatever reaches the exporter, no escape byte leaves it."""
    assert "\x1b" not in laid_out(Paragraph(words("a\x1b[31mb\x9bc\ud800")))
