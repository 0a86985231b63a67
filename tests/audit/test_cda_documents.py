"""CDA documents in the folders of an audit: judged as far as they go, once with their letter, never blamed."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from lls_drafter.audit.cda_reading import NOT_CDA, OTHER_MODEL, document_number
from lls_drafter.audit.model import Etat, Jugement, Origine
from lls_drafter.audit.outputs import report_data
from lls_drafter.audit.pool import Bench, judge_file
from lls_drafter.audit.scoring import Demande
from lls_drafter.audit.stays import ListeSejours
from lls_drafter.audit.words import report_lines
from lls_drafter.letter.sejour import Activite
from lls_drafter.session.evaluate import letter_checklists
from tests.audit.letters import TODAY, letter, report, written
from tests.audit.test_stays import stay
from tests.cda.generator import generated
from tests.cda.letters import exportable
from tests.cda.letters import written as document
from tests.document.letters import EXAMPLES, read_example

VALIDATED = b"9571008"
DEMANDE = Demande(today=date(2027, 1, 1), fictives=True, documents=True)


def made(number: int, **changes: object) -> bytes:
    """Write the document of a fictional letter."""
    return document(letter(number, fictive=True, **changes))  # type: ignore[arg-type]


def placed(folder: Path, name: str, data: bytes) -> Path:
    """Write a file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


def judged(path: Path) -> Jugement:
    """Judge one file."""
    return judge_file(1, str(path), Bench(DEMANDE, letter_checklists))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda one: one.name[0])
def test_document_says_what_its_letter_says(path: Path, tmp_path: Path) -> None:
    """A document is judged like its letter, but for the hand-over and the sending, which it cannot tell."""
    lettre = read_example(path)
    mco = lettre.replace(sejour=lettre.sejour.replace(activite=Activite.MCO)) if lettre.sejour else lettre
    of_letter = judged(written(tmp_path, "a.json", mco))
    done = judged(placed(tmp_path, "a.xml", document(lettre)))
    expected = "".join("?" if rank in (2, 3) and sign == "C" else sign for rank, sign in enumerate(of_letter.verdicts))

    assert (Etat.JUGEE, Origine.CDA, expected) == (done.etat, done.origine, done.verdicts)
    assert (None, (), ()) == (done.actes, done.manques, done.regles)


def test_document_never_blames_and_never_flatters(tmp_path: Path) -> None:
    """Over letters of every kind: a criterion of a document is that of its letter, or it is not measured.

    The second criterion is left out: these documents are dated of the day of discharge, their letters are not.
    """
    pairs = set()
    for number in range(1, 16):
        made_up = exportable(generated(number))
        assert made_up.sejour is not None
        lettre = made_up.replace(sejour=made_up.sejour.replace(activite=Activite.MCO))
        one = judged(written(tmp_path, "a.json", lettre))
        other = judged(placed(tmp_path, "a.xml", document(lettre)))
        signs = zip(one.verdicts, other.verdicts, strict=True)
        pairs |= {pair for rank, pair in enumerate(signs) if rank != 1}

    assert {("C", "C"), ("N", "N"), ("-", "-"), ("C", "?"), ("N", "?")} >= pairs
    assert {("C", "C"), ("N", "N")} <= pairs


def test_failure_of_the_document_is_a_failure(tmp_path: Path) -> None:
    """What a document could have told and does not fails: a reason that says nothing, a late date."""
    whole = letter(1, fictive=True)
    assert whole.validation is not None
    late = whole.validation.replace(le=whole.validation.le + timedelta(days=3))
    verdicts = [
        judged(placed(tmp_path, "a.xml", data)).verdicts
        for data in (made(1), made(1, motif_hospitalisation="bilan"), made(1, validation=late))
    ]

    assert ["CC??CCCCCCCC", "CC??CCCNCCCC", "CN??CCCCCCCC"] == verdicts


def test_letter_and_its_documents_count_once(tmp_path: Path) -> None:
    """The letter file stands for its documents, whatever the root under which they are numbered."""
    written(tmp_path, "a.lls.yaml", letter(1))
    written(tmp_path, "b.json", letter(2))
    placed(tmp_path, "a.xml", made(1))
    placed(tmp_path, "a2.xml", document(letter(1, fictive=True), racine=None))
    placed(tmp_path, "b.xml", made(2))
    placed(tmp_path, "c.xml", made(3))
    bilan = report(tmp_path, Demande(today=TODAY, fictives=True))

    assert [Etat.JUGEE, Etat.DOUBLON, Etat.DOUBLON, Etat.JUGEE, Etat.DOUBLON, Etat.JUGEE] == list(bilan.etats)
    assert {"lettre": 2, "cda": 1} == report_data(bilan)["origines"]


def test_draw_is_the_same_with_documents(tmp_path: Path) -> None:
    """Documents beside the letters do not change which letters a seed draws."""
    from lls_drafter.audit.run import Tirage

    for n in range(1, 31):
        written(tmp_path, f"{n:03d}.json", letter(n))
    before = report(tmp_path, tirage=Tirage(10, 1)).tirees
    placed(tmp_path, "zz.xml", made(1))

    assert before == report(tmp_path, tirage=Tirage(10, 1)).tirees


def test_document_stands_for_its_stay(tmp_path: Path) -> None:
    """With a list of stays, a stay of which only the document is there has a letter."""
    placed(tmp_path / "l", "a.xml", made(1, sejour__numero="ZZ001"))
    stays = ListeSejours(tuple(stay(n) for n in (1, 2)), ())
    bilan = report(tmp_path / "l", Demande(today=TODAY, fictives=True), sejours=stays)
    assert bilan.flux is not None

    assert (1, 1) == (bilan.flux.retrouves, bilan.flux.sans_lettre)
    assert (1, 2) == (bilan.tableaux[0].lignes[0].conformes, bilan.tableaux[0].lignes[0].n)


def test_silent_criteria_are_counted_nowhere(tmp_path: Path) -> None:
    """A document is in the rates of what it tells, in no other, and in no score; the report says so."""
    for n in range(1, 31):
        written(tmp_path, f"{n:03d}.json", letter(n, remise_patient=None) if n == 1 else letter(n))
    for n in range(31, 36):
        placed(tmp_path, f"{n:03d}.xml", made(n))
    bilan = report(tmp_path, Demande(today=TODAY, fictives=True))
    table = bilan.tableaux[0]
    third, eighth = table.lignes[2], table.lignes[7]
    said = " ".join(report_lines(bilan))

    assert (29, 30, 5) == (third.conformes, third.n, third.non_mesures)
    assert (35, 35, 0) == (eighth.conformes, eighth.n, eighth.non_mesures)
    assert (30, 5) == (table.score.n, table.partielles)
    assert "n'est pas mesuré (n. m.)" in said
    assert "5 documents dont un critère n'est pas mesuré comptent dans les taux, pas dans le score" in said
    assert {"REG-REMISE-PREVUE": 1} == {one.regle: one.lettres for one in bilan.regles if "REMISE" in one.regle}


def test_documents_alone_have_no_score(tmp_path: Path) -> None:
    """Without a hand-over or a sending to look at, no score is given: it would be too good."""
    data = made(1)
    number = document_number(letter(1, fictive=True))
    assert number.encode() in data
    for n in range(31):
        placed(tmp_path, f"{n:03d}.xml", data.replace(number.encode(), f"{number[:-2]}{n:02d}".encode()))
    bilan = report(tmp_path, Demande(today=TODAY, fictives=True))
    table = bilan.tableaux[0]

    assert ["n.", "m."] == next(line for line in report_lines(bilan) if "SCORE" in line).split()[2:4]
    assert (None, 0) == (table.score.valeur, table.score.n)
    assert (False, None, 31) == (table.lignes[2].mesure, table.lignes[2].taux, table.lignes[2].non_mesures)


@pytest.mark.parametrize(
    ("data", "state", "reason"),
    [
        (b"", Etat.ILLISIBLE, NOT_CDA),
        (b"<a/>", Etat.ILLISIBLE, NOT_CDA),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", Etat.ILLISIBLE, NOT_CDA),
        (b"\xff\xfe\x00", Etat.ILLISIBLE, NOT_CDA),
        (b"<ClinicalDocument xmlns='urn:hl7-org:v3'/>", Etat.HORS_CHAMP, OTHER_MODEL),
    ],
)
def test_what_is_no_discharge_letter_is_told(tmp_path: Path, data: bytes, state: Etat, reason: str) -> None:
    """Another XML file is unreadable, another document is out of scope; neither stops anything."""
    done = judged(placed(tmp_path, "a.xml", data))

    assert (state, reason) == (done.etat, done.raison)


def test_cut_document_is_unreadable(tmp_path: Path) -> None:
    """Half a document is no document."""
    data = made(1)

    assert {Etat.ILLISIBLE} == {
        judged(placed(tmp_path, "a.xml", data[: len(data) * part // 10])).etat for part in range(10)
    }


def test_document_in_progress_is_not_found(tmp_path: Path) -> None:
    """A document that says itself « en cours » is a letter that nobody validated."""
    data = made(1)
    assert 1 == data.count(VALIDATED)
    done = judged(placed(tmp_path, "a.xml", data.replace(VALIDATED, b"385651009")))

    assert ("NN", 0) == (done.verdicts[:2], done.score)


def test_fictional_documents_are_set_aside(tmp_path: Path) -> None:
    """A document that says that its patient is fictional is no letter of the site."""
    placed(tmp_path, "a.xml", made(1))

    assert [Etat.FICTIVE] == list(report(tmp_path).etats)


def test_pdf_document_tells_its_header_only(tmp_path: Path) -> None:
    """Of a document that holds a PDF nothing medical can be judged, and nothing medical fails."""
    from lls_drafter.cda.writer.document import CdaRequest, write_level1
    from tests.cda.letters import ROOT_OID, moment_of
    from tests.document.letters import composed

    lettre = letter(1, fictive=True)
    request = CdaRequest(lettre=lettre, words=composed(lettre), moment=moment_of(lettre), racine=ROOT_OID)
    verdicts = judged(placed(tmp_path, "a.xml", write_level1(request, lambda: b"%PDF-1.4"))).verdicts

    assert "CC??" == verdicts[:4]
    assert "?????" == verdicts[7:]
    assert "N" not in verdicts
