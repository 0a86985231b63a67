"""Where a line may not be cut: within a figure, and between it and its unit, wherever the words come from.

Why: « 2,5 » at the end of a line and « mg » at the start of the next is a known cause of misreading, and « 4 » above
« 000 unités » is worse. Only the kind of
space changes; no character is added or taken away.
"""

import re

_UNITS = (
    "mg|g|kg|µg|μg|ng|mcg|microgrammes?|grammes?|mL|ml|cL|L|l|litres?|mmol|µmol|μmol|mol|mEq|UI|unités?|%|‰|°C|mmHg|cm|mm|m"
    "|h|min|s|heures?|minutes?|secondes?|jours?|semaines?|mois|ans?|fois|comprimés?|gélules?|sachets?|gouttes?|bouffées?"
    "|ampoules?|injections?|patchs?|doses?|prises?|flacons?|cuillères?|G/L|g/dL|mg/L|ng/L"
)
_FIGURE_AND_UNIT = re.compile(rf"(?<=[0-9]) (?=(?:{_UNITS})(?![\w]))")
_THOUSANDS = re.compile("(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")
_NO_BREAK = "\N{NO-BREAK SPACE}"


def bind(text: str) -> str:
    """Give a text whose figures are whole and hold to their units."""
    return _FIGURE_AND_UNIT.sub(_NO_BREAK, _THOUSANDS.sub(_NO_BREAK, text))
