"""What the catalogues of drugs give: one `Fiche` per speciality, and where it comes from."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fiche:
    """One speciality, cleaned, as people write it.

    Attributes:
        libelle: the official denomination, or « dci dosage forme » in our own list.
        dci: substances in lower case with accents, the therapeutic fraction when there is one (« apixaban »).
        dosages: one per substance, "" when the base gives none (« 5 mg », « 100 000 UI »).
        marque: the brand as printed (« Eliquis »), None when the speciality bears its DCI's name.
        forme: pharmaceutical form, in lower case.
        voies: routes of administration, in lower case.
        cis: CIS code, None in our own list.
        atc: ATC code, None when not known.
        commercialise: marketed today (according to the base).
        autorise: its authorisation is in force.
        restrictions: conditions of prescription, as published.
        hopital: kept for hospital use (« réservé à l'usage hospitalier »).
        homeopathie: a homeopathic registration.
        groupe: label of the generic group, None when it has none.
        generique: it is a generic (a princeps or a drug without group is not).
        base: date or name of the catalogue, as kept in the letter (« 2026-05 », « liste lls 1 »).
    """

    libelle: str
    dci: tuple[str, ...]
    dosages: tuple[str, ...] = ()
    marque: str | None = None
    forme: str = ""
    voies: tuple[str, ...] = ()
    cis: str | None = None
    atc: str | None = None
    commercialise: bool = True
    autorise: bool = True
    restrictions: tuple[str, ...] = ()
    hopital: bool = False
    homeopathie: bool = False
    groupe: str | None = None
    generique: bool = False
    base: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueInfo:
    """Where a catalogue comes from.

    Attributes:
        date: of the data, « 2026-05 »; None when it is not known.
        integree: it is our own short list, not the national base.
        attribution: the sentence that its licence asks for, to be shown to users.
    """

    source: str
    date: str | None
    licence: str
    attribution: str
    specialites: int
    commercialisees: int
    integree: bool


@dataclass(frozen=True, slots=True)
class Identification:
    """What a drug's name, as typed, is in a catalogue.

    `dci` is empty when the name is not, exactly, a DCI or a brand; then `propositions` are the nearest ones, never
    chosen in the place of the person. `fiches` are the specialities that agree with all that was typed (name,
    strength, form), best first; `dosages` the strengths that they have, when none was typed.
    """

    dci: tuple[str, ...] = ()
    marque: str | None = None
    fiches: tuple[Fiche, ...] = ()
    dosages: tuple[str, ...] = ()
    propositions: tuple[str, ...] = ()


class Catalogue(Protocol):
    """A catalogue of drugs: the national base when it is installed, else our own list."""

    @property
    def info(self) -> CatalogueInfo:
        """Give where it comes from."""

    def search(self, query: str, *, limit: int = 10) -> tuple[Fiche, ...]:
        """Give the specialities that a query finds, best first, none for an empty query."""

    def identify(self, nom: str, *, dosage: str | None = None, forme: str | None = None) -> Identification:
        """Tell what a typed name is, exactly; a name that is not known gives propositions only."""
