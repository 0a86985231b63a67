"""What is written today is what the official checks accepted."""

from pathlib import Path

import pytest

from tests.cda.letters import written
from tests.cda.snapshots import canonical, judged, path_of
from tests.document.letters import EXAMPLES, read_example


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name[0])
def test_document_is_the_one_that_was_judged(example: Path) -> None:
    """A change of a document is seen here, and judged again (`tests/cda/snapshots.py`)."""
    assert judged(path_of(example).read_text(encoding="utf-8")) == canonical(written(read_example(example)))
