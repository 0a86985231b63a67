"""The figures behind `make bench`: whole programs against a reference, and functions by the clock.

`harness` measures, `cases` registers, `table` prints. A case is one small decorated function of
`bench/processes.py` or `bench/functions.py`; `docs/dev/contributing.md` shows how to add one.
"""
