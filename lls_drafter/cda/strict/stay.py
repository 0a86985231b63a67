"""The stay, and the order of the dates of a document."""

from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.strict.coded import other_than, outside
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.times import bound, certainly_before, is_time, read_time, time_of
from lls_drafter.cda.strict.tree import Document, elements, find, find_all, is_null
from lls_drafter.cda.xml import Element

STAY: Final = Table("Séjour et dates")
_HEADER_TIMES: Final = (
    "author/time",
    "legalAuthenticator/time",
    "authenticator/time",
    "documentationOf/serviceEvent/effectiveTime/low",
    "documentationOf/serviceEvent/effectiveTime/high",
    "componentOf/encompassingEncounter/effectiveTime/low",
    "componentOf/encompassingEncounter/effectiveTime/high",
)


def _event(document: Document) -> Element | None:
    """Give the stay: the first act that the document is about."""
    return find(document.root, "documentationOf/serviceEvent")


def _encounter(document: Document) -> Element | None:
    """Give the encounter."""
    return find(document.root, "componentOf/encompassingEncounter")


@STAY.error(
    "CDA-DATE-REELLE",
    "toute date du document existe et a la forme AAAAMMJJhhmmss±hhmm (coupée où l'on veut)",
    "corriger la date, ou écrire nullFlavor UNK quand elle n'est pas connue",
    Source.PUBLIQUE,
)
def real_dates(document: Document) -> Iterator[Fault]:
    """Look at every time, everywhere."""
    for one in elements(document.root):
        value = one.get("value")
        if value is not None and is_time(one) and read_time(value) is None:
            yield Fault(one, "la date n'existe pas ou n'a pas la forme attendue")


@STAY.error(
    "CDA-DATE-FUSEAU",
    "dans l'en-tête, une heure a son fuseau",
    "ajouter le fuseau horaire (+0100, +0200)",
    Source.EXEMPLE,
)
def zones(document: Document) -> Iterator[Fault]:
    """Look for hours without a zone in the header."""
    for path in _HEADER_TIMES:
        for one in find_all(document.root, path):
            moment = time_of(one)
            if moment is not None and moment.lacks_zone:
                yield Fault(one, "l'heure n'a pas de fuseau horaire")


@STAY.error(
    "CDA-SEJOUR-ACTE",
    "le premier acte documenté est l'hospitalisation : IMP du système 2.16.840.1.113883.5.4",
    "écrire le code IMP dans documentationOf/serviceEvent",
    Source.EXEMPLE,
)
def event_code(document: Document) -> Iterator[Fault]:
    """Look at the code of the stay."""
    event = _event(document)
    if event is None:
        yield Fault(document.root, "le séjour manque (documentationOf/serviceEvent)")
        return
    code = find(event, "code")
    if code is None:
        yield Fault(event, "le code du séjour manque")
    else:
        yield from other_than(code, "IMP", oids.ACT_CODE, "séjour")


@STAY.error(
    "CDA-SEJOUR-BORNES",
    "le séjour a son entrée et sa sortie, et la prise en charge son entrée",
    "écrire effectiveTime/low et high du séjour, effectiveTime/low de la prise en charge",
    Source.EXEMPLE,
)
def bounds(document: Document) -> Iterator[Fault]:
    """Look for the dates of the stay."""
    event, encounter = _event(document), _encounter(document)
    for place, names in ((event, ("low", "high")), (encounter, ("low",))):
        if place is None:
            continue
        for name in names:
            element = find(place, f"effectiveTime/{name}")
            if element is None or (element.get("value") is None and not is_null(element)):
                yield Fault(place, f"la date manque : effectiveTime/{name}")
    if encounter is None:
        yield Fault(document.root, "la prise en charge manque (componentOf/encompassingEncounter)")


@STAY.error(
    "CDA-SEJOUR-ORDRE",
    "la sortie n'est jamais avant l'entrée ; celle de la prise en charge est strictement après",
    "corriger les dates ; pour une entrée et une sortie du même jour, écrire les heures",
    Source.LOGIQUE,
)
def order(document: Document) -> Iterator[Fault]:
    """Compare the bounds of the stay and of the encounter."""
    for place in (*find_all(document.root, "documentationOf/serviceEvent"), _encounter(document)):
        time = find(place, "effectiveTime") if place is not None else None
        if time is not None and certainly_before(bound(time, "high"), bound(time, "low")):
            yield Fault(time, "la sortie est avant l'entrée")
    encounter = _encounter(document)
    low = find(encounter, "effectiveTime/low") if encounter is not None else None
    high = find(encounter, "effectiveTime/high") if encounter is not None else None
    if low is not None and high is not None and low.get("value") and low.get("value") == high.get("value"):
        yield Fault(high, "la prise en charge se termine au moment où elle commence")


@STAY.warning(
    "CDA-SEJOUR-COHERENT",
    "le séjour et la prise en charge se recouvrent",
    "écrire les mêmes dates dans serviceEvent et encompassingEncounter",
    Source.LOGIQUE,
)
def overlap(document: Document) -> Iterator[Fault]:
    """Compare the stay with the encounter."""
    event, encounter = _event(document), _encounter(document)
    if event is None or encounter is None:
        return
    stay, care = find(event, "effectiveTime"), find(encounter, "effectiveTime")
    if certainly_before(bound(stay, "high"), bound(care, "low")) or certainly_before(
        bound(care, "high"), bound(stay, "low")
    ):
        yield Fault(encounter, "les dates du séjour et de la prise en charge ne se recouvrent pas")


@STAY.error(
    "CDA-SEJOUR-NAISSANCE",
    "le patient est né avant d'être admis",
    "corriger la date de naissance ou la date d'entrée",
    Source.LOGIQUE,
)
def born_before(document: Document) -> Iterator[Fault]:
    """Compare the birth with the admission."""
    birth = find(document.root, "recordTarget/patientRole/patient/birthTime")
    event = _event(document)
    if birth is None or event is None:
        return
    if certainly_before(bound(find(event, "effectiveTime"), "low"), time_of(birth)):
        yield Fault(birth, "la date de naissance est après la date d'entrée")


@STAY.error(
    "CDA-SEJOUR-DOCUMENT",
    "le document, son auteur et ses signatures sont datés après l'entrée",
    "corriger la date du document ou la date d'entrée",
    Source.LOGIQUE,
)
def written_after(document: Document) -> Iterator[Fault]:
    """Compare the document's dates with the admission."""
    event = _event(document)
    admission = bound(find(event, "effectiveTime"), "low") if event is not None else None
    for path in ("effectiveTime", "author/time", "legalAuthenticator/time", "authenticator/time"):
        for one in find_all(document.root, path):
            if certainly_before(time_of(one), admission):
                yield Fault(one, "la date est avant la date d'entrée")


@STAY.error(
    "CDA-SEJOUR-EXECUTANT",
    "le séjour a son exécutant (PRF), identifié, dans un établissement dont le cadre d'exercice est codé",
    "écrire performer PRF, assignedEntity/id et representedOrganization/standardIndustryClassCode",
    Source.CONTROLE,
)
def performer(document: Document) -> Iterator[Fault]:
    """Look at who carried out the stay."""
    event = _event(document)
    if event is None:
        return
    known = [one for one in find_all(event, "performer") if one.get("typeCode") == "PRF"]
    if not known:
        yield Fault(event, "l'exécutant du séjour manque (performer PRF)")
    for one in known:
        if find(one, "assignedEntity/id") is None:
            yield Fault(one, "l'identifiant de l'exécutant manque")
        setting = find(one, "assignedEntity/representedOrganization/standardIndustryClassCode")
        if setting is None:
            yield Fault(one, "le cadre d'exercice de l'exécutant manque")
        yield from outside(setting, "cadre_exercice", "cadre d'exercice")


@STAY.error(
    "CDA-SEJOUR-SECTEUR",
    "le secteur d'activité de l'établissement est du jeu de valeurs et de son système",
    "écrire un code du jeu 466 (1.2.250.1.71.4.2.4), tel SA01",
    Source.CONTROLE,
)
def facility(document: Document) -> Iterator[Fault]:
    """Look at the kind of hospital."""
    encounter = _encounter(document)
    if encounter is None:
        return
    code = find(encounter, "location/healthCareFacility/code")
    if code is None:
        yield Fault(encounter, "le secteur d'activité manque (location/healthCareFacility/code)")
    yield from outside(code, "secteur_activite", "secteur d'activité")
