"""The linter of papers: each rule has a paper that breaks it, and a sound paper breaks none."""

import random
import time
from pathlib import Path

import docx
import pytest
from lxml import etree

from lls_drafter.document.faults import RULES, Fault, Gravite
from lls_drafter.errors import TemplateRenderError
from lls_drafter.exports import RenderRequest
from lls_drafter.exports.docx import render
from lls_drafter.exports.docx.lint import lint_paper
from lls_drafter.exports.docx.paper import read_paper
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import composed, template
from tests.exports.paper_set import BROKEN, SOUND
from tests.exports.papers import (
    PAGE,
    Sheet,
    cell,
    control,
    in_memory,
    p,
    paper,
    raw,
    run,
    sheet_parts,
    table,
    text_box,
    unzipped,
    zipped,
)
from tests.tools import rounds

SECTIONS = tuple(section.id for section in template().plan.sections)


def lint(path: Path) -> tuple[Fault, ...]:
    """Lint a paper as the built-in template's."""
    return lint_paper(path, SECTIONS, rubriques=("fevg",))


def errors(path: Path) -> list[Fault]:
    """Give the faults that keep a template from being published."""
    return [fault for fault in lint(path) if fault.gravite is Gravite.ERREUR]


def test_builtin_paper_has_no_fault() -> None:
    """Our own paper follows every rule, the advices included."""
    assert () == lint(template().papier)


@pytest.mark.parametrize("name", SOUND)
def test_sound_paper_has_no_error(name: str, tmp_path: Path) -> None:
    """What services rightly do is not told as an error, and prints."""
    papier = SOUND[name](tmp_path / "papier.docx")

    assert [] == errors(papier)
    assert render(composed(Lettre()), RenderRequest(lettre=Lettre(), papier=papier))


@pytest.mark.parametrize("name", BROKEN)
def test_broken_paper_is_told_by_its_rule(name: str, tmp_path: Path) -> None:
    """Each fault is told by its rule, with its place and what to do; nothing else is told as an error."""
    rule, make = BROKEN[name]
    papier = make(tmp_path / "papier.docx")

    faults = lint(papier)

    assert rule in {fault.regle for fault in faults}
    assert {rule} >= {fault.regle for fault in faults if fault.gravite is Gravite.ERREUR}
    assert all(fault.lieu.startswith("papier.docx") and fault.message and fault.correction for fault in faults)


def test_every_rule_has_a_broken_paper() -> None:
    """No rule is written that no paper breaks, and no fault is told that the list of rules does not have."""
    assert {rule for rule in RULES if rule.startswith("PAPIER-")} == {rule for rule, _ in BROKEN.values()}


@pytest.mark.parametrize("name", [name for name in BROKEN if name != "rubrique inconnue"])
def test_what_is_refused_at_lint_is_refused_at_rendering(name: str, tmp_path: Path) -> None:
    """A letter is never printed on a paper with an error, and an advice keeps none from being printed."""
    papier = BROKEN[name][1](tmp_path / "papier.docx")
    request = RenderRequest(lettre=Lettre(), papier=papier)
    refused = errors(papier)

    if not refused:
        assert render(composed(Lettre()), request)
        return
    with pytest.raises(TemplateRenderError) as caught:
        render(composed(Lettre()), request)

    assert (refused[0].message, refused[0].lieu) == (caught.value.message, str(caught.value.location))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """The author of a paper sees everything in one go, in the order of the file; a letter tells the first one."""
    body = p("{{ patient.ip }}") + p("[[corps]]") + p("{% if %}") + p("[[corps]]")
    papier = paper(tmp_path / "papier.docx", Sheet(body=body))

    expected = ["PAPIER-CHAMP-INCONNU", "PAPIER-CODE", "PAPIER-ANCRE-DOUBLE"]
    assert expected == [fault.regle for fault in lint(papier)]
    with pytest.raises(TemplateRenderError, match=r"« patient[.]ip »") as caught:
        read_paper(papier)
    assert "2 autres défauts du papier" in caught.value.hint


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (Sheet(body=p("a") + p("{{ x }}") + p("[[corps]]")), "corps, paragraphe 2"),
        (
            Sheet(body=table(cell(p("a")), cell(table(cell(p("b")), cell(p("{{ x }}"))) + p(""))) + p("[[corps]]")),
            "corps, tableau 1, ligne 1, colonne 2, tableau 1, ligne 1, colonne 2, paragraphe 1",
        ),
        (
            Sheet(body=raw(run("a") + f"<w:r>{text_box(p('ok') + p('{{ x }}'))}</w:r>") + p("[[corps]]")),
            "corps, paragraphe 1, zone de texte, paragraphe 2",
        ),
        (
            Sheet(headers={"default": p("{{ document.entete }}"), "first": p("{{ document.entete }}") + p("{{ x }}")}),
            "en-tête de première page, paragraphe 2",
        ),
        (
            Sheet(
                parts={"word/notes.xml": b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/'
                b'main"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>'
                b"{{ x }}</w:t></w:r></w:p></w:footnote></w:footnotes>"},
                relations=(("rIdNotes", "footnotes", "notes.xml", ""),),
            ),
            "note de bas de page 1, paragraphe 1",
        ),
    ],
)  # fmt: skip
def test_place_is_told_as_the_author_sees_it(sheet: Sheet, expected: str, tmp_path: Path) -> None:
    """A fault says where it is in the words of Word's screen; a text box and its copy for old readers are one."""
    faults = lint(paper(tmp_path / "papier.docx", sheet))

    assert [f"papier.docx, {expected}"] == [fault.lieu for fault in faults if "« x »" in fault.message]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{{ patient.nom_naisance }}", "{{ patient.nom_naissance }}"),
        ("{{ nom_naissance }}", "{{ patient.nom_naissance }}"),
        ("{{ document.entet }}", "{{ document.entete }}"),
        ("{{Patient.IPP}}", "{{ patient.ipp }}"),
        ("{ patient.ipp }}", "{{ patient.ipp }}"),
        ("[[motiff]]", "[[motif]]"),
    ],
)
def test_nearest_name_is_proposed(written: str, expected: str, tmp_path: Path) -> None:
    """A misspelt field or anchor is told with the one that was meant."""
    papier = paper(tmp_path / "papier.docx", Sheet(body=p(written) + p("[[corps]]")))

    assert [True] == [expected in fault.correction for fault in errors(papier)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("doc", "document Word 97-2003"),
        ("odt", "document LibreOffice"),
        ("RTF", "document RTF"),
        ("PDF", "document PDF"),
        ("Excel", "classeur Excel"),
        ("mot de passe", "protégé par un mot de passe"),
        ("docm renommé", "macros"),
        ("modèle Word", ".dotx"),
        ("Open XML strict", "Open XML strict"),
    ],
)
def test_file_of_another_kind_is_named(name: str, expected: str, tmp_path: Path) -> None:
    """The message says what the file is, and how to save it as it should be."""
    fault = errors(BROKEN[name][1](tmp_path / "papier.docx"))[0]

    assert expected in fault.message


def test_link_may_stay_in_the_folder_of_the_template(tmp_path: Path) -> None:
    """A symbolic link is refused when it leaves the template's folder, not when it stays in it."""
    paper(tmp_path / "commun.docx", Sheet())
    (tmp_path / "papier.docx").symlink_to(tmp_path / "commun.docx")

    assert [] == errors(tmp_path / "papier.docx")
    assert ["PAPIER-LIEN-SYMBOLIQUE"] == [
        fault.regle for fault in lint_paper(tmp_path / "papier.docx", SECTIONS, folder=tmp_path / "modele")
    ]


def test_author_of_a_plain_word_file_gets_advice_only(tmp_path: Path) -> None:
    """A letterhead made in Word with nothing of ours in it but the anchor is usable at once."""
    blank = docx.Document()
    blank.add_paragraph("Centre hospitalier")
    blank.add_paragraph("[[corps]]")
    blank.save(str(tmp_path / "papier.docx"))

    faults = lint(tmp_path / "papier.docx")

    assert {Gravite.CONSEIL} == {fault.gravite for fault in faults}
    assert {"PAPIER-MARGE-AJOUTEE", "PAPIER-STYLES", "PAPIER-LANGUE"} == {fault.regle for fault in faults}


def test_many_faults_are_told_in_bounded_time(tmp_path: Path) -> None:
    """A paper full of faults is told for what it is at once: a hundred of them are enough."""
    start = time.perf_counter()
    body = "".join(p(f"{{{{ patient.n{number} }}}} {{% x %}}") for number in range(3_000)) + p("[[corps]]")

    faults = errors(paper(tmp_path / "papier.docx", Sheet(body=body)))

    assert 110 > len(faults)
    assert 5 > time.perf_counter() - start


@pytest.mark.parametrize("name", ["bombe", "bombe de noms", "entités", "imbrication", "partie trop longue"])
def test_hostile_paper_is_refused_in_bounded_time(name: str, tmp_path: Path) -> None:
    """A file made to exhaust the machine is refused as fast as another one."""
    papier = BROKEN[name][1](tmp_path / "papier.docx")
    start = time.perf_counter()

    assert errors(papier)
    assert 2 > time.perf_counter() - start


@pytest.mark.parametrize("depth", [60, 120])
def test_nested_controls_are_walked(depth: int, tmp_path: Path) -> None:
    """Blocks nested as deep as the format allows are read, not a crash."""
    inside = "<w:sdt><w:sdtContent>" * depth + p("{{ patient.ipp }}") + "</w:sdtContent></w:sdt>" * depth

    assert [] == errors(paper(tmp_path / "papier.docx", Sheet(body=inside + p("[[corps]]"))))


def test_anchors_by_the_hundred_are_refused(tmp_path: Path) -> None:
    """No template has that many sections; each anchor costs a search."""
    body = "".join(p(f"[[a{number}]]") for number in range(201))

    faults = lint(paper(tmp_path / "papier.docx", Sheet(body=body + p("[[corps]]"))))

    assert ["PAPIER-DEMESURE"] * 2 == [fault.regle for fault in faults if "INCONNUE" not in fault.regle]


def test_signs_repeated_without_end_are_read_in_bounded_time(tmp_path: Path) -> None:
    """Braces and brackets by the thousand do not send the search of marks round in circles."""
    start = time.perf_counter()
    body = "".join(p(sign * 19_000) for sign in ("{", "[", "}", "{ ", "[a ", "{%"))

    assert errors(paper(tmp_path / "papier.docx", Sheet(body=body + p("[[corps]]"))))
    assert 5 > time.perf_counter() - start


def test_document_type_is_refused_in_any_encoding(tmp_path: Path) -> None:
    """A declaration cannot hide from the search in UTF-16."""
    parts = unzipped(paper(tmp_path / "papier.docx", Sheet()))
    text = parts["word/document.xml"].decode().replace("<w:document ", "<!DOCTYPE x><w:document ")
    parts["word/document.xml"] = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")

    assert "PAPIER-XML" in {fault.regle for fault in errors(zipped(tmp_path / "papier.docx", parts))}


def test_lint_of_a_normal_paper_is_quick(tmp_path: Path) -> None:
    """The linter's bound is 100 ms on a quiet machine; ten times that here."""
    papier = SOUND["zone de texte"](tmp_path / "papier.docx")
    start = time.perf_counter()

    lint(papier)

    assert 1 > time.perf_counter() - start


@pytest.mark.soak
def test_damaged_file_is_told_and_never_crashes(tmp_path: Path) -> None:
    """Bytes changed or cut off anywhere give faults, or a paper that still prints."""
    chance = random.Random(3)  # noqa: S311 - the same each time
    whole = SOUND["zone de texte"](tmp_path / "entier.docx").read_bytes()
    for number in range(rounds(150, 3_000)):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 10))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        papier = tmp_path / f"{number}.docx"
        papier.write_bytes(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))

        assert all(fault.lieu.startswith(papier.name) for fault in lint(papier))


@pytest.mark.soak
def test_paper_cut_up_at_random_is_refused_or_prints(tmp_path: Path) -> None:
    """Elements taken out, doubled or given odd values are told, or give a letter whose every part is XML."""
    chance = random.Random(5)  # noqa: S311 - the same each time
    body = raw(run("x") + f"<w:r>{text_box(p('{{ patient.ipp }}'))}</w:r>")
    body += table(cell(p("[[motif]]")), cell(control(p("{{ patient.ipp }}"), "<w:text/>"))) + p("[[corps]]")
    whole = sheet_parts(Sheet(body=body, section=f"{PAGE}<w:titlePg/>"))
    document = composed(Lettre(), draft=True)
    for number in range(rounds(60, 2_000)):
        parts = dict(whole)
        for _ in range(chance.choice((1, 2, 4))):
            name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
            parts[name] = _cut_up(parts[name], chance)
        papier = zipped(tmp_path / f"{number}.docx", parts)
        if errors(papier):
            continue

        made = in_memory(render(document, RenderRequest(lettre=Lettre(), papier=papier)))
        assert all(etree.fromstring(data) is not None for name, data in made.items() if name.endswith(".xml"))


def _cut_up(xml: bytes, chance: random.Random) -> bytes:
    """Take out an element, double it, or change one of its attributes."""
    root = etree.fromstring(xml)
    element = chance.choice(list(root.iter("*")))
    parent = element.getparent()
    deed = chance.random()
    if parent is not None and deed < 0.5:
        parent.remove(element)
    elif element.attrib and deed < 0.8:
        element.set(chance.choice(list(element.attrib)), chance.choice(("", "-1", "99999999999", "x", "é", "0")))
    elif parent is not None:
        element.addnext(etree.fromstring(etree.tostring(element)))
    return etree.tostring(root)
