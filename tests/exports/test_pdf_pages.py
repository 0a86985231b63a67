"""The printed pages, looked at by programs that share no code with ours: poppler, zxing-cpp, PDFBox Preflight."""

import re
import subprocess
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from lls_drafter.document.blocks import Column, Document, Fact, Facts, Inline, Paragraph, Part, Run, Table, Title
from lls_drafter.document.compose import CompositionRequest
from lls_drafter.document.ins_symbol import ins_payload
from lls_drafter.document.patient_sheet.sheet import compose_patient_sheet
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.pdf import render
from lls_drafter.exports.pdf.engine import font_face
from lls_drafter.exports.pdf.mono import mono_characters
from lls_drafter.exports.pdf.ruler import Ruler
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.text import clean_text
from tests.document.letters import EXAMPLES, composed, example, letter, read_example, template
from tests.document.test_ins_symbol import qualified
from tests.exports.pdf_reading import bare, pdf_text
from tests.exports.preflight import judged
from tests.exports.test_docx_symbol import LONGEST, scanned
from tests.strategies import NASTY
from tests.tools import require_tool

REQUEST = RenderRequest(lettre=Lettre())
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
LEFT, RIGHT, TOP, BOTTOM = 48.1, 547.2, 24.0, 819.0
Box = tuple[float, float, float, float, str]


def nasty() -> Lettre:
    """Give a letter full of texts made to do harm, in every narrow place."""
    texts = [clean_text(text)[:400] for text in NASTY]
    return letter(
        synthese_medicale="\n\n".join(texts),
        antecedents=texts[-2],
        etablissement={"nom": texts[2], "service": texts[-2]},
        rubriques={f"libre{n}": {"titre": text, "texte": text} for n, text in enumerate(texts)},
        suites_a_donner=[{"action": text, "qui": text, "quand": text} for text in texts],
        volet_medicamenteux=[
            {"cle": f"l{n}", "devenir": "ajoute", "sortie": {"medicament": {"libelle": text}, "posologie": text}}
            for n, text in enumerate(texts)
        ],
    )


@cache
def files() -> dict[str, bytes]:
    """Give the files to judge: the examples, the patient's sheet, drafts, hostile texts, every character."""
    face = font_face()
    drawn = [chr(code) for code in sorted({*face.widths, *mono_characters()})]
    ruler = Ruler(face)
    characters = [character for character in drawn if ruler.drawable(character) == character]
    sheet = CompositionRequest(lettre=example("a"), template=template(), brouillon=False)
    every = Document(title="Tout", parts=(Part("tout", (Paragraph((Run(" ".join(characters)),)),)),))
    documents = {
        **{path.name[0]: composed(read_example(path)) for path in EXAMPLES},
        "fiche": compose_patient_sheet(sheet),
        "brouillon": composed(example("b"), draft=True),
        "vide": composed(Lettre(), draft=True),
        "annulee": composed(letter(statut="annulee")),
        "hostile": composed(nasty()),
        "caracteres": every,
    }
    return {name: render(document, REQUEST) for name, document in documents.items()}


def boxes(data: bytes, folder: Path) -> list[list[Box]]:
    """Give where each word lies on each page, in points from the top left."""
    source = folder / "page.pdf"
    source.write_bytes(data)
    command = [require_tool("pdftotext"), "-bbox", str(source), "-"]
    found = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    return [
        [(*map(float, word[:4]), unescape(word[4])) for word in WORD.findall(part)]  # type: ignore[misc]
        for part in found.split("<page ")[1:]
    ]


@pytest.mark.office
@pytest.mark.parametrize("name", [*(path.name[0] for path in EXAMPLES), "fiche", "hostile"])
def test_nothing_leaves_the_page_nor_covers_its_neighbour(name: str, tmp_path: Path) -> None:
    """Every word lies between the margins, and no two words lie on one another, in whatever narrow cell."""
    for page in boxes(files()[name], tmp_path):
        words = sorted(page, key=lambda word: word[1])
        assert [] == [w for w in words if w[0] < LEFT or w[2] > RIGHT or w[1] < TOP or w[3] > BOTTOM]
        assert [] == [
            (first[4], second[4])
            for at, first in enumerate(words)
            for second in words[at + 1 :]
            if second[1] < first[3] - 3 and min(first[2], second[2]) - max(first[0], second[0]) > 1
        ]


@pytest.mark.office
@pytest.mark.parametrize("name", ["محمد", "שלום", "محمد علي"])
def test_figures_stay_after_a_name_written_from_right_to_left(name: str, tmp_path: Path) -> None:
    """A dose that follows an Arabic or Hebrew name is not carried to its other side, away from its unit."""
    data = render(Document(title="x", parts=(Part("x", (Paragraph((Run(f"Pour {name} 5 mg"),)),)),)), REQUEST)

    words = sorted(word for word in boxes(data, tmp_path)[0] if word[1] < 100)
    said = bare("".join(word[4] for word in words))
    assert ("Pour", "5mg") == (said[:4], said[-3:])
    assert set(bare(name)) == set(said[4:-3])


@pytest.mark.office
def test_a_heading_is_never_alone_at_the_end_of_a_page(tmp_path: Path) -> None:
    """A heading is followed by something of its own on its page, wherever it falls."""
    line: Inline = (Run("texte"),)
    follows = (Paragraph(line), Facts((Fact("libellé", line),)), Table((Column("tête", 1),), (((line,),),)))
    for count in range(44, 56):
        for after in follows:
            blocks = (*[Paragraph((Run("avant"),))] * count, Title((Run("TITRE"),)), after)
            pages = boxes(render(Document(title="x", parts=(Part("x", blocks),)), REQUEST), tmp_path)
            words = [[word[4] for word in page if word[4] not in ("Page", "/", "1", "2")] for page in pages]
            assert "TITRE" != words[0][-1]


@pytest.mark.office
@pytest.mark.parametrize("dpi", ["300", "150"])
def test_code_is_read_back_from_the_printed_page(dpi: str, tmp_path: Path) -> None:
    """Another library reads the identity on the page, at the resolution of a printer and at that of a fax."""
    pdftoppm = require_tool("pdftoppm")
    for name, lettre in {"a": example("a"), "longest": qualified(**LONGEST)}.items():
        source, target = tmp_path / f"{name}.pdf", tmp_path / name
        source.write_bytes(render(composed(lettre), REQUEST))
        command = [pdftoppm, "-gray", "-r", dpi, "-l", "1", "-singlefile", str(source), str(target)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)

        assert [ins_payload(lettre)] == scanned(target.with_suffix(".pgm"))


@pytest.mark.office
def test_fonts_are_all_in_the_file(tmp_path: Path) -> None:
    """Poppler too finds every font embedded, as a subset, with its map to text."""
    source = tmp_path / "page.pdf"
    source.write_bytes(files()["hostile"])
    command = [require_tool("pdffonts"), str(source)]
    listed = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode().splitlines()[2:]

    assert listed
    assert [["yes", "yes", "yes"]] * len(listed) == [line.split()[-5:-2] for line in listed]


@pytest.mark.office
def test_another_reader_finds_the_same_words(tmp_path: Path) -> None:
    """Poppler, which looks at places and not at the structure, reads the words of the structure."""
    by_place = {word[4] for page in boxes(files()["c"], tmp_path) for word in page}
    by_structure = set(pdf_text(files()["c"]).split())

    assert set() == by_structure - by_place


@pytest.mark.office
def test_files_are_valid_pdf_a(tmp_path: Path) -> None:
    """PDFBox Preflight finds no fault: what a CDA document embeds is PDF/A-1b, drafts and hostile texts included."""
    assert dict.fromkeys(files(), ()) == judged(files(), tmp_path)


@pytest.mark.office
def test_judge_sees_a_fault(tmp_path: Path) -> None:
    """A judge that lets everything pass would prove nothing."""
    wrong = files()["vide"].replace(b"/FontFile2", b"/FontFileX")

    assert () != judged({"faux": wrong}, tmp_path)["faux"]
