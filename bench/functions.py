"""Functions of the product, timed in this process.

A case takes what it measures from the layers' public functions, on a shipped example letter.
"""

from datetime import date
from pathlib import Path

from bench.cases import case, example_letter, example_letters, letter_of
from bench.harness import Measure, measure_function, measure_functions

_BATCH = 200
_TARGET = 14_000  # bytes: the letter that the limits speak of


@case
def read_letter_with_positions() -> Measure:
    """A letter file read whole: strict YAML, positions, model. 3 ms for 14 kB."""
    from lls_drafter.letter_files.codec import read_letter  # lazy: `python -m bench --list` needs no library

    text = letter_of(_TARGET).read_bytes()
    name = f"read a letter with positions, {len(text) / 1000:.1f} kB"
    return measure_function(name, lambda: read_letter(text, name="letter"), limit=0.003 * len(text) / _TARGET)


def _judge(path: Path) -> Measure:
    """Time all the rules on one letter."""
    from lls_drafter.letter_files.codec import read_letter  # lazy: see above
    from lls_drafter.session.evaluate import evaluate_letter  # lazy: see above

    lettre = read_letter(path.read_bytes(), name=path.name).lettre
    day = lettre.date_lettre or date.min
    name = f"all rules on one letter, {len(lettre.volet_medicamenteux)} drugs"
    return measure_function(name, lambda: evaluate_letter(lettre, today=day), limit=0.001)


@case
def judge_letter() -> Measure:
    """All the rules on one letter of 14 kB: the content check-lists and its QLS grid. 1 ms."""
    return _judge(letter_of(_TARGET))


@case
def judge_longest_letter() -> Measure:
    """The same on the longest example: the rules of the table run once per row. 1 ms."""
    return _judge(example_letter())


@case
def docx_against_docxtpl() -> Measure:
    """Composition and Word file of the longest example against docxtpl rendering the same texts and tables."""
    from bench.peer_docxtpl import Peer  # lazy: a dependency of the benchmarks alone
    from lls_drafter.document.compose import CompositionRequest, compose  # lazy: see above
    from lls_drafter.exports import RenderRequest, render  # lazy: see above
    from lls_drafter.letter_files.codec import read_letter  # lazy: see above
    from lls_drafter.packs.templates import load_template  # lazy: see above

    path = example_letter()
    lettre = read_letter(path.read_bytes(), name=path.name).lettre
    template = load_template("mco_standard")
    request = CompositionRequest(lettre=lettre, template=template, brouillon=False)
    peer = Peer(compose(request))
    options = RenderRequest(lettre=lettre, papier=template.papier)
    return measure_functions(
        "letter to DOCX / docxtpl, same texts and tables",
        lambda: render("docx", compose(request), options),
        peer.render,
        limit=1.0,
    )


@case
def docx_batch_against_docxtpl() -> Measure:
    """A batch of 200 letters, the five examples in turn, against docxtpl on equivalent templates: half its time."""
    from bench.peer_docxtpl import Peer  # lazy: a dependency of the benchmarks alone
    from lls_drafter.document.compose import CompositionRequest, compose  # lazy: see above
    from lls_drafter.exports import RenderRequest, render  # lazy: see above
    from lls_drafter.letter_files.codec import read_letter  # lazy: see above
    from lls_drafter.packs.templates import load_template  # lazy: see above

    template = load_template("mco_standard")
    letters = [read_letter(path.read_bytes(), name=path.name).lettre for path in example_letters()]
    requests = [CompositionRequest(lettre=lettre, template=template, brouillon=False) for lettre in letters]
    peers = [Peer(compose(request)) for request in requests]
    turns = _BATCH // len(letters)

    def ours() -> None:
        for _ in range(turns):
            for request in requests:
                render("docx", compose(request), RenderRequest(lettre=request.lettre, papier=template.papier))

    def theirs() -> None:
        for _ in range(turns):
            for peer in peers:
                peer.render()

    return measure_functions(f"batch of {_BATCH} letters to DOCX / docxtpl", ours, theirs, limit=0.5)


@case
def verify_template_with_canary() -> Measure:
    """A template verified whole, a letter full of markers rendered to each format and read back: 2 s."""
    from lls_drafter.session.selfcheck import verify_template  # lazy: see above

    return measure_function(
        "verification of a template, canary included", lambda: verify_template("mco_cardiologie"), limit=2.0
    )
