"""Messages of the checks, as a person here reads them: values masked, the frequent English sentences in French."""

import re
from typing import Final

from lls_drafter.cda.judge.marking import QUOTED
from lls_drafter.cda.judge.model import MASK

_QUOTED: Final = re.compile(f"{QUOTED[0]}([^{QUOTED[1]}]*){QUOTED[1]}")
_OID: Final = re.compile(r"[0-2](?:\.(?:0|[1-9]\d*))+")
_EXPECTED: Final = re.compile(
    r"This may concern the templateId, code or id\. Expected in this context: (.*?)\s*\(rule-reference: \S+\)"
)
_ENGLISH: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), french)
    for pattern, french in (
        (
            r"element (\S.*?) is (?:required|mandatory) \[min (\d+)x\]\.?",
            r"élément « \1 » obligatoire (au moins \2 fois).",
        ),
        (
            r"element (\S.*?) appears too often \[max (\d+)x\]\.?",
            r"élément « \1 » présent trop de fois (au plus \2).",
        ),
        (r"attribute @(\S+) SHALL be present\.?", r"attribut « \1 » obligatoire."),
        (
            r"Attribute @(\S+) SHALL be of data type '([^']*)'\s*-\s*'([^']*)'",
            r"l'attribut « \1 » doit être du type « \2 » (\3)",
        ),
        (r"The value for (\S+) SHALL be '([^']*)'\. Found: ?", r"« \1 » doit valoir « \2 ». Trouvé : "),
        (
            r"The value for (\S+) SHALL be selected from value set '([^']*)' (\S+)(?: \(DYNAMIC\))?\.?",
            r"« \1 » doit être pris dans le jeu de valeurs \2 (\3).",
        ),
        (
            r"If an @xsi:type instruction is present it SHALL be valued \"\{urn:hl7-org:v3\}:(\w+)\"\. Found ",
            r"xsi:type, s'il est présent, doit valoir « \1 ». Trouvé : ",
        ),
        (
            r"this element '([^']*)' is not defined, or not defined with this content\.",
            r"élément « \1 » non défini, ou pas avec ce contenu.",
        ),
        (r"The element value SHALL be one of '([^']*)'\.?", r"la valeur doit être une de « \1 »."),
    )
)


def masked(text: str) -> str:
    """Give a message without the document's values; an OID, which names no person, is left."""
    return _unmarked(_QUOTED.sub(lambda found: found[1] if _OID.fullmatch(found[1]) else MASK, text))


def shown(text: str) -> str:
    """Give a message with the document's values."""
    return _unmarked(_QUOTED.sub(r"\1", text))


def _unmarked(text: str) -> str:
    """Drop a mark left alone: its pair was cut by the distribution's own code."""
    return text.replace(QUOTED[0], "").replace(QUOTED[1], "")


def framed(text: str) -> str:
    """Give a message with its known English sentences in French; any other sentence stays as the check says it."""
    for pattern, french in _ENGLISH:
        text = pattern.sub(french, text)
    return _EXPECTED.sub(_expected, text)


def _expected(found: re.Match[str]) -> str:
    """Give the names of the elements that a rule of the header expects; its conditions fill a screen."""
    names = dict.fromkeys(re.sub(r"[\[\s].*", "", part.strip()) for part in found[1].split(" | "))
    return f"Attendu ici : {', '.join(name.removeprefix('hl7:') for name in names if name)}."
