"""The narrative: the letter's words, each where its section is, and links that land."""

import re
from collections import Counter
from pathlib import Path

import pytest

from lls_drafter.cda import oids
from lls_drafter.cda.writer.links import Links, Spots
from lls_drafter.cda.writer.narrative import narrative
from lls_drafter.cda.writer.placing import place
from lls_drafter.cda.writer.writing import is_stopped
from lls_drafter.cda.xml import node, root_node
from lls_drafter.cda.xml import text_of as text_of_element
from lls_drafter.document.blocks import (
    Box,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    List,
    Paragraph,
    Part,
    Run,
    Symbol,
    Table,
    Title,
    inlines,
)
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.reponse import NON_RENSEIGNE
from tests.cda.letters import document, find
from tests.document.letters import EXAMPLES, composed, example, read_example

every_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])


def run(text: str, path: str = "") -> Run:
    """Make a run that prints a field."""
    return Run(text, fields=(FieldPath.parse(path),) if path else ())


def text_of(*blocks: object) -> str:
    """Give the markup of blocks, without the namespace."""
    from lxml import etree

    made = etree.tostring(root_node("text", *narrative(blocks, Spots())), encoding="unicode")  # type: ignore[arg-type]
    return re.sub("^<text[^>]*>|</text>$|^<text[^>]*/>$", "", str(made))


@pytest.mark.parametrize(
    ("block", "markup"),
    [
        (Title((run("Motif"),)), '<paragraph><content styleCode="Bold">Motif</content></paragraph>'),
        (Paragraph((run("a\nb"),)), "<paragraph>a<br/>b</paragraph>"),
        (Paragraph((Run("gras", strong=True),)), '<paragraph><content styleCode="Bold">gras</content></paragraph>'),
        (Paragraph((run("<w:p/> & ]]>"),)), "<paragraph>&lt;w:p/&gt; &amp; ]]&gt;</paragraph>"),
        (List(((run("un"),), (run("deux"),))), "<list><item>un</item><item>deux</item></list>"),
        (
            Facts((Fact("Né le", (run("12/03/1948"),)),)),
            "<table><tbody><tr><th>Né le</th><td>12/03/1948</td></tr></tbody></table>",
        ),
        (Symbol((), "INS", "code"), ""),
        (
            Columns((Paragraph((run("gauche"),)),), (Paragraph((run("droite"),)),)),
            "<paragraph>gauche</paragraph><paragraph>droite</paragraph>",
        ),
        (
            Box((run("Cadre"),), (Paragraph((run("a"),)),)),
            '<paragraph><content styleCode="Bold">Cadre</content></paragraph><paragraph>a</paragraph>',
        ),
    ],
)
def test_narrative_lays_each_block_out(block: object, markup: str) -> None:
    """Each block has its markup, and its text to the letter."""
    assert markup == text_of(block)


def test_narrative_gives_a_table_its_headings_and_spans() -> None:
    """Groups lie over their columns, the last cell of a short row over those that are left."""
    table = Table(
        (Column("A", 1, "Avant"), Column("B", 1, "Avant"), Column("C", 1)),
        ((((run("1"),),), ((run("2"),),), ((run("3"),), (run("4"),))), (((run("seule"),),),)),
    )

    assert (
        '<table><thead><tr><th colspan="2">Avant</th><th/></tr><tr><th>A</th><th>B</th><th>C</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td><td><paragraph>3</paragraph><paragraph>4</paragraph></td></tr>"
        '<tr><td colspan="3">seule</td></tr></tbody></table>'
    ) == text_of(table)


def test_links_give_an_id_only_to_what_an_entry_speaks_of() -> None:
    """The first words that print a field get an ID when asked for; the same words always give the same one."""
    spots = Spots()
    text = node("text", None, *narrative([Paragraph((run("a", "conclusion"), run("b", "antecedents")))], spots))
    links = Links("42545-4", text, spots, [spots], set())

    assert "#s42545-4.conclusion" == links.to_words("conclusion")
    assert "#s42545-4.conclusion" == links.to_words("conclusion")
    assert ["s42545-4.conclusion"] == [one.get("ID") for one in text.iter() if one.get("ID")]


def test_links_never_give_one_id_twice() -> None:
    """A row and the words in it are two places."""
    spots = Spots()
    text = node("text", None, *narrative([Paragraph((run("a", "conclusion"), run(" b")))], spots))
    links = Links("42545-4", text, spots, [spots], set())

    assert links.to_words("conclusion") != links.to_row("conclusion")


@every_example
def test_document_has_no_dead_link(path: Path) -> None:
    """No official check follows a link: each of ours lands on an ID that is there once."""
    root = document(read_example(path))
    ids = Counter(str(one.get("ID")) for one in find(root, "//*[@ID]"))
    links = [str(one.get("value")) for one in find(root, "//h:entry//h:reference")]

    assert {1} == set(ids.values())
    assert links
    assert [] == [link for link in links if not link.startswith("#") or link[1:] not in ids]


@every_example
def test_document_has_no_idle_id(path: Path) -> None:
    """An ID that nothing refers to is noise."""
    root = document(read_example(path))
    links = {str(one.get("value"))[1:] for one in find(root, "//h:reference")}

    assert links == {str(one.get("ID")) for one in find(root, "//*[@ID]")}


@every_example
def test_place_puts_every_line_in_one_section(path: Path) -> None:
    """Nothing is lost and nothing said twice on the way from the letter's parts to the model's sections."""
    words = composed(read_example(path))
    placed = place(words)
    blocks = [block for held in placed.sections.values() for block in held]
    blocks += [block for further in placed.further for block in further.blocks]
    titles = {section.titre for section in oids.SECTIONS} | {further.titre for further in placed.further}
    kept = Counter(line for line in inlines(blocks))
    whole = Counter(line for line in inlines(words.blocks) if "".join(run.text for run in line) not in titles)

    assert whole == Counter({line: number for line, number in kept.items() if line in whole})


def test_place_parts_labelled_values_by_what_they_say() -> None:
    """Allergies go to their section, whatever part of the service's template prints them."""
    facts = Facts((Fact("Antécédents", (run("HTA", "antecedents"),)), Fact("Allergies", (run("iode", "allergies"),))))
    placed = place(Document(title="", parts=(Part("antecedents", (Title((run("Antécédents"),)), facts)),)))

    assert [oids.EVENEMENTS.code, oids.ALLERGIES.code] == list(placed.sections)
    assert [Facts((facts.facts[1],))] == placed.sections[oids.ALLERGIES.code]


def test_place_keeps_a_title_with_what_it_announces() -> None:
    """A title in the middle of a part goes with the blocks after it, a remark with those before."""
    blocks = (
        Paragraph((run("texte", "synthese_medicale"),)),
        Paragraph((run("remarque"),)),
        Title((run("Médicaments"),), 2),
        Paragraph((run("a", "bilan_medicamenteux.sortie.sources"),)),
    )
    placed = place(Document(title="", parts=(Part("x", blocks),)))

    assert list(blocks[:2]) == placed.sections[oids.EVENEMENTS.code]
    assert list(blocks[2:]) == placed.sections[oids.TRAITEMENTS_SORTIE.code]


@every_example
def test_stopped_drugs_stand_in_a_section_of_their_own(path: Path) -> None:
    """Each stopped or suspended drug has its row and its entry there, as the comparison has it."""
    lettre = read_example(path)
    stopped = [row for row in lettre.volet_medicamenteux if is_stopped(row) and row.avant is not None]
    root = document(lettre)
    section = f"//h:section[h:code/@code='{oids.TRAITEMENTS_ADMINISTRES.code}']"
    shown = "".join(text_of_element(one) for one in find(root, f"{section}/h:text"))
    names = [str(row.avant.medicament.libelle) for row in stopped if row.avant and row.avant.medicament]

    assert [] == [name for name in names if " ".join(name.split()) not in " ".join(shown.split())]
    assert len(names) <= len(find(root, f"{section}/h:entry"))


def test_stopped_drugs_alone_are_enough_for_their_section() -> None:
    """The section is there for them, even when nothing else was given during the stay."""
    lettre = example("a").replace(traitements_administres=NON_RENSEIGNE)
    section = f"//h:section[h:code/@code='{oids.TRAITEMENTS_ADMINISTRES.code}']"

    assert 2 == len(find(document(lettre), f"{section}/h:entry"))
