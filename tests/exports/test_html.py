"""The HTML file: what its elements say, what they let in, and that nothing typed is markup.

Over 400 lines: one promise of the page a test.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import pairwise

import pytest
from lxml.html import HtmlElement

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
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.html import render
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import EXAMPLES, composed, example, letter, read_example
from tests.exports.readers import html_page, html_text, squeeze

REQUEST = RenderRequest(lettre=Lettre())
HOSTILE = "</style></title></p>\"' onload=x <script>f()</script><b>&amp;\\"


def page(document: Document) -> HtmlElement:
    """Give the tree of a document's HTML file."""
    return html_page(render(document, REQUEST))


def laid_out(*blocks: Block, **properties: object) -> HtmlElement:
    """Give the tree of a document of some blocks."""
    return page(Document(title="T", parts=(Part("p", blocks),), **properties))  # type: ignore[arg-type]


def words(text: str, **manner: bool) -> tuple[Run, ...]:
    """Give one run."""
    return (Run(text, **manner),)  # type: ignore[arg-type]


def table(*rows: tuple[str, ...], caption: str = "Légende") -> Table:
    """Give a table of four columns, the first two under a shared heading."""
    columns = (
        Column("Nom", 400, "Avant", "Avant"),
        Column("Dose", 200, "Avant"),
        Column("Devenir", 100),
        Column("À", 300),
    )
    return Table(columns, tuple(tuple((words(cell),) for cell in row) for row in rows), caption=caption)


def style(root: HtmlElement) -> str:
    """Give the style sheet."""
    return str(root.find(".//style").text)


def headings(root: HtmlElement) -> list[tuple[str, str]]:
    """Give the headings in order, with their elements' names."""
    return [(node.tag, node.text_content()) for node in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_page_has_landmarks_and_ordered_headings(path: object) -> None:
    """One header, one main part, one footer in reading order; one heading of level 1; no level is jumped."""
    root = page(composed(read_example(path)))  # type: ignore[arg-type]
    levels = [int(tag[1]) for tag, _ in headings(root)]

    assert ["header", "main", "footer"] == [node.tag for node in root.iter("header", "main", "footer")]
    assert 1 == levels.count(1)
    assert 1 == levels[0]
    assert all(level <= before + 1 for before, level in pairwise(levels))


def test_page_says_its_language_and_names_no_patient_in_its_properties() -> None:
    """French for speech, the author and the day; the patient is in the body only."""
    root = page(composed(example("a")))
    said = {node.get("name"): node.get("content") for node in root.iter("meta") if node.get("name")}

    assert "fr" == root.get("lang")
    assert "width=device-width, initial-scale=1" == said["viewport"]
    assert ("Dr Anne KELLER", "2026-03-10") == (said["author"], said["dcterms.created"])
    assert "Lettre de liaison à la sortie d'hospitalisation" == root.findtext(".//title")
    assert "TCHITCHI" not in "".join(root.find("head").itertext())


@pytest.mark.parametrize("document", [composed(example("a")), composed(Lettre(), draft=True)], ids=["a", "vide"])
def test_page_stands_alone(document: Document) -> None:
    """Nothing is loaded, run or submitted: no element that could, no address but inside the page, no inline style."""
    root = page(document)

    assert set() == {node.tag for node in root.iter() if isinstance(node.tag, str)} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "a",
        "base",
        "audio",
        "video",
        "input",
        "button",
    }
    addresses = [node.get(name) for node in root.iter() for name in ("src", "href", "action", "data", "poster")]
    assert {None, "#diagonale"} >= {str(address) if address else None for address in addresses}
    assert [] == [name for node in root.iter() for name in node.attrib if name == "style" or name.startswith("on")]
    assert [] == re.findall(r"url\(|@import|expression", style(root))
    assert [] == root.xpath("//*[@tabindex]")  # the order of focus is the order of reading


def test_policy_lets_in_this_style_sheet_only() -> None:
    """The policy names the digest of the page's one style sheet, whatever widths it asks for."""
    root = page(composed(example("a"), draft=True))
    digest = b64encode(sha256(style(root).encode()).digest()).decode()

    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert [f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"] == policy
    assert 1 == len(root.findall(".//style"))
    assert "/*" not in style(root)


def everywhere(text: str) -> Document:
    """Give a document whose every text is the same one."""
    run = words(text)
    blocks: tuple[Block, ...] = (
        Title(run, level=0),
        Title(run),
        *(Paragraph(run, manner) for manner in Manner),
        *(Paragraph(words(text, **{manner: True})) for manner in ("strong", "missing", "quiet")),
        List((run,)),
        Facts((Fact(text, run),), columns=2),
        Table((Column(text, 5, text, text), Column(text, 5)), (((run,), (run,)),), caption=text),
        Box(run, (Paragraph(run),)),
        Columns((Paragraph(run),), (Symbol(((True,),), text, text),)),
    )
    said = {"title": text, "author": text, "watermark": text, "header": text, "footer": text, "lang": text}
    return Document(**said, parts=(Part(text, blocks),))  # type: ignore[arg-type]


def tree(node: HtmlElement) -> Iterator[object]:
    """Give the elements and the names of their attributes, in order."""
    for one in node.iter():
        yield one.tag, tuple(one.attrib)


def test_nothing_typed_is_markup() -> None:
    """A hostile text, wherever it stands, makes the same elements and attributes as a harmless one, and is read."""
    root = page(everywhere(HOSTILE))

    assert list(tree(page(everywhere("x" * len(HOSTILE))))) == list(tree(root))
    assert HOSTILE in html_text(render(everywhere(HOSTILE), REQUEST))
    assert HOSTILE == root.xpath("//svg[@role]/@aria-label")[0]
    assert HOSTILE == root.xpath("//td/@data-nom")[0]
    assert "<" not in style(root)
    assert "onload=x" not in style(root)


def test_controls_and_direction_marks_never_reach_the_page() -> None:
    """No control, half character or mark that turns figures round; two words never become one."""
    root = laid_out(
        Paragraph(words("a\x00b\x1b\x9bc\ud800\u202e50\u2066 d\re\x85f\tg")), header="h\x00\u200f", footer="f\x07"
    )

    assert "abc\N{REPLACEMENT CHARACTER}50 d e f g" == root.findtext(".//main//p")
    assert ("h", "f") == (root.findtext(".//header/p"), root.findtext(".//footer/p"))


def test_figures_stay_on_their_side_of_words_written_from_right_to_left() -> None:
    """An Arabic or Hebrew name is isolated, so that the dose after it is not carried before it."""
    root = laid_out(Paragraph(words("شارع الورد 50 mg – שלום, 5")))

    assert ["شارع الورد", "שלום"] == [node.text for node in root.iter("bdi")]
    assert "شارع الورد 50\N{NO-BREAK SPACE}mg – שלום, 5" == root.find(".//main//p").text_content()


def test_runs_keep_their_manner() -> None:
    """Bold, missing and quiet are elements; a line end is a line break; figures hold to their units."""
    runs = (
        Run("a "),
        Run("b", strong=True),
        Run("c", strong=True),
        Run("[à compléter]", missing=True),
        Run("d", quiet=True),
    )
    shown = render(Document(title="T", parts=(Part("p", (Paragraph((*runs, Run("5 mg\nx"))),)),)), REQUEST).decode()

    assert (
        '<p>a <strong>bc</strong><mark>[à compléter]</mark><span class="discret">d</span>5\N{NO-BREAK SPACE}mg<br>x</p>'
        in shown
    )


def test_blocks_are_the_elements_that_they_mean() -> None:
    """A list is a list, labelled values are terms and descriptions, a frame's title is a heading."""
    root = laid_out(
        List((words("un"), (), words("deux"))),
        Facts((Fact("Sexe", words("féminin")),), columns=2),
        Box(words("Cadre"), (Paragraph(words("dedans")),)),
        Paragraph(()),
        List(()),
        Columns((), ()),
    )
    main = root.find(".//main")

    assert ["un", "deux"] == [node.text for node in main.iter("li")]
    assert [("Sexe", "féminin")] == [(node.findtext("dt"), node.findtext("dd")) for node in main.findall(".//dl/div")]
    assert [("h1", "T"), ("h2", "Cadre")] == headings(root)
    assert ["ul", "dl", "div"] == [node.tag for node in main.find("section")]


def test_levels_of_headings_are_put_in_order() -> None:
    """A sub-title without title, two titles of the document, a frame in a section: the outline stays one."""
    root = laid_out(
        Title(words("sous-titre"), level=2),
        Title(words("document"), level=0),
        Title(words("section")),
        Box(words("cadre"), ()),
        Title(words("encore"), level=0),
        Title(()),
    )

    assert [
        ("h2", "sous-titre"),
        ("h1", "document"),
        ("h2", "section"),
        ("h3", "cadre"),
        ("h2", "encore"),
    ] == headings(root)


def test_medication_table_is_the_has_table() -> None:
    """Shared headings span their columns, lone ones their two rows; each says what it heads; the table has a name."""
    node = page(composed(example("a"))).xpath("//table[caption='Volet médicamenteux']")[0]
    first, second = node.findall("thead/tr")

    assert [("colgroup", "2", None), ("col", None, "2"), ("colgroup", "2", None), ("col", None, "2")] == [
        (cell.get("scope"), cell.get("colspan"), cell.get("rowspan")) for cell in first
    ]
    assert ["col"] * 4 == [cell.get("scope") for cell in second]
    assert [2, 1, 2, 1] == [len(group) for group in node.findall("colgroup")]
    rows = node.findall("tbody/tr")
    assert len(example("a").volet_medicamenteux) == len(rows)
    assert {("Avant", "Posologie avant", "Devenir", "Sortie", "Posologie et durée", "Commentaires")} == {
        tuple(cell.get("data-nom") for cell in row) for row in rows
    }


def test_tables_keep_their_roles_when_stacked() -> None:
    """Each part of a table says its role, since browsers forget those of parts that are laid out otherwise."""
    root = laid_out(table(("a", "b", "c", "d")))
    roles = {
        "table": "table",
        "thead": "rowgroup",
        "tbody": "rowgroup",
        "tr": "row",
        "th": "columnheader",
        "td": "cell",
    }

    assert [] == [node.tag for node in root.find(".//main").iter(*roles) if node.get("role") != roles[node.tag]]


def test_table_without_caption_has_that_of_its_heading() -> None:
    """A table is always named: by its caption, else by the heading that it stands under."""
    root = laid_out(Title(words("Examens")), table(caption=""), table(caption="Propre"))

    assert ["Examens", "Propre"] == [node.text for node in root.iter("caption")]


def test_last_cell_of_a_short_row_lies_over_the_columns_left() -> None:
    """Words that no column says are put under none, on a wide screen as in stacked rows."""
    root = laid_out(table(("a", "en toutes lettres"), ("", "b", "c", "d"), ("suite de la ligne",)))
    cells = root.findall(".//td")

    assert [("Avant", None), (None, "3")] == [(cell.get("data-nom"), cell.get("colspan")) for cell in cells[:2]]
    assert ["vide", None, None, None] == [cell.get("class") for cell in cells[2:6]]
    assert [None, None, "suite"] == [row.get("class") for row in root.findall(".//tbody/tr")]


def test_widths_are_those_of_the_document() -> None:
    """Columns and stacks have the shares that the document gives them."""
    root = laid_out(table(), Columns((Paragraph(words("a")),), (Paragraph(words("b")),), share=84))

    assert ["l40", "l20", "l10", "l30"] == [col.get("class") for col in root.iter("col")]
    assert ".l40{width:40%}" in style(root)
    assert ".c84{--gauche:84fr;--droite:16fr}" in style(root)


def test_symbol_is_drawn_with_its_quiet_zone_and_a_name() -> None:
    """The picture has the modules, dark where they are, two clear ones around, and words for who cannot see it."""
    modules = (
        (True, False, True, True),
        (False, True, True, False),
        (True, True, True, True),
        (False, False, False, True),
    )
    root = laid_out(Symbol(modules, "INS à scanner", "code à lire"))
    drawing = root.find(".//figure/svg")
    dark = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawing.findall("path")[1].get("d"))
        for step in range(int(width))
    }

    assert {(x + 2, y + 2) for y, row in enumerate(modules) for x, on in enumerate(row) if on} == dark
    assert ("0 0 8 8", "crispEdges") == (drawing.get("viewbox"), drawing.get("shape-rendering"))
    assert ("img", "code à lire") == (drawing.get("role"), drawing.get("aria-label"))
    assert "INS à scanner" == root.findtext(".//figcaption")
    assert ".s8{width:24px;height:24px}@media print{.s8{width:16px;height:16px}}" in style(root)


@pytest.mark.parametrize(
    ("statut", "draft", "expected"),
    [("validee", False, ""), ("brouillon", True, "BROUILLON"), ("annulee", False, "ANNULÉE")],
)
def test_watermark_is_there_when_and_only_when_it_must(statut: str, draft: bool, expected: str) -> None:
    """Drafts and cancelled letters are crossed by a word, said in the header and in the window's title too."""
    root = page(composed(letter(statut=statut), draft=draft))
    seen = "".join(root.xpath("//svg[@aria-hidden='true']//textpath/text()"))

    assert (expected, expected) == (seen, root.findtext(".//header/p[@class='marque']") or "")
    assert bool(expected) == root.findtext(".//title").startswith(f"{expected or '?'} – ")


def test_foot_of_the_pages_is_quoted_and_fits() -> None:
    """The mentions stand in the margin of each page, word for word; too long for it, at the end of the letter only."""
    short, long = laid_out(footer='Hôpital "A\\B" </style> · 2'), laid_out(footer="mention " * 40)

    quoted = re.findall(r'@bottom-left\{content:"(.*)"\}\}', style(short))
    assert ['Hôpital "A\\B" </style> · 2'] == [
        re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), text) for text in quoted
    ]
    assert "@bottom-left{content" not in style(long)
    assert "mention mention" in squeeze(long.findtext(".//footer/p"))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Paragraph(words("mot " * 200)), ["p"]),
        (List((words("mot " * 200),)), ["li"]),
        (Facts((Fact("Libellé", words("mot " * 200)),)), ["div"]),
        (table(("a", "b", "c", "mot " * 400)), ["tr", "p"]),
        (Box((), tuple(Paragraph(words("mot " * 100)) for _ in range(8))), ["div"]),
    ],
    ids=["paragraph", "item", "fact", "row", "frame"],
)
def test_only_what_is_long_may_be_cut_by_the_end_of_a_page(block: Block, expected: list[str]) -> None:
    """Short texts, rows and frames stay on one page; long ones may go on, or half a page would stay blank."""
    short = laid_out(
        Paragraph(words("mot")), List((words("mot"),)), table(("a", "b", "c", "mot " * 100)), Box(words("mot"), ())
    )

    assert [] == short.find_class("coupe")
    assert expected == [node.tag for node in laid_out(block).find_class("coupe")]


def test_large_type_is_asked_for_by_the_document() -> None:
    """The sheet has the large sizes ready; the document says whether they are used."""
    document = composed(example("c"))

    assert (None, "grand") == (page(document).get("class"), page(replace(document, large=True)).get("class"))


def luminance(colour: str) -> float:
    """Give the relative luminance of `#rrggbb`. Source: WCAG 2.2."""
    levels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels)
    return sum(weight * level for weight, level in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("ground", ["#ffffff", "#e4e4e4", "#e8edf5", "#fff2a8"])
def test_text_stands_out_on_every_ground(ground: str) -> None:
    """Each colour of text has a contrast of 4.5 at least on white, over the watermark, in headings and in marks."""
    sheet = style(page(composed(Lettre(), draft=True)))
    inks = {"#1f3864", "#595959", "#9c0006"}

    assert {"#1f3864", "#595959", "#9c0006", "#a6a6a6"} == set(re.findall(r"(?<!fill: )(#[0-9a-f]{6})", sheet)) - {
        "#e8edf5",
        "#fff2a8",
    }  # the last of them draws lines
    assert [] == [ink for ink in inks if (luminance(ground) + 0.05) / (luminance(ink) + 0.05) < 4.5]


def test_no_day_is_told_without_one() -> None:
    """Properties that the document lacks are left out."""
    without = laid_out(Paragraph(words("x")))
    named = laid_out(Paragraph(words("x")), author="A", created=date(2026, 3, 10))

    assert [0, 2] == [len(root.xpath("//meta[@name='author' or @name='dcterms.created']")) for root in (without, named)]
