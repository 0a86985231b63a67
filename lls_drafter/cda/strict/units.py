"""Units of measure: the part of UCUM that treatments and examinations use, read by its grammar.

Source: The Unified Code for Units of Measure (case-sensitive form); an atom that is not listed here is told as unknown.
"""

import re
from typing import Final

_PREFIXES: Final = ("da", "Y", "Z", "E", "P", "T", "G", "M", "k", "h", "d", "c", "m", "u", "n", "p", "f", "a", "z", "y")
_METRIC_ATOMS: Final = (
    "g L l m s mol eq osm Pa J W V Hz Bq Gy Sv kat K cal A C F N Ohm S T H Wb lm lx rad sr bar t U Ci R RAD REM "
    "Cel B Np cd u eV [iU] [IU] m[Hg] m[H2O]"
)
_PLAIN_ATOMS: Final = (
    "% [ppth] [ppm] [ppb] [pptr] 10* 10^ min h d wk mo a mo_j mo_s a_j a_t a_g deg "
    "[drp] [pH] [diop] [in_i] [ft_i] [lb_av] [oz_av] [gr] [tsp_us] [tbs_us] [foz_us] [degF] [Cal] "
    "[arb'U] [USP'U] [CFU] [PFU] [FFU] [CCID_50] [TCID_50] [Amb'a'1'U] [D'ag'U] [GPL'U] [MPL'U] [APL'U] [anti'Xa'U] "
    "[BAU] [AU] [IR] [PNU] [Lf] [HPF] [LPF] [MET] [Ch] [hp_Q]"
)
_METRIC: Final = frozenset(_METRIC_ATOMS.split())
_PLAIN: Final = frozenset(_PLAIN_ATOMS.split())
_TIMES: Final = frozenset(
    {"s", "min", "h", "d", "wk", "mo", "a", "ms", "us", "ns", "mo_j", "mo_s", "a_j", "a_t", "a_g"}
)
_ANNOTATION: Final = re.compile(r"\{[!-z|~]*\}")
_EXPONENT: Final = re.compile(r"(?P<atom>.*?[^0-9+-])(?P<power>[+-]?[0-9]+)?")
_MAX_LENGTH: Final = 60


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit of UCUM: `mg`, `mL/h`, `10*9/L`, `{comprime}`, `mm[Hg]`, `g/kg/d`."""
    if not text or len(text) > _MAX_LENGTH or re.search(r"\s", text):
        return False
    bare = _ANNOTATION.sub("{}", text)
    return _is_term(bare)


def is_time_unit(text: str) -> bool:
    """Tell whether a text is a unit of time of UCUM (`h`, `d`, `wk`, `mo`, `a`…)."""
    return text in _TIMES


def _is_term(text: str) -> bool:
    """Tell whether a text is components joined by `.` and `/`, one `/` allowed in front."""
    return all(_is_component(part) for part in _parts(text.removeprefix("/")))


def _parts(text: str) -> list[str]:
    """Give the components of a term: cut at `.` and `/` that are not within brackets or parentheses."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if character in "./" and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _is_component(text: str) -> bool:
    """Tell whether a text is an annotation, a number, a term in parentheses, or an atom with its exponent."""
    if text == "{}":
        return True
    text = text.removesuffix("{}")
    if text.startswith("(") and text.endswith(")"):
        return _is_term(text[1:-1])
    if re.fullmatch("[1-9][0-9]{0,8}", text) or re.fullmatch(r"10[*^][+-]?[0-9]{1,3}", text):
        return True
    match = _EXPONENT.fullmatch(text)
    return match is not None and _is_atom(match["atom"])


def _is_atom(text: str) -> bool:
    """Tell whether a text is an atom, with or without a metric prefix."""
    if text in _PLAIN or text in _METRIC:
        return True
    return any(text.startswith(prefix) and text[len(prefix) :] in _METRIC for prefix in _PREFIXES)
