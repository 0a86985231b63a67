"""What a rendering must not give, and everything that it must: the two sides of principle 5.

Held back, and nothing else:
- the INS matricule and its OID, unless the identity is `qualifiee` (guide d'implémentation INS v3.0, EXI ID 29, known
  from a secondary source), and always when the identity is secret;
- the hand-over to the patient, after a death (no hand-over);
- the sendings recorded after validation that were not planned: the letter prints the plan, the register holds the acts;
- on a detained patient's own copy, when future appointments are (our proposal, not an official rule).
"""

from collections.abc import Iterator
from enum import StrEnum

from lls_drafter.letter.base import Impression
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Leaf, walk
from lls_drafter.letter.personnes import RoleDestinataire, StatutIns
from lls_drafter.letter.reponse import value_of
from lls_drafter.letter.sejour import Situation
from lls_drafter.letter.suites import EtatSuite


class Copy(StrEnum):
    """Which copy is printed: the whole letter, or the patient's own where it may differ (a detained person)."""

    FULL = "integral"
    PATIENT = "patient"


def has_situation(lettre: Lettre, situation: Situation) -> bool:
    """Tell whether the stay is known to be in a situation."""
    answer = lettre.sejour.situations if lettre.sejour is not None else None
    return situation in (value_of(answer) or ()) if answer is not None else False


def shows_ins(lettre: Lettre) -> bool:
    """Tell whether the INS matricule may be printed."""
    ins = lettre.patient.ins if lettre.patient is not None else None
    qualified = ins is not None and ins.statut is StatutIns.QUALIFIEE
    return qualified and not has_situation(lettre, Situation.SECRET_IDENTITE)


def withheld(lettre: Lettre, copy: Copy = Copy.FULL) -> frozenset[FieldPath]:
    """Give the addresses that a rendering must not give; what lies inside them is held back too."""
    held: set[FieldPath] = set()
    if not shows_ins(lettre):
        held |= {FieldPath(("patient", "ins", name)) for name in ("matricule", "oid")}
    if has_situation(lettre, Situation.DECES):
        held.add(FieldPath(("remise_patient",)))
    held |= {
        FieldPath(("envois", index))
        for index, envoi in enumerate(lettre.envois)
        if envoi.fait is not None and envoi.prevu is None
    }
    if copy is Copy.PATIENT and has_situation(lettre, Situation.DETENU):
        held |= {
            FieldPath(("suites_a_donner", index, name))
            for index, suite in enumerate(value_of(lettre.suites_a_donner) or ())
            if suite.etat is not EtatSuite.FAIT
            for name in ("quand", "date")
        }
    return frozenset(held)


def printable(lettre: Lettre, copy: Copy = Copy.FULL) -> Iterator[Leaf]:
    """Give every value that a full rendering must give: those printed in the letter, less what is held back.

    Blank texts say nothing. A sending's recipient named by its role is that role.
    """
    held = withheld(lettre, copy)
    for leaf in walk(lettre):
        if leaf.impression is not Impression.LETTRE or any(leaf.path.starts_with(place) for place in held):
            continue
        if isinstance(leaf.value, str) and not leaf.value.strip():
            continue
        yield _as_said(leaf)


def _as_said(leaf: Leaf) -> Leaf:
    """Give a sending's recipient as the role that it names, when it names one: it is printed in French."""
    if leaf.path.parts[0] == "envois" and leaf.path.parts[-1] == "destinataire" and leaf.value in set(RoleDestinataire):
        return Leaf(leaf.path, RoleDestinataire(str(leaf.value)), leaf.impression)
    return leaf


def printable_texts(lettre: Lettre, copy: Copy = Copy.FULL) -> Iterator[tuple[FieldPath, str]]:
    """Give every free text that a full rendering must hold."""
    for leaf in printable(lettre, copy):
        if type(leaf.value) is str:
            yield leaf.path, leaf.value
