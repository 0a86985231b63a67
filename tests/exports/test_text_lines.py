"""The lines of the text, each run with the fields that it prints."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.document.blocks import (
    Box,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    Inline,
    List,
    Paragraph,
    Part,
    Run,
    Table,
    Title,
    plain,
)
from lls_drafter.document.withheld import printable_texts
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.text import render
from lls_drafter.exports.text_lines import lay_out
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from tests.document.letters import EXAMPLES, composed, read_example
from tests.exports.readers import squeeze
from tests.strategies import lettres

MOTIF = FieldPath.parse("motif_hospitalisation")
OTHER = FieldPath.parse("conclusion")


def laid_out(*blocks: object, width: int = 30) -> tuple[Inline, ...]:
    """Lay blocks out as lines of runs."""
    return lay_out(Document(title="", parts=(Part("p", blocks),)), width)  # type: ignore[arg-type]


def text_of(document: Document, width: int) -> list[str]:
    """Give the lines of the text output."""
    return render(document, RenderRequest(lettre=Lettre(), width=width)).decode().removesuffix("\n").split("\n")


def unnamed(lines: Sequence[Inline], lettre: Lettre) -> list[str]:
    """Give the addresses of the texts that no runs named after them print whole."""
    printed: dict[FieldPath, list[str]] = defaultdict(list)
    for line in lines:
        for run in line:
            for path in run.fields:
                printed[path].append(run.text)
    return [
        str(path) for path, text in printable_texts(lettre) if squeeze(text) not in squeeze("\n".join(printed[path]))
    ]


@given(lettre=lettres(), width=st.integers(20, 140), draft=st.booleans())
def test_lines_are_those_of_the_text(lettre: Lettre, width: int, draft: bool) -> None:
    """Whatever the letter and the width, the runs of a line are the line of the text, and each text has its field."""
    document = composed(lettre, draft=draft)
    lines = lay_out(document, width)

    assert text_of(document, width) == [plain(line) for line in lines]
    assert [] == unnamed(lines, lettre)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
@pytest.mark.parametrize("width", [30, 57, 80, 120])
def test_lines_of_real_letters_name_their_fields(path: Path, width: int) -> None:
    """In a complete letter, every text can be traced from the line that prints it to its field."""
    lettre = read_example(path)
    document = composed(lettre)
    lines = lay_out(document, width)

    assert text_of(document, width) == [plain(line) for line in lines]
    assert [] == unnamed(lines, lettre)


def test_runs_keep_their_manner_and_fields_however_they_are_cut() -> None:
    """A run cut by the end of a line is two runs of the same manner, field included; figures hold to their units."""
    lines = laid_out(
        Paragraph((
            Run("le patient prend "),
            Run("deux comprimés de 2,5 mg", strong=True, fields=(MOTIF,)),
            Run(" et ", quiet=True),
            Run("[à compléter : dose]", missing=True, fields=(OTHER,)),
        ))
    )  # fmt: skip

    assert (
        (Run("le patient prend "), Run("deux", strong=True, fields=(MOTIF,))),
        (
            Run("comprimés de 2,5\u00a0mg", strong=True, fields=(MOTIF,)),
            Run(" et ", quiet=True),
            Run("[à", missing=True, fields=(OTHER,)),
        ),
        (Run("compléter : dose]", missing=True, fields=(OTHER,)),),
    ) == lines


def test_layout_adds_runs_without_fields() -> None:
    """Labels, numbers, indents, frames and rules are nobody's field."""
    value = (Run("oui", fields=(MOTIF,)),)
    lines = laid_out(
        Title(value),
        Facts((Fact("Sexe", value),)),
        List((value,)),
        Table((Column("Nom", 500),), ((((*value,), value),),)),
        Box((Run("Cadre"),), (Paragraph(value),)),
        Columns((Paragraph(value),), ()),
    )

    assert {"oui"} == {run.text for line in lines for run in line if run.fields}
    assert [
        "oui",
        "---",
        "Sexe : oui",
        "",
        "- oui",
        "",
        "1. Nom : oui",
        "     oui",
        "",
        "[ Cadre ]",
        "  oui",
        "",
        "oui",
    ] == [plain(line) for line in lines]


def test_lines_begin_and_end_with_words_and_hold_no_empty_run() -> None:
    """No blank line at the ends, never two together, no run that says nothing."""
    lines = laid_out(Title((Run(""), Run("a"))), Title((Run("b"),), level=2), Paragraph(()), Paragraph((Run(""),)))

    assert ["a", "-", "", "b"] == [plain(line) for line in lines]
    assert [] == [run for line in lines for run in line if not run.text]


def test_nothing_to_lay_out_is_no_line() -> None:
    """An empty document has no line, and its text is an empty line."""
    assert () == laid_out()
    assert b"\n" == render(Document(title=""), RenderRequest(lettre=Lettre()))
