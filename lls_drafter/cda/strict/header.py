"""The document itself: model, identity, type, date, confidentiality, versions."""

import re
from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.strict.coded import other_than, outside
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.times import time_of
from lls_drafter.cda.strict.tree import Document, Kind, find, find_all, has_words, is_null, is_oid, is_uuid, templates
from lls_drafter.cda.xml import Element

HEADER: Final = Table("En-tête du document")
_LANGUAGE: Final = re.compile("[a-z]{2}-[A-Z]{2}")
_NUMBER: Final = re.compile("[1-9][0-9]{0,8}")


@HEADER.error(
    "CDA-ENTETE-PAYS",
    "le domaine est FR et le type de fichier est celui de CDA R2",
    "écrire realmCode FR et typeId POCD_HD000040 (2.16.840.1.113883.1.3)",
    Source.CONTROLE,
)
def realm_and_type(document: Document) -> Iterator[Fault]:
    """Look at `realmCode` and `typeId`."""
    realm, kind = find(document.root, "realmCode"), find(document.root, "typeId")
    if realm is None or realm.get("code") != "FR":
        yield Fault(_or_root(realm, document), "realmCode FR manque")
    if kind is None or (kind.get("root"), kind.get("extension")) != oids.TYPE_ID:
        yield Fault(_or_root(kind, document), "typeId n'est pas celui d'un document CDA R2")


@HEADER.error(
    "CDA-ENTETE-MODELE",
    "le document déclare les deux modèles français communs, et celui de la lettre de liaison à la sortie (niveau 3)",
    "déclarer les trois templateId du modèle LDL-SES : sans le troisième, aucun contrôle officiel de la lettre ne joue",
    Source.EXEMPLE,
)
def declared_models(document: Document) -> Iterator[Fault]:
    """Look at the templates of the document."""
    wanted = [oids.HL7_FRANCE, oids.CI_SIS]
    if document.kind is Kind.LEVEL_3:
        wanted.append(oids.LDL_SES)
    known = templates(document.root)
    for root in wanted:
        if root not in known:
            yield Fault(document.root, f"le modèle {root} n'est pas déclaré")


@HEADER.error(
    "CDA-ENTETE-VERSION-MODELE",
    "la version du modèle de la lettre est 2022.01",
    "écrire extension 2022.01 dans le templateId du modèle",
    Source.EXEMPLE,
)
def version_of_the_model(document: Document) -> Iterator[Fault]:
    """Look at the version beside the third template."""
    for template in find_all(document.root, "templateId"):
        if template.get("root") == oids.LDL_SES and template.get("extension") != oids.LDL_SES_VERSION:
            yield Fault(template, f"la version du modèle n'est pas {oids.LDL_SES_VERSION}")


@HEADER.error(
    "CDA-ENTETE-IDENTIFIANT",
    "le document a un seul identifiant, dont la racine est un OID ou un UUID en majuscules",
    "donner au document un identifiant unique : OID, ou UUID en majuscules",
    Source.CONTROLE,
)
def document_id(document: Document) -> Iterator[Fault]:
    """Look at `id`."""
    known = find_all(document.root, "id")
    if len(known) != 1:
        yield Fault(document.root, "le document n'a pas un identifiant et un seul")
    for one in known:
        root = one.get("root")
        if not is_oid(root) and not (is_uuid(root) and root == (root or "").upper()):
            yield Fault(one, "la racine de l'identifiant n'est ni un OID ni un UUID en majuscules")


@HEADER.error(
    "CDA-ENTETE-CODE",
    "le type de document est 11490-0 du système LOINC, avec son libellé",
    "écrire le code 11490-0, le système 2.16.840.1.113883.6.1 et displayName",
    Source.EXEMPLE,
)
def document_code(document: Document) -> Iterator[Fault]:
    """Look at `code`."""
    code = find(document.root, "code")
    if code is None:
        yield Fault(document.root, "le type de document manque")
        return
    yield from other_than(code, oids.DOCUMENT_CODE, oids.LOINC, "type de document")
    if not (code.get("displayName") or "").strip():
        yield Fault(code, "le libellé du type de document manque")


@HEADER.error("CDA-ENTETE-TITRE", "le document a un titre", "donner un titre au document", Source.CONTROLE)
def document_title(document: Document) -> Iterator[Fault]:
    """Look at `title`."""
    title = find(document.root, "title")
    if not has_words(title):
        yield Fault(_or_root(title, document), "le titre du document manque ou est vide")


@HEADER.error(
    "CDA-ENTETE-DATE",
    "la date du document est complète : AAAAMMJJhhmmss±hhmm",
    "écrire la date avec les secondes et le fuseau horaire",
    Source.EXEMPLE,
)
def document_time(document: Document) -> Iterator[Fault]:
    """Look at `effectiveTime`."""
    element = find(document.root, "effectiveTime")
    moment = time_of(element)
    if moment is None:
        yield Fault(_or_root(element, document), "la date du document manque ou n'existe pas")
    elif not moment.is_full:
        yield Fault(_or_root(element, document), "la date du document n'a pas ses secondes ou son fuseau horaire")


@HEADER.error(
    "CDA-ENTETE-CONFIDENTIALITE",
    "la confidentialité est N, R ou V de son système, avec son libellé",
    "écrire N, R ou V, le système 2.16.840.1.113883.5.25 et displayName",
    Source.EXEMPLE,
)
def confidentiality(document: Document) -> Iterator[Fault]:
    """Look at `confidentialityCode`."""
    code = find(document.root, "confidentialityCode")
    if code is None or code.get("code") is None:
        yield Fault(_or_root(code, document), "le niveau de confidentialité manque")
        return
    yield from outside(code, "confidentialite", "confidentialité")
    if not (code.get("displayName") or "").strip():
        yield Fault(code, "le libellé de la confidentialité manque")


@HEADER.error(
    "CDA-ENTETE-LANGUE",
    "la langue a la forme fr-FR",
    "écrire languageCode fr-FR",
    Source.CONTROLE,
)
def language(document: Document) -> Iterator[Fault]:
    """Look at `languageCode`."""
    code = find(document.root, "languageCode")
    if code is None or not _LANGUAGE.fullmatch(code.get("code") or ""):
        yield Fault(_or_root(code, document), "la langue manque ou n'a pas la forme fr-FR")


@HEADER.error(
    "CDA-ENTETE-SERIE",
    "le document dit à quelle série de versions il appartient et son numéro de version, entier positif",
    "écrire setId (OID ou UUID, le même pour toutes les versions) et versionNumber",
    Source.CONTROLE,
)
def series(document: Document) -> Iterator[Fault]:
    """Look at `setId` and `versionNumber`."""
    serie, number = find(document.root, "setId"), find(document.root, "versionNumber")
    if serie is None or not (is_oid(serie.get("root")) or is_uuid(serie.get("root"))):
        yield Fault(_or_root(serie, document), "setId manque, ou sa racine n'est ni un OID ni un UUID")
    if number is None or not _NUMBER.fullmatch(number.get("value") or ""):
        yield Fault(_or_root(number, document), "versionNumber manque ou n'est pas un entier positif")


@HEADER.warning(
    "CDA-ENTETE-VERSION-PRECEDENTE",
    "une version 2 ou suivante dit le document qu'elle remplace ; une version 1 n'en remplace aucun",
    "ajouter relatedDocument RPLC avec l'identifiant de la version remplacée, ou corriger versionNumber",
    Source.EXEMPLE,
)
def previous_version(document: Document) -> Iterator[Fault]:
    """Compare `versionNumber` with `relatedDocument`."""
    number = find(document.root, "versionNumber")
    version = number.get("value") if number is not None else None
    if number is None or version is None or not _NUMBER.fullmatch(version):
        return
    replaced = _replaced(document)
    if int(version) > 1 and not replaced:
        yield Fault(number, "la version dépasse 1, et le document ne dit pas lequel il remplace")
    if int(version) == 1 and replaced:
        yield Fault(number, "le document en remplace un autre, et dit être la version 1")


@HEADER.error(
    "CDA-ENTETE-REMPLACEMENT",
    "un document en remplace un autre au plus, qu'il nomme, de la même série et d'un numéro plus petit",
    "relatedDocument RPLC : un seul, avec l'identifiant d'un autre document de la même série",
    Source.LOGIQUE,
)
def replacement(document: Document) -> Iterator[Fault]:
    """Look at `relatedDocument`."""
    replaced = _replaced(document)
    if len(replaced) > 1:
        yield Fault(replaced[1], "le document en remplace plusieurs")
    own = [(one.get("root"), one.get("extension")) for one in find_all(document.root, "id")]
    for one in replaced:
        ids = find_all(one, "parentDocument/id")
        if not ids or any(not mark.get("root") for mark in ids):
            yield Fault(one, "le document remplacé n'est pas nommé")
        if any((mark.get("root"), mark.get("extension")) in own for mark in ids):
            yield Fault(one, "le document dit se remplacer lui-même")
        yield from _other_series(document, one)


def _other_series(document: Document, replaced: Element) -> Iterator[Fault]:
    """Compare the series and the number of a replaced document, when it says them."""
    serie, other = find(document.root, "setId"), find(replaced, "parentDocument/setId")
    if serie is not None and other is not None and _mark(serie) != _mark(other):
        yield Fault(other, "le document remplacé est d'une autre série de versions")
    number, older = find(document.root, "versionNumber"), find(replaced, "parentDocument/versionNumber")
    values = [one.get("value") or "" for one in (number, older) if one is not None]
    told = len(values) == 2 and all(_NUMBER.fullmatch(one) for one in values)
    if older is not None and told and int(values[1]) >= int(values[0]):
        yield Fault(older, "le document remplacé n'est pas d'une version antérieure")


def _mark(element: Element) -> tuple[str | None, str | None]:
    """Give what identifies."""
    return element.get("root"), element.get("extension")


def _replaced(document: Document) -> list[Element]:
    """Give the replacements that a document declares."""
    return [one for one in find_all(document.root, "relatedDocument") if one.get("typeCode") == "RPLC"]


def _or_root(element: Element | None, document: Document) -> Element:
    """Give the element, the document when it is missing."""
    return document.root if element is None or is_null(element) else element
