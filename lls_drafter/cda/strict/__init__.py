"""Strict checks of a letter as CDA: what the official checks let through, and should not.

    model.py    what a rule and a fault are
    tree.py     a document as rules look at it        times.py units.py coded.py    what several rules need
    header.py patient.py people.py stay.py sections.py events.py medication.py plan.py devices.py allergies.py
    links.py level1.py                                one table of rules each

`docs/dev/cda.md` lists every rule. A rule never raises, whatever the tree, and never says a value of the patient.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final, cast

from lls_drafter.cda.strict.allergies import ALLERGIES
from lls_drafter.cda.strict.devices import DEVICES
from lls_drafter.cda.strict.events import EVENTS
from lls_drafter.cda.strict.header import HEADER
from lls_drafter.cda.strict.level1 import LEVEL_1
from lls_drafter.cda.strict.links import LINKS
from lls_drafter.cda.strict.medication import MEDICATION
from lls_drafter.cda.strict.model import Ecart, Fault, Niveau, Rule, Source
from lls_drafter.cda.strict.patient import PATIENT
from lls_drafter.cda.strict.people import PEOPLE
from lls_drafter.cda.strict.plan import PLAN
from lls_drafter.cda.strict.sections import SECTIONS
from lls_drafter.cda.strict.stay import STAY
from lls_drafter.cda.strict.tree import Document, Kind, Places, open_document
from lls_drafter.cda.xml import Element

__all__ = ["OTHER_MODEL", "TABLES", "Ecart", "Niveau", "Rule", "Source", "check", "rules"]

TABLES: Final = (
    HEADER,
    PATIENT,
    PEOPLE,
    STAY,
    SECTIONS,
    EVENTS,
    MEDICATION,
    PLAN,
    DEVICES,
    ALLERGIES,
    LINKS,
    LEVEL_1,
)
"""The rules by concern, in the order in which faults are told."""
MOST: Final = 200
"""How many faults of one rule are told; one more sentence says that there are others."""


def _other_model(document: Document) -> Iterator[Fault]:
    """Say that a document is of another model."""
    if document.kind is Kind.OTHER:
        yield Fault(document.root, "ce document n'est pas une lettre de liaison à la sortie (LDL-SES)")


OTHER_MODEL: Final = Rule(
    id="CDA-MODELE",
    niveau=Niveau.ERREUR,
    phrase="le document est une lettre de liaison à la sortie (type 11490-0 ou modèle LDL-SES) ; sinon rien d'autre "
    "n'est contrôlé",
    correction="choisir une lettre de liaison à la sortie, ou corriger le type et le modèle déclarés",
    source=Source.EXEMPLE,
    look=_other_model,
)


def rules() -> tuple[Rule, ...]:
    """Give every rule, in the order in which faults are told."""
    return (OTHER_MODEL, *(rule for table in TABLES for rule in table.rules))


def check(root: Element) -> tuple[Ecart, ...]:
    """Give the faults of a document: none when it is sound, one alone when it is of another model.

    Args:
        root: the root element, as `cda.xml.parse` gives it; any tree will do.

    Raises:
        ReferenceDataError: a value set of the product is missing: a broken installation.
    """
    document = open_document(root)
    places = Places()
    looked_at = (OTHER_MODEL,) if document.kind is Kind.OTHER else rules()
    return tuple(found for rule in looked_at for found in _faults(rule, document, places))


def _faults(rule: Rule, document: Document, places: Places) -> Iterator[Ecart]:
    """Give the faults of one rule, `MOST` of them at most."""
    for count, fault in enumerate(islice(rule.look(document), MOST + 1)):
        yield Ecart(
            regle=rule.id,
            niveau=rule.niveau,
            message=fault.message if count < MOST else "les autres écarts de cette règle ne sont pas dits",
            chemin=places.path(fault.element),
            ligne=cast("int | None", fault.element.sourceline),  # lxml's stubs forget its type
            correction=rule.correction,
            source=rule.source,
        )
