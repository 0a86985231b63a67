"""The audit's page as text: what it shows, what it never shows, and that nothing from elsewhere acts in it."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from lls_drafter.audit.contributions import ExtraitCompte
from lls_drafter.audit.flow import Classe, Tranche
from lls_drafter.audit.groups import Dimension, Groupe
from lls_drafter.audit.model import Jugement, Origine
from lls_drafter.audit.page import Feuille, Site, charts, render
from lls_drafter.audit.page.groups import MOST_GROUPS
from lls_drafter.audit.references import Reference, built_in_references
from lls_drafter.audit.scoring import grid_of
from lls_drafter.audit.statistics import Intervalle
from lls_drafter.audit.table import Voisins, table_of_profile
from lls_drafter.packs.checklists import load_checklist
from tests.audit.pages import full, judgements, report_of
from tests.exports.readers import html_page, html_text

HOSTILE = (
    "</td></table><script>fait=1</script>",
    "<img src=x onerror=fait=1>",
    '" onmouseover="fait=1',
    "&lt;b&gt; &amp; 'U' {x} %s",
    "قسم القلب 12",
    "\u202eéviatlumaf",
    "u" * 5000,
    "=1+1",
)


def page_of(made: list[Jugement], voisins: Voisins | None = None) -> bytes:
    """Give the page of judgements."""
    bilan = report_of(made, voisins)
    return render(Feuille(tableaux=bilan.tableaux, bilan=bilan))


def example() -> Feuille:
    """Give the page of the published site."""
    known = built_in_references()
    grid = grid_of(load_checklist("qls_mco_12"))
    table = table_of_profile(known.profil("site_2021"), known.profil("site_2018"), grid, known.jeux)
    return Feuille(tableaux=(table,), source=known.source)


def spoken(page: bytes) -> str:
    """Give the words of a page, its spaces alike."""
    return html_text(page).replace("\N{NO-BREAK SPACE}", " ")


def rows(page: bytes, kind: str) -> list[list[str]]:
    """Give the cells of each row of the first table of a kind."""
    (found, *_) = html_page(page).xpath(f"//table[@class='{kind}']")
    return [[" ".join(cell.itertext()).strip() for cell in row] for row in found.xpath(".//tbody/tr")]


def test_page_has_the_twelve_criteria_and_the_score() -> None:
    """The table gives each criterion with its rate, interval, number, evolution and references, then the score."""
    found = rows(render(full()), "criteres")

    assert 13 == len(found)
    assert ["85,8", "84-88", "1200", "50,0", "+36 pts", "91,0", "91,0", "92,0", ""] == found[0][1:]
    assert "QLS-01*" in found[0][0]
    assert "estimation : poids égaux" in found[12][0]


def test_published_site_has_its_page() -> None:
    """The example shows the figures of the campaign, its evolution, the references, and no interval of ours."""
    page = render(example())
    found = rows(page, "criteres")

    assert ["0,0", "61,0", "-61 pts", "74,0", "67,0", "72,0", ""] == found[4][1:]
    assert ["35,4", "22,1", "+13 pts", "50,9", "49,4", "55,9", ""] == found[12][1:]
    assert "score publié" in found[12][0]
    assert "grilles possiblement différentes" in spoken(page)


def test_each_score_is_said_to_be_an_estimate() -> None:
    """Wherever a mean score stands, « estimation » and its reason stand beside it."""
    page = html_page(render(full()))
    cells = [
        cell.text_content()
        for heading in ("Score",)
        for cell in page.xpath(f"//td[@data-nom='{heading}']")
        if re.search(r"\d,\d", cell.text_content())
    ]

    assert 12 + 2 + 10 + 3 + 3 == len(cells)
    assert [] == [one for one in cells if "estimation : poids égaux" not in one]
    assert [] == [
        one for one in page.xpath("//summary") if "score" in one.text_content() and "estim" not in one.text_content()
    ]


def test_page_loads_and_runs_nothing() -> None:
    """No script, no handler, no style attribute, no address: the policy lets in the one style sheet only."""
    page = render(full())
    tree = html_page(page)
    attributes = {name for element in tree.iter() for name in element.attrib}

    assert [] == tree.xpath("//script | //link | //img | //iframe | //form | //object")
    assert [] == [name for name in attributes if name.startswith("on") or name in {"style", "src", "href"}]
    assert b"default-src 'none'; style-src 'sha256-" in page
    assert b"http:" not in page
    assert b"https:" not in page


def test_same_audit_gives_the_same_bytes() -> None:
    """Two renderings of one audit are one file."""
    assert render(full()) == render(full())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(name: str) -> None:
    """A unit, a template or an establishment named by an enemy is read, or cut, and does nothing."""
    made = judgements(90, ("U1", name), (name, "mco_standard"))
    bilan = report_of(made, Voisins(references=(_reference(name),)))
    page = render(Feuille(tableaux=bilan.tableaux, bilan=bilan, site=Site(nom=name, finess=name, categorie=name)))
    tree = html_page(page)
    attributes = {attribute for element in tree.iter() for attribute in element.attrib}

    assert [] == tree.xpath("//script | //img")
    assert [] == [one for one in attributes if one.startswith("on")]
    assert "\u202e" not in page.decode()
    assert name.replace("\u202e", "")[:60] in "".join(tree.xpath("//body")[0].itertext())
    assert len(page) < 400_000


def _reference(name: str) -> Reference:
    """Give a set of references that bears a name."""
    return Reference(id="x", titre=name, annee=2025, colonne=name[:8], grille="qls_mco_12", score=50.0,
                     taux={"QLS-02": 40.0})  # fmt: skip


def test_thousands_of_units_make_a_page_of_some_size() -> None:
    """With 5,000 units the largest have their row, the page says how many have not, and stays under 1 MB."""
    (table,) = report_of(judgements(60)).tableaux
    groups = tuple(
        Groupe(dimension=Dimension.UNITE, libelle=f"UF {n}", effectif=100 + n, score=table.score) for n in range(5000)
    )
    page = render(Feuille(tableaux=(replace(table, groupes=groups),)))

    assert ["UF 4900", "UF 4999"] == [rows(page, "groupes")[rank][0] for rank in (0, MOST_GROUPS - 1)]
    assert f"Les {MOST_GROUPS} plus grands ; dans --json et --csv, {5000 - MOST_GROUPS} autres." in spoken(page)
    assert len(page) < 1_000_000


def test_small_groups_and_small_numbers_have_no_figure() -> None:
    """Units of ten letters are together; under thirty letters no percentage and no score are on the page."""
    page = page_of(judgements(20, ("Secret", "Grand")))
    text = spoken(page)

    assert "Secret" not in text
    assert "effectif insuffisant (moins de 30)" in text
    assert [] == [cell for row in rows(page, "criteres") for cell in row[1:3] if re.fullmatch(r"\d+,\d|\d+-\d+", cell)]


def test_empty_audit_has_a_page() -> None:
    """Nothing judged is said, and the page stands."""
    page = page_of([])

    assert "Aucune lettre jugée" in spoken(page)


def test_more_sets_than_marks_keep_their_columns() -> None:
    """A fifth set of references has its column; only the first four are drawn."""
    sets = tuple(replace(_reference("x"), id=f"s{n}", colonne=f"S{n}", titre=f"Jeu {n}") for n in range(5))
    page = page_of(judgements(40), Voisins(references=sets))
    second = html_page(page).xpath("//table[@class='criteres']//tbody/tr")[1]

    assert ["40,0"] * 5 == [cell.text_content() for cell in second.xpath("./td")[3:8]]
    assert charts.MOST_SETS == len(second.xpath(".//svg/svg"))


def test_target_is_drawn_where_it_was_asked() -> None:
    """`--cible 90` moves the line of every bar and the words."""
    page = page_of(judgements(40), Voisins(cible=90.0))
    (bar, *_) = html_page(page).xpath("//table[@class='criteres']//svg[@class='barre']")

    assert ["90%"] == [one.get("x1") for one in bar.xpath(".//line[@class='cible']")]
    assert "cible de 90" in spoken(page)


def test_charts_are_drawn_to_scale() -> None:
    """A bar is as wide as its rate, an interval goes from end to end, a stack adds up to the whole."""
    bar = ET.fromstring(charts.bar(59.0, Intervalle(48.0, 69.5), target=80.0, references=(None, 12.25)))  # noqa: S314 - ours
    parts = tuple(Tranche(classe=one, n=n, taux=None) for one, n in zip(Classe, (0, 6, 2, 0, 0, 2), strict=True))
    stack = ET.fromstring(charts.stack(parts, 10))  # noqa: S314 - ours
    rects = stack.findall("rect")

    assert "59%" == bar.findall("rect")[1].get("width")
    assert ("48%", "69.5%") == tuple(bar.findall("line")[1].get(name) for name in ("x1", "x2"))
    assert "12.25%" == bar.find("svg").get("x")  # type: ignore[union-attr]
    assert [("0%", "60%"), ("60%", "20%"), ("80%", "20%")] == [(one.get("x"), one.get("width")) for one in rects]


def test_months_without_a_score_are_gaps() -> None:
    """The trend joins only neighbours that both have a score."""
    line = Intervalle(40.0, 60.0)
    months = [("01/25", 50.0, line), ("02/25", None, None), ("03/25", 50.0, line), ("04/25", 60.0, line)]
    drawn = ET.fromstring(charts.trend(months, 80.0))  # noqa: S314 - ours

    assert 1 == len([one for one in drawn.findall("line") if one.get("class") == "suite"])
    assert 3 == len(drawn.findall("circle"))


def test_page_says_what_was_left_out() -> None:
    """The flow of the letters, the stays without letters and the period are on the page."""
    text = spoken(render(full()))

    for words in (
        "liste de 1290 séjours", "hors champ : 40", "illisibles : 7", "du 01/01/2025 au 31/12/2025",
        "Centre hospitalier de Valmont", "REG-0",
    ):  # fmt: skip
        assert words in text


def test_figures_of_several_sites_bear_no_name() -> None:
    """Beside extracts of other sites, the establishment of the settings is not named: the figures are not its own."""
    extract = ExtraitCompte(site="CH A", effectif=20, depuis=None, jusqua=None, fichiers=20, illisibles=0)
    pages = []
    for extracts in ((), (extract,)):
        bilan = report_of(judgements(40), extraits=extracts)
        pages.append(render(Feuille(tableaux=bilan.tableaux, bilan=bilan, site=Site(nom="Hôpital de Valmont"))))

    assert [True, False] == ["Hôpital de Valmont" in page.decode() for page in pages]
    assert "extrait de CH A : 20 lettres, sur 20 fichiers" in spoken(pages[1])


def test_documents_that_do_not_tell_are_said() -> None:
    """A CDA document tells no hand-over: the page says of how many, and counts it in no group."""
    made = judgements(80, ("U1", "U2"))
    silent = [
        replace(one, origine=Origine.CDA, modele="", actes=None, manques=(), sans_objet=(), verdicts="CC??CCCCCCCC")
        for one in made[40:]
    ]
    bilan = report_of(made[:40] + silent, origines=((Origine.LETTRE, 40), (Origine.CDA, 40)))
    text = spoken(render(Feuille(tableaux=bilan.tableaux, bilan=bilan)))

    assert "hors du compte : QLS-03 40, QLS-04 40" in text
    assert "documents CDA : 40" in text
    assert "extrait) : 40" in text


def test_days_of_one_letter_are_nowhere() -> None:
    """No day of a discharge stands on the page: months only."""
    made = judgements(60, days=40)
    text = spoken(page_of(made))

    assert [] == [one for one in made if one.date_sortie and f"{one.date_sortie:%d/%m/%Y}" in text]
    assert f"{date(2025, 1, 1):%m/%Y}" in text
