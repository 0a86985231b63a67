"""Codes: are they of their value set, and of its system."""

from collections.abc import Iterator

from lls_drafter.cda.strict.model import Fault
from lls_drafter.cda.strict.tree import is_null
from lls_drafter.cda.xml import Element
from lls_drafter.codes.value_sets import value_set


def outside(element: Element | None, name: str, what: str) -> Iterator[Fault]:
    """Give the fault of a code that is not in a value set of the product, or of another system.

    Args:
        element: what holds `code` and `codeSystem`; None and a null flavor are no fault here.
        name: the value set, such as `voie_administration`.
        what: what is coded, for the message: « la voie ».
    """
    if element is None or is_null(element):
        return
    code, system = element.get("code"), element.get("codeSystem")
    known = value_set(name)
    same = [one for one in known.codes if one.code == code]
    if not same:
        yield Fault(element, f"{what} : le code n'est pas du jeu de valeurs « {known.titre} »")
    elif all(one.systeme != system for one in same):
        yield Fault(element, f"{what} : le système de codes n'est pas celui du code ({same[0].systeme} attendu)")


def is_one_of(element: Element | None, name: str) -> bool:
    """Tell whether an element's code is in a value set, system apart."""
    return element is not None and value_set(name).by_code(element.get("code") or "") is not None


def other_than(element: Element, code: str, system: str, what: str) -> Iterator[Fault]:
    """Give the faults of an element that must hold one code of one system."""
    if element.get("code") != code:
        yield Fault(element, f"{what} : le code attendu est {code}")
    if element.get("codeSystem") != system:
        yield Fault(element, f"{what} : le système de codes attendu est {system}")
