"""Strength and form of a drug as they are compared: « 1 g » and « 1000 mg » are one, « comprimé pelliculé » a tablet.

Answers have three states: True, False, and None when what one side does not say may matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from lls_drafter.letter.text import fold

_CACHED: Final = 512
_SCALES: Final = {
    "kg": ("masse", Fraction(10**9)), "g": ("masse", Fraction(10**6)), "mg": ("masse", Fraction(1000)),
    "ug": ("masse", Fraction(1)), "µg": ("masse", Fraction(1)), "μg": ("masse", Fraction(1)),
    "mcg": ("masse", Fraction(1)), "microgramme": ("masse", Fraction(1)), "microgrammes": ("masse", Fraction(1)),
    "ng": ("masse", Fraction(1, 1000)),
    "l": ("volume", Fraction(1000)), "cl": ("volume", Fraction(10)), "ml": ("volume", Fraction(1)),
    "ui": ("UI", Fraction(1)), "u": ("UI", Fraction(1)), "unite": ("UI", Fraction(1)), "unites": ("UI", Fraction(1)),
    "kui": ("UI", Fraction(1000)), "mui": ("UI", Fraction(10**6)),
    "mmol": ("mmol", Fraction(1)), "meq": ("mEq", Fraction(1)), "kcal": ("kcal", Fraction(1)), "%": ("%", Fraction(1)),
    "h": ("heure", Fraction(1)), "heure": ("heure", Fraction(1)), "heures": ("heure", Fraction(1)),
    "dose": ("dose", Fraction(1)), "doses": ("dose", Fraction(1)),
    "bouffee": ("dose", Fraction(1)), "bouffees": ("dose", Fraction(1)),
}  # fmt: skip
_UNITS: Final = "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True)) + "|unités?|bouffées?"
_AMOUNT: Final = r"\d[\d \u00a0\u202f]{0,14}(?:[.,]\d{1,6})?"  # longer is no strength
QUANTITY: Final = re.compile(
    rf"(?<![\w.,]){_AMOUNT}\s*(?:(?:{_UNITS})(?!\w))?(?:\s*/\s*(?:{_AMOUNT})?\s*(?:{_UNITS})(?!\w)|/\d+(?:,\d+)?)*(?!\w)",
    re.IGNORECASE,
)
"""A strength in a label: « 40 mg », « 1 g/125 mg », « 100 UI/mL », « 150/12,5 »; never the 3 of « D3 »."""
_PART = re.compile(rf"(?P<number>{_AMOUNT})?\s*(?P<unit>{_UNITS})?(?!\w)", re.IGNORECASE)

_MODIFIERS: Final = frozenset({
    "croquer", "dispersible", "effervescent", "lm", "lp", "lyophilisat", "orodispersible", "sublingual",
})  # fmt: skip
"""Words of a form that make another drug of a tablet."""
_SOLIDS: Final = frozenset({"capsule", "comprime", "gelule", "gomme", "ovule", "patch", "pastille", "suppositoire"})
_CONTAINERS: Final = frozenset({
    "ampoule", "cartouche", "dose", "flacon", "multidose", "prerempli", "preremplie", "pressurise", "recipient",
    "sachet", "seringue", "stylo", "unidose",
})  # fmt: skip
_SYNONYMS: Final = {
    "cp": "comprime", "cpr": "comprime", "dispositif": "patch", "lyoc": "lyophilisat", "modifiee": "lm",
    "patchs": "patch", "prolongee": "lp", "retard": "lp", "sublinguale": "sublingual",
    **{f"{word}s": word for word in _SOLIDS | _CONTAINERS},
}  # fmt: skip
_FORMS: Final = frozenset({
    "aerosol", "buvable", "collyre", "creme", "emulsion", "gel", "gouttes", "granules", "inhalateur", "inhalation",
    "injectable", "lavement", "lotion", "mousse", "pommade", "poudre", "sirop", "solution", "spray", "suspension",
})  # fmt: skip
_PRINTED: Final = {
    "aerosol": "aérosol", "comprime": "comprimé", "creme": "crème", "emulsion": "émulsion", "gelule": "gélule",
    "granules": "granulés", "lm": "LM", "lp": "LP", "croquer": "à croquer", "prerempli": "prérempli",
    "preremplie": "préremplie", "pressurise": "pressurisé", "recipient": "récipient",
}  # fmt: skip
_WORDS: Final = _MODIFIERS | _SOLIDS | _CONTAINERS | _FORMS
FORM: Final = re.compile(
    rf"[,(;]|(?<![\w-])(?:{'|'.join(sorted(_WORDS - {'dose', 'croquer'} | _SYNONYMS.keys()))})(?![\w-])"
)
"""What ends the name in a folded label: a comma, a bracket, a word of form."""

_LOCAL: Final = frozenset({
    "auriculaire", "buccale", "collyre", "creme", "cutanee", "emulsion", "locale", "lotion", "mousse", "nasale",
    "ophtalmique", "ovule", "pommade", "vaginale",
})  # fmt: skip
_INHALED: Final = frozenset({"aerosol", "inhalateur", "inhalation", "inhalee", "nebulisation"})
_UNCLEAR: Final = frozenset({"gel", "spray", "solution", "suspension"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount of a strength: as written, and in the smallest unit of its kind (None when no unit was written)."""

    written: Fraction
    scaled: Fraction
    kind: str | None

    def agrees(self, other: "Quantity") -> bool:
        """Tell whether two amounts are the same; a unit that one of them does not say is not a difference."""
        if self.kind is None or other.kind is None:
            return self.written == other.written
        return (self.kind, self.scaled) == (other.kind, other.scaled)


@lru_cache(_CACHED)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Give the amounts of a strength, in order; « /mL » counts for 1 mL. Empty when it has no figure."""
    found: list[Quantity] = []
    for strength in QUANTITY.finditer(text):
        for place, part in enumerate(strength[0].split("/")):
            read = _PART.fullmatch(part.strip())
            if read is None or not (read["number"] or read["unit"]):
                continue
            kind, scale = _SCALES[fold(read["unit"])] if read["unit"] else (None, Fraction(1))
            digits = re.sub(r"\s", "", read["number"] or ("1" if place else "")).replace(",", ".")
            found.append(Quantity(Fraction(digits), Fraction(digits) * scale, kind))
    return tuple(found)


def strength_in(label: str) -> str | None:
    """Give the strength written in a label, None when it has none."""
    return " ".join(" ".join(found[0].split()) for found in QUANTITY.finditer(label)) or None


def same_strength(
    one: str | None, other: str | None, names: tuple[Sequence[str], Sequence[str]] = ((), ())
) -> bool | None:
    """Tell whether two strengths are the same; None when only one is written.

    Args:
        one: a strength as written, « 5 mg/10 mg ».
        other: another.
        names: the substances of each, in their order: a combination may be written in another one.
    """
    if not one or not other:
        return None if one or other else True
    first, second = quantities(one), quantities(other)
    if not first or not second:
        return fold(one).replace(" ", "") == fold(other).replace(" ", "")
    if len(first) != len(second):
        return False
    left, right = names
    if 1 < len(left) == len(first) == len(right) and set(left) == set(right):
        by_name = dict(zip(right, second, strict=True))
        second = tuple(by_name[name] for name in left)
    return all(amount.agrees(twin) for amount, twin in zip(first, second, strict=True))


@lru_cache(_CACHED)
def form_words(forme: str | None, libelle: str | None = None) -> frozenset[str]:
    """Give the words of a form that count in a comparison; those of the label when no form is written."""
    text = fold(forme or libelle or "").replace("gastro-resistant", " ").replace("l.p.", "lp")
    words = (word.strip("s") if word == "sprays" else word for word in re.findall(r"[a-z]+", text))
    return frozenset(_SYNONYMS.get(word, word) for word in words) & _WORDS


def say_form(words: frozenset[str]) -> str:
    """Give `form_words` as they are printed, the form before what it is like: « comprimé LP »."""
    return " ".join(_PRINTED.get(word, word) for word in sorted(words, key=lambda word: (word in _MODIFIERS, word)))


def same_form(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Tell whether two forms (`form_words`) are the same; one that says less is not a difference.

    None when one side has no form and the other is of those that change the drug (LP, orodispersible…).
    """
    if not one or not other:
        return None if (one | other) & _MODIFIERS else True
    if one & _MODIFIERS != other & _MODIFIERS:
        return False
    if "gelule" in one | other:  # « gel » is short for it as well
        one, other = (frozenset("gelule" if word == "gel" else word for word in words) for words in (one, other))
    base, other_base = one - _MODIFIERS - _CONTAINERS, other - _MODIFIERS - _CONTAINERS
    if base and other_base:
        return base <= other_base or other_base <= base
    box, base = one & _CONTAINERS | other & _CONTAINERS, base | other_base
    return not (box and base & _SOLIDS)


def place_of_action(words: frozenset[str], voie: str | None) -> str | None:
    """Give where a drug acts, from its `form_words` and its route: « locale », « inhalée », « générale », or None."""
    said = words | set(re.findall(r"[a-z]+", fold(voie or "")))
    if said & _INHALED:
        return "inhalée"
    if said & _LOCAL:
        return "locale"
    return "générale" if said - _UNCLEAR - _CONTAINERS else None
