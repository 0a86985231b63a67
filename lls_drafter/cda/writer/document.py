"""A letter as a CDA document of level 3 (structured), or of level 1 (its PDF inside the same header).

Same letter, words, moment and root: same bytes.
"""

import base64
import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from lls_drafter.cda import oids
from lls_drafter.cda.writer.header import TITLE, DocumentIds, Head, header
from lls_drafter.cda.writer.sections import Body, structured_body
from lls_drafter.cda.xml import Element, append, node, root_node, template_ids, write
from lls_drafter.document.blocks import Document
from lls_drafter.document.withheld import has_situation
from lls_drafter.errors import MissingForExportError
from lls_drafter.letter.identifiants import is_oid
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.sejour import Situation
from lls_drafter.letter.text import is_blank

_UUID_ROOT = "2.25"


@dataclass(frozen=True, slots=True, kw_only=True)
class CdaRequest:
    """What a document is made of.

    Attributes:
        lettre: the letter.
        words: the letter in words, composed with its template.
        moment: when it was made, with its time zone: its validation, or the moment of the print for a draft.
        racine: the OID under which the site numbers its documents; None numbers them under `2.25` by their UUID.
    """

    lettre: Lettre
    words: Document
    moment: dt.datetime
    racine: str | None = None


def write_level3(request: CdaRequest) -> bytes:
    """Give the bytes of the structured document.

    Raises:
        MissingForExportError: the letter lacks something that the model demands, or cannot be exported at all
            (a death: the model has no way of leaving for it).
    """
    model = node("templateId", {"root": oids.LDL_SES, "extension": oids.LDL_SES_VERSION})
    _require_contents(request.lettre)
    body = structured_body(
        Body(
            lettre=request.lettre,
            words=request.words,
            document=_uuid(request.lettre),
            moment=request.moment,
        )
    )
    return write(_document(request, model, body))


def write_level1(request: CdaRequest, make_pdf: Callable[[], bytes]) -> bytes:
    """Give the bytes of the document that holds a PDF.

    Args:
        request: the letter; of its words only the watermark is used.
        make_pdf: gives the letter's pages, PDF/A-1; asked for once the header is known to be complete.

    Raises:
        MissingForExportError: as for level 3, as far as the header goes.
    """
    (model,) = template_ids(oids.NON_STRUCTURED)
    text = node("text", {"mediaType": "application/pdf", "representation": "B64"})
    made = _document(request, model, node("component", None, node("nonXMLBody", None, text)))
    append(text, base64.b64encode(make_pdf()).decode("ascii"))
    return write(made)


def document_ids(lettre: Lettre, racine: str | None) -> DocumentIds:
    """Give the OIDs of a letter as a document.

    Raises:
        MissingForExportError: the letter, or the version that it replaces, has no id.
    """
    known = lettre.identifiant
    if known is None:
        raise MissingForExportError(
            "export CDA impossible : la lettre n'a pas d'identifiant",
            hint="en commencer une avec « lls nouvelle » : elle reçoit ses identifiants",
        )
    previous = lettre.versions_precedentes[-1].lettre if lettre.versions_precedentes else None
    if lettre.version > 1 and previous is None:
        raise MissingForExportError(
            "export CDA impossible : l'identifiant de la version remplacée manque",
            hint="commencer une version avec « lls reviser », qui le garde",
        )
    return DocumentIds(
        document=_oid(known.lettre, racine),
        serie=_oid(known.serie, racine),
        previous=_oid(previous, racine) if previous is not None and lettre.version > 1 else None,
    )


def _document(request: CdaRequest, model: Element, body: Element) -> Element:
    """Give a document with its header and body."""
    lettre = request.lettre
    if has_situation(lettre, Situation.DECES):
        raise MissingForExportError(
            "export CDA refusé : le modèle national n'a pas de modalité de sortie pour un décès",
            hint="envoyer la lettre sur papier ou en PDF",
        )
    mark = request.words.watermark
    head = Head(
        ids=document_ids(lettre, request.racine),
        moment=request.moment,
        model=model,
        title=f"{mark} – {TITLE}" if mark else TITLE,
    )
    return root_node("ClinicalDocument", *header(lettre, head), body)


def _require_contents(lettre: Lettre) -> None:
    """Refuse a letter without what the model's mandatory sections are about.

    Raises:
        MissingForExportError: no reason for the stay, or no summary of it.
    """
    for text, name in (
        (lettre.motif_hospitalisation, "le motif de l'hospitalisation"),
        (lettre.synthese_medicale, "la synthèse médicale du séjour"),
    ):
        if text is None or is_blank(text):
            raise MissingForExportError(
                f"export CDA impossible : {name} manque", hint="l'écrire dans la lettre, puis recommencer"
            )


def _uuid(lettre: Lettre) -> uuid.UUID:
    """Give the letter's UUID."""
    return _as_uuid(lettre.identifiant.lettre if lettre.identifiant is not None else "")


def _as_uuid(text: str) -> uuid.UUID:
    """Give an id as a UUID: itself, or one made from it."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_OID, text)


def _oid(text: str, racine: str | None) -> str:
    """Give an id as an OID: under the site's root when it fits there, else under `2.25`."""
    number = _as_uuid(text).int
    under = f"{racine}.{number}"
    return under if racine and is_oid(under) else f"{_UUID_ROOT}.{number}"
