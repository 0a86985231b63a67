"""What elements are put into: a regimen being made, the whole line; and what tells one regimen from another."""

from dataclasses import dataclass, field, replace

from lls_drafter.medication.elements import Element, What
from lls_drafter.medication.model import (
    Condition,
    Dose,
    DureeLue,
    Frequence,
    Jours,
    Posologie,
    Prise,
    Rythme,
    Schema,
)

MEASURED = ("mg", "g", "microgramme", "ng", "mL", "UI", "unité", "MUI", "MU", "mmol", "mEq", "%")
"""Units of a quantity of substance, or of its volume; the others are counted."""
SAME_MOMENT = frozenset({
    ("soir", "coucher"), ("nuit", "coucher"), ("matin", "petit-déjeuner"), ("matin", "lever"), ("midi", "déjeuner"),
    ("soir", "dîner"), ("matin", "avant le petit-déjeuner"), ("midi", "avant le déjeuner"), ("soir", "avant le dîner"),
    ("matin", "pendant le petit-déjeuner"), ("midi", "pendant le déjeuner"), ("soir", "pendant le dîner"),
    ("matin", "après le petit-déjeuner"), ("midi", "après le déjeuner"), ("soir", "après le dîner"),
})  # fmt: skip
"""Two words for one moment, the second more precise: « le soir au coucher »."""


_BETWEEN = (What.SEPARATEUR, What.CONDITION, What.FREQUENCE, What.JOURS, What.MOMENT, What.HEURE, What.REPAS)


@dataclass(slots=True)
class Assembled:
    """What the elements say together; `strength` is a second quantity written beside a dose (« 1 cp 500 mg »)."""

    posologie: Posologie | None = None
    voie: str | None = None
    duree: DureeLue | None = None
    indication: str | None = None
    surveillance: str | None = None
    strength: Element | None = None


@dataclass(slots=True)
class Regimen:
    """A `Schema` being made; `pending` is a dose that waits for its moment, from the `pending_at`th element on."""

    prises: list[Prise] = field(default_factory=list)
    pending: Dose | None = None
    frequence: Frequence | None = None
    jours: Jours | None = None
    repas: str | None = None
    condition: Condition | None = None
    moment_first: bool = False
    elements: list[Element] = field(default_factory=list)
    pending_at: int = 0

    @property
    def timed(self) -> bool:
        """Tell whether takes have their moment or hour."""
        return any(take.moment or take.heure for take in self.prises)

    @property
    def dosed(self) -> bool:
        """Tell whether an amount was given."""
        return self.pending is not None or any(take.dose is not None for take in self.prises)

    @property
    def closed(self) -> bool:
        """Tell whether a new dose begins another regimen."""
        qualified = self.frequence or self.jours or self.repas or self.condition
        return qualified is not None and self.dosed

    def is_empty(self) -> bool:
        """Tell whether nothing was given."""
        return not (self.prises or self.pending or self.frequence or self.jours or self.repas or self.condition)

    def done(self) -> Schema:
        """Give the regimen in its normal form."""
        prises = list(self.prises)
        if self.pending is not None:
            prises.append(Prise(self.pending))
        if self.frequence is not None and self.frequence.rythme is Rythme.TOTAL and len(prises) > 1:
            doses = [take.dose for take in prises if take.dose is not None]
            if doses and all(dose == doses[0] for dose in doses):
                times = [replace(take, dose=None) for take in prises if take.moment or take.heure]
                prises = [Prise(doses[0]), *times] if len(times) > 1 else [replace(times[0], dose=doses[0])]
        return Schema(tuple(prises), self.frequence, self.jours, self.repas, self.condition)


def is_untimed(schema: Schema) -> bool:
    """Tell whether a regimen says neither when, nor how often, nor on what condition."""
    qualified = schema.frequence or schema.jours or schema.repas or schema.condition
    return not qualified and not any(take.moment or take.heure for take in schema.prises)


def is_bare(schema: Schema) -> bool:
    """Tell whether a regimen is a number alone."""
    doses = [take.dose for take in schema.prises]
    return is_untimed(schema) and len(doses) == 1 and doses[0] is not None and doses[0].unite is None


def leads(elements: list[Element], place: int) -> bool:
    """Tell whether a condition, a rhythm or days open a regimen: « 1 le matin et si besoin 1 le soir »."""
    linked = place > 0 and elements[place - 1].what is What.ET
    after = place + 1
    while after < len(elements) and elements[after].what in _BETWEEN:
        after += 1
    return linked and after < len(elements) and elements[after].what in (What.DOSE, What.SERIE)


def takes_nothing(elements: list[Element], place: int) -> bool:
    """Tell whether a dose of 0 stands elsewhere than before its moment (« 1 matin 0 midi 1 soir »)."""
    dose = elements[place].value
    if elements[place].what is not What.DOSE or not isinstance(dose, Dose) or dose.valeur:
        return False
    return place + 1 >= len(elements) or elements[place + 1].what not in (What.MOMENT, What.HEURE)
