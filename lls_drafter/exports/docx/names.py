"""The simple fields that a paper may show (`{{ patient.nom_naissance }}`): which exist, and which can always print.

A simple field is one value of the letter, or a list of words. What lies in the entries of a list, and what holds
several values, has no single text: an anchor places the section that prints it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from lls_drafter.letter.base import Impression, LlsModel, impression_of
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import element_type, field_info, model_type, scalar_types
from lls_drafter.letter.text import closest

OWN = ("document.titre", "document.entete", "document.pied")
"""The fields that are the document's and not the letter's."""
IDENTITY = ("patient.nom_naissance", "patient.prenoms_naissance", "patient.date_naissance")
"""The traits that tell a patient from another one; `document.entete` holds them all."""
ADMINISTRATIVE = frozenset(
    {
        "cosignataires", "date_lettre", "destinataires", "document", "etablissement", "medecin_responsable",
        "medecin_traitant", "nature", "patient", "praticien_adresseur", "redacteur", "sejour", "signataire",
        "validation",
    }
)  # fmt: skip
"""The roots of the addresses whose place is a letterhead; what lies elsewhere is clinical, or an act."""
_INS = ("patient.ins.matricule", "patient.ins.oid")


class Kind(StrEnum):
    """What a name between braces is: the end of its rule's id."""

    PLAIN = ""
    UNKNOWN = "CHAMP-INCONNU"
    LIST = "CHAMP-LISTE"
    BLOCK = "CHAMP-BLOC"
    NEVER = "CHAMP-JAMAIS"
    INS = "CHAMP-INS"
    CLINICAL = "CHAMP-CLINIQUE"


@dataclass(frozen=True, slots=True)
class _Step:
    """What was found at one part of an address."""

    annotation: object
    prints: bool


@cache
def kind_of(name: str) -> Kind:
    """Tell what a name is."""
    if name in OWN:
        return Kind.PLAIN
    steps = _steps(name)
    if not steps or not all(step.prints for step in steps):
        return Kind.NEVER if steps else Kind.UNKNOWN
    if any(element_type(step.annotation) is not None for step in steps[:-1]):
        return Kind.LIST
    last = steps[-1].annotation
    element = element_type(last)
    if element is not None:
        return Kind.LIST if model_type(element) is not None else _by_root(name)
    if model_type(last) is not None or not scalar_types(last):
        return Kind.BLOCK
    return Kind.INS if name in _INS else _by_root(name)


def _by_root(name: str) -> Kind:
    """Tell whether a value's place is a letterhead."""
    return Kind.PLAIN if name.partition(".")[0] in ADMINISTRATIVE else Kind.CLINICAL


def _steps(name: str) -> tuple[_Step, ...]:
    """Give the declarations on the way to a field, none when no letter has it."""
    steps: list[_Step] = []
    address = ""
    try:
        for part in name.split("."):
            address += f".{part}" if address else part
            info = field_info(address, Lettre)
            steps.append(_Step(info.annotation, impression_of(info) is Impression.LETTRE))
            address += "[0]" if element_type(info.annotation) is not None else ""
    except (KeyError, ValueError):
        return ()
    return tuple(steps)


@cache
def printable_names() -> tuple[str, ...]:
    """Give every simple field, in the order of the letter: what a misspelt one may have meant."""
    return (*OWN, *_printable("", Lettre))


def _printable(prefix: str, model: type[LlsModel]) -> Iterator[str]:
    """Give the simple fields of a part of the letter."""
    for name, info in model.model_fields.items():
        address = prefix + name
        inner = model_type(info.annotation)
        if inner is not None and impression_of(info) is Impression.LETTRE:
            yield from _printable(f"{address}.", inner)
        elif kind_of(address) in (Kind.PLAIN, Kind.INS, Kind.CLINICAL):
            yield address


@cache
def proposed(name: str) -> str:
    """Give the field that a misspelt name most likely meant, empty when nothing is near."""
    wanted = name.casefold().strip("._")
    known = printable_names()
    if wanted in known:
        return wanted
    root, _, last = wanted.rpartition(".")
    longer = [address for address in known if address.startswith(wanted)]
    same_end = [address for address in known if address.rpartition(".")[2] == last]
    same_root = [address for address in known if root and address.partition(".")[0] == root]
    if longer or (same_end and not same_root):
        return (longer or same_end)[0]
    near = closest(wanted, same_root) or closest(wanted, known)
    return near[0] if near else ""
