"""Whole programs, start included: what a person waits for."""

import shutil
import tempfile
from pathlib import Path
from typing import Final

from bench.cases import case, example_letter, lls, python
from bench.harness import Measure, measure_processes

# What any program doing this job pays before its first line: the parser, the reader, the model.
_READING: Final = "import argparse, yaml; from pydantic import BaseModel"
_PRINTING: Final = f"{_READING}; import docx, jinja2"


@case
def help_of_lls() -> Measure:
    """`lls --help` against a bare interpreter."""
    return measure_processes("lls --help / python -c pass", lls("--help"), python("pass"), limit=4.0)


@case
def verify_one_letter() -> Measure:
    """`lls verifier` on one letter against the imports it cannot do without."""
    command = lls("verifier", str(example_letter()))
    return measure_processes("lls verifier / argparse + yaml + pydantic", command, python(_READING), limit=2.5)


@case
def print_one_letter() -> Measure:
    """`lls rendre --vers docx` on one letter against the imports it cannot do without."""
    folder = Path(tempfile.mkdtemp(prefix="lls-bench-"))
    try:
        command = lls("rendre", str(example_letter()), "--vers", "docx", "--brouillon", "-o", str(folder))
        return measure_processes("lls rendre docx / the same + docx + jinja2", command, python(_PRINTING), limit=1.8)
    finally:
        shutil.rmtree(folder)
