"""The five shipped letters are complete, fictional, written as the program writes, and good."""

import re

import pytest

from lls_drafter.letter import identifiants
from lls_drafter.letter.lettre import Statut
from lls_drafter.letter.paths import printed_texts
from lls_drafter.letter.personnes import StatutIns
from lls_drafter.letter_files import codec
from lls_drafter.letter_files.fingerprint import fingerprint
from tests.cases.case_files import EXAMPLES, NAMES, discharge, example

TEST_OID = "1.2.250.1.213.1.4.10"
# A posology must be read by anybody: no unit that was ever misread, no bare comma, no useless zero.
DANGEROUS = re.compile(
    r"\bU\b|\bUI\b|\d\s*U\b|[µγ]|\bmcg\b|(?<!\d),\d|\d,\d*0\b(?!\d)|\bcc\b|\bcp\b|\bx\s*\d", re.IGNORECASE
)


def test_examples_are_the_five_stays() -> None:
    """The folder holds the letters of the five stays and no other letter."""
    assert list(NAMES) == sorted(path.name.removesuffix(".lls.yaml") for path in EXAMPLES.glob("*.lls.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_example_is_written_as_the_program_writes(name: str) -> None:
    """Opening and saving an example changes no byte of it."""
    text = (EXAMPLES / f"{name}.lls.yaml").read_text(encoding="utf-8")

    assert text == codec.write_letter(example(name))


@pytest.mark.parametrize("name", NAMES)
def test_example_fingerprint_is_that_of_its_content(name: str) -> None:
    """The validation vouches for the very content of the file."""
    lettre = example(name)
    assert lettre.validation is not None

    assert fingerprint(lettre) == lettre.validation.empreinte


@pytest.mark.parametrize("name", NAMES)
def test_example_is_fictional_and_validated_on_the_discharge_day(name: str) -> None:
    """An example says that it is one, and was validated, handed over and sent on the day."""
    lettre = example(name)
    assert lettre.validation is not None
    assert lettre.remise_patient is not None
    assert lettre.remise_patient.faite is not None
    days = {lettre.date_lettre, lettre.validation.le.date(), lettre.remise_patient.faite.date}
    days |= {item.fait.date for item in lettre.envois if item.fait is not None}

    assert lettre.fictive
    assert Statut.VALIDEE == lettre.statut
    assert {discharge(lettre)} == days


@pytest.mark.parametrize("name", NAMES)
def test_example_identity_is_a_test_identity(name: str) -> None:
    """No example can be taken for a real person: a number stands under the test OID, its key right."""
    patient = example(name).patient
    assert patient is not None
    assert patient.ins is not None
    if patient.ins.matricule is None:
        assert patient.ins.statut is not StatutIns.QUALIFIEE
        return
    assert patient.lieu_naissance is not None

    assert patient.ins.oid == TEST_OID
    assert identifiants.ins_key_ok(patient.ins.matricule)
    assert () == identifiants.ins_consistency(
        patient.ins.matricule, patient.sexe, patient.date_naissance, patient.lieu_naissance.code
    )


@pytest.mark.parametrize("name", NAMES)
def test_example_telephones_ring_nowhere(name: str) -> None:
    """No telephone number printed in an example can be that of a line: zeros stand after its first two digits."""
    numbers = [
        number for _, text in printed_texts(example(name)) for number in re.findall(r"\b0\d(?: \d\d){4}\b", text)
    ]

    assert numbers
    assert [] == [number for number in numbers if not re.fullmatch(r"0[36] 00 00 00 \d\d", number)]


@pytest.mark.parametrize("name", NAMES)
def test_example_posologies_have_no_dangerous_shorthand(name: str) -> None:
    """The examples that people copy from write units in full and numbers without traps."""
    sides = [side for row in example(name).volet_medicamenteux for side in (row.avant, row.sortie) if side is not None]

    assert [] == [side.posologie for side in sides if side.posologie is None or DANGEROUS.search(side.posologie)]


@pytest.mark.parametrize("text", ["10U le soir", "4000 UI", "75 µg", ",5 mg", "5,0 mg", "1 cp x 3"])
def test_dangerous_shorthand_is_seen(text: str) -> None:
    """The pattern that the examples are held to does see what it must."""
    assert DANGEROUS.search(text)


@pytest.mark.parametrize("name", NAMES)
def test_example_durations_add_up(name: str) -> None:
    """Where a duration has its first and last day, the total counts both."""
    for row in example(name).volet_medicamenteux:
        duree = row.sortie.duree if row.sortie is not None else None
        if duree is not None and duree.debut is not None and duree.fin_incluse is not None:
            assert (duree.fin_incluse - duree.debut).days + 1 == duree.total_jours
