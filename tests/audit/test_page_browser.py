"""The audit's page as Chromium shows it on a phone and on a desk, prints it on two pages, and as axe-core judges it."""

from pathlib import Path

import pytest

from lls_drafter.audit.page import Feuille, render
from tests.audit.pages import full, judgements, report_of
from tests.audit.test_page import HOSTILE, example
from tests.exports.browser import DESK, PHONE, Case, Sight, look, print_pdf, printed_pages

# One run of the browser judges all pages: the tests that share it go to one worker.
pytestmark = [pytest.mark.office, pytest.mark.xdist_group("chromium")]

INK = "rgb(31, 56, 100)"
NAMES = ("complète", "ouverte", "exemple", "vide", "petite", "hostile")
Sights = dict[tuple[str, int], Sight]


def hostile() -> bytes:
    """Give a page whose names no layout expects."""
    bilan = report_of(judgements(400, HOSTILE))
    return opened(render(Feuille(tableaux=bilan.tableaux, bilan=bilan)))


def few(count: int) -> bytes:
    """Give the page of so many letters, or of none."""
    bilan = report_of(judgements(count, ("2143", "2144")))
    return render(Feuille(tableaux=bilan.tableaux, bilan=bilan))


def opened(page: bytes) -> bytes:
    """Give a page of which all that folds is open."""
    return page.replace(b"<details", b"<details open")


@pytest.fixture(scope="module")
def sights(tmp_path_factory: pytest.TempPathFactory) -> Sights:
    """Give what the browser saw, in one run."""
    written = render(full())
    both = (PHONE, DESK)
    return look(
        [
            Case(name="complète", page=written, widths=(DESK,)),
            Case(name="ouverte", page=opened(few(100)), widths=both),
            Case(name="exemple", page=render(example())),
            Case(name="vide", page=few(0)),
            Case(name="petite", page=few(20)),
            Case(name="hostile", page=hostile(), widths=both),
            Case(name="fautive", page=written.replace(b"overflow-wrap: anywhere", b"min-width: 900px")
                 .replace(b"--discret: #595959", b"--discret: #ccc")),
            Case(name="tenue", page=written, keeps_policy=True),
        ],
        tmp_path_factory.mktemp("chromium"),
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_page_breaks_no_rule_of_accessibility(sights: Sights, name: str) -> None:
    """axe-core finds nothing to say, however slight, of any page, all that is folded being open too."""
    faults = {width: sight.faults for (seen, width), sight in sights.items() if seen == name}

    assert faults
    assert all(found == () for found in faults.values()), faults


@pytest.mark.parametrize("name", NAMES)
def test_page_needs_no_sideways_scroll(sights: Sights, name: str) -> None:
    """Nothing is wider than a phone of 360 pixels nor than a desk, endless names included."""
    widths = {width: (sight.shown, sight.wide) for (seen, width), sight in sights.items() if seen == name}

    assert {width: (width, width) for width in widths} == widths


def test_judge_sees_faults(sights: Sights) -> None:
    """A page too wide, of pale text, does not pass."""
    sight = sights["fautive", PHONE]

    assert "color-contrast" in {fault.id for fault in sight.faults}
    assert sight.wide > PHONE


def test_policy_lets_in_our_sheet(sights: Sights) -> None:
    """Under its own policy the page has its looks."""
    assert INK == sights["tenue", PHONE].ink


def test_full_page_prints_on_two_pages(tmp_path: Path) -> None:
    """One year of a hospital with ten units, an earlier run and references prints on two A4 pages, each told."""
    pages = [one.replace("\N{NO-BREAK SPACE}", " ") for one in printed_pages(print_pdf(render(full()), tmp_path))]

    assert 2 == len(pages)
    assert ["Page 1 / 2" in pages[0], "Page 2 / 2" in pages[1]] == [True, True]
    assert [True] * 2 == ["estimation, sans identité" in page for page in pages]
    for words in ("QLS-12", "63,8", "12/2025", "Pneumologie", "MSSanté", "opposition au DMP", "illisibles : 7"):
        assert words in "".join(pages)
