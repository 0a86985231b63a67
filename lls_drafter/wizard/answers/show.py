"""Values of the letter as a person would type them: what a field shows when one comes back to it."""

from datetime import date, time
from enum import StrEnum

from lls_drafter.letter.dates import format_date, format_time
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import Lieu, Praticien, RoleDestinataire
from lls_drafter.letter.reponse import NON_RENSEIGNE, Absence
from lls_drafter.letter.sejour import Modalite
from lls_drafter.letter.traitements import LigneTraitement, ReponseListe
from lls_drafter.wizard.answers.free import shown_rows
from lls_drafter.wizard.labels import label_of
from lls_drafter.wizard.steps.model import Kind, Step

_SHOWS_NOTHING = frozenset({Kind.SAFETY, Kind.CHECKLIST, Kind.CONFIRM, Kind.ORDER, Kind.END})


def show(step: Step, lettre: Lettre) -> str:
    """Give the current answer as a person would type it; empty when there is none.

    The question that opens a list shows the word that answered the whole of it.
    """
    if step.appends:
        return _of_whole(step, lettre)
    if not step.path.parts or step.kind in _SHOWS_NOTHING:
        return ""
    if step.kind is Kind.ROWS:
        return shown_rows(step.path.read(lettre))
    if step.list_path is not None and step.kind is not Kind.DRUG:
        around = step.list_path.read(lettre)
        if isinstance(around, Absence) and around is not NON_RENSEIGNE:
            return around.value
    row = FieldPath(step.path.parts[:2]).read(lettre) if step.kind is Kind.FATE else None
    if isinstance(row, LigneTraitement) and row.suspendu:
        return "suspendu, à reprendre"
    value = step.path.read(lettre)
    return shown_role(value) if names_a_role(step) and isinstance(value, str) else shown_value(value)


def _of_whole(step: Step, lettre: Lettre) -> str:
    """Give the word that answers a whole list, empty when it has entries or no answer."""
    said = step.list_path.read(lettre) if step.list_path is not None and step.answered else None
    if isinstance(said, Absence):
        return "" if said is NON_RENSEIGNE else said.value
    return said.value if said in (ReponseListe.AUCUN, ReponseListe.INCONNU) else ""


def names_a_role(step: Step) -> bool:
    """Tell whether a question asks to whom a letter is sent: a role of the letter, or a name."""
    return step.path.parts[:1] == ("envois",) and step.path.parts[-1] == "destinataire"


def shown_role(value: str) -> str:
    """Give the French words of a role kept as text, any other text as it is."""
    return label_of(RoleDestinataire(value)) if value in tuple(RoleDestinataire) else value


def shown_value(value: object) -> str:  # noqa: PLR0911 - one case per type
    """Give a value of the letter as a person would type it."""
    match value:
        case None | Absence.NON_RENSEIGNE:
            return ""
        case bool():
            return "oui" if value else "non"
        case Absence():
            return value.value.replace("_", " ")
        case StrEnum():
            return label_of(value)
        case date():
            return format_date(value)
        case time():
            return format_time(value)
        case tuple():
            return ", ".join(shown_value(item) for item in value)
        case Modalite() | Lieu():
            code = value.code if isinstance(value, Lieu) else None
            return " ".join(part for part in (code, value.libelle) if part)
        case Praticien():
            return name_of(value)
        case _:
            return str(value)


def name_of(person: Praticien) -> str:
    """Give a professional's name as it is typed."""
    return " ".join(part for part in (person.civilite, person.prenom, person.nom) if part)
