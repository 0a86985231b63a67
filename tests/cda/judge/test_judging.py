"""The judge, on a small distribution of our own compiled by a real ISO skeleton."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from lls_drafter import places
from lls_drafter.cda.judge import Judge, Niveau
from lls_drafter.errors import ReferenceDataError, StructureError, UsageError
from tests.cda.judge.distributions import GOOD, write_distribution

LEVEL_1 = GOOD.replace('  <templateId root="1.2.250.1.213.1.1.1.29" extension="2022.01"/>\n', "")
COMMON = (
    "XSD",
    "IHE",
    "ASIP-STRUCT-MIN-StrucMin",
    "CI-SIS_ModelesDeContenusCDA",
    "CI-SIS_Modeles_ANS",
    "terminologie",
)


@pytest.fixture(scope="module")
def module_seat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep one distribution and one cache for the tests that only read."""
    folder = tmp_path_factory.mktemp("ans")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LLS_CACHE", str(folder / "cache"))
        yield write_distribution(folder / "distribution")


@pytest.fixture(scope="module")
def judge(module_seat: Path) -> Judge:
    """Give the judge of that distribution."""
    return Judge.of(module_seat)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give a distribution to change."""
    return write_distribution(tmp_path / "distribution")


def state(folder: Path) -> str:
    """Give the digest of every file of a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path.relative_to(folder)).encode() + (path.read_bytes() if path.is_file() else b"/"))
    return digest.hexdigest()


def test_sound_document_has_no_verdict(judge: Judge) -> None:
    """A document that every check accepts is given nothing, read as bytes or as a tree."""
    assert () == judge.judge(GOOD.encode())
    assert () == judge.judge(etree.fromstring(GOOD.encode()))


def test_each_step_says_its_failure(judge: Judge) -> None:
    """Schema, include, value set, vocabulary, abstract rule, terminology, model: each is run, in the official order."""
    wrong = GOOD.replace("  <title>Lettre de M. Fictif</title>\n", "").replace("11490-0", "FICTIF")
    wrong = wrong.replace('  <time value="20260310"/>\n', "").replace("20260309", "hier")

    assert [
        ("XSD", "CVC_PATTERN_VALID", Niveau.ERREUR, "ClinicalDocument/time", 6),
        ("IHE", "S_titre-371acfc8", Niveau.ERREUR, "ClinicalDocument", 2),
        ("ASIP-STRUCT-MIN-StrucMin", "template-1.2.3-0cc37244", Niveau.ERREUR, "ClinicalDocument/code", 5),
        ("CI-SIS_ModelesDeContenusCDA", "nature-6de58579", Niveau.ERREUR, "ClinicalDocument/code", 5),
        ("CI-SIS_Modeles_ANS", "date-8", Niveau.INFORMATION, "ClinicalDocument/time", 6),
        ("terminologie", "termes-33ff4939", Niveau.ERREUR, "ClinicalDocument/code", 5),
        ("CI-SIS_LDL-SES_2022.01", "modele-5c9dfbd2", Niveau.ERREUR, "ClinicalDocument", 2),
    ] == [(v.profil, v.regle, v.niveau, v.chemin, v.ligne) for v in judge.judge(wrong.encode())]


def test_place_is_numbered_among_brothers(judge: Judge) -> None:
    """The place of a failure tells which of several elements of one name it is."""
    wrong = GOOD.replace("20260310", "2026")

    assert ["ClinicalDocument/time[2] (ligne 8)"] == [v.lieu for v in judge.judge(wrong.encode())]


def test_report_is_a_failure_with_its_level_and_in_french(judge: Judge) -> None:
    """A report that fires is told with the level of its role; a frequent English sentence is said in French."""
    (verdict,) = judge.judge(GOOD.replace("Lettre de M. Fictif", "").encode())

    assert Niveau.AVERTISSEMENT == verdict.niveau
    assert "élément « cda:title » obligatoire (au moins 1 fois)." == verdict.message


def test_message_masks_the_values_of_the_document(judge: Judge) -> None:
    """No value of the document is in a message; an OID, an element's name, a value set's file are left."""
    wrong = GOOD.replace("11490-0", "DUPONT").replace("20260310", "né hier")
    verdicts = judge.judge(wrong.encode())

    assert [] == [v for v in verdicts if "DUPONT" in v.message or "hier" in v.message]
    assert "L'élément code […:1.2.3] doit faire partie du jeu ../../jeuxDeValeurs/natures.xml." == verdicts[2].message
    assert (
        "L'élément code [DUPONT:1.2.3] doit faire partie du jeu ../../jeuxDeValeurs/natures.xml."
        == verdicts[2].integral
    )
    assert "né hier" in verdicts[0].integral


def test_distribution_is_mended_in_the_copy_only(module_seat: Path, judge: Judge) -> None:
    """A misspelt include and a forgotten vocabulary are mended, said, and the user's folder is untouched."""
    assert (
        "IHE.sch : « s_Titre.sch » retrouvé malgré la casse de son nom",
        "code.sch : « voc-1.2.3.4-DYNAMIC.xml » absent, refait d'après le jeu de valeurs du même OID",
    ) == judge.remarks
    assert not list(module_seat.rglob("voc-*"))
    assert state(module_seat) == state(write_distribution(module_seat.parent / "same"))


@pytest.mark.parametrize(
    ("document", "own_profile"),
    [
        (GOOD, ("CI-SIS_LDL-SES_2022.01",)),
        (GOOD.replace("2022.01", "2024.01"), ("CI-SIS_LDL-SES_2024.01",)),
        (GOOD.replace("2022.01", "1999.01"), ()),
        (GOOD.replace("1.1.1.29", "1.1.1.21"), ()),
        (LEVEL_1, ()),
        (
            LEVEL_1.replace("?>\n", '?>\n<?o SCH="../schematrons/ci-sis_ldl-ses_2022.01.sch"?>\n'),
            ("CI-SIS_LDL-SES_2022.01",),
        ),
    ],
    ids=["its version", "another version", "no such version", "named in a comment only", "level 1", "declared"],
)
def test_profile_of_the_model_is_chosen_by_template_and_version(
    judge: Judge, document: str, own_profile: tuple[str, ...]
) -> None:
    """The model's template id and its version choose the profile; else what the document's instructions declare."""
    assert (*COMMON, *own_profile) == judge.profiles_of(document.encode())


def test_unknown_model_of_a_structured_document_is_said(judge: Judge) -> None:
    """A structured document whose model no profile looks at is told so: its template id may only be misspelt."""
    body = GOOD.replace("1.1.1.29", "1.1.1.99").replace("</ClinicalDocument>", "<structuredBody/></ClinicalDocument>")

    assert ["LLS-MODELE", "ELEMENT_CONTENT"] == [v.regle for v in judge.judge(body.encode())]


def test_named_profiles_are_run_alone(judge: Judge) -> None:
    """Profiles asked for by name, whatever the case, are run and no other."""
    wrong = GOOD.replace("  <title>Lettre de M. Fictif</title>\n", "").replace("20260310", "2026")

    assert ["IHE"] == [v.profil for v in judge.judge(wrong.encode(), profiles=["ihe"])]


def test_unknown_profile_is_refused(judge: Judge) -> None:
    """A profile that the distribution does not have is a mistake of the command."""
    with pytest.raises(UsageError, match="profil « absent » inconnu"):
        judge.judge(GOOD.encode(), profiles=["absent"])


def test_self_presenting_document_is_judged(judge: Judge) -> None:
    """A document inside its own style sheet is judged as the document that it holds."""
    body = GOOD.split("?>", 1)[1].replace("20260310", "2026")
    wrapped = f'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0">{body}</xsl:stylesheet>'

    assert ["ClinicalDocument/time[2]"] == [v.chemin for v in judge.judge(wrapped.encode())]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<lettre/>", "ce n'est pas un document CDA"),
        ("<ClinicalDocument xmlns='urn:hl7-org:v3'>", "pas du XML bien formé"),
        ("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>", "DOCTYPE"),
    ],
)
def test_what_is_no_document_is_refused(judge: Judge, source: str, message: str) -> None:
    """A file that is not XML, not a CDA document, or declares entities, is refused before any check."""
    with pytest.raises(StructureError, match=message):
        judge.judge(source.encode())


def test_code_system_cannot_lead_out_of_the_distribution(module_seat: Path, judge: Judge) -> None:
    """A code system that is a path is refused: a check would read the file that it names."""
    (module_seat.parent / "secret.rdf").write_text("<r><c code='11490-0'/></r>", encoding="utf-8")
    sly = GOOD.replace('codeSystem="1.2.3"', f'codeSystem="../../../../../{module_seat.parent.name}/secret"')
    verdicts = judge.judge(sly.encode())

    assert ["LLS-SYSTEME"] == [v.regle for v in verdicts]
    assert "secret" not in verdicts[0].message


@pytest.mark.loopback
def test_no_check_reaches_the_network(own: Path) -> None:
    """A schematron that asks a server for a file is stopped, and the server hears nothing."""
    program = (
        "import socket; server = socket.create_server(('127.0.0.1', 0)); print(server.getsockname()[1], flush=True);"
        "caller = server.accept()[0]; print('heard', flush=True); caller.close()"
    )
    # In another process: Saxon does not let Python's threads run while it waits.
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        asked = f"document('http://127.0.0.1:{server.stdout.readline().strip()}/x.xml')/* and count("
        piece = own / "schematrons" / "include" / "modele.sch"
        piece.write_text(piece.read_text(encoding="utf-8").replace("count(", asked), encoding="utf-8")
        verdicts = Judge.of(own).judge(GOOD.encode())
        server.kill()

        assert "" == server.stdout.read()
    assert [("CI-SIS_LDL-SES_2022.01", "LLS-PROFIL")] == [(v.profil, v.regle) for v in verdicts]


def test_profile_that_cannot_run_is_an_error_and_the_others_go_on(own: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A profile whose include is missing never passes for a check that found nothing; Saxon keeps quiet."""
    (own / "schematrons" / "include" / "sections" / "S_titre.sch").unlink()
    judge = Judge.of(own)
    verdicts = judge.judge(GOOD.replace("20260310", "2026").encode())

    assert [("IHE", "LLS-PROFIL"), ("CI-SIS_Modeles_ANS", "date-8")] == [(v.profil, v.regle) for v in verdicts]
    assert "IHE.sch : « s_Titre.sch » introuvable dans la distribution" in judge.remarks
    assert "" == capfd.readouterr().err


def test_compiled_profiles_are_kept_and_follow_the_distribution(own: Path) -> None:
    """A second judge compiles nothing; a changed schematron is never judged by its former sheet."""
    Judge.of(own).judge(GOOD.encode())
    kept = {path: path.stat().st_mtime_ns for path in places.cache_folder().rglob("lls-compiles/*.xsl")}
    Judge.of(own).judge(GOOD.encode())

    assert 6 == len(kept)
    assert kept == {path: path.stat().st_mtime_ns for path in places.cache_folder().rglob("lls-compiles/*.xsl")}

    piece = own / "schematrons" / "include" / "modele.sch"
    piece.write_text(piece.read_text(encoding="utf-8").replace("= 2", "= 3"), encoding="utf-8")

    assert ["CI-SIS_LDL-SES_2022.01"] == [v.profil for v in Judge.of(own).judge(GOOD.encode())]


def test_copy_that_lost_a_file_is_made_again(own: Path) -> None:
    """A file gone from the copy never makes a check pass over what it should look at."""
    Judge.of(own).judge(GOOD.encode())
    for path in places.cache_folder().rglob("1.2.3.rdf"):
        path.unlink()

    assert () == Judge.of(own).judge(GOOD.encode())
    assert 1 == len(list(places.cache_folder().rglob("1.2.3.rdf")))


def test_cache_that_cannot_be_written_costs_time_only(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a cache, the copy is made aside; with one that takes no more sheets, they are compiled each time."""
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    monkeypatch.setenv("LLS_CACHE", str(tmp_path / "fichier"))

    with Judge.of(own) as judge:
        assert () == judge.judge(GOOD.encode())

    monkeypatch.setenv("LLS_CACHE", str(tmp_path / "plein"))
    Judge.of(own)
    for folder in (tmp_path / "plein" / "ans").glob("*/lls-compiles"):
        (folder / "modeles.json").unlink()
        folder.rmdir()
        folder.write_text("", encoding="utf-8")

    assert () == Judge.of(own).judge(GOOD.encode())


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("infrastructure/cda/CDA_extended.xsd", "schéma XML « cda_extended.xsd » introuvable"),
        ("schematrons/moteur/iso_dsdl_include.xsl", "compilateur schematron « iso_dsdl_include.xsl » introuvable"),
        ("schematrons/profils/IHE.sch", "profil « ihe.sch » introuvable"),
    ],
)
def test_incomplete_distribution_is_refused(own: Path, missing: str, message: str) -> None:
    """A distribution without one of its parts is refused, and the part named."""
    (own / missing).unlink()

    with pytest.raises(ReferenceDataError, match=message):
        Judge.of(own)


def test_two_distributions_in_one_folder_are_refused(own: Path) -> None:
    """Checks of one state and value sets of another are never mixed."""
    write_distribution(own.parent / "autre")

    with pytest.raises(ReferenceDataError, match="plusieurs distributions"):
        Judge.of(own.parent)


def test_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    """A path that is no folder is told as such."""
    with pytest.raises(ReferenceDataError, match="ce n'est pas un dossier"):
        Judge.of(tmp_path / "absent")


def test_names_of_files_may_have_any_case(own: Path) -> None:
    """A distribution is found by what its files are, whatever the case of their names."""
    (own / "schematrons" / "profils" / "IHE.sch").rename(own / "schematrons" / "profils" / "ihe.SCH")
    (own / "infrastructure" / "cda" / "CDA_extended.xsd").rename(own / "infrastructure" / "cda" / "cda_Extended.XSD")

    assert () == Judge.of(own).judge(GOOD.encode())


def test_link_out_of_the_distribution_is_not_followed(own: Path) -> None:
    """A link to a file elsewhere is not copied: the seat's other files are none of the judge's business."""
    outside = own.parent / "ailleurs.rdf"
    outside.write_text("<r/>", encoding="utf-8")
    (own / "schematrons" / "profils" / "terminologies" / "terminologie" / "9.9.rdf").symlink_to(outside)
    Judge.of(own)

    assert [] == list(places.cache_folder().rglob("9.9.rdf"))


def test_missing_saxonche_is_told_with_its_extra(own: Path) -> None:
    """Without the extra, one sentence says what to install."""
    program = (
        "import sys; sys.modules['saxonche'] = None\n"
        "from lls_drafter.cli.main import main\n"
        f"sys.exit(main(['valider-cda', '--ans', {str(own)!r}, {str(own / 'ExemplesCDA' / 'LDL-SES.xml')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert 6 == done.returncode
    assert "le moteur XSLT « saxonche » n'est pas installé\n  → pip install 'lls-drafter[ans]'" in done.stderr


def test_saxon_is_silent_without_a_standard_error(judge: Judge) -> None:
    """A seat whose standard error is closed can still judge."""
    kept = os.dup(2)
    os.close(2)
    try:
        verdicts = judge.judge(GOOD.encode())
    finally:
        os.dup2(kept, 2)
        os.close(kept)

    assert () == verdicts
