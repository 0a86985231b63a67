"""The judge on a real distribution of the ANS, when `LLS_ANS` names its unpacked folder."""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from lls_drafter.cda.judge import Judge, Niveau
from tests.tools import FIGURE, unavailable


@pytest.fixture(scope="module")
def folder() -> Path:
    """Give the folder of the distribution; none is shipped with the product, nor brought by the CI."""
    name = os.environ.get("LLS_ANS")
    if not name:
        pytest.skip("LLS_ANS names no distribution")
    if not (Path(name) / "ExemplesCDA").is_dir():
        unavailable("the distribution of LLS_ANS has no examples")
    return Path(name)


@pytest.mark.soak
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_official_examples_are_judged_as_the_official_tool_does(
    folder: Path, record_property: Callable[[str, object], None]
) -> None:
    """The official letter has no verdict; the 94 (February 2025) or 107 (October 2025) examples have six errors in all.

    A profile that the distribution itself lacks a part of is counted apart.
    """
    errors: Counter[str] = Counter()
    unrunnable: list[str] = []
    with Judge.of(folder) as judge:
        examples = sorted((folder / "ExemplesCDA").glob("*.xml"))
        for path in examples:
            for verdict in judge.judge(path.read_bytes(), name=path.name):
                if verdict.regle == "LLS-PROFIL":
                    unrunnable.append(path.name)
                elif verdict.niveau is Niveau.ERREUR:
                    errors[path.name] += 1
    record_property(
        FIGURE,
        f"{len(examples)} official examples judged: {errors.total()} errors in {len(errors)} files; "
        f"{len(unrunnable)} whose profile cannot run",
    )

    assert 6 == errors.total()
    assert 1 >= len(unrunnable)
    assert not any(name.startswith("LDL-") for name in (*errors, *unrunnable))
