"""Fields and anchors wherever a service puts them: what is filled, and what stays as it was.

Over 400 lines: one promise a test, on papers or lists written where they are judged.
"""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from lls_drafter.document.blocks import Block, Document, Paragraph, Part, Run, Table
from lls_drafter.document.blocks import Column as TableColumn
from lls_drafter.document.coverage import OTHER_ID
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.docx import render
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import composed, example, letter
from tests.exports.paper_set import SPLIT_FIELD
from tests.exports.papers import (
    LANDSCAPE,
    NAMESPACES,
    PAGE,
    Sheet,
    builtin,
    cell,
    control,
    in_memory,
    p,
    paper,
    picture,
    raw,
    run,
    table,
    text_box,
    unzipped,
    vml_box,
    with_logo,
    zipped,
)
from tests.exports.readers import W, docx_text, part, story_text
from tests.tools import require_tool

IPP = letter(patient={"ipp": "<8&1>"})
TABLE = Table((TableColumn("A", 500), TableColumn("B", 500)), ((((Run("a"),),), ((Run("b"),),)),))
REFERENCES = "".join(
    f'<w:{story}Reference w:type="{page}" r:id="rId_{story}_{page}"/>'
    for story in ("header", "footer")
    for page in ("default", "first")
)
TEXT = Paragraph((Run("Le corps"),))


def printed(papier: Path, *blocks: Block, watermark: str = "", **sections: tuple[Block, ...]) -> bytes:
    """Print these blocks as the only section of the body, `sections` being others that the paper may place."""
    parts = (*(Part(name, inside) for name, inside in sections.items()), Part("reste", blocks))
    fields = {"patient.ipp": "<8&1>", "patient.telephone": ""}
    document = Document(title="Titre", header="EN-TÊTE", footer="PIED", watermark=watermark, parts=parts, fields=fields)
    return render(document, RenderRequest(lettre=Lettre(), papier=papier))


def body_of(data: bytes) -> etree._Element:
    """Give the body of a Word file."""
    body = part(data, "word/document.xml").find(f"{W}body")
    assert body is not None
    return body


def shape(element: etree._Element) -> str:
    """Give the blocks inside an element by their initials: `p`, `t` for a table, `s` for properties."""
    names = {"p": "p", "tbl": "t", "sectPr": "s", "tcPr": "", "sdt": "c"}
    return "".join(names.get(str(child.tag).rpartition("}")[2], "?") for child in element)


def val(element: etree._Element | None, name: str = "val") -> str | None:
    """Give a Word attribute."""
    return None if element is None else element.get(f"{W}{name}")


@pytest.mark.parametrize(
    "inside",
    [
        p("{{ patient.ipp }}"),
        p("{{patient.ipp}}"),
        p("{", "{ patient.i", "pp", " }", "}"),
        SPLIT_FIELD,
        p("{{\u00a0patient.ipp\u00a0}}"),
        p("{{ pa\u00adtient.ipp\u200b }}"),
        raw("<w:r><w:t>{{</w:t><w:br/><w:t>patient.ipp</w:t><w:noBreakHyphen/></w:r>".replace("<w:noBreakHyphen/>", "")
            + run(" }}")),
        table(cell(table(cell(p("{{ patient.ipp }}")), cell(p("x"))) + p("")), cell(p("y"))),
        control(p("{{ patient.ipp }}")),
        raw(control(run("{{ patient.ipp }}"), "<w:text/>")),
        control(table(cell(p("{{ patient.ipp }}")), cell(p("")))),
        raw('<w:hyperlink w:anchor="x">' + run("{{ patient.ipp }}") + "</w:hyperlink>"),
        raw(f"<w:r>{vml_box(p('{{ patient.ipp }}'))}</w:r>"),
        raw(f"<w:r>{vml_box(table(cell(p('{{ patient', '.ipp }}')), cell(p(''))) + p(''))}</w:r>"),
        raw("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> QUOTE </w:instrText></w:r><w:r>"
            "<w:fldChar w:fldCharType='separate'/></w:r>" + run("{{ patient.ipp }}")
            + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"),
        '<w:customXml w:element="x">' + p("{{ patient.ipp }}") + "</w:customXml>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("story", ["body", "default", "first", "even", "footer"])
def test_field_is_filled_wherever_it_stands(inside: str, story: str, tmp_path: Path) -> None:
    """A field is filled once in the body, in each header and footer, in any wrapper, however Word cut it."""
    entete = p("{{ document.entete }}")
    headers = {"default": entete, "first": entete, "even": entete}
    footers = {"default": p("{{ document.pied }}")}
    body = p("[[corps]]")
    if story == "body":
        body = inside + body
    elif story == "footer":
        footers = {"default": footers["default"] + inside}
    else:
        headers[story] = headers[story] + inside
    papier = paper(tmp_path / "papier.docx", Sheet(body=body, headers=headers, footers=footers))
    name = {"body": "document", "footer": "footer_default"}.get(story, f"header_{story}")

    root = part(printed(papier, TEXT), f"word/{name}.xml")

    text = "".join(node.text or "" for node in root.iter(f"{W}t"))
    assert 1 == text.count("<8&1>")
    assert [] == list(root.iter(f"{W}tab", f"{W}softHyphen", f"{W}br"))
    assert not re.search("[{}\u00ad\t]", text)


def test_field_of_a_text_box_is_filled_in_both_of_its_copies(tmp_path: Path) -> None:
    """A text box is written twice, for new and old readers: both are filled, and not mixed with the text around it."""
    box = f"<w:r>{text_box(p('IPP {{ pati', 'ent.ipp }}'))}</w:r>"
    body = raw(run("avant {{ patient") + box + run(".ipp }} après")) + p("[[corps]]")

    made = part(printed(paper(tmp_path / "papier.docx", Sheet(body=body)), TEXT), "word/document.xml")

    boxes = ["".join(node.text or "" for node in box.iter(f"{W}t")) for box in made.iter(f"{W}txbxContent")]
    assert ["IPP <8&1>", "IPP <8&1>"] == boxes
    around = [node.text for node in made.iter(f"{W}t") if next(node.iterancestors(f"{W}txbxContent"), None) is None]
    assert ["avant <8&1>", " après", "Le corps"] == around


def test_field_of_a_bound_control_is_not_overwritten_by_word(tmp_path: Path) -> None:
    """Word writes the file's own data over a bound control: the binding goes, the control stays."""
    binding = '<w:alias w:val="IPP"/><w:showingPlcHdr/><w:dataBinding w:xpath="/x" w:storeItemID="{1}"/><w:text/>'
    bound = control(p("{{ patient.ipp }}"), binding) + control(p("fixe"), binding)
    papier = paper(tmp_path / "papier.docx", Sheet(body=bound + p("[[corps]]")))

    controls = list(part(printed(papier, TEXT), "word/document.xml").iter(f"{W}sdtPr"))

    names = [[str(child.tag).rpartition("}")[2] for child in one] for one in controls]
    assert [["alias", "text"], ["alias", "showingPlcHdr", "dataBinding", "text"]] == names


def test_field_of_a_note_is_filled(tmp_path: Path) -> None:
    """Footnotes are a part of their own, found by its relationship and not by its name."""
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="1">{p("{{ patient.ipp }}")}</w:footnote></w:footnotes>'
    sheet = Sheet(parts={"word/notes.xml": notes.encode()}, relations=(("rIdNotes", "footnotes", "notes.xml", ""),))

    data = printed(paper(tmp_path / "papier.docx", sheet), TEXT)

    assert "<8&1>" == story_text(part(data, "word/notes.xml"))


def test_paper_keeps_what_the_service_put_in_it(tmp_path: Path) -> None:
    """Parts that are not filled leave as they came, byte for byte; the body keeps its pictures and its sections."""
    section = f"<w:pPr><w:sectPr>{REFERENCES}{LANDSCAPE}<w:titlePg/></w:sectPr></w:pPr>"
    number = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    kept = raw(f"<w:r>{picture('Logo')}</w:r>") + raw(section + number)
    borders = '<w:pgBorders><w:top w:val="single" w:sz="4"/></w:pgBorders>'
    extra = {"word/theme/autre.xml": b"<x>\xc3\xa9</x>", "word/fonts/font1.odttf": b"\x00\x01"}
    styles = b'<?xml version="1.0"?>\r\n' + builtin()["word/styles.xml"].split(b"\n", 1)[1]
    sheet = Sheet(
        body=kept + p("[[corps]]"),
        section=PAGE + borders,
        headers={"default": p("{{ document.entete }}"), "first": p("Logo seul")},
        footers={"default": p("{{ document.pied }}"), "first": p("Pied seul")},
        parts=extra | {"word/styles.xml": styles},
    )
    before = unzipped(paper(tmp_path / "papier.docx", with_logo(sheet)))

    data = printed(tmp_path / "papier.docx", TEXT)

    after = in_memory(data)
    changed = {name for name in after if after[name] != before.get(name)}
    expected = {"word/document.xml", "word/header_default.xml", "word/footer_default.xml", "docProps/core.xml"}
    assert expected == changed
    assert set(before) == set(after)
    document = after["word/document.xml"].decode()
    for piece in ('descr="Logo"', borders, "<w:titlePg/>", " NUMPAGES ", 'w:orient="landscape"'):
        assert piece in document


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (PAGE, 9638),
        (LANDSCAPE, 14570),
        (f'{PAGE}<w:cols w:num="2" w:space="720"/>', 4459),
        (f'{PAGE}<w:cols w:num="2" w:equalWidth="0"><w:col w:w="6000"/><w:col w:w="3338"/></w:cols>', 3338),
        ('<w:pgSz w:w="595.3pt" w:h="842pt"/><w:pgMar w:left="2cm" w:right="2cm" w:gutter="0.5cm"/>', 9355),
        ("", 9638),
    ],
)  # fmt: skip
def test_body_has_the_width_of_its_section(section: str, expected: int, tmp_path: Path) -> None:
    """Tables are as wide as the text of the section where the anchor stands, its columns and its gutter counted."""
    first = f"{p('[[corps]]')}<w:p><w:pPr><w:sectPr>{section}</w:sectPr></w:pPr></w:p>{p('Annexe')}"
    papier = paper(tmp_path / "papier.docx", Sheet(body=first, section=LANDSCAPE if section == PAGE else PAGE))

    assert str(expected) == val(body_of(printed(papier, TABLE)).find(f"{W}tbl/{W}tblPr/{W}tblW"), "w")


def test_body_is_not_as_wide_as_an_earlier_section(tmp_path: Path) -> None:
    """A landscape section before the anchor's own says nothing of it, nor do properties that a revision replaced."""
    first = f"<w:p><w:pPr><w:sectPr>{LANDSCAPE}</w:sectPr></w:pPr></w:p>"
    changed = f'<w:sectPrChange w:id="3" w:author="X"><w:sectPr>{LANDSCAPE}</w:sectPr></w:sectPrChange>'
    papier = paper(tmp_path / "papier.docx", Sheet(body=first + p("[[corps]]"), section=PAGE + changed))

    assert "9638" == val(body_of(printed(papier, TABLE)).find(f"{W}tbl/{W}tblPr/{W}tblW"), "w")


def test_section_break_of_the_anchors_own_paragraph_is_kept(tmp_path: Path) -> None:
    """A section that ends with the anchor still ends there, and gives the body its width."""
    own = f"<w:sectPr>{LANDSCAPE}</w:sectPr>"
    body = p("[[corps]]", properties=own) + p("Suite en portrait")

    made = body_of(printed(paper(tmp_path / "papier.docx", Sheet(body=body)), TABLE))

    assert "tppps" == shape(made)
    assert "landscape" == val(made[2].find(f"{W}pPr/{W}sectPr/{W}pgSz"), "orient")
    assert "14570" == val(made.find(f"{W}tbl/{W}tblPr/{W}tblW"), "w")


@pytest.mark.parametrize(
    ("grid", "own", "expected"),
    [((6000, 3638), 6000, 5784), ((6000, 3638), 0, 5784), ((0, 0), 0, 4603)],
)
def test_body_fits_the_cell_in_which_it_stands(grid: tuple[int, int], own: int, expected: int, tmp_path: Path) -> None:
    """In a table, the body is as wide as the text of its cell, and the cell still ends with a paragraph."""
    line = table(cell(p("[[corps]]"), own), cell(p("Coordonnées du service"), grid[1]), grid=grid)
    papier = paper(tmp_path / "papier.docx", Sheet(body=line + p("")))

    inside = body_of(printed(papier, TABLE)).find(f"{W}tbl/{W}tr/{W}tc")

    assert inside is not None
    assert "tp" == shape(inside)
    assert str(expected) == val(inside.find(f"{W}tbl/{W}tblPr/{W}tblW"), "w")


@pytest.mark.parametrize(
    ("body", "blocks", "expected"),
    [
        (table(cell(p("[[vide]]")), cell(p("x"))) + p("[[corps]]"), (TEXT,), "tps"),
        (table(cell(p("x"))) + p("[[corps]]"), (TABLE,), "tptps"),
        (table(cell(p("x"))) + p("[[corps]]") + table(cell(p("y"))) + p(""), (), "tptps"),
        (table(cell(p("x"))) + p("[[corps]]"), (), "tps"),
        (table(cell(p("x"))) + p("[[vide]]") + p("[[corps]]"), (TABLE,), "tptps"),
        (control(table(cell(p("x")))) + p("[[corps]]"), (TABLE,), "cptps"),
        (control(p("[[corps]]"), "<w:text/>"), (TABLE,), "cs"),
    ],
)
def test_tables_of_the_paper_and_of_the_body_never_touch(
    body: str, blocks: tuple[Block, ...], expected: str, tmp_path: Path
) -> None:
    """Whatever surrounds an anchor, and when nothing is poured, two tables keep a paragraph between them."""
    made = body_of(printed(paper(tmp_path / "papier.docx", Sheet(body=body)), *blocks, vide=()))

    assert expected == re.sub("pp+", "p", shape(made))
    for inside in made.iter(f"{W}tc", f"{W}sdtContent"):
        assert shape(inside).endswith("p") or "t" == shape(inside)[-1:] != "", shape(inside)
        assert "" != shape(inside)


def test_anchor_paragraph_leaves_its_picture_break_and_bookmarks(tmp_path: Path) -> None:
    """What hangs on the anchor's paragraph is not lost with it: a floating logo, a page break, a bookmark."""
    marks = '<w:bookmarkStart w:id="4" w:name="lettre"/>'
    body = raw(f"{marks}<w:r>{picture('Logo')}</w:r>{run('[[corps]]')}") + raw(
        f'<w:r><w:br w:type="page"/></w:r>{run("[[motif]]")}<w:bookmarkEnd w:id="4"/>'
    )
    body += p("[[synthese]]", properties="<w:pageBreakBefore/>")
    papier = paper(tmp_path / "papier.docx", with_logo(Sheet(body=body)))

    data = printed(papier, TEXT, motif=(TEXT,), synthese=(TEXT,))

    made = body_of(data)
    assert 1 == len(list(made.iter(f"{W}drawing")))
    assert 1 == len([one for one in made.iter(f"{W}br") if val(one, "type") == "page"])
    assert 1 == len(list(made.iter(f"{W}pageBreakBefore")))
    assert (1, 1) == (len(list(made.iter(f"{W}bookmarkStart"))), len(list(made.iter(f"{W}bookmarkEnd"))))
    assert 3 == docx_text(data).count("Le corps")
    assert "[[" not in docx_text(data)


def test_bookmarks_of_a_plain_anchor_stay_in_place(tmp_path: Path) -> None:
    """A bookmark that begins at the anchor and ends elsewhere keeps both of its ends."""
    body = raw(f'<w:bookmarkStart w:id="4" w:name="x"/>{run("[[corps]]")}') + raw(
        f'{run("fin")}<w:bookmarkEnd w:id="4"/>'
    )

    made = body_of(printed(paper(tmp_path / "papier.docx", Sheet(body=body)), TEXT))

    assert (1, 1) == (len(list(made.iter(f"{W}bookmarkStart"))), len(list(made.iter(f"{W}bookmarkEnd"))))


def test_paper_of_another_prefix_is_poured_into(tmp_path: Path) -> None:
    """A file whose producer names Word's namespace otherwise still gives a readable document."""
    parts = unzipped(paper(tmp_path / "papier.docx", Sheet()))
    for name in ("word/document.xml", "word/header_default.xml"):
        parts[name] = re.sub(rb"(?<=[</ ])w:|(?<=xmlns:)w(?==)", lambda m: m[0].replace(b"w", b"ns0"), parts[name])
    papier = zipped(tmp_path / "papier.docx", parts)

    data = printed(papier, TEXT, watermark="BROUILLON")

    assert "Le corps" in docx_text(data)
    assert "EN-TÊTE" in story_text(part(data, "word/header_default.xml"))


def watermarks(data: bytes) -> Mapping[str, bool]:
    """Tell which headers carry a watermark, by part name."""
    return {
        name: b"LLSFiligrane" in xml
        for name, xml in in_memory(data).items()
        if name.startswith("word/") and "header" in name
    }


def test_every_header_carries_the_watermark(tmp_path: Path) -> None:
    """First, even and other pages of every section say that a draft is one, whatever their header holds."""
    box = raw(f"<w:r>{text_box(p('Logo'))}</w:r>")
    headers = {
        "default": p("{{ document.entete }}") + table(cell(p("Logo"))) + "<w:p/>",
        "first": table(cell(box)),
        "even": control(p("{{ document.entete }}")),
    }
    sheet = Sheet(section=f"{PAGE}<w:titlePg/>", settings="<w:evenAndOddHeaders/>", headers=headers)
    papier = paper(tmp_path / "papier.docx", sheet)

    data = printed(papier, TEXT, watermark="BROUILLON")

    assert {"word/header_default.xml", "word/header_first.xml", "word/header_even.xml"} == set(watermarks(data))
    assert all(watermarks(data).values())
    for name in watermarks(data):
        shape_ = next(node for node in part(data, name).iter("{urn:schemas-microsoft-com:vml}textpath"))
        assert not {f"{W}tc", f"{W}txbxContent"} & {str(around.tag) for around in shape_.iterancestors()}
    assert not any(watermarks(printed(papier, TEXT)).values())


def test_pages_without_header_or_footer_get_one(tmp_path: Path) -> None:
    """A first page of its own that has no header still names the patient, and a draft's says that it is one."""
    papier = paper(tmp_path / "papier.docx", Sheet(section=f"{PAGE}<w:titlePg/>", settings="<w:evenAndOddHeaders/>"))

    data = printed(papier, TEXT, watermark="BROUILLON")

    parts = in_memory(data)
    for kind in ("first", "even"):
        assert "EN-TÊTE" == story_text(part(data, f"word/lls_header_{kind}.xml"))
        assert story_text(part(data, f"word/lls_footer_{kind}.xml")).startswith("PIED")
        assert f"/word/lls_header_{kind}.xml" in parts["[Content_Types].xml"].decode()
    section = body_of(data)[-1]
    names = [str(child.tag).rpartition("Reference")[1] for child in section]
    assert sorted(names, reverse=True) == names  # Word refuses them elsewhere than first
    references = section.findall(f"{W}headerReference")
    assert {"default", "first", "even"} == {val(one, "type") for one in references}
    assert all(watermarks(data).values())
    assert (
        parts["word/lls_header_first.xml"]
        == in_memory(printed(papier, TEXT, watermark="BROUILLON"))["word/lls_header_first.xml"]
    )


def test_second_section_takes_over_the_headers_of_the_first(tmp_path: Path) -> None:
    """A section that names no header shows the previous one's: nothing is added to it."""
    references = '<w:headerReference w:type="default" r:id="rId_header_default"/>'
    references += '<w:footerReference w:type="default" r:id="rId_footer_default"/>'
    first = f"<w:p><w:pPr><w:sectPr>{references}{LANDSCAPE}</w:sectPr></w:pPr></w:p>"
    parts = unzipped(paper(tmp_path / "papier.docx", Sheet(body=first + p("[[corps]]"))))
    xml = parts["word/document.xml"].decode()
    last = xml.rindex(references)
    parts["word/document.xml"] = (xml[:last] + xml[last + len(references) :]).encode()

    data = printed(zipped(tmp_path / "papier.docx", parts), TEXT)

    assert 1 == len(list(body_of(data).iter(f"{W}headerReference")))


def test_styles_of_the_same_id_or_of_another_kind_are_not_mixed(tmp_path: Path) -> None:
    """A paper whose own styles use our ids or names for something else keeps them, and gets ours beside."""
    parts = unzipped(paper(tmp_path / "papier.docx", Sheet()))
    styles = parts["word/styles.xml"].decode()
    styles = styles.replace('<w:name w:val="LLS Discret"/>', '<w:name w:val="Adresse du service"/>')
    styles = styles.replace('w:type="table" w:styleId="LLSTableau"', 'w:type="paragraph" w:styleId="LLSTableau"')
    parts["word/styles.xml"] = styles.encode()

    data = printed(zipped(tmp_path / "papier.docx", parts), TABLE)

    found = [(val(one, "styleId"), val(one, "type")) for one in part(data, "word/styles.xml").iter(f"{W}style")]
    assert len(found) == len({name for name, _ in found})
    assert ("LLSTableau2", "table") in found
    assert "LLSTableau2" == val(body_of(data).find(f"{W}tbl/{W}tblPr/{W}tblStyle"))


def test_trace_page_ignores_the_anchors_of_sections(tmp_path: Path) -> None:
    """The trace page has no sections: on a paper cut in sections, it stands whole where the body does."""
    papier = paper(tmp_path / "papier.docx", Sheet(body=p("[[motif]]") + p("[[corps]]")))
    document = Document(title="Trace", parts=(Part("trace", (TEXT,)),))

    assert "Le corps" in docx_text(render(document, RenderRequest(lettre=Lettre(), papier=papier)))


def test_other_information_may_be_placed(tmp_path: Path) -> None:
    """The part of what no section printed can have its own anchor, also in letters that have none."""
    papier = paper(tmp_path / "papier.docx", Sheet(body=p("[[corps]]") + p(f"[[{OTHER_ID}]]")))

    assert render(composed(Lettre()), RenderRequest(lettre=Lettre(), papier=papier))


@pytest.mark.office
def test_paper_that_libreoffice_saved_still_works(tmp_path: Path) -> None:
    """Anchors, cut fields, text boxes and tables survive a secretary who edits the paper in LibreOffice."""
    soffice, pdftotext = require_tool("soffice"), require_tool("pdftotext")
    box = raw(run("Tél. 01 ") + f"<w:r>{text_box(p('Boîte {{ patient', '.ipp }}'))}</w:r>")
    body = box + SPLIT_FIELD + table(cell(p("Cellule {{ patient.ipp }}")), cell(p("x"))) + p("") + p("[[corps]]")
    headers = {"default": p("{{ document.entete }}"), "first": p("Première {{ document.entete }}")}
    paper(tmp_path / "avant.docx", Sheet(body=body, headers=headers, section=f"{PAGE}<w:titlePg/>"))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profil'}"

    def convert(source: Path, kind: str, folder: Path) -> None:
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=110)

    convert(tmp_path / "avant.docx", "docx", tmp_path / "après")
    papier = Path(shutil.copy(tmp_path / "après" / "avant.docx", tmp_path / "papier.docx"))

    data = printed(papier, TEXT, TABLE, watermark="BROUILLON")

    (tmp_path / "lettre.docx").write_bytes(data)
    convert(tmp_path / "lettre.docx", "pdf", tmp_path)
    text = subprocess.run(
        [pdftotext, "-layout", tmp_path / "lettre.pdf", "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    for words in ("Boîte <8&1>", "Cellule <8&1>", "Première EN-TÊTE", "Le corps", "Tél. 01"):
        assert words in text
    assert "{{" not in text
    assert "[[" not in text


def test_completed_paper_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    """The same letter on the same paper gives the same bytes, pictures and added headers included."""
    papier = paper(tmp_path / "papier.docx", Sheet(section=f"{PAGE}<w:titlePg/>"))
    request = RenderRequest(lettre=example("a"), papier=papier)

    assert render(composed(example("a")), request) == render(composed(example("a")), request)
