"""A letter leaves as CDA, and comes back: what is lost is only what `docs/dev/cda.md` lists."""

from typing import Any

import pytest

from lls_drafter.cda.reader import Nature, read_document
from lls_drafter.cda.xml import parse
from lls_drafter.document.blocks import plain
from lls_drafter.document.treatments import drug_name
from lls_drafter.document.view import Rendering, View
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import StatutIns
from lls_drafter.letter.text import fold
from lls_drafter.letter_files.codec import letter_to_data
from tests.cda.generator import generated
from tests.cda.letters import exportable, written
from tests.document.letters import example, letter

LOST = (
    "format", "fictive", "identifiant", "modele", "statut", "version", "nature", "versions_precedentes", "changements",
    "validation", "annulation", "remarques", "date_lettre", "listes", "justifications", "provenance", "information_dmp",
    "oppositions", "visibilite", "rubriques",
)  # fmt: skip
"""The life of that very document, what is no part of a letter's words, and the service's own sections (as texts)."""
LOST_INSIDE = {
    "etablissement": ("oid", "categorie"),
    "sejour": ("activite", "situations"),
}


def comparable(lettre: Lettre) -> dict[str, Any]:
    """Give a letter without what a CDA document does not carry."""
    data = letter_to_data(lettre)
    for name in LOST:
        data.pop(name, None)
    for name, parts in LOST_INSIDE.items():
        for part in parts:
            data.get(name, {}).pop(part, None)
    if data.get("confidentialite") == "N":
        data.pop("confidentialite")
    data.get("patient", {}).get("ins", {}).pop("statut", None)
    for recipient in data.get("destinataires", ()):
        recipient.pop("contenu", None)
        recipient.pop("accord_patient", None)
    hand_over = data.get("remise_patient", {})
    data["remise_patient"] = hand_over.get("prevue")
    data["envois"] = [{k: v for k, v in one.items() if k != "fait"} for one in data.get("envois", ())]
    data["volet_medicamenteux"] = [
        comparable_row(lettre, index, row) for index, row in enumerate(data.get("volet_medicamenteux", ()))
    ]
    lists = data.get("bilan_medicamenteux", {})
    for state in lists.values():
        if state.get("reponse") == "liste":  # the drugs themselves say it
            state.pop("reponse")
    data["bilan_medicamenteux"] = {side: state for side, state in lists.items() if state}
    return {name: value for name, value in data.items() if value}


def comparable_row(lettre: Lettre, index: int, row: dict[str, Any]) -> dict[str, Any]:
    """Give a row of the table with its drugs as printed, and its regimens without how they were read."""
    row.pop("cle")
    for name in ("avant", "sortie"):
        side = row.get(name)
        if side is None:
            continue
        table = View.of(lettre, Rendering(draft=False, demanded=frozenset()))["volet_medicamenteux"]
        view = list(table)[index][name]
        side["medicament"] = fold(plain(drug_name(view)))
        side.pop("grammaire", None)
        side.get("duree", {}).pop("origine", None)
    return row


@pytest.mark.parametrize("name", "abcde")
def test_shipped_letter_comes_back(name: str) -> None:
    """A shipped letter read back from its CDA document says the same, field by field."""
    lettre = exportable(example(name))

    back = read_document(parse(written(lettre), name="x")).lettre

    assert comparable(lettre) == comparable(back)


@pytest.mark.parametrize("number", range(24))
def test_any_letter_comes_back(number: int) -> None:
    """A letter with every kind of answer, hostile texts included, says the same once it is read back."""
    lettre = generated(number)

    back = read_document(parse(written(lettre), name="x")).lettre

    assert comparable(lettre) == comparable(back)


def test_section_of_a_service_comes_back_as_words() -> None:
    """What a service's own section says has no field elsewhere: its words are told, whole."""
    lettre = exportable(example("e"))
    words = [str(one.texte) for one in lettre.rubriques.values()]

    restes = read_document(parse(written(lettre), name="x")).restes

    assert words == [one.texte for one in restes if one.nature is Nature.TEXTE]


def test_shipped_letter_leaves_nothing_else() -> None:
    """Our own document holds nothing that is not read: repeats (the box on top, the recap) are known as such."""
    lettre = exportable(example("a"))

    assert () == read_document(parse(written(lettre), name="x")).restes


def test_every_column_of_a_row_comes_back() -> None:
    """Route, words not understood, dates, comments, suspension and resumption come back to their own fields."""
    side = {
        "medicament": {"libelle": "prednisone 5 mg"},
        "posologie": "2 comprimés le matin\npuis 1",
        "voie": "orale",
        "non_lu": ["à jeun", "; ?"],
        "duree": {"texte": "7 jours", "debut": "2026-04-18", "fin_incluse": "2026-04-24", "total_jours": 7},
    }
    row = {
        "cle": "a1",
        "avant": {**side, "duree": {"fin_incluse": "2026-04-24"}},
        "devenir": "arrete",
        "sortie": {**side, "voie": "par voie inhalée", "duree": {"debut": "2026-04-18"}},
        "commentaires": {"motif": "m : 1", "indication": "i", "cible_surveillance": "c ; d", "libre": "Motif : libre"},
        "suspendu": True,
        "reprise": {"quand": "à J7 ; ou avant", "par": "Dr X"},
    }
    rows = letter(volet_medicamenteux=[row]).volet_medicamenteux
    lettre = exportable(example("a")).replace(volet_medicamenteux=rows)

    back = read_document(parse(written(lettre), name="x")).lettre

    assert rows == back.volet_medicamenteux


def test_status_of_an_identity_never_comes_back() -> None:
    """An INS number read from a document, ours or not, is provisional: it never leaves."""
    patient = read_document(parse(written(exportable(example("a"))), name="x")).lettre.patient
    assert patient is not None
    assert patient.ins is not None

    assert StatutIns.PROVISOIRE is patient.ins.statut


def test_codes_come_back_on_the_side_that_has_an_entry() -> None:
    """The CIS and ATC codes of a discharged drug come back with it."""
    model = exportable(example("a"))
    rows = [row for row in model.volet_medicamenteux if row.sortie is not None]
    coded = tuple(
        row.replace(sortie=row.sortie.replace(medicament=row.sortie.medicament.replace(cis="60000001", atc="C03CA01")))
        for row in rows
        if row.sortie is not None and row.sortie.medicament is not None
    )
    lettre = model.replace(volet_medicamenteux=coded)

    back = read_document(parse(written(lettre), name="x")).lettre

    assert {("60000001", "C03CA01")} == {
        (row.sortie.medicament.cis, row.sortie.medicament.atc)
        for row in back.volet_medicamenteux
        if row.sortie is not None and row.sortie.medicament is not None
    }
