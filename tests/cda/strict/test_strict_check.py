"""What the strict checks give, whatever the tree."""

import copy
import random
from collections.abc import Callable

import pytest
from lxml import etree

from lls_drafter.cda.strict import MOST, TABLES, Niveau, check, rules
from lls_drafter.cda.xml import HL7, Element, parse
from tests.cda.strict.base_documents import with_pdf
from tests.cda.strict.edits import edit, find
from tests.cda.strict.own_document import own, own_bytes
from tests.tools import rounds

MARK = "ZZMARQUEZZ"


def test_fault_has_its_place_and_its_mending() -> None:
    """A fault says where it is, by a path and a line, what to do, and where the rule comes from."""
    root = parse(own_bytes().replace(b'value="false"', b'value="oui"', 1), name="lettre.xml")
    (found,) = check(root)

    assert ("CDA-EVENEMENT-VALEUR", Niveau.ERREUR) == (found.regle, found.niveau)
    assert "ClinicalDocument/component/structuredBody/component[3]/section/entry[5]/observation/value" == found.chemin
    assert f"{found.chemin} (ligne {found.ligne})" == found.lieu
    assert found.correction.startswith("écrire la valeur")


def test_place_of_a_tree_without_file_is_a_path() -> None:
    """A document that was never read from a file has no lines to give."""
    (found,) = check(etree.fromstring("<x/>").makeelement("x"))

    assert ("?", None, "?") == (found.chemin, found.ligne, found.lieu)


@pytest.mark.parametrize(
    "xml",
    [
        "<x/>",
        "<ClinicalDocument/>",
        f'<ClinicalDocument xmlns="{HL7}"/>',
        f'<ClinicalDocument xmlns="{HL7}"><code code="11502-2"/></ClinicalDocument>',
        "<!-- a --><?b c?><x><!-- d --></x>",
    ],
)
def test_other_document_is_told_in_one_sentence(xml: str) -> None:
    """What is no letter gets one fault, not a hundred."""
    assert ["CDA-MODELE"] == [found.regle for found in check(etree.fromstring(xml))]


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<recordTarget/>",
        "<component/>",
        "<component><structuredBody/></component>",
        "<component><nonXMLBody/></component>",
        "<component><structuredBody><component><section/></component></structuredBody></component>",
        "<!-- a --><?b c?><effectiveTime><!-- d --></effectiveTime><versionNumber value='" + "9" * 9999 + "'/>",
        "<effectiveTime value='00000000000000+0000'/>",
        "<effectiveTime value='99991231235959-1400'/><author><time value='00010101000000+1400'/></author>",
        "<id/><id root=''/><setId/><code/>" + "<a>" * 200 + "</a>" * 200,
    ],
)
def test_half_empty_letter_is_judged(inside: str) -> None:
    """A letter of which nearly nothing is left gets faults, never a crash."""
    xml = f'<ClinicalDocument xmlns="{HL7}"><code code="11490-0"/>{inside}</ClinicalDocument>'

    assert "CDA-ENTETE-MODELE" in {found.regle for found in check(etree.fromstring(xml))}


def _emptied(element: Element, chance: random.Random) -> None:
    """Take an element's children, its text, or one of its attributes away, or spoil one."""
    names = sorted(str(name) for name in element.attrib)
    what = chance.randrange(4)
    if what == 0 or (what > 1 and not names):
        for child in list(element):
            element.remove(child)
        element.text = None
    elif what == 1:
        element.tag = f"{{{HL7}}}{chance.choice(['id', 'code', 'section', 'value', 'text', 'effectiveTime'])}"
    elif what == 2:
        del element.attrib[chance.choice(names)]
    else:
        element.set(chance.choice(names), chance.choice(["", "x", "#", "0", "\u0663", "-1", "9" * 5000, "²"]))


@pytest.mark.soak
@pytest.mark.parametrize("base", [own, lambda: with_pdf(own())], ids=["level 3", "level 1"])
def test_spoilt_document_never_crashes_a_check(base: Callable[[], Element]) -> None:
    """Whatever is taken away or spoilt, every rule still gives its answer."""
    chance = random.Random(7)  # noqa: S311 - the same documents each time
    sound = base()
    for _ in range(rounds(60, 3000)):
        root = copy.deepcopy(sound)
        for _ in range(chance.randrange(1, 12)):
            _emptied(chance.choice(find(root, "//*")), chance)

        assert isinstance(check(root), tuple)


def test_rule_tells_its_first_faults_and_that_there_are_others() -> None:
    """A document with the same fault everywhere is told of it a bounded number of times."""
    root = own()
    for _ in range(MOST + 50):
        edit(root, "//section/text << <content ID='a'>x</content>")
    told = [found.message for found in check(root) if found.regle == "CDA-ID-UNIQUE"]

    assert (MOST + 1, "les autres écarts de cette règle ne sont pas dits") == (len(told), told[-1])


@pytest.mark.parametrize("kept", [(), ("root", "codeSystem"), ("root", "codeSystem", "code", "xsi:type", "ID")])
def test_fault_never_says_a_value(kept: tuple[str, ...]) -> None:
    """No text and no attribute of the document comes out in what is told, not even as the name of an element."""
    root = own()
    for element in find(root, "//*[not(self::templateId)]"):
        element.text = MARK if element.text is None or element.text.strip() or not len(element) else element.text
        for name in element.attrib:
            if str(name).rpartition("}")[2] not in {one.rpartition(":")[2] for one in kept}:
                element.set(name, MARK)
    find(root, "code")[0].set("code", "11490-0")
    find(root, "//section")[0].append(etree.Element(MARK))
    find(root, "//section")[0].append(etree.fromstring(f'<{MARK} xmlns="{HL7}" unit="{MARK}" ID="{MARK}"/>'))
    find(root, "//section/entry/*")[0].append(etree.fromstring(f'<{MARK}9 xmlns="{HL7}" ID="{MARK}"/>'))
    told = check(root)

    assert len(told) > 40
    assert [] == [found for found in told if MARK in repr((found.message, found.correction))]


def test_rules_are_named_in_one_way() -> None:
    """Each rule has an id of its own, a French sentence, and what to do."""
    known = rules()

    assert len(known) == len({rule.id for rule in known})
    assert [] == [rule.id for rule in known if not rule.id.startswith("CDA-") or rule.id != rule.id.upper()]
    assert [] == [rule.id for rule in known if rule.phrase.endswith(".") or not rule.correction]
    assert len(known) == 1 + sum(len(table.rules) for table in TABLES)
