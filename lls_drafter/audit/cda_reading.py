"""A CDA document judged as far as it goes: what it cannot tell is « non mesuré », never a failure.

- A hand-over, a sending, an opposition are never in a document: what fails for want of them is not measured.
- A document that holds a PDF is read by its header only; words of a document that found no place may be what a
  criterion asks for: then it is not measured either.
- A document does not say its field of activity: MCO is supposed.
- Its date is that of its signature, else of its making; one that says « en cours » is a letter that nobody validated.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lls_drafter.audit.model import (
    CONFORME,
    NON_APPLICABLE,
    NON_CONFORME,
    NON_MESURE,
    Etat,
    Jugement,
    Origine,
    SansObjet,
)
from lls_drafter.audit.scoring import UNIT_LENGTH, Demande, set_aside
from lls_drafter.cda import oids
from lls_drafter.cda.reader import Genre, Lecture, Nature, read_document
from lls_drafter.cda.reader.values import attribute, child, day_of
from lls_drafter.cda.writer.document import document_ids
from lls_drafter.cda.xml import MAX_BYTES, Element, parse
from lls_drafter.drafts import files
from lls_drafter.errors import MissingForExportError, StructureError
from lls_drafter.letter.identifiants import NatureIns
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.sejour import Activite, Sejour
from lls_drafter.rules.engine import evaluate
from lls_drafter.rules.model import Checklist, Finding, ItemResult, Report, Verdict
from lls_drafter.rules.qls import qls_grid, qls_score

_NEVER_SAID: Final = frozenset({"remise_patient", "envois", "oppositions", "information_dmp", "visibilite"})
_ALWAYS_SAID: Final = frozenset({"statut", "date_lettre"})
_WORDS: Final = frozenset({Nature.TEXTE, Nature.CONTENU})
_TESTED: Final = frozenset({NatureIns.TEST, NatureIns.DEMONSTRATION})
_LATE: Final = -20_000
_IN_TIME: Final = -10_000
_MOST_VERSIONS: Final = 9_000
_UUID_DIGITS: Final = 30  # a shorter last number is no UUID, hence none of ours
OTHER_MODEL: Final = "document CDA d'un autre modèle que la lettre de liaison à la sortie"
NOT_CDA: Final = "ce n'est pas un document CDA lisible"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCda:
    """A document as an audit sees it.

    Attributes:
        lettre: what it says, as a letter.
        lecture: how it was read.
        serie: what is common to all its versions; empty when it has none.
        rang: which of several documents of a letter stands for it, the greatest; a letter file comes before any.
    """

    lettre: Lettre
    lecture: Lecture
    serie: str
    rang: tuple[int, int]


def document_number(lettre: Lettre) -> str:
    """Give the number by which the documents of a letter of ours are known; empty when it can have none."""
    try:
        return document_ids(lettre, None).serie.rpartition(".")[2]
    except MissingForExportError:
        return ""


def judge_document(path: Path, lists: Sequence[Checklist], demande: Demande) -> tuple[Jugement, Checklist | None]:
    """Judge one document; gives its grid too, None when none applies. `numero` is the caller's.

    Raises:
        DraftError: the file cannot be read.
    """
    try:
        found = read_cda(path)
    except StructureError:
        return Jugement(numero=0, etat=Etat.ILLISIBLE, origine=Origine.CDA, raison=NOT_CDA), None
    if found is None:
        return Jugement(numero=0, etat=Etat.HORS_CHAMP, origine=Origine.CDA, raison=OTHER_MODEL), None
    known = _described(found, demande)
    aside = set_aside(found.lettre, demande)
    if aside is not None:
        return replace(known, etat=aside[0], raison=aside[1]), None
    grid = qls_grid(lists, Activite.MCO)
    if grid is None:
        return replace(known, etat=Etat.HORS_CHAMP, raison="pas de grille pour l'activité « mco »"), None
    return _judged(known, found, evaluate(grid, found.lettre, today=demande.today)), grid


def read_cda(path: Path) -> DocumentCda | None:
    """Read one document; None for one of another model.

    Raises:
        DraftError: the file cannot be read.
        StructureError: it is no clinical document.
    """
    root = parse(files.read_limited(path, MAX_BYTES), name=path.name)
    lecture = read_document(root)
    return _document(root, lecture) if _is_discharge_letter(root, lecture) else None


def _judged(known: Jugement, found: DocumentCda, report: Report) -> Jugement:
    """Add the verdicts; the score is that of the criteria that are measured."""
    signs = [sign_of(one, found.lecture) for one in report.results]
    measured = tuple(
        ItemResult(one.item, Verdict.NON_APPLICABLE) if sign == NON_MESURE else one
        for one, sign in zip(report.results, signs, strict=True)
    )
    score = qls_score(Report(report.checklist, measured))
    if score is None:
        return replace(known, etat=Etat.HORS_CHAMP, raison=report.results[0].raison or OTHER_MODEL)
    return replace(
        known,
        grille=report.checklist.empreinte,
        verdicts="".join(signs),
        score=score,
        sans_objet=tuple(
            SansObjet(rank, one.raison) for rank, one in enumerate(report.results) if signs[rank] == NON_APPLICABLE
        ),
    )


def sign_of(result: ItemResult, lecture: Lecture) -> str:
    """Give the sign of one criterion: a failure counts when the document could have told otherwise."""
    if result.verdict is Verdict.CONFORME:
        return CONFORME
    if result.verdict is Verdict.NON_APPLICABLE:
        return NON_APPLICABLE
    if result.findings and all(_may_be_unread(one, lecture) for one in result.findings):
        return NON_MESURE
    return NON_CONFORME


def _may_be_unread(finding: Finding, lecture: Lecture) -> bool:
    """Tell whether what a rule misses may exist all the same, out of the document or in words that found no place."""
    first = next((part for part in finding.chemin.parts if isinstance(part, str)), "")
    if first in _NEVER_SAID:
        return True
    if first in _ALWAYS_SAID:
        return False
    if lecture.document.genre is Genre.PDF:
        return True
    if any(first == one.champ.partition(".")[0].partition("[")[0] for one in lecture.restes if one.champ):
        return True
    return any(one.nature in _WORDS and not one.champ for one in lecture.restes)


def _is_discharge_letter(root: Element, lecture: Lecture) -> bool:
    """Tell whether a document is a discharge letter, structured or not."""
    if lecture.document.genre is Genre.PDF:
        return attribute(child(root, "code"), "code") == oids.DOCUMENT_CODE
    return lecture.document.genre is Genre.SORTIE


def _document(root: Element, lecture: Lecture) -> DocumentCda:
    """Give a document as a letter: its state, its day, its place among its versions."""
    document, read = lecture.document, lecture.lettre
    day = day_of(attribute(child(root, "legalAuthenticator", "time"), "value")) or document.date
    state = Statut.BROUILLON if document.est_en_cours else Statut.VALIDEE
    if document.est_annule:
        state = Statut.ANNULEE
    ins = read.patient.ins if read.patient is not None else None
    lettre = read.replace(
        statut=state,
        date_lettre=day if state is Statut.VALIDEE else None,
        fictive=read.fictive or document.est_fictif or (ins is not None and ins.oid in _TESTED),
        sejour=(read.sejour or Sejour()).replace(activite=Activite.MCO),
    )
    left = lettre.sejour.date_sortie if lettre.sejour else None
    late = left is None or day is None or day > left
    version = _version(root)
    structured = int(document.genre is not Genre.PDF)
    return DocumentCda(
        lettre=lettre,
        lecture=lecture,
        serie=_series(root),
        rang=(_LATE - version if late else _IN_TIME + version, structured),
    )


def _series(root: Element) -> str:
    """Give the identifier of all versions; of ours, the number that is the same under any root."""
    mark = child(root, "setId")
    own, extension = attribute(mark, "root") or "", attribute(mark, "extension") or ""
    last = own.rpartition(".")[2]
    if not extension and len(last) >= _UUID_DIGITS and last.isdecimal():
        return last
    return "^".join(filter(None, (own, extension)))


def _version(root: Element) -> int:
    """Give the version's number; 1 when it says none."""
    text = attribute(child(root, "versionNumber"), "value") or ""
    return min(int(text), _MOST_VERSIONS) if text.isascii() and text.isdecimal() and len(text) < 9 else 1


def _described(found: DocumentCda, demande: Demande) -> Jugement:
    """Give what is known of a document before its grid: codes and dates only."""
    stay = found.lettre.sejour
    return Jugement(
        numero=0,
        etat=Etat.JUGEE,
        origine=Origine.CDA,
        serie=hashlib.blake2b(found.serie.encode(), digest_size=12).digest() if found.serie else b"",
        document=found.serie,
        rang_copie=found.rang,
        sejour=((stay.numero or "") if stay and demande.sejours else "").strip(),
        date_sortie=stay.date_sortie if stay else None,
        unite=((stay.uf or "") if stay else "").strip()[:UNIT_LENGTH],
    )
