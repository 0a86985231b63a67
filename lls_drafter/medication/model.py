"""What a line of prescription says, as data: the drug as written, doses and times, duration.

Nothing here is ever supplied by the tool: an absent unit, dose or period is None, and stays None. Names of units,
moments and routes are the canonical French words of `lexicon`; quantities are exact (`Fraction`), never floats.

    Ligne
    ├── Nom                         the drug as written: name, brand or DCI in brackets, strength, form
    ├── Posologie
    │   └── Etape …                 one after the other (« puis »), each with its own length
    │       └── Schema …            at the same time (« et »): takes, rhythm, days, meals, condition
    │           └── Prise …         a dose at a moment of the day or at an hour
    ├── DureeLue                    of the whole line
    └── lu, non_lu                  every part of the text that was read, and the rest
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

GRAMMAIRE = "1"
"""Version of the grammar: a letter keeps it beside what it read, so that old lines keep their meaning."""


class Rythme(StrEnum):
    """How a frequency was written."""

    FOIS = "fois"  # 3 fois par jour
    INTERVALLE = "intervalle"  # toutes les 8 heures
    TOTAL = "total"  # 3 g par jour (en 3 prises): the dose is that of the whole period


class Unite(StrEnum):
    """Units of time."""

    MINUTE = "minute"
    HEURE = "heure"
    JOUR = "jour"
    SEMAINE = "semaine"
    MOIS = "mois"
    AN = "an"


class Compte(StrEnum):
    """From when a length counts: from the first day taken, or from the day of the letter."""

    TOTAL = "total"
    RESTANT = "restant"


class Role(StrEnum):
    """What a part of a line was read as."""

    MEDICAMENT = "medicament"
    MARQUE = "marque"
    DOSAGE = "dosage"
    FORME = "forme"
    DOSE = "dose"
    FREQUENCE = "frequence"
    MOMENT = "moment"
    HEURE = "heure"
    JOURS = "jours"
    REPAS = "repas"
    DUREE = "duree"
    CONDITION = "condition"
    MAXIMUM = "maximum"
    INTERVALLE = "intervalle"
    VOIE = "voie"
    SITE = "site"
    ADMINISTRATION = "administration"
    ADAPTATION = "adaptation"
    INDICATION = "indication"
    SURVEILLANCE = "surveillance"
    ENCHAINEMENT = "enchainement"
    LIAISON = "liaison"


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount: « 1 comprimé », « 1 à 2 bouffées », « 15 mg/kg », or a bare number when no unit was written."""

    valeur: Fraction
    maximum: Fraction | None = None
    unite: str | None = None


@dataclass(frozen=True, slots=True)
class Prise:
    """A dose at a time: `moment` is a word (« matin », « avant le dîner »), `heure` is « HH:MM »."""

    dose: Dose | None = None
    moment: str | None = None
    heure: str | None = None


@dataclass(frozen=True, slots=True)
class Frequence:
    """How often: `nombre` times in `periode` units, or once every `periode` units.

    `nombre` (up to `nombre_max`) counts takes: None for a total whose takes were not counted.
    """

    rythme: Rythme
    unite: Unite
    nombre: int | None = None
    nombre_max: int | None = None
    periode: int = 1
    periode_max: int | None = None


@dataclass(frozen=True, slots=True)
class Jours:
    """Which days: named days, `actifs` days out of `sur`, even or odd dates, days of a cycle or of the month."""

    semaine: tuple[str, ...] = ()
    sauf: tuple[str, ...] = ()
    actifs: int | None = None
    sur: int | None = None
    parite: str | None = None
    cycle: tuple[int, ...] = ()
    du_mois: tuple[int, ...] = ()
    autres: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """« si besoin », and the words of a condition as written: « si douleur », « en cas de fièvre »."""

    texte: str | None = None
    si_besoin: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """One regimen: takes at named times, or one dose with a rhythm; on which days, how with meals, on what condition.

    With a `frequence`, a dose without moment or hour is the only take.
    """

    prises: tuple[Prise, ...] = ()
    frequence: Frequence | None = None
    jours: Jours | None = None
    repas: str | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class FinLue:
    """A date as written: the year is None when it was not."""

    jour: int
    mois: int
    annee: int | None = None


@dataclass(frozen=True, slots=True)
class DureeLue:
    """How long, as written: a length, an end, an event, « au long cours », one dose only, a count of units."""

    nombre: Fraction | None = None
    nombre_max: Fraction | None = None
    unite: Unite | None = None
    compte: Compte | None = None
    debut: FinLue | None = None
    fin: FinLue | None = None
    evenement: str | None = None
    long_cours: bool = False
    unique: bool = False  # one dose only
    quantite: Dose | None = None
    renouvellements: int | None = None


@dataclass(frozen=True, slots=True)
class Etape:
    """One step of a posology: what is taken then, for how long; `arret` is « stop »."""

    schemas: tuple[Schema, ...] = ()
    duree: DureeLue | None = None
    arret: bool = False


@dataclass(frozen=True, slots=True)
class Maximum:
    """« maximum 4 g par jour »: `par` is « prise » or a unit of time, `periode` counts it.

    The unit of the dose is « fois » when takes are limited (« maximum 3 fois par jour »).
    """

    dose: Dose
    par: str
    periode: int = 1


@dataclass(frozen=True, slots=True)
class Ecart:
    """The least time between two takes."""

    nombre: Fraction
    unite: Unite


@dataclass(frozen=True, slots=True)
class Posologie:
    """How a drug is taken. `adaptation` is what the dose follows (« selon INR »)."""

    etapes: tuple[Etape, ...] = ()
    maximums: tuple[Maximum, ...] = ()
    ecart: Ecart | None = None
    administration: str | None = None
    site: str | None = None
    adaptation: str | None = None


@dataclass(frozen=True, slots=True)
class Nom:
    """The drug as written: `libelle` is the name, `autre` the name in brackets, strength and form as words."""

    libelle: str
    autre: str | None = None
    dosage: str | None = None
    forme: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text: `debut` included, `fin` excluded, counted in characters; `role` is None when unread."""

    debut: int
    fin: int
    texte: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line, read. `lu` and `non_lu` together cover every character that is not a space.

    `nombre_seul` is the one number of « lantus 12 le soir », without unit between the name and the times: strength or
    dose, never both. A base tells which (`read_line(…, lone=…)`); the letter alone cannot.
    """

    texte: str
    nom: Nom | None = None
    posologie: Posologie | None = None
    voie: str | None = None
    duree: DureeLue | None = None
    indication: str | None = None
    surveillance: str | None = None
    lu: tuple[Part, ...] = ()
    non_lu: tuple[Part, ...] = ()
    nombre_seul: Dose | None = None
