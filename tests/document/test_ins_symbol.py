"""The INS datamatrix: who gets one, and that another library reads it back byte for byte."""

import array
import random

import pytest
import zxingcpp

from lls_drafter.document.blocks import Symbol
from lls_drafter.document.ins_symbol import encoded, ins_payload, ins_symbol
from lls_drafter.letter.datamatrix import parse_datamatrix
from lls_drafter.letter.lettre import Lettre
from tests.document.letters import example, letter

VECTOR = (
    "IS010000000000000000000000S1123549685274612S225978456325481569525S3TEST1 TEST2 TEST\x1d"
    "S4DATAMATRIXTEST\x1dS5MS631-08-2021S717000"
)
"""The public test vector of the format; its names hold digits, which no identity of ours may."""
INS = {"matricule": "279035121518989", "oid": "1.2.250.1.213.1.4.10", "statut": "qualifiee"}
PATIENT = {
    "nom_naissance": "TESTNAISSANCE",
    "prenoms_naissance": ["ANNE-MARIE", "LUCE"],
    "sexe": "F",
    "date_naissance": "1979-03-05",
    "lieu_naissance": {"code": "51215", "libelle": "Épernay"},
    "ins": INS,
}


def qualified(**changes: object) -> Lettre:
    """Give a letter whose identity is qualified, with changes to the patient."""
    return letter(patient=PATIENT | changes)


def read_back(symbol: Symbol) -> bytes:
    """Give what a reader of codes finds in a symbol drawn with its quiet zone."""
    scale, quiet = 4, 4
    side = (len(symbol.modules) + 2 * quiet) * scale
    pixels = array.array("B", b"\xff" * side * side)
    for y, row in enumerate(symbol.modules):
        for x, dark in enumerate(row):
            for line in range(scale) if dark else ():
                at = ((y + quiet) * scale + line) * side + (x + quiet) * scale
                pixels[at : at + scale] = array.array("B", bytes(scale))
    found = zxingcpp.read_barcodes(memoryview(pixels).cast("B", shape=[side, side]))
    assert 1 == len(found)
    return bytes(found[0].bytes)


def test_symbol_of_the_public_vector_is_read_back_byte_for_byte() -> None:
    """The encoder and its judge, which share no code, agree on the published payload."""
    modules = encoded(VECTOR)

    assert VECTOR.encode() == read_back(Symbol(modules, "", ""))
    assert {len(modules)} == {len(row) for row in modules}


def test_symbol_holds_the_identity_of_the_letter() -> None:
    """What a scanner reads is the identity of the letter, trait by trait."""
    lettre = qualified()
    symbol = ins_symbol(lettre)
    assert symbol is not None

    identity = parse_datamatrix(read_back(symbol).decode())

    assert ("TESTNAISSANCE", ("ANNE-MARIE", "LUCE"), "F", "51215", "279035121518989") == (
        identity.nom,
        identity.prenoms,
        identity.sexe,
        identity.lieu_code,
        identity.matricule,
    )


def test_symbol_of_any_length_is_square_and_read_back() -> None:
    """Names of every length give a square symbol that is read back."""
    chance = random.Random(1)  # noqa: S311 - the same each time
    for length in (1, 2, 9, 25, 40, 63, 99, 100):
        name = "".join(chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(length))
        lettre = qualified(nom_naissance=name)
        symbol = ins_symbol(lettre)
        assert symbol is not None
        assert {len(symbol.modules)} == {len(row) for row in symbol.modules}
        assert (ins_payload(lettre) or "").encode() == read_back(symbol)


@pytest.mark.parametrize(
    "changes",
    [
        {"ins": INS | {"statut": "validee"}},
        {"ins": INS | {"statut": "provisoire"}},
        {"ins": {"statut": "qualifiee", "oid": INS["oid"]}},
        {"ins": None},
        {"sexe": "I"},
        {"sexe": None},
        {"prenoms_naissance": []},
        {"nom_naissance": None},
        {"nom_naissance": "A" * 101},
        {"date_naissance": None},
    ],
    ids=str,
)
def test_symbol_is_not_printed_unless_the_identity_is_qualified_and_whole(changes: dict[str, object]) -> None:
    """No matricule leaves in a symbol when it may not leave in clear, and no half identity is ever encoded."""
    assert ins_symbol(qualified(**changes)) is None


def test_symbol_is_not_printed_when_the_identity_is_secret() -> None:
    """A secret identity has no INS on paper."""
    lettre = letter(patient=PATIENT, sejour={"situations": ["secret_identite"]})

    assert ins_symbol(lettre) is None


def test_symbol_names_no_patient_in_its_description() -> None:
    """The alternative text may be read in a file's properties: it holds no trait."""
    symbol = ins_symbol(example("a"))
    assert symbol is not None

    assert "TCHITCHI" not in symbol.description + symbol.caption
