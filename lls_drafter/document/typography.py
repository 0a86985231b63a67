"""Where a line may not be cut: between a figure and its unit, wherever the words come from.

Why: « 2,5 » at the end of a line and « mg » at the start of the next is a known cause of misreading. Only the kind of
space changes; no character is added or taken away.
"""

import re

_UNITS = (
    "mg|g|kg|µg|μg|ng|mcg|microgrammes?|grammes?|mL|ml|cL|L|l|litres?|mmol|µmol|μmol|mol|mEq|UI|unités?|%|‰|°C|mmHg|cm|mm|m"
    "|h|min|s|heures?|minutes?|secondes?|jours?|semaines?|mois|ans?|fois|comprimés?|gélules?|sachets?|gouttes?|bouffées?"
    "|ampoules?|injections?|patchs?|doses?|prises?|flacons?|cuillères?|G/L|g/dL|mg/L|ng/L"
)
_FIGURE_AND_UNIT = re.compile(rf"(?<=[0-9]) (?=(?:{_UNITS})(?![\w]))")
_NO_BREAK = "\N{NO-BREAK SPACE}"


def bind(text: str) -> str:
    """Give a text whose figures hold to their units."""
    return _FIGURE_AND_UNIT.sub(_NO_BREAK, text)
