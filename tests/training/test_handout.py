"""A session on paper: what is handed out, and the answers apart."""

from pathlib import Path

import pytest

from lls_drafter.document.blocks import Document, List, Paragraph, Table, Title, inlines, plain
from lls_drafter.errors import ExitCode
from lls_drafter.packs.case_model import Case
from lls_drafter.packs.cases import list_cases, load_case, load_key, load_model
from lls_drafter.session.printed import read_docx
from lls_drafter.training.criteria import criterion_titles
from lls_drafter.training.handout import handout
from lls_drafter.training.handout_answers import answers
from lls_drafter.training.handout_docx import word_file
from lls_drafter.training.piece_blocks import piece_blocks
from tests.cli.conftest import Lls
from tests.tools import require_tool

CASES = list_cases().cases
TITLES = criterion_titles()


def text(document: Document) -> str:
    """Give what a document says, with plain spaces."""
    return "\n".join(map(plain, inlines(document.blocks))).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_hand_out_has_the_whole_record_and_no_answer(case: Case) -> None:
    """Each piece is there to its last word; the key's expected points, wordings and reasons are not."""
    said = text(handout(case, TITLES))
    key = load_key(case)
    words = " ".join(" ".join(piece.texte.replace("*", "").replace("#", "").split()) for piece in case.pieces)
    given = [one.id for one in key.elements if one.attendu in said or one.pourquoi in said]

    assert ([], []) == (given, [word for word in words.split() if word.strip("-.)") and word not in said][:5])


def test_blank_table_does_not_tell_how_many_drugs_there_are() -> None:
    """The sheet is the same for all cases: six columns, as many rows, enough for each, and the twelve criteria."""
    tables = [[one for one in handout(case, TITLES).blocks if isinstance(one, Table)][1:] for case in CASES]
    most = max(len(load_model(case).volet_medicamenteux) for case in CASES)

    assert ({(6, 15, 12)}, True) == (
        {(len(table.columns), len(table.rows), len(list_.rows)) for table, list_ in tables},
        most <= 15,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_answers_have_the_whole_key(case: Case) -> None:
    """Each expected point, mistake and unsaid question of the key, and each drug of the table, is in the answers."""
    key, modele = load_key(case), load_model(case)
    said = text(answers(case, key, modele, TITLES))
    points = [one.attendu for one in key.elements] + [one.texte for one in key.interdits]
    points += [one.pourquoi for one in key.elements] + [one.pourquoi for one in key.interdits]
    points += [one.pourquoi for one in key.non_dits]

    assert [] == [point for point in points if " ".join(point.split()) not in " ".join(said.split())]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_heading_of_the_answers_stands_on_its_table(case: Case) -> None:
    """Nothing lies between a heading and its table: a heading keeps with what follows, a sentence does not."""
    blocks = tuple(answers(case, load_key(case), load_model(case), TITLES).blocks)
    parted = [
        plain(heading.runs)
        for heading, between, table in zip(blocks, blocks[1:], blocks[2:], strict=False)
        if isinstance(heading, Title) and isinstance(between, Paragraph) and isinstance(table, Table)
    ]

    assert [] == parted


def test_pages_say_that_all_is_fictional() -> None:
    """Each page names the case as fictional, its version, its licence, and whether a clinician read it over."""
    document = handout(CASES[0], TITLES)

    assert (True, True, True) == (
        document.header.startswith("Cas fictif"),
        "relu par" in document.footer,
        "version" in document.footer and "licence" in document.footer,
    )


def test_same_case_gives_the_same_bytes() -> None:
    """Word files are made without a clock."""
    first, again = (word_file(handout(CASES[0], TITLES)) for _ in range(2))

    assert first == again


def test_markdown_of_a_piece_becomes_blocks() -> None:
    """Titles, items and paragraphs, bold in the middle of a line; a first heading that says the title is left out."""
    made = piece_blocks("# Notes\n\nUne **alerte**\nsuite.\n- un\n  deux\n- trois\n\n## Bio\nNa 138\n", "Notes")

    assert [
        (Paragraph, ["Une alerte suite."]),
        (List, ["un deux", "trois"]),
        (Title, ["Bio"]),
        (Paragraph, ["Na 138"]),
    ] == [(type(block), [plain(line) for line in inlines([block])]) for block in made]


def test_figures_and_signs_are_not_cut() -> None:
    """« 4 000 UI » and « 18/03 : » hold together at the end of a line."""
    (block,) = piece_blocks("Énoxaparine 4 000 UI : « SC »")

    assert ["Énoxaparine 4\xa0000 UI\xa0: «\xa0SC\xa0»"] == [plain(line) for line in inlines([block])]


def test_command_writes_the_answers_apart(lls: Lls, pack: Path, tmp_path: Path) -> None:
    """What is handed out and the answers are apart; answers and model letter come only when they are asked for."""
    target = tmp_path / "seance.docx"
    alone = lls("formation", "papier", "asthme", "--vers", target, "--pack", pack)
    only = sorted(path.name for path in tmp_path.glob("*.docx"))
    both = lls("formation", "papier", "asthme", "--vers", target, "--corrige", "--pack", pack)
    handed, told = (read_docx((tmp_path / name).read_bytes()) for name in ("seance.docx", "seance-corrige.docx"))

    assert (ExitCode.OK, ExitCode.OK, ["seance.docx"], True, False, True) == (
        alone.code,
        both.code,
        only,
        (tmp_path / "seance-lettre-modele.docx").exists(),
        handed.holds("Le diagnostic est écrit."),
        told.holds("Le diagnostic est écrit."),
    )


@pytest.mark.parametrize(
    ("name", "told"), [("seance.pdf", "un fichier .docx est attendu"), ("absent/s.docx", "n'existe")]
)
def test_wrong_target_is_a_sentence(lls: Lls, pack: Path, tmp_path: Path, name: str, told: str) -> None:
    """Another format, a folder that is not there: one sentence, nothing written."""
    found = lls("formation", "papier", "asthme", "--vers", tmp_path / name, "--pack", pack)

    assert (True, True, []) == (found.code != ExitCode.OK, told in found.err, list(tmp_path.glob("*.docx")))


@pytest.mark.office
def test_exercise_sheet_begins_a_page_of_its_own(tmp_path: Path) -> None:
    """The sheet can be given apart from the record: its table stands on one page, the criteria on another."""
    import subprocess

    soffice, reader = require_tool("soffice"), require_tool("pdftotext")
    path = tmp_path / "seance.docx"
    path.write_bytes(word_file(handout(load_case("pneumonie_personne_agee"), TITLES)))
    subprocess.run(
        [soffice, f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", tmp_path, path], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    read = subprocess.run([reader, tmp_path / "seance.pdf", "-"], check=True, capture_output=True, timeout=60)
    pages = read.stdout.decode().split("\f")
    begins = {name: [n for n, page in enumerate(pages) if name in page] for name in ("Feuille d'exercice", "QLS-12")}

    assert ([len(pages) - 3], [len(pages) - 2]) == (begins["Feuille d'exercice"], begins["QLS-12"])
