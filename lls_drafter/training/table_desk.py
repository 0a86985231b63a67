"""Where a learner fills the table: `<pseudonyme>/<cas>/tableau/`, a desk of its own beside that of the whole letter."""

from typing import Final

from lls_drafter.drafts import files
from lls_drafter.letter.lettre import Identifiant, Lettre
from lls_drafter.letter_files.codec import write_letter
from lls_drafter.packs.case_model import Case
from lls_drafter.packs.cases import load_draft
from lls_drafter.training.desk import Desk, Effort, series_of

FOLDER: Final = "tableau"


def table_desk(learner: str, case: Case) -> Desk:
    """Give the desk of a learner for the table of a case; it need not exist.

    Raises:
        UsageError: it is no pseudonym.
    """
    return Desk.of(learner, f"{case.id}/{FOLDER}")


def begin_table(desk: Desk, case: Case, *, letter_id: str) -> bool:
    """Make the letter with an empty table, from the case's draft; False when one is there already: it is taken up.

    Raises:
        PackError: the case's draft cannot be used.
        DraftError: the folder cannot be written.
    """
    if files.exists(desk.letter):
        return False
    files.make_private_folder(desk.folder)
    made = files.create_private(desk.letter, write_letter(empty_table(case, letter_id)).encode())
    if made:
        desk.keep(Effort(version=case.version))
    return made


def empty_table(case: Case, letter_id: str) -> Lettre:
    """Give a letter with the case's patient and stay alone: a draft that tells of drugs is half the answer."""
    draft = load_draft(case)
    return Lettre(
        fictive=True,
        identifiant=Identifiant(lettre=letter_id, serie=series_of(case)),
        modele=draft.modele,
        etablissement=draft.etablissement,
        patient=draft.patient,
        sejour=draft.sejour,
    )
