"""The poster: five points, one page exactly, large letters, an audit's weakest criteria, a service's own words."""

import io
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lls_drafter.campaign import poster_docx as drawn
from lls_drafter.campaign.poster import Affiche, Encadre, Rappel, make_poster, read_poster_text, said_of_audit, weakest
from lls_drafter.campaign.poster_docx import poster_docx
from lls_drafter.campaign.poster_fit import ROOM, cut, fitted, french, lines, width_of
from lls_drafter.campaign.poster_pdf import poster_pdf
from lls_drafter.errors import ExportError, PackSchemaError, UsageError
from lls_drafter.exports.pdf.engine import font_face
from tests.campaign.audits import audit_data, read, written
from tests.exports.preflight import judged
from tests.exports.readers import docx_text, squeeze
from tests.tools import require_tool

MM: Final = 72 / 25.4
FRAME: Final = Encadre(
    titre="Chez nous, à améliorer d'abord",
    lignes=(("Identifier le patient", "0 %"), ("La remettre au patient", "18,5 %")),
    note="Part conforme. 200 lettres, sorties du 01/01/2026 au 31/03/2026. Estimation.",
)


def poster(**changes: object) -> Affiche:
    """Give the built-in poster, or one with other parts."""
    whole = Affiche(texte=read_poster_text(), lieu="Centre hospitalier de Valmont", encadre=None)
    return replace(whole, **changes)  # type: ignore[arg-type]


def pdf_pages(data: bytes) -> list[tuple[float, float]]:
    """Give the size of each page, in millimetres."""
    from pypdf import PdfReader

    boxes = [page.mediabox for page in PdfReader(io.BytesIO(data)).pages]
    return [(round(float(box.width) / MM), round(float(box.height) / MM)) for box in boxes]


def pdf_words(data: bytes) -> str:
    """Give the text of a file."""
    from pypdf import PdfReader

    return squeeze(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def test_poster_has_the_five_points_brought_up_to_date() -> None:
    """The five points of the campaign are there, without what has passed, each with what it was and why it changed."""
    text = read_poster_text()

    assert ["Intégrée", "Nécessaire", "Précise", "Systématique", "Facile"] == [one.mot for one in text.points]
    assert "2023" not in " ".join([text.titre, text.accroche, *(one.texte for one in text.points)])
    assert "SUN-ES" not in text.pied


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("a3", (297, 420))])
@pytest.mark.parametrize("frame", [None, FRAME])
def test_pdf_is_one_page(paper: str, size: tuple[int, int], frame: Encadre | None) -> None:
    """The PDF is one page of the size asked for, and says every word."""
    one = poster(encadre=frame)
    data = poster_pdf(one, paper)
    said = pdf_words(data)

    assert [size] == pdf_pages(data)
    for word in (*(point.mot for point in one.texte.points), "Valmont", *(("18,5 %",) if frame else ())):
        assert word in said.replace("\xa0", " ")


@pytest.mark.office
def test_word_file_is_one_page(tmp_path: Path) -> None:
    """The Word file, laid out by LibreOffice, is one page of the size asked for, with the frame and without."""
    soffice = require_tool("soffice")
    sizes = {"a4": (210, 297), "a3": (297, 420)}
    for paper in sizes:
        for name, frame in (("nu", None), ("encadre", FRAME)):
            (tmp_path / f"{paper}-{name}.docx").write_bytes(poster_docx(poster(encadre=frame), paper))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    words = [soffice, "--headless", home, "--convert-to", "pdf", *map(str, sorted(tmp_path.glob("*.docx")))]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, timeout=100)

    assert {path.name: [sizes[path.name[:2]]] for path in tmp_path.glob("*.pdf")} == {
        path.name: pdf_pages(path.read_bytes()) for path in tmp_path.glob("*.pdf")
    }
    assert 4 == len(list(tmp_path.glob("*.pdf")))


def test_word_file_says_every_word() -> None:
    """The words that a person may change in Word are all there."""
    one = poster(encadre=FRAME)
    said = squeeze(docx_text(poster_docx(one, "a4")).replace("\xa0", " "))

    for text in (one.texte.titre, one.texte.accroche, *(p.texte for p in one.texte.points), FRAME.titre):
        assert french(text).replace("\xa0", " ") in said


def test_same_poster_gives_the_same_bytes() -> None:
    """Neither file depends on when it is made."""
    assert poster_docx(poster(), "a4") == poster_docx(poster(), "a4")
    assert poster_pdf(poster(), "a4") == poster_pdf(poster(), "a4")


def test_pdf_is_sound(tmp_path: Path) -> None:
    """The judge of PDF/A finds no fault in the poster."""
    assert {"affiche": ()} == judged({"affiche": poster_pdf(poster(encadre=FRAME), "a3")}, tmp_path)


def test_letters_are_read_from_two_metres() -> None:
    """On A4 the words to remember are 24 points at least with a frame, 30 without, and the rest 15 at least."""
    bare, framed = fitted(poster()).tailles, fitted(poster(encadre=FRAME)).tailles

    assert bare.mot >= 30
    assert framed.mot >= 24
    assert min(bare.texte, framed.texte) >= 15


def luminance(color: str) -> float:
    """Give the relative luminance of a colour. Source: WCAG 2."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    lit = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (drawn.WHITE, drawn.NAVY),
        (drawn.NAVY, drawn.AMBER),
        (drawn.NAVY, drawn.PALE),
        (drawn.INK, drawn.PALE),
        (drawn.NAVY, drawn.WHITE),
        (drawn.QUIET, drawn.WHITE),
    ],
)
def test_colours_are_far_apart(ink: str, ground: str) -> None:
    """Each text has a contrast of 7 at least with its ground."""
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 7


def test_drawing_has_the_same_colours() -> None:
    """The PDF's own drawing has the colours of the Word file."""
    source = (Path(drawn.__file__).parent / "affiche.typ").read_text("utf-8")

    assert [] == [one for one in (drawn.NAVY, drawn.AMBER, drawn.PALE, drawn.INK, drawn.QUIET) if one not in source]


WORDS: Final = st.text(st.sampled_from("abcW iÉŒ'm%l«»?-0"), min_size=1, max_size=100).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), WORDS, st.booleans())
def test_any_text_fits_one_page_or_is_refused(points: list[tuple[str, str]], title: str, framed: bool) -> None:
    """Whatever a service writes, the poster is one page, or the text is said to be too long."""
    text = replace(
        read_poster_text(),
        titre=" ".join(title.split()),
        points=tuple(Rappel(" ".join(word.split())[:24], " ".join(rest.split())) for word, rest in points),
    )
    one = poster(texte=text, encadre=FRAME if framed else None)
    try:
        data = poster_pdf(one, "a4")
    except UsageError:
        return

    assert 1 == len(pdf_pages(data))


def test_too_long_a_text_is_refused() -> None:
    """A text that would need letters too small for two metres is refused, not shrunk."""
    points = tuple(Rappel("Très important", "mots " * 30) for _ in range(6))
    with pytest.raises(UsageError, match="trop long"):
        fitted(poster(texte=replace(read_poster_text(), points=points, titre="mots " * 24)))


def test_character_without_a_shape_is_told() -> None:
    """A character that the font of the PDF lacks is told as what it is."""
    with pytest.raises(ExportError, match="n'existe pas dans la police"):
        poster_pdf(poster(texte=replace(read_poster_text(), accroche="Merci \U0001f600")), "a4")


def test_lines_are_cut_between_words_that_go_together() -> None:
    """A sign stays with its word, a little word with the next one, and lines of one text are about as long."""
    text = "surtout sur les traitements de sortie et la planification des soins"
    found = cut(text, 20, ROOM)

    assert ("surtout sur les traitements de sortie", "et la planification des soins") == tuple(
        one.replace("\xa0", " ") for one in found
    )
    assert all(width_of(one, 20) <= ROOM for one in found)
    assert lines(text, 20, ROOM) == len(found)


def test_widths_are_those_of_the_font() -> None:
    """No character is thought narrower than the font of the PDF draws it; a text that is not bold is narrower still."""
    real = font_face().widths
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789àâçéèêëîïôùûüÉÈÀÇŒœ«»’?!%.,:;()/–—+="

    assert [] == [one for one in letters if width_of(one, 1.0) < real[ord(one)]]


def test_frame_shows_the_weakest_criteria(tmp_path: Path) -> None:
    """Three criteria at most, those under the target, lowest first, in the poster's own short words."""
    counts = {"QLS-05": (0, 200), "QLS-11": (37, 200), "QLS-03": (36, 200), "QLS-12": (150, 200), "QLS-07": (1, 20)}
    audit = read(tmp_path, counts)
    one = make_poster(read_poster_text(), place="", unit="2143", audit=audit)

    assert ["QLS-05", "QLS-03", "QLS-11"] == [found.id for found in weakest(audit.tableaux[0])]
    assert one.encadre is not None
    assert ("Identifier le patient : tous ses traits", "0 %") == one.encadre.lignes[0]
    assert ["0 %", "18 %", "18,5 %"] == [rate for _, rate in one.encadre.lignes]
    assert "Estimation" in one.encadre.note
    assert "Unité 2143" == one.lieu


def test_frame_is_left_out_when_nothing_can_be_said(tmp_path: Path) -> None:
    """No criterion under the target, or too few letters: no frame, and the person is told why."""
    high = read(tmp_path)
    few = read(tmp_path, {f"QLS-{n:02d}": (1, 20) for n in range(1, 13)})

    for audit, why in ((high, "aucun critère mesuré sous 80 %"), (few, "moins de 30 lettres")):
        assert make_poster(read_poster_text(), place="", unit="", audit=audit).encadre is None
        assert why in said_of_audit(audit, "")[0]


def test_unit_s_poster_does_not_borrow_the_site_s_figures_unsaid(tmp_path: Path) -> None:
    """An audit of several units on the poster of one says so, on the poster and to the person."""
    from lls_drafter.audit.report_file import read_audit

    data = audit_data({"QLS-05": (0, 200)})
    group = {"dimension": "unite", "effectif": 100, "valeur": 50.0, "intervalle": [40.0, 60.0], "n": 100}
    data["tableaux"][0]["groupes"] = [group | {"libelle": one} for one in ("2143", "2144")]
    audit = read_audit(written(tmp_path / "a.json", data))
    one = make_poster(read_poster_text(), place="", unit="2143", audit=audit)

    assert one.encadre is not None
    assert "toutes unités" in one.encadre.note
    assert ("cet audit porte sur plusieurs unités",) == tuple(x.split(" :")[0] for x in said_of_audit(audit, "2143"))


def layer(folder: Path, text: str) -> Path:
    """Write a service's wording and give its file."""
    (folder / "campagne").mkdir()
    path = folder / "campagne" / "affiche.yaml"
    path.write_text(text, "utf-8")
    return path


OWN = """format: 1
accroche: "Chaque jour."
contact: "poste 4521"
points:
  - {id: integree, masque: true}
  - {id: facile, texte: "à verser au DMP"}
  - {id: relue, mot: "Relue", texte: "par un senior"}
"""


def test_service_words_its_own_poster(tmp_path: Path) -> None:
    """A layer, or a file given by name, changes what it names and nothing else."""
    path = layer(tmp_path, OWN)
    for text in (read_poster_text((tmp_path,)), read_poster_text(last=path)):
        assert ["Nécessaire", "Précise", "Systématique", "Facile", "Relue"] == [one.mot for one in text.points]
        assert ("Chaque jour.", "poste 4521") == (text.accroche, text.contact)
        assert "à verser au DMP" == text.points[3].texte


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format: 1\npoint: []\n", "clé inconnue : « point »"),
        ("format: 2\n", "texte de campagne"),
        ("format: 1\npoints: [{id: neuf, mot: Neuf}]\n", "obligatoire"),
        ("format: 1\npoints: [{id: facile, mot: 3}]\n", "entre guillemets"),
        (f'format: 1\ntitre: "{"a" * 121}"\n', "plus de 120 caractères"),
        (
            "format: 1\npoints:\n" + "".join(f"  - {{id: p{n}, mot: M, texte: t}}\n" for n in range(2)),
            "de 1 à 6 points",
        ),
    ],
)
def test_wrong_wording_is_told(tmp_path: Path, text: str, said: str) -> None:
    """A fault of a service's wording is told with its place."""
    with pytest.raises(PackSchemaError, match=said) as caught:
        read_poster_text(last=layer(tmp_path, text))

    assert caught.value.location is not None
