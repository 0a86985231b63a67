"""`lls audit --preuves`: what stands behind each verdict of a sample, on this seat only, never by default."""

import csv
import io
from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode
from lls_drafter.letter.reponse import NON_RENSEIGNE, Absence
from tests.audit.letters import filled, letter, written
from tests.cda.letters import written as document
from tests.cli.conftest import Lls
from tests.cli.test_audit_saisir import LATER

Row = dict[str, str]


def proofs(lls: Lls, folder: Path, *more: str) -> list[Row]:
    """Give the lines of the proofs of a folder."""
    path = folder.parent / "p.csv"
    done = lls("audit", folder, "--preuves", path, *more, now=LATER)
    assert ExitCode.OK == done.code, done.err
    assert "elles restent sur ce poste" in done.err
    assert 0o600 == path.stat().st_mode & 0o777
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";"))


def of(rows: list[Row], number: int, criterion: str) -> dict[str, str]:
    """Give the passages of one criterion of one letter, by field."""
    return {one["champ"]: one["passage"] for one in rows if (one["numero"], one["critere"]) == (str(number), criterion)}


def test_each_verdict_has_its_passage(lls: Lls, tmp_path: Path) -> None:
    """A criterion shows the words that it looked at, or that there are none; a negative is shown as it prints."""
    folder = filled(
        tmp_path / "l",
        [
            letter(1, produits_sanguins=Absence.AUCUN),
            letter(2, motif_hospitalisation=None, actes_examens=NON_RENSEIGNE),
        ],
    )
    rows = proofs(lls, folder)
    verdicts = {(one["numero"], one["critere"]): one["verdict"] for one in rows}

    assert 24 == len(verdicts)
    assert {"Motif de l'hospitalisation": letter(1).motif_hospitalisation} == of(rows, 1, "QLS-08")
    assert ({"": "(rien)"}, "non conforme") == (of(rows, 2, "QLS-08"), verdicts["2", "QLS-08"])
    assert {"": "(rien)"} == of(rows, 2, "QLS-10")
    assert "Aucun produit sanguin administré" in of(rows, 1, "QLS-09").values()
    assert "remise" in of(rows, 1, "QLS-03")["Remise au patient – remise faite – issue"]
    assert "Remise au patient – remise faite – par" in of(rows, 1, "QLS-03")
    assert "validée" == of(rows, 1, "QLS-01")["Statut"]
    assert "médecin traitant" == of(rows, 1, "QLS-04")["Envois 1 – destinataire"]


def test_identity_is_never_in_the_proofs(lls: Lls, tmp_path: Path) -> None:
    """Of the patient's traits the proofs say that they are there, and of the file only its number."""
    folder = filled(tmp_path / "l", [letter(1, patient__nom_naissance="ZZDUPONT", patient__ipp="ZZ8001")])
    rows = proofs(lls, folder)
    text = (tmp_path / "p.csv").read_text("utf-8-sig")

    assert {"(renseigné)"} == set(of(rows, 1, "QLS-05").values())
    assert [] == [one for one in ("ZZDUPONT", "ZZ8001", "001.json") if one in text]


def test_proofs_are_only_of_a_sample(lls: Lls, tmp_path: Path) -> None:
    """More than a hundred letters have no proofs without a draw; with one, those drawn have theirs."""
    folder = filled(tmp_path / "l", [letter(n) for n in range(101)])
    told = lls("audit", folder, "--preuves", tmp_path / "p.csv", now=LATER)
    assert (ExitCode.USAGE, False) == (told.code, (tmp_path / "p.csv").exists())
    rows = proofs(lls, folder, "--tirage", "3")

    assert "c'est trop" in told.err
    assert 3 == len({one["numero"] for one in rows})


def test_document_shows_what_it_says(lls: Lls, tmp_path: Path) -> None:
    """A CDA document has its passages too; what it cannot tell is « non mesuré »."""
    (tmp_path / "l").mkdir()
    (tmp_path / "l" / "a.xml").write_bytes(document(letter(1, fictive=True)))
    rows = proofs(lls, tmp_path / "l", "--fictives")

    assert {"non mesuré"} == {one["verdict"] for one in rows if one["critere"] == "QLS-03"}
    assert {"Motif de l'hospitalisation": letter(1).motif_hospitalisation} == of(rows, 1, "QLS-08")


def test_text_that_computes_is_shielded(lls: Lls, tmp_path: Path) -> None:
    """A text that a spreadsheet would compute, or a very long one, does no harm."""
    folder = filled(
        tmp_path / "l", [letter(1, motif_hospitalisation='=HYPERLINK("x")'), letter(2, conclusion="a " * 900)]
    )
    rows = proofs(lls, folder)

    assert {"Motif de l'hospitalisation": '\'=HYPERLINK("x")'} == of(rows, 1, "QLS-08")
    assert of(rows, 2, "QLS-09")["Diagnostic retenu"].endswith("… [coupé]")


def test_no_letter_no_proof(lls: Lls, tmp_path: Path) -> None:
    """Where nothing is judged there is nothing to show, and no file."""
    filled(tmp_path / "l", [letter(1, fictive=True)])
    done = lls("audit", tmp_path / "l", "--preuves", tmp_path / "p.csv", now=LATER)

    assert "aucune lettre jugée" in done.err
    assert not (tmp_path / "p.csv").exists()


@pytest.mark.parametrize("other", ["--csv", "--correspondance"])
def test_proofs_have_a_file_of_their_own(lls: Lls, tmp_path: Path, other: str) -> None:
    """Two outputs never share a file."""
    written(tmp_path / "l", "a.json", letter(1))
    path = tmp_path / "p.csv"

    assert "le même nom" in lls("audit", tmp_path / "l", "--preuves", path, other, path).err
