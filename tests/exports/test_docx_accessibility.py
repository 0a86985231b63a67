"""The Word file for who listens to it: headings, language, alternative texts, tables that say what they are."""

from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from lls_drafter.document.blocks import Document, Title, inlines, plain
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.docx import render
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import EXAMPLES, composed, read_example, template
from tests.exports.papers import in_memory
from tests.exports.readers import W, docx_text, part, squeeze

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
SHAPE = "{urn:schemas-microsoft-com:vml}shape"

every_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])


def made(document: Document) -> bytes:
    """Give the Word file of a document on the built-in paper."""
    return render(document, RenderRequest(lettre=Lettre(), papier=template().papier))


def headings(data: bytes) -> list[tuple[int, str]]:
    """Give the headings of a file: level and text; the title is of level 0."""
    levels = {"Title": 0, "Heading1": 1, "Heading2": 2}
    found = []
    for paragraph in part(data, "word/document.xml").iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in levels:
            text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
            found.append((levels[str(style.get(f"{W}val"))], text))
    return found


@every_example
@pytest.mark.parametrize("draft", [False, True])
def test_headings_go_down_one_level_at_a_time(path: Path, draft: bool) -> None:
    """One title first, then sections, then what is in them; no heading is empty."""
    found = headings(made(composed(read_example(path), draft=draft)))

    assert [0] == [level for level, _ in found if level == 0]
    assert 0 == found[0][0]
    assert all(after - before <= 1 for (before, _), (after, _) in pairwise(found))
    assert all(text.strip() for _, text in found)


def test_headings_have_the_outline_levels_of_their_styles() -> None:
    """Word's navigation pane and screen readers follow outline levels, not looks."""
    styles = {
        one.get(f"{W}styleId"): one for one in part(made(composed(Lettre())), "word/styles.xml").iter(f"{W}style")
    }

    levels = [styles[f"Heading{level}"].find(f"{W}pPr/{W}outlineLvl") for level in (1, 2)]
    assert ["0", "1"] == [None if level is None else level.get(f"{W}val") for level in levels]


def test_file_says_its_title_and_its_language() -> None:
    """Title and language are in the properties, in the styles and in the settings."""
    parts = in_memory(made(composed(Lettre())))

    properties = parts["docProps/core.xml"].decode()
    assert "<dc:title>Lettre de liaison à la sortie d'hospitalisation</dc:title>" in properties
    assert "<dc:language>fr-FR</dc:language>" in properties
    languages = etree.fromstring(parts["word/styles.xml"]).iter(f"{W}lang")
    assert {"fr-FR"} == {one.get(f"{W}val") for one in languages}
    assert 'w:themeFontLang w:val="fr-FR"' in parts["word/settings.xml"].decode()


@every_example
def test_pictures_have_alternative_texts(path: Path) -> None:
    """Each picture of the body, and each watermark, says what it is."""
    data = made(composed(read_example(path), draft=True))

    for name in ("word/document.xml", "word/header1.xml"):
        root = part(data, name)
        assert all((one.get("descr") or "").strip() for one in root.iter(DRAWN))
        assert all((one.get("alt") or "").strip() for one in root.iter(SHAPE))


@every_example
def test_tables_say_whether_they_have_headings(path: Path) -> None:
    """A table of data repeats its headings and says so; one that only lays out has none, and no empty row."""
    for table in part(made(composed(read_example(path))), "word/document.xml").iter(f"{W}tbl"):
        style = table.find(f"{W}tblPr/{W}tblStyle")
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert style is not None
        assert look is not None
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]
        is_data = style.get(f"{W}val") == "LLSTableau"
        assert is_data == heads[0] == (look.get(f"{W}firstRow") == "1")
        assert sorted(heads, reverse=True) == heads
        assert all(row.findall(f"{W}tc") for row in table.findall(f"{W}tr"))


@every_example
def test_reading_order_is_the_order_of_the_document(path: Path) -> None:
    """What is listened to comes in the order in which the document says it, side by side stacks included."""
    document = composed(read_example(path), draft=True)
    text = squeeze(docx_text(made(document)).replace("\N{NO-BREAK SPACE}", " "))
    at = 0

    for line in inlines(document.blocks):
        words = squeeze(plain(line).replace("\N{NO-BREAK SPACE}", " "))
        at = text.index(words, at)


def test_titles_of_a_document_are_all_headings() -> None:
    """No title is only a paragraph in bold."""
    document = composed(read_example(EXAMPLES[0]))

    titles = {plain(block.runs) for block in document.blocks if isinstance(block, Title)}
    assert set() == titles - {text for _, text in headings(made(document))}
