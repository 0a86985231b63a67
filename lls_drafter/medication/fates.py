"""What becomes of a drug: the fate that its two sides propose, the one that a person chooses, the reason it calls for.

Ready comments say what changed. They are made again at each change of a side or of the fate, so that none says a dose
that is no longer there; what a person typed beside them stays.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lls_drafter.letter.traitements import Commentaires, Devenir, LigneTraitement, Medicament, Prescription
from lls_drafter.medication.compare import Comparaison, compare
from lls_drafter.medication.presentation import strength_in

STILL_THERE: Final = "substance encore présente à la sortie : "
ALREADY_THERE: Final = "substance déjà prise avant l'hospitalisation : "
WAS_IN: Final = "auparavant dans l'association : "
NOW_IN: Final = "repris dans l'association : "
_READY: Final = (STILL_THERE, ALREADY_THERE, WAS_IN, NOW_IN)
_JOINT: Final = " ; "


class Exigence(StrEnum):
    """Whether the reason of a change is demanded, asked, or not asked at all."""

    DEMANDE = "demande"
    PROPOSE = "propose"
    AUCUN = "aucun"


@dataclass(frozen=True, slots=True)
class FateChange:
    """A row whose fate was chosen, and what this took out of it: to be said, and given back by « annuler »."""

    ligne: LigneTraitement
    sortie_retiree: Prescription | None = None
    reprise_retiree: bool = False


def possible_fates(ligne: LigneTraitement) -> tuple[Devenir, ...]:
    """Give the fates that a row can have: a home drug never becomes « ajouté », a new one is nothing else."""
    if ligne.avant is None:
        return (Devenir.AJOUTE,)
    return (Devenir.POURSUIVI, Devenir.MODIFIE, Devenir.ARRETE)


def propose(ligne: LigneTraitement, *, complete: bool = True) -> LigneTraitement:
    """Give a row without fate the one that its sides tell, and the comment that says what changed.

    No fate is proposed when one side leaves unsaid what may differ (a strength, a posology): the person chooses.

    Args:
        ligne: the row; one that has a fate comes back as it is.
        complete: the discharge list is known whole: a home drug that is not on it is proposed « arrêté ».
    """
    if ligne.devenir is not None:
        return ligne
    if ligne.avant is None:
        return ligne.replace(devenir=Devenir.AJOUTE) if ligne.sortie is not None else ligne
    if ligne.sortie is None:
        return ligne.replace(devenir=Devenir.ARRETE) if complete else ligne
    found = compare(ligne.avant, ligne.sortie)
    if found.meme_medicament and found.only_brand and found.incertitudes:
        return ligne
    fate = Devenir.POURSUIVI if found.is_same else Devenir.MODIFIE
    return with_comment(ligne.replace(devenir=fate), ready_comment(ligne))


def with_fate(ligne: LigneTraitement, devenir: Devenir, *, suspendu: bool = False) -> FateChange:
    """Give a row the fate that a person chose.

    « Poursuivi » copies the home side to the discharge side (a duration typed there stays; a discharge side that says
    the same, be it under another name, stays too). « Modifié » leaves the discharge side to be typed: a copied dose
    would be the former one. « Arrêté » empties it.

    Args:
        ligne: the row.
        devenir: one of `possible_fates`.
        suspendu: stopped, or given less, for a time: its rule of resumption stays.

    Raises:
        ValueError: the row cannot have this fate.
    """
    if devenir not in possible_fates(ligne) or (suspendu and devenir not in (Devenir.ARRETE, Devenir.MODIFIE)):
        raise ValueError("this row cannot have this fate")
    sortie = _discharge_side(ligne, devenir)
    changed = ligne.replace(
        devenir=devenir,
        sortie=sortie,
        suspendu=suspendu or None,
        reprise=ligne.reprise if suspendu else None,
    )
    lost = ligne.sortie is not None and (sortie is None or not _holds(sortie, ligne.sortie))
    return FateChange(
        refresh(ligne, changed),
        sortie_retiree=ligne.sortie if lost else None,
        reprise_retiree=ligne.reprise is not None and changed.reprise is None,
    )


def _discharge_side(ligne: LigneTraitement, devenir: Devenir) -> Prescription | None:
    """Give the discharge side that a fate calls for."""
    before, after = ligne.avant, ligne.sortie
    if devenir is Devenir.ARRETE:
        return None
    if before is None or devenir is Devenir.MODIFIE:
        return after  # a dose that changes is typed, never copied
    if after is None:
        return before.replace(duree=None)
    found = compare(before, after)
    if found.meme_medicament and found.only_brand:
        return _filled(after, before)
    return before.replace(duree=after.duree)


def _filled(after: Prescription, before: Prescription) -> Prescription:
    """Give a discharge side with what it leaves unsaid taken from the home side: the drug goes on as it was."""
    drug, home = after.medicament or Medicament(), before.medicament or Medicament()
    said = bool(drug.dosage or strength_in(drug.libelle or ""))
    box = drug.replace(
        dosage=drug.dosage if said else home.dosage or strength_in(home.libelle or ""), forme=drug.forme or home.forme
    )
    return after.replace(
        medicament=None if box == Medicament() else box,
        posologie=after.posologie or before.posologie,
        voie=after.voie or before.voie,
    )


def _holds(new: Prescription, old: Prescription) -> bool:
    """Tell whether nothing of an old side was lost in the new one."""
    if old.medicament is None:
        return all(value in (None, (), getattr(new, name)) for name, value in old)
    found = compare(old, new)
    return found.meme_medicament and not found.changements and new.duree == old.duree


def refresh(old: LigneTraitement, new: LigneTraitement) -> LigneTraitement:
    """Give a changed row its ready comment again: to be called whenever a side of a row is edited.

    Args:
        old: the row before the change: its ready comment is known by it, and taken out.
        new: the row after.
    """
    kept = _typed(old, new)
    both = new.devenir in (Devenir.POURSUIVI, Devenir.MODIFIE)
    return with_comment(kept, ready_comment(new) if both else "")


def ready_comment(ligne: LigneTraitement) -> str:
    """Give what changed from one side of a row to the other, in one line; empty when nothing did."""
    if ligne.avant is None or ligne.sortie is None:
        return ""
    words = _JOINT.join(one.texte for one in compare(ligne.avant, ligne.sortie).changements)
    return words[:1].upper() + words[1:]


def with_comment(ligne: LigneTraitement, words: str) -> LigneTraitement:
    """Give a row with a ready comment before its free one."""
    notes = ligne.commentaires or Commentaires()
    if not words or (notes.libre or "").startswith(words):
        return ligne
    text = _JOINT.join(one for one in (words, notes.libre) if one)
    return ligne.replace(commentaires=notes.replace(libre=text))


def _typed(old: LigneTraitement, new: LigneTraitement) -> LigneTraitement:
    """Give a row without the ready comments that its former state had."""
    notes = new.commentaires
    if notes is None:
        return new
    free = notes.libre or ""
    ready = ready_comment(old)
    if ready and (free == ready or free.startswith(ready + _JOINT)):
        free = free[len(ready) :].removeprefix(_JOINT)
    motif = notes.motif
    if new.devenir is not old.devenir:
        free = _JOINT.join(part for part in free.split(_JOINT) if not part.startswith(_READY))
        motif = None if motif is not None and motif.startswith(NOW_IN) else motif
    kept = notes.replace(libre=free or None, motif=motif)
    return new.replace(commentaires=None if kept == Commentaires() else kept)


def needs_reason(ligne: LigneTraitement) -> Exigence:
    """Tell whether a row's reason is demanded: the law asks it of a stop and of a replacement.

    Source: CSP R. 1112-1-2, II 4°.
    """
    if ligne.devenir is Devenir.ARRETE:
        return Exigence.DEMANDE
    if ligne.devenir is not Devenir.MODIFIE:
        return Exigence.AUCUN
    if ligne.avant is None or ligne.sortie is None:
        return Exigence.PROPOSE
    return _reason_of_change(compare(ligne.avant, ligne.sortie))


def _reason_of_change(found: Comparaison) -> Exigence:
    if not found.meme_medicament:
        return Exigence.DEMANDE
    return Exigence.AUCUN if found.changements and found.only_brand else Exigence.PROPOSE
