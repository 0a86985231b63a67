"""A template as values: their origins, what differs between two, what an upgrade of the base does."""

from pathlib import Path

from lls_drafter.packs.templates import load_template, resolve_template
from lls_drafter.packs.values import ValueFate, differences, origin_of, upgrades, values_of
from tests.packs.test_templates import pack

BODY = """sections:
  - {id: motif, titre: "Pourquoi"}
rubriques:
  - {id: fevg, titre: "FEVG", type: nombre, unite: "%", obligatoire: true}
"""


def test_every_value_of_every_template_has_an_origin(tmp_path: Path) -> None:
    """No value of a template comes from nowhere."""
    resolved = resolve_template("cardio", extra=pack(tmp_path, BODY))

    assert [] == [name for name in values_of(resolved.template) if not origin_of(name, resolved)]


def test_origin_is_the_file_that_had_the_last_word(tmp_path: Path) -> None:
    """A reworded title comes from the service, the rest of its section from the base."""
    resolved = resolve_template("cardio", extra=pack(tmp_path, BODY))

    assert "cardio/modele.yaml:6:24" in origin_of("motif.titre", resolved)
    assert "mco_standard/modele.yaml" in origin_of("motif.bloc", resolved)


def test_differences_name_what_one_of_two_says(tmp_path: Path) -> None:
    """Two templates are compared value by value."""
    left = values_of(load_template("mco_standard"))
    right = values_of(load_template("cardio", extra=pack(tmp_path, BODY)))

    found = {one.name: (one.left, one.right) for one in differences(left, right)}

    assert ("Motif de l'hospitalisation", "Pourquoi") == found["motif.titre"]
    assert (None, "%") == found["fevg.unite"]
    assert "synthese.titre" not in found


def test_upgrade_is_compared_three_ways() -> None:
    """What the base changed is taken over, kept apart because the service says otherwise, or is to be looked at."""
    then = {"a": "1", "b": "1", "c": "1", "d": "1", "x.bloc": "vieux"}
    now = {"a": "2", "b": "2", "c": "2", "d": "1", "e": "1", "x.bloc": "neuf"}
    own = {"a": "2", "b": "service", "c": "1", "d": "1", "e": "1", "x.bloc": "neuf\n\najout"}

    assert {
        "a": ValueFate.REPRIS,
        "b": ValueFate.GARDE,
        "c": ValueFate.PERIME,
        "e": ValueFate.REPRIS,
        "x.bloc": ValueFate.REPRIS,
    } == {one.name: one.fate for one in upgrades(then, now, own)}
