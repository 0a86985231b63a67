"""The medication table as a flat CSV file."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from lls_drafter.exports import RenderRequest, render
from lls_drafter.exports.csv_ import COLUMNS, shielded
from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, model_type
from lls_drafter.letter.traitements import LigneTraitement, Prescription
from tests.document.letters import EXAMPLES, letter, read_example
from tests.strategies import lettres, textes

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dev" / "json.md"


def table(lettre: Lettre) -> list[dict[str, str]]:
    """Give the lines of a letter's CSV file, read strictly."""
    text = render("csv", None, RenderRequest(lettre=lettre)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def read_back(cell: str) -> str:
    """Give the text of a cell, by the rule that the documentation gives."""
    return cell[1:] if cell.startswith("'") and shielded(cell[1:]) == cell else cell


def leaves(model: type[LlsModel], start: str = "") -> Iterator[str]:
    """Give the addresses of the plain fields under a model."""
    for name, info in model.model_fields.items():
        inner = model_type(info.annotation)
        yield from leaves(inner, f"{start}{name}.") if inner is not None else (f"{start}{name}",)


def test_csv_opens_in_a_french_spreadsheet() -> None:
    """UTF-8 with its mark, semicolons, CRLF: a double click shows columns and accents."""
    data = render("csv", None, RenderRequest(lettre=Lettre()))

    assert data.startswith(b"\xef\xbb\xbfstatut;version;")
    assert data.endswith(b"\r\n")
    assert 2 == data.count(b"\r\n") == data.count(b"\n")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name[0])
def test_csv_has_one_line_per_drug(path: Path) -> None:
    """Each row of the table is a line, in its order, with both drugs, its fate and its reason."""
    lettre = read_example(path)
    lines = [line for line in table(lettre) if line["ligne"]]

    assert [row.cle for row in lettre.volet_medicamenteux] == [line["cle"] for line in lines]
    assert [row.devenir or "" for row in lettre.volet_medicamenteux] == [line["devenir"] for line in lines]
    for row, line in zip(lettre.volet_medicamenteux, lines, strict=True):
        for side in ("avant", "sortie"):
            for column, address in (("cis", "medicament.cis"), ("posologie", "posologie"), ("voie", "voie")):
                held = FieldPath.parse(f"{side}.{address}").read(row)

                assert (held or "") == read_back(line[f"{side}_{column}"])


def test_csv_has_a_column_for_each_field_of_a_row() -> None:
    """A field added to a row is not forgotten here: only how the program read it has no column."""
    filled = {
        "cle": "a1",
        "devenir": "modifie",
        "suspendu": True,
        "reprise": {"quand": "T-quand", "par": "T-par"},
        "commentaires": {
            "motif": "T-motif",
            "indication": "T-ind",
            "cible_surveillance": "T-cible",
            "libre": "T-libre",
        },
    }
    side = {
        "posologie": "T-poso", "voie": "T-voie", "non_lu": ["T-un", "T-deux"],
        "duree": {"texte": "T-duree", "debut": "2026-03-09", "fin_incluse": "2026-03-13", "total_jours": 5},
        "medicament": dict.fromkeys(
            ("libelle", "dci", "marque", "dosage", "forme", "cis", "atc", "restriction", "base"), "T"
        ),
    }  # fmt: skip
    (line,) = table(letter(volet_medicamenteux=[{**filled, "avant": side, "sortie": side}]))
    unsaid = {f"{side}.{name}" for side in ("avant", "sortie") for name in ("grammaire", "duree.origine")}
    fields = set(leaves(LigneTraitement)) - unsaid

    assert len(fields) == len([column for column in COLUMNS[COLUMNS.index("cle") :] if line[column]])
    assert "T-un ; T-deux" == line["sortie_non_lu"]
    assert ("2026-03-09", "2026-03-13", "5") == tuple(
        line[f"avant_{n}"] for n in ("debut", "fin_incluse", "total_jours")
    )
    assert ("oui", "T-quand", "T-par") == (line["suspendu"], line["reprise_quand"], line["reprise_par"])


def test_csv_tells_none_from_not_asked() -> None:
    """A letter without a drug says whether there is none, whether nobody knows, or whether nobody answered."""
    (nothing,) = table(Lettre())
    (none,) = table(letter(bilan_medicamenteux={"entree": {"reponse": "inconnu"}, "sortie": {"reponse": "aucun"}}))
    (row,) = table(letter(volet_medicamenteux=[{"cle": "a", "sortie": {"posologie": "1 le soir"}}]))

    assert ("non_renseigne", "non_renseigne", "") == (
        nothing["bilan_entree"],
        nothing["bilan_sortie"],
        nothing["ligne"],
    )
    assert ("inconnu", "aucun", "") == (none["bilan_entree"], none["bilan_sortie"], none["cle"])
    assert ("non_renseigne", "liste", "1") == (row["bilan_entree"], row["bilan_sortie"], row["ligne"])


def test_csv_says_whose_it_is_and_that_it_is_a_draft() -> None:
    """Each line has the state of the letter and the patient: lines of several letters put together stay apart."""
    patient = {"ipp": "0012", "nom_naissance": "MARTIN", "prenoms_naissance": ["JEANNE", "ZOE"]}
    row = {"cle": "a", "sortie": {"posologie": "1 le soir"}}
    lines = table(letter(patient=patient, volet_medicamenteux=[row, {**row, "cle": "b"}]))

    assert [("brouillon", "'0012", "MARTIN", "JEANNE ; ZOE")] * 2 == [
        (x["statut"], x["patient_ipp"], x["patient_nom_naissance"], x["patient_prenoms_naissance"]) for x in lines
    ]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x";"y")', "+1+1", "-1 comprimé", "@SUM(A1)", "  =1+1", "\u202f-2", "\uff1d1+1",
        "1-0-1", "1/2", "007", "12:30", "2.5", "1 000", "1E5", "0,005 %", "1234567890123456",
    ],
)  # fmt: skip
def test_csv_shields_what_a_spreadsheet_would_change(text: str) -> None:
    """A formula is never computed; « 1-0-1 » is never shown as the first of January 2001."""
    (line,) = table(letter(volet_medicamenteux=[{"cle": "a", "sortie": {"posologie": text}}]))

    assert f"'{text}" == line["sortie_posologie"]


@pytest.mark.parametrize("text", ["1 comprimé le matin", "furosémide 40 mg", "60002283", "0", "N05BA12", "l'eau", "'x"])
def test_csv_leaves_other_texts_alone(text: str) -> None:
    """What a spreadsheet shows as it is written has no apostrophe of ours."""
    assert text == shielded(text)


@given(text=textes())
def test_shielded_text_is_read_back(text: str) -> None:
    """Taking the apostrophe away by the documented rule gives the text, whatever it is."""
    assert text == read_back(shielded(text))
    assert not shielded(text).startswith(("=", "+", "-", "@"))


@given(lettre=lettres())
def test_csv_of_any_letter_has_its_columns(lettre: Lettre) -> None:
    """No separator, quote or line end in a text moves a cell into another column."""
    lines = table(lettre)

    assert max(1, len(lettre.volet_medicamenteux)) == len(lines)
    assert all(tuple(line) == COLUMNS and None not in line.values() for line in lines)
    for row, line in zip(lettre.volet_medicamenteux, lines, strict=False):
        after = row.sortie or Prescription()

        assert (after.posologie or "") == read_back(line["sortie_posologie"])


def test_csv_columns_are_documented() -> None:
    """`docs/dev/json.md` lists each column, in the order of the file."""
    told = PAGE.read_text(encoding="utf-8").split("## `--vers csv`")[1].split("\n## ")[0]
    block = told.split("```text\n")[1].split("```")[0]

    assert list(COLUMNS) == [name.strip() for name in block.replace("\n", ";").split(";") if name.strip()]
