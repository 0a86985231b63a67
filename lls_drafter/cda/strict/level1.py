"""A letter as PDF inside a document (level 1)."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.tree import Document, Kind, find, find_all
from lls_drafter.cda.xml import Element

LEVEL_1: Final = Table("Document de niveau 1 (PDF)")
_MODELS: Final = {oids.HL7_FRANCE, oids.CI_SIS, oids.NON_STRUCTURED}
_BASE64: Final = re.compile("[A-Za-z0-9+/]*={0,2}")
_PART: Final = re.compile(rb"pdfaid:part(?:\s*=\s*[\"']|>)\s*([0-9])")
_ENCRYPTED: Final = re.compile(rb"/Encrypt\s+[0-9]+\s+[0-9]+\s+R")
_TAIL: Final = 2048


def _texts(document: Document) -> list[Element]:
    """Give the bodies of a document of level 1."""
    return find_all(document.root, "component/nonXMLBody/text") if document.kind is Kind.LEVEL_1 else []


def _content(text: Element) -> bytes | None:
    """Give the bytes inside, None when it is not base64."""
    packed = "".join("".join(str(part) for part in text.itertext()).split())
    if not packed or not _BASE64.fullmatch(packed):
        return None
    try:
        return base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        return None


def _pages(document: Document) -> Iterator[tuple[Element, bytes]]:
    """Give the bodies that are PDF."""
    for text in _texts(document):
        content = _content(text)
        if content is not None and content.startswith(b"%PDF-"):
            yield text, content


@LEVEL_1.error(
    "CDA-N1-MODELES",
    "un document de niveau 1 déclare exactement les trois modèles du niveau 1",
    "déclarer 2.16.840.1.113883.2.8.2.1, 1.2.250.1.213.1.1.1.1 et 1.3.6.1.4.1.19376.1.2.20, et eux seuls",
    Source.CONTROLE,
)
def models(document: Document) -> Iterator[Fault]:
    """Look at the templates."""
    if document.kind is not Kind.LEVEL_1:
        return
    roots = [one.get("root") for one in find_all(document.root, "templateId")]
    if len(roots) != len(_MODELS) or set(roots) != _MODELS:
        yield Fault(document.root, "les modèles déclarés ne sont pas exactement les trois du niveau 1")


@LEVEL_1.error(
    "CDA-N1-CORPS",
    "un document de niveau 1 a un corps et un seul, sans rubrique",
    "écrire component/nonXMLBody/text, et rien d'autre",
    Source.EXEMPLE,
)
def body(document: Document) -> Iterator[Fault]:
    """Count the bodies."""
    if document.kind is not Kind.LEVEL_1:
        return
    if len(_texts(document)) != 1:
        yield Fault(document.root, "le corps du document n'a pas un texte et un seul (nonXMLBody/text)")
    structured = find(document.root, "component/structuredBody")
    if structured is not None:
        yield Fault(structured, "un document de niveau 1 n'a pas de rubriques")


@LEVEL_1.error(
    "CDA-N1-TYPE",
    "le contenu est annoncé comme PDF, en base64",
    'écrire mediaType="application/pdf" et representation="B64"',
    Source.EXEMPLE,
)
def announced(document: Document) -> Iterator[Fault]:
    """Look at how the content is announced."""
    for text in _texts(document):
        if text.get("mediaType") != "application/pdf":
            yield Fault(text, "mediaType n'est pas application/pdf")
        if text.get("representation") != "B64":
            yield Fault(text, "representation n'est pas B64")


@LEVEL_1.error(
    "CDA-N1-BASE64",
    "le contenu se décode en base64",
    "réécrire le contenu en base64, sans rien autour",
    Source.LOGIQUE,
)
def decodes(document: Document) -> Iterator[Fault]:
    """Decode the content."""
    for text in _texts(document):
        if _content(text) is None:
            yield Fault(text, "le contenu est vide ou n'est pas du base64")


@LEVEL_1.error(
    "CDA-N1-PDF",
    "le contenu est un PDF entier, qui n'est pas chiffré",
    "mettre le fichier PDF entier de la lettre",
    Source.LOGIQUE,
)
def is_pdf(document: Document) -> Iterator[Fault]:
    """Look at the beginning and the end of the content."""
    for text in _texts(document):
        content = _content(text)
        if content is not None and not content.startswith(b"%PDF-"):
            yield Fault(text, "le contenu n'est pas un PDF")
    for text, content in _pages(document):
        if b"%%EOF" not in content[-_TAIL:]:
            yield Fault(text, "le PDF n'a pas de fin : il est coupé")
        if _ENCRYPTED.search(content):
            yield Fault(text, "le PDF est chiffré")


@LEVEL_1.error(
    "CDA-N1-PDFA",
    "le PDF se dit PDF/A-1 dans ses métadonnées",
    "mettre un PDF/A-1 (les exemples officiels n'en sont pas)",
    Source.DMP,
)
def is_pdfa(document: Document) -> Iterator[Fault]:
    """Look for the identification of PDF/A-1 (in UTF-8 or UTF-16)."""
    for text, content in _pages(document):
        parts = {*_PART.findall(content), *_PART.findall(content.replace(b"\0", b""))}
        if parts != {b"1"}:
            yield Fault(text, "le PDF ne se dit pas PDF/A-1")
