"""The page of an audit against its JSON: the same figures, once the letters are counted."""

from bench.cases import case
from bench.harness import Measure, measure_functions

_MOST = 6


@case
def audit_page_against_json() -> Measure:
    """The page of a year of a hospital, ten units, charts and tables: 6 times the time of its JSON at most."""
    from lls_drafter.audit.outputs import to_json  # lazy: `python -m bench --list` needs no library
    from lls_drafter.audit.page import render  # lazy: see above
    from tests.audit.pages import full  # lazy: the tests are not needed by the others

    sheet = full()
    report = sheet.bilan
    assert report is not None  # noqa: S101 - it is made there
    size = len(render(sheet)) / 1000
    return measure_functions(
        f"page of an audit, {size:.0f} kB, against its JSON",
        lambda: render(sheet),
        lambda: to_json(report),
        limit=_MOST,
    )
