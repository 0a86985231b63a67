"""PDFBox Preflight as judge of our PDF files: is it valid PDF/A-1b? One start of Java judges many files."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from tests.tools import require_tool, unavailable

_JARS: Final = Path("/usr/share/java")
_NEEDED: Final = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api", "javax.activation")
_MAIN: Final = "org.apache.pdfbox.preflight.Validator_A1b"


def judged(files: Mapping[str, bytes], folder: Path) -> dict[str, tuple[str, ...]]:
    """Give what is wrong with each file, nothing for a valid one; skip or fail without the judge."""
    java = require_tool("java")
    jars = [_JARS / f"{name}.jar" for name in _NEEDED]
    missing = [jar.stem for jar in jars if not jar.exists()]
    if missing:
        unavailable(f"PDFBox Preflight is not installed: {', '.join(missing)}")
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)
    (folder / "liste").write_text("\n".join(f"{folder}/{name}.pdf" for name in files), encoding="utf-8")
    path = ":".join(map(str, jars))
    command = [java, "-XX:TieredStopAtLevel=1", "-cp", path, _MAIN, "xml", "group", str(folder / "liste")]
    subprocess.run(command, check=False, capture_output=True, timeout=110)  # it ends with 1 when one file is wrong
    report = etree.parse(folder / "liste.preflight.xml")
    found = {Path(str(one.get("name"))).stem: one for one in report.iter("preflight")}
    assert set(files) == set(found)
    return {name: _faults(one) for name, one in found.items()}


def _faults(one: etree._Element) -> tuple[str, ...]:
    """Give the faults of one file."""
    faults = tuple(f"{error.findtext('code')} {error.findtext('details')}" for error in one.iter("error"))
    assert (one.findtext("isValid") == "true") == (not faults)
    return faults
