"""Words that agree with the patient's sex, for templates: `{{ accord.ne }}` is « née », « né » or « né(e) ».

A sex that is not known, or undetermined, gives the form that fits everybody.
"""

from collections.abc import Mapping
from types import MappingProxyType

from lls_drafter.letter.personnes import Sexe

NAME = "accord"

_WORDS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {  # name: feminine, masculine, not known
        "ne": ("née", "né", "né(e)"),
        "e": ("e", "", "(e)"),
        "il": ("elle", "il", "il ou elle"),
        "le": ("la", "le", "le ou la"),
        "un": ("une", "un", "un ou une"),
        "patient": ("patiente", "patient", "patient(e)"),
        "le_patient": ("la patiente", "le patient", "le patient ou la patiente"),
        "votre_patient": ("votre patiente", "votre patient", "votre patient(e)"),
        "monsieur": ("Madame", "Monsieur", "Madame, Monsieur"),
    }
)
NAMES = tuple(_WORDS)
"""The words that a template may ask for."""


def agreeing(sexe: Sexe | None) -> Mapping[str, str]:
    """Give each word in the form that agrees with a sex."""
    index = {Sexe.F: 0, Sexe.M: 1}.get(sexe, 2) if sexe is not None else 2
    return MappingProxyType({name: forms[index] for name, forms in _WORDS.items()})
