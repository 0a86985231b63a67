"""`lls medicaments lire` and `plan` on the command line."""

import json
from pathlib import Path

import jsonschema
import pytest

from lls_drafter.drafts.store import LetterStore
from lls_drafter.letter.traitements import Prescription
from lls_drafter.medication.compare import drug_words
from tests.cli.conftest import Lls

EXAMPLES = sorted(Path("templates/mco_standard/exemples").glob("*.lls.yaml"))


def test_line_is_told_in_words(lls: Lls) -> None:
    """One line in, its echo out; a drug outside the base is said so, and accepted."""
    done = lls("medicaments", "lire", "bisoprolol 2,5 mg 1 cp le matin au long cours", "xyzol 1-0-1 zzz")

    assert 0 == done.code
    assert "BISOPROLOL 2,5 mg comprimé (proposé) — 1 comprimé le matin, au long cours" in done.out
    assert "non compris, gardé tel quel : zzz" in done.out
    assert "pas dans la base de médicaments" in done.out


def test_lines_of_standard_input_give_one_object_each(lls: Lls) -> None:
    """« - » reads a paste; JSON has one object a line of input, blank ones included."""
    done = lls("medicaments", "lire", "-", "--json", typed="eliquis 5 mg 1-0-1\n\nLe patient va bien\n")

    read = json.loads(done.out)
    assert ["eliquis 5 mg 1-0-1", "", "Le patient va bien"] == [one["ligne"] for one in read]
    assert "apixaban" == read[0]["medicament"]["dci"]
    assert [None, None] == [one["medicament"] for one in read[1:]]
    assert [{"debut": 0, "fin": 18, "texte": "Le patient va bien"}] == read[2]["non_lu"]


@pytest.mark.parametrize("text", ["x" * 1_000_000, "9" * 5000 + " mg", "\x00\x1b[31m", "(" * 3000, "1/" * 900])
def test_hostile_line_is_not_understood(lls: Lls, text: str) -> None:
    """A huge or hostile line is an honest « not understood », never a crash."""
    done = lls("medicaments", "lire", "-", "--json", typed=text)

    assert 0 == done.code
    assert json.loads(done.out)[0]["medicament"] is None


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_plan_of_each_example_names_each_discharge_drug(lls: Lls, example: Path) -> None:
    """The plan and the recap name every drug of the table."""
    done = lls("medicaments", "plan", str(example))

    assert 0 == done.code
    rows = LetterStore(example).load().lettre.volet_medicamenteux
    assert [] == [row.cle for row in rows if drug_words(row.sortie or row.avant or Prescription()) not in done.out]
    assert rows or "Aucun médicament dans le tableau" in done.out


def test_json_keeps_to_its_published_schema(lls: Lls) -> None:
    """What `lire --json` gives is what `lls schema lignes` says, and the parts cover every character once."""
    lines = ["eliquis 5 1-0-1 encore 5 j zzz", "", "Le patient va bien", "pred 40 5j puis 20 5j puis stop", "1-0-1"]
    read = json.loads(lls("medicaments", "lire", "-", "--json", typed="\n".join(lines)).out)

    jsonschema.validate(read, json.loads(lls("schema", "lignes").out))
    for one in read:
        places = sorted((part["debut"], part["fin"]) for part in (*one["lu"], *one["non_lu"]))
        covered = "".join(one["ligne"][start:end] for start, end in places)
        assert "".join(one["ligne"].split()) == "".join(covered.split())
