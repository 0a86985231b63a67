"""Treatments: how each line is declared, its product and codes, its times, doses and units."""

import re
from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.strict.coded import is_one_of, outside
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.times import bound, certainly_before
from lls_drafter.cda.strict.tree import (
    Document,
    find,
    find_all,
    has_words,
    is_null,
    kind_of,
    missing_templates,
    parent,
    templates,
)
from lls_drafter.cda.strict.units import is_time_unit, is_unit
from lls_drafter.cda.xml import HL7, Element

MEDICATION: Final = Table("Traitements")
_MODES: Final = frozenset(f"1.3.6.1.4.1.19376.1.5.3.1.4.{mode}" for mode in ("7.1", "8", "9", "10", "11"))
_CIS: Final = re.compile("[0-9]{8}")
_ATC: Final = re.compile("[A-Z](?:[0-9]{2}(?:[A-Z](?:[A-Z](?:[0-9]{2})?)?)?)?")
_UCD: Final = re.compile("[0-9]{7}|[0-9]{13}")
_NUMBER: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,9})?")
_UCD_SYSTEMS: Final = frozenset({"1.2.250.1.213.2.61", "1.2.250.1.213.2.62"})
_MEDICABASE: Final = "1.2.250.1.213.2.59"
_SYSTEMS: Final = frozenset({oids.CIP, oids.ATC, oids.CIS, oids.SNOMED_CT, oids.EDQM, _MEDICABASE, *_UCD_SYSTEMS})
_DOSES: Final = ("doseQuantity", "rateQuantity", "maxDoseQuantity")


def _lines(document: Document) -> Iterator[Element]:
    """Give the treatments: the entries of the two sections."""
    for section in document.of(oids.TRAITEMENTS_ADMINISTRES, oids.TRAITEMENTS_SORTIE):
        yield from find_all(section, "entry/substanceAdministration")


def _all_lines(document: Document) -> Iterator[Element]:
    """Give every administration of the document, those of tapered and split doses too."""
    return document.root.iter(f"{{{HL7}}}substanceAdministration")


def _materials(document: Document) -> Iterator[Element]:
    """Give the products of the treatments."""
    for line in _all_lines(document):
        yield from find_all(line, "consumable/manufacturedProduct/manufacturedMaterial")


def _is_absence(line: Element) -> bool:
    """Tell whether an entry says that there is no treatment, or that none is known."""
    return is_one_of(find(line, "code"), "absence_traitement")


@MEDICATION.error(
    "CDA-TRAITEMENT-MODELES",
    "chaque traitement déclare ses trois modèles et un mode d'administration, son produit les siens",
    "ajouter les templateId manquants",
    Source.CONTROLE,
)
def declared(document: Document) -> Iterator[Fault]:
    """Look at the templates of treatments and products."""
    for line in _lines(document):
        for root in missing_templates(line, oids.MEDICATION):
            yield Fault(line, f"le traitement ne déclare pas le modèle {root}")
        if len(templates(line) & _MODES) != 1:
            yield Fault(line, "le traitement ne déclare pas un mode d'administration et un seul")
        product = find(line, "consumable/manufacturedProduct")
        if product is None:
            yield Fault(line, "le traitement n'a pas de produit")
            continue
        for root in missing_templates(product, oids.PRODUCT):
            yield Fault(product, f"le produit ne déclare pas le modèle {root}")


@MEDICATION.error(
    "CDA-TRAITEMENT-FORME",
    "chaque traitement est une administration (SBADM, EVN ou INT) avec un identifiant et le statut completed",
    "écrire classCode SBADM, moodCode EVN ou INT, un id, statusCode completed",
    Source.CONTROLE,
)
def shape(document: Document) -> Iterator[Fault]:
    """Look at the form of treatments."""
    for line in _lines(document):
        if line.get("classCode") != "SBADM" or line.get("moodCode") not in {"EVN", "INT"}:
            yield Fault(line, "ce n'est pas une administration (SBADM, EVN ou INT)")
        if len(find_all(line, "id")) != 1:
            yield Fault(line, "le traitement n'a pas un identifiant et un seul")
        status = find(line, "statusCode")
        if status is None or status.get("code") != "completed":
            yield Fault(line, "statusCode du traitement n'est pas completed")


@MEDICATION.error(
    "CDA-TRAITEMENT-CODE",
    "chaque traitement est DRUG (2.16.840.1.113883.5.4), ou un code d'absence de son système",
    "écrire DRUG, ou no-known-medications, ou no-medication-info (2.16.840.1.113883.5.1150.1)",
    Source.EXEMPLE,
)
def codes(document: Document) -> Iterator[Fault]:
    """Look at the codes of treatments."""
    for line in _lines(document):
        code = find(line, "code")
        if code is None or not code.get("code"):
            yield Fault(line, "le code du traitement manque")
        elif _is_absence(line):
            yield from outside(code, "absence_traitement", "absence de traitement")
        elif (code.get("code"), code.get("codeSystem")) != ("DRUG", oids.ACT_CODE):
            yield Fault(code, f"le code du traitement n'est ni DRUG ({oids.ACT_CODE}) ni une absence")


@MEDICATION.error(
    "CDA-TRAITEMENT-ABSENCE",
    "« aucun traitement » n'est jamais dit à côté d'un traitement, ni d'un produit",
    "garder les traitements et retirer l'absence, ou l'inverse",
    Source.LOGIQUE,
)
def absence(document: Document) -> Iterator[Fault]:
    """Look for an absence that something contradicts."""
    for section in document.of(oids.TRAITEMENTS_ADMINISTRES, oids.TRAITEMENTS_SORTIE):
        lines = find_all(section, "entry/substanceAdministration")
        absent = [line for line in lines if _is_absence(line)]
        if absent and len(absent) != len(lines):
            yield Fault(absent[0], "la rubrique dit à la fois une absence de traitement et un traitement")
        if len(absent) > 1:
            yield Fault(absent[1], "la rubrique dit plusieurs absences de traitement")
        for line in absent:
            material = find(line, "consumable/manufacturedProduct/manufacturedMaterial")
            if material is not None and (
                has_words(find(material, "name")) or (find(material, "code") is not None and _code_of(material))
            ):
                yield Fault(material, "une absence de traitement nomme un produit")


def _code_of(material: Element) -> str:
    """Give the code of a product, `""` without one."""
    code = find(material, "code")
    return (code.get("code") or "") if code is not None else ""


@MEDICATION.error(
    "CDA-TRAITEMENT-PRODUIT",
    "un produit codé l'est en CIS (8 chiffres) ; il a un nom et un seul",
    "écrire le code CIS à 8 chiffres (1.2.250.1.213.2.3.1) ou nullFlavor ; le nom de la spécialité dans name",
    Source.EXEMPLE,
)
def products(document: Document) -> Iterator[Fault]:
    """Look at the products of treatments."""
    for material in _materials(document):
        names = find_all(material, "name")
        if len(names) != 1 or not (is_null(names[0]) or has_words(names[0])):
            yield Fault(material, "le produit n'a pas un nom et un seul")
        code = find(material, "code")
        if code is None:
            yield Fault(material, "le produit n'a ni code ni nullFlavor")
        elif code.get("code") is not None or code.get("codeSystem") is not None:
            if code.get("codeSystem") != oids.CIS:
                yield Fault(code, f"le système de codes du produit n'est pas CIS ({oids.CIS})")
            if not _CIS.fullmatch(code.get("code") or ""):
                yield Fault(code, "le code CIS du produit n'a pas 8 chiffres")


@MEDICATION.error(
    "CDA-TRAITEMENT-TRADUCTION",
    "chaque autre code d'un produit a la forme de son système : CIP 13 chiffres avec sa clé, UCD, ATC, CIS",
    "corriger le code ou son système, ou retirer translation",
    Source.PUBLIQUE,
)
def translations(document: Document) -> Iterator[Fault]:
    """Look at the other codes of products."""
    for material in _materials(document):
        for one in find_all(material, "code/translation"):
            code, system = one.get("code") or "", one.get("codeSystem")
            if system == oids.CIP and not is_cip13(code):
                yield Fault(one, "le code CIP n'a pas 13 chiffres ou sa clé est fausse")
            elif system == oids.ATC and not _ATC.fullmatch(code):
                yield Fault(one, "le code ATC n'a pas la forme attendue")
            elif system in _UCD_SYSTEMS and not _UCD.fullmatch(code):
                yield Fault(one, "le code UCD n'a ni 7 ni 13 chiffres")
            elif system == oids.CIS and not _CIS.fullmatch(code):
                yield Fault(one, "le code CIS n'a pas 8 chiffres")


@MEDICATION.warning(
    "CDA-TRAITEMENT-TERMINOLOGIE",
    "chaque autre code d'un produit est d'une terminologie de médicaments : CIP, UCD, ATC, Medicabase, SNOMED CT",
    "vérifier l'OID du système de codes",
    Source.EXEMPLE,
)
def terminologies(document: Document) -> Iterator[Fault]:
    """Look at the systems of the other codes of products."""
    for material in _materials(document):
        for one in find_all(material, "code/translation"):
            if one.get("code") is not None and one.get("codeSystem") not in _SYSTEMS:
                yield Fault(one, "le système de codes n'est pas l'un de ceux des médicaments")


def is_cip13(text: str) -> bool:
    """Tell whether a text is a CIP code of 13 digits with its key (that of an EAN-13)."""
    if not re.fullmatch("34009[0-9]{8}", text):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(text)) % 10 == 0


@MEDICATION.error(
    "CDA-TRAITEMENT-VOIE",
    "la voie d'administration est du jeu de valeurs et de son système (EDQM)",
    "écrire un code du jeu 677 (0.4.0.127.0.16.1.1.2.1), ou retirer routeCode",
    Source.JEU,
)
def routes(document: Document) -> Iterator[Fault]:
    """Look at the routes."""
    for line in _all_lines(document):
        yield from outside(find(line, "routeCode"), "voie_administration", "voie d'administration")


@MEDICATION.warning(
    "CDA-TRAITEMENT-SITE",
    "le site d'administration est du jeu de valeurs et de son système",
    "écrire un code du jeu 686, ou retirer approachSiteCode",
    Source.JEU,
)
def sites(document: Document) -> Iterator[Fault]:
    """Look at the sites."""
    for line in _all_lines(document):
        yield from outside(find(line, "approachSiteCode"), "site_administration", "site d'administration")


@MEDICATION.error(
    "CDA-TRAITEMENT-DUREE",
    "la durée d'un traitement a ses deux bornes (connues ou non) ou sa longueur, et ne finit pas avant de commencer",
    "écrire low et high (nullFlavor pour une fin inconnue), ou width",
    Source.LOGIQUE,
)
def durations(document: Document) -> Iterator[Fault]:
    """Look at the intervals of treatments, in subordinate lines too."""
    for line in _all_lines(document):
        for time in (*find_all(line, "effectiveTime"), *find_all(line, "effectiveTime/comp")):
            if kind_of(time) != "IVL_TS" or is_null(time):
                continue
            both = find(time, "low") is not None and find(time, "high") is not None
            if not both and find(time, "width") is None:
                yield Fault(time, "la durée n'a ni ses deux bornes ni sa longueur")
            if certainly_before(bound(time, "high"), bound(time, "low")):
                yield Fault(time, "la fin du traitement est avant son début")
            yield from _time_quantity(find(time, "width"))


@MEDICATION.error(
    "CDA-TRAITEMENT-FREQUENCE",
    "la fréquence s'ajoute à la durée (operator A) ; sa période est un nombre positif d'une unité de temps UCUM",
    "écrire operator A, et period en h, d, wk, mo ; le moment de la prise par un code du jeu",
    Source.PUBLIQUE,
)
def frequencies(document: Document) -> Iterator[Fault]:
    """Look at the frequencies."""
    for line in _all_lines(document):
        for rank, time in enumerate(find_all(line, "effectiveTime")):
            if rank and time.get("operator") != "A" and not is_null(time):
                yield Fault(time, "la fréquence n'est pas ajoutée à la durée (operator A)")
        for time in find_all(line, "effectiveTime"):
            for period in time.iter(f"{{{HL7}}}period"):
                yield from _time_quantity(period)
            for event in find_all(time, ".//event") if kind_of(time) != "EIVL_TS" else find_all(time, "event"):
                yield from _meal(event)


def _time_quantity(element: Element | None) -> Iterator[Fault]:
    """Look at a quantity of time."""
    if element is None or is_null(element):
        return
    value = element.get("value")
    if value is None or not _NUMBER.fullmatch(value) or not float(value):
        yield Fault(element, "la quantité de temps n'est pas un nombre positif")
    if not is_time_unit(element.get("unit") or ""):
        yield Fault(element, "l'unité de temps n'est pas de l'UCUM (s, min, h, d, wk, mo, a)")


def _meal(event: Element) -> Iterator[Fault]:
    """Look at the moment of the day that a dose is tied to."""
    if not is_null(event) and not is_one_of(event, "moment_prise"):
        yield Fault(event, "le moment de la prise n'est pas du jeu de valeurs")


@MEDICATION.error(
    "CDA-TRAITEMENT-DOSE",
    "une dose est un nombre qui n'est pas négatif, avec ses deux bornes dans l'ordre ; le diviseur n'est pas zéro",
    "écrire low et high (les mêmes pour une dose fixe), ou nullFlavor",
    Source.PUBLIQUE,
)
def doses(document: Document) -> Iterator[Fault]:
    """Look at the quantities of treatments."""
    for line in _all_lines(document):
        if len(find_all(line, "maxDoseQuantity")) > 1:
            yield Fault(line, "plusieurs doses maximales")
        for name in _DOSES:
            for dose in find_all(line, name):
                yield from _quantity(dose)


def _quantity(dose: Element) -> Iterator[Fault]:
    """Look at one quantity: a range, a value, or a ratio."""
    if is_null(dose):
        return
    for part in dose.iter(f"{{{HL7}}}low", f"{{{HL7}}}high", f"{{{HL7}}}numerator", f"{{{HL7}}}denominator"):
        if not is_null(part) and not _NUMBER.fullmatch(part.get("value") or ""):
            yield Fault(part, "la quantité n'est pas un nombre")
    if dose.get("value") is not None and not _NUMBER.fullmatch(dose.get("value") or ""):
        yield Fault(dose, "la quantité n'est pas un nombre")
    low, high = find(dose, "low"), find(dose, "high")
    if (low is None) is not (high is None) and dose.get("value") is None:
        yield Fault(dose, "la dose n'a qu'une de ses deux bornes")
    values = _values(low, high)
    if len(values) == 2 and values[0] > values[1]:
        yield Fault(dose, "la borne basse de la dose dépasse la haute")
    if low is not None and high is not None and low.get("unit") != high.get("unit") and len(values) == 2:
        yield Fault(dose, "les deux bornes de la dose n'ont pas la même unité")
    under = find(dose, "denominator")
    if under is not None and _values(under) == [0.0]:
        yield Fault(under, "le diviseur est zéro")


def _values(*parts: Element | None) -> list[float]:
    """Give the numbers of quantities that are numbers."""
    texts = [part.get("value") or "" for part in parts if part is not None]
    return [float(text) for text in texts if _NUMBER.fullmatch(text)]


@MEDICATION.error(
    "CDA-UNITE",
    "toute unité de mesure est de l'UCUM",
    "écrire l'unité UCUM (mg, mL, [iU], h, d) ; une chose que l'on compte : {tbl}",
    Source.PUBLIQUE,
)
def units(document: Document) -> Iterator[Fault]:
    """Look at the units of every quantity of the body, those of time apart."""
    for section, _ in document.sections:
        for one in find_all(section, "entry//*"):
            unit = one.get("unit")
            if unit is not None and parent(one) not in {"effectiveTime", "comp"} and not is_unit(unit):
                yield Fault(one, "l'unité n'est pas de l'UCUM, ou n'est pas connue de ce contrôle")
