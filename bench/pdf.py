"""The PDF file: a letter set by typst, once the compiler and its fonts are there."""

from dataclasses import replace
from itertools import count

from bench.cases import case, example_letter
from bench.harness import Measure, measure_function


@case
def letter_to_pdf() -> Measure:
    """The longest example as PDF, 13 drugs on 5 pages, another header each time, so that nothing is kept: 50 ms."""
    from lls_drafter.document.compose import CompositionRequest, compose  # lazy: see bench.functions
    from lls_drafter.exports import RenderRequest, render  # lazy: see bench.functions
    from lls_drafter.letter_files.codec import read_letter  # lazy: see bench.functions
    from lls_drafter.packs.templates import load_template  # lazy: see bench.functions

    path = example_letter()
    lettre = read_letter(path.read_bytes(), name=path.name).lettre
    template = load_template("mco_standard")
    document = compose(CompositionRequest(lettre=lettre, template=template, brouillon=False))
    request = RenderRequest(lettre=lettre, papier=template.papier)
    numbers = count()

    def another() -> bytes:
        return render("pdf", replace(document, header=f"{document.header} · {next(numbers)}"), request)

    name = f"letter to PDF, {len(lettre.volet_medicamenteux)} drugs, compiler started"
    return measure_function(name, another, limit=0.050)
