"""The schema of the audit's JSON: published, and true of what the program writes."""

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lls_drafter.audit.schema import audit_schema
from lls_drafter.letter.lettre import Statut
from tests.audit.letters import LEAVING, filled, letter
from tests.audit.test_paper import paper, read_by_hand
from tests.cda.letters import written as document
from tests.cli.conftest import Lls
from tests.cli.test_audit_saisir import LATER

WEEKEND = date(2026, 3, 8)


def valid(data: object) -> None:
    """Refuse what the schema refuses."""
    schema = audit_schema()
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(data)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give letters, a document, readings by hand, and files that nobody can read."""
    many = [
        letter(
            n,
            unite=f"U{n % 2}",
            sejour__date_sortie=WEEKEND if n % 3 == 0 else LEAVING,
            motif_hospitalisation=None if n % 4 == 0 else "Chute",
            sejour__numero=f"S{n}",
            statut=Statut.VALIDEE if n % 11 else Statut.BROUILLON,
            validation=letter(n).validation if n % 11 else None,
        )
        for n in range(1, 61)
    ]
    place = filled(tmp_path / "l", many)
    (place / "a.xml").write_bytes(document(letter(200, fictive=True)))
    (place / "b.lls.yaml").write_text("x: [", "utf-8")
    paper(place, read_by_hand(1), read_by_hand(2, "oos" + "?" * 9))
    return place


def output(lls: Lls, *arguments: object) -> Any:  # noqa: ANN401 - any JSON
    """Give the JSON of an audit."""
    return json.loads(lls("audit", *arguments, "--fictives", "--json", now=LATER).out)


def test_schema_is_one(lls: Lls) -> None:
    """What `lls schema audit` gives is a JSON Schema, with its lasting name."""
    schema = json.loads(lls("schema", "audit").out)
    jsonschema.Draft202012Validator.check_schema(schema)

    assert "urn:lls-drafter:schema:audit:1" == schema["$id"]


def test_outputs_satisfy_the_schema(lls: Lls, tmp_path: Path, folder: Path) -> None:
    """An audit of everything that can be counted, a draw, a list of stays, extracts and an empty folder satisfy it."""
    whole = output(lls, folder, "--medicaments", "--depuis", "01/01/2026")
    (tmp_path / "before.json").write_text(json.dumps(whole), "utf-8")
    (tmp_path / "s.csv").write_text(
        "sejour;sortie\n" + "".join(f"S{n};09/03/2026\n" for n in range(1, 90)) + "x;y\n", "utf-8"
    )
    (tmp_path / "empty").mkdir()
    lls("audit", "extraire", folder, "--vers", tmp_path / "x.extrait.json", "--site", "Nord", now=LATER)
    outputs = [
        whole,
        output(lls, folder, "--tirage", "20", "--compare", tmp_path / "before.json"),
        output(lls, folder, "--sejours", tmp_path / "s.csv"),
        output(lls, tmp_path / "x.extrait.json"),
        output(lls, tmp_path / "empty"),
    ]

    for data in outputs:
        valid(data)
    assert outputs[0]["tableaux"][0]["circuit"]["weekend"]
    assert outputs[0]["papier"]
    assert outputs[2]["sejours"]
    assert outputs[3]["extraits"]


WRONG: list[Callable[[Any], object]] = [
    lambda data: data.pop("base"),
    lambda data: data.update(nom="DUPONT"),
    lambda data: data.update(format=2),
    lambda data: data["origines"].update(autre=1),
    lambda data: data["tableaux"][0]["criteres"][0].update(taux=101),
    lambda data: data["tableaux"][0]["criteres"][0].update(patient="DUPONT"),
    lambda data: data["tableaux"][0]["score"].update(nature="officiel"),
    lambda data: data["tableaux"][0]["circuit"]["delais"][0].update(acte="autre"),
]


def test_schema_refuses_what_is_not_an_audit(lls: Lls, folder: Path) -> None:
    """A key missing, one too many, a value out of its bounds: each is refused."""
    whole = output(lls, folder)
    refused = []
    for change in WRONG:
        data = copy.deepcopy(whole)
        change(data)
        refused.append(not jsonschema.Draft202012Validator(audit_schema()).is_valid(data))

    assert [True] * len(WRONG) == refused
