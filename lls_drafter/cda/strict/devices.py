"""Medical devices."""

import re
from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.tree import Document, find, find_all, has_words, missing_templates
from lls_drafter.cda.xml import Element

DEVICES: Final = Table("Dispositifs médicaux")
_FORMS: Final = {
    oids.EMDN: re.compile("[A-Z](?:[0-9]{2}){0,6}"),
    "1.2.250.1.213.2.65": re.compile("[A-Z][0-9A-Z]{1,8}"),
    "1.2.250.1.215.200.2.1": re.compile("[0-9]{7}"),
}
_NAMES: Final = {oids.EMDN: "EMDN", "1.2.250.1.213.2.65": "CLADIMED", "1.2.250.1.215.200.2.1": "LPP"}


def _supplies(document: Document) -> Iterator[Element]:
    """Give the devices' entries."""
    for section in document.of(oids.DISPOSITIFS):
        yield from find_all(section, "entry/supply")


def _codes(document: Document) -> Iterator[Element]:
    """Give the codes of devices and their translations."""
    path = "participant/participantRole/playingDevice/code"
    for one in _supplies(document):
        yield from (*find_all(one, path), *find_all(one, f"{path}/translation"))


@DEVICES.error(
    "CDA-DISPOSITIF-FORME",
    "un dispositif déclare ses deux modèles, a un identifiant, une date (ou nullFlavor) et un seul dispositif (DEV)",
    "écrire templateId, id, un effectiveTime et un participant DEV",
    Source.CONTROLE,
)
def shape(document: Document) -> Iterator[Fault]:
    """Look at the form of the entries."""
    for one in _supplies(document):
        for root in missing_templates(one, oids.DEVICE):
            yield Fault(one, f"le dispositif ne déclare pas le modèle {root}")
        if (one.get("classCode"), one.get("moodCode")) != ("SPLY", "EVN"):
            yield Fault(one, "ce n'est pas une fourniture (SPLY, EVN)")
        if not find_all(one, "id"):
            yield Fault(one, "l'identifiant de l'entrée manque")
        if len(find_all(one, "effectiveTime")) != 1:
            yield Fault(one, "le dispositif n'a pas une date et une seule")
        if len([part for part in find_all(one, "participant") if part.get("typeCode") == "DEV"]) != 1:
            yield Fault(one, "l'entrée n'a pas un dispositif et un seul (participant DEV)")


@DEVICES.error(
    "CDA-DISPOSITIF-CODE",
    "un dispositif dit ce qu'il est : un code, ou des mots ; un identifiant (UDI) seul ne se lit pas",
    "écrire le code EMDN, ou code nullFlavor avec originalText, ou le modèle (manufacturerModelName)",
    Source.EXEMPLE,
)
def identified(document: Document) -> Iterator[Fault]:
    """Look for what a device is."""
    for one in _supplies(document):
        for role in find_all(one, "participant/participantRole"):
            device = find(role, "playingDevice")
            code = find(device, "code") if device is not None else None
            by_code = code is not None and (code.get("code") or find(code, "originalText") is not None)
            by_name = has_words(find(role, "playingDevice/manufacturerModelName"))
            if not by_code and not by_name:
                yield Fault(role, "le dispositif n'a ni code ni mots")


@DEVICES.error(
    "CDA-DISPOSITIF-NOMENCLATURE",
    "un code d'EMDN, de CLADIMED ou de la LPP a la forme de sa nomenclature",
    "corriger le code ou son système",
    Source.PUBLIQUE,
)
def nomenclatures(document: Document) -> Iterator[Fault]:
    """Look at the codes of devices."""
    for code in _codes(document):
        value, system = code.get("code"), code.get("codeSystem") or ""
        if value is not None and system in _FORMS and not _FORMS[system].fullmatch(value):
            yield Fault(code, f"le code {_NAMES[system]} n'a pas la forme attendue")


@DEVICES.warning(
    "CDA-DISPOSITIF-TERMINOLOGIE",
    "le code d'un dispositif est d'EMDN, de CLADIMED, de la LPP, ou l'un de ceux de l'ANS (autre, aucun)",
    "vérifier l'OID du système de codes",
    Source.EXEMPLE,
)
def terminologies(document: Document) -> Iterator[Fault]:
    """Look at the systems of the codes of devices."""
    for code in _codes(document):
        if code.get("code") is not None and code.get("codeSystem") not in {*_FORMS, oids.CISIS, oids.ABSENCE}:
            yield Fault(code, "le système de codes n'est pas l'un de ceux des dispositifs")
