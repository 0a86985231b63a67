"""CDA documents: one letter written, and documents judged: what the judge adds to the transforms themselves.

`LLS_ANS` names an unpacked distribution of the ANS; without it, the small one of the tests stands in.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.cases import case, example_letter
from bench.harness import Measure, UnavailableError, measure_function, measure_functions

_OFFICIAL = "ExemplesCDA/LDL-SES_2022.01.xml"


@case
def judge_document_against_transforms() -> Measure:
    """A document through its schema and six profiles, against Saxon's six transforms alone: half more at most."""
    from lls_drafter.cda.judge import Judge, saxon  # lazy: see bench.functions
    from tests.cda.judge.distributions import GOOD, write_distribution  # lazy: the tests are not needed by the others

    named = os.environ.get("LLS_ANS")
    with TemporaryDirectory() as scratch:
        folder = Path(named) if named else write_distribution(Path(scratch))
        source = (folder / _OFFICIAL).read_bytes() if named else GOOD.encode()
        with Judge.of(folder) as judge:
            if judge.judge(source):
                raise UnavailableError("the document of the bench is not accepted")
            sheets = [judge.sheet(name) for name in judge.profiles_of(source) if name != "XSD"]

            def transforms() -> list[str]:
                """Read the document and run the sheets."""
                node = saxon.parse(source.decode().split("?>", 1)[1])
                return [sheet.run(node) for sheet in sheets]

            name = f"official checks of a document / their {len(sheets)} transforms"
            return measure_functions(
                name, lambda: judge.judge(source), transforms, limit=1.5, rounds=12 if named else 30
            )


@case
def letter_to_cda() -> Measure:
    """The longest example, once composed, as a structured document, 13 drugs: 15 ms."""
    from datetime import UTC, datetime  # lazy: see bench.functions

    from lls_drafter.document.compose import CompositionRequest, compose  # lazy: see bench.functions
    from lls_drafter.exports import RenderRequest, render  # lazy: see bench.functions
    from lls_drafter.letter_files.codec import read_letter  # lazy: see bench.functions
    from lls_drafter.packs.templates import load_template  # lazy: see bench.functions

    path = example_letter()
    lettre = read_letter(path.read_bytes(), name=path.name).lettre
    template = load_template("mco_standard")
    request = RenderRequest(lettre=lettre, moment=datetime(2026, 3, 9, 15, 0, tzinfo=UTC))

    document = compose(CompositionRequest(lettre=lettre, template=template, brouillon=False))
    name = f"letter to CDA, {len(lettre.volet_medicamenteux)} drugs"
    return measure_function(name, lambda: render("cda", document, request), limit=0.015)
