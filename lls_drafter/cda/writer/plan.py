"""The plan of care: an encounter when the words begin with one, a request for each other action.

No procedure: an action of the letter has no code. No mood « fixed » for an appointment that is made: the schema refuses
the mood that the profiles accept, and the profiles the one of the schema, so that it is a wish with its date.
"""

import re
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.writer.links import text_reference
from lls_drafter.cda.writer.writing import Writing, code_of, coded, effective_time, entry, words_value
from lls_drafter.cda.xml import Element, node, template_ids
from lls_drafter.letter.reponse import value_of
from lls_drafter.letter.suites import EtatSuite, SuiteADonner
from lls_drafter.letter.text import fold, is_blank

_DONE: Final = "2.16.840.1.113883.10.20.1.21"
_KINDS: Final = {
    "consultation": "AMB",
    "rendez-vous": "AMB",
    "teleconsultation": "VR",
    "hospitalisation": "IMP",
    "hospitalisation de jour": "SS",
    "hopital de jour": "SS",
}
"""What an action is when its first words, folded, are these; the longest first."""
_NAMES: Final = re.compile("|".join(rf"{re.escape(name)}(?![\w-])" for name in sorted(_KINDS, key=len, reverse=True)))


def plan_entries(writing: Writing) -> tuple[Element, ...]:
    """Make the entries of the follow-up, in the letter's order; empty when nothing is planned, or nobody said."""
    actions = value_of(writing.lettre.suites_a_donner) or ()
    return tuple(node("entry", None, _entry(writing, one, number)) for number, one in enumerate(actions))


def kind_of(action: str | None) -> str | None:
    """Give the code of the encounter that an action is, None when it is none beyond doubt."""
    match = _NAMES.match(fold(action)) if action else None
    return _KINDS[match[0]] if match is not None else None


def _entry(writing: Writing, one: SuiteADonner, number: int) -> Element:
    """Make one action."""
    kind = kind_of(one.action)
    return _request(writing, one, number) if kind is None else _encounter(writing, one, number, kind)


def _encounter(writing: Writing, one: SuiteADonner, number: int, kind: str) -> Element:
    """Make an encounter: had, or wished for on its date."""
    path = f"suites_a_donner[{number}]"
    done = one.etat is EtatSuite.FAIT
    return node(
        "encounter",
        {"classCode": "ENC", "moodCode": "EVN" if done else "ARQ"},
        *template_ids(_DONE if done else oids.PLANNED, *oids.ENCOUNTER),
        writing.id(path),
        coded("code", entry("type_rencontre", kind)),
        text_reference(writing.links.to_row(path)),
        effective_time(writing.time(one.date)),
    )


def _request(writing: Writing, one: SuiteADonner, number: int) -> Element:
    """Make a request: what, who, when, in the letter's words."""
    path = f"suites_a_donner[{number}]"
    texts = (one.action, one.qui, one.quand, one.precision)
    words = " ; ".join(text for text in texts if text is not None and not is_blank(text))
    return node(
        "observation",
        {"classCode": "OBS", "moodCode": "INT"},
        *template_ids(*oids.REQUEST),
        writing.id(path),
        code_of("ORG-064", "Demande d'examen ou de suivi", oids.CISIS),
        text_reference(writing.links.to_row(path)),
        node("statusCode", {"code": "completed" if one.etat is EtatSuite.FAIT else "active"}),
        effective_time(writing.time(one.date)),
        words_value(words),
    )
