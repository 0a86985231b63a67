"""The medical devices: those implanted during the stay, those that the patient leaves with.

« Aucun dispositif implanté » is of the stay, never of the patient: the entry says « no information », not that no
device is known. The letter has no unique identifier (UDI) and no code of a nomenclature: a lot number is neither, and
stays in the narrative.
"""

import datetime as dt
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.writer.links import original_text, text_reference
from lls_drafter.cda.writer.writing import NO_INFORMATION, NOT_APPLICABLE, UNKNOWN, Writing, effective_time, null
from lls_drafter.cda.xml import Element, node, template_ids
from lls_drafter.letter.reponse import value_of
from lls_drafter.letter.synthese import DispositifImplantable
from lls_drafter.letter.text import is_blank

_NO_INFORMATION: Final = "Pas d'information sur les dispositifs médicaux"


def device_entries(writing: Writing) -> tuple[Element, ...]:
    """Make the entries of the devices, in the letter's order.

    Without any, the section has words only (« aucun », « inconnu »): one entry says that nothing is known of the
    patient's devices; empty when there are no words either.
    """
    lettre = writing.lettre
    implanted = value_of(lettre.dispositifs_implantables) or ()
    placed = value_of(lettre.dispositifs_en_place) or ()
    made = [
        _supply(writing, f"dispositifs_implantables[{number}]", "denomination", one.date, _model(one), one.fabricant)
        for number, one in enumerate(implanted)
    ]
    made += [
        _supply(writing, f"dispositifs_en_place[{number}]", "nature", one.pose_le, "", None)
        for number, one in enumerate(placed)
    ]
    if not made and len(writing.links.text):
        made.append(_no_information(writing))
    return tuple(node("entry", None, one) for one in made)


def _no_information(writing: Writing) -> Element:
    """Make the entry that says nothing of the patient's devices."""
    code = {"code": "no-device-info", "displayName": _NO_INFORMATION, "codeSystem": oids.ABSENCE}
    device = node("playingDevice", {"classCode": "DEV", "determinerCode": "INSTANCE"}, node("code", code))
    return node(
        "supply",
        {"classCode": "SPLY", "moodCode": "EVN"},
        *template_ids(*oids.DEVICE),
        writing.id("dispositifs", "no-device-info"),
        text_reference(writing.links.to_text()),
        null("effectiveTime", NOT_APPLICABLE),
        node("participant", {"typeCode": "DEV"}, node("participantRole", {"classCode": "MANU"}, device)),
    )


def _supply(  # noqa: PLR0913, PLR0917 - what a device of either kind has
    writing: Writing, path: str, name: str, day: dt.date | None, model: str, maker: str | None
) -> Element:
    """Make the entry of one device."""
    link = writing.links.to_words(f"{path}.{name}")
    device = node(
        "playingDevice",
        {"classCode": "DEV", "determinerCode": "INSTANCE"},
        node("code", {"nullFlavor": UNKNOWN}, original_text(link)),
        node("manufacturerModelName", None, model) if model else None,
    )
    known_maker = maker if maker and not is_blank(maker) else None
    scoping = node("scopingEntity", {"classCode": "ENT"}, node("desc", None, known_maker)) if known_maker else None
    role = node("participantRole", {"classCode": "MANU"}, null("id", NO_INFORMATION), device, scoping)
    return node(
        "supply",
        {"classCode": "SPLY", "moodCode": "EVN"},
        *template_ids(*oids.DEVICE),
        writing.id(path),
        text_reference(writing.links.to_row(path)),
        effective_time(writing.time(day)),
        node("participant", {"typeCode": "DEV"}, role),
    )


def _model(one: DispositifImplantable) -> str:
    """Give the model of a device: its brand and reference, as far as they are known."""
    texts = [text for text in (one.marque, one.reference) if text is not None and not is_blank(text)]
    return " ".join(texts)
