"""The HTML file as Chromium shows it on a phone and on a desk, prints it, and as axe-core judges it."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp

from lls_drafter.document.ins_symbol import ins_payload
from lls_drafter.document.withheld import printable_texts
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.html import render
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import EXAMPLES, composed, example, letter, read_example
from tests.exports.browser import DESK, PHONE, Case, Sight, drawn_pages, look, print_pdf, printed_pages
from tests.exports.readers import squeeze

# One run of the browser judges all pages: the tests that share it go to one worker.
pytestmark = [pytest.mark.office, pytest.mark.xdist_group("chromium")]

BOTH = (PHONE, DESK)
INK = "rgb(31, 56, 100)"
WATERMARK = b"\xe4"  # its grey
INJECTED = b"<style>h2 { color: red !important; }</style><script>window.fait = true;</script></main>"
NAMES = [path.name[0] for path in EXAMPLES]
Sights = dict[tuple[str, int], Sight]


def page(lettre: Lettre, *, draft: bool = False, large: bool = False) -> bytes:
    """Give the HTML file of a letter."""
    return render(replace(composed(lettre, draft=draft), large=large), RenderRequest(lettre=lettre))


def broken() -> bytes:
    """Give a page with faults that the judge must see: no language, no main part, pale text, a line too wide."""
    text = page(example("c")).decode()
    changes = {
        '<html lang="fr">': "<html>",
        "<main>": "<div>",
        "</main>": "</div>",
        "--discret: #595959": "--discret: #ccc",
    }
    for old, new in {**changes, "overflow-wrap: anywhere": "min-width: 900px"}.items():
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def hostile() -> Lettre:
    """Give a letter with words and lines that no layout expects."""
    endless = "mot" * 300
    row = {"cle": "a", "devenir": "ajoute", "sortie": {"medicament": {"libelle": endless}, "posologie": endless}}
    return letter(motif_hospitalisation=endless, patient={"nom_naissance": "MARTIN"}, volet_medicamenteux=[row])


@pytest.fixture(scope="module")
def sights(tmp_path_factory: pytest.TempPathFactory) -> Sights:
    """Give what the browser saw, in one run."""
    written = page(example("c"))
    attacked = written.replace(b"</main>", INJECTED)
    examples = [
        Case(name=path.name[0], page=page(read_example(path)), widths=BOTH if path is EXAMPLES[0] else (PHONE,))
        for path in EXAMPLES
    ]
    return look(
        [
            *examples,
            Case(name="brouillon", page=page(example("d"), draft=True), widths=BOTH),
            Case(name="vide", page=page(Lettre(), draft=True), widths=BOTH),
            Case(name="grand", page=page(example("c"), large=True)),
            Case(name="hostile", page=page(hostile(), draft=True)),
            Case(name="fautive", page=broken()),
            Case(name="tenue", page=written, keeps_policy=True),
            Case(name="attaquée", page=attacked, keeps_policy=True),
            Case(name="sans défense", page=attacked),
        ],
        tmp_path_factory.mktemp("chromium"),
    )


@pytest.mark.parametrize("name", [*NAMES, "brouillon", "vide", "grand", "hostile"])
def test_page_breaks_no_rule_of_accessibility(sights: Sights, name: str) -> None:
    """axe-core finds nothing to say, however slight, of any letter, draft or empty draft, at any width looked at."""
    faults = {width: sight.faults for (seen, width), sight in sights.items() if seen == name}

    assert faults
    assert all(found == () for found in faults.values()), faults


@pytest.mark.parametrize("name", [*NAMES, "brouillon", "vide", "grand", "hostile"])
def test_page_fits_a_phone(sights: Sights, name: str) -> None:
    """Nothing is wider than a phone of 360 pixels, endless words included: no line is read by scrolling sideways."""
    sight = sights[name, PHONE]

    assert (PHONE, PHONE) == (sight.shown, sight.wide)


def test_judge_sees_faults(sights: Sights) -> None:
    """A page without language, main part or contrast, and too wide, does not pass."""
    sight = sights["fautive", PHONE]

    assert {"html-has-lang", "landmark-one-main", "color-contrast"} <= {fault.id for fault in sight.faults}
    assert sight.wide > PHONE


def test_policy_lets_in_our_sheet_and_nothing_else(sights: Sights) -> None:
    """Under its policy the page has its looks, and neither a style nor a script that is not its own."""
    assert (INK, False) == (sights["tenue", PHONE].ink, sights["tenue", PHONE].ran)
    assert (INK, False) == (sights["attaquée", PHONE].ink, sights["attaquée", PHONE].ran)
    assert ("rgb(255, 0, 0)", True) == (sights["sans défense", PHONE].ink, sights["sans défense", PHONE].ran)


def test_large_type_has_no_text_under_14_points(sights: Sights) -> None:
    """A document for poor sight is large everywhere in its body; the others are not."""
    points = {name: sights[name, PHONE].smallest * 72 / 96 for name in ("c", "grand")}

    assert points["grand"] >= 14
    assert 10 <= points["c"] < 14


def words(text: str) -> set[str]:
    """Give the words of a text: what a line end between them may not cut."""
    return set(re.findall(r"\w+", text))


@pytest.mark.parametrize(("start", "draft"), [("a", False), ("e", True)])
def test_print_has_every_word_and_tells_each_page(tmp_path: Path, start: str, draft: bool) -> None:
    """No word is lost or cut on paper; each page names the patient, its number, the mentions, and is marked a draft."""
    lettre = example(start)
    document = composed(lettre, draft=draft)

    pdf = print_pdf(page(lettre, draft=draft), tmp_path)
    pages = printed_pages(pdf)

    printed = words(" ".join(pages))
    assert [] == [word for _, text in printable_texts(lettre) for word in words(text) - printed]
    assert 3 < len(pages) < 7
    for number, text in enumerate(pages, 1):
        told = squeeze(text)
        assert squeeze(document.header) in told
        assert squeeze(document.footer) in told
        assert f"Page {number} / {len(pages)}" in told
        assert draft == told.startswith("BROUILLON")
        assert ".html" not in told  # the browser's own line, with the name of the file
    crossed = [bytes(drawn).count(WATERMARK) / drawn.nbytes for drawn in drawn_pages(pdf, 40)]
    assert [draft] * len(pages) == [share > 0.005 for share in crossed]


def test_print_cuts_no_text_longer_than_a_page(tmp_path: Path) -> None:
    """A cell, a frame or a paragraph that no page can hold goes on over the next ones."""
    long = " ".join(f"mot{number}" for number in range(2000))
    row = {"cle": "a", "devenir": "ajoute", "sortie": {"medicament": {"libelle": "court"}, "posologie": long}}
    lettre = letter(synthese_medicale=long, volet_medicamenteux=[row], consignes_patient={"conseils": long})

    printed = "\n".join(printed_pages(print_pdf(page(lettre), tmp_path))).split()

    times = Counter(printed)
    assert {4} == {times[f"mot{number}"] for number in range(2000)}  # the dose is in « L'essentiel » too


def test_printed_symbol_is_read_by_a_scanner(tmp_path: Path) -> None:
    """The datamatrix of the print, at 200 dots per inch, gives the identity; its modules measure half a millimetre."""
    lettre = example("a")
    image = drawn_pages(print_pdf(page(lettre), tmp_path), 200)[0]

    found = zxingcpp.read_barcodes(image)

    assert [(ins_payload(lettre) or "").encode()] == [bytes(one.bytes) for one in found]
    side = found[0].position.bottom_right.x - found[0].position.bottom_left.x
    assert side / 200 * 25.4 / 36 >= 0.5
