"""`lls audit --html` as a person types it: the file, the establishment of the settings, the example, the options."""

import json
from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode
from tests.audit.letters import filled, letter
from tests.cli.conftest import NOW, Lls, lls
from tests.exports.readers import html_text

__all__ = ["lls"]
LATER = NOW.replace(month=6)
HOUSE, FINESS = "Hôpital de Valmont-sur-Moselle", "570000018"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of letters."""
    return filled(tmp_path / "lettres", [letter(n) for n in range(32)])


def page(path: Path) -> str:
    """Give the words of a page."""
    return html_text(path.read_bytes()).replace("\N{NO-BREAK SPACE}", " ")


def test_page_is_private_and_always_the_same(lls: Lls, folder: Path, tmp_path: Path) -> None:
    """The file is for its owner only, comes beside the report, and has the same bytes twice, by one process or two."""
    pages = [tmp_path / "1.html", tmp_path / "2.html"]
    told = [lls("audit", folder, "--html", path, "--processus", n, now=LATER) for n, path in enumerate(pages, 1)]

    assert [ExitCode.OK] * 2 == [one.code for one in told]
    assert "SCORE (estimation)" in told[0].out
    assert pages[0].read_bytes() == pages[1].read_bytes()
    assert 0o600 == pages[0].stat().st_mode & 0o777


def test_page_names_the_establishment_of_the_settings_only(lls: Lls, folder: Path, tmp_path: Path) -> None:
    """Without settings no establishment is named, though every letter has one; with them, theirs is."""
    before, after = tmp_path / "1.html", tmp_path / "2.html"
    lls("audit", folder, "--html", before, now=LATER)
    done = lls("configurer", "--regler", f"etablissement.nom={HOUSE}", "--regler", f"etablissement.finess={FINESS}")
    lls("audit", folder, "--html", after, now=LATER)

    assert ExitCode.OK == done.code, done.err
    assert "Établissement" not in page(before)
    assert HOUSE in page(after)
    assert FINESS in page(after)


def test_example_has_its_page(lls: Lls, tmp_path: Path) -> None:
    """`--exemple --html` shows the published site, without a letter."""
    done = lls("audit", "--exemple", "--html", tmp_path / "ex.html")
    text = page(tmp_path / "ex.html")

    assert ExitCode.OK == done.code, done.err
    for words in ("Site de la campagne 2021", "35,4", "+13 pts", "hypothèse d'un défaut de gabarit", "35,3"):
        assert words in text


def test_holidays_follow_the_settings_unless_chosen(lls: Lls, tmp_path: Path) -> None:
    """The FINESS of the settings tells the holidays, `--feries` wins over it, and the data says which ones counted."""
    days = (NOW.date().replace(day=7), NOW.date().replace(day=6))
    folder = filled(tmp_path / "lettres", [letter(n, sejour__date_sortie=days[n % 2]) for n in range(40)])
    told = [calendar(lls, folder)]
    lls("configurer", "--regler", f"etablissement.finess={FINESS}")
    told += [calendar(lls, folder, *asked) for asked in ((), ("--feries", "france"))]

    assert ["france", "alsace-moselle", "france"] == told


def calendar(lls: Lls, folder: Path, *asked: str) -> str:
    """Give the holidays that an audit counts."""
    data = json.loads(lls("audit", folder, "--json", *asked, now=LATER).out)
    return str(data["tableaux"][0]["circuit"]["weekend"]["calendrier"])


def test_target_may_be_chosen(lls: Lls, folder: Path) -> None:
    """`--cible` is in the words and in the data."""
    told = lls("audit", folder, "--cible", "90", now=LATER)
    data = json.loads(lls("audit", folder, "--cible", "90", "--json", now=LATER).out)

    assert "la cible de 90" in told.out
    assert 90.0 == data["tableaux"][0]["cible"]
