"""The grammar of prescription lines on the corpus: speed, and what is understood: `python -m bench.posologie`."""

import sys
from collections.abc import Iterator

from bench.cases import case
from bench.harness import Measure, measure_function
from lls_drafter.medication.line import read_line
from tests.medication.corpus import Lecture, figures, read_corpus

_LINES_A_SECOND = 5000


@case
def read_prescription_lines() -> Measure:
    """A line of the corpus read whole, on one core. 0.2 ms: 5,000 lines a second."""
    texts = [one.ligne.texte for one in read_corpus()]

    def all_lines() -> None:
        for text in texts:
            read_line(text)

    name = f"read {len(texts)} prescription lines"
    return measure_function(name, all_lines, limit=len(texts) / _LINES_A_SECOND)


def table() -> Iterator[str]:
    """Give the figures of the corpus by category."""
    yield f"{'corpus':<22}{'lignes':>8}{'entières':>10}{'en partie':>11}{'non lues':>10}{'fausses':>9}"
    total = dict.fromkeys(Lecture, 0)
    for row in figures():
        counts = [row.lectures[one] for one in (Lecture.ENTIERE, Lecture.PARTIELLE, Lecture.NON_LUE, Lecture.FAUSSE)]
        for one in Lecture:
            total[one] += row.lectures[one]
        yield f"{row.categorie:<22}{row.lignes:>8}" + "".join(
            f"{count:>{width}}" for count, width in zip(counts, (10, 11, 10, 9), strict=True)
        )
    lines = sum(total.values())
    entire, partly = total[Lecture.ENTIERE], total[Lecture.PARTIELLE]
    yield f"{'en tout':<22}{lines:>8}{entire:>10}{partly:>11}{total[Lecture.NON_LUE]:>10}{total[Lecture.FAUSSE]:>9}"


def main() -> int:
    """Print the figures of the corpus."""
    print(*table(), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
