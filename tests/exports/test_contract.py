"""What every output promises, whatever its format: a new exporter is tested before its author writes a test."""

from pathlib import Path

import pytest
from hypothesis import given

from lls_drafter.document.withheld import printable_texts
from lls_drafter.errors import ExportError, MissingForExportError
from lls_drafter.exports import EXPORTERS, Exporter, RenderRequest, render
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.text import clean_text
from tests.cda.letters import MOMENT, exportable
from tests.document.letters import EXAMPLES, composed, letter, read_example, template
from tests.exports.readers import READERS, is_read, squeeze
from tests.strategies import NASTY, lettres

every_exporter = pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=lambda exporter: exporter.name)


def rendered(exporter: Exporter, lettre: Lettre, *, draft: bool = False, modele: str = "mco_standard") -> bytes:
    """Render a letter as the product does, with what the output's model demands."""
    lettre = exportable(lettre) if exporter.demands else lettre
    document = composed(lettre, draft=draft, modele=modele) if exporter.needs_document else None
    return render(exporter.name, document, RenderRequest(lettre=lettre, papier=template(modele).papier, moment=MOMENT))


def lost(exporter: Exporter, lettre: Lettre, *, draft: bool = False, modele: str = "mco_standard") -> list[str]:
    """Give the addresses of the texts that cannot be read in an output."""
    shown = squeeze(READERS[exporter.name](rendered(exporter, lettre, draft=draft, modele=modele)))
    whole = exportable(lettre) if exporter.demands else lettre
    return [
        str(path)
        for path, text in printable_texts(whole)
        if promises(exporter, path) and not is_read(exporter.name, text, shown)
    ]


def promises(exporter: Exporter, path: FieldPath) -> bool:
    """Tell whether an output must print a field: a full one all of them, the CSV file those of the medication table."""
    return exporter.is_full or path.parts[0] == "volet_medicamenteux"


def test_exporters_all_have_a_reader() -> None:
    """No output escapes the search for lost words."""
    assert set(READERS) == set(EXPORTERS)


@every_exporter
@pytest.mark.parametrize("draft", [True, False])
def test_exporter_accepts_the_empty_letter(exporter: Exporter, draft: bool) -> None:
    """A draft begins empty, and can be printed from the first second; data that others read need their header."""
    assert rendered(exporter, Lettre(), draft=draft)


@pytest.mark.parametrize("exporter", [e for e in EXPORTERS.values() if e.demands], ids=lambda exporter: exporter.name)
def test_exporter_names_what_its_model_demands(exporter: Exporter) -> None:
    """A letter that lacks what the model demands is refused with a sentence that names it, never filled in."""
    with pytest.raises(MissingForExportError, match="export CDA impossible"):
        render(exporter.name, composed(Lettre(), draft=True), RenderRequest(lettre=Lettre(), moment=MOMENT))


@every_exporter
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
@pytest.mark.parametrize("modele", ["mco_standard", "mco_ambulatoire"])
def test_exporter_prints_every_text_of_a_complete_letter(exporter: Exporter, path: Path, modele: str) -> None:
    """All that is in the letter reaches the paper."""
    assert [] == lost(exporter, read_example(path), modele=modele)


@every_exporter
@given(lettre=lettres())
def test_exporter_prints_every_text_of_any_letter(exporter: Exporter, lettre: Lettre) -> None:
    """No text is lost, cut or changed on the way, whatever characters it holds and whatever field it stands in."""
    assert [] == lost(exporter, lettre, draft=True)


@every_exporter
@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_exporter_keeps_hostile_texts(exporter: Exporter, nasty: str) -> None:
    """Text that looks like markup, XML or control codes is printed as the words that it is."""
    nasty = clean_text(nasty)  # as every border does
    lettre = letter(
        motif_hospitalisation=nasty,
        synthese_medicale=nasty,
        antecedents=nasty,
        etablissement={"nom": nasty, "service": nasty},
        rubriques={"libre": {"titre": nasty, "texte": nasty}},
        suites_a_donner=[{"action": nasty, "qui": nasty, "quand": nasty}],
        volet_medicamenteux=[
            {"cle": "a", "sortie": {"medicament": {"libelle": nasty}, "posologie": nasty, "non_lu": [nasty]}}
        ],
    )

    assert [] == lost(exporter, lettre)


@every_exporter
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_exporter_gives_the_same_bytes_twice(exporter: Exporter, path: Path) -> None:
    """The same input gives the same bytes."""
    lettre = read_example(path)

    assert rendered(exporter, lettre) == rendered(exporter, read_example(path))


@pytest.mark.parametrize(
    "exporter", [e for e in EXPORTERS.values() if e.needs_document], ids=lambda exporter: exporter.name
)
def test_exporter_refuses_to_lay_out_nothing(exporter: Exporter) -> None:
    """Without a document there is one clear sentence, not a crash."""
    with pytest.raises(ExportError, match="rien à mettre en page"):
        render(exporter.name, None, RenderRequest(lettre=Lettre(), papier=template().papier))
