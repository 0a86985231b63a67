"""What holds a document together: links from entries to words, identifiers, systems of codes, null flavors."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.tree import (
    Document,
    elements,
    find,
    find_all,
    has_words,
    is_null,
    is_oid,
    is_root,
    is_uuid,
    kind_of,
    local,
    parent,
)
from lls_drafter.cda.xml import HL7, Element
from lls_drafter.letter.text import fold

LINKS: Final = Table("Liens, identifiants et codes")
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*:.+")
_NAME: Final = re.compile(r"[^\W\d][\w.\-\u00b7]*")
_STATEMENTS: Final = frozenset(
    {"act", "encounter", "observation", "organizer", "procedure", "substanceAdministration", "supply"}
)
_FLAVORS: Final = frozenset(
    {"NI", "OTH", "NINF", "PINF", "MSK", "NA", "UNK", "ASKU", "NAV", "NASK", "TRC", "QS", "INV", "DER", "UNC", "NP"}
)
_LINKED: Final = (
    (oids.STATUT, ("entry/observation",)),
    (oids.EVENEMENTS, ("entry/observation",)),
    (oids.TRAITEMENTS_ADMINISTRES, ("entry/substanceAdministration",)),
    (oids.TRAITEMENTS_SORTIE, ("entry/substanceAdministration",)),
    (oids.PLAN_DE_SOINS, ("entry/procedure", "entry/observation", "entry/encounter")),
    (oids.ALLERGIES, ("entry/act/entryRelationship/observation",)),
)
_WITHOUT_SYSTEM: Final = frozenset({"realmCode", "languageCode", "signatureCode", "statusCode", "setId"})


def _references(document: Document) -> Iterator[Element]:
    """Give the links from entries to words."""
    for one in document.root.iter(f"{{{HL7}}}reference"):
        if parent(one) in {"text", "originalText"}:
            yield one


def _target(document: Document, reference: Element) -> Element | None:
    """Give what a link points at; None when it points at nothing."""
    value = reference.get("value") or ""
    return document.identified.get(value[1:]) if value.startswith("#") else None


@LINKS.error(
    "CDA-LIEN-DIESE",
    "un lien vers le texte commence par #",
    "écrire value « # » suivi de l'ID",
    Source.EXEMPLE,
)
def begins_with_hash(document: Document) -> Iterator[Fault]:
    """Look at the form of links."""
    for one in _references(document):
        value = one.get("value") or ""
        if not value.startswith("#") and not _URL.fullmatch(value) and not is_null(one):
            yield Fault(one, "le lien vers le texte ne commence pas par #")


@LINKS.error(
    "CDA-LIEN-MORT",
    "un lien vers le texte mène à un ID qui existe",
    "corriger le lien, ou donner cet ID aux mots qu'il désigne",
    Source.LOGIQUE,
)
def resolves(document: Document) -> Iterator[Fault]:
    """Follow each link, with or without its `#`."""
    for one in _references(document):
        name = (one.get("value") or "").removeprefix("#")
        if not _URL.fullmatch(one.get("value") or "") and not is_null(one) and name not in document.identified:
            yield Fault(one, "le lien ne mène à rien : aucun élément n'a cet ID")


@LINKS.error(
    "CDA-LIEN-VIDE",
    "un lien mène à des mots du texte d'une rubrique",
    "mettre l'ID sur les mots (content, td, tr, item, text) que désigne l'entrée",
    Source.LOGIQUE,
)
def lands_on_words(document: Document) -> Iterator[Fault]:
    """Look at what links point at."""
    for one in _references(document):
        target = _target(document, one)
        if target is None:
            continue
        if not _in_narrative(target):
            yield Fault(one, "le lien mène hors du texte des rubriques")
        elif not has_words(target):
            yield Fault(one, "le lien mène à un texte vide")


def _in_narrative(element: Element) -> bool:
    """Tell whether an element is in the narrative of a section."""
    current: Element | None = element
    while current is not None:
        if local(current) == "text" and parent(current) == "section":
            return True
        current = current.getparent()
    return False


@LINKS.error(
    "CDA-LIEN-ABSENT",
    "chaque entrée est liée au texte qui la dit",
    "écrire text/reference dans l'entrée",
    Source.CONTROLE,
)
def is_linked(document: Document) -> Iterator[Fault]:
    """Look for the links of entries, and of the products that have a code or a name."""
    for section, paths in _LINKED:
        for place in document.of(section):
            for path in paths:
                for one in find_all(place, path):
                    if not any(link.get("value") for link in find_all(one, "text/reference")):
                        yield Fault(one, "l'entrée n'est pas liée au texte (text/reference)")
    path = "entry/substanceAdministration/consumable/manufacturedProduct/manufacturedMaterial/code"
    for place in document.of(oids.TRAITEMENTS_ADMINISTRES, oids.TRAITEMENTS_SORTIE):
        for one in find_all(place, path):
            if not is_null(one) and not any(link.get("value") for link in find_all(one, "originalText/reference")):
                yield Fault(one, "le produit n'est pas lié au texte (originalText/reference)")


@LINKS.warning(
    "CDA-LIEN-PRODUIT",
    "un traitement est lié aux mots qui nomment son produit",
    "corriger le lien : il mène peut-être à la ligne d'un autre traitement",
    Source.LOGIQUE,
)
def names_the_product(document: Document) -> Iterator[Fault]:
    """Look for the product's name in the words that its entry is linked to: swapped links are otherwise unseen."""
    for section in document.of(oids.TRAITEMENTS_ADMINISTRES, oids.TRAITEMENTS_SORTIE):
        for line in find_all(section, "entry/substanceAdministration"):
            material = find(line, "consumable/manufacturedProduct/manufacturedMaterial")
            if material is None:
                continue
            links = [*find_all(line, "text/reference"), *find_all(material, "code/originalText/reference")]
            targets = [target for link in links if (target := _target(document, link)) is not None]
            said = {word for target in targets for word in _words(" ".join(str(part) for part in target.itertext()))}
            names = _names(material)
            if names and targets and not names & said:
                yield Fault(line, "aucun des liens du traitement ne mène à des mots qui nomment son produit")


def _names(material: Element) -> set[str]:
    """Give the first word of each name of a product: its own, its code's, those of its other codes."""
    name = find(material, "name")
    codes = (*find_all(material, "code"), *find_all(material, "code/translation"))
    texts = [(name.text or "") if name is not None else "", *(code.get("displayName") or "" for code in codes)]
    return {word for text in texts for word in _words(text)[:1]}


def _words(text: str) -> list[str]:
    """Give the words of a text, accents and case apart."""
    return re.findall(r"\w+", fold(text))


@LINKS.error(
    "CDA-ID-UNIQUE",
    "chaque ID est un nom XML, et n'est donné qu'une fois dans le document",
    "donner des ID différents, qui commencent par une lettre",
    Source.CONTROLE,
)
def unique_names(document: Document) -> Iterator[Fault]:
    """Look for doubled IDs."""
    seen: set[str] = set()
    for one in elements(document.root):
        name = one.get("ID")
        if name is None:
            continue
        if name in seen:
            yield Fault(one, "cet ID est déjà celui d'un autre élément")
        if not _NAME.fullmatch(name):
            yield Fault(one, "l'ID n'est pas un nom XML")
        seen.add(name)


@LINKS.error(
    "CDA-ENTREE-IDENTIFIANT",
    "deux entrées n'ont jamais le même identifiant",
    "donner à chaque entrée et à chaque rubrique un identifiant à elle (UUID)",
    Source.LOGIQUE,
)
def unique_ids(document: Document) -> Iterator[Fault]:
    """Look for entries and sections that share an identifier."""
    seen: Counter[tuple[str, str | None]] = Counter()
    for one in document.root.iter(f"{{{HL7}}}id"):
        if is_null(one) or parent(one) not in {*_STATEMENTS, "section", "ClinicalDocument"}:
            continue
        mark = ((one.get("root") or "").upper(), one.get("extension"))
        seen[mark] += 1
        if seen[mark] > 1:
            yield Fault(one, "cet identifiant est déjà celui d'une autre entrée ou du document")


@LINKS.error(
    "CDA-IDENTIFIANT-FORME",
    "la racine d'un identifiant est un OID ou un UUID",
    "écrire un OID ou un UUID dans root, ou nullFlavor",
    Source.PUBLIQUE,
)
def roots(document: Document) -> Iterator[Fault]:
    """Look at the roots of identifiers and templates, everywhere."""
    for one in document.root.iter(f"{{{HL7}}}id", f"{{{HL7}}}templateId", f"{{{HL7}}}setId"):
        if not is_null(one) and not is_root(one.get("root")):
            yield Fault(one, "la racine n'est ni un OID ni un UUID")


@LINKS.warning(
    "CDA-IDENTIFIANT-UUID",
    "un UUID s'écrit en majuscules",
    "écrire l'UUID en majuscules",
    Source.CONTROLE,
)
def upper_case(document: Document) -> Iterator[Fault]:
    """Look at the case of UUIDs."""
    for one in document.root.iter(f"{{{HL7}}}id", f"{{{HL7}}}setId"):
        root = one.get("root") or ""
        if is_uuid(root) and root != root.upper():
            yield Fault(one, "l'UUID n'est pas en majuscules")


@LINKS.error(
    "CDA-CODE-SYSTEME",
    "un code a son système, et un système est un OID",
    "écrire codeSystem, ou retirer code et écrire nullFlavor",
    Source.PUBLIQUE,
)
def systems(document: Document) -> Iterator[Fault]:
    """Look at the systems of codes, everywhere."""
    for one in elements(document.root):
        system = one.get("codeSystem")
        if system is not None and not is_oid(system):
            yield Fault(one, "le système de codes n'est pas un OID")
        if system is None and one.get("code") and _needs_system(one):
            yield Fault(one, "le code n'a pas de système de codes")


def _needs_system(element: Element) -> bool:
    """Tell whether a code of this element means nothing without its system; the unit of a quantity does."""
    name, kind, above = local(element), kind_of(element), element.getparent()
    if name in _WITHOUT_SYSTEM or kind in {"CS", "PQR"}:
        return False
    if name == "translation" and above is not None and above.get("value") is not None:
        return False
    return name.endswith("Code") or name in {"code", "translation"} or kind in {"CD", "CE"}


@LINKS.error(
    "CDA-NULLFLAVOR",
    "une absence de valeur est l'une de celles de HL7, et n'a pas de valeur à côté d'elle",
    "écrire UNK, NI, NA, NASK, ASKU, NAV, OTH ou MSK, sans value ni code",
    Source.LOGIQUE,
)
def flavors(document: Document) -> Iterator[Fault]:
    """Look at the null flavors, everywhere."""
    for one in elements(document.root):
        flavor = one.get("nullFlavor")
        if flavor is None:
            continue
        if flavor not in _FLAVORS:
            yield Fault(one, "nullFlavor n'est pas l'une des valeurs de HL7")
        if any(one.get(name) is not None for name in ("value", "code", "extension")):
            yield Fault(one, "l'élément dit à la fois une valeur et qu'il n'en a pas")


@LINKS.error(
    "CDA-TEXTE-FORME",
    "le texte d'une rubrique est fait des éléments de CDA, et non de HTML",
    "remplacer div, span et p par paragraph, content et list",
    Source.CONTROLE,
)
def markup(document: Document) -> Iterator[Fault]:
    """Look for HTML in the narratives."""
    for section, _ in document.sections:
        text = find(section, "text")
        for one in elements(text) if text is not None else ():
            if local(one) in {"div", "span", "p", "b", "i", "strong", "em", "script", "ul", "ol", "li"}:
                yield Fault(one, "cet élément n'est pas admis dans le texte d'une rubrique")
