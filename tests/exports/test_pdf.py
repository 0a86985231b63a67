"""The PDF file: the same words as in Word, on pages that say whose they are, readable by eye, by ear and by program."""

import hashlib
import io
import os
import subprocess
import sys
from functools import cache
from importlib.machinery import BuiltinImporter
from pathlib import Path

import pytest
from pypdf import PdfReader

from lls_drafter.document.blocks import (
    Block,
    Box,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    List,
    Manner,
    Paragraph,
    Part,
    Run,
    Symbol,
    Table,
    Title,
)
from lls_drafter.errors import ExportError
from lls_drafter.exports import RenderRequest
from lls_drafter.exports import render as render_as
from lls_drafter.exports.pdf import engine, render, ruler
from lls_drafter.exports.pdf.engine import NoGlyphError, typeset
from lls_drafter.exports.pdf.face import FaceError, read_face
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import EXAMPLES, composed, example, letter, read_example, template
from tests.exports.pdf_reading import bare, pdf_text, read_pages, read_structure
from tests.exports.readers import docx_text

REQUEST = RenderRequest(lettre=Lettre())
ROOT = Path(__file__).resolve().parents[2]


def page(*blocks: Block, large: bool = False, header: str = "", watermark: str = "") -> bytes:
    """Give the PDF file of a few blocks."""
    document = Document(title="Essai", header=header, watermark=watermark, parts=(Part("essai", blocks),), large=large)
    return render(document, REQUEST)


@cache
def made(start: str) -> bytes:
    """Give the PDF file of a shipped example."""
    return render(composed(example(start)), REQUEST)


def words(text: str) -> list[str]:
    """Give the lines of a text that say something, without white space; bullets are the layout's."""
    return [line for line in (bare(part) for part in text.split("\n")) if line not in ("", "•", "–")]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_pdf_says_what_word_says(path: Path) -> None:
    """The two papers have the same texts, in the same order: only the layout differs."""
    lettre = read_example(path)
    document = composed(lettre)

    word = docx_text(render_as("docx", document, RenderRequest(lettre=lettre, papier=template().papier)))

    assert "".join(words(word)) == "".join(words(pdf_text(render(document, REQUEST))))


def test_cell_that_lies_over_pages_is_one_text() -> None:
    """A row longer than a page goes on, cell by cell, and nothing of it is cut."""
    long = "Phrase numérotée, assez longue. " * 300
    rows = (((((Run(long),),)), ((Run("voisine"),),)),)

    data = page(Table((Column("Un", 500), Column("Deux", 500)), rows))

    assert len(read_pages(data)) > 1
    assert bare(long) in bare(pdf_text(data))


def test_short_rows_and_those_that_say_more_of_them_stay_together() -> None:
    """A drug stays on one page, with the row of one cell that completes it."""
    columns = (Column("Un", 500), Column("Deux", 500))
    rows = tuple(
        row
        for number in range(60)
        for row in (
            (((Run(f"début {number}"),),), ((Run("mot " * 60),),)),
            (((Run(f"fin {number}"),),),),
        )
    )

    pages = [" ".join(said.marked.values()) for said in read_pages(page(Table(columns, rows)))]

    assert len(pages) > 2
    assert [] == [n for n in range(60) for said in pages if (f"début {n}" in said) != (f"fin {n}" in said)]


def test_each_page_of_a_table_repeats_its_headings() -> None:
    """Nobody has to turn back to know what a column is."""
    rows = tuple((((Run(f"ligne {number}"),),),) for number in range(150))

    pages = read_pages(page(Table((Column("Nom, dosage", 1000),), rows)))

    assert len(pages) > 1
    assert all("Nom, dosage" in said.artifacts for said in pages[1:])


def test_room_to_sign_is_never_left_out() -> None:
    """The place for a handwritten signature keeps its height at the end of a page: it goes to the next one instead."""
    signature = Paragraph((Run("Signature manuscrite :"),), Manner.HANDWRITING)
    lines = [Paragraph((Run("ligne"),))] * 60
    full = next(n for n in range(40, 60) if len(read_pages(page(*lines[: n + 1]))) == 2)

    assert [1, 2] == [len(read_pages(page(*lines[: full - left], signature))) for left in (5, 3)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_every_page_names_the_patient_the_date_and_its_number(path: Path) -> None:
    """A page that is lost from its letter can still be told."""
    document = composed(read_example(path))

    pages = read_pages(render(document, REQUEST))

    assert [True] * len(pages) == [
        bare(document.header) in bare(said.artifacts)
        and bare(document.footer) in bare(said.artifacts)
        and f"Page{number}/{len(pages)}" in bare(said.artifacts)
        for number, said in enumerate(pages, 1)
    ]


@pytest.mark.parametrize(
    ("statut", "draft", "expected"),
    [("validee", False, ""), ("brouillon", True, "BROUILLON"), ("annulee", False, "ANNULÉE")],
)
def test_watermark_is_on_every_page_when_and_only_when_it_must(statut: str, draft: bool, expected: str) -> None:
    """Drafts and cancelled letters are crossed by a word on every page; a final letter is clean."""
    lettre = letter(statut=statut, synthese_medicale="Phrase assez longue. " * 500)

    document = composed(lettre, draft=draft)

    pages = read_pages(render(document, REQUEST))

    assert len(pages) > 1
    assert all(said.artifacts.startswith(f"{expected}{document.header}") for said in pages)


def test_long_header_is_cut_before_it_eats_the_page() -> None:
    """A header of a thousand words leaves room for the letter, and says that it goes on."""
    pages = read_pages(page(Paragraph((Run("le corps"),)), header="mot " * 1000))

    assert 1 == len(pages)
    assert "…" in pages[0].artifacts
    assert "le corps" in "".join(pages[0].marked.values())


def test_properties_name_the_author_and_no_patient() -> None:
    """Title, author, language and day come from the letter; the patient's name does not leave in the properties."""
    reader = PdfReader(io.BytesIO(made("a")))

    properties = reader.metadata
    catalog = reader.trailer["/Root"]
    assert properties is not None
    assert ("Lettre de liaison à la sortie d'hospitalisation", "Dr Anne KELLER") == (
        properties.title,
        properties.author,
    )
    assert {"D:20260310000000Z"} == {str(properties["/CreationDate"]), str(properties["/ModDate"])}
    assert "fr-FR" == catalog["/Lang"]  # type: ignore[index]
    assert b"TCHITCHI" not in catalog["/Metadata"].get_object().get_data()  # type: ignore[index]
    assert "TCHITCHI" not in "".join(map(str, properties.values()))


def test_letter_is_tagged_for_listeners() -> None:
    """One title, headings under it, real lists and tables with headings, and a code that says what it is."""
    elements = list(read_structure(made("a")).walk())
    roles = [element.role for element in elements]

    drugs = next(element for element in elements if element.role == "/Table" and "DCI" in element.text())
    figures = [element for element in elements if element.role == "/Figure"]
    assert 1 == roles.count("/H1")
    assert roles.count("/H2") > 10
    assert roles.count("/LI") == roles.count("/LBody") > 10
    assert len(example("a").volet_medicamenteux) * 6 == sum(e.role == "/TD" for e in drugs.walk())
    assert 8 == sum(e.role == "/TH" for e in drugs.walk())
    assert ["Datamatrix" in str(figure.attributes["/Alt"]) for figure in figures] == [True]


def test_every_manner_and_every_block_is_drawn() -> None:
    """What the document says in any block reaches the page."""
    line = (Run("simple "), Run("gras ", strong=True), Run("manque ", missing=True), Run("discret\nsuite", quiet=True))
    data = page(
        *(Title(line, level) for level in (0, 1, 2)),
        *(Paragraph(line, manner) for manner in Manner),
        List((line, line)),
        Facts((Fact("un", line), Fact("deux", (Run("x"),)), Fact("trois", (Run("y"),)), Fact("long", line * 20)), 2),
        Facts((Fact("seul", line),)),
        Table((Column("A", 1, "groupe"), Column("B", 2, "groupe"), Column("C", 3)), ((((line, line)), (), (line,)),)),
        Box(line, (Paragraph(line), Box((), (List((line,)),)))),
        Columns((Paragraph(line),), (Symbol(((True,),), "légende", "code"), Paragraph(line))),
    )

    text = bare(pdf_text(data))
    expected = "simplegrasmanquediscretsuite"
    assert 3 + len(Manner) + 2 + 21 + 1 + 3 + 3 + 2 == text.count(expected)
    assert all(word in text for word in ("groupe", "légende", "un", "deux", "trois", "seul"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "β-bloquant, µg, μg, ≥ 2, ≤ 3, → sortie, 10⁹, H₂O, œdème, ½",
            "β-bloquant, µg, μg, ≥ 2, ≤ 3, → sortie, 10⁹, H₂O, œdème, ½",
        ),
        ("Ольга, Ελένη, Žižková, Nguyễn", "Ольга, Ελένη, Žižková, Nguyễn"),
        ("☐ à faire ☑ fait ✓", "☐ à faire ☑ fait ✓"),
        ("中 🙂", "[U+4E2D] [U+1F642]"),
        ("\ue000", "[U+E000]"),
        ("\ud800 x", "\ufffd x"),
        ("a\x00b\tc\rd\u2028e", "ab c de"),
    ],
)
def test_no_character_disappears_in_silence(typed: str, shown: str) -> None:
    """A character that no font draws, alone or as it stands, is shown by its number; what only acts has no shape."""
    assert shown == pdf_text(page(Paragraph((Run(typed),)))).strip().replace("\n\n", "\n")


def test_font_that_draws_less_than_was_said_costs_no_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """If typst brought another stand-in font one day, its characters would be shown by their numbers; ours stay."""
    monkeypatch.setattr(ruler, "_mono", lambda: frozenset({ord("中"), ord("☑")}))

    text = pdf_text(page(Paragraph((Run("β 中 ☑ é, е\u0301"),))))

    assert "β [U+4E2D] [U+2611] é, е[U+0301]" == text.strip()


def test_names_written_from_right_to_left_are_drawn() -> None:
    """Hebrew and Arabic have their letters; only their order on the line is the page's."""
    text = pdf_text(page(Paragraph((Run("שלום محمد"),))))

    assert set("שלוםمحمد") <= set(text)


AS_TYPED = (
    "\"droits\" et 'simples'", "a -- b --- c", "...", "#strong[x]", "*x* _y_ $z$", "@a <b>", "\\u{41}", "l'ami",
    "fi fl ffi", "a  b",
)  # fmt: skip


@pytest.mark.parametrize("typed", AS_TYPED)
def test_what_was_typed_is_what_is_read(typed: str) -> None:
    """No quote, dash, ellipsis, ligature or mark of typst is made of what was typed."""
    assert f"\n{typed}\n" == pdf_text(page(Paragraph((Run(typed),))))


def test_no_word_is_cut_with_a_hyphen() -> None:
    """A drug's name is never cut in two while there is room on the next line."""
    text = pdf_text(page(Paragraph((Run("hydrochlorothiazide anticonstitutionnellement " * 50),))))

    assert {"hydrochlorothiazide", "anticonstitutionnellement"} == set(text.split())


def test_word_wider_than_its_column_is_cut_where_it_must() -> None:
    """A figure leaves its unit before a word is cut; a word too wide for its column is cut, whole otherwise."""
    columns = (Column("Étroite", 150), Column("Large", 850))
    dose = ((Run("75\N{NO-BREAK SPACE}microgrammes", strong=True),),)
    word = ((Run("anticonstitutionnellement"),),)

    text = pdf_text(page(Table(columns, ((dose, word), (word, dose)))))

    narrow_dose, wide_word, narrow_word, wide_dose = [line for line in text.split("\n") if line][2:]
    assert "75\N{NO-BREAK SPACE}\u200bmicrogrammes" == narrow_dose
    assert "75\N{NO-BREAK SPACE}microgrammes" == wide_dose
    assert "anticonstitutionnellement" == wide_word == narrow_word.replace("\u200b", "")
    assert "\u200b" in narrow_word


def test_large_type_has_nothing_small() -> None:
    """A document for poor sight has no text under 14 points in its body."""
    blocks: tuple[Block, ...] = (
        Title((Run("titre"),)),
        Title((Run("sous-titre"),), 2),
        *(Paragraph((Run("texte"),), manner) for manner in Manner),
        Facts((Fact("libellé", (Run("valeur"),)),)),
        Table((Column("tête", 1),), ((((Run("cellule"),),),),)),
    )

    sizes = [set.union(*(said.sizes for said in read_pages(page(*blocks, large=large)))) for large in (False, True)]

    assert 8.0 == min(sizes[0])
    assert 14.0 == min(sizes[1])


def test_same_letter_gives_the_same_bytes_on_another_seat() -> None:
    """The hour, the zone, the locale and the order of hashing change nothing, the file's own identifier included."""
    code = (
        "import hashlib; from tests.exports.test_pdf import *; "
        "print(hashlib.sha256(render(composed(example('c')), REQUEST)).hexdigest())"
    )
    environment = os.environ | {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}

    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == hashlib.sha256(made("c")).hexdigest()


def test_letter_of_forty_drugs_and_twenty_pages_is_whole() -> None:
    """The longest letters print, every row of them."""
    rows = example("a").volet_medicamenteux
    many = tuple(rows[n % len(rows)].replace(cle=f"l{n}") for n in range(40))
    lettre = example("a").replace(volet_medicamenteux=many, synthese_medicale="Phrase du séjour, sans suite. " * 3600)

    data = render(composed(lettre), REQUEST)

    drugs = next(e for e in read_structure(data).walk() if e.role == "/Table" and "DCI" in e.text())
    assert len(read_pages(data)) >= 20
    assert 240 == sum(element.role == "/TD" for element in drugs.walk())


def test_only_our_fonts_are_used_and_they_are_in_the_file() -> None:
    """The file looks the same everywhere: nothing is taken from the reader's system, nor from the maker's."""
    reader = PdfReader(io.BytesIO(page(Paragraph((Run("Ω é ☑", strong=True),)), Paragraph((Run("simple"),)))))

    fonts = [font.get_object() for one in reader.pages for font in one["/Resources"]["/Font"].values()]  # type: ignore[index]
    names = {font["/BaseFont"].partition("+")[2] for font in fonts}
    inside = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert {"Arimo-Regular", "DejaVuSansMono-Bold"} == names
    assert all("/FontFile2" in font for font in inside)


def test_failure_of_typst_does_not_quote_the_letter() -> None:
    """A report of an error holds no patient data: typst's own message, which quotes texts, goes nowhere."""
    with pytest.raises(ExportError, match="la mise en page du PDF a échoué") as caught:
        typeset({"title": "SECRET"})

    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "SECRET" not in f"{caught.value} {caught.value.hint}"


def test_missing_shape_is_told_apart() -> None:
    """A text that no font draws is an error of its own, never a hole in the page."""
    tree = {
        "title": "", "author": "", "day": [2026, 1, 1], "lang": "fr", "region": "", "watermark": "", "width": 1,
        "sizes": {"margin": 8, "body": 9}, "header": {"lines": 1, "runs": []}, "footer": {"lines": 1, "runs": []},
        "blocks": [{"kind": "paragraph", "manner": "body", "body": "中"}],
    }  # fmt: skip

    with pytest.raises(NoGlyphError):
        typeset(tree)


def test_pdf_without_its_complement_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A seat installed without the extra is told what to install."""
    import lls_drafter.exports.pdf as module

    for cached in (module._ruler, engine.font_face, engine._compiler):
        cached.cache_clear()
    for name in ("typst", "fontpkg_arimo"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "meta_path", [BuiltinImporter])

    with pytest.raises(ExportError, match="complément qui n'est pas installé") as caught:
        render(Document(title="x"), REQUEST)

    assert "pip install 'lls-drafter[pdf]'" == caught.value.hint


def test_font_is_read_as_it_is() -> None:
    """The widths are Arial's; a font that is cut is told as such, wherever it is cut."""
    data = (engine._font_folder() / engine._FONT).read_bytes()

    widths = read_face(data).widths
    assert [0.667, 0.222, 0.556] == [round(widths[ord(character)], 3) for character in "Ai0"]
    for size in (0, 10, 100, 1000, 10_000):
        with pytest.raises(FaceError):
            read_face(data[:size])
