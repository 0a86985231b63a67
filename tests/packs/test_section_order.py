"""The order of sections, and templates with very many of them."""

import random
import time
from pathlib import Path

import pytest

from lls_drafter.errors import PackSchemaError
from lls_drafter.letter.paths import FieldPath
from lls_drafter.packs.section_order import SectionOrder
from lls_drafter.packs.templates import load_template
from tests.packs.test_templates import pack


def test_order_is_that_of_a_list() -> None:
    """Any sequence of moves gives what moving in a plain list gives."""
    dice = random.Random(7)  # noqa: S311 - moves to try, the same each time
    names = [f"s{number}" for number in range(30)]
    order, expected = SectionOrder(), list(names)
    for name in names:
        order.append(name)
    for _ in range(500):
        name, anchor = dice.sample(names, 2)
        before = dice.random() < 0.5
        order.move(name, anchor, before=before)
        expected.remove(name)
        expected.insert(expected.index(anchor) + (not before), name)

    assert expected == list(order)


def fields(count: int, more: str = "apres: examens") -> str:
    """Give that many fields of a service."""
    return "rubriques:\n" + "".join(f'  - {{id: c{n}, titre: "Champ {n}", {more}}}\n' for n in range(count))


def test_many_fields_are_put_in_order_at_once(tmp_path: Path) -> None:
    """The time grows with the count, not with its square."""
    (few,), (many,) = pack(tmp_path / "a", fields(190)), pack(tmp_path / "b", fields(1900))
    times = []
    for folder in (few, many):
        load_template("cardio", extra=(folder,))  # parsed once: what follows is the putting together
        runs = []
        for _ in range(3):
            start = time.perf_counter()
            template = load_template("cardio", extra=(folder,))
            runs.append(time.perf_counter() - start)
        times.append(min(runs))

    ids = [section.id for section in template.plan.sections]
    assert ["examens", "c1899", "c1898"] == ids[ids.index("examens") : ids.index("examens") + 3]
    assert times[1] < 40 * times[0]


def test_template_with_too_many_fields_is_told(tmp_path: Path) -> None:
    """What no letter could print in a sensible time is one sentence, with its place."""
    with pytest.raises(PackSchemaError, match="plus de 2000 sections et champs") as caught:
        load_template("cardio", extra=pack(tmp_path, fields(2001)))

    assert caught.value.location is not None
    assert caught.value.location.line is not None


def test_field_in_another_field_of_the_service_is_printed(tmp_path: Path) -> None:
    """Two fields of the service stand together: the second is not lost, whichever is written first."""
    body = """rubriques:
  - {id: detail, titre: "Détail", dans: fevg}
  - {id: fevg, titre: "FEVG", apres: examens}
"""
    template = load_template("cardio", extra=pack(tmp_path, body))

    section = next(one for one in template.plan.sections if one.id == "fevg")
    paths = [FieldPath.parse(f"rubriques.{name}.texte") for name in ("fevg", "detail")]
    assert paths == list(section.champs)
