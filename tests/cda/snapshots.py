"""The five examples as structured documents, kept once the official checks had accepted them.

    LLS_ANS=FOLDER python -m tests.cda.snapshots

writes them anew, only if each passes: their first line says by which checks, and when. CI, which has no distribution,
compares what is written today with what was judged.
"""

import datetime as dt
import os
import sys
from pathlib import Path

from lxml import etree

from lls_drafter.cda.judge import Judge
from lls_drafter.cda.strict import check
from lls_drafter.cda.xml import parse
from tests.cda.letters import written
from tests.document.letters import EXAMPLES, read_example

FOLDER = Path(__file__).resolve().parent / "documents"


def canonical(data: bytes) -> str:
    """Give a document in canonical XML, an element per line where only elements are, for people to compare."""
    root = parse(data, name="document")
    etree.indent(root)
    return etree.tostring(root, method="c14n2").decode() + "\n"


def path_of(example: Path) -> Path:
    """Give the place of an example's document."""
    return FOLDER / f"{example.name.removesuffix('.lls.yaml')}.xml"


def judged(text: str) -> str:
    """Give a kept document without the line that says how it was judged."""
    return text.split("\n", 1)[1]


def main(distribution: Path, day: dt.date) -> None:
    """Judge the documents of the examples and keep them."""
    FOLDER.mkdir(exist_ok=True)
    with Judge.of(distribution) as judge:
        for example in EXAMPLES:
            data = written(read_example(example))
            found = [*judge.judge(data, name=example.name), *check(parse(data, name=example.name))]
            if found:
                sys.exit(f"{example.name}: {len(found)} findings, nothing kept; see lls valider-cda")
            said = f"ANS distribution {distribution.name}, 7 official steps and the strict checks: no finding, {day}"
            path_of(example).write_text(f"<!-- {said} -->\n{canonical(data)}", encoding="utf-8")


if __name__ == "__main__":
    main(Path(os.environ["LLS_ANS"]), dt.datetime.now(tz=dt.UTC).date())
