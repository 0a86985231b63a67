"""The product of a treatment (FR-Produit-de-sante): its codes when the letter has them, its name as printed."""

import re
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.writer.links import original_text
from lls_drafter.cda.writer.writing import NOT_APPLICABLE, UNKNOWN, null
from lls_drafter.cda.xml import Element, node, template_ids
from lls_drafter.letter.text import is_blank
from lls_drafter.letter.traitements import Medicament

_LINE_ENDS: Final = re.compile(r"[ \t\n\r]+")
_CIS: Final = re.compile("[0-9]{8}")
_ATC: Final = re.compile("[A-Z](?:[0-9]{2}(?:[A-Z](?:[A-Z](?:[0-9]{2})?)?)?)?")


def name_of(drug: Medicament | None) -> str:
    """Give the name of a drug: its label, else its DCI or brand with its strength and form; empty when none is there.

    Why not the label with everything: the narrative has the whole, and the entry links to it.
    """
    if drug is None:
        return ""
    label = _said(drug.libelle)
    substance = _said(drug.dci) or _said(drug.marque)
    return label or " ".join(part for part in (substance, _said(drug.dosage), _said(drug.forme)) if part)


def consumable(drug: Medicament | None, link: str) -> Element:
    """Make `consumable` of a drug of the letter.

    The main code can only be a CIS code: a drug that has none is said by its words, with its ATC code beside.

    Args:
        drug: the drug as the letter has it.
        link: the reference of the words that name it.
    """
    cis = _said(drug.cis) if drug is not None else ""
    atc = _said(drug.atc) if drug is not None else ""
    name = name_of(drug)
    translation = None
    if _ATC.fullmatch(atc):
        translation = node("translation", {"code": atc, "codeSystem": oids.ATC, "codeSystemName": "ATC"})
    attributes = {"nullFlavor": UNKNOWN}
    if _CIS.fullmatch(cis):
        known = {"displayName": name} if name else {}
        attributes = {"code": cis, **known, "codeSystem": oids.CIS, "codeSystemName": "CIS"}
    code = node("code", attributes, original_text(link), translation)
    return _consumable(code, name)


def named(name: str, link: str) -> Element:
    """Make `consumable` of a drug that the letter only names."""
    return _consumable(node("code", {"nullFlavor": UNKNOWN}, original_text(link)), name.strip())


def no_product() -> Element:
    """Make `consumable` where no product is meant: « no treatment », or a part of a regimen."""
    return _consumable(null("code", NOT_APPLICABLE), "")


def _consumable(code: Element, name: str) -> Element:
    """Make `consumable`; exactly one name, as the checks want it."""
    said = node("name", None, name) if name else null("name", NOT_APPLICABLE)
    material = node("manufacturedMaterial", None, code, said)
    return node(
        "consumable",
        None,
        node("manufacturedProduct", {"classCode": "MANU"}, *template_ids(*oids.PRODUCT), material),
    )


def _said(text: str | None) -> str:
    """Give a text on one line, its non-breaking spaces as typed; empty when it says nothing."""
    return "" if text is None or is_blank(text) else _LINE_ENDS.sub(" ", text).strip()
