"""The report of a schematron (SVRL) becomes verdicts."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from lls_drafter.cda import xml
from lls_drafter.cda.judge import elements, wording
from lls_drafter.cda.judge.model import Niveau, Verdict

_SVRL: Final = "http://purl.oclc.org/dsdl/svrl"
_FAILURES: Final = (f"{{{_SVRL}}}failed-assert", f"{{{_SVRL}}}successful-report")
_LEVELS: Final = {
    "warning": Niveau.AVERTISSEMENT,
    "warn": Niveau.AVERTISSEMENT,
    "info": Niveau.INFORMATION,
    "information": Niveau.INFORMATION,
    "hint": Niveau.INFORMATION,
}


def verdicts(profile: str, report: str, root: xml.Element) -> Iterator[Verdict]:
    """Give what a report says, in its order.

    Args:
        profile: the profile's name.
        report: the SVRL, values marked.
        root: the judged `ClinicalDocument`, to say places and lines.
    """
    if not any(mark in report for mark in ("failed-assert", "successful-report")):
        return  # a report of nothing is not worth reading: 50 kB for the header's profile
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for item in etree.fromstring(report.encode(), parser):
        if item.tag in _FAILURES:
            yield _verdict(profile, item, root)


def _verdict(profile: str, item: xml.Element, root: xml.Element) -> Verdict:
    """Make the verdict of one failure."""
    element = elements.found(root, item.get("location", ""))
    text = " ".join("".join(map(str, item.itertext())).split())
    return Verdict(
        profil=profile,
        regle=item.get("id", ""),
        niveau=_LEVELS.get((item.get("role") or "").lower(), Niveau.ERREUR),
        chemin=elements.place(element),
        ligne=elements.line(element),
        message=wording.framed(wording.masked(text)),
        integral=wording.framed(wording.shown(text)),
    )
