"""Texts made comparable: a term of a key is found in a letter however a French reader would have written it.

« 4 jours » is found in « 4 j » and « quatre jours », not in « 14 jours »; « 14/03/2026 » in « samedi 14 mars » and
« 2026-03-14 »; « 2,5 mg » in « 2.50 mg »; « 3 fois par jour » in « x3/j »; « arrêt » in « arrêté », but « sel » not in
« selon »: a term begins a word, and ends it when it is a number or has three letters at most.
"""

import re
from functools import cache, lru_cache

from lls_drafter.letter.text import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("janvier janv jan", "fevrier fevr fev", "mars", "avril avr", "mai", "juin", "juillet juil", "aout",
         "septembre sept", "octobre oct", "novembre nov", "decembre dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS = {
    "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8", "neuf": "9",
    "dix": "10", "onze": "11", "douze": "12", "treize": "13", "quatorze": "14", "quinze": "15", "seize": "16",
    "vingt": "20", "trente": "30", "quarante": "40", "cinquante": "50", "soixante": "60", "cent": "100",
}  # fmt: skip
_UNITS = {
    "j": "jour", "jr": "jour", "jrs": "jour", "jours": "jour", "jour": "jour",
    "sem": "semaine", "semaines": "semaine", "semaine": "semaine",
    "h": "heure", "heures": "heure", "heure": "heure",
    "min": "minute", "mn": "minute", "minutes": "minute", "minute": "minute",
    "an": "an", "ans": "an", "annees": "an", "annee": "an",
    "cp": "comprime", "cps": "comprime", "comprimes": "comprime", "comprime": "comprime",
    "gel": "gelule", "gelules": "gelule", "gelule": "gelule",
    "µg": "microgramme", "ug": "microgramme", "mcg": "microgramme", "μg": "microgramme",
    "microgrammes": "microgramme", "microgramme": "microgramme",
    "milligrammes": "mg", "milligramme": "mg", "grammes": "g", "gramme": "g",
    "unites": "ui", "unite": "ui", "ui": "ui", "u": "ui", "fois": "fois",
}  # fmt: skip

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?:t[\d:+.z-]*)?")
_WRITTEN = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(_MONTHS)})\b\.?(?: (\d{{4}}))?")
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?![\d/-]|\.\d)")
_WEEKDAY = re.compile(r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?=(?:le )?\d)")
_THOUSANDS = re.compile(r"(?<![\w/.,-])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")  # not « le 13/03 128 µmol/L »
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_FRACTION = re.compile(r"\d,\d+")
_LOOSE_COMMA = re.compile(r"[,.](?!\d)|(?<!\d)[,.]")
_WORD_OF_NUMBER = re.compile(rf"\b({'|'.join(_NUMBERS)})\b")
_UNIT = re.compile(rf"(?<=\d )({'|'.join(sorted(_UNITS, key=len, reverse=True))})\b")
_NOISE = re.compile(r"[;!?()\[\]{}«»\"“”•*_#|…]|:(?!\d)")
_TIMES = re.compile(r"\bx ?(?=\d)(\d+)|(?<=\d )x ?(\d+)")
_PER = re.compile(r"(?:/|(?:^| )par )(jours?|j|semaines?|sem|mois|heures?|h)\b")
_HYPHEN = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")
_DIGIT_LETTER = re.compile(r"(?<=\d)(?=[^\W\d_])")
_SENTENCES = re.compile(r"[.;!?](?:\s|$)|\n")
_SHORT = 3


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Give a text as terms are compared: no case, accent nor punctuation; dates, numbers and units in one writing."""
    text = _THOUSANDS.sub(lambda found: "".join(found[0].split()), text).replace("×", "x")
    text = fold(_NOISE.sub(" ", text))
    text = _ISO.sub(lambda found: f"{found[3]}/{found[2]}/{found[1]}", text)
    text = _WRITTEN.sub(lambda found: _day(found[1], str(_MONTHS[found[2]]), found[3]), text)
    text = _FIGURES.sub(lambda found: _day(found[1], found[2], found[3]) if _is_day(found) else found[0], text)
    text = _WEEKDAY.sub("", text)
    text = _FRACTION.sub(lambda found: found[0].rstrip("0").rstrip(","), _DECIMAL.sub(",", text))
    text = _LOOSE_COMMA.sub(" ", text)
    text = _HYPHEN.sub(" ", text).replace("'", " ").replace("%", " % ").replace("/ ", "/").replace(" /", "/")
    text = _WORD_OF_NUMBER.sub(lambda found: _NUMBERS[found[1]], text)
    text = " ".join(_DIGIT_LETTER.sub(" ", text).split())
    text = _TIMES.sub(lambda found: f"{found[1] or found[2]} fois", text)
    text = _PER.sub(lambda found: f"/{_UNITS.get(found[1], found[1])}", text)
    return _UNIT.sub(lambda found: _UNITS[found[1]], text)


def sentences(text: str) -> tuple[str, ...]:
    """Give the sentences of a text, those that say something."""
    return tuple(part for part in _SENTENCES.split(text) if part.strip())


def holds(text: str, term: str) -> bool:
    """Tell whether a text says a term; both are as typed."""
    wanted = normal(term)
    return bool(wanted) and _pattern(wanted).search(normal(text)) is not None


@cache
def _pattern(term: str) -> re.Pattern[str]:
    """Give the pattern of a normal term: it begins a word or a number; a number or a short word ends with it."""
    body = re.escape(term)
    day = re.fullmatch(r"(.*\b\d{2}/\d{2})(/\d{4})", term)
    if day:  # the year may be left out
        body = rf"{re.escape(day[1])}(?:{re.escape(day[2])}|(?!/\d))"
    # « par jour » is « /jour » and follows what is counted
    before = r"(?<![\d,/])" if term[0].isdigit() else "" if term[0] == "/" else r"(?<!\w)"
    last = term.rsplit(maxsplit=1)[-1]
    whole_word = r"(?!\w)" if last.isalpha() and len(last) <= _SHORT else ""
    after = r"(?!\d|,\d)" if last[-1].isdigit() else whole_word
    return re.compile(before + body + after)


def _is_day(found: re.Match[str]) -> bool:
    """Tell a date from a ratio: 12/03, not 85/50 nor 2.5; without a year, only with a slash."""
    separator = found[0][len(found[1])]
    return 1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 12 and (separator == "/" or found[3] is not None)


def _day(day: str, month: str, year: str | None) -> str:
    """Give a date in one writing."""
    full = f"20{year}" if year and len(year) == 2 else year
    return f"{int(day):02}/{int(month):02}" + (f"/{full}" if full else "")
