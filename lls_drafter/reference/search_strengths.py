"""Strengths compared whatever the way they are written: « 1 g » is « 1000 mg », « 37,5/325 » both parts of a tablet.

Nothing is ever supplied: a bare number is compared with the number as printed, and stays without a unit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

_SPACE = r"[ \u00a0\u202f]"
_NUMBER = (
    rf"(?<![0-9A-Za-zÀ-ÿ])(?:[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}}){{1,4}}(?:,[0-9]{{1,6}})?(?![0-9])"
    r"|[0-9]{1,12}(?:[.,][0-9]{1,6})?)"
)
_UNIT = (
    r"microgrammes?|nanogrammes?|milligrammes?|grammes?|mg|[µμu]g|mcg|ng|kg|g"
    r"|m\.?u\.?i\.?|millions?[ ]d['’]?[ ]?(?:u\.?i\.?|unit[ée]s)|k\.?u\.?i\.?|u\.?i\.?|unit[ée]s(?:[ ]internationales)?"
    r"|u|mmol|meq|[kmg]bq|%|pour[ ]cent|millilitres?|ml|cm2|cm²|litres?|l|heures?|h|jours?|j|doses?|bouff[ée]es?"
    r"|gouttes?"
)
_PART = re.compile(rf"(?P<n>{_NUMBER}){_SPACE}*(?P<u>{_UNIT})?(?![a-zà-ÿ0-9²])", re.IGNORECASE)
_ASIDE = re.compile(r"(?:[ ]*(?:anti-?[ ]?xa\b|\([^()]*\)))*", re.IGNORECASE)
_JOINT = re.compile(r"[ ]*(?:/|\+|\bpar\b)[ ]*(?:par[ ])?", re.IGNORECASE)
_PER = re.compile(rf"(?P<u>{_UNIT}|application)(?![a-zà-ÿ0-9])", re.IGNORECASE)

_KINDS: Final = {
    "ng": ("µg", Decimal("0.001")), "µg": ("µg", Decimal(1)), "mg": ("µg", Decimal(1000)),
    "g": ("µg", Decimal(10**6)), "kg": ("µg", Decimal(10**9)),
    "ui": ("ui", Decimal(1)), "kui": ("ui", Decimal(1000)), "mui": ("ui", Decimal(10**6)),
    "ml": ("ml", Decimal(1)), "l": ("ml", Decimal(1000)),
    "h": ("h", Decimal(1)), "j": ("h", Decimal(24)),
}  # fmt: skip
_STARTS: Final = (
    ("microg", "µg"), ("nanog", "ng"), ("millig", "mg"), ("gramme", "g"), ("million", "mui"), ("unit", "ui"),
    ("millil", "ml"), ("litre", "l"), ("heure", "h"), ("jour", "j"), ("dose", "dose"), ("bouff", "bouffee"),
    ("goutte", "goutte"), ("pour", "%"),
)  # fmt: skip
_SHORT: Final = {"mcg": "µg", "ug": "µg", "μg": "µg", "u": "ui", "cm²": "cm2"}
_ONLY_PER: Final = frozenset({"ml", "h", "dose", "bouffee", "goutte", "cm2"})
_LONGEST: Final = 80  # characters of a typed strength that are read


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, and its value in the least unit of its kind (µg, UI, mL, hour); no unit when none was."""

    nombre: Decimal
    valeur: Decimal
    unite: str

    @property
    def key(self) -> str:
        """Give one text for one quantity, however it is written."""
        return f"{_plain(self.valeur)}{self.unite}"

    def is_typed(self, typed: "Quantity") -> bool:
        """Tell whether a typed quantity is this one; a bare number is compared with the number as it is printed."""
        if not typed.unite:
            return self.nombre == typed.nombre
        return (self.unite, self.valeur) == (typed.unite, typed.valeur)


@dataclass(frozen=True, slots=True)
class Strength:
    """One quantity per substance, and the volume, dose or time that they are in, None when none was written."""

    parts: tuple[Quantity, ...]
    per: Quantity | None = None

    @property
    def key(self) -> str:
        """Give one text for one strength, however it is written."""
        return "/".join(part.key for part in self.parts) + (f"|{self.per.key}" if self.per else "")


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _quantity(number: str, unit: str | None) -> Quantity:
    """Give a quantity in the least unit of its kind."""
    value = Decimal(re.sub(_SPACE, "", number).replace(",", "."))
    short = (unit or "").lower().replace(".", "")
    short = next((name for start, name in _STARTS if short.startswith(start)), _SHORT.get(short, short))
    kind, factor = _KINDS.get(short, (short, Decimal(1)))
    return Quantity(value, value * factor, kind)


def _read(text: str, first: re.Match[str]) -> tuple[Strength, int]:
    """Read the strength that begins at `first`; give it and where it ends."""
    parts = [_quantity(first["n"], first["u"])]
    end = _aside(text, first.end())
    while joint := _JOINT.match(text, end):
        found = _PART.match(text, joint.end())
        if found is None:
            bare = _PER.match(text, joint.end())
            return (
                (Strength(tuple(parts), _quantity("1", bare["u"])), bare.end())
                if bare
                else (Strength(tuple(parts)), end)
            )
        quantity = _quantity(found["n"], found["u"])
        end = _aside(text, found.end())
        if quantity.unite in _ONLY_PER and parts[-1].unite != quantity.unite:
            return Strength(tuple(parts), quantity), end
        parts.append(quantity)
    return Strength(tuple(parts)), end


def _aside(text: str, end: int) -> int:
    """Give where what only explains a quantity ends: « anti-Xa », « (40 mg) »."""
    found = _ASIDE.match(text, end)
    return found.end() if found else end


@lru_cache(maxsize=8192)
def strength_of(text: str) -> Strength | None:
    """Give the strength that a text is, « 5 », « 5 mg », « 37,5/325 », « 100 UI/mL »; None when it is anything else."""
    text = text[:_LONGEST].strip()
    first = _PART.match(text)
    if first is None:
        return None
    one, end = _read(text, first)
    return one if not text[end:].strip(" .") else None


def strengths_in(label: str) -> Iterator[Strength]:
    """Give the strengths that stand in a label, in its order; a number without unit is none."""
    position = 0
    while first := _PART.search(label, position):
        one, end = _read(label, first)
        if all(part.unite and part.unite not in _ONLY_PER for part in one.parts):
            yield one
        position = max(end, first.start() + 1)


def same_strength(typed: Strength, dosages: Sequence[str]) -> bool:
    """Tell whether a typed strength is that of a speciality, given by substance.

    A bare number is the number printed, whatever its unit; « 150 mg » is « 150 mg/3 mL »; « 100 UI/mL » is
    « 300 UI/3 mL »; the quantities of a combination may come in any order.
    """
    known = [strength_of(text) for text in dosages]
    left = [one for one in known if one is not None and len(one.parts) == 1]
    if len(left) != len(known) or len(left) != len(typed.parts):
        return False
    for part in typed.parts:
        match = next((one for one in left if _is(part, typed.per, one)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _is(part: Quantity, per: Quantity | None, known: Strength) -> bool:
    """Tell whether a typed quantity, in the volume or time that was typed, is a known strength."""
    if per is None:
        return known.parts[0].is_typed(part)
    if known.per is None or known.per.unite != per.unite or not per.valeur:
        return False
    if not part.unite:
        return known.parts[0].nombre == part.nombre and known.per.valeur == per.valeur
    same_kind = known.parts[0].unite == part.unite
    return same_kind and known.parts[0].valeur * per.valeur == part.valeur * known.per.valeur


def strength_key(dosages: Sequence[str]) -> str:
    """Give one text for the same strengths of the same substances, however they are written."""
    return " + ".join(one.key if (one := strength_of(text)) else text for text in dosages)


def written_strength(dosages: Sequence[str]) -> str:
    """Give the strength of a speciality as people write it: « 500 mg/62,5 mg », « 100 mg/12,5 mg par ml ».

    Empty when one of its substances has no known strength: half a strength would be read as the whole.
    """
    if not dosages or not all(dosages):
        return ""
    cut = [text.partition("/") for text in dosages]
    shares = {share for _, _, share in cut}
    if len(dosages) > 1 and len(shares) == 1 and (share := shares.pop()):
        return f"{'/'.join(amount for amount, _, _ in cut)} par {share}"
    return "/".join(dosages)


def search_numbers(dosages: Sequence[str], label: str) -> frozenset[str]:
    """Give what a query may say of a strength: each number as printed, and each quantity with its unit (`=5000µg`)."""
    found: set[str] = set()
    known = [one for text in dosages for one in strengths_in(text)] + list(strengths_in(label))
    for one in known:
        for part in (*one.parts, *((one.per,) if one.per and one.per.nombre != 1 else ())):
            found |= {_plain(part.nombre), number_key(part)}
    return frozenset(found)


def number_key(quantity: Quantity) -> str:
    """Give the search key of a quantity: the bare number, or `=` and the value in its least unit."""
    return f"={quantity.key}" if quantity.unite else _plain(quantity.nombre)
