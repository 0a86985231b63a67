"""Drugs as they are typed for now: a text for the drug, and the fate of a row by one key.

A line of « drug ; posologie ; durée » is cut by the conversation itself, one part per question.
The reading of a whole prescription line will take the place of `read_drug`.
"""

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Medicament, Prescription, ReponseListe
from lls_drafter.wizard.answers.model import Understood, Write, say
from lls_drafter.wizard.answers.scalars import pick
from lls_drafter.wizard.steps.model import Context, Step
from lls_drafter.wizard.steps.treatments import HOME_ID, SUSPENDED, TABLE, drug_name, next_key


def read_drug(step: Step, text: str, lettre: Lettre, _context: Context) -> Understood:
    """Add a row to the table: a drug taken before, or one begun during the stay."""
    rows = lettre.volet_medicamenteux
    prescription = Prescription(medicament=Medicament(libelle=text))
    if step.id == HOME_ID:
        row = LigneTraitement(cle=next_key(rows), avant=prescription)
    else:
        row = LigneTraitement(cle=next_key(rows), devenir=Devenir.AJOUTE, sortie=prescription)
    writes = [Write(FieldPath.parse(TABLE), (*rows, row))]
    if step.list_path is not None:
        writes.append(Write(step.list_path, ReponseListe.LISTE))
    return Understood(writes=tuple(writes), echo=say(step, text))


def read_fate(step: Step, text: str, lettre: Lettre, _context: Context) -> Understood:
    """Say what became of a drug; « poursuivi » copies it to the discharge side, « arrêté » empties that side."""
    found = pick(step.choices, text)
    row = FieldPath(step.path.parts[:2]).read(lettre)
    if len(found) != 1 or not isinstance(row, LigneTraitement):
        return Understood(problem="Répondre p (poursuivi), m (modifié), a (arrêté) ou s (suspendu, à reprendre).")
    suspended = found[0].value == SUSPENDED
    fate = Devenir.ARRETE if suspended else Devenir(str(found[0].value))
    changed = row.replace(devenir=fate, suspendu=suspended or None, sortie=_discharge_side(row, fate))
    if not suspended:
        changed = changed.replace(reprise=None)
    emptied = row.sortie is not None and changed.sortie is None
    rows = tuple(changed if other.cle == row.cle else other for other in lettre.volet_medicamenteux)
    return Understood(
        writes=(Write(FieldPath.parse(TABLE), rows),),
        echo=f"{drug_name(row.avant) or 'Médicament'} : {found[0].label}",
        remark="Le traitement à la sortie est retiré de la ligne (« annuler » le rend)." if emptied else "",
    )


def _discharge_side(row: LigneTraitement, fate: Devenir) -> Prescription | None:
    """Give the discharge side that a fate calls for; what was typed there stays unless the drug is stopped."""
    if fate is Devenir.ARRETE:
        return None
    if fate is Devenir.POURSUIVI and row.avant is not None:
        typed = row.sortie.duree if row.sortie else None
        return row.avant.replace(duree=typed)
    return row.sortie
