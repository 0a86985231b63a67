"""What the recognisers of the grammar find: the elements of a posology, and the role of each in the line.

Each recogniser (`doses`, `rhythms`, `calendar_days`, `lengths`, `limits`, `ways`) looks at the lexemes from one place
and gives a value with the place after it, or None. None of them supplies what was not written. What no recogniser reads
stays unread; `assemble` puts the elements together. `docs/dev/posologie.md` gives their grammar.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lls_drafter.medication.model import Role


class What(StrEnum):
    """Kinds of elements."""

    DOSE = "dose"
    SERIE = "serie"  # 1-0-1
    FREQUENCE = "frequence"
    MOMENT = "moment"
    HEURE = "heure"
    JOURS = "jours"
    SEMAINES = "semaines"  # 1 semaine sur 2
    ALTERNANCE = "alternance"
    REPAS = "repas"
    DUREE = "duree"
    CONDITION = "condition"
    MAXIMUM = "maximum"
    ECART = "ecart"
    VOIE = "voie"
    SITE = "site"
    ADMINISTRATION = "administration"
    ADAPTATION = "adaptation"
    INDICATION = "indication"
    SURVEILLANCE = "surveillance"
    FORME = "forme"
    PUIS = "puis"
    ARRET = "arret"
    ET = "et"
    SEPARATEUR = "separateur"
    LIAISON = "liaison"
    NON_LU = "non_lu"


ROLES: Mapping[What, Role] = {
    What.DOSE: Role.DOSE,
    What.SERIE: Role.DOSE,
    What.FREQUENCE: Role.FREQUENCE,
    What.MOMENT: Role.MOMENT,
    What.HEURE: Role.HEURE,
    What.JOURS: Role.JOURS,
    What.SEMAINES: Role.JOURS,
    What.ALTERNANCE: Role.JOURS,
    What.REPAS: Role.REPAS,
    What.DUREE: Role.DUREE,
    What.CONDITION: Role.CONDITION,
    What.MAXIMUM: Role.MAXIMUM,
    What.ECART: Role.INTERVALLE,
    What.VOIE: Role.VOIE,
    What.SITE: Role.SITE,
    What.ADMINISTRATION: Role.ADMINISTRATION,
    What.ADAPTATION: Role.ADAPTATION,
    What.INDICATION: Role.INDICATION,
    What.SURVEILLANCE: Role.SURVEILLANCE,
    What.FORME: Role.FORME,
    What.PUIS: Role.ENCHAINEMENT,
    What.ARRET: Role.ENCHAINEMENT,
    What.ET: Role.LIAISON,
    What.SEPARATEUR: Role.LIAISON,
    What.LIAISON: Role.LIAISON,
}


@dataclass(slots=True)
class Element:
    """Something read, or left unread, from lexeme `first` to before lexeme `after`."""

    what: What
    value: object
    first: int
    after: int


Found = tuple[object, int] | None
"""What a recogniser gives: a value of the model and the place after it, or None."""
