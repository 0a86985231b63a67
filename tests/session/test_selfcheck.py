"""A template is verified whole: each mistake has its rule, and the shipped templates have none."""

import io
from pathlib import Path

import docx
import pytest
from docxtpl import DocxTemplate

from lls_drafter.document.faults import RULES, Gravite
from lls_drafter.document.withheld import printable
from lls_drafter.exports import EXPORTERS
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Leaf
from lls_drafter.packs.templates import load_template
from lls_drafter.session.canary import canary_letter, marker
from lls_drafter.session.printed import READERS, Printed, read_docx
from lls_drafter.session.selfcheck import lost, misplaced, outputs, verify_folder, verify_template
from lls_drafter.session.service_rules import checklists
from tests.packs.test_templates import BUILTIN
from tests.session.broken_templates import BROKEN, HEAD, Broken

# Nets under the product itself: no template can be so wrong that a text is lost, so they are tried on what others lose.
NETS = {
    "CANARI-IDENTITE",
    "CANARI-PERDU",
    "CANARI-COUPE",
    "CANARI-ECHAPPE",
    "CANARI-COLONNE",
    "MODELE-RENDU",
    "MODELE-CYCLE",
}


@pytest.mark.parametrize("name", BUILTIN)
def test_shipped_template_has_no_fault(name: str) -> None:
    """No false alarm on what we ship, not even an advice; every output that can be read back was."""
    found = verify_template(name)

    assert () == found.faults
    assert set(READERS) == set(found.formats)


@pytest.mark.parametrize("name", BROKEN)
def test_broken_template_is_told_by_its_rule(name: str, tmp_path: Path) -> None:
    """Each realistic mistake is named by its rule, with a place and a fix."""
    broken = BROKEN[name]

    found = verify_folder(broken.write(tmp_path))

    told = [fault for fault in found.faults if fault.regle == broken.regle]
    assert told, found.faults
    assert all(fault.message and fault.correction and fault.lieu for fault in told)
    assert not found.is_sound or all(fault.gravite is Gravite.CONSEIL for fault in told)


def test_broken_templates_are_many_and_try_every_rule() -> None:
    """There are at least 25 of them, and no rule is left without one."""
    assert len(BROKEN) >= 25
    rules = {name for name in RULES if name.startswith(("MODELE-", "CANARI-"))}
    assert rules == {broken.regle for broken in BROKEN.values() if not broken.regle.startswith("PAPIER-")} | NETS


def test_fault_of_an_added_text_is_told_in_its_own_file(tmp_path: Path) -> None:
    """A text added to a section of the base is told by its own file and line."""
    broken = BROKEN["champ mal tapé dans un bloc"]

    found = verify_folder(broken.write(tmp_path))

    assert ["cardio/blocs/x.j2:1"] == [fault.lieu for fault in found.faults]


@pytest.mark.parametrize("name", [name for name in BROKEN if name.startswith("négatif")])
def test_negative_keeps_a_template_from_being_published(name: str, tmp_path: Path) -> None:
    """A negative that nobody answered is no mere advice, in a title as in a block."""
    found = verify_folder(BROKEN[name].write(tmp_path))

    assert [("MODELE-NEGATIF", Gravite.ERREUR)] == [(fault.regle, fault.gravite) for fault in found.faults]


def test_question_about_an_absence_is_an_advice(tmp_path: Path) -> None:
    """« Absence de fièvre » with « oui » or « non » is what somebody answered: hard to read, no more."""
    body = 'rubriques:\n  - {id: x, titre: "Absence de fièvre", type: oui_non}\n'
    found = verify_folder(Broken(regle="", body=body).write(tmp_path))

    assert [("MODELE-NEGATIF", Gravite.CONSEIL)] == [(fault.regle, fault.gravite) for fault in found.faults]


def test_templates_that_extend_one_another_in_a_circle_are_told(tmp_path: Path) -> None:
    """A circle is named as such."""
    folder = Broken(regle="", head=HEAD.replace("mco_standard", "autre")).write(tmp_path / "templates")
    other = tmp_path / "templates" / "autre"
    other.mkdir()
    (other / "modele.yaml").write_text('id: autre\netend: cardio\nversion: "1"\ntitre: "A"\n', encoding="utf-8")

    found = verify_folder(folder, (tmp_path,))

    assert ["MODELE-CYCLE"] == [fault.regle for fault in found.faults]


def test_canary_letter_fills_every_field_that_prints() -> None:
    """Every field of the model that may print has a value of its own; no marker is there twice."""
    lettre = canary_letter(load_template("mco_cardiologie").plan)
    texts = [leaf.value for leaf in printable(lettre) if type(leaf.value) is str and leaf.value.startswith("Zq")]

    empty = {name for name in Lettre.model_fields if not getattr(lettre, name)}
    assert {
        "annulation", "changements", "confidentialite", "identifiant", "information_dmp", "justifications", "listes",
        "modele", "nature", "oppositions", "provenance", "remarques", "validation", "versions_precedentes",
        "visibilite",
    } == empty  # fmt: skip
    assert len(texts) > 180
    assert len(texts) == len(set(texts))


def leaf(value: object, address: str = "conclusion") -> Leaf:
    """Give a value of the letter at an address."""
    found = next(iter(printable(Lettre(conclusion="x"))))
    return Leaf(FieldPath.parse(address), value, found.impression)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (marker(42), []),
        ("Zq0042é fin0042", ["CANARI-ECHAPPE"]),
        ("Zq0042Ã©<&>\"' fin0042", ["CANARI-ECHAPPE"]),
        ("Zq0042é<&>", ["CANARI-COUPE"]),
        ("tout autre chose", ["CANARI-PERDU"]),
    ],
)
def test_what_happened_to_a_text_is_told(printed: str, expected: list[str]) -> None:
    """A text that is lost, cut or changed is told apart."""
    assert expected == [fault.regle for fault in lost((leaf(marker(42)),), Printed(printed), "docx")]


def test_value_in_another_column_is_told() -> None:
    """A dose that stands under « Devenir » is seen."""
    one = leaf(marker(7), "volet_medicamenteux[0].sortie.posologie")
    right = Printed("", rows=(("", "", "", "", marker(7), ""),))
    wrong = Printed("", rows=(("", "", marker(7), "", "", ""),))

    assert [[], ["CANARI-COLONNE"]] == [
        [fault.regle for fault in misplaced((one,), printed)] for printed in (right, wrong)
    ]


def test_every_output_that_lays_out_is_read_back() -> None:
    """A new exporter is read back by the canary, or this test says so."""
    holders = {"cda-n1"}  # its bytes are those of the PDF, read already

    assert {name for name, one in EXPORTERS.items() if one.needs_document} - holders == set(READERS)


def test_losses_of_docxtpl_are_caught() -> None:
    """What docxtpl 0.20 loses with its default settings, the canary names: signs, misspelt names, text beside a tag."""
    word = docx.Document()
    word.add_paragraph("{{ signe }}")
    word.add_paragraph("{{ mal_tape }}")
    word.add_paragraph("{%p if vrai %} " + marker(3) + " ")
    word.add_paragraph("{%p endif %}")
    source, out = io.BytesIO(), io.BytesIO()
    word.save(source)
    template = DocxTemplate(io.BytesIO(source.getvalue()))
    template.render({"signe": "Zq0001 < 92 % fin0001", "bien_tape": marker(2), "vrai": True})
    template.save(out)
    leaves = (leaf("Zq0001 < 92 % fin0001"), leaf(marker(2)), leaf(marker(3)))

    found = [fault.regle for fault in lost(leaves, read_docx(out.getvalue()), "docx")]

    assert ["CANARI-ECHAPPE", "CANARI-PERDU", "CANARI-PERDU"] == found


def test_example_of_a_site_layer_has_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hospital's layer shown in the documentation is sound, and its letters have its lines to tick."""
    monkeypatch.setenv("LLS_SITE_PATH", str(Path(__file__).resolve().parents[2] / "docs" / "exemples" / "site"))

    found = verify_template("mco_standard")
    lines = next(one for one in checklists() if one.id == "sortie_has_2015")

    assert () == found.faults
    assert {"VALMONT-1", "VALMONT-2"} <= set(lines.by_id)
    assert lines.verrouille


def test_paper_of_each_unit_is_read_back(tmp_path: Path) -> None:
    """The letters of a unit are printed on its own paper: that one is tried too, once."""
    base = load_template("mco_standard").papier.read_bytes()
    body = 'papiers:\n  - {uf: ["2143", "2144"], papier: unite.docx}\n'
    folder = Broken(regle="", body=body, more=lambda place: (place / "unite.docx").write_bytes(base)).write(tmp_path)

    found = verify_folder(folder)

    assert found.resolved is not None
    assert [("docx", "papier.docx"), ("docx", "unite.docx"), ("txt", "papier.docx")] == [
        (name, papier.name) for name, papier in outputs(found.resolved.template, ("docx", "txt"))
    ]
    assert () == found.faults


def test_list_of_a_template_is_read_over_the_packs_of_the_command(tmp_path: Path) -> None:
    """A list that extends one of `--pack` is sound with it, and told without it."""
    head = 'version: "1"\ntitre: "L"\nsource: s\ncertitude: proposition\n'
    (tmp_path / "pack" / "checklists").mkdir(parents=True)
    (tmp_path / "pack" / "checklists" / "pole.yaml").write_text(f"id: pole\n{head}items: []\n", encoding="utf-8")
    listes = {"maliste.yaml": f"id: maliste\netend: pole\n{head}items: []\n"}
    folder = Broken(regle="", listes=listes).write(tmp_path)

    assert () == verify_folder(folder, (tmp_path / "pack",)).faults
    assert ["MODELE-INTROUVABLE"] == [one.regle for one in verify_folder(folder).faults][:1]
