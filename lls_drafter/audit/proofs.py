"""What stands behind each verdict of the letters of a sample: the passage, or the trace, that the criterion looked at.

This holds texts of letters: a file for this seat, to go back to a record with. Of the patient's own traits it says only
that they are there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from lls_drafter.audit.model import CONFORME, NON_APPLICABLE, NON_CONFORME, NON_MESURE, Etat, Jugement, Origine
from lls_drafter.audit.reading import NonLue, frozen_versions, read_file
from lls_drafter.audit.run import Releve
from lls_drafter.audit.scoring import SIGNS, ListsOf
from lls_drafter.document.coverage import name_of
from lls_drafter.document.words import UNKNOWN, say, say_negative
from lls_drafter.errors import DraftError, StructureError, UsageError
from lls_drafter.exports.sheets import cell, sheet
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import Leaf, walk
from lls_drafter.letter.personnes import RoleDestinataire
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.sejour import Activite
from lls_drafter.rules.checks.registry import names_only
from lls_drafter.rules.discharge import discharge_version
from lls_drafter.rules.engine import evaluate
from lls_drafter.rules.model import Checklist, Item, ItemResult
from lls_drafter.rules.qls import qls_grid
from lls_drafter.rules.reads import item_reads

MOST: Final = 100
"""The most letters whose passages are written without a draw."""
COLUMNS: Final = ("numero", "critere", "titre", "verdict", "raison", "champ", "passage")
_LONGEST: Final = 600  # characters of a passage
_IDENTITY: Final = "patient"
_THERE: Final = "(renseigné)"
_NOTHING: Final = "(rien)"
_WORDS: Final = {
    CONFORME: "conforme",
    NON_CONFORME: "non conforme",
    NON_APPLICABLE: "sans objet",
    NON_MESURE: "non mesuré",
}
CHANGED: Final = "la lettre a changé pendant l'audit"


@dataclass(frozen=True, slots=True)
class Jugee:
    """A letter as it was judged: the version, its results, and the sign of each."""

    lettre: Lettre
    resultats: tuple[ItemResult, ...]
    signes: tuple[str, ...]


def proofs_csv(records: Releve, paths: Sequence[str], lists_of: ListsOf, today: date, *, drawn: bool) -> bytes:
    """Give the passages behind the verdicts of the letters that count, by their number in the run.

    Args:
        records: what each file gave.
        paths: the files, in their order.
        lists_of: gives the check-lists of a letter.
        today: the day of the run.
        drawn: whether they were drawn: then there may be more than `MOST`.

    Raises:
        UsageError: too many letters, or none that has passages.
    """
    told = [
        one
        for one in records.jugements
        if one.etat is Etat.JUGEE and one.origine in (Origine.LETTRE, Origine.CDA) and not one.absente
    ]
    if len(told) > MOST and not drawn:
        raise UsageError(
            f"--preuves : {len(told)} lettres, c'est trop ({MOST} au plus sans tirage)",
            hint="tirer un échantillon, par exemple « --tirage 20 »",
        )
    if not told:
        raise UsageError("--preuves : aucune lettre jugée dont montrer un passage")
    rows = (row for one in told for row in _rows(one, Path(paths[one.numero - 1]), lists_of, today))
    return sheet(COLUMNS, (dict(zip(COLUMNS, map(cell, row), strict=True)) for row in rows))


def _rows(judged: Jugement, path: Path, lists_of: ListsOf, today: date) -> Iterator[tuple[str, ...]]:
    """Give the lines of one letter; of one that is no longer what was judged, only that."""
    number = str(judged.numero)
    found = _judged_again(path, lists_of, today)
    if isinstance(found, Jugee) and "".join(found.signes) != judged.verdicts:
        found = CHANGED
    if isinstance(found, str):
        yield (number, "", "", "", found, "", "")
        return
    leaves = tuple(walk(found.lettre))
    for result, sign in zip(found.resultats, found.signes, strict=True):
        item = result.item
        head = (number, item.id, item.titre, _WORDS[sign], result.raison)
        passages = tuple(passages_of(item, leaves))
        for name, text in passages or (("", _NOTHING),):
            yield (*head, name, text)


def passages_of(item: Item, leaves: Sequence[Leaf]) -> Iterator[tuple[str, str]]:
    """Give what a letter holds in the fields that a criterion looks at: the field's name, and its text, cut if long."""
    looked = item_reads(item)
    precise = {one for one in looked if not any(other.startswith(f"{one}.") for other in looked)}
    for leaf in leaves:
        names = names_only(leaf.path)
        address = str(names)
        around = looked if names == leaf.path else precise  # of a row, only the cells that the criterion names
        if address in looked or any(address.startswith(f"{one}.") for one in around):
            yield name_of(leaf.path), _text(leaf)


def _text(leaf: Leaf) -> str:
    """Give a value in words; of the patient's traits only that they are there."""
    if leaf.path.parts[0] == _IDENTITY:
        return _THERE
    if leaf.value is Absence.AUCUN:
        return say_negative(str(names_only(leaf.path)))
    if leaf.value is Absence.INCONNU:
        return UNKNOWN
    flat = " ".join(_said(leaf).split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}… [coupé]"


def _said(leaf: Leaf) -> str:
    """Give a value as a person says it: a sending's role is a code in the file."""
    if leaf.path.parts[-1] == "destinataire" and leaf.value in set(RoleDestinataire):
        return say(RoleDestinataire(str(leaf.value)))
    try:
        return leaf.value if type(leaf.value) is str else say(leaf.value)
    except KeyError:  # a code that no letter prints
        return str(leaf.value).replace("_", " ")


def _judged_again(path: Path, lists_of: ListsOf, today: date) -> Jugee | str:
    """Judge a file once more, or say why it cannot be any longer."""
    if path.suffix == ".xml":
        return _document_again(path, lists_of, today)
    read = read_file(path)
    if isinstance(read, NonLue):
        return read.raison
    try:
        frozen = frozen_versions(path, read.lettre)
    except DraftError:
        return "version figée illisible"
    activity = read.lettre.sejour.activite if read.lettre.sejour else None
    grid = qls_grid(lists_of(read.lettre), activity)
    if grid is None:
        return CHANGED
    judged = discharge_version(read.lettre, frozen)
    results = evaluate(grid, judged, today=today).results
    return Jugee(judged, results, tuple(SIGNS[one.verdict] for one in results))


def _document_again(path: Path, lists_of: ListsOf, today: date) -> Jugee | str:
    """Judge a CDA document once more."""
    from lls_drafter.audit.cda_reading import read_cda, sign_of  # noqa: PLC0415 - lxml, for a document only

    try:
        found = read_cda(path)
    except (DraftError, StructureError):
        found = None
    grid: Checklist | None = qls_grid(lists_of(Lettre()), Activite.MCO)
    if found is None or grid is None:
        return CHANGED
    results = evaluate(grid, found.lettre, today=today).results
    return Jugee(found.lettre, results, tuple(sign_of(one, found.lecture) for one in results))
