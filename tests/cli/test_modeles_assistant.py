"""`lls modeles assistant`: each change does what it says, and one that is refused leaves everything as it was."""

from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode
from lls_drafter.packs.templates import load_template
from tests.cli.conftest import Lls
from tests.cli.templates import answers, template


def test_assistant_changes_nothing_when_it_refuses(lls: Lls, cardio: Path) -> None:
    """A change that cannot be is told, and leaves the file as it was."""
    before = (cardio / "modele.yaml").read_bytes()
    hide_locked = ["5", "motif"]
    unknown = ["2", "etat_sorti"]
    bad_sentence = ["7", "1", "{{ patient.nom }}"]
    no_paper = ["8", "absent.docx", ""]

    outcome = lls("modeles", "assistant", cardio, typed=answers(hide_locked, unknown, bad_sentence, no_paper))

    assert before == (cardio / "modele.yaml").read_bytes()
    assert 4 == outcome.out.count("Rien n'a été changé.")
    assert "vouliez-vous « etat_sortie » ?" in outcome.err
    assert ExitCode.OK == outcome.code


def test_assistant_makes_the_usual_changes(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """Each line of the menu does what it says, and the comments of the file stay."""
    phrases = tmp_path / "phrases.csv"
    phrases.write_bytes("nom;texte;champ\npoids;Prise de {2} kg;consignes_patient.signes_alerte\n".encode("cp1252"))
    logo = tmp_path / "entete.docx"
    logo.write_bytes(load_template("mco_standard").papier.read_bytes())
    turns = (
        ["1", "Classe NYHA", "", "2", "I ; II ; III", "", "n", "examens"],
        ["1", "Suivi", "", "6", "Quoi ; Quand", "", "n", "suites"],
        ["2", "etat_sortie"],
        ["3", "motif", "Motif de la venue"],
        ["4", "suites", "motif"],
        ["5", "etat_sortie"],
        ["6", str(phrases)],
        ["7", "2", "Confraternellement,"],
        ["8", str(logo), "2143"],
        ["9", "bradycardie", "1", "c07"],
        ["10", "Le carnet est remis.", "S1"],
    )

    outcome = lls("modeles", "assistant", cardio, typed=answers(*turns))

    made = template(cardio)
    sections = [section.id for section in made.plan.sections]
    assert "Rien n'a été changé." not in outcome.out, outcome.err
    assert {"classe_nyha", "suivi"} == {one.id for one in made.plan.rubriques}
    assert sections.index("suites") == sections.index("motif") + 1
    assert "Motif de la venue" == made.plan.sections[sections.index("motif")].titre
    assert (1, 1, "papier_2143.docx") == (
        len(made.plan.phrases),
        len(made.plan.motifs),
        made.paper_for("2143").name,
    )
    assert "politesse" in made.formules
    assert (cardio / "modele.yaml").read_text(encoding="utf-8").startswith("# Modèle de lettre du service.")
    # hidden and demanded at once: the assistant ends by saying so
    assert (ExitCode.PACK, True) == (outcome.code, "MODELE-CACHE" in outcome.out)


def test_refused_change_keeps_every_byte(lls: Lls, cardio: Path) -> None:
    """A refusal keeps the line ends of another system too: a published template stays the one that was signed."""
    path = cardio / "modele.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()

    outcome = lls("modeles", "assistant", cardio, typed=answers(["5", "motif"], ["7", "1", "{{ allergies is egal }}"]))

    assert (2, before) == (outcome.out.count("Rien n'a été changé."), path.read_bytes())


def test_each_unit_keeps_its_own_paper(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """Two units whose numbers look alike have two papers; the paper of one is replaced in its own file."""
    own = (cardio / "papier.docx").read_bytes()
    other = tmp_path / "autre.docx"
    other.write_bytes(load_template("chirurgie_ambulatoire").papier.read_bytes())
    turns = (["8", str(cardio / "papier.docx"), "12-34"], ["8", str(other), "1234"], ["8", str(other), "1234"])

    outcome = lls("modeles", "assistant", cardio, typed=answers(*turns))

    made = template(cardio)
    assert "Rien n'a été changé." not in outcome.out, outcome.err
    assert [own, other.read_bytes()] == [made.paper_for(unit).read_bytes() for unit in ("12-34", "1234")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("nom;texte\nA;un cp ; puis deux\n", "plus de cases que la première"),
        ("nom;texte;champ\nA;" + "x" * 200_000 + ";\n", "une phrase est trop longue"),
        ('nom;texte\nA;"un\nB;deux\n', "guillemets non refermés"),
    ],
)
def test_phrase_is_never_cut(lls: Lls, cardio: Path, tmp_path: Path, data: str, message: str) -> None:
    """A text that the CSV would cut at a semicolon, or that is no text of a letter, is refused."""
    (tmp_path / "p.csv").write_text(data, encoding="utf-8")

    outcome = lls("modeles", "assistant", cardio, typed=answers(["6", str(tmp_path / "p.csv")]))

    assert message in outcome.err
    assert () == template(cardio).plan.phrases


def test_phrases_saved_as_unicode_text_are_read(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """« Texte Unicode » of a spreadsheet is UTF-16 with tabs; it is a file of phrases like any other."""
    (tmp_path / "p.csv").write_text("nom\ttexte\npoids\tSe peser le matin\n", encoding="utf-16")

    lls("modeles", "assistant", cardio, typed=answers(["6", str(tmp_path / "p.csv")]))

    assert ["Se peser le matin"] == [phrase.texte for phrase in template(cardio).plan.phrases]


def test_file_in_another_encoding_is_told_and_left_alone(lls: Lls, cardio: Path, tmp_path: Path) -> None:
    """A file that is no UTF-8 text is one sentence, not a crash, and keeps its bytes."""
    (cardio / "listes").mkdir()
    spoiled = (cardio / "listes" / "sortie_has_2015.yaml", tmp_path / "maliste.yaml")
    for path in spoiled:
        path.write_bytes(b"id: x\n# \xe9\n")

    template = lls("modeles", "assistant", cardio, typed=answers(["10", "Un point", "S1"]))
    checklist = lls("listes", "assistant", spoiled[1], typed="1\nUn point\nS1\n3\n")

    assert [ExitCode.PACK] * 2 == [template.code, checklist.code]
    assert ["fichier illisible : il n'a pas été changé" in outcome.err for outcome in (template, checklist)] == [
        True
    ] * 2
    assert [b"id: x\n# \xe9\n"] * 2 == [path.read_bytes() for path in spoiled]


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_changed_file_keeps_its_line_ends_and_its_mark(lls: Lls, cardio: Path, end: bytes) -> None:
    """A file of another system is changed in one place, not in every line."""
    path, checklist = cardio / "modele.yaml", cardio / "listes" / "sortie_has_2015.yaml"
    lls("modeles", "assistant", cardio, typed=answers(["10", "Un point", "S1"]))
    for one in (path, checklist):
        one.write_bytes(b"\xef\xbb\xbf" + one.read_bytes().replace(b"\n", end))
    before = path.read_bytes().splitlines(keepends=True)

    outcome = lls("modeles", "assistant", cardio, typed=answers(["7", "1", "Cher confrère,"], ["10", "Deux", "S2"]))

    after = path.read_bytes().splitlines(keepends=True)
    assert "Rien n'a été changé." not in outcome.out, outcome.err
    assert [] == [line for line in before if line not in after]
    assert {end} == {line[len(line.rstrip(b"\r\n")) :] for line in (*after, *checklist.read_bytes().splitlines(True))}


def test_limit_of_a_number_is_asked_until_it_is_one(lls: Lls, cardio: Path) -> None:
    """« 100 % » is a hundred; what is no number, or could be two, is asked again and never dropped."""
    field = ["1", "Taux", "taux", "4", "%", "1.500", "zéro", "0,5 %", "100 %", "", "n", "examens"]

    outcome = lls("modeles", "assistant", cardio, typed=answers(field))

    (one,) = template(cardio).plan.rubriques
    assert ("0.5", "100") == (str(one.minimum), str(one.maximum))
    assert "Ce nombre se lit de deux façons : écrire 1500 ou 1,500." in outcome.out
    assert "Un nombre est attendu, en %." in outcome.out
