"""The two sources of an import read from disk: a CDA document, a letter of this program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lls_drafter.drafts import files
from lls_drafter.drafts.store import MAX_LETTER_BYTES
from lls_drafter.errors import DraftFormatError, DraftStateError, Location, StructureError, UsageError
from lls_drafter.letter.dates import format_date
from lls_drafter.letter.identifiants import NatureIns
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter_files.codec import read_letter
from lls_drafter.session.import_model import NonPlace, Origine, Source

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from lls_drafter.cda.reader import DocumentLu

_NAMES = {
    "sortie": "lettre de liaison",
    "entree": "lettre de liaison à l'entrée",
    "autre": "document médical",
    "pdf": "lettre de liaison",
}
_OTHER_MODEL = "Ce document n'est pas une lettre de liaison : seul ce qui se reconnaît à son code est lu."
_EMBEDDED = "Ce document contient un fichier (PDF) : seul son en-tête est lu."
_IN_PROGRESS = "Ce document se dit « en cours » : il n'est pas validé."
_NOT_VALIDATED = "Cette lettre n'est pas validée : son contenu n'engage personne."


def read_cda(path: Path) -> Source:
    """Read a CDA document.

    Raises:
        DraftError: it cannot be read, is too large, or is no clinical document; never with a value of it.
    """
    from lls_drafter.cda.reader import read_document  # noqa: PLC0415 - lxml, for an import only
    from lls_drafter.cda.xml import MAX_BYTES, parse  # noqa: PLC0415 - likewise

    data = files.read_limited(path, MAX_BYTES)
    try:
        read = read_document(parse(data, name=str(path)))
    except StructureError as error:
        raise DraftFormatError(
            error.message, hint=error.hint, location=error.location or Location(str(path))
        ) from error
    document = read.document
    ins = read.lettre.patient.ins if read.lettre.patient is not None else None
    restes = (
        NonPlace(section=one.section, nature=one.nature.value, raison=one.raison, texte=one.texte, champ=one.champ)
        for one in read.restes
    )
    if document.est_annule:
        raise _cancelled(path)
    tested = None if ins is None else ins.oid in {NatureIns.TEST, NatureIns.DEMONSTRATION}
    day = _day_of(document, read.lettre)
    return Source(
        origine=Origine.CDA,
        lettre=read.lettre,
        detail=document.id,
        nom=_named(_NAMES[document.genre.value], day),
        date=day,
        places=read.places,
        restes=tuple(restes),
        racine_ipp=document.racine_ipp,
        fictive=True if document.est_fictif else tested,
        a_domicile=document.genre.value in {"entree", "autre"},
        avis=(
            *{"autre": (_OTHER_MODEL,), "pdf": (_EMBEDDED,)}.get(document.genre.value, ()),
            *((_IN_PROGRESS,) if document.est_en_cours else ()),
        ),
    )


def _cancelled(path: Path) -> DraftStateError:
    """Make the error of a source that was cancelled: it may be another patient's."""
    return DraftStateError(
        "cette lettre est annulée : rien n'en est repris",
        hint="prendre la lettre qui la remplace",
        location=Location(str(path)),
    )


def _day_of(document: DocumentLu, lettre: Lettre) -> date | None:
    """Give the day of a document: of the discharge when it says one, else when it was made."""
    leaving = lettre.sejour.date_sortie if lettre.sejour is not None else None
    return leaving or document.date


def _named(what: str, day: date | None) -> str:
    """Give what a source is, with its day."""
    return f"{what} du {format_date(day)}" if day is not None else f"{what} sans date"


def read_former_letter(path: Path) -> Source:
    """Read a letter of this program, of a former stay.

    Raises:
        DraftError: it cannot be read, or is no letter.
        DraftStateError: it was cancelled.
    """
    lettre = read_letter(files.read_limited(path, MAX_LETTER_BYTES), name=str(path)).lettre
    if lettre.statut is Statut.ANNULEE:
        raise _cancelled(path)
    day = (lettre.sejour.date_sortie if lettre.sejour is not None else None) or lettre.date_lettre
    house = lettre.etablissement
    return Source(
        origine=Origine.LETTRE,
        lettre=lettre,
        detail=lettre.identifiant.lettre if lettre.identifiant is not None else path.name,
        nom=_named("lettre de liaison", day),
        date=day,
        racine_ipp=(house.oid or house.finess) if house is not None else None,
        fictive=lettre.fictive,
        avis=() if lettre.statut is Statut.VALIDEE else (_NOT_VALIDATED,),
    )


def read_source(origine: Origine, path: Path, *, target: Path) -> Source:
    """Read a source of a kind.

    Raises:
        UsageError: it is the letter that receives it.
        DraftError: it cannot be read.
    """
    try:
        same = target.exists() and path.samefile(target)
    except OSError:
        same = False
    if same:
        raise UsageError(
            "la lettre à compléter est aussi celle d'où l'on importe",
            hint="donner d'abord le document lu, puis la lettre à compléter",
        )
    return read_cda(path) if origine is Origine.CDA else read_former_letter(path)
