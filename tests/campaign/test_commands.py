"""`lls campagne` as a quality officer types it: from a folder of letters to paper, errors, no identity."""

import re
import shlex
import subprocess
from contextlib import chdir
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

import pytest

from lls_drafter.errors import ExitCode
from tests.campaign.audits import LATER, audit_data, written
from tests.campaign.site import MANY, site_folder
from tests.cli.conftest import Lls
from tests.cli.test_audit import patient, traits
from tests.exports.browser import DESK, PHONE, Case, look
from tests.exports.readers import W, docx_text, html_text, part
from tests.tools import require_tool

GUIDE: Final = Path(__file__).resolve().parents[2] / "docs" / "guide" / "campagne.md"
MOST_COMMANDS: Final = 10
YEAR_AFTER: Final = date(2027, 1, 4)


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    """Give an audit."""
    return written(tmp_path / "audit.json", audit_data({"QLS-05": (0, 200), "QLS-11": (40, 200)}))


def shell_lines(heading: str) -> list[str]:
    """Give the commands of one part of the guide."""
    text = GUIDE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


def typed(lls: Lls, line: str, **when: object) -> str:
    """Carry out one line of the guide, `> FICHIER` included; gives what it said."""
    command, _, target = line.partition(" > ")
    done = lls(*shlex.split(command)[1:], **when)
    assert ExitCode.OK == done.code, f"{line}\n{done.err}"
    if target:
        Path(target).write_text(done.out, "utf-8")
    return done.out


def at(year: int) -> datetime:
    """Give a day after the first quarter of a year."""
    return datetime(year, 4, 2, 9, 0, tzinfo=timezone(timedelta(hours=2)))


def test_folder_of_letters_becomes_papers(lls: Lls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred letters become profile, plan and poster by fewer than ten commands of the guide, in their order.

    A year later the rest of the guide does what it says, on the letters of that year.
    """
    monkeypatch.chdir(tmp_path)
    site_folder(tmp_path / "lettres" / "2026")
    lines = shell_lines("Du dossier de lettres au plan imprimé")
    for line in lines:
        typed(lls, line, now=at(2026))
    plan = docx_text(Path("plan.docx").read_bytes())

    assert len(lines) < MOST_COMMANDS
    assert f"{MANY} lettres jugées" in plan
    assert "Identification du patient dans la lettre de liaison" in plan
    assert "sur tout un échantillon, commencer par là." in plan
    made = {one.name for one in tmp_path.iterdir()}
    assert {"plan.csv", "plan.docx", "profil.docx", "affiche.pdf", "t1.json"} <= made

    site_folder(tmp_path / "lettres" / "2027", first=YEAR_AFTER, better=True, count=60)
    Path("affiche.pdf").unlink()
    for line in (*shell_lines("Le point d'étape après un an"), *shell_lines("L'affichette")):
        typed(lls, line, now=at(2027))
    review = docx_text(Path("point.docx").read_bytes())

    assert "hausse, au-delà du hasard des échantillons" in review
    assert "À lire d'abord" not in review
    assert Path("affiche-2143.pdf").exists()


@pytest.mark.office
def test_plan_prints(lls: Lls, audit: Path, tmp_path: Path) -> None:
    """The plan goes through the printer's road: LibreOffice makes A4 pages of it, in landscape."""
    soffice, pdfinfo = require_tool("soffice"), require_tool("pdfinfo")
    lls("campagne", "plan", audit, "--vers", tmp_path / "plan.docx")
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    words = [soffice, "--headless", home, "--convert-to", "pdf", "plan.docx"]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, timeout=100)
    page = part((tmp_path / "plan.docx").read_bytes(), "word/document.xml").find(f".//{W}pgSz")
    told = subprocess.run([pdfinfo, "plan.pdf"], cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    assert page is not None
    assert ("16838", "11906", "landscape") == tuple(page.get(f"{W}{name}") for name in ("w", "h", "orient"))
    assert re.search(r"Pages: +[23]\n", told), told
    assert re.search(r"Page size: +841\.\d+ x 595\.\d+", told), told


def test_plan_kept_by_the_site_is_reviewed(lls: Lls, audit: Path, tmp_path: Path) -> None:
    """The guide's review: the CSV of the plan, filled in, and an audit of a year later."""
    plan, later = tmp_path / "plan.csv", written(tmp_path / "an1.json", audit_data(periode=LATER))
    assert ExitCode.OK == lls("campagne", "plan", audit, "--vers", plan).code
    text = plan.read_text("utf-8-sig").replace(";;;", ";Cadre du service;31/12/2025;", 1)
    plan.write_bytes(text.encode("cp1252"))
    done = lls("campagne", "point", "--depuis", plan, "--audit", later, "--vers", tmp_path / "p.docx")
    said = docx_text((tmp_path / "p.docx").read_bytes())

    assert (ExitCode.OK, "") == (done.code, done.err)
    for one in ("Cadre du service", "échéance dépassée", "+90 pts", "hausse, au-delà du hasard"):
        assert one in said


def test_no_identity_is_in_any_paper(lls: Lls, tmp_path: Path) -> None:
    """No trait of a patient or of an author reaches a paper or the terminal."""
    from tests.audit.letters import written as letter_written

    for number in range(40):
        letter_written(tmp_path / "lettres", f"ZZFICHIER-{number:03d}.json", patient(number))
    data = tmp_path / "a.json"
    data.write_text(lls("audit", tmp_path / "lettres", "--json").out, "utf-8")
    papers = {name: tmp_path / f"{name}" for name in ("plan.docx", "plan.csv", "profil.docx", "profil.html", "af.docx")}
    told = [
        lls("campagne", "plan", data, "--vers", papers["plan.docx"], "--vers", papers["plan.csv"]),
        lls("campagne", "profil", data, "--vers", papers["profil.docx"], "--vers", papers["profil.html"]),
        lls("campagne", "affiche", "--audit", data, "--vers", papers["af.docx"]),
    ]
    texts = [one.out + one.err for one in told]
    texts += [docx_text(one.read_bytes()) for one in papers.values() if one.suffix == ".docx"]
    texts += [papers["plan.csv"].read_text("utf-8-sig"), papers["profil.html"].read_text("utf-8")]
    secret = {trait for number in range(40) for trait in traits(patient(number))} | {"ZZFICHIER"}

    assert [ExitCode.OK] * 3 == [one.code for one in told], texts
    assert [] == [one for one in secret for text in texts if one.casefold() in text.casefold()]


def test_profile_as_a_page(lls: Lls, audit: Path, tmp_path: Path) -> None:
    """The HTML profile says what the Word one says."""
    path = tmp_path / "profil.html"
    lls("campagne", "profil", audit, "--vers", path, "--etablissement", "CH <b>de</b> Valmont")
    said = html_text(path.read_bytes())

    assert "CH <b>de</b> Valmont" in said
    assert "Traitements médicamenteux de sortie" in said
    assert "(estimation)" in said


def test_profile_is_accessible(lls: Lls, audit: Path, tmp_path: Path) -> None:
    """Chromium and axe-core find no fault in the profile's page, on a phone and on a desk; nothing scrolls across."""
    path = tmp_path / "profil.html"
    lls("campagne", "profil", audit, "--vers", path)
    seen = look([Case(name="profil", page=path.read_bytes(), widths=(PHONE, DESK))], tmp_path)

    assert [] == [fault for one in seen.values() for fault in one.faults]
    assert [] == [one for one in seen.values() if one.wide > one.shown]


def test_example_needs_no_letter(lls: Lls, tmp_path: Path) -> None:
    """`--exemple` shows the campaign's site."""
    done = lls("campagne", "profil", "--exemple", "--vers", tmp_path / "ex.docx")

    assert ExitCode.OK == done.code
    assert "35,4 (publié)" in docx_text((tmp_path / "ex.docx").read_bytes())


def test_same_audit_gives_the_same_bytes(lls: Lls, audit: Path, tmp_path: Path) -> None:
    """Two runs write the same files."""
    for action in ("plan", "profil"):
        one, two = tmp_path / f"{action}1.docx", tmp_path / f"{action}2.docx"
        for path in (one, two):
            lls("campagne", action, audit, "--vers", path)

        assert one.read_bytes() == two.read_bytes()


def test_word_files_are_opened_by_another_reader(lls: Lls, audit: Path, tmp_path: Path) -> None:
    """python-docx opens each Word file; its title is the paper's, its tables say which row is the heading."""
    from docx import Document

    words = {
        "plan": ("plan", audit),
        "profil": ("profil", audit),
        "affiche": ("affiche", "--audit", audit),
    }
    for name, action in words.items():
        path = tmp_path / f"{name}.docx"
        lls("campagne", *action, "--vers", path)
        opened = Document(str(path))

        assert "lettre de liaison à la sortie" in opened.core_properties.title
        assert "lls-drafter" == opened.core_properties.author
        assert opened.tables
        if name != "affiche":
            heads = opened.element.findall(f".//{W}tblHeader")
            assert heads, name


def test_file_that_exists_is_kept(lls: Lls, audit: Path, tmp_path: Path) -> None:
    """Nothing is written over without `--remplacer`, and then none of the files asked for."""
    path, other = tmp_path / "plan.csv", tmp_path / "plan.docx"
    path.write_text("mes notes", "utf-8")
    refused = lls("campagne", "plan", audit, "--vers", other, "--vers", path)

    assert (ExitCode.USAGE, "mes notes", False) == (refused.code, path.read_text("utf-8"), other.exists())
    assert "existe déjà" in refused.err
    assert "--remplacer" in refused.err
    assert ExitCode.OK == lls("campagne", "plan", audit, "--vers", path, "--remplacer").code
    assert path.read_bytes().startswith(b"\xef\xbb\xbfaxe;")
    assert 0o600 == path.stat().st_mode & 0o777


def test_file_that_is_read_is_never_replaced(lls: Lls, audit: Path, tmp_path: Path) -> None:
    """The review cannot be written over the plan that it reads."""
    plan = tmp_path / "plan.csv"
    lls("campagne", "plan", audit, "--vers", plan)
    before = plan.read_bytes()
    done = lls("campagne", "point", "--depuis", plan, "--audit", audit, "--vers", plan, "--remplacer")

    assert (ExitCode.USAGE, before) == (done.code, plan.read_bytes())
    assert "il ne peut pas être remplacé" in done.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("plan", "AUDIT", "--vers", "plan.txt"), ExitCode.USAGE, "doit finir par .docx ou .csv"),
        (("plan", "AUDIT", "--vers", "a.csv", "--vers", "./a.csv"), ExitCode.USAGE, "le même nom"),
        (("plan", "AUDIT", "--vers", "absent/plan.csv"), ExitCode.EXPORT, "n'existe pas"),
        (("plan", "absent.json", "--vers", "plan.csv"), ExitCode.DRAFT, "n'existe pas"),
        (("plan", "AUDIT", "--vers", "plan.csv", "--cible", "0"), ExitCode.USAGE, "un nombre de 1 à 100"),
        (("plan", "AUDIT"), ExitCode.USAGE, "--vers"),
        (("profil", "--vers", "p.docx"), ExitCode.USAGE, "il manque l'audit"),
        (("affiche", "--vers", "a.docx", "--texte", "AUDIT"), ExitCode.PACK, ""),
        (("affiche", "--vers", "a.docx", "--texte", "absent.yaml"), ExitCode.PACK, "introuvable"),
        (("affiche", "--vers", "a.docx", "--format", "a5"), ExitCode.USAGE, "a5"),
        (("point", "--depuis", "AUDIT", "--audit", "AUDIT", "--vers", "p.docx"), ExitCode.USAGE, "il manque des col"),
    ],
)
def test_wrong_command_is_told(  # noqa: PLR0917 - pytest names them
    lls: Lls, audit: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: ExitCode, said: str
) -> None:
    """A command that cannot be carried out says why in French, and writes nothing."""
    with chdir(audit.parent):
        done = lls("campagne", *(str(audit) if word == "AUDIT" else word for word in words))
    told = done.err + capsys.readouterr().err

    assert code == done.code, told
    assert said in told
    assert ["audit.json"] == sorted(one.name for one in audit.parent.iterdir() if one.is_file())


def test_full_disk_is_told(lls: Lls, audit: Path, tmp_path: Path) -> None:
    """A disk that takes nothing more leaves the former file, and one sentence says so."""
    import resource

    path = tmp_path / "plan.docx"
    path.write_bytes(b"ancien")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        done = lls("campagne", "plan", audit, "--vers", path, "--remplacer")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, former)

    assert (ExitCode.EXPORT, b"ancien") == (done.code, path.read_bytes())
    assert "la taille permise est dépassée" in done.err


def test_plan_without_a_line_is_told(lls: Lls, audit: Path, tmp_path: Path) -> None:
    """A plan of headings only has nothing to review."""
    plan = tmp_path / "plan.csv"
    plan.write_text("critere;action;etat;taux;conformes;n\n", "utf-8")
    done = lls("campagne", "point", "--depuis", plan, "--audit", audit, "--vers", tmp_path / "p.docx")

    assert (ExitCode.USAGE, True) == (done.code, "aucune ligne" in done.err)


def test_several_grids_are_said(lls: Lls, tmp_path: Path) -> None:
    """An audit of two grids is planned whole, each line with its grid; a paper of one grid says which."""
    data = audit_data({"QLS-05": (0, 200)})
    small = audit_data({"QLS-03": (0, 40)})["tableaux"][0] | {"effectif": 40}
    small["grille"] |= {"id": "autre_grille", "titre": "Autre grille"}
    path = written(tmp_path / "two.json", data | {"tableaux": [small, *data["tableaux"]]})
    lls("campagne", "plan", path, "--vers", tmp_path / "plan.docx")
    said = docx_text((tmp_path / "plan.docx").read_bytes())
    done = lls("campagne", "profil", path, "--vers", tmp_path / "profil.docx")

    assert "autre_grille" in said
    assert "40 lettres jugées" in said
    assert "seule « qls_mco_12 » est montrée" in done.err


def test_few_letters_are_told(lls: Lls, tmp_path: Path) -> None:
    """With too few letters the person is told that no rate stands in the plan."""
    few = written(tmp_path / "few.json", audit_data({f"QLS-{n:02d}": (2, 9) for n in range(1, 13)}))
    done = lls("campagne", "plan", few, "--vers", tmp_path / "plan.csv")

    assert ExitCode.OK == done.code
    assert "effectif trop faible" in done.err
    assert "2 sur 9 (moins de 30" in (tmp_path / "plan.csv").read_text("utf-8-sig")
