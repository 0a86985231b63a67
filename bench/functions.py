"""Functions of the product, timed in this process.

A case takes what it measures from the layers' public functions, on the shipped example letter.
"""

from bench.cases import case, example_letter
from bench.harness import Measure, measure_function


@case
def read_yaml_with_positions() -> Measure:
    """The strict reader on the largest example letter, positions kept: 3 ms for 14 kB."""
    from lls_drafter import yaml_io  # lazy: `python -m bench --list` needs no library

    text = example_letter().read_bytes()
    name = f"strict YAML with positions, {len(text) / 1000:.1f} kB"
    return measure_function(name, lambda: yaml_io.load(text, name="letter"), limit=0.003 * len(text) / 14_000)
