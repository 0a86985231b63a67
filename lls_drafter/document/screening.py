"""The search for multi-resistant or emerging micro-organisms in words.

Five states that never share a sentence: not answered, not done, unknown, negative, positive.
"""

from lls_drafter.document.blocks import Inline, Run
from lls_drafter.document.phrases import describe, inline, join, missing_item, own
from lls_drafter.document.view import View
from lls_drafter.document.words import (
    NOT_ANSWERED,
    NOT_AVAILABLE,
    SEARCH_NEGATIVE,
    SEARCH_NOT_DONE,
    UNKNOWN,
    lower_first,
    typeset,
)
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.synthese import RechercheMicroOrganismes

_NAME = "recherche de micro-organismes multirésistants ou émergents"


def say_screening(screening: View) -> Inline:
    """Give the search, its date and its result, then the contact status with a carrier of BHRe."""
    lines = [_search(screening), _contact(screening["statut_contact_bhre"])]
    return join(lines, "\n")


def _search(screening: View) -> Inline:
    """Give one of the five sentences."""
    search = screening["recherche"]
    result = screening["resultat"]
    at: Inline = (own(" le "), *inline(screening["date"])) if screening["date"] else ()
    match search.value:
        case RechercheMicroOrganismes.FAITE:
            return _result(search, result, at)
        case RechercheMicroOrganismes.NON_FAITE:
            words = SEARCH_NOT_DONE
        case RechercheMicroOrganismes.INCONNUE:
            words = UNKNOWN
        case _:
            return (*_unanswered(screening), *_stray(result, at))
    return (Run(typeset(words), fields=(search.path,)), *_stray(result, at))


def _result(search: View, result: View, at: Inline) -> Inline:
    """Give the result of a search that was done."""
    if result.absence is Absence.AUCUN:
        return (Run(typeset(SEARCH_NEGATIVE), fields=(search.path, result.path)), *at)
    if result.absence is Absence.INCONNU:
        done = Run(typeset("Recherche faite"), fields=(search.path,))
        return (done, *at, Run(typeset(f" ; résultat : {lower_first(UNKNOWN)}"), fields=(result.path,)))
    if result.absence is not None:
        return (
            Run(typeset("Recherche faite"), fields=(search.path,)),
            *at,
            own(" ; résultat : "),
            *missing_item(result, "résultat"),
        )
    found = [describe(row) for row in result]
    return (Run(typeset("Recherche positive"), fields=(search.path,)), *at, own(" : "), *join(found, "\n– "))


def _stray(result: View, at: Inline) -> Inline:
    """Give a result or a date that came without a search done: shown as entered, never turned into a negative."""
    parts: list[Inline] = [at]
    if result.absence is not Absence.NON_RENSEIGNE:
        words: Inline = inline(result)
        if result.absence is Absence.AUCUN:
            words = (Run(typeset("réponse « aucun » saisie, à vérifier"), fields=(result.path,)),)
        parts.append((own(" ; résultat : "), *words))
    return tuple(run for part in parts for run in part)


def _unanswered(screening: View) -> Inline:
    """Give what stands for a search of which nobody said anything."""
    if screening.rendering.draft:
        return missing_item(screening, _NAME)
    return (own(f"{NOT_ANSWERED} – {lower_first(NOT_AVAILABLE)}"),)


def _contact(status: View) -> Inline:
    """Give the contact status, when it was answered."""
    if status.absence is Absence.NON_RENSEIGNE:
        return ()
    if status.absence is Absence.AUCUN:
        return inline(status)
    return (own("Contact d'un porteur de BHRe : "), *inline(status))
