"""The strength that people write for each substance of a speciality, from its denomination and its composition.

The composition alone would mislead: it gives MOSCONTIN 10 mg as « 7,5 mg » of morphine, GLUCOPHAGE 850 mg as
« 662,90 mg » of metformine, and a patch of fentanyl by what it holds, not by what it gives in an hour. The
denomination is what is printed on the box and prescribed: its strength comes first, and the composition says to
which substance it belongs. Where the denomination has none, the composition's dose is given with its volume.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

_NUMBER = r"\d+(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?"
_UNITS = (
    (r"microgrammes?|mcg|[µμ]g", "microgrammes", "mg", Decimal("0.001")),
    (r"nanogrammes?|ng", "nanogrammes", "mg", Decimal("0.000001")),
    (r"milligrammes?|mg", "mg", "mg", Decimal(1)),
    (r"grammes?|g", "g", "mg", Decimal(1000)),
    (
        r"(?-i:M)\.? ?U\.?(?:I\.?)?|millions? (?:d['’])?(?:UI|unités internationales)",
        "millions d'UI",
        "UI",
        Decimal(10) ** 6,
    ),
    (r"U\.?[IL]\.?|unités? internationales?", "UI", "UI", Decimal(1)),
    (r"unités?|U", "unités", "UI", Decimal(1)),
    (r"mmol", "mmol", "mmol", Decimal(1)),
    (r"m[EÉ]q", "mEq", "mEq", Decimal(1)),
    (r"MBq", "MBq", "MBq", Decimal(1)),
    (r"GBq", "GBq", "MBq", Decimal(1000)),
    (r"%|pour cent", "%", "%", Decimal(1)),
)
_UNIT = "|".join(pattern for pattern, *_ in _UNITS)
_SHARES = (
    (r"ml|millilitres?", "ml", "ml", Decimal(1)),
    (r"l|litres?", "l", "ml", Decimal(1000)),
    (r"g|grammes?", "g", "g", Decimal(1)),
    (r"heures?|h", "heure", "heure", Decimal(1)),
    (r"jours?|j", "jour", "heure", Decimal(24)),
    (r"doses?", "dose", "dose", Decimal(1)),
)
_SHARE = "|".join(pattern for pattern, *_ in _SHARES)
# Where a number begins: not after a multiplication (« 2 x 500 »), and see `_is_rest`.
_START = r"(?<![\w,.^])(?<!\d [x×*] )(?<!\d[x×*] )(?<!\d[×*])"
_BEFORE_REST = re.compile(r"(?:\d+[x×*])?\d+[ \u00a0\u202f]")
# « 50 mg/1 g » are two amounts: a cream is per gram or per 100 g, nothing is per 2 g.
_NOT_AN_AMOUNT = rf"(?!(?!100 ?g){_NUMBER} ?g(?:rammes?)?(?!\w))"
_STRENGTH = re.compile(
    rf"{_START}(?P<n>{_NUMBER}) ?(?P<u>{_UNIT})(?!\w)(?: (?:(?:anti|a)-? ?xa|(?:d['’])?i(?:ode)?)\b)?"
    rf"(?:(?: ?\([^()]*\))? ?(?:/|par\b|pour\b) ?{_NOT_AN_AMOUNT}(?P<pn>{_NUMBER})? ?(?P<pu>{_SHARE})(?!\w))?",
    re.IGNORECASE,
)
_LIST = re.compile(rf"{_START}({_NUMBER}(?: ?/ ?{_NUMBER})+) ?({_UNIT})(?!\w)", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:[/+]|et)\s*", re.IGNORECASE)
_REFERENCE = re.compile(rf"(?:une? )?({_NUMBER}) ?({_SHARE})(?!\w)", re.IGNORECASE)
_VOLUME_INSIDE = re.compile(rf"({_NUMBER}) ?(ml)(?!\w)", re.IGNORECASE)
_WHOLE = re.compile(rf"({_NUMBER}) ?({_UNIT})", re.IGNORECASE)
_ANY_NUMBER = re.compile(rf"{_START}{_NUMBER}(?![\w.,^]|\s?[x×^])")
_UNSURE = re.compile(r"[1-9]\d*[.,]\d{3}|\d+\.\d{3}|0\d.*")  # « 1,466 », « 2.500 »: a decimal or thousands

_ROUNDING = Decimal("1.1")  # between what a denomination states and what the composition gives
_CLEARLY = Decimal("1.03")


@dataclass(frozen=True, slots=True)
class Dose:
    """What the composition gives for a substance: an amount as written, in a reference as written."""

    texte: str
    reference: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The strength of a substance, "" when none is known, and its place among those of the denomination, if there."""

    texte: str
    place: int | None


@dataclass(frozen=True, slots=True)
class _Strength:
    """A strength that could be read: its value in the base unit of its kind, and what it is in."""

    valeur: Decimal
    sorte: str
    texte: str
    part: Decimal | None = None
    part_sorte: str = ""
    part_texte: str = ""
    apart: bool = False

    def __str__(self) -> str:
        return self.texte + self.part_texte


def strengths(denomination: str, substances: Sequence[Sequence[Dose]], *, in_order: bool = False) -> tuple[Chosen, ...]:
    """Give the strength of each substance, in their order.

    Args:
        denomination: the speciality's name, cleaned.
        substances: for each, the doses that the composition gives (therapeutic fraction first, then salt).
        in_order: the denomination names every substance, in this order; so are its strengths.
    """
    named = _named(denomination)
    free = [place for place, one in enumerate(named) if not one.apart]
    aside = [place for place, one in enumerate(named) if one.apart]
    chosen: list[int | None] = []
    for doses in substances:
        place = _agreeing(doses, named, free)
        if place is None:
            place = _agreeing(doses, named, aside)
        else:
            free.remove(place)
        chosen.append(place)
    left = [number for number, place in enumerate(chosen) if place is None]
    if len(left) == len(free):
        pairs = dict(enumerate(free)) if in_order else _paired([substances[n] for n in left], named, free)
        for number, place in pairs.items():
            chosen[left[number]] = place
    by_the_hour = any(named[place].part_sorte == "heure" for place in free)
    return tuple(
        Chosen(str(named[place]), place)
        if place is not None
        else Chosen("" if by_the_hour or not doses else dose_text(doses[0]), None)
        for place, doses in zip(chosen, substances, strict=True)
    )


def _agreeing(doses: Sequence[Dose], named: Sequence[_Strength], places: Sequence[int]) -> int | None:
    """Give the place of the strength, among some of the denomination's, that a dose of the composition equals."""
    for dose in doses:
        read = _in_part(dose)
        for place in places if read else ():
            if read and _same(named[place], read):
                return place
    return None


def _paired(substances: Sequence[Sequence[Dose]], named: Sequence[_Strength], places: Sequence[int]) -> dict[int, int]:
    """Give the place of each substance whose dose is written otherwise, where there is only one way to pair them.

    One substance and one strength pair. Several of one kind (masses) pair when their doses are in the proportions of
    the denomination, as for a salt, a volume or a rounding (ENTRESTO 24 mg/26 mg holds 24,3 mg and 25,7 mg).
    """
    if len(places) == 1:
        return {0: places[0]}
    read = {number: one for number, doses in enumerate(substances) if doses and (one := _in_part(doses[0]))}
    pairs: dict[int, int] = {}
    for kind in {named[place].sorte for place in places}:
        ordered = sorted((p for p in places if named[p].sorte == kind), key=lambda p: named[p].valeur)
        numbers = sorted((n for n in read if read[n].sorte == kind), key=lambda n: read[n].valeur)
        values = [read[n].valeur for n in numbers]
        if len(numbers) == len(ordered) and _in_proportion(values, [named[p].valeur for p in ordered]):
            pairs |= dict(zip(numbers, ordered, strict=True))
    return pairs


def _in_proportion(values: Sequence[Decimal], stated: Sequence[Decimal]) -> bool:
    """Say whether rising values go with rising statements, and could not go with them in another order."""
    if len(set(stated)) == 1:
        return True
    if not all((*values, *stated)):
        return False
    ratios = [value / one for value, one in zip(values, stated, strict=True)]
    spread = max(ratios) / min(ratios)
    swapped = [
        after * after_stated / before / before_stated
        for (before, after), (before_stated, after_stated) in zip(pairwise(values), pairwise(stated), strict=True)
    ]
    return spread <= _ROUNDING and all(spread * _CLEARLY < one for one in swapped)


def dose_text(dose: Dose) -> str:
    """Give a dose of the composition as it is printed: with its volume or mass when it is a concentration."""
    if not dose.texte:
        return ""
    found = _WHOLE.fullmatch(dose.texte)
    strength = _read(found[1], found[2]) if found else None
    text = str(strength) if strength else tidy_numbers(dose.texte)
    reference = _REFERENCE.match(dose.reference)
    if reference is None:
        return text
    printed, _, _ = _kind(reference[2], _SHARES)
    number = _tidy_number(reference[1])
    return f"{text}/{printed}" if number == "1" else f"{text}/{number} {printed}"


def in_named_order(denomination: str, texts: Sequence[str]) -> list[str]:
    """Give strengths in the order of a denomination that states them all, else as they are."""
    named = [str(one) for one in _named(denomination)]
    return sorted(texts, key=named.index) if set(texts) <= set(named) else list(texts)


def tidy_numbers(text: str) -> str:
    """Give a text whose numbers have a decimal comma, no useless zero and a space between thousands.

    A number that may be read two ways stays as it is written.
    """
    return _ANY_NUMBER.sub(lambda found: found[0] if _is_rest(found) else _tidy_number(found[0]), text)


def _is_rest(found: re.Match[str]) -> bool:
    """Say whether a match only ends a longer number (« 1x10 000 000 »); in « D3 500 mg » it is one of its own."""
    before = found.string[: found.start()]
    last = before[before.rstrip().rfind(" ") + 1 :]
    return re.match(r"\d{3}(?!\d)", found[0]) is not None and _BEFORE_REST.fullmatch(last) is not None


def _tidy_number(number: str) -> str:
    """Tidy one number."""
    if _UNSURE.fullmatch(number):
        return number
    whole, _, decimals = re.sub(r"\s", "", number).replace(".", ",").partition(",")
    decimals = decimals.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", " ")
    return f"{grouped},{decimals}" if decimals else grouped


def _value(number: str) -> Decimal:
    """Give the value of a number written in French."""
    return Decimal(re.sub(r"\s", "", number).replace(",", "."))


def _kind(word: str, table: Sequence[tuple[str, str, str, Decimal]]) -> tuple[str, str, Decimal]:
    """Give the printed unit, its kind and how many base units it is worth."""
    for pattern, printed, kind, worth in table:
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return printed, kind, worth
    raise AssertionError  # the expression that found the word is made of the same table


def _read(number: str, unit: str, *, decimal: bool = False) -> _Strength | None:
    """Give the strength of a number and its unit, None when the number may be read two ways.

    Args:
        number: as written.
        unit: as written.
        decimal: read « 12,500 » as 12,5, for a comparison that will confirm it or not.
    """
    if _UNSURE.fullmatch(number) and not decimal:
        return None
    printed, kind, worth = _kind(unit, _UNITS)
    value = _value(number)
    if printed == "millions d'UI" and value < 2:
        printed = "million d'UI"
    return _Strength(value * worth, kind, f"{_tidy_number(number)} {printed}")


def _shared(strength: _Strength, number: str | None, unit: str) -> _Strength:
    """Give the strength in a volume, a mass, a dose or a time."""
    printed, kind, worth = _kind(unit, _SHARES)
    value = _value(number) if number else Decimal(1)
    plural = "s" if printed in ("heure", "jour") and value >= 2 else ""
    shown = f"/{_tidy_number(number)} {printed}{plural}" if number and value != 1 else f"/{printed}"
    return replace(strength, part=value * worth, part_sorte=kind, part_texte=shown)


def _named(denomination: str) -> list[_Strength]:
    """Give the strengths that a denomination states, in its order."""
    text = _LIST.sub(lambda found: "/".join(f"{n.strip()} {found[2]}" for n in found[1].split("/")), denomination)
    out: list[_Strength] = []
    spans: list[tuple[int, int]] = []
    for found in _STRENGTH.finditer(text):
        strength = _read(found["n"], found["u"])
        if strength is None or _is_rest(found):
            continue
        before = text[: found.start()]
        shared = _shared(strength, found["pn"], found["pu"]) if found["pu"] else strength
        out.append(replace(shared, apart=before.count("(") > before.count(")")))
        spans.append(found.span())
    for place in range(len(out) - 2, -1, -1):  # « 100 mg/12,5 mg par ml »: both are per ml
        after = out[place + 1]
        joint = _JOINT.fullmatch(text[spans[place][1] : spans[place + 1][0]])
        if joint and out[place].part is None and after.part is not None:
            out[place] = replace(out[place], part=after.part, part_sorte=after.part_sorte, part_texte=after.part_texte)
    return out


def _in_part(dose: Dose) -> _Strength | None:
    """Give a dose of the composition, with the volume or mass that it is in, None when it cannot be read."""
    found = _WHOLE.fullmatch(dose.texte)
    strength = _read(found[1], found[2], decimal=True) if found else None
    if strength is None:
        return None
    reference = _REFERENCE.match(dose.reference) or _VOLUME_INSIDE.search(dose.reference)
    return _shared(strength, reference[1], reference[2]) if reference else strength


def _same(named: _Strength, read: _Strength) -> bool:
    """Say whether the denomination's strength and the composition's dose are one quantity."""
    if named.sorte == "%":
        return (
            read.sorte == "mg"
            and read.part is not None
            and read.part_sorte in ("ml", "g")
            and read.valeur / 10 == named.valeur * read.part
        )
    if named.sorte != read.sorte:
        return False
    if named.part is None or read.part is None or named.part_sorte == "dose":
        return named.valeur == read.valeur
    return named.part_sorte == read.part_sorte and named.valeur * read.part == read.valeur * named.part
