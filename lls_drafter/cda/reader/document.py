"""A CDA document read into a letter: `read_document`.

Any document that is one is read as far as it goes: ours, another vendor's, another model's header, a PDF's header.
"""

from collections.abc import Callable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.reader import events, followup, treatments
from lls_drafter.cda.reader.allergies import read_allergies
from lls_drafter.cda.reader.header import read_entry_header, read_header, read_relatives_and_doctor
from lls_drafter.cda.reader.identity import read_identity
from lls_drafter.cda.reader.lines import read_lines
from lls_drafter.cda.reader.model import DocumentLu, Genre, Lecture, Nature
from lls_drafter.cda.reader.narrative import Block, Paragraph, plain, values_of, words_of
from lls_drafter.cda.reader.our_people import read_people
from lls_drafter.cda.reader.our_texts import read_texts
from lls_drafter.cda.reader.reading import Reading
from lls_drafter.cda.reader.section import Section, sections_of
from lls_drafter.cda.reader.values import attribute, child, children, day_of, text_of
from lls_drafter.cda.xml import HL7, Element
from lls_drafter.document.words import CANCELLED, FICTITIOUS, NO_PRESCRIPTION, say
from lls_drafter.errors import StructureError
from lls_drafter.letter.paths import walk
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.text import fold

_ENTRY_CODE = "18761-7"
_IN_PROGRESS = "385651009"
_MOST_ELEMENTS = 50_000
_OF_THE_PAGE = ("lettre du ", "version ", "changements depuis la version precedente")

_SECTIONS: Final[Mapping[str, Callable[[Reading, Section], None]]] = MappingProxyType(
    {
        oids.MOTIF.code: followup.read_reason,
        oids.EVENEMENTS.code: events.read_events,
        oids.TRAITEMENTS_SORTIE.code: treatments.read_discharge,
        oids.TRAITEMENTS_ADMINISTRES.code: treatments.read_stopped,
        **dict.fromkeys(sorted(treatments.HOME_CODES), treatments.read_home),
        oids.PLAN_DE_SOINS.code: followup.read_plan,
        oids.DISPOSITIFS.code: followup.read_devices,
        oids.ALLERGIES.code: read_allergies,
    }
)
"""Who reads a section, by its code, in the order of reading: what is taken after discharge before what was stopped."""
_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {oids.ALLERGIES.code: "allergies", **dict.fromkeys(followup.HISTORY_CODES, "antecedents")}
)
"""The field that a section is about, for what is left of it."""


def read_document(root: Element) -> Lecture:
    """Give a document as a letter, as far as it goes.

    Args:
        root: the root of a document, read by `cda.xml.parse`.

    Raises:
        StructureError: this is no clinical document.
    """
    if root.tag != f"{{{HL7}}}ClinicalDocument":
        raise StructureError(
            "ce fichier XML n'est pas un document CDA",
            hint="un document CDA commence par l'élément « ClinicalDocument » de HL7",
        )
    if sum(1 for _ in islice(root.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        raise StructureError(
            f"ce document a plus de {_MOST_ELEMENTS} éléments : il n'est pas lu",
            hint="une lettre en a moins de 5000 ; vérifier d'où il vient",
        )
    sections = sections_of(root)
    reading = Reading(root)
    genre = _genre(root, sections)
    reading.est_de_lls = genre is Genre.SORTIE and _status_says(sections, NO_PRESCRIPTION)
    for section in sections:
        reading.know(section.blocks)
    racine = read_identity(reading, child(root, "recordTarget", "patientRole"))
    if reading.est_de_lls:
        house = child(root, "custodian", "assignedCustodian", "representedCustodianOrganization", "name")
        _read_ours(reading, sections, text_of(house))
    _read_header(reading, root, genre)
    _read_body(reading, root, sections)
    _leave(reading, sections)
    document = DocumentLu(
        id=_id(root),
        genre=genre,
        date=day_of(attribute(child(root, "effectiveTime"), "value")),
        est_de_lls=reading.est_de_lls,
        racine_ipp=racine,
        est_fictif=reading.est_de_lls and _status_says(sections, FICTITIOUS),
        est_annule=reading.est_de_lls and _status_says(sections, CANCELLED),
        est_en_cours=_is_in_progress(sections),
    )
    return Lecture(document=document, lettre=reading.lettre, places=dict(reading.places), restes=tuple(reading.restes))


def _genre(root: Element, sections: tuple[Section, ...]) -> Genre:
    """Tell what kind of document this is."""
    if not sections:
        return Genre.PDF
    templates = {one.get("root") for one in children(root, "templateId")}
    code = attribute(child(root, "code"), "code")
    if oids.LDL_SES in templates or code == oids.DOCUMENT_CODE:
        return Genre.SORTIE
    return Genre.ENTREE if code == _ENTRY_CODE else Genre.AUTRE


def _status_says(sections: tuple[Section, ...], sentence: str) -> bool:
    """Tell whether a sentence of ours stands in the status of a document.

    The one that closes each of our pages tells that this program wrote it (`NO_PRESCRIPTION`).
    """
    status = (section for section in sections if section.code == oids.STATUT.code)
    words = "\n".join(words_of(block) for section in status for block in section.blocks)
    return fold(sentence) in fold(words)


def _is_in_progress(sections: tuple[Section, ...]) -> bool:
    """Tell whether the coded status of a document is « in progress »."""
    status = (section for section in sections if section.code == oids.STATUT.code)
    acts = (act for section in status for act in section.entries("observation"))
    return any(attribute(child(act, "value"), "code") == _IN_PROGRESS for act in acts)


def _id(root: Element) -> str:
    """Give the document's identifier, root and extension."""
    mark = child(root, "id")
    return "^".join(filter(None, (attribute(mark, "root"), attribute(mark, "extension")))) or "sans identifiant"


def _read_ours(reading: Reading, sections: tuple[Section, ...], house: str) -> None:
    """Read the narrative of one of our documents: texts, labelled lines, tables, persons."""
    reading.fills = True  # the identity in the header is data, the narrative has its address as it was typed
    for section in sections:
        if section.code == oids.STATUT.code:
            section.take(section.blocks)
            continue
        read_lines(reading, section)
    for section in sections:
        read_texts(reading, section)
    for section in sections:
        read_people(reading, section, house)


def _read_header(reading: Reading, root: Element, genre: Genre) -> None:
    """Read of the header what its kind of document says of this stay."""
    if genre is Genre.ENTREE:
        read_entry_header(reading, root)
    elif genre is Genre.SORTIE or attribute(child(root, "code"), "code") == oids.DOCUMENT_CODE:
        read_header(reading, root)
    else:
        read_relatives_and_doctor(reading, root)


def _read_body(reading: Reading, root: Element, sections: tuple[Section, ...]) -> None:
    """Read the sections, those of the model before the history."""
    for code, read in _SECTIONS.items():
        for section in sections:
            if section.code == code:
                read(reading, section)
    if not reading.est_de_lls:
        for section in sections:
            if section.code == oids.STATUT.code:
                section.take(section.blocks)
        followup.read_history(reading, tuple(one for one in sections if one.code in followup.HISTORY_CODES))
    embedded = child(root, "component", "nonXMLBody", "text")
    if embedded is not None:
        reading.leave(
            "Corps du document", Nature.CONTENU, "fichier joint (PDF ou autre) : à lire, rien n'en est repris"
        )
    elif not sections:
        reading.leave("Corps du document", Nature.CONTENU, "document sans section : rien n'en est repris")


def _leave(reading: Reading, sections: tuple[Section, ...]) -> None:
    """Tell the words that nothing took; in our documents, not what only repeats what was read."""
    known = _known_words(reading) if reading.est_de_lls else frozenset()
    for section in sections:
        left = [block for block in section.left if words_of(block)]
        if reading.est_de_lls:
            left = [block for block in left if _says_more(block, known)]
        if left:
            text = "\n".join(map(words_of, left))
            reading.leave(
                section.titre,
                Nature.TEXTE,
                "texte qui n'a pas de champ dans la lettre",
                text,
                champ=_FIELDS.get(section.code, ""),
            )


def _known_words(reading: Reading) -> frozenset[str]:
    """Give the words of all that was read, and the lines of its texts."""
    found: set[str] = set()
    for leaf in walk(reading.lettre):
        if isinstance(leaf.value, Absence):
            continue
        try:
            text = say(leaf.value)
        except (TypeError, KeyError):
            continue
        found.update(map(fold, (text, *text.split("\n"))))
    return frozenset(found)


def _says_more(block: Block, known: frozenset[str]) -> bool:
    """Tell whether a block of our own holds a value that was not read."""
    if isinstance(block, Paragraph) and (block.is_title or fold(plain(block.line)).startswith(_OF_THE_PAGE)):
        return False
    return any(fold(value) and not _is_known(fold(value), known) for value in values_of(block))


def _is_known(value: str, known: frozenset[str]) -> bool:
    """Tell whether a value was read: as it is, as a part of a name, or as one of our own labels."""
    return value in known or value.endswith(":") or any(value in one for one in known)
