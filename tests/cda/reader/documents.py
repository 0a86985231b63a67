"""Documents for the tests of the reader: the official examples when this seat has them, small ones made by hand."""

from pathlib import Path

import pytest

from lls_drafter.cda.reader import Lecture, read_document
from lls_drafter.cda.xml import parse

EXAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "ans-exemples" / "2025-10"
DRUG = '<code code="DRUG" codeSystem="2.16.840.1.113883.5.4"/>'


def official(name: str) -> bytes:
    """Give an official example; the test is skipped on a seat that has none."""
    path = EXAMPLES / name
    if not path.exists():
        pytest.skip("les exemples officiels de l'ANS ne sont pas sur ce poste")
    return path.read_bytes()


def read(document: bytes | str) -> Lecture:
    """Read a document."""
    data = document.encode() if isinstance(document, str) else document
    return read_document(parse(data, name="document.xml"))


def section(code: str, text: str, *entries: str, title: str = "Section") -> str:
    """Give a section: its LOINC code, its narrative, its entries."""
    written = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<section><code code="{code}"/><title>{title}</title><text>{text}</text>{written}</section>'


def clinical(*sections: str, code: str = "11490-0", patient: str = "", header: str = "") -> str:
    """Give a document of these sections."""
    body = "".join(f"<component>{one}</component>" for one in sections)
    return f"""<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <id root="2.999.1" extension="7"/><code code="{code}"/><effectiveTime value="20260310114200+0100"/>
      <recordTarget><patientRole>{patient}</patientRole></recordTarget>{header}
      <component><structuredBody>{body}</structuredBody></component></ClinicalDocument>"""


def drug(name: str, link: str = "", inside: str = "", code: str = "") -> str:
    """Give the entry of a treatment."""
    reference = f'<text><reference value="{link}"/></text>' if link else ""
    return f"""<substanceAdministration classCode="SBADM" moodCode="EVN">{DRUG}{reference}{inside}<consumable>
      <manufacturedProduct><manufacturedMaterial>{code}<name>{name}</name></manufacturedMaterial>
      </manufacturedProduct></consumable></substanceAdministration>"""


def observation(code: str, value: str, link: str = "") -> str:
    """Give an observation of the events of the stay."""
    reference = f'<text><reference value="{link}"/></text>' if link else ""
    return f"""<observation classCode="OBS" moodCode="EVN"><code code="{code}" codeSystem="1.2.250.1.213.1.1.4.322"
      displayName="Observation"/>{reference}{value}</observation>"""
