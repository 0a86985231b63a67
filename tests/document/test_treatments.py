"""The six-column table and its recap."""

from typing import Any

import pytest

from lls_drafter.document.blocks import Table, plain
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import composed, letter, text


def drug(**medicament: str) -> dict[str, Any]:
    """Give one side of a row."""
    return {"medicament": medicament, "posologie": "1 le matin", "duree": {"texte": "au long cours"}}


def rows(lettre: Lettre, *, draft: bool = False) -> list[list[str]]:
    """Give the table's cells as text, their paragraphs joined by a bar."""
    tables = [
        block for part in composed(lettre, draft=draft).parts if part.id == "traitements" for block in part.blocks
    ]
    table = next(block for block in tables if isinstance(block, Table))
    return [
        ["|".join(plain(line) for line in cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row]
        for row in table.rows
    ]


def row(**values: object) -> Lettre:
    """Make a letter with one row."""
    return letter(volet_medicamenteux=[{"cle": "a1", **values}])


def test_table_has_the_six_columns_and_two_groups() -> None:
    """The headings are those of the HAS table, in its order."""
    part = next(part for part in composed(row(sortie=drug(libelle="x"))).parts if part.id == "traitements")
    table = next(block for block in part.blocks if isinstance(block, Table))

    assert [
        ("Traitement avant hospitalisation", "Nom, dosage, forme [DCI]"),
        ("Traitement avant hospitalisation", "Posologie"),
        ("", "Devenir du traitement"),
        ("Traitement à la sortie", "Nom, dosage, forme [DCI]"),
        ("Traitement à la sortie", "Posologie et durée"),
        ("", "Commentaires"),
    ] == [(column.group, column.heading) for column in table.columns]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"devenir": "arrete", "avant": drug(libelle="ibuprofène")}, ["ibuprofène", "—"]),
        ({"devenir": "ajoute", "sortie": drug(libelle="macrogol")}, ["—", "macrogol"]),
        ({"devenir": "poursuivi", "avant": drug(libelle="x")}, ["x", "[à compléter : médicament]"]),
        ({"avant": drug(libelle="x")}, ["x", ""]),
    ],
)
def test_table_dash_means_none_and_nothing_else(values: dict[str, Any], expected: list[str]) -> None:
    """A dash stands only where the status says that there is no drug; a drug that should be there is asked for."""
    cells = rows(row(**values), draft=True)[0]

    assert expected == [cells[0], cells[3]]


@pytest.mark.parametrize(
    ("medicament", "expected"),
    [
        (
            {"libelle": "furosémide 40 mg comprimé", "dci": "furosémide", "dosage": "40 mg", "forme": "comprimé"},
            "furosémide 40 mg comprimé",
        ),
        ({"libelle": "LASILIX 40 mg", "dci": "furosémide", "marque": "LASILIX"}, "furosémide (LASILIX 40 mg)"),
        ({"dci": "apixaban", "dosage": "2,5 mg", "marque": "Eliquis"}, "apixaban, 2,5 mg (Eliquis)"),
        ({"libelle": "ramipril 2,5 mg", "dosage": "5 mg"}, "ramipril 2,5 mg, 5 mg"),
        (
            {"libelle": "lévothyroxine 75 microgrammes", "dci": "lévothyroxine sodique"},
            "lévothyroxine 75 microgrammes (lévothyroxine sodique)",
        ),
        ({}, "[à compléter : nom du médicament]"),
    ],
)
def test_drug_name_puts_dci_first_and_repeats_nothing(medicament: dict[str, str], expected: str) -> None:
    """Every part of a drug's name is printed, once; « 2,5 mg » does not count as « 5 mg »."""
    assert expected == rows(row(devenir="ajoute", sortie={"medicament": medicament}), draft=True)[0][3]


@pytest.mark.parametrize(
    ("duree", "expected"),
    [
        ({"texte": "au long cours"}, "Durée : au long cours"),
        (
            {"texte": "5 jours", "debut": "2026-03-04", "fin_incluse": "2026-03-08", "total_jours": 5},
            "Durée : 5 jours, du 04/03/2026 au 08/03/2026 inclus, soit 5 jours au total",
        ),
        ({"fin_incluse": "2026-03-08"}, "Durée : jusqu'au 08/03/2026 inclus"),
        ({"debut": "2026-03-08"}, "Durée : à partir du 08/03/2026"),
        (None, "Durée : [à compléter : durée]"),
    ],
)
def test_duration_says_first_day_last_day_and_total(duree: dict[str, Any] | None, expected: str) -> None:
    """A duration is never ambiguous: start, last day included and total are printed; a missing one is asked for."""
    side = {"medicament": {"libelle": "x"}, "posologie": "1 le matin"} | ({"duree": duree} if duree else {})

    assert "1 le matin|" + expected == rows(row(devenir="ajoute", sortie=side), draft=True)[0][4]


def test_unread_words_stay_visible() -> None:
    """Words of a prescription that were not understood are printed as typed."""
    side = {"medicament": {"libelle": "x"}, "posologie": "1 le matin", "voie": "orale", "non_lu": ["xyz", "3 pf"]}

    cell = rows(row(devenir="ajoute", sortie=side), draft=True)[0][4]

    assert "1 le matin, voie orale|Mots repris tels quels : « xyz, 3 pf »|Durée : [à compléter : durée]" == cell


def test_comments_come_in_their_order_with_resumption() -> None:
    """Reason, indication, monitoring, resumption, then free text; a suspended drug without rule asks for it."""
    notes = {"motif": "m", "indication": "i", "cible_surveillance": "s", "libre": "l"}
    known = row(
        devenir="arrete",
        avant=drug(libelle="x"),
        commentaires=notes,
        suspendu=True,
        reprise={"quand": "à J7", "par": "Dr A"},
    )
    unknown = row(devenir="arrete", avant=drug(libelle="x"), suspendu=True)

    assert "Motif : m|Indication : i|Surveillance : s|Suspendu, à reprendre : à J7 ; par Dr A|l" == rows(known)[0][5]
    assert (
        "Motif : [à compléter : motif de l'arrêt]|Suspendu, à reprendre : [à compléter : quand et par qui]"
        == rows(unknown, draft=True)[0][5]
    )


def test_explicit_empty_home_list_opens_the_table() -> None:
    """With no treatment before, the table is still made and its first row says so."""
    lettre = letter(
        bilan_medicamenteux={"entree": {"reponse": "aucun"}, "sortie": {"reponse": "liste"}},
        volet_medicamenteux=[{"cle": "a", "devenir": "ajoute", "sortie": drug(libelle="macrogol")}],
    )

    assert ["Néant (aucun traitement à l'entrée)", "macrogol"] == [rows(lettre)[0][0], rows(lettre)[1][3]]


def test_final_letter_owns_up_to_a_missing_duration() -> None:
    """In a final letter a missing legal item is said, never left blank."""
    lettre = row(devenir="ajoute", sortie={"medicament": {"libelle": "x"}})

    expected = "Information non disponible à la date de la lettre"
    assert f"{expected}|Durée : {expected}" == rows(lettre)[0][4]


def test_recap_lists_drugs_by_status_with_reasons() -> None:
    """The recap says what was stopped and why, added, changed, continued; the first box gives the new posologies."""
    lettre = letter(
        volet_medicamenteux=[
            {"cle": "a", "devenir": "arrete", "avant": drug(libelle="A"), "commentaires": {"motif": "chute"}},
            {"cle": "b", "devenir": "ajoute", "sortie": drug(libelle="B")},
            {"cle": "c", "devenir": "poursuivi", "avant": drug(libelle="C"), "sortie": drug(libelle="C")},
        ]
    )
    document = composed(lettre)

    assert ["Arrêté : A (chute)", "Ajouté : B", "Poursuivi : C"] == text(document, "traitements").split("\n")[-3:]
    assert ["Arrêté : A", "Ajouté : B : 1 le matin, au long cours"] == text(document, "essentiel").split("\n")[-2:]
