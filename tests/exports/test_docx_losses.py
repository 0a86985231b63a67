"""What a known library for Word templates loses with its default settings (docs/adr/0005), and ours must not."""

from pathlib import Path

import pytest

from lls_drafter.document.compose import CompositionRequest, compose
from lls_drafter.errors import TemplateRenderError
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.docx import render
from lls_drafter.packs.templates import load_template
from tests.document.letters import composed, letter
from tests.exports.papers import Sheet, p, paper
from tests.exports.readers import docx_text

LETTER = letter(synthese_medicale="SpO2 < 92 % & TA > 140/90", patient={"ipp": "A<B>&C"})


def made(papier: Path) -> str:
    """Give the text of a letter printed on a paper."""
    return docx_text(render(composed(LETTER), RenderRequest(lettre=LETTER, papier=papier))).replace("\u00a0", " ")


def test_signs_of_comparison_print_whole(tmp_path: Path) -> None:
    """« SpO2 < 92 % » prints with its sign, in the body and in a simple field."""
    text = made(paper(tmp_path / "papier.docx", Sheet(body=p("IPP {{ patient.ipp }}") + p("[[corps]]"))))

    assert "SpO2 < 92 % & TA > 140/90" in text
    assert "IPP A<B>&C" in text


def test_misspelt_field_is_an_error(tmp_path: Path) -> None:
    """A field that no letter has keeps the letter from being printed, instead of printing nothing."""
    papier = paper(tmp_path / "papier.docx", Sheet(body=p("{{ patient.nom_naisance }}") + p("[[corps]]")))

    with pytest.raises(TemplateRenderError, match=r"champ inconnu dans le papier : « patient\.nom_naisance »"):
        made(papier)


@pytest.mark.parametrize("beside", ["Cher confrère, [[corps]]", "[[corps]] Bien cordialement"])
def test_text_beside_an_anchor_is_told_and_not_lost(beside: str, tmp_path: Path) -> None:
    """Text in the paragraph of an anchor does not vanish with it."""
    papier = paper(tmp_path / "papier.docx", Sheet(body=p(beside)))

    with pytest.raises(TemplateRenderError, match="texte à côté de l'ancre"):
        made(papier)


def test_template_that_extends_another_prints_on_its_own_paper(tmp_path: Path) -> None:
    """An inherited template gives a whole letter, on its paper or on the one that it inherits."""
    expected = made(load_template("mco_standard").papier)
    for name, own in (("sans_papier", ""), ("avec_papier", "papier: papier.docx\n")):
        folder = tmp_path / "templates" / name
        folder.mkdir(parents=True)
        written = f'id: {name}\ntitre: "T"\nversion: "1"\netend: mco_standard\n{own}'
        (folder / "modele.yaml").write_text(written, "utf-8")
        if own:
            paper(folder / "papier.docx", Sheet(body=p("Papier du service") + p("[[corps]]")))
        template = load_template(name, extra=(tmp_path,))
        document = compose(CompositionRequest(lettre=LETTER, template=template, brouillon=False))

        text = docx_text(render(document, RenderRequest(lettre=LETTER, papier=template.papier)))

        assert expected in text.replace("\u00a0", " ")
        assert bool(own) == text.startswith("Papier du service")


@pytest.mark.parametrize(
    "code",
    [
        "{{ patient.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ self }}",
        "{% for x in ().__class__.__subclasses__() %}{% endfor %}",
        "{{ patient.ipp.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{# commentaire #}",
    ],
)
def test_code_of_a_paper_reaches_nothing(code: str, tmp_path: Path) -> None:
    """A paper runs no code: what looks like some is refused before anything is printed."""
    papier = paper(tmp_path / "papier.docx", Sheet(body=p(code) + p("[[corps]]")))

    with pytest.raises(TemplateRenderError, match=r"(du code dans le papier|champ inconnu)"):
        made(papier)


def test_text_of_the_letter_is_never_read_as_a_mark(tmp_path: Path) -> None:
    """What a clinician types with braces or brackets prints as it is, in the body and in simple fields."""
    nasty = "{{ patient.ipp }} [[corps]] \U0010fffc0\U0010fffd"
    lettre = letter(synthese_medicale=nasty, patient={"ipp": nasty})
    papier = paper(tmp_path / "papier.docx", Sheet(body=p("IPP {{ patient.ipp }}.") + p("[[corps]]")))

    text = docx_text(render(composed(lettre), RenderRequest(lettre=lettre, papier=papier)))

    assert f"IPP {nasty}." in text
    assert 2 <= text.count(nasty)
