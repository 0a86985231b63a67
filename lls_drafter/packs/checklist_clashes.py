"""Lists refused beside one another: the error of each clash (`rules.clashes`), at its place in the file to mend."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lls_drafter.errors import LockedItemError, PackClashError, PackError
from lls_drafter.packs.checklist_drafts import Draft
from lls_drafter.rules.clashes import SharedId, TakenActivity, shared_ids, taken_activities
from lls_drafter.rules.model import Checklist


@dataclass(frozen=True, slots=True)
class MadeList:
    """A check-list and the plain values that it was made of."""

    checklist: Checklist
    draft: Draft


def clash_errors(lists: Iterable[MadeList], *, of: MadeList | None = None) -> Iterator[PackError]:
    """Give the error of each clash among the lists that may judge one letter.

    Args:
        lists: the lists.
        of: only the clashes for which this one is to be mended; None: those of every list with what is locked.
    """
    made = {id(one.checklist): one.draft for one in lists}
    checklists = [one.checklist for one in lists]
    for taken in taken_activities(checklists):
        if of is None or taken.grille is of.checklist:
            yield _of_activity(taken, made[id(taken.grille)])
    for shared in shared_ids(checklists):
        if shared.liste is of.checklist if of is not None else shared.autre_item.verrouille:
            yield shared_id_error(shared, made[id(shared.liste)])


def _of_activity(taken: TakenActivity, draft: Draft) -> LockedItemError:
    """Say that a grid takes an activity from another one."""
    claim = draft.head.get("activites", draft.place)
    inherited = claim.document is not draft.place.document
    return LockedItemError(
        f"le champ d'activité « {taken.activite.value} » est celui de la grille « {taken.tenante.id} » : "
        "aucune autre grille ne la remplace",
        hint="écrire « activites: [] » : sans elle, la liste étendue donne les siens"
        if inherited
        else f"retirer « {taken.activite.value} » de « activites »",
        location=(draft.head["id"] if inherited else claim).location(),
    )


def shared_id_error(shared: SharedId, draft: Draft | None = None) -> PackClashError:
    """Say that a rule bears the id of a rule of another list; `draft` is that of the list to mend."""
    owner = "liste verrouillée" if shared.autre_item.verrouille else "liste"
    return PackClashError(
        f"« {shared.item.id} » est déjà une règle de la {owner} « {shared.autre.id} » : justifier l'une vaudrait pour "
        "l'autre",
        hint=f"donner à la règle un autre identifiant ; « etend: {shared.autre.id} » change celle de cette liste",
        location=draft.items[shared.item.id].place.location() if draft is not None else None,
    )
