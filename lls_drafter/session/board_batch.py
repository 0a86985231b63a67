"""What the evening board does with its letters: begins one for an expected discharge, prints those of the day."""

from dataclasses import dataclass
from pathlib import Path

from lls_drafter.drafts import files
from lls_drafter.drafts.store import LetterStore, default_letter_path, is_taken
from lls_drafter.errors import DraftStateError, LlsError
from lls_drafter.letter.identifiants import ins_trait_error, normalize_ins_trait
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.personnes import Patient
from lls_drafter.letter.remise import Provenance
from lls_drafter.letter.sejour import Sejour
from lls_drafter.session.board import Board
from lls_drafter.session.board_expected import Attendue
from lls_drafter.session.board_model import Row
from lls_drafter.session.create import DEFAULT_TEMPLATE, new_letter
from lls_drafter.session.render import RenderOptions, is_final, name_of, render_letter, stem_of
from lls_drafter.session.sources import Ids
from lls_drafter.session.templates import template_mark

SOURCE = "tableau"
"""Where a value taken from an expected discharge says that it comes from."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of one letter: the file written, or why there is none."""

    row: Row
    target: Path | None = None
    final: bool = False
    problem: str = ""


def print_row(board: Board, row: Row, folder: Path) -> Printed:
    """Write the Word file of a row's letter: final when validated, else a draft that says so."""
    if row.path is None or row.lettre is None:
        return Printed(row, problem=row.problem or "pas encore de lettre")
    try:
        lettre = LetterStore(row.path).load().lettre
        final = is_final(lettre)
        data = render_letter(lettre, "docx", RenderOptions(today=board.today, packs=board.packs))
        target = folder / name_of(stem_of(row.path), "docx", draft=not final)
        files.make_private_folder(folder)
        files.write_private(target, data)
    except LlsError as error:
        return Printed(row, problem=error.message)
    return Printed(row, target, final)


def is_printable(row: Row) -> bool:
    """Tell whether a row has something to print: a letter that is not cancelled; an unreadable one will be told."""
    return row.path is not None and row.statut is not Statut.ANNULEE


def begin_letter(board: Board, row: Row, ids: Ids) -> Path:
    """Give the file of an expected discharge's letter: the one it has, else a new one, from now on its own.

    The new letter holds what the settings know and what the row says of the discharge; the name only where it came in
    columns of its own, to be confirmed by the conversation.

    Raises:
        DraftError: the folder or the file of the expected discharges refuses.
        PackError: the template of the settings is wrong.
        UsageError: nobody signed that template off.
        DraftStateError: somebody took the row off the board meanwhile.
    """
    cle = row.attendue.cle if row.attendue else ""
    attendue = next((one for one in board.expected.load() if one.cle == cle and not one.retiree), None)
    if attendue is None:
        raise DraftStateError("cette ligne n'est plus au tableau", hint="r relit le dossier")
    if attendue.fichier and (board.folder / attendue.fichier).exists():
        return board.folder / attendue.fichier
    mark = template_mark(board.settings.modele or DEFAULT_TEMPLATE, board.packs)
    lettre = new_letter(board.settings, clock=board.clock, ids=ids, modele=mark)
    files.make_private_folder(board.folder)
    path = board.folder / attendue.fichier
    if not attendue.fichier or is_taken(path):
        path = default_letter_path(board.folder, board.today.isoformat())
    LetterStore(path).save(_filled(lettre, attendue, board))
    board.expected.link(cle, path.name, today=board.today)
    return path


def _filled(lettre: Lettre, attendue: Attendue, board: Board) -> Lettre:
    """Put in a new letter what the row says, each value with its provenance."""
    sejour = lettre.sejour or Sejour()
    filled: dict[str, object] = {"sejour": sejour.replace(date_sortie=board.day, heure_sortie=attendue.heure)}
    said = ["sejour.date_sortie"] + (["sejour.heure_sortie"] if attendue.heure else [])
    traits: dict[str, object] = {"ipp": attendue.ipp} if attendue.ipp else {}
    given = attendue.prenom.split(",") if "," in attendue.prenom else attendue.prenom.split()
    nom, *prenoms = (normalize_ins_trait(text) for text in (attendue.nom, *given))
    if nom and prenoms and not any(map(ins_trait_error, (nom, *prenoms))):
        traits |= {"nom_naissance": nom, "prenoms_naissance": tuple(filter(None, prenoms))}
    if traits:
        filled["patient"] = Patient.model_validate(traits)
        said += [f"patient.{name}" for name in traits]
    known = {address: Provenance(source=SOURCE, le=board.clock.now()) for address in said}
    return lettre.replace(**filled, provenance={**lettre.provenance, **known})
