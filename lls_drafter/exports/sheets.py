"""CSV files of figures and words that a French spreadsheet opens: UTF-8 with its mark, `;` between cells, CRLF."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from lls_drafter.exports.csv_ import shielded


def sheet(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Give the file of some lines, their cells already made; a column that a line does not name is empty.

    A file's name that is no text comes back as it is when the bytes are read with `surrogateescape`.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=";", lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig", "surrogateescape")


def cell(value: object) -> str:
    """Give one cell: a comma for decimals; a text that a spreadsheet would compute is shielded."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1f}".replace(".", ",")
    return str(value) if isinstance(value, int) else shielded(str(value))
